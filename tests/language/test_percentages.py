"""Percentages of a number that is not told."""

from __future__ import annotations

from tests.cases import in_turn
from tests.language.texts import found_in_report, stays_quick

from pccreport.language.percentages import find_percentages_without_base


@in_turn(
    ("text", "words"),
    [
        ("Burglary fell by 12%.", "12%"),
        ("It rose 3.5 per cent in 2019/20.", "3.5 per cent"),
        ("It rose by 10-12% in May 2020.", "10-12%"),
        ("Over 6 months, theft fell 8%.", "8%"),
        ("Under Priority 4 it fell by 8 % in Q3.", "8 %"),
        ("We met 30 people. Theft fell by 12%.", "12%"),
    ],
)
def test_a_percentage_without_its_number_is_found(text: str, words: str) -> None:
    """Years, dates, months and labels are no numbers; nor is the sentence before."""
    assert [words] == [p.words for p in find_percentages_without_base(text)]
    assert [words] == [
        text[p.start : p.end] for p in find_percentages_without_base(text)
    ]


@in_turn(
    "text",
    [
        "12% (30 of 250) agreed.",
        "Burglary fell by 12%, from 1,250 to 1,100.",
        "Of £106,733 some 12% was spent.",
        "Two of the towns saw 12% less.",
        "We are 100% committed.",
        "The price is without 20% VAT.",
        "This is above the 90% target.",
        "In 250 cases 12% said so.",
        "No figure at all.",
        "",
    ],
)
def test_a_percentage_with_its_number_is_left_alone(text: str) -> None:
    """A count or a sum in the sentence, a rate that has no base, all of it."""
    assert () == find_percentages_without_base(text)


def test_the_real_report_has_no_percentage() -> None:
    """Not in any of its lines."""
    assert {} == found_in_report(find_percentages_without_base)


def test_long_texts_take_no_time() -> None:
    """The work grows with the text, not with its square."""
    assert stays_quick(find_percentages_without_base)
