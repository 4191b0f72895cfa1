"""The frame of a message: header, greeting, signature, page numbers, earlier messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from enum import Enum
from typing import NamedTuple

from pccreport.intake.headings import PlanWords, aim_heading
from pccreport.intake.lines import Line
from pccreport.intake.marks import is_mark, is_marked
from pccreport.language import pasted_text
from pccreport.language.dates import find_dates

_SENTENCE = 8
"""Words: a shorter line of a signature tells nothing."""
_SIGNED = 5
"""Words of a line of a signature that nothing announces, at most: “A/Insp Colin Bray”."""
_NEAR = 3
"""Lines from a page number in which the head or the foot of the page is."""


class LeftOutReason(Enum):
    """Why a line of a pasted text is in no update."""

    NO_AIM = "not under a key aim"
    NO_STREAM = "not under a stream"
    MARK = "not to be published"
    REMARK = "remark to you"
    INTRODUCTION = "before a list"
    LAST_LINES = "last lines, perhaps a signature"
    HEADER = "header of the message"
    GREETING = "greeting"
    SIGNATURE = "signature"
    REPLY = "earlier message"
    PAGE = "head or foot of a page"
    HEADING = "heading"
    TWICE = "one of two figures of a measure"
    FIGURES = "row of a measure"


_TO_BE_READ = (
    *(LeftOutReason.NO_AIM, LeftOutReason.NO_STREAM, LeftOutReason.TWICE),
    LeftOutReason.FIGURES,
    *(LeftOutReason.MARK, LeftOutReason.REMARK, LeftOutReason.INTRODUCTION),
    LeftOutReason.LAST_LINES,
)


class LeftOutLine(NamedTuple):
    """A line that is in no update."""

    number: int
    text: str
    reason: LeftOutReason

    @property
    def may_be_update(self) -> bool:
        """Whether somebody should read it: it may have been meant to be an update."""
        if self.reason in (LeftOutReason.SIGNATURE, LeftOutReason.PAGE):
            tells = self.text.endswith(".") or any(sign in self.text for sign in "£%")
            return tells or len(self.text.split()) >= _SENTENCE
        return self.reason in _TO_BE_READ


class Message(NamedTuple):
    """A text without its frame."""

    body: tuple[Line, ...]
    left_out: tuple[LeftOutLine, ...]

    @property
    def marking(self) -> LeftOutLine | None:
        """Return a line that keeps back the whole message: its subject, or the head of a page."""
        around = (LeftOutReason.HEADER, LeftOutReason.PAGE)
        found = (line for line in self.left_out if line.reason in around)
        return next((line for line in found if is_marked(line.text)), None)


def unframe(
    lines: Sequence[Line],
    words: PlanWords,
    *,
    aim_known: bool,
    figures: Container[int] = (),
) -> Message:
    """Return the lines of a message without its frame, and what was left out.

    `aim_known` says that the key aim is known before any heading, and `figures` which lines name or
    give the figures of measures.
    """
    framing = _Unframing(lines, words, figures, aim_known=aim_known)
    for at in range(len(lines)):
        framing.read(at)
    framing.take_signature()
    left_out = sorted(framing.left_out, key=lambda line: line.number)
    return Message((*framing.body,), (*left_out,))


class _Unframing:
    """Goes through the lines of a message in order."""

    def __init__(
        self,
        lines: Sequence[Line],
        words: PlanWords,
        figures: Container[int],
        *,
        aim_known: bool,
    ) -> None:
        self.body: list[Line] = []
        self.left_out: list[LeftOutLine] = []
        self._lines = lines
        self._words = words
        self._figures = figures
        self._aim_known = aim_known
        self._inside: LeftOutReason | None = None
        """A part of the frame that goes on until something else begins."""
        self._begun = False
        """Whether an update may have been met."""
        self._names: list[str] = []
        """Who is greeted."""
        self._furniture = _page_furniture(lines)

    def read(self, at: int) -> None:
        """Put one line into the body, or leave it out."""
        line = self._lines[at]
        if not line.text:
            if self._inside is LeftOutReason.HEADER:
                self._inside = None
            self.body.append(line)
        elif reason := self._reason(at):
            self.left_out.append(LeftOutLine(line.number, line.whole, reason))
        else:
            heading = self._is_heading(line)
            self._begun = self._begun or heading or self._aim_known
            self.body.append(line)

    def _reason(self, at: int) -> LeftOutReason | None:
        line = self._lines[at]
        text = line.whole
        quotes = self._is_header(at) or pasted_text.begins_reply(text)
        if self._inside is LeftOutReason.SIGNATURE and quotes:
            self._inside = LeftOutReason.REPLY
        if self._inside is LeftOutReason.SIGNATURE and self._is_heading(line):
            self._inside = None
        elif self._inside in (LeftOutReason.REPLY, LeftOutReason.SIGNATURE):
            return self._inside
        if text.startswith(">"):
            return LeftOutReason.REPLY
        if pasted_text.begins_reply(text):
            self._inside = LeftOutReason.REPLY if self._begun else None
            return LeftOutReason.REPLY
        if pasted_text.is_forward(text) or self._is_header(at):
            return self._header(text)
        if line.sign or line.cells:
            return None
        return self._frame(line)

    def _frame(self, line: Line) -> LeftOutReason | None:
        """Return what a line without a sign is of the frame, if anything."""
        text = line.text
        if line.number in self._figures:
            return None
        if line.number in self._furniture:
            return LeftOutReason.PAGE
        is_name = not (self._begun or pasted_text.is_aside(text))
        names = pasted_text.greeted(text) if is_name else None
        if names is not None and not self._is_heading(line):
            self._names += names
            return LeftOutReason.GREETING
        if pasted_text.is_closing(text):
            self._inside = LeftOutReason.SIGNATURE
            return self._inside
        if self._is_heading(line):
            return None
        return (
            LeftOutReason.REMARK if pasted_text.is_remark(text, self._names) else None
        )

    def _is_heading(self, line: Line) -> bool:
        return aim_heading(line.text, self._words, alone=line.alone) is not None

    def _is_header(self, at: int) -> bool:
        """Return whether a line is of a header: two fields in turn, and what follows them."""
        if self._inside is LeftOutReason.HEADER:
            return pasted_text.is_header(self._lines[at].text)
        two = [line.text for line in self._lines[at : at + 2]]
        return len(two) == 2 and all(map(pasted_text.is_header, two))

    def _header(self, text: str) -> LeftOutReason:
        if self._inside is LeftOutReason.HEADER:
            return self._inside
        above = [line for line in self.body if line.text]
        listed = any(line.sign or self._is_heading(line) for line in above)
        passed_on = pasted_text.is_forward(text) or not (listed or len(above) > _NEAR)
        if self._begun and not passed_on:
            self._inside = LeftOutReason.REPLY
            return self._inside
        # What is above was written to the officer.
        self.left_out += (
            LeftOutLine(line.number, line.whole, LeftOutReason.REMARK) for line in above
        )
        self.body.clear()
        self._begun = False
        self._inside = LeftOutReason.HEADER
        return self._inside

    def take_signature(self) -> None:
        """Take names and numbers off the end of the body, which nothing announces."""
        while block := self._last_block():
            at = len(self.body) - len(block)
            above = next((x for x in reversed(self.body[:at]) if x.text), None)
            short = all(map(_may_sign, block))
            said = [x.text for x in block if not pasted_text.is_disclaimer(x.text)]
            ends = bool(said) and said[-1].rstrip().endswith((".", "?", "!", ":", ";"))
            listed = any(
                line.sign
                or line.cells
                or line.number in self._figures
                or is_mark(line.text)
                or pasted_text.is_aside(line.text)
                for line in block
            )
            if above is None or listed or ends or not short or self._is_heading(above):
                return
            self.left_out += (
                LeftOutLine(line.number, line.whole, LeftOutReason.LAST_LINES)
                for line in block
            )
            del self.body[at:]

    def _last_block(self) -> list[Line]:
        """Return the lines after the last empty one, if there is an empty one."""
        while self.body and not self.body[-1].text:
            self.body.pop()
        block: list[Line] = []
        for line in reversed(self.body):
            if not line.text:
                return block[::-1]
            block.append(line)
        return []


def _may_sign(line: Line) -> bool:
    """Return whether a line may be of a signature: a few words, a name with a date, a disclaimer."""
    if pasted_text.is_disclaimer(line.text):
        return True
    dates = find_dates(line.text)
    name = line.text[: dates[0].start].split() if dates else []
    is_name = bool(name) and all(word[0].isupper() for word in name)
    parts = line.text.split(" | ")  # “Insp. Jo Bray | Performance | Westhaven Police”
    return all(
        len(part.split()) <= _SIGNED
        for part in ([" ".join(name)] if is_name else parts)
    )


def _page_furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines that are of no text, but of its pages."""
    plain = [line for line in lines if line.text and not line.sign]
    pages = {x.number for x in plain if pasted_text.is_page_number(x.text)}
    times = Counter(line.text for line in plain)
    near = {
        line.text
        for line in plain
        if times[line.text] > 1 and any(abs(line.number - n) <= _NEAR for n in pages)
    }
    return frozenset({*pages, *(x.number for x in plain if x.text in near)})
