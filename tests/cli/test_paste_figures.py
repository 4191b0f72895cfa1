"""`pccreport paste`: the figures of measures in a message, and none that is another's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cases import in_turn
from tests.conftest import ROOT, Run
from tests.draws import examples
from tests.readers import office, office_xlsx
from tests.readers.office import p

from pccreport.intake.headings import PlanWords
from pccreport.intake.measured import FigureText, MeasureNames
from pccreport.intake.pasted import read_pasted
from pccreport.model.periods import FinancialYear
from pccreport.pipeline.plan_names import says_period

MAYOR = ROOT / "examples" / "westhaven-mayor"
FIRE = ROOT / "examples" / "eastmere-fire"
CRISIS = "People held by the police in a crisis"
TOWNS = "Towns with a cadet scheme"
REFUGE = "Families turned away for want of a place"
CALLS = "Emergency calls answered within ten seconds"
OTHER = "Other calls given up by the caller"

WORDS = PlanWords("Aim", {"a": ("a", "All of it")}, 1, {}, frozenset())
Q4 = FinancialYear(2025).quarter(4)
NAMES = MeasureNames(
    {"people held": "held", "towns": "towns", "calls": "calls", "fires": "fires"},
    {"fires": {"north": "North", "east": "East"}},
    {"held": "", "towns": "", "calls": "per cent", "fires": ""},
    frozenset({"total", "all"}),
    lambda text: says_period(text, Q4),
)


def figures(text: str) -> dict[tuple[str, str], str]:
    """What is read of a text: a figure, the reason why there is none, "" for neither."""
    found = read_pasted(text, WORDS, "a", measures=NAMES).figures
    return {k: f.wording.figure or f.wording.withheld for k, f in found.items()}


def pasted(run: Run, tmp_path: Path, text: str | bytes, name: str = "m.txt") -> str:
    """What is written of a message to the mayor's office, for one quarter."""
    content = text if isinstance(text, bytes) else text.encode()
    (tmp_path / name).write_bytes(content)
    options = ("--project", MAYOR, "--period", "2025/26 Q4")
    done = run("paste", tmp_path / name, *options)
    return f"{done.stdout}---\n{done.stderr}"


def test_the_figures_of_a_message(run: Run, tmp_path: Path) -> None:
    """By title, also as it is printed; withheld with its reason; the rest is text."""
    text = f"""\
Hi Sam,

{CRISIS}: 1,049
{TOWNS} (of the eleven towns; higher is better) - 8
{REFUGE}: withheld, one refuge is still counting
{CALLS}: 89.5%
{OTHER}: about 9

Calls that are answered
- Every call was answered in under a minute in March.

Kind regards
Jo
"""
    found = pasted(run, tmp_path, text)

    assert found.startswith("""\
period: 2025/26 Q4

measures:
  held: 1049
  towns: 8
  turned_away: {withheld: "one refuge is still counting"}
  answered_999: 89.5

updates:
  answered:
""")
    assert f"line 7, not under a key aim: “{OTHER}: about 9”" in found
    assert "Please read line 7: “about 9” was not read as the figure" in found
    assert "4 figures of measures." in found


HEADS = ("Measure", "Last time (2025/26 Q3)", "2025/26 Q4", "Target", "Publish?")
ROWS = (
    (CRISIS, "58", "49", "240", "Yes"),
    (TOWNS, "7", "8", "11", "No"),
    (CALLS, "88", "n/a", "90", "Yes"),
)


@in_turn("form", ["txt", "docx", "xlsx", "html", "csv"])
def test_a_table_is_read_by_the_column_of_the_period(
    run: Run, tmp_path: Path, form: str
) -> None:
    """A figure that is not for publication has its mark, and n/a is left empty."""
    rows = (HEADS, *ROWS)
    content: str | bytes
    match form:
        case "txt":
            content = "\n".join("\t".join(row) for row in rows)
        case "csv":
            content = "\n".join(",".join(row) for row in rows)
        case "html":
            lines = ("".join(f"<td>{c}</td>" for c in row) for row in rows)
            content = f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
        case "docx":
            cells = [[f"<w:tc>{p(office.run(c))}</w:tc>" for c in row] for row in rows]
            body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells)
            content = office.word(f"<w:tbl>{body}</w:tbl>")
        case _:
            lines = (office_xlsx.row(n, *row) for n, row in enumerate(rows, start=1))
            content = office_xlsx.workbook(("Figures", "".join(lines)))
    found = pasted(run, tmp_path, content, f"m.{form}")

    assert found.startswith("""\
period: 2025/26 Q4

measures:
  held: 49
  towns: {value: 8, public: false}
  answered_999:

updates: {}
""")
    assert "it gives no figure, which is left empty" in found
    assert "Kept back with public: false: 1 figure." in found


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_sheet_of_short_cells_with_figures_is_no_list(
    run: Run, tmp_path: Path, form: str
) -> None:
    """A list of what may be chosen is left out, even if it has the names of measures."""
    names = ("North", "East", "West")
    rows = [("Measure", "Area", "Q4 2024/25", "Q1 2025/26")]
    rows += [("Fires that were set", x, "31", str(n)) for n, x in enumerate(names)]
    choices = [(name,) for name in ("Fires that were set", *names)]
    content = "\n".join(map(",".join, rows)).encode()
    if form == "xlsx":
        sheets = (
            "".join(office_xlsx.row(n, *row) for n, row in enumerate(of, start=1))
            for of in (rows, choices)
        )
        content = office_xlsx.workbook(*zip(("Figures", "Lists"), sheets, strict=True))
    (tmp_path / f"m.{form}").write_bytes(content)
    options = ("--project", FIRE, "--period", "2025/26 Q1")
    done = run("paste", tmp_path / f"m.{form}", *options)

    assert (
        done.stdout
        == """\
period: 2025/26 Q1

measures:
  set:
    North: 0
    East: 1
    West: 2

updates: {}
"""
    )
    assert "3 figures of measures." in done.stderr
    assert ("sheet Lists, a list (4 rows)" in done.stderr) is (form == "xlsx")


def test_empty_lines_of_the_quarter_are_filled(run: Run, tmp_path: Path) -> None:
    """By area, with what is not for publication; what is there stays, and is not changed."""
    folder = tmp_path / "fire"
    shutil.copytree(FIRE, folder)
    assert run("new", folder, "2025/26 Q1").returncode == 0
    (tmp_path / "m.txt").write_text(
        """\
Accidental fires in homes (lower is better; target: 1,150)
North: 300
East: 380
West: 1,375
Total: 2,055

Visits to homes at risk: North 610, East 588 and West n/a

Not for publication:
Fires that were set: North 12, East 9, West 4
""",
        "utf-8",
    )
    of_quarter = ("--project", folder, "--period", "2025/26 Q1", "--write")
    paste = ("paste", tmp_path / "m.txt", *of_quarter)
    assert run(*paste).returncode == 0
    text = (folder / "updates" / "2025-26-q1.yaml").read_text("utf-8")

    assert "    West: 1375  # 2024/25 Q4: 390\n" in text
    assert "    West:  # 2024/25 Q4: withheld" in text
    assert "    East: {value: 9, public: false}  # 2024/25 Q4: 43\n" in text
    assert run("check", folder).returncode == 0
    path = folder / "updates" / "2025-26-q1.yaml"
    again = run(*paste)
    assert again.stderr.startswith(f"error: all of this is already in {path}\n")
    assert not path.with_stem("2025-26-q1-2").exists()

    (tmp_path / "m.txt").write_text(
        """\
Accidental fires in homes (internal)
North: 300
East: 381
""",
        "utf-8",
    )
    assert run(*paste).returncode == 0  # one is another, and now both are private
    assert path.read_text("utf-8") == text
    more = path.with_stem("2025-26-q1-2").read_text("utf-8")
    assert "    North: {value: 300, public: false}\n" in more
    assert "    East: {value: 381, public: false}\n" in more


@in_turn("nothing", ["", " ~", " null", "  # 2025/26 Q3: 58"])
def test_a_line_with_nothing_is_filled(run: Run, tmp_path: Path, nothing: str) -> None:
    """However nothing is typed; a comment behind it stays."""
    shutil.copytree(MAYOR, tmp_path / "m")
    path = tmp_path / "m" / "updates" / "2025-26-q4.yaml"
    path.write_text(f"period: 2025/26 Q4\nmeasures:\n  held:{nothing}\n", "utf-8")
    (tmp_path / "m.txt").write_text(f"{CRISIS}: 49\n", "utf-8")

    of_quarter = ("--project", tmp_path / "m", "--period", "2025/26 Q4", "--write")
    assert run("paste", tmp_path / "m.txt", *of_quarter).returncode == 0
    comment = nothing if "#" in nothing else ""
    assert path.read_text("utf-8").endswith(f"  held: 49{comment}\n")


@in_turn(
    "text",
    [
        "People held: 58 fewer than before",
        "People held: about 58",
        "People held: 58%",
        "People held: £58",
        "People held last year: 58",
        "Calls: 0.88",
        "Fires: 58",
        "Fires: North 3, South 4",
        "Fires: North 3, North 4",
        "People held: 58\nPeople held: 59",
        "Figures for Q3:\nPeople held: 58",
        "Figures for the year 2024/25:\nPeople held: 58",
        "Subject: Quarter 3 figures\nSent: today\n\nPeople held: 58",
        "Measure\t2025/26 Q3\tTarget\nPeople held\t58\t60",
        "Measure\tThis year\tTarget\nPeople held\t58\t60",
        "Measure\t2025\t\nPeople held\t58\t",
        "People held\t58\t60",
        "Measure\tQ4\tQ4\nPeople held\t58\t60",
        "Measure\tQ4 target\tNote\nPeople held\t60\t",
        "Measure\tChange since Q4\tNote\nPeople held\t60\t",
        "Last quarter:\nPeople held: 58",
        "Targets\nPeople held: 58",
        "The quarter ending 31 December 2025:\nPeople held: 58",
        "October to December 2025\nPeople held: 58",
        "January to March 2025\nPeople held: 58",
        "People held: ５８",
        "Measure\tQ4\tQ3\nTowns\tx\ty\nMeasure\tQ3\tNotes\nPeople held\t58\tz",
        "Measure\tFigure\tNote\nPeople held\t58\tin half of the towns",
    ],
)
def test_what_is_not_sure_stays_text(text: str) -> None:
    """Another unit, period, area or column, a figure that is qualified, and two that differ."""
    read = read_pasted(text, WORDS, "a", measures=NAMES)

    kept = [figure.wording for figure in read.figures.values()]
    assert kept == []
    assert read.doubts or any(line.may_be_update for line in read.left_out)


@in_turn(
    "text",
    [
        "Measure\tQ3\tQ4\nFires, North\t8\t6\nFires – East\t4\t5",
        "Measure\tQ4\t\nFires (North)\t6\t\nFires: East\t5\t",
        "Fires, North: 6\nFires, East: 5",
    ],
)
def test_a_row_may_name_the_area_with_its_measure(text: str) -> None:
    """The head of the table is no update, and a column that is not read is named."""
    read = read_pasted(text, WORDS, "a", measures=NAMES)

    assert figures(text) == {("fires", "North"): "6", ("fires", "East"): "5"}
    assert not read.cells
    said = [words for _, words in read.doubts]
    assert said == (["the figures under “Q3” were not read"] if "Q3" in text else [])


def test_a_row_of_a_measure_is_no_update() -> None:
    """What may be another's figure is named; “All” in a column of areas says nothing."""
    text = "Measure\tArea\tQ4\nTowns\tAll\t7\nPeople held\tNorth\t9"

    read = read_pasted(text, WORDS, "a", measures=NAMES)

    assert figures(text) == {("towns", ""): "7"}
    assert not read.cells
    assert [x.text.split()[-2:] for x in read.left_out if x.may_be_update] == [
        ["North", "9"]
    ]


def test_a_mark_around_figures_keeps_them_back() -> None:
    """Above, below, in the line, and of all of a message."""
    for text in (
        "Not for publication:\nPeople held: 58",
        "People held: 58\n(not for publication)",
        "People held: 58 (not for publication)",
        "Subject: CONFIDENTIAL\nSent: today\n\nPeople held: 58",
        "Measure\tFigure\tFor publication?\nPeople held\t58\tno",
        "Measure\tFigure (internal)\tNote\nPeople held\t58\t",
        "Measure\tFigure\tNote\nNot for publication\t\t\nPeople held\t58\t",
        "Internal\nPeople held: 58",
        "Internal figures\nPeople held: 58",
        "People held: 58 - internal only",
        "People held: 58, not for publication",
        "People held: 58 – confidential",
        "People held: 58\n\nNot for publication",
        "People held: 58*\n\n*not for publication",
        "People held: 58\n(still confidential)",
        "People held: 58\nThe figure above is not for publication.",
        "People held: 58\nPlease keep this one confidential.",
        "This figure must not be published:\nPeople held: 58",
        "The next figure is not for publication.\nPeople held: 58",
        "The following is for internal use only:\n- People held: 58",
        "The following is confidential.\n\nPeople held: 58",
        "The rest is not for publication.\nPeople held: 58",
        "People held: 58\n\n(not for publication)\n\nAll is well.",
        "People held: 58\n\nThe figure above is not for publication.\n\nAll is well.",
        "Table 1 (not for publication)\n\nMeasure\tQ4\tTarget\nPeople held\t58\t60",
        "Measure\tQ4\tTarget\nPeople held\t58\t60\n\n(The table is not for publication.)",
        "Hi Sam\n\nSam - please keep the figure confidential.\n\nPeople held: 58",
        "Subject: Figures - internal\nSent: today\n\nPeople held: 58",
    ):
        found = read_pasted(text, WORDS, "a", measures=NAMES).figures
        assert [(f.wording, f.private) for f in found.values()] == [
            (FigureText("58"), True)
        ], text


def test_a_mark_is_of_all_figures_that_it_is_beside() -> None:
    """Of those right above it, of all under a measure's name, and not of what is named next."""
    for text in (
        "Fires (not for publication)\nNorth: 3\nEast: 4\n\nPeople held: 58",
        "Fires (internal)\t\t\nNorth\t3\t\nEast\t4\t\n\nPeople held: 58",
        "People held: 58\nAll is well.\n\nFires\nNorth: 3\nEast: 4\nTotal: 7\n\n(internal)",
        "Measure\tNorth (internal)\tEast\nFires\t3\t4\n\nPeople held: 58",
    ):
        found = read_pasted(text, WORDS, "a", measures=NAMES).figures
        assert {(key, f.private) for key, f in found.items()} == {
            (("fires", "North"), True),
            (("fires", "East"), True),
            (("held", ""), False),
        }, text


@in_turn(
    "text",
    [
        "Measure\tTarget\tActual\nPeople held\t60\t58",
        "Measure\tOct–Dec\tJan–Mar\nPeople held\t60\t58",
        "January to March 2026\nPeople held: 58",
        "Last quarter:\nTowns: 9\nThis quarter:\nPeople held: 058",
        "All is well.\n\nPeople held: 58",
    ],
)
def test_what_is_of_the_quarter_is_read(text: str) -> None:
    """By its months, as the actual figure, and at the end of a message too."""
    assert figures(text) == {("held", ""): "58"}


@given(
    st.permutations(["Q4", "Q3", "Target", "Last year", "2024/25", "Change"]),
    st.permutations(["people held", "towns", "calls", "something else", "fires"]),
    st.sampled_from(["\t", "\t\t"]),
)
@examples(12, 400)
def test_a_table_in_any_order_gives_no_figure_to_another(
    heads: list[str], rows: list[str], gap: str
) -> None:
    """Each figure is that of its own measure and quarter."""
    figure = {
        (row, head): f"{1 + r * 10 + h}"
        for r, row in enumerate(rows)
        for h, head in enumerate(heads)
    }
    table = [f"Measure{gap}" + "\t".join(heads)]
    table += [row + gap + "\t".join(figure[row, h] for h in heads) for row in rows]

    expected = {
        (NAMES.keys[row], ""): figure[row, "Q4"]
        for row in rows
        if row in NAMES.keys and row != "fires"
    }
    assert figures("\n".join(table)) == expected
