"""Percentages without their base: "fell by 12%"."""

from __future__ import annotations

from functools import partial

from pccreport.language.figures import find_counts
from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import Phrase, find_pattern

_pattern = partial(find_pattern, "percentages")


def find_percentages_without_base(
    text: str, language: str = "en-GB"
) -> tuple[Phrase, ...]:
    """Return the percentages of sentences without a count, unlike "12% (30 of 250)".

    A sum of money is a count; a year, a date or a length of time is not.
    """
    percentage = _pattern("percentage", language)
    no_base = _pattern("without_base", language)
    found = []
    for start, end in split_sentences(text, language):
        typed = [*percentage.finditer(text, start, end)]
        if typed and not no_base.search(text, start, end):
            figures = find_counts(text[start:end], language)
            if not any(each.unit != "%" and each.value > 1 for each in figures):
                spans = (each.span() for each in typed if each["figures"] != "100")
                found += [Phrase.of(text, *span) for span in spans]
    return tuple(found)
