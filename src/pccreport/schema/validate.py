"""Findings for every violation of its schema in a file.

jsonschema finds them. Its import takes longer than the rest of a check of 60 updates, so that
`usual_form` first looks whether it is needed.
"""

from itertools import islice

from pccreport.findings.finding import Diagnostic
from pccreport.language.texts.close_matches import closest_match
from pccreport.schema.builtin_schemas import load_schema
from pccreport.schema.usual_form import conforms
from pccreport.source.node import MappingNode, Node, to_python

MAX_VIOLATIONS = 1000
"""Violations reported in one file, as a limit on the time that a hostile file can take."""


def validate(name: str, node: Node) -> tuple[Diagnostic, ...]:
    """Return a finding for each violation of the schema of a kind of file ("plan"), in the file's order."""
    schema = load_schema(name)
    if conforms(to_python(node), schema, schema):
        return ()
    from pccreport.schema import messages, violations  # noqa: PLC0415  # jsonschema, seldom needed

    found = islice(violations.find_violations(schema, node), MAX_VIOLATIONS)
    every = (each for v in found for each in messages.violation_findings(v))
    findings = dict.fromkeys(every)  # jsonschema may find a wrong key twice
    # The other violations may be no violations of a newer format.
    newer = [finding for finding in findings if finding.rule == messages.NEWER.name]
    return tuple(newer or sorted(findings, key=lambda f: (f.at.span.start, f.rule)))


def validate_as_meant(name: str, node: Node) -> tuple[Node, tuple[Diagnostic, ...]]:
    """Return a file with mistyped keys corrected, and the findings of both: also of what is under those."""
    findings = validate(name, node)
    if not findings or not isinstance(node, MappingNode):
        return node, findings
    known = load_schema(name)["properties"]
    free = [key for key in known if key not in node.keys]
    matches = {key: closest_match(key, free) for key in node.keys if key not in known}
    meant = {key: match for key, match in matches.items() if match}
    if len({*meant.values()}) < len(meant):
        return node, findings
    keys = {meant.get(key, key): scalar for key, scalar in node.keys.items()}
    values = {meant.get(key, key): value for key, value in node.values.items()}
    node = node._replace(keys=keys, values=values)
    return node, tuple(dict.fromkeys((*findings, *validate(name, node))))
