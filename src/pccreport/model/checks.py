"""What an office settles about checking, once for its plan: `checks:` of plan.yaml."""

from __future__ import annotations

from typing import NamedTuple

from pccreport.findings.finding import Severity
from pccreport.model import reading
from pccreport.source.node import Mapping, Node, Scalar, Sequence

OFF = "off"


class Term(NamedTuple):
    """How the office writes a term, and how it is not to be written."""

    term: str
    variants: tuple[str, ...]


class Checks(NamedTuple):
    """Severities of rules, words that need no explanation, terms of the trade."""

    severities: tuple[tuple[Scalar, Severity | None], ...] = ()
    """A rule's name as written, and its severity; None for a rule that is off."""
    acronyms: frozenset[str] = frozenset()
    glossary: tuple[Term, ...] = ()


def read(plan: Mapping) -> Checks:
    """The settings of a plan; those of a plan that says none are empty."""
    node = reading.submapping(plan, "checks")
    severities = reading.submapping(node, "severity")
    glossary = reading.submapping(node, "glossary")
    return Checks(
        tuple(
            (key, _severity(severities.values[name]))
            for name, key in (severities.keys if severities else {}).items()
            if severities and _is_severity(severities.values[name])
        ),
        frozenset(_texts(node, "acronyms")),
        tuple(
            Term(term, tuple(_texts(glossary, term)))
            for term in (glossary.keys if glossary else ())
        ),
    )


def _severity(node: Node) -> Severity | None:
    typed = str(node.value) if isinstance(node, Scalar) else OFF
    return None if typed == OFF else Severity(typed)


def _is_severity(node: Node) -> bool:
    known = {OFF, *(severity.value for severity in Severity)}
    return isinstance(node, Scalar) and node.value in known


def _texts(node: Mapping | None, key: str) -> list[str]:
    found = node.values.get(key) if node else None
    listed = found.items if isinstance(found, Sequence) else ()
    return [str(item.value) for item in listed if isinstance(item, Scalar)]
