"""The workbook in which one contributor is asked for updates. It comes back to `readers.xlsx`.

No cell is a formula, nothing is merged, and only the cells to write in are not locked. Each row has
its id in a hidden column. Equal forms give equal bytes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
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
_AIM, _PUBLIC, _AMOUNT = 0, 4, 5
"""Columns; those of awards are the last."""
_LONGEST_LIST = 250  # of the 255 characters that Excel allows
_FONT = "Calibri"
_DARK = PatternFill("solid", start_color="1F3864")
_EDGES = Border(*[Side("thin", "7F7F7F")] * 4)
_ALT_TEXT = '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{{504A1905-F514-4f6f-8877-14C23A59335A}}"><x14:table altText={}/></ext></extLst></table>'


class SentBefore(NamedTuple):
    """A public text that the contributor sent."""

    aim: str
    quarter: str
    text: str
    due: str
    """By when it is to be done, if it is a promise, or ""."""


class RequestForm(NamedTuple):
    """What one contributor is asked for."""

    id: FormId
    values: Mapping[str, str]
    """What the words of the form are filled in with."""
    language: str
    aims: Mapping[str, str]
    """The name of each key aim by its key."""
    before: Sequence[SentBefore]
    awards: tuple[Sequence[str], Sequence[str]] | None
    """The funds and the rounds that are known, or None without columns for awards."""


def write(form: RequestForm) -> bytes:
    """Return the workbook of a form."""
    words, book = load_wordlists("request_form"), Workbook()
    book.remove(book.worksheets[0])
    title, *lines = (
        x.format(**form.values) for x in (*words["title"], *words["read_me"])
    )
    own, labels = form.id, [*form.aims.values()]
    read = [(x,) for x in (title, *lines, *labels)]
    heads = (form.values["aim"], *words["before_heads"])
    read_me, updates, before = (book.create_sheet(name) for name in words["sheets"])
    _fill(read_me, [(x, own.of_text(cell_text(*x))) for x in read], [110])
    read_me["A1"].font = Font(_FONT, 16, bold=True)
    _fill_updates(updates, form)
    sent = [
        (x, own.of_text(" ".join(map(cell_text, x)))) for x in (heads, *form.before)
    ]
    _fill(before, sent, [_WIDTHS[0], 14, 90, 20])
    first = len(read) - len(labels) + 1
    area = f"{quote_sheetname(read_me.title)}!$A${first}:$A${len(read)}"
    book.defined_names["key_aims"] = DefinedName("key_aims", attr_text=area)
    book.properties.title, book.properties.language = title, form.language
    book.properties.creator = form.values["office"]
    for sheet in (updates, before):
        _head(sheet)
    return _packed(book, [f"{title}: {x.title}" for x in (updates, before)])


def _fill(
    sheet: Any, rows: Iterable[tuple[Sequence[str], FormId]], widths: Sequence[int]
) -> None:
    """Write rows of texts, none of which is a formula, each with its id in a hidden column."""
    for number, (texts, own) in enumerate(rows, start=1):
        for column, text in enumerate((*texts, str(own)), start=1):
            cell = sheet.cell(number, column, text or None)
            cell.data_type, cell.number_format = "s" if text else "n", "@"
            is_shown = column <= len(texts)  # what is hidden makes no row higher
            cell.alignment = Alignment(wrap_text=is_shown, vertical="top")
    for column, width in enumerate((*widths, 0), start=1):
        shape = sheet.column_dimensions[get_column_letter(column)]
        shape.width, shape.hidden = width or 10, not width
    sheet.protection = SheetProtection(
        sheet=True, formatColumns=False, formatRows=False, autoFilter=False
    )
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"


def _head(sheet: Any) -> None:
    """Make the first row the head of a table, which stays in sight and is on each page."""
    for cell in sheet[1]:
        cell.font, cell.fill = Font(_FONT, 11, bold=True, color="FFFFFF"), _DARK
    area = f"A1:{get_column_letter(sheet.max_column)}{max(sheet.max_row, 2)}"
    sheet.add_table(Table(displayName=sheet.title.replace(" ", "_"), ref=area))
    sheet.freeze_panes, sheet.print_title_rows = "B2", "1:1"


def _fill_updates(sheet: Any, form: RequestForm) -> None:
    """Write the rows in which the contributor writes."""
    words = load_wordlists("request_form")
    number = len(_WIDTHS) if form.awards else _AMOUNT
    heads, hints = (form.values["aim"], *words["heads"])[:number], words["hints"]
    keys = [*(key for key in form.aims for _ in range(_ROWS)), *[""] * _SPARE]
    empty = [""] * (number - 1)
    rows = [((form.aims.get(x, ""), *empty), form.id._replace(row=x)) for x in keys]
    _fill(sheet, [(heads, form.id._replace(row=HEADS)), *rows], _WIDTHS[:number])
    answers = (*words["answers"],)
    lists = {_PUBLIC: answers} | dict(enumerate(form.awards or (), start=_AMOUNT + 1))
    chosen = {_AIM: "key_aims", **{k: _listed(x) for k, x in lists.items()}}
    for column, (head, hint) in enumerate(zip(heads, hints, strict=False)):
        letter = get_column_letter(column + 1)
        (cells,) = (sheet[f"{letter}2:{letter}{sheet.max_row}"],)
        for (cell,) in cells:
            cell.protection, cell.border = Protection(locked=False), _EDGES
            is_sum = column == _AMOUNT
            cell.number_format = '"£"#,##0.00' if is_sum else cell.number_format
        kind = "list" if chosen.get(column) else "decimal" if is_sum else None
        rule = DataValidation(kind, chosen.get(column) or ("0" if is_sum else None))
        rule.operator = "greaterThanOrEqual" if is_sum else None
        rule.add(f"{letter}2:{letter}{sheet.max_row}")
        rule.showInputMessage, rule.promptTitle, rule.prompt = True, head, hint
        # What is in no list may be right: it is asked about.
        rule.errorStyle, rule.error = "warning", hint
        rule.showErrorMessage = column in (_AIM, _PUBLIC, _AMOUNT)
        sheet.add_data_validation(rule)


def _listed(choices: Iterable[str]) -> str:
    """Return the choices of a list that a rule can have in it, or ""."""
    text = ",".join(x for x in choices if not re.search(r'[,"]', x))
    return f'"{text}"' if 0 < len(text) <= _LONGEST_LIST else ""


def _packed(book: Workbook, texts: Sequence[str]) -> bytes:
    """Return a workbook as a file of ours, with texts that say what each table is."""
    saved = BytesIO()
    book.save(saved)
    with ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core, app = "docProps/core.xml", "docProps/app.xml"
    parts[core] = re.sub(rb"<dcterms:.*?</dcterms:\w+>", b"", parts[core])
    parts[app] = re.sub(b"(?<=<Application>)[^<]*", b"pccreport", parts[app])
    for number, text in enumerate(texts, start=1):
        name, alt = f"xl/tables/table{number}.xml", _ALT_TEXT.format(quoteattr(text))
        parts[name] = parts[name].replace(b"</table>", alt.encode())
    return pack(parts)
