"""What changed, for other programs."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator
from tests.expect import Expect
from tests.writers.comparisons import (
    HOSTILE,
    added,
    comparison,
    hostile,
    line,
    of_each_kind,
)
from tests.writers.comparisons import change as of_kind

from pccreport.compare.changes import KINDS, Comparison
from pccreport.compare.kinds import Kind
from pccreport.compare.sides import LineKind
from pccreport.model.update import Award
from pccreport.schema.builtin_schemas import load_schema, resolve_ref
from pccreport.writers.changes_json import VERSION, write


def written(told: Comparison) -> Any:
    """What is written, read again; it follows its schema."""
    answer = json.loads(write(told))
    Draft202012Validator(load_schema("changes")).validate(answer)
    return answer


def test_everything_is_in_it(expect: Expect) -> None:
    """Each change with its sides, words and places, what is unchanged too, and their sums."""
    award = Award(Decimal("87652.50"), None, "Safety Fund", "")
    told = of_each_kind()
    told = told._replace(changes=(*told.changes, added("told", award=award)))
    answer = written(told)
    changes = answer.pop("changes")

    expect(json.dumps(answer, indent=1))
    expect([json.dumps(change) for change in changes])


def test_what_is_private_is_labelled() -> None:
    """A program can leave it out."""
    answer = written(comparison(added("told", private=True), added("said", 2)))

    assert [True, False] == [change["private"] for change in answer["changes"]]
    earlier = line("told", 9, old=True, private=True)
    told = of_kind(Kind.CONTINUED, None, line("told on"), continues=earlier)
    assert written(comparison(told))["changes"][0]["private"]


def test_every_letter_is_kept() -> None:
    """And none of them can do anything to a terminal, of whatever encoding."""
    for text, told in zip(HOSTILE, hostile(), strict=True):
        shown, answer = write(told), written(told)

        assert text in {x["new"]["text"] for x in answer["changes"] if x["new"]}
        assert shown.isascii()
        assert all(each.isprintable() for each in shown.split("\n"))


def test_the_form_lists_what_there_is() -> None:
    """Kinds, sorts, fields and the version are those of the code."""
    root = load_schema("changes")

    def enum(part: str, name: str = "") -> set[str]:
        where = resolve_ref(root, {"$ref": f"#/$defs/{part}"})
        return {*(where["properties"][name] if name else where)["enum"]}

    assert VERSION == root["properties"]["version"]["const"]
    assert set(KINDS) == enum("kind")
    assert set(LineKind) == enum("change", "sort")
    assert {"id", "text", "place", ""} == enum("change", "by")
    plan = resolve_ref(root, {"$ref": "#/$defs/plan_change"})["properties"]
    assert {"what", "kind", "old", "new"} == {*plan}
    award = resolve_ref(root, {"$ref": "#/$defs/award"})["properties"]
    assert set(Award._fields) == set(award)
