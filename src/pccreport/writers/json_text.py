"""Values as JSON for other programs, with every character that an author typed."""

from __future__ import annotations

import codecs
import json
from typing import Any


def as_json(value: dict[str, Any], encoding: str) -> str:
    """Return a value as JSON, with a line break at its end.

    Invisible characters are written as JSON's own escapes, so that a terminal can show them
    without loss. `encoding` is that of the output: unless it is UTF-8, letters beyond ASCII are
    escaped too, so that no console can change them.
    """
    plain = codecs.lookup(encoding).name != "utf-8"
    text = json.dumps(value, ensure_ascii=plain, indent=2)
    return "".join(f"{_seen(line)}\n" for line in text.split("\n"))


def _seen(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else _escaped(c) for c in line)


def _escaped(character: str) -> str:
    """As JSON escapes it: \\u and four digits, twice where the letter needs it."""
    digits = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{digits[i : i + 4]}" for i in range(0, len(digits), 4))
