"""What became of the words of one block: kept, deleted and inserted inlines.

Words are the same when they say and look the same; references when they lead to the
same place, whatever its number is now.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, assert_never

from pccreport.document.blocks import (
    Break,
    By,
    CrossRef,
    Deleted,
    Inline,
    Inserted,
    Jump,
    Link,
    PageNumber,
    Shows,
    Text,
)
from pccreport.language import differences
from pccreport.language.differences import Edit

Content = tuple[Inline, ...]
Words = Text | Inserted | Deleted
_Mark = type[Inserted] | type[Deleted] | None


class _Token(NamedTuple):
    """The smallest piece that is kept or changed as a whole."""

    same: tuple[Hashable, ...]
    """Equal for what is the same in both versions; last whether it counts as a word."""
    inline: Text | CrossRef | Break | PageNumber
    link: Link | None
    """The link that it is in."""


class _Piece(NamedTuple):
    """A token's inline as it goes into the result."""

    mark: _Mark
    inline: Inline
    link: Link | None


def reworded(old: Content, new: Content, leads: Mapping[str, str]) -> Content:
    """The new content, with what is changed in it.

    `leads` are the anchors of the old version whose places the new one still has, each
    with its anchor there.
    """
    if old == new:
        return current(new)
    before = tuple(_tokens(old, leads.get))
    after = tuple(_tokens(new, lambda anchor: anchor))
    row, other = ([token.same for token in tokens] for tokens in (before, after))
    found = differences.edits(row, other, _is_word)
    if differences.changed(found, row, other, _is_word) > differences.REWRITTEN:
        found = [Edit(False, (0, len(row)), (0, len(other)))]
    return tuple(_assembled(_pieces(found, before, after)))


def current(content: Content) -> Content:
    """Content of the new version: its references lead to their places."""
    return tuple(
        Jump(inline.target, (Text(inline.result),))
        if isinstance(inline, CrossRef)
        else inline
        for inline in content
    )


def former(content: Content) -> Content:
    """Content of the old version alone: where its references led may be gone."""
    return tuple(
        Text(inline.result) if isinstance(inline, CrossRef) else inline
        for inline in content
    )


def _tokens(
    content: Iterable[Inline], anchor: Callable[[str], str | None]
) -> Iterator[_Token]:
    for inline in content:
        match inline:
            case Text():
                yield from _words(inline, None)
            case Link(content=words):
                for text in words:
                    assert isinstance(text, Text), "changes of a change"
                    yield from _words(text, inline)
            case CrossRef(target, Shows.NUMBER):
                yield _Token((Shows.NUMBER, anchor(target), True), inline, None)
            case CrossRef():
                # Which way it is follows from the number before it.
                yield _Token((Shows.DIRECTION, True), inline, None)
            case Break() | PageNumber():
                yield _Token((type(inline).__name__, *inline, False), inline, None)
            case Inserted() | Deleted() | Jump():
                raise AssertionError("changes of a change")
            case _:
                assert_never(inline)


def _words(text: Text, link: Link | None) -> Iterator[_Token]:
    href, looks = link.href if link else "", text[1:]
    for word in differences.tokens(text.text):
        same = (word, *looks, href, differences.is_word(word))
        yield _Token(same, Text(word, *looks), link)


def _is_word(same: tuple[Hashable, ...]) -> bool:
    return bool(same[-1])


def _pieces(
    found: Iterable[Edit], old: Sequence[_Token], new: Sequence[_Token]
) -> Iterator[_Piece]:
    for edit in found:
        before, after = old[slice(*edit.old)], new[slice(*edit.new)]
        if edit.kept:
            yield from map(_kept, before, after)
            continue
        for token in before:
            (inline,) = former((token.inline,))
            yield _Piece(Deleted, inline, token.link)
        for token in after:
            (inline,) = current((token.inline,))
            yield _Piece(Inserted, inline, token.link)


def _kept(old: _Token, new: _Token) -> _Piece:
    was, inline = old.inline, new.inline
    if not isinstance(inline, CrossRef):
        return _Piece(None, inline, new.link)
    words: tuple[Words, ...] = (Text(inline.result),)
    if isinstance(was, CrossRef) and was.result != inline.result:
        words = tuple(_renumbered(was.result, inline.result))
    return _Piece(None, Jump(inline.target, words), None)


def _renumbered(old: str, new: str) -> Iterator[Words]:
    """A number that became another; the brackets round both stay."""
    least, start, end = min(len(old), len(new)), 0, 0
    while start < least and old[start] == new[start] and not new[start].isalnum():
        start += 1
    while (
        end < least - start
        and old[-1 - end] == new[-1 - end]
        and not new[-1 - end].isalnum()
    ):
        end += 1
    if start:
        yield Text(new[:start])
    yield Deleted((Text(old[start : len(old) - end]),), By.NUMBERS)
    yield Inserted((Text(new[start : len(new) - end]),), By.NUMBERS)
    if end:
        yield Text(new[len(new) - end :])


def _assembled(pieces: Iterable[_Piece]) -> Iterator[Inline]:
    """The pieces as few inlines: changes stand in a link, not round it."""
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
        yield link._replace(content=tuple(w for w in content if isinstance(w, Words)))


def _marked(pieces: Iterable[_Piece]) -> Iterator[Inline]:
    for mark, group in groupby(pieces, key=lambda piece: piece.mark):
        joined = tuple(_joined(piece.inline for piece in group))
        if mark:
            yield mark(joined)
        else:
            yield from joined


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """The inlines, with neighbouring texts that are set alike as one."""
    for is_text, group in groupby(inlines, key=lambda inline: isinstance(inline, Text)):
        if not is_text:
            yield from group
            continue
        texts = (inline for inline in group if isinstance(inline, Text))
        for looks, alike in groupby(texts, key=lambda text: text[1:]):
            yield Text("".join(text.text for text in alike), *looks)
