"""Announced counts: "the following three areas:"."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from pccreport.language.locale_data import load_locale
from pccreport.language.wordlists import find_pattern, load_wordlists, may_match

_pattern = partial(find_pattern, "announced_counts")
_LONGEST = 4_000
"""Characters of a list that is counted."""
_MAX_DISTANCE = 600
"""Characters after an announcement in which its numbered items are."""
_MAX_LEAD = 8
"""Characters of a comma and the word before the items of a list."""
_MAX_ITEM_WORDS = 8
"""Words of an item in a sentence; a longer one may contain a comma."""


class AnnouncedCount(NamedTuple):
    """A number of items that a text announces."""

    start: int
    end: int
    number: int
    colon: int
    """The offset at which the items start; for numbered items, how many are numbered."""


def find_announced_counts(
    text: str, language: str = "en-GB"
) -> Iterator[AnnouncedCount]:
    """Yield each number before a colon that announces a list, in order."""
    both = load_wordlists(language, "announced_counts")["both"]
    numbers = {*both, *load_locale(language).numbers[1:]}
    words = re.findall(r"(?<![\w/])\w+", text.casefold())
    if not any(w in numbers or (w.isdecimal() and len(w) < 3) for w in words):
        return
    plain = text.replace("](https:", "")  # a link announces nothing
    signs = ":", " (", " –", " —", ", at ", ", a ", ", an "
    if not may_match(plain, "announced_counts", "lead", language=language, signs=signs):
        return
    for found in _pattern("count", language).finditer(text):
        name = "number" if found["number"] else "after"
        number = _number(found[name], language)
        if _is_other_count(text, found, name, language):
            continue
        near, rest = max(0, found.end() - _MAX_LEAD), text[found.end() :]
        # “six events, at Thornley and Westmoor” has some at one place.
        is_apart = _pattern("apart", language).search(text, near, found.end())
        if not is_apart or (count_items(rest, language) or 0) > number:
            yield AnnouncedCount(*found.span(name), number, found.end())


def _is_other_count(text: str, found: re.Match[str], name: str, language: str) -> bool:
    """Return whether a number is of months, or only some of its things follow: “14, including:”."""
    table = load_wordlists(language, "announced_counts")
    after = re.findall(r"\w+", text[found.end(name) : found.end()].casefold())
    lengths = load_wordlists(language, "figures")["lengths"]
    is_length = bool(after) and after[0].removesuffix("s") in lengths
    return is_length or not {*table["some"]}.isdisjoint(after)


def find_numbered(text: str, language: str = "en-GB") -> Iterator[AnnouncedCount]:
    """Yield each number of items of which more are numbered: "two aims. The first …, the third", or “both” of three."""
    typed = text.casefold()
    table = load_wordlists(language, "announced_counts")
    if text.count(",") > 1 and any(word in typed for word in table["both"]):
        for found in _pattern("both_of_more", language).finditer(text):
            yield AnnouncedCount(*found.span("number"), 2, 3)
    if not any(words.split()[-1] in typed for words in table["first"]):
        return
    for found in _pattern("numbered", language).finditer(text):
        ordinals = {
            match[1].casefold()
            for match in _pattern("ordinal", language).finditer(
                text, found.end(), found.end() + _MAX_DISTANCE
            )
        }
        follow = 1 + sum(1 for _ in takewhile(ordinals.__contains__, table["ordinals"]))
        number = _number(found["number"], language)
        if 2 < follow > number:
            yield AnnouncedCount(*found.span("number"), number, follow)


def announces_points(text: str, language: str = "en-GB") -> bool:
    """Return whether a text speaks of points that follow it: “in the following bullet points”."""
    return _pattern("to_points", language).search(text) is not None


def count_items(text: str, language: str = "en-GB") -> int | None:
    """Return the number of items of a list in a sentence, or None if it is not certain."""
    conjunction = _pattern("conjunction", language)
    # “a van (a bike, a boat)” is one item.
    plain = re.sub(r"\s?\([^()]*\)", "", text[:_LONGEST])
    sentence = re.split(r"[.!?](?=\s|\Z)|[:()–—]", plain, maxsplit=1)[0].strip()
    table = load_wordlists(language, "announced_counts")
    for pair in table["pairs"]:
        sentence = sentence.replace(pair, pair.replace(" ", "_"))
    parts = [
        part.strip() for part in re.split("[;]" if ";" in sentence else ",", sentence)
    ]
    for number, part in enumerate(parts[1:-1], 1):
        # "A, B and C, which are all new" goes on after its list.
        goes_on = parts[number + 1].split()[:1]
        if conjunction.search(part) and goes_on and goes_on[0] in table["goes_on"]:
            parts = parts[: number + 1]
            break
    if ";" in sentence:
        return len([part for part in parts if part])
    *first, last = parts
    # “a database, and training for agents and staff” are two.
    begins = conjunction.match(last)
    ends = [last[begins.end() :]] if begins else conjunction.split(last)
    ends = [part.strip() for part in ends if part.strip()]
    items = [*first, *ends]
    has_two = len(ends) == 2 and ends[0].split()[0] in table["articles"]
    is_plain = (
        (first or has_two)
        and len(ends) in (1, 2)
        and not any(map(conjunction.search, first))
    )
    same_start = len({item.split()[0] for item in items if item}) == 1
    is_list = conjunction.search(last) and all(
        item
        and (same_start or len(item.split()) <= _MAX_ITEM_WORDS)
        and item.split()[0] not in table["aside"]
        and not item[0].isdigit()
        and item.split()[0].casefold() not in load_locale(language).numbers
        for item in items
    )
    return len(items) if is_plain and is_list else None


def _number(typed: str, language: str) -> int:
    if typed.isdecimal():
        return int(typed)
    numbers, word = load_locale(language).numbers, typed.casefold()
    return numbers.index(word) + 1 if word in numbers else 2  # “both”
