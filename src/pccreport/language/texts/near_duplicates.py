"""Near duplicates: one update twice, or last quarter's carried forward.

Texts with different figures or months report different facts, however similar their words are.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import filterfalse

from pccreport.language.locale_data import load_locale
from pccreport.language.texts.word_overlap import WordOverlap, share_of_words

_MIN_SHARE = 0.9
"""The least share of their words that near duplicates have in common."""
_LIKELY = 0.75
"""The least score of texts that are then compared."""
_MIN_WORDS = 8
"""Words; shorter texts are similar by chance, unless they are copies with a figure."""
# A quarter or a financial year: what changes when a text is carried forward.
_PERIOD = r"q(?:tr\.?)?\d|\d{4}[/-]\d{2,4}"
_FIGURE = re.compile(rf"(?<!\w)(?!(?:{_PERIOD})(?!\w))[^\W_]*\d(?:[.,/-]?[^\W_])*")

Wanted = Callable[[int, int], bool]
"""Returns whether an earlier and a later text, by their numbers, may be a pair."""


def find_near_duplicates(
    texts: Sequence[str], wanted: Wanted
) -> Iterator[tuple[int, int]]:
    """Yield the number of an earlier text, and of one that is similar to it; the first that is wanted."""
    months = tuple(map(str.casefold, load_locale().months))
    facts = [_months_and_figures(text, months) for text in texts]
    having, copies = Counter(facts), Counter(texts)
    alike = [n for n, of_text in enumerate(facts) if having[of_text] > 1]
    has_figure = [any(map(str.isdigit, "".join(of_text))) for of_text in facts]
    exact = {n for n in alike if has_figure[n] and copies[texts[n]] > 1}
    some = [n for n in alike if n in exact or len(texts[n].split()) >= _MIN_WORDS]
    typed = [texts[n] for n in some]

    def may_be_pair(one: int, other: int) -> bool:
        is_alike = one < other and facts[some[one]] == facts[some[other]]
        return is_alike and wanted(some[one], some[other])

    first: dict[int, int] = {}
    every = range(len(some))
    for pair in WordOverlap(typed, typed).pairs(every, every, _LIKELY, may_be_pair):
        if share_of_words(typed[pair.old], typed[pair.new]) >= _MIN_SHARE:
            first.setdefault(some[pair.new], some[pair.old])
    yield from ((first[later], later) for later in sorted(first))


@lru_cache(maxsize=10_000)  # two rules compare the same texts
def _months_and_figures(text: str, months: Iterable[str]) -> tuple[str, ...]:
    """Return the months and figures of a text, without periods."""
    typed = text.casefold().replace(", ", " ").replace(". ", " ")
    named = (name for name in months if name in typed)
    signed = " ".join(filterfalse(str.isalpha, typed.split()))
    return *named, *sorted(_FIGURE.findall(signed))
