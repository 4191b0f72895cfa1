"""Words of what contributors send that say who may see it, speak of it, or head its columns."""

import re

from pccreport.language.wordlists import find_pattern, load_wordlists


def sent_pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of a name, or that for the words of a list."""
    return find_pattern("sent", name)


def has(name: str, text: str) -> bool:
    """Return whether a text has a word of a list, or what a pattern says."""
    return sent_pattern(name).search(text.replace("’", "'")) is not None


def find_pointed(text: str) -> list[int]:
    """Return which of some texts a sentence points to, from 1, from -1 at the end: “the last two”.

    Nothing if it may point to others too.
    """
    if has("not_pointed", text):
        return []
    lists = load_wordlists("sent")
    found: list[int] = []
    for each in sent_pattern("pointed").finditer(text):
        word, count = ((each[name] or "").casefold() for name in ("word", "count"))
        many = lists["counts"].index(count) + 2 if count else 1
        if each["number"]:
            found.append(int(each["number"]))
        elif word in lists["at_end"]:
            found += range(-many, 0)
        else:
            first = lists["in_order"].index(word) + 1
            found += range(first, first + many)
    return found


def is_listed(name: str, text: str) -> bool:
    """Return whether a text is one of the words of a list, and no more."""
    return text.casefold().strip(" :?()") in load_wordlists("sent")[name]
