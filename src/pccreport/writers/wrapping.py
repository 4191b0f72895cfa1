"""Styled text, wrapped to the width of a terminal."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

MIN_TEXT_COLUMNS = 8
"""Columns left for text at any indent."""


class StyledText(NamedTuple):
    """Text of one style, such as "error", "rule", "label" or "help"; "" is plain."""

    text: str
    style: str = ""


StyledLine = list[StyledText]


class _Wrapper(textwrap.TextWrapper):
    def _handle_long_word(
        self, reversed_chunks: list[str], cur_line: list[str], cur_len: int, width: int
    ) -> None:
        """Break a word that is longer than a line, such as a path, behind a “/” if it can."""
        if not self.break_long_words:
            super()._handle_long_word(reversed_chunks, cur_line, cur_len, width)
            return
        word, room = reversed_chunks.pop(), width - cur_len
        end = max(word.rfind(sign, 0, room) for sign in "/\\") + 1 or room
        cur_line.append(word[:end])
        reversed_chunks.append(word[end:])


def wrap(
    lead: StyledLine,
    pieces: Iterable[StyledText],
    width: int,
    hang: int,
    *,
    whole_words: bool = False,
) -> Iterator[StyledLine]:
    """Yield the lines of `lead` and `pieces`, broken at spaces to `width` columns.

    Lines after the first are indented by `hang`. A word longer than a line is broken, unless
    `whole_words`. Neighbours of one style are joined.
    """
    letters, start, at = [*_styled_letters(pieces)], [*_styled_letters(lead)], -1
    typed = "".join(letter for letter, _ in letters)
    words = " ".join(filter(None, typed.split(" ")))
    head = "".join(text for text, _ in lead)
    wrapper = _Wrapper(
        max(width, hang + MIN_TEXT_COLUMNS),
        initial_indent=head,
        subsequent_indent=" " * hang,
        expand_tabs=False,
        replace_whitespace=False,
        break_long_words=not whole_words,
        break_on_hyphens=False,
    )
    for line in wrapper.wrap(words) or [head]:
        # Only spaces are left out of a line.
        found = [letters[at := typed.index(x, at + 1)] for x in line[len(start) :]]
        styles = groupby((*start, *found), key=lambda letter: letter[1])
        yield [StyledText("".join(x for x, _ in own), style) for style, own in styles]
        start = [(" ", "")] * hang


def _styled_letters(pieces: Iterable[StyledText]) -> Iterator[tuple[str, str]]:
    """Yield each letter with its style."""
    return ((letter, style) for text, style in pieces for letter in text)


def plain_lines(lines: Iterable[StyledLine]) -> str:
    """Return the lines without styles, each with a line break."""
    return "".join("".join(piece.text for piece in line) + "\n" for line in lines)
