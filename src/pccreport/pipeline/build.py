"""The whole program in order: read this first.

Files become located values, the values a project, the project a report, the
report a document, the document a Word file. What is wrong is collected on the
way and stops only the writing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import NamedTuple

from pccreport import rules
from pccreport.document.blocks import Document
from pccreport.document.layout import lay_out
from pccreport.house import shipped
from pccreport.house.parts import House
from pccreport.model.plan import Plan
from pccreport.model.settings import Settings
from pccreport.pipeline.load import Loaded, Records, chosen, load, read_records
from pccreport.report import scope
from pccreport.report.absence import Absence
from pccreport.report.merge import Merged, merge
from pccreport.report.scope import AS_SAID, Asked
from pccreport.report.tree import Report
from pccreport.rules.context import Assembled, Written
from pccreport.source.diagnostic import ERROR, Diagnostic, Label, stops
from pccreport.source.failure import USAGE, Failure
from pccreport.source.node import Mapping


class Built(NamedTuple):
    """What came of building a report. Without errors, all of it is there."""

    package: bytes | None
    document: Document | None
    report: Report | None
    inputs: tuple[Path, ...]
    absences: tuple[Absence, ...] = ()
    """Every entry of the files that is not printed."""


def build(
    path: Path, asked: Asked = AS_SAID, epoch: datetime | None = None
) -> tuple[Built, tuple[Diagnostic, ...]]:
    """The Word file of a report, unless something in its project is an error.

    `path` is a project's folder, or the file of one of its reports. `epoch` is what
    the file says of when it was made; without it, the start of the day on which the
    report was signed.
    """
    with without_collector():
        folder, report = chosen(path)
        records, of_records = read_records(folder)
        built, findings = build_report(records, of_records, report, asked, epoch)
        return built, (*of_records, *findings)


def build_report(
    records: Records,
    of_records: tuple[Diagnostic, ...],
    report: Path,
    asked: Asked,
    epoch: datetime | None,
) -> tuple[Built, tuple[Diagnostic, ...]]:
    """One report of a folder that has been read, and what is wrong with it alone.

    `of_records` is what was found in the folder: an error there stops every report.
    """
    loaded, findings = load(records, report)
    nothing = Built(None, None, None, loaded.inputs)
    merged, problems = _assemble(loaded, asked)
    findings += problems
    if merged is None or loaded.house is None or stops((*of_records, *findings)):
        assert stops((*of_records, *findings)), "nothing is built, and nobody says why"
        return nothing, findings
    signed = merged.report.settings.sign_off.date
    created = epoch or datetime.combine(signed, time(), UTC)
    document, problems = lay_out(merged.report, loaded.house, created)
    findings += (*problems, *_style_problems(loaded.house))
    if stops(findings):
        return nothing, findings
    package = _written(document, loaded.house)
    built = Built(package, document, merged.report, loaded.inputs, merged.absences)
    return built, findings


def _assemble(
    loaded: Loaded, asked: Asked
) -> tuple[Merged | None, tuple[Diagnostic, ...]]:
    """The report, as far as the project stands, and what the rules say of it."""
    project, house = loaded.project, loaded.house
    if project is None or house is None:
        return None, ()
    if settings := project.settings:
        settings = asked.applied(settings)
        _refuse(asked, settings, project.plan)
        project = project._replace(settings=settings)
    written = Written(project, house)
    findings = [f for rule in rules.PROJECT_RULES for f in rule.check(written)]
    priority = project.plan.priority(settings.priority) if settings else None
    if settings is None or priority is None or not priority.aims:
        return None, tuple(findings)
    merged, problems = merge(project, settings, priority, house)
    findings += problems
    # One mistake is told once; what an unread update would say may be all that is missing.
    if project.whole:
        told = {finding.at.span for finding in findings}
        assembled = Assembled(project, merged.report, house)
        of_report = (f for rule in rules.REPORT_RULES for f in rule.check(assembled))
        findings += (f for f in of_report if f.at.span not in told)
    return merged, tuple(findings)


def _refuse(asked: Asked, settings: Settings, plan: Plan) -> None:
    """Raise where what the command asks for cannot be: it stands in no file."""
    if asked != AS_SAID:
        for _, message, way_out in scope.faults(settings, plan):
            raise Failure(message, USAGE, way_out)


def _style_problems(house: House) -> Iterator[Diagnostic]:
    """A finding for each part whose style the template does not have."""
    styles = house.origin.values["styles"]
    names = styles.values if isinstance(styles, Mapping) else {}
    if all(shipped.came_with_us(name.source) for name in names.values()):
        return
    from pccreport.writers.docx import package  # noqa: PLC0415  # Word's libraries, only to build

    for role in package.missing_styles(house.look):
        message = f"the template has no style “{house.look.styles[role]}”"
        at = Label(names[role.value].span)
        way_out = f"name the style that “{role}” is to be set in"
        yield Diagnostic("unknown-style", ERROR, message, at, help=way_out)


def _written(document: Document, house: House) -> bytes:
    """The Word file, read back before anybody else reads it."""
    from pccreport.writers.docx import package, verify  # noqa: PLC0415  # Word's libraries, only to build

    written = package.write(document, house.look)
    if faults := verify.faults(written):
        message = "the document does not hold together, so it was not written"
        raise AssertionError(f"{message}: {'; '.join(faults)}")
    return written


@contextmanager
def without_collector() -> Iterator[None]:
    """No search for cycles among tens of thousands of values that have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
