"""The house format that comes with pccreport, and what an office adds to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests import projects
from tests.conftest import ROOT, Run
from tests.word import Word

from pccreport.findings.finding import Diagnostic
from pccreport.house import builtin
from pccreport.pipeline.build import build
from pccreport.pipeline.check import check
from pccreport.pipeline.house_format import shipped_house

BARE = projects.REPORT.replace("house: house.yaml\n", "")
TWO = "“force: {heading: Words over its updates}” and “opcc: {heading: Words over its updates}”"


def printed(folder: Path) -> list[str]:
    """Every paragraph of a project's report."""
    built, findings = build(folder)
    assert built.package is not None, findings
    return [line.text for line in Word(built.package).lines()]


def without_streams(
    folder: Path, house: str = "", updates: dict[str, str] | None = None
) -> Path:
    """The small project with a house format of no streams, or with none of its own."""
    report = projects.REPORT if house else BARE
    projects.write(folder, report=report, house=house, updates=updates)
    if not house:
        (folder / "house.yaml").unlink()
    return folder


def only(folder: Path) -> Diagnostic:
    """The one finding of a project."""
    [finding] = check(folder).findings
    return finding


# What comes with pccreport -----------------------------------------------------------


def test_the_shipped_format_is_no_single_office_s() -> None:
    """It has no streams and no deadlines, and nobody speaks in it."""
    text = builtin.builtin_source("progress-report").text
    house = shipped_house("progress-report")

    assert (house.streams, house.deadlines) == ((), {})
    assert not re.search(r"\b(I|my|me|we|our|TVP|Chief Constable)\b", text)
    assert "plan.length" not in text


def test_a_report_without_objective_and_force_is_built(tmp_path: Path) -> None:
    """The shipped words need neither: what a body does not have is not asked for."""
    plan = projects.PLAN.replace("force: {name: Northshire Police, short: NP}\n", "")
    plan = plan.replace(", short: OMN, area: Northshire", "")
    report = projects.REPORT.replace("objective: make farms safer\n", "")
    streams = "streams: {force: {heading: Police}, opcc: {heading: Office}}\n"
    house = projects.EXTENDS + streams
    lines = printed(projects.write(tmp_path, plan=plan, report=report, house=house))

    assert not [line for line in lines if "objective" in line or "focus" in line]


# No streams --------------------------------------------------------------------------


def test_a_project_without_a_house_of_its_own_is_shown_how(tmp_path: Path) -> None:
    """One finding, at the first stream's key, says what to write in which file."""
    finding = only(without_streams(tmp_path))

    assert finding.rule == "unknown-stream"
    assert (Path(finding.at.span.source.name).name, finding.at.span.line) == (
        "2022-23-q1.yaml",
        4,
    )
    assert finding.message == ("the house format has no streams to print updates under")
    assert finding.help == (
        f"write lines such as {TWO} under streams: in"
        " house.yaml; start house.yaml with"
        " extends: progress-report, and add house: house.yaml to report.yaml"
    )


def test_what_is_advised_builds(tmp_path: Path) -> None:
    """An office that writes these lines has its report."""
    advice = only(without_streams(tmp_path)).help
    lines = re.findall(r"“(\w+: \{.*?\})”", advice)
    house = "".join(f"  {line}\n" for line in lines)
    projects.write(tmp_path, house=f"{projects.EXTENDS}streams:\n{house}")

    assert "Words over its updates" in printed(tmp_path)


def test_a_key_that_the_house_does_not_have(tmp_path: Path) -> None:
    """Its streams are told, also where it is referred to."""
    entries = "{police: [One., {see: roads, stream: office}], office: [Two.]}"
    folder = projects.write(
        tmp_path,
        updates={"a.yaml": f"period: 2022/23 Q4\nupdates: {{farms: {entries}}}\n"},
        house=projects.EXTENDS
        + "streams: {police: {heading: A}, mayor: {heading: B}}\n",
    )
    helps = {f.help for f in check(folder).findings if f.at.span.text == "office"}

    assert helps == {"streams in the house format: police, mayor"}


@pytest.mark.parametrize("house", ["", projects.EXTENDS])
def test_every_command_ends_well_without_streams(
    tmp_path: Path, run: Run, house: str
) -> None:
    """Nothing is written or compared, but for a draft."""
    old = without_streams(tmp_path / "old", house)
    new = without_streams(tmp_path / "new", house)
    word = tmp_path / "r.docx"

    for form in ("text", "json"):
        done = run("check", new, "--output-format", form)
        assert (done.returncode, done.stdout.count("unknown-stream")) == (1, 1)
    for words in (
        ("build", new, "-o", word),
        ("compare", old, new),
        ("compare", new, "2022/23 Q4", "2023/24 Q1"),
        ("compare", old, new, "--redline", word, "--draft"),
    ):
        done = run(*words)
        assert (done.returncode, done.stdout, word.exists()) == (1, "", False)
        assert "[unknown-stream]" in done.stderr
        assert "Traceback" not in done.stderr
    done = run("build", new, "--draft", "-o", word)
    assert (done.returncode, word.exists()) == (0, True)
    assert "Findings added as comments: 1." in done.stderr


def test_a_head_of_plain_lines_is_shown_the_form(tmp_path: Path) -> None:
    """With all roles that there are; the form that is shown is right."""
    head = "title_block:\n  - Our Office\n  - Our progress\n"
    folder = projects.write(tmp_path / "a", house=projects.HOUSE + head)
    helps = {f.help for f in check(folder).findings if f.rule == "wrong-kind"}

    assert helps == {
        "write each line of the head as - {role: report-title, text: Our progress};"
        " other roles are body-name, plan-title and text"
    }
    head = "title_block:\n  - {role: report-title, text: Our progress}\n"
    folder = projects.write(tmp_path / "b", house=projects.HOUSE + head)
    assert printed(folder)[0] == "Our progress"


def test_the_head_in_the_manual_has_a_line_for_the_date(tmp_path: Path) -> None:
    """A long title does not run into it."""
    manual = (ROOT / "docs" / "house-formats.md").read_text(encoding="utf-8")
    samples = re.findall(r"^```yaml\n(title_block:\n.*?)^```$", manual, re.M | re.S)
    folder = projects.write(tmp_path, house=projects.HOUSE + "".join(samples))

    assert printed(folder)[:4] == [
        "Office of the Mayor of Northshire",
        "Report of the Mayor on Rural Crime",
        "11th July 2023",
        "Safer Together Plan 2021-2025",
    ]
