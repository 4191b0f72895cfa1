"""How similar lines without a common id are: by their words, and by their position.

The thresholds were measured on rewordings of six bodies of text, from prose to formulaic
grants: in prose true pairs scored 0.32 and more, false ones 0.18 and less; in formulaic texts
no threshold works, and only other lines with similar scores show that a pair may be false.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pccreport.compare.sides import GIVEN, ComparedLine, LineKind
from pccreport.language.word_overlap import ANYWHERE, OverlapPair, WordOverlap

HERE, SURELY_HERE = 0.28, 0.75
"""Lowest scores at which two lines at one position may be, and certainly are, the same."""
FAINT = 0.12
"""Lowest score, from 0 to 1, at which a deletion and an insertion may be one reworded update."""
SURELY_ANYWHERE = 0.80
"""Lowest score at which lines at two positions certainly are the same; `ANYWHERE` for possibly."""
_IN_PLACE = 0.10
"""Added to the score of two lines at the same position."""
_RIVAL = 1.25
"""A match is as likely as the best if its distance is no more than this many times as large."""
_NAME = r"(?<=[\w,;] )[A-Z][\w'’-]+"
"""A word with a capital within a sentence, such as the name of a town or a road."""
_MIN_WORDS = 3
"""A text with fewer words may occur in many positions, and is matched only in its own."""


class Candidates:
    """The similarity of unmatched lines to all lines of the other side."""

    def __init__(
        self,
        old_lines: tuple[ComparedLine, ...],
        new_lines: tuple[ComparedLine, ...],
        old: list[int],
        new: list[int],
    ) -> None:
        self._old, self._new = old_lines, new_lines
        # The rarity of a word is counted over all lines.
        self.overlap = overlap = WordOverlap(
            [line.text for line in old_lines], [line.text for line in new_lines]
        )
        # Rivals are sought among all lines, but only for lines that have a candidate.
        every_old = [i for i, line in enumerate(old_lines) if can_match_by_words(line)]
        every_new = [j for j, line in enumerate(new_lines) if can_match_by_words(line)]
        near_old = [*overlap.pairs(old, every_new, HERE, self._of_a_kind)]
        open_new = {*new}
        self._found = [
            pair for pair in near_old if pair.new in open_new and self._may_match(pair)
        ]
        news = dict.fromkeys(pair.new for pair in self._found)
        near_new = overlap.pairs(every_old, news, HERE, self._of_a_kind) if news else ()
        self._of_old, self._of_new = _by(near_old, 0), _by(near_new, 1)

    def candidates(self) -> list[OverlapPair]:
        """Return the pairs that may be the same line, highest score first."""

        def weight(pair: OverlapPair) -> float:
            return pair.score + _IN_PLACE * self._here(pair.old, pair.new)

        return sorted(self._found, key=lambda p: (-weight(p), p.new, p.old))

    def is_near(self, pair: OverlapPair) -> bool:
        """Return whether two lines are similar enough to be certainly the same."""
        lines = self._old[pair.old], self._new[pair.new]
        if not self._here(pair.old, pair.new):
            return pair.score >= SURELY_ANYWHERE
        texts = {re.sub(r"\d[\d.,]*", "0", line.text) for line in lines}
        return len(texts) == 1 or pair.score >= SURELY_HERE  # the same but for figures

    def has_other_names(self, pair: OverlapPair) -> bool:
        """Return whether each of two lines has a name that the other lacks."""
        lines = self._old[pair.old], self._new[pair.new]
        old, new = ({*re.findall(_NAME, line.text)} for line in lines)
        return bool(old - new and new - old)

    def rivals(
        self, pair: OverlapPair, margin: float = _RIVAL
    ) -> tuple[set[int], set[int]]:
        """Return the other old and new lines that are about as similar to one of the pair."""
        least = 1 - (1 - pair.score) * margin
        olds = {p.old for p in self._of_new.get(pair.new, ()) if p.score >= least}
        news = {p.new for p in self._of_old.get(pair.old, ()) if p.score >= least}
        return olds - {pair.old}, news - {pair.new}

    def weak_pairs(
        self, old: Iterable[int], new: Iterable[int]
    ) -> Iterator[OverlapPair]:
        """Yield the pairs at one position that are too different to be matched."""

        def wanted(i: int, j: int) -> bool:
            return self._may_be_one(i, j) and self._here(i, j)

        return self.overlap.pairs(old, new, FAINT, wanted)

    def _may_match(self, pair: OverlapPair) -> bool:
        if not self._may_be_one(pair.old, pair.new):
            return False
        lines = self._old[pair.old], self._new[pair.new]
        is_distinctive = pair.score >= ANYWHERE and all(map(has_enough_words, lines))
        return self._here(pair.old, pair.new) or is_distinctive

    def _here(self, i: int, j: int) -> bool:
        """Return whether two lines are at one position."""
        old, new = self._old[i], self._new[j]
        return (old.position, old.period) == (new.position, new.period)

    def _may_be_one(self, old: int, new: int) -> bool:
        """Return whether two lines are of one kind and have no different ids."""
        named = self._old[old].id and self._new[new].id
        return not named and self._of_a_kind(old, new)

    def _of_a_kind(self, old: int, new: int) -> bool:
        return self._old[old].kind is self._new[new].kind


def _by(pairs: Iterable[OverlapPair], side: int) -> dict[int, list[OverlapPair]]:
    """Return the pairs by the index of their line on a side: 0 for old, 1 for new."""
    grouped: dict[int, list[OverlapPair]] = {}
    for pair in pairs:
        grouped.setdefault((pair.old, pair.new)[side], []).append(pair)
    return grouped


def can_match_by_words(line: ComparedLine) -> bool:
    """Return whether a line can be identified by its words."""
    return line.kind not in (LineKind.REFERENCE, *GIVEN)


def has_enough_words(line: ComparedLine) -> bool:
    """Return whether an update has enough words to be identified at another position."""
    return line.kind is LineKind.UPDATE and len(line.text.split()) >= _MIN_WORDS
