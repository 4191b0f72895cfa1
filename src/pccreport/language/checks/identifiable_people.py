"""Clauses that may identify a person: "a victim who has been referred 10 times".

A clause is about one person, with a number, an agency or a place. Clauses about people in general
("victims who", "anyone who") do not identify a person.
"""

import re
from collections.abc import Iterator
from functools import cache, partial

from pccreport.language.index.patterns import fold_case, words_of
from pccreport.language.index.text_index import TextIndex
from pccreport.language.locale_data import load_locale
from pccreport.language.texts.sentences import Sentence, split_sentences
from pccreport.language.wordlists import Spans, find_pattern, load_wordlists

_pattern = partial(find_pattern, "identifiable_people")
_OF_PERSON = ("persons", "offenders", "year_old")
"""The lists of which a text with such a clause has a word."""
_OF_AGE = ("year_old", "aged")
"""The same of a clause with an age."""
_OF_DETAIL = ("year_old", "aged", "the_only", "birth", "born", "streets", "streets_of")
"""The same of a detail; an age between commas has none."""
_AGE = re.compile(r", \d\d,")
_MAX_CLAUSE = 400
"""Characters of a clause after the person."""
_MAX_DISTANCE = 60
"""Characters before an age in which the person is."""
_WORD_BEFORE = 20
"""Characters before a person in which words can make it general: "for"."""


def find_identifying(index: TextIndex) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each text that may identify a person, with the offsets of what does."""
    table = load_wordlists("identifiable_people")
    of_person, of_age, of_detail = (
        index.texts_with_any(
            " ".join(words_of(fold_case(p))) for name in names for p in table[name]
        )
        for names in (_OF_PERSON, _OF_AGE, _OF_DETAIL)
    )
    for number, text in enumerate(index.texts):
        sentences = split_sentences(text) if number in of_person else ()
        person = _pattern("person_or_age" if number in of_age else "person")
        in_sentence = partial(_find_in_sentence, person, text)
        clauses = [clause for each in sentences for clause in in_sentence(each)]
        yield from ((number, *clause) for clause in clauses)
        if number in of_detail or _AGE.search(text):
            for start, end in find_identifying_details(text):
                if not any(first < end and start < last for first, last in clauses):
                    yield number, start, end


def find_identifying_details(text: str) -> Spans:
    """Yield an age after a name or a person, and a number before the name of a street."""
    yield from (found.span() for found in _pattern("one_of_a_family").finditer(text))
    for found in _pattern("detail").finditer(text):
        near = max(0, found.start() - _MAX_DISTANCE)
        if found.lastgroup == "street":
            if not _pattern("public_place").search(text, near, found.start()):
                yield found.span()
            continue
        person = _pattern(f"before_{found.lastgroup}").search(text, near, found.start())
        if person and found.lastgroup == "old":
            span = found.span()
            person = None if _is_not_identifying(text, *span, aged=True) else person
        if person:
            yield person.start(), found.end()


def _is_not_identifying(text: str, start: int, end: int, *, aged: bool) -> bool:
    """Return whether a court sentenced an adult, or an age has neither a name nor a harm beside it."""
    is_tried = _pattern("is_tried").match(text, end) and not _pattern("young").search(
        text, start, end
    )
    if is_tried or not aged:
        return bool(is_tried)
    near, far = max(0, start - _MAX_CLAUSE), end + _MAX_CLAUSE
    stop = _pattern("stop").search(text, end, far)
    since = 2 + max(text.rfind(end, near, start) for end in (". ", "; ", "! ", "? "))
    around = text[max(since, near) + 1 : stop.start() if stop else far]
    names = {name.casefold() for name in re.findall(r"(?<!\w)[A-Z]\w+", around)}
    return names <= _words_of_no_name() and not _pattern("harm").search(around)


def _find_in_sentence(pattern: re.Pattern[str], text: str, sentence: Sentence) -> Spans:
    reported_end = sentence.start
    for person in pattern.finditer(text, *sentence):
        limit = min(sentence.end, person.end() + _MAX_CLAUSE)
        # What a court has published does not identify a person further.
        in_court = (
            _pattern("court").search(text, *sentence)
            if person["offender"]
            else _is_not_identifying(text, *person.span(), aged=bool(person["age"]))
        )
        is_new = person.start() >= reported_end and not in_court
        if is_new and _is_identifying(text, sentence.start, person, limit):
            reported_end = person.end()
            if person["clause"] is not None or person["more"] is not None:
                end = _pattern("end").search(text, reported_end, limit)
                reported_end = end.start() if end else limit
            yield person.start(), reported_end


def _is_identifying(text: str, begin: int, person: re.Match[str], limit: int) -> bool:
    """Return whether a clause, up to its next full stop, could identify a person."""
    near = max(begin, person.start() - _WORD_BEFORE)
    if _pattern("general_before").search(text, near, person.start()):
        return False
    general = _pattern("general_after").search(text, person.end(), limit)
    if person["age"]:
        return not (general and not text[person.end() : general.start()].strip())
    stop = _pattern("pause").search(text, person.end(), limit)
    region = text[person.end("person") : stop.start() if stop else limit]
    if _pattern("number").search(region):
        return True
    if person["with"] or general:
        return False
    names = re.findall(r"(?<!\w)[A-Z]\w+", region)
    return any(name.casefold() not in _words_of_no_name() for name in names)


@cache
def _words_of_no_name() -> frozenset[str]:
    """Return the words with a capital that are of no name, in lower case."""
    words = (
        *load_locale().months,
        *load_wordlists("dates")["weekdays"],
        *load_wordlists("identifiable_people")["no_names"],
    )
    return frozenset(map(str.casefold, words))
