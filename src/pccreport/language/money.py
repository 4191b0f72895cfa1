"""Sums of money in a sentence: "£87,652", "£1.2m", "£75k", "£2 million"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

_SUM = r"£\s?(?P<figures>\d{1,3}(?:,\d{3})+|\d+)(?P<pence>\.\d+)?(?:\s?(?P<scale>k|m|bn|thousand|million|billion)\b)?"
SCALES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "million": 6,
    "bn": 9,
    "billion": 9,
}


class StatedSum(NamedTuple):
    """A sum in pounds, and the words that state it."""

    pounds: Decimal
    exactness: Decimal
    """The worth of its last figure: a sum in millions is a rounded one."""
    words: str

    def fits(self, amount: Decimal) -> bool:
        """Whether an amount, rounded as the sum is, is the sum."""
        return abs(self.pounds - amount) * 2 <= self.exactness or self.pounds == amount


def add_sums(stated: Iterable[StatedSum]) -> StatedSum:
    """Several sums added up, as rounded as they are."""
    each = tuple(stated)
    pounds = sum((one.pounds for one in each[1:]), each[0].pounds)
    exactness = sum((one.exactness for one in each[1:]), each[0].exactness)
    return StatedSum(pounds, exactness, " and ".join(one.words for one in each))


def find_sums(text: str) -> Iterator[StatedSum]:
    """Return the sums of money in a text, in order."""
    if "£" not in text:
        return
    for found in re.finditer(_SUM, text, re.IGNORECASE):
        scale = SCALES.get((found["scale"] or "").lower(), 0)
        figures = found["figures"].replace(",", "") + (found["pence"] or "")
        decimals = len(found["pence"] or ".") - 1
        yield StatedSum(
            Decimal(figures).scaleb(scale),
            Decimal(1).scaleb(scale - decimals) if scale else Decimal(0),
            found[0],
        )
