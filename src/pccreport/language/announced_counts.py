"""Announced counts: "the following three areas:"."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from pccreport.language.locale_data import load_locale
from pccreport.language.wordlists import find_pattern, load_wordlists

_pattern = partial(find_pattern, "announced_counts")
_LONGEST = 4_000
"""Characters of a list that is counted."""
_MAX_DISTANCE = 600
"""Characters after an announcement in which its numbered items are."""
_MAX_ITEM_WORDS = 8
"""Words of an item in a sentence; a longer one may contain a comma."""


class AnnouncedCount(NamedTuple):
    """A number of items that a text announces."""

    start: int
    end: int
    number: int
    colon: int
    """The offset at which the items start."""
    follow: int
    """How many of them the text has; 0 if they are not in it."""


def find_announced_counts(text: str) -> Iterator[AnnouncedCount]:
    """Yield each number before a list, or before the first of numbered items, in order."""
    if not re.search(r"[:(–—]| at [A-Z]|[Ff]irst| are |namely", text):
        return
    table = load_wordlists("announced_counts")
    lengths = load_wordlists("figures")["lengths"]
    for found in _pattern("count").finditer(text):
        name = "number" if found["number"] else "after"
        after = re.findall(r"\w+", text[found.end(name) : found.end()].casefold())
        # “14, including:” has only some of them, and months are no list.
        is_length = bool(after) and after[0].removesuffix("s") in lengths
        if not is_length and {*table["some"]}.isdisjoint(after):
            follow = count_items(text[found.end() :])
            number = _number(found[name])
            # “six events, at Thornley and Westmoor” has some at one place.
            if follow > number or not found[0].endswith(("at", ",")):
                yield AnnouncedCount(*found.span(name), number, found.end(), follow)
    for found in _pattern("numbered").finditer(text):
        last = found.end() + _MAX_DISTANCE
        ordinals = {
            match[1].casefold()
            for match in _pattern("ordinal").finditer(text, found.end(), last)
        }
        follow = 1 + sum(1 for _ in takewhile(ordinals.__contains__, table["ordinals"]))
        number = _number(found["number"])
        if 2 < follow > number:
            yield AnnouncedCount(*found.span("number"), number, found.end(), follow)


def announces_points(text: str) -> bool:
    """Return whether a text says that points follow it: “in the following bullet points”."""
    return _pattern("to_points").search(text) is not None


def count_items(text: str) -> int:
    """Return the number of the items of a list at the start of a text, or 0 if it is not clear.

    A list is parted by semicolons, or is one of short items with “and” before the last.
    """
    conjunction, table = (_pattern("conjunction"), load_wordlists("announced_counts"))
    # “a van (a bike, a boat)” is one item.
    plain = re.sub(r"\s?\([^()]*\)", "", text[:_LONGEST])
    sentence = re.split(r"[.!?](?=\s|\Z)|[:()–—]", plain, maxsplit=1)[0].strip()
    if ";" in sentence:
        return len([part for part in sentence.split(";") if part.strip()])
    for pair in table["pairs"]:
        sentence = sentence.replace(pair, pair.replace(" ", "_"))
    parts = [part.strip() for part in sentence.split(",")]
    for number, part in enumerate(parts[1:-1], 1):
        # "A, B and C, which are all new" goes on after its list.
        goes_on = parts[number + 1].split()[:1]
        if conjunction.search(part) and goes_on and goes_on[0] in table["goes_on"]:
            parts = parts[: number + 1]
            break
    *first, last = parts
    # “a database, and training for agents and staff” are two.
    begins = conjunction.match(last)
    ends = [last[begins.end() :]] if begins else conjunction.split(last)
    ends = [part.strip() for part in ends if part.strip()]
    items = [*first, *ends]
    has_two = len(ends) == 2 and ends[0].split()[0] in table["articles"]
    is_list = (first or has_two) and len(ends) in (1, 2) and conjunction.search(last)
    if not is_list or any(map(conjunction.search, first)) or not all(items):
        return 0
    starts = {item.split()[0] for item in items}
    no_items = {*table["aside"], *load_locale().numbers}
    is_short = all(len(item.split()) <= _MAX_ITEM_WORDS for item in items)
    has_figure = any(word[0].isdigit() for word in starts)
    is_other = has_figure or not no_items.isdisjoint(map(str.casefold, starts))
    return 0 if is_other or not (is_short or len(starts) == 1) else len(items)


def _number(typed: str) -> int:
    if typed.isdecimal():
        return int(typed)
    numbers, word = load_locale().numbers, typed.casefold()
    return numbers.index(word) + 1 if word in numbers else 2  # “both”
