"""Two documents as one: the new one, with every change since the old one.

Blocks that both have are edited in place if they are in the same order; others are moved, with
their old words at the old position and the new ones at the new. Knows no file format, and
not how two blocks were found to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from pccreport.document.blocks import (
    Block,
    BlockChange,
    BlockKey,
    Document,
    Heading,
    ListItem,
    TableCell,
    TrackedBlock,
)
from pccreport.document.inline_diff import (
    diff_inlines,
    link_references,
    unlink_references,
)
from pccreport.language.word_diff import heaviest_increasing


def merge_versions(
    old: Document,
    new: Document,
    same: Mapping[BlockKey, BlockKey],
    *,
    head: str,
    moves: bool = True,
) -> Document:
    """Return the new document with every change since the old one tracked.

    `same` maps keys of old blocks to the present keys of the same blocks, if the two differ.
    `head` is the header of each page. Without `moves`, moved blocks are deleted and inserted.
    """
    joined = _BlockMerge(old, new, same)
    steps = tuple(joined.steps(moves=moves))
    return new._replace(
        blocks=tuple(block for block, _ in steps),
        footer=diff_inlines(old.footer, new.footer, joined.leads),
        head=head,
        notes=(),
        tracked={i: tracked for i, (_, tracked) in enumerate(steps) if tracked},
    )


_Step = tuple[Block, TrackedBlock | None]


class _BlockPair(NamedTuple):
    """The places of one block in the old document and in the new."""

    old: int
    new: int


class _BlockMerge:
    """Two documents, block by block."""

    def __init__(
        self, old: Document, new: Document, same: Mapping[BlockKey, BlockKey]
    ) -> None:
        self._old, self._new = old.blocks, new.blocks
        self._pairs = _pairs(old.blocks, new.blocks, same)
        run = heaviest_increasing([pair.new for pair in self._pairs])
        self._in_place = tuple(self._pairs[i] for i in run)
        self.leads: dict[str, str] = {
            anchor: self._new[pair.new].anchor
            for pair in self._pairs
            if (anchor := self._old[pair.old].anchor) and self._new[pair.new].anchor
        }
        """The anchors of old blocks that are still there, with their new ones."""

    def steps(self, *, moves: bool) -> Iterator[_Step]:
        """Return the blocks of both in order, each with its change."""
        moved = self._moved() if moves else {}
        going = {pair.old: number for pair, number in moved.items()}
        coming = {pair.new: number for pair, number in moved.items()}
        old = new = 0
        for pair in (*self._in_place, _BlockPair(len(self._old), len(self._new))):
            for place in range(old, pair.old):
                yield _deleted(self._old[place], going.get(place, 0))
            for place in range(new, pair.new):
                yield _inserted(self._new[place], coming.get(place, 0))
            if pair.old < len(self._old):
                yield self._kept(pair)
            old, new = pair.old + 1, pair.new + 1

    def _moved(self) -> dict[_BlockPair, int]:
        """Return the blocks that moved, with the number of the move: neighbours move together."""
        numbers: dict[_BlockPair, int] = {}
        fresh = count(1)
        in_place = set(self._in_place)
        for pair in self._pairs:
            # A row has no move in Word: it goes, and comes.
            is_cell = isinstance(self._new[pair.new], TableCell)
            if pair not in in_place and not is_cell:
                before = numbers.get(_BlockPair(pair.old - 1, pair.new - 1))
                numbers[pair] = before or next(fresh)
        return numbers

    def _kept(self, pair: _BlockPair) -> _Step:
        was, block = self._old[pair.old], self._new[pair.new]
        content = diff_inlines(was.content, block.content, self.leads)
        if content is not block.content:  # as few are
            block = replace(block, content=content)
        # In one version others may be left out before it, in the other not.
        if (
            isinstance(was, Heading | ListItem)
            and isinstance(block, Heading | ListItem)
            and was.start > block.start == 0
            and was.number == block.number
        ):
            block = replace(block, start=was.start)
        if was.role is block.role:
            return block, None
        return block, TrackedBlock(BlockChange.RESTYLED, old_role=was.role)


def _pairs(
    old: tuple[Block, ...], new: tuple[Block, ...], same: Mapping[BlockKey, BlockKey]
) -> tuple[_BlockPair, ...]:
    """Return the blocks that both have, in the order of the old document."""
    places: dict[BlockKey, int] = {}
    for i, block in enumerate(new):
        if block.key:
            places.setdefault(block.key, i)
    found: dict[int, int] = {}
    # Given matches are first: one may have taken another's key.
    for is_said in (True, False):
        for i, block in enumerate(old):
            if (block.key in same) is is_said:
                place = places.pop(same.get(block.key, block.key), None)
                if place is not None:
                    found[i] = place
    if old and new:
        # A document cannot end with an inserted or deleted paragraph: nothing is left
        # for its mark to become one with.
        last, end = len(old) - 1, len(new) - 1
        found = {i: place for i, place in found.items() if place != end}
        found[last] = end
    return tuple(_BlockPair(i, found[i]) for i in sorted(found))


def _deleted(block: Block, move: int) -> _Step:
    plain = replace(
        block, content=unlink_references(block.content), anchor="", origin=None, key=()
    )
    return plain, TrackedBlock(
        BlockChange.MOVED_FROM if move else BlockChange.DELETED, move
    )


def _inserted(block: Block, move: int) -> _Step:
    plain = replace(block, content=link_references(block.content))
    return plain, TrackedBlock(
        BlockChange.MOVED_TO if move else BlockChange.INSERTED, move
    )
