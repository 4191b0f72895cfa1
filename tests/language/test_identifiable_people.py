"""Words that may tell who a person is."""

from __future__ import annotations

from tests.cases import in_turn
from tests.language.texts import LINES
from tests.rules.found import words_in


def told(text: str) -> list[str]:
    """The words that may identify a person."""
    return words_in("individual-case", text)


@in_turn(
    ("text", "clause"),
    [
        (LINES[71], "a victim who has been referred to Victims First 10 times"),
        (
            "A young person who was excluded from Reading School now works, happily.",
            "A young person who was excluded from Reading School now works",
        ),
        (
            "Police helped a 14-year-old boy from Slough and his mother.",
            "a 14-year-old boy from Slough",
        ),
        ("A 14-year-old was arrested.", "A 14-year-old"),
        ("We met a woman aged 82 from Bicester.", "a woman aged 82 from Bicester"),
        (
            "One victim of domestic abuse who had called TVP twice, was moved.",
            "One victim of domestic abuse who had called TVP twice",
        ),
        (
            "They helped a mother with three children in one house.",
            "a mother with three children in one house",
        ),
        ("It was a case involving a family from Banbury.", "a family from Banbury"),
        (
            "When asked, a young vulnerable man who lost his home told SAFE.",
            "a young vulnerable man who lost his home told SAFE",
        ),
    ],
)
def test_an_identifiable_person_is_found(text: str, clause: str) -> None:
    """From the article to the end of the clause."""
    assert [clause] == told(text)


@in_turn(
    "text",
    [
        "Victims who have been referred to Victims First 10 times",
        "young people who were arrested in Reading",
        "TVP has a victim-centred approach in 10 places",
        "anyone who has called TVP twice",
        "a victim support worker who has joined Victims First",
        "A victim who reports a crime to TVP is called within 5 days",
        "A victim who has been assaulted can call Victims First",
        "If a victim who has been referred 3 times is referred again to TVP, they meet",
        "a victim who has been referred for support",
        "a young person with complex needs",
        "a case involving County Lines",
        "cases involving 20 victims",
        "A 14-year-old can join the cadets",
        "a 10-year-old partnership with Reading",
        "a 6 month old scheme",
        "a person who wants to report",
        "A member of my OPCC staff delivered Prevent training",
        "an officer who was trained by TVP",
        "a resident in need",
        "a victim who was helped in May",
        "a victim who was helped in 2019/20",
        "",
    ],
)
def test_people_in_general_are_not_identified(text: str) -> None:
    """Plurals, general statements, jobs, and what has nothing beside it."""
    assert [] == told(text)
