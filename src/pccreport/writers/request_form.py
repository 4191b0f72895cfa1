"""The workbook in which one contributor is asked for updates. It comes back to `readers.xlsx`.

No cell is a formula, nothing is merged, and only the cells to write in are not locked. Each row has
its id in a hidden column. Equal forms give equal bytes.
"""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.table import Table

from pccreport.language.wordlists import load_wordlists
from pccreport.readers.form_id import HEADS, FormId
from pccreport.readers.text import cell_text
from pccreport.writers.zipped import pack

_ROWS, _SPARE = 4, 10
"""Rows to write in for each key aim, and for any."""
_WIDTHS = 32, 52, 40, 34, 16, 14, 20, 14
_READ_ME, _BEFORE = (110,), (32, 14, 90, 20)
_AMOUNT = 5
"""The first column of awards."""
_FONT, _DARK = "Calibri", PatternFill("solid", start_color="1F3864")
_EDGES = Border(*[Side("thin", "7F7F7F")] * 4)
_Rows = Sequence[tuple[Sequence[str], FormId]]


class RequestForm(NamedTuple):
    """What one contributor is asked for."""

    id: FormId
    values: Mapping[str, str]
    """What the words of the form are filled in with."""
    language: str
    aims: Mapping[str, str]
    """The name of each key aim by its key."""
    before: Sequence[tuple[str, str, str, str]]
    """What the contributor sent: key aim, period, text, and by when it is to be done or ""."""
    has_awards: bool


def write(form: RequestForm) -> bytes:
    """Return the workbook of a form."""
    words, book = load_wordlists("request_form"), Workbook()
    book.remove(book.worksheets[0])
    read_me, updates, past = (book.create_sheet(name) for name in words["sheets"])
    values = {**form.values, "by": form.values["by"] or words["soon"][0]}
    values["on"] = words["on"][0].format(**values) if values["meeting"] else ""
    texts = [x.format(**values) for x in (*words["title"], *words["read_me"])]
    rows = [(x, form.id.read_only(cell_text(x))) for x in (*texts, *form.aims.values())]
    _fill(read_me, [((x,), own) for x, own in rows], _READ_ME)
    read_me["A1"].font = Font(_FONT, 16, bold=True)
    area = f"'{read_me.title}'!$A${len(texts) + 1}:$A${len(rows)}"
    book.defined_names["key_aims"] = DefinedName("key_aims", attr_text=area)
    _fill_updates(updates, form)
    old = ((values["aim"], *words["before_heads"]), *form.before)
    _fill(past, [(x, form.id.read_only(cell_text(" ".join(x)))) for x in old], _BEFORE)
    for sheet in (updates, past):
        _format_header_row(sheet)
    book.properties.title, book.properties.language = texts[0], form.language
    book.properties.creator = values["office"]
    return _pack_workbook(book)


def _fill(sheet: Any, rows: _Rows, widths: Sequence[int]) -> None:
    """Write rows of texts, each with its id in a hidden column."""
    for number, (texts, own) in enumerate(rows, start=1):
        for column, text in enumerate((*texts, str(own)), start=1):
            cell = sheet.cell(number, column, text or None)
            cell.data_type, cell.number_format = "s" if text else "n", "@"
            is_shown = column <= len(texts)  # what is hidden makes no row higher
            cell.alignment = Alignment(wrap_text=is_shown, vertical="top")
    for column, width in enumerate((*widths, 0), start=1):
        shape = sheet.column_dimensions[get_column_letter(column)]
        shape.width, shape.hidden = width or 10, not width
    freedoms = dict.fromkeys(("formatColumns", "formatRows", "autoFilter"), False)
    sheet.protection = SheetProtection(sheet=True, **freedoms)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"


def _format_header_row(sheet: Any) -> None:
    """Make the first row the head of a table, which stays in sight and is on each page."""
    for cell in sheet[1]:
        cell.font, cell.fill = Font(_FONT, 11, bold=True, color="FFFFFF"), _DARK
    area = f"A1:{get_column_letter(sheet.max_column)}{max(sheet.max_row, 2)}"
    sheet.add_table(Table(displayName=sheet.title.replace(" ", "_"), ref=area))
    sheet.freeze_panes, sheet.print_title_rows = "B2", "1:1"


def _fill_updates(sheet: Any, form: RequestForm) -> None:
    """Write the rows in which the contributor writes."""
    words = load_wordlists("request_form")
    number = len(_WIDTHS) if form.has_awards else _AMOUNT
    heads = (form.values["aim"], *words["heads"])[:number]
    keys = [*(key for key in form.aims for _ in range(_ROWS)), *[""] * _SPARE]
    empty = [""] * (number - 1)
    rows = [((form.aims.get(x, ""), *empty), form.id._replace(row=x)) for x in keys]
    _fill(sheet, [(heads, form.id._replace(row=HEADS)), *rows], _WIDTHS[:number])
    answers = ",".join(words["answers"])
    checks = {0: ("list", "key_aims"), 4: ("list", f'"{answers}"')}
    checks[_AMOUNT] = ("decimal", "0")
    for column, head, hint in zip(range(number), heads, words["hints"], strict=False):
        letter = get_column_letter(column + 1)
        for cell in sheet[letter][1:]:
            cell.protection, cell.border = Protection(locked=False), _EDGES
            cell.number_format = '"£"#,##0.00' if column == _AMOUNT else "@"
        kind, formula = checks.get(column, (None, None))
        rule = DataValidation(kind, formula, showErrorMessage=column in checks)
        rule.operator = "greaterThanOrEqual" if kind == "decimal" else None
        # What is in no list may be right: it is asked about.
        rule.errorStyle, rule.error, rule.prompt = "warning", hint, hint
        rule.showInputMessage, rule.promptTitle = True, head[:32]  # at most
        rule.add(f"{letter}2:{letter}{len(keys) + 1}")
        sheet.add_data_validation(rule)


def _pack_workbook(book: Workbook) -> bytes:
    """Return a workbook as a file of ours."""
    saved = BytesIO()
    book.save(saved)
    with ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core, app = "docProps/core.xml", "docProps/app.xml"
    parts[core] = re.sub(rb"<dcterms:.*?</dcterms:\w+>", b"", parts[core])
    parts[app] = re.sub(b"(?<=<Application>)[^<]*", b"pccreport", parts[app])
    return pack(parts)
