"""The patches that write a line as a row of the table means it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.recovery.advice import block_advice, indent_advice, line_advice
from pccreport.recovery.columns import Move, move_patches, moves
from pccreport.recovery.outline import PLAIN, QUOTED_TEXT, STEP, Outline, OutlineLine
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
        yield _quoted(row, outline, index, found)
    elif row.meant == MOVED:
        for move in moves(outline, index)[:_MAX_MOVES]:
            yield moved(outline, move)
    elif row.meant == AS_TEXT:
        yield _as_text(outline, index)
    elif row.meant == UNKNOWN:
        yield Meaning((), "", outline.lines[index].line.end, False, index)
    else:
        yield _written(row, outline, index, found)


def _written(row: Row, outline: Outline, index: int, found: re.Match[str]) -> Meaning:
    """Return a line written by the template of a row."""
    at, line = outline.lines[index].line, found.string
    start, template = at.start, _with_column(row.meant, outline, index)
    parts = [found] if not row.each else [*compiled(row.each).finditer(line)]
    patches = [
        _trimmed(
            start,
            line,
            part.start(),
            part.end(),
            part.expand(template),
        )
        for part in parts
    ]
    shown = line
    for patch in reversed(patches):
        shown = shown[: patch.start - start] + patch.text + shown[patch.end - start :]
    help = line_advice(shown) if shown.strip() else ""
    return Meaning(tuple(patches), help, at.end, row.is_fixed, index)


def _with_column(template: str, outline: Outline, index: int) -> str:
    """Return a template with a second line in the column of the list below, or one step further in."""
    below = outline.lines[index + 1 : index + 2]
    here = outline.lines[index].shape.indent
    is_listed = below and below[0].shape.dashes and below[0].shape.indent > here
    column = below[0].shape.indent if is_listed else here + STEP
    return template.replace("@below", "\n" + " " * column)


def _trimmed(start: int, line: str, first: int, last: int, new: str) -> Patch:
    """Return the patch of what differs between a part of a line and the new text."""
    old = line[first:last]
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    end = 0
    while end < min(len(old), len(new)) - same and old[-1 - end] == new[-1 - end]:
        end += 1
    return Patch(start + first + same, start + last - end, new[same : len(new) - end])


def moved(outline: Outline, move: Move) -> Meaning:
    """Return a line in another column."""
    at = outline.lines[move.number]
    patches = move_patches(outline, move)
    is_certain = abs(move.column - at.shape.indent) == 1 and len(patches) == 1
    help = indent_advice(at.line.content, move.column, len(patches) - 1)
    return Meaning(tuple(patches), help, at.line.end, is_certain, move.number)


def _text_lines(outline: Outline, index: int, head: str) -> list[OutlineLine]:
    """Return the lines of a text that starts on a line after `head`, its dash or key."""
    at, *below = outline.lines[index:]
    if head.strip(" -"):
        parent = len(head) - len(head.lstrip(" -"))
    else:
        parent = at.shape.indent - (not head.strip())
    lines = [at]
    for each in below:
        if each.is_structure or each.shape.indent <= parent:
            break
        lines.append(each)
    return lines


def _quoted(row: Row, outline: Outline, index: int, found: re.Match[str]) -> Meaning:
    """Return a text in quotes, with the lines that continue it."""
    groups = found.groupdict()
    column = found.end("brace" if groups.get("brace") else "head")
    first_line = index
    while outline.lines[first_line].inside in {PLAIN, QUOTED_TEXT}:
        first_line -= 1
        column = outline.lines[first_line].value_column
    line = outline.lines[first_line].line
    lines = _text_lines(outline, first_line, line.typed[:column])
    last = lines[-1].line
    start, end = line.start + column, last.start + len(last.typed.rstrip())
    is_one_line = last is line
    text = "\n".join(at.line.typed for at in lines)
    words = text[column:].rstrip()
    head, tail = line.typed[:column], ""
    if _OPEN_BRACE.search(head):
        closing = _CLOSING.search(words)
        tail = closing[0] if closing else "}"
        end -= len(tail) if closing else 0
        words = words[: closing.start()] if closing else words
        added = "" if closing else "}"
    else:
        added = ""
    if row.meant == QUOTED and words[:1] not in _STRAIGHT and is_one_line:
        note = _NOTE.search(words)
        if note:
            words, end = words[: note.start()], end - len(note[0])
    first, final = _own_quotes(words)
    inner = words[first : len(words) - final]
    is_plain = '"' not in inner and "\\" not in inner
    quote = '"' if is_plain else "'"
    doubled = [] if is_plain else [m.start() for m in re.finditer("'", inner)]
    inner_start = start + first
    patches = [
        Patch(start, inner_start, quote),
        *(Patch(inner_start + n, inner_start + n, "'") for n in doubled if is_one_line),
        Patch(end - final, end, quote + added),
    ]
    if is_one_line:
        shown = inner if is_plain else inner.replace("'", "''")
        help = line_advice(f"{head}{quote}{shown}{quote}{tail}")
    else:
        help = "" if first else block_advice(head)
    if doubled and not tail:
        help = block_advice(head)
    is_certain = row.is_fixed and is_one_line and not doubled and not added
    return Meaning(tuple(patches), help, end, is_certain, index)


def _own_quotes(words: str) -> tuple[int, int]:
    """Return how many quotation marks at the start and the end of a text enclose it."""
    first, last = words[:1], words[-1:]
    if len(words) < 2 or first not in _STRAIGHT + _CURLY:
        return int(first != "" and first in _STRAIGHT), 0
    if first in _CURLY:
        is_pair = last in _STRAIGHT + _CURLY
        return int(is_pair), int(is_pair)
    second = words.find(first, 1)
    if second < 0:
        return 1, int(last in _CURLY)
    is_odd = words.count(first) % 2 == 1
    is_inner = words[second - 1].isspace() or (
        first == "'" and words[second + 1 : second + 2].isalpha()
    )
    is_pair = last == first and (is_odd or is_inner or second == len(words) - 1)
    return int(is_pair), int(is_pair)


def _as_text(outline: Outline, index: int) -> Meaning:
    """Return the text above with a field of its own, so that another field can follow it."""
    above = index - 1
    while above and outline.lines[above].inside:
        above -= 1
    first, below = outline.lines[above], outline.lines[index].line
    start = first.line.start + first.shape.indent + first.shape.dashes
    source = "".join(at.line.typed + "\n" for at in outline.lines[above:index])
    words = source[start - first.line.start :].rstrip()
    help = line_advice(f"- text: {' '.join(words.split())}")
    if "\n" in words:
        help = "write - text: >- and put all the words on the lines below, indented"
    breaks = [
        Patch(
            a.line.start + len(a.line.typed.rstrip()),
            b.line.start + b.shape.indent,
            " ",
        )
        for a, b in zip(
            outline.lines[above:index], outline.lines[above + 1 : index], strict=False
        )
    ]
    column = " " * (start - first.line.start)
    patches = (
        Patch(start, start, "text: "),
        *breaks,
        Patch(below.start, below.start + below.indent, column),
    )
    return Meaning(patches, help, below.end, False, index)
