"""What was edited in a document after it was made from a project, text by text.

In passes, the most certain first: equal texts in their order, equal texts elsewhere, one text
that became several or several that became one, texts with similar words, and at last what is
alone of its style between the same neighbours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from pccreport.compare.candidates import ANYWHERE, HERE
from pccreport.compare.text_changes import PlacedText, TextChange, TextChangeKind
from pccreport.language.word_diff import is_word, tokenise
from pccreport.language.word_overlap import WordOverlap

_TELLING = 3
"""Words: a shorter text may be anywhere, and is looked for in its own place only."""
_IN_PLACE = 0.1
"""So much nearer is a partner between the same neighbours."""
_PIECES = 4
"""Texts that one can become, or that can become one."""
_OF_PIECES, _OF_PIECE = 0.7, 0.6
"""The share of words that all pieces have in common with the whole, and each one of its own."""


class Alignment(NamedTuple):
    """The changes between two lists of texts."""

    changes: tuple[TextChange, ...]
    """In the order of the new texts; one that is gone follows what it followed."""
    unchanged: int


class _Link(NamedTuple):
    """Texts that are the same, by their indexes in the two lists."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


def align(old: Sequence[PlacedText], new: Sequence[PlacedText]) -> Alignment:
    """Return what became of each text, from one list to the other."""
    linking = _Linking(old, new)
    linking.equal_in_order()
    linking.equal_elsewhere()
    linking.pieces()
    linking.similar()
    linking.alone_of_their_style()
    return _Reading(old, new, linking).alignment()


class _Linking:
    """Two lists of texts, and which of them have found their partners."""

    def __init__(self, old: Sequence[PlacedText], new: Sequence[PlacedText]) -> None:
        self.old, self.new = old, new
        self.links: list[_Link] = []
        self.old_left = dict.fromkeys(range(len(old)))
        self.new_left = dict.fromkeys(range(len(new)))
        self._gaps_old: list[int] = []
        self._gaps_new: list[int] = []

    def equal_in_order(self) -> None:
        """Link as many equal texts as are in the same order."""
        texts = [each.text for each in self.old], [each.text for each in self.new]
        matcher = SequenceMatcher(None, *texts, autojunk=False)
        for i, j, length in matcher.get_matching_blocks():
            for each in range(length):
                self._link((i + each,), (j + each,))
        # What is not linked is between the same neighbours if as many links are before it.
        old, new = ({*range(len(side))} - {*left} for side, left in self._sides())
        self._gaps_old, self._gaps_new = (
            _gaps(old, len(self.old)),
            _gaps(new, len(self.new)),
        )

    def equal_elsewhere(self) -> None:
        """Link equal texts that are now in another place."""
        there = defaultdict(list)
        for j in self.new_left:
            if _words(self.new[j].text).total() >= _TELLING:
                there[self.new[j].text].append(j)
        for i in [*self.old_left]:
            if found := there.get(self.old[i].text):
                self._link((i,), (found.pop(0),), moved=True)

    def pieces(self) -> None:
        """Link a text with the pieces that it became, or the pieces with what they became."""
        found = [
            *(
                (score, _Link((whole,), pieces))
                for score, whole, pieces in self._wholes(
                    self.old, self.new, self._gaps_old
                )
            ),
            *(
                (score, _Link(pieces, (whole,)))
                for score, whole, pieces in self._wholes(
                    self.new, self.old, self._gaps_new
                )
            ),
        ]
        for _, link in sorted(found, key=lambda each: (-each[0], each[1])):
            if self._is_open(link):
                self._link(link.old, link.new)

    def similar(self) -> None:
        """Link texts with similar words, the most similar first."""
        if not (self.old_left and self.new_left):
            return
        overlap = WordOverlap([t.text for t in self.old], [t.text for t in self.new])
        found = []
        for pair in overlap.pairs([*self.old_left], [*self.new_left], HERE):
            here = self._gaps_old[pair.old] == self._gaps_new[pair.new]
            texts = self.old[pair.old].text, self.new[pair.new].text
            telling = min(len(_words(text)) for text in texts) >= _TELLING
            if here or (pair.score >= ANYWHERE and telling):
                weight = pair.score + (_IN_PLACE if here else 0)
                found.append((-weight, _Link((pair.old,), (pair.new,), not here)))
        for _, link in sorted(found):
            if self._is_open(link):
                self._link(*link)

    def alone_of_their_style(self) -> None:
        """Link what no other of its style is beside: a label, a heading, a bullet."""
        old, new = (
            self._by_style(side, left, gaps)
            for (side, left), gaps in zip(
                self._sides(), (self._gaps_old, self._gaps_new), strict=True
            )
        )
        for key, places in old.items():
            if len(places) == 1 and len(new.get(key, ())) == 1:
                self._link((places[0],), (new[key][0],))

    def _by_style(
        self, side: Sequence[PlacedText], left: dict[int, None], gaps: list[int]
    ) -> dict[tuple[int, str], list[int]]:
        found = defaultdict(list)
        for i in left:
            found[gaps[i], side[i].style.casefold()].append(i)
        return found

    def _wholes(
        self, wholes: Sequence[PlacedText], parts: Sequence[PlacedText], gaps: list[int]
    ) -> Iterator[tuple[float, int, tuple[int, ...]]]:
        """Yield the texts that may be several on the other side, and those."""
        is_old = wholes is self.old
        left, others = (
            (self.old_left, self.new_left) if is_old else (self.new_left, self.old_left)
        )
        there = self._gaps_new if is_old else self._gaps_old
        in_gap: dict[int, list[int]] = defaultdict(list)
        for j in others:
            in_gap[there[j]].append(j)
        words = {j: _words(parts[j].text) for j in others}
        for i in left:
            whole, near = _words(wholes[i].text), in_gap[gaps[i]]
            single = max((_alike(whole, words[j]) for j in near), default=0.0)
            for start, length in (
                (s, n) for s in range(len(near)) for n in range(2, _PIECES + 1)
            ):
                run = tuple(near[start : start + length])
                if len(run) < length or any(b - a != 1 for a, b in pairwise(run)):
                    continue
                score = _alike(whole, sum((words[j] for j in run), Counter()))
                own = all(
                    (words[j] & whole).total() >= _OF_PIECE * words[j].total()
                    for j in run
                )
                if own and score >= _OF_PIECES and score > single:
                    yield score, i, run

    def _sides(self) -> tuple[tuple[Sequence[PlacedText], dict[int, None]], ...]:
        return (self.old, self.old_left), (self.new, self.new_left)

    def _is_open(self, link: _Link) -> bool:
        return {*link.old} <= {*self.old_left} and {*link.new} <= {*self.new_left}

    def _link(
        self, old: tuple[int, ...], new: tuple[int, ...], moved: bool = False
    ) -> None:
        self.links.append(_Link(old, new, moved))
        for i in old:
            del self.old_left[i]
        for j in new:
            del self.new_left[j]


class _Reading:
    """Puts what was found into the order of reading."""

    def __init__(
        self, old: Sequence[PlacedText], new: Sequence[PlacedText], linking: _Linking
    ) -> None:
        self._old, self._linking = old, linking
        self._new = [*new]
        self._partner = {
            link.old[0]: link.new[-1] for link in linking.links if not link.moved
        }

    def alignment(self) -> Alignment:
        """Return the changes in order, and how many texts have none."""
        found: list[tuple[tuple[int, int, int], TextChange]] = []
        unchanged = 0
        sections = self._sections()
        self._new = [
            text._replace(section=section)
            for text, section in zip(self._new, sections, strict=True)
        ]
        for link in self._linking.links:
            change = self._change(link)
            if change is None:
                unchanged += 1
            else:
                found.append(((link.new[0], 0, 0), change))
        for j in self._linking.new_left:
            added = TextChange(TextChangeKind.ADDED, new=(self._new[j],))
            found.append(((j, 0, 0), added))
        last = -1
        for i, text in enumerate(self._old):
            last = self._partner.get(i, last)
            if i in self._linking.old_left:
                found.append(
                    ((last, 1, i), TextChange(TextChangeKind.DELETED, (text,)))
                )
        changes = tuple(change for _, change in sorted(found, key=lambda each: each[0]))
        return Alignment(changes, unchanged)

    def _sections(self) -> list[str]:
        """Return the section that each new text is in: that of what is above it."""
        partner = {
            link.new[0]: link.old[0] for link in self._linking.links if not link.moved
        }
        found, here = [], self._old[0].section if self._old else ""
        for j in range(len(self._new)):
            here = self._old[partner[j]].section if j in partner else here
            found.append(here)
        return found

    def _change(self, link: _Link) -> TextChange | None:
        old, new = [self._old[i] for i in link.old], [self._new[j] for j in link.new]
        remarks = tuple(_remarks(old[0], new[0])) if len(old) == len(new) else ()
        same = [t.text for t in old] == [t.text for t in new]
        kind = TextChangeKind.CHANGED
        if len(new) > 1:
            kind = TextChangeKind.SPLIT
        elif len(old) > 1:
            kind = TextChangeKind.JOINED
        elif link.moved:
            kind = TextChangeKind.MOVED if same else TextChangeKind.MOVED_CHANGED
        elif same and not remarks:
            return None
        elif same:
            kind = TextChangeKind.RESTYLED
        return TextChange(kind, tuple(old), tuple(new), remarks)


def _remarks(old: PlacedText, new: PlacedText) -> Iterator[str]:
    if old.section != new.section:
        yield f"it was under “{old.section}”"
    if not new.style:
        return
    if old.level != new.level:
        yield f"{_level(old.level)} before, {_level(new.level)} now"
    elif old.style.casefold() != new.style.casefold():
        yield f"style “{old.style}” before, “{new.style}” now"


def _level(level: int) -> str:
    return f"level {level} of a list" if level else "in no list"


def _gaps(linked: set[int], number: int) -> list[int]:
    """Return how many linked texts are before each text."""
    found, before = [], 0
    for i in range(number):
        found.append(before)
        before += i in linked
    return found


def _words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in tokenise(text) if is_word(word))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two texts have in common (Dice), from 0 to 1."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)
