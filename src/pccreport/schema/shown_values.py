"""What the messages on violations have in common: how a value is shown, its span, the finding."""

from __future__ import annotations

import re

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import Rule
from pccreport.findings.text import Span
from pccreport.schema.builtin_schemas import Schema
from pccreport.schema.violations import Violation
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode

_MOST = 60
"""Characters of the file in a message: enough to know it again."""
# Values that YAML would not read as text here.
_NEEDS_QUOTES = re.compile(r"^[\[\]{}>|*&!%#@`'\",?:=-]|:(\s|$)|\s#|\s$")


def finding(
    violation: Violation,
    kind: Rule,
    message: str,
    help: str = "",
    at: Span | None = None,
) -> Diagnostic:
    """Return a finding at a span, else the smallest; without help, the schema's own advice."""
    way_out = help or advice(violation)
    return kind.finding(message, at or _smallest_span(violation), way_out)


def advice(violation: Violation, name: str = "errorMessage") -> str:
    """Return a sentence of the schema as the second half of ours."""
    return lower_first(violation.words[name])


def shorten(text: str) -> str:
    """Return a text on one line, truncated if it is long."""
    line = " ".join(text[: 4 * _MOST].split())
    return line if len(line) <= _MOST else line[: _MOST - 1].rstrip() + "…"


def typed_text(node: Node) -> str:
    """Return a value as typed: `1e3`, not 1000.0; without the quotes round it."""
    if isinstance(node, ScalarNode) and isinstance(node.value, str):
        return node.value
    return node.span.text or (str(node.value) if isinstance(node, ScalarNode) else "")


def lower_first(sentence: str) -> str:
    """Return a sentence as the second half of one."""
    return sentence[:1].lower() + sentence[1:]


def place_name(violation: Violation) -> str:
    """Return the words for the place of a violation: “aims:”, this dash, this file."""
    if violation.key is not None:
        return f"“{shorten(str(violation.key.value))}:”"
    top = violation.schema is violation.root
    return "this file" if top else "this dash"


def content_words(violation: Violation) -> str:
    """Return the words for a place with a list, or fields with values, in it."""
    where = "in" if violation.schema is violation.root else "after"
    where = where if violation.key is None else "under"
    return f"{place_name(violation)} has {kind_words(violation.node)} {where} it"


def kind_words(node: Node) -> str:
    """Return what a list, or fields with values, is called."""
    return "a list" if isinstance(node, SequenceNode) else "fields with values"


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


def _smallest_span(violation: Violation) -> Span:
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
