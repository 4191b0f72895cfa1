"""The context of a parse error, the text that was intended there, and advice."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic, Edit
from pccreport.findings.text import Source, Span
from pccreport.recovery.outline import key_columns
from pccreport.recovery.patched_source import Patch, stand_in, without_stand_ins
from pccreport.source.composer import ParseError
from pccreport.source.lines import iter_lines, line_end, line_start
from pccreport.source.node import ScalarNode
from pccreport.source.yaml_messages import DiagnosticTemplate

_BLANKS = re.compile("[ \t\r\n]*+")
_HEAD = re.compile(" *(?:- +)*(?:[A-Za-z0-9_-]+ *: +)?(?:- +)*")
_IN_BRACES = re.compile(
    _HEAD.pattern + r"(?:\{ *(?:nothing|(?:[^{}\r\n]*, *)?[a-z_]+) *: +(?=[^\s{}]))?"
)
_OPEN_BRACE = re.compile(r"\{[^{}]*\Z")
_CLOSING_BRACES = re.compile(r"(?:(?<![ \t}])(?=[ \t]*+\})[ \t}]++(?:#[^}\r\n]*+)?)?\Z")
_HEAD_MARKER = re.compile(r"[^ :]+(?= *: )|-(?= )")
_COLON = re.compile(r":(?=[ \r\n]|\Z)")
_COLON_OR_COMMA = re.compile(rf"{_COLON.pattern}|,")
_HASH = re.compile(r"(?<= )#")
_MAX_LINE = 200
"""Characters read of the line above: more than a typed line has."""
_NOTE = re.compile(r"(?<![ \t])[ \t]++(?:#[^\r\n]*+)?\Z")

MAX_SHOWN = 90
"""Characters of a line in advice: it fits a terminal after “help:”. Of longer ones both ends are
shown, the key and the quotes."""

_SPACES = re.compile("[ \t]+")


class Explanation(NamedTuple):
    """A finding, and the patches that correct it in memory, or () if they are not certain."""

    finding: Diagnostic
    patches: tuple[Patch, ...] = ()


class ErrorContext(NamedTuple):
    """The position of a parse error, and its line."""

    source: Source
    text: str
    at: int
    line: int
    """The start of the line."""
    word: int
    """The start of the first word on the line."""
    line_end: int
    end: int
    """The end of what is wrong: of the line, unless it is known."""
    since: int | None = None
    """The start of what the parser was reading."""
    last: ScalarNode | None = None
    """The scalar before."""
    is_end: bool = False
    """True if the text ended too early for the parser."""

    def explain(  # noqa: PLR0913
        self,
        template: DiagnosticTemplate,
        span: tuple[int, int],
        text: str = "",
        *,
        help: str = "",
        patches: Iterable[Patch] = (),
        fix: Iterable[Patch] = (),
        related: tuple[Annotation, ...] = (),
    ) -> Explanation:
        """Return the explanation of an error at a span; `help` replaces that of the template.

        `fix` has the patches for the file itself, or () if they are not certain.
        """
        finding = template.at(self.source, span, text, related)
        edits = (Edit(Span(self.source, p.start, p.end), p.text) for p in fix)
        finding = finding._replace(help=help or finding.help, fix=tuple(edits))
        return Explanation(finding, tuple(patches))


class IntendedText(NamedTuple):
    """The range of what should be one text."""

    start: int
    first_end: int
    """The end of its first line, after the last visible character."""
    end: int
    head: str
    """The dashes and the key before it on its line."""
    tail: str = ""
    """The closing braces after it, whether they were written or not."""

    @property
    def is_one_line(self) -> bool:
        """Return whether it is on one line."""
        return self.end == self.first_end


def error_context(source: Source, error: ParseError) -> ErrorContext:
    """Return the context of a parse error in the source."""
    written = len(source.text.rstrip(" \t\r\n"))
    is_end = error.at >= written
    # The end of the file cannot be shown; its last character can.
    at = max(written - 1, 0) if is_end else error.at
    context = context_at(source, at)
    return context._replace(since=error.since, last=error.last, is_end=is_end)


def context_at(source: Source, at: int, end: int | None = None) -> ErrorContext:
    """Return the context of an offset without a parse error; `end` is that of what is wrong."""
    text = source.text
    line = line_start(text, at)
    blanks = _BLANKS.match(text, line)
    word = blanks.end() if blanks else line
    ends = line_end(text, at)
    return ErrorContext(source, text, at, line, word, ends, end or ends)


def line_above(text: str, line: int) -> str:
    """Return the last line above `line` that is not blank, or the end of it if it is long."""
    return text[max(line - _MAX_LINE, 0) : line].rstrip().rpartition("\n")[2]


def value_start(text: str, line: int, *, in_braces: bool = False) -> int:
    """Return the start of the value on a line, after dashes and a key, or of one in braces."""
    head = (_IN_BRACES if in_braces else _HEAD).match(text, line)
    return head.end() if head else line


def intended_text(text: str, start: int) -> IntendedText:
    """Return the text that starts at an offset, with the lines that continue it."""
    line = line_start(text, start)
    head = text[line:start]
    first_end = start + len(text[start : line_end(text, start)].rstrip(" \t"))
    end = first_end
    markers = [*_HEAD_MARKER.finditer(head)]
    in_braces = _OPEN_BRACE.search(head) is not None
    parent = markers[-1 + in_braces].start() if markers else len(head) - 1
    lines = iter_lines(text, line_end(text, start))
    next(lines, None)  # the rest of the first line
    for below in lines:
        if below.indent <= parent or below.is_structure or not below.is_content:
            break
        end = below.start + len(below.typed.rstrip(" \t"))
    closing = _CLOSING_BRACES.search(text[start:end]) if in_braces else None
    if closing is None:
        return IntendedText(start, first_end, end, head)
    last = end - len(closing[0])
    return IntendedText(start, min(first_end, last), last, head, closing[0] or "}")


def escape_as_text(
    text: str, intended: IntendedText, hashes: bool = False
) -> list[Patch]:
    """Return the patches that escape the colons of a text, and its hashes if `hashes`."""
    separator = _COLON_OR_COMMA if intended.tail else _COLON
    markers = [*separator.finditer(text, intended.start, intended.end)]
    if hashes:
        markers += _HASH.finditer(text, intended.start, intended.end)
    return [Patch(m.start(), m.end(), stand_in(m[0])) for m in markers]


def quote_advice(
    context: ErrorContext, intended: IntendedText
) -> tuple[str, tuple[Patch, ...]]:
    """Return the advice to quote a text, and the patches, or () if they are not certain."""
    written = context.text[intended.start : intended.first_end]
    if not intended.is_one_line:
        advice = 'put a " before its first word, and another before the “}” at its end'
        return advice if intended.tail else block_advice(intended.head), ()
    note = _NOTE.search(written)
    if note and note[0].strip():
        written = written[: note.start()]
    both = {"'", '"'} <= {*written}  # no quotes would do without a change to the words
    if both and not intended.tail:
        return block_advice(intended.head), ()
    shown = quote_text(written)
    end = intended.start + len(written)
    fix: tuple[Patch, ...] = ()
    quoted = written.lstrip()[:1] in {"'", '"'}
    is_same = shown[1:-1] == written and context.text.startswith(intended.tail, end)
    if is_same and not quoted and not _HASH.search(written):
        fix = tuple(Patch(at, at, shown[0]) for at in (intended.start, end))
    return line_advice(intended.head + shown + intended.tail), fix


def is_known_key(text: str, name: str, but: int) -> bool:
    """Return whether a word is a key in the file on another line than the one at `but`."""
    return any(line != but for line in key_columns(text).get(name, ()))


def quote_text(text: str) -> str:
    """Return a text in the quotes that need the fewest escapes."""
    text = without_stand_ins(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def line_advice(line: str) -> str:
    """Return the advice to write a line like this."""
    return f"write it like: {_shorten(line)}"


def block_advice(head: str) -> str:
    """Return the advice to write a text as a block after `head`, its dash or key."""
    marker = f"{_shorten(head)} ".lstrip()
    return f"write it like: {marker}>- and start the text on the next line, indented"


def indent_advice(line: str, column: int, more: int = 0) -> str:
    """Return the advice to indent a line to a column, and to move as many lines below with it."""
    text = _shorten(line)
    lines = "line" if more == 1 else f"{more} lines"
    too = f", and move the {lines} below it as far" if more else ""
    plural = "s" if column > 1 else ""
    what = f"begin it after {column} space{plural}" if column else "do not indent it"
    return f"{what}{too}: {' ' * column}{text}"


def _shorten(line: str) -> str:
    """Return a line with single spaces, and only both ends of a long one."""
    line = _SPACES.sub(" ", without_stand_ins(line).strip())
    half = MAX_SHOWN // 2 - 2
    short = len(line) <= MAX_SHOWN
    return line if short else f"{line[:half].rstrip()} ... {line[-half:].lstrip()}"
