"""What `pccreport build` says on a terminal of all that it keeps private."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.terminals import on_terminal

PRIVATE = """\
- One arrest was made.
- text: >-
    Canaryfolded was seen
    in a barn.
  public: false
- text: "Canaryquoted: was seen."
  private: true
- text: Two arrests.
  points:
    - {text: Canarypoint was seen., public: false}
- {see: roads, public: false}
"""
KEPT = "period: 2022/23 Q4\ncaveat: Canarycaveat.\nupdates: {farms: {force: [Canaryfile.]}}"
UPDATES = {**projects.one_update(PRIVATE), "private/kept.yaml": KEPT}


@pytest.mark.parametrize("option", [[], ["--draft"]], ids=["report", "draft"])
def test_a_terminal_shows_what_is_held_back(tmp_path: Path, option: list[str]) -> None:
    """Each with its file, its line and its first words, of the folder's files too."""
    folder = projects.write(tmp_path / "p", updates=UPDATES)
    code, text = on_terminal("build", folder, *option, "-o", tmp_path / "r.docx")
    shown = text.splitlines()
    file, kept = (
        folder / "updates/2022-23-q4.yaml",
        folder / "updates/private/kept.yaml",
    )

    assert code == 0
    assert shown[-7:] == [
        "Not public, so not printed: 6 texts. Any text not listed here may be printed.",
        f"  {file}:6  Canaryfolded was seen in a barn.",
        f"  {file}:10  Canaryquoted: was seen.",
        f"  {file}:14  Canarypoint was seen.",
        f"  {file}:15  {{see: roads, public: false}}",
        f"  {kept}:3  Canaryfile.",
        f"  {kept}:2  Canarycaveat.",
    ]


def test_texts_of_other_quarters_and_priorities_are_listed_too(tmp_path: Path) -> None:
    """After those of the report's quarters, with the points and the caveat of what is private."""
    other = (
        "period: 2021/22 Q3\n"
        "updates:\n"
        "  farms: {force: [{text: Anarly., public: false}, Shown.]}\n"
    )
    now = (
        "period: 2022/23 Q4\n"
        "updates:\n"
        "  courtesy: {force: [{text: Other., private: true}]}\n"
        "  farms: {force: [{text: A., private: true, points: [Inner., {text: In.}]}, B.]}\n"
        "  roads: {force: [{closing: End., public: false}, C.]}\n"
        "  wildlife: {force: {nothing: None., public: false}}\n"
    )
    late = "period: 2024/25 Q1\ncaveat: Caveat.\nupdates: {farms: {force: [Late.]}}\n"
    updates = {"a.yaml": other, "b.yaml": now, "private/c.yaml": late}
    folder = projects.write(tmp_path / "p", updates=updates)
    _, text = on_terminal("build", folder, "-o", tmp_path / "r.docx")
    shown = text.splitlines()

    assert "Not public, so not printed: 6 texts, and 3 for other periods." in shown[-10]
    assert [line.split("  ")[-1] for line in shown[-9:]] == [
        *("Other.", "A.", "Inner.", "In.", "End.", "None."),
        *("Anarly.", "Late.", "Caveat."),
    ]


def test_of_many_each_is_shown(tmp_path: Path) -> None:
    """None is only counted: what is not in the list may be printed."""
    entries = "".join(f"\n- {{text: Number {n}., private: true}}" for n in range(12))
    updates = projects.one_update(f"- One.{entries}")
    folder = projects.write(tmp_path / "p", updates=updates)
    _, text = on_terminal("build", folder, "-o", tmp_path / "r.docx")
    shown = text.splitlines()

    assert shown[-13].startswith("Not public, so not printed: 12 texts. Any text not l")
    assert shown[-1].endswith("Number 11.")


def test_nothing_held_back_is_said_too(tmp_path: Path) -> None:
    """An office whose own way to mark a text is not understood sees it here."""
    folder = projects.write(tmp_path / "p")
    _, text = on_terminal("build", folder, "-o", tmp_path / "r.docx")
    shown = text.splitlines()

    assert shown[-1].startswith("Not public, so not printed: 0 texts.")


def test_of_several_reports_each_text_is_shown(tmp_path: Path) -> None:
    """Under the line on each report, as for a report alone."""
    folder = projects.write(tmp_path / "p", updates=UPDATES)
    _, text = on_terminal("build", "--all", folder, "-o", tmp_path)
    shown = text.splitlines()

    _, alone = on_terminal("build", folder, "-o", tmp_path / "r.docx")

    assert "Not public, so not printed: 6 texts." in shown[-8]
    assert shown[-5].endswith("Canarypoint was seen.")
    assert shown[-1] == "Reports written: 1 of 1."
    assert "\n".join(shown[-8:-1]) in "\n".join(alone.splitlines())


@in_turn("option", [["--force"], ["--draft"], ["--all"]])
def test_no_pipe_and_no_log_has_a_word_of_it(
    tmp_path: Path, run: Run, option: list[str]
) -> None:
    """What is not a terminal may be passed on, or kept."""
    folder = projects.write(tmp_path / "p", updates=UPDATES)
    target = tmp_path if option == ["--all"] else tmp_path / "r.docx"
    done = run("build", folder, *option, "-o", target)

    assert done.returncode == 0, done.stderr
    assert "anary" not in done.stdout + done.stderr
    assert "eld back" not in done.stdout + done.stderr


def test_quiet_is_quiet(tmp_path: Path) -> None:
    """-q says only what is wrong, also on a terminal."""
    folder = projects.write(tmp_path / "p", updates=UPDATES)
    _, text = on_terminal("build", folder, "-q", "-o", tmp_path / "r.docx")
    shown = text.splitlines()

    assert [line for line in shown if "anary" in line or "eld back" in line] == []
