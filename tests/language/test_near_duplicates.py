"""Texts that are nearly the same, and those that only look so."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.language.texts.near_duplicates import find_near_duplicates

UPDATE = "The team delivered training on stalking to schools across the whole county"


@in_turn(
    ("one", "other", "near"),
    [
        (UPDATE, UPDATE.upper() + ".", True),
        (UPDATE, UPDATE.replace(" ", "\n").replace("whole ", ""), True),
        (UPDATE, "Q2: " + UPDATE, True),
        (UPDATE, "The team delivered support to victims across the county", False),
        (UPDATE + " in May 2019", UPDATE + " in June 2019", False),
        (UPDATE + " to 79 people", UPDATE + " to 81 people", False),
        (
            "Seven words are no text to compare",
            "Seven words are no text to compare",
            False,
        ),
    ],
)
def test_repeated_news_is_similar(one: str, other: str, near: bool) -> None:
    """Marks, capitals and a word do not count; figures and months do, and short texts are alike by chance."""
    assert bool([*find_near_duplicates([one, other], lambda *_: True)]) is near
