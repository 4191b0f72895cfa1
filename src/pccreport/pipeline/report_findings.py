"""The findings of one report, without the accepted ones."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pccreport.findings.finding import Diagnostic, has_errors
from pccreport.pipeline.load import Files
from pccreport.rules import suppressed
from pccreport.source.suppressions import Suppression, suppressions_in


class ReportFindings:
    """The findings collected from the stages."""

    def __init__(self, read: Files) -> None:
        self.all: tuple[Diagnostic, ...] = ()
        self._read = read

    @cached_property
    def _suppressions(self) -> tuple[Suppression, ...]:
        """The suppressions of the files, read only if there are findings."""
        roots = self._read.roots()
        return tuple(each for root in roots for each in suppressions_in(root))

    def add(self, findings: Iterable[Diagnostic]) -> None:
        """Add findings, except accepted ones."""
        if findings := tuple(findings):
            found = suppressed.apply_suppressions(findings, self._suppressions)
            self.all += found.findings

    def add_malformed_suppressions(self) -> None:
        """Add the findings about suppressions themselves."""
        self.all += tuple(suppressed.malformed_suppressions(self._suppressions))

    @property
    def has_errors(self) -> bool:
        """Return whether there are errors."""
        return has_errors(self.all)


def without_suppressed(
    findings: Iterable[Diagnostic], read: Files
) -> tuple[Diagnostic, ...]:
    """Return the findings that are not accepted."""
    found = ReportFindings(read)
    found.add(findings)
    return found.all
