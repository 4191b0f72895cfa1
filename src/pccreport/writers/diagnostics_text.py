"""Findings for a person: the message, the place, the line itself, and the way out.

Knows how they are arranged; colours and terminals are `cli`'s. Nothing that an
author typed reaches a terminal as anything but letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pccreport.findings.finding import INFO, Annotation, Diagnostic, Severity
from pccreport.findings.text import Span
from pccreport.writers.characters import display_width, escape_invisible
from pccreport.writers.wrapping import StyledLine, StyledText, wrap

LONGEST_LINE = 100
"""Columns of a source line that are shown."""

MOST = 50
"""Findings that are shown, equal ones as one: more are not read."""

MOST_OF_A_RULE = 5
"""Findings of one rule that are shown of one line."""

MOST_PLACES = 12
"""Other places of equal findings that are listed."""

_GRAVEST = tuple(Severity)
_CUT = "..."
_NARROWEST = 40


class RunSummary(NamedTuple):
    """What is said of a run beside its findings."""

    accepted: int = 0
    """How many findings were accepted."""
    checked: str = ""
    """What was checked, in words: "1 report, 5 files"; "" if it is not said."""
    waiting: int = 0
    """How many checks could not be run because of errors."""


NOTHING_ELSE = RunSummary()


_Equals = tuple[Diagnostic, ...]
"""A finding, and those that say the same of other places."""


def write(
    findings: Iterable[Diagnostic],
    width: int = 100,
    infos: bool = False,
    run: RunSummary = NOTHING_ELSE,
) -> list[StyledLine]:
    """Return the findings, errors last, and their number beside them.

    Those of one severity are in the order of their places, and equal ones are one. Infos are only
    counted, unless they are asked for; so is what is more than a person reads.
    """
    ordered = errors_last(findings)
    asked = [finding for finding in ordered if infos or finding.severity is not INFO]
    fitting = _fitting(_equals(asked))
    lines: list[StyledLine] = []
    for _, group in groupby(fitting, key=_rule_and_places):
        lines += _group(tuple(group), max(width, _NARROWEST))
        lines.append([])
    shown = sum(len(each[: MOST_PLACES + 1]) for each in fitting)
    ends = closing_lines(ordered, infos, run, len(asked) - shown)
    return lines + [[StyledText(sentence, "count")] for sentence in ends]


def errors_last(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return each finding once: the gravest last, where the number of all of them is."""
    ordered = sort_findings(findings)
    return sorted(ordered, key=lambda f: _GRAVEST.index(f.severity), reverse=True)


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
        f"{number:,} {severity.noun}{'s' if number > 1 else ''}"
        for severity, number in numbers.items()
        if number
    )


def closing_lines(
    findings: Iterable[Diagnostic], infos: bool, run: RunSummary, left: int = 0
) -> list[str]:
    """Return the last lines: how many there are, and what is not shown or not looked for."""
    found = [*findings]
    asked = [finding for finding in found if infos or finding.severity is not INFO]
    accepted = f"{run.accepted:,} accepted" if run.accepted else ""
    numbers = count_by_severity(asked)
    lines = []
    so_far = " so far" if run.waiting else ""
    if run.checked and all(finding.severity is INFO for finding in found):
        lines.append(f"No problems{so_far}: {run.checked}")
    lines.append(", ".join(filter(None, (numbers, accepted))))
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    if run.waiting:
        those = "this error is" if errors == 1 else "these errors are"
        those = those if errors else "the errors in other files are"
        checks = "1 check waits" if run.waiting == 1 else f"{run.waiting} checks wait"
        lines.append(f"{checks} until {those} corrected: more may show then")
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
    name, at = escape_invisible(span.source.name), span.without_block_header
    # A file that is not read is named, without a place in it.
    return f"{name}:{at.line}:{at.column}" if span.source.text else name


def _identity(finding: Diagnostic) -> tuple[object, ...]:
    span = finding.at.span
    place = (span.source.name, span.start, span.end)
    return (finding.rule, finding.severity, finding.message, *place)


def _equals(ordered: Iterable[Diagnostic]) -> list[_Equals]:
    """Return the findings, those that say the same of different places together."""
    alike: dict[tuple[object, ...], list[Diagnostic]] = {}
    for finding in ordered:
        rule, severity, message, at, related, way_out, _ = finding
        words = (rule, severity, message, at.text, related, way_out)
        alike.setdefault(words, []).append(finding)
    return [*map(tuple, alike.values())]


def _fitting(ordered: Sequence[_Equals]) -> list[_Equals]:
    """Those that are shown: few of one rule in one line, and the gravest of all."""
    seen: Counter[tuple[str, str, int]] = Counter()
    few = []
    for each in ordered:
        span = each[0].at.span
        key = (each[0].rule, span.source.name, span.line)
        seen[key] += 1
        if seen[key] <= MOST_OF_A_RULE:
            few.append(each)
    gravest = sorted(few, key=lambda each: _GRAVEST.index(each[0].severity))
    kept = {id(each) for each in gravest[:MOST]}
    return [each for each in few if id(each) in kept]


def _rule_and_places(each: _Equals) -> tuple[object, ...]:
    return (each[0].rule, each[0].related, *(finding.at for finding in each))


def _group(group: tuple[_Equals, ...], width: int) -> Iterator[StyledLine]:
    """Return findings of one rule at the same places: each in its words, the first place once."""
    (first, *others), findings = group[0], [each[0] for each in group]
    labels = (first.at, *first.related)
    gutter = max(len(str(label.span.without_block_header.line)) for label in labels)
    for finding in findings:
        word = finding.severity.noun
        lead = [StyledText(f"{word}:", word), StyledText(" ")]
        words = StyledText(f"{escape_invisible(finding.message)} ")
        named = StyledText(f"[{finding.rule}]", "rule")
        hang = len(word) + 2
        yield from wrap(lead, [words, named], width, hang, whole_words=True)
    for label in labels:
        style = first.severity.noun if label is first.at else "label"
        yield from _snippet(label, style, gutter, width)
    mark = " " * (gutter + 3) + "="
    for advice in dict.fromkeys(finding.help for finding in findings):
        if advice:
            lead = [StyledText(mark, "gutter"), StyledText(" ")]
            lead += [StyledText("help:", "help"), StyledText(" ")]
            hang = len(mark) + len(" help: ")
            words = StyledText(escape_invisible(advice))
            yield from wrap(lead, [words], width, hang, whole_words=True)
    if others:
        more = StyledText(f"and {len(others):,} more:", "label")
        lead = [StyledText(mark, "gutter"), StyledText(" "), more, StyledText(" ")]
        places = StyledText(_places(others), "place")
        yield from wrap(lead, [places], width, len(mark) + 1, whole_words=True)


def _places(findings: Sequence[Diagnostic]) -> str:
    """Return the files and lines of some findings: “q1.yaml:3, 7; q2.yaml:12”."""
    spans = [finding.at.span.without_block_header for finding in findings[:MOST_PLACES]]
    files = []
    for name, here in groupby(spans, key=lambda span: span.source.name):
        lines = ", ".join(dict.fromkeys(str(s.line) for s in here if s.source.text))
        files.append(escape_invisible(f"{name}:{lines}".removesuffix(":")))
    return "; ".join(files) + (", …" if len(findings) > MOST_PLACES else "")


def _snippet(
    label: Annotation, style: str, gutter: int, width: int
) -> Iterator[StyledLine]:
    """Return the place, its first line, and carets under the characters of the span."""
    source, start, end = label.span.without_block_header
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
        caret = "-" if style == "label" else "^"
        carets = caret * max(display_width(marked), 1)
        line = [empty, StyledText(" " * (display_width(before) + 1) + carets, style)]
        words = label.text and escape_invisible(label.text)
        yield [*line, StyledText(f" {words}", "label")] if words else line
    elif label.text:
        yield [empty, StyledText(f" {escape_invisible(label.text)}", "label")]


def _cut(line: str, start: int, length: int, room: int) -> tuple[str, str, str]:
    """Return what is before the carets, above them and after them, in as many columns as there are."""
    end = min(start + length, len(line))
    end = max(start, start + len(line[start:end].rstrip()), min(start + 1, end))
    # An accent is marked under its letter.
    while 0 < start < end and not _columns(line[start]):
        start -= 1
    before, marked, after = line[:start], line[start:end], line[end:]
    first = last = ""
    if _fit(line, room) != line:
        room = max(room - 2 * len(_CUT), 1)
        # A third of the room goes to what leads up to the mark, or what is left at the end.
        behind = _fit(line[start:], room)
        lead = max(room // 3, room - sum(map(_columns, behind)))
        kept = _fit(before[::-1], lead)[::-1]
        first, before = (_CUT if len(kept) < len(before) else ""), kept
        room -= sum(map(_columns, before))
        kept = _fit(marked + after, room)
        last = _CUT if len(kept) < len(marked + after) else ""
        marked, after = kept[: len(marked)], kept[len(marked) :]
    return (
        first + escape_invisible(before),
        escape_invisible(marked),
        escape_invisible(after) + last,
    )


def _columns(character: str) -> int:
    return display_width(escape_invisible(character))


def _fit(text: str, room: int) -> str:
    """Return as much of the beginning of a text as some columns can show."""
    for i, character in enumerate(text):
        room -= _columns(character)
        if room < 0:
            return text[:i]
    return text
