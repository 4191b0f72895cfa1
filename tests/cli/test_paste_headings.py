"""`pccreport paste`: what is a heading, of what, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.cli.test_paste_as_sent import EGGS, GATES, RIDES, TRAILS, paste
from tests.conftest import Run

FORCE = ("--stream", "force")
TWO = {"farms force": [TRAILS], "wildlife force": [EGGS]}


def test_the_name_of_a_body_is_no_stream_where_one_is_given(
    tmp_path: Path, run: Run
) -> None:
    """A heading of a stream further below is, and is named."""
    text = f"OFFICE OF THE MAYOR OF NORTHSHIRE\n\nAim 1\n\n- {TRAILS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS]}
    assert "Please read" not in read.account

    below = f"{text}\nSafety grants\n\n- {GATES}\n"
    read = paste(run, tmp_path, "m.txt", below, *FORCE)
    assert read.public == {"farms force": [TRAILS], "farms safety_fund": [GATES]}
    assert (
        "“Safety grants” was read as the heading of safety_fund, not force"
        in read.account
    )

    read = paste(run, tmp_path, "m.txt", text)
    assert read.public == {"farms opcc": [TRAILS]}


@in_turn(
    "sign",
    [
        *("3 | {}", "3: {}", "3 – {}", "[3] {}", "C. {}", "iii. {}", "III) {}"),
        *("Section 3 {}", "Update on {}"),
    ],
)
def test_a_title_with_any_sign_is_a_heading(
    tmp_path: Path, run: Run, sign: str
) -> None:
    """Below the list of another key aim, too."""
    text = f"Fewer thefts from farms\n\n- {TRAILS}\n\n{sign.format('Wildlife crime taken seriously')}\n\n- {EGGS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == TWO, read.account


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_nearly_a_title_is_a_heading_that_is_named(
    tmp_path: Path, run: Run, gap: str
) -> None:
    """A word of it may be another."""
    near = "Wildlife crime taken very seriously"
    text = f"Fewer thefts from farms{gap}- {TRAILS}{gap}{near}{gap}- {EGGS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert [*read.public] == [*TWO], read.account
    assert f"“{near}” was read as the heading of wildlife" in read.account


def test_what_a_message_of_a_chat_has(tmp_path: Path, run: Run) -> None:
    """A short line with a figure is of the line above; a list is below its key aim."""
    ann, bob = "[02/10/2023, 19:30:48] Ann:", "[02/10/2023, 19:31:02] Bob:"
    text = f"{ann} Aim 1: {TRAILS}\n38 have joined.\n{bob} Great\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [f"{TRAILS} 38 have joined."]}

    listed = f"{ann} Wildlife crime taken seriously\n- 38 girls have joined\n- {EGGS}\n{bob} Great\n{ann} yes. {GATES}\n"
    read = paste(run, tmp_path, "m.txt", listed, *FORCE)
    own = ["38 girls have joined", EGGS, f"yes. {GATES}"]
    assert read.public == {"wildlife force": own}, read.account

    private = text.replace("38 have", "- not for the public, private: 38 have")
    read = paste(run, tmp_path, "m.txt", private, *FORCE)
    assert "38" not in str(read.public), read.account


@pytest.mark.parametrize("asked", ["1. Fewer thefts from farms", "Farms"])
def test_what_is_quoted_above_an_answer_is_no_update(
    tmp_path: Path, run: Run, asked: str
) -> None:
    """Its headings place the answers, if there is only one, too."""
    first = (
        f"> {asked}\n> Last time you said that 12 gates had been lent.\n\n{TRAILS}\n"
    )
    second = (
        f"\n> 3. Wildlife crime taken seriously\n> - Was the thief fined?\n\n{EGGS}\n"
    )
    wrote = "On 1 Oct 2023, at 10:03, Jo Reed wrote:\n\n"
    read = paste(run, tmp_path, "m.txt", wrote + first, *FORCE)
    assert read.public == {"farms force": [TRAILS]}, read.account
    read = paste(run, tmp_path, "m.txt", wrote + first + second, *FORCE)
    assert read.public == TWO, read.account


@in_turn("head", ["Dates for your diary", "Next steps", "About us", "Risks and issues"])
def test_what_is_below_a_heading_of_no_updates_is_under_no_key_aim(
    tmp_path: Path, run: Run, head: str
) -> None:
    """It is named, in a text and in a page; below a heading of a project it is placed."""
    text = f"Aim 1\n\n- {TRAILS}\n\n{head}\n\n- {GATES}\n\nAim 3\n\nBarn Watch\n\n- {EGGS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == TWO, read.account
    assert "line 7, not under a key aim: “- Locking gate posts" in read.account
    assert f"“{head}” names no key aim; what is under it is under none" in read.account

    page = f"<p>Aim 1</p><p>{TRAILS}</p><p>{head}</p><p>{GATES}</p><p>Aim 3</p><p>{EGGS}</p>"
    read = paste(run, tmp_path, "m.html", page, *FORCE)
    assert read.public == TWO, read.account
    assert "not under a key aim: “Locking gate posts" in read.account


def test_capitals_end_what_is_under_capitals(tmp_path: Path, run: Run) -> None:
    """Whatever they say; below a key aim in small letters they are within it."""
    text = f"FEWER THEFTS FROM FARMS\n\n- {TRAILS}\n\nBARN NEWS\n\n- {GATES}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS]}
    assert (
        "“BARN NEWS” names no key aim; what is under it is under none" in read.account
    )

    small = text.replace("FEWER THEFTS FROM FARMS", "Fewer thefts from farms")
    read = paste(run, tmp_path, "m.txt", small, *FORCE)
    assert read.public == {"farms force": [TRAILS, GATES]}


def test_a_line_break_within_a_sentence_is_a_space(tmp_path: Path, run: Run) -> None:
    """Behind a whole sentence, a heading or a text with a verb it is an end."""
    broken = "A new store for gates at Lower<br>Holme was opened on 3 May."
    page = f"<h2>Aim 1</h2><p>{broken}</p><p>{TRAILS}<br>{GATES}</p>"
    page += f"<p>Six men were fined<br>Two were warned.</p><p>Aim 3<br>{EGGS}</p>"
    read = paste(run, tmp_path, "m.html", page, *FORCE)
    own = [broken.replace("<br>", " "), TRAILS, GATES]
    own += ["Six men were fined", "Two were warned."]
    assert read.public == {"farms force": own, "wildlife force": [EGGS]}, read.account


def test_a_heading_right_below_an_item_is_a_heading(tmp_path: Path, run: Run) -> None:
    """A word in small letters below the text of an item is of the item."""
    text = f"Farms\n- Ten barns were locked.\nWildlife crime\n- {EGGS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    both = {"farms force": ["Ten barns were locked."], "wildlife force": [EGGS]}
    assert read.public == both, read.account

    within = (
        f"Farms\n\n- Ten barns were locked along the\n  longest\n  roads\n- {RIDES}\n"
    )
    read = paste(run, tmp_path, "m.txt", within, *FORCE)
    whole = "Ten barns were locked along the longest roads"
    assert read.public == {"farms force": [whole, RIDES]}, read.account


@pytest.mark.parametrize(
    "first",
    ["As asked by the Mayor's office", "The Mayor's office has asked us for this."],
)
def test_who_asks_for_a_text_has_not_sent_it(
    tmp_path: Path, run: Run, first: str
) -> None:
    """Its stream is not known then."""
    text = f"{first}\n\nAim 1\n\n- {TRAILS}\n"
    read = paste(run, tmp_path, "m.txt", text)
    assert not read.public
    assert "not under a stream" in read.account


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize(
    "head", ["3. Workforce", "3) Workforce", "(3) Workforce", "Workforce"]
)
def test_a_word_that_only_one_title_has_is_a_heading_above_bullets(
    tmp_path: Path, run: Run, head: str, gap: str
) -> None:
    """With the number of its key aim or without, though another title has a part of the word."""
    plan = projects.PLAN.replace("Safer country roads", "Safer roads to work")
    plan = plan.replace("Wildlife crime taken seriously", "A workforce like us")
    text = f"1. Farms{gap}* {TRAILS}\n* {GATES}{gap}{head}{gap}* {EGGS}\n* {RIDES}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE, plan=plan)
    own = {"farms force": [TRAILS, GATES], "wildlife force": [EGGS, RIDES]}
    assert read.public == own, read.account
    assert "“Workforce” was read as the heading of wildlife" in read.account


def test_where_the_bullets_below_an_unknown_heading_went_is_named(
    tmp_path: Path, run: Run
) -> None:
    """It may be the heading of another key aim; a number that is another's is no heading."""
    text = f"Aim 1\n\n* {TRAILS}\n\nTower news\n\n* {GATES}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS, GATES]}
    below = "“Tower news” names no key aim; what is under it was read as under farms"
    assert below in read.account
