"""Private persons in a text: by name, by what only they are, or by what only one of a few has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import GAP, any_word_pattern, load_wordlists

_NAME = r"[A-Z][a-z'’]+(?:[ -][A-Z][a-z'’]+){1,2}"


def find_private_people(
    text: str, language: str = "en-GB"
) -> Iterator[tuple[int, int]]:
    """Yield where a sentence names a private person, or says what only one person is."""
    patterns = _patterns(language)
    if not patterns["any"].search(text):
        return
    for start, end in split_sentences(text, language):
        spans = [
            found.span() for found in patterns["certain"].finditer(text, start, end)
        ]
        if not patterns["office"].search(text, start, end):
            spans += [m.span() for m in patterns["named"].finditer(text, start, end)]
        if patterns["harm"].search(text, start, end):
            spans += [m.span() for m in patterns["unique"].finditer(text, start, end)]
        reached = start
        for first, last in sorted(spans):
            if first >= reached:
                yield first, last
                reached = last


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    table = load_wordlists(language, "private_people")
    some = {name: any_word_pattern(words) for name, words in table.items()}
    name = rf"(?!(?:[A-Z][\w'’]+ ){{0,2}}{some['no_names']}\b){_NAME}"
    few = r"(?:[\w'’-]+ ){0,3}?"
    which = rf"(?:{some['which_of_them']} )?"
    forms = {
        "any": rf"(?<!\w)(?:{some['titles']}|(?i:{some['one']}|{some['persons']}|{some['relations']}|{some['jobs']}|{some['homes']}|{some['whose']}|{some['twins']}|{some['suffers']})|{some['school_year']}(?= \d))(?!\w)",
        "named": rf"(?<!\w)(?:{some['titles']}\.?{GAP}(?:[A-Z]\.?\s?){{0,2}}[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?"
        rf"|{some['persons']},?(?: {some['called']})? {name}(?!\w)"
        rf"|(?i:{some['one']}) {few}{some['persons']}, {name}(?=,)"
        rf"|(?i:{some['one_of']})(?: [a-z]+){{0,3}}, {name}(?=, {some['person_follows']}\b)"
        rf"|{name},?(?: \(?| (?:in|from|of) ){some['school_year']} \d{{1,2}}(?!\w)"
        rf"|{name} \(\d{{1,2}}\),? {some['person_follows']}(?!\w)"
        rf"|{name}, (?:an?|our|the) {few}{some['persons']}(?!\w))",
        "certain": rf"(?<!\w)(?:(?i:{some['one']}),? {some['one_is']}\b[^.;:]{{0,45}}?(?<!\w){some['sensitive']}(?!\w)"
        rf"|(?i:{some['one_of']}) (?:was |is )?{some['only']}"
        rf"|{some['whose']} {few}{some['conditions']}(?!\w)"
        rf"|{some['suffers']} {few}{some['conditions']}(?!\w)"
        rf"|(?i:{some['twins']})(?!\w))",
        "office": rf"(?<!\w)(?i:{some['offices']})(?!\w)",
        "harm": rf"(?<!\w)(?i:{some['harms']})",
        "unique": rf"(?<!\w)(?:{which}{some['relations']} {some['of_somebody']}(?!\w)"
        rf"|(?:{some['the']} )?{few}{some['jobs']} (?:of|at|in|from) (?:the |a |our )?(?:only )?[\w'’ -]{{0,30}}?[A-Z][a-z]+"
        rf"|{some['only']} (?:[a-z-]+ ){{0,3}}?(?:{some['persons']}|{some['jobs']}|{some['people']})(?!\w)"
        rf"|{some['homes']}(?!\w)[^.;]{{0,40}}?[A-Z][a-z]+)",
    }
    return {name: re.compile(form) for name, form in forms.items()}
