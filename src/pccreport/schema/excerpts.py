"""How a value of the file is shown in a message, and which span represents it."""

from __future__ import annotations

import re

from pccreport.findings.text import Span
from pccreport.schema.builtin_schemas import Schema
from pccreport.schema.violations import Violation
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode

_MOST = 60
"""Characters of the file in a message: enough to know it again."""


def shorten(text: str) -> str:
    """Return a text on one line, truncated if it is long."""
    line = " ".join(text[: 4 * _MOST].split())
    return line if len(line) <= _MOST else line[: _MOST - 1].rstrip() + "…"


def typed_text(node: Node) -> str:
    """Return a value as typed: `1e3`, not 1000.0; without the quotes round it."""
    if isinstance(node, ScalarNode) and isinstance(node.value, str):
        return node.value
    return node.span.text or (str(node.value) if isinstance(node, ScalarNode) else "")


def place_name(violation: Violation) -> str:
    """Return the words for the place of a violation: “aims:”, this dash, this file."""
    if violation.key is not None:
        return f"“{shorten(str(violation.key.value))}:”"
    top = violation.schema is violation.root
    return "this file" if top else "this dash"


def smallest_span(violation: Violation) -> Span:
    """Return the smallest span to report."""
    node = violation.node
    if isinstance(node, ScalarNode) and node.value is not None:
        return node.span
    return head_span(node, violation.key)


def head_span(node: Node, key: ScalarNode | None) -> Span:
    """Return the span where a value starts: the key above it, else its first key or line."""
    if key is not None:
        return key.span
    if isinstance(node, MappingNode) and node.keys:
        return next(iter(node.keys.values())).span
    return first_line_span(node)


def first_line_span(node: Node) -> Span:
    """Return the line on which a value starts, without what belongs to others."""
    line = node.span.text.split("\n", 1)[0].rstrip()
    return Span(node.source, node.start, node.start + len(line))


def lower_first(sentence: str) -> str:
    """Return a sentence of the schema as the second half of ours."""
    return sentence[:1].lower() + sentence[1:]


def example_value(words: Schema) -> str:
    """Return a one-line example of a value, as typed, or ""."""
    for value in words.get("examples", ()):
        match value:
            case bool():
                return str(value).lower()
            case str() if _NEEDS_QUOTES.search(value):
                return f'"{value}"'
            case str() | int() | float():
                return str(value)
            case {} if not value:
                return "{}"
    return ""


# Values that YAML would not read as text here.
_NEEDS_QUOTES = re.compile(r"^[\[\]{}>|*&!%#@`'\",?:=-]|:(\s|$)|\s#|\s$")


def child_count(node: Node) -> int:
    """Return the number of values in a list or under a key."""
    match node:
        case SequenceNode():
            return len(node.items)
        case MappingNode():
            return len(node.keys)
    return 0
