"""Styled text, wrapped to the width of a terminal."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
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
    given, at = [*pieces], 0
    start, styles = ([x for text, x in side for _ in text] for side in (lead, given))
    typed = "".join(text for text, _ in given)
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
        own = start
        for word in re.split("( )", line[len(start) :]):
            at = typed.index(word, at) + len(word)
            own = own + styles[at - len(word) : at]
        runs = groupby(zip(line, own, strict=True), key=itemgetter(1))
        yield [StyledText("".join(x for x, _ in run), style) for style, run in runs]
        start = [""] * hang


def plain_lines(lines: Iterable[StyledLine]) -> str:
    """Return the lines without styles, each with a line break."""
    return "".join("".join(piece.text for piece in line) + "\n" for line in lines)
