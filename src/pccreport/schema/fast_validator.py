"""Checks quickly whether a file conforms to its schema, yes or no.

A schema is compiled once into closures over nodes, one for each keyword. The compiler knows
the keywords that our schemas use and no others, and must agree with jsonschema: the tests
compare the two. What is wrong, and how to report it, is left to `validate`.
"""

# ruff: noqa: SIM110 - a loop takes half the time of all() and any() with a generator

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pccreport.schema.builtin_schemas import Schema, find_definition
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode, Value

NodePredicate = Callable[[Node], bool]

_SAYS_NOTHING = frozenset(
    {
        "$schema",
        "$defs",
        "title",
        "description",
        "markdownDescription",
        "markdownEnumDescriptions",
        "examples",
        "default",
        "defaultSnippets",
        "errorMessage",
        "patternErrorMessage",
    }
)
"""Keywords for editors and for our wording."""

_OF_MAPPINGS = frozenset({"properties", "additionalProperties", "required"})
"""Keywords that are judged together, in one walk."""


def compile_schema(root: Schema) -> NodePredicate:
    """Return the test that a schema makes; raise ValueError for a keyword not known here."""
    definitions: dict[str, NodePredicate] = {}

    def part(schema: Schema) -> NodePredicate:
        # The kind first, whatever the order written: it settles most branches.
        tests = [_type(schema["type"])] if "type" in schema else []
        tests += [keyword(k, v) for k, v in schema.items() if k not in _SAYS_NOTHING]
        if not _OF_MAPPINGS.isdisjoint(schema):
            tests.append(mapping(schema))
        return _all_of([test for test in tests if test is not _always])

    def keyword(name: str, asked: Any) -> NodePredicate:
        match name:
            case "type" | "properties" | "additionalProperties" | "required":
                return _always  # seen to in `part`
            case "$ref":
                return refer(asked)
            case "anyOf":
                return _any_of([part(branch) for branch in asked])
            case "items":
                return _items(part(asked))
            case "propertyNames":
                return _names(part(asked))
            case _ if name in _PLAIN:
                return _PLAIN[name](asked)
        raise ValueError(f"the keyword {name} is not known here")

    def mapping(schema: Schema) -> NodePredicate:
        values = {k: part(v) for k, v in schema.get("properties", {}).items()}
        rest = schema.get("additionalProperties", True)
        other = (lambda _: rest) if isinstance(rest, bool) else part(rest)
        return _mapping(frozenset(schema.get("required", ())), values, other)

    def refer(reference: str) -> NodePredicate:
        if reference not in definitions:
            # Until it is compiled, a recursive definition looks itself up.
            definitions[reference] = later(reference)
            definitions[reference] = part(find_definition(root, reference))
        return definitions[reference]

    def later(reference: str) -> NodePredicate:
        return lambda node: definitions[reference](node)  # noqa: PLW0108 - it changes

    return part(root)


def _always(_: Node) -> bool:
    return True


def _all_of(tests: list[NodePredicate]) -> NodePredicate:
    if not tests:
        return _always
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda node: first(node) and second(node)

    def verdict(node: Node) -> bool:
        for test in tests:
            if not test(node):
                return False
        return True

    return verdict


def _any_of(branches: list[NodePredicate]) -> NodePredicate:
    def verdict(node: Node) -> bool:
        for branch in branches:
            if branch(node):
                return True
        return False

    return verdict


def _mapping(
    required: frozenset[str], values: dict[str, NodePredicate], other: NodePredicate
) -> NodePredicate:
    verdict_of = values.get

    def verdict(node: Node) -> bool:
        if type(node) is not MappingNode:
            return True
        held = node.values
        if not required <= held.keys():
            return False
        for key, value in held.items():
            if not verdict_of(key, other)(value):
                return False
        return True

    return verdict


def _items(item: NodePredicate) -> NodePredicate:
    def verdict(node: Node) -> bool:
        if type(node) is SequenceNode:
            for each in node.items:
                if not item(each):
                    return False
        return True

    return verdict


def _names(name: NodePredicate) -> NodePredicate:
    def verdict(node: Node) -> bool:
        return type(node) is not MappingNode or all(
            name(scalar._replace(value=key)) for key, scalar in node.keys.items()
        )

    return verdict


def _type(asked: str | list[str]) -> NodePredicate:
    if not isinstance(asked, str):
        return _any_of([_type(each) for each in asked])
    kind = {"object": MappingNode, "array": SequenceNode}.get(asked)
    if kind is not None:
        return lambda node: type(node) is kind
    if asked == "string":
        return lambda node: type(node) is ScalarNode and type(node.value) is str
    of_value = _VALUES[asked]
    return lambda node: type(node) is ScalarNode and of_value(node.value)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_VALUES: dict[str, Callable[[Value], bool]] = {
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": _is_number,
    # 1.0 is a whole number to JSON Schema.
    "integer": lambda value: (
        value.is_integer() if isinstance(value, float) else _is_number(value)
    ),
}


def _one_of(choices: list[Any]) -> NodePredicate:
    # true is not 1, although they are equal in Python.
    wanted = [(choice, isinstance(choice, bool)) for choice in choices]

    def verdict(node: Node) -> bool:
        if type(node) is not ScalarNode:
            return False
        return (node.value, isinstance(node.value, bool)) in wanted

    return verdict


def _pattern(asked: str) -> NodePredicate:
    search = re.compile(asked).search

    def verdict(node: Node) -> bool:
        if type(node) is not ScalarNode or type(node.value) is not str:
            return True
        return search(node.value) is not None

    return verdict


def _number(allowed: Callable[[float], bool]) -> NodePredicate:
    def verdict(node: Node) -> bool:
        if type(node) is not ScalarNode or not _is_number(node.value):
            return True
        return allowed(node.value)  # type: ignore[arg-type]

    return verdict


_PLAIN: dict[str, Callable[[Any], NodePredicate]] = {
    "enum": _one_of,
    "const": lambda asked: _one_of([asked]),
    "pattern": _pattern,
    "minimum": lambda asked: _number(lambda value: not value < asked),
    "maximum": lambda asked: _number(lambda value: not value > asked),
    "minItems": lambda asked: (
        lambda node: type(node) is not SequenceNode or len(node.items) >= asked
    ),
    "maxItems": lambda asked: (
        lambda node: type(node) is not SequenceNode or len(node.items) <= asked
    ),
    "minProperties": lambda asked: (
        lambda node: type(node) is not MappingNode or len(node.values) >= asked
    ),
}
"""What each keyword tests that has no schema under it."""
