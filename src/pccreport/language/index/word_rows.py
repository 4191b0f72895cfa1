"""Rows that find words: a pattern or a phrase, what is said of it, and where it is let be (`words.txt`).

A guard below some rows is `not` or `only`, a place, and a pattern: `before` or `near` with characters,
`sentence`, `text`; `if` calls a function. `one text` is for the first match alone, and `needs` says
what a text must have where a pattern does not show it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from pccreport.language.index.patterns import Vocabulary, read_row_lines
from pccreport.language.index.phrases import phrase_needs, phrase_pattern
from pccreport.language.index.text_index import TextIndex
from pccreport.language.locale_data import load_locale
from pccreport.language.texts.sentences import sentence_at

Condition = Callable[[re.Match[str]], bool]
"""Returns whether a match is what a guard names."""
_DISTANCE = 60
"""Characters of a place, if the guard does not give their number."""


class Guard(NamedTuple):
    """A condition for a match to be reported."""

    is_not: bool
    place: str
    distance: int
    pattern: str
    """Of a place; or the name of a function; "" for `one text`."""


class WordRow(NamedTuple):
    """A pattern or a phrase, and what is said of it."""

    message: str
    help: str
    find: str
    is_phrase: bool
    guards: tuple[Guard, ...]
    fix: str
    severity: str
    """The severity of its findings; "" for that of the rule."""


class RowHit(NamedTuple):
    """A match of a row in a text."""

    text: int
    start: int
    end: int
    row: WordRow
    groups: dict[str, str]
    """The words of the named groups, and what may be found beside it."""


_NO_ROW = WordRow("", "", "", False, (), "", "")
_ONCE = Guard(False, "one", 0, "")


class WordRowFinder:
    """The rows of a language, with the lists and functions of a project."""

    def __init__(
        self, vocabulary: Vocabulary, conditions: Mapping[str, Condition]
    ) -> None:
        self.vocabulary = vocabulary
        self._conditions = conditions

    def find_hits(self, rows: Iterable[WordRow], index: TextIndex) -> Iterator[RowHit]:
        """Yield each match of some rows that their guards allow, in the order of the rows."""
        vocabulary = self.vocabulary.limited_to(index.all_words)
        for row in rows:
            texts = self.likely_texts(row, index, vocabulary)
            if not texts:
                continue  # as of most rows, which are then not compiled
            if row.is_phrase:
                pattern = phrase_pattern(row.find, index.all_words)
            else:
                pattern = vocabulary.compile(row.find)
            for number in (n for n in sorted(texts) if pattern.search(index.texts[n])):
                for found in pattern.finditer(index.texts[number]):
                    if all(self.is_met(g, found) is not g.is_not for g in row.guards):
                        said = {k: v for k, v in found.groupdict().items() if v}
                        span = found.span("at") if "at" in said else found.span()
                        yield RowHit(number, *span, row, said)
                        if _ONCE in row.guards:  # its first match alone
                            break

    def likely_texts(
        self, row: WordRow, index: TextIndex, vocabulary: Vocabulary
    ) -> frozenset[int]:
        """Return the numbers of the texts that have what a row needs."""
        if row.is_phrase:
            return index.texts_having(phrase_needs(row.find))
        found = index.texts_having(vocabulary.needs(row.find))
        if found and "(?P=" in row.find:
            found &= index.texts_with_echoes
        wanted = ["<person.name>"] if "<person.name>" in row.find else []
        for guard in row.guards:
            if found and not guard.is_not and guard.place not in ("if", "one"):
                found &= index.texts_having(vocabulary.needs(guard.pattern))
            if guard.place == "needs":
                wanted.append(guard.pattern)
        for pattern in wanted if found else ():
            search = vocabulary.compile(pattern).search
            found = frozenset(n for n in found if search(index.texts[n]))
        return found

    def is_met(self, guard: Guard, found: re.Match[str]) -> bool:
        """Return whether what a guard names is at a match."""
        if guard.place == "one":
            return True
        if guard.place == "if":
            return self._conditions[guard.pattern](found)
        start, end = found.span()
        first, last = max(0, start - guard.distance), end + guard.distance
        part: tuple[int, int] = 0, len(found.string)
        if guard.place == "sentence":
            part = sentence_at(found.string, start) or part
        elif guard.place in ("before", "near"):
            part = first, start if guard.place == "before" else last
        pattern = self.vocabulary.compile(guard.pattern)
        return _matches_between(pattern, found.string, *part)


@cache
def rows_of_rule(rule: str) -> tuple[WordRow, ...]:
    """Return the rows of a rule."""
    lines = read_row_lines("words")
    own = lines[lines.index(f"# {rule}") + 1 :]
    return tuple(_read_rows(takewhile(lambda line: line[:2] != "# ", own)))


def _read_rows(lines: Iterable[str]) -> Iterator[WordRow]:
    like = _NO_ROW
    group: list[WordRow] = []
    guards: list[Guard] = []
    for line in (*lines, "says"):
        key, _, rest = line.partition(" ")
        is_row = key in ("find", "words")
        if guards if is_row else key not in ("not", "only", "one"):
            guarded = (row._replace(guards=tuple(guards)) for row in group)
            yield from guarded if guards else group
            group, guards = [], []
        if key == "says":
            like = _NO_ROW._replace(message=rest, help=like.help)
        elif key == "help":
            like = like._replace(help=rest)
        elif key == "fix":
            like = like._replace(fix=rest)
        elif key == "severity":
            like = like._replace(severity=rest)
        elif is_row:
            group.append(like._replace(find=rest, is_phrase=key == "words"))
        elif key:
            guards.append(_parse_guard(line))


def _parse_guard(line: str) -> Guard:
    if line == "one text":
        return _ONCE
    where, _, pattern = line.partition(": ")
    kind, place, *distance = where.split()
    near = int(distance[0]) if distance else _DISTANCE
    return Guard(kind == "not", place, near, pattern)


# So that a sentence with many matches is searched once.
@lru_cache(maxsize=8)
def _matches_between(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return pattern.search(text, start, end) is not None


@cache
def word_vocabulary(part_names: tuple[str, ...]) -> Vocabulary:
    """Return the lists of `words.txt`, with the names of a project’s own parts."""
    first, *others = [*filter(None, part_names)] or ["Key Aim"]  # with an error there
    locale, short = load_locale(), _short_names(first)
    # "Aim 2" in "Key Aim 2" is not a short form.
    rest = re.escape(first.removesuffix(short[-1])) if short else ""
    either = "|".join(map(re.escape, short))
    names = {
        "ref.names": "= " + " | ".join((first, *others)),
        "ref.side": f"= {locale.above} | {locale.below}",
        "ref.short": f":= (?<!{rest})(?:{either})" if short else ":= (?!)",
    }
    return Vocabulary.parse_lists("words", names)


def _short_names(name: str) -> tuple[str, ...]:
    """Return the short forms of a name of two words or more: "KA" and "Aim" of "Key Aim"."""
    words = name.split()
    return ("".join(word[0] for word in words), words[-1]) if len(words) > 1 else ()
