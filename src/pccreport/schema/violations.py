"""What the schema does not allow, one value a mistake, tied to nodes.

jsonschema finds it; here its errors become ours: at a node, with the words that
the schema keeps for officers, alternatives narrowed to the one that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from pccreport.language.close_matches import closest_match
from pccreport.schema.builtin_schemas import Schema, find_definition, resolve_ref
from pccreport.schema.fast_validator import conforms
from pccreport.source.node import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    to_python,
)

InstancePath = Sequence[str | int]

MOST_ERRORS = 1000
"""Errors gathered of one alternative."""
_NAME_LIKE = re.compile(r"[a-z][a-z0-9_-]*")


class Violation(NamedTuple):
    """One keyword of a schema that a node does not satisfy."""

    keyword: str
    """The keyword; "names" for everything that is wrong with a mapping's keys."""
    asked: Any
    """The value of the keyword in the schema."""
    node: Node
    key: ScalarNode | None
    """The key that the node is under; None in a list and at the top."""
    schema: Schema
    """The schema with the keyword."""
    root: Schema
    words: Schema
    """The words for officers: the place's own before the shared definition's."""
    optional: bool
    """True if the line can be deleted."""
    elsewhere: tuple[str, ...] = ()
    """The names that all alternatives know, the required ones first."""
    or_list: bool = False
    """True if a list is allowed instead."""


def find_violations(root: Schema, top: Node) -> Iterator[Violation]:
    """Return the violations that jsonschema's errors represent."""
    judged: set[tuple[int, int]] = set()
    for error in iter_errors(root, to_python(top)):
        yield from _faults(root, top, error, judged)


def iter_errors(root: Schema, document: object) -> Iterator[ValidationError]:
    """Yield what jsonschema finds wrong with a document."""

    def only_faults(validator: Any, name: str, value: Any, part: Schema) -> Any:
        """Yield the errors of a value that has any: most of a file is as it should be."""
        if not conforms(value, find_definition(root, name), root):
            yield from _KEYWORDS["$ref"](validator, name, value, part)

    judge = extend(Draft202012Validator, {"anyOf": _any_of, "$ref": only_faults})
    found: Iterator[ValidationError] = judge(root).iter_errors(document)
    return found


def _any_of(
    validator: Any, branches: list[Schema], instance: Any, _: Schema
) -> Iterator[ValidationError]:
    """Yield the error of a value that no alternative allows, with a limit on what it gathers.

    jsonschema itself gathers all errors of each alternative before it reports the first: a
    hostile list would keep it busy for long. The verdict is the same.
    """
    gathered: list[ValidationError] = []
    for index, branch in enumerate(branches):
        told = validator.descend(instance, branch, schema_path=index)
        found = list(islice(told, MOST_ERRORS))
        if not found:
            return
        gathered += found
    yield ValidationError("no alternative fits", context=gathered)


_KEYWORDS = Draft202012Validator.VALIDATORS


def _faults(
    root: Schema, top: Node, error: ValidationError, judged: set[tuple[int, int]]
) -> Iterator[Violation]:
    violation = _located(root, top, error)
    if violation.keyword == "anyOf":
        branches = [resolve_ref(root, branch) for branch in violation.asked]
        index = closest_branch(branches, violation.node)
        for inner in error.context:
            if inner.relative_schema_path[0] == index:
                for found in _faults(root, top, inner, judged):
                    here = found.node is violation.node
                    yield _as_one_of_several(violation, found) if here else found
    elif violation.keyword != "names":
        yield violation
    elif (once := (id(violation.node), id(violation.schema))) not in judged:
        judged.add(once)
        yield violation


def _as_one_of_several(several: Violation, found: Violation) -> Violation:
    """Return a violation of the alternative that was meant, with what is known of the others."""
    branches = [resolve_ref(several.root, branch) for branch in several.asked]
    names = dict.fromkeys(
        name
        for keyword in ("required", "properties")
        for branch in branches
        for name in branch.get(keyword, ())
    )
    words = {**found.words, "examples": several.words["examples"]}
    or_list = any(_kind(branch) == "array" for branch in branches)
    return found._replace(elsewhere=tuple(names), or_list=or_list, words=words)


def _located(root: Schema, top: Node, error: ValidationError) -> Violation:
    node, key = _find(top, error.absolute_path)
    outer, optional = _innermost_place(root, error.absolute_schema_path)
    if "propertyNames" in error.absolute_schema_path and isinstance(node, MappingNode):
        key = node.keys[error.instance]
        node = key
    about_names = error.validator in {"required", "additionalProperties"}
    asked = _kind(error.schema) if error.validator == "type" else error.validator_value
    return Violation(
        keyword="names" if about_names else error.validator,
        asked=asked,
        node=node,
        key=key,
        schema=error.schema,
        root=root,
        words={**error.schema, **outer},
        optional=optional,
    )


def _find(top: Node, path: InstancePath) -> tuple[Node, ScalarNode | None]:
    """Return the node at a path, and the key it is under."""
    node: Node = top
    key: ScalarNode | None = None
    for step in path:
        if isinstance(node, MappingNode):
            key = node.keys[str(step)]
            node = node.values[str(step)]
        elif not isinstance(node, ScalarNode):
            node, key = node.items[int(step)], None
    return node, key


def _innermost_place(root: Schema, path: InstancePath) -> tuple[Schema, bool]:
    """Return the innermost place that a path goes through, and whether it can be empty.

    A place is the part of the schema for a property, an item or a key, before the shared
    definition that it refers to.
    """
    at = place = root
    optional = False
    steps = iter(path)
    for step in steps:
        at = at if step in at else resolve_ref(root, at)
        if step == "properties":
            name = next(steps)
            optional = name not in at.get("required", ())
            at = place = at["properties"][name]
        elif step == "anyOf":
            at = at["anyOf"][next(steps, 0)]
        elif step in _ONE_FOR_ALL and isinstance(at[step], dict):
            at = place = at[step]
            optional = True
    return place, optional


_ONE_FOR_ALL = frozenset({"items", "additionalProperties", "propertyNames"})
"""Keywords with one schema for every child."""


def closest_branch(branches: list[Schema], node: Node) -> int:
    """Return the index of the `anyOf` branch that the author most probably meant.

    One branch is not a mapping: a text or a list. It is meant by anything but a mapping; a text is
    also meant by a sentence with a colon in it, and a list by a mapping with none of the expected
    keys. Of mappings, the branch with all required keys present is meant, then the one that knows
    most of the keys, then the one whose first required key is present, then the one with the most
    similar keys.
    """
    plain = next(i for i, b in enumerate(branches) if _kind(b) != "object")
    if not isinstance(node, MappingNode):
        return plain
    others = [i for i, b in enumerate(branches) if _kind(b) == "object"]
    if not others:
        return plain
    if "required" not in branches[others[0]]:
        return others[0]  # no key tells it, and there is no other
    if _kind(branches[plain]) == "array":
        asked = [name for i in others for name in branches[i]["required"]]
        if not any(closest_match(key, asked) for key in node.keys):
            return plain
    elif branches[plain]["type"] == "string":
        known = {key for i in others for key in branches[i]["properties"]}
        if _is_sentence(node, known):
            return plain
    return max(others, key=lambda i: (*_likeness(branches[i], node), -i))


def _kind(schema: Schema) -> Any:
    """Return the type that a schema asks for, if it is not empty."""
    kind = schema["type"]
    return kind if isinstance(kind, str) else kind[0]


def is_flow_collection(node: MappingNode | SequenceNode) -> bool:
    """Return whether a mapping or list is written in brackets: {a: b} or [a, b]."""
    return node.span.text[:1] in {"{", "["}


def _is_sentence(node: MappingNode, known: set[str]) -> bool:
    """Return whether a mapping is a sentence that a colon or a brace made into one."""
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
    names, required = branch["properties"], branch.get("required", ())
    return (
        all(key in node.keys for key in required),
        sum(key in names for key in node.keys),
        any(key in node.keys for key in required[:1]),
        sum(
            bool(closest_match(key, required)) for key in node.keys if key not in names
        ),
    )
