"""Patterns over words: their lists, what a text must have for one to match, and the compiled form.

In a pattern a space is a gap and `<name>` is any word of a list, or another pattern. What a text must
have is read from the pattern, so that most patterns are never compiled.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from string import ascii_letters
from typing import NamedTuple

from pccreport.language.locale_data import TAG
from pccreport.language.wordlists import GAP, read_data

_DASHED_GAP = r"(?:\s{1,2}|\s?[–—:-]\s?)"
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CLASS = r"\[\^?\]?(?:\\.|[^\]\\])*\]"
_NAME = r"<(?<!P<)[a-z][\w.]*>"
_TOKEN = re.compile(
    rf"\\.|{_CLASS}|{_NAME}|\(\?P=\w+\)|\(\?P<\w+>|\(\?<?[=!]|\(\?[-ais]*:|\(\?[ais]+\)|[()|]"
    r"|(?:[?*+]|\{\d*,?\d*\})[+?]?|[A-Za-z]{2,}|.",
    re.DOTALL,
)
_BEHIND = rf"\(\?<[=!](?:\\.|{_CLASS}|[^()\\\[]|\([^()]*\))*+\)"
"""A look behind, which has no gaps of several lengths in it."""
_GAPS_AND_NAMES = re.compile(
    rf"\\.|{_CLASS}|{_BEHIND}|{_NAME}|['’]| (?![?*+{{])", re.DOTALL
)
_EDGES = {*[r"\b", r"\A", r"\Z", r"\s", r"\W"]}
"""Escapes that are no part of a word."""


_PLAIN = frozenset(ascii_letters)


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


# Several rules ask for the words of the same sentences.
@lru_cache(maxsize=10_000)
def word_set(text: str) -> frozenset[str]:
    """Return the words and signs of a text, in lower case."""
    folded = fold(text)
    return frozenset(words_of(folded)) | signs_of(folded)


def signs_of(folded: str) -> frozenset[str]:
    """Return the characters of a text in lower case but plain letters."""
    return frozenset(folded) - _PLAIN


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in order; signs and hyphens part them."""
    return _WORD.findall(text)


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a file of rows; a line that continues one is indented."""
    text = read_data(f"{TAG}/{name}.txt")
    lines = text.replace("\n    ", " ").splitlines()
    return tuple(line for line in lines if not line.startswith("##"))


class Vocabulary:
    """The lists of a file of rows, and the patterns that are made of them."""

    def __init__(self, lists: dict[str, str], present: str | None = None) -> None:
        self._lists = lists
        self._present = present
        self._needs: dict[str, tuple[Need, ...]] = {}
        self._parts: dict[str, _Part] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}

    @classmethod
    def of(cls, lines: Iterable[str], own: dict[str, str]) -> "Vocabulary":
        """Return the lists among some lines, `<name> = a | b` or `<name> := pattern`, and others."""
        rows = (line.partition("> ") for line in lines if line.startswith("<"))
        return cls({name[1:]: body for name, _, body in rows} | own)

    def within(self, present: str) -> "Vocabulary":
        """Return it for texts with some words: its patterns have no others, and are smaller.

        A word of a list may be a part of one of those.
        """
        narrow = Vocabulary(self._lists, present)
        narrow._needs, narrow._parts = self._needs, self._parts
        return narrow

    def words(self, name: str) -> list[str]:
        """Return the words of a list."""
        return [word.strip() for word in self._lists[name][2:].split(" | ")]

    def needs(self, pattern: str) -> tuple[Need, ...]:
        """Return what a text must have for a pattern to match."""
        if pattern not in self._needs:
            self._needs[pattern] = self._reader(pattern).whole()
        return self._needs[pattern]

    def _reader(self, pattern: str) -> "_NeedReader":
        return _NeedReader([found[0] for found in _TOKEN.finditer(pattern)], self)

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """Return a compiled pattern."""
        if pattern not in self._compiled:
            typed = self._expanded(pattern)
            flag = re.IGNORECASE if "(?i)" in typed else 0
            self._compiled[pattern] = re.compile(typed.replace("(?i)", ""), flag)
        return self._compiled[pattern]

    def part(self, name: str) -> "_Part":
        """Return what a text must have for a list or a named pattern, and where its letters are."""
        if name not in self._parts:
            self._parts[name] = self._read_part(name)
        return self._parts[name]

    def _read_part(self, name: str) -> "_Part":
        kind, _, body = self._lists[name].partition(" ")
        if kind == ":=":
            return self._reader(body).inside()
        body = fold(body.replace("’", "'"))
        typed = [word.strip() for word in body.split(" | ")]
        if kind in "~'":  # an apostrophe may be left out
            typed += [word.replace("'", "") for word in typed if "'" in word]
        words = [[word] if word.isalpha() else words_of(word) for word in typed]
        telling = (_telling(word)[0] for word in typed)
        phrases = (f" {' '.join(some)} " for some in words) if all(words) else ()
        need = Need(frozenset(telling), frozenset(phrases))
        starts, ends = (any(word[at].isalpha() for word in typed) for at in (0, -1))
        return _Part((_Found(need),), starts, ends)

    def _used_words(self, name: str) -> list[str]:
        """Return the words of a list that the texts may have."""
        present = self._present
        if present is None:
            return self.words(name)
        return [w for w in self.words(name) if any(t in present for t in _telling(w))]

    def _expanded(self, pattern: str) -> str:
        return _GAPS_AND_NAMES.sub(self._typed, pattern)

    def _typed(self, found: re.Match[str]) -> str:
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
        words = sorted(self._used_words(token[1:-1]), key=len, reverse=True)
        if not words:
            return "(?!)"
        gap = _DASHED_GAP if kind == "~" else GAP
        typed = (re.escape(w.replace("’", "'")).replace(r"\ ", gap) for w in words)
        either = f"(?:{'|'.join(typed)})"
        return either.replace("'", "['’]?") if kind in "~'" else either


class _Found(NamedTuple):
    """A need of a part of a pattern, and whether it is of what the part starts or ends with."""

    need: Need
    at_start: bool = True
    at_end: bool = True

    @property
    def is_word(self) -> bool:
        """True if letters beside it would make it a part of a longer word."""
        return not all(map(_is_sign, self.need.words))


class _Part(NamedTuple):
    """A part of a pattern: what a text must have for it, and where letters may be."""

    found: tuple[_Found, ...] = ()
    starts: bool = False
    """True if its first character may be a letter."""
    ends: bool = False
    may_be_empty: bool = False

    @classmethod
    def of_words(cls, words: Iterable[str], *, is_letter: bool) -> "_Part":
        """Return a part that is one of some words or signs."""
        return cls((_Found(Need(frozenset(words))),), is_letter, is_letter)


_EDGE = _Part()
"""A part that is no letter, such as a gap."""
_LETTER = _Part(starts=True, ends=True)


class _NeedReader:
    """Reads what a text must have from the tokens of a pattern."""

    def __init__(self, tokens: list[str], vocabulary: Vocabulary) -> None:
        self._tokens = [*tokens, ""]
        self._at = 0
        self._vocabulary = vocabulary

    def whole(self) -> tuple[Need, ...]:
        """Return the needs of the whole pattern; letters may be around it."""
        return tuple(found.need for found in self._alternatives(_LETTER).found)

    def inside(self) -> _Part:
        """Return the pattern as a part of another one."""
        return self._alternatives()

    def _alternatives(self, around: _Part = _EDGE) -> _Part:
        """Return some alternatives as one part, up to the bracket that ends them."""
        branches = [self._sequence(around)]
        while self._tokens[self._at] == "|":
            self._at += 1
            branches.append(self._sequence(around))
        if len(branches) == 1:
            return branches[0]
        fewest = [min(b.found, key=_width) for b in branches if b.found]
        either = _Found(
            _either(each.need for each in fewest),
            any(each.at_start for each in fewest),
            any(each.at_end for each in fewest),
        )
        return _Part(
            (either,) if len(fewest) == len(branches) else (),
            any(branch.starts for branch in branches),
            any(branch.ends for branch in branches),
            any(branch.may_be_empty for branch in branches),
        )

    def _sequence(self, around: _Part) -> _Part:
        parts = []
        while (token := self._tokens[self._at]) not in ("|", ")", ""):
            self._at += 1
            parts.append(self._quantified(self._item(token)))
        before = _letters(parts, "ends", around.ends)
        after = _letters(parts[::-1], "starts", around.starts)[-2::-1]
        solid = [n for n, part in enumerate(parts) if not part.may_be_empty]
        first, last = (solid[0], solid[-1]) if solid else (len(parts), -1)
        kept = (
            _Found(
                found.need, found.at_start and n <= first, found.at_end and n >= last
            )
            for n, part in enumerate(parts)
            for found in part.found
            if not (found.is_word and _is_beside(found, (before[n], after[n])))
        )
        starts = _letters(parts[::-1], "starts")[-1]
        return _Part(tuple(kept), starts, _letters(parts, "ends")[-1], not solid)

    def _quantified(self, part: _Part) -> _Part:
        """Return a part with the quantifier after it."""
        quantifier = self._tokens[self._at]
        if not quantifier or quantifier[0] not in "?*+{":
            return part
        self._at += 1
        if quantifier[0] in "?*" or quantifier.startswith(("{0", "{,")):
            return part._replace(found=(), may_be_empty=True)
        # A word that is repeated may be beside itself.
        beside = part.ends, part.starts
        found = (f for f in part.found if not (f.is_word and _is_beside(f, beside)))
        return part._replace(found=tuple(found))

    def _item(self, token: str) -> _Part:
        if token[0] == "(":
            return self._bracket(token)
        if token[0] == "<" and len(token) > 2:
            return self._vocabulary.part(token[1:-1])
        if token.isalpha():
            is_one = len(token) == 1 and not _is_sign(fold(token))
            return _LETTER if is_one else _Part.of_words([fold(token)], is_letter=True)
        if token[0] in "[\\." and token not in _EDGES:
            is_letter = _may_be_letter(token)
            if signs := _signs_of(token):
                return _Part.of_words(signs, is_letter=is_letter)
            return _Part((), is_letter, is_letter)
        is_sign = len(token) == 1 and not token.isalnum() and token not in " ^$'’"
        return _Part.of_words([fold(token)], is_letter=False) if is_sign else _EDGE

    def _bracket(self, token: str) -> _Part:
        """Return a group, a look around, a flag, or words that are repeated."""
        if token.startswith("(?P="):
            return _LETTER
        if token[-1] == ")":
            return _Part(may_be_empty=True)
        part = self._alternatives()
        self._at += 1
        return _EDGE if re.fullmatch(r"\(\?<?[=!]", token) else part


@cache
def _signs_of(token: str) -> frozenset[str]:
    """Return the signs of which an escape or a class of characters is one; none if others may be."""
    inside = token[1:-1] if token[0] == "[" else token
    inside = re.sub(r"\\u(\w{4})", lambda found: chr(int(found[1], 16)), inside)
    inside = re.sub(r"\\(\W)", r"\1", inside)
    folded = frozenset(map(fold, inside))
    is_open = token == "." or inside[0] == "^" or "-" in inside[1:] or "\\" in inside
    is_common = len(folded) > 1 and not folded.isdisjoint(" .,'’")
    is_closed = not (is_open or is_common) and all(map(_is_sign, folded))
    return folded if is_closed else frozenset[str]()


def _is_sign(word: str) -> bool:
    """Return whether a word is one character that is found also beside letters."""
    return len(word) == 1 and word >= " " and word not in _PLAIN and not word.isdigit()


@cache
def _may_be_letter(token: str) -> bool:
    """Return whether “.”, an escape or a class of characters may be a letter."""
    if token == "." or token.startswith("[^"):
        return True
    typed = re.sub(r"\\[^wSD]", "", token)
    return any(map(str.isalpha, typed))


def _is_beside(found: _Found, letters: tuple[bool, bool]) -> bool:
    before, after = letters
    return (found.at_start and before) or (found.at_end and after)


def _letters(parts: Iterable[_Part], side: str, around: bool = False) -> list[bool]:
    """Return whether a letter may be before each of some parts, and after the last."""
    found = [around]
    for part in parts:
        found.append(getattr(part, side) or (part.may_be_empty and found[-1]))
    return found


def _width(found: _Found) -> int:
    return len(found.need.words)


@cache
def _telling(phrase: str) -> tuple[str, ...]:
    """Return the longest word of a phrase, also without an apostrophe; a sign if it has no word."""
    typed = fold(phrase.replace("’", "'"))
    if typed.isalpha():
        return (typed,)
    words = [words_of(form) for form in {typed: 0, typed.replace("'", ""): 0}]
    return tuple(max(some, key=len) if some else typed[0] for some in words)


def _either(needs: Iterable[Need]) -> Need:
    """Return what a text has that meets any of some needs."""
    words, phrases = set[str](), set[str]()
    is_sign = False
    for need in needs:
        words |= need.words
        phrases |= need.phrases or {f" {word} " for word in need.words}
        is_sign = is_sign or (not need.phrases and any(map(_is_sign, need.words)))
    return Need(frozenset(words), frozenset() if is_sign else frozenset(phrases))
