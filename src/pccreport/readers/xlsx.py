"""A workbook: the rows of all sheets, as Excel shows them.

A formula is the value that was kept of it. Hidden rows and sheets are marked as such, because who
hid them did not delete them. Nothing is computed, and no link is followed.
"""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from pccreport.readers.form_id import parse_form_id
from pccreport.readers.line import Line, LineKind, row_line
from pccreport.readers.links import with_address
from pccreport.readers.paragraph import is_white
from pccreport.readers.text import cell_text
from pccreport.source.office_package import MOST_CELLS, OfficePackage

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}workbook"
_WORD = re.compile(r'"([^"]*)"|\\(.)|\[\$([^]-]*)[^]]*\]|_.|\*.|\[[^]]*\]')
"""A part of the format of a number that is printed as it is, or not at all."""
_WORDS = r'((?:"[^"]*"|\\.|_.|\*.|\[(?![<>=])[^]]*\]|[£$€% ])*)'
_FORM = re.compile(rf"{_WORDS}(General|[#0?.,]*[#0?.]){_WORDS}(?:;.*)?")
_OF_PAGE = {"theme": (0,), "indexed": (1, 9, 65)}
"""The colours of a theme and of the palette that are white, as the page is."""
_LINK = re.compile(r'\s*=?\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)


def read_xlsx(content: bytes, name: str) -> Iterator[Line]:
    """Yield the rows of a workbook; raise CommandError if it cannot be read."""
    from openpyxl import load_workbook, utils  # noqa: PLC0415  # 150 ms

    package = OfficePackage(content, name, "an Excel", _MAIN)
    roots = package.parts.values()
    merged = (x.get("ref") for root in roots for x in root.iter("{*}mergeCell"))
    bounds = map(utils.range_boundaries, merged)
    # openpyxl makes all of their cells.
    if sum((c - a + 1) * (d - b + 1) for a, b, c, d in bounds) > MOST_CELLS:
        raise package.refusal_error("has too many merged cells", "unmerge them first")
    with warnings.catch_warnings(action="ignore"):  # about what it would not write
        book = load_workbook(BytesIO(content), data_only=True, rich_text=True)
        has_formulas = any(x.find(".//{*}c/{*}f") is not None for x in roots)
        formulas = load_workbook(BytesIO(content)) if has_formulas else None
    for place, text in dict.fromkeys(package.texts_beside()):
        yield Line(text, place, LineKind.BESIDE)
    for sheet in book.worksheets:
        hidden = sheet.sheet_state != "visible"
        yield Line(sheet.title, f"sheet {sheet.title}", LineKind.SHEET, hidden=hidden)
        for area in [*sheet.merged_cells.ranges]:
            first = sheet.cell(area.min_row, area.min_col).value
            sheet.unmerge_cells(str(area))
            for number in range(area.min_row, area.max_row + 1):
                sheet.cell(number, area.min_col).value = first
        columns = sheet.column_dimensions.values()
        unseen = [x for x in columns if x.hidden or x.width == 0]
        for cells in sheet.iter_rows():
            typed = formulas and formulas[sheet.title]
            yield from _row_lines(sheet, typed, cells, unseen)


def _row_lines(sheet: Any, formulas: Any, cells: Any, unseen: Any) -> Iterator[Line]:
    """Yield the row of a sheet, and what of it is not read as its cells."""
    words: list[str] = []
    beside: list[Line] = []
    for cell in cells:
        place = f"sheet {sheet.title}, cell {cell.coordinate}"
        shown, left = _shown_and_struck_text(cell)
        typed = formulas and formulas[cell.coordinate]
        formula = str(typed.value) if typed and typed.data_type == "f" else ""
        if formula and not shown and not left:
            left = "a formula without a result: open the file in Excel and save it"
        kind = LineKind.STRUCK
        is_unseen = any(x.min <= cell.column <= x.max for x in unseen)
        if (is_unseen or _is_unseen(cell)) and not parse_form_id(shown):
            left, shown, kind = f"{left} {shown}".strip(), "", LineKind.HIDDEN
        beside += [Line(left.replace("\v", " "), place, kind)] if left else []
        link = _LINK.match(formula)
        target = (cell.hyperlink and cell.hyperlink.target) or (link and link[1])
        shown, left = with_address(shown, target or "")
        beside += [Line(left, place, LineKind.STRUCK)] if left else []
        words.append(shown)
        if cell.comment:
            text = " ".join(cell.comment.text.split())
            beside.append(Line(text, f"comment on {place}", LineKind.NOTE))
    own = sheet.row_dimensions[cells[0].row]
    is_flat = own.height is not None and own.height < 2  # points
    is_hidden = sheet.sheet_state != "visible" or bool(own.hidden) or is_flat
    place = f"sheet {sheet.title}, row {cells[0].row}"
    yield row_line(words, place)._replace(hidden=is_hidden)
    yield from beside


def _is_unseen(cell: Any) -> bool:
    """Return whether a cell shows nothing: its format has no form for it, or it is white on white."""
    colour = cell.font.color if cell.has_style else None
    kind, value = (colour.type, colour.value) if colour else ("", "")
    of_page = value in _OF_PAGE.get(kind, ()) or is_white(str(value)[-6:])
    is_blank = re.fullmatch(r"\s*;;;?\s*", cell.number_format or "") is not None
    return is_blank or (of_page and cell.fill.fill_type is None)


def _shown_and_struck_text(cell: Any) -> tuple[str, str]:
    """Return a cell as the sheet shows it, and what is struck through in it or is an error."""
    value, struck = "" if cell.value is None else cell.value, ""
    if isinstance(value, list):  # with some words in other forms
        runs = [(str(x), getattr(getattr(x, "font", None), "strike", 0)) for x in value]
        struck = "".join(text for text, is_gone in runs if is_gone)
        value = "".join(text for text, is_gone in runs if not is_gone)
    shown = cell_text(value if isinstance(value, str) else _displayed_text(cell))
    if cell.data_type == "e" or (cell.font and cell.font.strike):
        return "", f"{struck} {shown}".strip()
    return shown, cell_text(struck)


def _displayed_text(cell: Any) -> str:
    """Return a number, a day or a yes as its format shows it."""
    value = cell.value
    if isinstance(value, datetime):
        return str(value if value.time() != time() else value.date())
    if isinstance(value, bool | date | time | timedelta):
        return str(value).upper() if isinstance(value, bool) else str(value)
    found = _FORM.fullmatch(cell.number_format or "")
    before, digits, after = found.groups() if found else ("", "", "")
    is_share = "%" in _WORD.sub("", before + after)
    number = Decimal(str(value)) * (100 if is_share else 1)
    shown = f"{float(number):.15g}"
    if shape := re.fullmatch(r"#?(,?)#*0(?:\.(0+))?", digits):
        thousands, places = shape.groups(default="")
        least = Decimal(1).scaleb(-len(places))
        number = number.quantize(least, ROUND_HALF_UP) + 0  # which is never -0
        shown = f"{number:{thousands}.{len(places)}f}"
    before, after = (_WORD.sub(r"\1\2\3", x) for x in (before, after))
    whole = f"{before.strip()}{shown}{after}"
    return re.sub(r"\A([^-\d]+)-(?=\d)", r"-\1", whole)
