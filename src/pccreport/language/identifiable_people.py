"""Clauses that may identify a person: "a victim who has been referred 10 times".

A clause is about one person, with a number, an agency or a place. Clauses about people in general
("victims who", "anyone who") do not identify a person.
"""

import re
from functools import cache, partial

from pccreport.language.locale_data import load_locale
from pccreport.language.sentences import Sentence, split_sentences
from pccreport.language.wordlists import (
    Spans,
    find_pattern,
    load_wordlists,
)

_pattern = partial(find_pattern, "identifiable_people")
_MAX_CLAUSE = 400
"""Characters of a clause after the person."""
_MAX_DISTANCE = 60
"""Characters before an age in which the person is."""
_WORD_BEFORE = 20
"""Characters before a person in which words can make it general: "for"."""


def find_identifying_clauses(text: str, language: str = "en-GB") -> Spans:
    """Yield the clauses and details of a text that may identify a person."""
    clauses = [
        clause
        for sentence in split_sentences(text, language)
        for clause in _in_sentence(text, sentence, language)
    ]
    yield from clauses
    for start, end in find_details(text, language):
        if not any(first < end and start < last for first, last in clauses):
            yield start, end


def person_words(language: str = "en-GB") -> frozenset[str]:
    """Return the words of which a text with such a clause has one, in lower case."""
    table = load_wordlists(language, "identifiable_people")
    phrases = (*table["persons"], *table["offenders"], *table["year_old"])
    return frozenset(phrase.split()[-1] for phrase in phrases)


def find_details(text: str, language: str = "en-GB") -> Spans:
    """Yield an age after a name or a person, and a number before the name of a street."""
    family = _pattern("one_of_a_family", language)
    yield from (found.span() for found in family.finditer(text))
    for found in _pattern("detail", language).finditer(text):
        near = max(0, found.start() - _MAX_DISTANCE)
        if found.lastgroup == "street":
            if not _pattern("public_place", language).search(text, near, found.start()):
                yield found.span()
            continue
        before = _pattern(f"before_{found.lastgroup}", language)
        person = before.search(text, near, found.start())
        if person and found.lastgroup == "old":
            span = found.span()
            person = (
                None
                if _is_not_identifying(text, *span, language, aged=True)
                else person
            )
        if person:
            yield person.start(), found.end()


def _is_not_identifying(
    text: str, start: int, end: int, language: str, *, aged: bool
) -> bool:
    """Return whether a court sentenced an adult, or an age has neither a name nor a harm beside it."""
    is_tried = _pattern("is_tried", language).match(text, end) and not _pattern(
        "young", language
    ).search(text, start, end)
    if is_tried or not aged:
        return bool(is_tried)
    near, far = max(0, start - _MAX_CLAUSE), end + _MAX_CLAUSE
    stop = _pattern("stop", language).search(text, end, far)
    since = 2 + max(text.rfind(end, near, start) for end in (". ", "; ", "! ", "? "))
    around = text[max(since, near) + 1 : stop.start() if stop else far]
    names = {name.casefold() for name in re.findall(r"(?<!\w)[A-Z]\w+", around)}
    return names <= _no_names(language) and not _pattern("harm", language).search(
        around
    )


def _in_sentence(text: str, sentence: Sentence, language: str) -> Spans:
    reported_end = sentence.start
    for person in _pattern("person", language).finditer(text, *sentence):
        limit = min(sentence.end, person.end() + _MAX_CLAUSE)
        # What a court has published does not identify a person further.
        in_court = (
            _pattern("court", language).search(text, *sentence)
            if person["offender"]
            else _is_not_identifying(
                text, *person.span(), language, aged=bool(person["age"])
            )
        )
        is_new = person.start() >= reported_end and not in_court
        if is_new and _is_identifying(text, sentence.start, person, limit, language):
            reported_end = person.end()
            if person["clause"] is not None or person["more"] is not None:
                end = _pattern("end", language).search(text, reported_end, limit)
                reported_end = end.start() if end else limit
            yield person.start(), reported_end


def _is_identifying(
    text: str, begin: int, person: re.Match[str], limit: int, language: str
) -> bool:
    """Return whether a clause, up to its next full stop, could identify a person."""
    near = max(begin, person.start() - _WORD_BEFORE)
    if _pattern("general_before", language).search(text, near, person.start()):
        return False
    general = _pattern("general_after", language).search(text, person.end(), limit)
    if person["age"]:
        return not (general and not text[person.end() : general.start()].strip())
    stop = _pattern("pause", language).search(text, person.end(), limit)
    region = text[person.end("person") : stop.start() if stop else limit]
    if _pattern("number", language).search(region):
        return True
    if person["with"] or general:
        return False
    names = re.findall(r"(?<!\w)[A-Z]\w+", region)
    return any(name.casefold() not in _no_names(language) for name in names)


@cache
def _no_names(language: str) -> frozenset[str]:
    """Return the words with a capital that are of no name, in lower case."""
    words = (
        *load_locale(language).months,
        *load_wordlists(language, "dates")["weekdays"],
        *load_wordlists(language, "identifiable_people")["no_names"],
    )
    return frozenset(map(str.casefold, words))
