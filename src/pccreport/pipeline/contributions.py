"""What contributors sent, sentence by sentence: what may be private, and what is no update.

What a sentence is beside the updates (a greeting, a signature) counts only if nothing of the
project carries it: so a mistake here hides no sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePath

from pccreport.compare.reconciliation import SentText, Surrounding
from pccreport.compare.text_changes import PlacedText
from pccreport.intake.headings import PlanWords, aim_heading, stream_heading
from pccreport.intake.lines import Line, with_neighbours
from pccreport.intake.message import LeftOutReason, unframe
from pccreport.language import pasted_text
from pccreport.language.protective_markings import find_markings
from pccreport.language.sentences import split_sentences
from pccreport.language.typed_references import find_typed_references
from pccreport.model.private_intent import is_private_note, is_private_phrase
from pccreport.readers.line import LinePurpose, ReadFile, ReadLine

_COLUMN = re.compile(r"(?<=cell )[A-Z]+|paragraph \d+, (?=table)|, column \d+.*")
"""What in the place of a cell is not that of its row."""
_PLACE_IN_ROW = re.compile(r"cell ([A-Z]{1,2})\d|column (\d+)")
_MOST_OF_SIGNATURE = 12
"""Lines below “Kind regards”."""
_MOST_OF_LINE = 80
"""Characters of a line of a signature."""
_MOST_OF_HEADING = 80
"""Characters of a heading that is none by its style: it ends with a colon."""
_WORDS_OF_REFERENCE = 10
"""Words of a sentence that is nothing but a reference."""
_WORDS_OF_MARK = 4
"""Words of a line that is nothing but a mark."""
_WHOLE = 0.6
"""The share of a line's characters from which on a marking in it is all that it says."""


_BY_PURPOSE = {
    LinePurpose.HEADING: Surrounding.HEADING,
    LinePurpose.QUOTED: Surrounding.QUOTED,
    LinePurpose.APART: Surrounding.BESIDE,
}


_BY_REASON = {
    LeftOutReason.GREETING: Surrounding.GREETING,
    LeftOutReason.SIGNATURE: Surrounding.SIGNATURE,
    LeftOutReason.LAST_LINES: Surrounding.SIGNATURE,
    LeftOutReason.REMARK: Surrounding.REMARK,
    LeftOutReason.REPLY: Surrounding.QUOTED,
    LeftOutReason.PAGE: Surrounding.BESIDE,
    LeftOutReason.HEADER: Surrounding.BESIDE,
}


def sent_texts(read: ReadFile, words: PlanWords, language: str) -> Iterator[SentText]:
    """Yield the sentences of a file that a contributor sent; `words` are those of the project."""
    names = pasted_text.aim_names(words.aim_label, language)
    aim_columns = {
        _column(line)
        for line in read.lines
        if line.is_cell
        and line.purpose is LinePurpose.HEADING
        and any(name.casefold() in line.text.casefold() for name in names)
    }
    for line, surrounding, private in _with_surroundings(read.lines, words, language):
        heading = None
        if not (line.is_cell or surrounding):
            heading = aim_heading(line.text, words, alone=False)
        if line.is_cell and line.text.isdecimal() and _column(line) in aim_columns:
            surrounding = surrounding or Surrounding.HEADING  # noqa: PLW2901
        if heading and heading.rest:  # “KA1: Six arrests were made.”
            line = line._replace(text=heading.rest)  # noqa: PLW2901
        spans = split_sentences(line.text, language)
        for start, end in spans:
            text = PlacedText(line.text[start:end], line.where, read.name)
            around = surrounding
            if not around and _is_reference(text.text, names, language):
                around = Surrounding.REFERENCE
            if any(map(str.isalnum, text.text)):
                yield SentText(text, private, around, line.is_cell)


def as_typed(read: ReadFile) -> str:
    """Return the lines of a file as the text of a message: rows with tabs, quotations with signs."""
    lines: list[str] = []
    for row, of_row in groupby(read.lines, key=_row):
        if row:
            lines.append("\t".join(_cells([*of_row])))
            continue
        lines.append("")
        for line in of_row:
            match line.purpose:
                case LinePurpose.QUOTED:
                    lines.append(f"> {line.text}")
                case LinePurpose.APART:
                    lines += (f"Subject: {line.text}", "Sent: -", "")
                case _:
                    lines += (line.text, "")
    return "\n".join(lines)


def _row(line: ReadLine) -> str:
    """Return the place of a cell without its column, or "" for what is no cell."""
    return _COLUMN.sub("", line.where) if line.is_cell else ""


def _column(line: ReadLine) -> str:
    """Return the place of a cell without its row."""
    return re.sub(
        r"(?<=cell )([A-Z]+)\d+|paragraph .*(?=table)|row \d+, ", r"\1", line.where
    )


def _cells(row: Sequence[ReadLine]) -> list[str]:
    """Return the cells of a row, at least three; what is in one is in one."""
    cells: list[str] = []
    for line in row:
        found = _PLACE_IN_ROW.search(line.where)
        letters, number = found.groups("") if found else ("", "")
        at = int(number or 0)
        for letter in letters:
            at = at * 26 + ord(letter) - ord("A") + 1
        at = max(at - 1, 0)
        cells += [""] * (max(at + 1, 3) - len(cells))
        cells[at] = f"{cells[at]} {line.text}".strip()
    if any(line.private for line in row):
        cells.append("not for publication")
    return cells


def file_name(read: ReadFile) -> str:
    """Return the name of a file without its folders."""
    return PurePath(read.name).name


def _framed(lines: Sequence[ReadLine], words: PlanWords) -> dict[int, Surrounding]:
    """Return what lines are of the frame of a message, or headings of it, by their position."""
    typed = [
        Line(at, line.text, length=len(line.text))
        for at, line in enumerate(lines)
        if not line.is_cell
    ]
    message = unframe(with_neighbours(typed), words, told=True)
    found = {
        line.number: _BY_REASON[line.reason]
        for line in message.left_out
        if line.reason in _BY_REASON
    }
    for line in message.body:
        aim = aim_heading(line.text, words, alone=line.alone) if line.text else None
        heading = aim or (stream_heading(line.text, words) if line.text else None)
        if heading and not heading.rest:
            found[line.number] = Surrounding.HEADING
    return found


def _with_surroundings(
    lines: Sequence[ReadLine], words: PlanWords, language: str
) -> Iterator[tuple[ReadLine, Surrounding, bool]]:
    """Yield the lines, with what each is beside the updates and whether it is private."""
    framed = _framed(lines, words)
    in_row = Counter(_row(line) for line in lines)
    kept_rows = {
        _row(line)
        for line in lines
        if line.is_cell
        and line.purpose is not LinePurpose.HEADING
        and in_row[_row(line)] > 1
        and _is_mark(line.text, language)
    }
    under_mark, after_mark, signature = False, False, 0
    for at, line in enumerate(lines):
        if line.purpose is LinePurpose.BLANK:
            # What follows a mark may have a gap before it, and ends with the next one.
            under_mark = under_mark and after_mark
            continue
        text = line.text
        is_mark = _is_mark(text, language)
        of_row = line.is_cell and in_row[_row(line)] > 1
        if of_row:  # a mark is of its own row, or the head of a column
            is_mark = is_mark and line.purpose is not LinePurpose.HEADING
        else:
            under_mark, after_mark = under_mark or is_mark, is_mark
            if line.purpose is LinePurpose.HEADING and not is_mark:
                under_mark = False
        surrounding = _surrounding(line, language) or framed.get(at, Surrounding.NONE)
        if surrounding is Surrounding.SIGNATURE:
            signature = _MOST_OF_SIGNATURE
        elif signature and not surrounding and _is_of_signature(text):
            surrounding, signature = Surrounding.SIGNATURE, signature - 1
        elif not surrounding:
            signature = 0
        surrounding = Surrounding.MARK if is_mark else surrounding
        marked = _is_marked(text, language)
        if marked and not is_mark:
            text = without_mark(text, language)
        kept = of_row and line.purpose is not LinePurpose.HEADING
        kept = kept and _row(line) in kept_rows
        private = under_mark or line.private or marked or kept
        yield line._replace(text=text), surrounding, private


def _surrounding(line: ReadLine, language: str) -> Surrounding:
    text = line.text
    if line.purpose in _BY_PURPOSE:
        return _BY_PURPOSE[line.purpose]
    if line.is_cell:
        is_date = re.fullmatch(r"\d{4}-\d\d-\d\d", text)
        return Surrounding.DATE if is_date else Surrounding.NONE
    # What has a figure in it may tell something, however it begins.
    remarks = (
        pasted_text.is_remark(text.replace(",", ""), (), language),
        pasted_text.is_header(text, language),
    )
    found = {
        Surrounding.GREETING: pasted_text.greeted(text, language) is not None,
        Surrounding.SIGNATURE: pasted_text.is_closing(text, language),
        Surrounding.REMARK: any(remarks) and not re.search(r"\d", text),
        Surrounding.BESIDE: pasted_text.is_page_number(text, language),
        Surrounding.HEADING: text.endswith(":") and len(text) <= _MOST_OF_HEADING,
    }
    return next((each for each, holds in found.items() if holds), Surrounding.NONE)


def _is_reference(text: str, names: Iterable[str], language: str) -> bool:
    """Return whether a sentence only refers to a key aim: the project has `see:` for it."""
    is_short = len(text.split()) <= _WORDS_OF_REFERENCE
    return is_short and bool(find_typed_references(text, names, language))


def _is_of_signature(text: str) -> bool:
    return len(text) <= _MOST_OF_LINE and not text.endswith((".", ";"))


def _is_mark(text: str, language: str) -> bool:
    """Return whether a line says that something is private, and no more."""
    said = text.strip("*_ :.–—-[]()")
    marked = sum(found.end - found.start for found in find_markings(text, language))
    is_brief = len(said.split()) <= _WORDS_OF_MARK and not text.rstrip().endswith(".")
    kept = is_brief and pasted_text.is_kept_back(text, language)
    return kept or is_private_phrase(said) or marked > _WHOLE * max(len(said), 1)


def without_mark(text: str, language: str) -> str:
    """Return a line without the mark in brackets, or before a colon: the project has none."""

    def kept(found: re.Match[str]) -> str:
        return "" if _is_mark(found[0], language) else found[0]

    said = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", kept, text)
    return re.sub(r"\A\W*[^:–—-]{2,40}\s*[:–—-]\s+", kept, said)


def _is_marked(text: str, language: str) -> bool:
    kept = pasted_text.is_kept_back(text, language)
    return kept or bool(find_markings(text, language)) or is_private_note(text)
