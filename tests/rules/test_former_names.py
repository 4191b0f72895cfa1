"""A rule that was renamed: the old name in a file gives the new one, and does nothing else."""

from __future__ import annotations

from pathlib import Path

from tests import projects
from tests.conftest import Run

from pccreport.findings.finding import ERROR, WARNING
from pccreport.pipeline.check import check

LATE = "- {text: The campaign started., date: 2023-08-04}"
LATE_DATE = ("date-after-period", "2023-08-04")
PLAN = projects.PLAN + "checks:\n  severity: {%s: 'off'}\n"


def errors(folder: Path) -> set[tuple[str, str]]:
    """The rule of each error in a project, and the text that it is about."""
    findings = check(folder).findings
    return {(f.rule, f.at.span.text) for f in findings if f.severity is ERROR}


def test_an_old_name_accepts_nothing(tmp_path: Path, run: Run) -> None:
    """One finding is about the name, the other is not accepted; --fix puts both right."""
    text = f"# accept Period-date: it was planned\n{LATE}"
    folder = projects.write(tmp_path, updates=projects.one_update(text))

    assert errors(folder) == {("renamed-rule", "Period-date"), LATE_DATE}
    run("check", "--fix", folder)
    assert errors(folder) == set()
    assert [reason for _, reason in check(folder).accepted] == ["it was planned"]


def test_an_old_name_sets_no_severity(tmp_path: Path, run: Run) -> None:
    """A rule keeps its usual severity until its name is changed in plan.yaml."""
    updates = projects.one_update(LATE)
    folder = projects.write(tmp_path, updates=updates, plan=PLAN % "period-date")

    assert errors(folder) == {("renamed-rule", "period-date"), LATE_DATE}
    run("check", "--fix", folder)
    assert errors(folder) == set()
    assert (folder / "plan.yaml").read_text("utf-8") == PLAN % "date-after-period"


def test_a_rule_that_is_gone_is_no_longer_checked(tmp_path: Path, run: Run) -> None:
    """One warning is about the line, which --fix leaves; `explain` says the same."""
    text = "# accept date-no-year: the year is clear\n- Two came on 4 May."
    updates = projects.one_update(text)
    folder = projects.write(tmp_path, updates=updates)
    (finding,) = (f for f in check(folder).findings if f.rule == "unknown-rule")
    fixed = run("check", "--fix", folder)
    done = run("explain", "date-no-year")

    assert finding.severity is WARNING
    assert finding.message == "“date-no-year” is no longer a rule"
    assert finding.help == "delete this line"
    assert "“date-no-year” is no longer a rule" in fixed.stdout
    assert (folder / "updates/2022-23-q4.yaml").read_text("utf-8") == updates[
        "2022-23-q4.yaml"
    ]
    assert (done.returncode, done.stdout) == (2, "")
    assert "“date-no-year” is no longer a rule" in done.stderr
