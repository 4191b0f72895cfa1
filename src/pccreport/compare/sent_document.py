"""Finds the edits in a document since it was made from a project, text by text.

In several passes, the most certain first: equal texts in order, equal texts elsewhere, texts that
were split or joined, texts with similar words, and the only texts of a style between the same
neighbours.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import unquote

from pccreport.compare.changes import Change
from pccreport.compare.kinds import SENT, Kind, Mark
from pccreport.compare.pairing import MIN_WORDS, Pair, Text, TextMatcher
from pccreport.compare.sides import ComparedText
from pccreport.language.texts.word_diff import heaviest_increasing
from pccreport.language.texts.words import compared_words
from pccreport.source.splice import straighten


class Alignment(NamedTuple):
    """The changes between two lists of texts."""

    changes: tuple[Change, ...]
    """In the order of the new texts; a deleted text follows the one that it followed."""
    unchanged: int
    quotes: int
    """The number of unchanged texts with other quotation marks or apostrophes."""
    pairs: tuple[Pair, ...]
    """The texts that are the same, by their indexes in the two lists."""


def align_texts(old: Sequence[ComparedText], new: Sequence[ComparedText]) -> Alignment:
    """Return the change of each text from one list to the other."""
    pairing = TextMatcher(*([_make_text(t) for t in side] for side in (old, new)))
    pairing.match_in_order()
    pairing.match_equal(lambda x: not x.is_short and x.text)
    pairing.match_pieces()
    pairing.match_similar(rivals=False)
    pairing.match_equal(lambda x: (x.place, x.style), "place", once=True)
    # Two texts between the same neighbours may have changed places.
    pairs = sorted(pair for pair in pairing.pairs if pair.near)
    weights = [len(old[pair.old[0]].text) + 1 for pair in pairs]
    order = heaviest_increasing([pair.new[0] for pair in pairs], weights)
    here = {pairs[at] for at in order}
    pairing.pairs = [pair._replace(near=pair in here) for pair in pairing.pairs]
    return _in_reading_order(old, new, pairing)


def _make_text(text: ComparedText) -> Text:
    words = compared_words(text.text)
    is_short, style = len(words) < MIN_WORDS, text.style.casefold()
    return Text(straighten(text.text), words, style=style, is_short=is_short)


def _in_reading_order(
    old: Sequence[ComparedText], new: Sequence[ComparedText], pairing: TextMatcher
) -> Alignment:
    """Return the changes in reading order, and the number of unchanged texts."""
    near = [pair for pair in pairing.pairs if pair.near]
    old_of = {pair.new[0]: pair.old[0] for pair in near}
    new_of = {pair.old[0]: pair.new[-1] for pair in near}
    # A new text is in the section of the text above it.
    in_sections, section = list[ComparedText](), old[0].label if old else ""
    for j, text in enumerate(new):
        section = old[old_of[j]].label if j in old_of else section
        in_sections.append(text._replace(label=section))
    after = [*accumulate((new_of.get(i, -1) for i in range(len(old))), max)]
    rows = [
        *pairing.pairs,
        *(Pair((), (j,)) for j in pairing.new_left),
        *(Pair((i,), ()) for i in pairing.old_left),
    ]

    changes, same = list[Change](), list[Change]()
    at = [(x.new[0], 0, 0) if x.new else (after[x.old[0]], 1, x.old[0]) for x in rows]
    for _, row in sorted(zip(at, rows, strict=True)):
        sides = [old[i] for i in row.old], [in_sections[j] for j in row.new]
        olds, news = _with_changed_links(*sides)
        texts, others = ([straighten(t.text) for t in x] for x in (olds, news))
        marks = (Mark.MOVED, not row.near), (Mark.EDITED, texts != others)
        is_elsewhere = len(olds) == len(news) == 1 and olds[0].label != news[0].label
        remarks = (f"it was under “{olds[0].label}”",) if is_elsewhere else ()
        true = frozenset(mark for mark, is_so in marks if is_so)
        change = Change(olds, news, true, view=SENT, remarks=remarks)
        is_same = change.kind is Kind.CHANGED and Mark.EDITED not in change.marks
        (same if is_same else changes).append(change)
    quotes = sum(each.line.text != each.olds[0].text for each in same)
    return Alignment((*changes,), len(same), quotes, tuple(sorted(pairing.pairs)))


def _with_changed_links(
    old: Sequence[ComparedText], new: Sequence[ComparedText]
) -> tuple[tuple[ComparedText, ...], tuple[ComparedText, ...]]:
    """Return the texts, with the addresses of their links behind them if those differ.

    An address in the words themselves is a link in our files, and may be none in others.
    """
    one, other = (
        {
            address
            for text in side
            # Programs may write an address differently.
            for address in (unquote(x).rstrip("/").casefold() for x in text.links)
            if address.removeprefix("https://") not in text.text.casefold()
        }
        for side in (old, new)
    )
    if one != other:
        old, new = ([*map(_with_links, side)] for side in (old, new))
    return (*old,), (*new,)


def _with_links(text: ComparedText) -> ComparedText:
    return text._replace(text=" ".join((text.text, *map("[{}]".format, text.links))))
