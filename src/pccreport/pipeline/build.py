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

from pccreport.document import comments
from pccreport.document.blocks import Document
from pccreport.document.layout import lay_out
from pccreport.findings.finding import Diagnostic, has_errors
from pccreport.findings.registry import rule
from pccreport.house import builtin
from pccreport.house.house import HouseFormat
from pccreport.model.project import Project
from pccreport.model.update import UpdateFile
from pccreport.pipeline.assemble import assemble, suppressions_of
from pccreport.pipeline.load import (
    LoadedReport,
    ProjectFiles,
    choose_report,
    load_report,
    read_project,
)
from pccreport.pipeline.possible_leaks import misdated_among, unread
from pccreport.report.omissions import Omission
from pccreport.report.report import Report
from pccreport.report.scope import AS_SAID, PeriodOverride
from pccreport.rules import suppressed
from pccreport.rules.severities import RuleSet
from pccreport.source.node import MappingNode


class BuildResult(NamedTuple):
    """What came of building a report. Without errors, all of it is there."""

    package: bytes | None
    document: Document | None
    report: Report | None
    inputs: tuple[Path, ...]
    absences: tuple[Omission, ...] = ()
    """Every entry of the files that is not printed."""
    updates: tuple[UpdateFile, ...] = ()
    """All update files, with what is private in them."""


class BuildOptions(NamedTuple):
    """What is wanted of a report: its period, the moment it is from, and whether it
    is a draft.
    """

    asked: PeriodOverride = AS_SAID
    epoch: datetime | None = None
    draft: bool = False


def build(
    path: Path,
    asked: PeriodOverride = AS_SAID,
    epoch: datetime | None = None,
    *,
    draft: bool = False,
) -> tuple[BuildResult, tuple[Diagnostic, ...]]:
    """Build the Word file of a report, unless its project has errors.

    `path` is a project's folder, or the file of one of its reports. `epoch` is the time recorded
    in the file; without it, the start of the sign-off date. A draft is made in spite of errors,
    with all findings as comments.
    """
    with gc_paused():
        folder, report = choose_report(path)
        records, of_records = read_project(folder)
        return build_report(
            records, of_records, report, BuildOptions(asked, epoch, draft)
        )


def build_report(
    records: ProjectFiles,
    of_records: tuple[Diagnostic, ...],
    report: Path,
    order: BuildOptions,
) -> tuple[BuildResult, tuple[Diagnostic, ...]]:
    """One report of a folder that has been read, and what is wrong with it.

    `of_records` is what was found in the folder: an error there stops every report, but
    a draft only if it may show something private.
    """
    asked, epoch, draft = order
    unsafe = unread(records) if draft else ()
    loaded, findings = load_report(records, report)
    nothing = BuildResult(None, None, None, loaded.inputs)
    merged, problems = assemble(
        loaded, asked, None, RuleSet.ALL if draft else RuleSet.STOPPING
    )
    findings = without_suppressed((*of_records, *findings, *problems), loaded)
    unsafe = unsafe or (misdated_among(findings) if draft else ())
    findings += (*suppressed.malformed_suppressions(suppressions_of(loaded)), *unsafe)
    project, house = loaded.project, loaded.house
    if merged is None or project is None or house is None:
        assert has_errors(findings), "nothing is built, and nobody says why"
        return nothing, findings
    if unsafe or (has_errors(findings) and not draft):
        return nothing, findings
    created = epoch or midnight(merged.report.settings.sign_off.date)
    document, problems = lay_out(merged.report, house, created)
    unset = tuple(find_missing_styles(house))  # what has no style cannot be set at all
    findings += without_suppressed((*problems, *unset), loaded)
    if unset or (has_errors(findings) and not draft):
        return nothing, findings
    if draft:
        document = as_draft(document, project, house, findings)
    package = _written(document, house)
    built = BuildResult(
        package,
        document,
        merged.report,
        loaded.inputs,
        merged.absences,
        records.updates,
    )
    return built, findings


def as_draft(
    document: Document,
    project: Project,
    house: HouseFormat,
    findings: tuple[Diagnostic, ...],
) -> Document:
    """Return the document as a draft."""
    return comments.add_comments(document, project, house, findings)


def without_suppressed(
    findings: tuple[Diagnostic, ...], loaded: LoadedReport
) -> tuple[Diagnostic, ...]:
    """Return the findings that are not accepted."""
    suppressions = suppressions_of(loaded) if findings else ()
    return suppressed.apply_suppressions(findings, suppressions).findings


def find_missing_styles(house: HouseFormat) -> Iterator[Diagnostic]:
    """Return a finding for each part whose style the template does not have."""
    styles = house.origin.values["styles"]
    names = styles.values if isinstance(styles, MappingNode) else {}
    if all(builtin.is_builtin(name.source) for name in names.values()):
        return
    from pccreport.writers.docx import package  # noqa: PLC0415  # Word's libraries: 40 ms

    for role in package.missing_styles(house.look):
        message = f"the Word template has no style “{house.look.styles[role]}”"
        way_out = f"give a style from the template for “{role}”"
        yield rule("unknown-style").finding(message, names[role.value].span, way_out)


def _written(document: Document, house: HouseFormat) -> bytes:
    """Return the Word file, read back and verified."""
    from pccreport.writers.docx import package, verify  # noqa: PLC0415  # Word's libraries: 40 ms

    written = package.write(document, house.look)
    if faults := verify.document_faults(written, draft=bool(document.head)):
        message = "the document failed its final check, so it was not written"
        raise AssertionError(f"{message}: {'; '.join(faults)}")
    return written


def midnight(day: date) -> datetime:
    """Return the time at which a day starts, in UTC."""
    return datetime.combine(day, time(), UTC)


@contextmanager
def gc_paused() -> Iterator[None]:
    """No search for cycles among tens of thousands of values that have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
