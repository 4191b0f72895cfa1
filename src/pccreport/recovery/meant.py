"""The patches that write a line as a row of the table means it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.recovery.advice import block_advice, indent_advice, line_advice
from pccreport.recovery.columns import Move, move_patches, moves
from pccreport.recovery.outline import PLAIN, QUOTED_TEXT, STEP, Outline
from pccreport.recovery.patched_source import Patch
from pccreport.recovery.table import (
    AS_TEXT,
    MOVED,
    QUOTED,
    QUOTED_WITH_NOTE,
    UNKNOWN,
    Row,
    compiled,
)

_STRAIGHT = "\"'"
_CURLY = "“”„‘’‚"
_OPEN_BRACE = re.compile(r"\{[^{}]*\Z")
_CLOSING = re.compile(r"[ \t]*\}[ \t}]*(?:#[^}]*)?\Z")
_QUOTE = re.compile("'")
_BREAK = re.compile(r"\s*[\r\n]\s*")
_NOTE = re.compile(r"[ \t]+#.*\Z")
_MAX_MOVES = 16
"""Most moves that are tried for one error."""


class Meaning(NamedTuple):
    """A line as it may have been meant."""

    patches: tuple[Patch, ...]
    help: str
    """Advice for the author, or "" for that of the message."""
    end: int
    """The end of what is meant."""
    is_certain: bool
    """True if the patches can be written to the file."""
    number: int
    """The line, in the outline: of a move, it may be one above."""
    lines: int = 1
    """Lines below each other with the same mistake."""


def meanings(
    row: Row, outline: Outline, index: int, found: re.Match[str]
) -> Iterator[Meaning]:
    """Yield the ways in which a line may have been meant, the likeliest first."""
    if row.meant in {QUOTED, QUOTED_WITH_NOTE}:
        yield from _quoted(row, outline, index, found)
    elif row.meant == MOVED:
        for move in moves(outline, index)[:_MAX_MOVES]:
            yield moved(outline, move)
    elif row.meant == AS_TEXT:
        yield from _as_text(outline, index)
    elif row.meant == UNKNOWN:
        yield Meaning((), "", outline.lines[index].line.end, False, index)
    else:
        yield _written(row, outline, index, found)


def _written(row: Row, outline: Outline, index: int, found: re.Match[str]) -> Meaning:
    """Return a line written by the template of a row."""
    at = outline.lines[index]
    start, line, shown = at.line.start, found.string, found.string
    below = [each.shape for each in outline.lines[index + 1 : index + 2]]
    is_list = bool(below) and below[0].dashes > 0 < below[0].indent - at.shape.indent
    column = below[0].indent if is_list else at.shape.indent + STEP
    template = row.meant.replace("@below", "\n" + " " * column)
    parts = [found] if not row.each else [*compiled(row.each).finditer(line)]
    patches = [_trimmed(start, part, part.expand(template)) for part in parts]
    for patch in reversed(patches):
        shown = shown[: patch.start - start] + patch.text + shown[patch.end - start :]
    help = line_advice(shown) if shown.strip() else ""
    return Meaning(tuple(patches), help, at.line.end, row.is_fixed, index)


def _trimmed(start: int, part: re.Match[str], new: str) -> Patch:
    """Return the patch of what differs between a part of a line and the new text."""
    old = part[0]
    same = _same_length(old, new)
    end = _same_length(old[same:][::-1], new[same:][::-1])
    first, last = start + part.start() + same, start + part.end() - end
    return Patch(first, last, new[same : len(new) - end])


def _same_length(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def moved(outline: Outline, move: Move) -> Meaning:
    """Return a line in another column."""
    at = outline.lines[move.number]
    patches = move_patches(outline, move)
    is_certain = abs(move.column - at.shape.indent) == 1 and len(patches) == 1
    help = indent_advice(at.line.content, move.column, len(patches) - 1)
    return Meaning(tuple(patches), help, at.line.end, is_certain, move.number)


def _quoted(
    row: Row, outline: Outline, index: int, found: re.Match[str]
) -> Iterator[Meaning]:
    """Yield a text in quotes, with the lines that continue it, if a text can be there."""
    column = found.end("brace" if found.groupdict().get("brace") else "head")
    top = index
    is_structure = outline.lines[index].is_structure
    while outline.lines[top].inside in {PLAIN, QUOTED_TEXT} and not is_structure:
        top -= 1
        column = outline.lines[top].value_column
    line = outline.lines[top].line
    head, start = line.typed[:column], line.start + column
    if top and not head.strip() and outline.lines[top].opener is None:
        return
    end = _end_of_text(outline, top, head)
    words, tail = outline.text[start:end], ""
    if _OPEN_BRACE.search(head):
        closing = _CLOSING.search(words)
        tail = closing[0] if closing else "}"
        words = words[: closing.start()] if closing else words
    is_one_line = "\n" not in words
    if row.meant == QUOTED and words[:1] not in _STRAIGHT and is_one_line:
        words = _NOTE.sub("", words)
    added = tail if start + len(words) == end else ""
    first, last = _own_quotes(words)
    inner = words[first : len(words) - last]
    is_plain = '"' not in inner and "\\" not in inner
    quote = '"' if is_plain else "'"
    doubled = (
        [] if is_plain else [start + first + m.start() for m in _QUOTE.finditer(inner)]
    )
    end = start + len(words)
    patches = (
        Patch(start, start + first, quote),
        *(Patch(at, at, "'") for at in doubled),
        Patch(end - last, end, quote + added),
    )
    shown = inner if is_plain else inner.replace("'", "''")
    help = line_advice(f"{head}{quote}{shown}{quote}{tail}")
    if not is_one_line or (doubled and not tail):
        help = "" if first and not is_one_line else block_advice(head)
    is_certain = row.is_fixed and is_one_line and not doubled and not added
    yield Meaning(patches, help, end, is_certain, index)


def _end_of_text(outline: Outline, index: int, head: str) -> int:
    """Return the end of a text that starts on a line after `head`, its dash or key."""
    at, *below = outline.lines[index:]
    parent = at.shape.indent - (not head.strip())
    if head.strip(" -"):
        parent = len(head) - len(head.lstrip(" -"))
    for each in below:
        if each.is_structure or each.shape.indent <= parent:
            break
        at = each
    return at.line.start + len(at.line.typed.rstrip())


def _own_quotes(words: str) -> tuple[int, int]:
    """Return how many quotation marks at the start and the end of a text enclose it."""
    first, last = words[:1], words[1:][-1:]
    second = words.find(first, 1) if first in _STRAIGHT else -1
    if not first or first not in _STRAIGHT + _CURLY:
        return 0, 0
    if first in _STRAIGHT and second < 0:
        return 1, int(last != "" and last in _CURLY)
    is_pair = last == first and (
        words.count(first) % 2 == 1
        or words[second - 1].isspace()
        or second == len(words) - 1
        or (first == "'" and words[second + 1].isalpha())
    )
    is_pair = is_pair or (first in _CURLY and last in _STRAIGHT + _CURLY and last != "")
    return int(is_pair), int(is_pair)


def _as_text(outline: Outline, index: int) -> Iterator[Meaning]:
    """Yield the text above with a field of its own, if it has none, so that another can follow it."""
    above = index - 1
    while above and outline.lines[above].inside:
        above -= 1
    first, below = outline.lines[above], outline.lines[index].line
    if first.shape.name or not first.shape.dashes:
        return
    column = first.shape.indent + first.shape.dashes
    start = first.line.start + column
    words = outline.text[start : below.start].rstrip()
    help = line_advice(f"- text: {words}")
    if "\n" in words:
        help = "write - text: >- and put all the words on the lines below, indented"
    breaks = _BREAK.finditer(outline.text, start, start + len(words))
    patches = (
        Patch(start, start, "text: "),
        *(Patch(found.start(), found.end(), " ") for found in breaks),
        Patch(below.start, below.start + below.indent, " " * column),
    )
    yield Meaning(patches, help, below.end, False, index)
