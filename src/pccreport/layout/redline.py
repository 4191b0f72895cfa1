"""Merges two documents into the new one with every change since the old one tracked.

Blocks of both are edited in place if their order is the same. Others are moved if their text is the
same, or else deleted and inserted, so that a changed word is seen. `pipeline/redline.py`
finds which blocks are the same.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain, count, groupby
from typing import NamedTuple, assert_never

from pccreport.document.blocks import (
    Block,
    BlockChange,
    BlockKey,
    ChangeCause,
    CrossRef,
    CrossRefKind,
    Document,
    Inline,
    InlineContent,
    LineBreak,
    Link,
    PageNumber,
    Paragraph,
    TextChange,
    TextRun,
    TrackedBlock,
    content_text,
    join_runs,
)
from pccreport.document.roles import Role
from pccreport.language.texts import word_diff
from pccreport.language.texts.word_diff import DiffOp, heaviest_increasing

REMOVED: BlockKey = ("removed",)
"""The key of a block that the new document does not have."""
_OF_AIMS = ("aim", "aim-list", "stream", "note", "label", "caveat", "status", "measure")
_LISTS = (
    *("title", "cover", "focus", "caveat", "promises", "recommendations"),
    *("opening", "opening heading", "ending", "ending heading"),
)


def merge_versions(
    old: Document,
    new: Document,
    same: Mapping[BlockKey, BlockKey],
    *,
    page_header: str,
    moves: bool = True,
) -> Document:
    """Return the new document with every change since the old one tracked.

    `same` maps keys of old blocks to the present keys of the same blocks, if the two differ.
    `page_header` is the header of each page. Without `moves`, moved blocks are deleted and inserted again.
    """
    old, new = _charts_in_words(old), _charts_in_words(new)
    ends = zip(old.blocks[-1:], new.blocks[-1:], strict=False)
    if any(same.get(x.key, x.key) != y.key and x.content != y.content for x, y in ends):
        old, new = _with_sign_off(old), _with_sign_off(new)
    pairs = _pair_blocks(old.blocks, new.blocks, same)
    # The anchors of old blocks that the new document has too, with their new anchors.
    anchors = ((old.blocks[i].anchor, new.blocks[j].anchor) for i, j in pairs)
    leads = {before: after for before, after in anchors if before and after}
    in_place = [pairs[i] for i in heaviest_increasing([j for _, j in pairs])]
    placed = {*in_place}
    # Word cannot move a row: it is deleted and inserted.
    moved = _number_moves(
        (i, j)
        for i, j in pairs
        if moves and (i, j) not in placed and not new.blocks[j].columns
        if content_text(old.blocks[i].content) == content_text(new.blocks[j].content)
    )
    steps = tuple(_merge_steps(old.blocks, new.blocks, in_place, moved, leads))
    return new._replace(
        blocks=tuple(block for block, _ in steps),
        footer=diff_inlines(old.footer, new.footer, leads),
        head=page_header,
        notes=(),
        tracked={i: tracked for i, (_, tracked) in enumerate(steps) if tracked},
    )


def _charts_in_words(document: Document) -> Document:
    """Return a document with its charts in words, which can show what changed."""
    blocks = (b._replace(chart=None) for b in document.blocks)
    return document._replace(blocks=tuple(blocks))


def _with_sign_off(document: Document) -> Document:
    """Return a document that ends with a paragraph both versions have: the office, if none is signed."""
    *_, last = document.blocks or (None,)
    if last and last.role is Role.SIGN_OFF_LAST:
        return document
    office = (TextRun(document.author),)
    line = Paragraph(Role.SIGN_OFF_LAST, office, key=("sign-off", 0))
    return document._replace(blocks=(*document.blocks, line))


_TrackedStep = tuple[Block, TrackedBlock | None]
_Pair = tuple[int, int]
"""The indexes of one block in the old document and in the new one."""


def _merge_steps(
    olds: Sequence[Block],
    news: Sequence[Block],
    in_place: Iterable[_Pair],
    moved: Mapping[_Pair, int],
    leads: Mapping[str, str],
) -> Iterator[_TrackedStep]:
    """Yield the blocks of both documents in order, each with its change."""
    moved_from = {i: number for (i, _), number in moved.items()}
    moved_to = {j: number for (_, j), number in moved.items()}
    old = new = 0
    for old_end, new_end in (*in_place, (len(olds), len(news))):
        rows, new_rows = _table_end(olds, old, old_end), _table_end(news, new, new_end)
        # The rows of a table that goes on are above all that is below it in either version.
        spans = (old, rows, new, new_rows), (rows, old_end, new_rows, new_end)
        for start, end, first, last in spans:
            for index in range(start, end):
                block, move = olds[index], moved_from.get(index, 0)
                content = unlink_references(block.content)
                change = BlockChange.MOVED_FROM if move else BlockChange.DELETED
                block = block._replace(content=content, anchor="", origin=None, key=())
                yield block, TrackedBlock(change, move)
            for index in range(first, last):
                block, move = news[index], moved_to.get(index, 0)
                change = BlockChange.MOVED_TO if move else BlockChange.INSERTED
                block = block._replace(content=link_references(block.content))
                yield block, TrackedBlock(change, move)
        if old_end < len(olds):
            yield _kept_step(olds[old_end], news[new_end], leads)
        old, new = old_end + 1, new_end + 1


def _table_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return the end of the rows that go on with the table above, or the start if there are none."""
    while 0 < start < end and blocks[start].columns == blocks[start - 1].columns > 0:
        start += 1
    return start


def _number_moves(pairs: Iterable[_Pair]) -> dict[_Pair, int]:
    """Return the pairs that moved, with the number of the move; adjacent blocks share one."""
    numbers: dict[_Pair, int] = {}
    fresh = count(1)
    for old, new in pairs:
        numbers[old, new] = numbers.get((old - 1, new - 1)) or next(fresh)
    return numbers


def _kept_step(previous: Block, block: Block, leads: Mapping[str, str]) -> _TrackedStep:
    content = diff_inlines(previous.content, block.content, leads)
    block = block._replace(content=content)
    # The list may have fewer items before this one in one of the versions.
    if previous.start > block.start == 0 and previous.number == block.number:
        block = block._replace(start=previous.start)
    if previous.role is block.role:
        return block, None
    return block, TrackedBlock(BlockChange.RESTYLED, old_role=previous.role)


def _pair_blocks(
    old: tuple[Block, ...], new: tuple[Block, ...], same: Mapping[BlockKey, BlockKey]
) -> list[_Pair]:
    """Return the blocks that are in both documents, in the order of the old one."""
    # Of several with one key, the first.
    by_key = {b.key: i for i, b in reversed([*enumerate(new)]) if b.key}
    matches: dict[int, int] = {}
    # Given matches are first: a block can have the old key of another.
    for i, block in sorted(enumerate(old), key=lambda each: each[1].key not in same):
        index = by_key.pop(same.get(block.key, block.key), None)
        other = block if index is None else new[index]
        # One paragraph can have the number of each version: it has one start.
        same_start = block.number == other.number or not (block.start or other.start)
        if index is not None and same_start:
            matches[i] = index
    if old and new:
        # A document cannot end with an inserted or deleted paragraph: its paragraph mark
        # has no following paragraph to join.
        last, end = len(old) - 1, len(new) - 1
        matches = {i: index for i, index in matches.items() if index != end}
        matches[last] = end
    return sorted(matches.items())


RunOrChange = TextRun | TextChange


class _InlineToken(NamedTuple):
    """The smallest part that is kept or changed as a whole."""

    key: tuple[Hashable, ...]
    """The key by which tokens of two versions are equal; its last item is True for a word."""
    inline: TextRun | CrossRef | LineBreak | PageNumber
    link: Link | None
    """The link that it is in, or None."""


_Piece = tuple[str, Inline, Link | None]
"""The only side that has an inline, "deleted" or "inserted", or ""; the inline; its link."""


def diff_inlines(
    old: InlineContent, new: InlineContent, anchors: Mapping[str, str]
) -> InlineContent:
    """Return the new content with its changes.

    `anchors` maps old anchors to new ones, for targets that are in both versions.
    """
    if old == new:
        return link_references(new)
    before = tuple(_split_into_tokens(old, anchors.get))
    after = tuple(_split_into_tokens(new, lambda anchor: anchor))
    keys, keys_now = ([token.key for token in tokens] for tokens in (before, after))
    edits = word_diff.diff_tokens(keys, keys_now, _is_word)
    if word_diff.changed_share(edits, keys, keys_now, _is_word) > word_diff.REWRITTEN:
        edits = [DiffOp(False, (0, len(keys)), (0, len(keys_now)))]
    return tuple(_assemble_inlines(_mark_pieces(edits, before, after)))


def link_references(content: InlineContent) -> InlineContent:
    """Return content of the new version, with references as links."""
    return _with_references(content, lambda r: Link(f"#{r.target}", (TextRun(r.text),)))


def unlink_references(content: InlineContent) -> InlineContent:
    """Return content of the old version without links, because their targets may be deleted."""
    typed = (
        i.content if isinstance(i, Link) and i.href.startswith("#") else (i,)
        for i in content
    )
    flat = (*chain.from_iterable(typed),)
    return _with_references(flat, lambda reference: TextRun(reference.text))


def _with_references(
    content: InlineContent, shown: Callable[[CrossRef], Inline]
) -> InlineContent:
    """Return content with references as `shown`, without pages, which are right for neither version."""
    inlines = (i for i in content if not (isinstance(i, PageNumber) and i.target))
    return tuple(shown(i) if isinstance(i, CrossRef) else i for i in inlines)


def _split_into_tokens(
    content: Iterable[Inline], anchor: Callable[[str], str | None]
) -> Iterator[_InlineToken]:
    for inline in content:
        match inline:
            case TextRun():
                yield from _run_tokens(inline, None)
            case Link(href, runs):
                link: Link | None = inline
                if href.startswith("#"):
                    leads = anchor(href[1:])
                    link = inline._replace(href=f"#{leads}") if leads else None
                for run in runs:
                    assert isinstance(run, TextRun), "changes of a change"
                    yield from _run_tokens(run, link)
            case CrossRef(target, kind, before=before):
                # The direction follows from the number before it.
                leads = "" if kind is CrossRefKind.DIRECTION else anchor(target)
                yield _InlineToken((kind, leads, before, True), inline, None)
            case LineBreak():
                yield _InlineToken((LineBreak, False), inline, None)
            case PageNumber(total, target):
                if not target:
                    yield _InlineToken((PageNumber, total, False), inline, None)
            case TextChange():
                raise AssertionError("changes of a change")
            case _:
                assert_never(inline)


def _run_tokens(run: TextRun, link: Link | None) -> Iterator[_InlineToken]:
    href = link.href if link else ""
    for word in word_diff.tokenise(run.text):
        key = (word, *run[1:], href, word_diff.is_word(word))
        yield _InlineToken(key, run._replace(text=word), link)


def _is_word(key: tuple[Hashable, ...]) -> bool:
    return bool(key[-1])


def _mark_pieces(
    edits: Iterable[DiffOp], old: Sequence[_InlineToken], new: Sequence[_InlineToken]
) -> Iterator[_Piece]:
    for edit in edits:
        deleted, inserted = old[slice(*edit.old)], new[slice(*edit.new)]
        if edit.is_kept:
            for before, after in zip(deleted, inserted, strict=True):
                yield "", _kept_inline(before.inline, after.inline), after.link
            continue
        for token in deleted:
            (inline,) = unlink_references((token.inline,))
            yield "deleted", inline, token.link
        for token in inserted:
            (inline,) = link_references((token.inline,))
            yield "inserted", inline, token.link


def _kept_inline(previous: Inline, inline: Inline) -> Inline:
    if not isinstance(inline, CrossRef):
        return inline
    content: tuple[RunOrChange, ...] = (TextRun(inline.text),)
    if isinstance(previous, CrossRef) and previous.result != inline.result:
        content = tuple(_diff_numbers(previous.text, inline.text))
    return Link(f"#{inline.target}", content)


def _diff_numbers(old: str, new: str) -> Iterator[RunOrChange]:
    """Yield a changed number; the brackets around it are kept."""
    start, end = word_diff.common_ends(old, new, lambda sign: not sign.isalnum())
    if start:
        yield TextRun(new[:start])
    for side, number in (("deleted", old), ("inserted", new)):
        changed = (TextRun(number[start : len(number) - end]),)
        yield TextChange(changed, side, ChangeCause.NUMBERS)
    if end:
        yield TextRun(new[len(new) - end :])


def _assemble_inlines(pieces: Iterable[_Piece]) -> Iterator[Inline]:
    """Yield the pieces as inlines; changes are inside a link, not around it."""
    for _, group in groupby(pieces, lambda piece: piece[2] and piece[2].href):
        in_link, content = tuple(group), list[Inline]()
        for side, changed in groupby(in_link, key=lambda piece: piece[0]):
            joined = join_runs(inline for _, inline, _ in changed)
            content += (TextChange(tuple(joined), side),) if side else joined
        # The link of the new version, if it is in that.
        *_, link = min(in_link, key=lambda piece: piece[0] == "deleted")
        if link:
            runs = (w for w in content if isinstance(w, RunOrChange))
            yield link._replace(content=tuple(runs))
        else:
            yield from content


def rename_key(
    key: BlockKey, aims: Mapping[str, str], streams: Mapping[str, str]
) -> BlockKey:
    """Return a key with the new keys of key aims and streams."""
    if key and key[0] == "contents":
        return ("contents", *rename_key(key[1:], aims, streams))
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
    new_lists = _lines_by_list(new, lambda key: key)
    for list_key, before in _lines_by_list(old, current).items():
        after = new_lists.get(list_key, [])
        texts, new_texts = ([text for text, _ in side] for side in (before, after))
        matcher = SequenceMatcher(None, texts, new_texts, autojunk=False)
        for _, start, end, first, last in matcher.get_opcodes():
            # Between equal lines, those at the same index.
            for i, j in enumerate(range(first, first + end - start), start):
                yield before[i][1], after[j][1] if j < last else REMOVED


def _lines_by_list(
    blocks: Iterable[Block], current: Callable[[BlockKey], BlockKey]
) -> dict[BlockKey, list[tuple[str, BlockKey]]]:
    """Return the texts and keys of the lines of each list, in order."""
    lists: dict[BlockKey, list[tuple[str, BlockKey]]] = defaultdict(list)
    for block in blocks:
        if (key := current(block.key)) and key[0] in _LISTS:
            lists[key[:-1]].append((content_text(block.content), block.key))
    return lists
