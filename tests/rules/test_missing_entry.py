"""What is missing is told by quarter: first whose whole quarter it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.finding_lines import check_lines

HOUSE = """\
extends: progress-report
streams: {force: {heading: "Done by {force.short}:"}, opcc: {heading: Done by us}}
"""
ON = "period: 2022/23 Q4\nuntil: 2023/24 Q1"
ALL = "{{farms: {{{0}: [{1}]}}, roads: {{{0}: [{1}]}}, wildlife: {{{0}: [{1}]}}}}"


def filed(stream: str, period: str, entries: str = "Something was done.") -> str:
    """Return a file of a stream that has the same under every key aim."""
    return f"period: {period}\nupdates: {ALL.format(stream, entries)}\n"


MISSING = "2022/23 Q2: nothing is reported in “Done by NP”, unlike in 2022/23 Q1"
YEAR = {
    f"2022-23-q{n}-{stream}.yaml": filed(stream, f"2022/23 Q{n}")
    for n in (1, 2)
    for stream in ("force", "opcc")
}


def told(
    run: Run,
    folder: Path,
    updates: dict[str, str],
    period: str = "2022/23 Q2",
    house: str = HOUSE,
) -> list[str]:
    """Return what `check` prints of a project, a line for each finding."""
    report = projects.REPORT.replace(ON, f"period: {period}")
    projects.write(folder, report=report, house=house, updates=updates)
    found = check_lines(run, folder).stdout.splitlines()
    built = run("build", folder, "-o", folder / "r.docx").stderr
    missing = [line for line in found if "[missing-entry]" in line]
    assert all(line.split(": warning: ")[1][:30] in built for line in missing)
    return [
        line.split(": warning: ")[-1].split(" (add ")[0]
        for line in found
        if "[" in line and "[near-dup" not in line and "[copy-forw" not in line
    ]


def without(name: str) -> dict[str, str]:
    """Return the files of the year but one."""
    return {key: text for key, text in YEAR.items() if key != name}


def test_a_contributor_s_whole_quarter_is_missing(tmp_path: Path, run: Run) -> None:
    """It is named by its printed heading, with the quarter that had something, and later too."""
    found = told(run, tmp_path, without("2022-23-q2-force.yaml"))

    assert found == [MISSING]
    later = {f"q3-{s}.yaml": filed(s, "2022/23 Q3") for s in ("force", "opcc")}
    assert MISSING in told(run, tmp_path, later, "2022/23 Q2\nuntil: 2022/23 Q3")


def test_a_stream_without_heading_is_named_by_its_key(tmp_path: Path, run: Run) -> None:
    """As it is in the files, which is where it can be found."""
    house = HOUSE.replace('"Done by {force.short}:"', "none")
    found = told(run, tmp_path, without("2022-23-q2-force.yaml"), house=house)

    assert MISSING.replace("“Done by NP”", "“force”") in found


def test_it_is_told_at_the_file_that_is_ready(tmp_path: Path, run: Run) -> None:
    """Where the contributor's file is there, with nothing in it, and not in another's."""
    empty = filed("force", "2022/23 Q2").replace("[Something was done.]", "")
    told(run, tmp_path, YEAR | {"2022-23-q2-force.yaml": empty})
    found = check_lines(run, tmp_path).stdout

    assert re.search(r"q2-force.yaml:2:\d+: warning: .*unlike in 2022/23 Q1", found)


@pytest.mark.parametrize(
    ("entries", "is_something"),
    [
        ("Something was done.", True),
        ("{see: farms, stream: opcc}", True),
        ("{nothing: The unit was closed.}", True),
        ("{text: A boy was found., public: false}", False),
        ("{closing: The end.}", False),
    ],
)
def test_what_is_printed_is_something(
    tmp_path: Path, run: Run, entries: str, is_something: bool
) -> None:
    """The report is silent about other entries, and that they were sent privately is not said."""
    files = YEAR | {"2022-23-q2-force.yaml": filed("force", "2022/23 Q2", entries)}
    found = told(run, tmp_path, files)

    assert (MISSING in found) is not is_something


def test_a_quarter_without_reports_is_skipped(tmp_path: Path, run: Run) -> None:
    """To a panel that meets twice a year, the quarter before is two quarters ago."""
    files = {name.replace("q2", "q3"): text for name, text in YEAR.items()}
    files = {n: t.replace("23 Q2", "23 Q3") for n, t in files.items()}
    del files["2022-23-q3-opcc.yaml"]
    found = told(run, tmp_path, files, "2022/23 Q3")

    assert found == [
        "2022/23 Q3: nothing is reported in “Done by us”, unlike in 2022/23 Q1"
    ]


def test_dates_that_reach_into_the_quarter_are_told(tmp_path: Path, run: Run) -> None:
    """Neither is the stream silent, nor is there no file for the quarter (fault 18)."""
    files = without("2022-23-q2-force.yaml")
    del files["2022-23-q2-opcc.yaml"]
    files["force.yaml"] = filed("force", "2022-06-01 to 2022-08-31")
    files["opcc.yaml"] = filed("opcc", "2022-06-01 to 2022-09-30")
    report = projects.REPORT.replace(ON, "period: 2022/23 Q2")
    projects.write(tmp_path, report=report, house=HOUSE, updates=files)
    built = run("build", tmp_path, "-o", tmp_path / "r.docx").stderr

    assert "update file" not in built
    assert "unlike in" not in built


FUND = HOUSE.replace("by us}", "by us}, bids: {heading: Small bids, fund: true}")
BIDS = {
    # where files have the fund, by key aim and quarter: what is said of it
    ("farms: {bids: [Two bids came in.]}", ""): [],
    ("farms: {bids: [{nothing: No round was held.}]}", ""): [],
    ("courtesy: {bids: [Two bids came in.]}", ""): [],
    ("farms: {bids: [Two.]}, roads: {bids: }", ""): [
        "2022/23 Q2: no update yet under Key Aim (2) in “Small bids”"
    ],
    ("", "farms: {bids: [Two bids came in.]}"): [
        "2022/23 Q2: nothing is reported in “Small bids”, unlike in 2022/23 Q1"
    ],
    ("", ""): ["the report has nothing under any Key Aim in “Small bids”"],
    ("farms: {bids: [{text: Two., public: false}]}, roads: {bids: [One.]}", ""): [],
    ("farms: {opcc: [{text: One., public: false}]}, roads: {bids: [One.]}", ""): [],
}


@in_turn("filed", BIDS)
def test_a_fund_is_missed_only_where_it_is_in_files(
    tmp_path: Path, run: Run, filed: tuple[str, str]
) -> None:
    """It is not for all key aims; in no file, it is missed under all; what is private is no place."""
    now, before = filed
    files = YEAR | {
        "2022-23-q2-bids.yaml": f"period: 2022/23 Q2\nupdates: {{{now}}}\n",
        "2022-23-q1-bids.yaml": f"period: 2022/23 Q1\nupdates: {{{before}}}\n",
    }
    found = told(run, tmp_path, files, house=FUND)

    assert found == BIDS[filed]
    if before:
        said = check_lines(run, tmp_path).stdout
        assert "under farms, write bids: {nothing" in said


def test_what_an_office_never_filled_is_one_sentence(tmp_path: Path, run: Run) -> None:
    """It is not repeated for every year."""
    one = "period: {}\nupdates: {{farms: {{force: [Something was done.]}}}}\n"
    files = {
        f"{year}-q1.yaml": one.format(f"{year.replace('-', '/')} Q1")
        for year in ("2021-22", "2022-23")
    }
    since = "2022/23 Q1\nsince: 2021/22"

    assert told(run, tmp_path, files, since) == [
        "the report has nothing under Key Aim (2) or Key Aim (3) in “Done by NP”,"
        " or under any Key Aim in “Done by us”"
    ]
