"""Live court cases: "charged with", "awaiting trial", "an inquest"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import Spans, find_pattern, load_wordlists

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


def proceedings_words(language: str = "en-GB") -> Sequence[str]:
    """Return the phrases of which a text about a case has one."""
    table = load_wordlists(language, "proceedings")
    names = ("still", "pending", "courts", "charged", "one_charged")
    return [phrase for name in names for phrase in table[name]]
