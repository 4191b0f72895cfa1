"""Each text that an update prints counts where texts are compared, tracked and kept private."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests import projects
from tests.conftest import ROOT

from pccreport.compare.sides import award_words
from pccreport.model import update
from pccreport.model.update import Award
from pccreport.pipeline.compare import CompareResult, Operand, compare_reports
from pccreport.pipeline.load import read_update_file
from pccreport.pipeline.redline import build_redline

UNPRINTED = {"owner", "source"}
"""Fields of an update that are text to the schema, but are in no report."""
OLD, NEW = "Twelve barns were visited.", "Quite another thing happened instead."


def fields() -> list[str]:
    """The fields of an update with a text that is printed, as the schema has them."""
    schema = json.loads((ROOT / "schemas/update.schema.json").read_text("utf-8"))
    item = schema["$defs"]["item"]["properties"]
    texts = ("#/$defs/text", "#/$defs/own_text")
    refs = {name: form.get("$ref") for name, form in item.items()}
    return [n for n, ref in refs.items() if ref in texts and n not in UNPRINTED]


def entry(field: str, words: str) -> str:
    """An update with words in one of its fields."""
    other = "" if field == "text" else "text: We went on. , "
    return f"- {{{other}{field}: {words}}}"


def compared(folder: Path, old: str, new: str) -> CompareResult:
    """What became of one update."""
    sides = [
        projects.write(folder / name, updates=projects.one_update(told))
        for name, told in (("old", old), ("new", new))
    ]
    result, findings = compare_reports(*(Operand(s, name=s.name) for s in sides))
    assert findings == ()
    assert result.comparison is not None
    return result


@pytest.mark.parametrize("field", fields())
def test_two_projects_that_differ_in_it_differ(tmp_path: Path, field: str) -> None:
    """In the comparison, and in the Word file with both texts."""
    result = compared(tmp_path, entry(field, OLD), entry(field, NEW))
    redline, *_ = build_redline(result)
    assert redline is not None
    (tmp_path / "r.docx").write_bytes(redline)
    with ZipFile(tmp_path / "r.docx") as archive:
        document = archive.read("word/document.xml").decode()

    assert result.comparison is not None
    assert any(True for _ in result.comparison.visible_changes())
    assert "barns" in document
    assert "another" in document


@pytest.mark.parametrize("field", fields())
def test_what_is_private_now_is_not_quoted_from_it(tmp_path: Path, field: str) -> None:
    """Its words are asked for on the old side; the private ones may be of any field too."""
    old = f"- One.\n{entry(field, OLD)}"
    for other in fields():
        note = entry(other, OLD).replace("}", ", public: false}")
        result = compared(tmp_path / other, old, f"- One.\n{note}")
        assert result.comparison is not None
        assert result.comparison.redacted
        assert OLD not in str([line.texts for line in result.comparison.before.lines])


def test_an_update_has_all_of_them(tmp_path: Path) -> None:
    """What the schema prints is what an update says; its own text has no name."""
    told = ", ".join(f"{name}: {name} words" for name in fields())
    path = tmp_path / "q4.yaml"
    text = f"period: 2022/23 Q4\nupdates: {{farms: {{force: [{{{told}}}]}}}}\n"
    path.write_text(text, encoding="utf-8")
    read, findings = read_update_file(path)
    assert findings == ()
    assert read is not None
    [item] = read.cells[0].entries
    assert isinstance(item, update.UpdateItem)

    assert {name or "text" for name, _ in item.texts()} == {*fields()}


@pytest.mark.parametrize(
    ("award", "words"),
    [
        (Award(Decimal(9500), 1, "Safer Fund", "2"), "£9,500, 1 award, Safer Fund, 2"),
        (Award(Decimal("9500.5"), 3, "", ""), "£9,500.50, 3 awards"),
        (Award(None, None, "Safer Fund", ""), "Safer Fund"),
    ],
)
def test_an_award_is_compared_in_words(award: Award, words: str) -> None:
    """With what it has, and one award or several."""
    assert award_words(award) == words
