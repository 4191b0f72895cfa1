"""What officers mistype: each mistake is found once, at its line, and its help puts it right."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.conftest import EXAMPLE, Run
from tests.finding_lines import check_lines

from pccreport.pipeline.check import check

CELL = "period: 2022/23 Q4\nupdates:\n  farms:\n"
HEAD = f"{CELL}    force:\n"
FARMS = f"{HEAD}      - Two arrests were made.\n"
SOUND = f"{CELL}    force: [Two arrests were made.]\n"
DASH = "this line has no dash, so it is not read as an item of the list"
MISTAKES = {
    "a sentence without its dash": (
        f"{FARMS}      Four men were fined.\n      - Six were warned.\n",
        f"6:7: error: {DASH} (if it continues the text above, line it up with that text; if not, write",
    ),
    "a text without its dash": (
        f"{FARMS}      text: Four men were fined.\n        owner: Ann\n",
        f"6:7: error: {DASH} (write it like this: - text: Four men were fined.)",
    ),
    "a tab before a field": (
        f"{FARMS}      - id: fines\n        text: Four were fined.\n\towner: Ann\n",
        "indent it by 8 spaces:         owner: Ann",
    ),
    "the heading of a stream": (
        FARMS.replace("force:", "Force:"),
        "4:5: error: the house format has no stream “Force” (did you mean “force”?)",
    ),
    "only notes": (
        "# period: 2022/23 Q4\n",
        "1:1: error: this file is empty, or all its lines start with # (add its text, delete the #",
    ),
    "a cut sentence": (
        f"{HEAD}      - The tools of ten farms were marked with #help of the union.\n",
        "“#help of the union.” is read as a note",
    ),
    "an id under an unknown key aim": (
        f"{FARMS}      - see: nests\n  wildlive:\n    force:\n"
        "      - id: nests\n        text: Six nests were seen.\n",
        "7:3: error: the plan has no key aim “wildlive” (did you mean “wildlife”?)",
    ),
    "a dash between an id and its text": (
        f"{HEAD}      - id: locks\n      - text: Locks were bought.\n",
        "if the next line is its text, write text: there instead of the dash, after 8 spaces",
    ),
    "a wrong period, which makes a quarter seem missing": (
        FARMS.replace("Q4", "Q2"),
        "[period-mismatch]",
    ),
}
FOLLOWED = {
    # As typed, as it is said to be, and words of each error.
    "a colon in a reason": (
        f"{CELL}    force: {{nothing: work was delayed: it starts in May}}\n",
        f'{CELL}    force: {{nothing: "work was delayed: it starts in May"}}\n',
        ['write it like this: force: {nothing: "work was delayed: it starts in May"}'],
    ),
    "a bullet in front of an update with fields hides nothing": (
        f"{HEAD}      • Two arrests.\n      - lead: true\n        text: Three: more.\n",
        f'{HEAD}      - Two arrests.\n      - lead: true\n        text: "Three: more."\n',
        [
            "5:7: “•” cannot start",
            '7:20: “Three” is followed by a colon, so it is read as a field name, not as text (write it like this: text: "Three: more.")',
        ],
    ),
    "Word’s other bullets": (
        f"{HEAD}      - Two.\n      o Three.\n      * Four.\n      – Five.\n",
        f"{HEAD}      - Two.\n      - Three.\n      - Four.\n      - Five.\n",
        ["6:7: “o” cannot", "7:7: “*” cannot", "8:7: “–” cannot"],
    ),
    "an award without a text hides nothing": (
        f"{HEAD}      - award: {{amount: 500}}\n      - Nobody was: hurt.\n",
        f"{HEAD}      - text: Six.\n        award: {{amount: 500}}\n      - 'Nobody was: hurt.'\n",
        [
            "5:9: this entry has no “text:” (add text: and write the words",
            "6:19: “Nobody was” is followed by a colon",
        ],
    ),
    "a reference by what is printed": (
        f"{HEAD}      - see: Key aim 2\n",
        FARMS,
        ["(write a key aim’s key as in plan.yaml, or the id of an update"],
    ),
    "a placeholder": (
        f"{HEAD}      - We gave {{awards.total}} in {{year}}.\n",
        f"{HEAD}      - We gave £500 in 2022.\n",
        ["5:17: “{awards.total}” would be printed as it is"],
    ),
    "a stream without its colon above a note": (
        f"{CELL}    force\n      # accept date-after-period: a reason\n      - One.\n    opcc:\n      - More: x\n",
        f"{CELL}    force:\n      - One.\n    opcc:\n      - 'More: x'\n",
        [
            "4:5: expected a field name and a colon here, not “force” (write it like this: force:)",
            "8:9: “More” is followed by a colon",
        ],
    ),
    "keys by what is printed": (
        CELL.replace("farms", "Key aim 1") + "    Force: [One.]\n",
        SOUND,
        [
            "3:3: “Key aim 1” is not a key (write a key aim’s key as in plan.yaml, in lower-case letters)",
            "4:5: the house format has no stream “Force” (did you mean “force”?)",
        ],
    ),
    "a stream at the level of key aims": (
        'period: 2022/23 Q4\nupdates:\n  farms:\n  force: {nothing: "none."}\n',
        f'{CELL}    force: {{nothing: "none."}}\n',
        ["4:3: “force” is a stream, but it is where a key aim"],
    ),
    "an unfinished merge": (
        f"{HEAD}<<<<<<< HEAD\n      - One.\n=======\n      - Two: x\n>>>>>>> other\n",
        SOUND,
        ["5:1: Git has put two versions of some lines here"],
    ),
}  # fmt: skip


def found(run: Run, folder: Path) -> list[str]:
    """The findings of a project but for suggestions, each as a line."""
    done = check_lines(run, folder)
    return [line for line in done.stdout.splitlines() if "[" in line]


def errors(run: Run, folder: Path) -> list[str]:
    """The errors of a project, each as `line:column: message (help) [rule]`."""
    lines = [line for line in found(run, folder) if ": error: " in line]
    return [x.replace(" error: ", " ", 1).split(".yaml:", 1)[1] for x in lines]


@in_turn("mistake", MISTAKES)
def test_a_mistake_is_one_finding(tmp_path: Path, run: Run, mistake: str) -> None:
    """No other one follows from it."""
    text, expected = MISTAKES[mistake]
    updates = {"2022-23-q4.yaml" if "period" in mistake else "x.yaml": text}
    [only] = found(run, projects.write(tmp_path / "p", updates=updates))

    assert expected in only


@in_turn("mistake", FOLLOWED)
def test_a_file_is_right_as_advised(tmp_path: Path, run: Run, mistake: str) -> None:
    """Every mistake in it is found at once, and none when each is followed."""
    wrong, right, expected = FOLLOWED[mistake]
    folder = projects.write(tmp_path, updates={"x.yaml": wrong})
    first = errors(run, folder)
    (folder / "updates/x.yaml").write_text(right, "utf-8")

    assert len(first) == len(expected), first
    for words, each in zip(expected, first, strict=True):
        assert words in each
    assert errors(run, folder) == []


def test_the_line_ends_of_windows_hide_no_mistake(tmp_path: Path) -> None:
    """Each is found at its place in a file that Notepad has saved, too."""
    folder = projects.write(tmp_path)
    for wrong, _, _ in FOLLOWED.values():
        places = []
        for end in ("\n", "\r\n"):
            (folder / "updates/2022-23-q4.yaml").write_text(wrong, "utf-8", newline=end)
            spans = [(f.rule, f.at.span) for f in check(folder).findings]
            places.append([(rule, at.line, at.column) for rule, at in spans])

        assert places[0] == places[1] != []


@in_turn(
    ("wrong", "right", "words"),
    [
        ('bullets: ["{n}.1", "•"]', 'bullets: ["•"]', "8:11: “{n}.1” is not a bullet"),
        ('levels: {aim: "Aim {n}"}', "levels: {aim: Aim}", "8:15: “Aim {n}” is not"),
        ('numbering: {aim_list: "{n}.{m}"}', "", "8:23: “{n}.{m}” is not a pattern"),
        ("levels: []", "levels: {aim: Aim}", "8:1: “levels:” has too few entries"),
    ],
)
def test_an_unusable_house_format_is_refused_at_its_place(
    tmp_path: Path, run: Run, wrong: str, right: str, words: str
) -> None:
    """It has a brace where nothing is filled in, or only the number, or too short a list."""
    folder = projects.write(tmp_path, house=f"{projects.HOUSE}{wrong}\n")
    first, *_ = errors(run, folder)
    (folder / "house.yaml").write_text(f"{projects.HOUSE}{right}\n", "utf-8")

    assert words in first
    assert errors(run, folder) == []


@in_turn(
    "entries",
    [
        "- >-\n  One thing was done about all of\n  themes: crime, and more was said\n  about it.\n"
        "- >-\n  Another thing was done about all of\n  themes: crime, and more was said\n  about it.",
        "- We will see\n- To see below is to believe.\n- See roads\n- They went to see roads.",
        "- Two arrests – and three\n  – in a week – more.",
        "- •\n- Two arrests.",
        "- The pair {and a third} was | found -- at last.",
    ],
)
def test_sound_updates_are_not_refused(tmp_path: Path, run: Run, entries: str) -> None:
    """What only looks like a mistake is none."""
    folder = projects.write(tmp_path, updates=projects.one_update(entries))

    assert errors(run, folder) == []


def test_a_copied_file_is_a_warning(tmp_path: Path, run: Run) -> None:
    """What differs in it would be printed twice."""
    more = FARMS.replace("2022/23 Q4", "2023/24 Q1") + "      - Four men were fined.\n"
    copy = {"2023-24-q1 - Copy.yaml": more.replace("Four", "Five")}
    updates = {**copy, "2023-24-q1.yaml": more}
    lines = found(run, projects.write(tmp_path / "p", updates=updates))
    [only] = [line for line in lines if "[repeated-update]" in line]

    assert "- Copy.yaml:5:9: warning" in only
    assert "if one file is a copy of the other, delete the copy" in only


def test_strays_beside_the_updates(tmp_path: Path, run: Run) -> None:
    """A backup is no error, and the files of a mistyped private folder are not moved into the report."""
    folder = projects.write(tmp_path / "p", updates={"2023-24-q1.yaml": FARMS})
    (folder / "updates/2023-24-q1.yaml.bak").write_text(FARMS, "utf-8")
    (folder / "updates/privat").mkdir()
    (folder / "updates/privat/2023-24-q1.yaml").write_text(FARMS, "utf-8")
    backup, private = (x for x in found(run, folder) if "[stray-file]" in x)

    assert "if it is a copy of 2023-24-q1.yaml, delete it" in backup
    assert "rename it to “private”" in private


def test_a_draft_says_what_else_is_missing(run: Run, tmp_path: Path) -> None:
    """It is written in spite of a mistyped key, so each gap in it has its comment all the same."""
    update = f"{FARMS}  raods:\n    force: [Two came.]\n"
    folder = projects.write(tmp_path / "p", updates={"x.yaml": update})
    alone = run("check", folder).stdout
    draft = run("build", folder, "--draft", "-o", tmp_path / "draft.md")

    assert "[unknown-aim]" in alone
    assert "[missing-entry]" not in alone
    assert draft.returncode == 0, draft.stderr
    assert "missing-entry" in (tmp_path / "draft.md").read_text(encoding="utf-8")


def test_a_long_word_before_a_colon_is_cut(tmp_path: Path, run: Run) -> None:
    """A line of letters is a mistake like any other, and its message stays a message."""
    folder = projects.write(tmp_path)
    (folder / "house.yaml").write_text(f"points:\n{'a' * 600}:0\n", encoding="utf-8")
    answer = json.loads(run("check", folder, "--output-format", "json").stdout)
    messages = [each["message"] for each in answer["findings"]]

    assert any("has no space after its colon" in words for words in messages)
    assert max(map(len, messages)) < 200


def test_a_file_that_repeats_itself_is_read_as_text(tmp_path: Path, run: Run) -> None:
    """Of lines that would be a thousand million, each is an error."""
    lines = [
        f"      - &{one} [{','.join([f'*{before}'] * 9)}]\n"
        for before, one in pairwise("abcdefghij")
    ]
    bomb = f"{HEAD}      - &a [x, x]\n{''.join(lines)}"
    folder = projects.write(tmp_path, updates={"2022-23-q4.yaml": bomb})
    answer = run("check", folder, "--output-format", "json").stdout

    assert answer.count('"special-start"') == len(lines) + 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="has no end of input")
def test_standard_input_is_read_no_further_than_a_file(tmp_path: Path) -> None:
    """Input without end is refused like a file that is too large."""
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "pccreport", "paste", "-", "--project", EXAMPLE],
            stdin=endless, capture_output=True, cwd=tmp_path, timeout=60, check=False,
        )  # fmt: skip

    assert done.returncode == 3
    assert b"this file is larger than 5 MB" in done.stderr
