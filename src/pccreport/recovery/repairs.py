"""Repairs: the lines that rows of the table fit, each written in memory as it was meant."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from pccreport.findings.finding import WARNING, Diagnostic, Edit
from pccreport.findings.text import Span
from pccreport.language.texts.word_diff import common_ends
from pccreport.recovery.advice import block_advice, indent_advice, line_advice
from pccreport.recovery.columns import Reindent, possible_reindents, reindent_patches
from pccreport.recovery.outline import PLAIN, QUOTED_TEXT, Outline
from pccreport.recovery.patched_source import PatchedSource, TextPatch
from pccreport.recovery.table import ANY_LINE, MOVED, UNKNOWN, Mistake, mistakes
from pccreport.source.composer import ParseError
from pccreport.source.update_fields import FIELDS
from pccreport.source.yaml_messages import excerpt, template

_STRAIGHT = "\"'"
_CURLY = "“”„‘’‚"
_CLOSING = re.compile(r"[ \t]*\}[ \t}]*(?:#[^}]*)?\Z")
_NOTE = re.compile(r"[ \t]+#.*\Z")
_MAX_LINE = 8_000
"""Characters of a line; some rows search all of it several times."""
_MAX_MOVES = 16
"""Most moves that are tried for one error."""


class Repair(NamedTuple):
    """A line as it may have been meant."""

    row: Mistake
    number: int
    """The line, in the outline."""
    found: re.Match[str]
    """The line as the row describes it."""
    patches: tuple[TextPatch, ...] = ()
    help: str = ""
    """Advice for the author, or "" for that of the message."""
    is_certain: bool = False
    """True if the patches can be written to the file."""

    def finding(self, patched: PatchedSource, outline: Outline) -> Diagnostic:
        """Return the finding about the line."""
        line, (start, end) = outline.lines[self.number].line, self.found.span("mark")
        words = self.found.groupdict().get("words")
        shown = excerpt(words or self.found["mark"])
        span = line.start + start, line.start + max(end, start + 1)
        result = template(self.row.message).found_at(patched.reading, span, shown)
        help = self.help or result.help
        if "{meant}" in result.help:
            help = result.help.replace("{meant}", self.help)
        edits = (
            Edit(Span(patched.reading, p.start, p.end), p.text) for p in self.patches
        )
        return result._replace(help=help, fix=tuple(edits) if self.is_certain else ())


def repairs_of_error(outline: Outline, error: ParseError) -> Iterator[Repair]:
    """Yield the repairs that could explain an error, in the order of the table."""
    numbers = _suspect_lines(outline, error)
    for row in mistakes():
        for number in numbers:
            at, found = outline.lines[number], _match_row(row, outline, number)
            if found is None or template(row.message).severity is WARNING:
                continue
            mark = at.line.start + found.start("mark")
            is_place = mark in {error.at, error.since, error.last}
            is_here = number == numbers[0] or not at.is_structure
            if (is_place or row.meant != UNKNOWN) and (is_here or row.meant != MOVED):
                yield from _possible_repairs(row, outline, number, found)


def _suspect_lines(outline: Outline, error: ParseError) -> list[int]:
    """Return the lines an error can come from, first the one where the parser stopped."""
    starts = [at.line.start for at in outline.lines]
    at = min(error.at, max(len(outline.text.rstrip()) - 1, 0))
    offsets = (at, error.since, error.last)
    numbers = [max(bisect_right(starts, o) - 1, 0) for o in offsets if o is not None]
    above = numbers[0]
    while above and outline.lines[above].inside:
        above -= 1
    numbers += max(numbers[0] - 1, 0), above
    return [*dict.fromkeys(numbers)] if outline.lines else []


def sure_repairs(outline: Outline, most: int) -> list[Repair]:
    """Return what was meant by the first lines that are mistakes even where there is no error.

    Points with the same sign below each other are one mistake.
    """
    found: list[Repair] = []
    last = -2
    for number, at in enumerate(outline.lines):
        repair = next(_sure_repairs_of(outline, number), None)
        if repair is None:
            continue
        is_first = repair.found.start("mark") == at.line.indent
        if is_first and number - 1 == last and found[-1].row is repair.row:
            patches = (*found[-1].patches, *repair.patches)
            found[-1] = found[-1]._replace(patches=patches)
        else:
            found.append(repair)
        last = number
    return found[:most]


def _sure_repairs_of(outline: Outline, number: int) -> Iterator[Repair]:
    is_inside = bool(outline.lines[number].inside)
    for row in mistakes():
        is_sure = "sure" in row.options and ("inside" in row.options) == is_inside
        if is_sure and (found := _match_row(row, outline, number)):
            yield from _possible_repairs(row, outline, number, found)
            return


def _match_row(row: Mistake, outline: Outline, number: int) -> re.Match[str] | None:
    """Return how a row describes a line, or None if it does not fit it."""
    at = outline.lines[number]
    found = re.fullmatch(row.line, at.line.typed[: _MAX_LINE + 1].rstrip())
    if (
        found is None
        or found.end() > _MAX_LINE
        or row.options.get("inside", "") not in at.inside
    ):
        return None
    known = found.groupdict().get("known")
    if known and known not in FIELDS and not outline.columns[known]:
        return None
    for name, beside, column in (("above", -1, 0), ("below", 1, at.line.indent)):
        line = _line_from_column(outline, number + beside, column)
        if not re.fullmatch(row.options.get(name, ".*"), line):
            return None
    return found


def _line_from_column(outline: Outline, number: int, column: int) -> str:
    """Return a line from a column on, but with all its words; "" if there is none."""
    if not 0 <= number < len(outline.lines):
        return ""
    at = outline.lines[number]
    return at.line.typed[min(column, at.line.indent) :].rstrip()


def _possible_repairs(
    row: Mistake, outline: Outline, number: int, found: re.Match[str]
) -> Iterator[Repair]:
    """Yield the ways in which a line may have been meant, the likeliest first."""
    repair = Repair(row, number, found)
    if row.is_quoted:
        yield from _quote_text(repair, outline)
    elif row.meant == MOVED:
        for move in possible_reindents(outline, number)[:_MAX_MOVES]:
            if move.number == number or "sure" not in row.options:
                yield _move_line(repair, outline, move)
    elif row.meant == UNKNOWN:
        is_sure = "sure" in row.options
        yield repair._replace(patches=() if is_sure else _omit_line(outline, number))
    else:
        yield _apply_template(repair, outline.lines[number].line.start)


def _apply_template(repair: Repair, start: int) -> Repair:
    """Return a line, with its start, written by the template of a row."""
    row, _, found, *_ = repair
    pattern, line = re.compile(row.options.get("each", row.line)), found.string
    patches = [
        _smallest_patch(start + part.start(), part[0], part.expand(row.meant))
        for part in pattern.finditer(line)
    ]
    shown = pattern.sub(row.meant, line)
    help = line_advice(shown) if shown.strip() and "\n" not in shown else ""
    is_certain = "fix" in row.options
    return repair._replace(patches=tuple(patches), help=help, is_certain=is_certain)


def _smallest_patch(start: int, old: str, new: str) -> TextPatch:
    """Return the patch of what differs between a text at `start` and a new one."""
    same, end = common_ends(old, new)
    return TextPatch(start + same, start + len(old) - end, new[same : len(new) - end])


def _omit_line(outline: Outline, number: int) -> tuple[TextPatch, ...]:
    """Return the patches that leave a line out, with those that are indented further below it."""
    lines = [at.line for at in outline.lines[number:]]
    indent = lines[0].indent
    below = takewhile(lambda line: line.indent > indent, lines[1:])
    return tuple(TextPatch(line.start, line.end, "") for line in (lines[0], *below))


def _move_line(repair: Repair, outline: Outline, move: Reindent) -> Repair:
    """Return a line in another column; it may be one above."""
    line, patches = outline.lines[move.number].line, reindent_patches(outline, move)
    if move.number != repair.number:
        found = re.fullmatch(ANY_LINE.line, line.typed.rstrip())
        repair = Repair(ANY_LINE, move.number, found or repair.found)
    is_certain = abs(move.column - line.indent) == 1 and len(patches) == 1
    help = indent_advice(line.content, move.column, len(patches) - 1)
    return repair._replace(patches=tuple(patches), help=help, is_certain=is_certain)


def _quote_text(repair: Repair, outline: Outline) -> Iterator[Repair]:
    """Yield a text in quotes, with the lines that continue it, if a text can be there."""
    row, top, found, *_ = repair
    brace = found.groupdict().get("brace")
    column = found.end("brace" if brace else "head")
    is_structure = outline.lines[top].is_structure
    while outline.lines[top].inside in {PLAIN, QUOTED_TEXT} and not is_structure:
        top -= 1
        typed = outline.lines[top].line.typed.rstrip()
        column = len(typed) - len(outline.lines[top].value)
    line = outline.lines[top].line
    head, start = line.typed[:column], line.start + column
    if top and not head.strip() and outline.lines[top].opener is None:
        return
    words = outline.text[start : _end_of_text(outline, top, head)]
    closing = _CLOSING.search(words) if brace else None
    tail = "}" if brace and not closing else ""
    words = words[: closing.start()] if closing else words
    is_one_line = "\n" not in words
    if row.meant == "quoted" and words[:1] not in _STRAIGHT and is_one_line:
        words = _NOTE.sub("", words)
    first, last = _count_enclosing_quotes(words)
    inner, end = words[first : len(words) - last], start + len(words)
    quote = "'" if '"' in inner or "\\" in inner else '"'
    is_doubled = quote in inner
    inner = inner.replace(quote, quote + quote)
    inner = inner if is_one_line else " ".join(inner.split())
    help = line_advice(f"{head}{quote}{inner}{quote}{closing[0] if closing else tail}")
    if not is_one_line or (is_doubled and not brace):
        help = "" if first and not is_one_line else block_advice(head)
    is_certain = "fix" in row.options and is_one_line and not (is_doubled or tail)
    patch = TextPatch(start, end, f"{quote}{inner}{quote}{tail}")
    yield repair._replace(patches=(patch,), help=help, is_certain=is_certain)


def _end_of_text(outline: Outline, number: int, head: str) -> int:
    """Return the end of a text that starts on a line after `head`, its dash or key."""
    at, *below = outline.lines[number:]
    parent = at.line.indent - (not head.strip())
    if head.strip(" -"):
        parent = len(head) - len(head.lstrip(" -"))
    for each in below:
        if each.is_structure or each.line.indent <= parent:
            break
        at = each
    return at.line.start + len(at.line.typed.rstrip())


def _count_enclosing_quotes(words: str) -> tuple[int, int]:
    """Return how many quotation marks at the start and the end of a text enclose it."""
    first, last = words[:1] or " ", words[1:][-1:] or " "
    if first not in _STRAIGHT:
        is_pair = first in _CURLY and last in _STRAIGHT + _CURLY
        return int(is_pair), int(is_pair)
    second = words.find(first, 1)
    if second < 0:
        return 1, int(last in _CURLY)
    # “"Op Big" and "TVP"” has two quoted parts; “"Op "Big" began"” is one text.
    is_opened_again = words[second - 1].isspace() or words.count(first) % 2 == 1
    is_apostrophe = first == "'" and words[second + 1 : second + 2].isalpha()
    is_whole = second == len(words) - 1 or is_opened_again or is_apostrophe
    is_pair = last == first and is_whole
    return int(is_pair), int(is_pair)
