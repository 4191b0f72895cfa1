"""A project's folder into projects: every file read, located and validated.

The plan and the updates are read once for all reports of a folder; a report adds
its own settings and its house format.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Table
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from pccreport.findings.finding import ERROR, WARNING, Diagnostic, stops
from pccreport.findings.registry import rule
from pccreport.findings.text import Source, Span
from pccreport.house import shipped
from pccreport.house.format import read as read_house
from pccreport.house.parts import House
from pccreport.model import misread, privacy, reading
from pccreport.model import plan as plans
from pccreport.model import settings as settings_of
from pccreport.model import update as updates
from pccreport.model.periods import order
from pccreport.model.plan import Plan
from pccreport.model.project import Project
from pccreport.model.update import Update
from pccreport.schema.validate import validate
from pccreport.source import files, yaml
from pccreport.source.failure import USAGE, Failure
from pccreport.source.faults import excerpt
from pccreport.source.node import Mapping

Value = TypeVar("Value")

PLAN, REPORT, REPORTS, UPDATES = "plan.yaml", "report.yaml", "reports", "updates"
HOUSE = "house.yaml"
"""What an office's own house format is called, unless report.yaml names another."""


Given = Table[Path, "tuple[Source | None, tuple[Diagnostic, ...]]"]
"""Files that are not read from the disk: what an editor has not saved yet."""
NOTHING_GIVEN: Given = {}


class Records(NamedTuple):
    """What all reports of a project's folder share, read once."""

    folder: Path
    plan: Plan | None
    """None where it does not stand, or is faulty."""
    updates: tuple[Update, ...]
    inputs: tuple[Path, ...]
    """The files it was read from."""
    faults: tuple[Diagnostic, ...]
    """What is wrong with the update files."""
    given: Given

    @property
    def whole(self) -> bool:
        """True if every update was read: else what seems to be missing may be there."""
        return not stops(self.faults)


class Loaded(NamedTuple):
    """One report's project, read; a part that does not stand is None."""

    project: Project | None
    house: House | None
    inputs: tuple[Path, ...]
    """The files it was read from."""


def reports(folder: Path, given: Given = NOTHING_GIVEN) -> tuple[Path, ...]:
    """The reports of a project: report.yaml, and the files in its folder of reports."""
    one = folder / REPORT
    new = (p for p in given if p.parent == folder / REPORTS and files.is_yaml(p.name))
    listed = dict.fromkeys((*files.yaml_files(folder / REPORTS), *new))
    return (*((one,) if one in given or files.stands(one) else ()), *listed)


def report_of(folder: Path, path: Path, given: Given = NOTHING_GIVEN) -> Path | None:
    """Return the report of a project that a path is the file of, or None."""
    name = files.same_file_name(path)
    found = reports(folder, given)
    return next((r for r in found if files.same_file_name(r) == name), None)


def project_of(path: Path) -> Path | None:
    """The nearest folder above a file that has a plan, as it would be typed."""
    for folder in path.absolute().parents:
        if files.stands(folder / PLAN):
            return folder if path.is_absolute() else Path(os.path.relpath(folder))
    return None


def chosen(path: Path) -> tuple[Path, Path]:
    """The project's folder and the one report that a path names.

    A path is a folder with one report, or the file of one of its reports.
    """
    if files.stands(path):
        folder = path.parent
        if not files.stands(folder / PLAN) and path.absolute().parent.name == REPORTS:
            folder = folder.parent if folder.name == REPORTS else folder / ".."
        report = report_of(folder, path)
        if report is None or not files.stands(folder / PLAN):
            way_out = "give the folder that holds plan.yaml and your updates"
            raise Failure(f"“{path}” is not a report file", USAGE, way_out)
        return folder, report
    found = reports(path)
    if len(found) > 1 and found[0] != path / REPORT:
        message = f"“{path}” has {len(found)} reports"
        way_out = f"give one of them, such as {found[0]}, or build them all with --all"
        raise Failure(message, USAGE, way_out)
    return path, found[0] if found else path / REPORT


def read_records(
    folder: Path, given: Given = NOTHING_GIVEN
) -> tuple[Records, tuple[Diagnostic, ...]]:
    """The plan and the updates of a folder, as far as they can be read."""
    needed = (PLAN,) if reports(folder, given) else (PLAN, REPORT)
    files.need_project(folder, needed, UPDATES)
    findings: list[Diagnostic] = []
    node = _node(folder / PLAN, "plan", findings, given)
    plan = node and _kept(plans.read(node), findings)
    # What a faulty plan lacks, every update would seem to have made up.
    plan = None if stops(findings) else plan
    listed = files.update_files(folder / UPDATES, privacy.FOLDER)
    lost = files.strays(folder / REPORTS)
    findings += map(_stray, (*listed.strays, *lost, *_unread(folder, given)))
    homes = (folder / UPDATES, folder / UPDATES / privacy.FOLDER)
    new = (path for path in given if path.parent in homes)
    paths = sorted({*listed.updates, *new})
    told, faults = _updates(paths, given)
    inputs = (folder / PLAN, *paths)
    records = Records(folder, plan, told, inputs, faults, given)
    return records, (*findings, *faults)


def load(records: Records, report: Path) -> tuple[Loaded, tuple[Diagnostic, ...]]:
    """One report of a folder, read as far as it can be, and what is wrong with it."""
    findings: list[Diagnostic] = []
    inputs = [report, *records.inputs]
    node = _node(report, "report", findings, records.given)
    settings = node and _kept(settings_of.read(node), findings)
    house = _house(records, node, inputs, findings)
    plan = records.plan
    told = (settings, records.updates, records.whole)
    project = Project(plan, *told) if plan else None
    return Loaded(project, house, tuple(inputs)), tuple(findings)


def read_update(
    path: Path, given: Given = NOTHING_GIVEN
) -> tuple[Update | None, tuple[Diagnostic, ...]]:
    """One update file by itself; None where it does not stand."""
    read, findings = _updates([path], given)
    return (read[0] if read else None), findings


def read_updates(
    folder: Path, given: Given = NOTHING_GIVEN
) -> tuple[tuple[Update, ...], tuple[Diagnostic, ...]]:
    """Return the updates of a project as far as they can be read, and what is wrong."""
    listed = files.update_files(folder / UPDATES, privacy.FOLDER)
    return _updates(listed.updates, given)


def read_plan(
    folder: Path, given: Given = NOTHING_GIVEN
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan of a folder by itself; None where there is none, or it does not stand."""
    if not files.stands(folder / PLAN):
        return None, ()
    findings: list[Diagnostic] = []
    node = _node(folder / PLAN, "plan", findings, given)
    return node and _kept(plans.read(node), findings), tuple(findings)


def read_alone(path: Path, given: Given) -> tuple[Diagnostic, ...]:
    """What is wrong with the text and the form of one file, by what its name says."""
    kinds = {PLAN: "plan", REPORT: "report", HOUSE: "house"}
    in_reports = path.parent.name == REPORTS
    kind = "report" if in_reports else kinds.get(path.name, "update")
    findings: list[Diagnostic] = []
    _node(path, kind, findings, given)
    return tuple(findings)


def read_apart(path: Path, given: Given) -> tuple[Diagnostic, ...]:
    """What is wrong with a file in a project's folder that no report of it reads.

    What an editor has not saved yet may be read once it is.
    """
    return read_alone(path, given) if path in given else (_stray(path),)


def _unread(folder: Path, given: Given) -> tuple[Path, ...]:
    """YAML files beside the plan that no report reads."""
    found = files.others(folder, (folder / PLAN, folder / REPORT))
    if not found:
        return ()
    houses = {_house_of(path, given) for path in reports(folder, given)}
    return tuple(path for path in found if path.name not in houses)


def _house_of(report: Path, given: Given) -> str:
    """The house format that a report names; what is wrong with it is told elsewhere."""
    try:
        return reading.text(_node(report, "report", [], given), "house")
    except Failure:
        return ""


def _updates(
    paths: Sequence[Path], given: Given
) -> tuple[tuple[Update, ...], tuple[Diagnostic, ...]]:
    """Update files, by period and then by name."""
    findings: list[Diagnostic] = []
    read = []
    for path in paths:
        node = _node(path, "update", findings, given)
        public = not _is_private(path)
        found = node and _kept(updates.read(node, public=public), findings)
        if found:
            read.append(found)
    # The files come by name, and a sort keeps that order within a period.
    in_order = sorted(read, key=lambda update: order(update.period))
    return tuple(in_order), tuple(findings)


def _is_private(path: Path) -> bool:
    """Return whether a file, or what it is a link to, is in a folder of private files."""
    ways = (str(path.absolute()), files.same_file_name(path))
    return any(map(privacy.is_private_file, ways))


def _stray(path: Path) -> Diagnostic:
    """What lies there and is not read: an officer may think it was."""
    message = f"“{path.name}” will not be read"
    severity, way_out = WARNING, f"update files must be in “{UPDATES}” and end in .yaml"
    if files.almost_read(path):  # Windows hides the .txt that Notepad adds
        severity = ERROR
        way_out = f"rename it to {path.name[: path.name.lower().rindex('.y')]}.yaml"
    return rule("stray-file").finding(
        message, Span(Source(str(path), ""), 0, 0), way_out, severity=severity
    )


def _node(
    path: Path,
    schema: str,
    findings: list[Diagnostic],
    given: Given = NOTHING_GIVEN,
) -> Mapping | None:
    """A file's values, validated; None where they cannot be read."""
    source, problems = given.get(path) or files.read(path, str(path))
    findings += problems
    return _parsed(source, schema, findings) if source else None


def _parsed(source: Source, schema: str, findings: list[Diagnostic]) -> Mapping | None:
    node, problems = yaml.parse(source)
    findings += problems
    if node is None:
        return None
    # Where the layout had to be mended, what follows from the mend is no second mistake.
    told = _told(problems)
    of_form = [f for f in validate(schema, node) if told.isdisjoint(_lines(f.at.span))]
    told |= _told(of_form)
    of_texts = misread.faults(schema, node)
    findings += of_form
    findings += (f for f in of_texts if told.isdisjoint(_lines(f.at.span)))
    return node if isinstance(node, Mapping) else None


def _told(problems: Iterable[Diagnostic]) -> set[int]:
    """Return the lines that an error is on."""
    errors = (finding for finding in problems if finding.severity is ERROR)
    return {line for finding in errors for line in _lines(finding.at.span)}


def _lines(span: Span) -> range:
    last = span.source.position(max(span.end - 1, span.start))[0]
    return range(span.line, last + 1)


def _kept(
    result: tuple[Value, tuple[Diagnostic, ...]], findings: list[Diagnostic]
) -> Value:
    """A stage's value; what it found goes to the others."""
    value, problems = result
    findings += problems
    return value


def _house(
    records: Records,
    report: Mapping | None,
    inputs: list[Path],
    findings: list[Diagnostic],
) -> House | None:
    """The house format that report.yaml names: shipped, or a file of the project."""
    named = reading.text(report, "house") or settings_of.SHIPPED_HOUSE
    if named in shipped.names():
        house, problems = _shipped_house(named)
        findings += problems
        return house
    node = _own_house(records, named, report, inputs, findings)
    return _kept(read_house(node), findings) if node else None


def _own_house(
    records: Records,
    named: str,
    report: Mapping | None,
    inputs: list[Path],
    findings: list[Diagnostic],
) -> Mapping | None:
    path = records.folder / named
    asked = reading.scalar(report, "house")
    if asked and not files.stands(path):
        message = f"there is no built-in house format “{excerpt(named)}”, and no such file in the project folder"
        way_out = f"built-in formats: {', '.join(shipped.names())}"
        findings.append(rule("unknown-house").finding(message, asked.span, way_out))
        return None
    own = _node(path, "house", findings, records.given)
    inputs.append(path)
    base = reading.scalar(own, "extends")
    if own is None or base is None:
        return own
    if base.value not in shipped.names():
        words = excerpt(str(base.value))
        message = f"there is no built-in house format “{words}” to extend"
        way_out = f"built-in formats: {', '.join(shipped.names())}"
        findings.append(rule("unknown-house").finding(message, base.span, way_out))
        return None
    return shipped.overlay(_shipped(str(base.value)), own)


def shipped_house() -> House:
    """The house format that a project which names none has."""
    house, problems = _shipped_house(settings_of.SHIPPED_HOUSE)
    assert house is not None, problems  # the tests have read it
    return house


@cache  # the reports of a meeting have one house
def _shipped_house(name: str) -> tuple[House | None, tuple[Diagnostic, ...]]:
    return read_house(_shipped(name))


def _shipped(name: str) -> Mapping:
    """A house format that comes with pccreport: the tests have validated it."""
    node, problems = yaml.parse(shipped.source(name))
    assert isinstance(node, Mapping), problems
    return node
