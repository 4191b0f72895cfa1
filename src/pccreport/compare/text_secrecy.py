"""Decides which texts must not be quoted, because of what a project keeps private.

A text that contains a private one is private; a text with words that are in no public text may have
private content in other words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pccreport.compare.redaction import Secrets
from pccreport.compare.text_changes import Secrecy
from pccreport.model.visibility import ComparableWords, comparable_words

_FEW = 3
"""So many words are not enough for private content, if no private text has them."""
_NAME = re.compile(r"\b[A-Z\d]\w*")


class TextSecrecy:
    """The private texts of a project, their figures, and the words that only they have."""

    def __init__(
        self, private: Iterable[ComparableWords], public: Iterable[str], *, doubts: bool
    ) -> None:
        """Without `doubts`, only texts that contain a private one are withheld."""
        private, public = {*private}, [*public]
        self._public = {*public}
        self._secrets = Secrets(private).without_printed(public)
        printed = {word for text in public for word in comparable_words(text)}
        words = {word for text in private for word in text}
        self._words = {w for w in words if w not in printed or any(map(str.isdigit, w))}
        self._doubts = doubts

    def of(self, text: str, public: str) -> Secrecy:
        """Return the secrecy of a text, given the public text that it matches."""
        if self._secrets.are_in(text):
            return Secrecy.PRIVATE
        if text in self._public:
            return Secrecy.NONE
        own = Counter(comparable_words(text)) - Counter(comparable_words(public))
        may_be = own.total() > _FEW or not self._words.isdisjoint(own)
        return Secrecy.DOUBTFUL if self._doubts and may_be else Secrecy.NONE

    def is_like_private(self, text: str, public: str) -> bool:
        """Return whether a text has words that only private texts have.

        One is enough if it has a figure or a capital, as a name has.
        """
        own = {*comparable_words(text)} - {*comparable_words(public)}
        shared = own & self._words
        names = comparable_words(" ".join(_NAME.findall(text)))
        return len(shared) >= _FEW or not shared.isdisjoint(names)
