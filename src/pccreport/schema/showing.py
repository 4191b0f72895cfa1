"""How a thing of the file is shown in a message, and which place stands for it."""

from __future__ import annotations

import re

from pccreport.findings.text import Span
from pccreport.schema.fault import Fault
from pccreport.schema.store import Schema
from pccreport.source.node import Mapping, Node, Scalar, Sequence

_MOST = 60
"""Characters of the file in a message: enough to know it again."""


def shown(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text[: 4 * _MOST].split())
    return line if len(line) <= _MOST else line[: _MOST - 1].rstrip() + "…"


def typed(node: Node) -> str:
    """What was typed: `1e3`, not 1000.0; without the quotes round it."""
    if isinstance(node, Scalar) and isinstance(node.value, str):
        return node.value
    return node.span.text or (str(node.value) if isinstance(node, Scalar) else "")


def under(fault: Fault) -> str:
    """What a message calls the place of a fault: “aims:”, this dash, this file."""
    if fault.key is not None:
        return f"“{shown(str(fault.key.value))}:”"
    top = fault.schema is fault.root
    return "this file" if top else "this dash"


def place(fault: Fault) -> Span:
    """The smallest place to put a finger on."""
    node = fault.node
    if isinstance(node, Scalar) and node.value is not None:
        return node.span
    return head(node, fault.key)


def head(node: Node, key: Scalar | None) -> Span:
    """Where a thing begins: the key over it, else its first key or line."""
    if key is not None:
        return key.span
    if isinstance(node, Mapping) and node.keys:
        return next(iter(node.keys.values())).span
    return first_line(node)


def first_line(node: Node) -> Span:
    """The line that a thing begins on, as far as it is its own."""
    line = node.span.text.split("\n", 1)[0].rstrip()
    return Span(node.source, node.start, node.start + len(line))


def lowered(sentence: str) -> str:
    """A sentence of the schema as the second half of ours."""
    return sentence[:1].lower() + sentence[1:]


def example(words: Schema) -> str:
    """A one-line example of what can stand at a place, as it is typed, or ""."""
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


# What YAML would not read as text where it stands.
_NEEDS_QUOTES = re.compile(r"^[\[\]{}>|*&!%#@`'\",?:=-]|:(\s|$)|\s#|\s$")


def count(node: Node) -> int:
    """How many things stand in a list or under a key."""
    match node:
        case Sequence():
            return len(node.items)
        case Mapping():
            return len(node.keys)
    return 0
