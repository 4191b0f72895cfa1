"""What a contributor keeps back by pointing to it: “The last two bullets are not for publication.”.

Where it may be one text or another, both are kept back, and the officer is asked to read it.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pccreport.intake.account import Account
from pccreport.intake.lines import Line
from pccreport.intake.marks import is_mark, is_marked
from pccreport.language import pasted_text
from pccreport.language.pointers import Pointer, find_pointer

_OWN = 3
"""Words behind a colon, at least, that say something of their own."""


class OpenItem(NamedTuple):
    """An item that goes on as long as lines belong to it."""

    lines: list[Line]
    depth: int
    private: bool

    @property
    def number(self) -> int:
        """Return the number of its first line."""
        return self.lines[0].number

    @property
    def text(self) -> str:
        """Return its lines as one."""
        return " ".join(line.text for line in self.lines)


class Remark(NamedTuple):
    """A line that points to others."""

    number: int
    text: str
    pointer: Pointer
    cell: tuple[str, str] | None = None
    """The key aim and the stream that it is under; None if it is in no part."""


Cells = dict[tuple[str, str], list[OpenItem]]


def find_remarks(lines: Iterable[tuple[int, str]]) -> list[Remark]:
    """Return the lines that keep back others by pointing to them; a line may go on in the next."""
    found = []
    for (number, text), below in pairwise([*lines, (0, "")]):
        both = f"{text} {below[1]}" if below[0] == number + 1 else text
        for wording in dict.fromkeys((text, both)):
            if pointer := _pointer(wording):
                found.append(Remark(number, wording, pointer))
                break
    return found


def is_whole_remark(text: str) -> bool:
    """Return whether a text does nothing but keep back others."""
    sentences = _sentences(text)
    behind = text.partition(":")[2].split()
    is_remark = all(_pointer(x) or is_marked(x) for x in sentences)
    return bool(_pointer(sentences[0])) and is_remark and len(behind) < _OWN


def keep_pointed(
    cells: Cells, remarks: Sequence[Remark], account: Account
) -> list[Line]:
    """Keep back the items that remarks point to, those among the items and some others.

    Return the lines of items that are no more than a remark, which are taken out.
    """
    own, whole = [*remarks], set[int]()
    taken: list[Line] = []
    for cell, items in cells.items():
        for item in items:
            text, number = item.text, item.number
            pointer = _pointer(text)
            if pointer and is_whole_remark(text):
                whole.add(number)
                taken += item.lines
            if pointer and (number in whole or not pointer.is_unclear):
                own.append(Remark(number, text, pointer, cell))
    for cell, items in cells.items():
        cells[cell] = without(items, whole)
    kept: set[int] = set()
    for remark in own:
        meant = _meant(cells, remark)
        kept |= meant | {remark.number}  # it may say something of its own
        if meant:
            texts = "1 text" if len(meant) == 1 else f"{len(meant)} texts"
            doubt = f"what it may mean is kept back: {texts}"
            account.doubt(remark.number, doubt)
    for cell, items in cells.items():
        cells[cell] = [x._replace(private=x.private or x.number in kept) for x in items]
    return taken


def without(items: Iterable[OpenItem], whole: Container[int]) -> list[OpenItem]:
    """Return items without some; the points of those are updates."""
    found, above = [], 0
    for item in items:
        if item.number in whole:
            above = item.depth + 1
        else:
            above = above if item.depth >= above else 0
            found.append(item._replace(depth=item.depth - above))
    return found


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=\S)", text.strip())


@lru_cache(maxsize=10_000)
def _pointer(text: str) -> Pointer | None:
    """Return what a sentence of a text points to that it keeps back, or None."""
    for sentence in _sentences(text):
        is_label = pasted_text.is_privacy_label(sentence)  # “Part 2 business”
        pointer = None if is_label else find_pointer(sentence)
        behind = sentence.rpartition(":")[2].strip()
        if pointer and (
            is_marked(sentence) or is_marked(pointer.said) or is_mark(behind)
        ):
            return pointer
    return None


def _meant(
    cells: Mapping[tuple[str, str], Sequence[OpenItem]], remark: Remark
) -> set[int]:
    """Return the first lines of the items that a remark may mean."""
    pointer = remark.pointer
    here = [*cells.get(remark.cell, ())] if remark.cell else []
    parts = [here] if here and not pointer.is_unclear else [*cells.values()]
    if pointer.numbers:
        return {n for part in cells.values() for n in _numbered(part, pointer.numbers)}
    if pointer.is_unclear:
        return {x.number for part in parts for x in part}
    in_order = sorted(
        (x for own in cells.values() for x in own), key=lambda x: x.number
    )
    meant: set[int] = set()
    for is_meant, step in ((pointer.above, -1), (pointer.below, 1)):
        if not is_meant:
            continue
        beside = [x for x in in_order if (x.number - remark.number) * step > 0]
        if beside and not (pointer.everything or pointer.number):
            nearest = next(own for own in cells.values() if beside[::step][0] in own)
            of_part = here if any(x in beside for x in here) else nearest
            beside = [x for x in beside if x in of_part]
        for part in [beside] if beside else cells.values():
            meant |= _nearest([*part][::step], pointer.number, below=step > 0)
    return meant


def _nearest(items: Sequence[OpenItem], number: int, *, below: bool) -> set[int]:
    """Return some items from the nearest on, as they are counted with and without their points."""
    updates = [at + (not below) for at, x in enumerate(items) if not x.depth]
    ends = updates[number if below else number - 1 :] if number else []
    end = max(number, next(iter(ends), len(items)))
    return {x.number for x in items[:end]}


def _numbered(items: Sequence[OpenItem], numbers: Iterable[int]) -> set[int]:
    """Return the items with some numbers, as they are counted with and without their points."""
    updates = [x for x in items if not x.depth]
    typed = {str(n) for n in numbers}
    found = {x.number for x in items if x.lines[0].sign.strip("().") in typed}
    for way in (items, updates, [x for x in updates if x.lines[0].sign]):
        found |= {way[n - 1].number for n in numbers if 0 < n <= len(way)}
    return found or {x.number for x in items}
