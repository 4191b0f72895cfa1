"""A cell may be empty: nothing has been sent yet, and that is no mistake."""

from __future__ import annotations

from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.finding_lines import check_lines

from pccreport.source.files import quoted_path

REPORT = projects.REPORT.replace("until: 2023/24 Q1\n", "")
EMPTY = """\
period: 2022/23 Q4
updates:
  farms:
    force:
    opcc: # nobody has written
  roads:
    # force:
    #   - Two arrests were made.
  wildlife:
    force: ~
"""
OF_STREAM = "period: 2022/23 Q4\nupdates:\n  farms:\n    {}:\n"


def empty(folder: Path, updates: dict[str, str]) -> Path:
    """Write the small project with these updates."""
    return projects.write(folder, report=REPORT, updates=updates)


@in_turn(
    ("updates", "first"),
    [
        ({"2022-23-q4.yaml": EMPTY}, "updates/2022-23-q4.yaml"),
        (
            {"2022-23-q4.yaml": "period: 2022/23 Q4\nupdates: {}\n"},
            "updates/2022-23-q4.yaml",
        ),
        ({}, "updates/2022-23-q4.yaml"),
        (
            {f"2022-23-q4-{s}.yaml": OF_STREAM.format(s) for s in ("force", "opcc")},
            "updates",
        ),
    ],
)
def test_a_project_without_updates_is_told_its_next_step(
    tmp_path: Path, run: Run, updates: dict[str, str], first: str
) -> None:
    """`check` ends well; `build`, a draft too, writes nothing and says why."""
    folder = empty(tmp_path, updates)
    (folder / "reports").mkdir()
    paste = f"pccreport paste FILE {quoted_path(folder)} --write"
    sent = f"or paste what was sent: {paste}"
    sentence = f"write the first ones in {folder / first}, {sent}"
    checked = run("check", folder)
    built = run("build", folder, "-o", folder / "r.docx")
    drafted = run("build", folder, "--draft", "-o", folder / "r.docx")
    (folder / "out").mkdir()
    every = run("build", "--all", folder, "-o", folder / "out")

    assert checked.returncode == 0
    assert checked.stdout.startswith("No problems: 1 report")
    assert checked.stderr == f"No updates yet; {sentence}\n"
    for done in (built, drafted):
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"error: no updates yet\nhelp: {sentence}\n"
    assert every.returncode == 1
    assert "error: no updates yet\n" in every.stderr
    assert sentence in every.stderr
    assert not (folder / "r.docx").exists()


def test_empty_cells_beside_others_are_one_finding(tmp_path: Path, run: Run) -> None:
    """They are no update yet; the report is built without them."""
    text = EMPTY.replace("    force:\n", "    force: [Two arrests were made.]\n", 1)
    folder = empty(tmp_path, {"2022-23-q4.yaml": text})
    found = check_lines(run, folder).stdout
    built = run("build", folder, "-o", folder / "r.txt")

    assert (
        "q4.yaml:5:5: warning: 2022/23 Q4: no update yet under Key Aim (3) in “NP"
        " actions”, or under Key Aim (1) in “OMN activities”" in found
    )
    assert "error" not in found
    assert built.returncode == 0
    assert "OMN" not in (folder / "r.txt").read_text("utf-8").partition("Key Aim 1")[2]
