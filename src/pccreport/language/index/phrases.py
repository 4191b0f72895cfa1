"""Phrases with wildcards: what a text must have for one, and its pattern.

A token can be: "a|b" for either, "*" for any word, "*3" for up to three of any, "#" for a figure (also in
"#kg"), "£#" for money, "Aa" for a word with a capital, "@" or "(" for one after that character, "^" for the
start of a text, "$" for its end and "$-" for an end without a full stop. Words in lower case match any
case; after "=", only lower case. Within a choice "_" is a space and "*" any letters; a comma, colon or
"%" at the end of a token follows each choice.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product

from pccreport.language.index.patterns import Need, fold_case, words_of
from pccreport.language.index.text_index import END, START
from pccreport.language.wordlists import GAP

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
_FEW = r"\*\d\Z"
"""The wildcard for up to some words."""
_WHOLE = r"(?<![*])(?<![^\W\d_])[^\W\d_]+(?![^\W\d_]|[*])|(?<![*\d])\d+(?![*\d])"
"""A whole word or number of a choice, not one beside “*”."""
_SIGN = r"[^\w\s*#^$£@(.,:'’%-]"
"""A sign that means only itself in a pattern, and that few texts have."""
_UNIT = r"#(?=[a-z]+\Z)"
"""The sign for the figure before a unit: "#kg"."""
_ENDS = {"^": frozenset({START}), "$": frozenset({END})}


def phrase_needs(phrase: str) -> Iterator[Need]:
    """Yield what a text must have for a phrase: its words, single ones each beside the next."""
    tokens = phrase.split()
    yield from filter(None, map(_words_of_token, tokens))
    pairs = filter(all, pairwise(map(_single_words, tokens)))
    yield from (Need(map(" ".join, product(*pair))) for pair in pairs)


@cache
def phrase_pattern(phrase: str, text_words: str = "") -> re.Pattern[str]:
    """Return the compiled pattern of a phrase, smaller for texts with some words; most are never needed."""
    tokens, typed = phrase.split(), ""
    for before, token in zip(("^", *tokens), tokens, strict=False):
        if re.match(_FEW, token):
            typed += rf"(?:{GAP}{_WORD}){{0,{token[1:]}}}?"
        else:
            gap = "" if before == "^" or token[0] == "$" else GAP
            typed += gap + _token_pattern(token, text_words)
    start = r"(?<![\w-])" if tokens[0].lstrip("=")[0].isalnum() else ""
    end = r"(?!\w|[-']\w)" if tokens[-1][-1].isalnum() else ""
    return re.compile(start + typed + end)


@cache
def _words_of_token(token: str) -> frozenset[str]:
    """Return a whole word or a sign of each choice of a token, in lower case; none for any word."""
    if any_words := _single_words(token) - {START, END}:
        return any_words
    choices = fold_case(_strip_signs(token)).split("|")
    known = [c if c.isalpha() else _words_of_choice(c) for c in choices]
    return frozenset(known if all(known) and "aa" not in choices else ())


def _words_of_choice(choice: str) -> str:
    """Return the words of a choice, the longest if it has a wildcard, or else a sign in it."""
    words = re.findall(_WHOLE, choice.replace("_", " "))
    words = words or re.findall(_SIGN, choice)[:1]
    has_wildcard = "*" in choice or "#" in choice
    return max(words, key=len, default="") if has_wildcard else " ".join(words)


@cache
def _single_words(token: str) -> frozenset[str]:
    """Return the choices of a token that are one word each, or an end of a text; else none."""
    if token in ("^", "$", "$-"):
        return _ENDS[token[0]]
    choices = frozenset(fold_case(_strip_signs(token)).split("|"))
    is_single = all(map(str.isalpha, choices)) and "aa" not in choices
    return choices if is_single else frozenset()


def _token_pattern(token: str, text_words: str) -> str:
    """Return the pattern of a token, with the choices whose words may be present."""
    words = _strip_signs(token)
    typed = [
        _PLACES.get(choice) or _choice_pattern(choice)
        for choice in words.split("|")
        if not text_words
        or choice in _PLACES
        or all(word in text_words for word in words_of(fold_case(choice)))
    ]
    fixed = "".join(choice for choice in words.split("|") if choice not in _PLACES)
    flag = "i" if fixed == fixed.lower() and token[0] != "=" else ""
    either = "|".join(typed) or "(?!)"
    return f"(?{flag}:{either})" + token[token.index(words) + len(words) :]


def _choice_pattern(words: str) -> str:
    figure = r"\d[\d,.]*" if re.match(_UNIT, words) else ""
    words = words.removeprefix("#") if figure else words
    typed = figure + re.escape(words).replace(r"\*", r"[\w.]{1,30}")
    return typed.replace("_", GAP)


def _strip_signs(token: str) -> str:
    """Return a token without the characters before and after its words."""
    return token.lstrip("=").rstrip(",:%") or token
