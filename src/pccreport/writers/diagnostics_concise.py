"""Findings, one on each line, for screen readers, and for editors that jump to places.

Nothing is drawn and nothing is truncated: everything on a line is in words.
"""

from __future__ import annotations

from collections.abc import Iterable

from pccreport.findings.finding import INFO, Diagnostic
from pccreport.writers.characters import escape_invisible
from pccreport.writers.diagnostics_text import (
    NOTHING_ELSE,
    RunSummary,
    closing_lines,
    errors_last,
    location,
)


def write(
    findings: Iterable[Diagnostic],
    infos: bool = False,
    run: RunSummary = NOTHING_ELSE,
) -> str:
    """Return a line for each finding, errors last, and their number.

    Those of one severity are in the order of their places. Infos are only counted, unless they
    are asked for.
    """
    ordered = errors_last(findings)
    asked = (finding for finding in ordered if infos or finding.severity is not INFO)
    lines = [*map(_line, asked), *closing_lines(ordered, infos, run)]
    return "".join(f"{line}\n" for line in lines)


def _line(finding: Diagnostic) -> str:
    head = f"{location(finding.at.span)}: {finding.severity.noun}: {finding.message}"
    advice = f" ({finding.help})" if finding.help else ""
    others = "".join(
        f"; {label.text or 'see also'}: {location(label.span)}"
        for label in finding.related
    )
    return escape_invisible(f"{head}{advice} [{finding.rule}]{others}")
