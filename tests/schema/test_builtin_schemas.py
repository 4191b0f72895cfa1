"""The schemas: what each must have so that editors and our wording can use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.cases import in_turn

from pccreport.document.roles import HOUSE_ROLES
from pccreport.house.phrases import PHRASES
from pccreport.house.reader import TITLE_ROLES
from pccreport.model.periods import Basis
from pccreport.schema.builtin_schemas import (
    NAMES,
    Schema,
    load_schema,
    resolve_ref,
)

ROOT = Path(__file__).resolve().parents[2]

# What is written has a schema too; nobody types it, so it needs no words for mistakes.
ALL = (*NAMES, "changes", "findings")


def parts(part: Any) -> Iterator[Schema]:
    """Every schema within a schema."""
    if isinstance(part, list):
        for inner in part:
            yield from parts(inner)
    if isinstance(part, dict):
        yield part
        for keyword in ("properties", "$defs"):
            for inner in part.get(keyword, {}).values():
                yield from parts(inner)
        for keyword in ("items", "additionalProperties", "propertyNames", "anyOf"):
            yield from parts(part.get(keyword))


def properties(name: str) -> Iterator[tuple[str, Schema]]:
    """Every property of a schema, by name."""
    for part in parts(load_schema(name)):
        yield from part.get("properties", {}).items()


@in_turn("name", ALL)
def test_is_a_schema(name: str) -> None:
    """Each file is a schema of Draft 2020-12."""
    Draft202012Validator.check_schema(load_schema(name))

    assert (
        load_schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    )


def test_every_file_has_a_name() -> None:
    """The schemas in the folder are those of what is read and of what is written."""
    found = {path.name for path in (ROOT / "schemas").iterdir()}

    assert found == {f"{name}.schema.json" for name in ALL}


def test_is_read_once() -> None:
    """A schema asked for twice is the same one."""
    assert load_schema("plan") is load_schema("plan")


def test_no_such_schema() -> None:
    """A name without a schema is our mistake, and names the places looked at."""
    with pytest.raises(FileNotFoundError, match=r"nonsense\.schema\.json"):
        load_schema("nonsense")


@in_turn("name", ALL)
def test_every_property_has_a_description(name: str) -> None:
    """A property has a title, a description and an example for the editor."""
    wanting = [
        (key, word)
        for key, part in properties(name)
        for word in ("title", "description", "examples")
        if not part.get(word)
    ]

    assert wanting == []


@in_turn("name", NAMES)
def test_every_form_has_words(name: str) -> None:
    """A pattern comes with its words, and a title that can follow “is not”."""
    wanting = [
        part
        for part in parts(load_schema(name))
        if "pattern" in part
        and not (
            part.get("patternErrorMessage")
            and part["title"].split()[0] in {"A", "An"}
            and part.get("examples")
        )
    ]

    assert wanting == []


@in_turn("name", NAMES)
def test_every_kind_has_words(name: str) -> None:
    """What asks for a kind of thing, or for one of some words, says so in ours."""
    wanting = [
        part
        for part in parts(load_schema(name))
        if not {"type", "enum", "const"}.isdisjoint(part) and not part["errorMessage"]
    ]

    assert wanting == []


@in_turn("name", NAMES)
def test_words_are_plain(name: str) -> None:
    """Messages begin with what to write, and end without a full stop."""
    messages = [
        part[word]
        for part in parts(load_schema(name))
        for word in ("errorMessage", "patternErrorMessage")
        if word in part
    ]

    assert [m for m in messages if m[-1] == "." or m.split()[0] not in STARTS] == []


STARTS = {"Write", "Start"}


@in_turn("name", ALL)
def test_examples_are_right(name: str) -> None:
    """Every example and default is what its schema allows."""
    root = load_schema(name)
    wrong = [
        (example, part["title"])
        for part in parts(root)
        for example in [
            *part.get("examples", ()),
            *([part["default"]] if "default" in part else []),
        ]
        if not Draft202012Validator({**part, "$defs": root["$defs"]}).is_valid(example)
    ]

    assert wrong == []


def _is_closed(others: object) -> bool:
    return others is False or isinstance(others, dict)


@in_turn("name", ALL)
def test_mappings_are_closed(name: str) -> None:
    """A mapping with named properties has no others, or says what they are."""
    open_ones = [
        part
        for part in parts(load_schema(name))
        if "properties" in part and not _is_closed(part.get("additionalProperties"))
    ]

    assert open_ones == []


@in_turn("name", NAMES)
def test_snippets_have_known_names(name: str) -> None:
    """A snippet's body holds only names that can stand there."""
    root = load_schema(name)
    for part in parts(root):
        branches = [resolve_ref(root, b) for b in part.get("anyOf", [part])]
        known = {key for b in branches for key in b.get("properties", ())}
        for snippet in part.get("defaultSnippets", ()):
            assert set(snippet["body"]) <= known


def test_shared_definitions_agree() -> None:
    """A definition that stands in several files is the same in all of them."""
    first: dict[str, Any] = {}
    for name in NAMES:
        for key, part in load_schema(name)["$defs"].items():
            assert first.setdefault(key, part) == part, key


def test_roles_are_those_of_the_code() -> None:
    """Styles name every role, and the head's lines those of its paragraphs."""
    house = load_schema("house")
    styles = house["properties"]["styles"]["properties"]
    lines = house["$defs"]["title_line"]["properties"]["role"]["enum"]

    assert list(styles) == [role.value for role in HOUSE_ROLES]
    assert lines == list(TITLE_ROLES)


def test_phrases_are_those_of_the_code() -> None:
    """The house format's phrases are the ones that the code says something with."""
    phrases = load_schema("house")["properties"]["phrases"]["properties"]

    assert sorted(phrases) == sorted(PHRASES)


QUARTERS = {
    "2019/20 Q4": True,
    "2019-20 Q4": True,
    "2019/2020 Q4": True,
    "2019-2020 Qtr. 4": True,
    "2019/20 Qtr.4": True,
    "2019/20 Qtr 4": True,
    "2019/20   Q4": True,
    "Q4 2019/20": True,
    "qtr. 4 2019-20": True,
    "2019/20 q1": True,
    "2019/20Q4": False,
    "2019–20 Q4": False,
    "2019 / 20 Q4": False,
    "2019/20, Qtr. 4": False,
    "2019/20 Quarter 4": False,
    "2019/20 Q 4": False,
    "2019/20 Qtr.  4": False,
    "2019/20 Q.4": False,
    "2019/20\tQ4": False,
    "2019/20 Q5": False,
    "2019/20 Q0": False,
    "2019/020 Q4": False,
    " 2019/20 Q4": False,
    "2019/20 Q4 ": False,
    "2019/20 Q4\n": False,
    "Q4": False,
    "2019 Q4": False,
    "2019/20 Q4 and more": False,
}
ONE_YEAR = {
    "2019/20": True,
    "2019-20": True,
    "2019/2020": True,
    "2019–20": False,
    "2019/20\n": False,
    "2019": False,
    "2019/20 to 2020/21": False,
}
DATES = {
    "2018-11-01 to 2019-05-01": True,
    "2018-11-01  to  2019-05-01": True,
    "2018-11-01": False,
    "2018-11-01 - 2019-05-01": False,
    "2018-11-01 to 2019-05": False,
    "2018-11-01to 2019-05-01": False,
    "1 November 2018 to 1 May 2019": False,
    "2018-11-01 to 2019-05-01\n": False,
}
NONE = dict.fromkeys({**QUARTERS, **ONE_YEAR, **DATES}, False)
FORMS = [
    ("update", "period", {**QUARTERS, **ONE_YEAR, **DATES, "plan": False}),
    ("update", "year", {**NONE, **ONE_YEAR}),
    ("report", "quarter", {**NONE, **QUARTERS, "plan": False}),
    ("report", "quarter_or_year", {**NONE, **QUARTERS, **ONE_YEAR, "plan": False}),
    (
        "report",
        "reporting_period",
        {
            **{**QUARTERS, **ONE_YEAR, **DATES},
            **{"plan": True, "Plan": False, "plan\n": False},
        },
    ),
]


@in_turn(("name", "form", "typed"), FORMS)
def test_forms_of_a_period(name: str, form: str, typed: dict[str, bool]) -> None:
    """A quarter, a year and dates can be typed in a few ways, and in no others."""
    asked = Draft202012Validator(load_schema(name)["$defs"][form])

    assert {text: asked.is_valid(text) for text in typed} == typed


REASONS = {
    "no sessions were planned": True,
    "two\nlines": True,
    "True to the plan, there were none": True,
    "": False,
    " \n": False,
    "true": False,
    "FALSE": False,
    " Yes ": False,
    "no\n": False,
}


@in_turn("typed", REASONS)
def test_forms_of_a_reason(typed: str) -> None:
    """A reason is words, and neither yes nor no."""
    reason = Draft202012Validator(load_schema("update")["$defs"]["reason"])

    assert reason.is_valid(typed) is REASONS[typed]


def test_bases_are_those_of_the_code() -> None:
    """What figures can be counted over is what the code can say."""
    bases = load_schema("update")["properties"]["basis"]["enum"]

    assert bases == [basis.value for basis in Basis]


YEARS = {
    "2017/18 to 2020/21": True,
    "2017-18 to 2020-21": True,
    "2017/2018–2020/2021": True,
    "2017/18-2020/21": True,
    "2020/21": True,
    "2017": False,
    "2017/18 to": False,
    "four years": False,
}


@in_turn("typed", YEARS)
def test_forms_of_years(typed: str) -> None:
    """A plan's years can be typed the ways that officers type them."""
    years = Draft202012Validator(load_schema("plan")["$defs"]["years"])

    assert years.is_valid(typed) is YEARS[typed]


HOUSES = {
    "progress-report": True,
    "our-house.yaml": True,
    "Our House.yml": True,
    "../ours.yaml": False,
    "C:\\ours.yaml": False,
    "ours.docx": False,
    ".yaml": False,
    "": False,
}


@in_turn("typed", HOUSES)
def test_forms_of_a_house(typed: str) -> None:
    """A house format is a name, or a file of the same folder."""
    house = Draft202012Validator(load_schema("report")["$defs"]["house"])

    assert house.is_valid(typed) is HOUSES[typed]
