"""Close matches: the name that was meant by a mistyped one."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache

QUOTES = "\"'‘’“”"
"""Quotation marks round a word, as typed or as Word replaces them."""
_MAX_NAMES = 300
"""Names that are compared: more than any plan has."""
_MAX_LENGTH = 60
"""Characters of a name; a longer text is a sentence, and slow to compare."""


def closest_match(typed: str, names: Iterable[str]) -> str:
    """Return the name most similar to a typed one, or whose title is, or "" if none is similar."""
    choices = tuple(names)
    if len(typed) > _MAX_LENGTH or len(choices) > _MAX_NAMES:
        return ""
    items = names.items() if isinstance(names, Mapping) else ()
    titles = {title: name for name, title in items if isinstance(title, str)}
    return _nearest(typed, choices) or titles.get(_nearest(typed, tuple(titles)), "")


def did_you_mean(typed: str, names: Iterable[str], otherwise: str) -> str:
    """Return the help for a mistyped name: the closest match, or `otherwise` if there is none."""
    match = closest_match(typed, names)
    return f"did you mean “{match}”?" if match else otherwise


@lru_cache(maxsize=1000)  # a mistake is often repeated
def _nearest(typed: str, names: tuple[str, ...]) -> str:
    if typed in names:
        return typed
    plain_names = {name.replace("_", " ").casefold(): name for name in names}
    plain = re.sub(r"[_\s-]+", " ", typed.strip().strip(QUOTES)).casefold()
    if plain in plain_names:
        return plain_names[plain]
    found = get_close_matches(plain, plain_names, n=1, cutoff=0.7)
    return plain_names[found[0]] if found else ""
