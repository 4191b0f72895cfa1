"""Finds the edits in a document since it was made from a project, text by text.

In several passes, the most certain first: equal texts in order, equal texts elsewhere, texts that
were split or joined, texts with similar words, and the only texts of a style between the same
neighbours.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import unquote

from pccreport.compare.text_changes import PlacedText, TextChange, TextChangeKind
from pccreport.compare.text_pairing import MIN_WORDS, TextPair, TextPairing

_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "'" * 4 + '"' * 4)


class Alignment(NamedTuple):
    """The changes between two lists of texts."""

    changes: tuple[TextChange, ...]
    """In the order of the new texts; a deleted text follows the one that it followed."""
    unchanged: int
    quotes: int = 0
    """The number of unchanged texts with other quotation marks or apostrophes."""
    restyled: int = 0
    """The number of texts whose styles another program has changed or renamed."""


def align(
    old: Sequence[PlacedText], new: Sequence[PlacedText], language: str
) -> Alignment:
    """Return the change of each text from one list to the other."""
    texts = [_straight(t.text) for t in old], [_straight(t.text) for t in new]
    pairing = TextPairing(*texts, language)
    matcher = SequenceMatcher(None, *texts, autojunk=False)
    for start, new_start, length in matcher.get_matching_blocks():
        for offset in range(length):
            pairing.pair((start + offset,), (new_start + offset,))
    renamed = _renamed(old, new, pairing.pairs)
    names = dict(sorted(renamed, key=lambda styles: renamed[styles]))
    # Unmatched texts are between the same neighbours if as many matches are before them.
    old_gaps = _gaps(pairing.old_left, len(old))
    new_gaps = _gaps(pairing.new_left, len(new))

    def is_near(i: int, j: int) -> bool:
        return old_gaps[i] == new_gaps[j]

    _pair_equal_elsewhere(pairing, *texts)
    pairing.pieces(is_near)
    pairing.similar(is_near)
    of_old = _by_style(old, pairing.old_left, old_gaps, names)
    of_new = _by_style(new, pairing.new_left, new_gaps, {})
    for key, indexes in of_old.items():
        if len(indexes) == len(of_new[key]) == 1:
            pairing.pair((*indexes,), (*of_new[key],))
    return _in_reading_order(old, new, pairing, renamed)


def _straight(text: str) -> str:
    """Return a text with straight quotation marks, which Word makes curly by itself."""
    return text.translate(_STRAIGHT)


def _renamed(
    old: Sequence[PlacedText], new: Sequence[PlacedText], pairs: Sequence[TextPair]
) -> Counter[tuple[str, str]]:
    """Return the old and new styles that a program has changed, with their numbers of texts.

    It changes more than a third of a document, or all texts of a style, two at least; a person
    changes some.
    """
    styles = [
        (old[pair.old[0]].style.casefold(), new[pair.new[0]].style.casefold())
        for pair in pairs
    ]
    total = Counter(before for before, _ in styles)
    found = Counter(each for each in styles if each[1] and each[0] != each[1])
    everywhere = found.total() > len(pairs) / 3
    for each, number in [*found.items()]:
        if not (everywhere or number == total[each[0]] >= 2):
            del found[each]
    return found


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
    return [*accumulate((i not in left for i in range(number)), initial=0)]


def _by_style(
    side: Sequence[PlacedText],
    left: dict[int, None],
    gaps: list[int],
    names: Mapping[str, str],
) -> defaultdict[tuple[int, str], list[int]]:
    """Return the unmatched texts, by their neighbours and style."""
    by_style = defaultdict[tuple[int, str], list[int]](list)
    for i in left:
        style = side[i].style.casefold()
        by_style[gaps[i], names.get(style, style)].append(i)
    return by_style


def _in_reading_order(
    old: Sequence[PlacedText],
    new: Sequence[PlacedText],
    pairing: TextPairing,
    renamed: Counter[tuple[str, str]],
) -> Alignment:
    """Return the changes in reading order, and the number of unchanged texts."""
    near_pairs = [pair for pair in pairing.pairs if pair.near]
    old_of = {pair.new[0]: pair.old[0] for pair in near_pairs}
    new_of = {pair.old[0]: pair.new[-1] for pair in near_pairs}
    # A new text is in the section of the text above it.
    in_sections, section = list[PlacedText](), old[0].section if old else ""
    for j, text in enumerate(new):
        section = old[old_of[j]].section if j in old_of else section
        in_sections.append(text._replace(section=section))
    changes: dict[tuple[int, int, int], TextChange] = {}
    quotes = 0
    for pair in pairing.pairs:
        sides = [old[i] for i in pair.old], [in_sections[j] for j in pair.new]
        if change := _change(*sides, renamed, near=pair.near):
            changes[pair.new[0], 0, 0] = change
        else:
            quotes += sides[0][0].text != sides[1][0].text
    unchanged = len(pairing.pairs) - len(changes)
    for j in pairing.new_left:
        _, with_links = _with_links((), in_sections[j : j + 1])
        changes[j, 0, 0] = TextChange(TextChangeKind.ADDED, new=with_links)
    last = -1
    for i, text in enumerate(old):
        last = new_of.get(i, last)
        if i in pairing.old_left:
            changes[last, 1, i] = TextChange(TextChangeKind.DELETED, (text,))
    in_order = tuple(changes[at] for at in sorted(changes))
    return Alignment(in_order, unchanged, quotes, renamed.total())


def _change(
    old: Sequence[PlacedText],
    new: Sequence[PlacedText],
    renamed: Container[tuple[str, str]],
    *,
    near: bool,
) -> TextChange | None:
    """Return the change of some texts, or None."""
    old, new = _with_links(old, new)
    same = [_straight(t.text) for t in old] == [_straight(t.text) for t in new]
    alone = len(old) == len(new)
    remarks = (*_remarks(old[0], new[0], renamed, same=same),) if alone else ()
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


def _with_links(
    old: Sequence[PlacedText], new: Sequence[PlacedText]
) -> tuple[tuple[PlacedText, ...], tuple[PlacedText, ...]]:
    """Return the texts, with the addresses of their links behind them if those differ.

    An address in the words themselves is a link in our files, and may be none in others.
    """
    one, other = (
        {
            address
            for text in side
            for address in map(_address, text.links)
            if address.removeprefix("https://") not in text.text.casefold()
        }
        for side in (old, new)
    )
    if one == other:
        return (*old,), (*new,)

    def shown(text: PlacedText) -> PlacedText:
        words = " ".join((text.text, *map("[{}]".format, text.links)))
        return text._replace(text=words)

    return (*map(shown, old),), (*map(shown, new),)


def _address(href: str) -> str:
    """Return the key of an address, which programs may write differently."""
    return unquote(href).rstrip("/").casefold()


def _remarks(
    old: PlacedText, new: PlacedText, renamed: Container[tuple[str, str]], *, same: bool
) -> Iterator[str]:
    if old.section != new.section:
        yield f"it was under “{old.section}”"
    before, after = old.bold, new.bold
    # The words of a changed text may be private: only those of the old one are quoted.
    if before and (not after or (same and _straight(before) != _straight(after))):
        yield f"“{before}” in bold before, {f'“{after}”' if after else 'nothing'} now"
    elif same and after and not before:
        yield f"nothing in bold before, “{after}” now"
    if not new.style:
        return
    if old.level != new.level:
        yield f"{_level(old.level)} before, {_level(new.level)} now"
        return
    styles = old.style.casefold(), new.style.casefold()
    if styles[0] != styles[1] and styles not in renamed:
        yield f"style “{old.style}” before, “{new.style}” now"


def _level(level: int) -> str:
    return f"level {level} of a list" if level else "in no list"
