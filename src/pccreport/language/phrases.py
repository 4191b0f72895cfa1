"""Phrases with wildcards, each searched only in texts that have its words.

In the lists, a token can be: "a|b" for either, "*" for any word, "*3" for up to three of any, "#"
for a figure (also in "#kg"), "£#" for money, "Aa" for a word with a capital, "@" or "(" for one after that
character, "^" for the start of a text, "$" for its end and "$-" for an end without a full stop.
Words in lower case match any case; after "=", only lower case. Within a choice "_" is a space and
"*" any letters; a comma, colon or "%" at the end of a token follows each choice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from pccreport.language.word_index import END, START, WordIndex, edge
from pccreport.language.wordlists import GAP, Spans, load_wordlists

_WORD = r"[\w'-]{1,30}"
_PLACES = {
    "*": _WORD,
    "#": r"[£$]?\d(?:[\d,.:]*\d)?",
    "£#": r"£\d(?:[\d,.]*\d)?",
    "Aa": r"(?-i:[A-Z][\w'-]{1,30})",
    "@": r"@[A-Z][\w'-]{1,30}",
    "(": r"\([A-Z][\w'-]{1,30}",
    "^": r"\A[\s\"'“‘*]*",
    "$": r"[\s.!)]*\Z",
    "$-": r"(?:\s|[,–—-])*\Z",
}
_ANY = _PLACES.keys() - {"@", "("}
"""The wildcards for any word."""
_FEW = re.compile(r"\*\d\Z")
"""The wildcard for up to some words."""
_CAPITALS = re.compile(r"(?:[A-Z][a-z]{2,}\|?)+")
"""A token of which each choice is a word with a capital."""
_DASHES = frozenset("-–—")
_UNIT = re.compile(r"#(?=[a-z]+\Z)")
"""The sign for the figure before a unit: "#kg"."""
_TAIL_LENGTH = 200
"""Characters at the end of a text that are searched for a phrase with "$" or "$-"."""
_STOPS = (*".!?)",)
"""Characters at the end of a complete text, unless its last word is an abbreviation."""
LISTS = (
    *("draft-remark", "unfit-to-print", "garbled-text"),
    *("broken-off", "empty-talk", "lost-reference"),
)
"""The names of the lists: of a rule, or for the content of the list."""


def find_phrases(
    name: str, index: WordIndex, among: int, language: str = "en-GB"
) -> dict[int, list[tuple[int, int]]]:
    """Return the spans of the phrases of a list in the texts `among`, by the number of each text.

    The spans of a text are in order, without those that overlap an earlier one.
    """
    spans = defaultdict[int, list[tuple[int, int]]](list)
    for phrase in load_wordlists(language, "phrases")[name]:
        for number in index.numbers(_likely(phrase, index, among)):
            # However an apostrophe is typed, it is this one.
            text = index.texts[number].replace("’", "'")
            if _has_capitals(phrase, text):
                spans[number] += _spans(phrase, text)
    return {n: [*_apart(found)] for n, found in sorted(spans.items()) if found}


def _likely(phrase: str, index: WordIndex, among: int) -> int:
    """Return which of the texts `among` have a word of each token of a phrase, side by side."""
    words: list[Sequence[str]] = []
    for token in phrase.split():
        words.append(_choices(token))
        if words[-1] and index.lacks(words[-1]):
            return 0  # as for most phrases, so this is checked before the texts
    for choices in words:
        if choices:
            among &= index.with_any(choices)
        if not among:
            return 0
    is_first, is_last = phrase[0] == "^", phrase.endswith(("$", "$-"))
    whole = [c for c in words[:-1] if c and all(word.endswith(".") for word in c)]
    between = words[1 + is_first : -1 - is_last]
    whole += (c for c in between if c and _DASHES.issuperset(c))
    for choices in whole:
        among &= index.with_strings(c.split("_")[-1] for c in choices)
    words[:is_first] = [(START,)] * is_first
    words[len(words) - is_last :] = [(END,)] * is_last
    return _in_order(phrase.split(), words, index, among) if among else 0


def _in_order(
    tokens: Sequence[str], words: Sequence[Sequence[str]], index: WordIndex, among: int
) -> int:
    """Return which of the texts `among` have a word of each token as near to that of the one before."""
    ends, least, most = list[str](), 0, 0
    for token, choices in zip(tokens, words, strict=True):
        starts = [_edge(choice, 0) for choice in choices]
        if among and ends and starts and all((*ends, *starts)):
            among = index.with_pair(ends, starts, among, least, most)
        if starts or not _is_any(token):
            ends, least, most = [_edge(choice, -1) for choice in choices], 0, 0
        else:
            least += not _FEW.match(token)
            most += int(token[1]) if _FEW.match(token) else 1
    return among


def _has_capitals(phrase: str, text: str) -> bool:
    """Return whether a text has a choice of each token whose choices all have a capital: "Officers|Staff"."""
    return phrase.islower() or all(
        any(choice in text for choice in token.split("|"))
        for token in phrase.split()
        if _CAPITALS.fullmatch(token)
    )


@cache
def _choices(token: str) -> Sequence[str]:
    """Return the words of which a text must have one, in lower case; () for any word."""
    if token.isalpha() and token not in _ANY:
        return (token.casefold(),)
    words = _bare(token).split("|")
    has_figure = "#" in token and any(map(_UNIT.match, words))
    if has_figure or not _ANY.isdisjoint(words) or _FEW.match(token):
        return ()
    return tuple(map(str.casefold, words))


def _is_any(token: str) -> bool:
    """Return whether a token is one word of any kind, or up to some."""
    return bool(_FEW.match(token)) or _bare(token) in _ANY - {"^", "$", "$-"}


def _edge(choice: str, at: int) -> str:
    """Return the first or last word of a choice, or "" for any word."""
    if choice.isalpha() or choice in (START, END):
        return choice
    return "" if "*" in choice else edge(choice, at)


def _spans(phrase: str, text: str) -> Spans:
    if phrase[0] == "^":
        found = _pattern(phrase).match(text)
        return iter([found.span()] if found else ())
    last = text.rstrip()[-_TAIL_LENGTH:].rpartition(" ")[2]
    last = last if phrase.endswith("$-") else ""
    if last[-1:] in _STOPS and "." not in last[:-1]:
        return iter(())
    start = max(0, len(text) - _TAIL_LENGTH) if phrase.endswith(("$", "$-")) else 0
    return (found.span() for found in _pattern(phrase).finditer(text, start))


def _apart(spans: Iterable[tuple[int, int]]) -> Spans:
    reached = 0
    for start, end in sorted(spans):
        if start >= reached:
            yield start, end
            reached = end


# Most phrases are in no text, and are never compiled.
@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    tokens, typed = phrase.split(), ""
    for before, token in zip(("^", *tokens), tokens, strict=False):
        if _FEW.match(token):
            typed += rf"(?:{GAP}{_WORD}){{0,{token[1:]}}}?"
        else:
            typed += ("" if before == "^" or token[0] == "$" else GAP) + _token(token)
    start = r"(?<![\w-])" if tokens[0].lstrip("=")[0].isalnum() else ""
    end = r"(?!\w|[-']\w)" if tokens[-1][-1].isalnum() else ""
    return re.compile(start + typed + end)


def _token(token: str) -> str:
    """Return the pattern of a token."""
    words = _bare(token)
    typed = [_PLACES.get(choice) or _choice(choice) for choice in words.split("|")]
    fixed = "".join(choice for choice in words.split("|") if choice not in _PLACES)
    flag = "i" if fixed == fixed.lower() and token[0] != "=" else ""
    return f"(?{flag}:{'|'.join(typed)})" + token[token.index(words) + len(words) :]


def _choice(words: str) -> str:
    figure = r"\d[\d,.]*" if _UNIT.match(words) else ""
    words = words.removeprefix("#") if figure else words
    typed = figure + re.escape(words).replace(r"\*", r"[\w.]{1,30}")
    return typed.replace("_", GAP)


def _bare(token: str) -> str:
    """Return a token without the characters before and after its words."""
    return token.lstrip("=").rstrip(",:%") or token
