"""Phrases with open places, each looked for only in texts that have one of its words.

In the lists, a word can be: "a|b" for either, "*" for any, "*3" for at most three of any, "#" for a
figure, "Aa" for one with a capital, "^" for the start of a text, "$" for its end and "$-" for an
end without a full stop. Words in small letters have any case, behind "=" small letters. "_" is a
space within a choice, "*" any letters, and a comma or colon at the end is after each choice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pccreport.language.wordlists import GAP, load_wordlists, words_of

_WORD = r"[\w'’-]{1,30}"
_OPEN = {
    "*": _WORD,
    "#": r"[£$]?\d(?:[\d,.:]*\d)?",
    "Aa": r"(?-i:[A-Z][\w'’-]{1,30})",
    "@Aa": r"@[A-Z][\w'’-]{1,30}",
    "^": r"\A[\s\"'“‘*]*",
    "$": r"[\s.!)]*\Z",
    "$-": r"(?:\s|[,–—-])*\Z",
}
_SIGN = re.compile(r"[/&#<>{}«»=\[\]]")
_FIXED = re.compile(r"[a-z\d]+")
LISTS = (
    *("draft-remark", "unfit-to-print", "garbled-text"),
    *("broken-off", "empty-talk", "lost-reference"),
)
"""The names of the lists: each is a rule's, or says what its phrases are."""


def find_phrases(
    name: str, text: str, language: str = "en-GB"
) -> Iterator[tuple[int, int]]:
    """Yield where a text has a phrase of a list, in order, without those inside another."""
    by_word, typed = _phrases(name, language), words_of(text)
    likely = {
        phrase
        for word in by_word.keys() & typed
        for phrase, needed in by_word[word]
        if not any(typed.isdisjoint(some) for some in needed)
    }
    spans = (found.span() for p in likely for found in _pattern(p).finditer(text))
    reached = 0
    for start, end in sorted(spans):
        if start >= reached:
            yield start, end
            reached = end


@cache
def _phrases(
    name: str, language: str
) -> dict[str, list[tuple[str, tuple[tuple[str, ...], ...]]]]:
    """Return the phrases of a list, each under the words of which a text with it has one.

    With each are the words of all its tokens: a text with it has one of each.
    """
    found = defaultdict(list)
    for phrase in load_wordlists(language, "phrases")[name]:
        needed = tuple(filter(None, map(_telling_words, phrase.split())))
        # Of the token with the fewest choices.
        for word in min(needed, key=lambda some: (len(some), some), default=("",)):
            found[word].append((phrase, needed))
    return dict(found)


def _telling_words(token: str) -> tuple[str, ...]:
    """Return a word or sign of each choice, or none if a text can have any word there."""
    choices = _bare(token).split("|")
    is_many = token[:1] == "*" and token[1:].isdigit()
    if is_many or not _OPEN.keys().isdisjoint(choices):
        return ()
    told = [_SIGN.findall(c) or _FIXED.findall(c.casefold()) for c in choices]
    return tuple(max(each, key=len) for each in told) if all(told) else ()


# Most phrases are in no text, and are never compiled.
@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    tokens, typed = phrase.split(), ""
    for before, token in zip(("^", *tokens), tokens, strict=False):
        if re.fullmatch(r"\*\d", token):
            typed += rf"(?:{GAP}{_WORD}){{0,{token[1:]}}}?"
        else:
            typed += ("" if before == "^" or token[0] == "$" else GAP) + _token(token)
    start = r"(?<![\w-])" if tokens[0].lstrip("=")[0].isalnum() else ""
    end = r"(?!\w|[-'’]\w)" if tokens[-1][-1].isalnum() else ""
    return re.compile(start + typed + end)


def _token(token: str) -> str:
    """Return the pattern of a word, or of a place for one."""
    words = _bare(token)
    typed = [_OPEN.get(each) or _choice(each) for each in words.split("|")]
    fixed = "".join(each for each in words.split("|") if each not in _OPEN)
    flag = "i" if fixed == fixed.lower() and token[0] != "=" else ""
    return f"(?{flag}:{'|'.join(typed)})" + token[token.index(words) + len(words) :]


def _choice(words: str) -> str:
    typed = re.escape(words).replace(r"\*", r"[\w.]{1,30}")
    return typed.replace("_", GAP).replace("'", "['’]")


def _bare(token: str) -> str:
    """Return a token without what is before and after its words."""
    return token.lstrip("=").rstrip(",:") or token
