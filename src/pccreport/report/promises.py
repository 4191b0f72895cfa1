"""Open promises, and the recommendations of the panel.

A promise is an update with `due:`. It is open until a later period mentions it: by its id, in
`continues:`, `see:` or `withdrawn:`, or, if it has no id, in similar words under the same key aim
and stream. What is not public is not a promise, and mentions none.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pccreport.language.word_overlap import ANYWHERE, WordOverlap
from pccreport.model.periods import Period, period_sort_key
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
    """A printed update or point, with its period and cell; a promise if it has `due:`."""

    item: UpdateItem
    period: Period
    ids: frozenset[str]
    """Its id, and those of the updates that it is a point of."""
    aim: str
    stream: str

    @property
    def due(self) -> Period:
        """The period at whose end a promise is due."""
        return self.item.due or self.period

    def is_due(self, until: Period) -> bool:
        """Return whether a promise is due by the end of a period."""
        return self.due.end <= until.end

    def is_before(self, period: Period) -> bool:
        """Return whether its period ends before another."""
        return self.period.end < period.end


class PanelRequest(NamedTuple):
    """A recommendation of the panel, and the period of the first update that answers it."""

    recommendation: Recommendation
    answered: Period | None


def open_promises(
    updates: Iterable[UpdateFile], aims: Collection[str], until: Period
) -> tuple[Statement, ...]:
    """Return the open promises under some key aims at the end of a period, by due date."""
    covered = [update for update in updates if update.period.end <= until.end]
    statements = [*_statements(covered)]
    promises = [s for s in statements if s.item.due and s.aim in aims]
    if not promises:
        return ()
    closed = {*_by_id(promises, covered), *_by_words(promises, statements)}
    still_open = {
        (promise.item.id or promise.item.text.text, *promise[1:]): promise
        for i, promise in enumerate(promises)
        if i not in closed
    }
    return tuple(sorted(still_open.values(), key=lambda p: period_sort_key(p.due)))


def panel_requests(
    recommendations: Iterable[Recommendation],
    updates: Iterable[UpdateFile],
    until: Period,
    meeting: date,
) -> tuple[PanelRequest, ...]:
    """Return the recommendations made by the day of a meeting, with the answers up to a period."""
    requested = [r for r in recommendations if r.made <= meeting]
    covered = (u for u in updates if requested and u.period.end <= until.end)
    answers: dict[str, Period] = {}
    for statement in _statements(covered):
        answers.setdefault(statement.item.answers, statement.period)
    return tuple(PanelRequest(r, answers.get(r.key)) for r in requested)


def _statements(updates: Iterable[UpdateFile]) -> Iterator[Statement]:
    """Yield all printed updates and points, by period."""
    for update in updates:
        for cell in update.cells:
            for branch in walk_public_branches(cell.entries):
                ids = frozenset(item.id for item in branch if item.id)
                yield Statement(branch[-1], update.period, ids, cell.aim, cell.stream)


def _by_id(promises: Sequence[Statement], updates: list[UpdateFile]) -> Iterator[int]:
    """Yield the indexes of promises that a later file mentions by id, or that are withdrawn."""
    named = [(i, p) for i, p in enumerate(promises) if p.ids or p.item.continues]
    for update in updates if named else ():
        for cell in update.cells:
            public = walk_public_items(cell.entries)
            mentioned = {name for item in public for name in (item.id, item.continues)}
            references = {r.see for r in walk_references(cell.entries) if r.public}
            withdrawn = {w.id for w in walk_withdrawals(cell.entries)}
            withdrawn |= {i.id for i in walk_items(cell.entries) if i.withdrawn}
            for i, promise in named:
                same_cell = promise[-2:] == (cell.aim, cell.stream)
                # A promise that continues an earlier one can have the id of that.
                name = promise.item.id or promise.item.continues
                names = {*mentioned, *(references if same_cell else ())}
                is_mentioned = bool(name) and name in names
                is_withdrawn = not withdrawn.isdisjoint(promise.ids)
                if (is_mentioned and promise.is_before(update.period)) or (
                    is_withdrawn and promise.period.end <= update.period.end
                ):
                    yield i


def _by_words(
    promises: Sequence[Statement], statements: Sequence[Statement]
) -> Iterator[int]:
    """Yield the indexes of promises without an id that a later update is similar to."""

    def wanted(old: int, new: int) -> bool:
        promise, later = promises[old], statements[new]
        return promise[-2:] == later[-2:] and promise.is_before(later.period)

    if unnamed := [i for i, promise in enumerate(promises) if not promise.item.id]:
        texts = ([s.item.text.text for s in group] for group in (promises, statements))
        every = range(len(statements))
        pairs = WordOverlap(*texts).pairs(unnamed, every, ANYWHERE, wanted)
        yield from (pair.old for pair in pairs)
