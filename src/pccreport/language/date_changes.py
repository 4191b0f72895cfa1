"""The dates that became others between two texts: "11 September 2026", "March", "2028"."""

from collections.abc import Callable, Sequence

from pccreport.language.dates import find_date_names, find_dates
from pccreport.language.figures import find_figures

_Dated = Sequence[tuple[tuple[object, ...], str]]
"""What dates mean, the year last, and their words."""


def date_changes(
    old: str, new: str, language: str = "en-GB"
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the dates that only one of two texts has; () if only one of them lost or gained any.

    A date that has a day now is not another. If no whole date is another, those are months, days of the week and years.
    """
    kinds: tuple[Callable[[str, str], _Dated], ...] = (_whole, _parts)
    for kind in kinds:
        before, after = kind(old, language), kind(new, language)
        removed, added = _only(before, after, vague=None), _only(after, before)
        if removed and added:
            return removed, added
    return (), ()


def _whole(text: str, language: str) -> _Dated:
    return [(d[3:], text[d.start : d.end]) for d in find_dates(text, language)]


def _parts(text: str, language: str) -> _Dated:
    found = {name.start(): name[0] for name in find_date_names(text, language)}
    years = (f for f in find_figures(text, language) if f.is_year)
    found |= {year.start: year.words for year in years}
    return [((words,), words) for _, words in sorted(found.items())]


def _only(dates: _Dated, others: _Dated, vague: object = ...) -> tuple[str, ...]:
    """Return the words of the dates that are not among others; a year that is None or a part that is `vague` is any."""
    return tuple(
        words
        for (*day, year), words in dates
        if not any(
            all(a in (b, vague) for a, b in zip(day, other, strict=True))
            and (year == other_year or None in (year, other_year))
            for (*other, other_year), _ in others
        )
    )
