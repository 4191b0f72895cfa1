"""`pccreport paste`: the figures of measures in a message, and none that is another's."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.cases import in_turn
from tests.conftest import ROOT, Run
from tests.draws import examples

from pccreport.intake.fates import Intake
from pccreport.intake.grammar import read_sent
from pccreport.intake.words import PlanWords
from pccreport.model.measure_names import MeasureNames, NamedMeasure
from pccreport.model.periods import FinancialYear
from pccreport.pipeline.plan_names import says_period
from pccreport.readers.line import ReadFile, typed_lines

MAYOR = ROOT / "examples" / "westhaven-mayor"
CRISIS = "People held by the police in a crisis"

Q4 = FinancialYear(2025).quarter(4)
NAMES: MeasureNames = {
    "people held": NamedMeasure(("held", ""), ""),
    "towns": NamedMeasure(("towns", ""), ""),
    "calls": NamedMeasure(("calls", ""), "per cent"),
    "fires": NamedMeasure(("fires", ""), None),
    "fires north": NamedMeasure(("fires", "North"), ""),
    "fires east": NamedMeasure(("fires", "East"), ""),
}
WORDS = PlanWords(
    "Aim",
    {"a": ("a", "All of it")},
    {"1": "a"},
    {},
    frozenset(),
    measures=NAMES,
    is_period=lambda text: says_period(text, Q4),
)


def read_pasted(text: str) -> Intake:
    """What is read of a text as it was typed."""
    return read_sent(ReadFile("", (*typed_lines(text),)), WORDS, "a")


def figures(text: str) -> dict[tuple[str, str], str]:
    """What figures are read of a text."""
    return {k: f.figure for k, f in read_pasted(text).figures.items()}


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
        "Measure\tQ3\tQ4\nFires, North\t8\t6\nFires – East\t4\t5",
        "Measure\tQ4\t\nFires (North)\t6\t\nFires: East\t5\t",
        "Fires, North: 6\nFires, East: 5",
        "Area\t\tQ4\nFires\tNorth\t6\nFires\tEast\t5",
    ],
)
def test_a_row_may_name_the_area_with_its_measure(text: str) -> None:
    """The head of the table is no update, and the column that is read is named."""
    read = read_pasted(text)

    assert figures(text) == {("fires", "North"): "6", ("fires", "East"): "5"}
    assert not read.updates
    said = [words for _, words in read.doubts]
    doubt = "figures are read under “Q4”, not under these: “Measure”, “Q3”"
    assert said == ([doubt] if "Q3" in text else [])


def test_a_mark_around_figures_keeps_them_back() -> None:
    """Above, below, in the line, and of all of a message."""
    for text in (
        "Not for publication:\nPeople held: 58",
        "People held: 58\n(not for publication)",
        "People held: 58 (not for publication)",
        "Subject: CONFIDENTIAL\nSent: today\n\nPeople held: 58",
        "Measure\tQ4\tFor publication?\nPeople held\t58\tno",
        "Measure\tQ4\tPublish in Q4?\nPeople held\t58\t",
        "Measure\tQ4 (internal)\tNote\nPeople held\t58\t",
        "Measure\tQ4\tNote\nNot for publication\t\t\nPeople held\t58\t",
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
        found = read_pasted(text).figures
        assert [(f.figure, f.private) for f in found.values()] == [("58", True)], text


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


@in_turn("signs", [" - ", "North 6, "])
def test_a_long_row_of_signs_is_read_in_a_moment(signs: str) -> None:
    """The name of a measure is looked for where one can be, not before each sign."""
    begin = time.process_time()
    figures("People held" + signs * 5_000)

    assert time.process_time() - begin < 3


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
        NAMES[row].key: figure[row, "Q4"]
        for row in rows
        if row in NAMES and row != "fires"
    }
    assert figures("\n".join(table)) == expected


@in_turn("first", ["January", "Q4", "2025/26 Q4"])
def test_a_row_with_a_number_heads_no_table(first: str) -> None:
    """Though its first cell is the period, or a month of it: the number would be lost."""
    read = read_pasted(f"Victims\tHelped\tNumber\n{first}\tHolme\t30\n")

    assert f"{first} / Holme / 30" in [each.text for each in read.unplaced]
