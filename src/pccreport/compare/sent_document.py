"""Finds the edits in a document since it was made from a project, text by text.

In several passes, the most certain first: equal texts in order, equal texts elsewhere, texts that
were split or joined, texts with similar words, and the only texts of a style between the same
neighbours.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from pccreport.compare.text_changes import PlacedText, TextChange, TextChangeKind
from pccreport.compare.text_pairing import MIN_WORDS, TextPairing


class Alignment(NamedTuple):
    """The changes between two lists of texts."""

    changes: tuple[TextChange, ...]
    """In the order of the new texts; a deleted text follows the one that it followed."""
    unchanged: int


def align(
    old: Sequence[PlacedText], new: Sequence[PlacedText], language: str
) -> Alignment:
    """Return the change of each text from one list to the other."""
    texts = [text.text for text in old], [text.text for text in new]
    pairing = TextPairing(*texts, language)
    _pair_equal_in_order(pairing, *texts)
    # Unmatched texts are between the same neighbours if as many matches are before them.
    old_gaps = _gaps(pairing.old_left, len(old))
    new_gaps = _gaps(pairing.new_left, len(new))

    def is_near(i: int, j: int) -> bool:
        return old_gaps[i] == new_gaps[j]

    _pair_equal_elsewhere(pairing, *texts)
    pairing.pieces(is_near)
    pairing.similar(is_near)
    of_old = _by_style(old, pairing.old_left, old_gaps)
    of_new = _by_style(new, pairing.new_left, new_gaps)
    for key, indexes in of_old.items():
        if len(indexes) == len(of_new.get(key, ())) == 1:
            pairing.pair((indexes[0],), (of_new[key][0],))
    return _in_reading_order(old, new, pairing)


def _pair_equal_in_order(
    pairing: TextPairing, old: Sequence[str], new: Sequence[str]
) -> None:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for i, j, length in matcher.get_matching_blocks():
        for offset in range(length):
            pairing.pair((i + offset,), (j + offset,))


def _pair_equal_elsewhere(
    pairing: TextPairing, old: Sequence[str], new: Sequence[str]
) -> None:
    by_text = defaultdict(list)
    for j in pairing.new_left:
        if len(pairing.new_words[j]) >= MIN_WORDS:
            by_text[new[j]].append(j)
    for i in [*pairing.old_left]:
        if indexes := by_text.get(old[i]):
            pairing.pair((i,), (indexes.pop(0),), near=False)


def _gaps(left: dict[int, None], number: int) -> list[int]:
    """Return the number of matched texts before each text."""
    gaps, before = [], 0
    for i in range(number):
        gaps.append(before)
        before += i not in left
    return gaps


def _by_style(
    side: Sequence[PlacedText], left: dict[int, None], gaps: list[int]
) -> dict[tuple[int, str], list[int]]:
    """Return the unmatched texts, by their neighbours and style."""
    by_style = defaultdict(list)
    for i in left:
        by_style[gaps[i], side[i].style.casefold()].append(i)
    return by_style


def _in_reading_order(
    old: Sequence[PlacedText], new: Sequence[PlacedText], pairing: TextPairing
) -> Alignment:
    """Return the changes in reading order, and the number of unchanged texts."""
    near_pairs = [pair for pair in pairing.pairs if pair.near]
    old_of, new_of = (
        {pair.new[0]: pair.old[0] for pair in near_pairs},
        {pair.old[0]: pair.new[-1] for pair in near_pairs},
    )
    # A new text is in the section of the text above it.
    in_sections, section = list[PlacedText](), old[0].section if old else ""
    for j, text in enumerate(new):
        section = old[old_of[j]].section if j in old_of else section
        in_sections.append(text._replace(section=section))
    changes: list[tuple[tuple[int, int, int], TextChange]] = []
    for pair in pairing.pairs:
        sides = [old[i] for i in pair.old], [in_sections[j] for j in pair.new]
        if change := _change(*sides, near=pair.near):
            changes.append(((pair.new[0], 0, 0), change))
    unchanged = len(pairing.pairs) - len(changes)
    for j in pairing.new_left:
        added = TextChange(TextChangeKind.ADDED, new=(in_sections[j],))
        changes.append(((j, 0, 0), added))
    last = -1
    for i, text in enumerate(old):
        last = new_of.get(i, last)
        if i in pairing.old_left:
            deleted = TextChange(TextChangeKind.DELETED, (text,))
            changes.append(((last, 1, i), deleted))
    in_order = (change for _, change in sorted(changes, key=lambda item: item[0]))
    return Alignment((*in_order,), unchanged)


def _change(
    old: Sequence[PlacedText], new: Sequence[PlacedText], *, near: bool
) -> TextChange | None:
    """Return the change of some texts, or None."""
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
