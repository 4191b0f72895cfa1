"""The findings of one report, without the accepted ones."""

from __future__ import annotations

from collections.abc import Iterable

from pccreport.findings.finding import Diagnostic
from pccreport.pipeline.load import Files
from pccreport.rules import suppressed
from pccreport.source.suppressions import Suppression, suppressions_in


def reported_findings(
    findings: Iterable[Diagnostic], read: Files
) -> tuple[Diagnostic, ...]:
    """Return the findings that are not accepted, and those on the suppressions themselves."""
    malformed = suppressed.malformed_suppressions(_suppressions(read))
    return (*without_suppressed(findings, read), *malformed)


def without_suppressed(
    findings: Iterable[Diagnostic], read: Files
) -> tuple[Diagnostic, ...]:
    """Return the findings that are not accepted."""
    return suppressed.apply_suppressions(findings, _suppressions(read)).findings


def _suppressions(read: Files) -> tuple[Suppression, ...]:
    return tuple(each for root in read.roots() for each in suppressions_in(root))
