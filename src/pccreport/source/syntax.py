"""Why a text cannot be read as YAML, told from the shape of its lines.

The parsers' own words differ from each other and speak to programmers; where they
stopped does not differ. Knows shapes, not values. Each recogniser answers for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pccreport.source import faults
from pccreport.source.construct import Trouble
from pccreport.source.diagnostic import Diagnostic, Label
from pccreport.source.faults import ending, excerpt
from pccreport.source.node import Scalar
from pccreport.source.text import Source, Span

_BLANKS = re.compile("[ \t\r\n]*+")
_LINE_END = re.compile("[\r\n]|\\Z")
_NAME = re.compile("[a-z][a-z0-9_-]*")
_VALUE_START = re.compile(" *(?:- +)*(?:[A-Za-z0-9_-]+ *: +)?(?:- +)*")
_TOUCHING = re.compile(r"-\w")
_ENDS_NAME = re.compile(r":(?: |\Z)")
_NOTE = re.compile(r"[ \t]#[^\r\n]*")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""", re.DOTALL)
_STUCK_COLON = re.compile(r"[a-z][a-z0-9_]*+(:)(?=[^\s/:])")
_SPECIAL = frozenset("@`%*&!|>")
_INDICATORS = "@`%*&!|>[{]},"


class _Scene(NamedTuple):
    """The trouble, with the line it stands in."""

    source: Source
    text: str
    at: int
    since: int | None
    last: Scalar | None
    line: int
    """Where the line begins."""
    word: int
    """Where its first word begins."""
    line_end: int
    is_end: bool
    """Whether the text ended before the parser had what it wanted."""

    def opens(self, place: int) -> bool:
        """Whether a bracket is opened at a place."""
        return self.text[place : place + 1] in {"[", "{"}


def explain(source: Source, text: str, trouble: Trouble) -> Diagnostic:
    """The finding for a text that cannot be read on from the trouble's place.

    The text is as long as the source's, and is what the parser was given.
    """
    scene = _scene(source, text, trouble)
    for recognise in RECOGNISERS:
        found = recognise(scene)
        if found is not None:
            return found
    return faults.YAML_SYNTAX.at(source, (scene.at, scene.at + 1))


def _scene(source: Source, text: str, trouble: Trouble) -> _Scene:
    at = min(trouble.at, len(text))
    written = len(text.rstrip(" \t\r\n"))
    is_end = at >= written
    if is_end:
        # The end of the file is nothing to point at; the last that stands there is.
        at = max(written - 1, 0)
    line = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    blanks = _BLANKS.match(text, line)
    ends = _LINE_END.search(text, at)
    return _Scene(
        source,
        text,
        at,
        trouble.since,
        trouble.last,
        line,
        blanks.end() if blanks else line,
        ends.start() if ends else len(text),
        is_end,
    )


def _unclosed_quote(scene: _Scene) -> Diagnostic | None:
    """A quote that is opened and never closed, or closed by the next one's opening."""
    since, last, text = scene.since, scene.last, scene.text
    related: tuple[Label, ...] = ()
    if since is not None and text[since : since + 1] in {"'", '"'}:
        closed = _QUOTED.match(text, since)
        if closed and closed.end() <= scene.at + scene.is_end:
            return None
        quote = since
    elif last is not None and last.style in {"'", '"'} and _is_many_lines(text, last):
        if _line_of(text, scene.at) > last.end:
            return None
        quote = last.start
        closing = Span(scene.source, last.end - 1, last.end)
        related = (Label(closing, "the next quote stands here"),)
    else:
        return None
    return faults.UNCLOSED_QUOTE.at(
        scene.source, (quote, quote + 1), text[quote], related
    )


def _backslash(scene: _Scene) -> Diagnostic | None:
    """A backslash in double quotes that stands for nothing."""
    since, text = scene.since, scene.text
    if since is None or text[since : since + 1] != '"' or scene.is_end:
        return None
    slash = text.rfind("\\", since, scene.at + 1)
    is_last = not text[slash + 1 : slash + 3].strip()
    if slash < max(scene.at - 10, 0) or is_last:
        return None
    return faults.BACKSLASH.at(
        scene.source, (slash, slash + 2), text[slash : slash + 2].strip()
    )


def _text_after_quote(scene: _Scene) -> Diagnostic | None:
    """Text that goes on behind a closing quote."""
    last, text = scene.last, scene.text
    if last is None or last.style not in {"'", '"'} or scene.at < last.end:
        return None
    if _line_of(text, scene.at) > last.end:
        return None
    after = text[last.end : last.end + 1]
    is_apostrophe = last.style == "'" and after.isalpha()
    fault = faults.APOSTROPHE if is_apostrophe else faults.TEXT_AFTER_QUOTE
    return fault.at(
        scene.source,
        (scene.at, scene.line_end),
        "",
        (Label(last.span, "the quotes hold only this"),),
    )


def _hash_in_text(scene: _Scene) -> Diagnostic | None:
    """Text that was cut off by a hash on the line above."""
    last, text = scene.last, scene.text
    if last is None or last.style or scene.at != scene.word:
        return None
    note = _NOTE.match(text, last.end)
    if note is None or _BLANKS.match(text, note.end()).end() != scene.word:  # type: ignore[union-attr]
        return None
    lost = Span(scene.source, scene.word, scene.line_end)
    return faults.HASH_IN_TEXT.at(
        scene.source,
        (note.start() + 1, note.end()),
        excerpt(note[0]),
        (Label(lost, "so this has no place"),),
    )


def _special_start(scene: _Scene) -> Diagnostic | None:
    """Text that begins with a sign which means something else in front."""
    text = scene.text
    for place in (scene.since, scene.at, scene.word):
        if (
            place is not None
            and place >= scene.line
            and text[place : place + 1] in _SPECIAL
        ):
            return _special(scene, place)
    start = _VALUE_START.match(text, scene.line)
    at = start.end() if start else scene.line
    mark = text[at : at + 1]
    if mark in {"[", "{"} and at < scene.at:
        closing = {"[": "]", "{": "}"}[mark]
        if closing in text[at : scene.at]:
            return _special(scene, at)
    if text[scene.at : scene.at + 1] in {"]", "}", ","} and scene.at == at:
        return _special(scene, at)
    return None


def _special(scene: _Scene, place: int) -> Diagnostic:
    mark = scene.text[place]
    return faults.SPECIAL_START.at(scene.source, (place, place + 1), mark)


def _unclosed_bracket(scene: _Scene) -> Diagnostic | None:
    """A bracket that is opened and not closed."""
    places = (scene.since, scene.at) if scene.is_end else (scene.since,)
    since = next((p for p in places if p is not None and scene.opens(p)), None)
    if since is None:
        return None
    mark = scene.text[since]
    closing = {"[": "]", "{": "}"}[mark]
    return faults.UNCLOSED_BRACKET.at(scene.source, (since, since + 1), closing)


def _missing_name(scene: _Scene) -> Diagnostic | None:
    """A colon that begins its line."""
    before = scene.text[scene.line : scene.at]
    if scene.text[scene.at : scene.at + 1] != ":" or before.strip(" -"):
        return None
    return faults.MISSING_NAME.at(scene.source, (scene.at, scene.at + 1))


def _colon_in_text(scene: _Scene) -> Diagnostic | None:
    """A colon and a space inside a sentence, or a name that stands too far in."""
    text, last = scene.text, scene.last
    if text[scene.at : scene.at + 1] != ":":
        return None
    name = text[scene.word : scene.at].rstrip()
    above = last if last is not None and last.start < scene.line else None
    if above is not None and _STUCK_COLON.match(text, above.start):
        return _stuck_colon(scene, above.start)
    if above is not None and _NAME.fullmatch(name):
        return faults.NAME_TOO_FAR_IN.at(
            scene.source,
            (scene.word, scene.at),
            excerpt(name),
            (Label(_first_line(scene, above), "the text above begins here"),),
        )
    start = last.start if last is not None and last.end <= scene.at else scene.word
    return faults.COLON_IN_TEXT.at(
        scene.source,
        (scene.at, scene.at + 1),
        ending(text[max(start, scene.line) : scene.at]),
    )


def _missing_colon(scene: _Scene) -> Diagnostic | None:
    """A line on which a name is expected, and which has no colon."""
    since, text = scene.since, scene.text
    if since is None or (_line_of(text, since) == scene.line and not scene.is_end):
        return None
    ends = _LINE_END.search(text, since)
    end = ends.start() if ends else len(text)
    words = _NOTE.sub("", text[since:end]).rstrip()
    before = text[_line_of(text, since) : since]
    if before.strip(" -") or _ENDS_NAME.search(words) or words[:1] in _INDICATORS:
        return None
    if _TOUCHING.match(words):
        return _stuck_dash(scene, since)
    if not words or words.startswith("- ") or _is_open_block(scene, since):
        return None
    if _STUCK_COLON.match(words):
        return _stuck_colon(scene, since)
    return faults.MISSING_COLON.at(
        scene.source, (since, since + len(words)), excerpt(words)
    )


def _stuck_dash(scene: _Scene, at: int) -> Diagnostic:
    return faults.DASH_WITHOUT_SPACE.at(scene.source, (at, at + 1))


def _stuck_colon(scene: _Scene, at: int) -> Diagnostic:
    colon = scene.text.index(":", at)
    return faults.COLON_WITHOUT_SPACE.at(
        scene.source, (colon, colon + 1), scene.text[at:colon]
    )


def _is_open_block(scene: _Scene, since: int) -> bool:
    """Whether the parser had begun a whole list or mapping there, not one word."""
    last = scene.last
    return last is not None and last.start >= since


def _dash_without_space(scene: _Scene) -> Diagnostic | None:
    """A point whose dash touches its text."""
    if scene.at == scene.word and _TOUCHING.match(scene.text, scene.word):
        return _stuck_dash(scene, scene.word)
    return None


def _list_beside_name(scene: _Scene) -> Diagnostic | None:
    """A dash on the line of the name that it belongs to."""
    text = scene.text
    if text[scene.at : scene.at + 1] != "-" or scene.at == scene.word:
        return None
    if not text[scene.word : scene.at].rstrip().endswith(":"):
        return None
    return faults.LIST_BESIDE_NAME.at(scene.source, (scene.at, scene.at + 1))


def _wrong_indent(scene: _Scene) -> Diagnostic | None:
    """A line that begins in a column where nothing above it begins."""
    if scene.at != scene.word:
        return None
    return faults.WRONG_INDENT.at(scene.source, (scene.word, scene.line_end))


def _line_of(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _first_line(scene: _Scene, scalar: Scalar) -> Span:
    ends = _LINE_END.search(scene.text, scalar.start)
    end = min(scalar.end, ends.start() if ends else scalar.end)
    return Span(scene.source, scalar.start, end)


def _is_many_lines(text: str, scalar: Scalar) -> bool:
    return _line_of(text, scalar.end) > scalar.start


# In this order: the more a shape says, the sooner it is tried.
RECOGNISERS: tuple[Callable[[_Scene], Diagnostic | None], ...] = (
    _backslash,
    _unclosed_quote,
    _text_after_quote,
    _hash_in_text,
    _special_start,
    _unclosed_bracket,
    _missing_name,
    _colon_in_text,
    _missing_colon,
    _dash_without_space,
    _list_beside_name,
    _wrong_indent,
)
