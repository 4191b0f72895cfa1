"""Two update files, and what changed between them: no plan is needed, nor a report."""

from __future__ import annotations

from pathlib import Path

from pccreport.compare import flatten
from pccreport.compare.flatten import SharedNames
from pccreport.compare.redaction import UpdateFiles
from pccreport.compare.sides import NumberedAim, Side
from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.house.house import HouseFormat
from pccreport.model.plan import Plan
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import SpanStart
from pccreport.pipeline.compare import (
    Comparable,
    CompareResult,
    Operand,
    compare_updates,
)
from pccreport.pipeline.load import (
    Files,
    default_house,
    read_plan,
    read_report,
    read_update_file,
    read_updates,
)
from pccreport.pipeline.possible_leaks import unread_among
from pccreport.pipeline.project_folder import PLAN, find_project, report_files


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
    names = _FileNames(folder)
    one, faults_of_old = names.comparable(old, before)
    other, faults_of_new = names.comparable(new, after)
    unsafe = any(map(unread_among, (faults_of_old, faults_of_new)))
    inside, outside = compare_updates(one, other, private=private, unsafe=unsafe)
    passed_on = CompareResult(outside.comparison) if outside else None
    result = CompareResult(inside.comparison, inputs=inputs, outside=passed_on)
    return result, errors


class _FileNames:
    """The names in the plan and the house format, as far as a file needs them."""

    def __init__(self, folder: Path | None) -> None:
        plan: Plan | None = read_plan(folder)[0] if folder else None
        self.house: HouseFormat = _house(folder, plan) or default_house()
        self.aims: tuple[NumberedAim, ...] = ()
        self.mentions: dict[str, str] = {}
        self.measured = {m.key: m.aim for m in plan.measures} if plan else {}
        for priority in plan.priorities if plan else ():
            self.aims += flatten.numbered_aims(priority, self.house)
            self.mentions |= flatten.aim_mentions(priority, self.house)

    def comparable(
        self, operand: Operand, update: UpdateFile
    ) -> tuple[Comparable, tuple[Diagnostic, ...]]:
        """Return a file as what a side is made from, and the findings in its folder."""

        def side(updates: UpdateFiles, hidden: frozenset[SpanStart]) -> Side:
            return operand.rename_side(self._side(updates[0], hidden))

        of_folder, findings = _folder_of(operand, update)
        return Comparable((update,), side, of_folder), findings

    def _side(self, update: UpdateFile, hidden: frozenset[SpanStart]) -> Side:
        """Return a file as one side."""
        streams = [stream.key for stream in self.house.all_streams()]
        naming = SharedNames(self.mentions, {}, private_starts=hidden)
        levels = self.house.levels.aim, self.house.levels.aims
        side = flatten.flatten_file(update, self.aims, streams, naming, self.measured)
        return side._replace(levels=levels)


def _house(folder: Path | None, plan: Plan | None) -> HouseFormat | None:
    """Return the house format of the first report of a folder."""
    first = next(iter(report_files(folder)), None) if folder else None
    if folder is None or first is None:
        return None
    return read_report(Files(folder, plan), first)[0].house


def _folder_of(
    sought: Operand, update: UpdateFile
) -> tuple[UpdateFiles, tuple[Diagnostic, ...]]:
    """Return all updates of the project that a file is in; the file alone if in none."""
    folder = find_project(sought.path)
    return read_updates(folder, sought.given) if folder else ((update,), ())
