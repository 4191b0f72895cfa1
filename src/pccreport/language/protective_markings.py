"""Protective markings, and words by which a text is not for publication."""

from __future__ import annotations

import re
from functools import cache

from pccreport.language.wordlists import GAP, Phrase, any_word_pattern, load_wordlists

_APART = r"(?:\s{1,2}|\s?[–—:-]\s?)"


def find_markings(text: str, language: str = "en-GB") -> tuple[Phrase, ...]:
    """Return the markings in a text, in order; "a confidential helpline" is not one.

    OFFICIAL alone is not one either, because published texts have it too.
    """
    marked = _marking_pattern(language).finditer(text)
    return tuple(Phrase.of(text, *match.span("words")) for match in marked)


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


@cache
def _sayings(language: str, name: str) -> str:
    """Return the pattern of who may see a text, where it may go and when, by kinds of words.

    In a form, “<this>” is any word of a list, “...” a few words or none, “$” an end.
    """
    table = load_wordlists(language, "privacy_sayings")

    def words(found: re.Match[str]) -> str:
        return _any_apostrophe(any_word_pattern(table[found[1]]))

    some = rf"{GAP}(?:(?!(?:and|but|so){GAP})[\w'’-]+{GAP}){{0,4}}?"
    ends = r"(?=\s*(?:[.,;:!?)\]–—-]|\Z|<after>\b))"
    forms = "|".join(table[name]).replace(" ... ", "~").replace(" ", GAP)
    forms = forms.replace("~", some).replace("$", ends)
    return rf"(?:{re.sub('<([a-z_]+)>', words, forms)})"


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
    words = rf"(?i:{apart(table['words'])}|{_sayings(language, 'forms')})(?!\w)"
    # An order starts a sentence, unlike "we do not publish".
    orders = apart(table["orders"])
    please = "|".join(rf"(?<={word}\s)" for word in table["before_an_order"])
    order = (
        rf"(?:(?<![^\n])|(?<=[\[(*‘“'\":–—-])|(?<=[.:;!–—-]\s)|(?i:{please}))"
        rf"(?i:{orders}|{_sayings(language, 'order_forms')})(?!\w)|{apart(tuple(w.upper() for w in table['orders']))}(?!\w)"
    )
    return re.compile(
        rf"(?<![\w-])(?P<words>{in_capitals}|{alone_in_capitals}|{named}|{words}|{label}|{opening}|{order}|{_request_pattern(language)})"
    )
