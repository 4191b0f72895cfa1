"""Dates in a sentence."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.language.calendar.dates import find_dates


def told(text: str) -> list[tuple[str, int | None, int | None, int, int | None]]:
    """The words of each date, and what it says."""
    return [(text[d.start : d.end], *d[2:]) for d in find_dates(text)]


@in_turn(
    ("text", "expected"),
    [
        ("in May 2020, that", [("May 2020", None, None, 5, 2020)]),
        ("on 20th September at", [("20th September", None, 20, 9, None)]),
        (
            "on Friday 20th September 2019.",
            [("Friday 20th September 2019", 4, 20, 9, 2019)],
        ),
        ("26 August 2020", [("26 August 2020", None, 26, 8, 2020)]),
        ("Fri 4 Sept 2020", [("Fri 4 Sept 2020", 4, 4, 9, 2020)]),
        ("on Fri. 4 Sept. 2020", [("Fri. 4 Sept. 2020", 4, 4, 9, 2020)]),
        ("on Friday. 4 May 2020 was", [("4 May 2020", None, 4, 5, 2020)]),
        (
            "Friday, the 4th of May 2018",
            [("Friday, the 4th of May 2018", 4, 4, 5, 2018)],
        ),
        ("4 SEPTEMBER 2020", [("4 SEPTEMBER 2020", None, 4, 9, 2020)]),
        ("20 September, 2019", [("20 September, 2019", None, 20, 9, 2019)]),
        ("04/09/2020", [("04/09/2020", None, 4, 9, 2020)]),
        ("2020-09-04", [("2020-09-04", None, 4, 9, 2020)]),
        (
            "1 April to 3 May 2020",
            [("1 April", None, 1, 4, 2020), ("3 May 2020", None, 3, 5, 2020)],
        ),
        (
            "20 December to 3 January 2020",
            [("20 December", None, 20, 12, 2019), ("3 January 2020", None, 3, 1, 2020)],
        ),
        ("1-3 May 2020", [("1", None, 1, 5, 2020), ("3 May 2020", None, 3, 5, 2020)]),
        (
            "Friday 4 to Sunday 6 September 2020",
            [("Friday 4", 4, 4, 9, 2020), ("Sunday 6 September 2020", 6, 6, 9, 2020)],
        ),
        (
            "April and May 2020",
            [("April", None, None, 4, 2020), ("May 2020", None, None, 5, 2020)],
        ),
        # Verbs, adjectives, quarters, years and months alone are none.
        ("This may 2020 apply", []),
        ("Officers may arrest 20 people", []),
        ("We march 12 miles", []),
        ("an august body of 12", []),
        ("In Qtr.4 and Q1 of 2019/20", []),
        ("In April the work began", []),
        ("May I thank 20 officers", []),
        ("Theresa May", []),
        ("the year to March 2019/20", []),
        ("section 3 may apply", []),
        ("a 12/13 split", []),
        ("99 May", []),
        ("", []),
    ],
)
def test_a_date_is_read(text: str, expected: list[object]) -> None:
    """With its words, weekday, day, month and year."""
    assert expected == told(text)
