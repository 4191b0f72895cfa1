"""What a text says has happened, and what is still to come."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.language.calendar.future_dates import has_happened


def said(text: str) -> bool:
    """Whether May 2020 is over."""
    start = text.index("May 2020")
    return has_happened(text, start, start + len("May 2020"))


@in_turn(
    "text",
    [
        "The centre will open in May 2020.",
        "In May 2020 the centre is to open.",
        "The contracts were let, and services begin in May 2020.",
        "Funded until May 2020.",
        "A report is due in May 2020.",
        "From April to May 2020 it ran.",
        "To be done by the end of May 2020.",
        "The next one, in May 2020, is larger.",
    ],
)
def test_future_dates_are_recognised(text: str) -> None:
    """By a word in its sentence, or by the words right before the date."""
    assert not said(text)


@in_turn(
    "text",
    [
        "Two arrests were made in May 2020.",
        "They will go. Two arrests were made in May 2020.",
        "Two arrests were made in May 2020. They will go.",
        "The police engaged in a national week of action in May 2020. More will be done.",
        "A goodwill visit was made in May 2020.",
    ],
)
def test_what_has_been_is_not(text: str) -> None:
    """What another sentence says is of another time."""
    assert said(text)
