"""The whole program in order: read this first.

Files become located values, the values a project, the project a report, the
report a document, the document a Word file. What is wrong is collected on the
way and stops only the writing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from pccreport.document import draft
from pccreport.document.blocks import Document
from pccreport.document.layout import lay_out
from pccreport.findings.finding import Diagnostic, stops
from pccreport.findings.registry import rule
from pccreport.house import shipped
from pccreport.house.parts import House
from pccreport.model.project import Project
from pccreport.pipeline.assemble import assemble, marks_of
from pccreport.pipeline.doubtful import unread
from pccreport.pipeline.load import Loaded, Records, chosen, load, read_records
from pccreport.report.absence import Absence
from pccreport.report.scope import AS_SAID, Asked
from pccreport.report.tree import Report
from pccreport.rules import accepted
from pccreport.rules.severities import Depth
from pccreport.source.node import Mapping


class Built(NamedTuple):
    """What came of building a report. Without errors, all of it is there."""

    package: bytes | None
    document: Document | None
    report: Report | None
    inputs: tuple[Path, ...]
    absences: tuple[Absence, ...] = ()
    """Every entry of the files that is not printed."""


class Order(NamedTuple):
    """What is wanted of a report: its period, the moment it is from, and whether it
    is a draft.
    """

    asked: Asked = AS_SAID
    epoch: datetime | None = None
    draft: bool = False


def build(
    path: Path,
    asked: Asked = AS_SAID,
    epoch: datetime | None = None,
    *,
    draft: bool = False,
) -> tuple[Built, tuple[Diagnostic, ...]]:
    """The Word file of a report, unless something in its project is an error.

    `path` is a project's folder, or the file of one of its reports. `epoch` is what
    the file says of when it was made; without it, the start of the day on which the
    report was signed. A draft is made in spite of errors, with all that a check
    finds as comments.
    """
    with without_collector():
        folder, report = chosen(path)
        records, of_records = read_records(folder)
        return build_report(records, of_records, report, Order(asked, epoch, draft))


def build_report(
    records: Records,
    of_records: tuple[Diagnostic, ...],
    report: Path,
    order: Order,
) -> tuple[Built, tuple[Diagnostic, ...]]:
    """One report of a folder that has been read, and what is wrong with it.

    `of_records` is what was found in the folder: an error there stops every report, but
    a draft only if it may show something private.
    """
    asked, epoch, draft = order
    unsafe = unread(records) if draft else ()
    loaded, findings = load(records, report)
    nothing = Built(None, None, None, loaded.inputs)
    merged, problems = assemble(
        loaded, asked, None, Depth.ALL if draft else Depth.STOPPING
    )
    findings = stands((*of_records, *findings, *problems), loaded)
    findings += (*accepted.faults(marks_of(loaded)), *unsafe)
    project, house = loaded.project, loaded.house
    if merged is None or project is None or house is None:
        assert stops(findings), "nothing is built, and nobody says why"
        return nothing, findings
    if unsafe or (stops(findings) and not draft):
        return nothing, findings
    created = epoch or midnight(merged.report.settings.sign_off.date)
    document, problems = lay_out(merged.report, house, created)
    unset = tuple(style_problems(house))  # what has no style cannot be set at all
    findings += stands((*problems, *unset), loaded)
    if unset or (stops(findings) and not draft):
        return nothing, findings
    if draft:
        document = annotated(document, project, house, findings)
    package = _written(document, house)
    built = Built(package, document, merged.report, loaded.inputs, merged.absences)
    return built, findings


def annotated(
    document: Document, project: Project, house: House, findings: tuple[Diagnostic, ...]
) -> Document:
    """The document as a draft."""
    return draft.annotated(document, project, house, findings)


def stands(findings: tuple[Diagnostic, ...], loaded: Loaded) -> tuple[Diagnostic, ...]:
    """The findings that nobody has accepted."""
    marks = marks_of(loaded) if findings else ()
    return accepted.judged(findings, marks).findings


def style_problems(house: House) -> Iterator[Diagnostic]:
    """A finding for each part whose style the template does not have."""
    styles = house.origin.values["styles"]
    names = styles.values if isinstance(styles, Mapping) else {}
    if all(shipped.came_with_us(name.source) for name in names.values()):
        return
    from pccreport.writers.docx import package  # noqa: PLC0415  # Word's libraries: 40 ms

    for role in package.missing_styles(house.look):
        message = f"the Word template has no style “{house.look.styles[role]}”"
        way_out = f"give a style from the template for “{role}”"
        yield rule("unknown-style").finding(message, names[role.value].span, way_out)


def _written(document: Document, house: House) -> bytes:
    """The Word file, read back before anybody else reads it."""
    from pccreport.writers.docx import package, verify  # noqa: PLC0415  # Word's libraries: 40 ms

    written = package.write(document, house.look)
    if faults := verify.faults(written, draft=bool(document.head)):
        message = "the document failed its final check, so it was not written"
        raise AssertionError(f"{message}: {'; '.join(faults)}")
    return written


def midnight(day: date) -> datetime:
    """The moment at which a day begins, in UTC."""
    return datetime.combine(day, time(), UTC)


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
