"""Patterns over words: their lists, what a text must have for one to match, and the compiled form.

In a pattern a space is a gap and `<name>` is any word of a list, or another pattern. What a text must
have is read from the pattern, so that most patterns are never compiled.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pccreport.language.wordlists import GAP, read_data

_DASHED_GAP = r"(?:\s{1,2}|\s?[–—:-]\s?)"
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CLASS = r"\[\^?\]?(?:\\.|[^\]\\])*\]"
_NAME = r"(?<!P)<[a-z][\w.]*>"
_TOKEN = re.compile(
    rf"\\.|{_CLASS}|{_NAME}|\(\?P=\w+\)|\(\?P<\w+>|\(\?<?[=!]|\(\?[-ais]*:|\(\?[ais]+\)|[()|]"
    r"|(?:[?*+]|\{\d*,?\d*\})[+?]?|[A-Za-z]{2,}|.",
    re.DOTALL,
)
_GAPS_AND_NAMES = re.compile(rf"\\.|{_CLASS}|{_NAME}|['’]| (?![?*+{{])", re.DOTALL)
_EDGES = {*[r"\b", r"\A", r"\Z", r"\s", r"\W"]}
"""Escapes that are no part of a word."""


class Need(NamedTuple):
    """Words and signs, in lower case, of which a text must have one."""

    words: frozenset[str]
    phrases: frozenset[str] = frozenset()
    """The phrases of those words, each word between spaces; empty if a word or sign will do."""


class TextWords(NamedTuple):
    """The words and signs of a text in lower case, and its words in order between spaces."""

    words: frozenset[str]
    joined: str

    @classmethod
    def of(cls, text: str) -> "TextWords":
        """Return the words of a text."""
        return cls(word_set(text), f" {' '.join(words_of(fold(text)))} ")

    def may_have(self, needs: Iterable[Need]) -> bool:
        """Return whether a text with these words may have a pattern with some needs."""
        return all(
            not self.words.isdisjoint(need.words)
            and (not need.phrases or any(map(self.joined.__contains__, need.phrases)))
            for need in needs
        )


def fold(text: str) -> str:
    """Return a text in lower case, with each kind of i that a pattern without case takes for i."""
    return text.casefold().replace("i̇", "i").replace("ı", "i")


def word_set(text: str) -> frozenset[str]:
    """Return the words and signs of a text, in lower case."""
    folded = fold(text)
    return frozenset((*words_of(folded), *folded))


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in order; signs and hyphens part them."""
    return _WORD.findall(text)


@cache
def read_lines(language: str, name: str) -> tuple[str, ...]:
    """Return the lines of a file of rows; a line that continues one is indented."""
    text = read_data(f"{language}/{name}.txt")
    lines = text.replace("\n    ", " ").splitlines()
    return tuple(line for line in lines if line and not line.startswith("##"))


class Vocabulary:
    """The lists of a file of rows, and the patterns that are made of them."""

    def __init__(self, lists: dict[str, str]) -> None:
        self._lists = lists
        self._needs: dict[str, tuple[Need, ...]] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}

    @classmethod
    def of(cls, lines: Iterable[str], own: dict[str, str]) -> "Vocabulary":
        """Return the lists among some lines, `<name> = a | b` or `<name> := pattern`, and others."""
        rows = (line.partition("> ") for line in lines if line.startswith("<"))
        return cls({name[1:]: body for name, _, body in rows} | own)

    def words(self, name: str) -> list[str]:
        """Return the words of a list."""
        return [word.strip() for word in self._lists[name][2:].split(" | ")]

    def needs(self, pattern: str) -> tuple[Need, ...]:
        """Return what a text must have for a pattern to match."""
        if pattern not in self._needs:
            tokens = [found[0] for found in _TOKEN.finditer(pattern)]
            self._needs[pattern] = _NeedReader(tokens, self).alternatives()
        return self._needs[pattern]

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """Return a compiled pattern."""
        if pattern not in self._compiled:
            typed = self._expanded(pattern)
            flag = re.IGNORECASE if "(?i)" in typed else 0
            self._compiled[pattern] = re.compile(typed.replace("(?i)", ""), flag)
        return self._compiled[pattern]

    def needs_of_name(self, name: str) -> tuple[Need, ...]:
        """Return what a text must have for a list or a named pattern."""
        kind, _, body = self._lists[name].partition(" ")
        if kind == ":=":
            return self.needs(body)
        typed = [fold(word.replace("’", "'")) for word in self.words(name)]
        if kind in "~'":  # an apostrophe may be left out
            typed += [word.replace("'", "") for word in typed if "'" in word]
        words = [words_of(word) for word in typed]
        telling = (
            max(some, key=len) if some else word.strip()[0]
            for some, word in zip(words, typed, strict=True)
        )
        phrases = (f" {' '.join(some)} " for some in words) if all(words) else ()
        return (Need(frozenset(telling), frozenset(phrases)),)

    def _expanded(self, pattern: str) -> str:
        return _GAPS_AND_NAMES.sub(self._part, pattern)

    def _part(self, found: re.Match[str]) -> str:
        token = found[0]
        if token == " ":
            return GAP
        if token in "'’":
            return "'"
        if token[0] != "<":
            return token
        kind, _, body = self._lists[token[1:-1]].partition(" ")
        if kind == ":=":
            return f"(?:{self._expanded(body)})"
        words = sorted(self.words(token[1:-1]), key=len, reverse=True)
        gap = _DASHED_GAP if kind == "~" else GAP
        typed = (re.escape(w.replace("’", "'")).replace(r"\ ", gap) for w in words)
        either = f"(?:{'|'.join(typed)})"
        return either.replace("'", "['’]?") if kind in "~'" else either


class _NeedReader:
    """Reads what a text must have from the tokens of a pattern."""

    def __init__(self, tokens: list[str], vocabulary: Vocabulary) -> None:
        self._tokens = [*tokens, ""]
        self._at = 0
        self._vocabulary = vocabulary

    def alternatives(self) -> tuple[Need, ...]:
        """Return what one of some alternatives must have, up to the bracket that ends them."""
        branches = [self._sequence()]
        while self._tokens[self._at] == "|":
            self._at += 1
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        fewest = [min(b, key=lambda need: len(need.words)) for b in branches if b]
        return (_either(fewest),) if len(fewest) == len(branches) else ()

    def _sequence(self) -> tuple[Need, ...]:
        found: list[Need] = []
        is_apart = True
        while (token := self._tokens[self._at]) not in ("|", ")", ""):
            self._at += 1
            needs, is_word = self._item(token)
            quantifier = self._tokens[self._at]
            if re.match(r"[?*+{]", quantifier):
                self._at += 1
                if quantifier[0] in "?*" or quantifier.startswith(("{0", "{,")):
                    needs = ()
            if not (is_apart and self._ends_word()):
                # Beside other letters, a word is only a part of one.
                needs = tuple(n for n in needs if not any(map(str.isalnum, n.words)))
            found += needs
            is_apart = not is_word
        return tuple(found)

    def _item(self, token: str) -> tuple[tuple[Need, ...], bool]:
        """Return what one item must have, and whether letters may be at its end."""
        if token[0] == "(" and token[-1] != ")":
            needs = self.alternatives()
            self._at += 1
            is_look = re.fullmatch(r"\(\?<?[=!]", token)
            return ((), False) if is_look else (needs, True)
        if token[0] == "<" and len(token) > 2:
            return self._vocabulary.needs_of_name(token[1:-1]), True
        if token.isalpha() and len(token) > 1:
            return (Need(frozenset({fold(token)})),), True
        if token[0] == "\\":
            is_sign = not token[1].isalnum()
            sign = (Need(frozenset({token[1]})),) if is_sign else ()
            return sign, not (is_sign or token in _EDGES)
        if len(token) > 1 or token.isalnum() or token == ".":
            return (), not token.startswith("(?")
        return () if token in " ^$'’" else (Need(frozenset({fold(token)})),), False

    def _ends_word(self) -> bool:
        """Return whether what follows is no part of a word."""
        after = self._tokens[self._at]
        is_sign = len(after) == 1 and not after.isalnum() and after not in "(."
        return (
            not after
            or after in _EDGES
            or is_sign
            or re.match(r"\(\?<?[=!]|\\\W", after) is not None
        )


def _either(needs: Iterable[Need]) -> Need:
    """Return what a text has that meets any of some needs."""
    words, phrases = set[str](), set[str]()
    is_sign = False
    for need in needs:
        words |= need.words
        phrases |= need.phrases or {f" {word} " for word in need.words}
        is_sign = is_sign or not (need.phrases or all(map(str.isalnum, need.words)))
    return Need(frozenset(words), frozenset() if is_sign else frozenset(phrases))
