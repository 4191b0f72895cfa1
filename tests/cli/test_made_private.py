"""What was public and is private in a later file: nothing passes it on without a word."""

from __future__ import annotations

import os
from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.compare.passed_on import words_of
from tests.conftest import Run
from tests.terminals import on_terminal

REFUGE = "Quillfeather House has six more beds"
OPEN = f"{{id: refuge, text: {REFUGE}., outcome: Nine families came.}}"
KEPT = OPEN.replace("}", ", public: false}")
FILE = "period: %s\nupdates: {farms: {force: [%s, It rained in %s.]}}"
QUARTERS = (*(f"2022/23 Q{n}" for n in range(1, 5)), "2023/24 Q1")
REPORT = projects.REPORT.replace("until: 2023/24 Q1\n", "")


def write(folder: Path, first: str, *later: str, **parts: str) -> Path:
    """Write a project with an entry in the first quarter, and one in each after it."""
    updates = {
        f"q{n}.yaml": FILE % (QUARTERS[n - 1], entry, n)
        for n, entry in enumerate((first, *later), 1)
    }
    return projects.write(
        folder, updates=updates, report=parts.pop("report", REPORT), **parts
    )


def built(run: Run, folder: Path, quarter: str) -> tuple[int, str]:
    """Build the report on a quarter: the exit code, and what was said."""
    target = folder / "made.docx"
    target.unlink(missing_ok=True)
    done = run("build", folder, "--period", f"2022/23 {quarter}", "-o", target)
    return done.returncode, done.stderr.replace(os.sep, "/")


def test_an_old_report_that_would_print_it_is_not_built(
    run: Run, tmp_path: Path
) -> None:
    """The earlier text is named with the file that keeps it private, and the way out is one."""
    folder = write(tmp_path / "p", OPEN, KEPT)
    code, said = built(run, folder, "Q1")

    assert code == 1
    assert "this is not public from 2022/23 Q2 on" in said
    assert "updates/q2.yaml:2)" in said
    assert "updates/q1.yaml:2:" in said
    assert not (folder / "made.docx").exists()
    assert built(run, folder, "Q2")[0] == 0
    assert REFUGE not in words_of(folder / "made.docx")
    report = REPORT.replace("2022/23 Q4", "2022/23 Q1")
    checked = run("check", write(tmp_path / "q1", OPEN, KEPT, report=report))
    assert checked.returncode == 1
    assert "[private-later]" in checked.stdout


@in_turn(
    ("entries", "prints"),
    [
        ((KEPT, KEPT), False),
        ((OPEN, OPEN), True),
        ((KEPT, OPEN), False),
        ((OPEN, KEPT, OPEN), True),  # it was made public again
        ((OPEN, KEPT.replace("id: refuge, ", "")), True),
        # In another year it is the same update if it has its words.
        ((OPEN, "One.", "One.", "One.", KEPT), None),
        ((OPEN, "One.", "One.", "One.", KEPT.replace(REFUGE, "Two")), True),
    ],
)
def test_other_reports_are_built_as_before(
    run: Run, tmp_path: Path, entries: tuple[str, ...], prints: bool | None
) -> None:
    """One where it was private before, or is public by now, and one without its id."""
    folder = write(tmp_path / "p", *entries)

    assert built(run, folder, "Q1")[0] == int(prints is None)
    if prints is not None:
        assert (REFUGE in words_of(folder / "made.docx")) is prints


def test_it_is_printed_if_that_is_accepted(run: Run, tmp_path: Path) -> None:
    """With a reason, as any other finding; a point is found like an update."""
    point = f"{{text: We paid for two., points: [{OPEN}]}}"
    mark = "\n  # accept private-later: the panel has it already\n  "
    folder = write(tmp_path / "p", point, KEPT)

    assert built(run, folder, "Q1")[0] == 1
    write(folder, f"{mark}{point}", KEPT)
    assert built(run, folder, "Q1")[0] == 0
    assert REFUGE in words_of(folder / "made.docx")


def test_no_draft_has_it_in_spite_of_the_error(run: Run, tmp_path: Path) -> None:
    """It would show what is private by now; an office may say that it does not matter."""
    target = tmp_path / "draft.md"
    asked = ("--draft", "--period", "2022/23 Q1", "-o", target)
    folder = write(tmp_path / "p", OPEN, KEPT)
    done = run("build", folder, *asked)

    assert done.returncode == 1
    assert "this is not public from 2022/23 Q2 on" in done.stderr
    assert not target.exists()
    plan = f"{projects.PLAN}checks: {{severity: {{private-later: warning}}}}\n"
    assert run("build", write(folder, OPEN, KEPT, plan=plan), *asked).returncode == 0
    assert REFUGE in target.read_text(encoding="utf-8")


def test_a_promise_is_not_listed_that_is_private_by_now(
    run: Run, tmp_path: Path
) -> None:
    """It is printed in no section, but would be in the list of promises; nor has the status it."""
    promise = OPEN.replace("outcome: Nine families came.", "due: 2022/23 Q4")
    listed = f'{projects.HOUSE}opening:\n  - {{text: "To do:", list: promises}}\n'
    folder = write(tmp_path / "p", promise, KEPT, house=listed)

    assert built(run, folder, "Q2")[0] == 1
    assert built(run, write(folder, promise, KEPT), "Q2")[0] == 0
    page = tmp_path / "status.md"
    assert run("status", folder, "-o", page).returncode == 0
    assert REFUGE not in page.read_text("utf-8") + run("status", folder).stdout


def test_no_comparison_or_reconciliation_quotes_it(run: Run, tmp_path: Path) -> None:
    """Not of the old report with the Word file that was sent, nor with what was sent in."""
    first = write(tmp_path / "first", OPEN)
    sent, message = tmp_path / "sent.docx", tmp_path / "sent.txt"
    assert run("build", first, "--period", "2022/23 Q1", "-o", sent).returncode == 0
    message.write_text(f"{REFUGE}.\nNine families came.\n", encoding="utf-8")
    folder = write(tmp_path / "p", OPEN, KEPT)
    q1, q2 = "2022/23 Q1", "2022/23 Q2"
    asked = (
        ("compare", sent, folder, q1),
        ("compare", folder, q2, q1),
        ("compare", first, folder),
        ("reconcile", message, folder, "--period", q1),
    )

    for command in asked:
        of_texts = command[1] == sent or command[0] == "reconcile"
        for suffix in ("txt", "md", "html", *([] if of_texts else ["json"])):
            target = tmp_path / f"shown.{suffix}"
            done = run(*command, "-o", target, "--force")
            assert done.returncode == 0, done.stderr
            words = target.read_text("utf-8") + run(*command).stdout
            assert "Quillfeather" not in words
            assert "Nine families" not in words
    done = run("compare", sent, folder, q1)
    assert "Private in the project, but in the Word file" in done.stdout
    redline = tmp_path / "changes.docx"
    run("compare", folder, q2, q1, "--redline", redline)
    assert not redline.exists() or REFUGE not in words_of(redline)


def test_a_comparison_on_a_screen_says_first_where_it_was(
    run: Run, tmp_path: Path
) -> None:
    """With no word of it, and nowhere else; with what is private, by its words."""
    old, new = write(tmp_path / "old", OPEN), write(tmp_path / "new", KEPT)
    _, shown = on_terminal("compare", old, new, output=True)
    first = " ".join(shown.partition("All changes")[0].split())

    where = "the old words are left out here – Key Aim 1, NP actions, 2022/23"
    assert f"1. No longer public: {where}" in first
    assert REFUGE not in shown
    assert "No longer public" not in run("compare", old, new).stdout
    _, opened = on_terminal("compare", old, new, "--include-private", output=True)
    assert "1. No longer public: “Quillfeather House has six more" in opened


def test_as_much_is_not_public_for_build_as_for_compare(
    run: Run, tmp_path: Path
) -> None:
    """Points of what is private, references and figures are counted by both."""
    measures = "measures: {thefts: {title: Barns broken into, aim: farms}}\n"
    updates = """\
period: 2022/23 Q4
measures: {thefts: {value: 91, public: false}}
updates:
  farms:
    force:
      - {text: One., public: false, points: [Two., Three.]}
      - {text: Four., points: [{text: Five., public: false}, Six.]}
    opcc: [{see: roads, public: false}]
  roads: {opcc: [Seven.]}
"""
    other = (
        "period: 2021/22 Q4\nupdates: {farms: {force: [{text: No., public: false}]}}"
    )
    folder = projects.write(
        tmp_path / "p",
        plan=projects.PLAN + measures,
        report=REPORT,
        updates={"a.yaml": updates, "b.yaml": other},
    )
    made = run("build", folder, "-o", tmp_path / "r.docx")
    compared = run("compare", folder, folder)

    assert "Not printed: 6 not public." in made.stderr.splitlines()
    assert "Lines not public (not shown here): 6 before, 6 now." in compared.stdout
