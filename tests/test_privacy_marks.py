"""How an office may mark what is private, and what becomes of each way to write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.word import Word

from pccreport.pipeline.build import Built, build
from pccreport.source.diagnostic import ERROR, Diagnostic

SECRET = "Zorblatt"
"""A word that nothing else has: where it is found, something got out."""


def built(
    folder: Path, entries: str, *, draft: bool = False
) -> tuple[Built, tuple[Diagnostic, ...]]:
    """Build a project with these entries, beside a public one of an earlier quarter."""
    updates = {**projects.UPDATES, **projects.one_update(entries)}
    return build(projects.write(folder, updates=updates), draft=draft)


def printed(folder: Path, made: Built) -> bytes:
    """Return every part of a report, one after the other."""
    assert made.package is not None
    target = folder / "r.docx"
    target.write_bytes(made.package)
    return b"".join(Word(target).parts.values())


def errors(findings: tuple[Diagnostic, ...]) -> list[str]:
    """Return the rules of the errors."""
    return [finding.rule for finding in findings if finding.severity is ERROR]


ENTRIES = [
    "text: Zorblatt was seen.",
    "nothing: Zorblatt was not ready.",
    "closing: Zorblatt has more.",
    "see: roads",
]


@pytest.mark.parametrize("mark", ["public: false", "private: true"])
@pytest.mark.parametrize("entry", ENTRIES)
def test_either_mark_keeps_an_entry_private(
    tmp_path: Path, entry: str, mark: str
) -> None:
    """An update, a reason, a closing line and a reference each take both marks."""
    made, findings = built(tmp_path, f"- One.\n- {entry}\n  {mark}")

    assert errors(findings) == []
    assert SECRET.encode() not in printed(tmp_path, made)
    assert [a.why.value for a in made.absences] == ["not public"]


@pytest.mark.parametrize("mark", ["public: true", "private: false"])
def test_either_mark_says_that_an_entry_is_public(tmp_path: Path, mark: str) -> None:
    """What is not private is printed."""
    made, findings = built(tmp_path, f"- text: {SECRET} was seen.\n  {mark}")

    assert errors(findings) == []
    assert SECRET.encode() in printed(tmp_path, made)


@pytest.mark.parametrize("mark", ["public: false", "private: true"])
def test_either_mark_keeps_points_and_withdrawals_private(
    tmp_path: Path, mark: str
) -> None:
    """A private point is not printed, and a private withdrawal still withdraws."""
    entries = f"- text: One.\n  points:\n  - text: {SECRET}.\n    {mark}"
    entries += f"\n- id: gone\n  withdrawn: {SECRET} asked for it\n  {mark}"
    earlier = {"2022-23-q1.yaml": projects.UPDATES["2022-23-q1.yaml"]}
    earlier["2022-23-q1.yaml"] = earlier["2022-23-q1.yaml"].replace(
        "[Tractors were marked.]", "[{id: gone, text: Tractors were marked.}]"
    )
    updates = {**projects.UPDATES, **earlier, **projects.one_update(entries)}
    made, findings = build(projects.write(tmp_path, updates=updates))

    assert errors(findings) == []
    parts = printed(tmp_path, made)
    assert SECRET.encode() not in parts
    assert b"Tractors" not in parts


@pytest.mark.parametrize(
    ("marks", "contradict"),
    [
        ("public: true\n  private: true", True),
        ("private: false\n  public: false", True),
        ("public: false\n  private: true", False),
        ("private: false\n  public: true", False),
    ],
)
def test_marks_that_contradict_each_other_are_an_error(
    tmp_path: Path, marks: str, contradict: bool
) -> None:
    """The error is at private:, with public: as its second place; two that agree pass."""
    _, findings = built(tmp_path, f"- One.\n- text: {SECRET}.\n  {marks}")
    found = [f for f in findings if f.severity is ERROR]

    assert [f.rule for f in found] == ["privacy-conflict"] * contradict
    assert [f.at.span.text for f in found] == ["private"] * contradict
    assert [f.related[0].span.text for f in found] == ["public"] * contradict
