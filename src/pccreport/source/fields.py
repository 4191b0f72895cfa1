"""Reads the values of fields from YAML nodes.

A value of an unexpected type is treated as missing: the schema has reported it, and the rest can
still be read.
"""

from collections.abc import Iterator

from pccreport.findings.text import Span
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode

Placed = tuple[tuple[str, Span], ...]
"""Texts, each with its place."""


def scalar(mapping: MappingNode | None, key: str) -> ScalarNode | None:
    """Return the scalar of a key, or None."""
    value = mapping.values.get(key) if mapping else None
    return value if isinstance(value, ScalarNode) and value.value is not None else None


def text(mapping: MappingNode | None, key: str) -> str:
    """Return the text of a key, on one line, or ""."""
    value = mapping.values.get(key) if mapping else None
    return one_line(value) if value else ""


def one_line(node: Node) -> str:
    """Return the text of a scalar, on one line; "" for any other node."""
    if not isinstance(node, ScalarNode) or node.value is None:
        return ""
    lines = str(number_as_typed(node).value).split("\n")
    return " ".join(line.strip() for line in lines if line.strip())


def number_as_typed(node: ScalarNode) -> ScalarNode:
    """Return a number as typed text, because round 1.10 is not 1.1; any other scalar unchanged."""
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return node._replace(value=node.span.text)
    return node


def integer(mapping: MappingNode | None, key: str) -> int | None:
    """Return the whole number of a key, or None."""
    node = scalar(mapping, key)
    value = node.value if node else None
    if isinstance(value, float) and value.is_integer():
        return int(value)  # in JSON Schema, 4.0 is an integer
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def boolean(mapping: MappingNode | None, key: str, default: bool) -> bool:
    """Return the boolean of a key, or `default`."""
    node = scalar(mapping, key)
    return node.value if node and isinstance(node.value, bool) else default


def submapping(mapping: MappingNode | None, key: str) -> MappingNode | None:
    """Return the mapping under a key, or None."""
    value = mapping.values.get(key) if mapping else None
    return value if isinstance(value, MappingNode) else None


def items(mapping: MappingNode | None, key: str) -> tuple[Node, ...]:
    """Return the list under a key, or ()."""
    value = mapping.values.get(key) if mapping else None
    return value.items if isinstance(value, SequenceNode) else ()


def mappings(mapping: MappingNode | None, key: str) -> Iterator[MappingNode]:
    """Return the mappings in the list under a key."""
    return (item for item in items(mapping, key) if isinstance(item, MappingNode))


def keyed_values(
    mapping: MappingNode | None, key: str
) -> Iterator[tuple[str, ScalarNode, Node]]:
    """Yield each name in the mapping under a key, with its node and its value."""
    if names := submapping(mapping, key):
        for name, at in names.keys.items():
            yield name, at, names.values[name]


def texts(mapping: MappingNode | None, key: str) -> tuple[str, ...]:
    """Return the scalars in the list under a key, as text."""
    values = items(mapping, key)
    return tuple(str(value.value) for value in values if isinstance(value, ScalarNode))


def placed_texts(mapping: MappingNode | None, key: str) -> Placed:
    """Return the text of a key, or those in the list under it, each with its place."""
    nodes = items(mapping, key) or filter(None, [scalar(mapping, key)])
    found = (n for n in nodes if isinstance(n, ScalarNode) and n.value is not None)
    return tuple((str(node.value), node.span) for node in found)
