"""What is due, done or yearly: rows of lists by their days, and figures that are given once a year."""

from __future__ import annotations

import re
from pathlib import Path

from tests import measured
from tests.cases import in_turn
from tests.conftest import Run
from tests.finding_lines import check_lines
from tests.projects import retype
from tests.test_measures import built

PLAN = measured.PLAN.replace(
    "crisis: Better help for people in a mental health crisis.",
    "crisis: {title: Better help., due: September 2024}",
)
PLAN = PLAN.replace(
    "fires: Fewer fires at home.", "fires: {title: Fewer fires., due: 31 December 2024}"
)
PLAN = PLAN.replace(
    "cadets: A cadet scheme in every town.", "cadets: {title: Cadets., due: 2024/25 Q4}"
)
DAYS = {
    "depot": "4 December 2024",
    "bridge": "December 2024",
    "hall": "2024/25 Q3",
    "road": "2025-01-01",
    "park": "30 September 2024",
    "lido": "by the end of August 2024",
    "fair": "to be agreed",
    "quay": "2026/27",
}
ROWS = ", ".join(f'{{what: {name}, planned: "{day}"}}' for name, day in DAYS.items())
REPORT = f"{measured.REPORT}lists: {{works: [{ROWS}]}}\n"


def project(folder: Path, listed: str, **changed: str) -> Path:
    """A project that prints one list, as the last paragraph."""
    house = f"{measured.HOUSE}columns: {{what: What, planned: Planned}}\nending: [{{text: 'These are:', {listed}}}]\n"
    files = {"plan": PLAN, "report": REPORT, "house": house, **changed}
    return measured.write(folder, **files)


def rows(run: Run, folder: Path) -> list[str]:
    """The first cells of the rows of that list."""
    _, found, table = built(run, folder, "md").rpartition("These are:")
    cells = re.findall(r"^\| (?:Key Aim \(\d\) )?([^|]+?) \|", table, re.MULTILINE)
    return cells[2:] if found else []


WORKS = {
    "sort: planned": "lido park depot bridge hall road quay fair",
    "sort: planned, only: due": "lido park",
    "sort: planned, only: next": "depot bridge hall",
    "sort: planned, only: [next, due]": "lido park depot bridge hall",
    "only: due": "",
}


@in_turn("choice", WORKS)
def test_rows_are_chosen_and_sorted_by_their_days(
    run: Run, tmp_path: Path, choice: str
) -> None:
    """A month, a quarter or a year is its last day; what has no day is last, and is not due."""
    folder = project(tmp_path, f"list: works, {choice}, columns: [what, planned]")

    assert rows(run, folder) == WORKS[choice].split()


NEXT = {
    # the period of the report, and what is due in the next one
    "2024/25 Q2": "Fewer fires.",
    "2024/25 Q3": "Cadets.",
    "2024-08-01 to 2024-08-31": "Better help.",
    "2024-04-01 to 2024-09-30": "Fewer fires., Cadets.",
    "2023/24": "Better help., Fewer fires., Cadets.",
    "2024-11-01 to 2024-11-30": "Fewer fires.",
}


@in_turn("period", NEXT)
def test_the_next_period_is_as_long(run: Run, tmp_path: Path, period: str) -> None:
    """A month, a quarter, half a year or a year, to the end of its last month."""
    report = measured.OF_ONE_PERIOD.replace("2024-11", "2025-05")
    file = f"period: {period}\nupdates: {{crisis: {{force: [Done.]}}}}\n"
    files = {"updates/own.yaml": file, "report": report.replace("2024/25 Q2", period)}
    listed = "list: actions, only: next, columns: [title]"

    assert ", ".join(rows(run, project(tmp_path, listed, **files))) == NEXT[period]


WORDING = 'measures: {step: "{word}"}'
STEPS = {
    # the statuses of the quarter before and of this one: what is due, done and changed
    ("crisis: amber", "crisis: amber"): ("Better help.", "", ""),
    ("crisis: amber", "crisis: done"): ("", "Better help.", "Better help."),
    ("crisis: done", "crisis: done"): ("", "", ""),
    ("cadets: done", "crisis: done"): ("", "Better help.", ""),
    ("crisis: green", "crisis: red"): ("Better help.", "", "Better help."),
}


@in_turn("steps", STEPS)
def test_what_is_done_is_done_once(
    run: Run, tmp_path: Path, steps: tuple[str, str]
) -> None:
    """In the period in which its status has become complete; then it is not due.

    That is known by the scale, also where its signs are not printed.
    """
    first, second = (f"status: {{{each}}}\nupdates: {{}}\n" for each in steps)
    second = second.replace("{}\n", "{crisis: {force: [Done.]}}\n")
    files = {
        "q1": f"period: 2024/25 Q1\n{first}",
        "q2": f"period: 2024/25 Q2\n{second}",
    }
    for name, wanted in zip(("due", "completed", "changed"), STEPS[steps], strict=True):
        listed = f"list: actions, only: {name}, columns: [title]"
        folder = project(tmp_path / name, listed, **files)
        retype(folder / "house.yaml", "\ncolumns:", f"\n{WORDING}\ncolumns:")
        assert ", ".join(rows(run, folder)) == wanted


UNDATED = {
    # the list, and the status of what is to be done in summer: what has no day
    ("list: actions, only: due", "amber"): "Summer 2025, Key Aim (1) Better help.",
    (
        "list: actions, only: [next, red]",
        "amber",
    ): "Summer 2025, Key Aim (1) Better help.",
    ("list: actions, only: due", "done"): "",
    ("list: actions, sort: due, only: red", "amber"): "",
    ("list: works, only: due", "amber"): "",
    ("list: works, only: due, sort: what", "amber"): "",
    ("list: works, sort: planned, only: due", "amber"): "to be agreed, fair",
}


@in_turn("case", UNDATED)
def test_what_has_no_day_is_found(
    run: Run, tmp_path: Path, case: tuple[str, str]
) -> None:
    """Once, as it is in no list of what is due; what is complete, or has nothing there, needs no day."""
    listed, step = case
    plan = PLAN.replace("due: September 2024", "due: Summer 2025")
    second = measured.SECOND.replace("crisis: amber", f"crisis: {step}")
    again = f"{listed}, columns: [title]}}, {{text: Again, {listed}"
    folder = project(tmp_path, again, plan=plan, q2=second)
    said = " ".join(run("build", folder, "-o", folder / "r.docx").stderr.split())

    found = re.findall(r"“(.*?)” is not a date, so “(.*?)” is not listed", said)
    assert "; ".join(map(", ".join, found)) == UNDATED[case]
    at = "plan.yaml:10:" if "actions" in listed else "report.yaml:"
    assert (at in check_lines(run, folder).stdout) is bool(found)


def test_promises_are_chosen_by_their_days(run: Run, tmp_path: Path) -> None:
    """As other rows are; without any, the paragraph is not printed, or has other words."""
    second = measured.SECOND.replace(
        "[Three towns have a scheme.]",
        "[{text: In March., due: March 2025}, {text: In May., due: 2024/25 Q3}, {text: Now., due: 2024-09-30}]",
    )
    for only, wanted in (("due", ["Now."]), ("next", ["In May."])):
        listed = f"list: promises, only: {only}, columns: [text, due]"
        folder = project(tmp_path / only, listed, q2=second)
        assert rows(run, folder) == wanted
    listed = "list: promises, sort: due, only: [due, next], columns: [text, due]"
    folder = project(tmp_path / "named", listed, q2=second)
    named = "\nphrases: {period_name: 'Q{quarters}, {year}'}\ncolumns:"
    retype(folder / "house.yaml", "\ncolumns:", named)
    assert rows(run, folder) == ["Now.", "In May."]
    listed = "list: promises, only: next, columns: [text], without: None is due next"
    third = second.replace("due: 2024/25 Q3", "due: 2025/26")
    text = built(run, project(tmp_path / "none", listed, q2=third), "md")
    assert "None is due next" in text
    assert "These are" not in text


def test_a_mistyped_choice_of_days_is_found(run: Run, tmp_path: Path) -> None:
    """With the nearest; and that no step of the scale is complete."""
    found = check_lines(run, project(tmp_path, "list: actions, only: nextt")).stdout
    assert "did you mean “next”" in found
    folder = project(tmp_path, "list: actions, only: completed")
    assert "only: cannot be “completed”" not in check_lines(run, folder).stdout
    retype(folder / "house.yaml", "■", "★")
    assert "only: cannot be “completed”" in check_lines(run, folder).stdout


SECRET = "Quillfeather"


@in_turn("only", ["due", "next", "completed", "changed", "yearly", "missed"])
def test_what_is_private_is_in_no_choice(run: Run, tmp_path: Path, only: str) -> None:
    """A promise, a status or a figure that is private leaves every list as it is."""
    plan = PLAN.replace(
        "calls: {aim", "calls: {every: year, target: {2024/25 Q2: 9}, better: down, aim"
    )
    first = measured.FIRST.replace("  calls: 4310\n", "")
    same = {"plan": plan, "q1": first, "q2": measured.NO_CALLS}
    listed = "}, {text: Also, ".join(
        f"list: {kind}, only: {only}, columns: [{column}]"
        for kind, column in (
            *(("promises", "text"), ("actions", "title"), ("measures", "measure")),
        )
    )
    plain = built(run, project(tmp_path / "plain", listed, **same), "md")
    for name, mark in (("private/more", ""), ("more", ", public: false")):
        private = f"""\
period: 2024/25 Q2
status: {{fires: {{status: done{mark}}}, burnt: {{status: red{mark}}}}}
measures: {{calls: {{value: 7777, note: {SECRET}{mark}}}}}
updates:
  fires: {{force: [{{text: {SECRET}., due: 2024/25 Q3{mark}}}]}}
  cadets: {{force: [{{text: {SECRET} too., due: 2024/25 Q2{mark}}}]}}
"""
        files = {**same, f"updates/{name}.yaml": private}
        text = built(run, project(tmp_path / name, listed, **files), "md")
        assert text.rstrip() == plain.rstrip()
        assert SECRET not in text


YEARS = {2021: 61, 2022: 66, 2023: 70}


def yearly(folder: Path, **changed: str) -> Path:
    """A project with a yearly measure that has figures of three years, two before the plan began."""
    plan = PLAN.replace("calls: {aim", "calls: {every: year, aim")
    files = {
        f"updates/{year}.yaml": f"period: {year}/{year - 1999}\nmeasures: {{calls: {figure}}}\nupdates: {{}}\n"
        for year, figure in YEARS.items()
    }
    first = measured.FIRST.replace("  calls: 4310\n", "")
    listed = (
        "list: measures, only: yearly, columns: [measure, value, before, history_3]"
    )
    given = {"plan": plan, "q1": first, "q2": measured.NO_CALLS, **files, **changed}
    return project(folder, listed, **given)


def test_a_yearly_measure_says_when_it_is_given(run: Run, tmp_path: Path) -> None:
    """In other quarters; the figures of earlier years are columns, also of those before the plan."""
    folder = yearly(tmp_path)
    text = built(run, folder, "md")
    said = check_lines(run, folder).stdout

    row = "| Calls answered by the crisis line | Yearly, next in March 2025 | 70 (2023/24) |"
    assert f"{row} 61 | 66 | 70 |" in text
    assert "| 2021/22 | 2022/23 | 2023/24 |" in text
    assert "missing-figure" not in said
    assert "outside-plan" not in said
    assert "Calls answered" not in run("status", folder).stdout
    compared = run("compare", folder, "2024/25 Q1", "2024/25 Q2").stdout
    assert "Yearly" not in compared
    of_a_quarter = yearly(tmp_path / "quarter", q1=measured.FIRST)
    assert "Calls answered" not in run("status", of_a_quarter).stdout
    assert "Calls answered" not in check_lines(run, of_a_quarter).stdout


def test_a_yearly_measure_has_no_quarters(run: Run, tmp_path: Path) -> None:
    """A dash in their columns, and no year in the columns of quarters."""
    folder = yearly(tmp_path)
    retype(folder / "house.yaml", "only: yearly, ", "")
    retype(folder / "house.yaml", "value, before, history_3", "history_2, quarters")
    text = built(run, folder, "md")

    quarters = " | ".join(f"2024/25 Q{quarter}" for quarter in (1, 2, 1, 2, 3, 4))
    assert f"| Measure | {quarters} |" in text
    assert "| Calls answered by the crisis line | – | – | – | – | – | – |" in text


def test_a_yearly_figure_is_missing_after_its_year(run: Run, tmp_path: Path) -> None:
    """Then it is awaited as any other."""
    report = REPORT.replace("2024/25 Q2", "2024/25 Q4").replace("2024-11", "2025-05")
    fourth = "period: 2024/25 Q4\nupdates: {crisis: {force: [Done.]}}\n"
    folder = yearly(tmp_path, report=report, **{"updates/q4.yaml": fourth})
    text = built(run, folder, "md", "--force")

    assert "| Calls answered by the crisis line | Not given | 70 (2023/24) |" in text
    missing = "“Calls answered by the crisis line” has no public figure"
    assert missing in check_lines(run, folder).stdout
