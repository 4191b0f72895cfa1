"""Violations of a schema: jsonschema's errors, each with its node and the wording for officers.

Of the branches of an `anyOf`, only the errors of the one that was meant are violations.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from pccreport.schema.branches import closest_branch
from pccreport.schema.builtin_schemas import Schema, kind_of, resolve_ref
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode, to_python


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


MAX_ERRORS = 1000
"""Errors of one branch of an `anyOf`, all of which jsonschema would collect before the first."""
_KEYWORDS = {"required": "names", "additionalProperties": "names"}


def find_violations(root: Schema, top: Node) -> Iterator[Violation]:
    """Yield the violations of a schema in a file; those of a mapping's keys may be repeated."""
    for error in _VALIDATOR(root).iter_errors(to_python(top)):
        yield from _violations(root, top, error)


def _any_of(
    validator: Any, branches: list[Schema], value: Any, _: Schema
) -> Iterator[ValidationError]:
    found: list[ValidationError] = []
    for index, branch in enumerate(branches):
        errors = validator.descend(value, branch, schema_path=index)
        first = [*islice(errors, MAX_ERRORS)]
        if not first:
            return
        found += first
    yield ValidationError("no branch fits", context=found)


_VALIDATOR = extend(Draft202012Validator, {"anyOf": _any_of})


def _violations(root: Schema, top: Node, error: ValidationError) -> Iterator[Violation]:
    """Yield the violations of an error: of several branches, those of the one that was meant."""
    here = _violation(root, top, error)
    if here.keyword != "anyOf":
        yield here
        return
    branches = [resolve_ref(root, branch) for branch in here.expected]
    index = closest_branch(branches, here.node)
    names = dict.fromkeys(
        name
        for keyword in ("required", "properties")
        for branch in branches
        for name in branch.get(keyword, ())
    )
    allows_list = any(kind_of(branch) == "array" for branch in branches)
    for inner in error.context:
        if inner.relative_schema_path[0] == index:
            for found in _violations(root, top, inner):
                several = found._replace(all_keys=tuple(names), allows_list=allows_list)
                yield several if found.node is here.node else found


def _violation(root: Schema, top: Node, error: ValidationError) -> Violation:
    node, key = top, None
    for step in error.absolute_path:
        if isinstance(node, MappingNode):
            key = node.keys[step]
            node = node.values[step]
        elif isinstance(node, SequenceNode):
            node, key = node.items[step], None
    if isinstance(node, MappingNode) and isinstance(error.instance, str):
        key = node.keys[error.instance]  # which is wrong itself
        node = key
    schema, keyword, expected = error.schema, error.validator, error.validator_value
    outer, optional = _innermost_part(root, error.absolute_schema_path)
    return Violation(
        keyword=_KEYWORDS.get(keyword, keyword),
        expected=kind_of(schema) if keyword == "type" else expected,
        node=node,
        key=key,
        schema=schema,
        root=root,
        wording={**schema, **outer},
        optional=optional,
    )


def _innermost_part(root: Schema, path: Sequence[str | int]) -> tuple[Schema, bool]:
    """Return the innermost property, item or key that a path goes through, and whether it is optional.

    It is the part of the schema before a shared definition that it refers to.
    """
    part: Any = root
    innermost, optional = root, False
    steps = iter(path)
    for step in steps:
        part = resolve_ref(root, part)
        if step == "anyOf":
            part = part["anyOf"][next(steps, 0)]
        elif step == "properties":
            name = next(steps)
            optional = name not in part.get("required", ())
            part = innermost = part["properties"][name]
        elif isinstance(part[step], dict):  # one for every child
            part = innermost = part[step]
            optional = True
    return innermost, optional
