"""A pasted text (an e-mail, a page, a list copied out of Word) as updates.

Every line is placed in an update, or left out with the reason: nothing gets lost
on the way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from pccreport.intake.headings import (
    Heading,
    PlanWords,
    aim_heading,
    is_introduction,
    is_short,
)
from pccreport.intake.items import CellKey, Doubts, Items, PastedItem
from pccreport.intake.lines import SHEET, Line, TypedText, find_list_sign, read_lines
from pccreport.intake.marks import is_mark, is_marked, split_mark
from pccreport.intake.measured import (
    NO_MEASURES,
    FigureText,
    Key,
    LineFigures,
    MeasureNames,
    find_figures,
)
from pccreport.intake.message import LeftOutLine, LeftOutReason, Message, unframe
from pccreport.intake.parts import Part
from pccreport.intake.senders import find_stream
from pccreport.intake.tables import Table, is_mark_row, turn_forms
from pccreport.language import pasted_text
from pccreport.language.protective_markings import begins_with_request
from pccreport.model.private_intent import is_private_phrase


class PastedFigure(NamedTuple):
    """What a text gives for a measure, or for one area of it."""

    said: FigureText
    line: Line
    private: bool


class PastedUpdates(NamedTuple):
    """What was read."""

    cells: Mapping[tuple[str, str], Sequence[PastedItem]]
    """Updates by the keys of their key aim and stream, in the order of the text."""
    left_out: tuple[LeftOutLine, ...]
    repairs: Mapping[str, int]
    """How often something was put right, by what it is called."""
    doubts: tuple[tuple[int, str], ...]
    """What may have been understood wrongly, by line."""
    figures: Mapping[Key, PastedFigure] = MappingProxyType({})
    columns: Mapping[tuple[str, str], int] = MappingProxyType({})
    """What was left out of tables and workbooks, each with its unit: how much of it there is."""
    whose: tuple[str, str] = "", ""
    """The stream taken where no heading names one, and what says that it is this one."""


def read_pasted(
    text: str | TypedText,
    words: PlanWords,
    aim: str = "",
    stream: str = "",
    measures: MeasureNames = NO_MEASURES,
) -> PastedUpdates:
    """Return the updates in a text.

    `aim` and `stream` are the keys of what it is about until a heading says otherwise.
    """
    text = text if isinstance(text, TypedText) else TypedText(text)
    pieces = re.findall(
        r"[^\W\d_]{3,}", re.sub(r"\w+-[ \t]*[\r\n]+\W*\w+", "", text.text)
    )
    words = words._replace(known=words.known | {*map(str.casefold, pieces)})
    read = _read(text, words, (aim, stream), measures)
    if not (read.cells or read.figures):  # the message that is passed on may have them
        bare = re.sub(r"(?m)^[ \t]*> ?", "", text.text)
        below = _read(
            text._replace(text=bare), words, (aim, stream), measures, passed_on=True
        )
        read = below if below.cells else read
    return read


def _read(
    text: TypedText,
    words: PlanWords,
    given: CellKey,
    measures: MeasureNames,
    *,
    passed_on: bool = False,
) -> PastedUpdates:
    aim, stream = given
    repairs: Counter[str] = Counter()
    typed = [
        line._replace(heading=text.headings.get(line.number, 0))
        for line in read_lines(text.text, repairs)
    ]
    typed = turn_forms(typed, words.aim_label)
    found = find_figures(typed, measures).items()
    of_measures = {number for number, x in found if x.given or not x.doubt}
    message = unframe(
        typed, words, aim_known=bool(aim), figures=of_measures, passed_on=passed_on
    )
    reader = _Reader(words, (aim, stream), repairs, all_private=bool(message.marking))
    if not stream:
        reader.whose = _whose(text, message, words)
    # A subject or a remark may say of which period the figures are.
    around = (x for x in message.left_out if x.reason is not LeftOutReason.REPLY)
    lines = (*message.body, *(Line(x.number, x.text) for x in around))
    in_order = sorted(lines, key=lambda line: line.number)
    reader.read(message.body, find_figures(in_order, measures))
    remarks = (x for x in message.left_out if x.reason is LeftOutReason.REMARK)
    if remark := next((x for x in remarks if is_marked(x.text)), None):
        reader.keep_figures(remark)
    if passed_on and reader.first:
        reader.doubt(reader.first, "what is passed on from here was read")
    if marking := message.marking:
        reader.doubt(marking.number, "it says that all of this is not for publication")
    return reader.result(message.left_out)


def _whose(text: TypedText, message: Message, words: PlanWords) -> tuple[str, str]:
    """Return the stream of a text whose headings name none, and what says so."""
    places = [("the file’s name", text.name)]
    if not message.passed_on:
        places.append(("the sender", text.sender))
    kinds = {"from": "the sender", "subject": "the subject"}
    lines = [x.text for x in message.left_out if x.reason is LeftOutReason.PAGE]
    for left in message.left_out:
        if left.reason is LeftOutReason.HEADER:
            kind = kinds.get(left.text.partition(":")[0].strip("* ").casefold())
            places.append((kind or "the header", left.text))
    for line in message.body:
        if aim_heading(line.text, words, alone=line.alone):
            break
        lines.append(" ".join(line.cells) or line.text)
    signed = (LeftOutReason.SIGNATURE, LeftOutReason.LAST_LINES)
    lines += [x.text for x in message.left_out if x.reason in signed]
    return find_stream(places, lines, words, text.sender if message.passed_on else "")


class _Reader:
    """Reads the lines of a body in order, into updates by key aim and stream."""

    def __init__(
        self,
        words: PlanWords,
        given: CellKey,
        repairs: Counter[str],
        *,
        all_private: bool,
    ) -> None:
        self._all_private = all_private
        self._words = words
        self._repairs = repairs
        self._left_out: list[LeftOutLine] = []
        self._doubts: Doubts = []
        self._given = given
        self._part = Part(words, given, self._doubts)
        self._items = Items(words, repairs, self._doubts)
        self._left: Counter[tuple[str, str]] = Counter()
        self._table = Table(words, self._doubts, self._left)
        self.whose = "", ""
        """The stream where no heading names one, and what says so."""
        self.first = 0
        """The first line that was read."""
        self._open = 0
        """How many brackets are open since a mark that began in them."""
        self._taken = False
        """Whether that stream was taken."""
        self._sheet = ""
        """The name of the sheet that is left out, and why."""
        self._sheets: Sequence[str] = ()
        """The names of all sheets."""
        self._name = ""
        """The name of the sheet that is read."""
        self._around = given
        """The key aim and the stream that the table is under."""
        self._figures: dict[Key, PastedFigure] = {}
        self._twice: set[Key] = set()
        """Those of which two were given."""
        self._above: tuple[Key, ...] = ()
        """Those of the lines right above."""
        self._under_mark = False
        """Whether the text right above says that something is not for publication."""
        self._is_apart = True
        """Whether an empty line is right above."""
        self._private = False
        """Whether what follows was said to be private, until the next heading."""
        self._marked_none = False
        """Whether no update has followed since that was said."""
        self._last_mark: Line | None = None
        """A mark of nothing above it, if nothing has followed."""

    def read(self, lines: Sequence[Line], figures: Mapping[int, LineFigures]) -> None:
        """Place each line, or leave it out; `figures` are of those that give any."""
        self._sheets = [line.text for line in lines if line.heading == SHEET]
        tables = groupby(lines, key=lambda line: bool(line.cells))
        rows = {
            (of := [*table])[0].number: of for is_table, table in tables if is_table
        }
        for line in lines:
            found = figures.get(line.number)
            self.first = self.first or (line.number if line.text else 0)
            if self._begins(line, rows):
                continue
            if not line.text:
                self._items.goes_on, self._is_apart = False, True
                continue
            if found and found.given:
                self._take(line, found)
                self._is_apart = False
                continue
            elif line.cells and is_mark_row(line.cells):
                self._mark(line)
            elif found and not found.doubt:
                self._head(line)
                continue
            elif line.cells:
                self._row(line, found)
            elif not self._is_heading(line):
                self._place(line)
                self._doubt_figure(line, found)
                if not (line.sign or found) and is_marked(line.text):
                    self._keep_above()
                    self._above, self._under_mark = (), True
                    continue
            self._above, self._under_mark, self._is_apart = (), False, False

    def _begins(self, line: Line, rows: Mapping[int, Sequence[Line]]) -> bool:
        """Begin a sheet or a table, and return whether a line needs no more reading.

        That is so if it is the name of a sheet, or a row of one that is left out.
        """
        if line.heading == SHEET:
            self._begin_sheet(line)
            return True
        if line.number in rows and not self._sheet:
            self._around = self._part.cell
            known = bool(self._part.stream)
            self._table.begin(rows[line.number], stream_known=known)
            if self._name and self._table.is_list and not self._part.aim:
                self._sheet = f"sheet {self._name}, a list"
        elif not line.cells:
            self._end_table()
        if self._sheet and line.cells:
            self._left[self._sheet, "row"] += 1
        return bool(self._sheet and line.cells)

    def _head(self, line: Line) -> None:
        """Leave out a line that names measures, unless it names a key aim too."""
        if line.cells:
            self._table.head_measures(line)
        if line.cells or not self._is_heading(line):
            self._leave_out(line, LeftOutReason.HEADING)

    def _doubt_figure(self, line: Line, found: LineFigures | None) -> None:
        if found and found.doubt:
            self.doubt(line.number, found.doubt)

    def keep_figures(self, remark: LeftOutLine) -> None:
        """Keep back all figures, because of a remark that may be about them."""
        if self._figures:
            self._above = (*self._figures,)
            self._keep_above()
            self.doubt(
                remark.number, "it may be about the figures, which are kept back"
            )

    def _keep_above(self) -> None:
        """Keep back the figures right above a mark."""
        for key in self._above:
            self._figures[key] = self._figures[key]._replace(private=True)

    def _take(self, line: Line, found: LineFigures) -> None:
        """Take the figures of a line; of two that differ, none."""
        private = found.private or self._private or self._under_mark
        private = private or (bool(line.cells) and self._table.is_kept(line))
        self._above += (*found.given,)
        self._part.last, self._marked_none, self._last_mark = "", False, None
        self._items.goes_on = False
        self._doubt_figure(line, found)
        if FigureText() in found.given.values():
            self.doubt(line.number, "it gives no figure, which is left empty")
        for key, said in found.given.items():
            taken = self._figures.setdefault(key, PastedFigure(said, line, private))
            if taken.said != said:
                self._twice.add(key)
                self._leave_out(line, LeftOutReason.TWICE)
            elif private:
                self._figures[key] = taken._replace(private=True)

    def doubt(self, line: int, words: str) -> None:
        """Tell that a line may have been understood wrongly."""
        self._doubts.append((line, words))

    def result(self, left_out: Iterable[LeftOutLine]) -> PastedUpdates:
        """Return what was read, with what was left out before."""
        if self._last_mark:
            self._all_private = True
            doubt = "nothing is under it, so that all above it is kept back"
            self.doubt(self._last_mark.number, doubt)
        read = self._items.read(all_private=self._all_private)
        cells = {
            key: own for key, items in read.items() if (own := self._cleaned(items))
        }
        for line in {self._figures.pop(key).line for key in self._twice}:
            self._leave_out(line, LeftOutReason.TWICE)
        figures = {
            key: each._replace(private=each.private or self._all_private)
            for key, each in self._figures.items()
        }
        lines = sorted((*left_out, *self._left_out), key=lambda line: line.number)
        doubts = sorted(set(self._doubts))
        whose = self.whose if self._taken else ("", "")
        return PastedUpdates(
            *(cells, (*lines,), self._repairs, (*doubts,), figures, self._left, whose)
        )

    def _cleaned(self, items: Iterable[PastedItem]) -> tuple[PastedItem, ...]:
        """Return items without marks, remarks to the officer, and what says nothing."""
        found = []
        for item in items:
            text, points = item.text, self._cleaned(item.points)
            if item.private and is_marked(text):
                mark, text = split_mark(text)
                reason = LeftOutReason.MARK if mark else LeftOutReason.MARK_ALONE
                if mark and is_mark(mark.strip(" ,:–—-")):
                    reason = LeftOutReason.MARK_ALONE
                if mark:
                    self._left_out.append(LeftOutLine(item.line, mark.strip(), reason))
            for remark in pasted_text.find_asides(text):
                text = re.sub(
                    r"\s+([.,;:]|\Z)|  +", r"\1 ", text.replace(remark, "")
                ).strip()
                remark_line = LeftOutLine(item.line, remark, LeftOutReason.REMARK)
                self._left_out.append(remark_line)
            is_nothing = pasted_text.is_nothing_to_report(text) and not (
                item.nothing or points
            )
            if is_nothing and text:
                nothing = LeftOutLine(item.line, text, LeftOutReason.NOTHING)
                self._left_out.append(nothing)
            elif text or points:
                found.append(item._replace(text=text, points=points))
        return (*found,)

    def _is_heading(self, line: Line) -> bool:
        """Read a line that is a heading, and return whether it is one."""
        is_within = self._items.is_within(self._part.cell, line)
        if found := self._part.begin(line, is_within=is_within):
            self._items.end_part()
            self._last_mark = None
            self._private = self._private and self._marked_none
            self._read_heading(line, found)
            return True
        is_whole = re.fullmatch(r"[(\[].*[)\]]", line.text) is not None
        if not is_whole and all(split_mark(line.text)) and is_marked(line.text):
            return False  # “[Private] Six came.” is no mark alone
        is_phrase = is_private_phrase(line.text.strip(":. ()[]*"))
        is_phrase = is_phrase or (
            is_whole and is_short(line.text) and is_marked(line.text)
        )
        kept = pasted_text.has_privacy_request(line.text)
        kept = kept and (not line.sign or is_mark(line.text))
        is_phrase = is_phrase or pasted_text.is_privacy_label(line.text)
        if is_phrase or (kept and (line.text.endswith(":") or is_short(line.text))):
            self._mark(line)
            return True
        if self._part.begin_styled(line):
            self._items.end_part()
            self._leave_out(line, LeftOutReason.HEADING)
            return True
        return False

    def _mark(self, line: Line) -> None:
        """Keep back what follows, until a heading after it, and the update right above the mark."""
        if self._is_apart and line.text.endswith(":"):
            self._above = ()  # it is of what follows
        self._keep_above()
        in_brackets = line.text.startswith(("(", "["))
        goes_on = self._items.goes_on
        is_right_below = goes_on or (in_brackets and not self._part.last)
        is_of_item = is_right_below and self._items.keep_last(self._part.cell)
        is_of_above = is_of_item or bool(self._above)
        if not (in_brackets and (goes_on or self._above)):
            self._private, self._marked_none = True, True
        self._last_mark = None if is_of_above else line
        if not (self._items or self._figures):  # a banner above all
            self._all_private = True
        self._leave_out(line, LeftOutReason.MARK)

    def _read_heading(self, line: Line, found: Heading) -> None:
        """Place what a heading says beside what it names, and leave the heading out."""
        if found.in_short:
            named = found.key or "more than one key aim"
            self.doubt(line.number, f"“{line.text}” was read as the heading of {named}")
        if found.rest:
            self._place(line._replace(text=found.rest, sign=""), new=True)
        elif found == Heading(""):
            self._leave_out(line, LeftOutReason.NO_AIM)
        else:
            if is_marked(line.text):
                self._private, self._marked_none = True, True
                self.doubt(line.number, "it says that this part is not for publication")
            self._leave_out(line, LeftOutReason.HEADING)

    def _begin_sheet(self, line: Line) -> None:
        """Begin a sheet of a workbook: it is under what its name says, or what was given."""
        self._end_table()
        self._items.end_part()
        self._part = Part(self._words, self._given, self._doubts)
        self._private, self._sheet, self._name = False, "", line.text
        is_period = self._words.is_period
        others = any(is_period(name) is not False for name in self._sheets)
        if is_period(line.text) is False and others:
            self._sheet = f"sheet {line.text}, of another period"
            return
        if is_period(line.text) is False:
            self.doubt(line.number, "it may be of another period, and was read")
        self._part.begin(line._replace(alone=True), is_within=False)

    def _row(self, line: Line, found: LineFigures | None) -> None:
        """Place a row of a table: its text under the key aim that it names."""
        if found:
            self._leave_out(line, LeftOutReason.FIGURES)
            self._doubt_figure(line, found)
            return
        self._items.end_part()
        is_title = self._table.is_title(line)
        if is_title or sum(map(bool, line.cells)) == 1:
            if self._is_heading(line._replace(text=" ".join(filter(None, line.cells)))):
                return
            if is_title:
                self._private = self._private or is_marked(line.text)
                self._leave_out(line, LeftOutReason.TITLE)
                return
        if self._table.read_heads(line):
            self._leave_out(line, LeftOutReason.HEADING)
            return
        if self._table.is_total(line):
            self._leave_out(line, LeftOutReason.TOTAL)
            return
        if self._table.is_past(line):
            self._leave_out(line, LeftOutReason.PAST)
            return
        part, before, under = self._part, self._private, self._part.cell
        said = self._table.read(line, *under)
        for row in said:
            part.aim, part.stream = row.aim, row.stream
            self._private = before or row.private
            pieces = filter(str.strip, row.text.split("\v"))
            for at, piece in enumerate(pieces):
                sign = find_list_sign(piece)
                text = piece[sign.end() :] if sign else piece
                own = line._replace(
                    text=text, sign=sign[2] if sign else "", cells=(), of_row=True
                )
                if at == 0:
                    own = own._replace(outcome=row.outcome, award=row.award)
                self._place(own._replace(alone=False, apart=False), new=not sign)
            self._items.end_part()
        if self._table.names_parts:
            part.aim, part.stream = under
        self._private = before
        if not said:
            self._leave_out(line, LeftOutReason.NO_TEXT)

    def _end_table(self) -> None:
        """Go on with what a table was under, if its rows have said of what they are."""
        if self._table.names_parts:
            self._part.aim, self._part.stream = self._around
        self._table.end()

    def _leave_out(self, line: Line, reason: LeftOutReason) -> None:
        self._left_out.append(LeftOutLine(line.number, line.whole, reason))

    def _place(self, line: Line, *, new: bool = False) -> None:
        """Put a line into the last item, or into a `new` one, or leave it out."""
        self._private = self._private or (
            pasted_text.refers_to_following(line.text) and is_marked(line.text)
        )
        self._part.follow()
        aim, stream = self._part.cell
        if (
            not stream
            and self.whose[0]
            and not (line.of_row and self._table.has_streams)
        ):
            stream, self._taken = self.whose[0], True
        no_stream = not stream and bool(self._words.streams)
        if not aim or no_stream:
            lost = LeftOutReason.NO_STREAM if aim else LeftOutReason.NO_AIM
            self._leave_out(line, lost)
            return
        if line.apart and not line.sign and is_introduction(line.text, self._words):
            self._leave_out(line, LeftOutReason.INTRODUCTION)
            return
        self._part.last, self._marked_none, self._last_mark = "", False, None
        if begins_with_request(line.text):  # it is about what is above
            self._items.keep_last((aim, stream))
        begins = bool(split_mark(line.text)[0]) and line.text[0] in "[("
        is_own = self._is_apart and not line.sign and bool(split_mark(line.text)[0])
        new = new or is_own or (begins and not line.sign)
        opened = sum(map(line.text.count, "[(")) - sum(map(line.text.count, "])"))
        private = self._private or self._open > 0
        if self._open or (begins and is_marked(line.text)):
            self._open = max(self._open + opened, 0)
        self._items.put((aim, stream), line, private=private, new=new)
