"""What is said when another kind of thing is asked for: text, a number, a list."""

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
    "integer": "not a whole number",
    "number": "not a number",
    "boolean": "neither true nor false",
}


def type_finding(fault: Violation) -> Diagnostic:
    """The finding for a thing of another kind than asked."""
    node = fault.node
    if isinstance(node, ScalarNode) and node.value is None:
        return _nothing(fault, node)
    match fault.asked:
        case "string":
            return _no_text(fault)
        case "object" | "array":
            return _not_built(fault)
    return _no_value(fault)


def _nothing(fault: Violation, node: ScalarNode) -> Diagnostic:
    as_typed = node.span.text
    if as_typed:
        message = f"“{as_typed}” is read as empty here"
        at = node.span
    elif fault.key is None:
        where = "in" if fault.schema is fault.root else "after"
        message, at = f"{place_name(fault)} has nothing {where} it", node.span
    else:
        message = f"{place_name(fault)} is empty"
        at = fault.key.span
    return rule("empty-value").finding(message, at, _fill(fault))


def _fill(fault: Violation) -> str:
    """How to fill an empty place."""
    if fault.asked in {"object", "array"}:
        return lower_first(fault.words["errorMessage"])
    sample = example_value(fault.words)
    if fault.key is None:
        return f"write something after the dash, such as: - {sample}"
    way_out = f"write it after the colon, such as: {fault.key.value}: {sample}"
    return f"{way_out}; or delete the line" if fault.optional else way_out


def _no_text(fault: Violation) -> Diagnostic:
    node = fault.node
    if not isinstance(node, ScalarNode) and is_flow_collection(node):
        return _in_brackets(fault)
    if isinstance(node, MappingNode) and node.keys:
        return _cut_by_colon(fault, node)
    if not isinstance(node, ScalarNode):
        message = f"{_content_words(fault)}, but text is expected"
        way_out = "remove the dash, so that the text is on its own"
        return rule("wrong-kind").finding(message, smallest_span(fault), way_out)
    as_typed = shorten(typed_text(node))
    pattern = fault.schema.get("pattern", "")
    if not re.search(pattern, as_typed) and "title" in fault.schema:
        # No quotes would make a period of 2019.
        message = f"“{as_typed}” is not {lower_first(fault.schema['title'])}"
        way_out = lower_first(fault.words["patternErrorMessage"])
        return rule("wrong-form").finding(message, smallest_span(fault), way_out)
    kind = "true or false" if isinstance(node.value, bool) else "a number"
    message = f"“{as_typed}” is read as {kind}, not as text"
    return rule("wrong-kind").finding(
        message, smallest_span(fault), f'put it in quotes: "{as_typed}"'
    )


def _in_brackets(fault: Violation) -> Diagnostic:
    as_typed = shorten(fault.node.span.text)
    kind = "a list" if isinstance(fault.node, SequenceNode) else "fields with values"
    message = f"“{as_typed}” is read as {kind}, because it starts with {as_typed[0]}"
    way_out = "put the whole text in quotes, or on the next line after >-"
    return rule("wrong-kind").finding(message, first_line_span(fault.node), way_out)


def _cut_by_colon(fault: Violation, node: MappingNode) -> Diagnostic:
    name, key = next(iter(node.keys.items()))
    sentence = shorten(name)
    message = f"the words before the colon are read as a field name: “{sentence}:”"
    if isinstance(node.values[name], ScalarNode):
        way_out = (
            "write >- and put the whole text on the next line, or put it in quotes"
        )
    elif "points" in fault.elsewhere:
        way_out = f'write text: "{sentence}:" and put points: above the lines under it'
    else:
        way_out = "write a single text here, in quotes or on the next line after >-"
    return rule("colon-in-text").finding(message, key.span, way_out)


def _not_built(fault: Violation) -> Diagnostic:
    """Names with values, or a list, were expected."""
    if fault.or_list and fault.key and fault.key.value in fault.elsewhere:
        return _too_far_out(fault.key)
    wanted = "a list" if fault.asked == "array" else "fields with a colon"
    node = fault.node
    if isinstance(node, ScalarNode):
        message = f"expected {wanted} here, not “{shorten(typed_text(node))}”"
    else:
        message = f"{_content_words(fault)}; expected {wanted}"
    way_out = lower_first(fault.words["errorMessage"])
    if fault.asked == "array" and isinstance(node, ScalarNode) and not fault.elsewhere:
        way_out = f"start each line with a dash: - {shorten(typed_text(node))}"
    return rule("wrong-kind").finding(message, smallest_span(fault), way_out)


def _too_far_out(key: ScalarNode) -> Diagnostic:
    message = f"“{key.value}:” is where a key should be"
    way_out = f"write the key on its own line, with {key.value}: under it"
    return rule("wrong-kind").finding(message, key.span, way_out)


def _no_value(fault: Violation) -> Diagnostic:
    """A number, or true or false, was expected."""
    node = fault.node
    way_out = lower_first(fault.words["errorMessage"])
    if not isinstance(node, ScalarNode):
        message = f"{_content_words(fault)}, but a single value is expected"
        return rule("wrong-kind").finding(message, smallest_span(fault), way_out)
    as_typed = shorten(typed_text(node))
    if node.style in {"'", '"'} and _would_do(fault.asked, as_typed):
        message = f"“{as_typed}” is in quotes, so it is read as text"
        way_out = f"remove the quotes: {as_typed}"
    else:
        message = f"“{as_typed}” is {_IN_WORDS[fault.asked]}"
    return rule("wrong-kind").finding(message, smallest_span(fault), way_out)


def _would_do(asked: str, as_typed: str) -> bool:
    """Whether a text in quotes would be of the kind asked for without them."""
    if asked == "boolean":
        return as_typed in {"true", "false"}
    fraction = "" if asked == "integer" else r"(\.[0-9]+)?"
    return re.fullmatch(r"-?[0-9]+" + fraction, as_typed) is not None


def _content_words(fault: Violation) -> str:
    """That a place has a list, or names with values, in it."""
    kind = "a list" if isinstance(fault.node, SequenceNode) else "fields with values"
    if fault.key is not None:
        return f"{place_name(fault)} has {kind} under it"
    return f"{place_name(fault)} has {kind} {'in' if fault.schema is fault.root else 'after'} it"
