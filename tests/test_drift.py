"""What is said in two places says the same: schemas, classes, formats, documents."""

from __future__ import annotations

from pccreport.house.house import HouseFormat
from pccreport.house.phrases import PHRASES, PLACEHOLDERS
from pccreport.language.locale_data import language_tags
from pccreport.model.plan import Plan, Priority
from pccreport.model.settings import ReportSettings, SignOff
from pccreport.model.update import Award, Reference, UpdateFile, UpdateItem
from pccreport.schema.builtin_schemas import load_schema, resolve_ref
from pccreport.source.update_fields import OF_ENTRY, OF_UPDATE


def names(kind: str, part: str = "") -> set[str]:
    """The names that may stand in a file, or in a part of one."""
    root = load_schema(kind)
    where = resolve_ref(root, {"$ref": f"#/$defs/{part}"}) if part else root
    return set(where["properties"])


def test_an_update_s_fields_are_those_of_its_schema() -> None:
    """What may be typed for an item and an award is what is read, but for notes of the office."""
    another_way = {"private"}  # to write public:
    notes = {"owner", "source"}
    typed = {"paragraph": "as"}
    fields = {typed.get(name, name) for name in UpdateItem._fields}

    assert fields - {"origin"} | another_way | notes == names("update", "item")
    assert names("update", "item") - {"lead", "as"} == names("update", "point_item")
    assert set(Award._fields) == names("update", "award")
    fields = {name.replace("updates", "cells") for name in names("update") - {"from"}}
    assert fields | {"origin", "private_caveat"} == set(UpdateFile._fields)
    fields = set(Reference._fields) - {"origin"} | another_way
    assert fields == names("update", "reference")


def test_the_fields_near_which_a_mistake_is_explained_are_all_of_them() -> None:
    """A field that is missing there would be read as words of a text, without a word."""
    assert {"text", *OF_UPDATE} == names("update", "item")
    others = (names("update", kind) for kind in ("reference", "closing", "nothing"))
    keys = set().union(*others) - {"public", "private", "stream", "year"}
    assert {"text", *OF_UPDATE} | keys == {*OF_ENTRY}


def test_a_report_s_fields_are_those_of_its_schema() -> None:
    """report.yaml holds the settings, and its format's number."""
    fields = set(ReportSettings._fields) - {"origin"}

    assert fields | {"format"} == names("report")
    assert set(SignOff._fields) == set(
        load_schema("report")["properties"]["sign_off"]["properties"]
    )


def test_a_plan_s_fields_are_those_of_its_schema() -> None:
    """plan.yaml holds the plan and whose it is."""
    whose = {"body", "holder", "force", "law"}
    fields = set(Plan._fields) - {"names", "origin"}

    assert fields | whose == names("plan")
    assert set(Priority._fields) - {"origin"} == names("plan", "priority")


def test_a_house_format_s_fields_are_those_of_its_schema() -> None:
    """Each key of a house format is read into something."""
    renamed = {"locale", "section_second_line", "own_words", "origin"}
    renamed.add("updates_as_paragraphs")
    read = set(HouseFormat._fields) - renamed | {
        *("language", "extends", "numbering", "bullets"),
        *("styles", "rules", "updates", "quotes", "template"),
    }

    assert read == names("house")


def test_the_languages_of_a_house_format_are_those_with_words() -> None:
    """A language is a choice of the schema, and has its words in a file."""
    choices = load_schema("house")["$defs"]["language"]["enum"]

    assert list(language_tags()) == choices


def test_every_fact_is_made() -> None:
    """What a house format may ask for is what a report can say."""
    from tests.conftest import EXAMPLE  # noqa: PLC0415

    from pccreport.pipeline.build import build  # noqa: PLC0415
    from pccreport.pipeline.load import read_folder, read_report  # noqa: PLC0415
    from pccreport.report.placeholder_values import PlaceholderValues  # noqa: PLC0415

    files, _ = read_folder(EXAMPLE)
    loaded, _ = read_report(files, EXAMPLE / "report.yaml")
    built, _ = build(EXAMPLE)
    assert loaded.house is not None
    assert built.report is not None

    values = PlaceholderValues(built.report, loaded.house)
    assert [] == [name for name in PLACEHOLDERS if values.get(name, "?") == "?"]
    assert set(PHRASES) == set(loaded.house.phrases)
