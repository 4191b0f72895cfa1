"""Finds the edits in a document since it was made from a project, text by text.

In several passes, the most certain first: equal texts in order, equal texts elsewhere, texts that
were split or joined, texts with similar words, and the only texts of a style between the same
neighbours.
"""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from pccreport.compare.pairing import Pair, Pairing, Placed
from pccreport.compare.text_changes import PlacedText, TextChange, TextChangeKind
from pccreport.language.words import compared_words

MIN_WORDS = 3
"""A text with fewer words can be anywhere, and is matched only at its own position."""
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
    pairs: tuple[Pair, ...] = ()
    """The texts that are the same, by their indexes in the two lists."""


def align(
    old: Sequence[PlacedText], new: Sequence[PlacedText], language: str
) -> Alignment:
    """Return the change of each text from one list to the other."""
    pairing = Pairing(*([_placed(t, language) for t in side] for side in (old, new)))
    pairing.in_order()
    renamed = _renamed(old, new, pairing.pairs)
    names = dict(sorted(renamed, key=lambda styles: renamed[styles]))
    pairing.old = [x._replace(style=names.get(x.style, x.style)) for x in pairing.old]
    pairing.equal(lambda x: not x.is_short and x.text)
    pairing.pieces()
    pairing.similar(rivals=False)
    pairing.equal(lambda x: (x.place, x.style), "place", once=True)
    return _in_reading_order(old, new, pairing, renamed)


def _placed(text: PlacedText, language: str) -> Placed:
    """Return a text as it is matched: its style is its group."""
    words, style = compared_words(text.text, language), text.style.casefold() or "-"
    is_short = len(words) < MIN_WORDS
    return Placed(_straight(text.text), words, style=style, is_short=is_short)


def _straight(text: str) -> str:
    """Return a text with straight quotation marks, which Word makes curly by itself."""
    return text.translate(_STRAIGHT)


def _renamed(
    old: Sequence[PlacedText], new: Sequence[PlacedText], pairs: Sequence[Pair]
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


def _in_reading_order(
    old: Sequence[PlacedText],
    new: Sequence[PlacedText],
    pairing: Pairing,
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
    pairs = tuple(sorted(pairing.pairs))
    return Alignment(in_order, unchanged, quotes, renamed.total(), pairs)


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
