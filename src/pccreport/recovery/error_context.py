"""The place where a parser gave up, what every recogniser asks of the text there, and advice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic, Edit
from pccreport.findings.text import Source, Span
from pccreport.recovery.outline import key_places
from pccreport.recovery.patched_source import Patch, stand_in, without_stand_ins
from pccreport.source.composer import ParseError
from pccreport.source.lines import iter_lines, line_end, line_start
from pccreport.source.node import ScalarNode
from pccreport.source.yaml_messages import DiagnosticTemplate

_BLANKS = re.compile("[ \t\r\n]*+")
_HEAD = re.compile(" *(?:- +)*(?:[A-Za-z0-9_-]+ *: +)?(?:- +)*")
_HEAD_SIGN = re.compile(r"[^ :]+(?= *: )|-(?= )")
_COLON = re.compile(r":(?=[ \r\n]|\Z)")
_HASH = re.compile(r"(?<= )#")
_WINDOW = 200
"""Characters: longer than a line is typed, and no more to copy where one line is the file."""
_NOTE = re.compile(r"[ \t]+(?:#[^\r\n]*)?\Z")

LONGEST = 90
"""Characters of a line that are shown: it fits a terminal beside “help”, and both its ends,
the key and the quotes, are what matters."""

_SPACES = re.compile("[ \t]+")


class Explanation(NamedTuple):
    """What is wrong, and its patches in memory; () if they are not certain."""

    finding: Diagnostic
    patches: tuple[Patch, ...] = ()


class ErrorContext(NamedTuple):
    """The parse error, with the line it is on."""

    source: Source
    text: str
    at: int
    line: int
    """Where the line starts."""
    word: int
    """Where its first word starts."""
    line_end: int
    since: int | None = None
    """Where what the parser was reading began."""
    last: ScalarNode | None = None
    """The value before it."""
    is_end: bool = False
    """Whether the text ended before the parser had what it wanted."""

    def opens(self, place: int) -> bool:
        """Return whether a bracket is opened at an offset."""
        return self.text[place : place + 1] in {"[", "{"}

    def edits(self, patches: Iterable[Patch]) -> tuple[Edit, ...]:
        """Return patches as a fix for the author's own file."""
        return tuple(Edit(Span(self.source, p.start, p.end), p.text) for p in patches)

    def explain(  # noqa: PLR0913
        self,
        template: DiagnosticTemplate,
        place: tuple[int, int],
        words: str = "",
        *,
        help: str = "",
        patches: Iterable[Patch] = (),
        fix: tuple[Edit, ...] = (),
        related: tuple[Annotation, ...] = (),
    ) -> Explanation:
        """Return what is wrong at a place; without `help`, the way out is the template's."""
        finding = template.at(self.source, place, words, related)
        finding = finding._replace(help=help or finding.help, fix=fix)
        return Explanation(finding, tuple(patches))


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
        """Return whether no line of it follows."""
        return self.end == self.first_end


def error_context(source: Source, trouble: ParseError) -> ErrorContext:
    """Return the context of a parse error in the source."""
    written = len(source.text.rstrip(" \t\r\n"))
    is_end = trouble.at >= written
    # The end of the file cannot be shown; its last character can.
    at = max(written - 1, 0) if is_end else trouble.at
    context = context_at(source, at)
    return context._replace(since=trouble.since, last=trouble.last, is_end=is_end)


def context_at(source: Source, at: int) -> ErrorContext:
    """Return the context of an offset that could be read."""
    text = source.text
    line = line_start(text, at)
    blanks = _BLANKS.match(text, line)
    word = blanks.end() if blanks else line
    return ErrorContext(source, text, at, line, word, line_end(text, at))


def line_above(text: str, line: int) -> str:
    """Return the last line with words above the one that starts at `line`, or its end."""
    return text[max(line - _WINDOW, 0) : line].rstrip().rpartition("\n")[2]


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
    own_end = line_end(text, start)
    for below in iter_lines(text, own_end):
        if below.start == own_end:
            continue  # what is left of its own line
        is_comment = below.words.startswith("#")
        if (
            below.indent <= parent
            or below.is_structure
            or is_comment
            or not below.words
        ):
            break
        end = below.start + len(below.typed.rstrip(" \t"))
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
        return block_advice(words.head), ()
    note = _NOTE.search(written)
    if note and note[0].strip():
        written = written[: note.start()]
    if {"'", '"'} <= {*written}:  # no quotes would do without a change to the words
        return block_advice(words.head), ()
    shown = quote_text(written)
    end = words.start + len(written)
    edits: tuple[Edit, ...] = ()
    quoted = written.lstrip()[:1] in {"'", '"'}
    if shown[1:-1] == written and not quoted and not _HASH.search(written):
        edits = context.edits(Patch(at, at, shown[0]) for at in (words.start, end))
    return line_advice(words.head + shown), edits


def is_known_key(text: str, name: str, but: int) -> bool:
    """Return whether a word is a key elsewhere in the file than on the line at `but`."""
    return any(line != but for line in key_places(text).get(name, ()))


def quote_text(words: str) -> str:
    """Return the words in the quotes that need the fewest changes to them."""
    words = without_stand_ins(words)
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    if "'" not in words:
        return f"'{words}'"
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def line_advice(line: str) -> str:
    """Return the advice to write a line in a given way."""
    return f"write it like: {_shown(line)}"


def block_advice(head: str) -> str:
    """Return the advice to write a text of many lines under `head`, its dash or its key."""
    sign = _shown(head)
    return f"write it like: {(sign + ' ' if sign else '')}>- and start the text on the next line, indented"


def indent_advice(line: str, column: int) -> str:
    """Return the advice to start a line in a column."""
    words = _shown(line)
    if not column:
        return f"do not indent it: {words}"
    plural = "s" if column > 1 else ""
    return f"indent it by {column} space{plural}: {' ' * column}{words}"


def _shown(line: str) -> str:
    """Return a line as it was typed, with one space for several, and only its ends if long."""
    line = _SPACES.sub(" ", without_stand_ins(line).strip())
    half = LONGEST // 2 - 2
    short = len(line) <= LONGEST
    return line if short else f"{line[:half].rstrip()} ... {line[-half:].lstrip()}"
