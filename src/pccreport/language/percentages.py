"""Percentages of a number that is not given: "fell by 12%"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pccreport.language.dates import find_dates
from pccreport.language.locale_data import load_locale
from pccreport.language.quarters import find_quarters
from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import GAP, Phrase, any_word_pattern, load_wordlists

_NUMBER = r"(?<![\w.,/-])\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,9})?(?![\w/]|[.,]\d)"
_YEAR = r"(?:19|20)\d\d"
# What has a number for its name: "Priority 4", "Level 1".
_NAMED = r"(?<=[\w,;] )[A-Z]\w{1,20} \(?\Z"


class _Forms(NamedTuple):
    percentage: re.Pattern[str]
    in_words: re.Pattern[str]
    no_count: re.Pattern[str]
    no_base: re.Pattern[str]


def find_percentages_without_base(
    text: str, language: str = "en-GB"
) -> tuple[Phrase, ...]:
    """Return the percentages whose sentence has no count; none for "12% (30 of 250)".

    A sum of money is a count too; a year, a date or a length of time is not.
    """
    forms = _patterns(language)
    if not (re.search(r"\d", text) and forms.percentage.search(text)):
        return ()
    found = []
    for start, end in split_sentences(text, language):
        sentence = text[start:end]
        typed = list(forms.percentage.finditer(sentence))
        if typed and not _has_base(sentence, forms, language):
            found += [
                Phrase.of(text, start + p.start(), start + p.end())
                for p in typed
                if p["figures"] != "100"
            ]
    return tuple(found)


def _has_base(sentence: str, forms: _Forms, language: str) -> bool:
    if forms.no_base.search(sentence) or forms.in_words.search(sentence):
        return True
    taken = [
        *(p.span() for p in forms.percentage.finditer(sentence)),
        *(d[:2] for d in find_dates(sentence, language)),
        *(q[:2] for q in find_quarters(sentence, language)),
    ]
    places = {i for start, end in taken for i in range(start, end)}
    return any(
        number.start() not in places
        and not re.fullmatch(_YEAR, number[0])
        and not forms.no_count.match(sentence, number.end())
        and not re.search(
            _NAMED, sentence[max(0, number.start() - 25) : number.start()]
        )
        for number in re.finditer(_NUMBER, sentence)
    )


@cache
def _patterns(language: str) -> _Forms:
    table = load_wordlists(language, "percentages")
    signs = any_word_pattern(table["signs"])
    in_words = load_locale(language).numbers[1:]
    return _Forms(
        re.compile(
            r"(?<![\w.,£-])(?:\d{1,6}(?:\.\d{1,4})?\s?[–-]\s?)?"
            rf"(?P<figures>\d{{1,6}}(?:\.\d{{1,4}})?)[ \u00a0]?{signs}(?!\w)"
        ),
        re.compile(rf"(?<![\w-]){any_word_pattern(in_words)}(?![\w-])", re.IGNORECASE),
        re.compile(rf"(?:[\s-]|{GAP}){any_word_pattern(table['not_counts'])}(?!\w)|\)"),
        re.compile(rf"\b{any_word_pattern(table['without_base'])}\b"),
    )
