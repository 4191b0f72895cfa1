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
POINTS = [
    "Holme Town Council, Given: £150,000, Lights in Mill Lane",
    "Fenwick Town Council, Given: £90,000, Lights on the quay",
]


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


def test_a_table_in_a_mail_is_the_table_of_word(tmp_path: Path, run: Run) -> None:
    """Its heads are no update, and its rows are the points of a bullet that ends in a colon."""
    typed = "\n".join("\t".join(row) for row in ROWS)
    mail = f"Fewer thefts from farms\n• {TRAILS}\n• {SPLIT}\n{typed}\n\nThe rest is late.\n"
    file = word(
        p("Fewer thefts from farms")
        + p(f"• {TRAILS}")
        + p(f"• {SPLIT}")
        + table(*ROWS)
        + p("The rest is late.")
    )
    stream = ("--stream", OFFICE)
    for name, content in (("a.txt", mail), ("a.docx", file)):
        made, account = paste(run, tmp_path, name, content, *stream)

        whole = {"text": SPLIT, "points": POINTS}
        assert made["farms"][OFFICE] == [TRAILS, whole, "The rest is late."]
        assert "“District, Given, Street” was read as the heads of a table" in account
        assert "row of totals" in account


def test_rows_below_a_sentence_are_updates(tmp_path: Path, run: Run) -> None:
    """Only what ends in a colon has them as its points, and only those under its own key aim."""
    typed = "\n".join("\t".join(row) for row in ROWS)
    mail = f"Fewer thefts from farms\n• {TRAILS}\n{typed}\n"
    made, _ = paste(run, tmp_path, "a.txt", mail, "--stream", OFFICE)
    assert made["farms"][OFFICE] == [TRAILS, *POINTS]

    rows = (
        "Key aim\tWho\tGiven\nRoads\tHolme\t£2\nFarms\tFenwick\t£3\nRoads\tAshby\t£4\n"
    )
    mail = f"Fewer thefts from farms\n• {SPLIT}\n{rows}"
    made, _ = paste(run, tmp_path, "a.txt", mail, "--stream", OFFICE)
    assert made["roads"][OFFICE] == ["Holme, Given: £2", "Ashby, Given: £4"]
    assert made["farms"][OFFICE] == [SPLIT, "Fenwick, Given: £3"]


def test_each_row_that_has_no_place_is_named(tmp_path: Path, run: Run) -> None:
    """Also one below another that has no full stop."""
    typed = "\n".join("\t".join(row) for row in ROWS)
    mail = f"Fewer thefts from farms\n• {SPLIT}\n{typed}\n"
    made, account = paste(run, tmp_path, "a.txt", mail)

    assert not made
    for number in (2, 4, 5):
        assert f"line {number}, not under a stream" in account


def test_a_reference_by_key_is_the_one_by_number(tmp_path: Path, run: Run) -> None:
    """What is printed is compared: only another key aim is another, and no key is shown."""
    entries = (
        "- Two arrests helped our roads (see [[roads]]).\n"
        "- Posts were lent, as in [[roads]], to 12 farms.\n"
        "- Trailers were marked, see [[wildlife]].\n"
        "- see: roads"
    )
    updates = projects.one_update(entries)
    updates["2022-23-q4.yaml"] += "  roads:\n    force: [They were fast.]\n"
    project = projects.write(tmp_path / "p", updates=updates)
    sent = tmp_path / "NP.txt"
    lines = (
        "KA1",
        "- Two arrests helped our roads (see key aim 2).",
        "- Posts were lent, as in KA2, to 12 farms.",
        "- Trailers were marked, see Key Aim 2.",
        "- See Key Aim 2.",
    )
    sent.write_text("\n".join(lines), "utf-8")
    done = run("reconcile", sent, project, "--period", "2022/23 Q4")

    assert "NP.txt: 2 texts are carried unchanged." in done.stdout
    assert "Trailers were marked, see Key Aim [-2-]{+(3)+}." in done.stdout
    assert "2 not updates, 2 unchanged" in done.stdout
    assert "roads]" not in done.stdout


@in_turn(
    "above",
    [
        "Mayor's office update",
        "Mayor’s Office – for the panel",
        "OMN update for the panel",
        "Office of the Mayor of Northshire – update for the July panel",
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

    head = "From: Reed, Sam\nSent: 3 July 2023\nTo: Panel team (Mayor's Office)\n"
    signed = f"{head}Subject: Q4\n\n{mail}\nRegards\nSam Reed\nNorthshire Police\n"
    made, _ = paste(run, tmp_path, "a.txt", signed)
    assert made == {"farms": {POLICE: [TRAILS]}}


def test_whose_update_a_heading_says(tmp_path: Path, run: Run) -> None:
    """“Police update” is of the force, although a key aim speaks of policing."""
    house = HOUSE
    plan = projects.PLAN.replace("Safer country roads.", "Confidence in policing.")
    project = projects.write(tmp_path / "p", plan=plan, house=house)
    sent = tmp_path / "a.txt"
    lines = (
        *("Fewer thefts from farms", "Police update", "- Two came.", "- Six came."),
        *("Mayor’s office update:", "- We paid.", "Update from Northshire Police"),
        "- Nine came.",
    )
    sent.write_text("\n".join(lines), "utf-8")
    done = run("paste", sent, "--project", project)
    made = YAML(typ="safe").load(done.stdout)["updates"]

    came = ["Two came.", "Six came.", "Nine came."]
    assert made == {"farms": {POLICE: came, OFFICE: ["We paid."]}}


def test_numbers_that_go_on_are_signs(tmp_path: Path, run: Run) -> None:
    """Also before a figure: 2.1 before 2.2, 4.1 after 3.1, 2b. after 2a.; but no other figure is."""
    mail = (
        "Northshire Police\nFewer thefts from farms\n"
        "1.1\t38 farms were seen.\n1.2\tSix gates were lent.\n"
        "Safer country roads\n2.1 999 calls came in.\n2.2 7 roads were shut.\n2.3 8 were not.\n"
        "Wildlife crime taken seriously\n3a. 14 came.\n3b. 7.5 tonnes of eggs came.\n\n"
        "7.4 tonnes of nests came.\n\n1.1 in July\n\n1.2 in August\n\nAll were counted."
    )
    made, _ = paste(run, tmp_path, "a.txt", mail)

    assert made["farms"][POLICE] == ["38 farms were seen.", "Six gates were lent."]
    roads = ["999 calls came in.", "7 roads were shut.", "8 were not."]
    assert made["roads"][POLICE] == roads
    last = [
        *("14 came.", "7.5 tonnes of eggs came.", "7.4 tonnes of nests came."),
        *("1.1 in July", "1.2 in August", "All were counted."),
    ]
    assert made["wildlife"][POLICE] == last


def test_a_number_and_a_tab_are_a_sign(tmp_path: Path, run: Run) -> None:
    """Also without a full stop, and before a key aim in a few words."""
    mail = (
        "Northshire Police\n\n1\tFewer thefts\n1\t38 farms were seen.\n2\t14 were not.\n"
        "\n2\tCountry roads\n1\tNine came.\n"
    )
    made, _ = paste(run, tmp_path, "a.txt", mail)

    assert made["farms"][POLICE] == ["38 farms were seen.", "14 were not."]
    assert made["roads"][POLICE] == ["Nine came."]


def test_a_number_of_what_may_be_a_priority(tmp_path: Path, run: Run) -> None:
    """“Priority 2” without a title is read as a key aim, and named; with one it is clear."""
    plan = projects.PLAN[: projects.PLAN.index("  - number: 3")]
    project = projects.write(tmp_path / "p", plan=plan, house=HOUSE)
    sent = tmp_path / "a.txt"
    text = "Northshire Police\nPriority 2\n- Six came.\nPriority 3: Wildlife crime\n- Two came.\n"
    sent.write_text(text, "utf-8")
    done = run("paste", sent, "--project", project)
    made = YAML(typ="safe").load(done.stdout)["updates"]

    assert made == {
        "roads": {POLICE: ["Six came."]},
        "wildlife": {POLICE: ["Two came."]},
    }
    assert "line 2: “Priority 2” was read as the heading of roads" in done.stderr
    assert "Priority 3" not in done.stderr


FORWARDED = """\
From: Hallam, Sophie
Sent: 3 July 2023 16:42
To: Panel team
Subject: FW: input

Hi both

Please see below, as promised.

Sophie

Sophie Hallam
Staff Officer to C/Supt Ridley
Northshire Police HQ, Mill Road
Tel 01632 960 114 | Mob 07700 900417
www.northshire.example

From: Ridley, Mark
Sent: 3 July 2023 15:10
To: Hallam, Sophie
Subject: input

Sophie,

The figures of the force were counted on 5 July.

Fewer thefts from farms
- Six came.

Regards
Mark
"""


def test_a_signature_above_what_is_passed_on(tmp_path: Path, run: Run) -> None:
    """It is no remark; and only what may be an update can be placed."""
    made, account = paste(run, tmp_path, "a.txt", FORWARDED)

    assert made == {"farms": {POLICE: ["Six came."]}}
    listed, _, rest = account.partition("Left out:")
    assert "line 8, remark to you: “Please see below, as promised.”" in listed
    assert "to place line 25, put a line with the key aim’s title above it" in listed
    assert "Sophie Hallam" not in listed
    assert "greeting (line 6, 10, 23)" in rest
    assert "signature (line 12-16, " in rest


def test_a_greeting_cannot_be_placed(tmp_path: Path, run: Run) -> None:
    """Nothing says how to place lines that are no updates."""
    mail = f"Northshire Police\n\nFrom Jo\n\nFewer thefts from farms\n- {TRAILS}\n"
    _, account = paste(run, tmp_path, "a.txt", mail)

    assert "to place" not in account


POSTS = "Two advisers on rural crime, to March 2024"
NETS = "Nets for 40 farms in the hills. The first are up."
FUND = "Awards from the Safer Farms Fund made in the quarter:"
AWARDS = (
    ("Organisation", "Project", "Award"),
    ("Holme Aid", POSTS, "£48,500"),
    ("Fenwick Aid", NETS, "22750.50"),
    ("Ashby Aid", "Gates at six farms for £900.", "£900"),
    ("Rudd Aid", "The bid for a van was withdrawn.", "£0"),
    ("Total", "", "£72,150.50"),
)


def test_the_sum_of_an_award_is_printed(tmp_path: Path, run: Run) -> None:
    """It is in the text, once; the line above the table leads to its rows. It is carried."""
    project = projects.write(tmp_path / "p", house=HOUSE, updates={})
    sent = tmp_path / "a.docx"
    sent.write_bytes(word(p("Fewer thefts from farms") + p(FUND) + table(*AWARDS)))
    words = ("paste", sent, "--project", project, "--stream", OFFICE, "--write")

    done = run(*words)
    [file] = (project / "updates").glob("*.yaml")
    [whole] = YAML(typ="safe").load(file)["updates"]["farms"][OFFICE]
    assert "4 amounts in the text, and as award: for totals." in done.stderr
    assert whole["text"] == FUND
    assert [(x["text"], x["award"]["amount"]) for x in whole["points"]] == [
        (f"Holme Aid: {POSTS} (£48,500)", 48500),
        (f"Fenwick Aid: {NETS} (£22,750.50)", 22750.5),
        ("Ashby Aid: Gates at six farms for £900.", 900),
        ("Rudd Aid: The bid for a van was withdrawn.", 0),
    ]
    carried = run("reconcile", sent, project, "--exit-code")
    assert carried.returncode == 0, carried.stdout
    assert not {"In no contribution", "In other words"} & {*carried.stdout.split("\n")}
    run("build", project, "--output", tmp_path / "report.txt")
    printed = (tmp_path / "report.txt").read_text("utf-8")
    assert all(each in printed for each in ("(£48,500)", "(£22,750.50)", "£900"))


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
