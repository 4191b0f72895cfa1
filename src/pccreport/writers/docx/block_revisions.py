"""How the change of each whole block is written, so that Word and LibreOffice show it correctly.

LibreOffice (measured with 25.2) leaves an empty paragraph where one with a link is moved. It takes
the same text deleted and inserted by one author for a move, then may split a paragraph, and the
next one loses its style; so the two get different authors. It compares the whole text of a change
with the whole or a part of another: changes that share only a phrase are never taken for a move.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from pccreport.document.blocks import Block, BlockChange, Link, TrackedBlock, flat_runs

_KINDS = {
    BlockChange.INSERTED: "ins",
    BlockChange.DELETED: "del",
    BlockChange.MOVED_FROM: "moveFrom",
    BlockChange.MOVED_TO: "moveTo",
}
OLD_KINDS = ("del", "moveFrom")
_OTHERS = {
    "ins": ("del", "moveFrom", "deleted"),
    "moveTo": ("del", "deleted"),  # not the other end of the move
    # Whole blocks have different authors already.
    "del": ("inserted",),
    "moveFrom": ("inserted",),
}
"""The kinds of changes that the text of a changed block is compared with."""
_MAX_NEIGHBOURS = 8  # neighbouring runs compared together, besides all of them
_MIN_CHARACTERS = 6  # of a text that is compared


class BlockRevision(NamedTuple):
    """The change of a whole block."""

    kind: str
    """The element: "ins", "del", "moveFrom" or "moveTo"."""
    move: str = ""
    """The name of the move, the same for both blocks; "" if it is not one."""
    is_elsewhere: bool = False
    """True if part of its text is inserted, or deleted, elsewhere."""

    @property
    def is_old(self) -> bool:
        """Return whether only the old version has the block."""
        return self.kind in OLD_KINDS


def block_revisions(
    blocks: Sequence[Block], tracked: Mapping[int, TrackedBlock]
) -> Mapping[int, BlockRevision]:
    """Return the blocks that are inserted or deleted as a whole, by index."""
    revisions = {
        index: BlockRevision(kind)
        for index, block in tracked.items()
        if (kind := _KINDS.get(block.change))
    }
    revisions.update(_moved_blocks(blocks, tracked))
    texts: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for index, block in enumerate(blocks):
        own_kind = revisions[index].kind if index in revisions else ""
        for kind, text, own in _changed_texts(block, own_kind):
            texts[kind].add(text)
            parts[kind] |= own

    def is_elsewhere(block: Block, kind_of_block: str) -> bool:
        """Return whether text of an inserted block is deleted elsewhere, or the reverse."""
        return any(
            text in parts[kind] or not own.isdisjoint(texts[kind])
            for _, text, own in _changed_texts(block, kind_of_block)
            for kind in _OTHERS[kind_of_block]
        )

    return {
        index: revision._replace(
            is_elsewhere=revision.is_elsewhere
            or is_elsewhere(blocks[index], revision.kind)
        )
        for index, revision in revisions.items()
    }


def _moved_blocks(
    blocks: Sequence[Block], tracked: Mapping[int, TrackedBlock]
) -> Iterator[tuple[int, BlockRevision]]:
    """Yield the moved blocks; those with a link as deleted and inserted."""
    indices: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for index, block in sorted(tracked.items()):
        if block.move:
            indices[block.move][block.change is BlockChange.MOVED_TO].append(index)
    count = 0
    for move in sorted(indices):
        name = ""
        for old, new in zip(*indices[move], strict=True):
            content = *blocks[old].content, *blocks[new].content
            if any(isinstance(i, Link) and not i.anchor for i in content):
                name = ""
                yield old, BlockRevision("del", is_elsewhere=True)
                yield new, BlockRevision("ins", is_elsewhere=True)
                continue
            if not name:
                count += 1
                name = f"move{count}"
            yield old, BlockRevision("moveFrom", name)
            yield new, BlockRevision("moveTo", name)


def _changed_texts(
    block: Block, kind_of_block: str
) -> Iterator[tuple[str, str, set[str]]]:
    """Yield the kind, the text and the parts of each change.

    The kind is `kind_of_block`, or "inserted" or "deleted" for a change of a part of the block.
    """
    runs = flat_runs(block.content, kind_of_block)
    for kind, group in groupby(runs, key=lambda run: run.side):
        words = [each.run.text for each in group] if kind else []
        neighbours = [
            words[start:end]
            for start in range(len(words))
            for end in range(start + 1, min(start + _MAX_NEIGHBOURS, len(words)) + 1)
        ]
        parts = {"".join(texts).strip() for texts in (*neighbours, words)}
        long = {part for part in parts if len(part) >= _MIN_CHARACTERS and " " in part}
        yield kind, "".join(words).strip(), long
