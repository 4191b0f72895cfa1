"""A report as it is read: all its texts in order, each with its place."""

from __future__ import annotations

from pathlib import Path

from tests import projects

from pccreport.house.house import HouseFormat
from pccreport.pipeline.build import build
from pccreport.pipeline.load import read_folder, read_report
from pccreport.report.merge import merge
from pccreport.report.passages import Passage, passages
from pccreport.report.report import Report

ENTRIES = """\
- text: "See **the [grants](https://a.gov.uk/ABC)** of [[roads]], it's new."
  points: [A point.]
  outcome: It helped.
- {text: Hidden., public: false}
- closing: The end."""


def assembled(folder: Path) -> tuple[Report, HouseFormat]:
    """A project's report."""
    loaded, _ = read_report(read_folder(folder)[0], folder / "report.yaml")
    assert loaded.project
    assert loaded.project.settings
    assert loaded.house
    priority = loaded.project.plan.priority(2)
    assert priority
    merged, _ = merge(loaded.project, loaded.project.settings, priority)
    return merged.report, loaded.house


def read(folder: Path) -> list[Passage]:
    """The passages of a project's report."""
    return list(passages(*assembled(folder)))


def test_texts_are_in_the_order_printed_and_without_markup(tmp_path: Path) -> None:
    """An outcome behind the points, a closing line last; what is private, not at all."""
    found = read(projects.write(tmp_path, updates=projects.one_update(ENTRIES)))
    texts = [p.text for p in found if not p.heading]

    assert texts[-4:] == [
        "See the grants of roads, it's new.",
        "A point.",
        "It helped.",
        "The end.",
    ]


def test_words_are_pointed_at_where_they_are_typed(tmp_path: Path) -> None:
    """Through marks, and through what the house's words are filled in with."""
    found = read(projects.write(tmp_path, updates=projects.one_update(ENTRIES)))
    marked = next(p for p in found if p.text.startswith("See the"))
    start = marked.text.index("grants")
    opening = next(p for p in found if not p.heading)
    title = opening.text.index("Safer Together")

    assert [s.text for s in marked.place(start, start + 6)] == ["grants"]
    assert [s.text for s in opening.place(title, title + 5)] == [
        "Safer",
        "{plan.title}",
    ]
    assert [s.text for s in opening.place(0, 11)] == ["This report"]


def test_every_printed_word_is_read(tmp_path: Path) -> None:
    """What the document prints is in a passage, but for references and the sign-off."""
    folder = projects.write(tmp_path)
    built, _ = build(folder)
    assert built.document
    read_words = {word for p in read(folder) for word in p.text.split()}
    updates = "".join(projects.UPDATES.values()).split()

    assert {"Tractors", "cameras,", "kite", "Fewer"} <= read_words
    assert {w for w in updates if w[:1].isupper()} - read_words <= {"Q1", "Q4"}
