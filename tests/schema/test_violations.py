"""What is found in a file against its schema: something if jsonschema finds something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.cases import in_turn
from tests.draws import examples
from tests.schema.conftest import build
from tests.schema.test_builtin_schemas import parts

from pccreport.findings.text import Source
from pccreport.schema.builtin_schemas import NAMES, Schema, load_schema
from pccreport.schema.violations import _CHECKS, find_violations

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
        },
    )


SCHEMAS: st.SearchStrategy[Schema] = st.recursive(LEAVES, grown, max_leaves=6)
SHARED = {"type": "object", "additionalProperties": {"$ref": "#/$defs/shared"}}


def conforms(value: Any, root: Schema) -> bool:
    """Whether nothing is found in a value."""
    source, out = Source("f", ""), StringIO()
    node = build(value, out, source)
    source.text = out.getvalue()
    return next(find_violations(root, node), None) is None


@examples(100, 1000)
@given(SCHEMAS, VALUES)
def test_agrees_with_jsonschema(part: Schema, value: Any) -> None:
    """Any schema of our keywords gives the verdict that jsonschema gives."""
    root = {**part, "$defs": {"shared": SHARED}}

    assert conforms(value, root) is Draft202012Validator(root).is_valid(value)


def disagreements(name: str, spoilt: Iterator[Any]) -> tuple[list[Any], set[bool]]:
    """The documents that are judged differently, and the judgements there were."""
    schema = load_schema(name)
    authority = Draft202012Validator(schema)
    different, given_ = [], set()
    for document in spoilt:
        valid = authority.is_valid(document)
        given_.add(valid)
        if conforms(document, schema) is not valid:
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
def test_agrees_on_two_thousand(
    name: str, spoilt: Callable[[str, int], Iterator[Any]]
) -> None:
    """Two thousand documents with mistakes are judged as jsonschema judges them."""
    different, _ = disagreements(name, spoilt(name, 2000))

    assert different == []


@pytest.mark.parametrize("name", NAMES)
def test_good_documents(name: str, documents: dict[str, Any]) -> None:
    """A good document of each kind is good."""
    assert conforms(documents[name], load_schema(name))


@in_turn("name", NAMES)
def test_all_our_keywords_are_known(name: str) -> None:
    """No schema of ours has a keyword that jsonschema judges and is passed over here."""
    of_parts = {"properties", "additionalProperties", "propertyNames", "required"}
    known = {"$ref", "anyOf", "items", *of_parts, *chain(*_CHECKS.values())}
    judged = {*Draft202012Validator.VALIDATORS} - known
    missed = [judged & part.keys() for part in parts(load_schema(name))]

    assert not any(missed)


def test_values_are_not_mixed_up() -> None:
    """true is not 1, 1.0 is a whole number, and what is no number is no number."""
    whole, one = {"type": "integer"}, {"const": 1}
    values = (True, 1.0, 1.5, float("nan"), float("inf"))

    assert [conforms(v, whole) for v in values] == [False, True, *[False] * 3]
    assert [conforms(v, one) for v in (1, 1.0, True, "1")] == [
        True,
        True,
        False,
        False,
    ]


def test_points_in_points() -> None:
    """Points can stand in points as deep as a file can go."""
    value: Any = "the innermost"
    for _ in range(30):
        value = {"text": "t", "points": [value]}
    document = {"period": "2019/20 Q4", "updates": {"aim": {"opcc": [value]}}}
    schema = load_schema("update")

    assert conforms(document, schema)
    assert Draft202012Validator(schema).is_valid(document)
