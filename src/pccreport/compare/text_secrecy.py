"""Which words of a text may say what a project keeps private.

Structure decides: words that stand in nothing public may be private in other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pccreport.model.visibility import comparable_words

_FEW = 3
"""Words that say nothing by themselves, if no private text has them."""


class PrivateWords:
    """The words that only private texts have, and every figure of theirs."""

    def __init__(self, private: Iterable[str], public: Iterable[str]) -> None:
        printed = {word for text in public for word in comparable_words(text)}
        words = {word for text in private for word in comparable_words(text)}
        self._words = {w for w in words if w not in printed or any(map(str.isdigit, w))}

    def may_be_in(self, text: str, public: str) -> bool:
        """Return whether what a text has and its public partner has not may be private."""
        own = Counter(comparable_words(text)) - Counter(comparable_words(public))
        return own.total() > _FEW or not self._words.isdisjoint(own)
