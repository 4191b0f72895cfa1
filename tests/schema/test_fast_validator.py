"""The quick yes or no: it says what jsonschema says, of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.draws import examples

from pccreport.findings.text import Source
from pccreport.schema.builtin_schemas import NAMES, Schema, load_schema
from pccreport.schema.fast_validator import compile_schema
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode, to_python

NOWHERE = Source("nowhere", "")
KEYS = st.sampled_from(["a", "b", "two words", ""])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 3)
    | st.floats()
    | st.sampled_from("ab1"),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=8,
)
KINDS = st.sampled_from(
    [
        *("object", "array", "string", "boolean", "number", "integer"),
        *(["object", "null"], ["array", "null"]),
    ]
)
LEAVES = st.fixed_dictionaries(
    {},
    optional={
        "type": KINDS,
        "pattern": st.sampled_from(["a", "^[ab]$", r"\S"]),
        "const": st.sampled_from([0, 1, "a", True]),
        "enum": st.sampled_from([["a", "b"], [1, "a"], [True, 0]]),
        "minimum": st.integers(-1, 2),
        "maximum": st.integers(-1, 2),
        "minItems": st.integers(0, 2),
        "maxItems": st.integers(0, 2),
        "minProperties": st.integers(0, 2),
        "required": st.lists(KEYS, max_size=2, unique=True),
        "title": st.just("A title"),
        "$ref": st.just("#/$defs/shared"),
    },
)


def grown(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    """Schemas that hold other schemas."""
    return st.fixed_dictionaries(
        {},
        optional={
            "type": KINDS,
            "properties": st.dictionaries(KEYS, inner, max_size=3),
            "additionalProperties": st.booleans() | inner,
            "propertyNames": inner,
            "items": inner,
            "anyOf": st.lists(inner, min_size=1, max_size=3),
        },
    )


SCHEMAS: st.SearchStrategy[Schema] = st.recursive(LEAVES, grown, max_leaves=6)
SHARED = {"type": "object", "additionalProperties": {"$ref": "#/$defs/shared"}}


def noded(value: Any) -> Node:
    """Bare values as nodes, without places."""
    if isinstance(value, dict):
        keys = {key: ScalarNode(key, NOWHERE, 0, 0) for key in value}
        return MappingNode(keys, {k: noded(v) for k, v in value.items()}, NOWHERE, 0, 0)
    if isinstance(value, list):
        return SequenceNode(tuple(map(noded, value)), NOWHERE, 0, 0)
    return ScalarNode(value, NOWHERE, 0, 0)


@examples(100, 1000)
@given(SCHEMAS, VALUES)
def test_agrees_with_jsonschema(part: Schema, value: Any) -> None:
    """Any schema of our keywords gives the verdict that jsonschema gives."""
    root = {**part, "$defs": {"shared": SHARED}}

    assert compile_schema(root)(noded(value)) is Draft202012Validator(root).is_valid(
        value
    )


def disagreements(name: str, spoilt: Iterator[Any]) -> tuple[list[Any], set[bool]]:
    """The documents that are judged differently, and the judgements there were."""
    verdict, authority = (
        compile_schema(load_schema(name)),
        Draft202012Validator(load_schema(name)),
    )
    different, given_ = [], set()
    for document in spoilt:
        valid = authority.is_valid(document)
        given_.add(valid)
        if verdict(noded(document)) is not valid:
            different.append(document)
    return different, given_


@pytest.mark.parametrize("name", NAMES)
def test_agrees_on_spoilt_documents(
    name: str, spoilt: Callable[[str, int], Iterator[Any]]
) -> None:
    """Documents with mistakes are judged as jsonschema judges them."""
    different, judgements = disagreements(name, spoilt(name, 80))

    assert different == []
    assert judgements == {True, False}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_agrees_on_ten_thousand(
    name: str, spoilt: Callable[[str, int], Iterator[Any]]
) -> None:
    """Ten thousand documents with mistakes are judged as jsonschema judges them."""
    different, _ = disagreements(name, spoilt(name, 10_000))

    assert different == []


@pytest.mark.parametrize("name", NAMES)
def test_good_documents(name: str, documents: dict[str, Any]) -> None:
    """A good document of each kind is good."""
    assert compile_schema(load_schema(name))(noded(documents[name]))


@pytest.mark.parametrize(
    "part",
    [{"oneOf": []}, {"items": {"format": "date"}}, {"properties": {"a": {"not": {}}}}],
)
def test_an_unknown_keyword_is_refused(part: Schema) -> None:
    """A keyword that it cannot judge is told when the schema is compiled."""
    with pytest.raises(ValueError, match="is not known here"):
        compile_schema(part)


def test_values_are_not_mixed_up() -> None:
    """true is not 1, 1.0 is a whole number, and what is no number is no number."""
    whole = compile_schema({"type": "integer"})
    one = compile_schema({"const": 1})
    answers = [whole(noded(v)) for v in (True, 1.0, 1.5, float("nan"), float("inf"))]

    assert answers == [False, True, False, False, False]
    assert [one(noded(v)) for v in (1, 1.0, True, "1")] == [True, True, False, False]


def test_points_in_points() -> None:
    """Points can stand in points as deep as a file can go."""
    value: Any = "the innermost"
    for _ in range(30):
        value = {"text": "t", "points": [value]}
    node = noded({"period": "2019/20 Q4", "updates": {"aim": {"opcc": [value]}}})

    assert compile_schema(load_schema("update"))(node)
    assert Draft202012Validator(load_schema("update")).is_valid(to_python(node))
