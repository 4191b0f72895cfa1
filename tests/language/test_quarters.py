"""Quarters as they are written."""

from __future__ import annotations

import pytest
from tests.language.texts import LINES, found_in_report, stays_quick

from pccreport.language.quarters import find_quarters


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LINES[22], "Qtr.4"),
        ("in Qtr. 4 of", "Qtr. 4"),
        ("Quarter 4", "Quarter 4"),
        ("2019/20 Q3:", "Q3"),
        ("(Q1)", "Q1"),
    ],
)
def test_a_quarter_is_read(text: str, words: str) -> None:
    """However it is written."""
    (found,) = find_quarters(text)
    assert words == text[found.start : found.end]


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
