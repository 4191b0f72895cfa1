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
from pccreport.model.periods import Quarter
from pccreport.pipeline.load import Loaded, load
from pccreport.report.merge import merge
from pccreport.report.tree import Report
from pccreport.source.diagnostic import ERROR, Diagnostic, Label, stops
from pccreport.source.node import Mapping


class Built(NamedTuple):
    """What came of building a report. Without errors, all of it is there."""

    package: bytes | None
    document: Document | None
    report: Report | None
    inputs: tuple[Path, ...]
    periods: tuple[tuple[Quarter, str], ...] = ()
    """The quarter and the name of each update file."""


def build(
    folder: Path, epoch: datetime | None = None
) -> tuple[Built, tuple[Diagnostic, ...]]:
    """The Word file of a project's report, unless something in it is an error.

    `epoch` is what the file says of when it was made; without it, the start of
    the day on which the report was signed.
    """
    with _without_collector():
        loaded, findings = load(folder)
        nothing = Built(None, None, None, loaded.inputs)
        report, problems = _assemble(loaded)
        findings += problems
        if report is None or loaded.house is None or stops(findings):
            assert stops(findings), "nothing can be built and nobody says why"
            return nothing, findings
        signed = report.settings.sign_off.date
        created = epoch or datetime.combine(signed, time(), UTC)
        document, problems = lay_out(report, loaded.house, created)
        findings += (*problems, *_style_problems(loaded.house))
        if stops(findings):
            return nothing, findings
        package = _written(document, loaded.house)
        updates = loaded.project.updates if loaded.project else ()
        periods = tuple((update.period, update.name) for update in updates)
        return Built(package, document, report, loaded.inputs, periods), findings


def _assemble(loaded: Loaded) -> tuple[Report | None, tuple[Diagnostic, ...]]:
    """The report, as far as the project stands, and what the rules say of it."""
    project, house = loaded.project, loaded.house
    if project is None or house is None:
        return None, ()
    findings = [f for check in rules.PROJECT_RULES for f in check(project, house)]
    settings = project.settings
    priority = project.plan.priority(settings.priority) if settings else None
    if settings is None or priority is None or not priority.aims:
        return None, tuple(findings)
    report, problems = merge(project, settings, priority, house)
    findings += problems
    if loaded.whole:  # what an unread update would say may be all that is missing
        findings += (f for check in rules.REPORT_RULES for f in check(report))
    return report, tuple(findings)


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
def _without_collector() -> Iterator[None]:
    """No search for cycles among tens of thousands of values that have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
