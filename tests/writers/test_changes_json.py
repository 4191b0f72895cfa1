"""What changed, for other programs."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.writers.comparisons import (
    HOSTILE,
    added,
    comparison,
    hostile,
    line,
    of_each_kind,
    revised,
)
from tests.writers.comparisons import change as of_kind

from pccreport.compare.changes import (
    KINDS,
    Comparison,
)
from pccreport.compare.kinds import Kind
from pccreport.compare.sides import LineKind
from pccreport.language.edit_facts import ChangedFact, Fact
from pccreport.model.update import Award
from pccreport.schema.builtin_schemas import find_definition, load_schema
from pccreport.writers.changes_json import VERSION, write


def written(told: Comparison) -> Any:
    """What is written, read again; it follows its schema."""
    answer = json.loads(write(told, encoding="utf-8"))
    Draft202012Validator(load_schema("changes")).validate(answer)
    return answer


def test_a_change_is_written_with_all_that_is_known() -> None:
    """Both sides with their places, the words, and what stands around them."""
    told = comparison(
        revised(
            "We met 96.",
            "We met 98.",
            facts=(ChangedFact(Fact.FIGURES, ("96",), ("98",)),),
        )
    )
    change = written(told)["changes"][0]
    side = {
        **{"texts": [], "award": None, "id": "", "aim": "safer", "stream": "police"},
        **{"period": "2019/20", "level": 1, "column": 1},
    }
    old = {**side, "text": "We met 96.", "file": "q4.yaml", "line": 3}
    new = {**side, "text": "We met 98.", "file": "q1.yaml", "line": 5}

    expected = {
        "kind": "revised",
        "sort": "update",
        "sure": True,
        "by": "text",
        "aim": {"key": "safer", "number": 1, "text": "Safer streets for everyone"},
        "stream": {"key": "police", "heading": "Police actions"},
        "period": "2019/20",
        "old": old,
        "new": new,
        "words": [
            {
                "part": "",
                "rewritten": False,
                "stretches": [
                    {"old": "We met ", "new": "We met "},
                    {"old": "96", "new": "98"},
                    {"old": ".", "new": "."},
                ],
            }
        ],
        "reason": "",
        "unexplained": False,
        "restated": {"old": ["96"], "new": ["98"]},
        "continues": None,
        "perhaps": None,
        "private": False,
    }

    assert expected == change


def test_everything_is_in_it() -> None:
    """Each change, what is unchanged and not due too, and the sums of them."""
    told = of_each_kind()
    answer = written(told)
    kinds = [each["kind"] for each in answer["changes"]]
    counted: dict[str, Any] = {kind: kinds.count(kind) for kind in KINDS}

    assert [change.kind for change in told.changes] == kinds
    assert {
        **counted,
        "unsure": 1,
        "unexplained": 1,
        "more": 12,
        "private": {"before": 3, "after": 5, "closed": 0, "withheld": 0},
    } == answer["summary"]
    assert {"name": "2019/20 Q4", "on": "2019/20 Q4"} == answer["before"]
    assert [str(s) for s in LineKind if s is not LineKind.SETTING] == [
        *dict.fromkeys(c["sort"] for c in in_order(answer))
    ]


def in_order(answer: Any) -> Any:
    """The changes by their sort."""
    sorts = [*map(str, LineKind)]
    return sorted(answer["changes"], key=lambda change: sorts.index(change["sort"]))


def test_an_award_is_written() -> None:
    """The sum as typed, so that no program rounds it."""
    award = Award(Decimal("87652.50"), None, "Safety Fund", "")
    change = written(comparison(added("told", award=award)))["changes"][0]

    assert {
        "amount": "87652.50",
        "awards": None,
        "fund": "Safety Fund",
        "round": "",
    } == change["new"]["award"]


def test_what_is_private_is_labelled() -> None:
    """A program can leave it out."""
    answer = written(comparison(added("told", private=True), added("said", 2)))

    assert [True, False] == [change["private"] for change in answer["changes"]]
    earlier = line("told", 9, old=True, private=True)
    told = of_kind(Kind.CONTINUED, None, line("told on"), continues=earlier)
    assert written(comparison(told))["changes"][0]["private"]


def test_what_is_carried_on_is_written() -> None:
    """With its place, like a side."""
    earlier = line("told", 9, old=True)
    told = of_kind(Kind.CONTINUED, None, line("told on"), continues=earlier)

    assert 9 == written(comparison(told))["changes"][0]["continues"]["line"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_every_letter_is_kept(encoding: str) -> None:
    """And none of them can do anything to a terminal."""
    for text, told in zip(HOSTILE, hostile(), strict=True):
        shown = write(told, encoding=encoding)
        # Whichever letters are escaped, what is read is one thing.
        answer = written(told) if encoding == "utf-8" else json.loads(shown)

        assert text in {
            each["new"]["text"] for each in answer["changes"] if each["new"]
        }
        assert all(each.isprintable() for each in shown.split("\n"))
        assert shown.encode(encoding)


def test_the_form_lists_what_there_is() -> None:
    """Kinds, sorts, fields and the version are those of the code."""
    root = load_schema("changes")

    def enum(part: str, name: str = "") -> set[str]:
        where = find_definition(root, f"#/$defs/{part}")
        return {*(where["properties"][name] if name else where)["enum"]}

    assert VERSION == root["properties"]["version"]["const"]
    assert set(KINDS) == enum("kind")
    assert set(LineKind) == enum("change", "sort")
    assert {"id", "text", "place", ""} == enum("change", "by")
    plan = find_definition(root, "#/$defs/plan_change")["properties"]
    assert {"what", "kind", "old", "new"} == {*plan}
    award = find_definition(root, "#/$defs/award")["properties"]
    assert set(Award._fields) == set(award)
