"""How much each rule matters to one office: its own severities, within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from pccreport.findings.finding import ERROR, Diagnostic, Label, Severity
from pccreport.language.similarity import did_you_mean
from pccreport.model.checks import Checks
from pccreport.rules import pages
from pccreport.rules.rule import UNKNOWN_RULE, Rule

FIXED = Rule("fixed-severity")


class Depth(Enum):
    """How much is asked of the rules."""

    ALL = "all of them"
    STOPPING = "those that may stop a build, and a few more"
    GAPS = "those whose error leaves a gap in the report"


class Severities:
    """The severity of each rule, by name, as an office has settled it."""

    def __init__(self, rules: Iterable[Rule], checks: Checks) -> None:
        self._rules = {rule.name: rule for rule in rules}
        self._checks = checks
        self._set = {
            str(name.value): severity
            for name, severity in checks.severities
            if self._is_settable(str(name.value))
        }

    def of(self, rule: Rule) -> Severity | None:
        """How much a rule matters; None when it is off."""
        return self._set.get(rule.name, rule.severity)

    def runs(self, rule: Rule, depth: Depth) -> bool:
        """Whether a rule is run."""
        severity = self.of(rule)
        if severity is None:
            return False
        match depth:
            case Depth.ALL:
                return True
            case Depth.STOPPING:
                return severity is ERROR or rule.in_build
            case Depth.GAPS:
                return severity is ERROR and not rule.settable

    def applied(self, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The findings with the severities that were settled."""
        for finding in findings:
            severity = self._set.get(finding.rule, finding.severity)
            if severity is not None and severity is not finding.severity:
                finding = finding._replace(severity=severity)  # noqa: PLW2901
            if severity is not None:
                yield finding

    def faults(self) -> Iterator[Diagnostic]:
        """A finding for each name that is no rule, or one that cannot be set."""
        if not self._checks.severities:
            return
        known = {*self._rules, *pages.names()}
        for name, _ in self._checks.severities:
            typed = str(name.value)
            if typed not in known:
                way_out = did_you_mean(
                    typed, self._rules, "write the name that stands behind a finding"
                )
                message = f"there is no rule “{typed}” whose severity could be set"
                yield UNKNOWN_RULE.finding(message, Label(name.span), way_out)
            elif not self._is_settable(typed):
                message = f"the severity of “{typed}” cannot be set"
                way_out = (
                    "take the line out; a finding is accepted where it stands, with"
                    f" # accept {typed}: and the reason on the line above"
                )
                yield FIXED.finding(message, Label(name.span), way_out)

    def _is_settable(self, name: str) -> bool:
        rule = self._rules.get(name)
        return rule is not None and rule.settable
