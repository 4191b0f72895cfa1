"""How periods are printed: the forms of seventeen real reports, and a report on dates."""

from __future__ import annotations

from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.test_body import lines

from pccreport.model.periods import parse_period
from pccreport.pipeline.build import build
from pccreport.pipeline.check import check

UPDATES = {
    "q2.yaml": "period: 2020/21 Q2\nupdates: {farms: [One.]}\n",
    "q3.yaml": "period: 2020/21 Q3\nupdates: {farms: [Two.]}\n",
}
PLAN = projects.PLAN.replace("2021/22 to", "2019/20 to")
REPORT = projects.REPORT.replace("2022/23 Q4", "2020/21 Q3").replace(
    "until: 2023/24 Q1\n", ""
)


def written(folder: Path, phrases: str, report: str = REPORT) -> Path:
    """A project with phrases of its own, and a label for each quarter."""
    house = f"extends: progress-report\nlabels: each-quarter\nphrases: {{{phrases}}}\n"
    return projects.write(
        folder, plan=PLAN, report=report, house=house, updates=UPDATES
    )


def labels(folder: Path) -> list[str]:
    """The labels that are printed."""
    return [words for style, words in lines(folder) if style == "Label 4"]


def test_a_stream_with_one_period_can_be_without_a_label(tmp_path: Path) -> None:
    """With `labels: several`, only the streams with more than one period have labels."""
    updates = {
        "q2.yaml": "period: 2020/21 Q2\nupdates: {farms: [One.], roads: [Two.]}\n",
        "q4.yaml": "period: 2019/20 Q4\nupdates: {farms: [Three.]}\n",
    }
    report = f"{REPORT}since: 2019/20\n"
    for use, number in (("always", 3), ("several", 2)):
        folder = projects.write(
            tmp_path / use,
            plan=PLAN,
            report=report,
            house=f"extends: progress-report\nlabels: {use}\n",
            updates=updates,
        )

        assert len(labels(folder)) == number, use


@in_turn(
    ("phrases", "expected"),
    [
        ('running_label: "{year}"', "2020/21"),
        ('running_label: "{year}", year: "{first}-{last}"', "2020-21"),
        ('running_label: "{year}", year: "{first}/{last_year}"', "2020/2021"),
        ('running_label: "{quarters} {year}"', "Q2 2020/21"),
        ('running_label: "Quarter ending {ends}"', "Quarter ending September 2020"),
        (
            'running_label: "{months} ({quarters} {year})", quarter: "Quarter {quarter}",'
            ' months: "{first} - {last}"',
            "July - September 2020 (Quarter 2 2020/21)",
        ),
        ('running_label: "{quarters}", quarter: "Qtr. {quarter}"', "Qtr. 2"),
    ],
)
def test_a_quarter_has_the_label_that_the_house_gives_it(
    tmp_path: Path, phrases: str, expected: str
) -> None:
    """Seven of the forms; the eighth is a range of dates."""
    folder = written(tmp_path, phrases)

    assert labels(folder)[0] == expected
    assert [f for f in check(folder).findings if f.rule != "missing-entry"] == []


def test_months_of_a_running_year_are_told_by_runs(tmp_path: Path) -> None:
    """A quarter that is left out is between two of them."""
    house = 'extends: progress-report\nphrases: {running_label: "{months}"}\n'
    updates = {
        f"q{n}.yaml": f"period: 2020/21 Q{n}\nupdates: {{farms: [Work {n}.]}}\n"
        for n in (2, 4)
    }
    report = REPORT.replace("Q3", "Q4\nsince: 2020/21 Q2")
    folder = projects.write(
        tmp_path, plan=PLAN, report=report, house=house, updates=updates
    )

    assert labels(folder) == ["July to September 2020, January to March 2021"]


def test_a_calendar_year_has_its_number(tmp_path: Path) -> None:
    """In the title of a report on the dates from January to December, as their months are."""
    words = 'dates_stamp: "On {months}"'
    for dates, stamp in (
        ("2020-01-01 to 2020-12-31", "On 2020"),
        ("2020-07-01 to 2020-12-31", "On July to December 2020"),
    ):
        folder = written(tmp_path, words, REPORT.replace("2020/21 Q3", dates))
        built, findings = build(folder)
        assert built.document is not None, findings

        assert f"'({stamp})'" in str(built.document.blocks)


def test_a_report_can_be_on_dates(tmp_path: Path, run: Run) -> None:
    """What ends on one of them is printed, and nothing that ends a day later."""
    report = REPORT.replace("2020/21 Q3", "2020-08-01 to 2020-12-30")
    folder = written(tmp_path, "", report)
    more = {
        "dates.yaml": "period: 2020-11-01 to 2020-12-30\nupdates: {farms: [Three.]}\n",
        "early.yaml": "period: 2020/21 Q1\nupdates: {farms: [Early.]}\n",
    }
    for name, text in more.items():
        (folder / "updates" / name).write_text(text, encoding="utf-8")
    built, findings = build(folder)
    assert built.document is not None, findings

    text = str(built.document.blocks)
    assert "1 August 2020 to 30 December 2020" in text
    found = [f.message for f in check(folder).findings if f.rule == "file-after-report"]
    assert found == [
        "2020/21 Q3 ends after this report, so nothing in this file is printed"
    ]
    printed = [words for style, words in lines(folder) if style == "List Bullet"]
    assert printed == ["One.", "Three."]
    assert run("build", folder, "-o", tmp_path / "r.docx").returncode == 0
    assert run("status", folder).returncode == 0
    longer = built.report and built.report.settings.origin.source.text
    (folder / "report.yaml").write_text(f"{longer}until: 2020/21 Q3\n", "utf-8")
    printed = [words for style, words in lines(folder) if style == "List Bullet"]
    assert printed == ["One.", "Three.", "Two."]
    (folder / "report.yaml").write_text(str(longer), encoding="utf-8")
    ended = run("compare", folder, folder)
    assert ended.returncode == 0, ended.stderr
    assert "Two." not in ended.stdout


def test_dates_are_of_the_financial_year_in_which_they_end() -> None:
    """A year ends with March: what ends in April is of the next."""
    ends = {"2020-03-31": "2019/20", "2020-04-01": "2020/21", "2020-04-30": "2020/21"}
    for day, year in ends.items():
        period = parse_period(f"2020-03-15 to {day}")
        assert period is not None
        assert str(period.year) == year
