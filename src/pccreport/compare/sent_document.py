"""What was edited in a document after it was made from a project, text by text.

In passes, the most certain first: equal texts in their order, equal texts elsewhere, one text
that became several or several that became one, texts with similar words, and at last what is
alone of its style between the same neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from pccreport.compare.text_changes import PlacedText, TextChange, TextChangeKind
from pccreport.compare.text_pairing import TELLING, TextPair, TextPairing


class Alignment(NamedTuple):
    """The changes between two lists of texts."""

    changes: tuple[TextChange, ...]
    """In the order of the new texts; one that is gone follows what it followed."""
    unchanged: int


def align(
    old: Sequence[PlacedText], new: Sequence[PlacedText], language: str
) -> Alignment:
    """Return what became of each text, from one list to the other."""
    texts = [text.text for text in old], [text.text for text in new]
    pairing = TextPairing(*texts, language)
    _pair_equal_in_order(pairing, *texts)
    # What has no partner is between the same neighbours if as many pairs are before it.
    old_gaps = _gaps(pairing.old_left, len(old))
    new_gaps = _gaps(pairing.new_left, len(new))

    def is_near(i: int, j: int) -> bool:
        return old_gaps[i] == new_gaps[j]

    _pair_equal_elsewhere(pairing, *texts)
    pairing.pieces(is_near)
    pairing.similar(is_near)
    of_old = _by_style(old, pairing.old_left, old_gaps)
    of_new = _by_style(new, pairing.new_left, new_gaps)
    for key, places in of_old.items():
        if len(places) == len(of_new.get(key, ())) == 1:
            pairing.pair((places[0],), (of_new[key][0],))
    return _Reading(old, new, pairing).alignment()


def _pair_equal_in_order(
    pairing: TextPairing, old: Sequence[str], new: Sequence[str]
) -> None:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for i, j, length in matcher.get_matching_blocks():
        for each in range(length):
            pairing.pair((i + each,), (j + each,))


def _pair_equal_elsewhere(
    pairing: TextPairing, old: Sequence[str], new: Sequence[str]
) -> None:
    there = defaultdict(list)
    for j in pairing.new_left:
        if len(pairing.new_words[j]) >= TELLING:
            there[new[j]].append(j)
    for i in [*pairing.old_left]:
        if found := there.get(old[i]):
            pairing.pair((i,), (found.pop(0),), near=False)


def _gaps(left: dict[int, None], number: int) -> list[int]:
    """Return how many texts with a partner are before each text."""
    found, before = [], 0
    for i in range(number):
        found.append(before)
        before += i not in left
    return found


def _by_style(
    side: Sequence[PlacedText], left: dict[int, None], gaps: list[int]
) -> dict[tuple[int, str], list[int]]:
    """Return the texts that are left, by their neighbours and their style."""
    found = defaultdict(list)
    for i in left:
        found[gaps[i], side[i].style.casefold()].append(i)
    return found


class _Reading:
    """Puts what was found into the order of reading."""

    def __init__(
        self, old: Sequence[PlacedText], new: Sequence[PlacedText], pairing: TextPairing
    ) -> None:
        self._old, self._pairing = old, pairing
        self._new = [*new]
        self._partner = {
            pair.old[0]: pair.new[-1] for pair in pairing.pairs if pair.near
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
        for pair in self._pairing.pairs:
            change = self._change(pair)
            if change is None:
                unchanged += 1
            else:
                found.append(((pair.new[0], 0, 0), change))
        for j in self._pairing.new_left:
            added = TextChange(TextChangeKind.ADDED, new=(self._new[j],))
            found.append(((j, 0, 0), added))
        last = -1
        for i, text in enumerate(self._old):
            last = self._partner.get(i, last)
            if i in self._pairing.old_left:
                found.append(
                    ((last, 1, i), TextChange(TextChangeKind.DELETED, (text,)))
                )
        changes = tuple(change for _, change in sorted(found, key=lambda each: each[0]))
        return Alignment(changes, unchanged)

    def _sections(self) -> list[str]:
        """Return the section that each new text is in: that of what is above it."""
        partner = {
            pair.new[0]: pair.old[0] for pair in self._pairing.pairs if pair.near
        }
        found, here = [], self._old[0].section if self._old else ""
        for j in range(len(self._new)):
            here = self._old[partner[j]].section if j in partner else here
            found.append(here)
        return found

    def _change(self, pair: TextPair) -> TextChange | None:
        old, new = [self._old[i] for i in pair.old], [self._new[j] for j in pair.new]
        remarks = tuple(_remarks(old[0], new[0])) if len(old) == len(new) else ()
        same = [t.text for t in old] == [t.text for t in new]
        kind = TextChangeKind.CHANGED
        if len(new) > 1:
            kind = TextChangeKind.SPLIT
        elif len(old) > 1:
            kind = TextChangeKind.JOINED
        elif not pair.near:
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
