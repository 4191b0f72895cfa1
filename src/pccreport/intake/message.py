"""The frame of a message: header, greeting, signature, page numbers, earlier messages."""

import re
from collections import Counter
from collections.abc import Container, Sequence, Set
from enum import Enum
from itertools import groupby, takewhile
from typing import NamedTuple

from pccreport.intake.chat import part_chat
from pccreport.intake.headings import (
    PlanWords,
    aim_heading,
    stream_heading,
)
from pccreport.intake.lines import (
    BESIDE,
    SHEET,
    WRAPPED,
    Line,
    TypedText,
    with_neighbours,
)
from pccreport.intake.marks import is_mark, is_marked
from pccreport.intake.mentions import question_heading
from pccreport.intake.titles import plain
from pccreport.language import pasted_text
from pccreport.language.dates import find_dates
from pccreport.language.protective_markings import begins_with_request
from pccreport.language.sentences import has_verb, is_statement

_SENTENCE = 8
"""Words: a shorter line of a signature tells nothing."""
_SIGNED = 5
"""Words of a line of a signature that nothing announces, at most: “A/Insp Colin Bray”."""
_FEW_PARTS = 2
"""Parts of a line, divided by bars, that a line of a text may have."""
_NEAR = 3
"""Lines from a page number or the end of a page in which its head or its foot is."""
_FIELDS = 3
"""Fields of a header in turn, if empty lines are between them."""
_NIL = 4
"""Words of a line that says that there is nothing to report, and no more than that."""
_ANSWERED = 2
"""So many questions with an answer below show that a message is answered within it."""
_CONTACT = re.compile(r"(?:\+44|\b0)[\d ()]{8,}|\bwww\.|https?://|\S@\S")
"""A telephone number or an address, of which a signature has one."""


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
    SUBHEADING = "heading of no key aim"
    TITLE = "title"
    NOTHING = "nothing to report"
    MARK_ALONE = "mark of a private text"
    NO_TEXT = "row without a text"
    PAST = "row of another period"
    TOTAL = "row of totals"
    TWICE = "one of two figures of a measure"
    FIGURES = "row of a measure"


_OFTEN_NOTHING = (
    *(LeftOutReason.SIGNATURE, LeftOutReason.PAGE, LeftOutReason.TITLE),
    LeftOutReason.NO_TEXT,
)
_TO_BE_READ = (
    LeftOutReason.SUBHEADING,
    *(LeftOutReason.NO_AIM, LeftOutReason.NO_STREAM, LeftOutReason.TWICE),
    LeftOutReason.FIGURES,
    *(LeftOutReason.MARK, LeftOutReason.REMARK, LeftOutReason.INTRODUCTION),
    LeftOutReason.LAST_LINES,
)


def _is_sentence(text: str) -> bool:
    """Return whether a text is too long for a part of a signature, or ends in a full stop."""
    return text.endswith(".") or len(text.split()) >= _SENTENCE


_UNPLACED = LeftOutReason.NO_AIM, LeftOutReason.NO_STREAM


class LeftOutLine(NamedTuple):
    """A line that is in no update."""

    number: int
    text: str
    reason: LeftOutReason
    is_item: bool = False
    """Whether it is of a list or a table, and so no part of the line above it."""

    @property
    def may_be_placed(self) -> bool:
        """Whether it looks like an update, and only its key aim or its stream is missing."""
        is_text = self.text.endswith(".") or is_statement(self.text)
        is_one = (is_text or self.is_item) and not pasted_text.is_caveat(self.text)
        return self.reason in _UNPLACED and is_one

    @property
    def may_be_update(self) -> bool:
        """Whether somebody should read it: it may have been meant to be an update."""
        if self.reason is LeftOutReason.NOTHING:
            return len(self.text.split()) > _NIL
        if self.reason in _OFTEN_NOTHING:
            says_something = any(map(_is_sentence, self.text.split(" | ")))
            says_something = says_something or any(sign in self.text for sign in "£%")
            return says_something and not pasted_text.is_disclaimer(self.text)
        return self.reason in _TO_BE_READ


class Message(NamedTuple):
    """A text without its frame."""

    body: tuple[Line, ...]
    left_out: tuple[LeftOutLine, ...]
    passed_on: bool = False
    """Whether its sender passed it on."""

    @property
    def marking(self) -> LeftOutLine | None:
        """Return a line that keeps back the whole message: its subject, or the head of a page."""
        around = (LeftOutReason.HEADER, LeftOutReason.PAGE)
        found = (line for line in self.left_out if line.reason in around)
        return next((line for line in found if is_marked(line.text)), None)


def unframe(
    lines: Sequence[Line],
    words: PlanWords,
    text: TypedText,
    *,
    aim_known: bool,
    figures: Container[int] = (),
) -> Message:
    """Return the lines of the message in a text without its frame, and what was left out.

    `aim_known` says that the key aim is known before any heading, and `figures` which lines name or
    give the figures of measures.
    """

    def is_heading(wording: str) -> bool:
        found = aim_heading(wording, words, alone=False)
        return found is not None and not (found.rest or found.in_short)

    spoken, chat, talk = part_chat(lines, is_heading)
    lines, furniture = _without_furniture(spoken)
    framing = _Unframing(lines, words, figures, aim_known=aim_known)
    framing.left_out += furniture
    framing.left_out += (
        LeftOutLine(line.number, line.whole, reason)
        for of, reason in ((chat, LeftOutReason.HEADER), (talk, LeftOutReason.REMARK))
        for line in of
    )
    framing.awaits_message = text.passed_on
    fields = (x.text for x in lines if pasted_text.header_field(x.text) == "from")
    names = (text.sender, *(x.partition(":")[2] for x in fields))
    framing.senders = [{*plain(re.sub(r"\(.*|\S*@\S*", "", x))} for x in names]
    framing.find_answers()
    for at in range(len(lines)):
        framing.read(at)
    framing.take_signature()
    left_out = sorted(framing.left_out, key=lambda line: line.number)
    return Message((*framing.body,), (*left_out,), framing.passed_on)


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
        listed = (line.number for line in lines if line.sign or line.cells)
        self._last_listed = max(listed, default=0)
        self._spaced = _spaced_headers(lines)
        self._inside: LeftOutReason | None = None
        """A part of the frame that goes on until something else begins."""
        self._begun = False
        """Whether an update may have been met."""
        self._names: list[str] = []
        """Who is greeting_names."""
        self._answered: dict[int, str] = {}
        """Key aims by the number of the quoted line that asks about one and is answered below."""
        self.awaits_message = False
        """Whether the message that is meant is passed on further below."""
        self.senders: Sequence[Set[str]] = ()
        """The words of the name of each that its headers say has sent it."""
        self.passed_on = False
        """Whether it was passed on."""

    def find_answers(self) -> None:
        """Find the quoted lines that are the headings of answers: several, or one above a sentence."""
        asked: tuple[int, str] | None = None
        questions, is_clear = 0, False
        for line in self._lines:
            if line.text.startswith(">"):
                found = question_heading(line.text.lstrip("> "), self._words)
                asked = (line.number, found.key) if found else asked
                questions += found is not None
            elif line.text and asked:
                is_clear = line.text.endswith(".") or is_statement(line.text)
                self._answered[asked[0]] = asked[1]
                asked = None
        is_one = questions == len(self._answered) == 1 and is_clear
        if len(self._answered) < _ANSWERED and not is_one:
            self._answered.clear()

    def read(self, at: int) -> None:
        """Put one line into the body, or leave it out."""
        line = self._lines[at]
        if key := self._answered.get(line.number):
            title = self._words.aims[key][-1]
            self.left_out.append(
                LeftOutLine(line.number, line.whole, LeftOutReason.REPLY)
            )
            self.body.append(line._replace(text=title, sign="", alone=True))
            # What signs the words above all ends here.
            self._begun, self._inside = True, None
        elif not line.text:
            if self._inside is LeftOutReason.HEADER:
                self._inside = None
            self.body.append(line)
        elif reason := self._reason(at):
            self.left_out.append(LeftOutLine(line.number, line.whole, reason))
        else:
            below = self._lines[at + 1 : at + 2]
            if not any(x.text for x in self.body):  # right below a greeting
                alone = line.alone or all(x.sign or not x.text for x in below)
                line = line._replace(alone=alone)
            heading = self._is_heading(line)
            self._begun = self._begun or heading or self._aim_known
            self.body.append(line)

    def _reason(self, at: int) -> LeftOutReason | None:
        line = self._lines[at]
        if line.heading in (BESIDE, SHEET):
            self._inside = None if line.heading == SHEET else self._inside
            return LeftOutReason.HEADER if line.heading == BESIDE else None
        text = line.whole
        quotes = self._is_header(at) or pasted_text.begins_reply(text)
        if self.awaits_message and quotes and self._has_above():
            self.awaits_message = False
            return self._pass_on(header=self._is_header(at))
        if self._inside is LeftOutReason.SIGNATURE and quotes:
            self._inside = LeftOutReason.REPLY
        is_signed = self._inside is LeftOutReason.SIGNATURE
        is_more = is_signed and pasted_text.is_postscript(text)
        if is_signed and (self._is_heading(line) or (is_more and is_marked(text))):
            self._inside = None
        elif is_more:
            return LeftOutReason.REMARK
        elif self._inside in (LeftOutReason.REPLY, LeftOutReason.SIGNATURE):
            return self._inside
        return self._quoted(at) or (
            None if line.sign or line.cells else self._frame(line)
        )

    def _quoted(self, at: int) -> LeftOutReason | None:
        """Return what a line is of an earlier message, or of the header of one, if anything."""
        text = self._lines[at].whole
        if text.startswith(">"):
            return LeftOutReason.REPLY
        if pasted_text.begins_reply(text):
            self._inside = LeftOutReason.REPLY if self._begun else None
            return LeftOutReason.REPLY
        if pasted_text.is_forward(text) or self._is_header(at):
            return self._header(text)
        return None

    def _frame(self, line: Line) -> LeftOutReason | None:
        """Return what a line without a sign is of the frame, if anything."""
        text = line.text
        if line.number in self._figures:
            return None
        is_mark_line = pasted_text.is_privacy_label(text) or is_marked(text)
        is_name = not (self._begun or is_mark_line)
        names = pasted_text.greeting_names(text) if is_name else None
        if names is not None and not self._is_heading(line):
            self._names += names
            return LeftOutReason.GREETING
        is_end = self._begun and pasted_text.is_disclaimer(text)
        # “These are for Key Aim 2. Ta, Jo” may be above a list.
        is_closing = pasted_text.is_closing(text) and (
            len(text.split()) < _SENTENCE
            or line.number > self._last_listed
            or any(x.sign or x.cells or self._is_heading(x) for x in self.body)
        )
        if is_end or is_closing or self._signs(line):
            self._inside = LeftOutReason.SIGNATURE
            return self._inside
        if self._is_heading(line) and not pasted_text.corrects_figure(text):
            return None
        if self._begun and begins_with_request(text):
            return None  # it keeps back what is above
        is_remark = pasted_text.is_remark(text, self._names)
        is_rest = not is_mark_line and self._is_rest_of_remark(line)
        return LeftOutReason.REMARK if is_remark or is_rest else None

    def _is_rest_of_remark(self, line: Line) -> bool:
        """Return whether a line goes on with a remark that a program has wrapped."""
        above = next((x for x in self._lines if x.number == line.number - 1), line)
        last = above.number, above.whole, LeftOutReason.REMARK
        if above.length < WRAPPED or last not in (x[:3] for x in self.left_out[-1:]):
            return False
        is_open = pasted_text.is_small_word(above.text.rpartition(" ")[2])
        return _goes_on(above, line) and (line.text[0].islower() or is_open)

    def _signs(self, line: Line) -> bool:
        """Return whether a line is the sender’s name, or one above a whole one: “Jo”, “Jo Bray | …”."""
        wording = {*plain(line.text)}
        is_sender = bool(wording) and any(wording <= name for name in self.senders)
        names = pasted_text.greeting_names(line.text) or ()
        if not (self._begun and (is_sender or len(names) == 1)):
            return False
        below = [x for x in self._lines if x.number > line.number and x.text]
        begins = (pasted_text.begins_reply, pasted_text.is_header)
        own = takewhile(lambda x: not any(f(x.whole) for f in begins), below)
        if any(x.sign or x.cells for x in own):
            return False
        if is_sender:
            named = stream_heading(line.text, self._words)
            return not (named or self._is_heading(line))
        whole = below[0].text if below else ""
        return whole.startswith(f"{names[0]} ") and not whole.endswith(".")

    def _is_heading(self, line: Line) -> bool:
        return aim_heading(line.text, self._words, alone=line.alone) is not None

    def _is_header(self, at: int) -> bool:
        """Return whether a line is of a header: two fields in turn, and what follows them.

        Three do not need to be right below one another.
        """
        if self._lines[at].number in self._spaced:
            return True
        if self._inside is LeftOutReason.HEADER:
            above, line = self._lines[at - 1], self._lines[at]
            goes_on = above.text.endswith((";", ",")) or line.indent > above.indent
            last = (above.number, above.whole, LeftOutReason.HEADER)
            is_below = any(each[:3] == last for each in self.left_out[-1:])
            return pasted_text.is_header(line.text) or (goes_on and is_below)
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
        return self._pass_on(header=True)

    def _has_above(self) -> bool:
        """Return whether anything but a header has been read."""
        around = (LeftOutReason.HEADER, LeftOutReason.PAGE)
        return any(line.text for line in self.body) or any(
            line.reason not in around for line in self.left_out
        )

    def _pass_on(self, *, header: bool) -> LeftOutReason:
        """Begin the message that is passed on; what is above was written to the officer."""
        block = self._last_block()
        parts = " | ".join(line.text for line in block).split(" | ")
        has_contact = any(map(_CONTACT.search, parts))
        signed = block if has_contact and not any(map(_is_sentence, parts)) else ()
        own = dict.fromkeys(signed, LeftOutReason.SIGNATURE)
        self.left_out += (
            LeftOutLine(x.number, x.whole, own.get(x, LeftOutReason.REMARK))
            for x in self.body
            if x.text
        )
        self.passed_on = self._has_above()
        self.body.clear()
        self._begun = False
        self._inside = LeftOutReason.HEADER if header else None
        return LeftOutReason.HEADER if header else LeftOutReason.REPLY

    def take_signature(self) -> None:
        """Take names and numbers off the end of the body, which nothing announces."""
        while block := self._last_block():
            at = len(self.body) - len(block)
            above = next((x for x in reversed(self.body[:at]) if x.text), None)
            short = all(map(_may_sign, block))
            wording = [x.text for x in block if not pasted_text.is_disclaimer(x.text)]
            ends = bool(wording) and wording[-1].rstrip().endswith(
                (".", "?", "!", ":", ";")
            )
            listed = any(
                line.sign
                or line.cells
                or line.number in self._figures
                or is_mark(line.text)
                or pasted_text.is_privacy_label(line.text)
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
        """Return the lines after the last empty one, or from a name with a title below a list."""
        while self.body and not self.body[-1].text:
            self.body.pop()
        block: list[Line] = []
        for line in reversed(self.body):
            if not line.text or (
                line.sign and block and self._ends_list(line, block[-1])
            ):
                return block[::-1]
            block.append(line)
        return []

    def _ends_list(self, line: Line, below: Line) -> bool:
        """Return whether a name with a title is below an item, which had room for its first word."""
        needed = line.length + 1 + len(below.text.partition(" ")[0])
        had_room = needed <= max(each.length for each in self._lines)
        return _is_name_with_title(below) and (had_room or not _goes_on(line, below))


def _is_name_with_title(line: Line) -> bool:
    """Return whether a line is a name and what somebody is: “Supt Jo Bray, Head of Roads”."""
    name, *titles = line.text.split(", ")
    is_name = 1 < len(name.split()) <= _SIGNED and bool(titles)
    are_titles = all(x[0].isupper() for x in (*name.split(), *filter(None, titles)))
    has_text = re.search(r"[\d£%]|[.!?:;,]\Z", line.text) or has_verb(line.text)
    return is_name and are_titles and not (line.sign or has_text)


def _spaced_headers(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines of headers that may have empty lines between their fields."""
    found: set[int] = set()
    fields = [(x.number, pasted_text.header_field(x.text)) for x in lines if x.text]
    for is_field, run in groupby(fields, key=lambda field: bool(field[1])):
        of_run = dict(run)
        if is_field and len({*of_run.values()}) >= _FIELDS:
            found |= {*of_run}
    return found


def _may_sign(line: Line) -> bool:
    """Return whether a line may be of a signature: a few words, a name with a date, a disclaimer."""
    if pasted_text.is_disclaimer(line.text):
        return True
    dates = find_dates(line.text)
    name = line.text[: dates[0].start].split() if dates else []
    is_name = bool(name) and all(word[0].isupper() for word in name)
    parts = line.text.split(" | ")
    if _is_name_with_title(line):
        return True
    if len(parts) > _FEW_PARTS and not re.search(r"[£%]|\.\Z", line.text):
        return True  # “Insp. Jo Bray | Performance | Westhaven Police”
    return all(
        len(part.split()) <= _SIGNED
        for part in ([" ".join(name)] if is_name else parts)
    )


def _without_furniture(
    lines: Sequence[Line],
) -> tuple[tuple[Line, ...], list[LeftOutLine]]:
    """Return the lines without those that are of no text, but of its pages, and the latter.

    A sentence that goes on over the end of a page has no gap there.
    """
    plain = [line for line in lines if line.text and not line.sign and not line.cells]
    pages = {x.number for x in plain if pasted_text.is_page_number(x.text)}
    counted = [line.number for line in lines if line.text]
    begun = (x.number for x in lines if x.begins_page)
    ends = {*pages, *(next((n for n in counted if n >= at), 0) for at in begun)}
    form = {line.number: re.sub(r"\d+", "0", line.text) for line in plain}
    times = Counter(form.values())
    near = {
        form[number]
        for at, number in enumerate(counted)
        if number in form and times[form[number]] > 1
        if ends & {*counted[max(at - _NEAR, 0) : at + _NEAR + 1]}
    }
    found = pages | {n for n in form if form[n] in near}
    of_page = (pasted_text.is_ornament, pasted_text.is_open_marking)
    found |= {x.number for x in plain if any(is_such(x.text) for is_such in of_page)}
    left_out = [
        LeftOutLine(x.number, x.whole, LeftOutReason.PAGE)
        for x in plain
        if x.number in found
    ]
    kept: list[Line] = []
    over = False
    for line in lines:
        over = over or line.number in found or line.begins_page
        if line.number in found:
            continue
        if over and line.text:
            above = next((x for x in reversed(kept) if x.text), None)
            goes_on = above is not None and _goes_on(above, line)
            while goes_on and kept and not kept[-1].text:
                kept.pop()
            over = False
        kept.append(line)
    return with_neighbours(kept), left_out


def _goes_on(above: Line, line: Line) -> bool:
    """Return whether a line goes on with a sentence that the end of a page has broken."""
    ended = re.search(r"[.!?:;]\W*\Z", above.text)
    is_text = above.length >= WRAPPED or line.text[0].islower()
    return not (ended or line.sign or line.cells or above.cells) and is_text
