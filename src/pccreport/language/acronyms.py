"""Acronyms in a text, and their definitions."""

import re
from functools import lru_cache, partial
from typing import NamedTuple

from pccreport.language.wordlists import find_pattern, load_wordlists

_pattern = partial(find_pattern, "acronyms")
# Not in an address, a tag or the name of a file. It begins with a capital, which is quick to find.
_WORD = re.compile(
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

    @classmethod
    def of(cls, found: re.Match[str], full: str = "") -> "Acronym":
        """Return the acronym of a match."""
        end = found.end("plural" if found["plural"] else "short")
        return cls(found.start("short"), end, found["short"], full)


def known_acronyms() -> frozenset[str]:
    """Return the acronyms that every reader knows."""
    return frozenset(load_wordlists("acronyms")["known"])


def is_mostly_capitals(text: str) -> bool:
    """Return whether a line is in capitals, so that its words do not have to be acronyms."""
    words: list[str] = re.findall(r"[^\W\d_]{2,}", text)
    capitals = sum(word.isupper() for word in words)
    if capitals == len(words):
        return capitals > 1
    return capitals >= _MIN_CAPITALS and capitals * 2 > len(words)


def find_acronyms(text: str) -> tuple[Acronym, ...]:
    """Return the acronyms of a text, known or not, in order; none for a line in capitals."""
    runs: list[list[re.Match[str]]] = [[]]
    for match in _WORD.finditer(text):
        last = runs[-1][-1].end() if runs[-1] else 0
        if text[last : match.start()].strip():
            runs.append([])
        runs[-1].append(match)
    accepted = [m for run in runs if len(run) < _EMPHASISED for m in run]
    if not accepted or is_mostly_capitals(text):
        return ()
    return tuple(Acronym.of(m) for m in accepted if not _is_no_acronym(text, m))


def find_definitions(text: str) -> tuple[Acronym, ...]:
    """Return the acronyms that a text defines, in order: "Full Name (ABC)", "ABC (Full Name)"."""
    if "(" not in text:
        return ()
    after, before = map(_pattern, ("after_name", "before_name"))
    found = []
    for match in (*after.finditer(text), *before.finditer(text)):
        name = match.groupdict().get("full") or text[: match.start()]
        if full := _full_name(name, match["short"]):
            found.append(Acronym.of(match, full))
    return tuple(sorted(found))


# A report has the same texts for each of its acronyms.
@lru_cache(maxsize=10_000)
def name_initials(text: str) -> str:
    """Return the initials of each name in a text, with and without those of "of" and "and"."""
    runs = [re.findall(r"[^\W_]+", run[0]) for run in re.finditer(_NAME, text)]
    every = ["".join(word[0] for word in words).upper() for words in runs]
    every += ["".join(w[0] for w in words if w[0].isupper()) for words in runs]
    return " ".join(every)


def word_initials(text: str) -> str:
    """Return the initials of a text's words, then those of its words of four letters or more."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if not w.isupper()]
    longer = (word for word in words if len(word) > _SHORT)
    return " ".join("".join(w[0] for w in group).upper() for group in (words, longer))


def _is_no_acronym(text: str, match: re.Match[str]) -> bool:
    """Return whether capitals are a Roman numeral, a rank, a name or explained beside it."""
    short, table = match["short"], load_wordlists("acronyms")
    if short in table["not_acronyms"] or re.fullmatch(_ROMAN, short):
        return True
    near = max(0, match.start() - _NEAR)
    return (
        # “CENDI, a group of editors”, “TIAA Ltd”, a place in capitals, “PC Vicky LEES”
        len(short) >= _LONG
        or _pattern("company").match(text, match.end()) is not None
        or _pattern("explained").match(text, match.end()) is not None
        or _pattern("surname").search(text, near, match.start()) is not None
        or (
            short in table["ranks"]
            and re.compile(r"\s(?:[A-Z][a-z]|\d)").match(text, match.end()) is not None
        )
    )


def _full_name(before: str, short: str) -> str:
    """Return the words at the end of a text of which an acronym is made, or ""."""
    nearby = re.split(r"[.;:()!?]\s", before[-_MAX_DISTANCE:])[-1]
    words = list(re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", nearby))
    letters = short.casefold()
    starts = [i for i in range(len(words)) if _can_start_name(nearby, words[i])]
    names = {i: nearby[words[i].start() : words[-1].end()] for i in starts}
    for i in starts[::-1]:
        initials = "".join(word[0][0] for word in words[i:]).casefold()
        has_letters = len(words) - i > 1 and _has_in_order(letters, initials)
        if initials[0] == letters[0] and has_letters:
            return names[i]
    for i in starts[: len(short)]:
        name = names[i].casefold()
        if name[0] == letters[0] and _has_in_order(letters, name):
            capitals = [w[0][0] for w in words[i:] if w[0][0].isupper()]
            same = sum(map(str.__eq__, capitals, short))
            # “Violence Reduction Partnership (VRU)” has another name's letters.
            is_other = len(capitals) == len(short) == same + 1 >= _SHORT
            return "" if is_other else names[i]
    return ""


def _can_start_name(nearby: str, word: re.Match[str]) -> bool:
    """Return whether a name can start with a word: not with "of", nor after a hyphen."""
    is_short = len(word[0]) <= _SHORT and word[0].islower()
    return not is_short and nearby[word.start() - 1 : word.start()] != "-"


def _has_in_order(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)
