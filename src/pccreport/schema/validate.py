"""A file against its schema: every fault in one run, each in words and at its place.

jsonschema is the authority. A file that holds what it should is spared the
import: `verdict` says the same in a hundredth of the time.
"""

from __future__ import annotations

from functools import cache
from itertools import islice

from pccreport.findings.finding import Diagnostic
from pccreport.schema.store import schema
from pccreport.schema.verdict import Verdict, compiled
from pccreport.source.node import Node, plain

MOST_FAULTS = 1000
"""Faults told of one file: nobody reads on, and a hostile file ends here."""


def validate(name: str, node: Node) -> tuple[Diagnostic, ...]:
    """What the schema of a kind of file ("plan") finds wrong, in the file's order."""
    if _verdict(name)(node):
        return ()
    return _findings(name, node)


@cache
def _verdict(name: str) -> Verdict:
    return compiled(schema(name))


def _findings(name: str, node: Node) -> tuple[Diagnostic, ...]:
    from pccreport.schema import authority, fault, wording  # noqa: PLC0415  # jsonschema: 42 ms, seldom needed

    root = schema(name)
    told = fault.faults(root, node, authority.errors(root, plain(node)))
    found = [
        diagnostic
        for each in islice(told, MOST_FAULTS)
        for diagnostic in wording.worded(each)
    ]
    # A newer format may mean anything by the rest.
    newer = [
        diagnostic for diagnostic in found if diagnostic.rule == wording.NEWER.name
    ]
    return tuple(newer or sorted(found, key=lambda d: (d.at.span.start, d.rule)))
