"""The lines of a text without its frame, read in order: into updates and figures, or left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise, zip_longest

from pccreport.intake.cells import is_mark_row
from pccreport.intake.given_figures import GivenFigures
from pccreport.intake.headings import (
    Heading,
    PlanWords,
    is_introduction,
    is_short,
)
from pccreport.intake.items import CellKey, Doubts, Items
from pccreport.intake.left_out import LeftOutLine, LeftOutReason
from pccreport.intake.lines import SHEET, Line, find_list_sign
from pccreport.intake.links import links_in
from pccreport.intake.marks import is_mark, is_marked, split_mark
from pccreport.intake.measured import FigureText, LineFigures
from pccreport.intake.mentions import marked_aim
from pccreport.intake.parts import Part
from pccreport.intake.pointed import find_remarks
from pccreport.intake.senders import quoted
from pccreport.intake.tables import RowText, Table
from pccreport.language import pasted_text
from pccreport.language.protective_markings import begins_with_request
from pccreport.language.sentences import has_verb
from pccreport.model.private_intent import is_private_phrase

_SUBHEADING = 5
"""Words of a heading that names no key aim, at most."""
_WORDS_OF_SENTENCE = 5
"""Words behind a mark, at least, that say something of their own."""


class Body:
    """Reads the lines of a body in order, into updates by key aim and stream."""

    def __init__(
        self,
        words: PlanWords,
        given: CellKey,
        repairs: Counter[str],
        *,
        all_private: bool,
    ) -> None:
        self.all_private = all_private
        self._words = words
        self._repairs = repairs
        self.left_out: list[LeftOutLine] = []
        self.doubts: Doubts = []
        self._given = given
        self._part = Part(words, given, self.doubts)
        self.items = Items(words, repairs, self.doubts)
        self.left: Counter[tuple[str, str]] = Counter()
        self._table = Table(words, self.doubts, self.left)
        self.whose = "", ""
        """The stream where no heading names one, and what says so."""
        self.about = "", ""
        """The key aim where no heading names any, and what says so."""
        self.introduced = 0
        """The line that says so, or 0: what is above it introduces, too."""
        self.first = 0
        """The first line that was read."""
        self._open = 0
        """How many brackets are open since a mark that began in them."""
        self._own = 0, ""
        """Indentation and key aim of the item above, if it names one of its own."""
        self.taken = False
        """Whether that stream was taken."""
        self._sheet = ""
        """The name of the sheet that is left out, and why."""
        self._sheets: Sequence[str] = ()
        """The names of all sheets."""
        self._subheadings: set[int] = set()
        """The lines that head what is below them, and name nothing."""
        self._name = ""
        """The name of the sheet that is read."""
        self._around = given
        """The key aim and the stream that the table is under."""
        self.figures = GivenFigures()
        self._under_mark = False
        """Whether the text right above says that something is not for publication."""
        self._is_apart = True
        """Whether an empty line is right above."""
        self._private = False
        """Whether what follows was said to be private, until the next heading."""
        self._marked_none = False
        """Whether no update has followed since that was said."""
        self.last_mark: Line | None = None
        """A mark of nothing above it, if nothing has followed."""

    def read(self, lines: Sequence[Line], figures: Mapping[int, LineFigures]) -> None:
        """Place each line, or leave it out; `figures` are of those that give any."""
        self._sheets = [line.text for line in lines if line.heading == SHEET]
        self._subheadings = _find_subheadings(lines)
        tables = groupby(lines, key=lambda line: bool(line.cells))
        rows = {
            (of := [*table])[0].number: of for is_table, table in tables if is_table
        }
        for line in lines:
            found = figures.get(line.number)
            self.first = self.first or (line.number if line.text else 0)
            if self._begins(line, rows, figures):
                continue
            if line.text and self._introduces(line):
                self._leave_out(line, LeftOutReason.INTRODUCTION)
                if is_marked(line.text) or pasted_text.may_keep_back(line.text):
                    self.all_private = True
                    doubt = "it says that all of this is not for publication"
                    self.doubt(line.number, doubt)
                continue
            if not line.text:
                self.items.goes_on, self._is_apart = False, True
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
                    self.figures.keep_above()
                    self.figures.above, self._under_mark = (), True
                    continue
            self.figures.above = ()
            self._under_mark, self._is_apart = False, False

    def _introduces(self, line: Line) -> bool:
        """Return whether a line is above what the text is about, or says what that is."""
        is_above = line.number < self.introduced and not self._is_heading(line)
        return self.about[1] == quoted(line.text) or is_above

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
            self._around = self._part.cell
            known = bool(self._part.stream)
            self.items.begin_rows()
            self._table.begin(rows[line.number], stream_known=known)
            read = (figures.get(row.number) for row in rows[line.number])
            is_list = self._table.is_list and not any(x and x.given for x in read)
            if self._name and is_list and not self._part.aim:
                self._sheet = f"sheet {self._name}, a list"
        elif not line.cells:
            self._end_table()
        if self._sheet and line.cells:
            self.left[self._sheet, "row"] += 1
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

    def _take(self, line: Line, found: LineFigures) -> None:
        """Take the figures of a line."""
        private = found.private or self._private or self._under_mark
        private = private or (bool(line.cells) and self._table.is_kept(line))
        self._part.last, self._marked_none, self.last_mark = "", False, None
        self.items.goes_on = False
        self._doubt_figure(line, found)
        if FigureText() in found.given.values():
            self.doubt(line.number, "it gives no figure, which is left empty")
        if not self.figures.take(line, found.given, private=private):
            self._leave_out(line, LeftOutReason.TWICE)

    def doubt(self, line: int, words: str) -> None:
        """Note that a line may have been understood wrongly."""
        self.doubts.append((line, words))

    def _is_heading(self, line: Line) -> bool:
        """Read a line that is a heading, and return whether it is one."""
        is_within = self.items.is_within(self._part.cell, line)
        if found := self._part.begin(line, is_within=is_within):
            self._own = 0, ""
            self.items.end_part()
            self.last_mark = None
            self._private = self._private and self._marked_none
            self._read_heading(line, found)
            return True
        if self._is_mark(line):
            self._mark(line)
            return True
        if self._part.begin_styled(line):
            self.items.end_part()
            self._leave_out(line, LeftOutReason.HEADING)
            return True
        return False

    def _is_mark(self, line: Line) -> bool:
        """Return whether a line keeps back what is around it, and is no update."""
        text, marked = line.text, is_marked(line.text)
        is_whole = re.fullmatch(r"[(\[].*[)\]]", text) is not None
        label, rest = split_mark(text)
        # “OFFICIAL - SENSITIVE”, “Exempt (paragraph 3) - not for publication”
        is_banner = is_mark(text) and (
            text.isupper() or (is_mark(label) and is_mark(rest))
        )
        is_two = label and rest and not is_mark(rest)
        if marked and is_two and not (is_whole or is_banner):
            return False  # “[Private] Six came.” is no mark alone
        kept = pasted_text.has_privacy_request(text) and (
            not line.sign or is_mark(text)
        )
        return (
            is_private_phrase(text.strip(":. ()[]*"))
            or is_banner
            or pasted_text.is_privacy_label(text)
            or (marked and is_whole and is_short(text))
            or (kept and (text.endswith(":") or is_short(text)))
        )

    def _mark(self, line: Line) -> None:
        """Keep back what follows, until a heading after it, and the update right above the mark."""
        if self._is_apart and line.text.endswith(":"):
            self.figures.above = ()  # it is of what follows
        self.figures.keep_above()
        in_brackets = line.text.startswith(("(", "["))
        goes_on = self.items.goes_on
        is_right_below = goes_on or (in_brackets and not self._part.last)
        is_of_item = is_right_below and self.items.keep_last(self._part.cell)
        is_of_above = is_of_item or bool(self.figures.above)
        if not (in_brackets and (goes_on or self.figures.above)):
            self._private, self._marked_none = True, True
        self.last_mark = None if is_of_above else line
        if not (self.items or self.figures):  # a banner above all
            self.all_private = True
        self._leave_out(line, LeftOutReason.MARK)

    def _read_heading(self, line: Line, found: Heading) -> None:
        """Place what a heading says beside what it names, and leave the heading out."""
        if found.in_short:
            named = found.key or "more than one key aim"
            self.doubt(line.number, f"“{line.text}” was read as the heading of {named}")
        if found.rest and not _is_subtitle(line, found.rest):
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
        self.items.end_part()
        self._part = Part(self._words, self._given, self.doubts)
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
        self.items.end_part()
        if pasted_text.is_ornament("".join(line.cells)):
            self._leave_out(line, LeftOutReason.PAGE)
            return
        is_title = self._table.is_title(line)
        if is_title or sum(map(bool, line.cells)) == 1:
            if self._is_heading(line._replace(text=" ".join(filter(None, line.cells)))):
                self._table.begin_part()
                return
            if is_title:
                self._private = self._private or is_marked(line.text)
                self._leave_out(line, LeftOutReason.TITLE)
                return
        for is_other, reason in (
            (self._table.read_heads, LeftOutReason.HEADING),
            (self._table.is_past, LeftOutReason.PAST),
            (self._table.is_total, LeftOutReason.TOTAL),
        ):
            if is_other(line):
                self._leave_out(line, reason)
                return
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
            self._leave_out(line, LeftOutReason.NO_TEXT)

    def _place_pieces(self, line: Line, row: RowText) -> None:
        """Place the lines of a row's text; the first has what is beside it."""
        beside, new = (row.outcome, row.award), True
        links = [x for x in line.links if self._table.reads(x.column - 1)]
        pieces = [_line_of_row(line, piece) for piece in row.text.split("\v")]
        for own, below in zip_longest(pieces, pieces[1:], fillvalue=Line(0, "")):
            text = own.text
            if not text:
                new = True  # another cell
            elif ":" not in text and _is_above(own, below):
                self._leave_out(own, LeftOutReason.SUBHEADING)
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
            self._part.aim, self._part.stream = self._around
        self._table.end()

    def _leave_out(self, line: Line, reason: LeftOutReason) -> None:
        is_item = line.of_row or bool(line.sign)
        self.left_out.append(LeftOutLine(line.number, line.whole, reason, is_item))

    def _place(self, line: Line, *, new: bool = False) -> None:
        """Put a line into the last item, or into a `new` one, or leave it out."""
        remarks = find_remarks([(line.number, line.text)])
        self._private = self._private or any(x.pointer.below for x in remarks)
        self._part.follow()
        aim, stream = self._part.cell
        marked = marked_aim(line.text, self._words)
        is_whole = line.sign or line.of_row or line.alone or line.leads
        if marked and (is_whole or pasted_text.nothing_under(line.text)[0]):
            line, self._own = line._replace(text=marked.rest), (line.indent, marked.key)
            new = new or not line.sign
            is_nothing = pasted_text.is_nothing_to_report(line.text)
            if is_nothing and not pasted_text.reason_for_nothing(line.text):
                doubt = f"under {marked.key}, write nothing: with the reason"
                self.doubt(line.number, doubt)
        elif new or self._is_apart or (line.sign and line.indent <= self._own[0]):
            self._own = 0, ""
        aim = self._own[1] or aim
        asks_whose = not stream and not (line.of_row and self._table.has_streams)
        if asks_whose and self.whose[0]:
            stream, self.taken = self.whose[0], True
        if reason := self._no_place(line, aim, stream):
            self._leave_out(line, reason)
            if reason is LeftOutReason.SUBHEADING:
                self.items.end_part()
            return
        is_above = (line.apart and is_introduction(line.text, self._words)) or (
            line.alone and pasted_text.is_announcement(line.text)
        )
        if is_above and not line.sign:
            self._leave_out(line, LeftOutReason.INTRODUCTION)
            return
        if begins_with_request(line.text) and not _has_own_text(line):
            # It is about what is above.
            self.items.keep_last((aim, stream))
        self._part.last, self._marked_none, self.last_mark = "", False, None
        begins = bool(split_mark(line.text)[0]) and line.text[0] in "[("
        is_own = begins or (self._is_apart and is_marked(line.text))
        new = new or (is_own and not line.sign)
        opened = sum(map(line.text.count, "[(")) - sum(map(line.text.count, "])"))
        private = self._private or self._open > 0
        if self._open or (begins and is_marked(line.text)):
            self._open = max(self._open + opened, 0)
        self.items.put((aim, stream), line, private=private, new=new)

    def _no_place(self, line: Line, aim: str, stream: str) -> LeftOutReason | None:
        """Return why a line is under no key aim and stream, or why it need not be."""
        is_first = not (line.sign or line.of_row or self.items)
        is_title = is_first and _is_title(line.text)
        if is_title and (not aim or (self.about[0] and line.apart)):
            return LeftOutReason.TITLE
        if line.number in self._subheadings:
            return LeftOutReason.SUBHEADING
        if pasted_text.refers_elsewhere(line.text):
            return LeftOutReason.REMARK
        if aim and (stream or not self._words.streams):
            return None
        is_nothing = pasted_text.is_nothing_to_report(line.text)
        if is_nothing and not pasted_text.reason_for_nothing(line.text):
            return LeftOutReason.NOTHING
        is_remark = not line.sign and pasted_text.has_remark(line.text)
        no_aim = LeftOutReason.REMARK if is_remark else LeftOutReason.NO_AIM
        return LeftOutReason.NO_STREAM if aim else no_aim


def _is_subtitle(line: Line, rest: str) -> bool:
    """Return whether what follows a key aim in a heading is its title in other words."""
    is_title = _is_title(rest) and pasted_text.reason_for_nothing(rest) is None
    is_clear = not line.apart or rest[0].islower() or _is_topic(rest)
    return is_title and line.alone and is_clear


def _line_of_row(row: Line, piece: str) -> Line:
    """Return a line of a cell."""
    sign = find_list_sign(piece)
    text = (piece[sign.end() :] if sign else piece).strip()
    return Line(row.number, text, sign=sign[2] if sign else "", of_row=True)


def _find_subheadings(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of lines that head what is below them, and name no key aim."""
    texts = [Line(0, ""), *(line for line in lines if line.text)]
    return {
        line.number
        for (above, line), below in zip(pairwise(texts), texts[2:], strict=False)
        if _is_above(line, below) and not _is_open(above.text)
    }


def _has_own_text(line: Line) -> bool:
    """Return whether an item asks to keep back what it has itself behind a colon."""
    mark, text = split_mark(line.text)
    is_sentence = len(text.split()) >= _WORDS_OF_SENTENCE
    is_own = is_sentence and not pasted_text.begins_about_above(text)
    return bool(line.sign) and mark.rstrip().endswith(":") and is_own


def _is_above(line: Line, below: Line) -> bool:
    """Return whether a line is a short title without a verb, above a list or a sentence."""
    is_title = (line.alone or line.leads or line.of_row) and not (
        line.sign or line.cells
    )
    is_sentence = below.text.endswith(".") and below.text[:1].isupper()
    return is_title and _is_topic(line.text) and bool(below.sign or is_sentence)


def _is_topic(text: str) -> bool:
    """Return whether a text is a few words without a verb or a figure: “Youth work”."""
    return (
        len(text.split()) <= _SUBHEADING
        and text[:1].isupper()
        and _is_title(text)
        and not re.search(r"\d", text)
        and not (has_verb(text.casefold()) or _is_open(text))
    )


def _is_open(text: str) -> bool:
    """Return whether a text ends within a sentence: “We met”, “and”."""
    return pasted_text.is_small_word(text.rpartition(" ")[2])


def _is_title(text: str) -> bool:
    return is_short(text) and not text.endswith((".", "!", "?", ":"))
