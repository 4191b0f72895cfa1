"""Lines of a terminal: words that look some way, broken to a width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from pccreport.writers.characters import display_width

LEAST = 8
"""Columns that words have at least, whatever their indent."""


class StyledText(NamedTuple):
    """A stretch of a line that looks one way: error, warning, note, rule, place,
    gutter, source, caret, label, help, or plain.
    """

    text: str
    style: str = ""


StyledLine = list[StyledText]


def wrap(
    lead: StyledLine,
    pieces: Iterable[StyledText],
    width: int,
    hang: int,
    *,
    whole_words: bool = False,
) -> Iterator[StyledLine]:
    """Return the pieces after a lead, broken at spaces; what does not fit is indented.

    A word that is longer than a line is broken where the line ends, unless it is to stay whole.
    Neighbours of one style are joined.
    """
    width = max(width, hang + LEAST)
    line, used = [*lead], _size(lead)
    fresh = True
    for space, word in _words(pieces):
        size = _size(word)
        if used + (not fresh) + size > width and used > hang:
            yield _merge_styles(line)
            line, used = [StyledText(" " * hang)], hang
        elif not fresh:
            line.append(StyledText(" ", space))
            used += 1
        fresh = False
        if whole_words or used + size <= width:
            line += word
            used += size
            continue
        for piece in _characters(word):
            if used + display_width(piece.text) > width:
                yield _merge_styles(line)
                line, used = [StyledText(" " * hang)], hang
            line.append(piece)
            used += display_width(piece.text)
    yield _merge_styles(line)


def _size(line: StyledLine) -> int:
    return sum(display_width(piece.text) for piece in line)


def _words(pieces: Iterable[StyledText]) -> Iterator[tuple[str, StyledLine]]:
    """Words of one or more styles, each with the style of the space before it."""
    word: StyledLine = []
    before = ""
    for text, style in pieces:
        first, *rest = text.split(" ")
        if first:
            word.append(StyledText(first, style))
        for each in rest:
            if word:
                yield before, word
            before = style
            word = [StyledText(each, style)] if each else []
    if word:
        yield before, word


def _characters(word: StyledLine) -> Iterator[StyledText]:
    return (StyledText(character, style) for text, style in word for character in text)


def plain_lines(lines: Iterable[StyledLine]) -> str:
    """Return the lines without their styles, each with its end."""
    return "".join("".join(piece.text for piece in line) + "\n" for line in lines)


def _merge_styles(line: StyledLine) -> StyledLine:
    """Neighbours of one style made one piece."""
    text, style = itemgetter(0), itemgetter(1)
    return [
        StyledText("".join(map(text, pieces)), look)
        for look, pieces in groupby(line, key=style)
    ]
