"""Violations of a schema: jsonschema's errors, each tied to a node and to the wording for officers.

Of the branches of an `anyOf`, only the errors of the one that was meant are violations.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from pccreport.language.close_matches import closest_match
from pccreport.schema.builtin_schemas import Schema, resolve_ref
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode, to_python

InstancePath = Sequence[str | int]

MAX_ERRORS = 1000
"""Errors collected of one branch of an `anyOf`."""
_NAME_LIKE = re.compile(r"[a-z][a-z0-9_-]*")


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


def find_violations(root: Schema, top: Node) -> Iterator[Violation]:
    """Return the violations that jsonschema's errors represent."""
    seen: set[tuple[int, int]] = set()
    for error in iter_errors(root, to_python(top)):
        yield from _violations(root, top, error, seen)


def iter_errors(root: Schema, document: object) -> Iterator[ValidationError]:
    """Yield the errors that jsonschema finds in a document."""
    validator = extend(Draft202012Validator, {"anyOf": _any_of})
    errors: Iterator[ValidationError] = validator(root).iter_errors(document)
    return errors


def _any_of(
    validator: Any, branches: list[Schema], instance: Any, _: Schema
) -> Iterator[ValidationError]:
    """Yield the error of a value that no branch allows, with at most MAX_ERRORS of each branch.

    jsonschema itself collects all errors of each branch before it reports the first, which takes
    long for a hostile list. The result is the same.
    """
    gathered: list[ValidationError] = []
    for index, branch in enumerate(branches):
        errors = validator.descend(instance, branch, schema_path=index)
        listed = list(islice(errors, MAX_ERRORS))
        if not listed:
            return
        gathered += listed
    yield ValidationError("no alternative fits", context=gathered)


def _violations(
    root: Schema, top: Node, error: ValidationError, seen: set[tuple[int, int]]
) -> Iterator[Violation]:
    violation = _violation_at(root, top, error)
    if violation.keyword == "anyOf":
        branches = [resolve_ref(root, branch) for branch in violation.expected]
        index = closest_branch(branches, violation.node)
        for inner in error.context:
            if inner.relative_schema_path[0] == index:
                for found in _violations(root, top, inner, seen):
                    is_same = found.node is violation.node
                    yield _with_alternatives(violation, found) if is_same else found
    elif violation.keyword != "names":
        yield violation
    elif (key := (id(violation.node), id(violation.schema))) not in seen:
        seen.add(key)
        yield violation


def _with_alternatives(several: Violation, found: Violation) -> Violation:
    """Return a violation of the branch that was meant, with what the others allow."""
    branches = [resolve_ref(several.root, branch) for branch in several.expected]
    names = dict.fromkeys(
        name
        for keyword in ("required", "properties")
        for branch in branches
        for name in branch.get(keyword, ())
    )
    allows_list = any(_kind(branch) == "array" for branch in branches)
    return found._replace(all_keys=tuple(names), allows_list=allows_list)


def _violation_at(root: Schema, top: Node, error: ValidationError) -> Violation:
    node, key = _find(top, error.absolute_path)
    outer, optional = _innermost_property(root, error.absolute_schema_path)
    if "propertyNames" in error.absolute_schema_path and isinstance(node, MappingNode):
        key = node.keys[error.instance]
        node = key
    about_names = error.validator in {"required", "additionalProperties"}
    expected = (
        _kind(error.schema) if error.validator == "type" else error.validator_value
    )
    return Violation(
        keyword="names" if about_names else error.validator,
        expected=expected,
        node=node,
        key=key,
        schema=error.schema,
        root=root,
        wording={**error.schema, **outer},
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


def _innermost_property(root: Schema, path: InstancePath) -> tuple[Schema, bool]:
    """Return the innermost property, item or key that a path goes through, and whether it is optional.

    It is the part of the schema before a shared definition that it refers to.
    """
    at = innermost = root
    optional = False
    steps = iter(path)
    for step in steps:
        at = at if step in at else resolve_ref(root, at)
        if step == "properties":
            name = next(steps)
            optional = name not in at.get("required", ())
            at = innermost = at["properties"][name]
        elif step == "anyOf":
            at = at["anyOf"][next(steps, 0)]
        elif step in _ONE_FOR_ALL and isinstance(at[step], dict):
            at = innermost = at[step]
            optional = True
    return innermost, optional


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
        return others[0]  # no key decides, and there is no other
    if _kind(branches[plain]) == "array":
        expected = [name for i in others for name in branches[i]["required"]]
        if not any(closest_match(key, expected) for key in node.keys):
            return plain
    elif branches[plain]["type"] == "string":
        known = {key for i in others for key in branches[i]["properties"]}
        if _is_sentence(node, known):
            return plain
    return max(others, key=lambda i: (*_similarity(branches[i], node), -i))


def _kind(schema: Schema) -> Any:
    """Return the type that a schema asks for; of several, the first, as the others are for empty values."""
    kind = schema["type"]
    return kind if isinstance(kind, str) else kind[0]


def is_flow_collection(node: MappingNode | SequenceNode) -> bool:
    """Return whether a mapping or list is written in brackets: {a: b} or [a, b]."""
    return node.span.text[:1] in {"{", "["}


def _is_sentence(node: MappingNode, known: set[str]) -> bool:
    """Return whether a mapping was meant as a sentence, in which a colon or a brace was read as YAML."""
    if not node.keys or not known.isdisjoint(node.keys):
        return False
    values = node.values.values()
    empty = all(isinstance(v, ScalarNode) and v.value is None for v in values)
    if is_flow_collection(node) and empty:
        return True
    has_names = all(_NAME_LIKE.fullmatch(key) for key in node.keys)
    return not has_names and not any(closest_match(key, known) for key in node.keys)


def _similarity(branch: Schema, node: MappingNode) -> tuple[bool, int, bool, int]:
    names, required = branch["properties"], branch.get("required", ())
    return (
        all(key in node.keys for key in required),
        sum(key in names for key in node.keys),
        any(key in node.keys for key in required[:1]),
        sum(
            bool(closest_match(key, required)) for key in node.keys if key not in names
        ),
    )
