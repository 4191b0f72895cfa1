"""The keys that were meant in a file with mistyped ones: “Period”, “update”."""

from __future__ import annotations

from collections.abc import Iterable

from pccreport.language.close_matches import closest_match
from pccreport.source.node import MappingNode


def with_meant_keys(node: MappingNode, allowed: Iterable[str]) -> MappingNode:
    """Return a mapping with the keys that were meant in place of mistyped ones.

    They are reported all the same; but what stands under them can be checked in the same run.
    """
    known = tuple(allowed)
    free = [key for key in known if key not in node.keys]
    meant = {key: closest_match(key, free) for key in node.keys if key not in known}
    meant = {key: right for key, right in meant.items() if right}
    if not meant or len({*meant.values()}) < len(meant):
        return node
    keys = {meant.get(key, key): scalar for key, scalar in node.keys.items()}
    values = {meant.get(key, key): value for key, value in node.values.items()}
    return node._replace(keys=keys, values=values)
