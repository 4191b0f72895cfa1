"""Lines of a terminal: words that look some way, broken to a width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pccreport.writers.diagnostics_text import Line, Piece, cells, joined

LEAST = 8
"""Columns that words have at the least, however far in they stand."""


def wrap(lead: Line, pieces: Iterable[Piece], width: int, hang: int) -> Iterator[Line]:
    """The pieces behind a lead, broken at spaces; what does not fit hangs.

    A word that is longer than a line is broken where the line ends. Neighbours of one
    style come as one piece.
    """
    width = max(width, hang + LEAST)
    line, used = [*lead], _size(lead)
    fresh = True
    for space, word in _words(pieces):
        size = _size(word)
        if used + (not fresh) + size > width and used > hang:
            yield joined(line)
            line, used = [Piece(" " * hang)], hang
        elif not fresh:
            line.append(Piece(" ", space))
            used += 1
        for piece in word if used + size <= width else _characters(word):
            if used + cells(piece.text) > width:
                yield joined(line)
                line, used = [Piece(" " * hang)], hang
            line.append(piece)
            used += cells(piece.text)
        fresh = False
    yield joined(line)


def _size(line: Line) -> int:
    return sum(cells(piece.text) for piece in line)


def _words(pieces: Iterable[Piece]) -> Iterator[tuple[str, Line]]:
    """Words of one or more styles, each with the style of the space before it."""
    word: Line = []
    before = ""
    for text, style in pieces:
        first, *rest = text.split(" ")
        if first:
            word.append(Piece(first, style))
        for each in rest:
            if word:
                yield before, word
            before = style
            word = [Piece(each, style)] if each else []
    if word:
        yield before, word


def _characters(word: Line) -> Iterator[Piece]:
    return (Piece(character, style) for text, style in word for character in text)
