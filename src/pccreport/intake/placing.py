"""Where lines end: in an update, kept back by what is said around them, or in full below the updates."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pccreport.intake.fates import Fate, SentUpdate, Unplaced, Why
from pccreport.intake.measured import PastedFigure
from pccreport.intake.privacy import (
    ALL,
    BELOW,
    HEAD,
    THIS,
    content,
    must_be_private,
    only_points,
    points_to_others,
    privacy_scope,
    split_off_mark,
)
from pccreport.intake.words import OF_HEADINGS, NameFinder, stems
from pccreport.language.incoming import pasted_text as says
from pccreport.language.incoming.aim_headings import is_filler
from pccreport.language.incoming.sent import has
from pccreport.language.texts.counted import quote
from pccreport.model.measure_names import Key
from pccreport.model.periods import Period
from pccreport.readers.line import Line, LineKind

SAYS_SO = "which says so"
SUM = re.compile(
    r"£\s?\d|[:|–-]\s*(?:[a-z]+ )?(?!20\d\d)\d[\d,]+\W*\Z|(?::|(?<!\d)[–-])\s*\d[\d,]* [a-z(]"
)
"""What a heading says that is no heading: “Fund: £21,000”, “Force: closed 22”, “Force: 3 arrests”."""


class PeriodLabel(NamedTuple):
    """The label of a period, and whether all below it is of another than the updates."""

    text: str = ""
    place: str = ""
    period: Period | None = None
    is_past: bool = False
    mark: str = ""
    """Its text, if that is not for publication."""


class LinePlacer:
    """The updates and the fates of the lines read so far."""

    def __init__(self, naming: NameFinder, aim: str, stream: str) -> None:
        self.naming, self.given = naming, (aim, stream)
        self.aim, self.stream = aim, stream
        self.updates: list[SentUpdate] = []
        self.figures: dict[Key, PastedFigure] = {}
        self.unplaced: list[Unplaced] = []
        self.fates: list[tuple[Line, Fate]] = []
        self.doubts: list[tuple[str, str]] = []
        self.names: set[str] = set()
        """Whom the message greets."""
        self.last: list[SentUpdate] = []
        """The updates of the line that was read last."""
        self.all_kept = self.outermost = ""
        """What keeps back everything, and what is first, and so around the other: “aim” or “label”."""
        self.below = self.aim_mark = self.sheet_mark = ""
        """What keeps back all up to the next heading, to the next key aim, and in a sheet."""
        self.is_open = self.signed = self.is_passed_on = self.leads = False
        """Whether a line may go on with the one above, the message has ended or is passed on, and a list is of points."""
        self.is_report = self.has_several_periods = False
        """Whether labels of several periods are in it, as in a whole report, and that of this one among them."""
        self.stream_head: Line | None = None
        self.stream_aim = ""
        """The last heading of a stream, and the key aim that it is within; "" if the first is in none."""
        self.label = self.period_of_headings = PeriodLabel()
        """The label up to the next heading, and that of all headings below it."""
        self.period_label_open: PeriodLabel | None = None
        """The last label, if no update is below it yet."""
        self.lists: list[tuple[int, str]] = []
        """Indentation and sign of the lists that are open, from the outermost."""
        self._above: list[SentUpdate] = []
        """The last update, and those above it that are less deep, from the outermost."""
        self._marks_nothing = self.figures_kept = False
        """Whether nothing has been under what keeps back yet, and whether a text keeps back figures."""
        self._brackets = 0
        """How many are open since a mark in them."""

    @property
    def mark(self) -> str:
        """What keeps back a line here: a text above it, or what its key aim, sheet or period is called."""
        return self.below or self.aim_mark or self.sheet_mark or self.label.mark

    def aim_called(self, words: str, place: str) -> str:
        """Return the key aim that a cell or a title names, and say what is in doubt."""
        found = self.naming.aim_of(words)
        if found and found.doubt:
            self.doubts.append((place, f"{quote(words)} ({found.doubt})"))
        return found.key if found else ""

    def aim_around(self, title: str, place: str) -> str:
        """Return the key aim that the name of a sheet or the subject of a message names."""
        known = self.aim_called(title, place)
        return known if self.naming.aim_of(title) else self.naming.by_number(title)

    def leave(self, line: Line, why: Why) -> Fate:
        """Note that a line is in no update; a signature and a heading of several lines are one text."""
        is_more = self.unplaced and [x for _, x in self.fates[-1:]] == [Fate.UNPLACED]
        is_like = why is Why.SIGNATURE or (why is Why.WORDS and not line.apart)
        if is_more and is_like and self.unplaced[-1].why is why:
            return self.continue_line(line, " / ")
        return self.add_open(line, why, f"{line.sign} {line.text}".strip())

    def continue_line(self, line: Line, gap: str = " ") -> Fate:
        """Note that a line is the rest of the one above it."""
        above, fate = self.fates[-1]
        if fate is Fate.PLACED:
            self.updates[-1].lines.append(line)
        else:
            last = self.unplaced[-1]
            private = last.private or must_be_private(f"{above.text} {line.text}")
            text = f"{last.text}{gap}{line.text}"
            self.unplaced[-1] = last._replace(text=text, private=private)
        return fate

    def add_open(self, line: Line, why: Why, text: str, *, kept: bool = False) -> Fate:
        """Add a text of a line to what is in no update."""
        hidden = line.hidden or line.kind is LineKind.HIDDEN
        private = kept or hidden or bool(self.mark) or must_be_private(text)
        if line.cells and text == line.text:
            text = " / ".join(filter(None, line.cells))
        part = self.label.period, self.stream
        found = Unplaced(line.place, text, why, private, "", part)
        if not (line.kind is LineKind.NOTE and found in self.unplaced[-3:]):
            self.unplaced.append(found)
        return Fate.UNPLACED

    def place_heading(self, line: Line) -> Fate:
        """Begin the part of a heading; what else that says is not placed."""
        is_number = not re.search(r"[^\W\d]", line.text)  # it may be a figure
        if is_more := self.heading_says_more(line.text):
            self.add_open(line, Why.HEADING, line.text)
        below = self.below if is_more or is_number else ""
        self.begin_section(line.text if must_be_private(line.text) else below)
        return Fate.HEADING

    def heading_says_more(self, heading: str) -> bool:
        """Return whether a heading says more than what it names."""
        bare = " ".join(w for w in heading.split() if not is_filler(w.casefold()))
        known = self.naming.all_stems | stems(self.naming.words.aim_label) | OF_HEADINGS
        is_said = stems(heading.partition(":")[2]) - known or SUM.search(heading)
        return bool(is_said) or len(stems(bare) - known) > 1

    def begin_section(self, kept: str = "") -> None:
        """Begin a part; a mark above it that has nothing below it keeps back all."""
        if self._marks_nothing:
            self.all_kept = self.all_kept or f"“{self.below}”, followed by nothing"
        self.below, self._marks_nothing = kept, False
        self.is_open = self.signed = self.leads = False
        if label := self.period_label_open:
            is_past = label.is_past and self.has_several_periods
            self.period_of_headings = label._replace(is_past=is_past)
            if label.is_past and not is_past:
                doubt = "another period, but text under the headings below it is still placed"
                self.doubts.append((label.place, f"{quote(label.text)} names {doubt}"))
        self.label, self.lists, self.last = self.period_of_headings, [], []

    def end_aim(self, key: str) -> None:
        """End a key aim: a label of a period or a stream within it is not of the next one."""
        above = self.stream_head and self.fates[-1][0].place == self.stream_head.place
        if self.stream_aim == self.aim not in ("", key) and not above:
            self.stream = self.given[1]
        self.aim_mark, self.outermost = "", self.outermost or (key and "aim")
        if self.outermost == "aim":
            if label := self.period_label_open:
                doubt = "has no update below it, and is not used for the next key aim"
                self.doubts.append((label.place, f"{quote(label.text)} {doubt}"))
            self.end_periods()

    def end_periods(self) -> None:
        """End what is of a label; a private one that has nothing below it keeps back all."""
        if (label := self.period_label_open) and label.mark:
            self.all_kept = self.all_kept or f"“{label.mark}”, followed by nothing"
        self.period_label_open, self.period_of_headings = None, PeriodLabel()

    def add_item(self, line: Line, depth: int) -> Fate:
        """Place a line as an update, if it can be."""
        kept, nothing = privacy_scope(line.text), says.reason_for_nothing(line.text)
        see = self.naming.aim_referred_to(line.text)
        why = self._reason_not_to_place(line, nothing, see)
        if why in (None, Why.PAST):
            self.period_label_open = None
        if why:
            self.last, self.is_open = [], False
            if why in (Why.NO_AIM, Why.NO_STREAM) and self.mark:
                self._marks_nothing = False
            if kept and why is not Why.REMARK:  # what that keeps back is found later
                self.apply_text_mark(line, kept)
            return self.leave(line, why)
        update = SentUpdate((self.aim, self.stream), line, depth)
        update.nothing, update.see = nothing or "", see
        update.period = self.label.period
        if line.hidden:
            update.keep_back("which is hidden")
        if self.mark or self._brackets > 0:
            update.keep_back(f"below “{self.mark or '('}”")
            self._marks_nothing = False
        if kept:
            update.keep_back(SAYS_SO)
            self.apply_text_mark(line, kept)
            is_alone = line.kind is LineKind.TEXT and not split_off_mark(line.text)[0]
            if is_alone and self.updates:
                self.updates[-1].keep_back(f"because {quote(line.text)} is below it")
        if kept or self._brackets > 0:
            self._count_brackets(line.text)
        above = [x for x in self._above if x.depth < depth]
        if above and (above[-1].cell, above[-1].period) == (update.cell, update.period):
            above[-1].points.append(update)
        self._above = [*above, update]
        self.updates.append(update)
        self.last, self.is_open = [update], True
        return Fate.PLACED

    def _reason_not_to_place(self, line: Line, nil: str | None, see: str) -> Why | None:
        """Return why a line can be no update, or None."""
        reasons = {
            Why.NO_AIM: not self.aim,
            Why.NO_STREAM: not self.stream and bool(self.naming.words.streams),
            Why.PAST: self.label.is_past,
            Why.NIL: not nil and says.is_nothing_to_report(line.text),
            Why.WORDS: not re.search(r"[^\W_]", line.text),
            Why.REMARK: not see and self.is_remark_to_officer(line.text),
        }
        return next((why for why, holds in reasons.items() if holds), None)

    def apply_text_mark(self, line: Line, kept: str) -> None:
        """Let a text keep back what it is about; an item that is an update does so if it speaks of others."""
        if line.sign and content(line.text) > 1 and not points_to_others(line.text):
            return
        is_bare = line.form and only_points(line.text)
        if kept == ALL and not (is_bare or self.naming.words.reader_of(line.text)):
            self.all_kept = self.all_kept or f"{line.place} ({quote(line.text)})"
        elif kept == BELOW:
            self.below, self._marks_nothing = line.text, True

    def apply_mark_line(self, line: Line, kept: str) -> Fate:
        """Let a line that is a mark keep back what is around it."""
        self.figures_kept = True
        in_brackets = line.text.startswith(("(", "["))
        is_of_this = self.is_open and not line.apart and THIS.search(line.text)
        is_below = self.is_open and (in_brackets or not line.apart) and kept == BELOW
        is_first = not self.updates and not self.aim
        if is_of_this or (is_below and not is_first):
            self.updates[-1].keep_back(f"because {quote(line.text)} is below it")
        if is_of_this:
            return self.leave(line, Why.MARK)
        if in_brackets:
            self._count_brackets(line.text)
        fate = self.leave(line, Why.REMARK if kept == ALL else Why.MARK)
        if is_first or (kept == BELOW and not in_brackets):
            self.apply_text_mark(line, ALL if is_first else BELOW)
        self.is_open = self.is_open and kept != ALL
        return fate

    def _count_brackets(self, text: str) -> None:
        opened = sum(map(text.count, "[(")) - sum(map(text.count, "])"))
        self._brackets = max(self._brackets + opened, 0)

    def settle_figures(self) -> dict[Key, PastedFigure]:
        """Return the figures; they are kept back with those that were not read, if a text says so."""
        kept = self.figures_kept or bool(self.all_kept)
        for at, text in enumerate(self.unplaced):
            private = text.private or (kept and text.why is Why.FIGURES)
            self.unplaced[at] = text._replace(private=private)
        figures = self.figures.items()
        return {k: x._replace(private=kept or x.private) for k, x in figures}

    def is_remark_to_officer(self, text: str) -> bool:
        """Return whether a text is a remark about what is sent."""
        last = re.split(r"\W", text.rstrip(" .!:"))[-1]
        is_where = len(text.split()) <= HEAD and not re.search(r"\d", text)
        return bool(
            says.is_remark(text, self.names)
            or says.speaks_to_officer(text, self.naming.words.aim_label)
            or says.refers_elsewhere(text)
            or says.begins_reply(text)
            or says.answers_above(text)
            or any(has(x, text) for x in ("to_officer", "postscript"))
            or re.match(r"(?i)\W*(?:this (?:e-?mail|message)\b|please\b|pls\b)", text)
            or (is_where and has("elsewhere", last))
        )


def withhold_all(updates: Iterable[SentUpdate], why: str) -> None:
    """Keep back some updates."""
    for update in updates:
        update.keep_back(why)
