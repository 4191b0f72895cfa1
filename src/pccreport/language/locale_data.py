"""The words and separators of a language, read from `<tag>.json` beside this module."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HOME = Path(__file__).parent
TAG = "en-GB"
"""The language of all word lists and patterns."""


class LocaleData(NamedTuple):
    """The words and separators of a language."""

    tag: str
    """The BCP 47 tag: en-GB."""
    above: str
    """The words that Word's fields print for the direction of a reference."""
    below: str
    months: tuple[str, ...]
    """The names of the twelve months."""
    ordinals: tuple[str, ...]
    """The days of a month: 1st to 31st."""
    numbers: tuple[str, ...]
    """Numbers in words, from one."""

    def number_in_words(self, value: int) -> str:
        """Return a number in words if the language lists it, else in figures."""
        listed = 1 <= value <= len(self.numbers)
        return self.numbers[value - 1] if listed else str(value)

    def sum(self, value: Decimal | int) -> str:
        """Return a sum of money in figures, with pennies only if there are any."""
        return f"{int(value):,}" if value == int(value) else f"{value:,.2f}"

    def figure(self, value: Decimal) -> str:
        """Return a figure with the decimal places of the value."""
        return f"{value:,f}"


def language_tags() -> tuple[str, ...]:
    """Return the tags of all languages."""
    return tuple(sorted(path.stem for path in _HOME.glob("*.json")))


@cache
def load_locale(tag: str = TAG) -> LocaleData:
    """Return the data of a language that `languages()` lists."""
    table = json.loads((_HOME / f"{tag}.json").read_text(encoding="utf-8"))
    lists = ("months", "ordinals", "numbers")
    return LocaleData(**{**table, **{name: tuple(table[name]) for name in lists}})
