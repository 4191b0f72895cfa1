"""Two update files, and what changed between them: no plan is needed, nor a report."""

from __future__ import annotations

from pathlib import Path

from pccreport.compare import walk
from pccreport.compare.comparison import compare
from pccreport.compare.sides import Aim, Side
from pccreport.compare.walk import Naming
from pccreport.compare.withheld import Public, Sides, Updates, has_new_secret
from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.house.parts import House
from pccreport.model import published
from pccreport.model.plan import Plan
from pccreport.model.published import Spot
from pccreport.model.update import Update
from pccreport.pipeline.compare import Compared, Sought
from pccreport.pipeline.doubtful import unread_among
from pccreport.pipeline.load import (
    NOTHING_GIVEN,
    PLAN,
    Records,
    load,
    project_of,
    read_plan,
    read_update,
    read_updates,
    reports,
    shipped_house,
)


def compare_files(
    old: Sought, new: Sought, folder: Path | None, *, private: bool = False
) -> tuple[Compared, tuple[Diagnostic, ...]]:
    """What changed between two update files, and the errors that are in them.

    `folder` is where their plan is, if anywhere: it says what the key aims are.
    """
    before, findings = read_update(old.path, old.given)
    after, problems = read_update(new.path, new.given)
    errors = tuple(f for f in (*findings, *problems) if f.severity is ERROR)
    inputs = (old.path, new.path, *((folder / PLAN,) if folder else ()))
    unread = () if private else unread_among(errors)
    errors += unread
    if before is None or after is None or unread:
        return Compared(None, inputs=inputs), errors
    compared = _compared(old, new, (before, after), _Names(folder), private)
    return compared._replace(inputs=inputs), errors


class _Names:
    """What the plan and the house format call things, as far as a file needs it."""

    def __init__(self, folder: Path | None) -> None:
        plan: Plan | None = read_plan(folder)[0] if folder else None
        self.house: House = _house(folder, plan) or shipped_house()
        self.aims: tuple[Aim, ...] = ()
        self.mentions: dict[str, str] = {}
        for priority in plan.priorities if plan else ():
            numbered = enumerate(priority.aims, start=1)
            self.aims += tuple(Aim(aim.key, n, aim.text) for n, aim in numbered)
            self.mentions |= walk.mentions(priority.aims, self.house)

    def side(self, update: Update, hidden: frozenset[Spot]) -> Side:
        """A file as one side."""
        streams = [stream.key for stream in self.house.streams]
        naming = Naming(self.mentions, {}, hidden=hidden)
        levels = self.house.levels.aim, self.house.levels.aims
        side = walk.of_file(update, self.aims, streams, naming)
        return side._replace(levels=levels)


def _house(folder: Path | None, plan: Plan | None) -> House | None:
    """The house format of the first report of a folder."""
    first = next(iter(reports(folder)), None) if folder else None
    if folder is None or first is None:
        return None
    records = Records(folder, plan, (), (), (), NOTHING_GIVEN)
    return load(records, first)[0].house


def _compared(
    old: Sought, new: Sought, read: tuple[Update, Update], names: _Names, private: bool
) -> Compared:
    every = [
        one.names(
            names.side(published.opened((update,))[0], published.private((update,)))
        )
        for one, update in zip((old, new), read, strict=True)
    ]
    numbers = [sum(line.private for line in side.lines) for side in every]
    count = numbers[0], numbers[1]
    if private:
        return Compared(compare(*every)._replace(private=count))

    def before(updates: Updates) -> Side:
        return old.names(names.side(updates[0], frozenset()))

    def compared(found: Public, outside: Compared | None = None) -> Compared:
        return Compared(found.comparison._replace(private=count), outside=outside)

    after = new.names(names.side(read[1], frozenset()))
    sides = Sides(read[:1], before, read[1:], after)
    inside = sides.compared()
    folders = [_folder_of(*each) for each in zip((old, new), read, strict=True)]
    unsafe = any(unread_among(faults) for _, faults in folders)
    if not (unsafe or has_new_secret(*(updates for updates, _ in folders))):
        return compared(inside)
    return compared(inside, compared(sides.passed_on(inside)))


def _folder_of(
    sought: Sought, update: Update
) -> tuple[Updates, tuple[Diagnostic, ...]]:
    """Return all updates of the project that a file is in; the file alone if in none."""
    folder = project_of(sought.path)
    return read_updates(folder, sought.given) if folder else ((update,), ())
