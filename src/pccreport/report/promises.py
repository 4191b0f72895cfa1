"""Open promises, and the recommendations of the panel.

A promise is an update with `due:`. It is open until an update has its id, in `id:` or `continues:`,
and no word that may deny it, or withdraws it. Words alone close none. What is not public is not a
promise, and mentions none.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pccreport.language.wordlists import find_pattern
from pccreport.model.periods import Period, period_sort_key
from pccreport.model.plan import Recommendation
from pccreport.model.project import walk_public_branches
from pccreport.model.update import UpdateFile, UpdateItem, entry_rows


class PrintedItem(NamedTuple):
    """A printed update or point, with its period and cell; a promise if it has `due:`."""

    item: UpdateItem
    period: Period
    ids: frozenset[str]
    """Its id, and those of the updates that it is a point of."""
    aim: str
    stream: str
    mention: "PrintedItem | None" = None
    """The last later statement on a promise, or None."""

    @property
    def due(self) -> Period:
        """The period at whose end a promise is due."""
        return self.item.due or self.period

    def is_due(self, until: Period) -> bool:
        """Return whether a promise is due by the end of a period."""
        return self.due.end <= until.end


PanelRequest = tuple[Recommendation, Period | None]
"""A recommendation of the panel, and the period of the first update that answers it."""


def open_promises(
    updates: Iterable[UpdateFile], until: Period
) -> tuple[PrintedItem, ...]:
    """Return the open promises at the end of a period, by due date."""
    covered = [update for update in updates if update.period.end <= until.end]
    statements = [*_printed_items(covered)]
    promises = [s for s in statements if s.item.due]
    if not promises:
        return ()
    named = [s for s in statements if s.item.id or s.item.continues]
    # By id, the end of the last period in which it is withdrawn.
    withdrawn = {r.id: r.file.period.end for r in entry_rows(covered) if r.withdraws}
    still_open: dict[object, PrintedItem] = {}
    for promise in promises:
        mentions = _mentions_of(promise, named)
        stays = (withdrawn.get(i, date.min) < promise.period.end for i in promise.ids)
        if not _is_kept(mentions) and all(stays):
            key = promise.item.id or promise.item.text.text, *promise[1:]
            last = mentions[-1] if mentions else None
            still_open[key] = promise._replace(mention=last)
    return tuple(sorted(still_open.values(), key=lambda p: period_sort_key(p.due)))


def _mentions_of(
    promise: PrintedItem, statements: Iterable[PrintedItem]
) -> list[PrintedItem]:
    """Return the later statements on a promise, by its id, or by the ids of those."""
    # A promise that continues an earlier one can have the id of that.
    names = {promise.item.id or promise.item.continues} - {""}
    found: list[PrintedItem] = []
    for statement in statements if names else ():
        item = statement.item
        is_later = promise.period.end < statement.period.end or (
            # Of two texts of one period, one continues the other.
            promise.item.id
            and item.continues == promise.item.id != item.id
            and promise.period.end == statement.period.end
        )
        if is_later and not names.isdisjoint((item.id, item.continues)):
            found.append(statement)
            names |= {item.id} - {""}
    return found


def panel_requests(
    recommendations: Iterable[Recommendation],
    updates: Iterable[UpdateFile],
    until: Period,
    meeting: date,
) -> tuple[PanelRequest, ...]:
    """Return the recommendations made by the day of a meeting, with the answers up to a period."""
    requested = [r for r in recommendations if r.made <= meeting]
    covered = (u for u in updates if requested and u.period.end <= until.end)
    made = {r.key: r.made for r in requested}
    answers: dict[str, Period] = {}
    for statement in _printed_items(covered):
        key = statement.item.answers
        if key in made and made[key] <= statement.period.end:
            answers.setdefault(key, statement.period)
    return tuple((r, answers.get(r.key)) for r in requested)


def _printed_items(updates: Iterable[UpdateFile]) -> Iterator[PrintedItem]:
    """Yield all printed updates and points, by period."""
    for update in updates:
        for cell in update.cells:
            for branch in walk_public_branches(cell.entries):
                ids = frozenset(item.id for item in branch if item.id)
                yield PrintedItem(branch[-1], update.period, ids, cell.aim, cell.stream)


def _is_kept(mentions: Sequence[PrintedItem]) -> bool:
    """Return whether the last statements on a promise may not deny it, or one has another due date.

    A word such as "not" or "delayed" may deny it, but not "no more than six".
    """
    last = max((s.period.end for s in mentions), default=None)
    texts = (t for s in mentions if s.period.end == last for _, t in s.item.texts())
    bounds = find_pattern("promises", "bounds")
    denials = find_pattern("promises", "denials")
    plain = (bounds.sub("", text.text.replace("’", "'")) for text in texts)
    denied = any(map(denials.search, plain))
    return any(s.item.due for s in mentions) or bool(mentions and not denied)
