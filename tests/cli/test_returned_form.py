"""Forms of `pccreport request` that come back, filled in, changed and copied, read by `paste`."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.comments import Comment
from tests import draws, projects
from tests.cli.test_paste_as_sent import EGGS, GATES, KEPT, RIDES, Read, paste
from tests.conftest import EXAMPLE, Run

from pccreport.readers.form_id import FormId

AWARDED = f"{GATES[:-1]} (£12,500)."
FARMS, ROADS = "farms safety_fund", "roads safety_fund"
WHOLE = {FARMS: [AWARDED], ROADS: [RIDES]}
SECRET = {FARMS: [KEPT]}
CALC = Path(shutil.which("soffice") or "-").resolve().with_name("libsclo.so")
QUARTER = "2023/24 Q2"
TO_READ = FormId("x", QUARTER, "safety_fund", "=0")
TYPED = (GATES, KEPT, RIDES, "Fewer thefts followed.")
TITLE = "1. Fewer thefts from farms."
PLAN = f"{projects.PLAN}measures:\n  bad: {{aim: roads, title: Safer country roads.}}\n"
UNSURE = ("Yes?", "Yes please", "OK if Jo agrees", "1", "x", "✓", "TRUE", "-", "n/a")
"""What is no clear yes."""


def receive(
    run: Run, folder: Path, content: bytes, *options: str, name: str = "x.xlsx"
) -> Read:
    """Paste a form into a fresh project."""
    return paste(run, folder, name, content, *options, plan=PLAN)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The form of the safety fund, as it is sent out."""
    folder = tmp_path_factory.mktemp("form")
    target = folder / "form.xlsx"
    asked = (projects.write(folder / "p", plan=PLAN), QUARTER, "--for", "safety_fund")
    assert run("request", *asked, "-o", target).returncode == 0
    return target


def filled(form: Path) -> Any:
    """The form with two updates and a private one, as a workbook."""
    book = openpyxl.load_workbook(form)
    write(book, "B2", GATES, "One in Ayton.\nTwo in Beeford.", "Fewer thefts followed.")
    write(book, "E2", "Yes", 12500, "Safer Farms, part 2", "2")
    write(book, "B3", KEPT)
    write(book, "B6", RIDES)
    write(book, "E6", "yes")
    return book


def write(book: Any, first: str, *values: object) -> None:
    """Write values into the sheet of updates, from a cell to the right."""
    for at, value in enumerate(values):
        book.worksheets[1][first].offset(0, at).value = value


def saved(book: Any) -> bytes:
    """A workbook as a file."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_each_row_is_one_update(tmp_path: Path, run: Run, form: Path) -> None:
    """Lines are points, and each column is its field; stream and period are those of the form."""
    book = filled(form)
    write(book, "E20", "No")
    read = receive(run, tmp_path, saved(book))
    sent = (tmp_path / "x.xlsx", tmp_path / "p", "--period", QUARTER)
    wrote, again = (run("paste", *sent, "--write") for _ in range(2))
    carried = run("reconcile", *sent)

    assert (read.public, read.private) == (WHOLE, SECRET)
    assert "Stream: safety_fund, because of the form for 2023/24 Q2." in read.account
    assert "Not in any update" not in read.account
    assert "Please read" not in read.account
    assert '{amount: 12500, fund: "Safer Farms, part 2", round: "2"}' in read.printed
    points = "points:\n          - >-\n            One in Ayton.\n          - >-\n"
    assert f"{points}            Two in Beeford.\n        outcome: >-\n" in read.printed
    assert "2023-24-q2-safety-fund.yaml" in wrote.stderr
    assert "safety-fund.yaml: 3 updates" in again.stderr
    assert carried.returncode == 0, carried.stdout


def hide_row(book: Any) -> None:
    """Hide a row."""
    book.worksheets[1].row_dimensions[2].hidden = True


def hide_column(book: Any) -> None:
    """Hide a column."""
    book.worksheets[1].column_dimensions["D"].hidden = True


def insert(book: Any) -> None:
    """Insert a title and an empty row above the heads, and an update below them."""
    book.worksheets[1].insert_rows(3)
    write(book, "A3", TITLE, EGGS)
    write(book, "E3", "Yes")
    book.worksheets[1].insert_rows(1, 2)
    write(book, "A1", "Return of Northshire Farm Watch")


def swap(book: Any) -> None:
    """Exchange the columns of the update and of who may see it, and insert one before them."""
    sheet = book.worksheets[1]
    for row in range(1, sheet.max_row + 1):
        cells = sheet.cell(row, 2), sheet.cell(row, 5)
        cells[0].value, cells[1].value = cells[1].value, cells[0].value
    sheet.insert_cols(1)
    for letter, is_hidden in (("I", False), ("J", True)):
        sheet.column_dimensions[letter].hidden = is_hidden


def merge(book: Any, answer: str = "yes") -> None:
    """Merge the cells of a key aim, and of an update, over two rows."""
    book.worksheets[1].merge_cells("A2:A3")
    book.worksheets[1].merge_cells("B6:B7")
    write(book, "E7", answer)


def remark(book: Any) -> None:
    """Write beside the text to be read, and on a private update."""
    book.worksheets[0]["A30"] = "Ring Sam about the trailers."
    book.worksheets[1]["B6"].comment = Comment("Not for publication", "Sam")


def rename(book: Any) -> None:
    """Give the sheets other names."""
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Sheet{number}"


def copy_old_row(book: Any) -> None:
    """Copy a row of the last quarter's form."""
    sheet = book.worksheets[1]
    own = str(sheet["I9"].value).replace(QUARTER, "2023/24 Q1")
    write(book, "A9", TITLE, EGGS, None, None, "Yes", None, None, None, own)


TEXTS = {
    "G": (FARMS, AWARDED),
    "g": (FARMS, GATES),
    "W": ("wildlife safety_fund", AWARDED),
    "K": (FARMS, KEPT),
    "R": (ROADS, RIDES),
    "E": (FARMS, EGGS),
    "N": (ROADS, "Nil: the kites left."),
    "B": (ROADS, "Bullet one 1"),
    "U": (ROADS, "The first bullet is not agreed."),
    "O": (ROADS, "Omit row 2"),
}
"""Texts by a letter, with the place of each."""
SHAPES: dict[str, Callable[[Any], None]] = {
    "sheets renamed": rename,
    "rows inserted": insert,
    "columns moved": swap,
    "row hidden": hide_row,
    "column hidden": hide_column,
    "cells merged": merge,
    "cells merged, one with no": lambda book: merge(book, "No"),
    "heads deleted": lambda book: book.worksheets[1].delete_rows(1),
    "remarks beside": remark,
    "row of another form": copy_old_row,
}
CHANGES = f"""
sheets renamed | GR | K |
rows inserted | GER | K | Return of Northshire Farm Watch
columns moved | GR | K |
row hidden | R | GK | which is hidden
column hidden | GR | K | D2, hidden: “Fewer thefts foll
cells merged | GR | K |
cells merged, one with no | G | KRR |
heads deleted | | | row 2, remark to you: “1. Fewer thefts from farms. / The tenant
remarks beside | G | KR | Ring Sam about the
row of another form | GR | K | for another period: “1. Fewer
D2==Sum(A1:A9) | GR | K | D2, struck through, or not read: “a formula without a result
C2=+44 farms, D2=@ Ayton: Fewer thefts followed. | GR | K |
F2=2024-03-01 00:00:00 | gR | K | Amount (£): 2024-03-01”
F2=about 12k | gR | K | Amount (£): about 12k”
F2=12.5k | GR | K |
B6={RIDES}; Twelve; Moor Lane too. | GR | K |
D6=Few thefts | GR | K |
B6=, D6=Few bikes were seen. | G | K | no update text
B6=, C6={RIDES} | G | K | no update text
B6=Please see the attached table., C6=Three yards. | G | K | attached table. / T
B6=NOT FOR PUBLICATION: {RIDES} | G | KR |
B6=Nil: the kites left., E6=No | G | KN |
E6=Yes, but not yet agreed with Jo | G | KR | Yes, but not yet agreed with Jo”
E1=OK? | | GKR | no column says
J2=Ask Sam | GR | K | other column: “Ask Sam”
J1=Lead, J2=Sam | GR | K | Lead: Sam
A2=3. Wildlife crime taken seriously. | WR | K |
A2= | GR | K |
A2=KA1 | GR | K |
A2=fewer theft from farm | GR | K |
A2=Drones | R | K | choose its key aim in the form
B6=Bullet one 1 | G | KB |
B6=The first bullet is not agreed. | | GKU |
B6=Omit row 2 | | GKO |
B4={EGGS}, E4=Yes, B5={EGGS}, E5=Yes | GER | K | row 5: it is the same as the row above
A20=9, B20=Item 3 | GR | K | not for publication: “9 / Item 3”
A6=Safer country roads. | GR | K |
A10=Deer were counted. | GR | K | Deer were counted.
D6={TO_READ} | GR | K |
A10=It is done now., E10=Yes, I10={TO_READ} | GR | K | remark to you
"""
"""How a form was changed: its shape or cells, what is public then and kept back, and what is said."""


def placed(letters: str) -> dict[str, list[str]]:
    """The texts of some letters, by their places."""
    found: dict[str, list[str]] = {}
    for place, text in map(TEXTS.__getitem__, letters):
        found.setdefault(place, []).append(text)
    return found


def change_cells(book: Any, cells: str) -> None:
    """Write values into cells; lines are divided by semicolons."""
    for cell in re.split(r", (?=[A-J]\d)", cells):
        name, _, value = cell.partition("=")
        is_day = re.fullmatch(r"\d{4}-\d\d-\d\d .*", value)
        day = datetime.fromisoformat(value) if is_day else None
        write(book, name, day or value.replace("; ", "\n") or None)


@pytest.mark.parametrize("case", draws.one_in(3, CHANGES.strip().splitlines()))
def test_a_form_that_was_changed_loses_nothing(
    tmp_path: Path, run: Run, form: Path, case: str
) -> None:
    """Each row has one fate, what is not certain is said, and nothing private is public."""
    change, public, private, said = map(str.strip, f"{case} ".split(" |"))
    book = filled(form)
    if change in SHAPES:
        SHAPES[change](book)
    else:
        change_cells(book, change)
    cells = [x.value for row in book.worksheets[1].iter_rows() for x in row]
    read = receive(run, tmp_path, saved(book))

    assert (read.public, read.private) == (placed(public), placed(private))
    assert said in read.account
    assert said or "Not in any update" not in read.account
    words = " ".join(re.findall(r"\w+", read.printed))
    for text in {*TYPED, EGGS}.intersection(cells):
        assert " ".join(re.findall(r"\w+", text)) in words


def test_what_is_no_clear_yes_keeps_its_row_back(
    tmp_path: Path, run: Run, form: Path
) -> None:
    """And is said."""
    book = filled(form)
    for row, answer in enumerate(UNSURE, start=5):
        write(book, f"B{row}", f"On day {row} the wardens met the owners of a yard.")
        write(book, f"E{row}", answer)
    read = receive(run, tmp_path, saved(book))

    assert read.public == {FARMS: [AWARDED]}
    assert sum(map(len, read.private.values())) == 1 + len(UNSURE)
    for answer in UNSURE:
        assert f"because of a cell in the row (“{answer}”)" in read.account


def copied(form: Path, columns: int) -> bytes:
    """The cells of the sheet of updates in a new workbook, as far as a column."""
    book = openpyxl.Workbook()
    for row in filled(form).worksheets[1].iter_rows(max_col=columns, values_only=True):
        book.worksheets[0].append(row)
    return saved(book)


def as_csv(form: Path) -> bytes:
    """The sheet of updates as Excel saves it as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(filled(form).worksheets[1].iter_rows(values_only=True))
    return text.getvalue().encode("utf-8-sig")


def test_a_copy_of_the_rows_is_a_form_too(tmp_path: Path, run: Run, form: Path) -> None:
    """In another workbook or as CSV; without the hidden cells, the stream is asked for."""
    for name, content in (("new.xlsx", copied(form, 9)), ("a.csv", as_csv(form))):
        folder = tmp_path / f"with {name}"
        folder.mkdir()
        read = receive(run, folder, content, name=name)
        assert (read.public, read.private) == (WHOLE, SECRET)
        assert "Not in any update" not in read.account
    bare = receive(run, tmp_path, copied(form, 8))
    assert (bare.public, bare.private) == ({}, {})
    assert "give --stream (force, opcc, safety_fund, property_fund)" in bare.account
    assert all(text in bare.printed for text in (GATES, KEPT, RIDES))
    chosen = receive(run, tmp_path, copied(form, 8), "--stream", "safety_fund")
    assert (chosen.public, chosen.private) == (WHOLE, SECRET)


def test_another_form_is_not_read(tmp_path: Path, run: Run, form: Path) -> None:
    """Another period or project is one sentence, and so is a kind of workbook that is not read."""
    project, other = tmp_path / "p", tmp_path / "q"
    projects.write(project)
    renamed = projects.PLAN.replace("Northshire", "Southshire")
    rekeyed = projects.PLAN.replace("wildlife:", "birds:")
    projects.write(other, plan=rekeyed.replace("Northshire", "Southshire"))
    sent, ods = tmp_path / "x.xlsx", tmp_path / "x.ods"
    sent.write_bytes(saved(filled(form)))
    shutil.copy(sent, ods)
    for words, said in (
        ((sent, project), f"is the form for {QUARTER}, not for the report’s"),
        ((sent, other, "--period", QUARTER), "is a form for another project"),
        ((ods, project), "is a kind of file that pccreport cannot read"),
    ):
        done = run("paste", *words)
        assert done.returncode in (2, 3)
        assert f"{said}" in done.stderr
        assert done.stderr.count("error") == 1
        assert done.stdout == ""
        assert said in run("reconcile", *words).stderr
    meant = run("paste", sent, project, "--period", QUARTER, "--stream", "opcc")
    assert "Stream: safety_fund, because of the form" in meant.stderr
    assert "opcc" not in meant.stdout
    for plan, has_remark in ((renamed, True), (rekeyed, False)):
        later = projects.write(tmp_path / "r", plan=plan)
        after = run("paste", sent, later, "--period", QUARTER).stderr
        assert "because of the form" in after
        assert ("form gives the office another name." in after) is has_remark


def test_a_formula_is_its_result(tmp_path: Path, run: Run, form: Path) -> None:
    """The value that Excel kept of it."""
    book = filled(form)
    write(book, "B6", "=A6")
    content = io.BytesIO()
    with ZipFile(io.BytesIO(saved(book))) as old, ZipFile(content, "w") as new:
        kept = f'<c r="B6" t="str"><f>A6</f><v>{RIDES}</v>'.encode()
        for name in old.namelist():
            part = re.sub(rb'<c r="B6"[^>]*><f>A6</f><v></v>', kept, old.read(name))
            new.writestr(name, part, ZIP_DEFLATED)
    read = receive(run, tmp_path, content.getvalue())

    assert (read.public, read.private) == (WHOLE, SECRET)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_form_for_any_quarter_is_read(tmp_path: Path, run: Run, number: int) -> None:
    """“May it be published?” names no month, and its column is none of figures."""
    quarter, target = f"2023/24 Q{number}", tmp_path / "form.xlsx"
    project = projects.write(tmp_path / "q", plan=PLAN)
    asked = ("request", project, quarter, "--for", "safety_fund", "-o", target)
    assert run(*asked).returncode == 0
    read = receive(run, tmp_path, saved(filled(target)), "--period", quarter)

    assert (read.public, read.private) == (WHOLE, SECRET)
    assert "Please read" not in read.account


def test_a_project_without_streams_has_one_form(tmp_path: Path, run: Run) -> None:
    """It comes back as updates right under the key aims."""
    updates = {"2022-23-q4.yaml": "period: 2022/23 Q4\nupdates:\n  farms: [Seen.]\n"}
    target = tmp_path / "f.xlsx"
    house = projects.EXTENDS
    project = projects.write(tmp_path / "p", house=house, updates=updates)
    done = run("request", project, "2022/23 Q4", "-o", target)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(target)
    assert book["Read me"]["A1"].value.endswith(": Office of the Mayor of Northshire")
    for name, value in (("B6", "Two cameras were put up."), ("E6", "Yes")):
        book["Updates"][name] = value
    book.save(target)
    read = run("paste", target, project)
    assert (
        "updates:\n  roads:\n    - >-\n      Two cameras were put up.\n" in read.stdout
    )


@pytest.mark.parametrize(
    "name", ["westhaven-mayor", pytest.param("*", marks=pytest.mark.slow)]
)
def test_each_example_has_forms(tmp_path: Path, run: Run, name: str) -> None:
    """Whatever its levels and streams are called; a form that nobody filled in has no update."""
    for example in EXAMPLE.parent.glob(f"{name}/plan.yaml"):
        folder = tmp_path / example.parent.name
        assert run("request", example.parent, "--all", "-o", folder).returncode == 0
        for form in folder.iterdir():
            period = f"{form.stem[:4]}/{form.stem[5:7]} {form.stem[8:10].upper()}"
            done = run("paste", form, example.parent, "--period", period)
            assert "No update was found." in done.stderr
            assert "Not in any update" not in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not CALC.exists(), reason="LibreOffice Calc is not installed")
def test_a_form_that_libreoffice_saved_is_read_whole(
    tmp_path: Path, run: Run, form: Path
) -> None:
    """Twelve updates, three of them private: nine are public, three are kept, nothing is asked."""
    book = openpyxl.load_workbook(form)
    keys = ("farms", "roads", "wildlife")
    expected: dict[bool, dict[str, list[str]]] = {True: {}, False: {}}
    for number in range(12):
        text = f"Watch {number + 1} met the owners of {20 + number} yards at the mart."
        answer = {2: "No", 5: None, 10: "not sure"}.get(number, "Yes")
        write(book, f"B{number + 2}", text, f"- Yard {number}\n- Barn {number}")
        write(book, f"E{number + 2}", answer)
        place = f"{keys[number // 4]} safety_fund"
        expected[answer == "Yes"].setdefault(place, []).append(text)
    (tmp_path / "filled.xlsx").write_bytes(saved(book))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    words += [str(tmp_path / "out"), str(tmp_path / "filled.xlsx")]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    content = (tmp_path / "out/filled.xlsx").read_bytes()
    with ZipFile(io.BytesIO(content)) as archive:
        assert b"LibreOffice" in archive.read("docProps/app.xml")
    read = receive(run, tmp_path, content)

    assert read.public == expected[True]
    assert read.private == expected[False]
    assert sum(map(len, read.public.values())) == 9
    assert "#?" not in read.printed
    assert "Please read" not in read.account
    assert read.printed.count("Barn") == 12
