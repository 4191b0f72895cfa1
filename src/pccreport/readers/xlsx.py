"""A workbook: the rows of all sheets, as Excel shows them.

A formula is the value that was kept of it. Hidden rows and sheets are marked as such, because who
hid them did not delete them. Nothing is computed, and no link is followed.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from pccreport.readers.line import Line, LineKind, ReadFile, row
from pccreport.readers.links import Link
from pccreport.readers.package import Package
from pccreport.readers.text import cell_text, check_size

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_S = f"{{{_NAMESPACE}}}"
_SHOWN = re.compile(r"(£?)\s*#?(,?)#*0(?:\.(0+))?(%?)")
"""A format of numbers: its currency, the sign of thousands, the places, and per cent."""
_NO_SIGN = re.compile(r'"(?!£)[^"]*"|\\.|_.|\*.|\[(?!\$£|h+|m+|s+)[^\]]*\]', re.I)
_POUNDS = re.compile(r'"£"|\[\$£[^\]]*\]')
_LINK = re.compile(r'\s*=?\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_MOST_MERGED = 1_000
"""Rows of a merged range in which the words of its first cell are read."""


def read_xlsx(content: bytes, name: str) -> ReadFile:
    """Return the rows of a workbook; raise CommandError if it cannot be read."""
    import openpyxl  # noqa: PLC0415  # 150 ms

    package = Package(content, name, "an Excel")
    package.root(_NAMESPACE)
    package.check()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what it would not write again
        book = openpyxl.load_workbook(BytesIO(content), data_only=True, rich_text=True)
    lines = [Line(x, "a label of the file", LineKind.BESIDE) for x in package.labels()]
    formulas = _formulas(package)
    size = [0, 0]
    for sheet in book.worksheets:
        title, hidden = sheet.title, sheet.sheet_state != "visible"
        place = f"sheet {title}"
        lines.append(Line(title, place, LineKind.SHEET, hidden=hidden))
        _fill_merged(sheet)
        for cells in sheet.iter_rows():
            size[0] += len(cells)
            for line in _row(sheet, cells, formulas.get(title, {}), hidden=hidden):
                size[1] += len(line.text)
                lines.append(line)
            check_size(name, *size)
    return ReadFile(name, (*lines,))


def _row(
    sheet: Any, cells: tuple[Any, ...], formulas: Mapping[str, str], *, hidden: bool
) -> Iterator[Line]:
    """Yield the row of a sheet, and what of it is not read as its cells."""
    words: list[str] = []
    links: list[Link] = []
    beside: list[Line] = []
    for cell in cells:
        place = f"sheet {sheet.title}, cell {cell.coordinate}"
        shown, struck = _text(cell)
        formula = formulas.get(cell.coordinate)
        if formula is not None and not shown and not struck:
            what = "a formula without a result: open the file in Excel and save it"
            beside.append(Line(what, place, LineKind.STRUCK))
        unseen = sheet.column_dimensions[cell.column_letter].hidden
        kind = LineKind.HIDDEN if unseen else LineKind.STRUCK
        left = " ".join(filter(None, (struck, shown if unseen else "")))
        beside += [Line(left.replace("\v", " "), place, kind)] if left else []
        words.append("" if unseen else shown)
        target = cell.hyperlink.target if cell.hyperlink else None
        link = _LINK.match(formula or "")
        address = target or (link[1] if link else "")
        links += [Link(shown, address)] if address and shown and not unseen else []
        if cell.comment:
            text = " ".join(cell.comment.text.split())
            beside.append(Line(text, f"comment on {place}", LineKind.NOTE))
    if any(words):
        number = cells[0].row
        is_hidden = hidden or bool(sheet.row_dimensions[number].hidden)
        place = f"sheet {sheet.title}, row {number}"
        yield row(words, place, hidden=is_hidden, links=(*links,))
    yield from beside


def _text(cell: Any) -> tuple[str, str]:
    """Return a cell as the sheet shows it, and what is struck through in it or is an error."""
    value, struck = cell.value, ""
    if value is None:
        return "", ""
    if isinstance(value, list):  # with some words in other forms
        runs = [
            (str(x), bool(getattr(x, "font", None) and x.font.strike)) for x in value
        ]
        struck = "".join(text for text, is_struck in runs if is_struck)
        value = "".join(text for text, is_struck in runs if not is_struck)
    shown = cell_text(value if isinstance(value, str) else _shown(cell))
    if cell.data_type == "e" or (cell.font and cell.font.strike):
        return "", f"{struck} {shown}".strip()
    return shown, cell_text(struck)


def _shown(cell: Any) -> str:
    """Return a number, a day or a yes as its format shows it."""
    value = cell.value
    if isinstance(value, datetime):
        return str(value if value.time() != time() else value.date())
    if isinstance(value, bool | date | time):
        return str(value).upper() if isinstance(value, bool) else str(value)
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    form = _NO_SIGN.sub("", _POUNDS.sub("£", cell.number_format or ""))
    found = _SHOWN.fullmatch(form.partition(";")[0].strip())
    if not found:
        share = number * 100
        return f"{float(share):.12g}%" if "%" in form else f"{float(value):.15g}"
    pounds, thousands, places, per_cent = found.groups(default="")
    whole = (number * 100 if per_cent else number).quantize(
        Decimal(1).scaleb(-len(places)), ROUND_HALF_UP
    )
    sign = "-" if whole < 0 else ""
    return f"{sign}{pounds}{abs(whole):{thousands}.{len(places)}f}{per_cent}"


def _fill_merged(sheet: Any) -> None:
    """Put the words of a merged range in each of its rows."""
    for area in [*sheet.merged_cells.ranges]:
        first = sheet.cell(area.min_row, area.min_col).value
        sheet.unmerge_cells(str(area))
        for number in range(
            area.min_row, min(area.max_row, area.min_row + _MOST_MERGED) + 1
        ):
            sheet.cell(number, area.min_col).value = first


def _formulas(package: Package) -> dict[str, dict[str, str]]:
    """Return the formulas of each sheet, by cell: those without a result are named."""
    related = package.relations(package.main)
    found: dict[str, dict[str, str]] = {}
    for sheet in package.xml(package.main).iter(f"{_S}sheet"):
        at = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        _, part = related.get(at, ("", ""))
        cells = package.xml(part).iter(f"{_S}c")
        texts = ((cell.get("r", ""), cell.findtext(f"{_S}f")) for cell in cells)
        found[sheet.get("name", "")] = {at: x for at, x in texts if x is not None}
    return found
