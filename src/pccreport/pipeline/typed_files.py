"""A file of Word, Excel or a mail program as the text of a message, as it is pasted."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath

from pccreport.intake.lines import BESIDE, ROW, SHEET, TypedText
from pccreport.intake.links import Link
from pccreport.language import pasted_text
from pccreport.readers.line import LinePurpose, ReadFile, ReadLine


def typed_text(read: ReadFile) -> TypedText:
    """Return a file as it is pasted: a text as it was typed, under what is beside it."""
    beside = [x for x in read.lines if not x.where.startswith("line ")]
    if not read.text:
        typed = _as_typed(read)
    elif not beside:
        typed = TypedText(read.text)
    else:
        head = _as_typed(read._replace(lines=(*beside,)))
        above, count = (each.count("\n") + 1 for each in (head.text, read.text))
        own = {above + number: f"line {number}" for number in range(1, count + 1)}
        text = f"{head.text}\n{read.text}"
        typed = head._replace(text=text, places={**head.places, **own})
    name = PurePath(read.name).stem
    return typed._replace(notes=read.notes, name=name, sender=read.sender)


def _as_typed(read: ReadFile) -> TypedText:
    """Return a file as the text of a message: rows with tabs, lists and quotations with signs."""
    lines: list[str] = []
    places: dict[int, str] = {}
    headings: dict[int, int] = {}
    links: dict[int, tuple[Link, ...]] = {}
    breaks = set[int]()
    table = 0
    is_page = PurePath(read.name).suffix.lower() in (".htm", ".html", ".eml")
    # What is beside the text does not end it.
    in_order = sorted(_with_notes(read.lines), key=_is_beside, reverse=True)
    for row, of_row in groupby(in_order, key=_row):
        wording = [*of_row]
        if row:
            if row[0] != table:  # its heads are its own
                lines.append("")
                table = row[0]
                for sheet in re.findall(r"\Asheet (.*), cell ", wording[0].where):
                    lines += (sheet, "")
                    places[len(lines) - 1] = f"sheet {sheet}"
                    headings[len(lines) - 1] = SHEET
            lines.append(ROW + "\t".join(_cells(wording, " " if is_page else "\v")))
            places[len(lines)] = wording[0].where
            links[len(lines)] = tuple(
                link._replace(column=line.cell.column, letters=0)
                for line in wording
                for link in line.links
                if line.cell
            )
            if all(line.purpose is LinePurpose.HEADING for line in wording):
                headings[len(lines)] = 1
            continue
        lines.append("")
        for line in map(_marked, wording):
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
                    breaks |= {len(lines) - 1} if line.goes_on else set()
                    if line.purpose is LinePurpose.HEADING:
                        headings[len(lines) - 1] = line.level or 1
            for number in range(before, len(lines)):
                places[number + 1] = line.where
                links[number + 1] = line.links if lines[number] else ()
    return TypedText("\n".join(lines), places, headings, links=links, breaks=breaks)


def _marked(line: ReadLine) -> ReadLine:
    """Return a line with the mark that its file has beside it: in a comment."""
    mark = " [not for publication]" if line.private and not line.cell else ""
    return line._replace(text=f"{line.text}{mark}")


def _with_notes(lines: Sequence[ReadLine]) -> Iterator[ReadLine]:
    """Yield lines with their notes as sentences behind them, and those not at the foot again.

    A note of the source stays there, and so does that of a heading.
    """
    carried: set[str] = set()
    whole: list[ReadLine] = []
    for line in lines:
        notes = [x for x in line.notes if x and not pasted_text.gives_source(x)]
        notes = [] if line.purpose is LinePurpose.HEADING else notes
        carried |= {*notes}
        whole.append(line._replace(text=" ".join((line.text, *notes))))
    for line in whole:
        if not (_is_beside(line) and line.text in carried):
            yield line


def _is_beside(line: ReadLine) -> bool:
    return line.purpose is LinePurpose.APART and not line.cell


def rows_by_place(read: ReadFile) -> dict[str, list[ReadLine]]:
    """Return the lines of each row, or of what is in no row, by the place of the first."""
    rows = ([*row] for _, row in groupby(read.lines, lambda x: _row(x) or x.where))
    return {row[0].where: row for row in rows}


def _row(line: ReadLine) -> tuple[int, int] | None:
    """Return the table and the row of a cell, or None for what is no cell."""
    return line.cell and line.cell[:2]


def _cells(row: Sequence[ReadLine], gap: str) -> list[str]:
    """Return the cells of a row, at least three; the lines of one have a `gap` between them."""
    wording: dict[int, str] = {}
    for line in row:
        at = line.cell.column if line.cell else 1
        between = "\v" if line.sign else gap
        wording[at] = (
            f"{wording.get(at, '')}{between}{line.sign.strip()} {line.text}".strip()
        )
    cells = [wording.get(at, "") for at in range(1, max(3, *wording) + 1)]
    if any(line.private for line in row):
        cells.append("not for publication")
    return cells
