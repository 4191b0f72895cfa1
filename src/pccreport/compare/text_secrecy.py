"""Which texts of others must not be quoted, because of what a project keeps private.

Structure decides: a text that has a private one in it is private, and words that stand in nothing
public may be private in other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pccreport.compare.redaction import Secrets
from pccreport.compare.text_changes import Secrecy
from pccreport.model.visibility import ComparableWords, comparable_words

_FEW = 3
"""Words that say nothing by themselves, if no private text has them."""


class TextSecrecy:
    """The private texts of a project, their figures, and the words that only they have."""

    def __init__(
        self, private: Iterable[ComparableWords], public: Iterable[str], *, doubts: bool
    ) -> None:
        """Without `doubts`, only what has all the words of a private text is withheld."""
        private, public = {*private}, [*public]
        self._secrets = Secrets(private).unless_printed(public)
        printed = {word for text in public for word in comparable_words(text)}
        words = {word for text in private for word in text}
        self._words = {w for w in words if w not in printed or any(map(str.isdigit, w))}
        self._doubts = doubts

    def of(self, text: str, public: str) -> Secrecy:
        """Return who may read a text, beside its public partner."""
        if self._secrets.are_in(text):
            return Secrecy.PRIVATE
        own = Counter(comparable_words(text)) - Counter(comparable_words(public))
        may_be = own.total() > _FEW or not self._words.isdisjoint(own)
        return Secrecy.DOUBTFUL if self._doubts and may_be else Secrecy.NONE
