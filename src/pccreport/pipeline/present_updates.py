"""What of a pasted text a project has already, in the same words or in others."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from pccreport.compare.pairing import Text, TextMatcher
from pccreport.document.blocks import Link, TextRun
from pccreport.intake.fates import Intake, SentUpdate
from pccreport.language.texts.word_overlap import share_of_words
from pccreport.model.measure_names import Key
from pccreport.model.periods import Period
from pccreport.model.project import Project, all_of, walk_public_items
from pccreport.model.prose import ProsePart, parse_prose
from pccreport.model.update import (
    Entry,
    NothingToReport,
    Reference,
    UpdateItem,
    own_text,
)
from pccreport.model.visibility import plain_parts, plain_words

_ALIKE = 0.75
"""The share of their words that two wordings of one update have in common."""
_BOTH = "it may already be {}, in other words; delete one, or both will be printed"
_KEPT = "it may already be {}, in other words and private, so it is kept back too"


class PresentEntry(NamedTuple):
    """An entry that a project has, and the name of its file."""

    file: str
    entry: Entry


def find_present(
    sent: Sequence[SentUpdate], project: Project, chosen: Period
) -> tuple[Mapping[str, PresentEntry], list[tuple[str, str]]]:
    """Return the places of updates that a project has, each with what it is there, and doubts."""
    same: dict[str, PresentEntry] = {}
    alike: dict[str, PresentEntry] = {}
    private: dict[str, PresentEntry] = {}
    cells = defaultdict[tuple[str, str, str], list[SentUpdate]](list)
    for item in sent:
        cells[*item.cell, str(item.period or chosen)].append(item)
    for update, cell in project.cells():
        items = cells.get((cell.aim, cell.stream, str(update.period)))
        if not items:
            continue
        for place, entry in _find_already_there(items, cell.entries):
            same.setdefault(place, PresentEntry(update.name, entry))
        for place, entry in _find_alike(items, cell.entries):
            is_private = _entry_text(entry, public=True) != _entry_text(entry)
            (private if is_private else alike)[place] = PresentEntry(update.name, entry)
    for item in (x for x in sent if x.place in private.keys() - same.keys()):
        item.keep_back("which may be private already")
    doubts = {**dict.fromkeys(alike, _BOTH), **dict.fromkeys(private, _KEPT)}
    new = ((x, each) for x, each in (alike | private).items() if x not in same)
    return same, [(x, doubts[x].format(_describe_place(each))) for x, each in new]


def _find_already_there(
    items: Sequence[SentUpdate], entries: Sequence[Entry]
) -> Iterator[tuple[str, Entry]]:
    """Yield the places of updates that are in a cell of a project, each with what it is there.

    There it may have an outcome or links as well, which are often added, and its award anywhere in its text.
    What is now marked as not for publication is not there if it is public in the project.
    """
    there: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for entry, outcomes, links in product(entries, (False, True), (False, True)):
        public = _entry_text(entry, public=True, outcomes=outcomes, links=links)
        whole = words_without_signs(_entry_text(entry, outcomes=outcomes, links=links))
        there[whole].append((words_without_signs(public), entry))
    for item in items:
        allowed = ("", words_without_signs(pasted_words(item, public=True)))
        for public, entry in there[words_without_signs(pasted_words(item))]:
            if public in allowed:
                yield item.place, entry


def _find_alike(
    items: Sequence[SentUpdate], entries: Sequence[Entry]
) -> Iterator[tuple[str, Entry]]:
    """Yield the places of updates that are much as an entry, each with that."""
    items = [x for x in items if pasted_words(x, public=True) == pasted_words(x)]
    sent = [Text(words_without_signs(pasted_words(x))) for x in items]
    there = [Text(words_without_signs(_entry_text(x))) for x in entries]
    pairing = TextMatcher(there, sent)
    pairing.match_equal(lambda x: x.text)
    pairing.match_similar(rivals=False)
    for (i,), (j,), *_ in pairing.pairs:
        if share_of_words(there[i].text, sent[j].text) >= _ALIKE:
            yield items[j].place, entries[i]


def _describe_place(present: PresentEntry) -> str:
    """Return where an entry is: “on line 10 of updates/…”."""
    text = own_text(present.entry)
    line = text.origin.span.without_block_header.line if text else 0
    return f"{f'on line {line} of' if line else 'in'} {present.file}"


def known_figures(reading: Intake, project: Project) -> dict[Key, str]:
    """Return the figures that a project has, each with the name of the file of it."""
    there = {
        given.about_key: (given, update.name)
        for update in project.updates
        for given in update.measures
    }
    found: dict[Key, str] = {}
    for key, each in reading.figures.items():
        given, name = there.get(key, (None, ""))
        is_there = given and given.figure == Decimal(each.figure)
        if given and is_there and not (given.public and each.private):
            found[key] = name
    return found


def _entry_text(
    entry: Entry, *, public: bool = False, outcomes: bool = True, links: bool = True
) -> str:
    """Return what an entry says that may have been sent, or what is public of that."""
    match entry:
        case UpdateItem() as top:
            items = walk_public_items([top]) if public else all_of([top], UpdateItem)
            texts = []
            for each in items:
                own = (
                    plain_parts(_with_addresses(x.parts) if links else x.parts)
                    for name, x in each.texts()
                    if not name or (outcomes and name == "outcome")
                )
                texts.append(_add_award(own, each.award.amount if each.award else None))
            return " ".join(texts)
        case NothingToReport():
            return f"nothing: {plain_words(entry.text)}"
        case Reference():
            return f"see: {entry.see}"
        case _:
            return ""


def pasted_words(item: SentUpdate, *, public: bool = False) -> str:
    """Return all that an update says, or what is public of it, as a project would have it."""
    if public and item.kept:
        return ""
    if item.nothing:
        return f"nothing: {plain_parts(parse_prose(item.nothing))}"
    if item.see:
        return f"see: {item.see}"
    points = (pasted_words(each, public=public) for each in item.points)
    typed = (_with_addresses(parse_prose(x)) for x in (item.text, item.outcome))
    own = _add_award(map(plain_parts, typed), Decimal(item.award or 0))
    return " ".join((own, *filter(None, points)))


def _add_award(texts: Iterable[str], award: Decimal | None) -> str:
    """Return some texts as one, with the sum of an award behind them if it is not within."""
    amount = f"£{award:,.2f}".removesuffix(".00") if award else ""
    words = re.sub(rf"{re.escape(amount)}(?![,\d])", "", " ".join(texts), count=1)
    return f"{words}\n\n{amount}"


def _with_addresses(parts: Iterable[ProsePart]) -> list[ProsePart]:
    """Return the parts of a text, each link as its words and its address."""
    return [
        TextRun(f"{p.text} ({p.href})") if isinstance(p, Link) else p for p in parts
    ]


def words_without_signs(text: str) -> str:
    """Return the words of a text in small letters, without signs between them."""
    return " ".join(re.findall(r"\w+", text.casefold()))
