"""Promises, recommendations of the panel, and what of measures is still to be sent."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests import invented, measured, statuses
from tests.bodies import FIRE
from tests.cases import in_turn
from tests.conftest import Run
from tests.expect import Expect
from tests.finding_lines import check_lines
from tests.test_measures import built
from tests.test_tree import changed

PROMISED = """\
period: 2024/25 Q1
updates:
  crisis:
    force:
      - {text: A second street team will begin., id: street, due: 2024/25 Q2}
      - {text: We will publish what we learn from the first street team., due: 2024-09-30}
  cadets:
    force: [{text: Every town will have a scheme., id: towns, due: 2025/26}]
"""
TOLD = """\
period: 2024/25 Q2
updates:
  crisis: {force: [{text: It has twelve nurses., continues: street}]}
  fires: {force: [Visits began again in July.]}
"""
BOTH = measured.REPORT.replace("since: 2024/25 Q2", "since: 2024/25 Q1")
FIRST = BOTH.replace("period: 2024/25 Q2", "period: 2024/25 Q1")
ASKED = f"""{measured.PLAN}recommendations:
  nurses: {{text: Say how many nurses there are., made: 2024-06-14, answer_by: 2024-11-12}}
  later: {{text: Say when., made: 2024-09-13, answer_by: 2025-02-11}}
"""


def project(folder: Path, **parts: str) -> Path:
    """Write a project with three promises, one of which was kept, or with other parts."""
    return measured.write(folder, **{"q1": PROMISED, "q2": TOLD, **parts})


def found(run: Run, folder: Path, rule: str) -> list[str]:
    """The findings of a rule."""
    done = check_lines(run, folder)
    return [line for line in done.stdout.splitlines() if f"[{rule}]" in line]


def status(folder: Path) -> Any:
    """The status of the report."""
    [report] = statuses.reports(folder)
    return report


def test_a_promise_is_due_by_the_report_s_last_day(run: Run, tmp_path: Path) -> None:
    """A report on the quarter before looks at none; what was spoken of is not found."""
    folder = project(tmp_path)
    [line] = found(run, folder, "overdue-promise")
    earlier = measured.REPORT.replace("2024/25 Q2", "2024/25 Q1")

    assert line.startswith(f"{folder / 'updates/2024-25-q1.yaml'}:6:")
    assert "due by 2024-09-30, and no later update continues it" in line
    assert not found(run, project(tmp_path, report=earlier), "overdue-promise")


@pytest.mark.parametrize(
    "entry",
    [
        "{text: They are seen., id: street}",
        "{id: street, withdrawn: there is no money}",
        "{text: It has no more than six nurses., continues: street}",
        "{text: Work goes on., points: [{text: Twelve nurses., continues: street}]}",
        "{text: It did not begin., continues: street, due: 2024/25 Q4}",
    ],
)
def test_what_closes_a_promise(run: Run, tmp_path: Path, entry: str) -> None:
    """A revision, a withdrawal, an update or a point that continues it, another date."""
    told = TOLD.replace("{text: It has twelve nurses., continues: street}", entry)
    silent = TOLD.replace(", continues: street", "")

    kept = found(run, project(tmp_path, q2=told), "overdue-promise")
    assert [line for line in kept if "2024-25-q1.yaml:5:" in line] == []
    other = "{text: They are seen., id: street, public: false}"
    for words in (silent, silent.replace("{text: It has twelve nurses.}", other)):
        lines = found(run, project(tmp_path, q2=words), "overdue-promise")
        assert any("2024-25-q1.yaml:5:" in line for line in lines)


LISTED = "opening: [{text: 'We still have to:', list: promises, without: No promise is open.}]\n"


@in_turn("words", ["It was not begun.", "We were unable to begin it."])
def test_a_promise_not_kept_is_open(run: Run, tmp_path: Path, words: str) -> None:
    """What continues it may deny it: it is listed, and the officer is asked."""
    told = TOLD.replace("It has twelve nurses.", words)
    folder = project(tmp_path, q2=told, house=measured.HOUSE + LISTED)
    line = found(run, folder, "overdue-promise")[0]

    assert "q1.yaml:5:" in line
    assert "the update for 2024/25 Q2 may say that it was not done" in line
    assert "- A second street team will begin." in built(run, folder, "md")


def test_without_an_open_promise_nothing_leads_to_the_list(
    run: Run, tmp_path: Path
) -> None:
    """Words with nothing below them would say nothing."""
    house = measured.HOUSE + LISTED.replace(", without: No promise is open.", "")
    undated = re.sub(r", due: [^}]*", "", PROMISED)
    none = project(tmp_path / "none", q1=undated, house=house)
    some = project(tmp_path / "some", house=house)

    assert "We still have to:" not in built(run, none, "md")
    assert "We still have to:" in built(run, some, "md")


@in_turn(
    ("first", "last", "is_open"),
    [
        ("It has begun.", "It did not begin.", True),
        ("It did not begin.", "It has begun.", False),
    ],
)
def test_the_last_word_on_a_promise_counts(
    run: Run, tmp_path: Path, first: str, last: str, is_open: bool
) -> None:
    """An update that continues what continues the promise is on it, too."""
    told = f"{{text: {first}, id: begun, continues: street}}"
    later = f"{{text: {last}, continues: begun}}"
    third = f"period: 2024/25 Q3\nupdates: {{crisis: {{force: [{later}]}}}}\n"
    report = BOTH.replace("period: 2024/25 Q2", "period: 2024/25 Q3")
    q2 = TOLD.replace("{text: It has twelve nurses., continues: street}", told)
    more = {"updates/2024-25-q3.yaml": third}
    lines = found(
        run, project(tmp_path, report=report, q2=q2, **more), "overdue-promise"
    )

    assert is_open == any("q1.yaml:5:" in line for line in lines), lines


def test_no_report_says_none_is_open_while_one_is(run: Run, tmp_path: Path) -> None:
    """Nor one on other key aims; when all are kept, it says so."""
    house, only = measured.HOUSE + LISTED, "priority: 1\nonly: [fires]\n"
    report = measured.REPORT.replace("priority: 1\n", only)
    text = built(run, project(tmp_path / "a", house=house, report=report), "md")
    q1 = re.sub(r", due: [^,}]+", "", PROMISED)
    kept = built(run, project(tmp_path / "b", house=house, report=report, q1=q1), "md")

    assert "promise" not in text
    assert "We still have to" not in text
    assert "\nNo promise is open.\n" in kept


@in_turn(
    "told",
    [
        "crisis: {force: [We published what we learn from the first street team.]}",
        "crisis: {force: [{see: street}, {text: As said., id: other}]}",
        "crisis: {force: [{see: street, public: false}, Visits.]}",
        "crisis: {force: [A second street team will begin.]}",
        "crisis: {force: [Visits., {text: Calls., withdrawn: they did not}]}",
    ],
)
def test_what_speaks_of_no_promise(run: Run, tmp_path: Path, told: str) -> None:
    """Its words without its id, a reference; what is withdrawn without an id withdraws nothing else."""
    folder = project(tmp_path, q2=f"period: 2024/25 Q2\nupdates:\n  {told}\n")
    lines = found(run, folder, "overdue-promise")

    assert [line.split("q1.yaml:")[1][0] for line in lines] == ["5", "6"]


def test_a_later_date_moves_a_promise(tmp_path: Path) -> None:
    """It is open for the new date, and the words for it are those of now."""
    told = TOLD.replace(
        "text: It has twelve nurses., continues: street",
        "text: It will begin later., id: street, due: 2024/25 Q4",
    )
    promises = status(project(tmp_path, q2=told))["promises"]

    assert [(each["text"], each["due"], each["overdue"]) for each in promises] == [
        (
            "We will publish what we learn from the first street team.",
            *("2024-09-30",),
            True,
        ),
        ("It will begin later.", "2024/25 Q4", False),
        ("Every town will have a scheme.", "2025/26", False),
    ]


@in_turn("form", ["txt", "md", "html"])
def test_a_private_promise_is_in_no_list(run: Run, tmp_path: Path, form: str) -> None:
    """It was not made to the panel: it is not printed, listed or found."""
    promised = PROMISED.replace("due: 2024-09-30", "due: 2024-09-30, public: false")
    folder = project(tmp_path, q1=promised)
    target = tmp_path / f"s.{form}"
    assert run("status", folder, "-o", target).returncode == 0

    assert "Every town will have a scheme." in target.read_text("utf-8")
    assert "publish" not in target.read_text("utf-8")
    assert not found(run, folder, "overdue-promise")


def test_status_lists_the_overdue_first(run: Run, tmp_path: Path) -> None:
    """Promises and recommendations, each with when it is due and where it is."""
    folder = project(tmp_path, plan=ASKED)
    done = run("status", folder, "--today", "2024-11-20")
    lines = re.sub(r"\n {4}", " ", done.stdout).splitlines()
    listed = [line.strip() for line in lines if re.match(r"  (Due|Recommend)", line)]

    assert listed == [
        "Due 30 September 2024, promised in 2024/25 Q1: “We will publish what we learn from the first street team.” (Key Aim (1), LC in action)",
        "Recommendation of the panel, to be answered by 12 November 2024, which has passed: “Say how many nurses there are.”",
        "Recommendation of the panel, to be answered by 11 February 2025: “Say when.”",
        "Due 2025/26: “Every town will have a scheme.” (Key Aim (3), LC in action)",
    ]


def test_a_printed_update_answers_the_panel(run: Run, tmp_path: Path) -> None:
    """By the meeting; one that is due later is no finding, and a private answer is none."""
    folder = project(tmp_path, plan=ASKED)
    [line] = found(run, folder, "unanswered-recommendation")
    assert "was to be answered by 12 November 2024" in line
    answered = TOLD.replace("nurses., ", "nurses., answers: nurses, ")
    told = status(project(tmp_path, plan=ASKED, q2=answered))["recommendations"]
    assert [each["answered"] for each in told] == ["2024/25 Q2", None]
    assert not found(run, folder, "unanswered-recommendation")
    hidden = answered.replace("answers: nurses", "answers: nurses, public: false")
    hidden_in = project(tmp_path, plan=ASKED, q2=hidden)
    assert found(run, hidden_in, "unanswered-recommendation")


def test_an_answer_is_after_its_recommendation(run: Run, tmp_path: Path) -> None:
    """An answer of a quarter that ended before it was made is an error, and answers nothing."""
    answered = PROMISED.replace("id: towns", "id: towns, answers: nurses")
    for made, is_wrong in (("2024-07-01", True), ("2024-06-30", False)):
        plan = ASKED.replace("made: 2024-06-14", f"made: {made}")
        folder = project(tmp_path / made, plan=plan, q1=answered)
        lines = found(run, folder, "unknown-recommendation")
        told = status(folder)["recommendations"][0]["answered"]

        assert len(lines) == is_wrong
        assert (told is None) == is_wrong
        if is_wrong:
            said = "error: the plan has no recommendation “nurses” up to 2024/25 Q1"
            assert said in lines[0]


def test_an_answer_after_the_report_is_no_answer_yet(tmp_path: Path) -> None:
    """A report that is built again later says what it said then."""
    answered = TOLD.replace("nurses., ", "nurses., answers: nurses, ")
    folder = project(tmp_path, plan=ASKED, q2=answered, report=FIRST)

    told = status(folder)["recommendations"]
    assert [each["answered"] for each in told] == [None, None]


def test_lists_are_printed_where_the_house_asks(run: Run, tmp_path: Path) -> None:
    """Before or after the key aims, and a date under its update if there are words for it."""
    text = built(run, invented.write(tmp_path, FIRE), "md")

    assert (
        "- Say how many crews can be called at night. (made on 14 November 2019,"
        " to be answered by 10 September 2020)\n\n- Renew the boat at Ashwater."
        " (made on 13 June 2019, answered in 2019/20 Q4)\n"
    ) in text
    assert "- A second boat will be at Holm.\n\n  - Promised for 2020/21 Q2.\n" in text
    assert "promised:\n\n- A second boat will be at Holm. (due: 2020/21 Q2)\n" in text
    q3, q4 = (f"updates/2019-20-{quarter}.yaml" for quarter in ("q3", "q4"))
    promise = "{text: A second boat will be at Holm., id: holm, due: 2020/21 Q2}"
    told = changed(FIRE, q4, promise, "{text: It is there., continues: holm}")
    told = changed(told, q3, "  training", f"  boats: [{promise}]\n  training")
    text = built(run, invented.write(tmp_path / "s", told), "md")
    assert "A second boat will be at Holm." in text
    assert "Promised for" not in text
    kept = changed(FIRE, "updates/2019-20-q4.yaml", ", due: 2020/21 Q2", "")
    assert "Still to come" not in built(run, invented.write(tmp_path / "k", kept), "md")


def test_a_promise_can_be_due_by_a_day_or_a_month(run: Run, tmp_path: Path) -> None:
    """{ends} is the month in which a quarter or a year ends, or the day that was typed."""
    words = 'phrases: {due: "By {ends}.", promise: "{promise} By {ends}."}'
    folder = project(tmp_path, house=f"{measured.HOUSE}{words}\n", report=FIRST)
    text = built(run, folder, "md")

    assert "\n\n  - By September 2024.\n" in text
    assert "\n\n  - By 30 September 2024.\n" in text
    assert "\n\n  - By March 2026.\n" in text


def test_a_promise_prints_nothing_of_itself(run: Run, tmp_path: Path) -> None:
    """A house format without words for it prints the same report without its date."""
    bare = re.sub(r", due: [^,}]+", "", PROMISED)

    assert built(run, project(tmp_path / "a"), "md") == built(
        run, project(tmp_path / "b", q1=bare), "md"
    )


MOVED = {
    "moved": ("due: 2024/25 Q2", "due: 2024/25 Q4", "Due 2024/25 Q2 → 2024/25 Q4"),
    "dropped": (", due: 2024/25 Q2", "", "Due 2024/25 Q2 → no date"),
}


@pytest.mark.parametrize("case", MOVED)
def test_a_promise_that_is_moved_or_dropped_is_looked_at_first(
    run: Run, tmp_path: Path, case: str
) -> None:
    """Before the other changes of words, and in the change of its update."""
    was, becomes, said = MOVED[case]
    old = project(tmp_path / "old", report=BOTH)
    promised = PROMISED.replace("Every town", "Each town").replace(was, becomes)
    new = project(tmp_path / "new", q1=promised, report=BOTH)
    lines = run("compare", old, new).stdout.splitlines()
    first = next(line for line in lines if "1." in line)

    assert f"{said}: “A second street team will begin.”" in first
    assert any("Due:" in line and "Q2" in line for line in lines)


@pytest.mark.parametrize("case", MOVED)
def test_a_promise_from_before_the_report_is_compared(
    run: Run, tmp_path: Path, case: str
) -> None:
    """Its update is in neither report, and both list the promise; what is private now is not said."""
    was, becomes, moved = MOVED[case]
    opening = "opening: [{text: Promised, list: promises}]\n"
    told = {"house": measured.HOUSE + opening, "q2": TOLD.replace("street}", "towns}")}
    told["q2"] = told["q2"].replace("continues: towns", "owner: me")
    old = project(tmp_path / "old", **told)
    new = project(tmp_path / "new", **told, q1=PROMISED.replace(was, becomes))
    said = run("compare", old, new).stdout

    assert "“street” in the promises has" in said
    assert case == "dropped" or moved in said
    private = PROMISED.replace("{text: A second", "{public: false, text: A second")
    new = project(tmp_path / "new", **told, q1=private)
    for form in ("text", "json", "markdown"):
        done = run("compare", old, new, "--output-format", form)
        assert "street team will begin" not in done.stdout
    page = tmp_path / "r.html"
    run("compare", old, new, "--redline", page)
    assert "street team will begin" not in page.read_text("utf-8")


def test_a_dropped_date_is_withheld_where_something_became_private(
    run: Run, tmp_path: Path
) -> None:
    """Whether the private text has it is not known: others see the update without it."""
    dated = PROMISED.replace("due: 2024/25 Q2", "due: 2024-08-17")
    old = project(tmp_path / "old", q1=dated, report=BOTH)
    bare = dated.replace(", due: 2024-08-17", "")
    note = "      - {text: It depends on money., public: false}\n"
    hidden = bare.replace("  cadets:\n", f"{note}  cadets:\n")
    for form in ("json", "markdown", "html", "text"):
        told = []
        for name, q1 in (("bare", bare), ("hidden", hidden)):
            new = project(tmp_path / name, q1=q1, report=BOTH)
            done = run("compare", old, new, "--output-format", form)
            assert done.returncode == 0, done.stderr
            told.append("2024-08-17" in done.stdout)
        assert told == [True, False], form


def test_what_the_panel_asks_after_the_meeting_is_in_no_report(tmp_path: Path) -> None:
    """A plan can have it already; it is no recommendation to this meeting."""
    plan = ASKED.replace("2024-09-13", "2024-12-13")
    report = status(project(tmp_path, plan=plan))

    assert [each["key"] for each in report["recommendations"]] == ["nurses"]


def test_a_new_quarter_has_each_measure_and_status_ready(
    run: Run, tmp_path: Path, expect: Expect
) -> None:
    """Empty, with what was given last beside it: no update yet, and no fault."""
    second = measured.SECOND.replace("seen: 92.0", "seen: {value: 92.0, public: false}")
    folder = measured.write(tmp_path, q2=second)
    done = run("new", folder, "2024/25 Q3")
    path = folder / "updates/2024-25-q3-measures.yaml"

    assert done.returncode == 0, done.stderr
    expect(path.read_text("utf-8"))
    assert "error" not in run("check", folder, "--strict").stdout


def test_a_new_quarter_has_the_promises_that_are_due(run: Run, tmp_path: Path) -> None:
    """As notes, where they are to be spoken of."""
    folder = project(tmp_path, q2="period: 2024/25 Q2\nupdates: {}\n")
    run("new", folder, "2024/25 Q3")
    text = (folder / "updates/2024-25-q3-force.yaml").read_text("utf-8")
    told = text.partition("  fires:")[0]

    due = "      ## due {} (from 2024/25 Q1{}): {}"
    assert due.format("2024/25 Q2", ", continues: street", "A second") in told
    assert due.format("2024-09-30", "", "We will publish what we learn") in told
    assert "Every town" not in re.sub(r"\n +## 2024/25 Q1:(\n +# .*)*", "", text)


def test_a_point_goes_with_what_it_is_a_point_of(run: Run, tmp_path: Path) -> None:
    """A promise in an update that is withdrawn is withdrawn; in one that is revised it is not."""
    point = "{text: Crisis teams grow., id: teams, points: [{text: A second one will begin., due: 2024/25 Q2}]}"
    promised = f"period: 2024/25 Q1\nupdates: {{crisis: {{force: [{point}]}}}}\n"
    told = []
    for parent in ("{id: teams, withdrawn: no money}", "{text: They grew., id: teams}"):
        second = TOLD.replace("{text: It has", f"{parent}, {{text: It has")
        folder = project(tmp_path, q1=promised, q2=second)
        told.append(len(found(run, folder, "overdue-promise")))

    assert told == [0, 1]


def test_a_draft_has_the_finding_at_the_promise(run: Run, tmp_path: Path) -> None:
    """As a comment on its paragraph, where that is printed."""
    told = TOLD.replace("continues: street", "due: 2024/25 Q1")
    folder = project(tmp_path, q2=told, report=BOTH)
    text = built(run, folder, "md", "--draft")

    assert text.count("no later update continues it") == 3
    place = text.index("It has twelve nurses.")
    assert "no later update continues it" in text[place : place + 300]
