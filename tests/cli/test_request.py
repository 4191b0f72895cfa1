"""`pccreport request`: a workbook for each contributor, with rows to write updates in."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run

from pccreport.model.periods import file_stem

SECRET = "Quillfeather"
FUND = "safety_fund"
BEFORE = """\
period: 2023/24 Q1
updates:
  farms:
    force:
      - id: locks
        text: "=1+1 locks: see [[roads]] and [[plan, page 3]]."
        points:
          - "@ Ayton there were two."
          - {text: Quillfeather lent one., public: false}
        outcome: "-3% thefts."
      - {text: Gates will be hung by December., due: 2023/24 Q3}
      - {id: barn, text: The owner of Low Barn spoke to us.}
      - {text: Old Quillfeather of High Farm was met in May., public: true}
      - {text: A man from Quillfeather Lane was seen., public: false}
      - OFFICIAL-SENSITIVE Quillfeather pays for it.
      - Two lamps were seen with Quillfeather at the old barn.
      - >-
        In June the wardens of the county and old Quillfeather of High Farm was met in May by
        the rangers, who had hung nine gates at the mart, with many others from the shire.
    opcc: [A fair for Hobbledown was held.]
    safety_fund:
      - {text: Locks were bought., award: {amount: 900, fund: Safer Farms, round: "7"}}
"""
NOW = """\
period: 2023/24 Q2
updates:
  farms:
    force:
      - {id: barn, text: He did., public: false}
      - {text: Old Quillfeather of High Farm was met in May., public: false}
      - {text: Two lamps were seen with him at the old barn., public: false}
  roads:
    force: [A camera was set up at Hobbledown.]
"""
EARLIER = """\
period: 2022/23 Q4
updates:
  roads:
    force: [{text: Signs will be put up., due: 2023/24 Q2}]
"""
UPDATES = {
    "2022-23-q4.yaml": EARLIER,
    "2023-24-q1.yaml": BEFORE,
    "2023-24-q2.yaml": NOW,
    "private/2023-24-q1.yaml": "period: 2023/24 Q1\nupdates:\n  roads:\n"
    "    force: [Quillfeather was fined.]\n",
}


def request(run: Run, folder: Path, *words: str) -> Any:
    """Ask for a form of a small project, and return it as a workbook."""
    report = f"{projects.REPORT}papers: {{plan: The Plan}}\n"
    project = projects.write(folder / "p", report=report, updates=UPDATES)
    target = folder / "form.xlsx"
    done = run("request", project, "2023/24 Q2", *words, "-o", target)
    assert (done.returncode, done.stderr) == (0, f"Wrote {target}.\n")
    return openpyxl.load_workbook(target)


def shown(sheet: Any) -> list[list[str]]:
    """The cells of a sheet that are not hidden, row by row."""
    columns = sheet.column_dimensions
    return [
        [str(c.value or "") for c in row if not columns[c.column_letter].hidden]
        for row in sheet.iter_rows()
    ]


def test_a_form_says_who_asks_for_what(tmp_path: Path, run: Run) -> None:
    """In plain English, with the key aims in order, and a day if there is one."""
    book = request(run, tmp_path, "--for", "NP actions", "--by", "2093-10-06")
    lines = [row[0] for row in shown(book["Read me"])]

    assert lines[0] == "Updates for 2023/24 Q2: NP actions"
    asks = "From: Office of the Mayor of Northshire, for the report to the Northshire Police and Crime Panel"
    assert lines[1] == f"{asks}."  # the meeting is before the end of the quarter
    assert lines[2] == "Period: 2023/24 Q2, July to September 2023."
    assert lines[3] == "When to send it back: 6th October 2093."
    assert lines[5].startswith("May it be published? Yes means")
    assert lines[-3:] == [
        "1. Fewer thefts from farms.",
        "2. Safer country roads.",
        "3. Wildlife crime taken seriously.",
    ]
    assert len(" ".join(lines[1:-3]).split()) < 220


def test_a_form_can_be_for_a_month(tmp_path: Path, run: Run) -> None:
    """That of the report, or one that is named, with what was sent last; it comes back into its file."""
    days = "2023-04-01 to 2023-04-30", "2023-05-01 to 2023-05-31"
    files = [f"{file_stem(each, 'force')}.yaml" for each in days]
    typed = "period: {}\nupdates:\n  farms:\n    force:{}\n"
    texts = typed.format(days[0], " [Two carts came.]"), typed.format(days[1], "")
    report = projects.REPORT.replace("2022/23 Q4\nuntil: 2023/24 Q1", days[1])
    updates = dict(zip(files, texts, strict=True))
    project = projects.write(tmp_path / "p", report=report, updates=updates)
    form, before = tmp_path / "form.xlsx", [["April 2023", "Two carts came."]]
    for named, title, sent in (
        ([], "May 2023", before),
        (["April 2023"], "April 2023", []),
        ([days[1]], "May 2023", before),
    ):
        asked = run("request", project, *named, "--for", "force", "-o", form)
        assert asked.returncode == 0, asked.stderr
        book = openpyxl.load_workbook(form)
        assert book["Read me"]["A1"].value == f"Updates for {title}: NP actions"
        assert book["Read me"]["A3"].value == f"Period: {title}."
        assert [row[1:3] for row in shown(book["Sent before"])[1:]] == sent
    book["Updates"]["B2"], book["Updates"]["E2"] = "Six carts came.", "Yes"
    book.save(form)

    assert run("paste", form, project, "--write").returncode == 0
    assert "force:\n      - >-\n        Six" in (
        project / "updates" / files[1]
    ).read_text("utf-8")
    assert run("reconcile", form, project, "--period", "May 2023").returncode == 0


def test_the_form_of_a_quarter_shows_each_month_before(
    tmp_path: Path, run: Run
) -> None:
    """Of the key aims that it asks about: what another has later hides nothing."""
    months = "2023-04-01 to 2023-04-30", "2023-05-01 to 2023-05-31"
    typed = "period: {}\nupdates:\n  farms:\n    force: [Two carts came.]\n"
    updates = {f"{month[:7]}.yaml": typed.format(month) for month in months}
    report = projects.REPORT.replace("2022/23 Q4\nuntil: 2023/24 Q1", months[1])
    project = projects.write(tmp_path / "p", report=report, updates=updates)
    form = tmp_path / "form.xlsx"
    asked = run("request", project, "2023/24 Q2", "--for", "force", "-o", form)
    rows = shown(openpyxl.load_workbook(form)["Sent before"])[1:]

    assert asked.returncode == 0, asked.stderr
    assert [row[1] for row in rows] == ["April 2023", "May 2023"]


def test_what_was_sent_is_shown_without_what_is_private(
    tmp_path: Path, run: Run
) -> None:
    """Neither what was private, nor what became so by its id or words; promises have their day."""
    book = request(run, tmp_path, "--for", "force")
    farms, roads = "1. Fewer thefts from farms.", "2. Safer country roads."

    assert shown(book["Sent before"]) == [
        ["Key Aim", "Period", "What you sent", "Promised for"],
        [farms, "2023/24 Q1", "=1+1 locks: see Key Aim (2) and The Plan, page 3.", ""],
        [farms, "2023/24 Q1", "-3% thefts.", ""],
        [farms, "2023/24 Q1", "@ Ayton there were two.", ""],
        [farms, "2023/24 Q1", "Gates will be hung by December.", "2023/24 Q3"],
        [roads, "2022/23 Q4", "Signs will be put up.", "2023/24 Q2"],
    ]
    with ZipFile(tmp_path / "form.xlsx") as archive:
        parts = b"".join(map(archive.read, archive.namelist()))
    for word in (SECRET, "Low Barn", "Hobbledown", "Safer Farms"):
        assert word.encode() not in parts
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert {c.data_type for c in cells} == {"s", "n"}
    assert all(c.number_format == "@" for c in cells if c.value)


def test_whatever_can_have_an_update_has_rows(tmp_path: Path, run: Run) -> None:
    """A priority with a key, though nothing was sent for it; one without a key has none."""
    plan = projects.PLAN.replace("Rural Crime", "Rural Crime\n    key: rural")
    report = projects.REPORT.replace("priority: 2", "priority: all")
    report = report.replace("objective: make farms safer\n", "")
    house = "extends: whole-plan\nstreams: {force: {heading: Force}}\n"
    folder = projects.write(tmp_path / "p", plan=plan, report=report, house=house)
    run("request", folder, "May 2023", "-o", tmp_path / "f.xlsx")
    rows = openpyxl.load_workbook(tmp_path / "f.xlsx")["Updates"]["A"]
    names = dict.fromkeys(str(x.value).split()[0] for x in rows[1:])
    assert [*names] == ["2.", "2.1.", "2.2.", "2.3.", "3.1.", "None"]


def test_only_the_cells_to_write_in_are_not_locked(tmp_path: Path, run: Run) -> None:
    """Without a password; lists and hints say what may be written in each."""
    book = request(run, tmp_path, "--for", FUND)
    sheet = book["Updates"]
    heads, *rows = shown(sheet)

    assert heads == [
        *("Key Aim", "Update", "Points (one on each line)"),
        *("Outcome (what it achieved)", "May it be published?"),
        *("Amount (£)", "Fund", "Round"),
    ]
    assert [row[0][:1] for row in rows] == [*"111122223333", *[""] * 10]
    assert all(x.protection.sheet and not x.protection.password for x in book)
    open_cells = {
        (x.title, c.column_letter, c.row > 1)
        for x in book
        for row in x.iter_rows()
        for c in row
        if not c.protection.locked
    }
    assert open_cells == {("Updates", letter, True) for letter in "ABCDEFGH"}
    rules = {str(x.sqref): x for x in sheet.data_validations.dataValidation}
    assert {area: (x.type, x.formula1) for area, x in rules.items()} == {
        "A2:A23": ("list", "key_aims"),
        **dict.fromkeys((f"{x}2:{x}23" for x in "BCDGH"), (None, None)),
        "E2:E23": ("list", '"Yes,No"'),
        "F2:F23": ("decimal", "0"),
    }
    assert all(rule.prompt and rule.promptTitle for rule in rules.values())
    assert sheet["F2"].number_format == '"£"#,##0.00'
    assert sheet["B2"].number_format == "@"
    area = book.defined_names["key_aims"].attr_text
    assert area == "'Read me'!$A$11:$A$13"
    assert [book["Read me"][f"A{n}"].value[0] for n in (11, 12, 13)] == [*"123"]


def test_a_form_can_be_read_aloud_and_printed(tmp_path: Path, run: Run) -> None:
    """It has a title and a language, heads that stay, tables with names and no merged cell."""
    book = request(run, tmp_path, "--for", "force")
    with ZipFile(tmp_path / "form.xlsx") as archive:
        assert b"dcterms" not in archive.read(
            "docProps/core.xml"
        )  # same bytes each day

    assert book.properties.title == "Updates for 2023/24 Q2: NP actions"
    assert book.properties.language == "en-GB"
    assert book.properties.creator == "Office of the Mayor of Northshire"
    assert book.active.title == "Read me"
    for sheet in book:
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
    for name, area in (("Updates", "A1:F23"), ("Sent before", "A1:E6")):
        sheet = book[name]
        assert sheet.tables[name.replace(" ", "_")].ref == area
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
        assert [x.value for x in sheet[1]][-1].startswith("pccreport form 1|")


def test_a_filled_form_is_not_written_over(tmp_path: Path, run: Run) -> None:
    """The same form is the same bytes; one that was saved since needs --force."""
    book = request(run, tmp_path, "--for", "force")
    target = tmp_path / "form.xlsx"
    first = target.read_bytes()
    request(run, tmp_path, "--for", "force")
    assert target.read_bytes() == first
    book["Updates"]["B2"] = "Two gates were hung."
    book.save(target)
    filled = target.read_bytes()
    words = ("request", tmp_path / "p", "2023/24 Q2", "--for", "force", "-o", target)
    done = run(*words)
    assert done.returncode == 2
    assert "has been changed since" in done.stderr
    assert target.read_bytes() == filled
    assert run(*words, "--force").returncode == 0
    assert target.read_bytes() == first


def test_all_writes_a_form_for_each_stream(tmp_path: Path, run: Run) -> None:
    """Into one folder, for the last quarter of the report; a later meeting is named in each."""
    project, folder = projects.write(tmp_path / "p"), tmp_path / "all" / "forms"
    done = run("request", project, "--all", "-o", folder)
    names = [f"2023-24-q1-{x}.xlsx" for x in ("force", "opcc", "safety-fund")]

    assert done.returncode == 0
    found = sorted(path.name for path in folder.iterdir())
    assert found == sorted([*names, "2023-24-q1-property-fund.xlsx"])
    # One before the end of the quarter is about an earlier one: its day would be false.
    [_, who, *_] = shown(openpyxl.load_workbook(folder / names[0])["Read me"])
    assert who[0].endswith("Police and Crime Panel on 11th July 2023.")
    (folder / names[1]).write_bytes(b"filled")
    before = (folder / names[0]).stat().st_mtime_ns
    assert run("request", project, "--all", "-o", folder).returncode == 2
    assert (folder / names[0]).stat().st_mtime_ns == before


@in_turn(
    ("words", "said"),
    [
        ((), "or --for with one of: force, opcc, safety_fund, property_fund"),
        (("--for", "forse"), "the house format has no stream “forse”"),
        (("--for", "force", "-o", "form.docx"), "use a name that ends in .xlsx"),
        (("--for", "force", "--by", "soon"), "“soon” is not a date"),
    ],
)
def test_what_is_not_said_is_asked_for(
    tmp_path: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    """One sentence, and nothing is written."""
    folder = projects.write(tmp_path)
    before = sorted(folder.rglob("*"))
    done = run("request", folder, *words)

    assert done.returncode == 2
    assert said in done.stderr
    assert sorted(folder.rglob("*")) == before


def test_no_form_is_made_of_a_project_with_errors(tmp_path: Path, run: Run) -> None:
    """A mark that cannot be read may keep a text private."""
    updates = projects.one_update("- {text: Seen., publc: false}")
    folder = projects.write(tmp_path, updates=updates)
    done = run("request", folder, "--for", "force", "-o", tmp_path / "f.xlsx")

    assert done.returncode == 1
    assert "pccreport check" in done.stderr
    assert not (tmp_path / "f.xlsx").exists()
