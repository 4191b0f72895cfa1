"""`pccreport status`: who has sent what, and who has not."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.terminals import on_terminal

REPORT = projects.REPORT.replace(
    "period: 2022/23 Q4\nuntil: 2023/24 Q1", "period: 2023/24 Q1"
)
HOUSE = """\
extends: progress-report
streams:
  force: {heading: "Done by {force.short}:"}
  opcc: {heading: Done by us}
  fund: {heading: The fund, fund: true}
  other: {heading: Others}
deadlines: {publish: 5, submit: 7}
"""
UPDATES = {
    "2022-23-q4.yaml": """\
period: 2022/23 Q4
updates:
  farms: {force: [Two arrests were made.], opcc: [A farm was visited.]}
  roads: {force: [A road was closed.], fund: [Ten grants were made.]}
""",
    "2023-24-q1.yaml": """\
period: 2023/24 Q1
updates:
  farms:
    opcc:
      - text: Two farms were visited.
        points: [One in the north.]
      - {text: Mr Secret was seen., public: false}
    fund:
      - {text: Secret money was given., public: false}
    force:
  roads:
    opcc: {nothing: the review goes on.}
  wildlife:
    opcc: [{see: farms}]
""",
}


def project(folder: Path, **parts: Any) -> Path:
    """Write the project above, or with other parts."""
    return projects.write(
        folder, **{"report": REPORT, "house": HOUSE, "updates": UPDATES, **parts}
    )


def test_who_has_not_sent_is_named_first(tmp_path: Path, run: Run) -> None:
    """By the printed heading; never is a note."""
    folder = project(tmp_path)
    done = run("status", folder, "--today", "2023-06-27")
    lines = done.stdout.splitlines()

    assert done.returncode == 0
    assert lines[0] == "2023/24 Q1: what has been sent"
    assert lines[3].strip() == (
        "Nothing yet, although there was something for 2022/23 Q4: “Done by NP”, “The fund”"
    )
    assert lines[4].strip() == "Nothing so far, in any quarter: “Others”"
    assert "pccreport check finds" in done.stdout
    assert re.search(
        r"1 Fewer thefts from farms. +nothing yet +1 update\n", done.stdout
    )


BEGINNINGS = {"html": "<!doctype html>", "md": "# 2023/24 Q1", "txt": "2023/24 Q1"}


@in_turn("form", BEGINNINGS)
def test_what_is_passed_on_says_nothing_of_private_text(
    tmp_path: Path, run: Run, form: str
) -> None:
    """Not its words, nor that it is there: a stream that has nothing else has nothing. The ending is the form."""
    public = {
        name: re.sub(r"\n +- \{text: .*Secret.*\}", "", text).replace("    fund:\n", "")
        for name, text in UPDATES.items()
    }
    shown = []
    for each in (UPDATES, public):
        folder, target = project(tmp_path / "p", updates=each), tmp_path / f"s.{form}"
        assert run("status", folder, "-o", target).stderr == f"Wrote {target}.\n"
        shown.append(target.read_text("utf-8"))
    said = [re.sub(r"finds .*", "", each) for each in shown]

    assert said[0] == said[1]
    assert said[0].startswith(BEGINNINGS[form])
    assert "Secret" not in shown[0]
    assert "not printed" not in shown[0]


def test_the_office_alone_sees_that_there_is_only_private_text(
    tmp_path: Path, run: Run
) -> None:
    """On its own screen it was sent, in a pipe it is late; the words stay out all the same."""
    folder = project(tmp_path)
    code, seen = on_terminal("status", folder, output=True)
    late = "although there was something for 2022/23 Q4: “Done by NP”"

    assert code == 0
    assert "Only text that is not printed: “The fund”" in seen
    assert f"{late}\n" in seen.replace("\r", "")
    assert f"{late}, “The fund”\n" in run("status", folder).stdout
    assert "Secret" not in seen


def test_another_quarter_can_be_asked_for(tmp_path: Path, run: Run) -> None:
    """With or without quotation marks; the deadlines are those of another meeting."""
    folder = project(tmp_path)
    for words in (["2022/23 Q4"], ["2022/23", "Q4"]):
        done = run("status", folder, *words, "--today", "2023-06-27")

        assert done.stdout.startswith("2022/23 Q4: what has been sent")
        assert "Deadline" not in done.stdout


def test_a_month_has_its_own_name(tmp_path: Path, run: Run) -> None:
    """A report on months says what it has for one of them, and does not count what came for another."""
    plan = projects.PLAN + "measures: {thefts: {aim: farms, title: Thefts}}\n"
    update = "period: 2023-04-01 to 2023-04-30\nmeasures: {thefts: 3}\nupdates: {roads: {opcc: [One.]}}\n"
    month = REPORT.replace("2023/24 Q1", "2023-06-01 to 2023-06-30\nsince: 2023/24")
    folder = project(tmp_path, plan=plan, report=month, updates={"a.yaml": update})
    said = run("status", folder).stdout

    assert said.startswith("June 2023: what has been sent")
    assert "No figure yet for June 2023," in said
    assert "although there was something for April 2023: “Done by us”" in said
    assert re.search(r"2 Safer country roads\. +nothing yet\n", said)


@in_turn(
    ("today", "submit", "publish"),
    [
        ("2023-06-27", "29 June 2023, in 2 working days", "3 July 2023, in 4 working days"),
        ("2023-06-29", "29 June 2023, which is today", "3 July 2023, in 2 working days"),
        ("2023-07-03", "29 June 2023, which has passed", "3 July 2023, which is today"),
    ],
)  # fmt: skip
def test_the_days_left_are_working_days(
    tmp_path: Path, run: Run, today: str, submit: str, publish: str
) -> None:
    """To each deadline that the house has, weekends left out."""
    said = run("status", project(tmp_path), "--today", today).stdout

    assert f"Deadline to submit: {submit}." in said
    assert f"Deadline to publish: {publish}." in said


def test_without_deadlines_or_after_the_meeting_none_are_told(
    tmp_path: Path, run: Run
) -> None:
    """The clock is read where no date is given: this meeting is over."""
    assert date.today() > date(2023, 7, 11)  # noqa: DTZ011
    assert "Deadline" not in run("status", project(tmp_path)).stdout
    house = HOUSE.replace("deadlines: {publish: 5, submit: 7}\n", "")
    folder = project(tmp_path, house=house)
    assert "Deadline" not in run("status", folder, "--today", "2023-06-27").stdout


def test_what_cannot_be_read_may_have_been_sent(tmp_path: Path, run: Run) -> None:
    """It is said before anything is called missing; a broken plan is no status."""
    folder = project(tmp_path)
    (folder / "updates/2023-24-q1-force.yaml").write_text("period: [\n", "utf-8")
    said = run("status", folder).stdout

    assert said.splitlines()[1].startswith("Some files could not be read.")
    assert "pccreport check finds 1 error" in said
    (folder / "plan.yaml").write_text("title: A\n", "utf-8")
    done = run("status", folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "[missing-key]" in done.stderr


def test_every_report_of_a_project_is_in_one_status(tmp_path: Path, run: Run) -> None:
    """Each under its priority; the file of one is that one alone."""
    folder = project(tmp_path)
    (folder / "reports").mkdir()
    for number in (2, 3):
        text = REPORT.replace("priority: 2", f"priority: {number}")
        text = text.replace("objective: make farms safer\n", "")
        (folder / f"reports/p{number}.yaml").write_text(text, "utf-8")
    (folder / "report.yaml").unlink()
    every = run("status", folder).stdout
    one = run("status", folder / "reports/p3.yaml").stdout

    assert re.findall(r"Priority (\d): ", every) == ["2", "3"]
    assert "Priority 3: Trust" in one
    assert "Rural Crime" not in one


def test_updates_under_no_stream_have_a_column_beside_the_streams(
    run: Run, tmp_path: Path
) -> None:
    """One key aim can have both kinds, or each of them one."""
    mixed = (
        "period: 2023/24 Q1\nupdates: {farms: [One., Two.], roads: {force: [Three.]}}\n"
    )
    folder = projects.write(tmp_path, report=REPORT, updates={"a.yaml": mixed})
    said = run("status", folder).stdout

    assert re.search(r"Key Aim +Updates +NP actions +OMN", said)
    assert re.search(r"1 Fewer thefts from farms. +2 updates\n", said)
