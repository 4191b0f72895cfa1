"""`pccreport paste`: what is said around updates, to the officer or by a program, is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.cli.test_paste_as_sent import (
    EGGS,
    GATES,
    KEPT,
    RIDES,
    TRAILS,
    paste,
    sheet,
)
from tests.conftest import Run
from tests.readers.office_xlsx import workbook

FORCE = ("--stream", "force")
LONG = "Officers visited the family of the boy at home in May and again in June."


def test_a_heading_of_two_marks_keeps_back_what_is_under_it(
    tmp_path: Path, run: Run
) -> None:
    """It is under the key aim above."""
    text = f"Aim 1\n\n- {TRAILS}\n\nConfidential - not to be published\n\n- {KEPT}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS]}
    assert read.private == {"farms force": [KEPT]}


def test_a_sum_with_one_decimal_place_is_an_award(tmp_path: Path, run: Run) -> None:
    """A workbook leaves the last 0 out."""
    rows = (("Key aim", "Update", "Grant"), ("1", GATES, "7350.5"), ("2", EGGS, "80.0"))
    project = projects.write(tmp_path / "p")
    (tmp_path / "a.xlsx").write_bytes(workbook(("Log", sheet(*rows))))
    period = ("--period", "2023/24 Q2")
    sent = tmp_path / "a.xlsx"
    done = run("paste", sent, "--project", project, *period, *FORCE)
    assert "amount: 7350.5" in done.stdout
    assert "amount: 80}" in done.stdout


@in_turn("text", ["See you all at the show!", "Have a lovely weekend, Sam."])
def test_good_wishes_at_the_end_are_a_remark(
    tmp_path: Path, run: Run, text: str
) -> None:
    """They are named, and no update."""
    sent = f"Aim 1\n\n- {TRAILS}\n\n{text}\n\nKind regards\nJo\n"
    read = paste(run, tmp_path, "m.txt", sent, *FORCE)
    assert read.public == {"farms force": [TRAILS]}
    assert f"line 5, remark to you: “{text}”" in read.account


@pytest.mark.parametrize(
    ("text", "public", "private"),
    [
        (f"- {LONG}\nFor Ruth only\n", [], [LONG]),
        (f"- {LONG} (for Ruth only)\n- {GATES}\n", [GATES], [LONG]),
        (f"- {GATES}\nFor Ruth only: {LONG}\n", [GATES], [LONG]),
        (f"- {GATES}\nFor Ruth only: the last one is not agreed yet.\n", [], [GATES]),
        (f"- {GATES}\n- Jo was ill. NFP.\n", [GATES], ["Jo was ill. NFP."]),
        (
            f"- {GATES}\n- Jo was seen. NFP\n",
            [GATES],
            ["Jo was seen. NFP"],
        ),
        (
            f"- {GATES}\n- Two ponies came. RESTRICTED\n- {TRAILS}\n",
            [GATES, TRAILS],
            ["Two ponies came. RESTRICTED"],
        ),
    ],
)
def test_a_mark_at_one_update_keeps_back_that_one(
    tmp_path: Path,
    run: Run,
    text: str,
    public: list[str],
    private: list[str],
) -> None:
    """It is no part of the text above it, and others beside it are public."""
    read = paste(run, tmp_path, "m.txt", f"Aim 1\n{text}", *FORCE)

    assert read.public.get("farms force", []) == public
    assert read.private == {"farms force": private}


def test_a_correction_is_beside_what_it_corrects(tmp_path: Path, run: Run) -> None:
    """It keeps that back, and says which update it is."""
    text = (
        f"Aim 1\n- 46 farms were seen.\n- {GATES}\n\nIt should be 48 farms, not 46.\n"
    )
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    line = "line 5, remark to you; it keeps back line 2: “It should be"

    assert read.public == {"farms force": [GATES]}
    assert "because of line 5 (“It should be 48 farms, not 46.”): “46" in read.account
    assert line in read.account


@pytest.mark.parametrize(
    "line",
    [
        "Lead: NH",
        "Many thanks for all your help",
    ],
)
def test_a_greeting_or_thanks_alone_is_no_question(
    tmp_path: Path, run: Run, line: str
) -> None:
    """Nor are the initials of who leads."""
    read = paste(run, tmp_path, "m.txt", f"{line}\n\nAim 1\n- {GATES}\n", *FORCE)

    assert "Not in any update" not in read.account
    assert "1 line carries nothing" in read.account


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Fewer thefts from farms: Six men came.", "Six men came."),
        ("Key Aim 1: 31 were recorded.", "31 were recorded."),
    ],
)
def test_a_label_that_a_text_needs_is_kept(
    tmp_path: Path, run: Run, line: str, text: str
) -> None:
    """Its words may be those of a title; a number is none of its words."""
    read = paste(run, tmp_path, "m.txt", f"Aim 1\n- {GATES}\n\n{line}\n", *FORCE)

    assert read.public == {"farms force": [GATES, text]}


def test_each_row_of_an_unknown_table_is_named(tmp_path: Path, run: Run) -> None:
    """With its cells apart; an empty answer whether a row may be printed is said to be one."""
    grid = "Key Aim,Fewer thefts from farms,Safer country roads\nForce,Six came.,Two left.\n"
    asked = f"Key aim,Update,May it be published?\n1,{TRAILS},\n"
    read = paste(run, tmp_path, "g.csv", f"Aim 1\n{grid}", *FORCE)
    other = paste(run, tmp_path, "a.csv", asked, *FORCE)

    assert "“Force / Six came. / Two left.”" in read.account
    assert "“May it be published? (empty)”" in other.account


@in_turn(
    "said",
    [
        "PS: Sgt Yarrow miscounted the older ones.",
        "P.S.\nSgt Yarrow miscounted the older ones.",
        "- P.S. Sgt Yarrow miscounted the older ones.",
        "Sgt Yarrow miscounted the older ones, don’t tell him I said so.",
    ],
)
def test_a_postscript_is_no_update(tmp_path: Path, run: Run, said: str) -> None:
    """Nor is what asks not to tell, although the key aim and the stream are given."""
    text = f"{TRAILS}\n\nPS Wright met 31 farmers at Holme.\n\n{said}\n"
    read = paste(run, tmp_path, "m.txt", text, "--aim", "farms", *FORCE)
    assert read.public == {
        "farms force": [TRAILS, "PS Wright met 31 farmers at Holme."]
    }
    assert not read.private
    assert "Yarrow miscounted" in read.account


GRANTS = (
    ("Key aim", "Fund", "What for", "Amount"),
    ("1", "Safety grants", GATES, "£900"),
    ("1", "LOST PROPERTY GRANTS", EGGS, "£700"),
    ("1", "property fund", RIDES, "£70"),
    ("1", "Lost farm grants", TRAILS, "£60"),
)


@pytest.mark.parametrize("given", [(), ("--stream", "safety_fund")])
def test_a_grant_is_under_its_own_fund(
    tmp_path: Path, run: Run, given: tuple[str, ...]
) -> None:
    """By its title or key, whatever stream is given for the rest, which is said."""
    content = workbook(("Log", sheet(*GRANTS)))
    read = paste(run, tmp_path, "g.xlsx", content, *given)
    summed = [f"{x[2][:-1]} ({x[3]})." for x in GRANTS[1:]]
    rest = summed[3:] if given else []
    assert read.public == {
        "farms safety_fund": [summed[0], *rest],
        "farms property_fund": summed[1:3],
    }
    said = "“LOST PROPERTY GRANTS” is property_fund: it is not under safety_fund"
    assert (said in " ".join(read.account.split())) is bool(given)
    assert "Fund: " not in read.account
    assert ("not under a stream: “1 / Lost farm grants" in read.account) is (not given)


POINTED = """\
Aim 1

- {trails}
- {eggs}
- Six new gates were hung on the common at Fenwick.

{said}
"""


@in_turn(
    ("said", "kept"),
    [
        ("The second bullet is not for publication yet.", [1]),
        ("Please hold the last point back for now.", [2]),
        ("The first and third bullets are not for publication.", [0, 1, 2]),
        ("Only the first bullet can be published.", [0, 1, 2]),
        ("Please hold the item on the inquest.", [0, 1, 2]),
        ("The fourth bullet is not for publication.", [0, 1, 2]),
    ],
)
def test_a_remark_keeps_back_what_it_certainly_points_at(
    tmp_path: Path, run: Run, said: str, kept: list[int]
) -> None:
    """One bullet by its place; if it points at nothing certain, all of the message."""
    text = POINTED.format(trails=TRAILS, eggs=EGGS, said=said)
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    every = [TRAILS, EGGS, "Six new gates were hung on the common at Fenwick."]

    assert read.private["farms force"] == [every[at] for at in kept]
    assert said in read.account


def test_words_to_a_person_begin_below_the_name(tmp_path: Path, run: Run) -> None:
    """The message greets nobody, and the plan does not know the name."""
    text = f"Aim 1\n\n- {TRAILS}\n\nFor Priya\n\n- {EGGS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)

    assert read.public == {"farms force": [TRAILS]}


@in_turn(
    ("name", "text"),
    [
        ("m.txt", f"Aim 1\n\n- {TRAILS}\n- {EGGS} Status: Withheld\n"),
        (
            "m.csv",
            f"Key Aim,Update,Status\n1,{TRAILS},Open\n1,{EGGS},Withheld\n",
        ),
    ],
)
def test_a_status_of_withheld_keeps_back(
    tmp_path: Path, run: Run, name: str, text: str
) -> None:
    """In the text, and in a column of its own."""
    read = paste(run, tmp_path, name, text, *FORCE)

    assert read.public == {"farms force": [TRAILS]}
    assert [*read.private] == ["farms force"]


def test_a_fund_that_names_the_stream_is_no_other_cell(
    tmp_path: Path, run: Run
) -> None:
    """Where a row has no sum beside it."""
    content = workbook(("Log", sheet(*(each[:3] for each in GRANTS[:3]))))
    read = paste(run, tmp_path, "g.xlsx", content)
    assert read.public == {"farms safety_fund": [GATES], "farms property_fund": [EGGS]}
    assert "Fund: " not in read.account
