"""A project: a plan, the settings of a report, and all updates."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple, TypeVar

from pccreport.house.builtin import is_builtin
from pccreport.house.house import HouseFormat
from pccreport.model import prose
from pccreport.model.periods import Basis
from pccreport.model.plan import Plan
from pccreport.model.prose import Prose
from pccreport.model.settings import ReportSettings
from pccreport.model.update import (
    Entry,
    Reference,
    UpdateCell,
    UpdateFile,
    UpdateItem,
    Withdrawal,
    entry_rows,
    own_texts,
)
from pccreport.model.visibility import all_figures

EntryT = TypeVar("EntryT", UpdateItem, Reference, Withdrawal)


class ProjectText(NamedTuple):
    """A text of an update file, or of the front matter, as of a file on the report's period."""

    update: UpdateFile
    text: Prose
    public: bool
    """True if neither it nor what it is a part of is private or withdrawn."""


class Project(NamedTuple):
    """All that a report is made from."""

    plan: Plan
    house: HouseFormat
    settings: ReportSettings | None
    """The settings, or None if report.yaml is not usable; the rest can still be checked."""
    updates: tuple[UpdateFile, ...]
    """The update files, by period, then by name."""
    whole: bool
    """True if every update was read; if not, nothing can be called missing."""

    def cells(self) -> Iterator[tuple[UpdateFile, UpdateCell]]:
        """Yield the cells of each file."""
        return ((update, cell) for update in self.updates for cell in update.cells)

    def walk_items(self) -> Iterator[tuple[UpdateFile, UpdateCell, UpdateItem]]:
        """Yield each update in each file, points included."""
        for file, cell in self.cells():
            yield from ((file, cell, item) for item in all_of(cell.entries, UpdateItem))

    def has_streams(self) -> bool:
        """Return whether the house format has streams, or an update is printed without one."""
        return bool(self.house.streams) or any(not c.stream for _, c in self.cells())

    def update_texts(self) -> Iterator[ProjectText]:
        """Yield every text of the update files, in order."""
        for update in self.updates:
            if update.caveat:
                yield ProjectText(update, update.caveat, True)
            for given in all_figures(update):
                for text in given.texts():
                    yield ProjectText(update, text, given.public)
            for row in entry_rows([update]):
                for text in own_texts(row.entry):
                    yield ProjectText(update, text, row.is_printable)

    def front_matter(self) -> Iterator[ProjectText]:
        """Yield every text of report.yaml and of the office's own house format."""
        settings, house = self.settings, self.house
        if settings is None:
            return
        on = self.plan.years.last if settings.period == "plan" else settings.period
        file = UpdateFile(on, Basis.ALONE, None, None, (), (), (), (), settings.origin)
        paragraphs = (*house.opening, *house.ending)
        parts = ((x.heading, x.text, x.without, x.said_by) for x in paragraphs)
        phrases = chain.from_iterable(parts)
        own = (p.origin for p in phrases if p and not is_builtin(p.origin.source))
        texts = (*settings.cover, *settings.texts, *settings.papers)
        named = (text for _, text in texts)
        listed = (fact.text for row in chain(*settings.lists.values()) for fact in row)
        typed = (prose.read(each)[0] for each in own)
        for text in (*settings.focus, *named, *listed, *typed):
            yield ProjectText(file, text, True)


def all_of(entries: Iterable[object], kind: type[EntryT]) -> list[EntryT]:
    """Return the entries of a kind among some, and among their points, in order."""
    found: list[EntryT] = []
    for entry in entries:
        if isinstance(entry, kind):
            found.append(entry)
        if isinstance(entry, UpdateItem) and entry.points:
            found += all_of(entry.points, kind)
    return found


def walk_public_items(entries: Iterable[Entry]) -> Iterator[UpdateItem]:
    """Return the updates among some entries that can be printed, points included, in order."""
    return (item for *_, item in walk_public_branches(entries))


def walk_public_branches(
    entries: Iterable[Entry], *above: UpdateItem
) -> Iterator[tuple[UpdateItem, ...]]:
    """Yield the path to each public update: those that it is a point of, then the update."""
    for entry in entries:
        if isinstance(entry, UpdateItem) and entry.public and not entry.withdrawn:
            yield (*above, entry)
            yield from walk_public_branches(entry.points, *above, entry)


def full_text(item: UpdateItem) -> str:
    """Return all text of an update, points included."""
    updates = all_of([item], UpdateItem)
    return " ".join(text.text for each in updates for _, text in each.texts())
