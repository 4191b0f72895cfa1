"""Decides which of several forms of a value the author meant."""

from __future__ import annotations

import re

from pccreport.language.close_matches import closest_match
from pccreport.schema.builtin_schemas import Schema
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode

_NAME_LIKE = re.compile(r"[a-z][a-z0-9_-]*")


def closest_branch(branches: list[Schema], node: Node) -> int:
    """Return the index of the `anyOf` branch that the author most probably meant.

    One branch is not a mapping: a text or a list. It is meant by anything but a mapping; a text is
    also meant by a sentence with a colon in it, and a list by a mapping with none of the expected
    keys. Of mappings, the branch with all required keys present is meant, then the one that knows
    most of the keys, then the one whose first required key is present, then the one with the most
    similar keys.
    """
    plain = next(i for i, b in enumerate(branches) if b["type"] != "object")
    if not isinstance(node, MappingNode):
        return plain
    others = [i for i in range(len(branches)) if i != plain]
    if branches[plain]["type"] == "array":
        asked = [name for i in others for name in branches[i]["required"]]
        if not any(closest_match(key, asked) for key in node.keys):
            return plain
    else:
        known = {key for i in others for key in branches[i]["properties"]}
        if _is_sentence(node, known):
            return plain
    return max(others, key=lambda i: (*_likeness(branches[i], node), -i))


def is_flow_collection(node: MappingNode | SequenceNode) -> bool:
    """Whether a mapping or list is written in brackets: {a: b} or [a, b]."""
    return node.span.text[:1] in {"{", "["}


def _is_sentence(node: MappingNode, known: set[str]) -> bool:
    """Whether a mapping is a sentence that a colon or a brace made into one."""
    if not node.keys or not known.isdisjoint(node.keys):
        return False
    if is_flow_collection(node) and all(
        _is_empty(value) for value in node.values.values()
    ):
        return True
    looks_named = all(_NAME_LIKE.fullmatch(key) for key in node.keys)
    return not looks_named and not any(closest_match(key, known) for key in node.keys)


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value is None


def _likeness(branch: Schema, node: MappingNode) -> tuple[bool, int, bool, int]:
    names, required = branch["properties"], branch["required"]
    return (
        all(key in node.keys for key in required),
        sum(key in names for key in node.keys),
        required[0] in node.keys,
        sum(
            bool(closest_match(key, required)) for key in node.keys if key not in names
        ),
    )
