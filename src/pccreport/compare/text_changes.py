"""Changes between texts of a project and those of other files, which have only a location."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from pccreport.compare.changes import Change, Secrecy
from pccreport.compare.redaction import Secrets
from pccreport.compare.sides import ComparedText, file_name
from pccreport.language.counted import counted
from pccreport.model.visibility import ComparableWords, comparable_words

_FEW = 3
"""So many words are not enough for private content, if no private text has them."""
_NAME = re.compile(r"\b[A-Z\d]\w*")


class TextSecrecy:
    """Decides who may see a text, by the private texts of a project and the words only they have.

    One that contains a private text is private; one with words that are in no public text may have
    private content in other words.
    """

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


class TextGroup(NamedTuple):
    """Changes under one heading, in reading order."""

    title: str
    changes: tuple[Change, ...]


class TextComparison(NamedTuple):
    """The changes between the texts of two sides."""

    title: str
    old: str
    """The name of the old side."""
    new: str
    groups: tuple[TextGroup, ...]
    unchanged: int
    """The number of unchanged texts."""
    notes: tuple[str, ...] = ()
    """Sentences on what is not shown, and on how the files were read."""
    counted: tuple[str, ...] = ()
    """Sentences on what is the same, which are read last."""
    account: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """How much of each contribution is in the report, kept back, answered for, and open."""

    @property
    def changes(self) -> Iterator[Change]:
        """All changes in reading order."""
        return chain.from_iterable(group.changes for group in self.groups)

    def for_reader(self, *, outside: bool) -> "TextComparison":
        """Return the comparison without the words that a reader must not see.

        `outside` is True for a reader outside the office, or if it may be shared.
        """
        hidden = {Secrecy.PRIVATE, *((Secrecy.DOUBTFUL,) if outside else ())}
        found = self._with_changes(
            lambda x: x._replace(hidden=x.hidden or x.secrecy in hidden)
        )
        number = sum(change.hidden for change in found.changes)
        if not number:
            return found
        reason = "private, or may say what is private" if outside else "private"
        note = f"The words of {counted(number, 'text')} are not shown: {reason}."
        return found._replace(notes=(*self.notes, note))

    def without_folders(self) -> "TextComparison":
        """Return the comparison with file names only, without their folders."""
        found = self._with_changes(lambda x: x.with_texts(ComparedText.without_folder))
        return found._replace(old=file_name(self.old), new=file_name(self.new))

    def _with_changes(self, changed: Callable[[Change], Change]) -> "TextComparison":
        groups = (TextGroup(t, tuple(map(changed, each))) for t, each in self.groups)
        return self._replace(groups=tuple(groups))
