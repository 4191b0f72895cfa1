"""`pccreport paste`: messages as contributors send them, into updates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.draws import examples
from tests.readers import office, office_xlsx
from tests.readers.office import p

from pccreport.findings.finding import ERROR
from pccreport.intake.headings import PlanWords
from pccreport.intake.items import PastedItem
from pccreport.intake.lines import TypedText
from pccreport.intake.pasted import read_pasted
from pccreport.pipeline.load import read_folder

SIGNED = """\
- We trained all officers.

Any Q's give me a shout
Carla

Insp. Carla Denholm | Performance & Governance | Sevenvale Constabulary
T: 01632 960 114
This e-mail is confidential and intended only for the addressee.
"""
E_MAIL = """\
From: Jo Marsh <jo.marsh@example.org>
Sent: 03 July 2023 10:12
To: Sam Reed
Subject: Update for the panel

Hi Sam,

Sorry, this is a bit late.

For Key Aim 1:
•\tThe ﬁrst week of action was held in May. Offi\xadcers visited 40 farms and com-
munity halls, and follow-
up visits are booked.
o\tTwelve arrests were made.
o\t£87,652 was seized.
•\tA second campaign reached 250,000 people.

KA2 - Safer country roads
1. Forty drivers were trained.
2. A protocol was agreed with
   the councils.

Wildlife crime taken seriously
The board met twice. It agreed the new plan and asked for
a report in the autumn on what has been done across the area by
all partners.
Not for publication: the chair is unwell.

Safety grants:
KA2
See update under Key Aim 1 above.

Kind regards,
Jo

Jo Marsh | Chief Inspector
On 1 July 2023 at 09:00, Sam Reed wrote:
> Could I have your update?
"""

WORDS = PlanWords(
    "Key Aim",
    {
        "farms": ("farms", "Fewer thefts from farms."),
        "roads": ("roads", "Safer country roads."),
    },
    2,
    {"force": ("force", "NP actions"), "opcc": ("opcc", "OMN activities")},
    frozenset({"community", "well-being", "cost", "benefit"}),
)


def test_an_e_mail_becomes_the_updates_of_a_quarter(tmp_path: Path, run: Run) -> None:
    """Headings, signs, wraps, a broken word, a reference, a private line, and the frame."""
    folder = projects.write(tmp_path / "p")
    (tmp_path / "mail.txt").write_text(E_MAIL, encoding="utf-8")

    done = run(
        *("paste", tmp_path / "mail.txt", "--project", folder),
        *("--period", "2023/24 Q2", "--stream", "force"),
    )

    assert done.returncode == 0, done.stderr
    assert (
        done.stdout
        == """\
period: 2023/24 Q2

updates:
  farms:
    force:
      - text: >-
          The first week of action was held in May. Officers visited 40 farms and community
          halls, and follow-up visits are booked.
        points:
          - >-
            Twelve arrests were made.
          - >-
            £87,652 was seized.
      - >-
        A second campaign reached 250,000 people.
  roads:
    force:
      - >-
        Forty drivers were trained.
      - >-
        A protocol was agreed with the councils.
    safety_fund:
      - see: farms
  wildlife:
    force:
      - >-
        The board met twice. It agreed the new plan and asked for a report in the autumn on
        what has been done across the area by all partners.
      - text: >-
          the chair is unwell.
        public: false
"""
    )
    assert (
        done.stderr
        == """\
7 updates under 3 key aims.
Beginning with a small letter, as sent: 1 update.
Kept back with public: false: 1 text.
  line 27, not to be published: “the chair is unwell.”
Not in any update:
  line 8, remark to you: “Sorry, this is a bit late.”
Please read line 12: “community” was in two pieces.
Please read line 29: “Safety grants:” was read as the heading of safety_fund, not force.
Left out: earlier message (line 37-38), greeting (line 6), header of the message (line 1-4), heading (line 10, 18, 23, 29-30), mark of a private text (line 27), signature (line 33-34, 36).
Put right: 1 ligature, 1 unseen character, 6 list signs, 1 broken word, 1 typed reference.
"""
    )


def test_what_is_written_is_read_as_it_was_said(tmp_path: Path, run: Run) -> None:
    """The files are sound, what is private stays so, and nothing is written over."""
    folder = projects.write(tmp_path / "p")
    paste = (
        *("paste", "-", "--project", folder, "--period", "2023/24 Q2"),
        *("--stream", "force", "--write"),
    )

    done = run(*paste, given=E_MAIL.encode())
    later = E_MAIL.replace("A second campaign", "A third campaign")
    again = run(*paste, given=later.encode())

    files, findings = read_folder(folder)
    assert done.returncode == 0, done.stderr
    assert not findings
    names = {Path(file.origin.source.name).name for file in files.updates}
    assert {"2023-24-q2-force.yaml", "2023-24-q2-safety-fund.yaml"} <= names
    assert again.returncode == 0, "what comes later gets a file of its own"
    assert (folder / "updates/2023-24-q2-force-2.yaml").exists()


def test_empty_cells_of_a_file_are_filled(tmp_path: Path, run: Run) -> None:
    """The rest of the file stays as it was."""
    folder = projects.write(tmp_path / "p")
    file = folder / "updates/2023-24-q2-force.yaml"
    file.write_text(
        "# Ours\nperiod: 2023/24 Q2\n\nupdates:\n  farms:\n    force:\n"
        "  roads:\n    force:\n"
        "    # last time: cameras\n  wildlife:\n    force:\n",
        encoding="utf-8",
    )

    done = run(
        *("paste", "-", "--project", folder, "--period", "2023/24 Q2"),
        *("--stream", "force", "--write"),
        given=b"KA1\n- One.\nKA2\n- Two: more.\n",
    )

    assert done.returncode == 0, done.stderr
    assert file.read_text(encoding="utf-8") == (
        "# Ours\nperiod: 2023/24 Q2\n\nupdates:\n"
        "  farms:\n    force:\n      - >-\n        One.\n"
        "  roads:\n    force:\n      - >-\n        Two: more.\n"
        "    # last time: cameras\n  wildlife:\n    force:\n"
    )


@in_turn(
    ("arguments", "message"),
    [
        (("--stream", "forse"), "the house format has no stream “forse”"),
        (("--aim", "9"), "the plan has no key aim “9”"),
        (("--period", "Q2"), "“Q2” is not a quarter or a year"),
    ],
)
def test_what_the_project_does_not_have_is_refused(
    tmp_path: Path, run: Run, arguments: tuple[str, str], message: str
) -> None:
    """With exit code 2, before anything is read."""
    folder = projects.write(tmp_path / "p")

    done = run("paste", "-", "--project", folder, *arguments, given=b"Text.")

    assert done.returncode == 2
    assert message in done.stderr


def test_a_text_without_an_update_ends_with_1(tmp_path: Path, run: Run) -> None:
    """Each of its lines is named."""
    folder = projects.write(tmp_path / "p")

    done = run("paste", "-", "--project", folder, given=b"Dear Sam,\nIt was quiet.\n")

    assert done.returncode == 1
    assert not done.stdout
    assert "line 2, not under a key aim: “It was quiet.”" in done.stderr


def tops(text: str, **where: str) -> list[str]:
    """The updates of a text, points after a colon."""
    read = read_pasted(text, WORDS, where.get("aim", "farms"), "force")
    return [shown(item) for items in read.cells.values() for item in items]


def shown(item: PastedItem) -> str:
    """An item with its points in brackets."""
    inner = ", ".join(map(shown, item.points))
    return f"{item.text} [{inner}]" if inner else item.text


@in_turn(
    ("text", "expected"),
    [
        ("One line.\nAnother line.", ["One line.", "Another line."]),
        ("1.5 million was spent.", ["1.5 million was spent."]),
        ("-5 degrees was the lowest.", ["-5 degrees was the lowest."]),
        ("o Connor spoke.", ["o Connor spoke."]),
        ("We did:\n- a\n- b\n\nMore.", ["We did: [a, b]", "More."]),
        ("• a\n    o b\n        ▪ c\n• d", ["a [b [c]]", "d"]),
        ("- a\n-\tb", ["a", "b"]),
        ("The pre- and post-release work.", ["The pre- and post-release work."]),
        ("The com- munity hall.", ["The community hall."]),
        ("A cost-\nbenefit study.", ["A cost-benefit study."]),
        ("- begun\n\nPage 3 of 7\n\nand ended.", ["begun and ended."]),
        ("Thanks to partners, it works.", ["Thanks to partners, it works."]),
        ("Farms: as before.", ["as before."]),
        ("Itâ€™s Â£5.", ["It’s £5."]),
    ],
)
def test_forms_of_lists_and_lines(text: str, expected: list[str]) -> None:
    """As they come out of Word, a PDF, or a mail program."""
    assert tops(text) == expected


@in_turn(
    "text",
    [
        "NOT FOR PUBLICATION\n- A name.\n- Another name.",
        "- A name (not for publication).",
        "- A name (not for release).\n- A name [internal].\n- Off the record, a name.",
        "- Confidential: a name.\n- Internal use only: another name.",
    ],
)
def test_what_is_marked_stays_private(text: str) -> None:
    """Each update of a part that is marked, and each that is marked itself."""
    read = read_pasted(text, WORDS, "farms", "force")

    items = [item for items in read.cells.values() for item in items]
    assert items
    assert all(item.private for item in items), items


@in_turn(
    "asked",
    [
        "NB please don't\nmention the landowner (Mr Osgood), he has asked us not to.",
        "\n\nPlease don’t use his name.",
        "\n\nNB - pls dont name the landowner, he isn't keen and it is a small village.",
        "\n\nCan you not mention Mr Osgood?",
        "\nSo please leave his name out, he has asked us to.",
        "\nKeep this to yourselves.",
    ],
)
def test_what_the_officer_is_asked_not_to_print_stays_private(asked: str) -> None:
    """Within the update, or as a line under it; the next update stays public."""
    text = f"- One.\n\nMr Osgood gave a field for a ramp. {asked}\n\n- Two.\n"
    read = read_pasted(text, WORDS, "farms", "force")

    items = [item for items in read.cells.values() for item in items]
    kept = {i.text for i in items if i.private}
    assert any("gave a field" in text for text in kept), items
    assert not any("One." in text for text in kept)


@in_turn(
    "text",
    [
        "The helpline is confidential.",
        "Victims asked not to be named in the exhibition.",
        "Shops were asked not to sell eggs to children.",
        "Residents asked us not to move the bus stop.",
    ],
)
def test_what_others_were_asked_not_to_do_is_public(text: str) -> None:
    """It is told of them, and asked of nobody who reads it."""
    read = read_pasted(f"One.\n\n{text}", WORDS, "farms", "force")

    items = [item for items in read.cells.values() for item in items]
    assert [item.private for item in items] == [False, False]


def test_a_table_is_read_by_its_column_of_key_aims() -> None:
    """A row is an update; a row without a key aim is told."""
    text = "Fund\tProject\tKey Aim\nA club\tNets\t1\nA hall\tLights\tKA2\nTotal\t£9\t"

    read = read_pasted(text, WORDS, stream="force")

    assert {k: tops_of(v) for k, v in read.cells.items()} == {
        ("farms", "force"): ["A club, Nets"],
        ("roads", "force"): ["A hall, Lights"],
    }
    assert [line.reason.name for line in read.left_out] == ["HEADING", "TOTAL"]


@in_turn("form", ["xlsx", "csv", "txt"])
def test_a_column_of_titles_says_the_key_aim(
    tmp_path: Path, run: Run, form: str
) -> None:
    """Whatever its head is; so does one of streams. Figures have the heads of their columns."""
    rows = (
        ("Grants of the quarter",),
        ("Commitment", "Part", "Project", "Amount", "Publish?"),
        (
            "Fewer thefts from farms",
            "Northshire Police",
            "Nets for a club",
            "1850",
            "Yes",
        ),
        ("Safer country roads", "Safety grants", "Lights", "620", "No"),
        ("roads", "force", "Signs", "75", "Yes"),
        ("Other", "force", "Flowers", "5", "Yes"),
        ("Total", "", "", "2550"),
    )
    content: bytes
    match form:
        case "xlsx":
            lines = (office_xlsx.row(n, *row) for n, row in enumerate(rows, start=1))
            content = office_xlsx.workbook(("Q2", "".join(lines)))
        case "csv":
            content = "\n".join(",".join(row) for row in rows).encode()
        case _:
            content = "\n".join("\t".join(row) for row in rows[1:]).encode()
    (tmp_path / f"m.{form}").write_bytes(content)
    folder = projects.write(tmp_path / "p")

    done = run("paste", tmp_path / f"m.{form}", "--project", folder)

    assert done.stdout.endswith("""
  farms:
    force:
      - >-
        Nets for a club, Amount: 1850
  roads:
    safety_fund:
      - text: >-
          Lights, Amount: 620
        public: false
    force:
      - >-
        Signs, Amount: 75
"""), done.stdout
    assert "not under a key aim: “Other, Flowers, Amount: 5”" in done.stderr
    assert "row of totals (" in done.stderr


@in_turn("head", ["Key aim", "Aim", "Priority", "Objective", "Outcome"])
@in_turn(("one", "other"), [("1", "2"), ("KA1", "Safer country roads")])
def test_a_column_of_key_aims_may_be_called_otherwise(
    head: str, one: str, other: str
) -> None:
    """As in another office’s plan, if all its cells are key aims."""
    table = f"Update\t{head}\tOutcome\nNets.\t{one}\tTen.\nLights.\t{other}\tNine.\n"
    read = read_pasted(table, WORDS, stream="force")

    assert [*read.cells] == [("farms", "force"), ("roads", "force")]


@pytest.mark.parametrize(
    "aim", ["1", "farms", "KA1", "Key Aim (1)", "thefts", "Fewer thefts from farms."]
)
@pytest.mark.parametrize("stream", ["force", "NP", "actions"])
def test_a_key_aim_and_a_stream_are_known_by_their_words(
    tmp_path: Path, run: Run, aim: str, stream: str
) -> None:
    """If they are those of one only."""
    folder = projects.write(tmp_path / "p")
    where = ("--project", folder, "--stream", stream, "--aim", aim)
    done = run("paste", "-", *where, given=b"Two came.")

    assert "  farms:\n    force:\n      - >-\n        Two came." in done.stdout
    assert run("paste", "-", *where[:3], "grants", given=b"Two.").returncode == 2


def test_a_heading_has_the_number_of_another_office_s_plan() -> None:
    """“Priority 2” is a key aim if its title follows; a line that may be a heading is told."""
    text = "Priority 2: Safer country roads\n- Nets.\nBarns:\n- Locks.\n"
    read = read_pasted(text, WORDS, stream="force")

    assert [*read.cells] == [("roads", "force")]
    assert read.doubts == ((3, "if “Barns:” is a heading, name the key aim in it"),)


def test_a_column_of_counts_has_no_key_aims() -> None:
    """Whatever it is called: its figures are in the updates."""
    read = tops("Project\tOutcome\tDone\nNets\t12\tYes\nLights\t2\tYes\n")
    assert read == ["Nets, Outcome: 12, Yes", "Lights, Outcome: 2, Yes"]


def test_what_is_below_a_table_is_under_what_the_table_was_under() -> None:
    """Not under the key aim of the last row; and a column of partners is none of streams."""
    text = "KA2\n\nAim\tWhat\tPartner\nFewer thefts from farms\tNets\tNP actions\n\nMore of it."

    for heading, under in ((text, "roads"), (text.removeprefix("KA2"), "")):
        read = read_pasted(heading, WORDS, stream="opcc")
        assert {k: tops_of(v) for k, v in read.cells.items()} == {
            ("farms", "opcc"): ["Nets, NP actions"],
            **({(under, "opcc"): ["More of it."]} if under else {}),
        }


def test_a_row_with_a_title_alone_is_a_heading() -> None:
    """As the advice for what is under no key aim says: a line with its title above them."""
    text = (
        "Fewer thefts from farms\t\t\nProject\tPeople\tNote\nNets\t4\tIt went well.\n"
        "Safer country roads\t\t\nLights\t5\t"
    )

    read = read_pasted(TypedText(text, headings={2: 1}), WORDS, stream="force")

    assert {k: tops_of(v) for k, v in read.cells.items()} == {
        ("farms", "force"): ["Nets, People: 4"],
        ("roads", "force"): ["Lights, People: 5"],
    }
    assert read.doubts == (
        (2, "“Project, People, Note” was read as the heads of a table"),
    )


def test_headings_in_short() -> None:
    """The title in other words may mean another key aim, which is doubtful; “Weather” is no update."""
    text = "Road safety\n\n- a\n\nKey Aim 1: Fewer thefts\n- b\n\nWeather\n\n- c"

    read = read_pasted(text, WORDS, stream="force")

    assert {k: tops_of(v) for k, v in read.cells.items()} == {
        ("roads", "force"): ["a"],
        ("farms", "force"): ["b", "c"],
    }
    under = "“Weather” names no key aim; what is under it was read as under farms"
    assert read.doubts == (
        (1, "“Road safety” was read as the heading of roads"),
        (8, under),
    )


@in_turn(
    ("text", "taken"),
    [
        ("Update.\n\nJo Marsh\nInspector", ["Update."]),
        ("Update.\n\nActing Supt J. M. Hall, 14 July 2025", ["Update."]),
        (
            "Update.\n\nSix arrests on 4 July 2025",
            ["Update.", "Six arrests on 4 July 2025"],
        ),
        ("Update.\n\nAny queries, please ring.", ["Update."]),
        ("Sam\n\nUpdate.\n\nSam - is that ok?", ["Update."]),
        (
            "FYI\n\n----- Forwarded message -----\nFrom: A\nTo: B\n\nUpdate.",
            ["Update."],
        ),
        ("Update.\n- b\n\nFrom: A\nSent: B\n\nKA1\n- Old.", ["Update.", "b"]),
        ("Update.\n\nThanks\nJo\n\nFrom: A\nSent: B\n\nKA1: Old.", ["Update."]),
        (
            "It is up-\n\nPolice digest\nPage 2\nPolice digest\n\ndate.",
            ["It is update."],
        ),
    ],
)
def test_the_frame_of_a_message_is_no_update(text: str, taken: list[str]) -> None:
    """Whoever wrote it, and whatever is quoted below."""
    assert tops(text) == taken


@in_turn(
    "text",
    [
        "Subject: CONFIDENTIAL - not for publication\nFrom: A\n\nKA1\n- A name.",
        "OFFICIAL-SENSITIVE\nPage 1\nKA1\n- A name.\nOFFICIAL-SENSITIVE\nPage 2",
        "KA1\nGrant\tPublish?\tSum\nA refuge\tNo\t£1,800",
        "KA1\nA refuge\t£1,800\tNo",
        "KA1\n- A name.\n  (not for publication)",
        "KA1 (not for publication)\n- A name.",
        "NOT FOR PUBLICATION\n\nKA1\n- A name.\n\nKA2\n- Another.",
        "KA1\nNot for publication\nForce:\n- A name.",
        "KA1\nConfidential points:\n\n- A name.",
        "KA1\nGrant\tSensitive?\tSum\nA refuge\tYes\t£1,800",
        "KA1\nGrant\tMarking\tSum\nA refuge\tOFFICIAL-SENSITIVE\t£1,800",
        "KA1\n- Please hold back the following two points.\n- One.\n- Two.",
        "KA1\nFor your information only, not for the report:\n- One.",
    ],
)
def test_what_is_marked_from_outside_stays_private(text: str) -> None:
    """By the subject, the head of a page, a column, or the line above."""
    read = read_pasted(text, WORDS, stream="force")

    items = [item for items in read.cells.values() for item in items]
    assert items
    assert all(item.private for item in items), items


def test_a_row_of_a_table_that_speaks_of_the_public_is_no_head() -> None:
    """It is an update, and the answer that is missing at the end of a row is no “yes”."""
    text = "Key Aim\tUpdate\tBy\tPublish?\n"
    text += "1\tThe public were asked.\tForce\tYes\n"
    text += "1\tPrivate hire cars were checked.\tForce\n"
    read = read_pasted(text, WORDS, stream="force")

    items = [item for items in read.cells.values() for item in items]
    assert [(item.text, item.private) for item in items] == [
        ("The public were asked.", False),
        ("Private hire cars were checked.", True),
    ]
    assert read.columns == {("column By", "cell"): 2}


@in_turn(
    ("heading", "aim", "stream"),
    [
        ("Update on Key Aim 2", "roads", "force"),
        ("Roads (KA2)", "roads", "force"),
        ("Key Aim no. 2", "roads", "force"),
        ("KA-2", "roads", "force"),
        ("OPCC update for Key Aim 2", "roads", "opcc"),
    ],
)
def test_a_heading_names_its_key_aim_anywhere(
    heading: str, aim: str, stream: str
) -> None:
    """What follows never goes under the key aim above, silently."""
    read = read_pasted(f"KA1\n- a\n\n{heading}\n- b", WORDS, stream="force")

    assert tops_of(read.cells[aim, stream]) == ["b"]


@in_turn(
    ("line", "aim"),
    [
        ("roads: six came: two left.", "roads"),
        ("roads - six came: two left.", "roads"),
        ("Roads – six came: two left.", "roads"),
        ("For roads — six came: two left.", "roads"),
        ("Safer country roads - six came: two left.", "roads"),
        ("Roads-six came: two left.", "farms"),
        ("Wet roads - six came: two left.", "farms"),
        ("The lanes and roads - six came: two left.", "farms"),
    ],
)
def test_a_line_begins_with_its_heading(line: str, aim: str) -> None:
    """Before a colon or a spaced dash, if it says no more than the name of a key aim."""
    read = read_pasted(f"KA1\n- a\n\n{line}", WORDS, stream="force")

    assert tops_of(read.cells[aim, "force"])[-1].endswith("ix came: two left.")
    assert (aim == "roads") is (("roads", "force") in read.cells)


def test_a_wrapped_line_is_no_heading() -> None:
    """Although it is the name of a stream: the sentence would lose its end."""
    text = (
        "KA1\nThe week of action in May was planned and led by\nOPCC activities\nMore."
    )

    read = read_pasted(text, WORDS, stream="force")

    assert {*read.cells} == {("farms", "force")}
    assert "OPCC activities" in " ".join(tops_of(read.cells["farms", "force"]))


@in_turn(
    ("line", "aim", "doubt"),
    [
        (
            "2) Safer country etc",
            "roads",
            "“Safer country etc” was read as the heading of roads",
        ),
        ("2) Country", "roads", "“Country” was read as the heading of roads"),
        ("2) Other work", "", "“2) Other work” looks like a heading: which key aim?"),
        (
            "2) The board met in May.",
            "",
            "“2) The board met in May.” looks like a heading: which key aim?",
        ),
        ("  2) Other work", "farms", ""),  # not at the margin
        (
            "3) Fewer thefts",
            "",
            "“3) Fewer thefts” looks like a heading: which key aim?",
        ),
    ],
)
def test_the_next_number_at_the_margin_is_a_heading(
    line: str, aim: str, doubt: str
) -> None:
    """In other words than the title's it is told, and nothing is under a key aim that it may not be."""
    words = WORDS._replace(numbered=2 if line[0] == "2" else 0)
    if line[0] == "3":
        words = words._replace(
            numbered=3, aims={**WORDS.aims, "towns": ("towns", "Safe towns")}
        )
    text = f"1) Fewer thefts from farms\n- a\n\n{line}\n- b"

    read = read_pasted(text, words, stream="force")

    under = [
        key
        for (key, _), items in read.cells.items()
        if "b" in str([*map(shown, items)])
    ]
    assert under == ([aim] if aim else [])
    assert [words for _, words in read.doubts] == ([doubt] if doubt else [])
    assert any(left.text == "- b" for left in read.left_out) == (not aim)


def test_a_numbered_list_under_a_numbered_heading_stays_a_list() -> None:
    """Its numbers begin again; what comes after as many as the heading has is told."""
    text = "1. Fewer thefts from farms\n1. a\n2. b\n3. c\n\n2. Safer country\n- d"

    read = read_pasted(text, WORDS, stream="force")

    assert {k: tops_of(v) for k, v in read.cells.items()} == {
        ("farms", "force"): ["a", "b", "c"],
        ("roads", "force"): ["d"],
    }
    assert [number for number, _ in read.doubts] == [3, 6]


@in_turn(
    "heading",
    [
        "Safer country roads (July-Sept 2025)",
        "Safer country roads (Q2):",
        "Key Aim 2 (2025/26 Q2)",
        "For Safer country roads:",
        "Re: Safer country roads",
    ],
)
def test_a_heading_may_have_its_period_or_a_small_word(heading: str) -> None:
    """As a stream may: no word of it is needed to know which is meant."""
    text = f"NP actions (July-Sept 2025)\n{heading}\n- a"

    assert tops(text, aim="", stream="") == ["a"]
    assert tops("KA2: Six were trained (May 2025)", aim="") == [
        "Six were trained (May 2025)"
    ]
    assert [*read_pasted(text, WORDS).cells] == [("roads", "force")]


def test_a_heading_by_its_style_that_names_nothing_is_told(
    tmp_path: Path, run: Run
) -> None:
    """Below that of the key aim, what follows stays there; else it is under no key aim."""
    folder = projects.write(tmp_path / "p")
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in (1, 2, 3)
    )
    paragraphs = (
        ("H2", "Key Aim 1"),
        ("H3", "Next steps"),
        ("", "A plan was made."),
        ("H2", "Figures"),
        ("", "Supt J. Hall, 14 July 2023"),
        ("H1", "Part two"),
        ("H2", "Key Aim 2"),
        ("", "Roads were swept."),
    )
    body = "".join(
        p(office.run(text), f'<w:pStyle w:val="{style}"/>' if style else "")
        for style, text in paragraphs
    )
    (tmp_path / "m.docx").write_bytes(office.word(body, styles=styles))

    done = run("paste", tmp_path / "m.docx", "--project", folder, "--stream", "force")

    assert done.stdout.count(">-") == 2
    assert "A plan was made." in done.stdout
    assert (
        done.stderr
        == """\
2 updates under 2 key aims.
Not in any update:
  paragraph 5, not under a key aim: “Supt J. Hall, 14 July 2023”
Please read paragraph 2: “Next steps” names no key aim; what is under it was read as under farms.
Please read paragraph 4: “Figures” names no key aim; what is under it is under none.
Left out: heading (paragraph 1-2, 4, 6-7).
"""
    )


def test_a_heading_that_names_nothing_opens_nothing_that_is_private() -> None:
    """A mark above it is of what is below it, too."""
    text = "KA1\n\nNot for publication:\n- a\n\nNext steps\n- b"

    read = read_pasted(TypedText(text, headings={1: 2, 6: 3}), WORDS, stream="force")

    (items,) = read.cells.values()
    assert [(item.text, item.private) for item in items] == [("a", True), ("b", True)]


def test_what_is_under_two_key_aims_is_under_none() -> None:
    """It is told, and nobody guesses."""
    read = read_pasted("KA1\n- a\n\nKey Aims 1 and 2\n- b", WORDS, stream="force")

    assert [line.reason.name for line in read.left_out][-1] == "NO_AIM"


def test_a_workbook_and_a_saved_e_mail_are_read(tmp_path: Path, run: Run) -> None:
    """As reconcile reads them: rows by their column, the message decoded."""
    folder = projects.write(tmp_path / "p")
    (tmp_path / "a.csv").write_text(
        "Fund,Project,Key Aim,Publish?\nA club,Nets,1,Yes\nA hall,Lights,KA2,No\n",
        "utf-8",
    )
    (tmp_path / "b.eml").write_text(
        "From: a@b.org\nSubject: x\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\nKA1\n- =C2=A35 was found.\n",
        "utf-8",
    )
    paste = ("paste", "--project", folder, "--stream", "force")

    rows = run(*paste, tmp_path / "a.csv").stdout
    mail = run(*paste, tmp_path / "b.eml").stdout

    assert "        A club, Nets\n" in rows
    assert rows.count("public: false") == 1
    assert "£5 was found." in mail


def test_a_mark_under_one_update_is_of_no_other() -> None:
    """In brackets, it is about what it stands under."""
    read = read_pasted(
        "KA1\n- a\n- b\n  (not for publication)\n- c", WORDS, stream="force"
    )

    assert [i.private for i in read.cells["farms", "force"]] == [False, True, False]


@in_turn(
    "text",
    [
        "- a\n- (NFP: he was charged\n- on 2 May\n- in Ashby)\n- d",
        "- a\n- (NFP: he was charged (twice)\n- on 2 May\n- in Ashby)\n- d",
        "- a\n- b\n- [not for publication\n- on 2 May\n- in Ashby]\n- d",
    ],
)
def test_a_mark_in_brackets_ends_where_they_do(text: str) -> None:
    """Items that begin within them are kept back too."""
    read = read_pasted(f"KA1\n{text}", WORDS, stream="force")

    private = [False, True, True, True, False]
    assert [i.private for i in read.cells["farms", "force"]] == private


def test_nothing_to_report_is_said_with_its_reason(tmp_path: Path, run: Run) -> None:
    """As the stream's answer; without a reason it is shown, because there has to be one."""
    folder = projects.write(tmp_path / "p")
    paste = ("paste", "-", "--project", folder, "--stream", "force", "--write")
    text = b"KA1\nNothing to report: the review reports in the autumn.\nKA2\nNil, but two came.\n"

    done = run(*paste, "--period", "2023/24 Q2", given=text)
    written = (folder / "updates/2023-24-q2-force.yaml").read_text("utf-8")

    _, findings = read_folder(folder)
    assert not findings
    assert "    force:\n      nothing: the review reports in the autumn.\n" in written
    assert "      - >-\n        Nil, but two came.\n" in written
    assert "line 4: it was made an update; if there is nothing, write" in done.stderr


@in_turn("empty", ["force: ~", 'force: ""', "force: # none yet"])
def test_a_cell_is_filled_however_it_is_empty(
    tmp_path: Path, run: Run, empty: str
) -> None:
    """Or what is pasted gets a file of its own; the old one stays sound."""
    folder = projects.write(tmp_path / "p")
    file = folder / "updates/2023-24-q2-force.yaml"
    file.write_text(f"period: 2023/24 Q2\nupdates:\n  farms:\n    {empty}\n", "utf-8")
    paste = ("paste", "-", "--project", folder, "--stream", "force", "--write")

    done = run(*paste, "--period", "2023/24 Q2", given=b"KA1\n- One.")

    _, findings = read_folder(folder)
    assert done.returncode == 0, done.stderr
    assert not [f for f in findings if f.severity is ERROR and f.rule != "wrong-kind"]
    assert "One." in "".join(
        p.read_text("utf-8") for p in (folder / "updates").glob("*q2*")
    )


def test_headings_under_headings() -> None:
    """What a heading opens ends with the next of the kind that came first."""
    text = "KA1\nForce:\n- a\nOPCC:\n- b\nKA2\n- c\nOPCC:\n- d"

    read = read_pasted(text, WORDS)

    assert {k: tops_of(v) for k, v in read.cells.items()} == {
        ("farms", "force"): ["a"],
        ("farms", "opcc"): ["b"],
        ("roads", "opcc"): ["d"],
    }
    assert [(line.number, line.reason.name) for line in read.left_out][-2] == (
        7,
        "NO_STREAM",
    )


def tops_of(items: object) -> list[str]:
    """The texts of items."""
    assert isinstance(items, (list, tuple))
    return [item.text for item in items]


WORDS_TYPED = [
    f"{word}{sign}"
    for word in ("a", "to", "vet", "nets", "barns", "fences", "policing")
    for sign in ("", " ", "  ", ": ", ", ", ". ", ".", "*", "* ", "[", "- ", "-")
]
LINE = st.one_of(
    st.sampled_from(
        [
            *("", "Hi Sam,", "KA1", "Key Aim 2:", "Force:", "OPCC activities", "--"),
            *("Kind regards,", "Page 2", "From: A", "Sent: B", "> was it?"),
            *(
                "On 3 May Jo wrote:",
                "Not for publication",
                "KA9",
                "Safer country roads",
            ),
        ]
    ),
    st.builds(
        lambda sign, words, end: f"{sign}{''.join(words)}{end}",
        st.sampled_from(["", "• ", "o  ", "  - ", "1. ", "    "]),
        st.lists(st.sampled_from(WORDS_TYPED), min_size=1, max_size=12),
        st.sampled_from(["", ".", "-"]),
    ),
)


@given(st.lists(LINE, max_size=25))
@examples(40, 300)
def test_every_word_is_in_an_update_or_in_a_line_left_out(lines: list[str]) -> None:
    """In order and only once, whatever the lines are."""
    read = read_pasted("\n".join(lines), WORDS, stream="force")

    placed = [text for items in read.cells.values() for i in items for text in told(i)]
    placed += [line.text for line in read.left_out]
    assert sorted(letters("\n".join(lines))) == sorted(letters("\n".join(placed)))


def told(item: PastedItem) -> list[str]:
    """Every text of an item."""
    return [item.text, *(text for point in item.points for text in told(point))]


def letters(text: str) -> str:
    """What is no sign of a list, space or hyphen; a heading with its text is two."""
    text = re.sub(r"(?i)\b(?:ka|key aim) ?\d|force|opcc( activities)?", "", text)
    return re.sub(r"[^a-np-z]", "", text.lower())  # “o” is a sign of Word’s


def test_a_sentence_that_hangs_under_a_bullet_belongs_to_it() -> None:
    """Where the words behind the sign begin, also after a full stop; at the margin it does not."""
    text = (
        "KA1\n- Two came.\n  A third did not.\n\n  He was ill.\n- Four left.\nFive sat."
    )
    assert tops(text, stream="force") == [
        "Two came. A third did not. He was ill.",
        *("Four left.", "Five sat."),
    ]


@in_turn(
    ("field", "kept"),
    [
        *(("Sensitivity: Private", True), ("Sensitivity: Company-Confidential", True)),
        ("X-Protective-Marking: OFFICIAL-SENSITIVE", True),
        *(("Sensitivity: Normal", False), ("X-Sensitivity: OFFICIAL", False)),
    ],
)
def test_a_message_may_be_private_by_its_header(
    tmp_path: Path, run: Run, field: str, kept: bool
) -> None:
    """As a mail program marks it; `paste` keeps all of it back and says so, and `reconcile` knows."""
    folder = projects.write(tmp_path / "p")
    text = f"From: a@b.org\nSubject: Q4\n{field}\n\nKA1\n- Two arrests were made.\n"
    (tmp_path / "a.eml").write_text(text, "utf-8")

    pasted = run("paste", tmp_path / "a.eml", "--project", folder, "--stream", "opcc")
    sent = run("reconcile", tmp_path / "a.eml", folder)

    assert ("public: false" in pasted.stdout) is kept
    told = "Please read header: it says that all of this is not for publication."
    assert (told in pasted.stderr) is kept
    assert ("Marked as not for publication, but public" in sent.stdout) is kept


def test_a_line_that_hangs_under_a_bullet_belongs_to_it(
    run: Run, tmp_path: Path
) -> None:
    """A date or a name may begin it, where the line above breaks off."""
    folder = projects.write(tmp_path / "project")
    sent = tmp_path / "sent.txt"
    sent.write_text(
        "• The Mayor walked with the team of\nMillgate and spoke with 40 traders.\n"
        "• We met the board on\n  12 June 2025 in the town hall.\n"
        "• Theft fell by\n12 per cent.\n",
        encoding="utf-8",
    )
    aim, stream = ("--aim", "farms"), ("--stream", "force")
    done = run("paste", sent, "--project", folder, *aim, *stream)

    assert "with the team of Millgate and spoke" in done.stdout
    assert "the board on 12 June 2025 in" in done.stdout


def test_a_line_under_one_that_is_kept_back_is_kept_back(
    run: Run, tmp_path: Path
) -> None:
    """The name that it breaks off before is what must not be printed."""
    folder = projects.write(tmp_path / "project")
    sent = tmp_path / "sent.txt"
    sent.write_text(
        "• Please do not publish the work of Operation\nFox at Ashby.\n• One.\n",
        encoding="utf-8",
    )
    aim, stream = ("--aim", "farms"), ("--stream", "force")
    done = run("paste", sent, "--project", folder, *aim, *stream)

    private, _, public = done.stdout.partition("public: false")
    assert "Operation Fox at Ashby." in private
    assert "One." in public
    assert "Fox" not in public


ROADS = """\
  roads:
    force:
      - text: >-
          £12,400 for speed cameras on the A61:
        points:
          - >-
            two at Holme
          - >-
            one at Fenwick
      - >-
        Bikers’ evening, 80 riders
"""
IN_LIST = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
    for key, name, more in (
        *(("H", "heading 2", ""), ("B", "Body Text", "")),
        *(("L1", "List Bullet", IN_LIST), ("L2", "List Bullet 2", IN_LIST)),
    )
)


def a_list(level_1: str, level_2: str) -> str:
    """A heading and a list of two levels, as paragraphs of Word with these properties."""
    return (
        p("Key Aim 2", '<w:pStyle w:val="H"/>')
        + p("£12,400 for speed cameras on the A61:", level_1)
        + p("two at Holme", level_2)
        + p("one at Fenwick", level_2)
        + p("Bikers’ evening, 80 riders", level_1)
    )


def numbered(level: int) -> str:
    """The properties of a paragraph in a list, as LibreOffice writes them."""
    return (
        '<w:pStyle w:val="B"/><w:numPr>'
        f'<w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    )


LISTS = {
    "levels.docx": office.word(a_list(numbered(0), numbered(1)), STYLES),
    "styles.docx": office.word(
        a_list('<w:pStyle w:val="L1"/>', '<w:pStyle w:val="L2"/>'), STYLES
    ),
    "typed.docx": office.word(
        p("Key Aim 2")
        + p("•\t£12,400 for speed cameras on the A61:")
        + p("o\ttwo at Holme")
        + p("o\tone at Fenwick")
        + p("•\tBikers’ evening, 80 riders")
    ),
    "page.html": (
        "<h2>Key Aim 2</h2><ul><li>£12,400 for speed cameras on the A61:<ul>"
        "<li>two at Holme<li>one at Fenwick</ul><li>Bikers’ evening, 80 riders</ul>"
    ).encode(),
    "outlook.html": (
        "<p>Key Aim 2</p>"
        + "".join(
            f"<p style='mso-list:l0 level{level} lfo1'><span style='mso-list:Ignore'>"
            f"{sign}<span>&nbsp;&nbsp; </span></span>{text}</p>"
            for level, sign, text in (
                (1, "·", "£12,400 for speed cameras on the A61:"),
                (2, "o", "two at Holme"),
                (2, "o", "one at Fenwick"),
                (1, "·", "Bikers’ evening, 80 riders"),
            )
        )
    ).encode(),
}


@in_turn("name", LISTS)
def test_a_list_of_a_file_keeps_its_levels(tmp_path: Path, run: Run, name: str) -> None:
    """However a program writes a list: nothing is joined, nor taken for a signature."""
    folder = projects.write(tmp_path / "p")
    (tmp_path / name).write_bytes(LISTS[name])

    done = run(
        "paste", tmp_path / name, "--project", folder, "--stream", "force", given=b""
    )

    assert done.stdout.endswith(ROADS)
    assert "Not in any update" not in done.stderr
    assert "Left out: heading (paragraph 1)." in done.stderr


def test_a_paragraph_with_a_sum_is_no_introduction(tmp_path: Path, run: Run) -> None:
    """Of a list below it: the items are its points. One without a sum is told, by its place."""
    folder = projects.write(tmp_path / "p")
    body = a_list("", '<w:pStyle w:val="L1"/>')
    body += p("Other news:") + p("A fair was held.", '<w:pStyle w:val="L1"/>')
    (tmp_path / "a.docx").write_bytes(office.word(body, STYLES))

    done = run("paste", tmp_path / "a.docx", "--project", folder, "--stream", "force")

    points = ROADS.partition("      - >-\n        Bikers")[0]
    assert points in done.stdout
    assert "  paragraph 6, before a list: “Other news:”" in done.stderr


@in_turn(
    ("text", "options"),
    [
        ("KA1\n2) Two came.", "--stream (force, opcc, safety_fund, property_fund)"),
        ("NP actions:\n2) Two came.", "--aim and --stream"),
        (
            "2) Two came.",
            "--aim and --stream (force, opcc, safety_fund, property_fund)",
        ),
    ],
)
def test_the_option_that_is_missing_is_named(
    tmp_path: Path, run: Run, text: str, options: str
) -> None:
    """And what can be chosen; the line is shown as it was typed."""
    folder = projects.write(tmp_path / "p")

    done = run("paste", "-", "--project", folder, given=text.encode())

    assert f"above them, or give {options}" in done.stderr
    assert "“2) Two came.”" in done.stderr


@pytest.mark.parametrize(
    "heading", ["KA2 - Safer country road", "Key Aim 2: Safe and country roads"]
)
def test_a_numbered_heading_may_say_its_title_a_little_otherwise(heading: str) -> None:
    """It is named; a sentence that has the title's words is none."""
    for line, count in ((heading, 1), (f"{heading} need repair.", 2)):
        text = f"{line}\n- Forty drivers were trained."
        read = read_pasted(text, WORDS, stream="force")
        assert sum(map(len, read.cells.values())) == count


def test_a_signature_needs_no_greeting(tmp_path: Path, run: Run) -> None:
    """Lines of an office, a telephone number, and what a mail program adds."""
    (tmp_path / "m.txt").write_text(SIGNED, encoding="utf-8")
    done = run(
        *("paste", tmp_path / "m.txt", "--project", projects.write(tmp_path / "p")),
        *("--aim", "1", "--stream", "force"),
    )

    assert "We trained all officers." in done.stdout
    for word in ("Carla", "Denholm", "01632", "shout"):
        assert word not in done.stdout
        assert word in done.stderr
    assert "intended" not in done.stdout
    assert "signature (line 8)" in done.stderr


def test_what_is_said_to_the_officer_is_no_update() -> None:
    """An offer of a call is a remark; a line that tells of nothing is an update in doubt."""
    text = (
        "KA1\n- A fair was held.\n\n"
        "Nothing from us on roads this time as PC Lund is on leave.\n\n"
        "Give me a ring if any of that doesn't make sense.\n"
    )

    read = read_pasted(text, WORDS, stream="force")

    assert [line.reason.value for line in read.left_out] == ["heading", "remark to you"]
    assert [line for line, words in read.doubts if "write nothing:" in words] == [4]


def test_an_item_that_says_that_others_are_private_keeps_them_back() -> None:
    """A list has its mark among the items: what is under it is kept back to the next heading."""
    text = "KA1\n- a\nKA2\n- Not for release:\n- b\n- c\nKA1\n- d"
    read = read_pasted(text, WORDS, stream="force")

    kept = [[i.private for i in items] for items in read.cells.values()]
    assert kept == [[False, False], [True, True]]


@in_turn(
    ("typed", "reason"),
    [
        ("Nothing from us this quarter, as the team was moved.", "the team was moved."),
        ("No update because of the review.", "the review."),
        ("Nil return this time: the board met late.", "the board met late."),
        ("Nothing to report due to leave", "leave"),
        ("Nothing this quarter, the board meets in May.", "the board meets in May."),
        ("Nothing this quarter, as it rained. Two came.", ""),
    ],
)
def test_a_reason_for_nothing_is_known_by_its_word(typed: str, reason: str) -> None:
    """What says more than that, or gives no reason, is an update in doubt."""
    read = read_pasted(f"KA1\n{typed}\n", WORDS, stream="force")
    ((item,),) = read.cells.values()

    assert item.nothing == reason
    assert bool(read.doubts) is (not reason)


@in_turn(
    ("was", "now"),
    [
        ("was met", "was not met"),
        ("Reading", "Slough"),
        ("rose by 12", "fell by 12"),
        ("by 12", "to 12"),
    ],
)
def test_another_word_is_another_update(
    tmp_path: Path, run: Run, was: str, now: str
) -> None:
    """A correction, or what was done elsewhere, is written and to be read, however alike it is."""
    folder = projects.write(tmp_path / "p")
    paste = [*("paste", "-", "--project", folder, "--stream", "force", "--write")]
    text = (
        "KA1\n- The target for answering emergency calls within ten seconds was met by the control room in Reading"
        " in each month, and the calls that were not answered at all rose by 12 over the quarter.\n"
    )
    run(*paste, given=text.encode())
    again = run(*paste, given=text.replace(was, now, 1).encode())

    assert again.returncode == 0
    assert "1 update under 1 key aim." in again.stderr
    assert "Already in" not in again.stderr
    assert "already, in other words" in again.stderr


def test_what_was_mended_is_not_written_again(tmp_path: Path, run: Run) -> None:
    """It is named; what has other figures or is much changed is written, and to be read."""
    folder = projects.write(tmp_path / "p")
    paste = [*("paste", "-", "--project", folder, "--stream", "force", "--write")]
    paste += ["--period", "2023/24 Q2"]
    bullets = (
        "14 people died on the roads (17 in same period 2022) and a plan was asked for",
        "Two men were charged with the theft of nine tractors from barns in Holme",
        "Officers marked 79 trailers for farmers at the summer show in Fenwick",
        "A van of the rural crime team was at the show in Gull Rock",
    )
    text = "KA1\n" + "".join(f"- {each}.\n" for each in bullets)
    run(*paste, given=text.encode())
    path = folder / "updates/2023-24-q2-force.yaml"
    mended = path.read_text("utf-8").replace("in same period", "in the same period of")
    mended = mended.replace("79 trailers", "97 trailers").replace(
        "nine tractors", "nine old tractors and a quad"
    )
    path.write_text(mended, "utf-8")
    again = run(*paste, given=f"{text}- A kite was released.\n".encode())
    second = path.with_stem(f"{path.stem}-2")
    written = second.read_text("utf-8")
    checked = run("check", folder, "--info").stdout
    second.unlink()
    kept = f"KA1\n- {bullets[3].replace(' rural', '')} (not for publication).\n"
    private = run(*paste[:-3], *paste[-2:], given=kept.encode())
    nothing = run(*paste, given=f"KA1\n- {bullets[0]}.\n- {bullets[3]}.\n".encode())

    assert "3 updates under 1 key aim." in again.stderr
    assert f"Already in {path}: 1 update (line 5)." in again.stderr
    assert (
        f"Already in {path}, in other words, so that --write leaves out: 1 update (line 2)."
        in again.stderr
    )
    for line, there in ((3, 9), (4, 11)):
        assert (
            f"Please read line {line}: it may be on line {there} of {path} already, in other words; both would be printed: delete one."
            in again.stderr
        )
    assert (written.count(">-"), "in same period" in written) == (3, False)
    assert nothing.returncode == 1
    assert f"already in {path}, some in other words" in nothing.stderr
    assert not second.exists()
    assert "Already" not in private.stderr  # there, it is public
    assert "public: false" in private.stdout
    assert "near-duplicate" not in checked  # nor is it in the report


def test_the_same_message_is_not_pasted_twice(tmp_path: Path, run: Run) -> None:
    """It is refused with the files that have it; with something new, the old is named."""
    folder = projects.write(tmp_path / "p")
    paste = [*("paste", "-", "--project", folder, "--stream", "force")]
    paste += ["--period", "2023/24 Q2"]
    text = b"KA1\n- Two came:\n  - one\n  - another\nKA2\nSee update under Key Aim 1 above.\n"
    text += b"KA3\nNil: it rained.\n"
    asked = run(
        *paste[:4],
        given=b"KA3\nNothing this quarter, sorry for that.\nNil: it rained.\n",
    )
    assert "line 2, nothing to report: " in asked.stderr
    assert "line 3, not under a stream: " in asked.stderr
    assert "or give --stream (force" in asked.stderr
    first = run(*paste, "--write", given=text)
    files = [*(folder / "updates").iterdir()]
    again = run(*paste, "--write", given=text)
    shown = run(*paste, given=text)

    assert first.returncode == 0
    assert "Already" not in first.stderr
    path = folder / "updates/2023-24-q2-force.yaml"
    assert again.returncode == 1
    assert again.stderr.startswith(f"error: all of this is already in {path}\nhelp: ")
    assert [*(folder / "updates").iterdir()] == files
    assert shown.returncode == 0
    assert f"Already in {path}: 3 updates (line 2, 6, 8)." in shown.stderr

    kept = run(
        *paste, given=b"KA1\nNot for publication:\n- Two came:\n  - one\n  - another\n"
    )
    assert kept.returncode == 0
    assert "Already" not in kept.stderr  # there, it is public

    more = run(*paste, "--write", given=text + b"KA1\n- A third came.\n")
    assert f"Already in {path}: 3 updates (line 2, 6, 8)." in more.stderr
    written = path.with_stem(f"{path.stem}-2").read_text("utf-8")
    assert "A third came." in written
    assert "Two came" not in written
