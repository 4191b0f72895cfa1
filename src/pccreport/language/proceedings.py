"""Live court cases: "charged with", "awaiting trial", "an inquest"."""

from __future__ import annotations

from functools import partial

from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import Spans, find_pattern

_pattern = partial(find_pattern, "proceedings")


def find_live_cases(text: str, language: str = "en-GB") -> Spans:
    """Yield the first words for a live case in each sentence, unless the case is over."""
    live, of_many = (_pattern(name, language) for name in ("live", "of_many"))
    for start, end in split_sentences(text, language):
        found = live.search(text, start, end)
        if not found or of_many.search(
            text, max(start, found.start() - 90), found.end()
        ):
            continue
        if found["sure"] or not _pattern("over", language).search(text, start, end):
            yield found.span()
