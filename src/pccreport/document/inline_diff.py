"""The changed words of one block: kept, deleted and inserted inlines.

Words are equal if their text and formatting are; references if their target is, whatever
its number is now.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
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
)
from pccreport.document.roles import Role
from pccreport.language import word_diff
from pccreport.language.word_diff import DiffOp

RunOrChange = TextRun | Inserted | Deleted
_ChangeType = type[Inserted] | type[Deleted] | None


class _InlineToken(NamedTuple):
    """The smallest piece that is kept or changed as a whole."""

    same: tuple[Hashable, ...]
    """Equal for what is the same in both versions; last whether it counts as a word."""
    inline: TextRun | CrossRef | LineBreak | PageNumber
    link: Link | None
    """The link that it is in."""


class _MarkedInline(NamedTuple):
    """A token's inline as it goes into the result."""

    mark: _ChangeType
    inline: Inline
    link: Link | None


def diff_inlines(
    old: InlineContent, new: InlineContent, leads: Mapping[str, str]
) -> InlineContent:
    """Return the new content with its changes.

    `leads` maps each anchor of the old version whose target the new one still has to its
    anchor there.
    """
    if old == new:
        return link_references(new)
    before = tuple(_tokens(old, leads.get))
    after = tuple(_tokens(new, lambda anchor: anchor))
    row, other = ([token.same for token in tokens] for tokens in (before, after))
    found = word_diff.diff_tokens(row, other, _is_word)
    if word_diff.changed_share(found, row, other, _is_word) > word_diff.REWRITTEN:
        found = [DiffOp(False, (0, len(row)), (0, len(other)))]
    return tuple(_assembled(_pieces(found, before, after)))


def link_references(content: InlineContent) -> InlineContent:
    """Content of the new version: its references lead to their places."""
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
    """Yield content without the pages of other places, which are those of neither version."""
    return (i for i in content if not (isinstance(i, PageNumber) and i.target))


def _tokens(
    content: Iterable[Inline], anchor: Callable[[str], str | None]
) -> Iterator[_InlineToken]:
    for inline in content:
        match inline:
            case TextRun():
                yield from _tokens_of(inline, None)
            case Link(content=words):
                for text in words:
                    assert isinstance(text, TextRun), "changes of a change"
                    yield from _tokens_of(text, inline)
            case CrossRef(kind=CrossRefKind.DIRECTION as shown):
                # Which way it is follows from the number before it.
                yield _InlineToken((shown, True), inline, None)
            case CrossRef(target, shown):
                yield _InlineToken((shown, anchor(target), True), inline, None)
            case LineBreak():
                yield _InlineToken((LineBreak, False), inline, None)
            case PageNumber(total, of):
                if not of:  # the pages of neither version
                    yield _InlineToken((PageNumber, total, False), inline, None)
            case Inserted() | Deleted() | Quoted() | InternalLink():
                raise AssertionError("changes of a change")
            case _:
                assert_never(inline)


def _tokens_of(text: TextRun, link: Link | None) -> Iterator[_InlineToken]:
    href, looks = link.href if link else "", _looks(text)
    for word in word_diff.tokenise(text.text):
        same = (word, *looks, href, word_diff.is_word(word))
        yield _InlineToken(same, TextRun(word, *looks), link)


def _looks(text: TextRun) -> tuple[bool, bool, Role | None]:
    return text.strong, text.emphasis, text.role


def _is_word(same: tuple[Hashable, ...]) -> bool:
    return bool(same[-1])


def _pieces(
    found: Iterable[DiffOp], old: Sequence[_InlineToken], new: Sequence[_InlineToken]
) -> Iterator[_MarkedInline]:
    for edit in found:
        before, after = old[slice(*edit.old)], new[slice(*edit.new)]
        if edit.kept:
            yield from map(_kept, before, after)
            continue
        for token in before:
            (inline,) = unlink_references((token.inline,))
            yield _MarkedInline(Deleted, inline, token.link)
        for token in after:
            (inline,) = link_references((token.inline,))
            yield _MarkedInline(Inserted, inline, token.link)


def _kept(old: _InlineToken, new: _InlineToken) -> _MarkedInline:
    was, inline = old.inline, new.inline
    if not isinstance(inline, CrossRef):
        return _MarkedInline(None, inline, new.link)
    words: tuple[RunOrChange, ...] = (TextRun(inline.result),)
    if isinstance(was, CrossRef) and was.result != inline.result:
        words = tuple(_renumbered(was.result, inline.result))
    return _MarkedInline(None, InternalLink(inline.target, words), None)


def _renumbered(old: str, new: str) -> Iterator[RunOrChange]:
    """Return a number that became another; the brackets round both stay."""
    start, end = word_diff.common_ends(old, new, lambda sign: not sign.isalnum())
    if start:
        yield TextRun(new[:start])
    yield Deleted((TextRun(old[start : len(old) - end]),), ChangeCause.NUMBERS)
    yield Inserted((TextRun(new[start : len(new) - end]),), ChangeCause.NUMBERS)
    if end:
        yield TextRun(new[len(new) - end :])


def _assembled(pieces: Iterable[_MarkedInline]) -> Iterator[Inline]:
    """Return the pieces as few inlines: changes are inside a link, not round it."""
    for href, group in groupby(
        pieces, key=lambda piece: piece.link and piece.link.href
    ):
        in_link = tuple(group)
        if href is None:
            yield from _marked(in_link)
            continue
        links = [(piece.mark is Deleted, piece.link) for piece in in_link]
        link = min(links, key=lambda each: each[0])[1]
        assert link is not None
        content = tuple(_marked(in_link))
        yield replace(
            link, content=tuple(w for w in content if isinstance(w, RunOrChange))
        )


def _marked(pieces: Iterable[_MarkedInline]) -> Iterator[Inline]:
    for mark, group in groupby(pieces, key=lambda piece: piece.mark):
        joined = tuple(_joined(piece.inline for piece in group))
        if mark:
            yield mark(joined)
        else:
            yield from joined


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Return the inlines, with neighbouring texts of one formatting joined."""
    for is_text, group in groupby(
        inlines, key=lambda inline: isinstance(inline, TextRun)
    ):
        if not is_text:
            yield from group
            continue
        texts = (inline for inline in group if isinstance(inline, TextRun))
        for looks, alike in groupby(texts, key=_looks):
            yield TextRun("".join(text.text for text in alike), *looks)
