"""Plans, seasons, quarters and months in a text that do not fit its period: "will open in May 2019"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache, partial

from pccreport.language.dates import DateMention, days_between, find_dates
from pccreport.language.locale_data import load_locale
from pccreport.language.wordlists import (
    Spans,
    any_word_pattern,
    find_pattern,
    load_wordlists,
    may_match,
    search_likely,
)

_FOLLOWING = 200
"""Characters after a season in which it can be said to be here; a text is not read to its end for each."""
_MAX_DISTANCE = 100
"""Characters from the word for a plan to its date."""
_QUARTER = timedelta(days=100)
"""The longest period in which a month without a year is certain; in a longer one there may be two."""
_MONTHS_AHEAD = 4
"""Months after a period in which a season can begin that is near."""
_MAX_YEARS = 30
"""Years after a period for which there can be plans."""
FAR_YEAR = re.compile(r"(?<![\d,.£])2(?:0[6-9]|[1-9]\d)\d(?!,?\d)")
"""A year too far in the future to be planned for."""
_pattern = partial(find_pattern, "plans")
_LISTED = frozenset({"coming", "now_that", "here", "future"})
"""The patterns that always have a word of the list of their name."""


def season_words(language: str = "en-GB") -> Iterable[str]:
    """Return the phrases of which each text with a season has one."""
    return _seasons(language)


def quarter_words(language: str = "en-GB") -> list[str]:
    """Return the strings of which each text with a quarter has one; a single letter follows a space."""
    words = load_wordlists(language, "plans")["quarter"]
    return [w.casefold() if len(w) > 1 else f" {w.casefold()}" for w in words]


def find_past_plans(
    text: str, start: date, end: date, language: str = "en-GB"
) -> Spans:
    """Yield each plan for a day or month that is over at the end of a period."""
    for mention in _mentions(text, language):
        last = _last_day(mention, start, end)
        if last is None or last > end:
            continue
        near = max(0, mention.start - 2 * _MAX_DISTANCE)
        plan_words = _pattern("plan", language).finditer(text, near, mention.start)
        plans = [*plan_words][-1:]
        if not plans:
            continue
        (plan,) = plans
        between = text[plan.end() : mention.start]
        if (
            len(between) <= _MAX_DISTANCE
            and not re.search(r"[.!?]\s", between)
            and _pattern("before_date", language).search(between)
            and not _pattern("other", language).search(
                text, plan.start(), mention.end + _MAX_DISTANCE // 8
            )
            and not _pattern("happened", language).search(
                text, plan.end(), mention.start
            )
        ):
            yield plan.start(), mention.end


def find_wrong_seasons(
    text: str, start: date, end: date, language: str = "en-GB"
) -> Spans:
    """Yield each season that is not near a period, or is over by its end, although the text treats it so."""
    typed = " ".join(text.casefold().replace("’", "'").split())
    months_of = {n: months for n, months in _seasons(language).items() if n in typed}
    if not months_of:
        return
    length = (end.year - start.year) * 12 + end.month - start.month + 1
    own_months, soon, near = (
        _months_from(start, length + n) for n in (0, 1, _MONTHS_AHEAD)
    )
    around_months, wide_months = (
        _months_from(start - timedelta(days=days), length + more)
        for days, more in ((28, 2), (88, 4))
    )
    table = load_wordlists(language, "plans")
    this_time, ahead = table["this_time"], {*table["ahead"]}
    names, signs = (
        _names_pattern(tuple(months_of), language),
        _signs_of_seasons(language),
    )

    def has(name: str, start: int, end: int) -> bool:
        part = start, end
        if name in _LISTED:
            return search_likely(text, part, "plans", name, language) is not None
        return _pattern(name, language).search(text, *part) is not None

    for clause in re.finditer("[^.;!?]+", text):
        for found in names.finditer(text, *clause.span()):
            name = " ".join(found[0].casefold().replace("’", "'").split())
            months, before = months_of.get(name), (clause.start(), found.start())
            if months is None:
                continue  # a pattern without case takes "PRİDE" for "pride"
            is_own = months <= own_months and end - start < _QUARTER
            # Most seasons fit the period, and the words around them are not searched.
            if months.isdisjoint(soon):
                is_wrong = (
                    (months.isdisjoint(near) and has("coming", *before))
                    or (
                        has("here", found.end(), found.end() + _FOLLOWING)
                        and _pattern("here", language).match(text, found.end())
                    )
                    or has("now_that", *before)
                    or (
                        months.isdisjoint(around_months)
                        and any(w in clause[0].casefold() for w in this_time)
                        and ahead.isdisjoint(text[slice(*before)].split())
                    )
                    or (
                        months.isdisjoint(wide_months)
                        and _pattern("over_the", language).fullmatch(text, *before)
                    )
                    or (
                        name in signs
                        and has("future", *clause.span())
                        and not has("happened", *clause.span())
                    )
                )
            else:
                is_wrong = is_own and has("future", *clause.span())
            if is_wrong and not has("not_now", *clause.span()):
                yield found.span()


def find_other_quarters(text: str, number: int, language: str = "en-GB") -> Spans:
    """Yield each "this Quarter 1 update" or "In Quarter 1 we" of another quarter than `number`."""
    table = load_wordlists(language, "plans")
    ordinals = table["ordinals"]
    own = (f"{w} {q}" for w in table["this"] for q in (*table["quarter"], *ordinals))
    starts = (f"{stop} {word} " for stop in ".!?" for word in table["over"])
    for name, signs in (("this_quarter", own), ("in_quarter", starts)):
        if not may_match(f". {text}", "plans", language=language, signs=signs):
            continue
        for found in _pattern(name, language).finditer(text):
            typed = (found["ordinal"] or "").casefold()
            quarter = ordinals.index(typed) + 1 if typed else int(found["number"])
            is_own = found["own"] or _is_report(text, found.end(), language)
            if quarter != number and is_own:
                yield found.span()


def find_other_months(
    text: str, start: date, end: date, language: str = "en-GB"
) -> Spans:
    """Yield each "Between April and June 2023" that starts a sentence and is outside a period."""
    months = load_locale(language).months
    own_months = range(start.year * 12 + start.month, end.year * 12 + end.month + 1)
    for found in _pattern("months", language).finditer(text):
        first, last = (months.index(found[n]) + 1 for n in ("first", "last"))
        years = [int(found["year"])] if found["year"] else [start.year, end.year]
        length = (last - first) % 12
        named_months = {y * 12 + last - n for y in years for n in range(length + 1)}
        if (
            length < _MONTHS_AHEAD
            and named_months.isdisjoint(own_months)
            and (found["year"] or end - start < _QUARTER)
            and (found["this"] or _is_report(text, found.end(), language))
        ):
            yield found.span()


def find_other_years(
    text: str, start: date, end: date, language: str = "en-GB"
) -> Spans:
    """Yield each "this quarter on 4 May 2019" outside a period, and each year too far in the future."""
    for mention in find_dates(text, language):
        first = mention.first
        if first and first.year > end.year + _MAX_YEARS:
            yield mention.start, mention.end
        elif first and mention.day and not start <= first <= end:
            near = max(0, mention.start - _MAX_DISTANCE)
            this = _pattern("this_on", language).search(text, near, mention.start)
            if this:
                yield this.start(), mention.end


def _is_report(text: str, at: int, language: str) -> bool:
    """Return whether the rest of a sentence is neither a comparison nor a plan."""
    stop = re.compile(r"[.!?](?=\s|\Z)").search(text, at)
    end = stop.start() if stop else len(text)
    names = ("other", "plan", "compares")
    return not any(_pattern(n, language).search(text, at, end) for n in names)


def _mentions(text: str, language: str) -> Iterator[DateMention]:
    """Yield the dates of a text, then the names of months without a day and year."""
    dates = find_dates(text, language)
    yield from dates
    dated = {offset for d in dates for offset in range(d.start, d.end)}
    months = load_locale(language).months
    for found in _pattern("month", language).finditer(text):
        if found.start() not in dated:
            month = months.index(found[0]) + 1
            yield DateMention(*found.span(), None, None, month, None)


def _last_day(mention: DateMention, start: date, end: date) -> date | None:
    """Return the last day that a date can mean, or None if its year is not certain."""
    first = mention.first
    if mention.year is None and end - start < _QUARTER:
        first = next(iter(days_between(mention, start, end)), None)
    if first is None or mention.day:
        return first
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _months_from(day: date, number: int) -> frozenset[int]:
    return frozenset((day.month + n - 1) % 12 + 1 for n in range(number))


@cache
def _seasons(language: str) -> dict[str, frozenset[int]]:
    table = load_wordlists(language, "plans")
    found: dict[str, frozenset[int]] = {}
    for row in (*table["seasons"], *table["signs_of_season"]):
        names, _, months = row.partition(": ")
        found |= dict.fromkeys(names.split("/"), frozenset(map(int, months.split())))
    return found


@cache
def _signs_of_seasons(language: str) -> frozenset[str]:
    rows = load_wordlists(language, "plans")["signs_of_season"]
    return frozenset(n for row in rows for n in row.partition(": ")[0].split("/"))


@cache
def _names_pattern(names: tuple[str, ...], language: str) -> re.Pattern[str]:
    """Return a pattern for some names of seasons, and for signs of a season that are not in a name."""
    signs = _signs_of_seasons(language)
    of_names = [n for n in names if n not in signs]
    some = filter(None, (of_names, [n for n in names if n in signs]))
    form = "|".join(map(any_word_pattern, some)).replace("'", "['’]")
    return re.compile(rf"(?<![\w-])(?:{form})(?!\w)", re.IGNORECASE)
