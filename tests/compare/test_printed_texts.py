"""Each text that an update prints counts where texts are compared, kept private, and pulled."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from tests import projects
from tests.conftest import ROOT, Run
from tests.word_edits import W, with_body, words_of

from pccreport.compare.sides import award_words
from pccreport.model.update import Award
from pccreport.pipeline.compare import CompareResult, Operand, compare_reports
from pccreport.pipeline.redline import build_redline

UNPRINTED = {"owner", "source"}
"""Fields of an update that are text to the schema, but are in no report."""
DUE = f"{projects.HOUSE}phrases: {{due: 'Due: {{due}}'}}\n"
TABLE = f"""\
{DUE.replace('"{force.short} actions:"', "none")}\
labels: never
levels:
  - {{one: Priority, many: Priorities}}
  - {{one: Aim, many: Aims, columns: [title, text]}}
"""
"""A house format in which a key aim is a row, with its updates in a cell."""
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


@pytest.mark.parametrize("field", [*fields()[1:], "due"])
def test_its_line_is_below_a_table_and_is_cut_alone(
    run: Run, tmp_path: Path, field: str
) -> None:
    """A cell has no room for a line under an update; where it is deleted in Word, its update stays."""
    words = "December 2030" if field == "due" else OLD
    updates = projects.one_update(entry(field, words))
    sent = tmp_path / "r.docx"

    def delete(body: Any) -> None:
        [line] = [p for p in body.iter(f"{W}p") if words in " ".join(words_of(p))]
        line.getparent().remove(line)

    for house in (TABLE, DUE):
        folder = projects.write(tmp_path / "p", house=house, updates=updates)
        assert run("build", folder, "-o", sent, "--force").returncode == 0
        sent.write_bytes(with_body(sent.read_bytes(), delete))
    done = run("pull", sent, folder, "--write")
    [file] = (folder / "updates").iterdir()
    assert file.read_text("utf-8").endswith("- {text: We went on.}\n"), done.stderr


def test_an_update_with_all_of_them_is_not_pasted_again(
    run: Run, tmp_path: Path
) -> None:
    """Besides the text and the outcome that were sent, it has what an officer has added."""
    told = ", ".join(f"{name}: {OLD}" for name in fields())
    updates = projects.one_update(f"- {{{told}}}")
    folder, sent = projects.write(tmp_path / "p", updates=updates), tmp_path / "a.csv"
    table = f"Key aim,Update,Outcome\nFewer thefts from farms,{OLD},{OLD}\n"
    sent.write_text(table, "utf-8")
    done = run("paste", sent, folder, "--stream", "force", "--period", "2022/23 Q4")
    assert "Already in" in done.stderr, done.stderr


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
