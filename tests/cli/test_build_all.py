"""`pccreport build --all` as a process: nobody stops the others, and the end tells all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests import projects
from tests.conftest import Run, RunBytes
from tests.word import Word

COURTESY = {
    "x.yaml": "period: 2022/23 Q4\nupdates: {courtesy: {force: [Thanks were given.]}}"
}


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    """A folder with three projects: one report, two reports, a broken one."""
    projects.write(tmp_path / "north")
    south = projects.write(tmp_path / "south", updates={**projects.UPDATES, **COURTESY})
    (south / "report.yaml").unlink()
    (south / "reports").mkdir()
    for number in (2, 3):
        report = projects.REPORT.replace("priority: 2", f"priority: {number}")
        if number == 3:
            report = report.replace("make farms safer", "be courteous to all")
        (south / f"reports/p{number}.yaml").write_text(report, encoding="utf-8")
    broken = projects.write(tmp_path / "broken")
    (broken / "updates/2022-23-q4.yaml").write_text("period: [", encoding="utf-8")
    (tmp_path / "out").mkdir()
    return tmp_path


def told(text: str) -> list[str]:
    """What is said of each report, and of all."""
    kept = ("Wrote", "No report was", "Stopped", "Reports written")
    return [x for x in text.splitlines() if x.startswith(kept) or " was not " in x]


def test_one_that_fails_stops_none_of_the_others(meeting: Path, run: Run) -> None:
    """Every report is tried, the exit code is the highest, the end tells of each."""
    names = ["north", "broken", "nowhere", "south"]
    done = run("build", "--all", *(meeting / n for n in names), "-o", meeting / "out")
    out = meeting / "out"

    assert done.returncode == 3
    expected = [
        f"Wrote {out / 'north.docx'}: 3 key aims, 7 updates, 2022/23 Q1 to 2023/24 Q1.",
        f"No report was written from {meeting / 'broken/report.yaml'}.",
        f"No report was written from {meeting / 'nowhere'}.",
        f"Wrote {out / 'south-p2.docx'}: 3 key aims, 7 updates, 2022/23 Q1 to 2023/24 Q1.",
        f"Wrote {out / 'south-p3.docx'}: 1 key aim, 1 update, 2022/23 Q1 to 2023/24 Q1.",
        "Reports written: 3 of 5.",
    ]
    lines = told(done.stderr)
    assert expected == [
        line[: len(want)] for line, want in zip(lines, expected, strict=True)
    ]
    assert sorted(path.name for path in out.iterdir()) == [
        "north.docx",
        "south-p2.docx",
        "south-p3.docx",
    ]


def test_a_report_is_the_same_alone_and_among_others(meeting: Path, run: Run) -> None:
    """What was read once for several reports says the same as what was read for one."""
    out = meeting / "out"
    run("build", "--all", meeting / "south", meeting / "north", "-o", out)
    run("build", meeting / "south/reports/p3.yaml", "-o", out / "alone.docx")

    assert (out / "alone.docx").read_bytes() == (out / "south-p3.docx").read_bytes()
    said = [line.text for line in Word(out / "alone.docx").lines()]
    assert "Thanks were given." in said


def test_remarks_are_lines_under_their_report(meeting: Path, run: Run) -> None:
    """A quarter without a file and what is not printed, each on a line; -q leaves them out."""
    private = "- Two arrests.\n- {text: Three arrests., public: false}"
    updates = projects.one_update(private)
    folder = projects.write(meeting / "east", updates=updates)
    arguments = ("build", "--all", folder, "-o", meeting / "out")
    done, quiet = run(*arguments), run(*arguments, "--quiet")
    lines = done.stderr.splitlines()
    wrote = next(n for n, line in enumerate(lines) if line.startswith("Wrote "))

    assert lines[wrote].endswith("3 key aims, 1 update, 2022/23 Q1 to 2023/24 Q1.")
    assert lines[wrote + 1 :] == [
        "Without an update file: 2022/23 Q1, 2022/23 Q2, 2022/23 Q3, 2023/24 Q1.",
        "Not printed: 1 not public.",
        "Reports written: 1 of 1.",
    ]
    assert "There is no update file" not in quiet.stderr


def test_the_period_holds_for_all(meeting: Path, run: Run) -> None:
    """The same quarter of every project; one whose plan has none fails alone."""
    plan = projects.PLAN.replace("2021/22 to 2024/25", "2023/24 to 2024/25")
    (meeting / "north/plan.yaml").write_text(plan, encoding="utf-8")
    folders = [meeting / "north", meeting / "south"]
    done = run(
        "build", "--all", *folders, "-o", meeting / "out", "--period", "2022/23 Q4"
    )

    assert done.returncode == 2
    assert "2022/23 Q4 is outside the plan’s years" in done.stderr
    written = sorted(path.name for path in (meeting / "out").iterdir())
    assert written == ["south-p2.docx", "south-p3.docx"]


def test_a_report_named_twice_is_built_once(meeting: Path, run_bytes: RunBytes) -> None:
    """By its folder, and by its bare name in the folder of reports."""
    folder, out = meeting / "south/reports", meeting / "out"
    done = run_bytes(
        "build", "--all", "p3.yaml", meeting / "south", "-o", out, cwd=folder
    )

    assert done.returncode == 0, done.stderr
    assert b"Reports written: 2 of 2." in done.stderr


def test_a_bug_in_one_report_stops_none_of_the_others(meeting: Path, run: Run) -> None:
    """The exit code is that of a bug, and the others are written."""
    broken = "import pccreport.report.merge as m\nmerge = m.merge\n"
    site = meeting / "sitecustomize.py"
    site.write_text(
        broken
        + "import pccreport.pipeline.assemble as b\n"
        + "def bad(project, settings, *rest):\n"
        + "    if settings.priority == 3: raise RuntimeError('a bug')\n"
        + "    return merge(project, settings, *rest)\n"
        + "b.merge = bad\n",
        encoding="utf-8",
    )
    path = f"{meeting}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    (meeting / "logs").mkdir()
    logs = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(meeting / "logs"))
    folders = (meeting / "south", meeting / "north")
    done = run(
        "build", "--all", *folders, "-o", meeting / "out", PYTHONPATH=path, **logs
    )
    [log] = (meeting / "logs").iterdir()

    assert done.returncode == 70
    assert f"help: send {log} to the person who looks after pccreport" in done.stderr
    assert "RuntimeError: a bug" in log.read_text("utf-8")
    assert sorted(p.name for p in (meeting / "out").iterdir()) == [
        "north.docx",
        "south-p2.docx",
    ]


def test_all_reports_are_written_as_web_pages(meeting: Path, run: Run) -> None:
    """Each the same page as it is alone, and nothing else is needed beside it."""
    web = meeting / "web"
    web.mkdir()

    done = run(
        "build", "--all", "north", "south", "--form", "html", "-o", web, cwd=meeting
    )
    run("build", "north", "-o", "alone.html", cwd=meeting)

    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in web.iterdir()) == [
        *("north.html", "south-p2.html", "south-p3.html")
    ]
    assert (web / "north.html").read_bytes() == (meeting / "alone.html").read_bytes()
