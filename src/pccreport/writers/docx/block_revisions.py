"""How the change of each whole block is written, so that every reader shows it right.

Knows how LibreOffice treats changes (measured with 25.2): a moved paragraph with a link in it
leaves an empty one. It treats the same words deleted and inserted by one author as a move: then
it may split a paragraph, and the next one loses its style. So the two get different authors. It
compares what is changed in one position, as a whole, with what is changed in another, as a whole
or in part: two that only have a phrase in common are never treated as a move.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from pccreport.document.blocks import (
    Block,
    BlockChange,
    Link,
    TrackedBlock,
    flat_runs,
)

_KINDS = {
    BlockChange.INSERTED: "ins",
    BlockChange.DELETED: "del",
    BlockChange.MOVED_FROM: "moveFrom",
    BlockChange.MOVED_TO: "moveTo",
}
_LONGEST = 8  # neighbours that are looked for together, beside all of them
_SHORTEST = 6  # characters; shorter words are not looked for at other places


class BlockRevision(NamedTuple):
    """The change of a whole block."""

    kind: str
    """Its element: "ins", "del", "moveFrom" or "moveTo"."""
    move: str = ""
    """The name of its move, the same at both places; "" when it is none."""
    is_elsewhere: bool = False
    """True if some of its words are inserted, or deleted, elsewhere."""

    @property
    def is_old(self) -> bool:
        """Whether only the old version has it."""
        return self.kind in ("del", "moveFrom")


def block_revisions(
    blocks: Sequence[Block], tracked: Mapping[int, TrackedBlock]
) -> Mapping[int, BlockRevision]:
    """Return the blocks that are inserted or deleted as a whole, by index."""
    found = {
        place: BlockRevision(kind)
        for place, block in tracked.items()
        if (kind := _KINDS.get(block.change))
    }
    found.update(_moves(blocks, tracked))
    pieces = _Pieces(blocks, found)
    return {
        place: whole._replace(is_elsewhere=True)
        if pieces.are_elsewhere(blocks[place], whole)
        else whole
        for place, whole in found.items()
    }


def _moves(
    blocks: Sequence[Block], tracked: Mapping[int, TrackedBlock]
) -> Iterator[tuple[int, BlockRevision]]:
    """Return what is moved; what has a link in it is deleted and inserted."""
    places: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for place, block in sorted(tracked.items()):
        if block.move:
            places[block.move][block.change is BlockChange.MOVED_TO].append(place)
    count = 0
    for move in sorted(places):
        name = ""
        for old, new in zip(*places[move], strict=True):
            if any(_has_link(blocks[place]) for place in (old, new)):
                name = ""
                yield old, BlockRevision("del", is_elsewhere=True)
                yield new, BlockRevision("ins", is_elsewhere=True)
                continue
            if not name:
                count += 1
                name = f"move{count}"
            yield old, BlockRevision("moveFrom", name)
            yield new, BlockRevision("moveTo", name)


def _has_link(block: Block) -> bool:
    return any(isinstance(inline, Link) for inline in block.content)


class _Pieces:
    """All words that are inserted or deleted, whole and in the pieces that they may be compared in."""

    def __init__(
        self, blocks: Sequence[Block], found: Mapping[int, BlockRevision]
    ) -> None:
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._pieces: dict[str, set[str]] = defaultdict(set)
        for place, block in enumerate(blocks):
            whole = found.get(place)
            for kind, together, pieces in _joined(block, whole.kind if whole else ""):
                self._whole[kind].add(together)
                self._pieces[kind] |= pieces

    def are_elsewhere(self, block: Block, whole: BlockRevision) -> bool:
        """Return whether words of an inserted block are deleted elsewhere, or the reverse."""
        others = {
            "ins": ("del", "moveFrom", "deleted"),
            "moveTo": ("del", "deleted"),  # its own old place is no other
            # Whole blocks have different authors already.
            "del": ("inserted",),
            "moveFrom": ("inserted",),
        }[whole.kind]
        return any(
            together in self._pieces[kind] or not pieces.isdisjoint(self._whole[kind])
            for _, together, pieces in _joined(block, whole.kind)
            for kind in others
        )


def _joined(block: Block, whole: str) -> Iterator[tuple[str, str, set[str]]]:
    """Yield of each change its kind, all its words, and those of neighbours in it.

    The kind is `whole`, or "inserted" or "deleted" for a change of a part of the block.
    """
    runs = flat_runs(block.content, whole)
    for kind, group in groupby(runs, key=lambda each: each.side):
        words = [each.run.text for each in group] if kind else []
        rows = [
            words[start:end]
            for start in range(len(words))
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1)
        ]
        pieces = {"".join(row).strip() for row in (*rows, words)}
        long = {said for said in pieces if len(said) >= _SHORTEST and " " in said}
        yield kind, "".join(words).strip(), long
