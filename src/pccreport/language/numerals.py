"""The figures in a text, in digits and in words: "£2.5m", "9%", "twenty-three", "2019/20"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pccreport.language.dates import find_dates
from pccreport.language.locale_data import load_locale
from pccreport.language.wordlists import GAP, any_word_pattern, load_wordlists

_DIGITS = r"(?<![\w.,/])(?P<sign>[£€$])?\s?(?P<figures>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?"
_YEAR = r"(?<![\w£€$.,])(?P<year>(?:19|20)\d\d(?:[/–-]\d{2,4})?)(?!\w|[.,]\d|%)"
_LETTERS = {"k": 3, "m": 6, "bn": 9}
_LAST_DAY = 31
_POWERS = (2, 3, 6, 9)


class Figure(NamedTuple):
    """A figure in a text: two of one value are equal, however they are written."""

    value: Decimal
    unit: str
    """"£", "%", "year", or "" for a number of anything."""
    words: str
    start: int

    @property
    def is_year(self) -> bool:
        """Whether it is a year, such as 2019 or 2019/20."""
        return self.unit == "year"

    @property
    def may_be_day(self) -> bool:
        """Whether it may be the day of a date."""
        return not self.unit and self.value <= _LAST_DAY

    @property
    def amount(self) -> tuple[Decimal, str]:
        """Its value and its unit."""
        return self.value, self.unit


def find_figures(text: str, language: str = "en-GB") -> list[Figure]:
    """Return the figures of a text in order, years too; the day of a date is none."""
    return _without_days(_every_figure(text, language), text, language)


def changed_figures(
    old: str, new: str, language: str = "en-GB"
) -> tuple[list[Figure], list[Figure]]:
    """Return the figures that only one, and only the other of two texts has, years too.

    A "one" that came or went alone is no figure: "one of them".
    """
    was, present = ([*_every_figure(text, language)] for text in (old, new))
    gone = _without_days(_missing(was, present), old, language)
    come = _without_days(_missing(present, was), new, language)
    if not (gone and come):
        gone, come = ([f for f in row if f.value != 1] for row in (gone, come))
    return gone, come


def _missing(one: Iterable[Figure], other: Iterable[Figure]) -> Iterator[Figure]:
    """Yield the figures that another text lacks, as often as it lacks them."""
    left = Counter(figure.amount for figure in other)
    for figure in one:
        if left[figure.amount]:
            left[figure.amount] -= 1
        else:
            yield figure


def _without_days(figures: Iterable[Figure], text: str, language: str) -> list[Figure]:
    """Return the figures of a text that are no days of a date."""
    row = [*figures]
    may_be_date = any(month[:3] in text for month in load_locale(language).months)
    may_be_date = may_be_date or re.search(r"\d[/-]\d", text) is not None
    if not (may_be_date and any(figure.may_be_day for figure in row)):
        return row
    days = [(d.start, d.end) for d in find_dates(text, language) if d.day is not None]
    return [
        figure
        for figure in row
        if not (figure.may_be_day and any(s <= figure.start < e for s, e in days))
    ]


def _every_figure(text: str, language: str) -> Iterator[Figure]:
    for found in _pattern(language).finditer(text):
        if found["year"]:
            year = Decimal(found["year"][:4])
            yield Figure(year, "year", found["year"], found.start("year"))
        else:
            yield from _figures(found, language)


def _figures(found: re.Match[str], language: str) -> Iterator[Figure]:
    if not found["figures"]:
        at = found.start()
        for words, number in _spelt_out(found[0], language):
            yield Figure(Decimal(number), "", words, at)
        return
    value = Decimal(found["figures"].replace(",", "") + (found["part"] or ""))
    scale = (found["scale"] or "").casefold()
    powers = dict(
        zip(load_wordlists(language, "numerals")["powers"], _POWERS, strict=True)
    )
    value = value.scaleb((_LETTERS | powers).get(scale, 0))
    yield Figure(
        value,
        found["sign"] or ("%" if found["percent"] else ""),
        found[0].strip(),
        found.start(),
    )


def _spelt_out(words: str, language: str) -> Iterator[tuple[str, int]]:
    """Yield numbers in words with their values: "two hundred and six" is one, "two and six" two."""
    lists = load_wordlists(language, "numerals")
    powers = dict(zip(lists["powers"], _POWERS, strict=True))
    total = last = 0
    start = 0
    joined = False
    for word in re.finditer(r"\w+", words):
        said = word[0].casefold()
        if said in lists["and"]:
            joined = last >= 100
            if not joined:
                yield words[start : word.start()].strip(), total + last
                total, last, start = 0, 0, word.end()
        elif said in powers:
            last = max(last, 1) * 10 ** powers[said]
            if powers[said] > _POWERS[0]:
                total, last = total + last, 0
        elif said in lists["dozen"]:
            last = max(last, 1) * 12
        elif said in lists["tens"]:
            last += 10 * (lists["tens"].index(said) + 2)
        else:
            last += lists["small"].index(said)
    yield words[start:].strip(), total + last


@cache
def _pattern(language: str) -> re.Pattern[str]:
    lists = load_wordlists(language, "numerals")
    percent = any_word_pattern(load_wordlists(language, "percentages")["signs"])
    powers = any_word_pattern((*lists["powers"], *_LETTERS))
    word = any_word_pattern(
        [each for name in ("small", "tens", "dozen", "powers") for each in lists[name]]
    )
    joint = rf"(?:-|{GAP}(?:{any_word_pattern(lists['and'])}{GAP})?)"
    digits = rf"{_DIGITS}(?:\s?(?:(?P<percent>{percent})|(?P<scale>{powers})\b)|(?!\w))"
    spelt = rf"\b{word}(?:{joint}{word})*\b"
    return re.compile(rf"{_YEAR}|{digits}|{spelt}", re.IGNORECASE)
