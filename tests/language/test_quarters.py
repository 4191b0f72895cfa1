"""Quarters as they are written."""

from __future__ import annotations

import pytest
from tests.language.texts import LINES, found_in_report, stays_quick

from pccreport.language.quarters import find_quarters


@pytest.mark.parametrize(
    ("text", "words", "number", "style"),
    [
        (LINES[22], "Qtr.4", 4, "Qtr.#"),
        ("in Qtr. 4 of", "Qtr. 4", 4, "Qtr. #"),
        ("Quarter 4", "Quarter 4", 4, "Quarter #"),
        ("2019/20 Q3:", "Q3", 3, "Q#"),
        ("(Q1)", "Q1", 1, "Q#"),
    ],
)
def test_a_quarter_is_read(text: str, words: str, number: int, style: str) -> None:
    """With its number and how it is written."""
    (found,) = find_quarters(text)
    assert (words, number, style) == (text[found.start : found.end], *found[2:])


@pytest.mark.parametrize(
    "text",
    [
        "a quarter of 4 towns",
        "Q5, Q10 and Q1.5",
        "three quarters",
        "FAQ1",
        "R&Q1",
        "",
        "in Quarter 4,000",
        "this quarter 3 people",
    ],
)
def test_what_is_no_quarter_is_left_alone(text: str) -> None:
    """Fractions, and what only has the letter."""
    assert () == find_quarters(text)


def test_the_real_reports_quarters() -> None:
    """Three styles."""
    assert [14, 16, 23, 29, 71, 100] == [*found_in_report(find_quarters)]


def test_long_texts_take_no_time() -> None:
    """The work grows with the text, not with its square."""
    assert stays_quick(find_quarters)
