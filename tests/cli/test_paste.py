"""`pccreport paste`: messages as contributors send them, into updates."""

from __future__ import annotations

import re
from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.readers import office
from tests.readers.office import p

from pccreport.pipeline.load import read_folder

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

OF_FORCE = ("--period", "2023/24 Q2", "--stream", "force", "--write")


def pasted(run: Run, folder: Path, text: str, *more: str) -> tuple[str, str]:
    """What is printed of a message to the force's part of a report, and what is said of it."""
    project = projects.write(folder / "p")
    where = ("--project", project, "--period", "2023/24 Q2", "--stream", "force")
    done = run("paste", "-", *where, *more, given=text.encode())
    return done.stdout, done.stderr


def test_an_e_mail_becomes_the_updates_of_a_quarter(tmp_path: Path, run: Run) -> None:
    """Headings, signs, wraps, a broken word, a reference; what is no update is below."""
    written, account = pasted(run, tmp_path, E_MAIL)

    assert (
        written
        == """\
period: 2023/24 Q2

updates:
  farms:
    force:
      - text: >-
          The first week of action was held in May. Officers visited 40 farms and com-
          munity halls, and follow- up visits are booked.
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

# These lines were also sent, but are in no update. Move each to where it belongs,
# or change its #? to #| once you have read it.
#? line 8 (remark to you): Sorry, this is a bit late.
#? line 36 (below the signature): Jo Marsh | Chief Inspector
#? line 38 (remark to you): Could I have your update?
"""
    )
    assert "Kept back (public: false): 1 text." in account


def test_no_cell_of_a_table_is_left_out(tmp_path: Path, run: Run) -> None:
    """A short outcome, a fund and a sum have their fields; any other cell is named with its head."""
    text = (
        "Key aim\tUpdate\tOutcome\tAmount\tFund\tOur ref\n"
        "1\tNets were lent to nine clubs.\tAll in use.\t£16k\tSafer Fund\tN/7\n"
        "Total\t\t\t£16k\n"
    )
    written, _ = pasted(run, tmp_path, text)

    assert "outcome: >-\n          All in use." in written
    assert "award: {amount: 16000, fund: Safer Fund}" in written
    assert "#? line 2 (other column): Our ref: N/7" in written
    assert "#? line 3 (no update text): Total" in written


def test_a_list_with_letters_is_of_points(tmp_path: Path, run: Run) -> None:
    """“a.”, “i.” and what follows them; a “c.” without a “b.” above it is “about”."""
    text = "KA1\n- Gates were hung\na. at Holme\n  i. by the church.\n  ii. and mill.\nb. 3 at Orme\nc. 1 here\n\nKA2\nNext year there will be\nd. 40 in all.\n"
    written, _ = pasted(run, tmp_path, text)
    said = " ".join(written.replace(">-", "").split())

    assert "at Holme points: - by the church. - and mill. - 3 at Orme - 1" in said
    assert "force: - Next year there will be d. 40 in all." in said


def test_a_second_message_says_what_is_new(tmp_path: Path, run: Run) -> None:
    """What is there is not written again; another address is a correction."""
    folder = projects.write(tmp_path / "p")
    paste = ("paste", tmp_path / "m.html", "--project", folder, "--stream", "force")
    page = "<p>KA1</p><ul><li>Six gates were mended.<li>See <a href='{}'>the plan</a> for more.</ul>"
    (tmp_path / "m.html").write_text(page.format("https://a.example/1"), "utf-8")
    run(*paste, "--write")
    (tmp_path / "m.html").write_text(page.format("https://a.example/2"), "utf-8")
    again = run(*paste, "--write")

    assert again.returncode == 0, again.stderr
    assert "1 update under 1 key aim." in again.stderr
    assert "Already in" in again.stderr


def test_what_is_written_is_read_as_it_was_said(tmp_path: Path, run: Run) -> None:
    """The files are sound, what is private stays so, and nothing is written over."""
    folder = projects.write(tmp_path / "p")
    paste = ("paste", "-", "--project", folder, *OF_FORCE)
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
    """The rest of the file stays as it was, with its line ends and its byte order mark."""
    folder = projects.write(tmp_path / "p")
    file = folder / "updates/2023-24-q2-force.yaml"
    text = (
        "# Ours\nperiod: 2023/24 Q2\n\nupdates:\n  farms:\n    force:\n"
        "  roads:\n    force:\n"
        "    # last time: cameras\n  wildlife:\n    force:\n"
    )
    file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))

    given = b"KA1\n- One.\nKA2\n- Two: more.\n"
    done = run("paste", "-", "--project", folder, *OF_FORCE, given=given)

    assert done.returncode == 0, done.stderr
    for aim, words in (("farms", "One."), ("roads", "Two: more.")):
        cell = f"  {aim}:\n    force:\n"
        text = text.replace(cell, f"{cell}      - >-\n        {words}\n")
    assert file.read_bytes() == text.replace("\n", "\r\n").encode("utf-8-sig")


def test_a_label_above_headings_is_of_all_below_them(tmp_path: Path, run: Run) -> None:
    """What is in no update ends the file of its quarter and stream; with --period, it is not placed."""
    part = "{0}\nWe got these from the portal.\n\nKA1\nNP actions\n- {1} gates came.\n\nJo saw {1}.\n\nKA2\nOMN activities\n- {1} bells rang.\n\nSam saw {1}.\n\n"
    text = part.format("2022/23 (Q4)", "Six") + part.format("2023/24 (Q1)", "Ten")
    folder, sent = projects.write(tmp_path / "p", updates={}), tmp_path / "m.txt"
    sent.write_text(text, "utf-8")
    chosen = run("paste", sent, folder, "--period", "2023/24 Q1")
    second = text[len(text) // 2 :].encode()
    alone = run("paste", "-", "--project", folder, given=second)
    period = ("--period", "2022/23 Q4")
    other = run("paste", "-", "--project", folder, *period, given=second).stderr
    printed = run("paste", sent, folder).stdout
    run("paste", sent, folder, "--write")
    account = run("reconcile", sent, folder).stdout
    files = {
        x.stem: " ".join(re.findall("Six|Ten|gates|bells|Jo|Sam", x.read_text("utf-8")))
        for x in (folder / "updates").iterdir()
    }
    assert files == {
        "2022-23-q4-force": "Six gates Jo Six",
        "2022-23-q4-opcc": "Six bells Sam Six",
        "2023-24-q1-force": "Ten gates Jo Ten",
        "2023-24-q1-opcc": "Ten bells Sam Ten",
    }
    assert printed.index("Sam saw Six") < printed.index("period: 2023/24 Q1")
    assert "2 updates for 2023/24 Q1 under 2 key aims" in alone.stderr
    assert "(for another period): - Six gates" in chosen.stdout
    assert "names another" not in chosen.stderr
    assert other.count("“2023/24 (Q1)” names another period, but text under") == 1
    assert "2022/23 Q4 to 2023/24 Q1" in account.partition(" 4 unchanged")[0]


@in_turn(
    ("aim", "stream"),
    [("1", "force"), ("farms", "NP"), ("Key Aim (1)", "actions"), ("thefts", "force")],
)
def test_a_key_aim_and_a_stream_are_known_by_their_words(
    tmp_path: Path, run: Run, aim: str, stream: str
) -> None:
    """If they are those of one only; a year above them is no label of a quarter."""
    folder = projects.write(tmp_path / "p")
    where = ("--project", folder, "--stream", stream, "--aim", aim)
    out = run("paste", "-", *where, given=b"2022/23\nKA1\nTwo came.").stdout

    assert "Q4\n\nupdates:\n  farms:\n    force:\n      - >-\n        Two came." in out
    assert run("paste", "-", *where[:3], "grants", given=b"Two.").returncode == 2


ITEMS = (
    (0, "£12,400 for speed cameras on the A61:"),
    (1, "two at Holme"),
    (1, "one at Fenwick"),
    (0, "Bikers’ evening, 80 riders"),
)
LEVEL = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'.format
IGNORED = "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>"
LISTS = {
    "levels.docx": office.word(
        p("Key Aim 2") + "".join(p(text, LEVEL(level)) for level, text in ITEMS)
    ),
    "page.html": (
        "<h2>Key Aim 2</h2><ul><li>£12,400 for speed cameras on the A61:<ul>"
        "<li>two at Holme<li>one at Fenwick</ul><li>Bikers’ evening, 80 riders</ul>"
    ).encode(),
    "outlook.html": (
        "<p>Key Aim 2</p>"
        + "".join(
            f"<p style='mso-list:l0 level{level + 1} lfo1'>{IGNORED}{text}</p>"
            for level, text in ITEMS
        )
    ).encode(),
}
"""A list of two levels, as programs save it."""


def test_what_was_corrected_is_to_be_read(tmp_path: Path, run: Run) -> None:
    """What is in the project in other words is written; what is private there is kept back."""
    folder = projects.write(tmp_path / "p")
    paste = ("paste", "-", "--project", folder, *OF_FORCE)
    bullets = (
        "14 people died on the roads (17 in same period 2022) and a plan was asked for",
        "Two men were charged with the theft of nine tractors from barns in Holme",
        "Officers marked 79 trailers for farmers at the summer show in Fenwick",
        "A van of the rural crime team was at the show in Gull Rock",
    )
    text = "KA1\n" + "".join(f"- {each}.\n" for each in bullets)
    run(*paste, given=text.encode())
    path = folder / "updates/2023-24-q2-force.yaml"
    for was, now in (
        ("in same period", "in the same period of"),
        (">-\n        Officers", "public: false\n        text: Our officers"),
        ("were charged", "were not charged"),
    ):
        path.write_text(path.read_text("utf-8").replace(was, now), "utf-8")
    again = run(*paste, given=f"{text}- A kite was released.\n".encode())
    second = path.with_stem(f"{path.stem}-2")
    written = second.read_text("utf-8")
    second.write_text(re.sub("\n +public: false", "", written), "utf-8")
    sent = (f"KA1\n- {bullets[2]}{each}.\n" for each in ("", " twice"))
    same, like = (run(*paste[:-1], given=each.encode()) for each in sent)
    second.unlink()
    nothing = run(*paste, given=f"KA1\n- {bullets[3]}.\n".encode())

    assert "4 updates under 1 key aim." in again.stderr
    assert f"Already in {path}: 1 update (line 5)." in again.stderr
    both = "; delete one, or both will be printed."
    kept = " and private, so it is kept back too."
    for line, there, what in ((2, 7, both), (3, 9, both), (4, 11, kept)):
        where = f"Please read line {line}: it may already be on line {there} of {path}"
        assert f"{where}, in other words{what}" in again.stderr
    assert "public: false" not in same.stdout
    assert f"on line 11 of {path}, in other words{kept}" in like.stderr
    assert (written.count(">-"), "in same period" in written) == (4, True)
    assert re.findall("(.*)\n +public: false", written) == [f"          {bullets[2]}."]
    assert nothing.returncode == 1
    assert not second.exists()
