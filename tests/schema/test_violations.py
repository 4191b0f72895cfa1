"""What jsonschema finds is found; what is of a usual form has nothing to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.cases import in_turn
from tests.schema.conftest import KEPT, as_node
from tests.schema.test_builtin_schemas import parts

from pccreport.schema.builtin_schemas import NAMES, load_schema
from pccreport.schema.usual_form import conforms
from pccreport.schema.violations import find_violations
from pccreport.source.node import to_python

OF_USUAL_FORM = {
    *("$ref", "anyOf", "type", "enum", "const", "pattern", "minimum", "maximum"),
    *("properties", "additionalProperties", "required", "propertyNames"),
    *("minProperties", "items", "minItems", "maxItems"),
}
"""The keywords that `conforms` looks at."""
JUDGED = {*Draft202012Validator.VALIDATORS}


def judge(name: str, spoilt: Iterator[Any]) -> tuple[int, int]:
    """How many documents are of a usual form, and how many are none; each is judged rightly."""
    schema = load_schema(name)
    authority = Draft202012Validator(schema)
    counts = [0, 0]
    for document in spoilt:
        node = as_node(document)
        read = to_python(node)
        is_valid, usual = authority.is_valid(read), conforms(read, schema, schema)
        assert any(True for _ in find_violations(schema, node)) is not is_valid, read
        assert is_valid or not usual, read
        counts[usual] += 1
    return counts[True], counts[False]


@pytest.mark.parametrize("name", NAMES)
def test_agrees_on_spoilt_documents(
    name: str, spoilt: Callable[[str, int], Iterator[Any]]
) -> None:
    """Documents with mistakes are judged as jsonschema judges them, with and without the quick look."""
    assert all(judge(name, spoilt(name, KEPT)))


@pytest.mark.parametrize("name", NAMES)
def test_good_documents(name: str, documents: dict[str, Any]) -> None:
    """A good document of each kind is of a usual form."""
    assert judge(name, iter([documents[name]])) == (1, 0)


@in_turn("name", NAMES)
def test_no_keyword_is_passed_over(name: str) -> None:
    """The quick look knows each keyword of our schemas that jsonschema judges, and none is beside a reference."""
    for part in parts(load_schema(name)):
        judged = JUDGED & part.keys()

        assert judged <= OF_USUAL_FORM
        assert judged.isdisjoint({"$ref", "anyOf"}) or len(judged) == 1
        assert judged.isdisjoint({"properties", "items"}) or "type" in judged


def test_values_are_not_mixed_up() -> None:
    """true is not 1, 1.5 is no whole number, and what is no number is no number."""
    whole, one = {"type": "integer", "maximum": 9}, {"const": 1}
    of_text, figure = {"enum": ["1"]}, {"type": ["number", "null"], "minimum": 0}

    assert [conforms(v, whole, {}) for v in (1, True, 1.5, 10)] == [True, *[False] * 3]
    assert [conforms(v, one, {}) for v in (1, True, 2, "1")] == [True, *[False] * 3]
    assert [conforms(v, of_text, {}) for v in ("1", "2", None, 1)] == [
        True,
        *[False] * 3,
    ]
    assert [conforms(v, figure, {}) for v in (2, 0.5, None)] == [True] * 3
    assert [conforms(v, figure, {}) for v in (-1, float("nan"), "2")] == [False] * 3
