"""The differences between two versions of a block: kept, deleted and inserted inlines.

Words are equal if their text and formatting are equal; references if they have the same
target, whatever its number.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, assert_never

from pccreport.document.blocks import (
    ChangeCause,
    CrossRef,
    CrossRefKind,
    Deleted,
    Inline,
    InlineContent,
    Inserted,
    InternalLink,
    LineBreak,
    Link,
    PageNumber,
    Quoted,
    TextRun,
    joined_runs,
)
from pccreport.language import word_diff
from pccreport.language.word_diff import DiffOp

RunOrChange = TextRun | Inserted | Deleted


class _InlineToken(NamedTuple):
    """The smallest part that is kept or changed as a whole."""

    key: tuple[Hashable, ...]
    """The key by which tokens of two versions are equal; its last item is True for a word."""
    inline: TextRun | CrossRef | LineBreak | PageNumber
    link: Link | None
    """The link that it is in, or None."""


class _DiffedInline(NamedTuple):
    """The inline of a token, with its change and its link."""

    change: type[Inserted] | type[Deleted] | None
    inline: Inline
    link: Link | None


def diff_inlines(
    old: InlineContent, new: InlineContent, anchors: Mapping[str, str]
) -> InlineContent:
    """Return the new content with its changes.

    `anchors` maps old anchors to new ones, for targets that are in both versions.
    """
    if old == new:
        return link_references(new)
    before = tuple(_tokens(old, anchors.get))
    after = tuple(_tokens(new, lambda anchor: anchor))
    keys, keys_now = ([token.key for token in tokens] for tokens in (before, after))
    edits = word_diff.diff_tokens(keys, keys_now, _is_word)
    if word_diff.changed_share(edits, keys, keys_now, _is_word) > word_diff.REWRITTEN:
        edits = [DiffOp(False, (0, len(keys)), (0, len(keys_now)))]
    return tuple(_assembled(_diffed(edits, before, after)))


def link_references(content: InlineContent) -> InlineContent:
    """Return content of the new version, with references as links."""
    if not any(isinstance(inline, CrossRef) for inline in content):
        return content
    return tuple(
        InternalLink(inline.target, (TextRun(inline.result),))
        if isinstance(inline, CrossRef)
        else inline
        for inline in _without_pages(content)
    )


def unlink_references(content: InlineContent) -> InlineContent:
    """Return content of the old version without links, because their targets may be deleted."""
    return tuple(
        TextRun(inline.result) if isinstance(inline, CrossRef) else inline
        for inline in _without_pages(content)
    )


def _without_pages(content: InlineContent) -> Iterator[Inline]:
    """Yield content without the page numbers of targets, which are right for neither version."""
    return (i for i in content if not (isinstance(i, PageNumber) and i.target))


def _tokens(
    content: Iterable[Inline], anchor: Callable[[str], str | None]
) -> Iterator[_InlineToken]:
    for inline in content:
        match inline:
            case TextRun():
                yield from _run_tokens(inline, None)
            case Link(content=runs):
                for run in runs:
                    assert isinstance(run, TextRun), "changes of a change"
                    yield from _run_tokens(run, inline)
            case CrossRef(kind=CrossRefKind.DIRECTION as shown):
                # The direction follows from the number before it.
                yield _InlineToken((shown, True), inline, None)
            case CrossRef(target, shown):
                yield _InlineToken((shown, anchor(target), True), inline, None)
            case LineBreak():
                yield _InlineToken((LineBreak, False), inline, None)
            case PageNumber(total, of):
                if not of:
                    yield _InlineToken((PageNumber, total, False), inline, None)
            case Inserted() | Deleted() | Quoted() | InternalLink():
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


def _diffed(
    edits: Iterable[DiffOp], old: Sequence[_InlineToken], new: Sequence[_InlineToken]
) -> Iterator[_DiffedInline]:
    for edit in edits:
        deleted, inserted = old[slice(*edit.old)], new[slice(*edit.new)]
        if edit.kept:
            yield from map(_kept, deleted, inserted)
            continue
        for token in deleted:
            (inline,) = unlink_references((token.inline,))
            yield _DiffedInline(Deleted, inline, token.link)
        for token in inserted:
            (inline,) = link_references((token.inline,))
            yield _DiffedInline(Inserted, inline, token.link)


def _kept(old: _InlineToken, new: _InlineToken) -> _DiffedInline:
    previous, inline = old.inline, new.inline
    if not isinstance(inline, CrossRef):
        return _DiffedInline(None, inline, new.link)
    content: tuple[RunOrChange, ...] = (TextRun(inline.result),)
    if isinstance(previous, CrossRef) and previous.result != inline.result:
        content = tuple(_renumbered(previous.result, inline.result))
    return _DiffedInline(None, InternalLink(inline.target, content), None)


def _renumbered(old: str, new: str) -> Iterator[RunOrChange]:
    """Yield a changed number; the brackets around it are kept."""
    start, end = word_diff.common_ends(old, new, lambda sign: not sign.isalnum())
    if start:
        yield TextRun(new[:start])
    yield Deleted((TextRun(old[start : len(old) - end]),), ChangeCause.NUMBERS)
    yield Inserted((TextRun(new[start : len(new) - end]),), ChangeCause.NUMBERS)
    if end:
        yield TextRun(new[len(new) - end :])


def _assembled(pieces: Iterable[_DiffedInline]) -> Iterator[Inline]:
    """Yield the pieces as inlines; changes are inside a link, not around it."""
    for href, group in groupby(pieces, lambda piece: piece.link and piece.link.href):
        in_link = tuple(group)
        if href is None:
            yield from _grouped(in_link)
            continue
        link = min(in_link, key=lambda piece: piece.change is Deleted).link
        assert link is not None
        content = (w for w in _grouped(in_link) if isinstance(w, RunOrChange))
        yield link._replace(content=tuple(content))


def _grouped(pieces: Iterable[_DiffedInline]) -> Iterator[Inline]:
    for change, group in groupby(pieces, key=lambda piece: piece.change):
        joined = tuple(joined_runs(piece.inline for piece in group))
        if change:
            yield change(joined)
        else:
            yield from joined
