"""Acronyms in a text, and their definitions."""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from pccreport.language.wordlists import find_pattern, load_wordlists

_pattern = partial(find_pattern, "acronyms")
# Not in an address, a tag or the name of a file. It begins with a capital, which is quick to find.
_WORD = (
    r"(?P<short>[A-Z](?<![^\W_].)(?<![@#.].)(?:[A-Z]{1,7}|[a-z][A-Z]{1,6}))(?:(?P<plural>s)|['’]s)?"
    r"(?![^\W_]|@|[.:][^\W_]|/[a-z])"
)
_NAME = r"[A-Z][\w'’]*(?:[ -](?:(?:[a-z]{2,3}|&) ){0,2}[A-Z][\w'’]*)+"
_ROMAN = r"X{0,3}(?:IX|IV|V?I{0,3})"
_EMPHASISED = 3
"""Words in capitals in a row that are emphasis, or a quoted heading."""
_MIN_CAPITALS = 4
"""Words in capitals from which a line of mostly capitals is a heading."""
_MAX_DISTANCE = 200
"""Characters before a bracket in which the full name starts."""
_NEAR = 40
"""Characters before a surname in which the rank is."""
_LONG = 7
"""Letters of a word in capitals that is no acronym but a name."""
_SHORT = 3
"""Letters of the longest words that join a name's words: of, and, the."""


class Acronym(NamedTuple):
    """An acronym in a text."""

    start: int
    end: int
    """The offset after it, with a plural s (OCGs) but without a possessive (TVP's)."""
    short: str
    """The acronym itself: OCG."""
    full: str = ""
    """What it is made of, if the text defines it."""


def known_acronyms(language: str = "en-GB") -> frozenset[str]:
    """Return the acronyms that every reader knows."""
    return frozenset(load_wordlists(language, "acronyms")["known"])


def is_mostly_capitals(text: str) -> bool:
    """Return whether a line is in capitals, so that its words do not have to be acronyms."""
    words: list[str] = re.findall(r"[^\W\d_]{2,}", text)
    capitals = sum(word.isupper() for word in words)
    if capitals == len(words):
        return capitals > 1
    return capitals >= _MIN_CAPITALS and capitals * 2 > len(words)


def find_acronyms(text: str, language: str = "en-GB") -> tuple[Acronym, ...]:
    """Return the acronyms of a text, known or not, in order; none for a line in capitals."""
    if is_mostly_capitals(text):
        return ()
    run: list[re.Match[str]] = []
    accepted: list[re.Match[str]] = []
    for match in re.finditer(_WORD, text):
        if run and text[run[-1].end() : match.start()].strip():
            accepted += run if len(run) < _EMPHASISED else ()
            run = []
        run.append(match)
    accepted += run if len(run) < _EMPHASISED else ()
    return tuple(
        Acronym(m.start(), m.end("plural" if m["plural"] else "short"), m["short"])
        for m in accepted
        if not _is_no_acronym(text, m, language)
    )


def find_definitions(text: str, language: str = "en-GB") -> tuple[Acronym, ...]:
    """Return the acronyms that a text defines, in order: "Full Name (ABC)", "ABC (Full Name)"."""
    if "(" not in text:
        return ()
    after, before = (_pattern(n, language) for n in ("after_name", "before_name"))
    found = []
    for match in (*after.finditer(text), *before.finditer(text)):
        name = match.groupdict().get("full") or text[: match.start()]
        if full := _full_name(name, match["short"]):
            end = match.end("plural" if match["plural"] else "short")
            found.append(Acronym(match.start("short"), end, match["short"], full))
    return tuple(sorted(found))


def name_initials(text: str) -> Iterator[str]:
    """Yield the initials of each name in a text, with and without those of "of" and "and"."""
    for run in re.finditer(_NAME, text):
        words = re.findall(r"[^\W_]+", run[0])
        yield "".join(word[0] for word in words).upper()
        yield "".join(word[0] for word in words if word[0].isupper())


def word_initials(text: str) -> str:
    """Return the initials of a text's words, then those of its words of four letters or more."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if not w.isupper()]
    longer = (word for word in words if len(word) > _SHORT)
    return " ".join("".join(w[0] for w in group).upper() for group in (words, longer))


def _is_no_acronym(text: str, match: re.Match[str], language: str) -> bool:
    """Return whether capitals are a Roman numeral, a rank, a name or explained beside it."""
    short, table = match["short"], load_wordlists(language, "acronyms")
    if short in table["not_acronyms"] or re.fullmatch(_ROMAN, short):
        return True
    if _pattern("company", language).match(text, match.end()):
        return True  # “TIAA Ltd” is a name
    if len(short) >= _LONG or _pattern("explained", language).match(text, match.end()):
        return True  # “CENDI, a group of editors”, a place in capitals
    if _pattern("surname", language).search(
        text, max(0, match.start() - _NEAR), match.start()
    ):
        return True  # “PC Vicky LEES”
    name = re.match(r"\s(?:[A-Z][a-z]|\d)", text[match.end() : match.end() + 3])
    return short in table["ranks"] and name is not None


def _full_name(before: str, short: str) -> str:
    """Return the words at the end of a text of which an acronym is made, or ""."""
    nearby = re.split(r"[.;:()!?]\s", before[-_MAX_DISTANCE:])[-1]
    words = list(re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", nearby))
    letters = short.casefold()
    starts = [i for i in range(len(words)) if _can_start_name(nearby, words[i])]
    for i in starts[::-1]:
        initials = "".join(word[0][0] for word in words[i:]).casefold()
        name = nearby[words[i].start() : words[-1].end()]
        has_letters = len(words) - i > 1 and _has_in_order(letters, initials)
        if initials[0] == letters[0] and has_letters:
            return name
    for i in starts[: len(short)]:
        name = nearby[words[i].start() : words[-1].end()]
        if name[0].casefold() == letters[0] and _has_in_order(letters, name.casefold()):
            capitals = [w[0][0] for w in words[i:] if w[0][0].isupper()]
            same = sum(map(str.__eq__, capitals, short))
            # “Violence Reduction Partnership (VRU)” has another name's letters.
            return "" if len(capitals) == len(short) == same + 1 >= _SHORT else name
    return ""


def _can_start_name(nearby: str, word: re.Match[str]) -> bool:
    """Return whether a name can start with a word: not with "of", nor after a hyphen."""
    is_short = len(word[0]) <= _SHORT and word[0].islower()
    return not is_short and nearby[word.start() - 1 : word.start()] != "-"


def _has_in_order(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)
