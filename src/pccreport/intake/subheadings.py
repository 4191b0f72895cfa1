"""Lines that head what is below them, and name no key aim: titles, topics, subtitles."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pccreport.intake.lines import Line
from pccreport.intake.titles import is_short
from pccreport.language import aim_headings, pasted_text
from pccreport.language.sentences import has_verb

_SUBHEADING = 5
"""Words of a heading that names no key aim, at most."""


def find_subheadings(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of lines that head what is below them, and name no key aim."""
    texts = [Line(0, ""), *(line for line in lines if line.text)]
    return {
        line.number
        for (above, line), below in zip(pairwise(texts), texts[2:], strict=False)
        if is_subheading(line, below) and not _is_open(above.text)
    }


def is_subtitle(line: Line, rest: str) -> bool:
    """Return whether what follows a key aim in a heading is its title in other words."""
    is_title = may_be_title(rest) and pasted_text.reason_for_nothing(rest) is None
    is_clear = not line.apart or rest[0].islower() or _is_topic(rest)
    return is_title and line.alone and is_clear


def is_subheading(line: Line, below: Line) -> bool:
    """Return whether a line is a short title without a verb, above a list or a sentence."""
    is_title = (line.alone or line.leads or line.of_row) and not (
        line.sign or line.cells
    )
    is_sentence = below.text.endswith(".") and below.text[:1].isupper()
    return is_title and _is_topic(line.text) and bool(below.sign or is_sentence)


def _is_topic(text: str) -> bool:
    """Return whether a text is a few words without a verb or a figure: “Youth work”."""
    return (
        len(text.split()) <= _SUBHEADING
        and text[:1].isupper()
        and may_be_title(text)
        and not re.search(r"\d", text)
        and not (has_verb(text.casefold()) or _is_open(text))
    )


def _is_open(text: str) -> bool:
    """Return whether a text ends within a sentence: “We met”, “and”."""
    return aim_headings.is_small_word(text.rpartition(" ")[2])


def may_be_title(text: str) -> bool:
    """Return whether a text is short, and ends as no sentence does."""
    return is_short(text) and not text.endswith((".", "!", "?", ":"))
