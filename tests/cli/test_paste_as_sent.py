"""`pccreport paste` on files as people send them: sheets, forms, mails, papers with pages."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.readers.office import p, word
from tests.readers.office_xlsx import row, workbook

TRAILS = "Nine farms had their trailers marked at the Holme show in June."
GATES = "Locking gate posts were lent to 31 farms below the forest."
RIDES = "Two bike patrols a week rode the lanes between Holme and Fenwick."
EGGS = "The egg thief of Gull Rock was fined £900 at Northshire court."
KEPT = "The tenant of Low Barn has told us who took the quad bike."


class Read(NamedTuple):
    """What `paste` made of a file, by key aim and stream, and its account."""

    public: dict[str, list[str]]
    private: dict[str, list[str]]
    account: str


def paste(
    run: Run,
    folder: Path,
    name: str,
    content: bytes | str,
    *options: str,
    plan: str = projects.PLAN,
) -> Read:
    """Paste a file into a fresh project."""
    project = projects.write(folder / "p", plan=plan)
    sent = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(sent)
    period = ("--period", "2023/24 Q2")
    done = run("paste", folder / name, "--project", project, *period, *options)
    assert done.returncode in (0, 1), done.stderr
    found = Read({}, {}, done.stderr)
    updates = YAML(typ="safe").load(done.stdout or "updates: {}")["updates"]
    for aim, streams in updates.items():
        for stream, items in streams.items():
            for item in items:
                is_kept = isinstance(item, dict) and item.get("public") is False
                text = item["text"] if isinstance(item, dict) else item
                place = found.private if is_kept else found.public
                place.setdefault(f"{aim} {stream}", []).append(text)
    return found


def sheet(*rows: tuple[str, ...]) -> str:
    """The rows of a sheet."""
    return "".join(row(n, *cells) for n, cells in enumerate(rows, start=1))


def message(text: str, **fields: str) -> bytes:
    """A saved message."""
    made = EmailMessage()
    for name, value in {"From": "jo@a.invalid", "Subject": "Q2", **fields}.items():
        made[name] = value
    made.set_content(text)
    return bytes(made)


def table(*rows: tuple[str, ...]) -> str:
    """A table of Word."""
    cells = (
        "".join(f"<w:tc>{''.join(map(p, cell.split('|')))}</w:tc>" for cell in each)
        for each in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in cells)}</w:tbl>"


def test_the_text_of_a_sheet_is_one_column(tmp_path: Path, run: Run) -> None:
    """Whoever cleared it is not in it, and each column that is left out is named with a count."""
    read = paste(
        *(run, tmp_path, "NP sheet.xlsx"),
        workbook(
            (
                "Log",
                sheet(
                    ("Log of the rural desk",),
                    ("No.", "Received", "Aim", "Progress", "Cleared by", "Print?"),
                    (
                        "R/1",
                        "4 July 2023",
                        "1",
                        f"• {TRAILS}\n• {GATES}",
                        "Sgt Orr",
                        "Yes",
                    ),
                    ("R/2", "5 July 2023", "2 – Roads", RIDES, "Sgt Orr", "Yes"),
                    ("R/3", "6 July 2023", "1", KEPT, "", "No"),
                    ("R/4", "7 July 2023", "2", "Nil return", "Sgt Orr", "Yes"),
                ),
            )
        ),
    )

    assert read.public == {"farms force": [TRAILS, GATES], "roads force": [RIDES]}
    assert read.private == {"farms force": [KEPT]}
    assert "column Cleared by (3 cells)" in read.account
    assert "column Received (4 cells)" in read.account
    assert "nothing to report (sheet Log, cell A6)" in read.account
    assert "Stream: force, because of the file’s name." in read.account


def test_a_sheet_of_awards(tmp_path: Path, run: Run) -> None:
    """The outcome and the sum of a row are fields of its update; the row of totals is none.

    A sum is printed, so that it is in the text as well.
    """
    project = projects.write(tmp_path / "p")
    rows = (
        ("Key aim", "What it does", "Amount (£)", "Outcome", "Publish?"),
        ("1", TRAILS, "£8,400", EGGS, "Yes"),
        ("2", RIDES, "6150.50", "", "Yes"),
        ("2", GATES, "about 90", "", "Yes"),
        ("1", KEPT, "22000", "", "No"),
        ("", "Total", "36550.50", "", ""),
    )
    sent = tmp_path / "NP awards.xlsx"
    sent.write_bytes(workbook(("Awards", sheet(*rows))))
    period = ("--period", "2023/24 Q2")
    done = run("paste", sent, "--project", project, *period, "--write")
    written = (project / "updates/2023-24-q2-force.yaml").read_text("utf-8")
    cells = YAML(typ="safe").load(written)["updates"]

    assert cells["farms"]["force"] == [
        {
            "text": f"{TRAILS[:-1]} (£8,400).",
            "outcome": EGGS,
            "award": {"amount": 8400},
        },
        {
            "text": f"{KEPT[:-1]} (£22,000).",
            "public": False,
            "award": {"amount": 22000},
        },
    ]
    assert cells["roads"]["force"] == [
        {"text": f"{RIDES[:-1]} (£6,150.50).", "award": {"amount": 6150.5}},
        GATES,
    ]
    assert "3 amounts in the text, and as award: for totals." in done.stderr
    assert "row of totals (sheet Awards, cell B6)" in done.stderr
    assert "column Amount (£) (1 cell)" in done.stderr
    again = run("paste", sent, "--project", project, *period, "--write")
    assert "all of this is already in" in again.stderr


@in_turn(
    ("note", "row_is_public", "own"),
    [
        ("Private: " + KEPT, True, [KEPT]),
        ("Confidential: it names the owner of the farm", False, []),
        ("Do not print before the trial", False, []),
        ("hold back please", False, []),
        ("Sensitive", False, []),
        ("Photo to follow", True, []),
    ],
)
def test_a_private_note_keeps_its_row_back_or_is_a_text_of_its_own(
    tmp_path: Path, run: Run, note: str, row_is_public: bool, own: list[str]
) -> None:
    """If it may be about its row, the row is kept, and the officer is asked to look."""
    rows = ["Key Aim,Update,Remarks", f'1,{TRAILS},"{note}"']
    read = paste(run, tmp_path, "NP.csv", "\n".join(rows))

    assert bool(read.public) is row_is_public
    kept = [text for texts in read.private.values() for text in texts]
    assert kept == ([] if row_is_public else [TRAILS]) + own
    assert ("Please read cell A2" in read.account) is bool(kept)


@in_turn(
    ("cells", "read"),
    [
        ("Otter Club,1,Six nets were mended.", "Otter Club: Six nets were mended."),
        ("The Otter’s Club,1,Six came to the Otter's Club.", None),
        ("the otter club,1,Six came to The Otter Club.", None),
        ("Otter Club,1,Six came to the Otter Clubs.", "Otter Club: Six came to"),
        ("Northshire Police,1,Six nets were mended.", None),  # whose update it is
        ("All areas,1,Six nets were mended.", None),
        ("n/a,1,Six nets were mended.", None),
    ],
)
def test_who_a_row_is_about_stands_before_its_text(
    tmp_path: Path, run: Run, cells: str, read: str | None
) -> None:
    """Unless the text has the name itself, or the cell has the name of nobody in particular."""
    rows = f"Project,Key Aim,Update\n{cells}\n"
    found = paste(run, tmp_path, "NP.csv", rows).public["farms force"]

    assert [text.startswith(read or cells.split(",")[2]) for text in found] == [True]


@in_turn(
    ("head", "is_name"),
    [
        ("Scheme", True),
        ("Organisation name", True),
        ("Name of the provider", True),
        ("Partner / charity", True),
        ("Project(s)", True),
        ("Project lead", False),
        ("Project ref", False),
        ("Partner contact", False),
        ("Site visited on", False),
        ("Cleared by", False),
    ],
)
def test_only_a_column_of_names_is_put_into_the_text(
    tmp_path: Path, run: Run, head: str, is_name: bool
) -> None:
    """What is about the work on the report is left out, and named."""
    rows = f"{head},Key Aim,Update\nQuentin,1,Six nets were mended.\n"
    read = paste(run, tmp_path, "NP.csv", rows)

    said = f"{'Quentin: ' if is_name else ''}Six nets were mended."
    assert read.public == {"farms force": [said]}
    assert (f"column {head} (1 cell)" in read.account) is not is_name


def test_the_name_stands_before_the_text_and_not_before_its_outcome(
    tmp_path: Path, run: Run
) -> None:
    """Whatever the order of the columns, and also if the outcome has it."""
    rows = "Outcome,Project,Key Aim,Update\nOtters came.,Otters,1,Six dens were dug.\n"
    (tmp_path / "NP.csv").write_text(rows, encoding="utf-8")
    of = ("--project", projects.write(tmp_path / "p"), "--period", "2023/24 Q2")
    written = run("paste", tmp_path / "NP.csv", *of).stdout

    assert (
        "Otters: Six dens were dug.\n        outcome: >-\n          Otters came.\n"
        in written
    )


def test_a_name_hides_no_mark_and_makes_no_update_of_nothing(
    tmp_path: Path, run: Run
) -> None:
    """A private row stays private, also if the cell of the name says so; a list is under the name."""
    rows = (
        ("Project", "District", "Key Aim", "Update"),
        ("Otter Club", "Holme", "1", f"NFP: {KEPT}"),
        ("Zebra Trust", "Holme", "1", "Nil return"),
        ("Adder Hall", "Holme", "1", "12"),
        ("Badger Hub (internal)", "", "2", "Six doors were mended in June."),
        ("Heron Fund", "Fenwick", "2", f"• {TRAILS}\n• {GATES}"),
    )
    read = paste(run, tmp_path, "NP.xlsx", workbook(("Log", sheet(*rows))))

    assert read.private == {
        "farms force": [f"Otter Club, Holme: {KEPT}"],
        "roads force": ["Badger Hub: Six doors were mended in June."],
    }
    assert read.public == {"roads force": ["Heron Fund, Fenwick:"]}
    assert "nothing to report (sheet Log, cell A3)" in read.account
    assert "row without a text (sheet Log, cell A4)" in read.account
    assert "column Project (2 cells), column District (2 cells)" in read.account


def test_a_sheet_for_each_key_aim(tmp_path: Path, run: Run) -> None:
    """By its name or its first row; one of another quarter, and a list, are left out and named."""
    heads = ("District", "What was done", "Notes")
    read = paste(
        *(run, tmp_path, "sheets.xlsx"),
        workbook(
            (
                "Aim 1 farms",
                sheet(heads, ("Holme", TRAILS, ""), ("Fenwick", "n/a", "")),
            ),
            (
                "Second",
                sheet(("Key Aim Two: country roads",), heads, ("Holme", RIDES, "x")),
            ),
            (
                "Q1 closed",
                sheet(("Aim 1",), heads, ("Holme", "Six farms had signs.", "")),
            ),
            ("Lists", sheet(("Holme",), ("Fenwick",))),
        ),
        *("--stream", "force"),
    )

    assert read.public == {"farms force": [TRAILS], "roads force": [RIDES]}
    assert "sheet Q1 closed, of another period (3 rows)" in read.account
    assert "sheet Lists, a list (2 rows)" in read.account
    assert "column District (1 cell), column Notes (1 cell)" in read.account


def test_columns_of_key_aims_or_of_streams(tmp_path: Path, run: Run) -> None:
    """Each cell is an update; what is in a row of notes is none."""
    by_aim = sheet(
        ("", "KA1\nFarms", "KA2\nRoads"),
        ("Grants", GATES, "none"),
        ("Patrols", TRAILS, RIDES),
        ("Notes for the editor", "Logo to follow", f"NFP: {KEPT}"),
    )
    by_stream = sheet(
        ("Key Aim", "Northshire Police", "OMN"),
        ("3", EGGS, "-"),
        ("1", "nil", "The Mayor paid for 40 locks."),
    )

    aims = paste(run, tmp_path, "NP.xlsx", workbook(("A", by_aim)))
    streams = paste(run, tmp_path, "b.xlsx", workbook(("B", by_stream)))

    assert aims.public == {"farms force": [GATES, TRAILS], "roads force": [RIDES]}
    assert aims.private == {"roads force": [KEPT]}
    assert "row “Notes for the editor” (1 cell)" in aims.account
    assert streams.public == {
        "wildlife force": [EGGS],
        "farms opcc": ["The Mayor paid for 40 locks."],
    }


def test_columns_of_key_aims_beside_notes(tmp_path: Path, run: Run) -> None:
    """A grid of months has a column of notes, which is left out."""
    grid = f"Month,KA1,KA2,Notes\nJuly,{TRAILS},{RIDES},Ask Jo\n"

    read = paste(run, tmp_path, "grid.csv", grid, "--stream", "force")

    assert read.public == {"farms force": [TRAILS], "roads force": [RIDES]}


def test_a_contributor_whom_nobody_knows_is_asked_for(tmp_path: Path, run: Run) -> None:
    """Not taken for whoever sent the sheet; one about two key aims is under the first, and named."""
    rows = f"From,Aim,Text\nNP,KA1 / KA2,{TRAILS}\nOMN,2,{RIDES}\nThe Guild,1,{GATES}\n"
    read = paste(run, tmp_path, "OMN download.csv", rows)

    assert read.public == {"farms force": [TRAILS], "roads opcc": [RIDES]}
    assert "“KA1 / KA2” is more than one: put under farms" in read.account
    assert "not under a stream: “Locking gate posts" in read.account
    assert "give --stream (force, opcc, safety_fund, property_fund)" in read.account


def test_a_box_for_each_update(tmp_path: Path, run: Run) -> None:
    """A table of Word with its labels at the top, or beside the answers."""
    top = table(
        ("Key aim", "Update", "Comments"),
        ("1. Fewer thefts from farms", f"{TRAILS}|{GATES}", "[check with Ann]"),
        ("3. Wildlife", EGGS, f"NB not for publication: {KEPT}"),
        ("2. Country roads", "n/a", ""),
    )
    forms = "".join(
        table(
            ("Key aim", aim),
            ("Your update", text),
            ("Can we publish?", yes),
            ("By", "Jo"),
        )
        + p("")
        for aim, text, yes in (("2", RIDES, "Yes"), ("1", KEPT, "No – it is at court"))
    )

    one = paste(run, tmp_path, "NP boxes.docx", word(top))
    two = paste(run, tmp_path, "NP forms.docx", word(forms))

    assert one.public == {"farms force": [TRAILS, GATES], "wildlife force": [EGGS]}
    assert one.private == {"wildlife force": [KEPT]}
    assert "column Comments has a private text" in one.account
    assert two.public == {"roads force": [RIDES]}
    assert two.private == {"farms force": [KEPT]}


@in_turn(
    "heading",
    [
        *("COUNTRY ROADS\n", "On country roads (2):\n", "Roads (2)\n", "2 – Roads\n"),
        *("KA2 roads\n", "Key Aim Two – the roads\n", "2. Country roads\n"),
        *("COUNTRY ROADS\n\n", "On country roads (2):\n\n", "2 – Roads\n\n"),
        *("Roads + lanes\n\n", "2. Country roads\n\n"),
    ],
)
def test_a_heading_in_own_words(tmp_path: Path, run: Run, heading: str) -> None:
    """By its number or the words that only one title has."""
    text = f"KA1\n\n- {TRAILS}\n\n{heading}- {RIDES}\n"
    read = paste(run, tmp_path, "NP.txt", text)

    assert read.public == {"farms force": [TRAILS], "roads force": [RIDES]}


def test_a_heading_that_names_no_key_aim_is_named(tmp_path: Path, run: Run) -> None:
    """What is under it is never silently under the key aim above."""
    text = f"KA1\n\n- {TRAILS}\n\nPREVENTION WORK\n\n- {RIDES}\n"
    read = paste(run, tmp_path, "NP.txt", text)

    assert "“PREVENTION WORK” names no key aim" in read.account


def test_the_message_that_is_passed_on_is_read(tmp_path: Path, run: Run) -> None:
    """Its sender is whose it is, and not the office that has passed it on."""
    text = (
        f"Sam, here it is.\n\nThanks\nPat\n\nPat Lowe | Office of the Mayor\n\n"
        f"-----Original Message-----\nFrom: Ray (Insp) <ray@northshire.police.invalid>\n"
        f"Sent: 3 July 2023\nSubject: our bits\n\nPat,\n\nKA1\n- {TRAILS}\n- {GATES}\n\n"
        f"Private: {KEPT}\n\nRgds, Ray\n\nThis e-mail is confidential and for you alone.\n"
    )
    mail = message(text, From="pat@omn.invalid", Subject="FW: our bits")
    read = paste(run, tmp_path, "FW bits.eml", mail)

    assert read.public == {"farms force": [TRAILS, GATES]}
    assert read.private == {"farms force": [KEPT]}
    assert "Stream: force, because of the sender." in read.account


def test_answers_in_the_quoted_questions(tmp_path: Path, run: Run) -> None:
    """Each is under the key aim about which is asked right above it."""
    text = (
        f"Answers below.\n\nOn 3 July 2023 Sam wrote:\n> Hi,\n> 1. Farms - how many?\n\n{TRAILS}\n\n"
        f"((Private, Sam, not for the report: the man is\nRoy Dun\nof Holme.))\n\n"
        f"> 2. Country roads: patrols?\n\n{RIDES}\n\n> 3. Wildlife?\n\nNothing from us, sorry.\n\n> Ta\n"
    )
    read = paste(run, tmp_path, "NP.eml", message(text))

    assert read.public == {"farms force": [TRAILS], "roads force": [RIDES]}
    assert "Roy Dun" in str(read.private)
    assert "Nothing from us, sorry." not in str(read.public)


def test_a_message_with_a_stub_of_a_text_is_read_as_the_page(
    tmp_path: Path, run: Run
) -> None:
    """What a mail program shows is the page."""
    made = EmailMessage()
    made["From"], made["Subject"] = "np@a.invalid", "Q2"
    made.set_content("This message needs a program that shows HTML.")
    made.add_alternative(
        f"<p>Hello</p><p><b>Farms</b></p><ul><li>{TRAILS}</li><li>{GATES}</li></ul>"
        f"<p><b>Roads</b></p><ul><li>{RIDES}</li></ul>",
        subtype="html",
    )
    read = paste(run, tmp_path, "NP.eml", bytes(made))

    assert read.public == {"farms force": [TRAILS, GATES], "roads force": [RIDES]}


def test_a_paper_with_pages(tmp_path: Path, run: Run) -> None:
    """Numbers of paragraphs, heads and feet, a word that a line's end has broken, and the end."""
    read = paste(
        *(run, tmp_path, "paper.txt"),
        "NORTHSHIRE POLICE                         OFFICIAL\nRural board\n\n"
        "Key Aim 1: farms\n\n"
        "1.1  Nine farms had their trailers marked at the Holme show and\n"
        "     the cross-\n     country meeting, and asked for more of the kind be-\n"
        "     fore the harvest, which will be done with\n\n"
        "Rural board, 4 July 2023      Page 1 of 2\n"
        "\fNORTHSHIRE POLICE                         OFFICIAL\nRural board\n\n"
        "     the farmers' union in the spring.\n\n"
        "1.2 [RESTRICTED – remove before printing] The tenant of Low\n     Barn has told us.\n\n"
        "COUNTRY ROADS\n\na.  Two bike patrols a week rode the lanes.\n\n"
        "Recommendation: that the board notes this.\n\nEND\n\n"
        "Rural board, 4 July 2023      Page 2 of 2\n",
    )

    assert read.public == {
        "farms force": [
            "Nine farms had their trailers marked at the Holme show and the cross-country "
            "meeting, and asked for more of the kind before the harvest, which will be done "
            "with the farmers' union in the spring."
        ],
        "roads force": ["Two bike patrols a week rode the lanes."],
    }
    assert read.private == {"farms force": ["The tenant of Low Barn has told us."]}
    assert "remark to you: “Recommendation: that the board" in read.account


def test_what_is_said_within_an_update_to_the_officer_is_named(
    tmp_path: Path, run: Run
) -> None:
    """It is taken out, and so is what says that a text is private; nothing else is."""
    text = (
        "KA1\n- Nine farms [please check] had marks.\n- Six came (in May), we think.\n"
        f"- CONFIDENTIAL (court): {KEPT}\n- Ten left [Sam – is that right?].\n\n"
        "Many thanks and have a good summer,\nJo\n"
    )
    read = paste(run, tmp_path, "NP.txt", text)

    assert read.public == {
        "farms force": [
            "Nine farms had marks.",
            "Six came (in May), we think.",
            "Ten left.",
        ]
    }
    assert read.private == {"farms force": [KEPT]}
    for remark in ("[please check]", "[Sam – is that right?]"):
        assert f"remark to you: “{remark}”" in read.account


@in_turn(
    ("name", "text", "stream"),
    [
        ("q2.txt", "Northshire Police, rural desk\n\nKA1\n- One came.\n", "force"),
        ("NP return for OMN.txt", "KA1\n- One came.\n", "force"),
        ("omn_grants.txt", "KA1\n- One came.\n", "opcc"),
        ("q2.txt", "KA1\n- One came.\n\nRegards\nJo Day\nNorthshire Police\n", "force"),
        ("NP and safety grants.txt", "KA1\n- One came.\n", ""),
    ],
)
def test_whose_a_text_is(
    tmp_path: Path, run: Run, name: str, text: str, stream: str
) -> None:
    """By the name of its file, its head or who has signed it; if two fit, it is asked."""
    read = paste(run, tmp_path, name, text)

    assert [*read.public] == ([f"farms {stream}"] if stream else [])
    assert ("give --stream (force, opcc," in read.account) is (not stream)
    assert (f"Stream: {stream}, because of" in read.account) is bool(stream)


def test_who_has_received_a_message_is_not_who_has_sent_it(
    tmp_path: Path, run: Run
) -> None:
    """Nor is the office whose words its subject still has; who has signed it comes before."""
    head = "From: Amira Khan <amira@post.example>\nSent: 2 July 2023\n{}\n\nKA1\n- One came.\n{}"
    to = "To: Policy Officer (OMN) <policy@ashby-omn.example>;\n jo@ashby-omn.example\nCC: OMN"
    subject = "Subject: Re: OMN report - NP bullets by Friday"
    signed = "\nAmira Khan\nFund Manager, Safety grants\n07700 900123\n"
    nobody = paste(run, tmp_path, "q2.txt", head.format(to, ""))
    fund = paste(run, tmp_path, "q2.txt", head.format(f"{to}\n{subject[:15]}", signed))
    by_name = head.replace("@post", "@ashbysafetyfund")
    close = paste(
        run,
        tmp_path,
        "q2.txt",
        f"To: Jo\nSubject: KA1\nHi Jo,\n{TRAILS}\n",
        "--stream",
        "force",
    )
    sender = paste(run, tmp_path, "q2.txt", by_name.format(to, ""))

    assert close.public == {"farms force": [TRAILS]}
    assert not nobody.public
    assert "or give --stream (force, opcc," in nobody.account
    assert fund.public == sender.public == {"farms safety_fund": ["One came."]}
    assert "because of “Fund Manager, Safety grants”." in fund.account
    assert "because of the sender." in sender.account


@pytest.mark.parametrize("name", ["Amira Khan", "Amira", "Amira khan,"])
def test_the_name_of_the_sender_begins_the_signature(
    tmp_path: Path, run: Run, name: str
) -> None:
    """Of a text and of a saved message; not if a list follows, or if it is a stream's."""
    end = f"\n{name}\nFund Manager, The Grants Trust\n07700 900123\n"
    sender = "Khan, Amira (Trust) <a@post.example>"
    asked = "\nFrom: Jo\nSent: 2 July 2023\n\nHi Amira\n- keep each short\n"
    text = f"KA1\n- One came.\n{end}{asked}"
    options = ("--stream", "safety_fund")
    typed = paste(
        run, tmp_path, "a.txt", f"From: {sender}\nDate: 3/7\n\n{text}", *options
    )
    saved = paste(run, tmp_path, "a.eml", message(text, From=sender), *options)
    above = paste(
        run,
        tmp_path,
        "b.txt",
        f"From: {sender}\nDate: 3/7\n\nKA1\nTen left.{end}- One came.\n",
        *options,
    )
    stream = (
        f"From: NP actions <a@np.example>\nDate: 3/7\n\nKA1\n\nNP actions\n{TRAILS}\n"
    )
    named = paste(run, tmp_path, "c.txt", stream)

    assert typed.public == saved.public == {"farms safety_fund": ["One came."]}
    assert "One came." in above.public["farms safety_fund"]
    assert named.public == {"farms force": [TRAILS]}


@pytest.mark.parametrize("answer", ["Nothing from us this quarter.", f"- {EGGS}"])
def test_the_request_below_an_answer_is_no_answer(
    tmp_path: Path, run: Run, answer: str
) -> None:
    """Its bullets are not those of the contributor, also if the answer has none that are placed."""
    asked = "On 2 July 2023, Jo (NP) wrote:\n> Could you send yours?\n> - keep each short\n> - say which key aim\n"
    text = f"From: Jo\nDate: 3 July 2023\n\n{answer}\n\nThanks\nJo\n\n{asked}"
    read = paste(run, tmp_path, "q2.txt", text, "--aim", "1")

    assert not read.public
    assert f"“{answer[:20]}" in read.account


@in_turn(
    ("name", "first", "aim"),
    [
        ("Key Aim 2 from NP.txt", "Our return", "roads"),
        ("NP.txt", "All of these are for Key Aim 2 unless I say so. Ta, Jo", "roads"),
        ("NP.txt", "All who came to Holme and Fenwick for the show saw Aim 2.", ""),
        ("NP.txt", "Key Aims 2 and 3", ""),
    ],
)
def test_the_key_aim_of_a_whole_text(
    tmp_path: Path, run: Run, name: str, first: str, aim: str
) -> None:
    """By its name or a line above its list; what is marked otherwise is of the key aim it names."""
    text = f"{first}\n\n- {RIDES}\n- (Aim 1) {TRAILS}\n- {GATES}\n"
    read = paste(run, tmp_path, name, text)

    own = {f"{aim} force": [RIDES, GATES]} if aim else {}
    assert read.public == {**own, "farms force": [TRAILS]}
    assert (f"Key aim: {aim}, because of" in read.account) is bool(aim)
    assert ("or give --aim" in read.account) is not bool(aim)
    assert "--stream" not in read.account  # it is known


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Two from us this quarter:",
            "Just a couple of bits from me:",
            "Our updates:",
        ),
        *("Please find our updates below:", "Here are our bullets:"),
        "Three short updates from the fund for Q2, sorry they are late:",
    ],
)
@pytest.mark.parametrize("gap", ["\n", ""])
def test_a_line_that_announces_is_no_update(
    tmp_path: Path, run: Run, line: str, gap: str
) -> None:
    """It is named, and what it announces are updates of their own, with a key aim or without."""
    text = f"Morning Jo\n\n{line}\n{gap}- {TRAILS}\n- {RIDES}\n"
    read = paste(run, tmp_path, "NP.txt", text, "--aim", "3")

    assert read.public == {"wildlife force": [TRAILS, RIDES]}
    assert f"“{line[:40]}" in read.account


@in_turn(
    "line",
    [
        *("Two arrests were made:", "Three points of contact for farmers:"),
        *(
            "Two updates to the policy of the Forest Trust and its farms:",
            "12 items from the search of Low Barn:",
        ),
    ],
)
def test_an_update_with_points_announces_nothing(
    tmp_path: Path, run: Run, line: str
) -> None:
    """It is read as it was."""
    text = f"{line}\n- {TRAILS}\n- {RIDES}\n"
    read = paste(run, tmp_path, "NP.txt", text, "--aim", "3")

    assert read.public == {"wildlife force": [line]}


@pytest.mark.parametrize(
    "line",
    [
        *("Two from us this quarter, both under roads:", "All for country roads:"),
        *(
            "These are all for safer roads.",
            "Three updates below, all of these are under roads",
        ),
    ],
)
@pytest.mark.parametrize("above", ["Morning Jo\n\n", "Morning Jo\n"])
@pytest.mark.parametrize("options", [(), ("--aim", "2")])
def test_a_line_may_say_what_all_is_under(
    tmp_path: Path, run: Run, line: str, above: str, options: tuple[str, ...]
) -> None:
    """In a few words of its title, which is said; not of a sentence about some of it."""
    text = f"{above}{line}\n\n- {TRAILS}\n- {RIDES}\n"
    read = paste(run, tmp_path, "NP.txt", text, *options)
    other = paste(run, tmp_path, "NP.txt", f"Ten grants, all for roads.\n\n- {RIDES}\n")

    assert read.public == {"roads force": [TRAILS, RIDES]}
    assert "roads" in read.account.split("Put right")[0]
    assert not other.public


def test_an_empty_cell_is_as_the_one_above(tmp_path: Path, run: Run) -> None:
    """In the columns of the key aim and of the stream; after a heading, it is of that."""
    rows = (
        f"From,Aim,Text\nNorthshire Police,KA1,{TRAILS}\n,,{GATES}\n,KA2,{RIDES}\n"
        f"Key Aim 3,,\n,,{EGGS}\n"
    )
    read = paste(run, tmp_path, "log.csv", rows)

    assert read.public == {
        "farms force": [TRAILS, GATES],
        "roads force": [RIDES],
        "wildlife force": [EGGS],
    }
    assert "Please read cell C3: rows without “column Aim”" in read.account


def test_a_grid_of_months_with_notes(tmp_path: Path, run: Run) -> None:
    """Key aims are the heads of columns or of rows; the notes beside them are left out."""
    across = sheet(
        ("Month", "Aim 1 Farms", "Aim 2 Roads", "Notes (not for report)"),
        ("July", TRAILS, RIDES, "Ann has asked who paid"),
        ("August", f"{GATES}\nThey were\nall taken.", "nothing new", ""),
    )
    down = sheet(
        ("Aim", "July", "August", "Comments"),
        ("1", "Six owls were freed", GATES, ""),
        ("2", RIDES, "None", "Ann has asked who paid"),
    )

    first = paste(run, tmp_path, "NP.xlsx", workbook(("Grid", across)))
    second = paste(run, tmp_path, "NP down.xlsx", workbook(("Grid", down)))

    assert first.public == {
        "farms force": [TRAILS, GATES, "They were all taken."],
        "roads force": [RIDES],
    }
    assert second.public["roads force"] == [RIDES]
    assert first.private == second.private == {}
    assert "column Notes (not for report) (1 cell)" in first.account


def test_a_message_is_read_as_its_page_if_that_has_a_table(
    tmp_path: Path, run: Run
) -> None:
    """Its text has lost which cell is below which."""
    made = EmailMessage()
    made["From"], made["Subject"] = "np@a.invalid", "Q2"
    made.set_content(
        f"Our table:\n\nAim\n\nUpdate\n\n1\n\n{TRAILS}\n\n\n\n{GATES}\n" * 9
    )
    made.add_alternative(
        f"<p>Our table:</p><table><tr><th>Aim</th><th>Update</th></tr>"
        f"<tr><td rowspan=2>1</td><td>{TRAILS}</td></tr><tr><td>{GATES}</td></tr></table>",
        subtype="html",
    )
    read = paste(run, tmp_path, "NP.eml", bytes(made))

    assert read.public == {"farms force": [TRAILS, GATES]}


def test_a_postscript_is_read(tmp_path: Path, run: Run) -> None:
    """What is below a signature is read from there on, up to what a mail program adds."""
    text = (
        f"AIM ONE\n- {TRAILS}\n\nBest wishes\nJo\n\nPS – one for Aim Two, sorry:\n{RIDES}\n\n"
        "Disclaimer: this is from Jo alone.\n"
    )
    read = paste(run, tmp_path, "NP.txt", text)

    assert read.public == {"farms force": [TRAILS], "roads force": [RIDES]}


@pytest.mark.parametrize(
    "heading",
    [
        "Key Aim 1 – Office of the Mayor of Northshire",
        "Key Aim 1: farm thefts and more",
    ],
)
def test_a_heading_says_more_than_the_number(
    tmp_path: Path, run: Run, heading: str
) -> None:
    """A stream, or the title in other words: neither is an update."""
    read = paste(run, tmp_path, "NP.txt", f"{heading}\n- {TRAILS}\n")

    stream = "opcc" if "Office" in heading else "force"
    assert read.public == {f"farms {stream}": [TRAILS]}


def test_what_was_taken_comes_before_what_is_to_be_read(
    tmp_path: Path, run: Run
) -> None:
    """Of many lines in no update, the first are shown, in lines of 80 characters."""
    lines = "\n".join(
        f"{n}) Farm {n} had its gate hung again, and {n} more asked for it."
        for n in range(1, 31)
    )
    read = paste(
        run,
        tmp_path,
        "NP.txt",
        f"KA1\n- {TRAILS}\n- private: {KEPT}\n\nKey Aims 1 and 2\n{lines}\n",
    )

    said = read.account.splitlines()
    assert said[:3] == [
        "2 updates under 1 key aim.",
        "Kept back with public: false: 1 text.",
        f"  line 3, not to be published: “{KEPT[:46]}…”",
    ]
    assert sum("not under a key aim" in line for line in said) <= 12
    assert any(line.startswith("  and 18 more: line ") for line in said)
    assert max(len(line) for line in said if line.startswith("  line")) <= 80


@in_turn(
    ("text", "kept"),
    [
        ("All of these are for Key Aim 1 and confidential.\n\n- {TRAILS}\n", "TRAILS"),
        ("KA1\n- {GATES}\n- (KA2) [Private] {KEPT}\n", "KEPT"),
        ("KA1\n- {GATES}\n\nRegards\nJo\n\nPS not for publication: {KEPT}\n", "KEPT"),
        ("KA1\n{GATES}\n\nkeep this to yourself but {KEPT}\n", "KEPT"),
    ],
)
def test_what_is_marked_in_other_places_stays_private(
    tmp_path: Path, run: Run, text: str, kept: str
) -> None:
    """In a line above the list, an item of another key aim, a postscript, a sentence of its own."""
    texts = {"TRAILS": TRAILS, "GATES": GATES, "KEPT": KEPT}
    read = paste(run, tmp_path, "NP.txt", text.format(**texts))

    assert texts[kept] not in str(read.public)
    assert texts[kept] in str(read.private)


def test_a_postscript_that_names_no_key_aim_is_a_remark(
    tmp_path: Path, run: Run
) -> None:
    """It is shown, and no update."""
    text = f"KA1\n- {TRAILS}\n\nRegards\nJo\n\nPS Hope the leg is better.\n"
    read = paste(run, tmp_path, "NP.txt", text)

    assert read.public == {"farms force": [TRAILS]}
    assert "remark to you: “PS Hope the leg is better.”" in read.account


@pytest.mark.parametrize("number", ["Key Aim 2: ", "Key Aim 2 ", ""])
@pytest.mark.parametrize("dash", ["-", "–"])
def test_a_line_may_name_a_key_aim_and_a_stream(
    tmp_path: Path, run: Run, number: str, dash: str
) -> None:
    """It is the heading of what is under it, and never an update."""
    line = f"{number}Safer country roads {dash} OMN activities"
    read = paste(run, tmp_path, "NP.txt", f"{line}\n\n- {RIDES}\n")

    assert read.public == {"roads opcc": [RIDES]}
    assert "Left out: heading (line 1)." in read.account


def test_who_a_message_says_it_is_from_is_before_its_address(
    tmp_path: Path, run: Run
) -> None:
    """Two who report share an address."""
    head = "From: Jo <jo@northshire-police.example>\nSubject: Late\n\n"
    text = f"{head}One more from the OMN please.\n\nKA2\n- {RIDES}\n"
    read = paste(run, tmp_path, "late.txt", text)

    assert read.public == {"roads opcc": [RIDES]}
    assert "Stream: opcc, because of “One more from the OMN please.”" in read.account


@in_turn(
    ("line", "corrects"),
    [
        ("Also the number of farms should be 2,460 not 2,406 - Tom mixed it up.", True),
        ("The share should read 61% and not 16%, sorry.", True),
        ("Grants should be spent by 31 March, not in April.", False),
        ("No road by a school should be without a limit of 20 miles an hour.", False),
    ],
)
def test_what_corrects_a_figure_is_a_remark(
    tmp_path: Path, run: Run, line: str, corrects: bool
) -> None:
    """It is for the officer, and no update; a sentence with two figures is one."""
    read = paste(run, tmp_path, "NP.txt", f"KA2\n- {RIDES}\n\n{line}\n")

    assert ("remark to you: “" in read.account) is corrects
    assert (line in str(read.public)) is not corrects


def test_a_line_broken_within_a_sentence_is_one_update(
    tmp_path: Path, run: Run
) -> None:
    """By Shift+Enter in Word, and by Alt+Enter in a cell: also before a name."""
    broken = (
        "Two bike patrols rode the lanes that lead to|"
        "Holme and Fenwick, which a friend of the|Rural Watch had asked for."
    )
    line_break = "</w:t><w:br/><w:t>".join(broken.split("|"))
    body = (
        p("Key Aim 2") + p(line_break) + p("It went well.</w:t><w:br/><w:t>So did all.")
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body += p(
        "A bullet came.</w:t><w:br/><w:t>It has more.</w:t><w:br/><w:t>- A sign", listed
    )
    read = paste(run, tmp_path, "NP.docx", word(body))
    rows = sheet(
        ("Aim", "Update"), ("2", broken.replace("|", "\n")), ("1", f"{EGGS}\n{GATES}")
    )
    cells = paste(run, tmp_path, "NP.xlsx", workbook(("Q2", rows)))

    whole = broken.replace("|", " ")
    own = ["It went well.", "So did all.", "A bullet came. It has more.", "A sign"]
    assert read.public == {"roads force": [whole, *own]}
    assert cells.public == {"roads force": [whole], "farms force": [EGGS, GATES]}


def test_a_heading_of_no_key_aim_is_no_update(tmp_path: Path, run: Run) -> None:
    """It is named; a short line that says something, or that nothing follows, stays one."""
    text = f"KA2\n\nHare coursing\n{RIDES}\n\nSeven arrests\n- {EGGS}\n\nFences mended\n\n{GATES}\n"
    read = paste(run, tmp_path, "NP.txt", text)
    rows = sheet(("Aim", "Update"), ("2", f"Hare coursing\n{RIDES}"))
    cells = paste(run, tmp_path, "NP.xlsx", workbook(("Q2", rows)))

    assert read.public == {"roads force": [RIDES, EGGS, "Fences mended", GATES]}
    for head in ("Hare coursing", "Seven arrests"):
        named = f"“{head}” names no key aim; what is under it was read as under roads"
        assert named in read.account
    assert cells.public == {"roads force": [RIDES]}
    assert "cell A2, heading of no key aim: “Hare coursing”" in cells.account


def test_how_lines_are_placed_is_said_in_full(tmp_path: Path, run: Run) -> None:
    """By a line above them, or by an option, for what the text does not say."""
    read = paste(run, tmp_path, "note.txt", f"{RIDES}\n\n{EGGS}\n")

    line = "put a line with the key aim’s title and stream’s heading above them"
    options = "or give --aim and --stream (force, opcc, "
    assert f"to place them, {line}, {options}" in " ".join(read.account.split())


@pytest.mark.parametrize("command", ["paste", "reconcile"])
def test_a_quarter_without_its_year(tmp_path: Path, run: Run, command: str) -> None:
    """The advice has the year of the project's report."""
    project = projects.write(tmp_path / "p")
    (tmp_path / "NP.txt").write_text("KA2\n", encoding="utf-8")
    done = run(command, tmp_path / "NP.txt", project, "--period", "q2")

    assert "help: write it with its year: 2022/23 Q2" in done.stderr
    assert done.returncode == 2


def test_several_files_are_pasted_one_after_the_other(tmp_path: Path, run: Run) -> None:
    """Each under its own stream; one that cannot be read stops none of the others."""
    project = projects.write(tmp_path / "p")
    for name, text in (("NP.txt", RIDES), ("OPCC.txt", EGGS), ("x.pdf", "")):
        (tmp_path / name).write_text(f"KA2\n- {text}\n", encoding="utf-8")
    names = [tmp_path / name for name in ("NP.txt", "x.pdf", "OPCC.txt")]
    period = ("--project", project, "--period", "2023/24 Q2")
    printed = run("paste", *names, *period)
    done = run("paste", *names, *period, "--write")

    assert "# NP.txt\nperiod: 2023/24 Q2\n" in printed.stdout
    assert "x.pdf:\nerror: " in done.stderr
    assert printed.returncode == done.returncode == 3
    for stream, text in (("force", RIDES), ("opcc", EGGS)):
        file = project / "updates" / f"2023-24-q2-{stream}.yaml"
        assert text in " ".join(file.read_text(encoding="utf-8").split())


def test_a_broken_update_file_is_named_once(tmp_path: Path, run: Run) -> None:
    """What is sent is written all the same; the exit code is that of a project with errors."""
    project = projects.write(tmp_path / "p")
    broken = project / "updates" / "2022-23-q3.yaml"
    broken.write_text(
        "period: 2022/23 Q3\nupdates:\n  farms:\n  - [a\n", encoding="utf-8"
    )
    (tmp_path / "NP.txt").write_text(f"KA2\n- {RIDES}\n", encoding="utf-8")
    (tmp_path / "OPCC.txt").write_text(f"KA2\n- {EGGS}\n", encoding="utf-8")
    texts = tmp_path / "NP.txt", tmp_path / "OPCC.txt"
    done = run("paste", *texts, project, "--period", "2023/24 Q2", "--write")

    said = " ".join(done.stderr.split())
    assert said.count(f"Not read whole: {broken}. See pccreport check {project}.") == 1
    assert done.stderr.count("Wrote ") == 2
    assert done.returncode == 1


def test_a_name_above_a_list_says_whose_it_is(tmp_path: Path, run: Run) -> None:
    """Not the name of the file, which is given as a reason only if it was one."""
    streams = (
        "  fire: {heading: What the Fire and Rescue Service did}\n"
        "  opcc: {heading: What the Mayor's Office did}\n"
    )
    house = f"extends: progress-report\nstreams:\n{streams}"
    project = projects.write(tmp_path / "p", house=house)
    lists = f"Aim 1\n\n- {TRAILS}\n\nMAYOR'S OFFICE\n\nAim 2\n\n- {RIDES}\n"
    for head in ("FIRE AND RESCUE SERVICE", "Fire and Rescue Service:"):
        text = f"Dear Sam\n\nWe are a team of two.\n\n{head}\n\n{lists}"
        for name in ("Mayors Office.txt", "Fire and Rescue Service.txt"):
            (tmp_path / name).write_text(text, "utf-8")
            done = run("paste", tmp_path / name, project)
            written = " ".join(done.stdout.split())
            assert f"farms: fire: - >- {TRAILS} roads: opcc: - >- {RIDES}" in written
            assert "Stream:" not in done.stderr


def test_a_report_without_its_dates_is_enough(tmp_path: Path, run: Run) -> None:
    """With less, that is the first thing said, and no advice on where to put headings."""
    lines = [x for x in projects.REPORT.splitlines() if "meeting" not in x]
    report = "\n".join(lines).replace(", date: 2023-07-01", "")
    house = projects.HOUSE.replace("progress-report", "whole-plan")
    (tmp_path / "m.txt").write_text(f"Rural Crime\n\n- {TRAILS}\n", "utf-8")

    def pasted(name: str, priority: str) -> tuple[str, str, int]:
        own = report.replace("priority: 2", f"priority: {priority}")
        project = projects.write(tmp_path / name, report=own, house=house)
        done = run("paste", tmp_path / "m.txt", project, "--stream", "force")
        return " ".join(done.stdout.split()), done.stderr, done.returncode

    written, account, code = pasted("p", "all")
    assert TRAILS in written
    assert account.startswith("1 update under 1 key aim.")
    assert code == 0
    _, account, code = pasted("q", "every")
    assert account.startswith(f"Not read whole: {tmp_path / 'q' / 'report.yaml'}. See ")
    assert "to place" not in account
    assert code == 1


def test_heads_with_years_are_heads(tmp_path: Path, run: Run) -> None:
    """They are no update, and a figure has its year before it."""
    rows = (("Area", "2022", "2023"), ("Holme", "12", "14"), ("Fenwick", "3", "4"))
    read = paste(run, tmp_path, "NP.docx", word(p("Key Aim 2") + table(*rows)))

    figures = ["Holme, 2022: 12, 2023: 14", "Fenwick, 2022: 3, 2023: 4"]
    assert read.public == {"roads force": figures}


CHATS = {
    "Teams": "[09:02] Reed, Sam (External)\nCan I have your KA2 lines please?\n👍 2\n"
    f"[09:14] Bray, Jo 1893\nMorning! here goes\n{TRAILS}\n{GATES}\nEdited\n"
    f"Cole, Ed 11 was added to the chat.\n[09:20] Cole, Ed 11\nkeep this out of the report pls: {KEPT}",
    "Teams, a line each": "Sam Reed\n02/07/2023 09:02\nCan I have your KA2 lines?\n"
    f"Jo Bray\n02/07/2023 09:14\n{TRAILS}\nlike 2\n{GATES}\n"
    f"Ed Cole\n02/07/2023 09:20\nnot for publication: {KEPT}",
    "WhatsApp": "02/07/2023, 09:02 - Sam: Can I have your KA2 lines please?\n"
    f"02/07/2023, 09:14 - Jo: {TRAILS}\n02/07/2023, 09:15 - Jo: <Media omitted>\n"
    f"02/07/2023, 09:16 - Ed: {GATES}\n02/07/2023, 09:17 - Ed: between us: {KEPT}",
    "Slack": f"Sam Reed  9:02 AM\nCan I have your KA2 lines?\nJo Bray  9:14 AM\n{TRAILS}\n"
    f"Ed Cole  9:20 AM\n{GATES}\n2 replies\nJo Bray  9:24 AM\ninternal only: {KEPT}",
}


@in_turn("chat", CHATS.values())
def test_a_chat_has_its_updates_and_no_talk(
    tmp_path: Path, run: Run, chat: str
) -> None:
    """Whoever asks gives no update, and each line of a message is one of its own."""
    read = paste(run, tmp_path, "chat.txt", chat, "--stream", "force")
    assert read.public == {"roads force": [TRAILS, GATES]}
    assert read.private == {"roads force": [KEPT]}


@in_turn(
    "words",
    [
        "Sorry, it has been one of those weeks! Rural (KA2) bits from us for Q2 below.",
        "KA2 lines for July to September",
        "Here’s what we’ve got for KA2 this quarter.",
        "Hope you had a nice break. A few bullets on aim 2 from us.",
        "Everything here is Aim 2, the rest comes from Dean.",
    ],
)
def test_a_line_above_a_list_says_what_it_is_about(
    tmp_path: Path, run: Run, words: str
) -> None:
    """It may stand in any sentence, with remarks round it."""
    text = f"Hi Sam\n\n{words}\nShout if it makes no sense.\n\n- {TRAILS}\n-> {GATES}\n\nAlso for KA1: {RIDES}\n"
    read = paste(run, tmp_path, "q2.txt", text, "--stream", "force")
    assert read.public == {"roads force": [TRAILS, GATES], "farms force": [RIDES]}


def test_signs_that_are_typed_in_turn_make_one_list(tmp_path: Path, run: Run) -> None:
    """They are no points of each other."""
    text = f"KA2\n- {TRAILS}\n* {GATES}\n• {RIDES}\n– {EGGS}\n"
    read = paste(run, tmp_path, "q2.txt", text, "--stream", "force")
    assert read.public == {"roads force": [TRAILS, GATES, RIDES, EGGS]}


@in_turn(
    "mark",
    [
        *(
            "{Commercial in confidence, leave out of the public report} ",
            "<<internal>> ",
        ),
        *("*** Internal only *** ", "for info only, not for the report: "),
        *("keep this out of the report pls: ", "FYI only: ", "Not to be minuted: "),
        "(just for you) ",
    ],
)
def test_a_mark_in_any_signs_keeps_back(tmp_path: Path, run: Run, mark: str) -> None:
    """And is no part of the text."""
    text = f"KA2\n- {TRAILS}\n- {mark}{KEPT}\n"
    read = paste(run, tmp_path, "q2.txt", text, "--stream", "force")
    assert read.public == {"roads force": [TRAILS]}
    assert read.private == {"roads force": [KEPT]}


def test_where_an_update_is_and_who_has_signed_is_none(
    tmp_path: Path, run: Run
) -> None:
    """Both are named or left out."""
    text = (
        f"KA1\nSee Dean’s e-mail.\n\nKA2\n- {TRAILS}\n\nKA3\nInsp Bray will write to you.\n\n"
        "I am off from 14 to 25 July so ask Dean.\n\nPriya\n\nPriya Shah | Head | Care\nI work Mondays.\n"
    )
    read = paste(run, tmp_path, "q2.txt", text, "--stream", "force")
    assert read.public == {"roads force": [TRAILS]}
    assert "remark to you: “See Dean’s e-mail.”" in read.account


def test_a_private_column_has_updates_of_its_own(tmp_path: Path, run: Run) -> None:
    """A sheet of the titles of key aims has none."""
    aims = ("Code", "Aim"), ("KA1", "KA1"), ("KA2", "KA2")
    rows = (
        ("Key aim", "Commentary", "Internal note (do not publish)"),
        ("KA2", TRAILS, KEPT),
        ("KA2", GATES, ""),
    )
    book = workbook(("Q2", sheet(*rows)), ("Lookup", sheet(*aims)))
    read = paste(run, tmp_path, "NP.xlsx", book, "--stream", "force")
    assert read.public == {"roads force": [TRAILS, GATES]}
    assert read.private == {"roads force": [KEPT]}


def test_a_note_at_the_foot_follows_its_update(tmp_path: Path, run: Run) -> None:
    """What only says the source stays at the foot."""
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = p("KA2") + "".join(
        p(f"<w:r><w:t>{text}</w:t></w:r>{mark.format(at)}")
        for at, text in ((2, TRAILS), (3, GATES))
    )
    notes = "".join(
        f'<w:footnote w:id="{at}">{p(text)}</w:footnote>'
        for at, text in ((2, "Two were stolen later."), (3, "Source: our log."))
    )
    file = word(body, footnotes=f"<w:hdr>{notes}</w:hdr>")
    read = paste(run, tmp_path, "NP.docx", file, "--stream", "force")
    assert read.public == {"roads force": [f"{TRAILS} Two were stolen later.", GATES]}


def test_times_and_names_of_a_text_are_no_chat_and_no_signature(
    tmp_path: Path, run: Run
) -> None:
    """An update may begin with a word that stands alone, or speak of who sends what."""
    letters = "Sgt Bray is sending letters to farmers."
    text = f"KA2\nHolme  09:15\nFenwick  10:15\nGull Rock  11:15\n\n{letters}\n\nRural\n\nRural crime fell by 9%.\n"
    read = paste(run, tmp_path, "q2.txt", text, "--stream", "force")
    assert {letters, "Rural crime fell by 9%."} <= {*read.public["roads force"]}


def test_an_item_with_its_own_mark_keeps_back_no_other(
    tmp_path: Path, run: Run
) -> None:
    """What is asked behind the mark is of the item; “he has asked us not to” is of the one above."""
    asked = "Farms\n- Ten of them met at Orme.\n- Please do not publish: {}\n"
    own = "the source for the seizure is Sam Pell."
    above = "he has asked us not to name him."
    force = ("--stream", "force")
    closing = "\nHope that's ok.\n\nBest wishes\nRuth\n"
    read = paste(
        run, tmp_path, "mail.txt", message(asked.format(own) + closing), *force
    )
    assert read.public == {"farms force": ["Ten of them met at Orme."]}
    assert read.private == {"farms force": [own]}

    read = paste(run, tmp_path, "mail.txt", message(asked.format(above)), *force)
    assert not read.public


def test_a_key_aim_and_a_topic_are_a_heading(tmp_path: Path, run: Run) -> None:
    """In one line, as “Key Aim 2: Youth work”, or as two headings with nothing between them."""
    style = '<w:pStyle w:val="Heading2"/>'
    heads = (["Key Aim 2: Youth work"], ["Safer country roads.", "Youth work"])
    for above in heads:
        body = "".join(p(head, style) for head in above) + p("Ten of them met at Orme.")
        read = paste(run, tmp_path, "q.docx", word(body), "--stream", "force")
        assert read.public == {"roads force": ["Ten of them met at Orme."]}, above

    typed = "Key Aim 2: Youth work\n\n- Ten of them met at Orme.\n"
    read = paste(run, tmp_path, "q.txt", typed, "--stream", "force")
    assert read.public == {"roads force": ["Ten of them met at Orme."]}


@pytest.mark.parametrize("head", ["Outcome", "What it achieved", "Impact", "Benefits"])
def test_what_a_row_achieved_is_its_outcome(
    tmp_path: Path, run: Run, head: str
) -> None:
    """Beside another text, or beside the name of who has an award; alone it is the text."""
    fell = "Thefts at the six farms fell by a third."
    both = f"Aim,Update,Amount,{head}\n1,{TRAILS},£500,{fell}\n2,,£500,{GATES}\n"
    named = f"Aim,Project,Amount,{head}\n1,Farm Watch,£500,{fell}\n"
    plain = f"Aim,Project,{head}\n1,Farm Watch,{fell}\n"
    project = projects.write(tmp_path / "p")

    def written(table: str) -> str:
        (tmp_path / "s.csv").write_text(table, "utf-8")
        words = ("paste", tmp_path / "s.csv", project, "--stream", "force")
        return " ".join(run(*words).stdout.split())

    has_outcome = f"outcome: >- {fell} award: {{amount: 500}}"
    assert f"- text: >- {TRAILS[:-1]} (£500). {has_outcome}" in written(both)
    assert f"- text: >- {GATES[:-1]} (£500). award: {{amount: 500}}" in written(both)
    assert f"- text: >- Farm Watch (£500) {has_outcome}" in written(named)
    assert f"- >- Farm Watch: {fell}" in written(plain)


@in_turn(
    ("first", "stream"),
    [
        ("Subject: Q2 return - constabulary", "force"),
        ("Constabulary update", "force"),
        ("Orme Constabulary Q2 bulletin\n\nOPCC return", "force"),
        ("OPCC return\n\nOrme Constabulary Q2 bulletin", "force"),
        ("OPCC return", "opcc"),
    ],
)
def test_a_stream_is_known_without_its_article_and_by_the_force(
    tmp_path: Path, run: Run, first: str, stream: str
) -> None:
    """“OPCC return” may be the name of what was asked for."""
    plan = projects.PLAN.replace("Northshire Police", "Orme Constabulary")
    heading = "  force: {heading: The Constabulary}\n  opcc: {heading: OPCC}\n"
    house = f"extends: progress-report\nstreams:\n{heading}"
    project = projects.write(tmp_path / "p", plan=plan, house=house)
    (tmp_path / "m.txt").write_text(f"{first}\n\nAim 1\n- {TRAILS}\n", "utf-8")
    done = run("paste", tmp_path / "m.txt", project)

    assert f"{stream}:\n" in done.stdout, done.stderr


@in_turn(
    ("file", "line", "wrong"),
    [
        ("plan.yaml", "title: Safer", "titel: Safer"),
        ("plan.yaml", "number: 3", "number: x"),
        ("report.yaml", "period: 2022/23 Q4", "period: soon"),
        ("report.yaml", "priority: 2", "priority: two"),
    ],
)
def test_an_error_in_a_file_does_not_hide_what_was_sent(
    tmp_path: Path, run: Run, file: str, line: str, wrong: str
) -> None:
    """What can be read of the plan and the streams is enough; the file is named."""
    project = projects.write(tmp_path / "p")
    path = project / file
    path.write_text(path.read_text("utf-8").replace(line, wrong), "utf-8")
    (tmp_path / "m.txt").write_text(f"Fewer thefts from farms.\n- {TRAILS}\n", "utf-8")
    words = ("paste", tmp_path / "m.txt", project, "--stream", "force")
    done = run(*words, "--period", "2023/24 Q2")

    assert TRAILS in " ".join(done.stdout.split()), done.stderr
    assert done.returncode == 1
    assert f"Not read whole: {path}. See pccreport check" in done.stderr


def test_a_marking_of_the_page_is_no_text(tmp_path: Path, run: Run) -> None:
    """OFFICIAL alone keeps nothing back; OFFICIAL-SENSITIVE above all keeps all back."""
    for marking, is_open in (
        *(
            ("OFFICIAL", True),
            ("Marking: Official", True),
            ("[Official: Public]", True),
        ),
        *(("OFFICIAL-SENSITIVE", False), ("OFFICIAL - SENSITIVE", False)),
    ):
        text = (
            f"{marking}\n\nAim 1\n- {TRAILS}\n\n{marking}\nAim 2\n{marking}\n{GATES}\n"
        )
        read = paste(run, tmp_path, "m.txt", text, "--stream", "force")
        both = {"farms force": [TRAILS], "roads force": [GATES]}

        assert (read.public if is_open else read.private) == both, read.account
        named = "head or foot of a page (line 1, 6, 8)" in read.account
        assert named is is_open


ASKED = (
    "<p>Hi both</p><p>Please send yours, like this one:</p><p><b>Farms</b></p>"
    f"<ul><li>{GATES}</li></ul><p>Thanks<br>Helen</p>"
)
OUTLOOK = (
    "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal>"
    "<b>From:</b> Helen Marsh &lt;h@office.example&gt;<br><b>Sent:</b> 05 October 2023 09:14<br>"
    "<b>To:</b> Jo Bray; Sam Reed<br><b>Subject:</b> Quarter 2 for the panel</p></div></div>"
)
HEADERS = {
    "outlook": OUTLOOK,
    "not bold": OUTLOOK.replace("<b>", "").replace("</b>", ""),
    "a paragraph each": OUTLOOK.replace("<br>", "</p><p class=MsoNormal>"),
    "web": "<div id=appendonsend></div><hr><div id=divRplyFwdMsg dir=ltr><font>"
    "<b>From:</b> Helen Marsh<br><b>Date:</b> 5 October 2023<br><b>To:</b> Jo Bray<br>"
    "<b>Subject:</b> Quarter 2</font><div>&nbsp;</div></div>",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
@pytest.mark.parametrize("sign_off", ["", "<p>Kind regards,</p><p>Jo Bray</p>"])
def test_a_request_below_an_answer_in_html_is_an_earlier_message(
    run: Run, tmp_path: Path, header: str, sign_off: str
) -> None:
    """However its header is laid out, and whether a signature is above it or not."""
    own = f"<p>Hi Helen</p><p><b>Farms</b></p><ul><li>{TRAILS}</li></ul>{sign_off}"
    answer = f"{own}{header}{ASKED}"
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Jo Bray <jo@force.example>", "RE: Quarter 2"
    mail.set_content(answer, subtype="html")
    for name, content in (("r.eml", bytes(mail)), ("r.html", answer.encode())):
        read = paste(run, tmp_path / name[2:], name, content, "--stream", "force")
        assert read.public == {"farms force": [TRAILS]}
        assert "earlier message (" in read.account


def test_the_fields_of_an_earlier_message_may_be_apart(
    run: Run, tmp_path: Path
) -> None:
    """Three in turn are a header, whatever is above them."""
    fields = ["From: Helen <h@office.example>", "Sent: 5 October 2023", "To: Jo"]
    below = "\n\n".join([*fields, "Subject: Q2", "Hi", f"Farms\n- {GATES}"])
    text = f"Farms\n- {TRAILS}\n\nThanks\nJo\n\n{below}\n"
    read = paste(run, tmp_path, "gap.txt", text, "--stream", "force")
    assert read.public == {"farms force": [TRAILS]}
    # Two are no header: a paper may say so of itself.
    text = f"Farms\n- {TRAILS}\n\nDate: 5 October\n\nTo: the panel\n\n- {GATES}\n"
    assert GATES in "".join(
        paste(run, tmp_path / "2", "two.txt", text, "--stream", "force").public[
            "farms force"
        ]
    )


def test_what_is_forwarded_in_html_is_read(run: Run, tmp_path: Path) -> None:
    """What is passed on is meant, if who passes it on has written no update."""
    own = f"<p>Helen, see below.</p><p>Tom</p>{OUTLOOK}"
    read = paste(run, tmp_path, "fw.html", own + ASKED, "--stream", "force")
    assert read.public == {"farms force": [GATES]}
    assert "what is passed on from here was read" in read.account


NESTED = "Two teams went to the farms that had lost most of their trailers since May:\n  - {}\n"
TEAMS = "The team of Holme marked 79 trailers for 14 farmers there in a week"


@pytest.mark.parametrize("text", [TEAMS, NESTED.format(TEAMS)], ids=["flat", "nested"])
def test_a_correction_beside_what_it_corrects_is_warned_of(
    run: Run, tmp_path: Path, text: str
) -> None:
    """By both `paste` and `check`, once; what was done elsewhere is another update."""
    folder = projects.write(tmp_path / "p")
    options = ("--stream", "force", "--period", "2023/24 Q1", "--write")
    accounts = [
        run(
            *("paste", "-", "--project", folder, *options),
            given=f"KA1\n- {text.replace('79', figure).replace('Holme', place)}".encode(),
        ).stderr
        for figure, place in (("79", "Holme"), ("97", "Holme"), ("12", "Fenwick"))
    ]
    checked = run("check", folder, "--output-format", "concise").stdout
    assert "both would be printed: delete one." in accounts[1]
    alike = [line for line in checked.splitlines() if "[near-duplicate]" in line]
    assert len(alike) == 1
    assert "q1-force-2.yaml" in alike[0].partition("; ")[0]


def test_a_correction_of_a_figure_is_a_remark(run: Run, tmp_path: Path) -> None:
    """Also if it names a key aim: it is for the update that is there."""
    line = (
        "One correction please under KA1: thefts should read 99, not 97 (late report)."
    )
    read = paste(run, tmp_path, "c.txt", f"Hi Sam\n\n{line}\n", "--stream", "force")
    assert not read.public
    assert "line 3, remark to you: “One correction please" in read.account


def test_an_apology_above_the_updates_is_a_remark(run: Run, tmp_path: Path) -> None:
    """It is not said how to place it."""
    text = f"Ours are below, sorry for the delay, I was away.\n\nKA1\n- {TRAILS}\n"
    read = paste(run, tmp_path, "a.txt", text, "--stream", "force")
    assert read.public == {"farms force": [TRAILS]}
    assert "line 1, remark to you: “Ours are below" in read.account
    assert "to place" not in read.account


def test_a_sheet_of_other_measures_is_named_with_what_to_do(
    tmp_path: Path, run: Run
) -> None:
    """A list of names and figures is no list to choose from, unlike one of days."""
    figures = (("KPI", "Q1", "Q2"), ("Burglaries", "210", "£190"), ("Solved", "7%", ""))
    days = (("Quarter", "Due", ""), ("Q1", "12 July", ""), ("Q2", "11 October", ""))
    book = workbook(
        ("Updates", sheet(("Key Aim", "Update"), ("1", TRAILS))),
        ("KPI dashboard", sheet(*figures)),
        ("Dates", sheet(*days)),
    )
    read = paste(run, tmp_path, "m.xlsx", book, "--stream", "force")
    assert read.public == {"farms force": [TRAILS]}
    assert (
        "Please read sheet KPI dashboard, cell A1: it seems to have figures of measures that "
        "the plan does not have; to report them, list these under measures: in plan.yaml"
    ) in read.account
    assert "Please read sheet Dates" not in read.account
