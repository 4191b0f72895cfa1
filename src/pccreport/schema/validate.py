"""A file against its schema: every violation in one run, each in words and at its span.

jsonschema is the reference. A file that conforms does not need it: `fast_validator` gives the
same answer, and a check of 600 bullets takes four fifths of the time.
"""

from __future__ import annotations

from itertools import islice

from pccreport.findings.finding import Diagnostic
from pccreport.schema.builtin_schemas import load_schema
from pccreport.schema.fast_validator import conforms
from pccreport.source.node import MappingNode, Node, to_python

MOST_FAULTS = 1000
"""Violations reported in one file: a reader needs no more, and a hostile file ends here."""


def validate(name: str, node: Node) -> tuple[Diagnostic, ...]:
    """Return the violations of the schema of a kind of file ("plan"), in the file's order."""
    schema = load_schema(name)
    return () if conforms(to_python(node), schema, schema) else _findings(name, node)


def validate_as_meant(name: str, node: Node) -> tuple[Node, tuple[Diagnostic, ...]]:
    """Return a file as it was meant, and all its violations: those under a mistyped key, too."""
    found = validate(name, node)
    if not found or not isinstance(node, MappingNode):
        return node, found
    from pccreport.schema import meant_keys  # noqa: PLC0415  # difflib: seldom needed

    meant = meant_keys.with_meant_keys(node, load_schema(name)["properties"])
    if meant is node:
        return node, found
    return meant, tuple(dict.fromkeys((*found, *validate(name, meant))))


def _findings(name: str, node: Node) -> tuple[Diagnostic, ...]:
    from pccreport.schema import messages, violations  # noqa: PLC0415  # jsonschema: 42 ms, seldom needed

    root = load_schema(name)
    told = violations.find_violations(root, node)
    found = [
        diagnostic
        for each in islice(told, MOST_FAULTS)
        for diagnostic in messages.violation_findings(each)
    ]
    # A newer format may mean anything by the rest.
    newer = [
        diagnostic for diagnostic in found if diagnostic.rule == messages.NEWER.name
    ]
    return tuple(newer or sorted(found, key=lambda d: (d.at.span.start, d.rule)))
