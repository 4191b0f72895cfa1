"""What an office and its force send for a first report: a table in a mail, numbers, names, references."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from tests import projects
from tests.cases import in_turn
from tests.cli.test_paste_as_sent import TRAILS, table
from tests.conftest import Run
from tests.readers.office import p, word

HOUSE = """\
extends: progress-report
streams:
  what_northshire_police: {heading: What Northshire Police have done}
  what_the_mayors_office: {heading: What the Mayor's office has done}
"""
POLICE, OFFICE = "what_northshire_police", "what_the_mayors_office"
SPLIT = "The Mayor gave £240,000 to two districts for lights. The split is:"
ROWS = (
    ("District", "Given", "Street"),
    ("Holme Town Council", "£150,000", "Lights in Mill Lane"),
    ("Fenwick Town Council", "£90,000", "Lights on the quay"),
    ("Total", "£240,000", ""),
)


def paste(
    run: Run, folder: Path, name: str, content: bytes | str, *options: str
) -> tuple[dict[str, Any], str]:
    """The updates that are made of a file, and the account of it."""
    project = projects.write(folder / "p", house=HOUSE)
    sent = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(sent)
    done = run("paste", folder / name, "--project", project, *options)
    assert done.returncode in (0, 1), done.stderr
    made = YAML(typ="safe").load(done.stdout or "updates: {}")
    return made["updates"], done.stderr


def test_each_row_that_has_no_place_is_named(tmp_path: Path, run: Run) -> None:
    """Also one below another that has no full stop."""
    typed = "\n".join("\t".join(row) for row in ROWS)
    mail = f"Fewer thefts from farms\n• {SPLIT}\n{typed}\n"
    made, account = paste(run, tmp_path, "a.txt", mail)

    assert not made
    for number in (2, 4, 5):
        assert f"line {number}, not under a stream" in account


@in_turn(
    "above",
    [
        "Mayor's office update",
        "Mayor’s Office – for the panel",
        "OMN update for the panel",
        "From: Tom Penrose (Mayor's Office)\nSent: 3 July 2023\nTo: Asha\nSubject: Q4",
    ],
)
def test_the_own_text_of_the_office(tmp_path: Path, run: Run, above: str) -> None:
    """It is recognised by all the names of the office, as the force's is by those of the force."""
    mail = f"{above}\n\nFewer thefts from farms\n• {TRAILS}\n"
    made, _ = paste(run, tmp_path, "a.txt", mail)

    assert made == {"farms": {OFFICE: [TRAILS]}}


def test_the_office_in_the_name_of_a_file_and_as_a_reader(
    tmp_path: Path, run: Run
) -> None:
    """What is sent to the office is not from it."""
    mail = f"Fewer thefts from farms\n• {TRAILS}\n"
    made, _ = paste(run, tmp_path, "mayors-office.txt", mail)
    assert made == {"farms": {OFFICE: [TRAILS]}}

    head = "From: Reed, Sam (Northshire Police)\nSent: 3 July 2023\nTo: Panel team (Mayor's Office)\n"
    signed = f"{head}Subject: Q4\n\n{mail}\nRegards\nSam Reed\n"
    made, _ = paste(run, tmp_path, "a.txt", signed)
    assert made == {"farms": {POLICE: [TRAILS]}}


def test_a_greeting_cannot_be_placed(tmp_path: Path, run: Run) -> None:
    """Nothing says how to place lines that are no updates."""
    mail = f"Northshire Police\n\nFrom Jo\n\nFewer thefts from farms\n- {TRAILS}\n"
    _, account = paste(run, tmp_path, "a.txt", mail)

    assert "to place" not in account


POSTS = "Two advisers on rural crime, to March 2024"
NETS = "Nets for 40 farms in the hills. The first are up."
AWARDS = (
    ("Organisation", "Project", "Award"),
    ("Holme Aid", POSTS, "£48,500"),
    ("Fenwick Aid", NETS, "22750.50"),
    ("Ashby Aid", "Gates at six farms for £900.", "£900"),
    ("Rudd Aid", "The bid for a van was withdrawn.", "£0"),
    ("Total", "", "£72,150.50"),
)


@in_turn(
    ("text", "amount", "there"),
    [
        (f"Holme Aid: {POSTS}", 48500, True),
        (f"Holme Aid (£48,500): {POSTS}", 48500, True),
        (f"Holme Aid: {POSTS} (£48,500)", 48500, True),
        (f"Holme Aid: {POSTS} (£48,500)", None, True),
        (f"Holme Aid: {POSTS} (£45,800)", 45800, False),
        (f"Holme Aid: {POSTS}", 45800, False),
    ],
)
def test_an_award_whose_own_sum_was_typed_is_there(
    tmp_path: Path, run: Run, text: str, amount: int | None, there: bool
) -> None:
    """Wherever in its text, and with an outcome beside it; another sum is another award."""
    award = f"  award: {{amount: {amount}}}\n" if amount else ""
    for outcome in ("", "  outcome: Both are in post.\n"):
        entry = f'- text: "{text}"\n{award}{outcome}'
        project = projects.write(tmp_path / "p", updates=projects.one_update(entry))
        sent = tmp_path / "a.docx"
        sent.write_bytes(word(p("Fewer thefts from farms") + table(*AWARDS[:2])))
        done = run("paste", sent, "--project", project, "--stream", "force")

        assert ("Already in" in done.stderr) is there


def test_a_label_of_another_period_asks_for_the_period(
    tmp_path: Path, run: Run
) -> None:
    """With it, the same file is read."""
    sent = "Fewer thefts from farms\nWhat Northshire Police have done\n2022/23 (Q3):\n• Two came.\n"
    made, account = paste(run, tmp_path, "a.txt", sent)
    given, _ = paste(run, tmp_path, "a.txt", sent, "--period", "2022/23 Q3")

    assert not made
    assert "of another period, give it: --period, and the quarter" in account
    assert "Two came." in given["farms"][POLICE][0]
