"""Words that point to other texts: “the last two bullets”, “point 3”, “everything below this line”."""

import re
from functools import partial
from typing import NamedTuple

from pccreport.language.wordlists import find_pattern, load_wordlists

_pattern = partial(find_pattern, "pointers")


class Pointer(NamedTuple):
    """Which texts a sentence points to, counted from where it is or by their numbers."""

    above: bool
    below: bool
    number: int
    """How many of them; 0 for all that it may mean."""
    everything: bool
    """Whether a heading between does not end what it means."""
    numbers: tuple[int, ...]
    about: str
    """What the texts are about, if it says that and no more."""
    said: str
    """The sentence with “this” for what it points to."""


def find_pointer(sentence: str, language: str = "en-GB") -> Pointer | None:
    """Return what a sentence points to, or None: “the last two points”, not “the last two years”."""
    found = _pattern("pointer", language).search(sentence)
    if not found:
        return None

    def has(name: str) -> bool:
        return _pattern(name, language).search(found[0]) is not None

    above, below, numbers = has("above"), has("below"), _numbers(found[0], language)
    is_beside = above or below
    is_one = is_beside and has("single")
    number = numbers[0] if is_beside and numbers else int(is_one)
    everything = has("everything") and not number
    about, this = found["about"] or "", load_wordlists(language, "pointers")["this"][0]
    said = sentence.replace(found[0], this, 1)
    own = () if is_beside else numbers
    return Pointer(above, below, number, everything, own, about, said)


def _numbers(text: str, language: str) -> tuple[int, ...]:
    """Return the numbers in a few words: “first and third”, “2 to 4”."""
    table = load_wordlists(language, "pointers")
    lists = (table["ordinals"], table["short_ordinals"], table["numbers"])
    named = {word: at for words in lists for at, word in enumerate(words, start=1)}
    words = [
        x for x in re.findall(r"\w+", text.casefold()) if x in named or x.isdigit()
    ]
    numbers = [named.get(x) or int(x) for x in words]
    if len(numbers) > 1 and re.search(r"\bto\b|\d\s*[-–]", text):
        numbers = [*range(numbers[0], numbers[-1] + 1)]
    return (*numbers,)
