"""What an edit changed of what a text says: one list of facts for every comparison.

A fact is a figure, a date, a name, or a word of an axis, such as a negation or a direction. What the
new text lacks of the old facts is gone. The weightiest is first, by `Fact`.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from pccreport.language.calendar.dates import find_date_names, find_dates
from pccreport.language.texts.figures import Figure, changed_figures, find_figures
from pccreport.language.texts.sentences import sentence_at, sentences, split_sentences
from pccreport.language.texts.word_diff import DiffOp, diff_tokens, is_word, tokenise
from pccreport.language.texts.word_overlap import share_of_words
from pccreport.language.texts.words import word_key
from pccreport.language.wordlists import any_word_pattern, load_wordlists

_SAME = 0.5
"""The share of words that a text or a sentence keeps if it was edited, and not rewritten."""
_LEFT_OUT = 3
"""Fewest words that are left out, at least twice as many as the new words of the text."""
_SIMILAR = 0.55
_SHORT = 4
"""Words of a place in a text that was rewritten."""
_TURNING = "contrary", "promise"
"""The axes whose words have contraries."""
_lists = partial(load_wordlists, "edit_facts")
_NAME = re.compile(r"(?<![\w'])[A-Z](?:(?!'s(?!\w))[\w'-])*(?<!['-])\b")


class Fact(StrEnum):
    """What is another in a text, or of its place, in the order in which it is said.

    Each has its weight in what is read first; the weights of a change are added up.
    """

    weight: int

    PUBLIC = "now public", 100
    PRIVATE = "made private", 9
    MISSING = "missing", 8
    FIGURES = "figures", 5
    TARGET = "target", 5
    RESTATED = "restated", 7
    NEGATION = "negation", 6
    CONTRARY = "contrary", 6
    """A word became its contrary, or much more or less: “rose”, “fell”; “all”, “some”."""
    STATUS = "status", 8
    PROMISE = "promise", 8
    OVERDUE = "overdue", 9
    """A promise is due, and nothing has been said of it."""
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
"""What figures of deaths or money count more, and any change of a text on deaths."""


class ChangedFact(NamedTuple):
    """A fact that is another, with the words that are gone and those that came."""

    kind: Fact
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    is_grave: bool = False
    """True for figures about deaths or money."""


_AxisWords = tuple[str, int, int, str]
"""A word of an axis: the axis, its row and its way, and the words."""


class _ParsedText(NamedTuple):
    """The words of a text: as typed, and as they are compared, a figure by its unit."""

    text: str
    typed: list[str]
    keys: list[str]
    figures: dict[int, Figure]
    spans: list[tuple[int, int]]
    """Where each word is."""

    def axis_words(self, part: tuple[int, int] | None = None) -> list[_AxisWords]:
        """Return the words of axes in the text, or in a part of it, in order."""
        at, last = part or (0, len(self.keys))
        keys = ["#" if key[0] == "#" else key for key in self.keys[:last]]
        axes, found = _axes_by_phrase(), list[_AxisWords]()
        while at < last:
            sizes = (4, 3, 2, 1) if (keys[at],) in axes else ()
            end = next((at + n for n in sizes if axes.get(tuple(keys[at : at + n]))), 0)
            if end:
                words = zip(keys[at:end], self.typed[at:end], strict=False)
                phrase = " ".join(
                    typed.casefold() for key, typed in words if key != "#"
                )
                found += [(*axis, phrase) for axis in axes[tuple(keys[at:end])]]
            at = max(end, at + 1)
        return found


class _TextEdit(NamedTuple):
    """A text before and now, and the edits between them."""

    old: _ParsedText
    new: _ParsedText
    edits: Sequence[DiffOp]
    known: Container[str] = ()
    """Words that occur elsewhere, in lower case."""
    is_rejoined: bool = False
    """True if a text was split or joined: then words that join sentences do not count."""

    @property
    def is_edited(self) -> bool:
        """True if the text was edited, and not rewritten."""
        return share_of_words(self.old.text, self.new.text) >= _SAME


def changed_facts(
    old: str, new: str, known: Container[str] = (), *, is_rejoined: bool = False
) -> list[ChangedFact]:
    """Return what is another fact in a text, in the order of `Fact`; [] if it says the same.

    `known` and `is_rejoined` are those of an edit.
    """
    old, new = old.replace("’", "'"), new.replace("’", "'")
    sides = _parse_text(old), _parse_text(new)
    edits = diff_tokens(sides[0].keys, sides[1].keys, bool)
    edit = _TextEdit(*sides, edits, known, is_rejoined)
    kinds = _figure_facts, _axis_facts, _name_facts, _date_facts, _word_facts
    found = [fact for of_kind in kinds for fact in of_kind(edit)]
    order = [*Fact]
    return sorted(found, key=lambda fact: order.index(fact.kind))


def is_about_deaths(text: str) -> bool:
    """Return whether a text is about deaths."""
    return any(axis == "death" for axis, *_ in _parse_text(text).axis_words())


@lru_cache(maxsize=1_000)
def _parse_text(text: str) -> _ParsedText:
    read, at = _ParsedText(text, [], [], {}, []), 0
    figures = {f.start: f for f in find_figures(text) if not f.is_year}
    ends = {at for figure in figures.values() for at in (figure.start, figure.end)}
    for start, end in pairwise(sorted({0, *ends, len(text)})):
        figure = figures.get(start)
        for typed in [text[start:end]] if figure else tokenise(text[start:end]):
            if is_word(typed):
                if figure:
                    read.figures[len(read.keys)] = figure
                read.typed.append(typed)
                read.keys.append(f"#{figure.unit}" if figure else word_key(typed))
                read.spans.append((at, at + len(typed)))
            at += len(typed)
    return read


def _figure_facts(edit: _TextEdit) -> Iterator[ChangedFact]:
    """Yield the figures that are others, each with that in its place."""
    old, new, edits, *_ = edit
    sides = changed_figures(old.text, new.text)
    gone, came = ([f for f in side if not f.is_year] for side in sides)
    kept = (zip(range(*e.old), range(*e.new), strict=True) for e in edits if e.is_kept)
    places = [pair for pairs in kept for pair in pairs if pair[0] in old.figures]
    pairs = [(old.figures[i], new.figures[j]) for i, j in places]
    pairs = [(a, b) for a, b in pairs if a.amount != b.amount]
    if gone or came:  # else they were swapped
        pairs = [(a, b) for a, b in pairs if b in came or a in gone]
    removed = sorted({*gone, *(a for a, _ in pairs)})
    added = sorted({*came, *(b for _, b in pairs)})
    grave = [_is_grave(f, old.text) for f in removed]
    grave += [_is_grave(f, new.text) for f in added]
    if removed or added:
        words = tuple(f.words for f in removed), tuple(f.words for f in added)
        both = any(grave) or (removed and added)
        yield ChangedFact(Fact.FIGURES if both else Fact.FIGURE, *words, any(grave))


def _is_grave(figure: Figure, text: str) -> bool:
    if figure.unit not in ("", "%"):
        return True
    around = sentence_at(text, figure.start)
    return around is not None and is_about_deaths(text[around.start : around.end])


@cache
def _axes_by_phrase() -> dict[tuple[str, ...], list[tuple[str, int, int]]]:
    """Return the axes of each phrase, with the number of the row in the list and the way that it says."""
    axes: dict[tuple[str, ...], list[tuple[str, int, int]]] = {}
    for kind in ("negation", "contrary", "promise", "limit", "bound", "death"):
        for number, row in enumerate(_lists()[kind]):
            for way, phrases in enumerate(row.split(" / ")):
                for phrase in phrases.split(", "):
                    words = tuple(map(word_key, phrase.split()))
                    axes.setdefault(words[:1], [])  # a quick no for most words
                    axes.setdefault(words, []).append((kind, number, way))
    return axes


def _axis_facts(edit: _TextEdit) -> Iterator[ChangedFact]:
    """Yield the words that deny, turn, promise or limit what the text says."""
    gone, came = Counter(edit.old.axis_words()), Counter(edit.new.axis_words())
    gone, came = gone - came, came - gone

    def words_of_axis(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the words of an axis that are gone, and those that came."""
        old, new = ([w for k, _, _, w in side if k == kind] for side in (gone, came))
        return tuple(dict.fromkeys(old)), tuple(dict.fromkeys(new))

    if any(words := words_of_axis("negation")):
        yield ChangedFact(Fact.NEGATION, *words)
    if turned := next(_reversed_words(edit), None):
        yield turned
    if edit.is_edited and any(words := words_of_axis("limit")):
        yield ChangedFact(Fact.LIMIT, *words)
    if dropped := tuple(_dropped_promises(edit)):
        yield ChangedFact(Fact.PROMISE, dropped)


def _reversed_words(edit: _TextEdit) -> Iterator[ChangedFact]:
    """Yield the words that became their contrary in one place."""
    for op in edit.edits:
        size = max(b - a for a, b in (op.old, op.new))
        if op.is_kept or not (edit.is_edited or size <= _SHORT):
            continue
        gone, came = edit.old.axis_words(op.old), edit.new.axis_words(op.new)
        for kind, row, _, _ in gone:
            old, new = (
                {words: way for k, r, way, words in side if (k, r) == (kind, row)}
                for side in (gone, came)
            )
            if kind in _TURNING and new and {*old.values()}.isdisjoint(new.values()):
                yield ChangedFact(Fact.CONTRARY, tuple(old), tuple(new))


def _dropped_promises(edit: _TextEdit) -> Iterator[str]:
    """Yield the promises that only the old text has: sentences, or what was left out of one."""
    old, new, *_ = edit
    clauses = [*_omitted_words(edit, 1)]
    for sentence in sentences(old.text):
        if sentence.rstrip(".") in new.text or not _is_promise(sentence):
            continue
        same = [s for s in sentences(new.text) if share_of_words(sentence, s) >= _SAME]
        dropped = (c for c in clauses if c in sentence and _is_promise(c))
        if clause := next(dropped, "" if same else sentence):
            yield clause


def find_promises(text: str) -> tuple[str, ...]:
    """Return the sentences of a text that have a promise."""
    return tuple(filter(_is_promise, sentences(text)))


def _is_promise(text: str) -> bool:
    read = _parse_text(text)
    if any(kind == "promise" and way == 0 for kind, _, way, _ in read.axis_words()):
        return True
    return any(_deadline_words().search(text[: day.start]) for day in find_dates(text))


@cache
def _deadline_words() -> re.Pattern[str]:
    """Return the pattern of what is before a day by which something is promised."""
    return re.compile(rf"(?i)\b{any_word_pattern(_lists()['by'])}\s(?:\w+\s){{0,3}}$")


def _name_facts(edit: _TextEdit) -> Iterator[ChangedFact]:
    """Yield the names that are others."""
    old, new, _, known, _ = edit
    names = [_new_names(text.text, known) for text in (old, new)]
    words = [{*t.keys, *map(word_key, _NAME.findall(t.text))} for t in (old, new)]
    gone, came = (
        [n for n in own if {word_key(n), f"{word_key(n)}s"}.isdisjoint(other)]
        for own, other in zip(names, reversed(words), strict=True)
    )
    if gone and edit.is_edited:
        yield ChangedFact(Fact.NAME, tuple(gone), tuple(came))


def _new_names(text: str, known: Container[str]) -> list[str]:
    """Return the words with a capital that are of no date or figure, and start no sentence if they may be words."""
    starts = {s.start for s in split_sentences(text)}
    others = {name.start() for name in find_date_names(text)}
    others |= {figure.start for figure in find_figures(text)}
    return [
        name[0]
        for name in _NAME.finditer(text)
        if name.start() not in others
        and (name.start() not in starts or known)
        and name[0].casefold() not in _lists()["no_names"]
        and name[0].casefold() not in known
    ]


def _date_facts(edit: _TextEdit) -> Iterator[ChangedFact]:
    """Yield the dates that are others; a date that has a day or a year now is not."""
    old, new = edit.old.text, edit.new.text
    before, after = _find_dates(old, new), _find_dates(new, old)
    gone = [w for a, w in before if not any(_is_same_date(a, b) for b, _ in after)]
    came = [w for b, w in after if not any(_is_same_date(a, b) for a, _ in before)]
    if gone and came and edit.is_edited:
        yield ChangedFact(Fact.DATE, tuple(gone), tuple(came))


_DateKey = tuple[object, ...]


def _find_dates(text: str, other: str) -> list[tuple[_DateKey, str]]:
    """Return the dates of a text, and the names and years that are in none, nor in the other text."""
    dates = find_dates(text)
    names = [(name.start(), name[0]) for name in find_date_names(text)]
    years = [(f.start, f.words) for f in find_figures(text) if f.is_year]
    alone = [
        ((words,), words)
        for at, words in (*names, *years)
        if words not in other and not any(day.start <= at < day.end for day in dates)
    ]
    return [*((day[3:], text[day.start : day.end]) for day in dates), *alone]


def _is_same_date(old: _DateKey, new: _DateKey) -> bool:
    """Return whether a date is another one, or as much of it as is given; a year may be left out."""
    *day, year = old
    *new_day, new_year = new
    pairs = zip(day, new_day, strict=False)
    same = len(old) == len(new) and all(a in (b, None) for a, b in pairs)
    return same and (year == new_year or None in (year, new_year))


def _omitted_words(edit: _TextEdit, least: int) -> Iterator[str]:
    """Yield the words that are gone with nothing in their place, from a text that is otherwise kept."""
    old, new = edit.old, edit.new
    added = len({*new.keys}.difference(old.keys))
    for op in edit.edits:
        gone, came = {*old.keys[slice(*op.old)]}, {*new.keys[slice(*op.new)]}
        lost = gone.difference(new.keys, _lists()["joining"])
        if not op.is_kept and came <= gone and len(lost) >= max(least, 2 * added):
            first, last = op.old
            start, end = old.spans[first][0], old.spans[last - 1][1]
            yield old.text[start:end].strip(" ,;:.–-")


def _word_facts(edit: _TextEdit) -> Iterator[ChangedFact]:
    """Yield what was left out, and other words, which may only be spelt differently."""
    old, new, edits, known, is_rejoined = edit
    joining = {*_lists()["joining"]} if is_rejoined else set()
    spelt, words, is_other = [], [], False
    for op in edits:
        removed, added = old.keys[slice(*op.old)], new.keys[slice(*op.new)]
        is_same = op.is_kept or "".join(removed) == "".join(added)
        if is_same or {*removed, *added} <= joining:
            continue
        typed = old.typed[slice(*op.old)], new.typed[slice(*op.new)]
        pairs = [*zip(*typed, strict=False)]
        one_each = len(removed) == len(added)
        if one_each and all(_is_other_spelling(*pair, known) for pair in pairs):
            spelt += pairs
        elif one_each and len(pairs) == 1 and _look_alike(*pairs[0]):
            words += pairs
        else:
            is_other = True
    if left_out := tuple(_omitted_words(edit, _LEFT_OUT)):
        yield ChangedFact(Fact.LEFT_OUT, left_out)
    yield from (ChangedFact(Fact.WORD, (a,), (b,)) for a, b in words if not is_other)
    if is_other or words:
        yield ChangedFact(Fact.WORDING)
    yield from (ChangedFact(Fact.SPELLING, (a,), (b,)) for a, b in spelt)


def _look_alike(old: str, new: str) -> bool:
    one, other = word_key(old), word_key(new)
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio > _SIMILAR or (one[0].isdigit() and other[0].isdigit())


def _is_other_spelling(old: str, new: str, known: Container[str]) -> bool:
    """Return whether a word is the other one, spelt differently or with a typing error."""
    wrong, right = word_key(old), word_key(new)
    if wrong == right or _are_different_words(old, new, known):
        return wrong == right
    if wrong.replace("z", "s") == right.replace("z", "s"):
        return True
    longer, shorter = sorted((wrong, right), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer) - 1)
    )


def _are_different_words(old: str, new: str, known: Container[str]) -> bool:
    """Return whether two words are certainly different ones, however alike they look."""
    wrong, right = word_key(old), word_key(new)
    both, confused = f"{wrong} {right}", _lists()["confused"]
    axes = [_axes_by_phrase().get((word,), []) for word in (wrong, right)]
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
