"""The lines of a text put under the key aims and streams that headings name, or kept back by marks."""

from collections.abc import Set
from typing import NamedTuple

from pccreport.intake.account import Account, LeftOutReason
from pccreport.intake.headings import Heading, PlanWords, is_introduction
from pccreport.intake.items import CellKey, Items
from pccreport.intake.lines import Line
from pccreport.intake.marks import is_mark_line, is_marked, left_open, split_mark
from pccreport.intake.measured import GivenFigures
from pccreport.intake.mentions import marked_aim
from pccreport.intake.parts import Part
from pccreport.intake.pointed import find_remarks
from pccreport.intake.senders import Place, quoted
from pccreport.intake.signatures import are_initials
from pccreport.intake.subheadings import is_subtitle, may_be_title
from pccreport.intake.tables import Table
from pccreport.language import column_headings, pasted_text
from pccreport.language.protective_markings import begins_with_request

_WORDS_OF_SENTENCE = 5
"""Words behind a mark, at least, that say something of their own."""


class Around(NamedTuple):
    """What is known of a text before its lines are read: its words, whose it is, what it is about."""

    known: frozenset[str]
    """Words of it and of the project, in small letters."""
    given: CellKey
    """The key aim and the stream of what is under no heading."""
    about: Place = "", ""
    """The key aim where no heading names any, and what says so."""
    introduced: int = 0
    """The line that says so, or 0: what is above it introduces, too."""
    whose: Place = "", ""
    """The stream where no heading names one, and what says so."""


class Placing:
    """Puts lines into updates, and keeps back what marks say."""

    all_private = False
    last_mark: Line | None = None
    """A mark of nothing above it, if nothing has followed."""
    is_asked = is_taken = False
    """Whether a line had no stream by a heading, and whether one was then placed."""
    _subheadings: Set[int] = frozenset()
    """The lines that head what is below them, and name nothing."""
    _open = 0
    """How many brackets are open since a mark that is in them."""
    _opens_within = False
    """Whether they open behind other words: a heading ends them, unless they close below it."""
    last_closing = 0
    """The last line that closes a bracket of one above."""
    _own = 0, ""
    """Indentation and key aim of the item above, if it names one of its own."""
    _is_apart = True
    """Whether an empty line is right above."""
    _private = False
    """Whether what follows was said to be private, until the next heading."""
    _marked_none = False
    """Whether no update has followed since that was said."""

    def __init__(self, words: PlanWords, around: Around, account: Account) -> None:
        self.items = Items(words, around.known, account)
        self.figures = GivenFigures()
        self._words = words
        self._around = around
        self._account = account
        self._part = Part(words, around.given, account)
        self._table = Table(words, account)

    def keep_all(self, number: int, what: str = "it says") -> None:
        """Keep back all, as a line or something else says."""
        self.all_private = True
        self._account.doubt(number, f"{what} that all of this is not for publication")

    def _introduces(self, line: Line) -> bool:
        """Return whether a line is above what the text is about, or says what that is."""
        return self._around.about[1] == quoted(line.text) or (
            line.number < self._around.introduced and not self._is_heading(line)
        )

    def _is_heading(self, line: Line) -> bool:
        """Read a line that is a heading or a mark, and return whether it is one."""
        is_within = self.items.is_within(self._part.cell, line)
        if found := self._part.begin(line, is_within=is_within):
            self._own = 0, ""
            self.items.end_part()
            self.last_mark = None
            self._private = self._private and self._marked_none
            if self._opens_within and line.number > self.last_closing:
                self._open = 0
            self._read_heading(line, found)
        elif is_mark_line(line.text, is_item=bool(line.sign)):
            self._mark(line)
        elif self._part.begin_styled(line):
            self.items.end_part()
            self._account.leave_out(line, LeftOutReason.HEADING)
            self._private = self._private or is_marked(line.text)
        else:
            return False
        return True

    def _read_heading(self, line: Line, found: Heading) -> None:
        """Place what a heading says beside what it names, and leave the heading out."""
        if found.in_short:
            named = found.key or "more than one key aim"
            doubt = f"“{line.text}” was read as the heading of {named}"
            self._account.doubt(line.number, doubt)
        has_mark = is_mark_line(found.rest, is_item=False)
        if found.rest and not (has_mark or is_subtitle(line, found.rest)):
            self._place(line._replace(text=found.rest, sign=""), new=True)
        elif found == Heading(""):
            self._account.leave_out(line, LeftOutReason.NO_AIM)
        else:
            if has_mark or is_marked(line.text):
                self._private, self._marked_none = True, True
                doubt = "it says that this part is not for publication"
                self._account.doubt(line.number, doubt)
            self._account.leave_out(line, LeftOutReason.HEADING)

    def _mark(self, line: Line) -> None:
        """Keep back what follows, until a heading after it, and the update right above the mark."""
        if self._is_apart and line.text.endswith(":"):
            self.figures.above = ()  # it is of what follows
        self.figures.keep_above()
        in_brackets = line.text.startswith(("(", "["))
        self._open = max(in_brackets and left_open(line.text), 0)
        goes_on = self.items.goes_on
        is_right_below = goes_on or (in_brackets and not self._part.last)
        is_of_item = is_right_below and self.items.keep_last(self._part.cell)
        is_of_above = is_of_item or bool(self.figures.above)
        if not (in_brackets and (goes_on or self.figures.above)):
            self._private, self._marked_none = True, True
        self.last_mark = None if is_of_above else line
        if not (self.items or self.figures):  # a banner above all
            self.all_private = True
        self._account.leave_out(line, LeftOutReason.MARK)

    def _follow(self) -> None:
        """Note that something is under the heading or the mark above."""
        self._part.last, self._marked_none, self.last_mark = "", False, None

    def _place(self, line: Line, *, new: bool = False) -> None:
        """Put a line into the last item, or into a `new` one, or leave it out."""
        remarks = find_remarks([(line.number, line.text)])
        self._private = self._private or any(x.pointer.below for x in remarks)
        self._part.follow()
        line, new = self._with_own_aim(line, new=new)
        aim, stream = self._own[1] or self._part.aim, self._part.stream
        asks_whose = not (stream or (line.of_row and self._table.has_streams))
        if asks_whose := asks_whose and bool(self._around.whose[0]):
            stream, self.is_asked = self._around.whose[0], True
        if reason := self._no_place(line, aim, stream):
            self._account.leave_out(line, reason)
            if reason is LeftOutReason.SUBHEADING:
                self.items.end_part()
                self._part.doubt_below(line)
                self._private = self._private or is_marked(line.text)
            return
        self.is_taken = self.is_taken or asks_whose
        if begins_with_request(line.text) and not _has_own_text(line):
            # It is about what is above.
            self.items.keep_last((aim, stream))
        self._follow()
        marked = is_marked(line.text)
        begins = bool(split_mark(line.text)[0]) and line.text[0] in "[("
        new = new or (not line.sign and (begins or (self._is_apart and marked)))
        private = self._private or self._open > 0
        if self._open or marked:
            self._opens_within = self._opens_within if self._open else not begins
            self._open = max(self._open + left_open(line.text), 0)
        self.items.put((aim, stream), line, private=private, new=new)

    def _with_own_aim(self, line: Line, *, new: bool) -> tuple[Line, bool]:
        """Return a line without the key aim that it names for itself, and whether it begins an item."""
        marked = marked_aim(line.text, self._words)
        is_whole = line.sign or line.of_row or line.alone or line.leads
        if not (marked and (is_whole or pasted_text.nothing_under(line.text)[0])):
            if new or self._is_apart or (line.sign and line.indent <= self._own[0]):
                self._own = 0, ""
            return line, new
        self._own = line.indent, marked.key
        if _is_nothing(marked.rest):
            doubt = f"under {marked.key}, write nothing: with the reason"
            self._account.doubt(line.number, doubt)
        return line._replace(text=marked.rest), new or not line.sign

    def _no_place(self, line: Line, aim: str, stream: str) -> LeftOutReason | None:
        """Return why a line is in no update, or None."""
        is_first = not (line.sign or line.of_row or self.items)
        is_above_all = not aim or (self._around.about[0] and line.apart)
        if is_first and is_above_all and may_be_title(line.text):
            return LeftOutReason.TITLE
        if line.number in self._subheadings:
            return LeftOutReason.SUBHEADING
        is_signed = bool(self.items) and are_initials(line, apart=self._is_apart)
        if is_signed or pasted_text.refers_elsewhere(line.text):
            return LeftOutReason.LAST_LINES if is_signed else LeftOutReason.REMARK
        if aim and (stream or not self._words.streams):
            is_above = (line.apart and is_introduction(line.text, self._words)) or (
                line.alone and pasted_text.is_announcement(line.text)
            )
            return LeftOutReason.INTRODUCTION if is_above and not line.sign else None
        if _is_nothing(line.text):
            return LeftOutReason.NOTHING
        is_remark = not line.sign and pasted_text.has_remark(line.text)
        no_aim = LeftOutReason.REMARK if is_remark else LeftOutReason.NO_AIM
        return LeftOutReason.NO_STREAM if aim else no_aim


def _is_nothing(text: str) -> bool:
    """Return whether a text only says that there is nothing to report, and not why."""
    is_nothing = pasted_text.is_nothing_to_report(text)
    return is_nothing and not pasted_text.reason_for_nothing(text)


def _has_own_text(line: Line) -> bool:
    """Return whether an item asks to keep back what it has itself behind a colon."""
    mark, text = split_mark(line.text)
    is_sentence = len(text.split()) >= _WORDS_OF_SENTENCE
    is_own = is_sentence and not column_headings.begins_about_above(text)
    return bool(line.sign) and mark.rstrip().endswith(":") and is_own
