"""The advice under a finding can be followed, and leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.conftest import Run

UNDER_T = "under the t of text:"
BLOCK = "write - text: >- with the words indented on the lines below it"
BESIDE = "on its own line, lined up with"


def told(run: Run, folder: Path) -> str:
    """What `check` prints of a project: a line for each finding."""
    return run("check", folder, "--output-format", "concise").stdout


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("- >-\n  A.\n  public: false", f"({BLOCK}, and public: false on its own line"),
        ("- >-\n  A.\n  PUBLIC: FALSE", f"({BLOCK}, and public: false on its own line"),
        ("- >-\n  A.\n  date: 2023", f"({BLOCK}, and date: on its own line {UNDER_T}"),
        ("- Two\n  arrests\n  public = no", f"({BLOCK}, and public: false on its own"),
        ("- A b\n  public: false", f"(write it like: - text: A b; then put public: {UNDER_T})"),
        ("- A b\n    public: false", f"(write it like: - text: A b; then put public: {UNDER_T})"),
        ("- A\n  b c.\n  public: false", f"(write - text: >- and put all the words on the lines below, indented; then put public: {UNDER_T})"),
        ("- text: >-\n    A.\n    public: false", f"(write public: false {BESIDE} text:,"),
        ("- closing: >-\n    A.\n    public: false", f"(write public: false {BESIDE} closing:,"),
        ("- text: >-\n    A.\n    id: a", f"(write id: {BESIDE} text:,"),
        ("- >-\n  A.\n  - see: farms", "(put a point under points:, or line up a new update with the first dash)"),
    ],
)  # fmt: skip
def test_a_field_in_a_text_is_told_where_it_goes(
    tmp_path: Path, run: Run, typed: str, advice: str
) -> None:
    """Beside text:, closing: ..., or under a text: that an update of words alone needs."""
    found = told(run, projects.write(tmp_path, updates=projects.one_update(typed)))

    assert advice in found, found
    assert found.count("error:") == 1


@pytest.mark.parametrize(
    ("mark", "advice"),
    [
        ("private: true", f"(write private: true {BESIDE} text:,"),
        ("PRIVATE = yes", f"(write private: true {BESIDE} text:,"),
        ("pubic: no", f"(write public: false {BESIDE} text:,"),
        ("confidential: on", f"(write private: true {BESIDE} text:,"),
        *(
            (mark, f"; to keep this private, write private: true {BESIDE} text:)")
            for mark in ("private: false", "public: true", "public = yes")
        ),
    ],
)
def test_a_mark_in_a_text_is_answered_as_typed(
    tmp_path: Path, run: Run, mark: str, advice: str
) -> None:
    """With the same mark in its right form; one that keeps nothing private is to be deleted."""
    updates = projects.one_update(f"- text: >-\n    Two arrests.\n    {mark}")
    found = told(run, projects.write(tmp_path, updates=updates))

    assert advice in found, found
    assert ("(delete it, or reword it" in found) is advice.startswith(";")


def test_nothing_beside_a_stream_is_shown_on_two_lines(
    tmp_path: Path, run: Run
) -> None:
    """In quotes it would be neither a list nor a reason; --fix leaves it alone."""
    text = "period: 2022/23 Q4\nupdates:\n  farms:\n    force: nothing: no round.\n"
    folder = projects.write(tmp_path, updates={"2022-23-q4.yaml": text})
    found = told(run, folder)
    run("check", "--fix", folder)

    assert (
        "(write it on two lines: force: and, indented under it, nothing: no round.)"
        in found
    )
    assert found.count("error:") == 1
    assert (folder / "updates/2022-23-q4.yaml").read_text() == text
