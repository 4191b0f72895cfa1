"""`pccreport paste` on columns that say whether their rows may be printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.cli.test_paste_as_sent import EGGS, FORCE, GATES, KEPT, TRAILS, paste
from tests.conftest import Run
from tests.readers.office import p, word


def table_of(update: str, head: str, answers: Sequence[str]) -> str:
    """A table of one update, a row for each answer in a last column with that head."""
    rows = (f"1,{update[:-1]} {n} times.,{each}" for n, each in enumerate(answers))
    return "\n".join((f"Aim,What was done,{head}", *rows))


@in_turn(
    ("head", "answers"),
    [
        ("Restricted", "VALUE|exempt|Part 2|till December|?|Y|Yes|X|Restricted"),
        ("For publication", "exempt|closed|Part 2|2|No|12 December|-|Yes / No|Y/N"),
        ("Publish?", "Yes☐ No☒|☐ Yes|• Yes|(X) Yes|[ ] Yes|\uf0fe Yes|Yes or no"),
        ("Public or exempt", "exempt|closed|Part 2|2|No|yes|☐ Public"),
        ("Part 1/Part 2", "Part 2|2|exempt|to be decided"),
        ("Open/closed", "Closed|exempt|yes|?"),
        ("OK to publish", "ask Jo|exempt"),
        ("Sensitivity", "High|Medium|Official-Sensitive|Y|names a victim"),
        ("Protective marking", "OS|Restricted|Amber|OFFICIAL-SENSITIVE"),
        ("Handling instructions", "Red|TLP:AMBER|see Jo"),
        ("Security classification", "Confidential|Secret|Yes"),
        ("Include in report", "No|ask Jo"),
        ("Publish from", "1 August 2024|July"),
        ("Reporting restrictions", "Yes|until the trial"),
        ("Exempt para", "3"),
        ("Can share", "No|n|ask Jo"),
        ("Share?", "No|-|not yet"),
        ("May share", "No"),
        ("Can we share", "No"),
        ("Shared", "No"),
        ("Happy for it to be shared with all", "No|Yes / No|Y/N"),
    ],
)
def test_what_is_no_clear_answer_keeps_the_row_back(
    tmp_path: Path, run: Run, head: str, answers: str
) -> None:
    """It is named."""
    given = answers.split("|")
    answer = "Yes" if head.endswith(("?", "all")) else ""
    text = f"{table_of(KEPT, head, given)}\n3,{EGGS},{answer}"
    read = paste(run, tmp_path, "m.csv", text, *FORCE)
    assert read.public == {"wildlife force": [EGGS]}
    assert len(read.private["farms force"]) == len(given)
    assert f"row {len(given) + 1}, because of a cell in the row" in read.account


@in_turn(
    ("head", "answers"),
    [
        ("Restricted", "No|n|None|-|–|Unrestricted|Not restricted|OFFICIAL|"),
        ("For publication", "Yes|Y|x|public|Part 1|Yes ✓|"),
        ("Public or exempt", "Public|open|not exempt|"),
        ("Part 1/Part 2", "Part 1|1|"),
        ("Published", "12 May 2023|yes"),
        ("Publication date", "May|12 May 2023"),
        ("Sensitivity", "Low|None|No|N/A|-|OFFICIAL|Public|"),
        ("TLP", "Green|TLP:CLEAR|White|Clear"),
        ("Handling officer", "Insp Bray|High"),
        ("Risk level", "High|Red"),
        ("Crime classification", "Burglary|Restricted area"),
        ("Public meetings", "two|12"),
        ("Can share", "Yes|y"),
        ("Share", "12%|Yes"),
        ("Market share", "No"),
        ("Status", "Done|On track"),
    ],
)
def test_what_is_a_clear_answer_does_not(
    tmp_path: Path, run: Run, head: str, answers: str
) -> None:
    """And other columns, whose heads have such a word, say nothing of their rows."""
    given = answers.split("|")
    text = table_of(TRAILS, head, given)
    read = paste(run, tmp_path, "m.csv", text, *FORCE)
    assert len(read.public["farms force"]) == len(given), read.account
    assert not read.private


@in_turn(
    ("head", "period"),
    [
        ("May we publish?", "2023/24 Q1"), ("May we publish?", "2023/24"), ("Publish in Q2?", "2023/24 Q2"), ("Public (Q2)", "2023/24 Q2"),
        ("Publish in July report?", "2023/24 Q2"), ("Q2 (publish?)", "2023/24 Q2"), ("Can we publish this quarter?", "2023/24 Q2"), ("Public Q1", "2023/24 Q2"),
    ],
)  # fmt: skip
def test_a_column_on_publishing_in_a_period_is_none_of_figures(
    tmp_path: Path, run: Run, head: str, period: str
) -> None:
    """A row without an answer, or with “No”, is kept back also where the plan has measures."""
    plan = f"{projects.PLAN}measures:\n  bad: {{aim: roads, title: Deaths on roads.}}\n"
    answers = f"1,{KEPT},\n1,{KEPT[:-1]} twice.,No\n1,{EGGS},ask Jo\n3,{TRAILS},Yes\n"
    text = f"Aim,What was done,{head}\n{answers}"
    read = paste(run, tmp_path, "m.csv", text, *FORCE, "--period", period, plan=plan)
    assert read.public == {"wildlife force": [TRAILS]}
    assert len(read.private["farms force"]) == 3
    assert "figures are read" not in read.account


@in_turn("head", ["Notes for Q2", "Checked for Q2"])
def test_a_column_of_notes_on_a_period_is_none_of_figures(
    tmp_path: Path, run: Run, head: str
) -> None:
    """A note keeps back its row, and so does “no” where figures could be."""
    plan = f"{projects.PLAN}measures:\n  bad: {{aim: roads, title: Deaths on roads.}}\n"
    said = "Jo is to agree this" if head.startswith("Notes") else "No"
    text = f"Aim,What was done,{head}\n1,{KEPT},{said}\n3,{TRAILS},\n"
    read = paste(run, tmp_path, "m.csv", text, *FORCE, plan=plan)
    assert (read.public, read.private) == (
        {"wildlife force": [TRAILS]},
        {"farms force": [KEPT]},
    )


@in_turn(
    "head",
    [
        "Confidential items", "Private items:", "Items not for publication",
        "Exempt information", "Confidential matters", "PART 2 BUSINESS",
    ],
)  # fmt: skip
def test_a_heading_of_private_items_keeps_back_those_below(
    tmp_path: Path, run: Run, head: str
) -> None:
    """And, if it may speak of others, all above it."""
    text = f"Aim 1\n\n- {TRAILS}\n\nAim 3\n\n- {EGGS}\n\n{head}\n\n- {KEPT}\n- {KEPT[:-1]} twice.\n\nRegards,\nJo\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert KEPT not in str(read.public)
    assert KEPT in read.private["wildlife force"]
    assert f"“{head}”" in read.account

    last = text.partition("\n\n- " + KEPT)[0]  # it may mean what is above
    assert not paste(run, tmp_path, "m.txt", last, *FORCE).public


@in_turn(
    "head",
    [
        "Notes for Priya", "Notes for Priya:", "## Notes for Priya", "A note to Priya", "Note to Jo Reed and Priya –",
        "Notes for the office", "For Sam", "For Sam:", "- Notes for Priya", "4. Notes for Priya:",
    ],
)  # fmt: skip
def test_notes_for_somebody_are_kept_back_up_to_the_next_heading(
    tmp_path: Path, run: Run, head: str
) -> None:
    """Nothing above them is, also where no line is between."""
    text = f"Hi Sam,\n\nAim 1\n\n- {TRAILS}\n{head}\n- {KEPT}\n\nAim 3\n\n- {EGGS}\n\nRegards,\nJo\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS], "wildlife force": [EGGS]}
    assert read.private == {"farms force": [KEPT]}
    assert head.strip("#- ") in read.account

    begins = f"{head}\n\nI am on leave on Monday.\n\nAim 1\n\n- {TRAILS}\n"
    assert not paste(run, tmp_path, "m.txt", begins, *FORCE).private


@in_turn(
    "head", ["For Residents", "Notes on Holme", "For Priya to see", "Noted for May"]
)
def test_other_headings_with_such_words_keep_nothing_back(
    tmp_path: Path, run: Run, head: str
) -> None:
    """“For Residents” may be the heading of updates, if the message greets no such name."""
    text = f"Hi Sam,\n\nAim 1\n\n{head}\n\n- {TRAILS}\n"
    assert not paste(run, tmp_path, "m.txt", text, *FORCE).private


@pytest.mark.parametrize("mark", ["Not for publication:", "Not for the public"])
def test_a_mark_is_no_heading_of_a_key_aim(tmp_path: Path, run: Run, mark: str) -> None:
    """Though a title has one of its words."""
    text = f"Aim 1\n\n- {TRAILS}\n\n{mark}\n\n- {KEPT}\n"
    plan = projects.PLAN.replace("Safer country roads", "Safer public roads")
    read = paste(run, tmp_path, "m.txt", text, *FORCE, plan=plan)
    assert read.public == {"farms force": [TRAILS]}, read.account
    assert read.private == {"farms force": [KEPT]}


@pytest.mark.parametrize(
    "mark",
    [
        "CONFİDENTIAL", "confıdential", "con\u00adfidential", "CONFI\u200bDENTIAL",
        "ＣＯＮＦＩＤＥＮＴＩＡＬ", "CONFIDE\u0301NTIAL", "not for publi\u00adcation", "ＮＦＰ",
    ],
)  # fmt: skip
def test_a_mark_is_found_whatever_its_letters_are(
    tmp_path: Path, run: Run, mark: str
) -> None:
    """In a message, in a cell, and by `check` in a text and in a note."""
    text = f"Aim 1\n\n- {mark}: {KEPT}\n- {KEPT} ({mark})\n- {TRAILS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS]}, read.account
    text = table_of(KEPT, "Other", [mark, mark])
    assert not paste(run, tmp_path, "m.csv", text, *FORCE).public

    entries = f"- {TRAILS} ({mark}).\n- {EGGS} # {mark}, as he asked"
    project = projects.write(tmp_path / "q", updates=projects.one_update(entries))
    done = run("check", project)
    assert "but would be printed [not-for-publication]" in done.stdout
    assert "[mark-in-note]" in done.stdout or "[hash-in-text]" in done.stdout


TABLE = f"""\
<tr><td>Key aim<td>Update<td>Comments<td>Outcome<td colspan=2>Publish?
<tr><td>1<td colspan=2>{TRAILS}<td>It was asked for again.<td colspan=2>Yes
<tr><td>1<td>{KEPT}<td rowspan=2>Not for publication<td><td colspan=2>Yes
<tr><td>1<td>{EGGS}<td below><td><td colspan=2>Yes
<tr><td colspan=2>3<td>{GATES}<td><td><td>Yes
"""


def in_word(cell: re.Match[str]) -> str:
    """A cell of a page as one of Word."""
    over = {"c": '<w:gridSpan w:val="2"/>', "r": '<w:vMerge w:val="restart"/>', "b": "<w:vMerge/>"}  # fmt: skip
    return f"<w:tc><w:tcPr>{over.get(cell[1], '')}</w:tcPr>{p(cell[2].strip())}</w:tc>"


@in_turn("name", ["m.html", "m.docx"])
def test_a_merged_cell_is_in_its_first_column_and_all_its_rows(
    tmp_path: Path, run: Run, name: str
) -> None:
    """In a row with all cells, the edge of one was moved."""
    page = f"<table>{TABLE.replace('<td below>', '')}</table>".encode()
    rows = re.sub("<td ?([^>]?)[^>]*>([^<]*)", in_word, TABLE).split("<tr>")[1:]
    form = word(f"<w:tbl><w:tr>{'</w:tr><w:tr>'.join(rows)}</w:tr></w:tbl>")
    read = paste(run, tmp_path, name, page if name == "m.html" else form, *FORCE)
    assert read.public == {"farms force": [TRAILS], "wildlife force": [GATES]}
    assert read.private == {"farms force": [KEPT, EGGS]}
    assert "outcome: >-\n          It was" in read.printed


def test_a_title_alone_in_a_row_heads_the_rows_below(tmp_path: Path, run: Run) -> None:
    """A row that has no place says that it is not public; below a table is no row's key aim."""
    text = (
        "Project,What was done,Publish?\nGates,Six gates were hung.,No\n"
        f"Fewer thefts from farms,,\nEggs,{EGGS},Yes\n"
    )
    read = paste(run, tmp_path, "m.csv", text, *FORCE)
    assert read.public == {"farms force": [f"Eggs: {EGGS}"]}
    assert "row 2, not under a key aim, not for publication: “Gates" in read.account
    table = (
        f"Key aim\tUpdate\n1\t{EGGS}\n\nA charter will be signed by all the parishes.\n"
    )
    again = paste(run, tmp_path / "b", "m.txt", table, *FORCE)
    assert "line 4, not under a key aim: “A charter" in again.account


def test_a_row_like_heads_is_no_row_of_heads(tmp_path: Path, run: Run) -> None:
    """Below it, “Publish?” is asked as before. Nor is one that has a sentence."""
    text = (
        f"Aim,Update,Result,Publish?\n1,{EGGS},Fewer calls,Yes\n"
        "1,Progress is good,Funding,Yes\n"
        "1,The informant was met in Slough,Arrests,not yet\n"
    )
    read = paste(run, tmp_path, "m.csv", text, *FORCE)
    assert read.public == {"farms force": [EGGS, "Progress is good"]}
    assert read.private == {"farms force": ["The informant was met in Slough"]}
    text = f'Aim,Update,"Six gates were hung.\nLead"\n1,{EGGS},\n'
    assert "Six gates" in paste(run, tmp_path / "b", "m.csv", text, *FORCE).account


def test_a_reason_for_nothing_and_a_reference_are_kept_back_too(
    tmp_path: Path, run: Run
) -> None:
    """They become texts that are not public."""
    reason = "Nothing to report, as the inquest is not over."
    text = f'Aim,Update,Publish?\n1,"{reason}",No\n2,See Key Aim 1.,No\n'
    read = paste(run, tmp_path, "m.csv", text, *FORCE)
    assert read.public == {}
    assert read.private == {"farms force": [reason], "roads force": ["See Key Aim 1."]}
