"""Findings for a person: the message, the place, the line itself, and the way out.

Knows how they are arranged; colours and terminals are `cli`'s. Nothing that an
author typed reaches a terminal as anything but letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pccreport.findings.finding import INFO, Annotation, Diagnostic, Severity
from pccreport.findings.text import Span
from pccreport.writers.characters import display_width, escape_invisible
from pccreport.writers.wrapping import StyledLine, StyledText, wrap

LONGEST_LINE = 100
"""Characters of a source line that are shown."""

MOST = 50
"""Findings that are shown: more are not read, and push the first ones out of sight."""

MOST_OF_A_RULE = 5
"""Findings of one rule that are shown of one line."""

WORDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "suggestion",
}
"""What a severity is called where a person reads it."""

_GRAVEST = tuple(Severity)
_CUT = "..."
_NARROWEST = 40


def write(
    findings: Iterable[Diagnostic],
    width: int = 100,
    infos: bool = False,
    accepted: int = 0,
) -> list[StyledLine]:
    """Return the findings in the order of their places, and their number; [] for none.

    Infos are only counted, unless they are asked for; so are accepted findings, given as a
    number, and findings beyond what a person reads.
    """
    ordered = sort_findings(findings)
    asked = [finding for finding in ordered if infos or finding.severity is not INFO]
    fitting = _fitting(asked)
    lines: list[StyledLine] = []
    for _, group in groupby(fitting, key=lambda f: (f.rule, f.at, f.related)):
        lines += _group(tuple(group), max(width, _NARROWEST))
        lines.append([])
    left = len(asked) - len(fitting)
    ends = closing_lines(ordered, infos, accepted, left)
    return lines + [[StyledText(sentence, "count")] for sentence in ends]


def sort_findings(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each finding once, by the name of its source, its place and its rule."""
    once = {_identity(finding): finding for finding in reversed([*findings])}
    # Turned round twice, so that the first of its kind is the one that is kept.
    kept = reversed(once.values())
    return sorted(kept, key=lambda f: (f.at.span.source.name, f.at.span.start, f.rule))


def count_by_severity(findings: Iterable[Diagnostic]) -> str:
    """How many there are of each severity: “2 errors, 1 warning”."""
    numbers = dict.fromkeys(Severity, 0)
    for finding in findings:
        numbers[finding.severity] += 1
    return ", ".join(
        f"{number:,} {WORDS[severity]}{'s' if number > 1 else ''}"
        for severity, number in numbers.items()
        if number
    )


def closing_lines(
    findings: Iterable[Diagnostic], infos: bool, accepted: int, left: int = 0
) -> list[str]:
    """Return the last lines: how many there are, and how to see those that are left out."""
    found = [*findings]
    asked = [finding for finding in found if infos or finding.severity is not INFO]
    numbers = [count_by_severity(asked), f"{accepted:,} accepted" if accepted else ""]
    lines = [", ".join(filter(None, numbers))]
    if left:
        verb = "is" if left == 1 else "are"
        way = "list all with --output-format concise"
        lines.append(f"{left:,} of these {verb} not shown: {way}")
    if silent := len(found) - len(asked):
        what = (
            "suggestion hidden; show it"
            if silent == 1
            else "suggestions hidden; show them"
        )
        lines.append(f"{silent:,} {what} with --info")
    return [*filter(None, lines)]


def location(span: Span) -> str:
    """Where it starts, as editors jump to it: “q1.yaml:3:5”."""
    name = escape_invisible(span.source.name)
    # A file that is not read is named, without a place in it.
    return f"{name}:{span.line}:{span.column}" if span.source.text else name


def _identity(finding: Diagnostic) -> tuple[object, ...]:
    span = finding.at.span
    place = (span.source.name, span.start, span.end)
    return (finding.rule, finding.severity, finding.message, *place)


def _fitting(ordered: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Those that are shown: few of one rule in one line, and the gravest of all."""
    seen: Counter[tuple[str, str, int]] = Counter()
    few = []
    for finding in ordered:
        span = finding.at.span
        key = (finding.rule, span.source.name, span.line)
        seen[key] += 1
        if seen[key] <= MOST_OF_A_RULE:
            few.append(finding)
    gravest = sorted(few, key=lambda finding: _GRAVEST.index(finding.severity))
    kept = {id(finding) for finding in gravest[:MOST]}
    return [finding for finding in few if id(finding) in kept]


def _group(group: tuple[Diagnostic, ...], width: int) -> Iterator[StyledLine]:
    """Return findings of one rule at one place: each in its words, the place once."""
    labels = (group[0].at, *group[0].related)
    gutter = max(len(str(label.span.line)) for label in labels)
    for finding in group:
        word = WORDS[finding.severity]
        lead = [StyledText(f"{word}:", word), StyledText(" ")]
        words = StyledText(f"{escape_invisible(finding.message)} ")
        named = StyledText(f"[{finding.rule}]", "rule")
        hang = len(word) + 2
        yield from wrap(lead, [words, named], width, hang, whole_words=True)
    for label in labels:
        caret = "^" if label is group[0].at else "-"
        yield from _snippet(label, caret, gutter, width)
    mark = " " * (gutter + 3) + "="
    for advice in dict.fromkeys(finding.help for finding in group):
        if advice:
            lead = [StyledText(mark, "gutter"), StyledText(" ")]
            lead += [StyledText("help:", "help"), StyledText(" ")]
            hang = len(mark) + len(" help: ")
            words = StyledText(escape_invisible(advice))
            yield from wrap(lead, [words], width, hang, whole_words=True)


def _snippet(
    label: Annotation, caret: str, gutter: int, width: int
) -> Iterator[StyledLine]:
    """Return the place, its first line, and carets under the characters of the span."""
    source, start, end = label.span
    number, column = source.position(start)
    yield [StyledText(f"  {location(label.span)}", "place")]
    empty = StyledText(" " * (gutter + 3) + "|", "gutter")
    room = min(LONGEST_LINE, width - gutter - 5)
    before, marked, after = _cut(source.line(number), column - 1, end - start, room)
    if before or marked or after:
        yield [empty]
        shown = f"{before}{marked}{after}".rstrip()
        head = StyledText(f"  {number:>{gutter}} |", "gutter")
        yield [head, StyledText(f" {shown}", "source")] if shown else [head]
        under = " " * (display_width(before) + 1) + caret * max(
            display_width(marked), 1
        )
        line = [empty, StyledText(under, "caret" if caret == "^" else "label")]
        words = label.text and escape_invisible(label.text)
        yield [*line, StyledText(f" {words}", "label")] if words else line
    elif label.text:
        yield [empty, StyledText(f" {escape_invisible(label.text)}", "label")]


def _cut(line: str, start: int, length: int, room: int) -> tuple[str, str, str]:
    """Return what is before the carets, above them and after them, as far as there is room."""
    end = min(start + length, len(line))
    end = max(start, start + len(line[start:end].rstrip()), min(start + 1, end))
    first, last = 0, len(line)
    if last > room:
        room = max(room - 2 * len(_CUT), 1)
        # A third of the room goes to what leads up to the mark.
        first = max(min(start - room // 3, len(line) - room), 0)
        last = first + room
    before = (_CUT if first else "") + escape_invisible(line[first:start])
    marked = escape_invisible(line[start : min(end, last)])
    after = escape_invisible(line[min(end, last) : last]) + (
        _CUT if last < len(line) else ""
    )
    return before, marked, after
