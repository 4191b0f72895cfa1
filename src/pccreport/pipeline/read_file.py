"""One file of a project, parsed, recovered and validated as a node."""

from collections.abc import Iterable
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.text import Source, Span
from pccreport.model import lost_words
from pccreport.model.periods import FinancialYear, Quarter
from pccreport.pipeline.project_folder import (
    HOUSE,
    NOTHING_GIVEN,
    PLAN,
    REPORT,
    REPORTS,
    FileOverrides,
    outside_finding,
)
from pccreport.rules.periods import period_in_name
from pccreport.schema.validate import validate_as_meant
from pccreport.source import files, yaml
from pccreport.source.answers import mask_sent_lines
from pccreport.source.node import MappingNode

_MISSING_RULES = frozenset({"missing-key", "empty-value"})
"""Rules on missing values."""

ValueT = TypeVar("ValueT")
NodeResult = tuple[MappingNode | None, tuple[Diagnostic, ...]]
"""The root of a file, or None if it is not usable, and the findings."""


def read_node(
    path: Path,
    kind: str,
    given: FileOverrides = NOTHING_GIVEN,
    folder: Path | None = None,
) -> NodeResult:
    """Return a file of a kind, such as "plan", as a validated node, and the findings.

    A file of a project must be in its `folder`, also where links lead.
    """
    if folder and path not in given and not files.is_inside(path, folder):
        return None, (outside_finding(path),)
    source, problems = given.get(path) or files.read_file(path, str(path))
    if source is None:
        return None, problems
    parse = _parse_report if kind == "report" else partial(_parse, kind)
    node, found = parse(source.name, mask_sent_lines(source.text))
    return node, (*problems, *found)


def validate_file(
    path: Path, given: FileOverrides = NOTHING_GIVEN
) -> tuple[Diagnostic, ...]:
    """Return the findings of a file, with its kind inferred from its name."""
    kinds = {PLAN: "plan", REPORT: "report", HOUSE: "house"}
    in_reports = path.parent.name == REPORTS
    kind = "report" if in_reports else kinds.get(path.name, "update")
    return read_node(path, kind, given)[1]


def _parse(kind: str, name: str, text: str) -> NodeResult:
    node, found = yaml.parse_yaml(Source(name, text), _recover)
    if node is None:
        return None, found
    # Further findings on these lines may follow from a patch.
    error_lines = _error_lines(found)
    node, violations = validate_as_meant(kind, node)
    about_form = [*map(_advise_period, _on_other_lines(violations, error_lines))]
    about_texts = _on_other_lines(
        lost_words.find_lost_words(kind, node), error_lines | _error_lines(about_form)
    )
    mapping = node if isinstance(node, MappingNode) else None
    return mapping, (*found, *about_form, *about_texts)


_parse_report = lru_cache(maxsize=8)(partial(_parse, "report"))
"""It is read for the name of its house format too."""


def _advise_period(found: Diagnostic) -> Diagnostic:
    """Return a finding; one of no period names that of the file's name, if it has one."""
    named = period_in_name(found.at.span.source.name)
    is_missing = found.rule in _MISSING_RULES and "“period:”" in found.message
    if is_missing and isinstance(named, Quarter | FinancialYear):
        return found._replace(help=f"write period: {named}, as in the file’s name")
    return found


def _recover(doubtful: yaml.DoubtfulParse) -> yaml.ParseResult:
    from pccreport.recovery import recover  # noqa: PLC0415  # 5 ms, seldom needed

    return recover.recover(doubtful)


def _error_lines(problems: Iterable[Diagnostic]) -> set[int]:
    """Return the lines with an error."""
    errors = (finding for finding in problems if finding.severity is ERROR)
    return {line for finding in errors for line in _lines_of_span(finding.at.span)}


def _on_other_lines(
    findings: Iterable[Diagnostic], error_lines: set[int]
) -> list[Diagnostic]:
    """Return the findings on other lines."""
    return [f for f in findings if error_lines.isdisjoint(_lines_of_span(f.at.span))]


def _lines_of_span(span: Span) -> range:
    last = span.source.position(max(span.end - 1, span.start))[0]
    return range(span.line, last + 1)


def collect(
    result: tuple[ValueT, tuple[Diagnostic, ...]], findings: list[Diagnostic]
) -> ValueT:
    """Append the findings of a stage to `findings` and return its value."""
    value, more = result
    findings += more
    return value
