"""The real report is the proof: what went to the panel on 4 September 2020."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.word import Word

REAL = Path(__file__).with_name("real_report.tsv")

# The styles that each role of the real report may be set in.
STYLES = {
    "T": {"Body Name", "heading 1", "Subtitle"},
    "P": {"Body Text", "Lead-in"},
    "A": {"List Number"},
    "H": {"heading 2"},
    "K": {"heading 3"},
    "S": {"heading 4"},
    "N": {"Stream Note"},
    "Y": {"heading 5", "Period Line"},
    "B1": {"List Bullet"},
    "B2": {"List Bullet 2"},
    "B3": {"List Bullet 3"},
    "C": {"Closing Line"},
    "Z": {"Sign-off", "Sign-off Date"},
}


def real_lines() -> list[tuple[str, str]]:
    """Each line of the real report with its role."""
    lines = REAL.read_text(encoding="utf-8").splitlines()
    return [(role, text) for role, text in (line.split("\t", 1) for line in lines)]


@pytest.fixture(scope="module")
def word(built_example: Path) -> Word:
    """The document built from the example."""
    return Word(built_example)


def test_the_document_has_the_real_report_word_for_word(word: Word) -> None:
    """All 109 lines, in order, with numbers and references computed."""
    said = []
    for line in word.lines():
        number = f"{line.number} " if line.number and line.style == "heading 3" else ""
        said += [part.casefold() for part in f"{number}{line.text}".split("\n")]

    assert [text.casefold() for _, text in real_lines()] == said


def test_every_line_has_its_role(word: Word) -> None:
    """Each line is set in a style of its role, the section's two lines in one."""
    styles = [line.style for line in word.lines() for _ in line.text.split("\n")]

    wrong = [
        (role, style, text)
        for (role, text), style in zip(real_lines(), styles, strict=True)
        if style not in STYLES[role]
    ]
    assert wrong == []


def test_nothing_is_in_capitals(word: Word) -> None:
    """What the paper shows in capitals is in ordinary case, which is easier to read."""
    heads = [x for x in word.lines() if x.style in STYLES["T"] | STYLES["H"]]

    assert not [x.shown for x in heads if x.text.isupper() or x.shown != x.text]


def test_stored_results_are_what_word_computes(word: Word) -> None:
    """A reader in Protected View, where no field is updated, reads the same."""
    lines = word.lines()

    assert [line.text for line in lines] == [line.stored for line in lines]


def test_aims_and_their_list_are_numbered_automatically(word: Word) -> None:
    """1. to 4. in the list, 1) to 4) in the headings, and no number is typed."""
    lines = word.lines()

    assert [x.number for x in lines if x.style == "List Number"] == [
        "1.",
        "2.",
        "3.",
        "4.",
    ]
    assert [x.number for x in lines if x.style == "heading 3"] == [
        "1)",
        "2)",
        "3)",
        "4)",
    ]


def test_bullets_are_one_list_of_three_levels(word: Word) -> None:
    """The level of each bullet is the level of its style."""
    levels = {line.style: line.level for line in word.lines() if "Bullet" in line.style}

    assert levels == {"List Bullet": 0, "List Bullet 2": 1, "List Bullet 3": 2}


def test_the_one_link_leads_to_the_office(word: Word) -> None:
    """Its words are the report's, its address is the web site's."""
    words = "(Further detail of these grants are available on my website)"

    assert [(words, "https://www.thamesvalley-pcc.gov.uk/", words)] == word.links()
