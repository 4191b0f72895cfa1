"""Finds the changed words of a line: kept, deleted and inserted ones."""

from typing import NamedTuple

from pccreport.compare.changes import Change
from pccreport.compare.sides import TextName, plain_text
from pccreport.language import word_diff
from pccreport.model.inline_markup import ProsePart, as_typed, markup_of


class DiffChunk(NamedTuple):
    """Words before and now, the same if they are kept; "" on a side without them."""

    old: str
    new: str

    @property
    def kept(self) -> bool:
        """True if the words are kept."""
        return self.old == self.new


class PartDiff(NamedTuple):
    """A text of a line, before and now."""

    part: str
    """ "" for the text itself; "award", or the field of another text: "outcome"."""
    chunks: tuple[DiffChunk, ...]
    """The chunks in order, which make up both texts."""

    @property
    def rewritten(self) -> bool:
        """True if so much changed that it is shown as two whole texts."""
        return len(self.chunks) == 1 and not self.chunks[0].kept

    @property
    def is_whole(self) -> bool:
        """True if nothing changed."""
        return all(stretch.kept for stretch in self.chunks)

    @property
    def old(self) -> str:
        """The whole text before."""
        return "".join(stretch.old for stretch in self.chunks)

    @property
    def new(self) -> str:
        """The whole text now."""
        return "".join(stretch.new for stretch in self.chunks)


def part_diffs(change: Change) -> tuple[PartDiff, ...]:
    """Return the changed texts of a line, since the update that it continues if it has no old line.

    It is () if there is only one side.
    """
    old, new = change.earlier, change.new
    if old is None or new is None:
        return ()
    sides = [{t.name: t.parts for t in line.texts} for line in (old, new)]
    names = sorted({**sides[0], **sides[1]}, key=lambda name: name == TextName.AWARD)
    texts = ((name, _texts(*(side.get(name, ()) for side in sides))) for name in names)
    return tuple(PartDiff(name, diff_words(a, b)) for name, (a, b) in texts if a != b)


def text_diff(change: Change) -> PartDiff:
    """Return the changed words of texts; those of one side alone are unchanged."""
    old, new = (" ".join(t.text for t in x) for x in (change.olds, change.news))
    is_both = old and new
    chunk = DiffChunk(old or new, old or new)
    return PartDiff("", diff_words(old, new) if is_both else (chunk,))


def diff_words(old: str, new: str) -> tuple[DiffChunk, ...]:
    """Return the chunks of two texts, or a single one if most of the words changed."""
    before, after = word_diff.tokenise(old), word_diff.tokenise(new)
    found = word_diff.diff_tokens(before, after, word_diff.is_word)
    share = word_diff.changed_share(found, before, after, word_diff.is_word)
    if share > word_diff.REWRITTEN:
        return (DiffChunk(old, new),)
    chunks = ((before[slice(*e.old)], after[slice(*e.new)]) for e in found)
    return tuple(DiffChunk("".join(one), "".join(other)) for one, other in chunks)


def _texts(old: tuple[ProsePart, ...], new: tuple[ProsePart, ...]) -> tuple[str, str]:
    """Return two texts without markup, or with it if the markup differs."""
    plain = plain_text(old), plain_text(new)
    if markup_of(old) != markup_of(new) or plain[0] == plain[1]:
        return as_typed(old), as_typed(new)
    return plain
