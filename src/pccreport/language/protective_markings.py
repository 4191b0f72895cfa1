"""Protective markings, and words by which a text is not for publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pccreport.language.wordlists import GAP, Phrase, any_word_pattern, load_wordlists

_APART = r"(?:\s{1,2}|\s?[–—:-]\s?)"


def find_markings(text: str, language: str = "en-GB") -> tuple[Phrase, ...]:
    """Return the markings in a text, in order; "a confidential helpline" is not one.

    OFFICIAL alone is not one either, because published texts have it too.
    """
    plain = _plain(text)
    patterns = list(_likely_sayings(plain, language))
    if any(word in plain for word in _plain_markings(language)):
        patterns.append(_marking_pattern(language))
    marked: list[tuple[int, int]] = []
    for pattern in patterns:
        marked += (match.span("words") for match in pattern.finditer(text))
    spans: list[tuple[int, int]] = []
    for start, end in sorted(marked):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return tuple(Phrase.of(text, *span) for span in spans)


def marking_words(language: str = "en-GB") -> list[str]:
    """Return the phrases of which a text with a marking has one."""
    table = load_wordlists(language, "protective_markings")
    names = table.keys() - {"before_an_order", "requested"}
    sayings = load_wordlists(language, "privacy_sayings")
    phrases = [phrase for name in names for phrase in table[name]]
    phrases += (phrase for name in sayings["cues"] for phrase in sayings[name])
    cues = [phrase.replace("-", " ") for phrase in phrases]
    return [*cues, *(cue.replace("'", "") for cue in cues if "'" in cue)]


def begins_with_request(text: str, language: str = "en-GB") -> bool:
    """Return whether a line begins by asking to keep something back: “NB please don't name him”."""
    opening = rf"\W*(?:\w+\W+){{0,2}}?(?:{_request_pattern(language)})"
    return re.match(opening, text) is not None


@cache
def _request_pattern(language: str) -> str:
    """Return the pattern of what is asked of the officer; “shops were asked not to sell” is not."""
    table = load_wordlists(language, "protective_markings")
    asked, what, whole, alone = (
        _any_apostrophe(any_word_pattern(table[name]))
        for name in ("requests", "requested", "requests_whole", "requests_alone")
    )
    asks = rf"(?:{asked}{GAP}(?:\w+{GAP})?{what}|{whole})(?!\w)"
    return rf"(?i:{asks}|{alone}(?=\s*(?:[.,;:!)\]]|\Z)))"


def _any_apostrophe(pattern: str) -> str:
    return pattern.replace("'", "['’]?")


def _plain(text: str) -> str:
    """Return a text in small letters, in which no apostrophe, hyphen or space makes a difference."""
    return re.sub(r"[\s'’:–—-]+", "", text.casefold())


@cache
def _plain_markings(language: str) -> list[str]:
    """Return the words, without spaces, of which a text with a marking has one."""
    table = load_wordlists(language, "protective_markings")
    names = table.keys() - {"before_an_order", "requested"}
    return sorted({_plain(word) for name in names for word in table[name]})


def _likely_sayings(plain: str, language: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of the sayings of whose every list a plain text may have a word."""
    table = _plain_words(language)
    has = cache(lambda name: any(word in plain for word in table[name]))
    for name in ("forms", "order_forms"):
        for form in load_wordlists(language, "privacy_sayings")[name]:
            if all(map(has, re.findall(r"<(\w+)>", form))):
                yield _saying_pattern(language, form, is_order=name == "order_forms")


@cache
def _plain_words(language: str) -> dict[str, list[str]]:
    lists = load_wordlists(language, "privacy_sayings").items()
    return {name: [_plain(word) for word in words] for name, words in lists}


@cache
def _saying_pattern(language: str, form: str, *, is_order: bool) -> re.Pattern[str]:
    """Return the pattern of who may see a text, where it may go or when, by kinds of words.

    In a form, “<this>” is any word of a list, “...” a few words or none, “$” an end.
    """
    table = load_wordlists(language, "privacy_sayings")

    def words(found: re.Match[str]) -> str:
        return _any_apostrophe(any_word_pattern(table[found[1]]))

    some = rf"{GAP}(?:(?!(?:and|but|so){GAP})[\w'’-]+{GAP}){{0,4}}?"
    ends = r"(?=\s*(?:[.,;:!?)\]–—-]|\Z|<after>\b))"
    wording = form.replace(" ... ", "~").replace(" ", GAP)
    wording = wording.replace("~", some).replace("$", ends)
    said = rf"(?i:{re.sub('<([a-z_]+)>', words, wording)})(?!\w)"
    start = _order_start(language) if is_order else ""
    return re.compile(rf"(?<![\w-])(?P<words>{start}{said})")


def _order_start(language: str) -> str:
    """Return the pattern of where an order starts a sentence, unlike "we do not publish"."""
    table = load_wordlists(language, "protective_markings")
    please = "|".join(rf"(?<={word}\s)" for word in table["before_an_order"])
    return rf"(?:(?<![^\n])|(?<=[\[(*‘“'\":–—-])|(?<=[.:;!–—-]\s)|(?i:{please}))"


@cache
def _marking_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern for all markings: capitals alone, names, labels, words, orders."""
    table = load_wordlists(language, "protective_markings")

    def apart(words: tuple[str, ...]) -> str:
        spaced = (word.replace("-", " ") for word in words)
        return _any_apostrophe(any_word_pattern(spaced)).replace(GAP, _APART)

    # Capitals are not followed by more: CONFIDENTIAL HELPLINE is a heading.
    alone_in_capitals = rf"{apart(table['capitals'])}(?!\w|['’-]\w|\s[A-Z]{{2}})"
    named = rf"{apart(table['markings'])}(?!\w)"
    in_capitals = rf"{apart(tuple(w.upper() for w in table['markings']))}(?!\w)"
    # With one capital only as a label: "Restricted: ...", "[Restricted]".
    labels = any_word_pattern(table["labels"])
    label = rf"(?:(?<=[\[(])|(?<=[.!?–—-]\s))(?i:{labels})(?=[\])]|\W*\Z)"
    opening = rf"(?<![^\n]){labels}(?=:|\s[–—-]\s|\.?\s{{0,3}}\Z)"
    words = rf"(?i:{apart(table['words'])})(?!\w)"
    orders = apart(table["orders"])
    in_capital_letters = apart(tuple(w.upper() for w in table["orders"]))
    order = rf"{_order_start(language)}(?i:{orders})(?!\w)|{in_capital_letters}(?!\w)"
    return re.compile(
        rf"(?<![\w-])(?P<words>{in_capitals}|{alone_in_capitals}|{named}|{words}|{label}|{opening}|{order}|{_request_pattern(language)})"
    )
