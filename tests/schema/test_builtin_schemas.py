"""The schemas: what each must have so that editors and our wording can use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from tests.cases import in_turn

from pccreport.document.roles import HOUSE_ROLES
from pccreport.house.phrases import PHRASES
from pccreport.house.reader import TITLE_ROLES
from pccreport.model.periods import Basis
from pccreport.schema.builtin_schemas import NAMES, Schema, load_schema, resolve_ref

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
def test_messages_have_words(name: str) -> None:
    """Each form and kind says what to write, without a full stop; a form's title follows “is not”."""
    for part in parts(load_schema(name)):
        if "pattern" in part:
            assert part["patternErrorMessage"], part
            assert part["title"].split()[0] in {"A", "An", "The"}
            assert part["examples"]
        if not {"type", "enum", "const"}.isdisjoint(part):
            assert part["errorMessage"], part
        for word in {"errorMessage", "patternErrorMessage"} & part.keys():
            assert re.fullmatch(r"(Write|Start)\b.*[^.]", part[word], re.DOTALL)


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


QUARTERS = (
    *("2019/20 Q4", "2019-20 Q4", "2019/2020 Q4", "2019-2020 Qtr. 4", "2019/20 Qtr.4"),
    *("2019/20 Qtr 4", "2019/20   Q4", "Q4 2019/20", "qtr. 4 2019-20", "2019/20 q1"),
)
YEAR = ("2019/20", "2019-20", "2019/2020")
DATES = ("2018-11-01 to 2019-05-01", "2018-11-01  to  2019-05-01")
NO_PERIODS = (
    *(
        "2019/20Q4",
        "2019–20 Q4",
        "2019 / 20 Q4",
        "2019/20, Qtr. 4",
        "2019/20 Quarter 4",
    ),
    *("2019/20 Q 4", "2019/20 Qtr.  4", "2019/20 Q.4", "2019/20\tQ4", "2019/20 Q5"),
    *("2019/20 Q0", "2019/020 Q4", " 2019/20 Q4", "2019/20 Q4 ", "2019/20 Q4\n", "Q4"),
    *("2019 Q4", "2019/20 Q4 and more", "2019–20", "2019/20\n", "2019", "2018-11-01"),
    *("2019/20 to 2020/21", "2018-11-01 - 2019-05-01", "2018-11-01 to 2019-05"),
    *("2018-11-01to 2019-05-01", "1 November 2018 to 1 May 2019"),
    *("2018-11-01 to 2019-05-01\n", "Plan", "plan\n"),
)
FORMS = [
    ("update", "period", (*QUARTERS, *YEAR, *DATES), ("plan", *NO_PERIODS)),
    ("update", "year", YEAR, (*QUARTERS, *DATES, *NO_PERIODS)),
    ("report", "quarter", QUARTERS, ("plan", *YEAR, *DATES, *NO_PERIODS)),
    ("report", "quarter_or_year", (*QUARTERS, *YEAR), ("plan", *DATES, *NO_PERIODS)),
    ("report", "reporting_period", ("plan", *QUARTERS, *YEAR, *DATES), NO_PERIODS),
    (
        *("plan", "years"),
        ("2017/18 to 2020/21", "2017-18 to 2020-21", "2017/2018–2020/2021", "2020/21"),
        ("2017", "2017/18 to", "four years"),
    ),
    (
        *("update", "reason"),
        ("no sessions were planned", "two\nlines", "True to the plan, none were held"),
        ("", " \n", "true", "FALSE", " Yes ", "no\n"),
    ),
    (
        *("report", "house"),
        ("progress-report", "our-house.yaml", "Our House.yml"),
        ("../ours.yaml", "C:\\ours.yaml", "ours.docx", ".yaml", ""),
    ),
]


@in_turn(("name", "form", "right", "wrong"), FORMS)
def test_a_form_allows_what_officers_type(
    name: str, form: str, right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    """Periods, years, reasons and the names of house formats have a few forms and no others."""
    asked = Draft202012Validator(load_schema(name)["$defs"][form])

    assert [*right] == [text for text in (*right, *wrong) if asked.is_valid(text)]


def test_bases_are_those_of_the_code() -> None:
    """What figures can be counted over is what the code can say."""
    bases = load_schema("update")["properties"]["basis"]["enum"]

    assert bases == [basis.value for basis in Basis]
