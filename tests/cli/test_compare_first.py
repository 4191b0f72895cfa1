"""What `pccreport compare` puts first of reports that people edit by hand: joined, cut, written again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests import measured
from tests.cli.test_compare_versions import HEAD, written
from tests.conftest import Run

PERIODS = "2024/25 Q1", "2024/25 Q2"
BOXING = "Boxing on Friday nights drew 45 boys, and 12 of them train as coaches now."
QUARTER = (
    "The desk in Aldham answered 412 calls in the quarter.",
    "Youth survey: results are awaited.",
    "Wardens worked 3,200 hours in eight streets.",
    "The fund is forecast to be underspent by £0.3m.",
    "Desks answered 81 letters, and the target is 85. The Chief Officer will bring a plan in May 2026.",
    "The vans drove for 90 nights in Holm and Boyne.",
)
NEXT = (
    "The desk in Aldham answered 530 calls in the quarter.",
    "Youth survey: 58 took part, and some have been hit at home since the summer. A review was asked for.",
    "Wardens worked 3,150 hours in eight streets, and the fund is forecast to be overspent by £0.4m.",
    "Desks answered 78 letters, and the target is 80.",
    "The vans drove for 95 nights in Holm and Boyne.",
    "A man died on the quay, and the coroner knows of it.",
)


def lines(*texts: str) -> str:
    """Updates without ids."""
    return "\n".join(f"- {text!r}" for text in texts)


@pytest.fixture
def first(run: Run, tmp_path: Path) -> Any:
    """Compares two lists of one quarter, and returns the lines to look at first."""

    def lines_of(old: str, new: str) -> list[str]:
        folders = (
            written(tmp_path / name, text)
            for name, text in (("old", old), ("new", new))
        )
        done = run("compare", *folders, "--output-format", "json")
        return [each["told"] for each in json.loads(done.stdout)["first"]]

    return lines_of


def quarters(folder: Path, first: str, second: str, period: str = PERIODS[1]) -> Path:
    """A project with the updates of two quarters, reported on in one of them."""
    report = measured.REPORT.replace("since: 2024/25 Q2\n", "")
    empty = "updates: {}\n"
    q1, q2 = (
        HEAD.replace(PERIODS[1], quarter)
        + "".join(f"      {line}\n" for line in updates.splitlines())
        if updates
        else f"period: {quarter}\n{empty}"
        for quarter, updates in zip(PERIODS, (first, second), strict=True)
    )
    return measured.write(
        folder, q1=q1, q2=q2, report=report.replace(PERIODS[1], period)
    )


def test_what_was_joined_in_other_words_is_compared_where_it_is_now(
    first: Any, run: Run, tmp_path: Path
) -> None:
    """Its figures are beside those that they became, and it is not missing."""
    old = lines(BOXING, "The fund is forecast to have £300 left.")
    new = lines(BOXING[:-1] + ", and the fund is forecast to have £200 left.")

    now = "“…and the fund is forecast to have £200 left.”"
    assert [f"Figures £300 → £200: {now}"] == first(old, new)
    screen = " ".join(run("compare", tmp_path / "old", tmp_path / "new").stdout.split())
    assert "(Perhaps reworded as “Boxing on Friday nights" in screen


def test_figures_of_one_thing_in_two_quarters_are_beside_each_other(
    run: Run, tmp_path: Path
) -> None:
    """Without ids, where the words are the same but for the figures; in other words it is news."""
    folder = quarters(tmp_path, lines(*QUARTER), lines(*NEXT))
    answer = json.loads(
        run("compare", folder, *PERIODS, "--output-format", "json").stdout
    )

    assert [
        "Figures 412 → 530: “The desk in Aldham answered 530 calls in the quarter.”",
        "Figures 90 → 95: “The vans drove for 95 nights in Holm and Boyne.”",
    ] == [each["told"] for each in answer["first"] if each["matter"] == "figures"]
    assert not any(", perhaps" in each["told"] for each in answer["first"])
    assert {"continued": 2, "missing": 0} == {
        kind: answer["summary"][kind] for kind in ("continued", "missing")
    }


def test_what_an_old_quarter_had_alone_is_missing_from_a_new_folder(
    run: Run, tmp_path: Path
) -> None:
    """With ids, and without, where the new report starts with the year."""
    plan = "Partners will share their data in May."
    for name, old, new in (
        (
            "ids",
            f"- {{id: a, text: {BOXING}}}\n- {{id: b, text: {plan}}}",
            f"- {{id: a, text: {BOXING}}}",
        ),
        ("none", lines(BOXING, plan), lines(BOXING)),
    ):
        sides = (
            quarters(tmp_path / name / "old", old, "", PERIODS[0]),
            quarters(tmp_path / name / "new", "", new),
        )
        answer = json.loads(run("compare", *sides, "--output-format", "json").stdout)
        assert [f"Missing: “{plan}”"] == [each["told"] for each in answer["first"]]


def test_what_is_only_typed_otherwise_comes_last(first: Any) -> None:
    """The fewer words of an update are the same, the sooner it is listed."""
    old = lines("The crews' room is in Holm.", "Crews go to Holm.", "Desks: soon more.")
    new = lines(
        "The crews’ room is in Holm.",
        "Crews travel to Holm.",
        "Desks: nobody has sat at one since they were brought in by the old lift.",
    )
    told = [each.partition(": “")[2][:6] for each in first(old, new)]
    assert ["Desks:", "Crews ", "The cr"] == told


def test_words_that_are_gone_or_new_are_quoted_each(first: Any) -> None:
    """A few that limit a text, a clause with nothing in its place, and mere rewording after them."""
    old = lines(
        "The crews go to Holm every year.",
        "The hall will open in May, subject to planning consent.",
        "Six pumps were sold in Aldham.",
        "Talks with the union are about pay.",
        "Nine calls were late, and the board has asked why.",
    )
    new = lines(
        "The crews travel to Holm every year.",
        "The hall will open in May.",
        "Six pumps but two were probably sold in Aldham.",
        "Talks with the union are about pay.",
        "Nine calls were late.",
    )
    assert [
        "“subject to” is gone: “The hall will open in May.”",
        "“but”, “probably” are new: “Six pumps but two were probably sold in Aldham.”",
        "“and the board has asked why” is gone: “Nine calls were late.”",
        "Revised: “The crews travel to Holm every year.”",
    ] == [told.replace(", perhaps", "") for told in first(old, new)]


def test_figures_do_not_hide_a_promise_that_was_dropped(first: Any) -> None:
    """Of one line, both are named; a promise that is kept is not."""
    will = "A desk will be open in Holm by May 2026."
    found = first(
        lines(f"Vans made 274 visits to Ayton. {will}", f"Crews made 9 visits. {will}"),
        lines("Vans made 291 visits to Ayton.", f"Crews made 8 visits. {will}"),
    )
    told = [each.replace(", perhaps", "") for each in found]
    assert (
        "Dropped; figures 274 → 291: “A desk will be open in Holm by May 2026”"
        == told[0]
    )
    assert told[:1] == [t for t in told if "Dropped" in t]


def test_the_promise_of_a_withdrawn_update_is_quoted(first: Any) -> None:
    """Where it is behind something else, and its points are counted still."""
    old = f"- id: a\n  text: {BOXING} The club will have a hall by May 2026.\n  points: [It has a ring.]\n"
    withdrawn = (
        "Withdrawn: “The club will have a hall by May 2026.” and 1 of its points"
    )
    new = old.replace("  points", "  withdrawn: no money\n  points")
    assert [withdrawn] == first(old, new)


def test_a_point_of_an_update_that_is_continued_is_not_missing(
    run: Run, tmp_path: Path
) -> None:
    """The report of both quarters has it still."""
    point = "\n  points: [The vans were out on nine nights in Holm and Boyne.]"
    old = [f"- text: {text!r}" for text in QUARTER]
    project = quarters(
        tmp_path,
        "\n".join([old[0] + point, *old[1:]]),
        lines(NEXT[0], *QUARTER[1:]),
    )
    done = run("compare", project, *PERIODS, "--output-format", "json")
    said = [each["told"] for each in json.loads(done.stdout)["first"]]

    assert said
    assert not any("Missing" in each for each in said)


def test_what_a_reader_of_two_quarters_asks_is_first(run: Run, tmp_path: Path) -> None:
    """Promises that are due and open, who is silent, and the news as a number by key aim."""
    due = "due: 2024/25 Q2"
    old = f"- {{text: We will open a desk in Holm., id: desk, {due}}}\n- Vans drove to Ayton."
    folder = quarters(tmp_path, old, "- Crews met the mayor of Boyne.")
    answer = json.loads(
        run("compare", folder, *PERIODS, "--output-format", "json").stdout
    )

    assert [
        "Due 2024/25 Q2, and nothing has been said of it: “We will open a desk in Holm.”"
    ] == [each["told"] for each in answer["first"]]
    assert ["New in 2024/25 Q2: 1 under Key Aim 1."] == answer["of_quarter"]

    silent = quarters(tmp_path / "silent", old, "")
    answer = json.loads(
        run("compare", silent, *PERIODS, "--output-format", "json").stdout
    )
    assert any(
        each.startswith("Nothing from ") and each.endswith("; 2 updates in 2024/25 Q1.")
        for each in answer["of_quarter"]
    )
