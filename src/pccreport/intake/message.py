"""The frame of a message: header, greeting, signature, page numbers, earlier messages."""

import re
from collections.abc import Container, Sequence
from itertools import groupby, islice, takewhile
from typing import NamedTuple

from pccreport.intake.account import SENTENCE, LeftOutLine, LeftOutReason, leave_out
from pccreport.intake.chat import part_chat
from pccreport.intake.headings import PlanWords, aim_heading, stream_heading
from pccreport.intake.lines import BESIDE, SHEET, WRAPPED, Line, TypedText, goes_on
from pccreport.intake.marks import is_marked, names_private
from pccreport.intake.mentions import question_heading
from pccreport.intake.pages import part_pages
from pccreport.intake.signatures import has_contact, last_block, take_signature
from pccreport.intake.titles import plain
from pccreport.language import aim_headings, pasted_text
from pccreport.language.protective_markings import begins_with_request
from pccreport.language.sentences import is_statement

_FEW = 3
"""Lines above the header of a message that may only pass it on, at most."""
_FIELDS = 3
"""Fields of a header in turn, if empty lines are between them."""
_ANSWERED = 2
"""So many questions with an answer below show that a message is answered within it."""
_AROUND = LeftOutReason.HEADER, LeftOutReason.PAGE


class Message(NamedTuple):
    """A text without its frame."""

    body: tuple[Line, ...]
    left_out: tuple[LeftOutLine, ...]
    passed_on: bool = False
    """Whether its sender passed it on."""

    @property
    def marking(self) -> LeftOutLine | None:
        """Return a line that keeps back the whole message: its subject, or the head of a page."""
        found = (line for line in self.left_out if line.reason in _AROUND)
        read = ((x, x.text, x.text.partition(": ")[2]) for x in found)
        return next((x for x, *texts in read if any(map(names_private, texts))), None)


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
    lines, of_pages = part_pages(spoken)
    framing = _Unframing(lines, words, text, figures, aim_known=aim_known)
    framing.left_out += (
        *leave_out(of_pages, LeftOutReason.PAGE),
        *leave_out(chat, LeftOutReason.HEADER),
        *leave_out(talk, LeftOutReason.REMARK),
    )
    for at in range(len(lines)):
        framing.read(at)
    framing.end()
    left_out = sorted(framing.left_out, key=lambda line: line.number)
    return Message((*framing.body,), (*left_out,), framing.passed_on)


class _Unframing:
    """Goes through the lines of a message in order."""

    def __init__(
        self,
        lines: Sequence[Line],
        words: PlanWords,
        text: TypedText,
        figures: Container[int],
        *,
        aim_known: bool,
    ) -> None:
        self.body: list[Line] = []
        self.left_out: list[LeftOutLine] = []
        self.passed_on = False
        """Whether the message was passed on."""
        self._lines = lines
        self._numbered = {line.number: line for line in reversed(lines)}
        self._words = words
        self._figures = figures
        self._aim_known = aim_known
        self._longest = max((line.length for line in lines), default=0)
        listed = (line.number for line in lines if line.sign or line.cells)
        self._last_listed = max(listed, default=0)
        self._spaced = _spaced_headers(lines)
        self._inside: LeftOutReason | None = None
        """A part of the frame that goes on until something else begins."""
        self._begun = False
        """Whether an update may have been met."""
        self._names: list[str] = []
        """Who is greeted."""
        self._answered = _find_answered(lines, words)
        self._awaits_message = text.passed_on
        """Whether the message that is meant is passed on further below."""
        fields = (x.text for x in lines if pasted_text.header_field(x.text) == "from")
        names = (text.sender, *(x.partition(":")[2] for x in fields))
        self._senders = [{*plain(re.sub(r"\(.*|\S*@\S*", "", x))} for x in names]
        """The words of the name of each that its headers say has sent it."""

    def read(self, at: int) -> None:
        """Put one line into the body, or leave it out."""
        line = self._lines[at]
        if key := self._answered.get(line.number):
            title = self._words.aims[key][-1]
            self.left_out += leave_out([line], LeftOutReason.REPLY)
            self.body.append(line._replace(text=title, sign="", alone=True))
            # What signs the words above all ends here.
            self._begun, self._inside = True, None
        elif not line.text:
            if self._inside is LeftOutReason.HEADER:
                self._inside = None
            self.body.append(line)
        elif reason := self._reason(at):
            self.left_out += leave_out([line], reason)
        else:
            if not any(x.text for x in self.body):  # right below a greeting
                below = self._lines[at + 1 : at + 2]
                alone = line.alone or all(x.sign or not x.text for x in below)
                line = line._replace(alone=alone)
            self._begun = self._begun or self._aim_known or self._is_heading(line)
            self.body.append(line)

    def end(self) -> None:
        """Take the signature that nothing announces off the end of the body."""
        signed = take_signature(
            self.body, self._longest, self._figures, self._is_heading
        )
        self.left_out += leave_out(signed, LeftOutReason.LAST_LINES)

    def _reason(self, at: int) -> LeftOutReason | None:
        line = self._lines[at]
        if line.heading in (BESIDE, SHEET):
            self._inside = None if line.heading == SHEET else self._inside
            return LeftOutReason.HEADER if line.heading == BESIDE else None
        text = line.whole
        quotes = self._is_header(at) or pasted_text.begins_reply(text)
        if self._awaits_message and quotes and self._has_above():
            self._awaits_message = False
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
            None if line.sign or line.cells else self._frame(at)
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

    def _frame(self, at: int) -> LeftOutReason | None:
        """Return what a line without a sign is of the frame, if anything."""
        line = self._lines[at]
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
            len(text.split()) < SENTENCE
            or line.number > self._last_listed
            or any(x.sign or x.cells or self._is_heading(x) for x in self.body)
        )
        if is_end or is_closing or self._signs(at):
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
        above = self._numbered.get(line.number - 1, line)
        if above.length < WRAPPED or not self._is_last(above, LeftOutReason.REMARK):
            return False
        is_open = aim_headings.is_small_word(above.text.rpartition(" ")[2])
        return goes_on(above, line) and (line.text[0].islower() or is_open)

    def _is_last(self, line: Line, reason: LeftOutReason) -> bool:
        """Return whether a line was the last one left out, for a reason."""
        return self.left_out[-1:] == [*leave_out([line], reason)]

    def _signs(self, at: int) -> bool:
        """Return whether a line is the sender’s name, or one above a whole one: “Jo”, “Jo Bray | …”."""
        line = self._lines[at]
        wording = {*plain(line.text)}
        is_sender = bool(wording) and any(wording <= name for name in self._senders)
        names = pasted_text.greeting_names(line.text) or ()
        if not (self._begun and (is_sender or len(names) == 1)):
            return False
        below = [x for x in islice(self._lines, at + 1, None) if x.text]
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
            more = above.text.endswith((";", ",")) or line.indent > above.indent
            return pasted_text.is_header(line.text) or (
                more and self._is_last(above, LeftOutReason.HEADER)
            )
        two = [line.text for line in self._lines[at : at + 2]]
        return len(two) == 2 and all(map(pasted_text.is_header, two))

    def _header(self, text: str) -> LeftOutReason:
        if self._inside is LeftOutReason.HEADER:
            return self._inside
        above = [line for line in self.body if line.text]
        listed = any(line.sign or self._is_heading(line) for line in above)
        passed_on = pasted_text.is_forward(text) or not (listed or len(above) > _FEW)
        if self._begun and not passed_on:
            self._inside = LeftOutReason.REPLY
            return self._inside
        return self._pass_on(header=True)

    def _has_above(self) -> bool:
        """Return whether anything but a header has been read."""
        return any(line.text for line in self.body) or any(
            line.reason not in _AROUND for line in self.left_out
        )

    def _pass_on(self, *, header: bool) -> LeftOutReason:
        """Begin the message that is passed on; what is above was written to the officer."""
        block = last_block(self.body, self._longest)
        signed = {*block} if has_contact(block) else ()
        for line in self.body:
            own = LeftOutReason.SIGNATURE if line in signed else LeftOutReason.REMARK
            self.left_out += leave_out([line] if line.text else (), own)
        self.passed_on = self._has_above()
        self.body.clear()
        self._begun = False
        self._inside = LeftOutReason.HEADER if header else None
        return LeftOutReason.HEADER if header else LeftOutReason.REPLY


def _find_answered(lines: Sequence[Line], words: PlanWords) -> dict[int, str]:
    """Return the key aims by the number of the quoted line that asks about one, and is answered below.

    Several are answered, or the only one by a sentence.
    """
    answered: dict[int, str] = {}
    asked: tuple[int, str] | None = None
    questions, is_clear = 0, False
    for line in lines:
        if line.text.startswith(">"):
            found = question_heading(line.text.lstrip("> "), words)
            asked = (line.number, found.key) if found else asked
            questions += found is not None
        elif line.text and asked:
            is_clear = line.text.endswith(".") or is_statement(line.text)
            answered[asked[0]] = asked[1]
            asked = None
    is_one = questions == len(answered) == 1 and is_clear
    return answered if is_one or len(answered) >= _ANSWERED else {}


def _spaced_headers(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines of headers that may have empty lines between their fields."""
    found: set[int] = set()
    fields = [(x.number, pasted_text.header_field(x.text)) for x in lines if x.text]
    for is_field, run in groupby(fields, key=lambda field: bool(field[1])):
        of_run = dict(run)
        if is_field and len({*of_run.values()}) >= _FIELDS:
            found |= {*of_run}
    return found
