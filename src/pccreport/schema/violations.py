"""Violations of a schema in a file, each with its node and the wording for officers.

Knows the keywords that our schemas use, and must agree with jsonschema: the tests compare the two.
Of the branches of an `anyOf`, only the violations of the one that was meant are found.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from types import NoneType
from typing import Any, NamedTuple

from pccreport.schema.branches import closest_branch
from pccreport.schema.builtin_schemas import (
    Schema,
    find_definition,
    kind_of,
    resolve_ref,
)
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode

_compiled = cache(re.compile)


class Violation(NamedTuple):
    """One keyword of a schema that a node does not satisfy."""

    keyword: str
    """The keyword; "names" for everything that is wrong with a mapping's keys."""
    expected: Any
    """The value of the keyword in the schema."""
    node: Node
    key: ScalarNode | None
    """The key that the node is under; None in a list and at the top."""
    schema: Schema
    """The schema with the keyword."""
    root: Schema
    wording: Schema
    """The texts for officers: those of the property or item, then those of a shared definition."""
    optional: bool
    """True if the line can be deleted."""
    all_keys: tuple[str, ...] = ()
    """The keys of all branches, if there are several: the required ones first."""
    allows_list: bool = False
    """True if a list is allowed instead."""


class _Place(NamedTuple):
    """A value, and the part of the schema that it is under."""

    node: Node
    key: ScalarNode | None
    outer: Schema
    """The schema of its property, item or key, before a shared definition that this refers to."""
    root: Schema
    optional: bool = False

    def violation(self, keyword: str, expected: Any, schema: Schema) -> Violation:
        """Return the violation of a keyword of a schema."""
        node, key, outer, root, optional = self
        wording = {**schema, **outer}
        return Violation(keyword, expected, node, key, schema, root, wording, optional)


def find_violations(root: Schema, top: Node) -> Iterator[Violation]:
    """Return the violations of a schema in a file."""
    return _violations(_Place(top, None, root, root), root)


def _violations(place: _Place, schema: Schema) -> Iterator[Violation]:
    node = place.node
    value = node.value if isinstance(node, ScalarNode) else node
    kind = type(value)
    checks = _CHECKS[kind]
    for keyword, expected in schema.items():
        if keyword == "$ref":
            yield from _violations(place, find_definition(place.root, expected))
        elif keyword == "anyOf":
            yield from _violations_of_branches(place, expected)
        elif keyword in checks and not checks[keyword](value, expected):
            wanted = kind_of(schema) if keyword == "type" else expected
            yield place.violation(keyword, wanted, schema)
    if isinstance(node, MappingNode):
        yield from _violations_in_mapping(place, node, schema)
    elif isinstance(node, SequenceNode) and "items" in schema:
        of = schema["items"]
        for item in node.items:
            yield from _violations(_Place(item, None, of, place.root, True), of)


def _violations_in_mapping(
    place: _Place, node: MappingNode, schema: Schema
) -> Iterator[Violation]:
    named, required = schema.get("properties", {}), schema.get("required", ())
    rest = schema.get("additionalProperties", True)
    is_unknown = rest is False and not node.keys.keys() <= named.keys()
    if is_unknown or any(name not in node.keys for name in required):
        yield place.violation("names", None, schema)
    for key in node.keys.values() if "propertyNames" in schema else ():
        of_names = schema["propertyNames"]
        yield from _violations(_Place(key, key, of_names, place.root, True), of_names)
    for name, key in node.keys.items():
        part = named.get(name, rest)
        if isinstance(part, dict):
            is_optional = name not in required
            below = _Place(node.values[name], key, part, place.root, is_optional)
            yield from _violations(below, part)


def _violations_of_branches(
    place: _Place, branches: list[Schema]
) -> Iterator[Violation]:
    """Yield the violations of the branch that was meant, if none of them fits."""
    found: list[Iterator[Violation]] = []
    for branch in branches:
        of_branch = _violations(place, branch)
        first = next(of_branch, None)
        if first is None:
            return
        found.append(chain([first], of_branch))
    resolved = [resolve_ref(place.root, branch) for branch in branches]
    names = dict.fromkeys(
        name
        for keyword in ("required", "properties")
        for branch in resolved
        for name in branch.get(keyword, ())
    )
    allows_list = any(kind_of(branch) == "array" for branch in resolved)
    for each in found[closest_branch(resolved, place.node)]:
        is_here = each.node is place.node
        alternatives = each._replace(all_keys=tuple(names), allows_list=allows_list)
        yield alternatives if is_here else each


def _has_type(value: Any, expected: str | list[str]) -> bool:
    kinds = (expected,) if isinstance(expected, str) else expected
    # 1.0 is a whole number to JSON Schema.
    is_whole = isinstance(value, float) and value.is_integer()
    return any(
        type(value) in _TYPES[kind] or (is_whole and kind == "integer")
        for kind in kinds
    )


_TYPES: dict[str, tuple[type, ...]] = {
    "object": (MappingNode,),
    "array": (SequenceNode,),
    "string": (str,),
    "boolean": (bool,),
    "null": (NoneType,),
    "number": (int, float),
    "integer": (int,),
}


def _is_one_of(value: Any, choices: list[Any]) -> bool:
    # true is not 1, although they are equal in Python.
    is_bool = type(value) is bool
    return any(value == each and is_bool == (type(each) is bool) for each in choices)


_Checks = dict[str, Callable[[Any, Any], bool]]
_ANY: _Checks = {
    "type": _has_type,
    "enum": _is_one_of,
    "const": lambda value, expected: _is_one_of(value, [expected]),
}
_OF_NUMBER: _Checks = {
    **_ANY,
    "minimum": lambda value, least: not value < least,
    "maximum": lambda value, most: not value > most,
}
_CHECKS: dict[type, _Checks] = {
    **dict.fromkeys((bool, NoneType), _ANY),
    **dict.fromkeys((int, float), _OF_NUMBER),
    str: {
        **_ANY,
        "pattern": lambda value, form: bool(_compiled(form).search(value)),
    },
    SequenceNode: {
        **_ANY,
        "minItems": lambda node, least: len(node.items) >= least,
        "maxItems": lambda node, most: len(node.items) <= most,
    },
    MappingNode: {
        **_ANY,
        "minProperties": lambda node, least: len(node.keys) >= least,
    },
}
"""The check of each keyword for a value of each type."""
