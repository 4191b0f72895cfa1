"""Finds the changed words of a line: kept, deleted and inserted ones."""

from collections.abc import Iterable
from typing import NamedTuple

from pccreport.compare.changes import Change
from pccreport.compare.sides import AWARD, LinePart, NamedAim, plain_text
from pccreport.language import word_diff
from pccreport.model.inline_markup import ProseLink, ProseRun


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
    names = sorted({**sides[0], **sides[1]}, key=lambda name: name == AWARD)
    texts = ((name, _texts(*(side.get(name, ()) for side in sides))) for name in names)
    return tuple(PartDiff(name, diff_words(a, b)) for name, (a, b) in texts if a != b)


def diff_words(old: str, new: str) -> tuple[DiffChunk, ...]:
    """Return the chunks of two texts, or a single one if most of the words changed."""
    before, after = word_diff.tokenise(old), word_diff.tokenise(new)
    found = word_diff.diff_tokens(before, after, word_diff.is_word)
    share = word_diff.changed_share(found, before, after, word_diff.is_word)
    if share > word_diff.REWRITTEN:
        return (DiffChunk(old, new),)
    chunks = ((before[slice(*e.old)], after[slice(*e.new)]) for e in found)
    return tuple(DiffChunk("".join(one), "".join(other)) for one, other in chunks)


def _texts(old: tuple[LinePart, ...], new: tuple[LinePart, ...]) -> tuple[str, str]:
    """Return two texts without markup, or with it if the markup differs."""
    plain = plain_text(old), plain_text(new)
    if _markup(old) != _markup(new) or plain[0] == plain[1]:
        return _typed(old), _typed(new)
    return plain


def _markup(parts: Iterable[LinePart]) -> list[object]:
    """Return the addresses in a text, and the formatting of its words, in order."""
    return [
        part.href if isinstance(part, ProseLink) else part.looks
        for part in parts
        if (isinstance(part, ProseLink) and not part.is_bare)
        or (isinstance(part, ProseRun) and any(part.looks))
    ]


def _typed(parts: Iterable[LinePart]) -> str:
    """Return a text with its markup."""
    typed = ""
    for part in parts:
        match part:
            case ProseRun(text=text):
                stars = "*" * (2 * part.strong + part.emphasis)
                typed += f"{stars}{text}{stars}"
            case ProseLink(href=href, words=words):
                linked = _typed(words)
                typed += linked if part.is_bare else f"[{linked}]({href})"
            case NamedAim(aim=aim):
                typed += f"[[{aim}]]"
    return typed
