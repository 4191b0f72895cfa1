"""The findings of violations: which message of the table each has, and where.

`messages.json` has the messages by name: rule, message and help. A word in braces is a value of
`_VALUES`, or one that the case at hand gives.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.language.texts.close_matches import closest_match
from pccreport.schema.builtin_schemas import Schema, resolve_ref
from pccreport.schema.shown_values import (
    advice,
    describe_content,
    describe_kind,
    describe_place,
    first_line_span,
    head_span,
    lower_first,
    shorten,
    typed_text,
)
from pccreport.schema.violations import Violation
from pccreport.source.node import MappingNode, ScalarNode, SequenceNode, is_flow

NEWER = rule("newer-format")
"""The rule of a file that needs a newer version."""
_MAX_LISTED = 14
"""Keys that a finding lists: all of an update, a plan or a house format, but not the 36 phrases."""
_IN_WORDS = {
    "integer": "a whole number in figures",
    "number": "a number in figures",
    "boolean": "true or false",
    "array": "a list",
    "object": "fields with a colon",
}
_VALUES: dict[str, Callable[[Violation], object]] = {
    "advice": advice,
    "pattern_advice": lambda v: advice(v, "patternErrorMessage"),
    "typed": lambda v: shorten(typed_text(v.node)),
    "in_source": lambda v: shorten(v.node.span.text),
    "bracket": lambda v: v.node.span.text[0],
    "place": describe_place,
    "owner": lambda v: re.sub("dash$", "entry", describe_place(v)),
    "content": describe_content,
    "title": lambda v: lower_first(v.schema["title"]),
    "wanted": lambda v: _IN_WORDS[v.expected],
    "expected": lambda v: v.expected,
    "key": lambda v: v.key and v.key.value,
    "where": lambda v: "in" if v.schema is v.root else "after",
    "shortage": lambda v: "is empty" if v.expected == 1 else "has too few entries",
    "count": lambda v: len(v.node.items) if isinstance(v.node, SequenceNode) else 0,
}
"""The words that a message may have of any violation."""


@cache
def _message_table() -> dict[str, tuple[str, str, str]]:
    text = Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def _finding(
    violation: Violation, message_name: str, at: Span | None = None, **words: object
) -> Diagnostic:
    """Return the finding with a message of the table; without a span, at the value or its key."""
    kind, message, help = _message_table()[message_name]
    node, names = violation.node, re.findall(r"\{(\w+)\}", message + help)
    values = {n: words[n] if n in words else _VALUES[n](violation) for n in names}
    if at is None and isinstance(node, ScalarNode) and node.value is not None:
        at = node.span
    return rule(kind).finding(
        message.format_map(values),
        at or head_span(node, violation.key),
        help.format_map(values),
    )


def violation_findings(violation: Violation) -> tuple[Diagnostic, ...]:
    """Return the finding of a violation, or a finding for each key that is wrong."""
    if violation.keyword == "names":
        return _key_findings(violation)
    found = _FINDINGS[violation.keyword]
    return (_finding(violation, found) if isinstance(found, str) else found(violation),)


# Values in the wrong form


def _wrong_form(violation: Violation) -> Diagnostic:
    as_typed = typed_text(violation.node)
    bare = as_typed.strip()
    if bare and bare != as_typed and re.search(violation.expected, bare):
        return _finding(violation, "space around", bare=shorten(bare))
    return _finding(violation, "not of the form" if bare else "empty text")


def _wrong_format_number(violation: Violation) -> Diagnostic:
    value = violation.node.value if isinstance(violation.node, ScalarNode) else ""
    if value is None:
        return _wrong_type(violation._replace(expected="integer"))
    is_newer = isinstance(value, int) and value > violation.expected
    return _finding(violation, "newer format" if is_newer else "unknown format")


def _unknown_choice(violation: Violation) -> Diagnostic:
    if not isinstance(violation.node, ScalarNode) or violation.node.value is None:
        return _wrong_type(violation._replace(expected="string"))
    as_typed = typed_text(violation.node)
    close = closest_match(as_typed, violation.expected)
    if close:
        return _finding(violation, "nearly a choice", close=close)
    return _finding(violation, "no choice", choices=", ".join(violation.expected))


# Values of another kind


def _wrong_type(violation: Violation) -> Diagnostic:
    """Return the finding for a value of the wrong type."""
    node = violation.node
    if isinstance(node, ScalarNode) and node.value is None:
        of_text = violation.key and "emptyMessage" in violation.wording
        to_fill = advice(violation, "emptyMessage" if of_text else "errorMessage")
        if violation.optional and violation.expected not in {"object", "array"}:
            to_fill += f"; or delete the {'field' if violation.key else 'dash'}"
        named = "empty field" if violation.key else "nothing in it"
        named = "null" if node.span.text else named
        at = violation.key.span if violation.key and not node.span.text else node.span
        return _finding(violation, named, at, to_fill=to_fill)
    if violation.expected == "string":
        return _not_text(violation)
    key = violation.key
    if violation.allows_list and key and key.value in violation.all_keys:
        return _finding(violation, "field for a key", key.span)
    if not isinstance(node, ScalarNode):
        return _finding(violation, "another collection")
    is_list = violation.expected == "array" and not violation.all_keys
    return _finding(violation, "text for a list" if is_list else "another value")


def _not_text(violation: Violation) -> Diagnostic:
    node = violation.node
    if isinstance(node, ScalarNode):
        form = re.search(violation.schema.get("pattern", ""), shorten(typed_text(node)))
        if form is None and "title" in violation.schema:
            # No quotes would make a period of 2019.
            return _finding(violation, "not of the form")
        kind = "a true-or-false value" if isinstance(node.value, bool) else "a number"
        return _finding(violation, "another kind for text", kind=kind)
    if is_flow(node):
        at, collection = first_line_span(node), describe_kind(node)
        return _finding(violation, "text in brackets", at, collection=collection)
    if isinstance(node, SequenceNode) or not node.keys:
        return _finding(violation, "list for text")
    words, key = next(iter(node.keys.items()))
    is_list = isinstance(node.values[words], SequenceNode)
    has_points = is_list and "points" in violation.all_keys
    name = "sentence above a list" if has_points else "sentence as a field"
    return _finding(violation, name, key.span, sentence=shorten(words))


# Keys


def _key_findings(violation: Violation) -> tuple[Diagnostic, ...]:
    """Return a finding for every key that is not allowed here, or is missing.

    A key that is similar to a missing one is a misspelling of it: one error, reported once.
    """
    assert isinstance(violation.node, MappingNode)
    properties: dict[str, Schema] = violation.schema["properties"]
    keys = violation.node.keys
    missing = {n for n in violation.schema.get("required", ()) if n not in keys}
    all_unknown = bool(violation.all_keys) and properties.keys().isdisjoint(keys)
    allowed = violation.all_keys if all_unknown else properties
    absent = [name for name in allowed if name not in keys]
    findings: list[Diagnostic] = []
    for name in keys.keys() - properties.keys():
        close = closest_match(name, absent)
        missing -= set(absent) if all_unknown else {close}
        rest = _value_cut_at_comma(violation, name, close)
        findings.append(rest or _unknown_key(violation, keys[name], close, absent))
    return (*findings, *(_missing(violation, n) for n in properties if n in missing))


def _value_cut_at_comma(
    violation: Violation, name: str, close: str
) -> Diagnostic | None:
    """Return the finding for a key that is the rest of a value with a comma, or None if it is none."""
    node = violation.node
    assert isinstance(node, MappingNode)
    names = [*node.keys]
    before = names[names.index(name) - 1]
    first = node.values[before]
    is_apart = node.values[name].span.text and before != "nothing"
    is_plain = isinstance(first, ScalarNode) and not first.style
    if name == names[0] or not is_flow(node) or is_apart or not is_plain:
        return None
    kind = violation.schema["properties"].get(before, {}).get("type")
    is_number = name.isdigit() and kind in _IN_WORDS
    if not name.isdigit() and (close or name in violation.all_keys):
        return None
    end = max(node.keys[name].end, node.values[name].span.end)
    whole = shorten(node.source.text[first.start : end])
    named = "figure with a comma" if is_number else "two values"
    words = {"whole": whole, "figure": re.sub("[£,]", "", whole)}
    return _finding(violation, named, node.keys[name].span, **words)


def _unknown_key(
    violation: Violation, key: ScalarNode, close: str, absent: list[str]
) -> Diagnostic:
    """Return the finding for an unknown key."""
    assert isinstance(violation.node, MappingNode)
    known = (*violation.schema.get("required", ()), *violation.schema["properties"])
    other = next((name for name in known if name in violation.node.keys), "")
    more = " …" if len(absent) > _MAX_LISTED else ""
    is_beside_list = violation.allows_list and not close
    if other and (key.value in violation.all_keys or is_beside_list):
        name = "one of two fields"
    elif close:
        name = "misspelt field"
    else:
        name = "unknown field" if absent else "surplus field"
    return _finding(
        violation,
        name,
        key.span,
        name=shorten(str(key.value)),
        other=other,
        close=close,
        allowed=f"{', '.join(absent[:_MAX_LISTED])}{more}",
    )


def _missing(violation: Violation, name: str) -> Diagnostic:
    schema = violation.schema["properties"][name]
    part = resolve_ref(violation.root, schema)
    part = resolve_ref(violation.root, part["anyOf"][0]) if "anyOf" in part else part
    how = lower_first({**part, **schema}["errorMessage"])
    at = head_span(violation.node, violation.key)
    is_id = re.compile(r"id: [\w-]+\s+- ").match(at.source.text, at.start)
    named = "missing text" if name == "text" and is_id else "missing field"
    return _finding(violation, named, at, name=name, how=how, spaces=at.column - 1)


_FINDINGS: dict[str, str | Callable[[Violation], Diagnostic]] = {
    "type": _wrong_type,
    "pattern": _wrong_form,
    "const": _wrong_format_number,
    "enum": _unknown_choice,
    "minimum": "too small",
    "maximum": "too large",
    "minItems": "empty list",
    "minProperties": "empty list",
    "maxItems": "too many",
}
"""The message of each keyword but "names", or the function that chooses one."""
