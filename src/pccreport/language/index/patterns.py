"""Patterns over words: their lists, what a text must have for one to match, and the compiled form.

In a pattern a space is a gap, in a look behind `[ ]`, and `<name>` is any word of a list, or another pattern.
What a text must have is read from the pattern, so that most patterns are never compiled. A word beside which
a letter may be is not read: it may be a part of a longer one. As that takes as long as to search 60 texts,
`needs.txt` has some of what was read, by which most patterns are left.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import filterfalse
from typing import NamedTuple
from zlib import crc32

from pccreport.language.locale_data import TAG
from pccreport.language.wordlists import GAP, forms_of, load_wordlists, read_data_file

_DASHED_GAP = r"(?:\s{1,2}|\s?[–—:-]\s?)"
_WORD = re.compile(r"[A-Za-z]++(?:[^\W\d_]+)?|[^\W\d_]+|\d+")
_SPACED = "".join(sign if sign.isalnum() else " " for sign in map(chr, range(128)))
"""Each character of ASCII, or a space in place of a sign."""
_CLASS = r"\[\^?\]?(?:\\.|[^\]\\])*\]"
_NAME = r"<(?<!P<)[a-z][\w.]*>"
_TOKEN = re.compile(
    rf"\\.|{_CLASS}|{_NAME}|\(\?<?[=!](?:\\.|{_CLASS}|[^()\\\[])*+\)|\(\?(?:P=\w+\)|P<\w+>|<?[=!]|[-ais]*:|[ais]+\))|[()|]"
    r"|(?:[?*+]|\{\d*,?\d*\})[+?]?|[A-Za-z]{2,}|.",
    re.DOTALL,
)
_GAPS_AND_NAMES = re.compile(rf"\\.|{_CLASS}|{_NAME}|['’]| (?![?*+{{])", re.DOTALL)
_EDGES = {*[r"\A", r"\Z", r"\s", r"\W"]}
"""Escapes that are no part of a word."""
_LOOKS = {*["(?=", "(?!", "(?<=", "(?<!"]}
_MOST_PHRASES = 100
"""Phrases of a need; words that make more are needed one by one."""
_COMMON = frozenset([*"():,*[]–—", "for"])
"""What many texts have, and so says little of any."""
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WITHOUT_LETTERS = {n: None if chr(n) in _PLAIN else n for n in range(128)}

Need = frozenset[str]
"""Words, signs and phrases in lower case, of which a text must have one."""
MORE = "…"
"""The end of a list of needs, if more is read from the pattern."""
_ReadNeeds = Callable[[str], Sequence[Need]]


def fold_case(text: str) -> str:
    """Return a text in lower case, with each kind of i that a pattern without case takes for i."""
    return text.casefold().replace("i̇", "i").replace("ı", "i")


def signs_of(folded: str) -> frozenset[str]:
    """Return the characters of a text in lower case but plain letters."""
    return frozenset(folded.translate(_WITHOUT_LETTERS))


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in order; signs and hyphens part them."""
    words = text.translate(_SPACED).split() if text.isascii() else ["_"]
    is_plain = all(map(str.isdigit, filterfalse(str.isalpha, words)))
    return words if is_plain else _WORD.findall(text)


@cache
def read_row_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a file of rows; a line that continues one is indented."""
    lines = read_data_file(f"{TAG}/{name}.txt").replace("\n    ", " ").split("\n")
    return tuple([line for line in lines if line[:2] != "##"])


@cache
def _listed_needs() -> dict[str, str]:
    """Return what `needs.txt` lists for rows as they are, by their sums."""
    lines = [line.partition("\t") for line in read_row_lines("needs")]
    return {row: needs for row, _, needs in lines}


class Vocabulary:
    """The lists of a file of rows, and the patterns that are made of them."""

    def __init__(self, lists: dict[str, str], present: str | None = None) -> None:
        self._lists = lists
        self._present = present
        self._needs: dict[str, Sequence[Need]] = {}
        self._known: dict[str, Need] = {}
        self._parts: dict[str, _Part] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}

    @classmethod
    def parse_lists(cls, file: str, own: dict[str, str]) -> "Vocabulary":
        """Return the lists of a file, `<name> = a | b` or `<name> := pattern`, and others."""
        lines = [line for line in read_row_lines(file) if line[:1] == "<"]
        rows = [line.partition("> ") for line in lines]
        return cls({name[1:]: body for name, _, body in rows} | own)

    def limited_to(self, text_words: str) -> "Vocabulary":
        """Return it for texts with some words: its patterns have no others, and are smaller.

        A word of a list may be a part of one of those.
        """
        narrow = Vocabulary(self._lists, text_words)
        narrow._known, narrow._needs = self._known, self._needs
        narrow._parts = self._parts
        return narrow

    def words(self, name: str) -> list[str]:
        """Return the words of a list."""
        return [word.strip() for word in self._lists[name][2:].split(" | ")]

    def needs(self, row: str, read: _ReadNeeds | None = None) -> Iterator[Need]:
        """Yield what a text must have for a row to match: of each need something.

        `read` reads it from a row that is not a pattern.
        """
        listed = _listed_needs().get(f"{crc32(row.encode()):08x}", MORE)
        typed = filter(None, listed.removesuffix(MORE).split("\t"))
        yield from filter(None, map(self._listed_need, typed))
        if listed.endswith(MORE):
            yield from (read or self.read_needs)(row)

    def _listed_need(self, typed: str) -> Need:
        """Return the words of a need as it is listed; none if one of its lists may be anything."""
        if typed not in self._known:
            words = typed.split(" | ")
            names = [word for word in words if word[0] == "<" and len(word) > 2]
            lists = [self.part_named(name[1:-1]).needs for name in names]
            needs = (Need(words).difference(names), *(n[0] for n in lists if n))
            self._known[typed] = Need().union(*needs) if all(lists) else Need()
        return self._known[typed]

    def read_needs(self, pattern: str) -> Sequence[Need]:
        """Return what a text must have for a pattern, as it is read from it."""
        if pattern not in self._needs:
            self._needs[pattern] = self._parse(pattern, is_whole=True).needs
        return self._needs[pattern]

    def _parse(self, pattern: str, *, is_whole: bool = False) -> "_Part":
        tokens = ["", *reversed(_TOKEN.findall(pattern))]
        return _parse_alternatives(tokens, self, is_whole)

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Return a compiled pattern."""
        if pattern not in self._compiled:
            typed = self._expand(pattern)
            flag = re.IGNORECASE if "(?i)" in typed else 0
            self._compiled[pattern] = re.compile(typed.replace("(?i)", ""), flag)
        return self._compiled[pattern]

    def part_named(self, name: str) -> "_Part":
        """Return what a text must have for a list or a named pattern, and where its letters are."""
        if name not in self._parts:
            kind, _, body = self._lists[name].partition(" ")
            if kind == ":=":
                self._parts[name] = self._parse(body)
            else:
                words = [each.strip() for each in _normalise(body).split(" | ")]
                # In some an apostrophe may be left out.
                bare = (w.replace("'", "") for w in words if "'" in w and kind in "~'")
                need = frozenset(map(_phrase_of, (*words, *bare)))
                starts, ends = (any(w[at].isalpha() for w in words) for at in (0, -1))
                is_words = "".join([word[0] for word in need]).isalnum()
                self._parts[name] = _Part([need], starts, ends, is_words=is_words)
        return self._parts[name]

    def _expand(self, pattern: str) -> str:
        return _GAPS_AND_NAMES.sub(self._token_pattern, pattern)

    def _token_pattern(self, found: re.Match[str]) -> str:
        token = found[0]
        if token == " ":
            return GAP
        if token in "'’":
            return "'"
        if token[0] != "<":  # the texts have ' alone, and a class without ’ is small
            return token.replace("’", "") if token[0] == "[" else token
        kind, _, body = self._lists[token[1:-1]].partition(" ")
        if kind == ":=":
            return f"(?:{self._expand(body)})"
        words = [*filter(self._is_in_texts, self.words(token[1:-1]))]
        if not words:
            return "(?!)"
        gap = _DASHED_GAP if kind == "~" else GAP
        words.sort(key=len, reverse=True)
        typed = (re.escape(w.replace("’", "'")).replace(r"\ ", gap) for w in words)
        either = f"(?:{'|'.join(typed)})"
        return either.replace("'", "['’]?") if kind in "~'" else either

    def _is_in_texts(self, word: str) -> bool:
        """Return whether the texts may have a word of a list."""
        present = self._present
        return present is None or all(w in present for w in words_of(_normalise(word)))


@cache
def pattern_needs(module: str, name: str) -> Sequence[Need]:
    """Return what a text must have for a pattern of a module in which all names are of its lists."""
    lists = {x: f"= {' | '.join(own)}" for x, own in load_wordlists(module).items()}
    form = re.sub(r"\{([a-z_.]+)\}", r"<\1>", forms_of(module)[name])
    return Vocabulary(lists).read_needs(form.replace(r"\x7b", r"\{"))


class _Part(NamedTuple):
    """A part of a pattern: what a text must have for it, and where a letter may be."""

    needs: Sequence[Need] = ()
    starts: bool = False
    """True if its first character may be a letter."""
    ends: bool = False
    may_be_empty: bool = False
    is_words: bool = False
    """True if it is any of the words or phrases that it needs."""


_EDGE = _Part()
"""A part that is no letter."""
_GAP = _Part([])
"""A gap, or a part without characters."""
_LETTER = _Part(starts=True, ends=True)


def _parse_alternatives(
    tokens: list[str], lists: Vocabulary, is_whole: bool = False
) -> _Part:
    """Take the tokens up to a bracket off the end of a list, and return them as one part.

    Beside a whole pattern there may be letters.
    """
    branches = [_parse_sequence(tokens, lists, is_whole)]
    while tokens.pop() == "|":
        branches.append(_parse_sequence(tokens, lists, is_whole))
    if len(branches) == 1:
        return branches[0]
    flags = [any(each) for each in zip(*(b[1:4] for b in branches), strict=True)]
    flags.append(all(branch.is_words for branch in branches))
    if not all(branch.needs for branch in branches):
        return _Part((), *flags)
    rare = (min(b.needs, key=lambda x: (bool(x & _COMMON), len(x))) for b in branches)
    return _Part([Need().union(*rare)], *flags)


def _parse_sequence(tokens: list[str], lists: Vocabulary, is_whole: bool) -> _Part:
    """Return the parts up to the next alternative as one, without the needs of a part beside a letter.

    Words side by side are needed as a phrase.
    """
    if not is_whole and tokens[-1].isalpha() and tokens[-2] in ("|", ")"):
        return _parse_token(tokens.pop())  # as are most alternatives
    parts = list[tuple[_Part, bool]]()
    starts = ends = is_whole
    while tokens[-1] not in ("|", ")", ""):
        part = _parse_item(tokens, lists)
        if tokens[-1].startswith(("?", "*", "+", "{")):
            part = _apply_quantifier(part, tokens.pop())
        parts.append((part, ends))
        ends = part.ends or (part.may_be_empty and ends)
    needs = list[Need]()
    is_before_words, is_words, is_empty = False, True, True
    for part, is_letter_before in reversed(parts):
        is_empty = is_empty and part.may_be_empty
        if part is _GAP:
            starts = False
            continue
        is_beside = (part.starts and is_letter_before) or (part.ends and starts)
        is_alone = part.is_words and not is_beside
        if not is_alone:
            signs = [n for n in part.needs if not is_beside or all(map(_is_sign, n))]
            needs += reversed(signs)
        elif is_before_words and len(needs[-1]) * len(part.needs[0]) <= _MOST_PHRASES:
            needs[-1] = Need(f"{a} {b}" for a in part.needs[0] for b in needs[-1])
        else:
            needs += part.needs
        is_before_words = is_alone
        is_words = is_words and is_alone
        starts = part.starts or (part.may_be_empty and starts)
    needs.reverse()
    return _Part(needs, starts, ends, is_empty, is_words and len(needs) == 1)


def _apply_quantifier(part: _Part, quantifier: str) -> _Part:
    """Return a part with the quantifier after it."""
    if quantifier[0] in "?*" or quantifier.startswith(("{0", "{,")):
        return _Part((), part.starts, part.ends, may_be_empty=True)
    # A word that is repeated may be beside itself.
    return part._replace(needs=()) if part.starts and part.ends else part


def _parse_item(tokens: list[str], lists: Vocabulary) -> _Part:
    """Take a word, a sign, a list or a group off the end of some tokens."""
    token = tokens.pop()
    if token[0] == "(":
        return _parse_bracket(token, tokens, lists)
    if token[0] == "<" and len(token) > 2:
        return lists.part_named(token[1:-1])
    return _parse_token(token)


@cache
def _parse_token(token: str) -> _Part:
    """Return a word, a sign or a class of signs as a part."""
    folded = fold_case(token)
    if token.isalpha():
        is_needed = len(token) > 1 or _is_sign(folded)
        needs = [Need([folded])] if is_needed else ()
        return _Part(needs, starts=True, ends=True, is_words=is_needed)
    if token in (" ", r"\b"):
        return _GAP
    if token in _EDGES or token.isalnum() or token in "^$'’":
        return _EDGE
    is_class = token[0] in "[\\."
    signs = _signs_of_token(token) if is_class else Need([folded])
    is_open = is_class and not signs
    is_letter = any(map(str.isalpha, signs)) or (is_open and _may_be_letter(token))
    return _Part([signs] if signs else (), is_letter, is_letter)


def _parse_bracket(token: str, tokens: list[str], lists: Vocabulary) -> _Part:
    """Return a group, a look around, a flag, or words that are repeated."""
    if token.startswith("(?P="):
        return _LETTER
    if token[-1] == ")":
        return _GAP if token[2] in "=!<" else _Part(may_be_empty=True)
    part = _parse_alternatives(tokens, lists)
    return _GAP if token in _LOOKS else part


def _signs_of_token(token: str) -> Need:
    """Return the signs of which an escape or a class of characters is one; none if others may be."""
    inside = token[1:-1] if token[0] == "[" else token
    if "\\" in inside:
        inside = re.sub(r"\\u(\w{4})", lambda found: chr(int(found[1], 16)), inside)
        inside = re.sub(r"\\(\W)", r"\1", inside)
    # What is two letters in lower case, as “ﬁ” is, is in the index as it is.
    folded = frozenset(min(fold_case(sign), sign, key=len) for sign in inside)
    is_open = token == "." or inside[0] == "^" or "-" in inside[1:] or "\\" in inside
    is_common = folded == {" "} or (len(folded) > 1 and not folded.isdisjoint(" .,'’"))
    is_closed = not (is_open or is_common) and all(map(_is_sign, folded))
    return folded if is_closed else Need()


def _is_sign(word: str) -> bool:
    """Return whether a word is one character that is found also beside letters."""
    return len(word) == 1 and word >= " " and word not in _PLAIN and not word.isdigit()


def _may_be_letter(token: str) -> bool:
    """Return whether “.”, an escape or a class of characters may be a letter."""
    if token == "." or token.startswith("[^"):
        return True
    return any(map(str.isalpha, re.sub(r"\\[^wSD]", "", token)))


def _phrase_of(typed: str) -> str:
    """Return what a text must have for a word or a phrase of a list: its words, or its first sign."""
    is_plain = typed.replace(" ", "").isalpha()  # as are most
    return typed if is_plain else " ".join(words_of(typed)) or typed[0]


def _normalise(text: str) -> str:
    """Return a text in lower case with the apostrophe of a typewriter."""
    return fold_case(text.replace("’", "'"))
