"""A workbook: the cells of all sheets, as Excel shows them.

A formula is the value that was kept of it. Hidden rows and sheets are read as private, because
who hid them did not delete them; hidden columns and what is struck through are left out. Nothing
is computed, and no link is followed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from itertools import groupby

from pccreport.intake.links import Link
from pccreport.intake.marks import keeps_back
from pccreport.language.counted import counted
from pccreport.model.private_intent import is_private_phrase
from pccreport.readers.cells import (
    MOST_CELLS,
    MOST_CHARACTERS,
    Row,
    column_name,
    sheet_lines,
)
from pccreport.readers.line import (
    CellPlace,
    LinePurpose,
    ReadFile,
    ReadLine,
)
from pccreport.readers.package import Element, Package
from pccreport.source.command_error import UNREADABLE, CommandError

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_S = f"{{{_NAMESPACE}}}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **dict.fromkeys((37, 38, 41), "#,##0"),
    **dict.fromkeys((39, 40, 43), "#,##0.00"),
    **dict.fromkeys((5, 6, 42), "£#,##0"),
    **dict.fromkeys((7, 8, 44), "£#,##0.00"),
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), "d"),
    46: "[h]:mm:ss",
}
"""What the built-in formats have in them, by number (ECMA-376 Part 1, 18.8.30): that of sums has
the currency of the country.
"""
_SHOWN = re.compile(r"(£?)\s*#?(,?)#*0(?:\.(0+))?(%?)")
"""A format of numbers: its currency, the sign of thousands, the places, and per cent."""
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LINK = re.compile(r'\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_MOST_PLACES = 10
"""Places that are named for one reason."""


def read_xlsx(content: bytes, name: str) -> ReadFile:
    """Return the cells of a workbook; raise CommandError if it cannot be read."""
    package = Package(content, name, "an Excel")
    book = _Workbook(package)
    lines: list[ReadLine] = []
    for number, (title, part) in enumerate(book.sheets(), start=1):
        merged: dict[CellPlace, CellPlace] = {}
        rows = [*book.rows(part, CellPlace(number, 0, 0), f"sheet {title}", merged)]
        of_sheet = sheet_lines(rows, f"sheet {title}, ", number, merged)
        all_private = is_private_phrase(title) or title in book.hidden_sheets
        lines += (
            line._replace(private=True)
            if all_private
            or (
                line.purpose is not LinePurpose.HEADING
                and (line.cell or ())[:2] in book.private_rows
            )
            else line
            for line in of_sheet
        )
    lines, left = _linked(lines, book.links)
    notes = [*book.notes()]
    if left:
        way_out = "it can be typed as [words](address)"
        notes.append(f"{counted(left, 'link')} read without the address: {way_out}")
    return ReadFile(name, tuple(lines), tuple(notes))


def _linked(
    lines: Iterable[ReadLine], links: Mapping[CellPlace, str]
) -> tuple[list[ReadLine], int]:
    """Return lines with the links of their cells, and how many are of cells with several lines."""
    found: list[ReadLine] = []
    left = 0
    for cell, of_cell in groupby(lines, key=lambda line: line.cell):
        own = [*of_cell]
        address = links.get(cell, "") if cell else ""
        if len(own) == 1 and address:
            own = [own[0]._replace(links=(Link(own[0].text, address),))]
        left += len(own) > 1 and bool(address)
        found += own
    return found, left


class _Workbook:
    """A workbook that is read sheet by sheet, and what was noticed on the way."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._root = package.root(_NAMESPACE)
        items = package.first("sharedStrings").iter(f"{_S}si")
        self._texts = dict(enumerate(map(_rich_text, items)))
        self._styles = package.first("styles")
        self._numbers, self._struck = self._number_formats(), self._struck_styles()
        properties = self._root.iterfind(f"{_S}workbookPr")
        from_1904 = any(_is_on(each, "date1904") for each in properties)
        self._day_0 = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        self._cells = self._characters = 0
        self.links: dict[CellPlace, str] = {}
        """Where cells lead to."""
        self._noticed: Counter[tuple[str, str]] = Counter()
        """How often something was there that a reader must know of, and how it was read."""
        self._named: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        """Where something was, in the same way."""
        self.hidden_sheets: set[str] = set()
        self.private_rows: set[tuple[int, int]] = set()
        """Rows that are hidden, or have a comment that keeps them back."""

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the part of each sheet with cells, hidden ones too."""
        related = self._package.relations(self._package.main)
        for sheet in self._root.iter(f"{_S}sheet"):
            kind, part = related.get(sheet.get(_ID, ""), ("", ""))
            if kind == "worksheet":
                title = sheet.get("name", "")
                if sheet.get("state", "visible") != "visible":
                    self._named["hidden sheet", "kept back"].append(title)
                    self.hidden_sheets.add(title)
                yield title, part

    def rows(
        self, part: str, at: CellPlace, title: str, merged: dict[CellPlace, CellPlace]
    ) -> Iterator[Row]:
        """Yield the rows of a sheet that have something in them; put down merged cells."""
        root = self._package.xml(part)
        number, sheet, hidden = 0, at.table, _hidden_columns(root)
        for row in root.iter(f"{_S}row"):
            number = _whole(row.get("r"), number + 1)
            cells: dict[int, str] = {}
            column = 0
            for cell in row.iter(f"{_S}c"):
                column = _column(cell.get("r"), column + 1)
                text = self._text(cell)
                self._count(text)
                is_struck = _whole(cell.get("s"), 0) in self._struck
                if text and (is_struck or column in hidden):
                    named = f"{title}, cell {column_name(column)}{number}"
                    what = "struck-through cell" if is_struck else "hidden cell"
                    self._named[what, "left out"].append(named)
                elif text:
                    cells[column] = text
                    if formula := _LINK.match(cell.findtext(f"{_S}f") or ""):
                        self.links[CellPlace(sheet, number, column)] = formula[1]
            if cells and _is_on(row, "hidden"):
                self._named["hidden row", "kept back"].append(f"{title}, row {number}")
                self.private_rows.add((sheet, number))
            if cells:
                yield number, cells
        for each in root.iter(f"{_S}mergeCell"):
            self._noticed["merged cell", "read as the first of each"] += 1
            if len(merged) < MOST_CELLS:
                merged.update(_merged(each.get("ref", ""), sheet))
        links = self._package.links(part)
        for each in root.iter(f"{_S}hyperlink"):
            place = _REFERENCE.match(each.get("ref", ""))
            address = links.get(each.get(_ID, ""), "")
            if place and address:
                cell = CellPlace(sheet, int(place[2]), _column(place[0], 1))
                self.links.setdefault(cell, address)
        self._comments(part, sheet, title)

    def _comments(self, part: str, sheet: int, title: str) -> None:
        """Name the comments of a sheet; one may keep its row back."""
        for comments in map(self._package.xml, self._package.related(part, "comments")):
            for each in comments.iter(f"{_S}comment"):
                text = " ".join(_rich_text(each).split())
                place, keeps = each.get("ref", ""), keeps_back(text)
                how = "kept back with the row" if keeps else "not read"
                named = f"{title}, cell {place} (“{text[:60]}”)"
                self._named["comment", how].append(named)
                if keeps and (found := _REFERENCE.match(place)):
                    self.private_rows.add((sheet, int(found[2])))

    def notes(self) -> Iterator[str]:
        """Yield what a reader must know of the workbook."""
        for (what, how), number in self._noticed.items():
            if number:
                yield f"{counted(number, what)} {how}"
        for (what, how), places in self._named.items():
            shown = places[:_MOST_PLACES]
            if more := len(places[_MOST_PLACES:]):
                shown.append(f"and {more} more")
            yield f"{counted(len(places), what)} {how}: {', '.join(shown)}"

    def _count(self, text: str) -> None:
        self._cells += 1
        self._characters += len(text)
        too_many = f"{MOST_CELLS:,} cells" if self._cells > MOST_CELLS else ""
        if self._characters > MOST_CHARACTERS:
            too_many = too_many or f"{MOST_CHARACTERS:,} characters"
        if too_many:
            message = f"“{self._package.name}” has more than {too_many}"
            raise CommandError(message, UNREADABLE, "remove what is not needed")

    def _text(self, cell: Element) -> str:
        kind, wording = cell.get("t", "n"), cell.findtext(f"{_S}v") or ""
        if cell.find(f"{_S}f") is not None:
            kept = "read as the result that was kept of each"
            lost = "without a result left out: open the file in Excel and save it"
            self._noticed["formula", kept if wording else lost] += 1
        match kind:
            case "s":
                return self._texts.get(_whole(wording, -1), "")
            case "inlineStr":
                return "".join(map(_rich_text, cell.iterfind(f"{_S}is")))
            case "e":
                self._noticed["error", "left out"] += 1
                return ""
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(wording, "")
            case "n":
                style = _whole(cell.get("s"), 0)
                return self._number(wording, self._numbers.get(style, ""))
            case _:
                return _unescaped(wording)

    def _number(self, wording: str, form: str) -> str:
        try:
            value = float(wording)
        except ValueError:
            return wording
        if shown := _SHOWN.fullmatch(form.partition(";")[0].strip()):
            return self._shown(Decimal(repr(value)), *shown.groups(default=""))
        if "%" in form:
            return f"{round(value * 100, 10):.12g}%"
        if "[" in form and value >= 0:
            return _duration(value, form)
        if re.search(r"[ymdhs]", form) and value >= 0:
            with suppress(OverflowError):  # no day of any calendar
                return (self._day_0 + timedelta(days=value)).isoformat()
        return f"{value:.15g}" if re.search(r"[eE.]", wording) else wording

    def _shown(
        self, value: Decimal, pounds: str, thousands: str, places: str, share: str
    ) -> str:
        """Return a number as its format shows it, and put down if that is less than all of it."""
        whole = value * 100 if share else value
        shown = whole.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
        is_rounded = round(whole, 9) != shown
        self._noticed["number", "rounded, as the sheet shows it"] += is_rounded
        sign = "-" if shown < 0 else ""
        return f"{sign}{pounds}{abs(shown):{thousands}.{len(places)}f}{share}"

    def _struck_styles(self) -> set[int]:
        """Return the styles of cells whose text is struck through."""
        fonts = [*map(_is_struck, self._styles.iterfind(f"{_S}fonts/{_S}font"))]
        styles = self._styles.iterfind(f"{_S}cellXfs/{_S}xf")
        numbers = (_whole(style.get("fontId"), 0) for style in styles)
        return {at for at, n in enumerate(numbers) if n < len(fonts) and fonts[n]}

    def _number_formats(self) -> Mapping[int, str]:
        """Return the formats of numbers, by the style of a cell."""
        # What is in quotation marks, or in brackets as a colour, is no part of a date.
        no_sign = re.compile(
            r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE
        )
        pounds = re.compile(r'"£"|\[\$£[^\]]*\]')
        codes = _BUILT_IN | {
            _whole(f.get("numFmtId"), 0): no_sign.sub(
                "", pounds.sub("£", f.get("formatCode", ""))
            ).lower()
            for f in self._styles.iter(f"{_S}numFmt")
        }
        return {
            i: codes.get(_whole(style.get("numFmtId"), 0), "")
            for i, style in enumerate(self._styles.iterfind(f"{_S}cellXfs/*"))
        }


def _duration(days: float, form: str) -> str:
    """Return a time that may be longer than a day, in its largest unit: “[h]:mm” is 26:30."""
    seconds = round(days * 86_400)
    minutes, over = divmod(seconds, 60)
    if "[s" in form:
        return str(seconds)
    if "[m" in form:
        return f"{minutes}:{over:02}"
    return f"{minutes // 60}:{minutes % 60:02}{f':{over:02}' if 's' in form else ''}"


def _is_struck(element: Element) -> bool:
    """Return whether a font, or that of a run, strikes its text through."""
    found = next(element.iter(f"{_S}strike"), None)
    return found is not None and (_is_on(found, "val") or not found.attrib)


def _hidden_columns(root: Element) -> set[int]:
    columns = (x for x in root.iter(f"{_S}col") if _is_on(x, "hidden"))
    ends = ((_whole(x.get("min"), 1), _whole(x.get("max"), 0)) for x in columns)
    # All columns to the right may be hidden: a sheet has 16,384.
    return {n for first, last in ends for n in range(first, min(last, 16_384) + 1)}


def _rich_text(item: Element) -> str:
    """Return the words of a text, without what shows how to read them."""
    texts = ((t.text or "", t.getparent()) for t in item.iter(f"{_S}t"))
    shown = (t for t, run in texts if run.tag != f"{_S}rPh" and not _is_struck(run))
    return _unescaped("".join(shown))


def _unescaped(text: str) -> str:
    """Return a text with what “_x0041_” means; half of a character cannot be written."""
    shown = re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    return shown.encode(errors="ignore").decode()


def _merged(reference: str, sheet: int) -> Iterator[tuple[CellPlace, CellPlace]]:
    """Yield the cells of a merged range below its first one, each with the first one."""
    corners = [*map(_REFERENCE.fullmatch, reference.split(":"))]
    if len(corners) != 2 or not (corners[0] and corners[1]):
        return
    first = CellPlace(sheet, int(corners[0][2]), _column(corners[0][0], 1))
    last = min(int(corners[1][2]), first.row + 10_000)
    for row in range(first.row + 1, last + 1):
        yield CellPlace(sheet, row, first.column), first


def _column(reference: str | None, otherwise: int) -> int:
    found = _REFERENCE.fullmatch(reference or "")
    letters = (ord(letter) - ord("A") + 1 for letter in (found[1] if found else ""))
    return reduce(lambda left, letter: 26 * left + letter, letters, 0) or otherwise


def _is_on(element: Element, name: str) -> bool:
    return element.get(name) in ("1", "true")


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,9}", value) else otherwise
