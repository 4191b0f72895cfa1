"""What a rule is called, how much it matters, and the findings it makes."""

from __future__ import annotations

from typing import NamedTuple

from pccreport.findings.finding import ERROR, Diagnostic, Label, Severity
from pccreport.findings.text import Span


class Rule(NamedTuple):
    """One fault's name and severity."""

    name: str
    severity: Severity = ERROR
    settable: bool = True
    """Whether a project may give it another severity, or turn it off."""
    in_build: bool = False
    """Whether a report is never built without it, though it is no error."""

    def finding(
        self,
        message: str,
        at: Span | Label,
        help: str = "",
        related: tuple[Label, ...] = (),
    ) -> Diagnostic:
        """A finding of this rule at a place."""
        label = at if isinstance(at, Label) else Label(at)
        return Diagnostic(self.name, self.severity, message, label, related, help)


UNKNOWN_RULE = Rule("unknown-rule", settable=False)
"""A name of no rule, in a mark or among the severities."""
