"""One file of a project as a node: its text parsed, what was meant recovered, its form validated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.text import Source, Span
from pccreport.model import misread
from pccreport.pipeline.project_folder import (
    HOUSE,
    NOTHING_GIVEN,
    PLAN,
    REPORT,
    REPORTS,
    FileOverrides,
    stray_findings,
)
from pccreport.schema.validate import validate_as_meant
from pccreport.source import files, yaml
from pccreport.source.node import MappingNode
from pccreport.source.yaml_messages import join_anchors

if TYPE_CHECKING:
    from pccreport.recovery.rest_of_file import RestOfFile

NodeResult = tuple[MappingNode | None, tuple[Diagnostic, ...]]
"""A file's values, or None if they cannot be read, and what is wrong with it."""

_FOR_LACK = frozenset({"missing-key", "empty-value"})
"""Rules on what is not there."""


def read_node(
    path: Path, kind: str, given: FileOverrides = NOTHING_GIVEN
) -> NodeResult:
    """Return a file of a kind ("plan") as a validated node, and its findings."""
    source, problems = given.get(path) or files.read_file(path, str(path))
    if source is None:
        return None, problems
    node, found = _parse(source, kind)
    return node, (*problems, *found)


def validate_file(path: Path, given: FileOverrides) -> tuple[Diagnostic, ...]:
    """Return the findings in the text and the form of a file, by the kind that its name shows."""
    kinds = {PLAN: "plan", REPORT: "report", HOUSE: "house"}
    in_reports = path.parent.name == REPORTS
    kind = "report" if in_reports else kinds.get(path.name, "update")
    return read_node(path, kind, given)[1]


def validate_unread_file(path: Path, given: FileOverrides) -> tuple[Diagnostic, ...]:
    """Return the findings for a file in a project's folder that no report reads.

    A file that an editor has not saved yet may be read later.
    """
    return validate_file(path, given) if path in given else stray_findings(path)


def _parse(source: Source, kind: str) -> NodeResult:
    node, problems = yaml.parse_yaml(source, _recover)
    found = (*join_anchors(problems),)
    if node is None:
        return None, (*found, *_findings_of_rest(source, kind, problems))
    # If the layout had to be patched, what follows from the patch is no second error.
    told = _told(problems)
    node, violations = validate_as_meant(kind, node)
    of_form = _elsewhere(violations, told)
    of_texts = _elsewhere(misread.find_misread_texts(kind, node), told | _told(of_form))
    usable = node if isinstance(node, MappingNode) else None
    return usable, (*found, *of_form, *of_texts)


def _recover(doubtful: yaml.DoubtfulParse) -> yaml.ParseResult:
    recover, _ = _recovery()
    return recover(doubtful)


def _recovery() -> tuple[yaml.Recover, Callable[..., RestOfFile]]:
    from pccreport.recovery import recover, rest_of_file  # noqa: PLC0415  # 5 ms, seldom needed

    return recover.recover, rest_of_file.read_rest


def _findings_of_rest(
    source: Source, kind: str, problems: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield what else is wrong in a file that cannot be read to its end."""
    _, read_rest = _recovery()
    rest = read_rest(source, problems, lambda text: yaml.parse_yaml(text, _recover))
    yield from join_anchors(rest.findings)
    if rest.root is not None:
        told = {*_told((*problems, *rest.findings)), *rest.lines}
        violations = validate_as_meant(kind, rest.root)[1]
        # What was taken out is not missing.
        yield from (f for f in _elsewhere(violations, told) if f.rule not in _FOR_LACK)


def _told(problems: Iterable[Diagnostic]) -> set[int]:
    """Return the lines that an error is on."""
    errors = (finding for finding in problems if finding.severity is ERROR)
    return {line for finding in errors for line in _lines(finding.at.span)}


def _elsewhere(findings: Iterable[Diagnostic], told: set[int]) -> list[Diagnostic]:
    """Return the findings that are on none of the lines."""
    return [f for f in findings if told.isdisjoint(_lines(f.at.span))]


def _lines(span: Span) -> range:
    last = span.source.position(max(span.end - 1, span.start))[0]
    return range(span.line, last + 1)
