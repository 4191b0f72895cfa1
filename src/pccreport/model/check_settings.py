"""What an office settles about checking, once for its plan: `checks:` of plan.yaml."""

from __future__ import annotations

from typing import NamedTuple

from pccreport.findings.finding import Severity
from pccreport.model import fields
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode

OFF = "off"


class GlossaryTerm(NamedTuple):
    """How the office writes a term, and how it is not to be written."""

    term: str
    variants: tuple[str, ...]


class CheckSettings(NamedTuple):
    """Severities of rules, words that need no explanation, terms of the trade."""

    severities: tuple[tuple[ScalarNode, Severity | None], ...] = ()
    """A rule's name as written, and its severity; None for a rule that is off."""
    acronyms: frozenset[str] = frozenset()
    glossary: tuple[GlossaryTerm, ...] = ()


def read(plan: MappingNode) -> CheckSettings:
    """Return the check settings of a plan; empty if the plan has none."""
    node = fields.submapping(plan, "checks")
    severities = fields.submapping(node, "severity")
    glossary = fields.submapping(node, "glossary")
    return CheckSettings(
        tuple(
            (key, _severity(severities.values[name]))
            for name, key in (severities.keys if severities else {}).items()
            if severities and _is_severity(severities.values[name])
        ),
        frozenset(_texts(node, "acronyms")),
        tuple(
            GlossaryTerm(term, tuple(_texts(glossary, term)))
            for term in (glossary.keys if glossary else ())
        ),
    )


def _severity(node: Node) -> Severity | None:
    typed = str(node.value) if isinstance(node, ScalarNode) else OFF
    return None if typed == OFF else Severity(typed)


def _is_severity(node: Node) -> bool:
    known = {OFF, *(severity.value for severity in Severity)}
    return isinstance(node, ScalarNode) and node.value in known


def _texts(node: MappingNode | None, key: str) -> list[str]:
    found = node.values.get(key) if node else None
    listed = found.items if isinstance(found, SequenceNode) else ()
    return [str(item.value) for item in listed if isinstance(item, ScalarNode)]
