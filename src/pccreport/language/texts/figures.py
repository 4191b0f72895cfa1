"""The figures in a text, in digits and in words: "£2.5m", "9%", "twenty-three", "2019/20"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from pccreport.language.calendar.dates import find_dates
from pccreport.language.index.patterns import fold_case
from pccreport.language.wordlists import find_pattern, load_wordlists

SCALE_LETTERS = {"k": 3, "m": 6, "bn": 9}
_LAST_DAY = 31
_POWERS = (2, 3, 6, 9)
_CONTINUES = r"[/:]|[.,]\d|[–-]\d"
_WORD_AFTER = r"[\s-]{1,3}([A-Za-z][A-Za-z.'’-]{0,18})"
_MAX_DISTANCE = 20
"""Characters before a number in which a word can make it part of a name: "Level 1"."""


class Figure(NamedTuple):
    """A figure in a text."""

    start: int
    end: int
    value: Decimal
    unit: str
    """"£" or another currency, "%", "year", or "" for a number of anything."""
    step: Decimal
    """The value of one unit of the last digit typed."""
    scale: int
    """The power of ten of a word or letter after it: 3 for "k", 0 for none."""
    words: str

    @property
    def is_year(self) -> bool:
        """True for a year, such as 2019 or 2019/20."""
        return self.unit == "year"

    @property
    def amount(self) -> tuple[Decimal, str]:
        """The value and the unit."""
        return self.value, self.unit

    @property
    def slack(self) -> Decimal:
        """The amount by which it may be rounded: a figure in millions is, one in digits is not."""
        return self.step if self.scale else Decimal(0)


# Several rules ask for the figures and the counts of the same texts.
@lru_cache(maxsize=10_000)
def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text in order, years too, but not the days of dates."""
    return tuple(_without_days(_every_figure(text), text))


@lru_cache(maxsize=10_000)
def find_counts(text: str, *, lengths: bool = False) -> tuple[Figure, ...]:
    """Return the counts, sums of money and percentages of a text, in order.

    Years, dates, times, ranges and numbers in names ("Level 1") are not counts; lengths of time are
    only if `lengths` is True.
    """
    return tuple(
        figure
        for figure in find_figures(text)
        if not figure.is_year
        and ((lengths and unit_of_time(text, figure)) or _is_count(text, figure))
    )


def unit_of_time(text: str, figure: Figure) -> str:
    """Return the unit of a length of time after a figure, without a plural s, or ""."""
    unit = _word_after(text, figure.end).removesuffix("s")
    return unit if unit in load_wordlists("figures")["lengths"] else ""


@lru_cache(maxsize=10_000)
def _word_after(text: str, end: int) -> str:
    """Return the word after a figure, without a full stop and in lower case, or ""."""
    after = re.compile(_WORD_AFTER).match(text, end)
    return after[1].rstrip(".").casefold() if after else ""


def changed_figures(old: str, new: str) -> tuple[list[Figure], list[Figure]]:
    """Return the figures that only the old text has, and those that only the new one has, with years.

    A 1 does not count if no other figure was removed or added: "one of them".
    """
    old_figures, new_figures = (_every_figure(text) for text in (old, new))
    removed = _without_days(_not_among(old_figures, new_figures), old)
    added = _without_days(_not_among(new_figures, old_figures), new)
    if not (removed and added):
        removed, added = (
            [f for f in changed if f.value != 1] for changed in (removed, added)
        )
    return removed, added


def _not_among(figures: Iterable[Figure], others: Iterable[Figure]) -> Iterator[Figure]:
    """Yield the figures that are not among the others, each as often as it is missing there."""
    remaining = Counter(figure.amount for figure in others)
    for figure in figures:
        if remaining[figure.amount]:
            remaining[figure.amount] -= 1
        else:
            yield figure


def _without_days(figures: Iterable[Figure], text: str) -> list[Figure]:
    """Return the figures of a text that are not the day of a date."""
    every = [*figures]
    small = {f.start for f in every if not f.unit and f.value <= _LAST_DAY}
    dates = (date for date in find_dates(text) if date.day) if small else ()
    days = {start for date in dates for start in small.intersection(range(*date[:2]))}
    return [figure for figure in every if figure.start not in days]


def _is_count(text: str, figure: Figure) -> bool:
    """Return whether a figure is not part of a name, a length of time, a range or a longer number."""
    is_signed = text[figure.start - 1 : figure.start] in {"#", "-"}
    if is_signed or re.compile(_CONTINUES).match(text, figure.end):
        return False
    if figure.unit:
        return True
    table = load_wordlists("figures")
    if _word_after(text, figure.end) in table["times"]:
        return False
    near = text[max(0, figure.start - _MAX_DISTANCE) : figure.start]
    before = near.rstrip("(").split()
    last = before[-1] if before else ""
    last_two = " ".join(before[-2:]).casefold()  # “in quarter 2”, not “the quarter 2”
    if last.casefold() in table["named"] or last_two in table["quarters"]:
        return False
    # A word in capitals that does not start a sentence; "Hull (24)" is a count.
    is_inside = len(before) > 1 and before[-2][-1].isalnum() and near[-1] != "("
    return not (is_inside and last[:1].isupper() and last.isalnum())


def _every_figure(text: str) -> list[Figure]:
    found = find_pattern("figures", "figure").finditer(text)
    return [figure for match in found for figure in _parse_match(match)]


def _parse_match(found: re.Match[str]) -> Iterator[Figure]:
    if found["year"]:
        year = Decimal(found["year"][:4])
        yield Figure(*found.span(), year, "year", Decimal(1), 0, found["year"])
    elif not found["figures"]:
        yield from _parse_words(found)
    else:
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        part = found["part"] or ""
        value = Decimal(found["figures"].replace(",", "") + part)
        scale = _powers_of_ten()[fold_case(found["scale"])] if found["scale"] else 0
        value = value.scaleb(scale) * (-1 if found["minus"] else 1)
        unit = found["sign"] or ("%" if found["percent"] else "")
        step = Decimal(1).scaleb(scale - max(len(part) - 1, 0))
        yield Figure(start, found.end(), value, unit, step, scale, found[0].strip())


def _parse_words(found: re.Match[str]) -> Iterator[Figure]:
    """Yield the numbers in words: "two hundred and six" is one, "two and six" are two."""
    lists, powers = load_wordlists("figures"), _powers_of_ten()
    text, start, end = found.string, *found.span()
    total = last = 0
    for match in re.compile(r"\w+").finditer(text, start, end):
        word = fold_case(match[0])
        if word in lists["and"]:
            if last < 100:
                yield _word_figure(text, start, match.start(), total + last)
                total, last, start = 0, 0, match.end()
        elif word in powers:
            last = max(last, 1) * 10 ** powers[word]
            if powers[word] > _POWERS[0]:
                total, last = total + last, 0
        elif word in lists["dozen"]:
            last = max(last, 1) * 12
        elif word in lists["tens"]:
            last += 10 * (lists["tens"].index(word) + 2)
        else:
            last += lists["small"].index(word)
    yield _word_figure(text, start, end, total + last)


def _word_figure(text: str, start: int, end: int, number: int) -> Figure:
    typed = text[start:end].strip()
    start = text.index(typed, start)
    return Figure(start, start + len(typed), Decimal(number), "", Decimal(1), 0, typed)


@cache
def number_words() -> frozenset[str]:
    """Return the words that numbers in words consist of."""
    lists = load_wordlists("figures")
    names = ("small", "tens", "dozen", "powers")
    return frozenset(word for name in names for word in lists[name])


@cache
def _powers_of_ten() -> dict[str, int]:
    """Return the power of ten of each word or letter: 6 for "million" and "m"."""
    words = load_wordlists("figures")["powers"]
    return {**SCALE_LETTERS, **dict(zip(words, _POWERS, strict=True))}
