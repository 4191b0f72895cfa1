"""The period that a text calls its own: "this quarter (1 July to 30 September 2024)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pccreport.language.locale_data import load_locale
from pccreport.language.wordlists import GAP, any_word_pattern, load_wordlists

_NEAR = 40
"""Characters before a period in which the words are that call it this one."""


class OwnPeriod(NamedTuple):
    """A period that a text calls its own, or so many months long."""

    start: int
    end: int
    months: tuple[int, int] | None
    """Its first and last month; None for a quarter by its number."""
    year: int
    """The last year in it, or 0."""
    quarter: str
    """As in “2024/25 Q3”, or ""."""


def find_own_periods(text: str, language: str = "en-GB") -> Iterator[OwnPeriod]:
    """Yield each period that a text calls the one reported on, in order."""
    period, before, after = _patterns(language)
    months = load_locale(language).months
    if not re.search(r"\d|\(", text):
        return
    for found in period.finditer(text):
        start, end = found.span()
        is_own = before.search(text, max(0, start - _NEAR), start)
        if not is_own and not after.match(text, end):
            continue
        if found["first"]:
            both = months.index(found["first"]) + 1, months.index(found["last"]) + 1
            yield OwnPeriod(start, end, both, int(found["year"] or 0), "")
        else:
            number, year = found["n1"] or found["n2"], found["y1"] or found["y2"]
            quarter = f"{year[:4]}/{year[-2:]} Q{number}"
            yield OwnPeriod(start, end, None, 0, quarter)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    table = load_wordlists(language, "own_period")
    some = {name: any_word_pattern(words) for name, words in table.items()}
    month = any_word_pattern(load_locale(language).months)
    day, to = (
        rf"(?:\d{{1,2}}[a-z]{{0,2}}{GAP})?",
        rf"(?:{GAP}{some['to']}{GAP}|\s?[–-]\s?)",
    )
    y1, y2 = (rf"(?P<y{n}>20\d\d[/–-](?:20)?\d\d)" for n in "12")
    own = rf"(?i:{some['this']}{GAP}(?:{some['reporting']}{GAP})?{some['period']}(?:{GAP}{some['reported']})?)"
    return (
        re.compile(
            rf"(?<!\w)(?:Q(?P<n1>[1-4]),?{GAP}{y1}|{y2},?{GAP}Q(?P<n2>[1-4])"
            rf"|{day}(?P<first>{month})(?:{GAP}20\d\d)?{to}{day}(?P<last>{month})(?:{GAP}(?P<year>20\d\d))?)(?!\w)"
        ),
        re.compile(rf"(?<!\w){own},?\s{{0,3}}(?:[(:–-]|{some['of']})?\s{{0,3}}\Z"),
        re.compile(rf"\s{{0,3}}[,(–-]\s{{0,3}}{own}(?!\w)"),
    )
