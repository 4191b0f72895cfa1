"""`pccreport paste`: what is said around updates, to the officer or by a program, is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.cli.test_paste_as_sent import (
    EGGS,
    GATES,
    KEPT,
    RIDES,
    TRAILS,
    paste,
    sheet,
)
from tests.conftest import Run
from tests.readers.office_xlsx import workbook

FORCE = ("--stream", "force")
WHOLE = {
    "house": projects.HOUSE.replace("progress-report", "whole-plan"),
    "report": projects.REPORT.replace("priority: 2", "priority: all"),
}


def in_whole_plan(run: Run, folder: Path, name: str, content: bytes | str) -> str:
    """What is written of a file in a project on the whole plan."""
    plan = projects.PLAN.replace("number: 2", "number: 1")
    plan = plan.replace("number: 3", "number: 2")
    project = projects.write(folder / "p", plan=plan, **WHOLE, updates={})
    sent = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(sent)
    period = ("--period", "2022/23 Q4")
    done = run("paste", folder / name, "--project", project, *period, *FORCE)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_key_aim_has_a_number_with_that_of_its_priority(
    tmp_path: Path, run: Run
) -> None:
    """In a column of its own and in a heading; what only looks like one is a figure."""
    rows = (
        ("Days", "Key aim no.", "Update"),
        ("1.3", "1.1", TRAILS),
        ("1.3", "2.1", RIDES),
    )
    text = f"Key Aim 1.1\n\n- {TRAILS}\n\n2.1 Courtesy in every contact\n\n- {RIDES}\n"
    for name, content in (
        ("a.xlsx", workbook(("Log", sheet(*rows)))),
        ("a.csv", "\n".join(",".join(row) for row in rows)),
        ("a.txt", text),
    ):
        written = " ".join(in_whole_plan(run, tmp_path, name, content).split())
        assert f"farms: force: - >- {TRAILS} courtesy: force: - >- {RIDES}" in written


def test_what_is_answered_within_a_request_is_read_below_a_signature(
    tmp_path: Path, run: Run
) -> None:
    """None of what was asked is an update."""
    text = (
        "Hi Sam\n\nAnswers below.\n\nRegards\nJo\n\n> Key Aim 1: Fewer thefts from farms\n"
        f"> (Last time: the Mayor met six farmers in May.)\n\n{TRAILS}\n\n"
        f"> Key Aim 2: Safer country roads\n\n{RIDES}\n\n"
        "> If there is nothing to report, please give the reason.\n> Sam\n"
    )
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS], "roads force": [RIDES]}
    assert not read.private


def test_a_heading_of_two_marks_keeps_back_what_is_under_it(
    tmp_path: Path, run: Run
) -> None:
    """It is under the key aim above."""
    text = f"Aim 1\n\n- {TRAILS}\n\nConfidential - not to be published\n\n- {KEPT}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS]}
    assert read.private == {"farms force": [KEPT]}


@pytest.mark.parametrize("head", ["Financial and legal implications", "Implications"])
def test_implications_of_a_paper_are_no_updates(
    tmp_path: Path, run: Run, head: str
) -> None:
    """They are named."""
    text = f"Aim 1\n\n- {TRAILS}\n\n{head}\n\nThere are none from this report.\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS]}
    assert "not under a key aim: “There are none from this report.”" in read.account


def test_an_answer_in_a_chat_is_talk(tmp_path: Path, run: Run) -> None:
    """So is who was added; what answers with an update is one."""
    no = "No, thank you: a campaign against cold callers reached 900 farms."
    chat = (
        "Sam Reed\n09:02\nCan I have your KA2 lines?\n"
        f"Jo Bray\n09:14\n{TRAILS}\nSam Reed\n09:15\nIs it all of Holme?\n"
        f"Jo Bray\n09:16\nYes, it is because the show was for all of the county.\n"
        f"Sam Reed added Ed Cole to the chat.\nEd Cole\n09:20\n{no}\n"
    )
    read = paste(run, tmp_path, "chat.txt", chat, *FORCE)
    assert read.public == {"roads force": [TRAILS, no]}


def test_a_word_broken_early_in_a_line_is_one(tmp_path: Path, run: Run) -> None:
    """Neither of its pieces is a word elsewhere."""
    text = (
        f"Aim 1\n\n{TRAILS}\n\nPatrols have come to each neigh-\nbourhood of Holme.\n"
    )
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    whole = "Patrols have come to each neighbourhood of Holme."
    assert read.public == {"farms force": [TRAILS, whole]}
    assert "“neighbourhood” was in two pieces" in read.account


def test_a_sum_with_one_decimal_place_is_an_award(tmp_path: Path, run: Run) -> None:
    """A workbook leaves the last 0 out."""
    rows = (("Key aim", "Update", "Grant"), ("1", GATES, "7350.5"), ("2", EGGS, "80.0"))
    project = projects.write(tmp_path / "p")
    (tmp_path / "a.xlsx").write_bytes(workbook(("Log", sheet(*rows))))
    period = ("--period", "2023/24 Q2")
    sent = tmp_path / "a.xlsx"
    done = run("paste", sent, "--project", project, *period, *FORCE)
    assert "amount: 7350.5" in done.stdout
    assert "amount: 80}" in done.stdout
