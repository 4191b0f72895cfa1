"""The whole program in order: read this first.

Files become located values, the values a project, the project a report, the
report a document, the document a file. What is wrong is collected on the
way and stops only the writing.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pccreport.document.blocks import Document
from pccreport.findings.finding import Diagnostic
from pccreport.house.stylesheet import StyleSheet
from pccreport.layout import comments
from pccreport.layout.report import lay_out
from pccreport.model.update import UpdateFile
from pccreport.pipeline.assemble import assemble, public_findings, waiting_rules
from pccreport.pipeline.load import NO_UPDATES, Files, read_folder, read_report
from pccreport.pipeline.missing_styles import find_missing_styles
from pccreport.pipeline.possible_leaks import unread, without_effect_among
from pccreport.pipeline.project_folder import choose_report
from pccreport.pipeline.report_findings import ReportFindings
from pccreport.report.aim_names import style_sheet
from pccreport.report.omissions import Omission
from pccreport.report.report import Report
from pccreport.report.scope import NO_OVERRIDE, PeriodOverride
from pccreport.rules.severities import RuleSet
from pccreport.source.command_error import FINDINGS, CommandError
from pccreport.writers.forms import DocumentForm, text_of


class BuildResult(NamedTuple):
    """What came of building a report. Without errors, all of it is there."""

    package: bytes | None = None
    document: Document | None = None
    report: Report | None = None
    inputs: tuple[Path, ...] = ()
    absences: tuple[Omission, ...] = ()
    """Every entry of the files that is not printed."""
    updates: tuple[UpdateFile, ...] = ()
    """All update files, with what is private in them."""
    waiting: int = 0
    """How many of the rules that can stop a build were not run, because of errors."""


class BuildOptions(NamedTuple):
    """What is wanted of a report."""

    asked: PeriodOverride = NO_OVERRIDE
    """Its period, if that is not the one in report.yaml."""
    epoch: datetime | None = None
    """The time recorded in the file; None for the start of the sign-off date."""
    draft: bool = False
    """True to make it in spite of errors, with all findings of a check as comments."""
    form: DocumentForm = DocumentForm.WORD
    large_print: bool = False
    """True for large print, whatever the house format says."""


AS_IT_IS = BuildOptions()


def build(
    path: Path, wanted: BuildOptions = AS_IT_IS
) -> tuple[BuildResult, tuple[Diagnostic, ...]]:
    """Return the file of a report, unless its project has errors.

    `path` is a project's folder, or the file of one of its reports.
    """
    folder, report = choose_report(path, ", or build them all with --all")
    files, findings = read_folder(folder)
    return build_report(files, findings, report, wanted)


def build_report(
    files: Files, of_folder: tuple[Diagnostic, ...], report: Path, wanted: BuildOptions
) -> tuple[BuildResult, tuple[Diagnostic, ...]]:
    """Return one report of a folder that has been read, and what is wrong with it.

    Raise CommandError if there are no updates yet. An error among `of_folder`, the findings of the folder, stops every report; but a draft
    only if it may show something private.
    """
    unsafe = unread(files) if wanted.draft else ()

    files, of_report = read_report(files, report)
    found = ReportFindings(files)
    found.add((*of_folder, *of_report))

    rules = RuleSet.ALL if wanted.draft else RuleSet.STOPPING
    merged = found.take(assemble(files, wanted.asked, None, rules))
    found.add_malformed_suppressions()
    unsafe = unsafe or (without_effect_among(found.all) if wanted.draft else ())
    found.add(unsafe)
    waiting = waiting_rules(files, merged, rules)
    project, nothing = files.project, BuildResult(inputs=files.inputs, waiting=waiting)
    stop = unsafe or (found.has_errors and not wanted.draft)
    if merged is None or project is None or stop:
        assert found.has_errors, "nothing is built, and nobody says why"
        return nothing, found.all
    if files.whole and (what := files.first_step):
        raise CommandError(NO_UPDATES, FINDINGS, what)

    document, of_layout = lay_out(merged.report, project.house, wanted.epoch)
    found.add(of_layout)
    # In Word, what has no style cannot be set at all.
    in_word = wanted.form is DocumentForm.WORD
    unset = tuple(find_missing_styles(project.house)) if in_word else ()
    found.add(unset)
    if unset or (found.has_errors and not wanted.draft):
        return nothing, found.all

    if wanted.draft:
        public = {*of_layout, *public_findings(files, wanted.asked, merged)}
        document = comments.add_comments(document, project, found.all, public)
    look = style_sheet(merged.report, project.house)
    look = look.in_large_print() if wanted.large_print else look
    package = _written(document, wanted.form, look)
    made = BuildResult(
        *(package, document, merged.report, files.inputs),
        absences=merged.absences,
        updates=files.updates,
    )
    return made, found.all


def _written(document: Document, form: DocumentForm, look: StyleSheet) -> bytes:
    """Return the file; a Word file has been read back and verified."""
    if form is not DocumentForm.WORD:
        return text_of(document, form, look=look.appearance).encode()
    from pccreport.writers.docx import package, verify  # noqa: PLC0415  # Word's libraries: 40 ms

    written = package.write(document, look)
    if faults := verify.document_faults(written, draft=bool(document.head)):
        message = "the document failed its final check, so it was not written"
        raise AssertionError(f"{message}: {'; '.join(faults)}")
    return written
