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
from pccreport.compare.text_pairing import TELLING, TextPairing


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
    return _in_reading_order(old, new, pairing)


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


def _in_reading_order(
    old: Sequence[PlacedText], new: Sequence[PlacedText], pairing: TextPairing
) -> Alignment:
    """Return the changes in the order of reading, and how many texts have none."""
    near = [pair for pair in pairing.pairs if pair.near]
    old_of, new_of = (
        {pair.new[0]: pair.old[0] for pair in near},
        {pair.old[0]: pair.new[-1] for pair in near},
    )
    # A new text is in the section of what is above it.
    placed, here = list[PlacedText](), old[0].section if old else ""
    for j, text in enumerate(new):
        here = old[old_of[j]].section if j in old_of else here
        placed.append(text._replace(section=here))
    found: list[tuple[tuple[int, int, int], TextChange]] = []
    for pair in pairing.pairs:
        sides = [old[i] for i in pair.old], [placed[j] for j in pair.new]
        if change := _change(*sides, near=pair.near):
            found.append(((pair.new[0], 0, 0), change))
    unchanged = len(pairing.pairs) - len(found)
    for j in pairing.new_left:
        added = TextChange(TextChangeKind.ADDED, new=(placed[j],))
        found.append(((j, 0, 0), added))
    last = -1
    for i, text in enumerate(old):
        last = new_of.get(i, last)
        if i in pairing.old_left:
            gone = TextChange(TextChangeKind.DELETED, (text,))
            found.append(((last, 1, i), gone))
    changes = (change for _, change in sorted(found, key=lambda each: each[0]))
    return Alignment((*changes,), unchanged)


def _change(
    old: Sequence[PlacedText], new: Sequence[PlacedText], *, near: bool
) -> TextChange | None:
    """Return what became of some texts, or None if nothing did."""
    remarks = tuple(_remarks(old[0], new[0])) if len(old) == len(new) else ()
    same = [t.text for t in old] == [t.text for t in new]
    kind = TextChangeKind.CHANGED
    if len(new) > 1:
        kind = TextChangeKind.SPLIT
    elif len(old) > 1:
        kind = TextChangeKind.JOINED
    elif not near:
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
