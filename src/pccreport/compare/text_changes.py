"""Changes between texts of a project and those of other files.

These have no keys and periods, only texts with a location. `sent_document` and `reconciliation` match
the two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from pccreport.compare.kinds import SENT, Kind, Mark, Row, kind_of
from pccreport.compare.word_changes import DiffChunk, diff_words
from pccreport.findings.text import Span


class Secrecy(StrEnum):
    """The readers who may see a text."""

    NONE = ""
    DOUBTFUL = "may be private"
    """The text may have private content in other words: only readers in the office."""
    PRIVATE = "private"
    """Only readers who request what is private."""


class PlacedText(NamedTuple):
    """A text and its location."""

    text: str
    where: str
    """Its location in the file: “line 12”, “paragraph 34”, “sheet Awards, cell C7”."""
    file: str = ""
    """The path of its file as typed; "" if there is only one file."""
    secrecy: Secrecy = Secrecy.NONE
    style: str = ""
    """The name of its style in a document; "" if it is not known."""
    level: int = 0
    """The level of its list, from 1; 0 if it is in no list."""
    section: str = ""
    """The heading that it is under."""
    links: tuple[str, ...] = ()
    """The addresses that its words lead to."""
    at: Span | None = None
    """Its span in a file of the project; None if it is in another file."""

    @property
    def location(self) -> str:
        """Its location for an officer: “updates/q4.yaml:12”."""
        if self.file and (found := re.fullmatch(r"line (\d+)", self.where)):
            return f"{self.file}:{found[1]}"
        return ", ".join(filter(None, (self.file, self.where)))


class TextChange(NamedTuple):
    """The change of a text; one side can be empty or have several texts."""

    old: tuple[PlacedText, ...] = ()
    new: tuple[PlacedText, ...] = ()
    marks: frozenset[Mark] = frozenset()
    remarks: tuple[str, ...] = ()
    view: tuple[Row, ...] = SENT
    hidden: bool = False
    """True if its words must not be shown to the reader."""

    @property
    def kind(self) -> Kind:
        """What became of it."""
        return kind_of(self.view, len(self.old), len(self.new), self.marks)

    @property
    def words(self) -> tuple[DiffChunk, ...]:
        """The changes of its words; the words of one side alone are unchanged."""
        if self.hidden:
            return ()
        old, new = (" ".join(t.text for t in side) for side in (self.old, self.new))
        if old and new:
            return diff_words(old, new)
        return (DiffChunk(old or new, old or new),)

    @property
    def where(self) -> str:
        """The locations on both sides."""
        sides = (dict.fromkeys(t.location for t in s) for s in (self.old, self.new))
        return " → ".join(", ".join(side) for side in sides if side)

    def with_texts(self, changed: Callable[[PlacedText], PlacedText]) -> "TextChange":
        """Return the change with `changed` applied to each text of both sides."""
        old, new = tuple(map(changed, self.old)), tuple(map(changed, self.new))
        return self._replace(old=old, new=new)


class TextGroup(NamedTuple):
    """Changes under one heading, in reading order."""

    title: str
    changes: tuple[TextChange, ...]


def count_apart(changes: Iterable[TextChange]) -> Iterator[tuple[str, str]]:
    """Yield each file that has something beside its updates, and how much of what."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for change in changes:
        found[change.old[0].file].update(change.remarks)
    for file, counts in found.items():
        yield file, ", ".join(f"{number:,} × {what}" for what, number in counts.items())


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
    def changes(self) -> Iterator[TextChange]:
        """All changes in reading order."""
        return chain.from_iterable(group.changes for group in self.groups)

    def counts(self) -> Counter[Kind]:
        """Return the number of changes of each kind."""
        return Counter(change.kind for change in self.changes)

    def for_reader(self, *, outside: bool) -> "TextComparison":
        """Return the comparison without the words that a reader must not see.

        `outside` is True for a reader outside the office, or if it may be shared.
        """
        hidden = {Secrecy.PRIVATE, *((Secrecy.DOUBTFUL,) if outside else ())}

        def shown(change: TextChange) -> TextChange:
            sides = (*change.old, *change.new)
            is_hidden = change.hidden or any(t.secrecy in hidden for t in sides)
            return change._replace(hidden=is_hidden)

        found = self._with_changes(shown)
        kinds = [change.kind for change in found.changes if change.hidden]
        number = len(kinds) - kinds.count(Kind.APART)
        if not number:
            return found
        texts, they = ("text", "it is") if number == 1 else ("texts", "they are")
        reason = "private, or may say what is private" if outside else "private"
        words = f"The words of {number:,} {texts} are not shown"
        note = f"{words}, because {they} {reason}."
        return found._replace(notes=(*self.notes, note))

    def without_folders(self) -> "TextComparison":
        """Return the comparison with file names only, without their folders."""

        def bare(text: PlacedText) -> PlacedText:
            return text._replace(file=_file_name(text.file))

        old, new = _file_name(self.old), _file_name(self.new)
        found = self._with_changes(lambda change: change.with_texts(bare))
        return found._replace(old=old, new=new)

    def _with_changes(
        self, changed: Callable[[TextChange], TextChange]
    ) -> "TextComparison":
        groups = (TextGroup(t, tuple(map(changed, each))) for t, each in self.groups)
        return self._replace(groups=tuple(groups))


def _file_name(path: str) -> str:
    return re.split(r"[\\/]", path.rstrip("\\/"))[-1] or path
