"""Parts of the findings of violations: how a value is shown, its span, the help of the schema."""

from pccreport.findings.text import Span
from pccreport.schema.violations import Violation
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode
from pccreport.source.yaml_messages import excerpt

_MAX_LENGTH = 60
"""Characters of the file in a message: enough to recognise the text."""


def advice(violation: Violation, name: str = "errorMessage") -> str:
    """Return an advice of the schema, in the form of a help."""
    return lower_first(violation.wording[name])


def shorten(text: str) -> str:
    """Return a text on one line, cut if it is long."""
    return excerpt(text, _MAX_LENGTH)


def typed_text(node: Node) -> str:
    """Return a value as typed, without quotes: `1e3`, not 1000.0."""
    if isinstance(node, ScalarNode) and isinstance(node.value, str):
        return node.value
    return node.span.text or (str(node.value) if isinstance(node, ScalarNode) else "")


def lower_first(sentence: str) -> str:
    """Return a sentence with its first letter in lower case, to follow other words."""
    return sentence[:1].lower() + sentence[1:]


def describe_place(violation: Violation) -> str:
    """Return where a violation is: "“aims:”", "this dash" or "this file"."""
    if violation.key is not None:
        return f"“{shorten(str(violation.key.value))}:”"
    top = violation.schema is violation.root
    return "this file" if top else "this dash"


def describe_content(violation: Violation) -> str:
    """Return the start of a message on a list or mapping: "“aims:” has a list under it"."""
    where = "in" if violation.schema is violation.root else "after"
    where = where if violation.key is None else "under"
    return f"{describe_place(violation)} has {describe_kind(violation.node)} {where} it"


def describe_kind(node: Node) -> str:
    """Return what officers call a list or a mapping."""
    return "a list" if isinstance(node, SequenceNode) else "fields with values"


def head_span(node: Node, key: ScalarNode | None) -> Span:
    """Return the span where a value starts: the key above it, else its first key or line."""
    if key is not None:
        return key.span
    if isinstance(node, MappingNode) and node.keys:
        return next(iter(node.keys.values())).span
    return first_line_span(node)


def first_line_span(node: Node) -> Span:
    """Return the span of a value on its first line."""
    line = node.span.text.split("\n", 1)[0].rstrip()
    return Span(node.source, node.start, node.start + len(line))
