"""A project's folder into projects: every file read, located and validated.

The plan and the updates are read once for all reports of a folder; a report adds
its own settings and its house format.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Mapping as Table
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pccreport.findings.finding import ERROR, WARNING, Diagnostic, has_errors
from pccreport.findings.registry import rule
from pccreport.findings.text import Source, Span
from pccreport.house import builtin
from pccreport.house.house import HouseFormat
from pccreport.house.reader import read_house
from pccreport.model import fields, marks_in_notes, misread, private_intent
from pccreport.model import plan as plans
from pccreport.model import settings as settings_of
from pccreport.model import update as updates
from pccreport.model.periods import Quarter, file_stem, period_sort_key
from pccreport.model.plan import Plan
from pccreport.model.project import Project
from pccreport.model.settings import ReportSettings
from pccreport.model.update import UpdateFile
from pccreport.schema.validate import validate_as_meant
from pccreport.source import files, yaml
from pccreport.source.command_error import USAGE, CommandError
from pccreport.source.node import MappingNode
from pccreport.source.yaml_messages import excerpt, join_anchors

if TYPE_CHECKING:
    from pccreport.recovery.rest_of_file import RestOfFile

ValueT = TypeVar("ValueT")

_FOR_LACK = frozenset({"missing-key", "empty-value"})
"""Rules on what is not there."""

PLAN, REPORT, REPORTS, UPDATES = "plan.yaml", "report.yaml", "reports", "updates"
_PRIVATE = private_intent.FOLDER
HOUSE = "house.yaml"
"""What an office's own house format is called, unless report.yaml names another."""


_UPDATES = re.compile(r"^updates[ \t]*:", re.MULTILINE)

FileOverrides = Table[Path, "tuple[Source | None, tuple[Diagnostic, ...]]"]
"""Files that are not read from the disk: what an editor has not saved yet."""
NOTHING_GIVEN: FileOverrides = {}


class Files(NamedTuple):
    """What was read of a folder: once for all of its reports, then for one of them.

    A part that was not read, or that cannot be used, is None.
    """

    folder: Path
    plan: Plan | None
    updates: tuple[UpdateFile, ...] = ()
    inputs: tuple[Path, ...] = ()
    """The files it was read from."""
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong with the update files."""
    given: FileOverrides = NOTHING_GIVEN
    settings: ReportSettings | None = None
    house: HouseFormat | None = None

    @property
    def whole(self) -> bool:
        """True if every update was read: else what seems to be missing may be there."""
        return not has_errors(self.faults)

    @property
    def project(self) -> Project | None:
        """Return the project that they make, or None without a plan or a house format."""
        if self.plan is None or self.house is None:
            return None
        rest = self.settings, self.updates, self.whole
        return Project(self.plan, self.house, *rest)

    @property
    def first_step(self) -> str:
        """Return what to do next if no update file has anything in it yet, else ""."""
        if any(cell.entries for update in self.updates for cell in update.cells):
            return ""
        named = [update.name for update in self.updates if update.cells]
        period = self.settings.period if self.settings else None
        new = f"{file_stem(period)}.yaml" if isinstance(period, Quarter) else ""
        where = named[0] if named else self.folder / UPDATES / new
        return f"write the first ones in {where}"

    def roots(self) -> Iterator[MappingNode]:
        """Yield the root of each file that was read, of the house format too."""
        in_project = (self.plan, self.settings, *self.updates) if self.plan else ()
        for part in (*in_project, self.house):
            if part is not None:
                yield part.origin


def report_files(
    folder: Path, given: FileOverrides = NOTHING_GIVEN
) -> tuple[Path, ...]:
    """Return the reports of a project: report.yaml, and the files in its folder of reports."""
    one = folder / REPORT
    new = (p for p in given if p.parent == folder / REPORTS and files.is_yaml(p.name))
    listed = dict.fromkeys((*files.yaml_files(folder / REPORTS), *new))
    return (*((one,) if one in given or files.file_exists(one) else ()), *listed)


def report_of(
    folder: Path, path: Path, given: FileOverrides = NOTHING_GIVEN
) -> Path | None:
    """Return the report of a project that a path is the file of, or None."""
    name = files.normalise_path(path)
    found = report_files(folder, given)
    return next((r for r in found if files.normalise_path(r) == name), None)


def find_project(path: Path) -> Path | None:
    """Return the nearest folder above a file that has a plan, as it would be typed."""
    for folder in path.absolute().parents:
        if files.file_exists(folder / PLAN):
            return folder if path.is_absolute() else Path(os.path.relpath(folder))
    return None


def choose_report(path: Path, otherwise: str = "") -> tuple[Path, Path]:
    """Return the project's folder and the report that a path names.

    A path is a folder with one report, or the file of one. With several, `otherwise` also helps.
    """
    if files.file_exists(path):
        folder = path.parent
        if (
            not files.file_exists(folder / PLAN)
            and path.absolute().parent.name == REPORTS
        ):
            folder = folder.parent if folder.name == REPORTS else folder / ".."
        report = report_of(folder, path)
        if report is None or not files.file_exists(folder / PLAN):
            way_out = "give the folder that holds plan.yaml and your updates"
            raise CommandError(f"“{path}” is not a report file", USAGE, way_out)
        return folder, report
    found = report_files(path)
    if len(found) > 1 and found[0] != path / REPORT:
        message = f"“{path}” has {len(found)} reports"
        raise CommandError(message, USAGE, f"give one, such as {found[0]}{otherwise}")
    return path, found[0] if found else path / REPORT


def read_folder(
    folder: Path, given: FileOverrides = NOTHING_GIVEN
) -> tuple[Files, tuple[Diagnostic, ...]]:
    """Return the plan and the updates of a folder, as far as they can be read."""
    needed = (PLAN,) if report_files(folder, given) else (PLAN, REPORT)
    near = find_project(folder) if files.is_yaml(folder.name) else None
    there = [os.path.relpath(path, near) for path in report_files(near)] if near else []
    files.require_project(folder, needed, UPDATES, there)
    findings: list[Diagnostic] = []
    node = _node(folder / PLAN, "plan", findings, given)
    plan = node and _collect(plans.read(node), findings)
    # What a faulty plan lacks, every update would seem to have made up.
    plan = None if has_errors(findings) else plan
    listed = files.update_files(folder / UPDATES, _PRIVATE)
    of_reports = files.stray_files(folder / REPORTS)
    for path in (*listed.strays, *of_reports, *_unread(folder, given)):
        findings += _stray(path)
    homes = (folder / UPDATES, folder / UPDATES / _PRIVATE)
    new = (path for path in given if path.parent in homes)
    paths = sorted({*listed.updates, *new})
    told, faults = _updates(paths, given)
    inputs = (folder / PLAN, *paths)
    return Files(folder, plan, told, inputs, faults, given), (*findings, *faults)


def read_report(read: Files, report: Path) -> tuple[Files, tuple[Diagnostic, ...]]:
    """Return the files of a folder with those of one report, and what is wrong with these."""
    findings: list[Diagnostic] = []
    inputs = [report, *read.inputs]
    node = _node(report, "report", findings, read.given)
    settings = node and _collect(settings_of.read(node), findings)
    house = _house(read, node, inputs, findings)
    read = read._replace(settings=settings, house=house, inputs=tuple(inputs))
    return read, tuple(findings)


def read_update_file(
    path: Path, given: FileOverrides = NOTHING_GIVEN
) -> tuple[UpdateFile | None, tuple[Diagnostic, ...]]:
    """Return one update file by itself, or None if it is not usable."""
    read, findings = _updates([path], given)
    return (read[0] if read else None), findings


def read_updates(
    folder: Path, given: FileOverrides = NOTHING_GIVEN
) -> tuple[tuple[UpdateFile, ...], tuple[Diagnostic, ...]]:
    """Return the updates of a project as far as they can be read, and what is wrong."""
    listed = files.update_files(folder / UPDATES, _PRIVATE)
    return _updates(listed.updates, given)


def read_plan(
    folder: Path, given: FileOverrides = NOTHING_GIVEN
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Return the plan of a folder by itself, or None if there is none or it is not usable."""
    if not files.file_exists(folder / PLAN):
        return None, ()
    findings: list[Diagnostic] = []
    node = _node(folder / PLAN, "plan", findings, given)
    return node and _collect(plans.read(node), findings), tuple(findings)


def validate_file(path: Path, given: FileOverrides) -> tuple[Diagnostic, ...]:
    """Return the findings in the text and the form of a file, by the kind that its name shows."""
    kinds = {PLAN: "plan", REPORT: "report", HOUSE: "house"}
    in_reports = path.parent.name == REPORTS
    kind = "report" if in_reports else kinds.get(path.name, "update")
    findings: list[Diagnostic] = []
    _node(path, kind, findings, given)
    return tuple(findings)


def validate_unread_file(path: Path, given: FileOverrides) -> tuple[Diagnostic, ...]:
    """Return the findings for a file in a project's folder that no report reads.

    A file that an editor has not saved yet may be read later.
    """
    return validate_file(path, given) if path in given else _stray(path)


def _unread(folder: Path, given: FileOverrides) -> tuple[Path, ...]:
    """YAML files beside the plan that no report reads."""
    found = files.unread_yaml_files(folder, (folder / PLAN, folder / REPORT))
    private = (p for p in files.stray_files(folder) if p.name.lower() == _PRIVATE)
    found = (*found, *private)
    if not found:
        return ()
    houses = {_house_of(path, given) for path in report_files(folder, given)}
    # A report that cannot be read may name any of them.
    return tuple(p for p in found if p.name not in houses and None not in houses)


def _house_of(report: Path, given: FileOverrides) -> str | None:
    """Return the house format that a report names, "" for none, or None if it cannot be read.

    Its findings are reported elsewhere.
    """
    try:
        node = _node(report, "report", [], given)
    except CommandError:
        return None
    return None if node is None else fields.text(node, "house")


def _updates(
    paths: Sequence[Path], given: FileOverrides
) -> tuple[tuple[UpdateFile, ...], tuple[Diagnostic, ...]]:
    """Update files, by period and then by name."""
    findings: list[Diagnostic] = []
    read = []
    for path in paths:
        node = _node(path, "update", findings, given)
        public = not _is_private(path)
        if public and private_intent.is_private_name(path.stem):
            findings.append(_private_name(path))
        found = node and _collect(updates.read(node, public=public), findings)
        if found:
            read.append(found)
            findings += marks_in_notes.faults(found) if public else ()
    # The files are sorted by name, and the sort keeps that order within a period.
    in_order = sorted(read, key=lambda update: period_sort_key(update.period))
    return tuple(in_order), tuple(findings)


def _private_name(path: Path) -> Diagnostic:
    message = (
        "the name of this file says that it is private, but its updates are printed"
    )
    way_out = f"move it into {UPDATES}/{_PRIVATE}, or rename it"
    at = Span(Source(str(path), ""), 0, 0)
    return rule("mark-in-note").finding(message, at, way_out)


def _is_private(path: Path) -> bool:
    """Return whether a file, or what it is a link to, is in a folder of private files."""
    ways = (str(path.absolute()), files.normalise_path(path))
    return any(map(private_intent.is_private_file, ways))


def lost_sources(stray: Path) -> Iterator[Source]:
    """Yield the update files that a stray is, or has in it, as far as they can be read."""
    for path in files.lost_updates(stray):
        source, _ = files.read_file(path, str(path))
        is_yaml = path.suffix.lower() != ".txt" or files.has_extra_suffix(path)
        kept = is_yaml and _is_private(path)
        if source and (kept or _UPDATES.search(source.text)):
            yield source


def _stray(path: Path) -> tuple[Diagnostic, ...]:
    """Return the finding for a file that is not read, although an officer may expect it."""
    home, severity = path.parent, WARNING
    lost = tuple(lost_sources(path))
    is_private, is_text = _is_private(path), path.suffix.lower() == ".txt"
    if is_private and is_text and not lost:
        return ()  # a note to oneself
    place = REPORTS if home.name == REPORTS else UPDATES
    way_out = f"{place[:-1]} files must be in “{place}” itself and end in .yaml"
    if _PRIVATE in {path.name.lower(), home.name.lower()} and not is_private:
        way_out = f"files are private only in “{UPDATES}/{_PRIVATE}”: move them there"
    elif path.stem == "house" and files.file_exists(home / PLAN):
        way_out = f"if it is your house format, write house: {path.name} in {REPORT}, or in the report’s file in “{REPORTS}”"
    if files.has_extra_suffix(path):  # Windows hides the .txt that Notepad adds
        severity = ERROR
        way_out = f"rename it to {path.name[: path.name.lower().rindex('.y')]}.yaml"
    elif is_text and lost:
        severity = ERROR
        way_out = f"rename it to {path.stem}.yaml"
    elif is_private:
        severity = ERROR
        way_out = f"put its files directly into “{UPDATES}/{_PRIVATE}”"
    elif any(private_intent.intends_private(source.text) for source in lost):
        severity = ERROR  # what it keeps private, or withdraws, would be printed
    message, at = f"“{path.name}” will not be read", Span(Source(str(path), ""), 0, 0)
    return (rule("stray-file").finding(message, at, way_out, severity=severity),)


def _node(
    path: Path,
    schema: str,
    findings: list[Diagnostic],
    given: FileOverrides = NOTHING_GIVEN,
) -> MappingNode | None:
    """Return a file's values, validated, or None if they cannot be read."""
    source, problems = given.get(path) or files.read_file(path, str(path))
    findings += problems
    return _parsed(source, schema, findings) if source else None


def _parsed(
    source: Source, schema: str, findings: list[Diagnostic]
) -> MappingNode | None:
    node, problems = yaml.parse_yaml(source, _recover)
    findings += join_anchors(problems)
    if node is None:
        findings += _findings_of_rest(source, schema, problems)
        return None
    # If the layout had to be patched, what follows from the patch is no second error.
    told = _told(problems)
    node, violations = validate_as_meant(schema, node)
    of_form = [f for f in violations if told.isdisjoint(_lines(f.at.span))]
    told |= _told(of_form)
    of_texts = misread.faults(schema, node)
    findings += of_form
    findings += (f for f in of_texts if told.isdisjoint(_lines(f.at.span)))
    return node if isinstance(node, MappingNode) else None


def _recover(doubtful: yaml.DoubtfulParse) -> yaml.ParseResult:
    recover, _ = _recovery()
    return recover(doubtful)


def _recovery() -> tuple[yaml.Recover, Callable[..., RestOfFile]]:
    from pccreport.recovery import recover, rest_of_file  # noqa: PLC0415  # 5 ms, seldom needed

    return recover.recover, rest_of_file.read_rest


def _findings_of_rest(
    source: Source, schema: str, problems: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield what else is wrong in a file that cannot be read to its end."""
    _, read_rest = _recovery()
    rest = read_rest(source, problems, lambda text: yaml.parse_yaml(text, _recover))
    yield from join_anchors(rest.findings)
    told = {*_told((*problems, *rest.findings)), *rest.lines}
    if rest.root is not None:
        for found in validate_as_meant(schema, rest.root)[1]:
            # What was taken out is not missing.
            if found.rule not in _FOR_LACK and told.isdisjoint(_lines(found.at.span)):
                yield found


def _told(problems: Iterable[Diagnostic]) -> set[int]:
    """Return the lines that an error is on."""
    errors = (finding for finding in problems if finding.severity is ERROR)
    return {line for finding in errors for line in _lines(finding.at.span)}


def _lines(span: Span) -> range:
    last = span.source.position(max(span.end - 1, span.start))[0]
    return range(span.line, last + 1)


def _collect(
    result: tuple[ValueT, tuple[Diagnostic, ...]], findings: list[Diagnostic]
) -> ValueT:
    """Append the findings of a stage to `findings` and return its value."""
    value, problems = result
    findings += problems
    return value


def _house(
    read: Files,
    report: MappingNode | None,
    inputs: list[Path],
    findings: list[Diagnostic],
) -> HouseFormat | None:
    """Return the house format that report.yaml names: built in, or a file of the project."""
    named = fields.text(report, "house") or settings_of.SHIPPED_HOUSE
    if named in builtin.builtin_names():
        house, problems = _shipped_house(named)
        findings += problems
        return house
    node = _own_house(read, named, report, inputs, findings)
    return _collect(read_house(node), findings) if node else None


def _own_house(
    read: Files,
    named: str,
    report: MappingNode | None,
    inputs: list[Path],
    findings: list[Diagnostic],
) -> MappingNode | None:
    path = read.folder / named
    asked = fields.scalar(report, "house")
    if asked and not files.file_exists(path):
        message = f"there is no built-in house format “{excerpt(named)}”, and no such file in the project folder"
        way_out = f"name your own file, such as {HOUSE}, or a built-in format: {', '.join(builtin.builtin_names())}"
        findings.append(rule("unknown-house").finding(message, asked.span, way_out))
        return None
    own = _node(path, "house", findings, read.given)
    inputs.append(path)
    base = fields.scalar(own, "extends")
    if own is None or base is None:
        return own
    if base.value not in builtin.builtin_names():
        words = excerpt(str(base.value))
        message = f"there is no built-in house format “{words}” to extend"
        way_out = f"write extends: {' or '.join(builtin.builtin_names())}"
        findings.append(rule("unknown-house").finding(message, base.span, way_out))
        return None
    return builtin.extend_format(_shipped(str(base.value)), own)


def default_house() -> HouseFormat:
    """Return the house format of a project that names none."""
    house, problems = _shipped_house(settings_of.SHIPPED_HOUSE)
    assert house is not None, problems  # the tests have read it
    return house


@cache  # the reports of a meeting have one house
def _shipped_house(name: str) -> tuple[HouseFormat | None, tuple[Diagnostic, ...]]:
    return read_house(_shipped(name))


def _shipped(name: str) -> MappingNode:
    """Return a built-in house format: the tests have validated it."""
    node, problems = yaml.parse_yaml(builtin.builtin_source(name))
    assert isinstance(node, MappingNode), problems
    return node
