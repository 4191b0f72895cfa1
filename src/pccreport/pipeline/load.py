"""A project's folder into a project: every file read, located and validated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from pccreport.house import shipped
from pccreport.house.format import read as read_house
from pccreport.house.parts import House
from pccreport.model import plan as plans
from pccreport.model import reading
from pccreport.model import settings as reports
from pccreport.model import update as updates
from pccreport.model.project import Project
from pccreport.model.update import Update
from pccreport.schema.validate import validate
from pccreport.source import files, yaml
from pccreport.source.diagnostic import ERROR, WARNING, Diagnostic, Label, stops
from pccreport.source.node import Mapping
from pccreport.source.text import Source, Span

Value = TypeVar("Value")

PLAN, REPORT, UPDATES = "plan.yaml", "report.yaml", "updates"


class Loaded(NamedTuple):
    """A project's folder, read; a part that does not stand is None."""

    project: Project | None
    house: House | None
    inputs: tuple[Path, ...]
    """The files it was read from."""
    whole: bool
    """Whether every update was read: else what seems to be missing may be there."""


def load(folder: Path) -> tuple[Loaded, tuple[Diagnostic, ...]]:
    """A project's folder, read as far as it can be, and what is wrong with it."""
    files.need_project(folder, (PLAN, REPORT), UPDATES)
    findings: list[Diagnostic] = []
    inputs = [folder / PLAN, folder / REPORT]
    plan_node = _node(folder / PLAN, "plan", findings)
    plan_is_whole = not stops(findings)
    report_node = _node(folder / REPORT, "report", findings)
    plan = plan_node and _kept(plans.read(plan_node), findings)
    settings = report_node and _kept(reports.read(report_node), findings)
    house = _house(folder, report_node, inputs, findings)
    listed = files.update_files(folder / UPDATES)
    findings += map(_stray, (*listed.strays, *files.others(folder, inputs)))
    of_quarters, faults = _updates(listed.updates)
    # What a faulty plan lacks, every update would seem to have made up.
    project = Project(plan, settings, of_quarters) if plan and plan_is_whole else None
    loaded = Loaded(project, house, (*inputs, *listed.updates), not stops(faults))
    return loaded, (*findings, *faults)


def _updates(
    paths: Sequence[Path],
) -> tuple[tuple[Update, ...], tuple[Diagnostic, ...]]:
    """Update files, by quarter and then by name."""
    findings: list[Diagnostic] = []
    read = []
    for path in paths:
        node = _node(path, "update", findings)
        found = node and _kept(updates.read(node), findings)
        if found:
            read.append(found)
    # The files come by name, and a sort keeps that order within a quarter.
    in_order = sorted(read, key=lambda update: update.period)
    return tuple(in_order), tuple(findings)


def _stray(path: Path) -> Diagnostic:
    """What lies there and is not read: an officer may think it was."""
    message = f"“{path.name}” is not read"
    severity, way_out = WARNING, f"updates are files in “{UPDATES}” that end in .yaml"
    if files.almost_read(path):  # Windows hides the .txt that Notepad adds
        severity = ERROR
        way_out = f"rename it {path.name[: path.name.lower().rindex('.y')]}.yaml"
    at = Label(Span(Source(str(path), ""), 0, 0))
    return Diagnostic("stray-file", severity, message, at, help=way_out)


def _node(path: Path, schema: str, findings: list[Diagnostic]) -> Mapping | None:
    """A file's values, validated; None where they cannot be read."""
    source, problems = files.read(path, str(path))
    findings += problems
    return _parsed(source, schema, findings) if source else None


def _parsed(source: Source, schema: str, findings: list[Diagnostic]) -> Mapping | None:
    node, problems = yaml.parse(source)
    findings += problems
    if node is None:
        return None
    findings += validate(schema, node)
    return node if isinstance(node, Mapping) else None


def _kept(
    result: tuple[Value, tuple[Diagnostic, ...]], findings: list[Diagnostic]
) -> Value:
    """A stage's value; what it found goes to the others."""
    value, problems = result
    findings += problems
    return value


def _house(
    folder: Path, report: Mapping | None, inputs: list[Path], findings: list[Diagnostic]
) -> House | None:
    """The house format that report.yaml names: shipped, or a file of the project."""
    named = reading.text(report, "house") or reports.SHIPPED_HOUSE
    node: Mapping | None
    if named in shipped.names():
        node = _shipped(named)
    else:
        node = _own_house(folder, named, report, inputs, findings)
    return _kept(read_house(node), findings) if node else None


def _own_house(
    folder: Path,
    named: str,
    report: Mapping | None,
    inputs: list[Path],
    findings: list[Diagnostic],
) -> Mapping | None:
    path = folder / named
    asked = reading.scalar(report, "house")
    if asked and not files.stands(path):
        message = f"there is no house format “{named}”, and no such file in the folder"
        way_out = f"pccreport comes with {', '.join(shipped.names())}"
        findings.append(
            Diagnostic("unknown-house", ERROR, message, Label(asked.span), help=way_out)
        )
        return None
    own = _node(path, "house", findings)
    inputs.append(path)
    base = reading.scalar(own, "extends")
    if own is None or base is None:
        return own
    if base.value not in shipped.names():
        message = f"pccreport has no house format “{base.value}” to extend"
        way_out = f"it comes with {', '.join(shipped.names())}"
        findings.append(
            Diagnostic("unknown-house", ERROR, message, Label(base.span), help=way_out)
        )
        return None
    return shipped.overlay(_shipped(str(base.value)), own)


def _shipped(name: str) -> Mapping:
    """A house format that comes with pccreport: the tests have validated it."""
    node, problems = yaml.parse(shipped.source(name))
    assert isinstance(node, Mapping), problems
    return node
