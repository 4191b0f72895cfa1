"""Words that appear twice in a row: "the the"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from operator import contains, eq

from pccreport.language.word_index import WordIndex, edge
from pccreport.language.wordlists import Phrase, load_wordlists

# Markup may be between; with a comma or a full stop the repetition is intended.
_BETWEEN = r"[*_]{0,3}+\s{1,4}[*_]{0,3}"
_END = r"(?![\w]|['’-]\w)"
_WORD = r"[^\W\d_]{1,20}"
_MAX_DISTANCE = 30
"""Characters in which a phrasal verb is."""
_WORD_TWICE = (
    rf"(?<![\w'’-])([^\W\d_]++){_BETWEEN}(?P<again>\1){_END}(?:{_BETWEEN}\1{_END})*+"
)
# Two words: "to fund to fund". A word repeated many times is one finding of the first pattern.
_PHRASE_TWICE = (
    rf"(?<![\w'’-])(({_WORD})\s(?!\2\b){_WORD})\s(?P<again>\1){_END}(?:\s\1{_END})*+"
)
# Four to eight words: "to the old farm to the old farm".
_IN_RUN = r"[^\W_][\w'’-]{0,20}"
_RUN_TWICE = rf"(?<![\w'’-])((?:{_IN_RUN}\s){{3,7}}{_IN_RUN})\s(?P<again>\1){_END}"


def texts_with_runs(index: WordIndex) -> int:
    """Return the texts in which two pairs of adjacent words are repeated."""
    split = map(index.words, range(len(index.texts)))
    return sum(
        1 << n
        for n, words in enumerate(split)
        if len({*words}) < len(words) - 2 and len({*pairwise(words)}) < len(words) - 2
    )


def texts_with_repeated_words(index: WordIndex, runs: int) -> int:
    """Return the texts in which words may follow themselves; `runs` have repeated pairs."""
    likely = runs | index.with_repeated_word() | index.with_both_orders()
    return sum(1 << n for n in index.numbers(likely) if _may_repeat(index.words(n)))


def _may_repeat(words: Sequence[str]) -> bool:
    firsts, lasts = ([edge(word, at) for word in words] for at in (0, -1))
    few = ((n, map(eq, firsts[n:], lasts)) for n in (1, 2))
    # The words of a run can have hyphens and apostrophes in them.
    runs = ((n, map(contains, words[n:], lasts)) for n in range(4, 9))
    return any(b"\1" * n in bytes(same) for n, same in chain(few, runs))


def find_repeated_words(text: str, language: str = "en-GB") -> tuple[Phrase, ...]:
    """Return the words of a text that repeat those before them, except in names."""
    table = load_wordlists(language, "repeated_words")
    intended, phrasal = table["meant"], tuple(f" {words}" for words in table["phrasal"])
    return tuple(
        Phrase.of(text, *twice.span("again"))
        for form in (_WORD_TWICE, _PHRASE_TWICE, _RUN_TWICE)
        for twice in re.finditer(form, text, re.IGNORECASE)
        if not twice["again"][0].isupper()
        and twice[1].casefold() not in intended
        # “switched on on 14 June”
        and not text[max(0, twice.end(1) - _MAX_DISTANCE) : twice.end(1)].endswith(
            phrasal
        )
    )
