"""Targets of periods and of days: which one counts, and what is printed, missed and compared."""

from __future__ import annotations

import re
from pathlib import Path

from tests import measured
from tests.cases import in_turn
from tests.conftest import Run
from tests.finding_lines import check_lines
from tests.test_measures import built

HOUSE = f"""\
{measured.HOUSE}\
tables: {{measures: [measure, value, target]}}
opening:
  - "Missed: {{statuses.measures.missed}}."
  - {{text: "These are:", list: measures, only: missed}}
  - {{text: "In short:", list: measures, only: missed, columns: [value, before, status]}}
  - {{text: "All:", list: measures, columns: [value]}}
"""


def project(folder: Path, target: str, **changed: str) -> Path:
    """A project whose first measure has a target; its figure is 1,188, and lower is better."""
    plan = measured.PLAN.replace("target: 1100", f"target: {target}")
    files = {"plan": plan.replace(", target: 95", ""), "house": HOUSE, **changed}
    return measured.write(folder, **files)


COUNTING = {
    # the target in plan.yaml: what is printed in 2024/25 Q2, whether that is missed, and was in 2023/24
    "1100": ("1,100", True, False),
    "{2024/25 Q1: 1000, 2024/25 Q2: 1200, 2024/25 Q3: 900}": ("1,200", False, False),
    "{2024/25 Q2: 1187, 2024/25: 1200}": ("1,187", True, False),
    "{2024/25: 1187, 2025/26: 1000}": ("1,187 by 2024/25", False, False),
    "{2023/24: 1187, 2025/26: 1000}": ("1,000 by 2025/26", False, True),
    "{2023/24: 1310, 2025/26: 1000}": ("1,000 by 2025/26", False, False),
    "{2023/24: 1187}": ("1,187 by 2023/24", True, True),
    "{2024/25 Q1: 1187}": ("1,187 by 2024/25 Q1", True, False),
    "{July 2024: 1187}": ("1,187 by July 2024", True, False),
    "{March 2027: 1000, 31 March 2026: 1100}": ("1,100 by 31 March 2026", False, False),
    "{September 2024: 1100, 2024/25: 1200}": ("1,100", True, False),
    "{2024-09-30: 1100}": ("1,100", True, False),
    "{October 2024: 1100}": ("1,100 by October 2024", False, False),
    "{July 2024: 1300, August 2024: 1100}": ("1,100 by August 2024", True, False),
}
LAST = "period: 2023/24 Q4\nmeasures: {held: 1310}\nupdates: {}\n"


@in_turn("target", COUNTING)
def test_the_target_of_the_period_counts(run: Run, tmp_path: Path, target: str) -> None:
    """Or that of its year; one of another period than the figure's says so, and a later one is not missed before.

    What was missed at the end of a year is listed with the figure of then.
    """
    rated = measured.SECOND.replace("seen: amber", "seen: amber, held: amber")
    files = {"updates/2023-24-q4.yaml": LAST, "q2": rated}
    text = built(run, project(tmp_path, target, **files), "md").replace("\\", "")
    words, missed, before = COUNTING[target]

    row = f"| People held under section 136 (lower is better) | 1,188 | {words} |"
    assert text.count(row) == 1 + missed
    assert text.count("| 1,310 (2023/24 Q4) | 1,187 by 2023/24 |") == before
    assert text.count("| 1,310 (2023/24 Q4) | – | None |\n") == before
    assert text.count("| 1,310 (2023/24 Q4) |") == 2 * before
    assert f"Missed: {int(missed or before)}." in text


@in_turn("words", ["1,187 by 2023/24", "1,187"])
def test_a_target_of_a_year_has_no_year_beside_its_figure(
    run: Run, tmp_path: Path, words: str
) -> None:
    """Only that of the whole year is: at its end, the last quarter has another; it is missed once.

    A report on the year has the figure and the target of the year, if its last quarter has others.
    """
    last = LAST if "by" in words else f"basis: year to date\n{LAST}"
    report = measured.OF_ONE_PERIOD.replace("2024/25 Q2", "2023/24 Q4")
    files = {"updates/2023-24-q4.yaml": last, "report": report}
    text = built(run, project(tmp_path, "{2023/24: 1187}", **files), "md")
    assert text.count(f"| 1,310 | {words} |") == 2
    files["updates/2023-24.yaml"] = LAST.replace(" Q4", "").replace("1310", "5200")
    files["report"] = report.replace("2023/24 Q4", "2023/24")
    target = "{2023/24: 1187, 2023/24 Q4: 300}"
    text = built(run, project(tmp_path, target, **files), "md")
    assert text.count("| 5,200 | 1,187 |") == 2


def test_a_private_figure_of_a_past_year_is_unlisted(run: Run, tmp_path: Path) -> None:
    """If only a later file has it as private, the report is not built."""
    target = "{2023/24: 1187, 2025/26: 1000}"
    files = {"updates/a.yaml": LAST.replace("1310", "{value: 1310, public: false}")}
    assert "Missed: 0." in built(run, project(tmp_path, target, **files), "md")
    later = "{value: 7, restated: {2023/24 Q4: 8}, public: false}"
    later = LAST.replace("2023/24 Q4", "2025/26 Q1").replace("1310", later)
    files = {"updates/a.yaml": LAST, "updates/b.yaml": later}
    assert "private-later" in run("build", project(tmp_path, target, **files)).stderr


def test_a_later_target_is_held_against_no_status(run: Run, tmp_path: Path) -> None:
    """Until its period is over."""
    second = measured.SECOND.replace("seen: amber", "seen: amber, held: done")
    found = []
    for target in ("{2024/25 Q2: 1100}", "{2024/25: 1100}"):
        folder = project(tmp_path, target, q2=second)
        said = "misses its target of 1,100 for 2024/25 Q2, but its status is “Complete”"
        found.append(said in check_lines(run, folder).stdout)

    assert found == [True, False]


def test_a_mistyped_distance_is_found(run: Run, tmp_path: Path) -> None:
    """A step is within per cent of a target, or points of it."""
    house = HOUSE.replace("means: nothing more is planned", "within: 5 pints")
    done = run("check", project(tmp_path, "1100", house=house))

    assert done.returncode == 1
    assert "such as 5%, or a number of points" in " ".join(done.stdout.split())


def test_targets_are_columns(run: Run, tmp_path: Path) -> None:
    """Those of all periods, in order: the trajectory of a plan."""
    house = HOUSE.replace("value, target]", "value, targets]")
    target = "{March 2027: 900, 2024/25: 1150, 2025/26: 1000}"
    text = built(run, project(tmp_path, target, house=house), "md")

    assert "| Measure | 2024/25 Q2 | Targets |" in text
    assert "| 1,150 by 2024/25; 1,000 by 2025/26; 900 by March 2027 |" in text
    assert "Total of the areas given (without West) | 705 | 1,150 |" in text


def test_each_area_without_a_sum_has_the_target(run: Run, tmp_path: Path) -> None:
    """In a list of measures too, where no caption has it; the measure is missed once."""
    plan = measured.PLAN.replace("sum: false", "sum: false, target: 50, better: up")
    plan = plan.replace("target: 1150", "sum: true")
    folder = project(tmp_path, "{2026/27: 1}", plan=plan)
    text = built(run, folder, "md")

    assert "Homes of older people visited, North | 44\\.5 | 50 |" in text
    assert "Homes of older people visited, East | 39 | 50 |" in text
    assert "visited (per cent; higher is better; target: 50)" in text
    assert "Missed: 3." in text  # and the two others of the plan


WRONG = {
    "{2024/25 Q5: 3}": "“2024/25 Q5” is not a quarter, a year, a month or a date",
    "{Marsh 2027: 3}": "“Marsh 2027” is not a quarter, a year, a month or a date",
    "{2024/26: 3}": "“2024/26” is not a possible period",
    "{31 June 2026: 3}": "the date 31 June 2026 does not exist",
    "{2024/25: many}": "expected a number in figures here",
}


@in_turn("target", WRONG)
def test_a_mistyped_target_is_found(run: Run, tmp_path: Path, target: str) -> None:
    """Its period as well as its figure."""
    folder = project(tmp_path, target)
    found = check_lines(run, folder).stdout

    assert WRONG[target] in found
    assert run("build", folder).returncode == 1


def test_targets_of_all_periods_are_compared(run: Run, tmp_path: Path) -> None:
    """That of the next year too, which no table has; two quarters of one plan have the same."""
    target = "{2024/25 Q1: 1200, 2024/25 Q2: 1150, 2025/26: 1000}"
    old = project(tmp_path / "old", target)
    new = project(tmp_path / "new", target.replace("1000", "950"))
    done = run("compare", old, new, "--exit-code")

    assert done.returncode == 1
    assert "[-1,000-]{+950+} by 2025/26" in done.stdout
    redline = tmp_path / "r.html"
    done = run("compare", old, project(new, "1150"), "--redline", redline)
    assert done.returncode == 0
    said = " ".join(run("compare", old, "2024/25 Q1", "2024/25 Q2").stdout.split())
    assert re.search(r"1,200.*1,150", said)
    assert "by 2025/26" not in said


def what_is_first(run: Run, *sides: object) -> str:
    """What a comparison says to look at first of people held."""
    done = run("compare", *sides)
    assert done.returncode == 0, done.stderr
    listed = re.split(r"\b\d\. ", " ".join(done.stdout.split()))
    return next(item for item in listed if "“People held" in item)


def test_the_next_quarter_s_target_is_no_other_figure(run: Run, tmp_path: Path) -> None:
    """The figure is named; a target is a change, and is called one, only if the plan has changed."""
    quarters = "{2024/25 Q1: 1200, 2024/25 Q2: 1170}"
    for target in ("{2024/25 Q1: 1200}", quarters):
        folder = project(tmp_path / "old", target)
        said = what_is_first(run, folder, "2024/25 Q1", "2024/25 Q2")
        assert "igures 1,204 → 1,188" in said
        assert "Target" not in said
    set_again = project(tmp_path / "new", quarters.replace("1170", "1190"))

    assert what_is_first(run, folder, set_again).startswith("Target 1,170 → 1,190: “")


def test_a_past_year_is_missed_once(run: Run, tmp_path: Path) -> None:
    """By the figure of the whole year, whatever that of its last quarter is."""
    files = {"updates/a.yaml": LAST, "updates/b.yaml": LAST.replace(" Q4", "")}
    files["q2"] = re.sub("  held: .*\n", "", measured.SECOND)
    text = built(run, project(tmp_path, "{2023/24: 300, 2025/26: 9}", **files), "md")

    assert {"(2023/24)"} == {*re.findall(r"1,310 (.*?) \| 300", text.replace("\\", ""))}
