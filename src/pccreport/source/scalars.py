"""What unquoted words mean: nothing, yes or no, a number, or the words themselves.

The YAML 1.2 core schema, less what surprises: dates, `007`, `1_000`, `yes` and
`no` are text, and so is a number too long to be one.
"""

from __future__ import annotations

import re
from math import isfinite

LONGEST_NUMBER = 40
"""Characters; reading a number of 5,000 digits is an attack, not a figure."""

STARTS = frozenset("+-.0123456789~nNtTfF")
"""The first characters of all words that are not read as text."""

_NAMED: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile("[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(
    r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)


def resolve_scalar(words: str) -> str | int | float | bool | None:
    """Return the value of the words of an unquoted scalar."""
    if words in _NAMED:
        return _NAMED[words]
    if len(words) > LONGEST_NUMBER:
        return words
    if _WHOLE.fullmatch(words):
        return int(words)
    if _DECIMAL.fullmatch(words):
        number = float(words)
        return number if isfinite(number) else words
    return words
