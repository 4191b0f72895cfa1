"""Keys of the blocks of a document, which do not change with its numbers.

Two versions of a report are compared block by block. The key of a block with text of an office
is its position in the files; the caller knows which of the two versions belong to one update.
Any other key is the kind of block, then the keys of its key aim and stream if it has them:
("label", aim, stream, period). The key of a list's line ends with its index, from 0; those of the
sign-off are counted from the end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from pccreport.document.blocks import Block, BlockKey, content_text
from pccreport.findings.text import Span

REMOVED: BlockKey = ("removed",)
"""The key of a block that the new document does not have."""
_OF_AIMS = ("aim", "aim-list", "stream", "note", "label", "caveat", "status", "measure")
_LISTS = (
    *("title", "cover", "focus", "caveat", "promises", "recommendations"),
    *("opening", "opening heading", "ending", "ending heading"),
)


def of_contents(heading: BlockKey) -> BlockKey:
    """Return the key of the line of contents for a heading."""
    return ("contents", *heading)


def of_measure(columns: Iterable[str], aim: str, *parts: str) -> BlockKey:
    """Return the key of a cell of a table of measures, or of its caption or a note.

    A table with different columns is a different table; a note has no columns.
    """
    return ("measure", aim, (" ".join(columns), *parts))


def text_at(span: Span, *kind: str) -> BlockKey:
    """Return the key of what has its text, or its reference, at a span.

    Its kind is "entry", "closing", or "text" and the name of a field of an update, such as "outcome".
    """
    return (*kind, span.source.name, span.start)


def rename_key(
    key: BlockKey, aims: Mapping[str, str], streams: Mapping[str, str]
) -> BlockKey:
    """Return a key with the new keys of key aims and streams."""
    if key and key[0] == "contents":
        return of_contents(rename_key(key[1:], aims, streams))
    if not key or key[0] not in _OF_AIMS:
        return key
    kind, aim, *rest = key
    if rest and kind != "measure":
        rest[0] = streams.get(str(rest[0]), rest[0])
    return (kind, aims.get(str(aim), aim), *rest)


def align_lists(
    old: Iterable[Block], new: Iterable[Block], current: Callable[[BlockKey], BlockKey]
) -> Iterator[tuple[BlockKey, BlockKey]]:
    """Yield the keys of old list lines, each with its new key, or REMOVED if it has none.

    `current` returns the key of an old line with the new keys of key aims and streams. Lines
    are matched by their text: a new one at the start changes the indexes of all others.
    """
    new_lists = _lists(new, lambda key: key)
    for list_key, lines in _lists(old, current).items():
        yield from _paired(lines, new_lists.get(list_key, []))


def _lists(
    blocks: Iterable[Block], current: Callable[[BlockKey], BlockKey]
) -> dict[BlockKey, list[tuple[str, BlockKey]]]:
    """Return the texts and keys of the lines of each list, in order."""
    lists: dict[BlockKey, list[tuple[str, BlockKey]]] = defaultdict(list)
    for block in blocks:
        if (key := current(block.key)) and key[0] in _LISTS:
            lists[key[:-1]].append((content_text(block.content), block.key))
    return lists


def _paired(
    old: list[tuple[str, BlockKey]], new: list[tuple[str, BlockKey]]
) -> Iterator[tuple[BlockKey, BlockKey]]:
    """Yield the keys of equal lines, and between them of those at the same index."""
    old_texts, new_texts = ([text for text, _ in side] for side in (old, new))
    matcher = SequenceMatcher(None, old_texts, new_texts, autojunk=False)
    for _, start, end, first, last in matcher.get_opcodes():
        for i in range(start, end):
            j = first + i - start
            yield old[i][1], new[j][1] if j < last else REMOVED
