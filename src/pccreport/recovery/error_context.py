"""The place where a parser gave up, and what every recogniser asks of the text there."""

from __future__ import annotations

import re
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic, Edit
from pccreport.findings.text import Source, Span
from pccreport.recovery import suggested_line
from pccreport.recovery.outline import is_structure, iter_lines, key_columns, parse_line
from pccreport.recovery.patched_source import Patch, stand_in
from pccreport.source.node import ScalarNode
from pccreport.source.parser_state import ParseError

_BLANKS = re.compile("[ \t\r\n]*+")
LINE_END = re.compile("[\r\n]|\\Z")
_HEAD = re.compile(" *(?:- +)*(?:[A-Za-z0-9_-]+ *: +)?(?:- +)*")
_HEAD_SIGN = re.compile(r"[^ :]+(?= *: )|-(?= )")
_COLON = re.compile(r":(?=[ \r\n]|\Z)")
_HASH = re.compile(r"(?<= )#")
_WINDOW = 200
"""Characters: longer than a line is typed, and no more to copy where one line is the file."""
_NOTE = re.compile(r"[ \t]+(?:#[^\r\n]*)?\Z")


class Explanation(NamedTuple):
    """What is wrong, and its patches in memory; () if they are not certain."""

    finding: Diagnostic
    patches: tuple[Patch, ...] = ()


class ErrorContext(NamedTuple):
    """The parse error, with the line it is on."""

    source: Source
    text: str
    at: int
    since: int | None
    last: ScalarNode | None
    line: int
    """Where the line starts."""
    word: int
    """Where its first word starts."""
    line_end: int
    is_end: bool
    """Whether the text ended before the parser had what it wanted."""

    def opens(self, place: int) -> bool:
        """Return whether a bracket is opened at an offset."""
        return self.text[place : place + 1] in {"[", "{"}

    def edit(self, start: int, end: int, text: str) -> Edit:
        """Return a fix for the author's own file."""
        return Edit(Span(self.source, start, end), text)


class IntendedText(NamedTuple):
    """A text that was meant to be one: from its first character on."""

    start: int
    first_end: int
    """Where its first line ends, after the last visible character."""
    end: int
    head: str
    """What is before it on its line: its dashes and its key."""

    @property
    def is_one_line(self) -> bool:
        """Whether no line of it follows."""
        return self.end == self.first_end


def error_context(source: Source, trouble: ParseError) -> ErrorContext:
    """Return the context of a parse error in the source."""
    text = source.text
    at = min(trouble.at, len(text))
    written = len(text.rstrip(" \t\r\n"))
    is_end = at >= written
    if is_end:
        # The end of the file cannot be shown; its last character can.
        at = max(written - 1, 0)
    line = line_start(text, at)
    blanks = _BLANKS.match(text, line)
    return ErrorContext(
        source,
        text,
        at,
        trouble.since,
        trouble.last,
        line,
        blanks.end() if blanks else line,
        line_end(text, at),
        is_end,
    )


def line_start(text: str, at: int) -> int:
    """Return the start of the line that an offset is on."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_above(text: str, line: int) -> str:
    """Return the last line with words above the one that starts at `line`, or its end."""
    return text[max(line - _WINDOW, 0) : line].rstrip().rpartition("\n")[2]


def line_end(text: str, at: int) -> int:
    """Where the line ends that a place is in."""
    ends = LINE_END.search(text, at)
    return ends.start() if ends else len(text)


def value_start(text: str, line: int) -> int:
    """Return the start of the value on a line, after dashes and a key."""
    head = _HEAD.match(text, line)
    return head.end() if head else line


def intended_text(text: str, start: int) -> IntendedText:
    """Return the text that starts at an offset, with the lines that continue it."""
    line = line_start(text, start)
    head = text[line:start]
    first_end = start + len(text[start : line_end(text, start)].rstrip(" \t"))
    end = first_end
    signs = [*_HEAD_SIGN.finditer(head)]
    parent = signs[-1].start() if signs else len(head) - 1
    for found in iter_lines(text, line_end(text, start)):
        body = found[1].strip(" \t")
        if found.start() < first_end or (
            not body and end == first_end == found.start()
        ):
            continue
        if not body:
            if found.start() <= line_end(text, start):
                continue
            break
        indent = len(found[1]) - len(found[1].lstrip(" "))
        if indent <= parent or is_structure(body) or body.startswith("#"):
            break
        end = found.start() + len(found[1].rstrip(" \t"))
    return IntendedText(start, first_end, end, head)


def escape_as_text(text: str, words: IntendedText, hashes: bool = False) -> list[Patch]:
    """Return the patches that make words one text: colons and, if necessary, hashes."""
    signs = [*_COLON.finditer(text, words.start, words.end)]
    if hashes:
        signs += _HASH.finditer(text, words.start, words.end)
    return [Patch(m.start(), m.end(), stand_in(m[0])) for m in signs]


def quote_advice(
    context: ErrorContext, words: IntendedText
) -> tuple[str, tuple[Edit, ...]]:
    """Return the advice to put words in quotes, and the edits that do it for one line."""
    written = context.text[words.start : words.first_end]
    if not words.is_one_line:
        return suggested_line.block_advice(words.head), ()
    note = _NOTE.search(written)
    if note and note[0].strip():
        written = written[: note.start()]
    shown = suggested_line.quote_text(written)
    end = words.start + len(written)
    edits: tuple[Edit, ...] = ()
    quoted = written.lstrip()[:1] in {"'", '"'}
    if shown[1:-1] == written and not quoted and not _HASH.search(written):
        edits = (
            context.edit(words.start, words.start, shown[0]),
            context.edit(end, end, shown[0]),
        )
    return suggested_line.line_advice(words.head + shown), edits


def is_known_key(text: str, name: str, but: int) -> bool:
    """Whether a word is a name elsewhere in the file than on the line at `but`."""
    count = sum(key_columns(text).get(name, {}).values())
    own = parse_line(text[but : line_end(text, but)]).name == name
    return count > own
