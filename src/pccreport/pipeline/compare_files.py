"""Two update files, and what changed between them: no plan is needed, nor a report."""

from __future__ import annotations

from pathlib import Path

from pccreport.compare import walk, withheld
from pccreport.compare.changes import Comparison
from pccreport.compare.comparison import compare
from pccreport.compare.sides import Aim, Side
from pccreport.compare.walk import Naming
from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.house.parts import House
from pccreport.model import published
from pccreport.model.plan import Plan
from pccreport.model.published import Spot
from pccreport.model.update import Update
from pccreport.pipeline.compare import Compared, Sought
from pccreport.pipeline.doubtful import doubtful
from pccreport.pipeline.load import (
    NOTHING_GIVEN,
    PLAN,
    Records,
    load,
    read_plan,
    read_update,
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
    read = [update for update in (before, after) if update]
    left_out = () if private else tuple(doubtful(read, errors))
    errors += left_out
    if before is None or after is None or left_out:
        return Compared(None, inputs=inputs), errors
    comparison = _compared(before, after, _Names(folder), private)
    comparison = comparison._replace(
        before=old.names(comparison.before), after=new.names(comparison.after)
    )
    return Compared(comparison, inputs=inputs), errors


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
    records = Records(folder, plan, (), (), whole=True, given=NOTHING_GIVEN)
    return load(records, first)[0].house


def _compared(
    before: Update, after: Update, names: _Names, private: bool
) -> Comparison:
    every = [
        names.side(published.opened((update,))[0], published.private((update,)))
        for update in (before, after)
    ]
    count = [sum(line.private for line in side.lines) for side in every]
    if private:
        comparison = compare(*every)
    else:
        shown = names.side(before, frozenset())
        (before,) = withheld.closed(
            (before,),
            (after,),
            every[1],
            lambda told, hidden: names.side(told[0], hidden),
        )
        comparison = compare(*(names.side(u, frozenset()) for u in (before, after)))
        closed = len(shown.lines) - len(comparison.before.lines)
        comparison = comparison._replace(closed=closed)
    return comparison._replace(private=(count[0], count[1]))
