"""Findings, one on each line: for screen readers, and for editors that jump to positions.

Nothing is drawn and nothing is truncated.
"""

from __future__ import annotations

from collections.abc import Iterable

from pccreport.findings.finding import INFO, Diagnostic
from pccreport.writers.characters import escape_invisible
from pccreport.writers.diagnostics_text import (
    NO_SUMMARY,
    RunSummary,
    closing_lines,
    errors_last,
    location,
    related_texts,
)


def write(
    findings: Iterable[Diagnostic], infos: bool = False, run: RunSummary = NO_SUMMARY
) -> str:
    """Return a line for each finding, errors last, then the counts.

    Findings of one severity are ordered by position. Infos are counted, and listed if `infos`.
    """
    ordered = errors_last(findings)
    shown = (finding for finding in ordered if infos or finding.severity is not INFO)
    lines = [*map(_line, shown), *closing_lines(ordered, infos, run)]
    return "".join(f"{line}\n" for line in lines)


def _line(finding: Diagnostic) -> str:
    head = f"{location(finding.at.span)}: {finding.severity.noun}: {finding.message}"
    advice = f" ({finding.help})" if finding.help else ""
    related = "".join(f"; {text}" for text in related_texts(finding))
    return escape_invisible(f"{head}{advice} [{finding.rule}]{related}")
