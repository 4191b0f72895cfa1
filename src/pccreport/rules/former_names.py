"""Names of rules in earlier versions, and the findings for a file that still uses one."""

from __future__ import annotations

from pccreport.findings.finding import WARNING, Diagnostic, Edit
from pccreport.findings.registry import RULES, rule
from pccreport.findings.text import Span

WAS = {each.was: each.name for each in RULES if each.was}
"""The present name of each former one."""
GONE = ("date-no-year", "quarter-style")
"""Rules that there are no longer."""


def renamed_rule(was: str, at: Span) -> Diagnostic:
    """Return the finding for a former name, which `check --fix` replaces."""
    present = WAS[was]
    message, way_out = f"“{was}” is now called “{present}”", f"write {present}"
    return rule("renamed-rule").finding(message, at, way_out, fix=(Edit(at, present),))


def dropped_rule(name: str, at: Span) -> Diagnostic:
    """Return the finding for a rule that there is no longer."""
    message = f"“{name}” is no longer checked"
    return rule("unknown-rule").finding(
        message, at, "delete this line", severity=WARNING
    )
