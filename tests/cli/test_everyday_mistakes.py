"""What officers mistype: one finding, at its line, with help that puts it right."""

from __future__ import annotations

import json
from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.finding_lines import check_lines

HEAD = "period: 2022/23 Q4\nupdates:\n  farms:\n    force:\n"
FARMS = f"{HEAD}      - Two arrests were made.\n"
DASH = "this line has no dash, so it is not read as an item of the list"
MISTAKES = {
    "a sentence without its dash": (
        f"{FARMS}      Four men were fined.\n      - Six were warned.\n",
        f"6:7: error: {DASH} (write it like: - Four men were fined.; or, if it continues",
    ),
    "a text without its dash": (
        f"{FARMS}      text: Four men were fined.\n        owner: Ann\n",
        f"6:7: error: {DASH} (write it like: - text: Four men were fined.)",
    ),
    "quotes inside quotes": (
        f'{HEAD}      - "They asked: "why" and "when" in May."\n',
        'write it like: - \'They asked: "why" and "when" in May.\'',
    ),
    "quotes inside quotes, over two lines": (
        f'{HEAD}      - "They asked in the\n        first week "why" and when."\n',
        "6:21: error: the text continues after its closing quotation mark (put one pair",
    ),
    "an apostrophe inside quotes": (
        f"{HEAD}      - 'The victims' panel met.'\n",
        'write it like: - "The victims\' panel met."',
    ),
    "a tab before a field": (
        f"{FARMS}      - id: fines\n        text: Four were fined.\n\towner: Ann\n",
        "begin it after 8 spaces:         owner: Ann",
    ),
    "no updates:": (
        "period: 2022/23 Q4\n  farms:\n    force:\n      - Two arrests were made.\n"
        "  wildlife:\n    force:\n      - Six bats were found.\n",
        "2:3: error: there is no “updates:” above “farms” (write updates: on a line of its own above it)",
    ),
    "a field without its space in braces": (
        f"{FARMS}      - text: Locks were bought.\n        outcome: None was forced.\n"
        "        award: {amount:38, awards: 2}\n",
        "“amount” has no space after its colon (write it like: award: {amount: 38, awards: 2})",
    ),
    "a comma and a colon in a reason": (
        HEAD.replace(
            ":\n    force:\n",
            ":\n    force: {nothing: in brief, work was delayed: see May}\n",
        ),
        'put it in quotes: "in brief, work was delayed: see May")',
    ),
    "the heading of a stream": (
        FARMS.replace("force:", "Force:"),
        "4:5: error: the house format has no stream “Force” (did you mean “force”?)",
    ),
    "only notes": (
        "# period: 2022/23 Q4\n",
        "1:1: error: this file is empty, or each of its lines is a note (add its text, or delete the #",
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
}
FOLLOWED = {
    "a colon in a reason": (
        "    force: {nothing: work was delayed: it starts in May}\n",
        ['    force: {nothing: "work was delayed: it starts in May"}'],
    ),
    "a colon in a reason in curly quotes": (
        "    force: {nothing: “work was delayed: it starts in May”}\n",
        ['    force: {nothing: "work was delayed: it starts in May"}'],
    ),
    "a colon in a reason that is not closed": (
        "    force: {nothing: work was delayed: see May\n",
        ['    force: {nothing: "work was delayed: see May"}'],
    ),
    "a reason with an open quote": (
        '    force: {nothing: "work starts in May}\n',
        ['    force: {nothing: "work starts in May"}'],
    ),
    "a reason with quotes round a part of it": (
        '    force: {nothing: "work" starts in May}\n',
        ["    force: {nothing: '\"work\" starts in May'}"],
    ),
    "a field in braces with a colon": (
        "    force:\n      - text: Locks were bought.\n"
        "        award: {amount: 380, fund: Op Lock: phase two}\n",
        ['        award: {amount: 380, fund: "Op Lock: phase two"}'],
    ),
    "a block below its id without text:": (
        "    force:\n      - id: locks\n        >-\n        Locks were bought.\n",
        ["        text: >-", "          Locks were bought."],
    ),
    "a text below the dash of its id": (
        "    force:\n      - id: locks\n      text: >-\n        Locks were bought.\n",
        ["        text: >-", "          Locks were bought."],
    ),
}
"""What is below a key aim, and the lines that the help asks for."""


def _check(run: Run, folder: Path) -> list[str]:
    done = check_lines(run, folder)
    return [line for line in done.stdout.splitlines() if "[" in line]


@in_turn("mistake", MISTAKES)
def test_a_mistake_is_one_finding(tmp_path: Path, run: Run, mistake: str) -> None:
    """No other one follows from it."""
    text, expected = MISTAKES[mistake]
    found = _check(run, projects.write(tmp_path / "p", updates={"x.yaml": text}))

    assert len(found) == 1, found
    assert expected in found[0]


@in_turn("mistake", FOLLOWED)
def test_the_help_asks_for_lines_that_can_be_read(
    tmp_path: Path, run: Run, mistake: str
) -> None:
    """Each is in the help, word for word or as a number of spaces; with them the file has no error."""
    written, meant = FOLLOWED[mistake]
    head = HEAD.removesuffix("    force:\n")
    folder = projects.write(tmp_path / "p", updates={"x.yaml": head + written})
    found = " ".join(_check(run, folder))
    lines = (head + written).splitlines()
    for number, line in enumerate(meant, len(lines) - len(meant)):
        spaces, words = len(line) - len(line.lstrip()), line.strip()
        begins = lines[number].lstrip() == words and f"after {spaces} spaces" in found
        moved = "and move the line below it as far" in found
        assert f"write it like: {words})" in found or begins or moved, found
        lines[number] = line
    (folder / "updates/x.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert "error" in found
    assert not [line for line in _check(run, folder) if ": error:" in line]


def test_a_stream_at_the_level_of_key_aims(tmp_path: Path, run: Run) -> None:
    """It is not a mistyped key aim, and what is in it has no finding of its own."""
    update = 'period: 2022/23 Q4\nupdates:\n  farms:\n  force: {nothing: "none."}\n'
    (found,) = _check(run, projects.write(tmp_path / "p", updates={"x.yaml": update}))
    moved = update.replace("  force:", "    force:")
    after = _check(run, projects.write(tmp_path / "q", updates={"x.yaml": moved}))

    assert "4:3: error: “force” is a stream, but it is where a key aim" in found
    assert "2 spaces to the right" in found
    assert not [line for line in after if ": error:" in line]


def test_a_dash_between_an_id_and_its_text(tmp_path: Path, run: Run) -> None:
    """Both ways out are shown: the text may be missing, or on the next line."""
    update = f"{HEAD}      - id: locks\n      - text: Locks were bought.\n"
    (found,) = _check(run, projects.write(tmp_path / "p", updates={"x.yaml": update}))

    assert "(add text:" in found
    assert (
        "if the next line is its text, begin that after 8 spaces, with text:" in found
    )


def test_what_a_wrong_period_makes_seem_missing_is_not_shown(
    tmp_path: Path, run: Run
) -> None:
    """The file is under another quarter, but it is there."""
    updates = {
        "2022-23-q3.yaml": FARMS.replace("Q4", "Q3"),
        "2022-23-q4.yaml": FARMS.replace("Q4", "Q2"),
    }
    (found,) = _check(run, projects.write(tmp_path / "p", updates=updates))

    assert "[period-mismatch]" in found


def test_a_copied_file_is_a_warning(tmp_path: Path, run: Run) -> None:
    """What differs in it would be printed twice."""
    more = FARMS.replace("2022/23 Q4", "2023/24 Q1") + "      - Four men were fined.\n"
    updates = {
        "2023-24-q1 - Copy.yaml": more.replace("Four", "Five"),
        "2023-24-q1.yaml": more,
    }
    found = _check(run, projects.write(tmp_path / "p", updates=updates))
    found = [line for line in found if "[repeated-update]" in line]

    assert len(found) == 1, found
    assert "- Copy.yaml:5:9: warning" in found[0]
    assert "if its file is a copy, delete that" in found[0]


def test_strays_beside_the_updates(tmp_path: Path, run: Run) -> None:
    """A backup is no error, and the files of a mistyped private folder are not moved into the report."""
    folder = projects.write(
        tmp_path / "p",
        updates={"2023-24-q1.yaml": FARMS.replace("2022/23 Q4", "2023/24 Q1")},
    )
    (folder / "updates/2023-24-q1.yaml.bak").write_text(FARMS, "utf-8")
    (folder / "updates/privat").mkdir()
    (folder / "updates/privat/2023-24-q1.yaml").write_text(FARMS, "utf-8")
    found = [line for line in _check(run, folder) if "[stray-file]" in line]

    assert len(found) == 2, found
    assert "if it is a copy of 2023-24-q1.yaml, delete it" in found[0]
    assert "rename it to private" in found[1]


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


def test_a_long_word_before_a_colon_is_not_shown_whole(
    tmp_path: Path, run: Run
) -> None:
    """A line of letters is a mistake like any other, and its message stays a message."""
    folder = projects.write(tmp_path)
    (folder / "house.yaml").write_text(f"points:\n{'a' * 600}:0\n", encoding="utf-8")
    found = json.loads(run("check", folder, "--output-format", "json").stdout)
    messages = [each["message"] for each in found["findings"]]

    assert any("has no space after its colon" in words for words in messages)
    assert max(map(len, messages)) < 200
