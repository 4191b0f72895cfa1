"""Pairs whose edits are drawn by lot, with what is true of each line.

Without ids, so that only words can tell: one update in eight of a report comes new, and
of the others some are reworded, some taken out, some moved. On texts of one form much
cannot be told by any measure, and then it must be said to be unsure.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from tests import invented
from tests.compare import truth
from tests.compare.books import Book, Entry, Pair, Where, book_of

WORDS = (
    *("again", "soon", "local", "joint", "new", "further", "county", "regional"),
    *("planned", "early", "later", "together", "officers", "staff", "residents"),
    *("partners", "schools", "work", "support", "advice", "safer", "better"),
)


def _real() -> Book:
    book = truth.before()
    # Two that say the same but for one word: who takes one out may mean the other.
    twin = book.find("The new Vulnerability Demand Reduction Strategy")
    book.list_of(twin).remove(twin)
    return book


BASES: dict[str, Callable[[], Book]] = {
    "real": _real,
    "ferrydale": lambda: book_of(invented.FERRYDALE),
    "haven": lambda: book_of(invented.HAVEN),
}


def draw(base: str, seed: int, share: float) -> Pair:
    """A pair in which this share of the words of a reworded update is another."""
    rng = random.Random(f"{base} {seed} {share}")
    book = BASES[base]()
    _simplify(book)
    held = [*_updates(book)]
    held = rng.sample(held, len(held) // 8)
    for _, entries, entry in held:
        entries.remove(entry)
    pair = Pair(f"{base} {seed}", book)
    updates = [*_updates(pair.after)]
    rng.shuffle(updates)
    places = [where for where, _ in book.lists()]
    for where, _, entry in updates[: len(updates) // 2]:
        others = [at for at in places if at[0] == where[0] and at != where]
        _edit(pair, rng, str(entry.said["text"]), others, share)
    for where, _, entry in held:
        pair.after.cell(where).append(entry)
        pair.truth[None, entry.number] = "added"
    return pair


def _edit(
    pair: Pair, rng: random.Random, text: str, others: list[Where], share: float
) -> None:
    lot = rng.random()
    if lot < 0.6:
        pair.rewrite(text, _varied(rng, text, share))
    elif lot < 0.8:
        pair.take_out(text)
    elif others:
        pair.move(text, rng.choice(others))
        if rng.random() < 0.3:
            pair.rewrite(text, _varied(rng, text, 0.1))


def _varied(rng: random.Random, text: str, share: float) -> str:
    words = text.split(" ")
    for _ in range(max(1, round(share * len(words)))):
        place = rng.randrange(len(words))
        if re.search(r"\d", words[place]):
            words[place] = re.sub(
                r"\d", lambda _: str(rng.randrange(1, 10)), words[place]
            )
        elif rng.random() < 0.5:
            words[place] = rng.choice(WORDS)
        else:
            words.insert(place, rng.choice(WORDS))
    said = " ".join(words)
    return said if said != text else f"{said} Again."


def _simplify(book: Book) -> None:
    """Leave only updates without points that are printed, each text once."""
    book.report |= {"period": "plan"}
    book.report.pop("until", None)
    seen: set[str] = set()
    for file in book.files.values():
        file.caveat = None
        file.cells = {aim: c for aim, c in file.cells.items() if aim in book.aims}
    for _, entries in book.lists():
        kept = []
        for entry in entries:
            for key in ("id", "continues", "lead"):
                entry.said.pop(key, None)
            plain = entry.said.keys() <= {"text", "award", "outcome"}
            if plain and not entry.points and entry.words not in seen:
                seen.add(entry.words)
                kept.append(entry)
        entries[:] = kept


def _updates(book: Book) -> Iterator[tuple[Where, list[Entry], Entry]]:
    for where, entries in book.lists():
        for entry in entries:
            yield where, entries, entry
