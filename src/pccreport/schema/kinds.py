"""What is said when another kind of thing is asked for: text, a number, a list."""

from __future__ import annotations

import re

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.schema.branch import in_brackets
from pccreport.schema.fault import Fault
from pccreport.schema.showing import (
    example,
    first_line,
    lowered,
    place,
    shown,
    typed,
    under,
)
from pccreport.source.node import Mapping, Scalar, Sequence

_IN_WORDS = {
    "integer": "not a whole number",
    "number": "not a number",
    "boolean": "neither true nor false",
}


def wrong_kind(fault: Fault) -> Diagnostic:
    """The finding for a thing of another kind than asked."""
    node = fault.node
    if isinstance(node, Scalar) and node.value is None:
        return _nothing(fault, node)
    match fault.asked:
        case "string":
            return _no_text(fault)
        case "object" | "array":
            return _not_built(fault)
    return _no_value(fault)


def _nothing(fault: Fault, node: Scalar) -> Diagnostic:
    as_typed = node.span.text
    if as_typed:
        message = f"“{as_typed}” is read as empty here"
        at = node.span
    elif fault.key is None:
        where = "in" if fault.schema is fault.root else "after"
        message, at = f"{under(fault)} has nothing {where} it", node.span
    else:
        message = f"{under(fault)} is empty"
        at = fault.key.span
    return rule("nothing-here").finding(message, at, _fill(fault))


def _fill(fault: Fault) -> str:
    """How to fill an empty place."""
    if fault.asked in {"object", "array"}:
        return lowered(fault.words["errorMessage"])
    sample = example(fault.words)
    if fault.key is None:
        return f"write something after the dash, such as: - {sample}"
    way_out = f"write it after the colon, such as: {fault.key.value}: {sample}"
    return f"{way_out}; or delete the line" if fault.optional else way_out


def _no_text(fault: Fault) -> Diagnostic:
    node = fault.node
    if not isinstance(node, Scalar) and in_brackets(node):
        return _in_brackets(fault)
    if isinstance(node, Mapping) and node.keys:
        return _cut_by_colon(fault, node)
    if not isinstance(node, Scalar):
        message = f"{_holds(fault)}, but text is expected"
        way_out = "remove the dash, so that the text is on its own"
        return rule("wrong-kind").finding(message, place(fault), way_out)
    as_typed = shown(typed(node))
    pattern = fault.schema.get("pattern", "")
    if not re.search(pattern, as_typed) and "title" in fault.schema:
        # No quotes would make a period of 2019.
        message = f"“{as_typed}” is not {lowered(fault.schema['title'])}"
        way_out = lowered(fault.words["patternErrorMessage"])
        return rule("wrong-form").finding(message, place(fault), way_out)
    kind = "true or false" if isinstance(node.value, bool) else "a number"
    message = f"“{as_typed}” is read as {kind}, not as text"
    return rule("wrong-kind").finding(
        message, place(fault), f'put it in quotes: "{as_typed}"'
    )


def _in_brackets(fault: Fault) -> Diagnostic:
    as_typed = shown(fault.node.span.text)
    kind = "a list" if isinstance(fault.node, Sequence) else "fields with values"
    message = f"“{as_typed}” is read as {kind}, because it starts with {as_typed[0]}"
    way_out = "put the whole text in quotes, or on the next line after >-"
    return rule("wrong-kind").finding(message, first_line(fault.node), way_out)


def _cut_by_colon(fault: Fault, node: Mapping) -> Diagnostic:
    name, key = next(iter(node.keys.items()))
    sentence = shown(name)
    message = f"the words before the colon are read as a field name: “{sentence}:”"
    if isinstance(node.values[name], Scalar):
        way_out = (
            "write >- and put the whole text on the next line, or put it in quotes"
        )
    elif "points" in fault.elsewhere:
        way_out = f'write text: "{sentence}:" and put points: above the lines under it'
    else:
        way_out = "write a single text here, in quotes or on the next line after >-"
    return rule("colon-in-text").finding(message, key.span, way_out)


def _not_built(fault: Fault) -> Diagnostic:
    """Names with values, or a list, were expected."""
    if fault.or_list and fault.key and fault.key.value in fault.elsewhere:
        return _too_far_out(fault.key)
    wanted = "a list" if fault.asked == "array" else "fields with a colon"
    node = fault.node
    if isinstance(node, Scalar):
        message = f"expected {wanted} here, not “{shown(typed(node))}”"
    else:
        message = f"{_holds(fault)}; expected {wanted}"
    way_out = lowered(fault.words["errorMessage"])
    if fault.asked == "array" and isinstance(node, Scalar) and not fault.elsewhere:
        way_out = f"start each line with a dash: - {shown(typed(node))}"
    return rule("wrong-kind").finding(message, place(fault), way_out)


def _too_far_out(key: Scalar) -> Diagnostic:
    message = f"“{key.value}:” is where a key should be"
    way_out = f"write the key on its own line, with {key.value}: under it"
    return rule("wrong-kind").finding(message, key.span, way_out)


def _no_value(fault: Fault) -> Diagnostic:
    """A number, or true or false, was expected."""
    node = fault.node
    way_out = lowered(fault.words["errorMessage"])
    if not isinstance(node, Scalar):
        message = f"{_holds(fault)}, but a single value is expected"
        return rule("wrong-kind").finding(message, place(fault), way_out)
    as_typed = shown(typed(node))
    if node.style in {"'", '"'} and _would_do(fault.asked, as_typed):
        message = f"“{as_typed}” is in quotes, so it is read as text"
        way_out = f"remove the quotes: {as_typed}"
    else:
        message = f"“{as_typed}” is {_IN_WORDS[fault.asked]}"
    return rule("wrong-kind").finding(message, place(fault), way_out)


def _would_do(asked: str, as_typed: str) -> bool:
    """Whether a text in quotes would be of the kind asked for without them."""
    if asked == "boolean":
        return as_typed in {"true", "false"}
    fraction = "" if asked == "integer" else r"(\.[0-9]+)?"
    return re.fullmatch(r"-?[0-9]+" + fraction, as_typed) is not None


def _holds(fault: Fault) -> str:
    """That a place has a list, or names with values, in it."""
    kind = "a list" if isinstance(fault.node, Sequence) else "fields with values"
    if fault.key is not None:
        return f"{under(fault)} has {kind} under it"
    return f"{under(fault)} has {kind} {'in' if fault.schema is fault.root else 'after'} it"
