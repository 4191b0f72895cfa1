"""Clauses that may identify a person: "a victim who has been referred 10 times".

A clause is about one person, with a number, an agency or a place. Clauses about people in general
("victims who", "anyone who") do not identify a person.
"""

import re
from functools import cache
from typing import NamedTuple

from pccreport.language.locale_data import load_locale
from pccreport.language.sentences import Sentence, split_sentences
from pccreport.language.word_index import WordIndex, edge
from pccreport.language.wordlists import (
    GAP,
    Phrase,
    Spans,
    any_word_pattern,
    load_wordlists,
    word_patterns,
)

_STOP = r"[,;:()!?–—\n]|\.(?=\s|\Z)"
_ADJECTIVES = rf"(?:[a-z][a-z-]{{1,20}}{GAP}){{0,2}}"
_NAME = r"[A-Z][\w'’]{0,30}(?:[ -][A-Z][\w'’]{0,30}){0,3}"
_NUMBER = r"(?<![\w/.-])(?!(?:19|20)\d\d(?!\w))\d{1,9}(?![\w/]|\.\d|[ \u00a0]?%)"
_MAX_CLAUSE = 400
"""Characters of a clause after the person."""
_MAX_DISTANCE = 60
"""Characters before an age in which the person is."""
_HOUSE = r"\d[a-zA-Z]?\s{1,3}[A-Z]"
_AGE_ALONE = re.compile(r", \d\d, ")
_WORD_BEFORE = 20
"""Characters before a person in which words can make it general: "for"."""


class _Forms(NamedTuple):
    person: re.Pattern[str]
    general_before: re.Pattern[str]
    general_after: re.Pattern[str]
    end: re.Pattern[str]
    number: re.Pattern[str]
    no_name: frozenset[str]
    court: re.Pattern[str]
    tried: re.Pattern[str]
    young: re.Pattern[str]
    harm: re.Pattern[str]
    stop: re.Pattern[str]


def find_identifying_clauses(text: str, language: str = "en-GB") -> tuple[Phrase, ...]:
    """Return the clauses and details of a text that may identify a person, in order."""
    forms = _patterns(language)
    clauses = [
        Phrase.of(text, start, end)
        for sentence in split_sentences(text, language)
        for start, end in _in_sentence(text, sentence, forms)
    ]
    details = (
        Phrase.of(text, start, end)
        for start, end in find_details(text, language)
        if not any(c.start < end and start < c.end for c in clauses)
    )
    return tuple(sorted((*clauses, *details)))


def texts_with_clauses(index: WordIndex, language: str = "en-GB") -> int:
    """Return the texts that may have a clause: a person with an age, or with a relative clause or place."""
    table = load_wordlists(language, "identifiable_people")
    persons = [edge(phrase, -1) for phrase in table["persons"] + table["offenders"]]
    more = [w for name in ("of", "who", "whose", "with", "from") for w in table[name]]
    ages = index.with_any(table["aged"] + table["year_old"])
    return index.with_pair(persons, more) | ages


def find_details(text: str, language: str = "en-GB") -> Spans:
    """Yield an age after a name or a person, and a number before the name of a street."""
    signs = load_wordlists(language, "signs")["identifying-details"]
    seen = {sign[0] for sign in signs if sign in text}  # the streets begin with a space
    is_near_street = seen and re.compile(_HOUSE).search(text)
    if not (seen - {" "} or is_near_street or _AGE_ALONE.search(text)):
        return
    number, before, only = _number_patterns(language)
    yield from (found.span() for found in only.finditer(text))
    for found in number.finditer(text):
        if found.lastgroup == "street":
            yield found.span()
            continue
        near = max(0, found.start() - _MAX_DISTANCE)
        person = before[found.lastgroup or ""].search(text, near, found.start())
        if person and found.lastgroup == "old":
            span, forms = found.span(), _patterns(language)
            person = (
                None if _is_not_identifying(text, *span, forms, aged=True) else person
            )
        if person:
            yield person.start(), found.end()


def _is_not_identifying(
    text: str, start: int, end: int, forms: _Forms, *, aged: bool
) -> bool:
    """Return whether a court sentenced an adult, or an age has neither a name nor a harm beside it."""
    is_tried = forms.tried.match(text, end) and not forms.young.search(text, start, end)
    if is_tried or not aged:
        return bool(is_tried)
    near, far = max(0, start - _MAX_CLAUSE), end + _MAX_CLAUSE
    stop = forms.stop.search(text, end, far)
    since = 2 + max(text.rfind(end, near, start) for end in (". ", "; ", "! ", "? "))
    around = text[max(since, near) + 1 : stop.start() if stop else far]
    names = {name.casefold() for name in re.findall(r"(?<!\w)[A-Z]\w+", around)}
    return names <= forms.no_name and not forms.harm.search(around)


@cache
def _number_patterns(
    language: str,
) -> tuple[re.Pattern[str], dict[str, re.Pattern[str]], re.Pattern[str]]:
    """Return a pattern for numbers in details, patterns for the text before each kind, and one for "the only"."""
    some = word_patterns(language, "identifiable_people")
    name = rf"(?<!\w)(?!{some['no_persons']}\b)(?:[A-Z][a-z]+(?:[ -][A-Z](?:[a-z'’]+|\.?)){{1,2}}),{GAP}"
    numbers = any_word_pattern(load_locale(language).numbers)
    person = rf"(?<!\w)(?i:{some['determiners']}){GAP}{some['persons']}"
    return (
        re.compile(
            rf"\d(?:(?<![\w.,/].)\d{{0,2}}[a-zA-Z]?(?P<street>{GAP}(?:[A-Z]\w+(?:{GAP}[A-Z]\w+)?"
            rf"{GAP}{some['streets']}(?!\w)|{some['streets_of']}{GAP}(?:y{GAP}|yr{GAP})?[A-Z]\w+))|(?<!\w.)\d?(?:(?P<old>[ -]{some['year_old']}(?!{GAP}(?:[\w-]+{GAP}){{0,2}}"
            rf"{some['no_persons_of_an_age']}(?!\w))(?:{GAP}(?:[a-z-]+{GAP}){{0,2}}?{some['persons']}"
            rf"(?!\w)|(?={GAP}(?!{some['general_after']}(?!\w))[a-z]|[,.;)]|\Z)))"
            rf"|(?P<named>(?<=, \d\d)(?=,{GAP}{some['after_an_age']}(?!\w)))"
            rf"|(?P<aged>(?<=aged \d\d)(?![\w–-]|{GAP}{some['ranges']}(?!\w)))"
            rf"|(?P<born>(?=[ /.-]))))"
        ),
        {
            "old": re.compile(rf"(?<!\w)(?:(?i:{some['determiners']}){GAP})?\Z"),
            "born": re.compile(rf"(?<!\w){some['born']}{GAP}\Z"),
            "named": re.compile(rf"{name}\Z"),
            "aged": re.compile(rf"(?:{name}|{person},?{GAP}\(?){some['aged']}{GAP}\Z"),
        },
        re.compile(
            rf"(?<!\w)(?:{some['whose_family']}){GAP}(?:[\w-]+{GAP}){{0,2}}\w+,?{GAP}{some['aged']}{GAP}"
            rf"(?:\d|{numbers})|(?<!\w)(?i:{some['the_only']}){GAP}(?:[\w-]+{GAP}){{0,2}}{some['persons']}{GAP}{some['places']}{GAP}{_NAME}"
        ),
    )


def _in_sentence(text: str, sentence: Sentence, forms: _Forms) -> Spans:
    reported_end = sentence.start
    for person in forms.person.finditer(text, *sentence):
        limit = min(sentence.end, person.end() + _MAX_CLAUSE)
        # What a court has published does not identify a person further.
        in_court = (
            forms.court.search(text, *sentence)
            if person["offender"]
            else _is_not_identifying(
                text, *person.span(), forms, aged=bool(person["age"])
            )
        )
        is_new = person.start() >= reported_end and not in_court
        if is_new and _is_identifying(text, sentence.start, person, limit, forms):
            reported_end = person.end()
            if person["clause"] is not None or person["more"] is not None:
                end = forms.end.search(text, reported_end, limit)
                reported_end = end.start() if end else limit
            yield person.start(), reported_end


def _is_identifying(
    text: str, begin: int, person: re.Match[str], limit: int, forms: _Forms
) -> bool:
    """Return whether a clause, up to its next full stop, could identify a person."""
    near = max(begin, person.start() - _WORD_BEFORE)
    if forms.general_before.search(text, near, person.start()):
        return False
    general = forms.general_after.search(text, person.end(), limit)
    if person["age"]:
        return not (general and not text[person.end() : general.start()].strip())
    stop = re.compile(_STOP).search(text, person.end(), limit)
    region = text[person.end("person") : stop.start() if stop else limit]
    if forms.number.search(region):
        return True
    if person["with"] or general:
        return False
    names = re.findall(r"(?<!\w)[A-Z]\w+", region)
    return any(name.casefold() not in forms.no_name for name in names)


@cache
def _patterns(language: str) -> _Forms:
    table = load_wordlists(language, "identifiable_people")
    known, some = load_locale(language), word_patterns(language, "identifiable_people")
    article = rf"(?<![\w'’-])(?i:{some['articles']}){GAP}"
    from_place = rf"{GAP}{some['from']}{GAP}(?:[a-z]{{1,3}}{GAP})?{_NAME}"
    past = rf"(?:[a-z]{{2,15}}ly{GAP})?(?:{some['past']}(?!\w)|[a-z]{{2,20}}ed(?!\w))"
    of = rf"(?:{GAP}{some['of']}(?:{GAP}[a-z-]{{2,20}}){{1,3}}?)?"
    who = rf"{of}{GAP}(?:{some['who']}{GAP}{past}|{some['whose']}(?!\w))"
    aged = rf",?{GAP}{some['aged']}{GAP}\d{{1,2}}(?!\w|{GAP}{some['or_over']}(?!\w))"
    clause = rf"(?P<clause>{who}|(?P<with>{GAP}{some['with']}(?!\w)))"
    age = (
        rf"{_ADJECTIVES}\d{{1,2}}[ -]{some['year_old']}(?:"
        rf"{GAP}{_ADJECTIVES}{some['persons']}(?![\w'’-])"
        rf"|(?={GAP}{some['follows_age']}(?!\w)|[,.;)]|\Z))"
    )
    offender = rf"(?P<offender>{some['offenders']})(?={GAP}{some['who']})"
    named = rf"(?P<person>{_ADJECTIVES}(?:{offender}|{some['persons']}))(?![\w'’-])"
    count = any_word_pattern((*known.numbers[1:], *table["times"]))
    months = (*known.months, *load_wordlists(language, "dates")["weekdays"])
    return _Forms(
        person=re.compile(
            rf"{article}(?:(?P<age>{age}|{_ADJECTIVES}{some['persons']}{aged})"
            rf"(?:{from_place})?(?:{who.replace(of, '')}(?P<more>))?"
            rf"|{named}(?:{from_place}|{clause}))"
        ),
        general_before=re.compile(
            rf"(?<!\w){some['general_before']}{GAP}\Z", re.IGNORECASE
        ),
        general_after=re.compile(rf"(?<!\w){some['general_after']}(?!\w)"),
        end=re.compile(rf"{GAP}{some['clause_ends']}(?!\w)|{_STOP}|\Z"),
        number=re.compile(rf"{_NUMBER}|(?<![\w-]){count}(?![\w-])"),
        no_name=frozenset(name.casefold() for name in (*months, *table["no_names"])),
        court=re.compile(rf"(?<!\w){some['sentenced']}(?!\w)"),
        tried=re.compile(
            rf"(?:,?{GAP}{some['places']}{GAP}{_NAME},?)?(?:{GAP}who{GAP}[^.;]{{0,120}}?)?{GAP}(?:{some['been']}{GAP}"
            rf"(?:[a-z]+ly{GAP})?(?:{some['tried']}(?!\w)|{some['given']}{GAP}[^.;]{{0,40}}?{some['punishments']}(?!\w))"
            rf"|{some['got']}{GAP}[^.;]{{0,20}}?{some['punishments']}(?!\w)|{some['pleaded']}(?!\w))"
        ),
        stop=re.compile(
            rf"[.;!?](?=\s|\Z)|,(?!{GAP}(?:{some['after_an_age']}|{some['whose']})(?!\w))"
        ),
        young=re.compile(rf"(?<!\w)(?:{some['young']}|\d|1[0-7])(?!\w)"),
        harm=re.compile(
            rf"(?<!\w)(?i:{any_word_pattern(load_wordlists(language, 'private_people')['harms'])})"
        ),
    )
