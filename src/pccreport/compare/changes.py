"""The changes between two sides, of lines or other texts, with the changed words."""

from collections import Counter
from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from pccreport.compare.kinds import COMPARED, Kind, KindRow, Mark, kind_of
from pccreport.compare.sides import AimRow, ComparedText, Side, TextName, plain_text
from pccreport.language.texts import word_diff
from pccreport.language.texts.counted import counted
from pccreport.language.texts.edit_facts import ChangedFact
from pccreport.model.prose import ProsePart, formatting_of, typed_markup
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import ComparableWords

_FOUND = {kind for row in COMPARED for kind in (row.kind, row.edited)}
KINDS = tuple(kind for kind in Kind if kind in _FOUND)
"""The kinds of changes of a comparison."""


class DiffChunk(NamedTuple):
    """Words before and now, the same if they are kept; "" on a side without them."""

    old: str
    new: str

    @property
    def is_unchanged(self) -> bool:
        """True if the words are kept."""
        return self.old == self.new


class PartDiff(NamedTuple):
    """A text of a line, before and now."""

    part: str
    """ "" for the text itself; "award", or the field of another text: "outcome"."""
    chunks: tuple[DiffChunk, ...]
    """The chunks in order, which make up both texts."""

    @property
    def is_rewritten(self) -> bool:
        """True if so much changed that it is shown as two whole texts."""
        return len(self.chunks) == 1 and not self.chunks[0].is_unchanged

    @property
    def old(self) -> str:
        """The whole text before."""
        return "".join(stretch.old for stretch in self.chunks)

    @property
    def new(self) -> str:
        """The whole text now."""
        return "".join(stretch.new for stretch in self.chunks)


class Secrecy(StrEnum):
    """The readers who may see a text."""

    NONE = ""
    DOUBTFUL = "may be private"
    """The text may have private content in other words: only readers in the office."""
    PRIVATE = "private"
    """Only readers who request what is private."""


class Change(NamedTuple):
    """The change of a text between the two sides; of a text in pieces, a side has several."""

    olds: tuple[ComparedText, ...] = ()
    news: tuple[ComparedText, ...] = ()
    marks: frozenset[Mark] = frozenset()
    by: str = ""
    """The basis of the match: “id”, “text”, “place”."""
    sure: bool = True
    """True if its two sides are certainly the same text."""
    continues: ComparedText | None = None
    """The update from an earlier period that it continues, if that has a change of its own."""
    reason: str = ""
    """The reason given for withdrawing it."""
    perhaps: ComparedText | None = None
    """A text of the other side that may be the same, reworded."""
    view: tuple[KindRow, ...] = COMPARED
    """The rows of its kinds."""
    remarks: tuple[str, ...] = ()
    """Further words on it; of a line of which only other texts are private now, their names."""
    secrecy: Secrecy = Secrecy.NONE
    """The readers who may see its words."""
    hidden: bool = False
    """True if they must not be shown to the reader."""
    facts: tuple[ChangedFact, ...] = ()
    """All that is another in it, the weightiest first; or only the figures for a past period."""
    weight: float = 0
    """How much it counts among what is read first, for all that is another in it."""
    points: int = 0
    """The number of its points that are missing with it."""
    what: str = ""
    """The reason why it is important, in words, with the changed ones."""
    under: str = ""
    """The key aim, the stream and the label."""

    @property
    def kind(self) -> Kind:
        """What became of it."""
        return kind_of(self.view, len(self.olds), len(self.news), self.marks)

    @property
    def old(self) -> ComparedText | None:
        """The first old text."""
        return self.olds[0] if self.olds else None

    @property
    def new(self) -> ComparedText | None:
        """The first new text."""
        return self.news[0] if self.news else None

    @property
    def earlier_line(self) -> ComparedText | None:
        """The old line, or the one that it continues."""
        return self.old or self.continues

    @property
    def line(self) -> ComparedText:
        """The new line, or the old one if there is no new one."""
        return (*self.news, *self.olds)[0]

    @property
    def places(self) -> str:
        """The locations on both sides."""
        sides = (dict.fromkeys(t.location for t in x) for x in (self.olds, self.news))
        return " → ".join(filter(None, dict.fromkeys(map(", ".join, sides))))

    def part_diffs(self) -> tuple[PartDiff, ...]:
        """Return the changed texts of a line, also since the update that it continues.

        It is () if there is only one side.
        """
        old, new = self.earlier_line, self.new
        if old is None or new is None:
            return ()
        sides = [{t.name: t.parts for t in line.texts} for line in (old, new)]
        names = sorted({**sides[0], **sides[1]}, key=lambda x: x == TextName.AWARD)
        texts = ((n, _diff_texts(*(side.get(n, ()) for side in sides))) for n in names)
        return tuple(PartDiff(n, diff_words(a, b)) for n, (a, b) in texts if a != b)

    def text_diff(self) -> PartDiff:
        """Return the changed words of its texts; those of one side alone are unchanged."""
        old, new = (" ".join(t.text for t in x) for x in (self.olds, self.news))
        one_side = (DiffChunk(old or new, old or new),)
        return PartDiff("", diff_words(old, new) if old and new else one_side)

    def without_words(self) -> "Change":
        """Return the change with only its kind, its weightiest fact and its position."""
        bare = self.map_texts(
            lambda x: x._replace(text="", marked=(), others=(), award=None, id="")
        )
        facts = tuple(ChangedFact(fact.kind) for fact in self.facts[:1])
        found = Change(bare.olds, bare.news, self.marks, facts=facts, hidden=True)
        return found._replace(weight=self.weight, points=self.points)

    def map_texts(self, alter: Callable[[ComparedText], ComparedText]) -> "Change":
        """Return the change with `alter` applied to each text."""
        return self._replace(
            olds=tuple(map(alter, self.olds)),
            news=tuple(map(alter, self.news)),
            continues=self.continues and alter(self.continues),
            perhaps=self.perhaps and alter(self.perhaps),
        )


def line_change(
    old: ComparedText | None, new: ComparedText | None, *marks: Mark, by: str = ""
) -> Change:
    """Return the change of a line, which may be on one side only."""
    olds, news = ((line,) if line else () for line in (old, new))
    return Change(olds, news, frozenset(marks), by)


def diff_words(old: str, new: str) -> tuple[DiffChunk, ...]:
    """Return the chunks of two texts, or a single one if most of the words changed."""
    before, after = word_diff.tokenise(old), word_diff.tokenise(new)
    found = word_diff.diff_tokens(before, after, word_diff.is_word)
    share = word_diff.changed_share(found, before, after, word_diff.is_word)
    if share > word_diff.REWRITTEN:
        return (DiffChunk(old, new),)
    chunks = ((before[slice(*e.old)], after[slice(*e.new)]) for e in found)
    return tuple(DiffChunk("".join(one), "".join(other)) for one, other in chunks)


def _diff_texts(
    old: tuple[ProsePart, ...], new: tuple[ProsePart, ...]
) -> tuple[str, str]:
    """Return two texts without markup, or with it if the markup differs."""
    plain = plain_text(old), plain_text(new)
    if formatting_of(old) != formatting_of(new) or plain[0] == plain[1]:
        return typed_markup(old), typed_markup(new)
    return plain


class Comparison(NamedTuple):
    """All lines of both sides, each in exactly one change."""

    before: Side
    after: Side
    aims: tuple[AimRow, ...]
    """The key aims in the new order; removed ones are last."""
    streams: tuple[tuple[str, str], ...]
    """The keys and headings of the streams in the new order; removed ones are last."""
    plan: tuple[Change, ...]
    """The changes around the updates: key aims, settings, the house format."""
    changes: tuple[Change, ...]
    """The changes in reading order; a removed line is at its old position."""
    private: tuple[int, int] = (0, 0)
    """The number of private lines of each side, which are not in this comparison."""
    redacted: int = 0
    """The number of lines that were public before and are private now, which are not here either."""
    withheld: int = 0
    """The number of old texts that are omitted because they may contain what became private."""
    is_bounded: bool = False
    """True if there are so many lines that each was compared only with the most similar."""
    withheld_first: tuple[Change, ...] = ()
    """The important changes among those, without their words."""
    old_updates: tuple[UpdateFile, ...] = ()
    """The updates that the old side is made of."""
    secrets: frozenset[ComparableWords] = frozenset()
    """The texts that no text of the old report may contain."""

    def count_by_kind(self) -> Counter[Kind]:
        """Return the number of changes of each kind."""
        return Counter(change.kind for change in self.changes)

    def visible_changes(self) -> Iterator[Change]:
        """Yield the changes that are shown; the others are only counted."""
        silent = (Kind.NOT_DUE, Kind.UNCHANGED, Kind.REPEATED)
        return (change for change in self.changes if change.kind not in silent)

    def map_lines(self, alter: Callable[[ComparedText], ComparedText]) -> "Comparison":
        """Return the comparison with `alter` applied to each line of both sides."""
        before, after = (
            side._replace(lines=tuple(map(alter, side.lines)))
            for side in (self.before, self.after)
        )
        changes = tuple(change.map_texts(alter) for change in self.changes)
        return self._replace(before=before, after=after, changes=changes)

    def without_folders(self) -> "Comparison":
        """Return the comparison with file names only, so that it can be shared."""
        return self.map_lines(ComparedText.without_folder)

    @property
    def is_redacted(self) -> bool:
        """True if anything that the old side printed is left out."""
        in_part = any(Mark.PRIVATE in change.marks for change in self.changes)
        return bool(in_part or self.redacted or self.withheld)

    @property
    def has_changes(self) -> bool:
        """True if anything changed."""
        others = self.count_by_kind().keys() - {Kind.NOT_DUE, Kind.UNCHANGED}
        return bool(self.plan or self.is_redacted or others)


class TextGroup(NamedTuple):
    """Changes under one heading, in reading order."""

    title: str
    changes: tuple[Change, ...]


class TextComparison(NamedTuple):
    """The changes between the texts of two sides."""

    title: str
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
        found = self._map_changes(
            lambda x: x._replace(hidden=x.hidden or x.secrecy in hidden)
        )
        number = sum(change.hidden for change in found.changes)
        if not number:
            return found
        reason = "are private, or may reveal private text" if outside else "are private"
        note = f"The words of {counted(number, 'text')} are not shown: they {reason}."
        return found._replace(notes=(*self.notes, note))

    def without_folders(self) -> "TextComparison":
        """Return the comparison with file names only, without their folders."""
        return self._map_changes(lambda x: x.map_texts(ComparedText.without_folder))

    def _map_changes(self, alter: Callable[[Change], Change]) -> "TextComparison":
        groups = (TextGroup(t, tuple(map(alter, each))) for t, each in self.groups)
        return self._replace(groups=tuple(groups))
