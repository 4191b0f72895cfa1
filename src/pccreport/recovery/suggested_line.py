"""A line as it ought to be written, to be shown in the help of a finding."""

from __future__ import annotations

import re

from pccreport.recovery.patched_source import without_stand_ins

LONGEST = 90
"""Characters of a line that are shown: it fits a terminal beside “help”, and both its ends,
the key and the quotes, are what matters."""

_BLANKS = re.compile("[ \t]+")


def quote_text(words: str) -> str:
    """Return the words in the quotes that need the fewest changes to them."""
    words = without_stand_ins(words)
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    if "'" not in words:
        return f"'{words}'"
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def line_advice(line: str) -> str:
    """Return the advice to write a line in a given way."""
    return f"write it like: {_shown(line)}"


def block_advice(head: str) -> str:
    """Return the advice to write a text of many lines under `head`, its dash or its key."""
    sign = _shown(head)
    return f"write it like: {(sign + ' ' if sign else '')}>- and start the text on the next line, indented"


def indent_advice(line: str, column: int) -> str:
    """Return the advice to start a line in a column."""
    words = _shown(line)
    if not column:
        return f"do not indent it: {words}"
    plural = "s" if column > 1 else ""
    return f"indent it by {column} space{plural}: {' ' * column}{words}"


def _shown(line: str) -> str:
    """Return a line as it was typed, with one space for several, and only its ends if long."""
    line = _BLANKS.sub(" ", without_stand_ins(line).strip())
    half = LONGEST // 2 - 2
    short = len(line) <= LONGEST
    return line if short else f"{line[:half].rstrip()} ... {line[-half:].lstrip()}"
