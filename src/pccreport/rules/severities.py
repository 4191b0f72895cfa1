"""The severities of rules as an office has set them."""

from collections.abc import Iterable
from enum import Enum

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import SETTABLE, Findings, Rule, rule
from pccreport.model.plan import CheckSettings
from pccreport.rules.former_names import check_rule_name


class RuleSet(Enum):
    """Which rules are run."""

    ALL = "all of them"
    STOPPING = "those that may stop a build, and a few more"
    GAPS = "those whose error leaves a gap in the report"


class Severities:
    """The rules that are run, and the severity of each as an office has set it."""

    def __init__(self, checks: CheckSettings, depth: RuleSet) -> None:
        self._checks = checks
        self._depth = depth
        typed = ((str(name.value), severity) for name, severity in checks.severities)
        self._set = {name: severity for name, severity in typed if name in SETTABLE}

    def is_run(self, kind: Rule) -> bool:
        """Return whether a rule is run."""
        severity = self._set.get(kind.name, kind.severity)
        match self._depth:
            case RuleSet.ALL:
                return severity is not None
            case RuleSet.STOPPING:
                return severity is ERROR or bool(severity and kind.in_build)
            case RuleSet.GAPS:
                return severity is ERROR and not kind.settable

    def apply(self, findings: Iterable[Diagnostic]) -> Findings:
        """Yield the findings with their set severities, without those of rules that are off."""
        for finding in findings:
            if severity := self._set.get(finding.rule, finding.severity):
                yield finding._replace(severity=severity)

    def check_names(self) -> Findings:
        """Yield a finding for each name that is not a rule, or that cannot be set."""
        for name, _ in self._checks.severities:
            typed = str(name.value)
            if unknown := check_rule_name(typed, name.span, name.span):
                yield unknown
            elif typed not in SETTABLE:
                message = f"the severity of “{typed}” cannot be changed"
                way_out = "delete this setting"
                if rule(typed).severity is not ERROR:
                    way_out += f"; to accept one finding, put # accept {typed}: and the reason on its own line above the dash or field"
                yield rule("fixed-severity").finding(message, name.span, way_out)
