"""Findings if another kind of value is expected: text, a number, a list."""

from __future__ import annotations

import re

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.schema.any_of import is_flow_collection
from pccreport.schema.excerpts import (
    example_value,
    first_line_span,
    lower_first,
    place_name,
    shorten,
    smallest_span,
    typed_text,
)
from pccreport.schema.violations import Violation
from pccreport.source.node import MappingNode, ScalarNode, SequenceNode

_IN_WORDS = {
    "integer": "a whole number in figures",
    "number": "a number in figures",
    "boolean": "true or false",
}


def type_finding(violation: Violation) -> Diagnostic:
    """Return the finding for a value of another kind than expected."""
    node = violation.node
    if isinstance(node, ScalarNode) and node.value is None:
        return _nothing(violation, node)
    match violation.asked:
        case "string":
            return _no_text(violation)
        case "object" | "array":
            return _not_built(violation)
    return _no_value(violation)


def _nothing(violation: Violation, node: ScalarNode) -> Diagnostic:
    as_typed = node.span.text
    if as_typed:
        message = f"“{as_typed}” is read as empty here"
        at = node.span
    elif violation.key is None:
        where = "in" if violation.schema is violation.root else "after"
        message, at = f"{place_name(violation)} has nothing {where} it", node.span
    else:
        message = f"{place_name(violation)} is empty"
        at = violation.key.span
    return rule("empty-value").finding(message, at, _fill(violation))


def _fill(violation: Violation) -> str:
    """How to fill an empty place."""
    if violation.asked in {"object", "array"}:
        return lower_first(violation.words["errorMessage"])
    sample = example_value(violation.words)
    if violation.key is None:
        return f"write something after the dash, such as: - {sample}"
    way_out = f"write it after the colon, such as: {violation.key.value}: {sample}"
    return f"{way_out}; or delete the line" if violation.optional else way_out


def _no_text(violation: Violation) -> Diagnostic:
    node = violation.node
    if not isinstance(node, ScalarNode) and is_flow_collection(node):
        return _in_brackets(violation)
    if isinstance(node, MappingNode) and node.keys:
        return _cut_by_colon(violation, node)
    if not isinstance(node, ScalarNode):
        message = f"{_content_words(violation)}, but text is expected"
        way_out = "remove the dash, so that the text is on its own"
        return rule("wrong-kind").finding(message, smallest_span(violation), way_out)
    as_typed = shorten(typed_text(node))
    pattern = violation.schema.get("pattern", "")
    if not re.search(pattern, as_typed) and "title" in violation.schema:
        # No quotes would make a period of 2019.
        message = f"“{as_typed}” is not {lower_first(violation.schema['title'])}"
        way_out = lower_first(violation.words["patternErrorMessage"])
        return rule("wrong-form").finding(message, smallest_span(violation), way_out)
    kind = "true or false" if isinstance(node.value, bool) else "a number"
    message = f"“{as_typed}” is read as {kind}, not as text"
    return rule("wrong-kind").finding(
        message, smallest_span(violation), f'put it in quotes: "{as_typed}"'
    )


def _in_brackets(violation: Violation) -> Diagnostic:
    as_typed = shorten(violation.node.span.text)
    kind = (
        "a list" if isinstance(violation.node, SequenceNode) else "fields with values"
    )
    message = f"“{as_typed}” is read as {kind}, because it starts with {as_typed[0]}"
    way_out = "put the whole text in quotes, or on the next line after >-"
    return rule("wrong-kind").finding(message, first_line_span(violation.node), way_out)


def _cut_by_colon(violation: Violation, node: MappingNode) -> Diagnostic:
    name, key = next(iter(node.keys.items()))
    sentence = shorten(name)
    message = f"the words before the colon are read as a field name: “{sentence}:”"
    if isinstance(node.values[name], ScalarNode):
        way_out = (
            "write >- and put the whole text on the next line, or put it in quotes"
        )
    elif "points" in violation.elsewhere:
        way_out = f'write text: "{sentence}:" and put points: above the lines under it'
    else:
        way_out = "write a single text here, in quotes or on the next line after >-"
    return rule("colon-in-text").finding(message, key.span, way_out)


def _not_built(violation: Violation) -> Diagnostic:
    """Names with values, or a list, were expected."""
    if (
        violation.or_list
        and violation.key
        and violation.key.value in violation.elsewhere
    ):
        return _too_far_out(violation.key)
    wanted = "a list" if violation.asked == "array" else "fields with a colon"
    node = violation.node
    if isinstance(node, ScalarNode):
        message = f"expected {wanted} here, not “{shorten(typed_text(node))}”"
    else:
        message = f"{_content_words(violation)}; expected {wanted}"
    way_out = lower_first(violation.words["errorMessage"])
    if (
        violation.asked == "array"
        and isinstance(node, ScalarNode)
        and not violation.elsewhere
    ):
        way_out = f"start each line with a dash: - {shorten(typed_text(node))}"
    return rule("wrong-kind").finding(message, smallest_span(violation), way_out)


def _too_far_out(key: ScalarNode) -> Diagnostic:
    message = f"“{key.value}:” is where a key should be"
    way_out = f"write the key on its own line, with {key.value}: under it"
    return rule("wrong-kind").finding(message, key.span, way_out)


def _no_value(violation: Violation) -> Diagnostic:
    """Return the finding if a number, or true or false, is expected."""
    node = violation.node
    way_out = lower_first(violation.words["errorMessage"])
    if not isinstance(node, ScalarNode):
        message = f"{_content_words(violation)}, but a single value is expected"
        return rule("wrong-kind").finding(message, smallest_span(violation), way_out)
    as_typed = shorten(typed_text(node))
    if node.style in {"'", '"'} and _would_do(violation.asked, as_typed):
        message = f"“{as_typed}” is in quotes, so it is read as text"
        way_out = f"remove the quotes: {as_typed}"
    else:
        message = f"expected {_IN_WORDS[violation.asked]} here, not “{as_typed}”"
    return rule("wrong-kind").finding(message, smallest_span(violation), way_out)


def _would_do(asked: str, as_typed: str) -> bool:
    """Whether a text in quotes would be of the kind asked for without them."""
    if asked == "boolean":
        return as_typed in {"true", "false"}
    fraction = "" if asked == "integer" else r"(\.[0-9]+)?"
    return re.fullmatch(r"-?[0-9]+" + fraction, as_typed) is not None


def _content_words(violation: Violation) -> str:
    """Return the words for a place with a list, or fields with values, in it."""
    kind = (
        "a list" if isinstance(violation.node, SequenceNode) else "fields with values"
    )
    if violation.key is not None:
        return f"{place_name(violation)} has {kind} under it"
    return f"{place_name(violation)} has {kind} {'in' if violation.schema is violation.root else 'after'} it"
