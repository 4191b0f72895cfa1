"""The files of a project, read and validated.

The plan and the updates are read once for all reports of a folder; each report adds its settings
and its house format.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from pccreport.findings.finding import Diagnostic, has_errors
from pccreport.findings.registry import rule
from pccreport.findings.text import Source, Span
from pccreport.house import builtin
from pccreport.house.house import HouseFormat
from pccreport.house.reader import read_house
from pccreport.model import plan as plans
from pccreport.model import private_intent, private_notes
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
from pccreport.pipeline.logo import add_logo
from pccreport.pipeline.project_folder import (
    HOUSE,
    NOTHING_GIVEN,
    PLAN,
    REPORT,
    REPORTS,
    UPDATES,
    FileOverrides,
    find_project,
    is_private,
    left_findings,
    report_files,
    stray_findings,
)
from pccreport.pipeline.read_file import NodeResult, read_node
from pccreport.report.report import CoveredFile
from pccreport.source import fields, files, yaml
from pccreport.source.command_error import USAGE, CommandError
from pccreport.source.node import MappingNode
from pccreport.source.yaml_messages import excerpt

ValueT = TypeVar("ValueT")
FileT = TypeVar("FileT", UpdateFile, CoveredFile)

NO_UPDATES = "No updates yet"
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
    reports: Mapping[Path, NodeResult] = MappingProxyType({})
    """The reports that have been read for their house formats."""
    settings: ReportSettings | None = None
    house: HouseFormat | None = None

    @property
    def whole(self) -> bool:
        """Return whether all updates could be read; if not, none can be reported as missing."""
        return not has_errors(self.faults)

    @property
    def project(self) -> Project | None:
        """Return the project, or None without a plan or a house format."""
        if self.plan is None or self.house is None:
            return None
        rest = self.settings, self.updates, self.whole
        return Project(self.plan, self.house, *rest)

    @property
    def first_step(self) -> str:
        """Return advice if there are no updates yet, or else ""."""
        if any(cell.entries for update in self.updates for cell in update.cells):
            return ""
        named = [update.name for update in self.updates if update.cells]
        period = self.settings.period if self.settings else None
        new = f"{file_stem(period)}.yaml" if isinstance(period, Quarter) else ""
        where = self.folder / UPDATES / (new if not named else "")
        first = f"write the first ones in {named[0] if len(named) == 1 else where}"
        paste = f"pccreport paste FILE {files.quoted_path(self.folder)} --write"
        return f"{first}, or take them from what was sent with {paste}"

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
    needed = (PLAN,) if report_files(folder, given) else (PLAN, REPORT)
    project = find_project(folder) if files.is_yaml(folder.name) else None
    paths_there = report_files(project) if project else ()
    reports = [os.path.relpath(path, project) for path in paths_there]
    files.require_project(folder, needed, UPDATES, reports)
    findings: list[Diagnostic] = []
    plan = _collect(read_plan(folder, given), findings)
    # With an incomplete plan, all updates would seem to have unknown key aims.
    plan = None if has_errors(findings) else plan
    listed = files.update_files(folder / UPDATES, _PRIVATE)
    report_strays = files.stray_files(folder / REPORTS)
    unread, report_nodes = _unread_files(folder, given)
    for path in (*listed.strays, *report_strays, *unread):
        findings += stray_findings(path)
    findings += left_findings(folder)
    folders = (folder / UPDATES, folder / UPDATES / _PRIVATE)
    new = (path for path in given if path.parent in folders)
    found = {*listed.updates, *new}
    paths = sorted(found, key=lambda path: (path.parent, files.name_order(path)))
    updates_read, faults = _read_updates(paths, given, folder)
    inputs = (folder / PLAN, *paths)
    read = Files(folder, plan, updates_read, inputs, faults, given, report_nodes)
    return read, (*findings, *faults)


def read_report(
    read: Files, report: Path, day: date | None = None
) -> tuple[Files, tuple[Diagnostic, ...]]:
    """Return the files of a folder with those of one report, and the findings of the latter.

    A `day` is in place of dates that the report does not have.
    """
    findings: list[Diagnostic] = []
    inputs = [report, *read.inputs]
    found = read.reports.get(report) or read_node(
        report, "report", read.given, read.folder
    )
    node = _collect(found, findings)
    settings = node and _collect(settings_of.read(node, day), findings)
    house = _read_house_format(read, node, inputs, findings)
    read = read._replace(settings=settings, house=house, inputs=tuple(inputs))
    return read, tuple(findings)


def read_update_file(
    path: Path, given: FileOverrides = NOTHING_GIVEN
) -> tuple[UpdateFile | None, tuple[Diagnostic, ...]]:
    """Return one update file, or None if it is not usable, and the findings."""
    read, findings = _read_updates([path], given)
    return (read[0] if read else None), findings


def read_updates(
    folder: Path, given: FileOverrides = NOTHING_GIVEN
) -> tuple[tuple[UpdateFile, ...], tuple[Diagnostic, ...]]:
    """Return the usable update files of a project, and the findings."""
    listed = files.update_files(folder / UPDATES, _PRIVATE)
    return _read_updates(listed.updates, given, folder)


def updates_of(period: Period | YearRange, updates: Sequence[FileT]) -> list[FileT]:
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
    node = _collect(read_node(folder / PLAN, "plan", given, folder), findings)
    return node and _collect(plans.read(node), findings), tuple(findings)


def _unread_files(
    folder: Path, given: FileOverrides
) -> tuple[tuple[Path, ...], dict[Path, NodeResult]]:
    """Return the YAML files beside the plan that no report reads, and the reports, if any was looked at."""
    reports: dict[Path, NodeResult] = {}
    found = files.unread_yaml_files(folder, (folder / PLAN, folder / REPORT))
    private = (p for p in files.stray_files(folder) if p.name.lower() == _PRIVATE)
    found = (*found, *private)
    if not found:
        return (), reports
    for path in report_files(folder, given):
        with suppress(CommandError):  # it is raised again where it is needed
            reports[path] = read_node(path, "report", given, folder)
    nodes = [reports.get(path, (None,))[0] for path in report_files(folder, given)]
    houses = {fields.text(node, "house") for node in nodes if node}
    # A report that cannot be read may use any of them.
    unread = (path for path in found if path.name not in houses)
    return (*(unread if all(nodes) else ()),), reports


def own_house(path: Path) -> tuple[str, dict[str, str]]:
    """Return what the project that a path is in has as its house format: what is extended, and its parts.

    It is that of its first report; the parts are lines as they are typed, by their names. What is
    extended is "" if there is no such project or nothing of it can be read.
    """
    folder = find_project(path)
    reports = report_files(folder) if folder else ()
    named = ""
    with suppress(CommandError):
        first = read_node(reports[0], "report", folder=folder)[0] if reports else None
        named = fields.text(first, "house")
    if named in builtin.builtin_names():
        return named, {}
    if not (folder and named and files.file_exists(folder / named)):
        return "", {}
    node, _ = read_node(folder / named, "house", folder=folder)
    if node is None:
        return "", {}
    text = node.span.source.text
    parts = {
        part: text[key.span.start : node.values[part].span.end].rstrip()
        for part, key in node.keys.items()
        if part != "extends"
    }
    return fields.text(node, "extends"), parts


def _read_updates(
    paths: Sequence[Path], given: FileOverrides, folder: Path | None = None
) -> tuple[tuple[UpdateFile, ...], tuple[Diagnostic, ...]]:
    """Return the usable update files by period and then by name, and the findings."""
    findings: list[Diagnostic] = []
    read = []
    for path in paths:
        node = _collect(read_node(path, "update", given, folder), findings)
        public = not is_private(path)
        if public and private_intent.is_private_name(path.stem):
            findings.append(_private_name(path))
        found = node and _collect(updates.read(node, public=public), findings)
        if found:
            read.append(found)
            findings += private_notes.find_private_notes(found) if public else ()
    # The sort is stable, so files of one period stay sorted by name.
    ordered = sorted(read, key=lambda update: period_sort_key(update.period))
    return tuple(ordered), tuple(findings)


def _private_name(path: Path) -> Diagnostic:
    message = (
        "the name of this file says that it is private, but its updates are printed"
    )
    advice = f"move it into {UPDATES}/{_PRIVATE}, or rename it"
    at = Span(Source(str(path), ""), 0, 0)
    return rule("mark-in-note").finding(message, at, advice)


def _collect(
    result: tuple[ValueT, tuple[Diagnostic, ...]], findings: list[Diagnostic]
) -> ValueT:
    """Append the findings of a stage to `findings` and return its value."""
    value, more = result
    findings += more
    return value


def _read_house_format(
    read: Files,
    report: MappingNode | None,
    inputs: list[Path],
    findings: list[Diagnostic],
) -> HouseFormat | None:
    """Return the built-in or own house format of a report, or None if it is not usable."""
    named = fields.text(report, "house") or settings_of.DEFAULT_HOUSE
    if named in builtin.builtin_names():
        return shipped_house(named)
    node = _read_own_house(read, named, report, inputs, findings)
    house = _collect(read_house(node), findings) if node else None
    logo = fields.submapping(fields.submapping(node, "look"), "logo")
    if house is None or logo is None:
        return house
    inputs.append(read.folder / fields.text(logo, "file"))
    return _collect(add_logo(house, logo, read.folder), findings)


def _read_own_house(
    read: Files,
    named: str,
    report: MappingNode | None,
    inputs: list[Path],
    findings: list[Diagnostic],
) -> MappingNode | None:
    path = read.folder / named
    asked = fields.scalar(report, "house")
    if asked and not files.is_inside(path, read.folder):
        message = f"“{excerpt(named)}” is not in the project’s folder"
        advice = f"copy it into the folder, and write its name, such as {HOUSE}"
        _add_unknown_house(message, asked.span, advice, findings)
        return None
    if asked and not files.file_exists(path):
        message = f"there is no built-in house format “{excerpt(named)}”, and no such file in the project folder"
        advice = f"name your own file, such as {HOUSE}, or a built-in format: {', '.join(builtin.builtin_names())}"
        _add_unknown_house(message, asked.span, advice, findings)
        return None
    own = _collect(read_node(path, "house", read.given), findings)
    inputs.append(path)
    base = fields.scalar(own, "extends")
    if own is None or base is None:
        return own
    if base.value not in builtin.builtin_names():
        words = excerpt(str(base.value))
        message = f"there is no built-in house format “{words}” to extend"
        *names, last = builtin.builtin_names()
        advice = f"write extends: {', '.join(names)} or {last}"
        _add_unknown_house(message, base.span, advice, findings)
        return None
    return builtin.extend_format(_builtin_node(str(base.value)), own)


def _add_unknown_house(
    message: str, at: Span, advice: str, findings: list[Diagnostic]
) -> None:
    """Append a finding, and remove the one of the schema about the same name."""
    findings[:] = (each for each in findings if each.at.span != at)
    findings.append(rule("unknown-house").finding(message, at, advice))


@cache
def shipped_house(name: str) -> HouseFormat:
    """Return a built-in house format."""
    house, more = read_house(_builtin_node(name))
    assert house is not None, more  # the tests read all of them
    return house


@cache
def _builtin_node(name: str) -> MappingNode:
    """Return the node of a built-in house format, which the tests validate."""
    node, more = yaml.parse_yaml(builtin.builtin_source(name))
    assert isinstance(node, MappingNode), more
    base = fields.text(node, "extends")
    return builtin.extend_format(_builtin_node(base), node) if base else node
