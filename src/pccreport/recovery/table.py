"""Mistakes in the layout of a file: how a line is typed, and how it was meant.

`mistakes.txt` has them as a table. At an error, its rows are tried in order on the lines that the
error can come from. A row is told if its line fits and the file, with the line as it was meant, can
be read further.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pccreport.source.update_fields import OF_UPDATE

MOVED, UNKNOWN = "moved", "unknown"

_NAME = "[a-z][a-z0-9_]*"
_WORDS = {
    "head": r"(?P<head>(?> *(?:- +)*(?:[A-Za-z0-9_-]{1,100} *: +)?(?:- +)*))",
    "start": r"(?P<head> *(?:- +)*)",
    "brace": r"(?P<brace>(?>\{ *(?:nothing|(?:[^{}]*, *)?[a-z_]+) *: +))",
    "built": rf" *(?:- |-$|{_NAME} ?:(?: |$))",
    "plain": r"[^\s\"'\[{#&*!|>%@`]",
    "known": f"(?P<known>{_NAME})",
    "name": _NAME,
    "field": "|".join(OF_UPDATE),
    "indent": " *",
    "space": " ",
    "line": "\n",
    "nothing": "",
}
"""What the words of the table mean, with an @ before them."""


class Mistake(NamedTuple):
    """One mistake."""

    message: str
    """The name of the message in `yaml_messages`."""
    line: str
    """The pattern of the line."""
    meant: str
    """The line as a template, "quoted", or one of the ways above."""
    options: dict[str, str]
    """The rest of the row, by name: "" for a word alone."""

    @property
    def is_quoted(self) -> bool:
        """Return whether it puts a text in quotes."""
        return self.meant.startswith("quoted")


ANY_LINE = Mistake("WRONG_INDENT", r" *(?P<mark>\S.*)", MOVED, {})


@cache
def mistakes() -> tuple[Mistake, ...]:
    """Return the rows of the table."""
    text = Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(map(_parse_row, lines))


def _parse_row(line: str) -> Mistake:
    message, typed, meant, *more = map(_expand_words, re.split(" {2,}", line))
    options = dict(part.partition("=")[::2] for part in more)
    return Mistake(message, typed, meant, options)


def _expand_words(text: str) -> str:
    for word, meaning in _WORDS.items():
        text = text.replace(f"@{word}", meaning)
    return text
