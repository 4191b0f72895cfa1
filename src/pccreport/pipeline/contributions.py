"""What contributors sent, sentence by sentence: what may be private, and what is no update.

What a sentence is beside the updates (a greeting, a signature) counts only if nothing of the
project carries it: so a mistake here hides no sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import PurePath
from types import MappingProxyType

from pccreport.compare.reconciliation import HEADING, MARK, SentText
from pccreport.compare.text_changes import PlacedText
from pccreport.intake.headings import (
    PlanWords,
    aim_heading,
    aim_of_cell,
    is_introduction,
    stream_heading,
    tells_figure,
)
from pccreport.intake.lines import (
    BESIDE,
    ROW,
    SHEET,
    Line,
    TypedText,
    with_neighbours,
)
from pccreport.intake.lines import read_lines as read_typed
from pccreport.intake.marks import is_mark, is_marked, without_mark
from pccreport.intake.measured import FigureText, Key, MeasureNames, find_figures
from pccreport.intake.message import unframe
from pccreport.language import pasted_text
from pccreport.language.sentences import split_sentences
from pccreport.language.typed_references import find_typed_references
from pccreport.readers.line import CellPlace, LinePurpose, ReadFile, ReadLine

_WORDS_OF_REFERENCE = 10
"""Words of a sentence that is nothing but a reference."""
_BY_PURPOSE = {
    LinePurpose.HEADING: HEADING,
    LinePurpose.QUOTED: "earlier message",
    LinePurpose.APART: "beside the text",
}

_KNOWN = (LinePurpose.QUOTED, LinePurpose.APART)


Figures = Mapping[str, PlacedText | str]
"""By place in a file: the figure in the project that is the same, HEADING for what it is of, or
"" if it is another."""


def sent_texts(
    read: ReadFile,
    words: PlanWords,
    language: str,
    figures: Figures = MappingProxyType({}),
    amounts: Container[Decimal] = (),
) -> Iterator[SentText]:
    """Yield the sentences of a file that a contributor sent.

    `words` and the `amounts` of awards are those of the project.
    """
    names = pasted_text.aim_names(words.aim_label, language)
    aim_columns = {
        _column(line)
        for line in read.lines
        if line.cell
        and line.purpose is LinePurpose.HEADING
        and (
            any(name.casefold() in line.text.casefold() for name in names)
            or (
                pasted_text.may_head_aims(line.text, language)
                and _has_aims(line.cell, read.lines, words)
            )
        )
    }
    for line, around, private in _with_surroundings(read.lines, words, language):
        said, is_cell = line.text, line.cell is not None
        figure = figures.get(line.where)
        if isinstance(figure, PlacedText):
            sent = PlacedText(said, line.where, read.name)
            same = figure._replace(text=said)
            yield SentText(sent, private, around, is_cell, same)
            continue
        if figure is not None:
            around, is_cell = around or figure, is_cell and bool(figure)  # noqa: PLW2901
        elif is_cell and re.fullmatch(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?", said):
            amount = Decimal(said.replace(",", ""))
            said = f"£{amount:,}" if amount in amounts else said
        heading = None if around else aim_heading(said, words, alone=False)
        if heading and not is_cell and heading.rest:  # “KA1: Six arrests were made.”
            said = heading.rest
        elif heading and not (heading.rest or heading.in_short):
            around = HEADING  # noqa: PLW2901
        if is_cell and said.isdecimal() and _column(line) in aim_columns:
            around = around or HEADING  # noqa: PLW2901
        for start, end in split_sentences(said, language):
            text = PlacedText(said[start:end], line.where, read.name)
            refers = not around and _is_reference(text.text, names, language)
            if any(map(str.isalnum, text.text)):
                beside = "reference" if refers else around
                yield SentText(text, private, beside, is_cell)


def _as_typed(read: ReadFile) -> TypedText:
    """Return a file as the text of a message: rows with tabs, lists and quotations with signs."""
    lines: list[str] = []
    places: dict[int, str] = {}
    headings: dict[int, int] = {}
    table = 0
    is_page = PurePath(read.name).suffix.lower() in (".htm", ".html", ".eml")
    # What is beside the text does not end it.
    in_order = sorted(read.lines, key=_is_beside, reverse=True)
    for row, of_row in groupby(in_order, key=_row):
        said = [*of_row]
        if row:
            if row[0] != table:  # its heads are its own
                lines.append("")
                table = row[0]
                for sheet in re.findall(r"\Asheet (.*), cell ", said[0].where):
                    lines += (sheet, "")
                    places[len(lines) - 1] = f"sheet {sheet}"
                    headings[len(lines) - 1] = SHEET
            lines.append(ROW + "\t".join(_cells(said, " " if is_page else "\v")))
            places[len(lines)] = said[0].where
            if all(line.purpose is LinePurpose.HEADING for line in said):
                headings[len(lines)] = 1
            continue
        lines.append("")
        for line in said:
            before = len(lines)
            match line.purpose:
                case LinePurpose.QUOTED:
                    lines.append(f"> {line.text}")
                case LinePurpose.APART:
                    lines.append(f"{line.where.capitalize()}: {line.text}")
                    headings[len(lines)] = BESIDE
                case _ if line.sign or line.text.startswith(">"):  # it is no quotation
                    lines.append(f"{line.sign or '• '}{line.text.lstrip('> ')}")
                case _:
                    lines += ("", line.text, "")
                    if line.purpose is LinePurpose.HEADING:
                        headings[len(lines) - 1] = line.level or 1
            for number in range(before, len(lines)):
                places[number + 1] = line.where
    return TypedText("\n".join(lines), places, headings)


def _is_beside(line: ReadLine) -> bool:
    return line.purpose is LinePurpose.APART and not line.cell


def typed_text(read: ReadFile) -> TypedText:
    """Return a file as it is pasted: a text as it was typed, under what is beside it."""
    if not read.text:
        return _named(read, _as_typed(read))
    beside = [x for x in read.lines if not x.where.startswith("line ")]
    if not beside:
        return _named(read, TypedText(read.text))
    head = _as_typed(read._replace(lines=(*beside,)))
    above = head.text.count("\n") + 1
    count = read.text.count("\n") + 1
    places = {above + number: f"line {number}" for number in range(1, count + 1)}
    text = f"{head.text}\n{read.text}"
    return _named(read, head._replace(text=text, places={**head.places, **places}))


def _named(read: ReadFile, typed: TypedText) -> TypedText:
    """Return a text with what is known of its file."""
    name = PurePath(read.name).stem
    return typed._replace(notes=read.notes, name=name, sender=read.sender)


def places_of(read: ReadFile, typed: TypedText) -> Iterator[tuple[int, str]]:
    """Yield the numbers of the lines of a typed text, each with its places in the file."""
    rows = _rows(read)
    wheres: list[str] = []
    for number in range(1, typed.text.count("\n") + 2):
        first = typed.places.get(number, "" if typed.places else f"line {number}")
        if first in rows:
            wheres = [line.where for line in rows[first]]
        elif not read.text:  # in a text, such a line goes on with the one above
            wheres = []
        yield from ((number, where) for where in wheres)


def sent_figures(
    read: ReadFile, names: MeasureNames
) -> Iterator[tuple[str, Mapping[Key, FigureText]]]:
    """Yield the place of each line and cell that has figures of measures, with those.

    In a row that has any, the cells that say of what they are have none.
    """
    typed = typed_text(read)
    places = _rows(read)
    lines = read_typed(typed.text, Counter())
    for number, found in find_figures(lines, names).items():
        left = {key: said for key, said in found.given.items() if said.figure}
        where = typed.places.get(number, f"line {number}")
        for line in places.get(where, ()) if left else ():
            if line.cell is None:
                yield line.where, left
                continue
            figure = re.sub(r"[^0-9.]", "", line.text)
            key = next((k for k, said in left.items() if said.figure == figure), None)
            if key:
                yield line.where, {key: left.pop(key)}
            elif not figure:
                yield line.where, {}


def file_name(read: ReadFile) -> str:
    """Return the name of a file without its folders."""
    return PurePath(read.name).name


def _rows(read: ReadFile) -> dict[str, list[ReadLine]]:
    """Return the lines of each row, or of what is in no row, by the place of the first."""
    rows = ([*row] for _, row in groupby(read.lines, lambda x: _row(x) or x.where))
    return {row[0].where: row for row in rows}


def _row(line: ReadLine) -> tuple[int, int] | None:
    """Return the table and the row of a cell, or None for what is no cell."""
    return line.cell and line.cell[:2]


def _column(line: ReadLine) -> tuple[int, int] | None:
    """Return the table and the column of a cell, or None for what is no cell."""
    return line.cell and (line.cell.table, line.cell.column)


def _has_aims(head: CellPlace, lines: Iterable[ReadLine], words: PlanWords) -> bool:
    """Return whether all cells below the head of a column name a key aim."""
    return all(
        aim_of_cell(x.text, words)
        for x in lines
        if x.cell and x.cell.row > head.row
        if (x.cell.table, x.cell.column) == (head.table, head.column)
    )


def _cells(row: Sequence[ReadLine], gap: str) -> list[str]:
    """Return the cells of a row, at least three; the lines of one have a `gap` between them."""
    said: dict[int, str] = {}
    for line in row:
        at = line.cell.column if line.cell else 1
        between = "\v" if line.sign else gap
        said[at] = f"{said.get(at, '')}{between}{line.sign.strip()} {line.text}".strip()
    cells = [said.get(at, "") for at in range(1, max(3, *said) + 1)]
    if any(line.private for line in row):
        cells.append("not for publication")
    return cells


def _with_surroundings(
    lines: Sequence[ReadLine], words: PlanWords, language: str
) -> Iterator[tuple[ReadLine, str, bool]]:
    """Yield the lines, with what each is beside the updates and whether it is private."""
    framed = _framed(lines, words)
    in_row = Counter(map(_row, lines))
    headed = [x.cell for x in lines if x.cell and x.purpose is LinePurpose.HEADING]
    heads = Counter({cell.table: cell.row for cell in reversed(headed)})
    under_mark, after_mark = False, False
    for at, line in enumerate(lines):
        if line.purpose is LinePurpose.BLANK:
            # What follows a mark may have a gap before it, and ends with the next one.
            under_mark = under_mark and after_mark
            continue
        is_head = line.purpose is LinePurpose.HEADING
        only_mark = is_mark(line.text, language)
        if line.cell and in_row[_row(line)] > 1:  # it is of its row, or heads a column
            only_mark = only_mark and not is_head
        else:
            under_mark, after_mark = (
                only_mark or (under_mark and not is_head),
                only_mark,
            )
        is_title = (
            line.cell
            and in_row[_row(line)] == 1
            and line.cell.row < heads[line.cell.table]
        )
        marked = is_marked(line.text, language)
        text = without_mark(line.text, language) if marked else line.text
        around = MARK if only_mark else _surrounding(line, words) or framed.get(at, "")
        around = around or (HEADING if is_title else "")
        private = under_mark or marked or line.private
        yield line._replace(text=line.text if only_mark else text), around, private


def _framed(lines: Sequence[ReadLine], words: PlanWords) -> dict[int, str]:
    """Return what lines are of the frame of a message, or headings of it, by their position."""
    typed = [
        Line(at, line.text, sign=line.sign.strip(), length=len(line.text))
        for at, line in enumerate(lines)
        if not line.cell and line.purpose not in _KNOWN
    ]
    message = unframe(with_neighbours(typed), words, aim_known=True)
    found = {line.number: line.reason.value for line in message.left_out}
    for line in message.body:
        if line.text and not line.sign:
            heading = aim_heading(line.text, words, alone=line.alone)
            heading = heading or stream_heading(line.text, words)
            tells = heading and (heading.rest or tells_figure(line.text, words))
            if heading and not tells:
                found[line.number] = HEADING
    return found


def _surrounding(line: ReadLine, words: PlanWords) -> str:
    if line.purpose in _BY_PURPOSE:
        return _BY_PURPOSE[line.purpose]
    if line.cell:
        return "date" if re.fullmatch(r"\d{4}-\d\d-\d\d", line.text) else ""
    return HEADING if not line.sign and is_introduction(line.text, words) else ""


def _is_reference(text: str, names: Iterable[str], language: str) -> bool:
    """Return whether a sentence only refers to a key aim: the project has `see:` for it."""
    is_short = len(text.split()) <= _WORDS_OF_REFERENCE
    return is_short and bool(find_typed_references(text, names, language))
