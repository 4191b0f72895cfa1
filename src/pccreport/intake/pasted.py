"""A pasted text (an e-mail, a page, a list copied out of Word) as updates.

Every line is placed in an update, or left out with the reason: nothing gets lost
on the way. What looks like a list, a wrapped line or a heading is decided by form
alone; which key aim and stream a heading names, by the words of the plan and the
house format.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from pccreport.language import pasted_text
from pccreport.language.pasted_text import aim_heading_pattern, join_broken
from pccreport.language.typed_references import find_typed_references
from pccreport.model import private_intent
from pccreport.model.inline_markup import ProseRun
from pccreport.model.prose import parse_prose


class LeftOutReason(Enum):
    """Why a line of a pasted text is in no update."""

    NO_AIM = "not under a key aim"
    NO_STREAM = "not under a stream"
    HEADER = "header of the message"
    GREETING = "greeting"
    SIGNATURE = "signature"
    REPLY = "earlier message"
    PAGE = "page number"
    HEADING = "heading"
    MARK = "not to be published"


class LeftOutLine(NamedTuple):
    """A line that is in no update."""

    number: int
    text: str
    reason: LeftOutReason

    @property
    def may_be_update(self) -> bool:
        """Whether somebody should read it: it may have been meant to be an update."""
        if self.reason is LeftOutReason.SIGNATURE:
            return len(self.text.split()) >= _SENTENCE
        return self.reason in _MAY_BE_UPDATES


_MAY_BE_UPDATES = (LeftOutReason.NO_AIM, LeftOutReason.NO_STREAM, LeftOutReason.MARK)
_SENTENCE = 8
"""Words: a shorter line of a signature tells nothing."""


class PastedItem(NamedTuple):
    """An update, or a point of one, with the line on which it begins."""

    text: str
    points: tuple[PastedItem, ...]
    line: int
    private: bool
    see: str
    """The key of the key aim to which it does no more than refer, or ""."""


class PlanWords(NamedTuple):
    """What a heading of a pasted text is recognised by."""

    aim_label: str
    """What the house format calls a key aim."""
    aims: Mapping[str, Sequence[str]]
    """Titles by the key of each key aim; those with a number first, in its order."""
    numbered: int
    """How many key aims have a number: those of the priority reported on."""
    streams: Mapping[str, Sequence[str]]
    """Headings by the key of each stream."""
    known: frozenset[str]
    """Words of the project, in small letters."""


class PastedUpdates(NamedTuple):
    """What was read."""

    cells: Mapping[tuple[str, str], Sequence[PastedItem]]
    """Updates by the keys of their key aim and stream, in the order of the text."""
    left_out: tuple[LeftOutLine, ...]
    repairs: Mapping[str, int]
    """How often something was put right, by what it is called."""
    doubts: tuple[tuple[int, str], ...]
    """What may have been understood wrongly, by line."""


_SIGN = re.compile(
    r"(\s*)([•●▪■◦‣⁃∙·§➢✓*–—\uf0b7\uf0a7\uf0d8o-]|\d{1,2}[.)]|\(?[a-z]\)|\([ivx]+\)|[ivx]+\))(\s+)(?=\S)"
)
_DEPTH = 2
"""The deepest a point can be: an update has points, and they have points."""
_SHORT_TITLE = 3
"""Words: so many of the first words of a title are enough for a heading."""
_LONG_HEADING = 12
"""Words that a heading of a part of a message has at most."""
_REPLACED = {
    "ligature": {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
    },
    "garbled character": {
        "â€™": "’",
        "â€˜": "‘",
        "â€œ": "“",
        "â€\x9d": "”",
        "â€“": "–",
        "â€”": "—",
        "Â£": "£",
    },
    "quotation mark": {
        "``": "“",
        "''": "”",
        "`": "‘",
        "´": "’",
    },
    "special space": dict.fromkeys("\xa0\u2007\u202f\u2009\u3000", " "),
    "unseen character": dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff\x1f", ""),
}
"""What is put right wherever it stands, by what it is called."""


class _Line(NamedTuple):
    number: int
    text: str
    """Without its list sign and the space around."""
    indent: int
    sign: str
    """The list sign, of numbers and letters only the form: "1."; "" for none."""
    length: int
    """Characters of the line as it was."""


class _Open(NamedTuple):
    """An item that goes on as long as lines belong to it."""

    lines: list[_Line]
    depth: int
    private: bool


def read_pasted(
    text: str, words: PlanWords, aim: str = "", stream: str = ""
) -> PastedUpdates:
    """Return the updates in a text.

    `aim` and `stream` are the keys of what it is about until a heading says otherwise.
    """
    repairs: Counter[str] = Counter()
    lines = [*_lines(_repaired(text, repairs))]
    body, left_out = _without_frame(lines, words, told=bool(aim))
    reader = _Reader(words, aim, stream, repairs)
    reader.left_out += left_out
    reader.read(body)
    return reader.result()


def _repaired(text: str, repairs: Counter[str]) -> str:
    """Return a text with ligatures, broken quotation marks and odd spaces put right."""
    for name, table in _REPLACED.items():
        for wrong, right in table.items():
            if count := text.count(wrong):
                repairs[name] += count
                text = text.replace(wrong, right)
    return text


def _lines(text: str) -> Iterator[_Line]:
    # Not splitlines, which ends a line at a page break too: numbers are those of an editor.
    for number, typed in enumerate(re.split(r"\r\n|[\r\n]", text), start=1):
        line = typed.replace("\f", " ").replace("\v", " ").expandtabs(4)
        found = _SIGN.match(line)
        if found and found[2] == "o" and not (found[1] or len(found[3]) > 1):
            found = None  # “o Connor”
        indent = len(line) - len(line.lstrip())
        sign = re.sub(r"\d+", "1", found[2]) if found else ""
        sign = re.sub(r"[a-z]\)", "a)", sign)
        rest = line[found.end() :] if found else line
        yield _Line(number, rest.strip(), indent, sign, len(line.rstrip()))


def _without_frame(
    lines: Sequence[_Line], words: PlanWords, *, told: bool
) -> tuple[list[_Line], list[LeftOutLine]]:
    """Return the lines of a message without its frame, and what was left out.

    `told` says that the key aim is known before any heading.
    """
    body: list[_Line] = []
    left_out: list[LeftOutLine] = []
    reason: LeftOutReason | None = None
    said = False
    """Whether anything of the message itself was met."""
    for at, line in enumerate(lines):
        text = f"{line.sign} {line.text}".strip()
        heading = bool(_aim(line.text, words))
        if not text:
            # A header of a message ends with it, a signature or a reply does not.
            reason = None if reason is LeftOutReason.HEADER else reason
            body.append(line)
        elif text.startswith(">") or pasted_text.begins_reply(text):
            begins = not text.startswith(">")
            reason = LeftOutReason.REPLY if begins and said else reason
            left_out.append(LeftOutLine(line.number, text, LeftOutReason.REPLY))
        elif reason is LeftOutReason.SIGNATURE and heading:
            reason = None
            body.append(line)
        elif reason in (LeftOutReason.REPLY, LeftOutReason.SIGNATURE):
            assert reason
            left_out.append(LeftOutLine(line.number, text, reason))
        elif _is_header(lines, at) or (
            reason is LeftOutReason.HEADER and pasted_text.is_header(text)
        ):
            reason = LeftOutReason.REPLY if said else LeftOutReason.HEADER
            left_out.append(LeftOutLine(line.number, text, reason))
        elif pasted_text.is_page_number(text) and not line.sign:
            left_out.append(LeftOutLine(line.number, text, LeftOutReason.PAGE))
        elif not line.sign and pasted_text.is_greeting(text) and not said:
            left_out.append(LeftOutLine(line.number, text, LeftOutReason.GREETING))
        elif not line.sign and pasted_text.is_closing(text):
            reason = LeftOutReason.SIGNATURE
            left_out.append(LeftOutLine(line.number, text, reason))
        else:
            said = said or heading or told
            body.append(line)
    return body, left_out


def _is_header(lines: Sequence[_Line], at: int) -> bool:
    """Return whether a message's header begins at a line: two fields of it in turn."""
    two = [line.text for line in lines[at : at + 2]]
    return len(two) == 2 and all(map(pasted_text.is_header, two))


class _Reader:
    """Reads the lines of a body in order, into updates by key aim and stream."""

    def __init__(
        self, words: PlanWords, aim: str, stream: str, repairs: Counter[str]
    ) -> None:
        self.left_out: list[LeftOutLine] = []
        self._words = words
        self._aim, self._stream = self._given = aim, stream
        self._outer = ""
        """Which headings have the others under them: "aim", "stream", or not known."""
        self._last = ""
        """Which heading was read last, "" if an update came after it."""
        self._repairs = repairs
        self._cells: dict[tuple[str, str], list[_Open]] = {}
        self._doubts: list[tuple[int, str]] = []
        self._stack: list[tuple[int, str]] = []
        """Indentation and sign of the list items that are open, from the outermost."""
        self._private = False
        """Whether what follows was said to be private, until the next heading."""
        self._goes_on = False
        """Whether a line without a sign can belong to the item above it."""
        self._leads = 0
        """1 if the paragraph above ends in a colon, and the list under it is its points."""

    def read(self, lines: Iterable[_Line]) -> None:
        """Place each line, or leave it out."""
        for line in lines:
            if not line.text:
                self._goes_on = False
            elif not self._is_heading(line):
                self._place(line)

    def result(self) -> PastedUpdates:
        """Return what was read."""
        cells = {key: self._tree(items) for key, items in self._cells.items()}
        left_out = sorted(self.left_out)
        return PastedUpdates(
            cells, (*left_out,), self._repairs, (*sorted(self._doubts),)
        )

    def _is_heading(self, line: _Line) -> bool:
        """Read a line that is a heading, and return whether it is one."""
        found = _aim(
            f"{line.sign} {line.text}" if line.sign else line.text, self._words
        )
        found = found or _aim(line.text, self._words)
        if found:
            self._begin_part("aim")
            self._aim = found[0]
            self._heading_with_text(line, found[1])
            return True
        stream, rest = _stream(line.text, self._words)
        if stream and not line.sign:
            self._begin_part("stream")
            self._stream = stream
            self._heading_with_text(line, rest)
            return True
        if private_intent.is_private_phrase(line.text.rstrip(":. ")):
            self._private = True
            self._leave_out(line, LeftOutReason.MARK)
            return True
        return False

    def _begin_part(self, kind: str) -> None:
        if self._last not in ("", kind):  # nothing stands between the two
            self._outer = self._last
        elif kind == self._outer == "aim":  # the stream of the last one ends with it
            self._stream = self._given[1]
        elif kind == self._outer:
            self._aim = self._given[0]
        self._last = kind
        self._stack.clear()
        self._private = self._goes_on = False
        self._leads = 0

    def _heading_with_text(self, line: _Line, rest: str) -> None:
        if rest:
            self._place(line._replace(text=rest, sign=""))
        else:
            self._leave_out(line, LeftOutReason.HEADING)

    def _leave_out(self, line: _Line, reason: LeftOutReason) -> None:
        text = f"{line.sign} {line.text}".strip()
        self.left_out.append(LeftOutLine(line.number, text, reason))

    def _place(self, line: _Line) -> None:
        if not self._aim or not self._stream:
            reason = LeftOutReason.NO_AIM if not self._aim else LeftOutReason.NO_STREAM
            self._leave_out(line, reason)
            return
        self._last = ""
        items = self._cells.setdefault((self._aim, self._stream), [])
        if line.sign:
            self._repairs["list sign"] += 1
            items.append(_Open([line], self._depth(line), self._private))
            self._goes_on = True
        elif items and self._continues(items[-1], line):
            items[-1].lines.append(line)
        else:
            self._stack.clear()
            self._leads = 0
            items.append(_Open([line], 0, self._private))
            self._goes_on = True
        if not line.sign:
            self._leads = int(line.text.endswith(":") and not self._stack)

    def _continues(self, item: _Open, line: _Line) -> bool:
        """Return whether a line belongs to the item above it: it was too long for that line."""
        last = item.lines[-1]
        first = line.text.split()[0]
        unfinished = not re.search(r"[.!?:;]\W*\Z", last.text)
        if unfinished and (line.text[0].islower() or last.text.endswith("-")):
            return True
        if not self._goes_on:
            return False
        # By whether its first word had no room in the line above.
        longest = max(each.length for each in (*item.lines, line))
        had_room = last.length + 1 + len(first) <= max(longest, _NARROWEST)
        if unfinished and had_room and not item.lines[0].sign:
            doubt = "it may be one of a list without signs"
            self._doubts.append((line.number, doubt))
        return not had_room

    def _depth(self, line: _Line) -> int:
        """Return how deep an item of a list is, by its indentation and its sign."""
        place = line.indent, line.sign
        stack = self._stack
        while stack and stack[-1][0] > line.indent:
            stack.pop()
        signs = [sign for indent, sign in stack if indent == line.indent]
        if line.sign in signs:
            while stack[-1] != place:
                stack.pop()
        else:
            stack.append(place)
        return min(len(stack) - 1 + self._leads, _DEPTH)

    def _tree(self, items: Sequence[_Open], depth: int = 0) -> tuple[PastedItem, ...]:
        """Return items with those that are deeper and follow each as its points."""
        found = []
        starts = [at for at, item in enumerate(items) if at == 0 or item.depth <= depth]
        for start, end in zip(starts, (*starts[1:], len(items)), strict=True):
            item = items[start]
            points = (
                self._tree(items[start + 1 : end], depth + 1) if end > start + 1 else ()
            )
            text = self._joined(item.lines)
            if parse_prose(text) != (ProseRun(text),):
                doubt = "its stars or brackets are read as bold, italics or a link"
                self._doubts.append((item.lines[0].number, doubt))
            private = item.private or _is_marked(text)
            see = "" if points or private else self._reference(text)
            found.append(PastedItem(text, points, item.lines[0].number, private, see))
        return (*found,)

    def _reference(self, text: str) -> str:
        """Return the key of the key aim that a text refers to and tells nothing else, or ""."""
        names = pasted_text.aim_names(self._words.aim_label)
        said = find_typed_references(text, names)
        if len(said) != 1 or said[0].words != text.strip(" ."):
            return ""
        number = int(re.sub(r"\D", "", said[0].words) or 0)
        if not 0 < number <= self._words.numbered:
            return ""
        self._repairs["typed reference"] += 1
        return [*self._words.aims][number - 1]

    def _joined(self, lines: Sequence[_Line]) -> str:
        """Return the lines of an item as one text, with words put together again."""
        text = ""
        for line in lines:
            if text.endswith("-"):
                text = self._together(text, line.text, line.number)
            else:
                text = f"{text} {line.text}" if text else line.text

        def mended(found: re.Match[str]) -> str:
            if pasted_text.is_broken_in_line(found[2]):
                return self._together(found[1], found[2], lines[0].number)
            return found[0]

        text = re.sub(r"\b([^\W\d_]{2,}-) ([^\W\d_]{2,})\b", mended, text)
        return re.sub(r" {2,}", " ", text)

    def _together(self, before: str, after: str, line: int) -> str:
        joined = join_broken(before, after, self._words.known)
        if joined.word:
            self._repairs["broken word"] += 1
            if not joined.known:
                self._doubts.append((line, f"“{joined.word}” was in two pieces"))
        return joined.text


_NARROWEST = 60
"""Characters: a line that was wrapped by a program is at least so long."""


def _is_marked(text: str) -> bool:
    """Return whether a text says of itself that it is private."""
    aside = re.findall(r"[(\[]([^()\[\]]+)[)\]]", text)
    before, colon, _ = text.partition(":")
    before = before if colon else ""
    marks = any(map(private_intent.is_private_phrase, (*aside, before)))
    return marks or private_intent.find_mark(text) is not None


def _aim(line: str, words: PlanWords) -> tuple[str, str] | None:
    """Return the key of the key aim that a heading names, and the words after it, or None."""
    keys = [*words.aims]
    found = aim_heading_pattern(words.aim_label).match(line)
    if found and 0 < int(found[1]) <= words.numbered:
        key = keys[int(found[1]) - 1]
        if not found[3] or _is_title(found[3], words.aims[key], least=1):
            return key, ""
        if found[2]:
            return key, found[3]
        return None
    for key, titles in words.aims.items():
        if _is_title(re.sub(r"\A\W*\d{1,2}[.)]\s*", "", line), titles):
            return key, ""
        head, colon, rest = line.partition(":")
        if colon and rest.strip() and _is_title(head, titles):
            return key, rest.strip()
    return None


def _stream(line: str, words: PlanWords) -> tuple[str, str]:
    """Return the key of the stream that a heading names, and the words after it, or ""s."""
    for key, headings in words.streams.items():
        if _is_title(line, headings, whole=True):
            return key, ""
        head, colon, rest = line.partition(":")
        if colon and _is_title(head, headings, whole=True):
            return key, rest.strip()
    return "", ""


def _is_title(
    line: str,
    titles: Iterable[str],
    *,
    whole: bool = False,
    least: int = _SHORT_TITLE,
) -> bool:
    """Return whether a line says a title, or at least its first words, and no more."""
    said = _plain(line)
    if not said:
        return False
    for title in map(_plain, titles):
        short = not whole and len(said) >= least and title[: len(said)] == said
        if said == title or (
            short and len(said) <= _LONG_HEADING and line[0].isupper()
        ):
            return True
    return False


def _plain(words: str) -> list[str]:
    return re.findall(r"[^\W_]+", words.casefold().replace("’", "'").replace("'", ""))
