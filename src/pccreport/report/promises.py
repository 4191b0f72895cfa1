"""What is still to be done: promises that are open, and the panel's recommendations.

A promise is an update with `due:`. It is open until a later period speaks of it: by its id, in
`continues:`, `see:` or `withdrawn:`, or, if it has no id, in similar words under the same key aim
and stream. What is not public is no promise to the panel, and speaks to nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pccreport.language.word_overlap import ANYWHERE, WordOverlap
from pccreport.model.periods import Period, Quarter, period_sort_key
from pccreport.model.plan import Recommendation
from pccreport.model.project import (
    walk_items,
    walk_public_branches,
    walk_public_items,
    walk_references,
    walk_withdrawals,
)
from pccreport.model.update import UpdateFile, UpdateItem


class Statement(NamedTuple):
    """An update or a point that is printed, and where: a promise if it has a `due:`."""

    item: UpdateItem
    period: Period
    ids: frozenset[str]
    """Its own id, and those of what it is a point of."""
    aim: str
    stream: str

    @property
    def due(self) -> Period:
        """Return when a promise is due."""
        return self.item.due or self.period

    def is_due(self, until: Quarter) -> bool:
        """Return whether a report that ends with a quarter must speak of a promise."""
        return self.due.end <= until.end

    def is_before(self, period: Period) -> bool:
        """Return whether it is of a period that ends before another does."""
        return self.period.end < period.end


class PanelRequest(NamedTuple):
    """A recommendation of the panel, and the period of the first update that answers it."""

    recommendation: Recommendation
    answered: Period | None


def open_promises(
    updates: Iterable[UpdateFile], aims: Collection[str], until: Quarter
) -> tuple[Statement, ...]:
    """Return the open promises under some key aims, the first to be due first.

    What is later than the report says nothing yet.
    """
    told = [each for each in updates if each.period.end <= until.end]
    said = [*_statements(told)]
    promises = [each for each in said if each.item.due and each.aim in aims]
    kept = {*_by_id(promises, told), *_by_words(promises, said)} if promises else ()
    still = {
        (each.item.id or each.item.text.text, *each[1:]): each
        for number, each in enumerate(promises)
        if number not in kept
    }
    return tuple(sorted(still.values(), key=lambda each: period_sort_key(each.due)))


def panel_requests(
    recommendations: Iterable[Recommendation],
    updates: Iterable[UpdateFile],
    until: Quarter,
    meeting: date,
) -> tuple[PanelRequest, ...]:
    """Return the recommendations made up to a meeting, and when updates up to a quarter answer them."""
    asked = [each for each in recommendations if each.made <= meeting]
    told = (each for each in updates if asked and each.period.end <= until.end)
    answers: dict[str, Period] = {}
    for said in _statements(told):
        answers.setdefault(said.item.answers, said.period)
    return tuple(PanelRequest(each, answers.get(each.key)) for each in asked)


def _statements(updates: Iterable[UpdateFile]) -> Iterator[Statement]:
    """Yield all updates and points that are printed, by period."""
    for update in updates:
        for cell in update.cells:
            for branch in walk_public_branches(cell.entries):
                ids = frozenset(each.id for each in branch if each.id)
                yield Statement(branch[-1], update.period, ids, cell.aim, cell.stream)


def _by_id(promises: Sequence[Statement], updates: list[UpdateFile]) -> Iterator[int]:
    """Yield the indexes of promises that a later file names by their id, or a file withdraws."""
    named = [
        (i, each) for i, each in enumerate(promises) if each.ids or each.item.continues
    ]
    for update in updates if named else ():
        for cell in update.cells:
            public = walk_public_items(cell.entries)
            spoken = {name for item in public for name in (item.id, item.continues)}
            seen = {each.see for each in walk_references(cell.entries) if each.public}
            gone = {each.id for each in walk_withdrawals(cell.entries)}
            gone |= {each.id for each in walk_items(cell.entries) if each.withdrawn}
            for i, promise in named:
                is_here = promise[-2:] == (cell.aim, cell.stream)
                # One that moved an earlier promise goes by the id of that.
                name = promise.item.id or promise.item.continues
                names = {*spoken, *(seen if is_here else ())}
                is_spoken = bool(name) and name in names
                is_withdrawn = not gone.isdisjoint(promise.ids)
                if (is_spoken and promise.is_before(update.period)) or (
                    is_withdrawn and promise.period.end <= update.period.end
                ):
                    yield i


def _by_words(
    promises: Sequence[Statement], said: Sequence[Statement]
) -> Iterator[int]:
    """Yield the indexes of promises without an id that a later update has the words of."""

    def wanted(old: int, new: int) -> bool:
        promise, later = promises[old], said[new]
        return promise[-2:] == later[-2:] and promise.is_before(later.period)

    if unnamed := [i for i, promise in enumerate(promises) if not promise.item.id]:
        texts = ([each.item.text.text for each in row] for row in (promises, said))
        pairs = WordOverlap(*texts).pairs(unnamed, range(len(said)), ANYWHERE, wanted)
        yield from (pair.old for pair in pairs)
