"""What an edit changed of what a text says: one list of facts for every comparison.

A fact is a figure, a date, a name, or a word of an axis, such as a negation or a direction. What the
new text lacks of the old facts is gone. The weightiest is first, by `Fact`.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache, lru_cache, partial
from typing import NamedTuple

from pccreport.language.dates import find_date_names, find_dates
from pccreport.language.figures import Figure, changed_figures, find_figures
from pccreport.language.sentences import sentence_at, split_sentences
from pccreport.language.word_diff import DiffOp, diff_tokens, is_word, tokenise
from pccreport.language.word_overlap import share_of_words
from pccreport.language.wordlists import any_word_pattern, load_wordlists
from pccreport.language.words import normal_word

_SAME = 0.5
"""The share of words that a text or a sentence keeps if it was edited, and not rewritten."""
_LEFT_OUT = 3
"""Fewest words that are left out, at least twice as many as the new words of the text."""
_SIMILAR = 0.55
_SHORT = 4
"""Words of a place in a text that was rewritten."""
_TURNING = "contrary", "quantity", "promise"
"""The axes whose words have contraries."""
_NAME = re.compile(r"(?<![\w'])[A-Z](?:(?!'s(?!\w))[\w'-])*(?<!['-])\b")
_STOP = r"(?<=[a-z\d]{3}[.!?])\s+(?=[\d£])"


class Fact(StrEnum):
    """What is another in a text, or of its place, the weightiest first.

    Each has its weight in what is read first; the weights of a change are added up.
    """

    weight: int

    PUBLIC = "now public", 100
    PRIVATE = "made private", 9
    MISSING = "missing", 8
    FIGURES = "figures", 5
    RESTATED = "restated", 7
    NEGATION = "negation", 6
    CONTRARY = "contrary", 6
    """A word became its contrary, or much more or less: “rose”, “fell”; “all”, “some”."""
    STATUS = "status", 8
    PROMISE = "promise", 8
    OVERDUE = "overdue", 9
    """A promise is due, and nothing has been said of it."""
    SWAPPED = "swapped", 5
    """Figures are in each other's place."""
    LIMIT = "limit", 4
    """What limits it came or went: “provisionally”."""
    LEFT_OUT = "left out", 3
    NAME = "name", 4
    DATE = "date", 2
    FIGURE = "a figure", 1
    """A figure is gone or new, with none in its place."""
    WITHDRAWN = "withdrawn", 3
    MOVED = "moved", 2
    WORD = "word", 1
    """One word that looks like another: “trial”, “trail”."""
    WORDING = "reworded", 1
    ADDED = "added", 0
    DATES = "dates", 0
    """The meeting and the sign-off."""
    SPELLING = "spelling", -1

    def __new__(cls, words: str, weight: int) -> "Fact":
        """Return a member with its weight."""
        fact = str.__new__(cls, words)
        fact._value_, fact.weight = words, weight
        return fact


GRAVE, DEATHS = 5, 3
"""What figures of deaths, money or a target count more, and any change of a text on deaths."""


class ChangedFact(NamedTuple):
    """A fact that is another, with the words that are gone and those that came."""

    kind: Fact
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    is_grave: bool = False
    """True for figures about deaths, money or a target."""


class _Text(NamedTuple):
    """The words of a text: as typed, and as they are compared, a figure by its unit."""

    text: str
    typed: list[str]
    keys: list[str]
    figures: dict[int, Figure]
    spans: list[tuple[int, int]]
    """Where each word is."""

    def part(self, span: tuple[int, int]) -> "_Text":
        """Return the words of a part."""
        at = slice(*span)
        return self._replace(keys=self.keys[at], typed=self.typed[at])


class _Edit(NamedTuple):
    """A text before and now, and the edits between them."""

    old: _Text
    new: _Text
    edits: Sequence[DiffOp]
    known: Container[str] = ()
    """Words that occur elsewhere, in lower case."""
    rejoined: bool = False
    """True if a text was split or joined: then words that join sentences do not count."""

    @property
    def is_edited(self) -> bool:
        """True if the text was edited, and not rewritten."""
        return share_of_words(self.old.text, self.new.text) >= _SAME


def changed_facts(
    old: str, new: str, known: Container[str] = (), *, rejoined: bool = False
) -> list[ChangedFact]:
    """Return what is another fact in a text, the weightiest first; [] if it says the same.

    `known` and `rejoined` are those of an edit.
    """
    old, new = old.replace("’", "'"), new.replace("’", "'")
    sides = _read(old), _read(new)
    edits = diff_tokens(sides[0].keys, sides[1].keys, bool)
    edit = _Edit(*sides, edits, known, rejoined)
    kinds = _of_figures, _of_axes, _of_names, _of_dates, _of_words
    found = [fact for of_kind in kinds for fact in of_kind(edit)]
    return sorted(found, key=lambda fact: [*Fact].index(fact.kind))


def is_about_deaths(text: str) -> bool:
    """Return whether a text is about deaths."""
    return any(axis == "death" for axis, _, _ in _said(_read(text)))


@lru_cache(maxsize=1_000)
def _read(text: str) -> _Text:
    read, at = _Text(text, [], [], {}, []), 0
    figures = {f.start: f for f in find_figures(text) if not f.is_year}
    for start, end in _cut(text, figures.values()):
        figure = figures.get(start)
        for typed in [text[start:end]] if figure else tokenise(text[start:end]):
            if is_word(typed):
                if figure:
                    read.figures[len(read.keys)] = figure
                read.typed.append(typed)
                read.keys.append(f"#{figure.unit}" if figure else normal_word(typed))
                read.spans.append((at, at + len(typed)))
            at += len(typed)
    return read


def _cut(text: str, figures: Iterable[Figure]) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text: its figures, and what is between them."""
    end = 0
    for figure in figures:
        yield end, figure.start
        yield figure.start, figure.end
        end = figure.end
    yield end, len(text)


def _of_figures(edit: _Edit) -> Iterator[ChangedFact]:
    """Yield the figures that are others, each with that in its place."""
    old, new, edits, *_ = edit
    gone, came = (
        [f for f in side if not f.is_year]
        for side in changed_figures(old.text, new.text)
    )
    kept = (zip(range(*e.old), range(*e.new), strict=True) for e in edits if e.kept)
    places = [pair for pairs in kept for pair in pairs if pair[0] in old.figures]
    pairs = [(old.figures[i], new.figures[j]) for i, j in places]
    pairs = [(a, b) for a, b in pairs if a.amount != b.amount]
    if pairs and not (gone or came):
        words = tuple(a.words for a, _ in pairs), tuple(b.words for _, b in pairs)
        yield ChangedFact(Fact.SWAPPED, *words)
        return
    # Where a replaced figure is quoted now, there was one that has served its turn.
    replaced = {a.amount for a, b in pairs if b in came}
    quoted = [(a, b) for a, b in pairs if b.amount in replaced and b not in came]
    pairs = [
        (a, b) for a, b in pairs if (a, b) not in quoted and (b in came or a in gone)
    ]
    left = {a for a, _ in quoted}
    removed = sorted({*gone, *(a for a, _ in pairs)} - left)
    added = sorted({*came, *(b for _, b in pairs)})
    grave = [_is_grave(f, old.text) for f in removed]
    grave += [_is_grave(f, new.text) for f in added]
    if removed or added:
        words = tuple(f.words for f in removed), tuple(f.words for f in added)
        both = any(grave) or (removed and added)
        yield ChangedFact(Fact.FIGURES if both else Fact.FIGURE, *words, any(grave))


def _is_grave(figure: Figure, text: str) -> bool:
    target = any_word_pattern(_lists()["targets"])
    before = text[max(0, figure.start - 40) : figure.start]
    if figure.unit not in ("", "%") or re.search(
        rf"(?i)\b{target}\W+(?:\w+\W+){{0,2}}$", before
    ):
        return True
    around = sentence_at(text, figure.start)
    return around is not None and is_about_deaths(text[around.start : around.end])


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return load_wordlists("edit_facts")


@cache
def _axes() -> dict[tuple[str, ...], list[tuple[str, int, int]]]:
    """Return the axes of each phrase, with the number of the row in the list and the way that it says."""
    axes: dict[tuple[str, ...], list[tuple[str, int, int]]] = {}
    kinds = "negation", "contrary", "quantity", "promise", "limit"
    for kind in (*kinds, "bound", "death", "whole"):
        for number, row in enumerate(_lists()[kind]):
            for way, phrases in enumerate(row.split(" / ")):
                for phrase in phrases.split(", "):
                    words = tuple(phrase.replace("-", "").replace("'", "").split())
                    axes.setdefault(words, []).append((kind, number, way))
    return axes


def _said(text: _Text) -> list[tuple[str, tuple[int, int], str]]:
    """Return the words of axes in a text: the axis, its row and its way, and the words."""
    rows = zip(text.keys, text.typed, strict=True)
    words = [
        ("#", "") if key[0] == "#" else (key, word.casefold()) for key, word in rows
    ]
    pairs = zip(words, [*words[1:], ("", "")], strict=False)
    words = [word for word, after in pairs if (word[0], after[0]) != ("the", "#")]
    keys = tuple(key for key, _ in words)
    axes, found, at = _axes(), [], 0
    while at < len(keys):
        sizes = (size for size in (4, 3, 2, 1) if keys[at : at + size] in axes)
        size = next(sizes, 0)
        phrase = " ".join(filter(None, (typed for _, typed in words[at : at + size])))
        for kind, *way in axes[keys[at : at + size]] if size else ():
            found.append((kind, (way[0], way[1]), phrase))
        at += size or 1
    return found


def _of_axes(edit: _Edit) -> Iterator[ChangedFact]:
    """Yield the words that deny, turn, promise or limit what the text says."""
    said = _said(edit.old), _said(edit.new)
    gone, came = Counter(said[0]), Counter(said[1])
    gone, came = gone - came, came - gone

    def of(kind: str) -> list[tuple[str, ...]]:
        """Return the words of an axis that are gone, and those that came."""
        return [
            tuple(dict.fromkeys(w for k, _, w in side if k == kind))
            for side in (gone, came)
        ]

    if any(words := of("negation")):
        yield ChangedFact(Fact.NEGATION, *words)
    turned = next(filter(None, map(partial(_turned, edit), _TURNING)), None)
    if turned:
        yield ChangedFact(Fact.CONTRARY, *turned)
    if edit.is_edited:
        for kind in ("death", "whole") if not turned else ():
            if (words := of(kind))[0] and not any(k == kind for k, *_ in said[1]):
                yield ChangedFact(Fact.CONTRARY, words[0])
        if any(words := of("limit")):
            clauses = (
                c for c in _left_out(edit, 1) for w in words[0] if w in c.casefold()
            )
            yield ChangedFact(Fact.LIMIT, tuple(clauses) or words[0], words[1])
    if dropped := tuple(_dropped(edit)):
        yield ChangedFact(Fact.PROMISE, dropped)


def _turned(edit: _Edit, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the words that became their contrary in one place, or None."""
    for op in edit.edits:
        size = max(b - a for a, b in (op.old, op.new))
        if op.kept or not (edit.is_edited or size <= _SHORT):
            continue
        before, after = (
            [
                (row, way, words)
                for k, (row, way), words in _said(text.part(span))
                if k == kind
            ]
            for text, span in ((edit.old, op.old), (edit.new, op.new))
        )
        for row in sorted({r for r, *_ in before} & {r for r, *_ in after}):
            old, new = (
                {w: way for r, way, w in side if r == row} for side in (before, after)
            )
            if {*old.values()}.isdisjoint(new.values()):
                return tuple(old), tuple(new)
    return None


def _dropped(edit: _Edit) -> Iterator[str]:
    """Yield the promises that only the old text has: sentences, or what was left out of one."""
    old, new, *_ = edit
    sentences = [*_sentences(new.text)]
    clauses = [*_left_out(edit, 1)]
    for sentence in _sentences(old.text):
        if sentence.rstrip(".") in new.text or not _is_promise(sentence):
            continue
        same = [s for s in sentences if share_of_words(sentence, s) >= _SAME]
        dropped = (c for c in clauses if c in sentence and _is_promise(c))
        if clause := next(dropped, "" if same else sentence):
            yield clause


def promises(text: str) -> tuple[str, ...]:
    """Return the sentences of a text that have a promise."""
    found = _sentences(text)
    return tuple(sentence for sentence in found if _is_promise(sentence))


def _is_promise(text: str) -> bool:
    read = _read(text)
    if any(kind == "promise" and at[1] == 0 for kind, at, _ in _said(read)):
        return True
    by = any_word_pattern(_lists()["by"])
    days = find_dates(text)
    return any(
        re.search(rf"(?i)\b{by}\s(?:\w+\s){{0,3}}$", text[: d.start]) for d in days
    )


def _sentences(text: str) -> Iterator[str]:
    for start, end in split_sentences(text):
        yield from re.split(_STOP, text[start:end])


def _of_names(edit: _Edit) -> Iterator[ChangedFact]:
    """Yield the names that are others, or in each other's place."""
    old, new, _, known, _ = edit
    names = [_names(text.text, known) for text in (old, new)]
    words = [
        {*text.keys, *map(normal_word, _NAME.findall(text.text))} for text in (old, new)
    ]
    gone, came = (
        [n for n in own if {normal_word(n), f"{normal_word(n)}s"}.isdisjoint(other)]
        for own, other in zip(names, reversed(words), strict=True)
    )
    if gone and edit.is_edited:
        yield ChangedFact(Fact.NAME, tuple(gone), tuple(came))


def _names(text: str, known: Container[str]) -> list[str]:
    """Return the words with a capital that are of no date or figure, and start no sentence if they may be words."""
    starts = {s.start for s in split_sentences(text)}
    others = {name.start() for name in find_date_names(text)}
    others |= {figure.start for figure in find_figures(text)}
    none = _lists()["no_names"]
    return [
        name[0]
        for name in _NAME.finditer(text)
        if name.start() not in others
        and (name.start() not in starts or known)
        and name[0].casefold() not in none
        and name[0].casefold() not in known
    ]


def _of_dates(edit: _Edit) -> Iterator[ChangedFact]:
    """Yield the dates that are others; a date that has a day or a year now is not."""
    old, new = edit.old.text, edit.new.text
    if not edit.is_edited:
        return
    for kind in (_whole_dates, _parts_of_dates):
        before, after = kind(old), kind(new)
        gone = [
            words for day, words in before if not any(_fits(day, d) for d, _ in after)
        ]
        came = [
            words for day, words in after if not any(_fits(d, day) for d, _ in before)
        ]
        if gone and came:
            yield ChangedFact(Fact.DATE, tuple(gone), tuple(came))
            return


_Day = tuple[object, ...]


def _whole_dates(text: str) -> list[tuple[_Day, str]]:
    return [(d[3:], text[d.start : d.end]) for d in find_dates(text)]


def _parts_of_dates(text: str) -> list[tuple[_Day, str]]:
    found = {name.start(): name[0] for name in find_date_names(text)}
    found |= {f.start: f.words for f in find_figures(text) if f.is_year}
    return [((words,), words) for _, words in sorted(found.items())]


def _fits(old: _Day, new: _Day) -> bool:
    """Return whether a date is another one, or as much of it as is given."""
    *day, year = old
    *new_day, new_year = new
    same = all(a in (b, None) for a, b in zip(day, new_day, strict=True))
    return same and (year == new_year or None in (year, new_year))


def _left_out(edit: _Edit, least: int) -> Iterator[str]:
    """Yield the words that are gone with nothing in their place, from a text that is otherwise kept."""
    old, new = edit.old, edit.new
    added = len({*new.keys}.difference(old.keys))
    for op in edit.edits:
        gone, came = {*old.keys[slice(*op.old)]}, {*new.keys[slice(*op.new)]}
        lost = gone.difference(new.keys, _lists()["joining"])
        if not op.kept and came <= gone and len(lost) >= max(least, 2 * added):
            first, last = op.old
            start, end = old.spans[first][0], old.spans[last - 1][1]
            yield old.text[start:end].strip(" ,;:.–-")


def _of_words(edit: _Edit) -> Iterator[ChangedFact]:
    """Yield what was left out, and other words, which may only be spelt differently."""
    old, new, edits, known, rejoined = edit
    joining = {*_lists()["joining"]} if rejoined else set()
    spelt, words, is_other = [], [], False
    for op in edits:
        removed, added = old.part(op.old), new.part(op.new)
        is_same = op.kept or "".join(removed.keys) == "".join(added.keys)
        if is_same or {*removed.keys, *added.keys} <= joining:
            continue
        pairs = [*zip(removed.typed, added.typed, strict=False)]
        one_each = len(removed.keys) == len(added.keys)
        if one_each and all(_is_spelling(*p, known) for p in pairs):
            spelt += pairs
        elif one_each and len(pairs) == 1 and _looks_like(*pairs[0]):
            words += pairs
        else:
            is_other = True
    if left_out := tuple(_left_out(edit, _LEFT_OUT)):
        yield ChangedFact(Fact.LEFT_OUT, left_out)
    for old_word, new_word in words if not is_other else ():
        yield ChangedFact(Fact.WORD, (old_word,), (new_word,))
    if is_other or words:
        yield ChangedFact(Fact.WORDING)
    for wrong, right in spelt:
        yield ChangedFact(Fact.SPELLING, (wrong,), (right,))


def _looks_like(old: str, new: str) -> bool:
    one, other = normal_word(old), normal_word(new)
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio > _SIMILAR or (one[0].isdigit() and other[0].isdigit())


def _is_spelling(old: str, new: str, known: Container[str]) -> bool:
    """Return whether a word is the other one, spelt differently or with a typing error."""
    wrong, right = normal_word(old), normal_word(new)
    if wrong == right or _says_other(old, new, known):
        return wrong == right
    longer, shorter = sorted((wrong, right), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer) - 1)
    )


def _says_other(old: str, new: str, known: Container[str]) -> bool:
    """Return whether two words are certainly different ones, however alike they look."""
    wrong, right = normal_word(old), normal_word(new)
    both, confused = f"{wrong} {right}", _lists()["confused"]
    axes = [_axes().get((word,), []) for word in (wrong, right)]
    return (
        re.search(r"\d", both) is not None
        or wrong[0] != right[0]
        or old[0] != new[0]
        or min(len(wrong), len(right)) < 4
        or (wrong in known and right in known)
        or old[:1].isupper()
        or all(axes)
        or any(kind == "negation" for rows in axes for kind, _, _ in rows)
        or not {both, f"{right} {wrong}"}.isdisjoint(confused)
    )
