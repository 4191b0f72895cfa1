"""Percentages without their base: "fell by 12%"."""

from __future__ import annotations

import re
from functools import cache

from pccreport.language.figures import find_counts
from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import Phrase, any_word_pattern, load_wordlists


def find_percentages_without_base(
    text: str, language: str = "en-GB"
) -> tuple[Phrase, ...]:
    """Return the percentages of sentences without a count, unlike "12% (30 of 250)".

    A sum of money is a count; a year, a date or a length of time is not.
    """
    percentage, no_base = _patterns(language)
    found = []
    for start, end in split_sentences(text, language):
        typed = [*percentage.finditer(text, start, end)]
        if typed and not no_base.search(text, start, end):
            figures = find_counts(text[start:end], language)
            if not any(each.unit != "%" and each.value > 1 for each in figures):
                spans = (each.span() for each in typed if each["figures"] != "100")
                found += [Phrase.of(text, *span) for span in spans]
    return tuple(found)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load_wordlists(language, "percentages")
    signs = any_word_pattern(table["signs"])
    return (
        re.compile(
            r"(?<![\w.,£-])(?:\d{1,6}(?:\.\d{1,4})?\s?[–-]\s?)?"
            rf"(?P<figures>\d{{1,6}}(?:\.\d{{1,4}})?)[ \u00a0]?{signs}(?!\w)"
        ),
        re.compile(rf"\b{any_word_pattern(table['without_base'])}\b"),
    )
