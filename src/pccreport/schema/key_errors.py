"""Findings about the keys of a mapping: misspelt, not allowed, missing."""

from __future__ import annotations

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.close_matches import closest_match
from pccreport.schema.builtin_schemas import Schema, resolve_ref
from pccreport.schema.excerpts import example_value, head_span, shorten
from pccreport.schema.violations import Violation
from pccreport.source.node import MappingNode

_MOST_LISTED = 14


def key_findings(violation: Violation) -> tuple[Diagnostic, ...]:
    """Return a finding for every key that is not allowed here, or is missing.

    A key that is similar to a missing one is a misspelling of it: one error, reported once.
    """
    assert isinstance(violation.node, MappingNode)
    properties: dict[str, Schema] = violation.schema["properties"]
    named = violation.node.keys
    missing = {n for n in violation.schema.get("required", ()) if n not in named}
    astray = not any(name in properties for name in named)
    could = violation.elsewhere if astray and violation.elsewhere else properties
    absent = [name for name in could if name not in named]
    findings = []
    for name in named:
        if name not in properties:
            close = closest_match(name, absent)
            missing -= set(absent) if astray and violation.elsewhere else {close}
            findings.append(_unknown(violation, name, close, absent))
    return (*findings, *(_missing(violation, n) for n in properties if n in missing))


def _unknown(
    violation: Violation, name: str, close: str, absent: list[str]
) -> Diagnostic:
    assert isinstance(violation.node, MappingNode)
    at = violation.node.keys[name].span
    other = _known_here(violation)
    if other and name in violation.elsewhere:
        message = f"“{name}:” cannot be used with “{other}:”"
        return rule("unknown-key").finding(message, at, "keep only one of them")
    if other and violation.or_list and not close:
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


def _known_here(violation: Violation) -> str:
    """Return the key that shows which alternative a mapping is, or ""."""
    assert isinstance(violation.node, MappingNode)
    known = (*violation.schema.get("required", ()), *violation.schema["properties"])
    return next((name for name in known if name in violation.node.keys), "")


def _missing(violation: Violation, name: str) -> Diagnostic:
    asked = violation.schema["properties"][name]
    owner = f"“{shorten(str(violation.key.value))}:”" if violation.key else "this"
    if violation.schema is violation.root:
        owner = "this file"
    message = f"{owner} has no “{name}:”"
    at = head_span(violation.node, violation.key)
    return rule("missing-key").finding(
        message, at, f"add {_sample(violation.root, name, asked)}"
    )


def _sample(root: Schema, name: str, asked: Schema) -> str:
    """Return a line to add, or the fields to put under it."""
    if found := example_value(asked):
        return f"{name}: {found}"
    needed = resolve_ref(root, asked).get("required", ())
    if needed:
        return f"{name}: with {', '.join(f'{n}:' for n in needed)} under it"
    return f"{name}: with a list under it, each line starting with a dash"
