"""The lines of a text without its frame, read in order: into updates and figures, or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, zip_longest

from pccreport.intake.account import LeftOutReason
from pccreport.intake.cells import is_mark_row
from pccreport.intake.lines import SHEET, Line, find_list_sign
from pccreport.intake.links import links_in
from pccreport.intake.marks import is_marked, left_open
from pccreport.intake.measured import FigureText, LineFigures
from pccreport.intake.parts import Part
from pccreport.intake.placing import Placing
from pccreport.intake.subheadings import find_subheadings, is_subheading
from pccreport.intake.tables import RowText
from pccreport.language import pasted_text

_OTHER_MEASURES = "it seems to have figures of measures that the plan does not have; to report them, list these under measures: in plan.yaml and paste this again"


class Body(Placing):
    """Reads the lines of a body in order, with its sheets, tables and figures."""

    first = 0
    """The first line that was read."""
    _sheets: Sequence[str] = ()
    """The names of all sheets."""
    _name = ""
    """The name of the sheet that is read."""
    _sheet = ""
    """The name of the sheet that is left out, and why."""
    _above_table = "", ""
    """The key aim and the stream that the table is under."""
    _under_mark = False
    """Whether the text right above says that something is not for publication."""

    def read(self, lines: Sequence[Line], figures: Mapping[int, LineFigures]) -> None:
        """Place each line, or leave it out; `figures` are of those that give any."""
        self._sheets = [line.text for line in lines if line.heading == SHEET]
        self._subheadings = find_subheadings(lines)
        closing = (x.number for x in lines if left_open(x.text) < 0)
        self.last_closing = max(closing, default=0)
        self.first = next((line.number for line in lines if line.text), 0)
        tables = groupby(lines, key=lambda line: bool(line.cells))
        rows = {
            (of := [*table])[0].number: of for is_table, table in tables if is_table
        }
        for line in lines:
            if self._begins(line, rows, figures):
                continue
            if not line.text:
                self.items.goes_on, self._is_apart = False, True
            elif self._introduces(line):
                self._account.leave_out(line, LeftOutReason.INTRODUCTION)
                if is_marked(line.text) or pasted_text.may_keep_back(line.text):
                    self.keep_all(line.number)
            else:
                self._read(line, figures.get(line.number))

    def _read(self, line: Line, found: LineFigures | None) -> None:
        if found and found.given:
            self._take(line, found)
            self._is_apart = False
            return
        if line.cells and is_mark_row(line.cells):
            self._mark(line)
        elif found and not found.doubt:
            self._head(line)
            return
        elif line.cells:
            self._row(line, found)
        elif not self._is_heading(line):
            self._place(line)
            self._doubt_figure(line, found)
            if not (line.sign or found) and is_marked(line.text):
                self.figures.keep_above()
                self.figures.above, self._under_mark = (), True
                return
        self.figures.above = ()
        self._under_mark, self._is_apart = False, False

    def _begins(
        self,
        line: Line,
        rows: Mapping[int, Sequence[Line]],
        figures: Mapping[int, LineFigures],
    ) -> bool:
        """Begin a sheet or a table, and return whether a line needs no more reading.

        That is so if it is the name of a sheet, or a row of one that is left out.
        """
        if line.heading == SHEET:
            self._begin_sheet(line)
            return True
        if line.number in rows and not self._sheet:
            self._above_table = self._part.cell
            self.items.begin_rows()
            known = bool(self._part.stream)
            self._table.begin(rows[line.number], stream_known=known)
            read = (figures.get(row.number) for row in rows[line.number])
            is_list = self._table.is_list and not any(x and x.given for x in read)
            if self._name and is_list and not self._part.aim:
                self._sheet = f"sheet {self._name}, a list"
                if self._table.has_figures:
                    self._account.doubt(line.number, _OTHER_MEASURES)
        elif not line.cells:
            self._end_table()
        if self._sheet and line.cells:
            self._account.columns[self._sheet, "row"] += 1
        return bool(self._sheet and line.cells)

    def _begin_sheet(self, line: Line) -> None:
        """Begin a sheet of a workbook: it is under what its name says, or what was given."""
        self._end_table()
        self.items.end_part()
        self._part = Part(self._words, self._around.given, self._account)
        self._private, self._sheet, self._name = False, "", line.text
        is_period = self._words.is_period
        if is_period(line.text) is False:
            if any(is_period(name) is not False for name in self._sheets):
                self._sheet = f"sheet {line.text}, of another period"
                return
            doubt = "it may be of another period, and was read"
            self._account.doubt(line.number, doubt)
        self._part.begin(line._replace(alone=True), is_within=False)

    def _head(self, line: Line) -> None:
        """Leave out a line that names measures, unless it names a key aim too."""
        if line.cells:
            self._table.head_measures(line)
        if line.cells or not self._is_heading(line):
            self._account.leave_out(line, LeftOutReason.HEADING)

    def _take(self, line: Line, found: LineFigures) -> None:
        """Take the figures of a line."""
        private = found.private or self._private or self._under_mark
        private = private or (bool(line.cells) and self._table.is_kept(line))
        self._follow()
        self.items.goes_on = False
        self._doubt_figure(line, found)
        if FigureText() in found.given.values():
            doubt = "it gives no figure, which is left empty"
            self._account.doubt(line.number, doubt)
        if not self.figures.take(line, found.given, private=private):
            self._account.leave_out(line, LeftOutReason.TWICE)

    def _doubt_figure(self, line: Line, found: LineFigures | None) -> None:
        if found and found.doubt:
            self._account.doubt(line.number, found.doubt)

    def _row(self, line: Line, found: LineFigures | None) -> None:
        """Place a row of a table: its text under the key aim that it names."""
        if found:
            self._account.leave_out(line, LeftOutReason.FIGURES)
            self._doubt_figure(line, found)
            return
        self.items.end_part()
        is_title = self._table.is_title(line)
        is_one = is_title or sum(map(bool, line.cells)) == 1
        title = line._replace(text=" ".join(filter(None, line.cells)))
        if pasted_text.is_ornament("".join(line.cells)):
            self._account.leave_out(line, LeftOutReason.PAGE)
        elif is_one and self._is_heading(title):
            self._table.begin_part()
        elif is_title:
            self._private = self._private or is_marked(line.text)
            self._account.leave_out(line, LeftOutReason.TITLE)
        elif self._table.read_heads(line):
            self._account.leave_out(line, LeftOutReason.HEADING)
        elif self._table.is_past(line):
            self._account.leave_out(line, LeftOutReason.PAST)
        elif self._table.is_total(line):
            self._account.leave_out(line, LeftOutReason.TOTAL)
        else:
            self._place_row(line)

    def _place_row(self, line: Line) -> None:
        part, before, under = self._part, self._private, self._part.cell
        rows = self._table.read(line, *under)
        for row in rows:
            part.aim, part.stream = row.aim, row.stream
            self._private = before or row.private
            self._place_pieces(line, row)
            self.items.end_part()
        if self._table.names_parts:
            part.aim, part.stream = under
        self._private = before
        if not rows:
            self._account.leave_out(line, LeftOutReason.NO_TEXT)

    def _place_pieces(self, line: Line, row: RowText) -> None:
        """Place the lines of a row's text; the first has what is beside it."""
        beside, new = (row.outcome, row.award), True
        links = [x for x in line.links if self._table.reads(x.column - 1)]
        pieces = [_line_of_row(line, piece) for piece in row.text.split("\v")]
        for own, below in zip_longest(pieces, pieces[1:], fillvalue=Line(0, "")):
            text = own.text
            if not text:
                new = True  # another cell
            elif ":" not in text and is_subheading(own, below):
                self._account.leave_out(own, LeftOutReason.SUBHEADING)
                new = True
            else:
                here = links_in(links, f"{text} {beside[0]}")
                links = [link for link in links if link not in here]
                whole = own._replace(outcome=beside[0], award=beside[1], links=here)
                self._place(whole, new=new and not own.sign)
                beside, new = ("", ""), text.endswith((".", "!", "?", ":", ";"))

    def _end_table(self) -> None:
        """Go on with what a table was under, if its rows have said of what they are."""
        if self._table.names_parts:
            self._part.aim, self._part.stream = self._above_table
        self._table.end()


def _line_of_row(row: Line, piece: str) -> Line:
    """Return a line of a cell."""
    sign = find_list_sign(piece)
    text = (piece[sign.end() :] if sign else piece).strip()
    return Line(row.number, text, sign=sign[2] if sign else "", of_row=True)
