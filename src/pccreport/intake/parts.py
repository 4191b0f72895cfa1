"""The part of a pasted text that is read: which key aim and stream its headings name."""

from __future__ import annotations

import re

from pccreport.intake.account import Account
from pccreport.intake.headings import (
    Heading,
    PlanWords,
    aim_heading,
    clear_heading,
    next_heading,
    stream_heading,
)
from pccreport.intake.items import CellKey
from pccreport.intake.lines import Line
from pccreport.intake.titles import is_short
from pccreport.language import aim_headings, pasted_text

_DEEPEST_HEADING = 9
"""The level of a heading that has no style: none is within it."""


class Part:
    """The key aim and the stream of what follows, by the headings read so far."""

    def __init__(self, words: PlanWords, given: CellKey, account: Account) -> None:
        self.aim, self.stream = self._given = given
        self.last = ""
        """Which heading was read last, "aim" or "stream"; "" if an update came after it."""
        self._is_given = given[1] in words.streams
        self._words = words
        self._account = account
        self._outer = ""
        """Which headings have the others under them: "aim", "stream", or not known."""
        self._numbered = (0, ""), 0
        """Indentation and form of the last heading, and its number or 0."""
        self._counted = 0
        """The number of the last item under it that is numbered as it is."""
        self._level = 0
        """The level of the heading of the key aim, 0 if no heading has named it."""
        self._is_bare = False
        """Whether nothing is under that heading yet."""
        self._doubted: tuple[int, str] | None = None
        """A doubt about what may follow."""

    @property
    def cell(self) -> CellKey:
        """Return the keys of the key aim and the stream, "" for one that is not known."""
        return self.aim, self.stream

    def begin(self, line: Line, *, is_within: bool) -> Heading | None:
        """Begin the part that a line names as a heading, and return what it names.

        It is Heading("") if that is not clear. `is_within` says that the line can only go on with
        a sentence.
        """
        return self._named(line, is_within=is_within) or self._next(line)

    def begin_styled(self, line: Line) -> bool:
        """Begin a part whose heading has its style and names nothing; return whether it has.

        What follows is of the key aim only if its level says that it is within that or, without a
        style, its words do not say that it is no update: “Dates for your diary”.
        """
        heads = (line.alone or line.leads) and not line.sign and is_short(line.text)
        is_other = heads and pasted_text.is_other_section(line.text)
        is_capitals = heads and line.text.isupper()
        level = _level(line) if line.heading or is_capitals else 0
        if not (level or is_other) or line.text.endswith((".", "!", "?")):
            return False
        if self.aim:
            # Of two headings with nothing between them, the second is within the first.
            is_other = is_other and not line.heading
            within = not is_other and (level > self._level or self._is_bare)
            self.aim = self.aim if within else ""
            self.doubt_below(line)
            if within and not line.heading:  # and so are others like it
                self._level = min(self._level, _DEEPEST_HEADING)
        self.last = ""
        return True

    def doubt_below(self, line: Line) -> None:
        """Note that a heading names no key aim, and where what may follow it is."""
        where = f"was read as under {self.aim}" if self.aim else "is under none"
        doubt = f"“{line.text}” names no key aim; what is under it {where}"
        self._doubted = line.number, doubt

    def follow(self) -> None:
        """Note what is doubtful about the heading above, now that something is under it."""
        self._is_bare = False
        if self._doubted:
            self._account.doubt(*self._doubted)
            self._doubted = None

    def _named(self, line: Line, *, is_within: bool) -> Heading | None:
        label = self._words.aim_label
        numbered = aim_headings.aim_heading_pattern(label).match(line.text)
        if is_within and not numbered:
            return None
        alone = line.alone and not line.sign
        aim = aim_heading(line.whole, self._words, alone=False)
        aim = aim or aim_heading(line.text, self._words, alone=alone)
        if line.alone or line.leads:
            aim = aim or clear_heading(line.whole, self._words)
        stream = None if line.sign else stream_heading(line.text, self._words)
        is_of_list = line.form not in ("", "1.", "1)", "(1)")
        is_doubtful = is_of_list or (stream and not (aim and aim.stream))
        if aim and not (aim.in_short and is_doubtful):
            self._begin("aim")
            self._count_from(line)
            self.aim, self._level = aim.key, _level(line)
            self._is_bare = True
            if aim.stream:
                self._begin("stream")
                self.aim, self.stream = aim.key, aim.stream
            return aim
        if stream and not self._is_of_body(line, stream):
            other = f"was read as the heading of {stream.key}, not {self._given[1]}"
            is_named = any(other in words for _, words in self._account.doubts)
            if self._is_given and stream.key != self._given[1] and not is_named:
                self._account.doubt(line.number, f"“{line.text}” {other}")
            self._begin("stream")
            self.stream = stream.key
        return stream

    def _is_of_body(self, line: Line, found: Heading) -> bool:
        """Return whether a line above all is only the title of who sends a text whose stream is given."""
        own = self._words.streams[found.key][:2]  # its key and its heading
        is_heading = stream_heading(line.text, self._words._replace(streams={"": own}))
        return self._is_given and not (self._level or self.last or is_heading)

    def _next(self, line: Line) -> Heading | None:
        """Begin the part of a line that has the next number of numbered headings.

        If it is not clear which key aim it is, what follows is under none.
        """
        number = _number(line)
        place, after = self._numbered
        if not (number and after and (line.indent, line.form) == place):
            return None
        goes_on = number == self._counted + 1
        self._counted = number
        if number <= after:
            return None
        found = next_heading(line.text, number, self._words)
        if goes_on and not found:  # a list that has come so far
            if number == after + 1:
                doubt = "it may be a heading: which key aim?"
                self._account.doubt(line.number, doubt)
            return None
        self._begin("aim")
        self.aim, self._level = found.key if found else "", _DEEPEST_HEADING
        self._count_from(line)
        if not found:
            doubt = f"“{line.whole}” looks like a heading: which key aim?"
            self._account.doubt(line.number, doubt)
        return found or Heading("")

    def _count_from(self, line: Line) -> None:
        self._numbered = (line.indent, line.form), _number(line)
        self._counted = 0

    def _begin(self, kind: str) -> None:
        if self.last not in ("", kind):  # nothing is between the two
            self._outer = self.last
        elif kind == self._outer == "aim":  # the stream of the last one ends with it
            self.stream = self._given[1]
        elif kind == self._outer:
            self.aim = self._given[0]
        self.last = kind
        self._doubted = None


def _level(line: Line) -> int:
    """Return the level of a heading: without a style, capitals are within what has none."""
    return line.heading or _DEEPEST_HEADING + line.text.isupper()


def _number(line: Line) -> int:
    """Return the number that is the sign of a line, or 0."""
    found = re.fullmatch(r"\W*(\d+)\W*", line.sign)
    return int(found[1]) if found else 0
