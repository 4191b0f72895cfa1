"""Findings for a terminal: the message, the position, the source line, and the help.

Styles are named here; `cli` turns them into colours. Invisible and control characters of
a source are shown in a visible form.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pccreport.findings.finding import INFO, Annotation, Diagnostic, Severity
from pccreport.findings.text import Span
from pccreport.language.texts.counted import counted
from pccreport.writers.characters import escape_invisible
from pccreport.writers.wrapping import StyledLine, StyledText, wrap

MAX_LINE_COLUMNS = 100
"""Columns of a source line that are shown."""

MAX_FINDINGS = 50
"""Findings shown, counting equal ones once: people do not read more."""

MAX_OTHER_SPANS = 12
"""Further spans listed for equal findings."""

_SEVERITIES = tuple(Severity)
_ELLIPSIS = "..."
_MIN_WIDTH = 40


class RunSummary(NamedTuple):
    """Figures of a run that are printed after its findings."""

    accepted: int = 0
    """Number of accepted findings."""
    checked: str = ""
    """What was checked: "1 report, 5 files"; "" to print nothing."""
    waiting: int = 0
    """Number of checks not run because of errors."""


NO_SUMMARY = RunSummary()
_EqualFindings = tuple[Diagnostic, ...]
"""Findings alike in everything but their span."""


def write(
    findings: Iterable[Diagnostic],
    width: int = 100,
    infos: bool = False,
    run: RunSummary = NO_SUMMARY,
) -> list[StyledLine]:
    """Return the lines of the findings, errors last, then the counts.

    Findings of one severity are ordered by position, and equal ones are shown as one. Infos are
    counted, and shown if `infos`. `width` is in columns.
    """
    found = sort_findings(findings)
    wanted = [finding for finding in found if infos or finding.severity is not INFO]
    gravest = sorted(_group_equal(wanted), key=_severity_rank)[:MAX_FINDINGS]
    # The most severe are last: next to the counts on a terminal.
    selected = sorted(gravest, key=_severity_rank, reverse=True)
    lines: list[StyledLine] = []
    for _, group in groupby(selected, key=_rule_and_spans):
        lines += [*_render_group([*group], max(width, _MIN_WIDTH)), []]
    shown = sum(len(equal[: MAX_OTHER_SPANS + 1]) for equal in selected)
    ends = _closing_lines(found, wanted, run, len(wanted) - shown)
    return lines + [[StyledText(sentence, "count")] for sentence in ends]


def _severity_rank(equal: _EqualFindings) -> int:
    return _SEVERITIES.index(equal[0].severity)


def sort_findings(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return each finding once, by the name of its source, its position and its rule."""
    unique: dict[tuple[object, ...], Diagnostic] = {}
    for finding in findings:
        rule, severity, message, (span, _), *_ = finding
        position = span.source.name, span.start, span.end
        unique.setdefault((rule, severity, message, *position), finding)
    kept = unique.values()
    return sorted(kept, key=lambda f: (f.at.span.source.name, f.at.span.start, f.rule))


def _closing_lines(
    found: Sequence[Diagnostic],
    wanted: Sequence[Diagnostic],
    run: RunSummary,
    hidden: int,
) -> list[str]:
    """Return the last lines: the counts, what is hidden, and what was not checked.

    `hidden` is the number of findings not shown for want of room.
    """
    numbers = Counter(finding.severity for finding in wanted)
    counts = [counted(numbers[each], each.noun) for each in Severity if numbers[each]]
    counts += [f"{run.accepted:,} accepted"] if run.accepted else []
    lines = []
    if run.checked and all(finding.severity is INFO for finding in found):
        lines.append(f"No problems: {run.checked}")
    lines.append(", ".join(counts))
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    if run.waiting:
        those = "this error" if errors == 1 else "these errors"
        checks = "1 check has" if run.waiting == 1 else f"{run.waiting} checks have"
        lines.append(f"{checks} not run; correct {those} first")
    if hidden:
        verb = "is" if hidden == 1 else "are"
        hint = "list all with check --output-format json"
        lines.append(f"{hidden:,} of these {verb} not shown: {hint}")
    if silent := len(found) - len(wanted):
        hint = " hidden; show it" if silent == 1 else "s hidden; show them"
        lines.append(f"{silent:,} suggestion{hint} with check --info")
    return [*filter(None, lines)]


def location(span: Span) -> str:
    """Return the file, line and column of a span, as editors read them: “q1.yaml:3:5”."""
    name, at = escape_invisible(span.source.name), span.without_block_header
    # A file that could not be read has no positions.
    return f"{name}:{at.line}:{at.column}" if span.source.text else name


def _group_equal(ordered: Iterable[Diagnostic]) -> list[_EqualFindings]:
    """Return the findings in groups that differ only in their spans, in the order given."""
    alike: dict[tuple[object, ...], list[Diagnostic]] = {}
    for finding in ordered:
        rule, severity, message, at, related, advice, _ = finding
        key = (rule, severity, message, at.text, related, advice)
        alike.setdefault(key, []).append(finding)
    return [*map(tuple, alike.values())]


def _rule_and_spans(equal: _EqualFindings) -> tuple[object, ...]:
    first, spans = equal[0], (finding.at for finding in equal)
    return first.rule, first.severity, first.related, *spans


def _render_group(group: Sequence[_EqualFindings], width: int) -> Iterator[StyledLine]:
    """Yield findings of one rule with the same spans: each message, then the first span once."""
    findings = [equal[0] for equal in group]
    first, *others = group[0]
    labels = (first.at, *first.related)
    gutter = max(len(str(label.span.without_block_header.line)) for label in labels)

    def wrapped(lead: StyledLine, *pieces: StyledText) -> Iterator[StyledLine]:
        hang = sum(len(piece.text) for piece in lead)
        return wrap(lead, pieces, width, hang, whole_words=True)

    word = first.severity.noun
    for finding in findings:
        lead = [StyledText(f"{word}:", word), StyledText(" ")]
        message = StyledText(f"{escape_invisible(finding.message)} ")
        yield from wrapped(lead, message, StyledText(f"[{finding.rule}]", "rule"))
    for label in labels:
        style = word if label is first.at else "label"
        yield from _snippet_lines(label, style, gutter, width)
    margin = [StyledText(f"{' ' * (gutter + 3)}=", "gutter"), StyledText(" ")]
    for advice in filter(None, dict.fromkeys(finding.help for finding in findings)):
        lead = [*margin, StyledText("help:", "help"), StyledText(" ")]
        yield from wrapped(lead, StyledText(escape_invisible(advice)))
    if others:
        more = StyledText(f"and {len(others):,} more:", "label")
        spans = StyledText(_other_spans(others), "place")
        yield from wrapped(margin, more, StyledText(" "), spans)


def _other_spans(findings: Sequence[Diagnostic]) -> str:
    """Return the files and lines of `findings`: “q1.yaml:3, 7; q2.yaml:12”."""
    spans = [
        finding.at.span.without_block_header for finding in findings[:MAX_OTHER_SPANS]
    ]
    files = []
    for name, here in groupby(spans, key=lambda span: span.source.name):
        lines = ", ".join(dict.fromkeys(str(s.line) for s in here if s.source.text))
        files.append(escape_invisible(f"{name}:{lines}".removesuffix(":")))
    return "; ".join(files) + (", …" if len(findings) > MAX_OTHER_SPANS else "")


def _snippet_lines(
    label: Annotation, style: str, gutter: int, width: int
) -> Iterator[StyledLine]:
    """Yield the location, the first line of the span, and carets under its characters."""
    source, start, end = label.span.without_block_header
    number, column = source.position(start)
    yield [StyledText(f"  {location(label.span)}", "place")]
    empty = StyledText(" " * (gutter + 3) + "|", "gutter")
    room = min(MAX_LINE_COLUMNS, width - gutter - 5)
    before, marked, after = _cut(source.line(number), column - 1, end - start, room)
    if before or marked or after:
        yield [empty]
        shown = f"{before}{marked}{after}".rstrip()
        head = StyledText(f"  {number:>{gutter}} |", "gutter")
        yield [head, StyledText(f" {shown}", "source")] if shown else [head]
        caret = "-" if style == "label" else "^"
        carets = caret * max(len(marked), 1)
        line = [empty, StyledText(" " * (len(before) + 1) + carets, style)]
        text = label.text and escape_invisible(label.text)
        yield [*line, StyledText(f" {text}", "label")] if text else line
    elif label.text:
        yield [empty, StyledText(f" {escape_invisible(label.text)}", "label")]


def _cut(line: str, start: int, length: int, room: int) -> tuple[str, str, str]:
    """Return the text before, above and after the carets, cut to `room` columns."""
    end = min(start + length, len(line))
    end = max(start, start + len(line[start:end].rstrip()), min(start + 1, end))
    parts = line[:start], line[start:end], line[end:]
    before, marked, after = map(escape_invisible, parts)
    if len(before + marked + after) <= room:
        return before, marked, after
    # The text before gets a third of the room, or what the rest leaves over.
    room -= 2 * len(_ELLIPSIS)
    lead = max(room // 3, room - len(marked + after))
    if len(before) > lead:
        before = f"{_ELLIPSIS}{before[len(before) - lead :]}"
    room -= min(len(before), lead)
    if len(marked + after) > room:
        after = f"{after[: max(room - len(marked), 0)]}{_ELLIPSIS}"
        marked = marked[:room]
    return before, marked, after
