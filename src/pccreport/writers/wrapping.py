"""Styled text, wrapped to the width of a terminal."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from pccreport.writers.characters import display_width

_PART = re.compile(r"[^/\\]*[/\\]|[^/\\]+")
MIN_TEXT_COLUMNS = 8
"""Columns left for text at any indent."""


class StyledText(NamedTuple):
    """Text of one style, such as "error", "rule", "label" or "help"; "" is plain."""

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
    """Yield the lines of `lead` and `pieces`, broken at spaces to `width` columns.

    Lines after the first are indented by `hang`. A word longer than a line is broken, if it can
    behind a “/”, unless `whole_words`. Neighbours of one style are joined.
    """
    width = max(width, hang + MIN_TEXT_COLUMNS)
    line, column = [*lead], _size(lead)
    at_start = True
    for space, word in _words(pieces):
        size = _size(word)
        if column + (not at_start) + size > width and column > hang:
            yield _merge_styles(line)
            line, column = [StyledText(" " * hang)], hang
        elif not at_start:
            line.append(StyledText(" ", space))
            column += 1
        at_start = False
        if whole_words or column + size <= width:
            line += word
            column += size
            continue
        for text, style in ((x, w.style) for w in word for x in _PART.findall(w.text)):
            # Behind a “/”, if the rest does not fit.
            ends = column > hang and column + display_width(text) > width
            for character in text:
                if ends or column + display_width(character) > width:
                    yield _merge_styles(line)
                    line, column, ends = [StyledText(" " * hang)], hang, False
                line.append(StyledText(character, style))
                column += display_width(character)
    yield _merge_styles(line)


def _size(line: StyledLine) -> int:
    return sum(display_width(piece.text) for piece in line)


def _words(pieces: Iterable[StyledText]) -> Iterator[tuple[str, StyledLine]]:
    """Yield each word with the style of the space before it."""
    word: StyledLine = []
    before = ""
    for text, style in pieces:
        first, *rest = text.split(" ")
        if first:
            word.append(StyledText(first, style))
        for part in rest:
            if word:
                yield before, word
            before = style
            word = [StyledText(part, style)] if part else []
    if word:
        yield before, word


def plain_lines(lines: Iterable[StyledLine]) -> str:
    """Return the lines without styles, each with a line break."""
    return "".join("".join(piece.text for piece in line) + "\n" for line in lines)


def _merge_styles(line: StyledLine) -> StyledLine:
    """Return the line with neighbours of one style joined."""
    return [
        StyledText("".join(piece.text for piece in pieces), style)
        for style, pieces in groupby(line, key=lambda piece: piece.style)
    ]
