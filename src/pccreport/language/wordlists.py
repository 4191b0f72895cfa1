"""Word lists by language and module (`<tag>/<module>.json`), the patterns that are made of them
(`<tag>/patterns/<module>.txt`), and tables by nation (`nations/`).

The lines of a pattern are below its name. In it, `{name}` is any word of a list, or another pattern
of the file; `{gap}` is white space, and `{dates.weekdays}` a list of another module.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from pccreport.language.locale_data import TAG, load_locale

_HOME = Path(__file__).parent

GAP = r"\s{1,3}"
"""White space between two words, also no-break; bounded, so that a page of spaces costs no time."""
Spans = Iterator[tuple[int, int]]
"""The offsets of the start and end of each finding in a text."""


@cache
def load_wordlists(module: str) -> dict[str, tuple[str, ...]]:
    """Return the word lists of a module, by name."""
    table = json.loads(read_data_file(f"{TAG}/{module}.json"))
    return {name: tuple(words) for name, words in table.items()}


def any_word_pattern(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; a space matches GAP."""
    by_length = sorted(filter(None, words), key=len, reverse=True)
    either = "|".join(re.escape(w).replace(r"\ ", GAP) for w in by_length)
    # Most places of a text have none of the first letters.
    first = "".join(sorted({re.escape(word[0]) for word in by_length}))
    return f"(?:(?=[{first}])(?:{either}))" if first else "(?:)"


@cache
def find_pattern(module: str, name: str) -> re.Pattern[str]:
    """Return a pattern of a module, or that for the words of a list, compiled when first needed."""
    return re.compile(expand_pattern(module, name))


def matcher(module: str, name: str, *, anywhere: bool = False) -> Callable[[str], bool]:
    """Return a function that decides whether a text begins with a pattern, or has it anywhere.

    It does not matter how apostrophes are typed.
    """

    def matches(text: str) -> bool:
        pattern = find_pattern(module, name)
        find = pattern.search if anywhere else pattern.match
        return find(text.replace("’", "'")) is not None

    return matches


def expand_pattern(module: str, name: str) -> str:
    """Return a pattern of a module, with what each name in it is for."""
    forms, lists = forms_of(module), load_wordlists(module)
    if name not in forms:
        return rf"(?i)(?<!\w){any_word_pattern(lists[name])}(?!\w)"

    def expand_name(found: re.Match[str]) -> str:
        of_module, _, words = found[1].rpartition(".")
        if of_module == "locale":
            return any_word_pattern(getattr(load_locale(), words))
        if of_module:
            return any_word_pattern(load_wordlists(of_module)[words])
        if words in lists:
            return any_word_pattern(lists[words])
        return expand_pattern(module, words)

    return re.sub(r"\{([a-z_.]+)\}", expand_name, forms[name].replace("{gap}", GAP))


@cache
def forms_of(module: str) -> dict[str, str]:
    """Return the patterns of a module as they are written, by name."""
    file = f"{TAG}/patterns/{module}.txt"
    typed = read_data_file(file) if (_HOME / file).exists() else ""
    forms = re.findall(r"^(\w+):\n((?:    .*\n)+)", typed, re.MULTILINE)
    return {name: re.sub(r"(?m)^ {4}|\n", "", lines) for name, lines in forms}


def read_data_file(name: str) -> str:
    """Return the text of a file of this folder."""
    return (_HOME / name).read_text(encoding="utf-8")
