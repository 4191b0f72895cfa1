"""Which lines of two documents are the same if only their order identifies them.

Areas of focus, the opening, the title block and the notes of a period are lists: one more at
the start changes the index of all others, but not the lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher

from pccreport.document.blocks import Block, BlockKey, content_text
from pccreport.layout import block_keys

GONE: BlockKey = ("gone",)
"""The key of what is in no document."""


def align_rows(
    old: Iterable[Block], new: Iterable[Block], current: Callable[[BlockKey], BlockKey]
) -> Iterator[tuple[BlockKey, BlockKey]]:
    """Return the present keys of old lines of lists; GONE for none.

    `current` returns the present key of a list's line.
    """
    rows = _rows(new, lambda key: key)
    for row, before in _rows(old, current).items():
        yield from _paired(before, rows.get(row, []))


def _rows(
    blocks: Iterable[Block], current: Callable[[BlockKey], BlockKey]
) -> dict[BlockKey, list[tuple[str, BlockKey]]]:
    """Return the words and the keys of the lines of each list, in order."""
    found: dict[BlockKey, list[tuple[str, BlockKey]]] = defaultdict(list)
    for block in blocks:
        if row := block_keys.row_key(current(block.key)):
            found[row].append((content_text(block.content), block.key))
    return found


def _paired(
    old: list[tuple[str, BlockKey]], new: list[tuple[str, BlockKey]]
) -> Iterator[tuple[BlockKey, BlockKey]]:
    """Match equal lines, and between them those at the same index."""
    was, words = ([text for text, _ in row] for row in (old, new))
    matcher = SequenceMatcher(None, was, words, autojunk=False)
    for _, start, end, first, last in matcher.get_opcodes():
        for i in range(start, end):
            j = first + i - start
            yield old[i][1], new[j][1] if j < last else GONE
