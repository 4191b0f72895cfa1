"""Where the measures say that something stands."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Protocol

from tests.cases import in_turn

from pccreport.language.dates import find_dates
from pccreport.language.protective_markings import find_markings

_PARTS = (
    *("May", "4", "20th", " ", "  ", "\n", "2020", "Friday", "to", "-", "–", "(", ")"),
    *("TVP", "OCGs", "a victim who", "was", "10", "a 14-year-old", "from", "Reading"),
    *(".", ",", "12%", "the the", "01865 541957", "@", "x@y.uk", "43200123456", "£"),
    *("CR/1234/20", "crime no.", "not for publication", "RESTRICTED", "é", "\u00a0"),
    *("Qtr. 4", "’s", "June", "31", "and", "99", "0", "a case involving", "Mr."),
)


class _Found(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@in_turn(
    "measure",
    [
        find_dates,
        find_markings,
    ],
)
def test_findings_follow_each_other_in_the_text(
    measure: Callable[[str], Sequence[_Found]],
) -> None:
    """Whatever the text is put together from, none is empty and none overlap."""
    dice = random.Random(4)
    for _ in range(2000):
        parts = dice.choices(_PARTS, k=dice.randint(1, 14))
        text = dice.choice(["", " "]).join(parts)
        last = 0
        for found in measure(text):
            assert last <= found.start < found.end <= len(text), text
            last = found.end
            words = getattr(found, "words", "")
            quoted = " ".join(text[found.start : found.end].split())
            assert quoted.startswith(" ".join(words.split())), text
