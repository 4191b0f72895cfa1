"""The files of a project, read and validated.

The plan and the updates are read once for all reports of a folder; each report adds its settings
and its house format.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import Diagnostic, has_errors
from pccreport.findings.registry import rule
from pccreport.findings.text import Source, Span
from pccreport.house.house import HouseFormat
from pccreport.model import plan as plans
from pccreport.model import private_intent
from pccreport.model import settings as settings_of
from pccreport.model import update_reader as updates
from pccreport.model.periods import (
    Period,
    Quarter,
    YearRange,
    file_stem,
    period_sort_key,
    quarter_of,
)
from pccreport.model.plan import Plan
from pccreport.model.project import Project
from pccreport.model.settings import ReportSettings
from pccreport.model.update import UpdateFile
from pccreport.pipeline.house_format import read_house_format
from pccreport.pipeline.project_folder import (
    NOTHING_GIVEN,
    PLAN,
    REPORT,
    REPORTS,
    UPDATES,
    FileOverrides,
    find_project,
    is_in_private_folder,
    left_behind_findings,
    report_files,
    stray_findings,
)
from pccreport.pipeline.read_file import collect, read_node
from pccreport.source import fields, files
from pccreport.source.command_error import USAGE, CommandError
from pccreport.source.node import MappingNode

NO_UPDATES = "no updates yet"
_PRIVATE = private_intent.FOLDER


class Files(NamedTuple):
    """The files of a folder, read for all reports, and then for one.

    A part that was not read, or is not usable, is None.
    """

    folder: Path
    plan: Plan | None
    updates: tuple[UpdateFile, ...] = ()
    inputs: tuple[Path, ...] = ()
    """The files that were read."""
    faults: tuple[Diagnostic, ...] = ()
    """The findings of the update files."""
    given: FileOverrides = NOTHING_GIVEN
    settings: ReportSettings | None = None
    house: HouseFormat | None = None

    @property
    def is_complete(self) -> bool:
        """Return whether all updates could be read; if not, none can be reported as missing."""
        return not has_errors(self.faults)

    @property
    def project(self) -> Project | None:
        """Return the project, or None without a plan or a house format."""
        if self.plan is None or self.house is None:
            return None
        rest = self.settings, self.updates, self.is_complete
        return Project(self.plan, self.house, *rest)

    @property
    def first_step_advice(self) -> str:
        """Return advice if there are no updates yet, or else ""."""
        if any(cell.entries for update in self.updates for cell in update.cells):
            return ""
        named = [update.name for update in self.updates if update.cells]
        period = self.settings.period if self.settings else None
        new = f"{file_stem(period)}.yaml" if isinstance(period, Quarter) else ""
        where = self.folder / UPDATES / (new if not named else "")
        first = f"write the first ones in {named[0] if len(named) == 1 else where}"
        paste = f"pccreport paste FILE {files.quoted_path(self.folder)} --write"
        return f"{first}, or paste what was sent: {paste}"

    def roots(self) -> Iterator[MappingNode]:
        """Yield the root node of each file, including the house format."""
        in_project = (self.plan, self.settings, *self.updates) if self.plan else ()
        for part in (*in_project, self.house):
            if part is not None:
                yield part.origin


def read_folder(
    folder: Path, given: FileOverrides = NOTHING_GIVEN
) -> tuple[Files, tuple[Diagnostic, ...]]:
    """Return the plan and the updates of a folder, and the findings."""
    needed = (PLAN,) if report_files(folder) else (PLAN, REPORT)
    project = find_project(folder) if files.is_yaml(folder.name) else None
    paths_there = report_files(project) if project else ()
    reports = [os.path.relpath(path, project) for path in paths_there]
    files.check_is_project(folder, needed, UPDATES, reports)
    findings: list[Diagnostic] = []
    plan = collect(read_plan(folder, given), findings)
    # With an incomplete plan, all updates would seem to have unknown key aims.
    plan = None if has_errors(findings) else plan
    listed = files.update_files(folder / UPDATES, _PRIVATE)
    strays = (*listed.strays, *files.update_files(folder / REPORTS).strays)
    for path in (*strays, *_unread_files(folder, given)):
        findings += stray_findings(path)
    findings += left_behind_findings(folder)
    paths = sorted(listed.updates, key=lambda p: (p.parent, files.name_sort_key(p)))
    updates_read, faults = read_updates(paths, given, folder)
    read = Files(folder, plan, updates_read, (folder / PLAN, *paths), faults, given)
    return read, (*findings, *faults)


def read_report(
    read: Files, report: Path, day: date | None = None
) -> tuple[Files, tuple[Diagnostic, ...]]:
    """Return the files of a folder with those of one report, and the findings of the latter.

    A `day` is in place of dates that the report does not have.
    """
    findings: list[Diagnostic] = []
    found = read_node(report, "report", read.given, read.folder)
    node = collect(found, findings)
    settings = node and collect(settings_of.read(node, day), findings)
    house, more = read_house_format(read.folder, node, read.given, findings)
    inputs = (report, *read.inputs, *more)
    read = read._replace(settings=settings, house=house, inputs=inputs)
    return read, tuple(findings)


def updates_ending_in(
    period: Period | YearRange, updates: Sequence[UpdateFile]
) -> list[UpdateFile]:
    """Return the update files that end in a period. Raise CommandError if there is none."""
    found = [x for x in updates if period.start <= x.period.end <= period.end]
    if not found:
        ends = sorted(each.period.end for each in updates)
        quarters = dict.fromkeys(str(quarter_of(end)) for end in ends)
        advice = f"there are updates for {', '.join(quarters)}" if quarters else ""
        raise CommandError(f"there is no update file for {period}", USAGE, advice)
    return found


def read_plan(
    folder: Path, given: FileOverrides = NOTHING_GIVEN
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Return the plan of a folder, or None if it is not usable, and the findings."""
    findings: list[Diagnostic] = []
    node = collect(read_node(folder / PLAN, "plan", given, folder), findings)
    return node and collect(plans.read(node), findings), tuple(findings)


def _unread_files(folder: Path, given: FileOverrides) -> list[Path]:
    """Return the YAML files beside the plan that no report reads, and a folder of private files."""
    yaml, strays = files.update_files(folder)
    found = [path for path in yaml if path.name not in (PLAN, REPORT)]
    found += (p for p in strays if p.name.lower() == _PRIVATE or files.is_yaml(p.name))
    if not found:
        return []
    houses = set[str]()
    for path in report_files(folder):
        node = None
        with suppress(CommandError):  # it is raised again where it is needed
            node, _ = read_node(path, "report", given, folder)
        if node is None:  # it may use any of them
            return []
        houses.add(fields.text(node, "house"))
    return [path for path in found if path.name not in houses]


def read_updates(
    paths: Iterable[Path], given: FileOverrides, folder: Path | None = None
) -> tuple[tuple[UpdateFile, ...], tuple[Diagnostic, ...]]:
    """Return the usable update files by period and then by name, and the findings."""
    findings: list[Diagnostic] = []
    read = []
    for path in paths:
        node = collect(read_node(path, "update", given, folder), findings)
        public = not is_in_private_folder(path)
        if public and private_intent.is_private_name(path.stem):
            findings.append(_private_name_finding(path))
        found = node and collect(updates.read(node, public=public), findings)
        if found:
            read.append(found)
    # The sort is stable, so files of one period stay sorted by name.
    ordered = sorted(read, key=lambda update: period_sort_key(update.period))
    return tuple(ordered), tuple(findings)


def _private_name_finding(path: Path) -> Diagnostic:
    message = (
        "the name of this file says that it is private, but its updates are printed"
    )
    advice = f"move it into {UPDATES}/{_PRIVATE}, or rename it"
    at = Span(Source(str(path), ""), 0, 0)
    return rule("mark-in-note").finding(message, at, advice)
