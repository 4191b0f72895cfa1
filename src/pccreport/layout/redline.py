"""Merges two documents into the new one with every change since the old one tracked.

Blocks of both are edited in place if their order is the same; others are moved, with the old
text at the old position and the new text at the new one. `pipeline/redline.py` finds which
blocks are the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from pccreport.document.blocks import (
    Block,
    BlockChange,
    BlockKey,
    Document,
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
    `head` is the header of each page. Without `moves`, moved blocks are deleted and inserted again.
    """
    merged = _BlockMerge(old, new, same)
    steps = tuple(merged.steps(moves=moves))
    return new._replace(
        blocks=tuple(block for block, _ in steps),
        footer=diff_inlines(old.footer, new.footer, merged.leads),
        head=head,
        notes=(),
        tracked={i: tracked for i, (_, tracked) in enumerate(steps) if tracked},
    )


_Step = tuple[Block, TrackedBlock | None]


class _BlockPair(NamedTuple):
    """The indexes of one block in the old document and in the new one."""

    old: int
    new: int


class _BlockMerge:
    """Merges two documents, block by block."""

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
        """The anchors of old blocks that the new document has too, with their new anchors."""

    def steps(self, *, moves: bool) -> Iterator[_Step]:
        """Yield the blocks of both documents in order, each with its change."""
        moved = self._moved() if moves else {}
        moved_from = {pair.old: number for pair, number in moved.items()}
        moved_to = {pair.new: number for pair, number in moved.items()}
        old = new = 0
        for pair in (*self._in_place, _BlockPair(len(self._old), len(self._new))):
            for index in range(old, pair.old):
                yield _deleted(self._old[index], moved_from.get(index, 0))
            for index in range(new, pair.new):
                yield _inserted(self._new[index], moved_to.get(index, 0))
            if pair.old < len(self._old):
                yield self._kept(pair)
            old, new = pair.old + 1, pair.new + 1

    def _moved(self) -> dict[_BlockPair, int]:
        """Return the pairs that moved, with the number of the move; adjacent blocks share one."""
        numbers: dict[_BlockPair, int] = {}
        fresh = count(1)
        in_place = set(self._in_place)
        for pair in self._pairs:
            # Word cannot move a row: it is deleted and inserted.
            is_cell = isinstance(self._new[pair.new], TableCell)
            if pair not in in_place and not is_cell:
                before = numbers.get(_BlockPair(pair.old - 1, pair.new - 1))
                numbers[pair] = before or next(fresh)
        return numbers

    def _kept(self, pair: _BlockPair) -> _Step:
        previous, block = self._old[pair.old], self._new[pair.new]
        content = diff_inlines(previous.content, block.content, self.leads)
        if content is not block.content:
            block = replace(block, content=content)
        # The list may have fewer items before this one in one of the versions.
        if previous.start > block.start == 0 and previous.number == block.number:
            block = replace(block, start=previous.start)
        if previous.role is block.role:
            return block, None
        return block, TrackedBlock(BlockChange.RESTYLED, old_role=previous.role)


def _pairs(
    old: tuple[Block, ...], new: tuple[Block, ...], same: Mapping[BlockKey, BlockKey]
) -> tuple[_BlockPair, ...]:
    """Return the blocks that are in both documents, in the order of the old one."""
    # Of several with one key, the first.
    by_key = {b.key: i for i, b in reversed([*enumerate(new)]) if b.key}
    matches: dict[int, int] = {}
    # Given matches are first: a block can have the old key of another.
    for is_given in (True, False):
        for i, block in enumerate(old):
            if (block.key in same) is is_given:
                index = by_key.pop(same.get(block.key, block.key), None)
                if index is not None and _may_be_one(block, new[index]):
                    matches[i] = index
    if old and new:
        # A document cannot end with an inserted or deleted paragraph: its paragraph mark
        # has no following paragraph to join.
        last, end = len(old) - 1, len(new) - 1
        matches = {i: index for i, index in matches.items() if index != end}
        matches[last] = end
    return tuple(_BlockPair(i, matches[i]) for i in sorted(matches))


def _may_be_one(old: Block, new: Block) -> bool:
    """Return whether one paragraph can have the number of each version: it has one start."""
    return old.number == new.number or not (old.start or new.start)


def _deleted(block: Block, move: int) -> _Step:
    content = unlink_references(block.content)
    change = BlockChange.MOVED_FROM if move else BlockChange.DELETED
    plain = replace(block, content=content, anchor="", origin=None, key=())
    return plain, TrackedBlock(change, move)


def _inserted(block: Block, move: int) -> _Step:
    change = BlockChange.MOVED_TO if move else BlockChange.INSERTED
    plain = replace(block, content=link_references(block.content))
    return plain, TrackedBlock(change, move)
