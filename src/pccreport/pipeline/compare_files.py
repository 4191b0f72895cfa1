"""Two update files, and what changed between them: no plan is needed, nor a report."""

from __future__ import annotations

from pathlib import Path

from pccreport.compare import flatten
from pccreport.compare.comparison import compare
from pccreport.compare.flatten import SharedNames
from pccreport.compare.redaction import Public, Sides, UpdateFiles, has_new_secret
from pccreport.compare.sides import NumberedAim, Side
from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.house.house import HouseFormat
from pccreport.model import visibility
from pccreport.model.plan import Plan
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import SpanStart
from pccreport.pipeline.compare import CompareResult, Operand
from pccreport.pipeline.load import (
    PLAN,
    Files,
    default_house,
    find_project,
    read_plan,
    read_report,
    read_update_file,
    read_updates,
    report_files,
)
from pccreport.pipeline.possible_leaks import unread_among


def compare_files(
    old: Operand, new: Operand, folder: Path | None, *, private: bool = False
) -> tuple[CompareResult, tuple[Diagnostic, ...]]:
    """Return what changed between two update files, and their errors.

    `folder` is where their plan is, if any: it has the key aims.
    """
    before, findings = read_update_file(old.path, old.given)
    after, problems = read_update_file(new.path, new.given)
    errors = tuple(f for f in (*findings, *problems) if f.severity is ERROR)
    inputs = (old.path, new.path, *((folder / PLAN,) if folder else ()))
    unread = () if private else unread_among(errors)
    errors += unread
    if before is None or after is None or unread:
        return CompareResult(None, inputs=inputs), errors
    compared = _compared(old, new, (before, after), _FileNames(folder), private)
    return compared._replace(inputs=inputs), errors


class _FileNames:
    """The names in the plan and the house format, as far as a file needs them."""

    def __init__(self, folder: Path | None) -> None:
        plan: Plan | None = read_plan(folder)[0] if folder else None
        self.house: HouseFormat = _house(folder, plan) or default_house()
        self.aims: tuple[NumberedAim, ...] = ()
        self.mentions: dict[str, str] = {}
        for priority in plan.priorities if plan else ():
            numbered = enumerate(priority.aims, start=1)
            self.aims += tuple(NumberedAim(aim.key, n, aim.text) for n, aim in numbered)
            self.mentions |= flatten.aim_mentions(priority.aims, self.house)

    def side(self, update: UpdateFile, hidden: frozenset[SpanStart]) -> Side:
        """Return a file as one side."""
        streams = [stream.key for stream in self.house.streams]
        naming = SharedNames(self.mentions, {}, private_starts=hidden)
        levels = self.house.levels.aim, self.house.levels.aims
        side = flatten.flatten_file(update, self.aims, streams, naming)
        return side._replace(levels=levels)


def _house(folder: Path | None, plan: Plan | None) -> HouseFormat | None:
    """Return the house format of the first report of a folder."""
    first = next(iter(report_files(folder)), None) if folder else None
    if folder is None or first is None:
        return None
    return read_report(Files(folder, plan), first)[0].house


def _compared(
    old: Operand,
    new: Operand,
    read: tuple[UpdateFile, UpdateFile],
    names: _FileNames,
    private: bool,
) -> CompareResult:
    every = [
        one.rename_side(
            names.side(
                visibility.as_public((update,))[0], visibility.private_starts((update,))
            )
        )
        for one, update in zip((old, new), read, strict=True)
    ]
    numbers = [sum(line.private for line in side.lines) for side in every]
    count = numbers[0], numbers[1]
    if private:
        return CompareResult(compare(*every)._replace(private=count))

    def before(updates: UpdateFiles) -> Side:
        return old.rename_side(names.side(updates[0], frozenset()))

    def compared(found: Public, outside: CompareResult | None = None) -> CompareResult:
        return CompareResult(found.comparison._replace(private=count), outside=outside)

    after = new.rename_side(names.side(read[1], frozenset()))
    folders = [_folder_of(*each) for each in zip((old, new), read, strict=True)]
    sides = Sides(read[:1], before, folders[1][0], after)
    inside = sides.compared()
    unsafe = any(unread_among(faults) for _, faults in folders)
    if not (unsafe or has_new_secret(*(updates for updates, _ in folders))):
        return compared(inside)
    return compared(inside, compared(sides.passed_on(inside)))


def _folder_of(
    sought: Operand, update: UpdateFile
) -> tuple[UpdateFiles, tuple[Diagnostic, ...]]:
    """Return all updates of the project that a file is in; the file alone if in none."""
    folder = find_project(sought.path)
    return read_updates(folder, sought.given) if folder else ((update,), ())
