"""Private persons in a text, by a name or by details that only one person has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from pccreport.language.sentences import split_sentences
from pccreport.language.word_index import WordIndex
from pccreport.language.wordlists import Spans, find_pattern, load_wordlists

_NAME = re.compile(r"[A-Z][a-z'’]+(?:[ -][A-Z](?:[a-z'’]+|\b\.?)){1,2}")
_CAPITAL, _WORD = re.compile("[A-Z]"), re.compile(r"[\w'’]+")

_pattern = partial(find_pattern, "private_people")
_CUES = {
    "named": ("titles", "persons", "school_year", "one_of", "families"),
    "certain": ("sensitive", "conditions", "twins", "only"),
    "unique": ("relations", "jobs", "homes", "only", "own_only"),
}
"""The word lists of each kind; a text with such a person has a word of one of them."""


def find_private_people(
    text: str, kinds: Sequence[str], language: str = "en-GB"
) -> Spans:
    """Yield the spans of private persons; `kinds` are those that the text may have."""
    unlikely = () if _has_name(text, language) else ("named",)
    for start, end in split_sentences(text, language):
        reached = start
        found = [
            match.span()
            for kind in kinds
            if kind not in unlikely and _may_be(kind, text, start, end, language)
            for match in _pattern(kind, language).finditer(text, start, end)
        ]
        for first, last in sorted(found):
            if first >= reached:
                yield first, last
                reached = last


def _has_name(text: str, language: str) -> bool:
    """Return whether a text has a title, or two words that may be the name of a person."""
    table = load_wordlists(language, "private_people")
    if any(title in text for title in table["titles"]):
        return True
    starts = (capital.start() for capital in _CAPITAL.finditer(text))
    names = filter(None, (_NAME.match(text, start) for start in starts))
    return any({*_WORD.findall(n[0])}.isdisjoint(table["no_names"]) for n in names)


def _may_be(kind: str, text: str, start: int, end: int, language: str) -> bool:
    """Return whether a sentence may have a person of a kind: by an office or a harm in it."""
    if kind == "named":
        return not _pattern("offices", language).search(text, start, end)
    is_harm = kind in {"unique", "keepers"} and _pattern("harm", language).search(
        text, start, end
    )
    return kind in {"certain", "young"} or bool(is_harm)


def texts_with_persons(index: WordIndex, language: str = "en-GB") -> dict[str, int]:
    """Return the texts that may have a private person, by the kind of person."""
    table = load_wordlists(language, "private_people")
    found = {
        kind: index.with_any([phrase for name in names for phrase in table[name]])
        for kind, names in _CUES.items()
    }
    young = index.with_pair(table["young"], table["of_an_age"])
    found["young"] = young | index.with_substrings(table["turns"])
    return found | {"keepers": index.with_pair(table["who"], table["keeps"])}
