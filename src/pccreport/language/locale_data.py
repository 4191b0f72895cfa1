"""The words of one language, read from its table.

A language is a file beside this one, `<tag>.json`. Adding one touches no code.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HOME = Path(__file__).parent


class LocaleData(NamedTuple):
    """The words of a language."""

    tag: str
    """Its BCP 47 tag: en-GB."""
    above: str
    """Word's own words for the direction of a reference: the fields compute them."""
    below: str
    thousands: str
    """The separator between the thousands of a figure."""
    point: str
    """The separator before its decimals."""
    months: tuple[str, ...]
    """From January, twelve."""
    ordinals: tuple[str, ...]
    """Days of a month: 1st to 31st."""
    numbers: tuple[str, ...]
    """Numbers in words, from one."""

    def number(self, value: int) -> str:
        """Return a number in words if the language lists it, else in figures."""
        listed = 1 <= value <= len(self.numbers)
        return self.numbers[value - 1] if listed else str(value)

    def sum(self, value: Decimal | int) -> str:
        """Return a sum of money in figures, with pennies only if there are any."""
        whole = value == int(value)
        return self._separated(f"{int(value):,}" if whole else f"{value:,.2f}")

    def figure(self, value: Decimal) -> str:
        """Return a figure with as many decimal places as it was given."""
        return self._separated(f"{value:,f}")

    def _separated(self, figures: str) -> str:
        return figures.translate({ord(","): self.thousands, ord("."): self.point})


def languages() -> tuple[str, ...]:
    """Return the tags of all languages."""
    return tuple(sorted(path.stem for path in _HOME.glob("*.json")))


@cache
def load_locale(tag: str) -> LocaleData:
    """Return the words of a language that `languages()` lists."""
    table = json.loads((_HOME / f"{tag}.json").read_text(encoding="utf-8"))
    lists = ("months", "ordinals", "numbers")
    return LocaleData(**{**table, **{name: tuple(table[name]) for name in lists}})
