"""A mistake is told at its place, and what is told leads to the right form."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from tests import projects
from tests.conftest import EXAMPLE, Run
from tests.finding_lines import check_lines

from pccreport.pipeline.check import check

HEAD = "period: 2022/23 Q4\nupdates:\n  farms:\n"
SOUND = f"{HEAD}    force: [Two arrests were made.]\n"


def told(run: Run, folder: Path) -> list[str]:
    """The errors of a project, each as `line:column: message (help) [rule]`."""
    done = check_lines(run, folder)
    assert done.stderr == ""
    errors = [line for line in done.stdout.splitlines() if ": error: " in line]
    return [x.replace(" error: ", " ", 1).split(".yaml:", 1)[1] for x in errors]


def assert_followed(
    run: Run, folder: Path, path: Path, right: str, *expected: str
) -> None:
    """Assert that these errors are told, and none when the file is as they say."""
    found = told(run, folder)
    assert len(found) == len(expected), found
    for words, each in zip(expected, found, strict=True):
        assert words in each
    path.write_text(right, encoding="utf-8")
    assert told(run, folder) == []


ENTRIES = [
    # as typed, as it is told to be, the errors
    pytest.param(
        "- Two arrests.\n• Three more.\n- Nobody was hurt.",
        "- Two arrests.\n- Three more.\n- Nobody was hurt.",
        ["6:7: “•” does not start an update or a point (write it like: - Three more.)"],
        id="a bullet between dashes",
    ),
    pytest.param(
        "• Two arrests.\n- lead: true\n  text: Three: more.",
        '- Two arrests.\n- lead: true\n  text: "Three: more."',
        [
            "5:7: “•” does not start",
            '7:20: “Three” is followed by a colon and a space, so it is read as a field name, not as text (write it like: text: "Three: more.")',
        ],
        id="a bullet in front of an update with fields hides nothing",
    ),
    pytest.param(
        "- Two.\no Three.\n* Four.\n– Five.",
        "- Two.\n- Three.\n- Four.\n- Five.",
        ["6:7: “o” does not", "7:7: “*” does not", "8:7: “–” does not"],
        id="Word’s other bullets",
    ),
    pytest.param(
        "- We gave {awards.total} in {year}.",
        "- We gave £500 in 2022.",
        ["5:17: “{awards.total}” would be printed as it is"],
        id="a placeholder",
    ),
    pytest.param(
        "- award: {amount: 500}\n- Nobody was: hurt.",
        "- text: Six sessions were held.\n  award: {amount: 500}\n- 'Nobody was: hurt.'",
        [
            "5:9: this has no “text:” (add text: and write text here",
            "6:19: “Nobody was” is followed by a colon and a space",
        ],
        id="an award without a text hides nothing",
    ),
    pytest.param(
        "- see: Key aim 2",
        "- see: roads",
        ["(write the key of a key aim as plan.yaml has it, or the id of an update"],
        id="a reference by what is printed",
    ),
]


@pytest.mark.parametrize(("wrong", "right", "expected"), ENTRIES)
def test_an_update_is_right_as_it_is_told_to_be(
    tmp_path: Path, run: Run, wrong: str, right: str, expected: list[str]
) -> None:
    """Every mistake in it at once, and none when each is followed."""
    roads = "period: 2022/23 Q1\nupdates: {roads: {force: [Speed was measured.]}}\n"
    updates = {"2022-23-q1.yaml": roads, **projects.one_update(wrong)}
    folder = projects.write(tmp_path, updates=updates)
    [as_told] = projects.one_update(right).values()
    assert_followed(run, folder, folder / "updates/2022-23-q4.yaml", as_told, *expected)


def test_the_line_ends_of_windows_hide_no_mistake(tmp_path: Path) -> None:
    """Each is found at its place in a file that Notepad has saved, too."""
    found: list[list[list[tuple[str, int, int]]]] = []
    for end in ("\n", "\r\n"):
        found.append([])
        for number, entries in enumerate(ENTRIES):
            folder = projects.write(tmp_path / f"{number}")
            [(name, text)] = projects.one_update(str(entries.values[0])).items()
            (folder / "updates" / name).write_text(text, "utf-8", newline=end)
            spans = [(f.rule, f.at.span) for f in check(folder).findings]
            found[-1].append([(rule, at.line, at.column) for rule, at in spans])

    assert found[0] == found[1]
    assert all(found[0])


FILES = [
    # as typed, as it is told to be, the errors
    pytest.param(
        f"{HEAD}    force\n      # accept date-after-period: a reason\n      - One.\n    opcc:\n      - More: x\n",
        f"{HEAD}    force:\n      - One.\n    opcc:\n      - 'More: x'\n",
        [
            "4:5: expected a field name and a colon here, not “force” (write it like: force:)",
            "8:9: the words before the colon are read as a field name",
        ],
        id="a stream without its colon above a note",
    ),
    pytest.param(
        HEAD.replace("farms", "Key aim 1") + "    Force: [One.]\n",
        SOUND,
        [
            "3:3: “Key aim 1” is not a key (write the key of a key aim as plan.yaml has it, in lower-case letters)",
            "4:5: the house format has no stream “Force” (did you mean “force”?)",
        ],
        id="keys by what is printed",
    ),
    pytest.param(
        f"{HEAD}    force:\n<<<<<<< HEAD\n      - One.\n=======\n      - Two: x\n>>>>>>> other\n",
        SOUND,
        ["5:1: two versions of this file were put together by Git"],
        id="an unfinished merge",
    ),
]


@pytest.mark.parametrize(("wrong", "right", "expected"), FILES)
def test_a_file_is_right_as_it_is_told_to_be(
    tmp_path: Path, run: Run, wrong: str, right: str, expected: list[str]
) -> None:
    """Every mistake in it at once, and none when each is followed."""
    folder = projects.write(tmp_path, updates={})
    path = folder / "updates/2022-23-q4.yaml"
    path.write_bytes(wrong.encode())
    assert_followed(run, folder, path, right, *expected)


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        ('bullets: ["{n}.1", "•"]', 'bullets: ["•"]', "8:11: “{n}.1” is not a bullet"),
        ('levels: {aim: "Aim {n}"}', "levels: {aim: Aim}", "8:15: “Aim {n}” is not"),
        (
            'numbering: {aim_list: "{n}.{m}"}',
            'numbering: {aim_list: "{n}."}',
            "8:23: “{n}.{m}” is not a pattern for a number",
        ),
    ],
)
def test_a_house_format_prints_no_braces(
    tmp_path: Path, run: Run, wrong: str, right: str, words: str
) -> None:
    """Where nothing is filled in, or only the number, a brace is refused at its place."""
    folder = projects.write(tmp_path, house=f"{projects.HOUSE}{wrong}\n")
    assert_followed(
        run, folder, folder / "house.yaml", f"{projects.HOUSE}{right}\n", words
    )


def test_bullets_are_fixed(tmp_path: Path, run: Run) -> None:
    """`check --fix` writes the dashes, and no word is changed."""
    typed = "- Two arrests.\n•  Three more.\no Four.\n- text: Five.\n  points:\n    • One.\n    • Another."
    right = "- Two arrests.\n- Three more.\n- Four.\n- text: Five.\n  points:\n    - One.\n    - Another."
    folder = projects.write(tmp_path, updates=projects.one_update(typed))
    run("check", "--fix", folder)

    [expected] = projects.one_update(right).values()
    assert (folder / "updates/2022-23-q4.yaml").read_text("utf-8") == expected


@pytest.mark.parametrize(
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

    assert told(run, folder) == []


def test_a_file_that_repeats_itself_is_read_as_text(tmp_path: Path, run: Run) -> None:
    """Of lines that would be a thousand million, each is an error."""
    names = "abcdefghij"
    lines = [
        f"      - &{one} [{','.join([f'*{before}'] * 9)}]\n"
        for before, one in pairwise(names)
    ]
    bomb = f"{HEAD}    force:\n      - &a [x, x]\n{''.join(lines)}"
    folder = projects.write(tmp_path, updates={"2022-23-q4.yaml": bomb})
    found = run("check", folder, "--output-format", "json").stdout

    assert found.count('"special-start"') == len(lines) + 1


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
