"""`pccreport build --all` as a process: nobody stops the others, and the end tells all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests import projects
from tests.conftest import Run, RunBytes
from tests.expect import Expect
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
    kept = ("Wrote", "Not written", "Stopped")
    return [
        x
        for x in text.splitlines()
        if x.startswith(kept) or " was not " in x or x.endswith("reports written.")
    ]


def test_one_that_fails_stops_none_of_the_others(meeting: Path, run: Run) -> None:
    """Every report is tried, the exit code is the highest, the end tells of each."""
    names = ["north", "broken", "nowhere", "south"]
    done = run("build", "--all", *(meeting / n for n in names), "-o", meeting / "out")
    out = meeting / "out"

    assert done.returncode == 3
    expected = [
        f"Wrote {out / 'north.docx'}: 3 key aims, 7 updates, 2022/23 Q1 to 2023/24 Q1.",
        f"Not written: {meeting / 'broken/report.yaml'}.",
        f"Not written: {meeting / 'nowhere'}.",
        f"Wrote {out / 'south-p2.docx'}: 3 key aims, 7 updates, 2022/23 Q1 to 2023/24 Q1.",
        f"Wrote {out / 'south-p3.docx'}: 1 key aim, 1 update, 2022/23 Q1 to 2023/24 Q1.",
        "3 of 5 reports written.",
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
    run("build", meeting / "north", "-o", out / "only.docx", PYTHONHASHSEED="7")

    assert (out / "alone.docx").read_bytes() == (out / "south-p3.docx").read_bytes()
    assert (out / "only.docx").read_bytes() == (out / "north.docx").read_bytes()
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
        "There is no update file for 2022/23 Q1, 2022/23 Q2, 2022/23 Q3, 2023/24 Q1.",
        "Not printed: 1 not public.",
        "1 of 1 reports written.",
    ]
    assert "There is no update file" not in quiet.stderr


def test_each_report_names_the_error_that_stops_it(meeting: Path, run: Run) -> None:
    """An error of an update file stops both reports of its folder."""
    south = meeting / "south"
    (south / "updates/y.yaml").write_text(
        "period: 2022/23 Q4\nupdates: {famrs: {force: [A.]}}", "utf-8"
    )
    done = run("build", "--all", south, "-o", meeting / "out")

    assert done.returncode == 1
    assert done.stderr.count("[unknown-aim]") == 2
    assert told(done.stderr) == [
        *(f"Not written: {south}/reports/p{number}.yaml." for number in (2, 3)),
        "0 of 2 reports written.",
    ]


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


@pytest.mark.parametrize(
    "arguments",
    [
        ["{0}/north", "{0}/copy/north"],
        ["{0}/north", "-o", "{0}/missing"],
    ],
)
def test_what_would_end_in_one_file_is_refused_first(
    meeting: Path, run: Run, arguments: list[str], expect: Expect
) -> None:
    """Nothing is built: exit 2 and a sentence."""
    shutil.copytree(meeting / "north", meeting / "copy/north")
    done = run("build", "--all", *(a.format(meeting) for a in arguments))

    assert done.returncode == 2
    expect(done.stderr)
    assert list((meeting / "out").iterdir()) == []
    assert not (meeting / "north.docx").exists()


def test_a_folder_named_twice_is_built_once(meeting: Path, run: Run) -> None:
    """Whatever the two ways of naming it are."""
    done = run(
        "build", "--all", meeting / "north", f"{meeting}/north/", "-o", meeting / "out"
    )

    assert done.returncode == 0
    assert told(done.stderr)[-1] == "1 of 1 reports written."


def test_a_report_named_twice_is_built_once(meeting: Path, run_bytes: RunBytes) -> None:
    """By its folder, and by its bare name in the folder of reports."""
    folder, out = meeting / "south/reports", meeting / "out"
    done = run_bytes(
        "build", "--all", "p3.yaml", meeting / "south", "-o", out, cwd=folder
    )

    assert done.returncode == 0, done.stderr
    assert b"2 of 2 reports written." in done.stderr


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


def test_a_report_s_file_is_found_from_its_own_folder(
    meeting: Path, run_bytes: RunBytes
) -> None:
    """In the folder of reports, by its bare name."""
    folder = meeting / "south/reports"
    done = run_bytes("build", "p3.yaml", "-o", meeting / "out/x.docx", cwd=folder)

    assert done.returncode == 0, done.stderr
    assert (meeting / "out/x.docx").exists()


def test_the_file_of_a_failed_report_is_named(meeting: Path, run: Run) -> None:
    """A hidden ending in the folder of reports is an error, as among the updates."""
    (meeting / "south/reports/p1.yaml.txt").write_text("format: 1\n", "utf-8")
    done = run("build", "--all", meeting / "south", "-o", meeting / "out")

    assert done.returncode == 1
    assert "[stray-file]" in done.stderr


def test_several_projects_need_all(meeting: Path, run: Run) -> None:
    """Without --all one project is built; a folder with several reports wants a choice."""
    two = run("build", meeting / "north", meeting / "south")
    several = run("build", meeting / "south")

    assert (two.returncode, several.returncode) == (2, 2)
    assert "--all" in two.stderr
    assert f"{meeting / 'south/reports/p2.yaml'}" in several.stderr


def test_a_period_without_quotes_is_explained(meeting: Path, run: Run) -> None:
    """The shell took the quarter for a folder."""
    done = run("build", meeting / "north", "--period", "2022/23", "Q4")

    assert done.returncode == 2
    assert '--period "2022/23 Q4"' in done.stderr


def test_one_report_of_several_may_be_named(meeting: Path, run: Run) -> None:
    """With --all a path may be a report's own file."""
    report = meeting / "south/reports/p3.yaml"
    done = run("build", "--all", report, meeting / "north", "-o", meeting / "out")

    assert done.returncode == 0
    written = sorted(path.name for path in (meeting / "out").iterdir())
    assert written == ["north.docx", "south-p3.docx"]


def test_a_file_that_is_no_report_is_refused(meeting: Path, run: Run) -> None:
    """A plan or an update is not built."""
    done = run("build", meeting / "north/plan.yaml", "-o", meeting / "out/x.docx")

    assert done.returncode == 2
    assert "not a report" in done.stderr


def test_all_reports_are_written_as_web_pages(meeting: Path, run: Run) -> None:
    """Each the same page as it is alone, and nothing else is needed beside it."""
    web = meeting / "web"
    web.mkdir()

    done = run(
        "build", "--all", "north", "south", "--form", "html", "-o", web, cwd=meeting
    )
    run("build", "north", "-o", "alone.html", cwd=meeting)
    wrong = run("build", "north", "--form", "html", cwd=meeting)

    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in web.iterdir()) == [
        *("north.html", "south-p2.html", "south-p3.html"),
    ]
    assert (web / "north.html").read_bytes() == (meeting / "alone.html").read_bytes()
    assert (wrong.returncode, "-o report.html" in wrong.stderr) == (2, True)
