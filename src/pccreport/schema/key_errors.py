"""What is said of the names in a mapping: mistyped, out of place, missing."""

from __future__ import annotations

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.close_matches import closest_match
from pccreport.schema.builtin_schemas import Schema, resolve_ref
from pccreport.schema.excerpts import example_value, head_span, shorten
from pccreport.schema.violations import Violation
from pccreport.source.node import MappingNode

_MOST_LISTED = 14


def key_findings(fault: Violation) -> tuple[Diagnostic, ...]:
    """A finding for every name that cannot stand here, or is missing.

    A name that is near a missing one is that one mistyped: one mistake, said once.
    """
    assert isinstance(fault.node, MappingNode)
    properties: dict[str, Schema] = fault.schema["properties"]
    named = fault.node.keys
    missing = {n for n in fault.schema.get("required", ()) if n not in named}
    astray = not any(name in properties for name in named)
    could = fault.elsewhere if astray and fault.elsewhere else properties
    absent = [name for name in could if name not in named]
    findings = []
    for name in named:
        if name not in properties:
            close = closest_match(name, absent)
            missing -= set(absent) if astray and fault.elsewhere else {close}
            findings.append(_unknown(fault, name, close, absent))
    return (*findings, *(_missing(fault, n) for n in properties if n in missing))


def _unknown(fault: Violation, name: str, close: str, absent: list[str]) -> Diagnostic:
    assert isinstance(fault.node, MappingNode)
    at = fault.node.keys[name].span
    other = _known_here(fault)
    if other and name in fault.elsewhere:
        message = f"“{name}:” cannot be used with “{other}:”"
        return rule("unknown-key").finding(message, at, "keep only one of them")
    if other and fault.or_list and not close:
        message = f"“{shorten(name)}:” cannot be used with “{other}:”"
        way_out = f"keep only “{other}:” here, or replace it with a list"
        return rule("unknown-key").finding(message, at, way_out)
    message = f"“{shorten(name)}” is not allowed here"
    if close:
        way_out = f"did you mean “{close}”?"
    elif absent:
        more = " …" if len(absent) > _MOST_LISTED else ""
        way_out = f"allowed here: {', '.join(absent[:_MOST_LISTED])}{more}"
    else:
        way_out = "delete the line"
    return rule("unknown-key").finding(message, at, way_out)


def _known_here(fault: Violation) -> str:
    """The name that says which alternative a mapping is, or ""."""
    assert isinstance(fault.node, MappingNode)
    known = (*fault.schema.get("required", ()), *fault.schema["properties"])
    return next((name for name in known if name in fault.node.keys), "")


def _missing(fault: Violation, name: str) -> Diagnostic:
    asked = fault.schema["properties"][name]
    owner = f"“{shorten(str(fault.key.value))}:”" if fault.key else "this"
    if fault.schema is fault.root:
        owner = "this file"
    message = f"{owner} has no “{name}:”"
    at = head_span(fault.node, fault.key)
    return rule("missing-key").finding(
        message, at, f"add {_sample(fault.root, name, asked)}"
    )


def _sample(root: Schema, name: str, asked: Schema) -> str:
    """A line to add, or the names to put under it."""
    if found := example_value(asked):
        return f"{name}: {found}"
    needed = resolve_ref(root, asked).get("required", ())
    if needed:
        return f"{name}: with {', '.join(f'{n}:' for n in needed)} under it"
    return f"{name}: with a list under it, each line starting with a dash"
