"""Words of what contributors send that say who may see it, speak of it, or head its columns."""

from functools import partial

from pccreport.language.wordlists import find_pattern, load_wordlists

sent_pattern = partial(find_pattern, "sent")
"""Return the pattern of a name, or that for the words of a list."""


def has(list_name: str, text: str) -> bool:
    """Return whether a text has a word of a list, or what a pattern says."""
    return sent_pattern(list_name).search(text.replace("’", "'")) is not None


def is_listed(list_name: str, text: str) -> bool:
    """Return whether a text is one of the words of a list, and no more."""
    return text.casefold().strip(" :?()") in load_wordlists("sent")[list_name]
