"""Private persons in a text, by a name or by details that only one person has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pccreport.language.locale_data import load_locale
from pccreport.language.sentences import split_sentences
from pccreport.language.word_index import WordIndex
from pccreport.language.wordlists import (
    GAP,
    Spans,
    any_word_pattern,
    load_wordlists,
    word_patterns,
)

_NAME = r"[A-Z][a-z'’]+(?:[ -][A-Z](?:[a-z'’]+|\b\.?)){1,2}"

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
    return any(
        {*re.findall(r"[\w'’]+", found[1])}.isdisjoint(table["no_names"])
        for found in re.finditer(rf"(?=({_NAME}))", text)
    )


def _may_be(kind: str, text: str, start: int, end: int, language: str) -> bool:
    """Return whether a sentence may have a person of a kind: by an office or a harm in it."""
    if kind == "named":
        return not _pattern("office", language).search(text, start, end)
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
    found["young"] = young | index.with_any(table["turns"])
    return found | {"keepers": index.with_pair(table["who"], table["keeps"])}


@cache
def _pattern(kind: str, language: str) -> re.Pattern[str]:
    return re.compile(_forms(language)[kind])


@cache
def _forms(language: str) -> dict[str, str]:
    table = load_wordlists(language, "private_people")
    some = word_patterns(language, "private_people")
    numbers = any_word_pattern(load_locale(language).numbers)
    name = rf"(?!(?:[A-Z][\w'’]+ ){{0,2}}{some['no_names']}\b){_NAME}"
    adjectives = r"(?:[\w'’-]+ ){0,3}?"
    which = rf"(?:{some['which_of_them']} )?"
    # “a collie called Mr Tudor”
    not_called = "".join(rf"(?<!{words} )" for words in table["called"])
    return {
        "named": rf"(?<!\w)(?:(?<!of ){not_called}{some['titles']}\.?{GAP}(?:[A-Z]\.?\s?){{0,2}}[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?"
        rf"|{name} and (?:her|his|their) (?:[a-z]+ ){{0,2}}?{some['families']}(?!\w)"
        rf"|{some['persons']},?(?: {some['called']})? {name}(?!\w)"
        rf"|(?i:{some['one']}) {adjectives}{some['persons']}, {name}(?=,)"
        rf"|(?i:{some['one_of']})(?: [a-z]+){{0,3}}, {name}(?=, {some['person_follows']}\b)"
        rf"|{name},?(?: \(?| (?:in|from|of) ){some['school_year']} \d{{1,2}}(?!\w|{GAP}{some['classes']}(?!\w))"
        rf"|{name} \(\d{{1,2}}\),? {some['person_follows']}(?!\w)"
        rf"|{name}, (?:an?|our|the) {adjectives}{some['persons']}(?!\w))",
        "certain": rf"(?<!\w)(?:(?i:{some['one']}),? {some['one_is']}\b[^.;:]{{0,45}}?(?<!\w){some['sensitive']}(?!\w)"
        rf"|(?i:{some['one_of']}) (?:was |is )?{some['only']}"
        rf"|{some['whose']} {adjectives}{some['conditions']}(?!\w)"
        rf"|{some['suffers']} {adjectives}{some['conditions']}(?!\w)"
        rf"|(?i:{some['twins']})(?!\w))",
        "young": rf"(?<!\w)(?:[A-Z][a-z]+,? {some['turns']} (?:\d|{numbers})"
        rf"|(?i:{some['the']}) {adjectives}{some['young']} {some['of_an_age']} (?:\d{{1,2}}|{numbers})(?=,| {some['lives']}\b)"
        rf"|(?i:{some['the']}) {adjectives}{some['young']} {some['of_an_age']} {some['school_year']} \d{{1,2}} {some['at']} [A-Z])",
        "office": rf"(?<!\w)(?i:{some['offices']})(?!\w)",
        "harm": rf"(?<!\w)(?i:{some['harms']})",
        "keepers": rf"(?i:{some['the']}) (?:[\w'’-]+ ){{0,3}}?{some['people']}(?: {some['of_an_age']} \d\d)? {some['who']} {some['keeps']} [^.;]{{0,40}}?[A-Z][a-z]+",
        "unique": rf"(?<!\w)(?:{which}{some['relations']} (?:{some['of_somebody']}(?!\w)|{some['of_one']}[^.;]{{0,40}} {some['places']} (?:the )?[A-Z])"
        rf"|(?:{some['the']} )?{adjectives}{some['jobs']} (?:of|at|in|from) (?:the |a |our )?(?:only )?[\w'’ -]{{0,30}}?[A-Z][a-z]+"
        rf"|(?:{some['only']}|[a-z]+{some['own_only']}) (?:[\w-]+ ){{0,3}}?(?:{some['persons']}|{some['jobs']}|{some['people']})(?!\w)"
        rf"|{some['whose']} {some['relations']} {some['is']} (?:at )?{some['the']} "
        rf"|{some['homes']}(?!\w)[^.;]{{0,40}}?[A-Z][a-z]+)",
    }
