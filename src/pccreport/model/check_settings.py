"""Settings for checks: `checks:` in plan.yaml."""

from typing import NamedTuple

from pccreport.findings.finding import Severity
from pccreport.source import fields
from pccreport.source.node import MappingNode, ScalarNode

OFF = "off"


class CheckSettings(NamedTuple):
    """Severities of rules, and acronyms that need no explanation."""

    severities: tuple[tuple[ScalarNode, Severity | None], ...] = ()
    """The name of each rule as typed, and its severity; None if the rule is off."""
    acronyms: frozenset[str] = frozenset()


def read(plan: MappingNode) -> CheckSettings:
    """Return the check settings of a plan; empty if the plan has none."""
    node = fields.submapping(plan, "checks")
    known = {OFF: None, **{severity.value: severity for severity in Severity}}
    return CheckSettings(
        tuple(
            (key, known[value.value])
            for _, key, value in fields.keyed(node, "severity")
            if isinstance(value, ScalarNode) and value.value in known
        ),
        frozenset(fields.texts(node, "acronyms")),
    )
