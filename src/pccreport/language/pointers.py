"""Words that point to other texts: “the last two bullets”, “point 3”, “everything below this line”."""

import re
from functools import partial
from typing import NamedTuple

from pccreport.language.wordlists import find_pattern, load_wordlists

_pattern = partial(find_pattern, "pointers")


class Pointer(NamedTuple):
    """Which texts a sentence points to; if nothing says which, it may be any."""

    above: bool
    below: bool
    number: int
    """How many of them; 0 for all that it may mean."""
    everything: bool
    """Whether a heading between does not end what it means."""
    numbers: tuple[int, ...]
    said: str
    """The sentence with “this” for what it points to."""

    @property
    def is_unclear(self) -> bool:
        """Return whether it does not say which: “the bullets about the trial”."""
        return not (self.above or self.below or self.numbers)


def find_pointer(sentence: str, language: str = "en-GB") -> Pointer | None:
    """Return what a sentence points to, or None: “the last two points”, not “the last two years”."""
    found = _pattern("pointer", language).search(sentence)
    if not found:
        return None
    before = sentence[: found.start()]
    is_exception = _pattern("exception", language).search(before)
    clear = "" if is_exception else found["clear"] or ""

    def has(name: str) -> bool:
        return _pattern(name, language).search(clear) is not None

    heads = not clear and _pattern("heading", language).match(sentence) is not None
    above, below, numbers = has("above"), has("below"), _numbers(clear, language)
    below = below or heads
    is_beside = above or below
    number = numbers[0] if is_beside and numbers else int(is_beside and has("single"))
    everything = has("everything") and not number
    this = load_wordlists(language, "pointers")["this"][0]
    said = sentence.replace(found[0], this, 1)
    own = () if is_beside else numbers
    return Pointer(above, below, number, everything, own, said)


def _numbers(text: str, language: str) -> tuple[int, ...]:
    """Return the numbers in a few words: “first and third”, “2 to 4”."""
    table = load_wordlists(language, "pointers")
    lists = (table["ordinals"], table["short_ordinals"], table["numbers"])
    named = {word: at for words in lists for at, word in enumerate(words, start=1)}
    words = [
        x for x in re.findall(r"\w+", text.casefold()) if x in named or x.isdecimal()
    ]
    numbers = [named.get(x) or int(x) for x in words]
    if len(numbers) > 1 and re.search(r"\bto\b|\d\s*[-–]", text):
        numbers = [*range(numbers[0], numbers[-1] + 1)]
    return (*numbers,)
