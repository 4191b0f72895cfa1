"""Values as JSON, without loss of any character."""

from __future__ import annotations

import codecs
import json
from typing import Any


def as_json(value: dict[str, Any], encoding: str) -> str:
    """Return a value as JSON that ends with a line break.

    Invisible characters are escaped, so that a terminal shows them. `encoding` is that of the
    output: unless it is UTF-8, letters beyond ASCII are escaped too, because a console may
    change them.
    """
    plain = codecs.lookup(encoding).name != "utf-8"
    text = json.dumps(value, ensure_ascii=plain, indent=2)
    return "".join(
        f"{line if line.isprintable() else ''.join(map(_escape, line))}\n"
        for line in text.split("\n")
    )


def _escape(character: str) -> str:
    """Return a character as itself or as \\u and four digits, twice beyond U+FFFF."""
    if character.isprintable():
        return character
    digits = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{digits[i : i + 4]}" for i in range(0, len(digits), 4))
