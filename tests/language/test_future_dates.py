"""What a text says has happened, and what is still to come."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.language.calendar.future_dates import has_happened


def said(text: str) -> bool:
    """Whether May 2020 is over."""
    start = text.index("May 2020")
    return has_happened(text, start, start + len("May 2020"))


@in_turn(
    ("text", "is_over"),
    [
        ("The centre will open in May 2020.", False),
        ("In May 2020 the centre is to open.", False),
        ("The contracts were let, and services begin in May 2020.", False),
        ("Funded until May 2020.", False),
        ("A report is due in May 2020.", False),
        ("From April to May 2020 it ran.", False),
        ("To be done by the end of May 2020.", False),
        ("The next one, in May 2020, is larger.", False),
        # What another sentence says is of another time.
        ("Two arrests were made in May 2020.", True),
        ("They will go. Two arrests were made in May 2020.", True),
        ("Two arrests were made in May 2020. They will go.", True),
        (
            "The police engaged in a national week of action in May 2020. More will be done.",
            True,
        ),
        ("A goodwill visit was made in May 2020.", True),
    ],
)
def test_what_is_to_come_is_recognised(text: str, is_over: bool) -> None:
    """By a word in its sentence, or by the words right before the date."""
    assert said(text) is is_over
