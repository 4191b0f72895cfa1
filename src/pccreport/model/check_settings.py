"""What an office settles about checking, once for its plan: `checks:` of plan.yaml."""

from __future__ import annotations

from typing import NamedTuple

from pccreport.findings.finding import Severity
from pccreport.model import fields
from pccreport.source.node import MappingNode, Node, ScalarNode

OFF = "off"


class CheckSettings(NamedTuple):
    """Severities of rules, and words that need no explanation."""

    severities: tuple[tuple[ScalarNode, Severity | None], ...] = ()
    """A rule's name as written, and its severity; None for a rule that is off."""
    acronyms: frozenset[str] = frozenset()


def read(plan: MappingNode) -> CheckSettings:
    """Return the check settings of a plan; empty if the plan has none."""
    node = fields.submapping(plan, "checks")
    severities = fields.submapping(node, "severity")
    return CheckSettings(
        tuple(
            (key, _severity(severities.values[name]))
            for name, key in (severities.keys if severities else {}).items()
            if severities and _is_severity(severities.values[name])
        ),
        frozenset(
            str(each.value)
            for each in fields.items(node, "acronyms")
            if isinstance(each, ScalarNode)
        ),
    )


def _severity(node: Node) -> Severity | None:
    typed = str(node.value) if isinstance(node, ScalarNode) else OFF
    return None if typed == OFF else Severity(typed)


def _is_severity(node: Node) -> bool:
    known = {OFF, *(severity.value for severity in Severity)}
    return isinstance(node, ScalarNode) and node.value in known
