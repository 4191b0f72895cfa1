"""`pccreport paste`: what is a heading, of which key aim or stream, and what is none."""

from __future__ import annotations

from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.cli.test_paste_as_sent import EGGS, GATES, RIDES, TRAILS, paste, table
from tests.conftest import Run
from tests.readers.office import p, word

FORCE = ("--stream", "force")
LONG_TITLES = projects.PLAN.replace(
    "Fewer thefts from farms.",
    "Work together to cut off-road riding and thefts of farm plant.",
).replace("Safer country roads.", "Protect rural roads & lanes.")
POLICE_AND_MAYOR = """\
extends: progress-report
streams:
  police: {heading: What Northshire Police have done}
  mayor: {heading: What the Mayor's office has done}
"""


@in_turn(
    "sign",
    [
        *("3 | {}", "3: {}", "[3] {}", "C. {}", "III) {}"),
        *("Section 3 {}", "Update on {}"),
    ],
)
def test_a_title_with_any_sign_is_a_heading(
    tmp_path: Path, run: Run, sign: str
) -> None:
    """Below the list of another key aim, too."""
    heading = sign.format("Wildlife crime taken seriously")
    text = f"Fewer thefts from farms\n\n- {TRAILS}\n\n{heading}\n\n- {EGGS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)

    assert read.public == {"farms force": [TRAILS], "wildlife force": [EGGS]}


@in_turn(
    "heading",
    [
        "Offroad riding & thefts of farm plant",
        "To cut off-road riding and thefts of farm plant",
    ],
)
def test_a_title_without_its_first_words_is_a_heading(
    tmp_path: Path, run: Run, heading: str
) -> None:
    """With hyphens or without; it is clear, and nothing is to be read."""
    text = f"Wildlife\n- {RIDES}\n\n{heading}\n- {TRAILS}\n- {GATES}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE, plan=LONG_TITLES)

    assert read.public == {"wildlife force": [RIDES], "farms force": [TRAILS, GATES]}
    assert f"“{heading}”" not in read.account


def test_a_title_may_have_its_text_on_the_line(tmp_path: Path, run: Run) -> None:
    """In a list it may be a word of an update under another key aim."""
    line = "Rural roads and lanes:"
    text = f"Wildlife\n\n{line} {RIDES}\n\nWildlife\n- {line} {GATES}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE, plan=LONG_TITLES)

    assert read.public == {
        "roads force": [RIDES],
        "wildlife force": [f"{line} {GATES}"],
    }


@in_turn("aim", ["", "--aim=wildlife"])
def test_a_wrapped_opening_is_no_update(tmp_path: Path, run: Run, aim: str) -> None:
    """Its second line is not, with a given key aim either."""
    opening = (
        "Sorry this is a day late, it has been a busy week for us. Here is what we\n"
        "have for the second quarter.\n"
    )
    heading = "" if aim else "Wildlife\n"
    text = f"Hi Tom,\n\n{opening}\n{heading}- {TRAILS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE, *filter(None, [aim]))

    assert read.public == {"wildlife force": [TRAILS]}
    assert "remark to you: “Sorry this is a day late" in read.account
    assert "not under a key aim" not in read.account


def test_a_caveat_above_all_is_no_update(tmp_path: Path, run: Run) -> None:
    """No key aim is asked for it."""
    caveat = (
        "All of these figures are from the portal of the force and they may be\n"
        "subject to change."
    )
    read = paste(run, tmp_path, "m.txt", f"{caveat}\n\nWildlife\n- {RIDES}\n", *FORCE)

    assert read.public == {"wildlife force": [RIDES]}


@in_turn(
    ("name", "above", "stream"),
    [
        ("a.txt", "Mayor’s Office – for the panel\n", "mayor"),
        ("a.txt", "OMN update for the panel\n", "mayor"),
        ("a.txt", "From: Tom Penrose (Mayor's Office)\nTo: Asha\nSubject: Q4\n", "mayor"),
        ("mayors-office.txt", "", "mayor"),
        ("a.txt", "From: Reed, Sam (Northshire Police)\nTo: Panel (Mayor's Office)\nSubject: Q4\n", "police"),
    ],
)  # fmt: skip
def test_whose_text_it_is_by_the_names_of_the_office_and_the_force(
    tmp_path: Path, run: Run, name: str, above: str, stream: str
) -> None:
    """In its heading, its file's name or its sender; what is sent to the office is not from it."""
    mail = f"{above}\nFewer thefts from farms\n• {TRAILS}\n"
    read = paste(run, tmp_path, name, mail, house=POLICE_AND_MAYOR)

    assert read.public == {f"farms {stream}": [TRAILS]}


@in_turn(
    ("text", "amount", "there"),
    [
        ("Holme Aid: Two advisers on rural crime", 48500, True),
        ("Holme Aid: Two advisers on rural crime (£48,500)", 48500, True),
        ("Holme Aid: Two advisers on rural crime (£45,800)", 45800, False),
        ("Holme Aid: Two advisers on rural crime", 45800, False),
    ],
)
def test_an_award_whose_own_sum_was_typed_is_there(
    tmp_path: Path, run: Run, text: str, amount: int, there: bool
) -> None:
    """Wherever in its text, and with an outcome beside it; another sum is another award."""
    rows = (
        ("Organisation", "Project", "Award"),
        ("Holme Aid", "Two advisers on rural crime", "£48,500"),
    )
    entry = f'- text: "{text}"\n  award: {{amount: {amount}}}\n  outcome: Both began.\n'
    project = projects.write(tmp_path / "p", updates=projects.one_update(entry))
    sent = tmp_path / "a.docx"
    sent.write_bytes(word(p("Fewer thefts from farms") + table(*rows)))
    done = run("paste", sent, "--project", project, *FORCE)

    assert ("Already in" in done.stderr) is there


def test_a_label_of_another_period_asks_for_the_period(
    tmp_path: Path, run: Run
) -> None:
    """With it, the same file is read."""
    text = f"Fewer thefts from farms\nNP actions\n2022/23 (Q3):\n• {TRAILS}\n"
    unread = paste(run, tmp_path, "a.txt", text, *FORCE)
    read = paste(run, tmp_path, "a.txt", text, *FORCE, "--period", "2022/23 Q3")

    assert not unread.public
    assert "of another period, give it: --period, and the quarter" in unread.account
    assert read.public == {"farms force": [TRAILS]}
