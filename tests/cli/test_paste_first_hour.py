"""`paste` and `reconcile` on an officer's first texts: headings in short, openings, signatures."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML
from tests import projects
from tests.cases import in_turn
from tests.conftest import Run

PLAN = projects.PLAN.replace(
    """\
      farms: Fewer thefts from farms.
      roads: Safer country roads.
""",
    """\
      farms: Work together to cut off-road riding and thefts of farm plant.
      roads: Protect rural roads & lanes.
""",
)
TRAILS = "Nine farms had their trailers marked at the Holme show in June."
GATES = "Locking gate posts were lent to 31 farms below the forest."
RIDES = "Two bike patrols a week rode the lanes between Holme and Fenwick."


class Read(NamedTuple):
    """What `paste` made of a text, by key aim, and its account."""

    updates: dict[str, list[object]]
    account: str


def paste(folder: Path, run: Run, text: str | bytes, *options: str) -> Read:
    """Paste a text for the force into a fresh project."""
    project = projects.write(folder / "p", plan=PLAN)
    path = folder / ("t.txt" if isinstance(text, str) else "t.docx")
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    given = ("--project", project, "--period", "2023/24 Q2", "--stream", "force")
    done = run("paste", path, *given, *options)
    assert done.returncode in (0, 1), done.stderr
    read = YAML(typ="safe").load(done.stdout or "updates: {}")["updates"]
    updates = {aim: streams["force"] for aim, streams in read.items()}
    return Read(updates, " ".join(done.stderr.split()))


@in_turn(
    "heading",
    [
        "Off-road riding and thefts of farm plant",
        "Offroad riding & thefts of farm plant",
        "Cut off road riding and thefts of farm plant:",
        "1. Off-road riding and thefts of farm plant",
        "Key Aim 1 - Off-road riding and thefts of farm plant",
        "To cut off-road riding and thefts of farm plant",
    ],
)
def test_a_title_without_its_first_words_is_a_heading(
    tmp_path: Path, run: Run, heading: str
) -> None:
    """So is one of many words, with hyphens or without; it is clear, and nothing is to be read."""
    text = f"Wildlife\n- {RIDES}\n\n{heading}\n- {TRAILS}\n- {GATES}\n"
    read = paste(tmp_path, run, text)

    assert read.updates == {"wildlife": [RIDES], "farms": [TRAILS, GATES]}
    assert f"“{heading}”" not in read.account


def test_a_title_without_its_first_words_may_have_its_text_on_the_line(
    tmp_path: Path, run: Run
) -> None:
    """In a list it may be a word of an update under another key aim."""
    text = f"Wildlife\n\nRural roads and lanes: {RIDES}\n\nWildlife\n- Rural roads and lanes: {GATES}\n"

    assert paste(tmp_path, run, text).updates == {
        "roads": [RIDES],
        "wildlife": [f"Rural roads and lanes: {GATES}"],
    }


@pytest.mark.parametrize("aim", ["", "--aim=wildlife"])
def test_a_wrapped_opening_is_no_update(tmp_path: Path, run: Run, aim: str) -> None:
    """Its second line is not, with a given key aim either."""
    opening = (
        "Sorry this is a day late, it has been a busy week for us. Here is what we\n"
        "have for the second quarter.\n"
    )
    heading = "" if aim else "Wildlife\n"
    text = f"Hi Tom,\n\n{opening}\n{heading}- {TRAILS}\n"
    read = paste(tmp_path, run, text, *filter(None, [aim]))

    assert read.updates == {"wildlife": [TRAILS]}
    assert "remark to you: “Sorry this is a day late" in read.account
    assert "not under a key aim" not in read.account


def test_what_we_have_is_an_opening(tmp_path: Path, run: Run) -> None:
    """A sentence below a remark is an update if the remark does not go on in it."""
    text = f"Here's what we have for July to September.\n\n{RIDES}\n\n"
    text += f"Happy to talk about any of these if that would be of use.\n{GATES}\n"

    assert paste(tmp_path, run, text, "--aim=roads").updates == {
        "roads": [RIDES, GATES]
    }


SIGNED = "Supt Jo Marrow-Bell, Head of Corporate Development"


def test_a_name_with_a_title_may_be_the_end_of_a_wrapped_sentence(
    tmp_path: Path, run: Run
) -> None:
    """So it is right below a line that had no room for it."""
    text = f"Wildlife\n- {TRAILS}\n- The shield for rural work was handed over at the Holme show to\n{SIGNED}\n"

    assert SIGNED in str(paste(tmp_path, run, text).updates["wildlife"][1])


def test_a_text_that_only_begins_as_nothing_stays(tmp_path: Path, run: Run) -> None:
    """It is under its heading, whatever name is before it."""
    line = "Wildlife crime: no updates were missed, and 31 farms had them."
    read = paste(tmp_path, run, f"Rural roads and lanes\n- {line}\n")

    assert read.updates == {"roads": [line]}


@pytest.mark.parametrize(
    "caveat",
    [
        "Figures are from the force’s portal as at 5 July and may be subject to change.",
        "All of these figures are from the portal of the force and they may be\n"
        "subject to change.",
    ],
)
def test_a_caveat_above_all_has_its_own_field(
    tmp_path: Path, run: Run, caveat: str
) -> None:
    """No key aim is asked for it; the field that is named is one of an update file."""
    read = paste(tmp_path, run, f"{caveat}\n\nWildlife\n- {RIDES}\n")
    words = caveat.replace("\n", " ")
    text = f"caveat: {words}\nupdates: {{wildlife: {{force: [{RIDES}]}}}}\n"
    updates = {"2022-23-q4.yaml": f"period: 2022/23 Q4\n{text}"}
    folder = projects.write(tmp_path / "q", updates=updates)
    run("build", folder, "-o", tmp_path / "r.txt")

    assert read.updates == {"wildlife": [RIDES]}
    assert words in " ".join((tmp_path / "r.txt").read_text("utf-8").split())
