"""Protective markings, and words by which a text is not for publication."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from pccreport.language.wordlists import GAP, Phrase, any_word_pattern, load_wordlists

_APART = r"(?:\s{1,2}|\s?[–—:-]\s?)"
_WORD = re.compile(r"\w+")
_MARKINGS = "<>"
"""The name of all lists of markings together."""


def find_markings(text: str, language: str = "en-GB") -> tuple[Phrase, ...]:
    """Return the markings in a text, in order; "a confidential helpline" is not one.

    OFFICIAL alone is not one either, because published texts have it too.
    """
    typed, phrases = _WORD.findall(text.casefold()), _phrases(language)
    words, in_order = {*typed}, f" {' '.join(typed)} "
    near = (phrase for word in phrases.keys() & words for phrase in phrases[word])
    found = words.union(name for name, phrase in near if phrase in in_order)
    patterns = [
        _saying_pattern(language, form, is_order=is_order)
        for form, is_order, needed in _forms(language)
        if needed <= found
    ]
    if _MARKINGS in found:
        patterns.append(_marking_pattern(language))
    marked: list[tuple[int, int]] = []
    for pattern in patterns:
        marked += (match.span("words") for match in pattern.finditer(text))
    spans: list[tuple[int, int]] = []
    for start, end in sorted(marked):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return tuple(Phrase.of(text, *span) for span in spans)


def begins_with_request(text: str, language: str = "en-GB") -> bool:
    """Return whether a line begins by asking to keep something back: “NB please don't name him”."""
    return _request_opening(language).match(text) is not None


@cache
def _request_opening(language: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:\w+\W+){{0,2}}?(?:{_request_pattern(language)})")


def _request_pattern(language: str) -> str:
    """Return the pattern of what is asked of the officer; “shops were asked not to sell” is not."""
    table = load_wordlists(language, "protective_markings")
    asked, what, whole, alone, reported = (
        _any_apostrophe(any_word_pattern(table[name]))
        for name in (
            "requests",
            "requested",
            "requests_whole",
            "requests_alone",
            "requests_reported",
        )
    )
    asks = rf"(?:(?:{asked}|{reported}){GAP}(?:\w+{GAP})?{what}|{whole})(?!\w)"
    return rf"(?i:{asks}|(?:{alone}|{reported})(?=\s*(?:[.,;:!)\]]|\Z)))"


def _any_apostrophe(pattern: str) -> str:
    return pattern.replace("'", "['’]?")


@cache
def _forms(language: str) -> tuple[tuple[str, bool, frozenset[str]], ...]:
    """Return the form of each saying, whether it is of an order, and its words and lists."""
    table = load_wordlists(language, "privacy_sayings")
    return tuple(
        (
            form,
            name == "order_forms",
            frozenset(form.replace("$", "").split()) - {"..."},
        )
        for name in ("forms", "order_forms")
        for form in table[name]
    )


@cache
def _phrases(language: str) -> dict[str, list[tuple[str, str]]]:
    """Return the phrases of the lists by their longest word, each as its list and its words."""
    markings = load_wordlists(language, "protective_markings")
    sayings = load_wordlists(language, "privacy_sayings").items()
    lists = [(f"<{name}>", phrases) for name, phrases in sayings]
    names = markings.keys() - {"before_an_order", "requested"}
    lists += ((_MARKINGS, markings[name]) for name in names)
    by_word = defaultdict[str, list[tuple[str, str]]](list)
    for name, phrases in lists:
        for phrase in map(str.casefold, phrases):
            # An apostrophe may be left out.
            for typed in {phrase, phrase.replace("'", "")}:
                words = _WORD.findall(typed)
                by_word[max(words, key=len)].append((name, f" {' '.join(words)} "))
    return by_word


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
    # Only as a label: "Restricted: ...", "[Restricted]". In "Act 2002 (Part 2)" it is none.
    labels, at_an_end = apart(table["labels"]), apart(table["labels_at_an_end"])
    after = r"(?:(?<!\d{4}\s\()(?<=[\[(])|(?<=[.!?*–—-]\s))"
    label = rf"{after}(?i:{labels}(?=[\])]|\W*\Z)|{at_an_end}(?=\W*\Z))"
    opening = rf"(?:(?<![^\n])|(?<=\A[\[(]))(?i:{labels}|{at_an_end})(?=[:\])]|\s[–—-]\s|\.?\s{{0,3}}\Z)"
    words = rf"(?i:{apart(table['words'])})(?!\w)"
    orders = apart(table["orders"])
    in_capital_letters = apart(tuple(w.upper() for w in table["orders"]))
    order = rf"{_order_start(language)}(?i:{orders})(?!\w)|{in_capital_letters}(?!\w)"
    return re.compile(
        rf"(?<![\w-])(?P<words>{in_capitals}|{alone_in_capitals}|{named}|{words}|{label}|{opening}|{order}|{_request_pattern(language)})"
    )
