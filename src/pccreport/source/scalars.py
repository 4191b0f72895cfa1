"""The values of plain scalars: null, booleans, numbers, or text.

A subset of the YAML 1.2 core schema: dates, `007`, `1_000`, `yes`, `no` and very long numbers are
text.
"""

import re
from math import isfinite

MAX_NUMBER_LENGTH = 40
"""In characters; a number of 5,000 digits is an attack."""

STARTS = frozenset("+-.0123456789~nNtTfF")
"""The first characters of all scalars that are not text."""

_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile("[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(
    r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)


def resolve_scalar(text: str) -> str | int | float | bool | None:
    """Return the value of a plain scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) > MAX_NUMBER_LENGTH:
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        number = float(text)
        return number if isfinite(number) else text
    return text
