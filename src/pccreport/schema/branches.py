"""Which alternative of a schema the author of a value meant."""

import re

from pccreport.language.texts.close_matches import closest_match
from pccreport.schema.builtin_schemas import Schema, kind_of
from pccreport.source.node import MappingNode, Node, ScalarNode, is_flow

_NAME_LIKE = re.compile(r"[a-z][a-z0-9_-]*")


def closest_branch(branches: list[Schema], node: Node) -> int:
    """Return the index of the `anyOf` branch that the author most probably meant.

    One branch is not a mapping: a text or a list. It is meant by anything but a mapping; a text is
    also meant by a sentence with a colon in it, and a list by a mapping with none of the expected
    keys. Of mappings, the branch with all required keys present is meant, then the one that knows
    most of the keys, then the one whose first required key is present, then the one with the most
    similar keys.
    """
    plain = next(i for i, b in enumerate(branches) if kind_of(b) != "object")
    if not isinstance(node, MappingNode):
        return plain
    others = [i for i, b in enumerate(branches) if kind_of(b) == "object"]
    if not others:
        return plain
    if "required" not in branches[others[0]]:
        return others[0]  # no key decides, and there is no other
    if kind_of(branches[plain]) == "array":
        expected = [name for i in others for name in branches[i]["required"]]
        if not any(closest_match(key, expected) for key in node.keys):
            return plain
    elif branches[plain]["type"] == "string":
        known = {key for i in others for key in branches[i]["properties"]}
        if _is_sentence(node, known):
            return plain
    return max(others, key=lambda i: (*_similarity(branches[i], node), -i))


def _is_sentence(node: MappingNode, known: set[str]) -> bool:
    """Return whether a mapping was meant as a sentence, in which a colon or a brace was read as YAML."""
    if not node.keys or not known.isdisjoint(node.keys):
        return False
    values = node.values.values()
    empty = all(isinstance(v, ScalarNode) and v.value is None for v in values)
    if is_flow(node) and empty:
        return True
    has_names = all(_NAME_LIKE.fullmatch(key) for key in node.keys)
    return not has_names and not any(closest_match(key, known) for key in node.keys)


def _similarity(branch: Schema, node: MappingNode) -> tuple[bool, int, bool, int]:
    names, required = branch["properties"], branch.get("required", ())
    return (
        all(key in node.keys for key in required),
        sum(key in names for key in node.keys),
        any(key in node.keys for key in required[:1]),
        sum(bool(closest_match(k, required)) for k in node.keys if k not in names),
    )
