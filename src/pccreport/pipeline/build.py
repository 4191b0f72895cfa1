"""The whole program in order: read this first.

Files become nodes, the nodes a project, the project a report, the report a document, the document a
file. Findings are collected on the way; errors stop only the writing.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pccreport.document.blocks import Document, TableCell
from pccreport.findings.finding import ERROR, Diagnostic, has_errors
from pccreport.layout.report import lay_out_report
from pccreport.model.update import UpdateFile
from pccreport.pipeline.assemble import (
    assemble_report,
    count_skipped_rules,
    public_findings,
    reported_findings,
    without_suppressed,
)
from pccreport.pipeline.house_format import find_missing_styles
from pccreport.pipeline.load import NO_UPDATES, Files, read_folder, read_report
from pccreport.pipeline.possible_leaks import lost_mark_errors, void_mark_errors
from pccreport.pipeline.project_folder import choose_report
from pccreport.report.aim_names import style_sheet
from pccreport.report.ledger import Omission
from pccreport.report.report import Report
from pccreport.report.scope import NO_OVERRIDE, PeriodOverride
from pccreport.rules.consequences import without_consequences
from pccreport.rules.severities import RuleSet
from pccreport.source.command_error import FINDINGS, CommandError
from pccreport.writers.forms import DocumentForm, render_as


class BuildResult(NamedTuple):
    """The result of a build; without errors, it is complete."""

    package: bytes | None = None
    document: Document | None = None
    report: Report | None = None
    inputs: tuple[Path, ...] = ()
    absences: tuple[Omission, ...] = ()
    """The entries that are not printed."""
    updates: tuple[UpdateFile, ...] = ()
    """All update files, including private entries."""
    aim_word: str = ""
    """What a key aim at the lowest level is called."""
    waiting: int = 0
    """Number of rules of a build that were not run because of errors."""

    @property
    def built_report(self) -> Report:
        """Return the report that was written."""
        assert self.report is not None
        return self.report


class BuildOptions(NamedTuple):
    """The options of a build."""

    override: PeriodOverride = NO_OVERRIDE
    """Periods in place of those in report.yaml."""
    draft: bool = False
    """True to write the report in spite of errors, with all findings as comments."""
    form: DocumentForm = DocumentForm.WORD
    large_print: bool = False
    """True for large print, whatever the house format has."""


DEFAULT_OPTIONS = BuildOptions()
Reader = Callable[[Path], tuple[Files, tuple[Diagnostic, ...]]]


def build(
    path: Path, options: BuildOptions = DEFAULT_OPTIONS, read: Reader = read_folder
) -> tuple[BuildResult, tuple[Diagnostic, ...]]:
    """Return the build of a report, without a package if there are errors, and the findings.

    `path` is the folder of a project, or the file of one of its reports; `read` returns the files
    of the folder and their findings.
    """
    folder, report = choose_report(path, ", or build them all with --all")
    return build_report(*read(folder), report, options)


def build_report(
    files: Files,
    folder_findings: tuple[Diagnostic, ...],
    report: Path,
    options: BuildOptions,
) -> tuple[BuildResult, tuple[Diagnostic, ...]]:
    """Return the build of one report of a folder that has been read, and the findings.

    Raise CommandError if there are no updates yet, or no tables for CSV. Errors, including those in `folder_findings`,
    stop a report, but a draft only if it might show private text.
    """
    leaks = lost_mark_errors(files) if options.draft else ()

    files, report_findings = read_report(files, report)
    rules = RuleSet.ALL if options.draft else RuleSet.STOPPING
    merged, more = assemble_report(files, options.override, rules)
    found = reported_findings((*folder_findings, *report_findings, *more), files)
    leaks = leaks or (void_mark_errors(found) if options.draft else ())
    found += leaks
    kept = (f for f in found if f.rule == "private-later" and f.severity is ERROR)
    leaks += tuple(kept)
    waiting = count_skipped_rules(files, merged, rules)
    not_built = BuildResult(inputs=files.inputs, waiting=waiting)
    project = files.project
    is_stopped = leaks or (has_errors(found) and not options.draft)
    if merged is None or project is None or is_stopped:
        assert has_errors(found), "nothing is built without an error"
        return not_built, without_consequences(found)
    if files.is_complete and (first_step := files.first_step_advice):
        raise CommandError(NO_UPDATES, FINDINGS, first_step)

    document, layout_findings = lay_out_report(merged.report, project.house)
    found += without_suppressed(layout_findings, files)
    # A role without a style cannot be written to a Word file.
    is_word = options.form is DocumentForm.WORD
    missing = tuple(find_missing_styles(project.house)) if is_word else ()
    found += missing
    if missing or (has_errors(found) and not options.draft):
        return not_built, without_consequences(found)

    if options.draft:
        from pccreport.layout import comments  # noqa: PLC0415  # drafts only

        public = {*layout_findings, *public_findings(files, options.override, merged)}
        document = comments.add_comments(document, project, found, public)
    has_tables = any(isinstance(block, TableCell) for block in document.blocks)
    if options.form is DocumentForm.CSV and not has_tables:
        message, advice = "this report has no tables", "write it in another format"
        raise CommandError(message, FINDINGS, advice)
    look = style_sheet(merged.report, project.house, document.blocks)
    if options.large_print:
        look = look._replace(appearance=look.appearance.in_large_print())
    package = render_as(document, options.form, look)
    depth = max((x.aim.depth for x in merged.report.undivided_aims()), default=0)
    word = project.house.level(depth, whole=not merged.report.priority.number).one
    result = BuildResult(
        *(package, document, merged.report, files.inputs),
        absences=merged.absences,
        updates=files.updates,
        aim_word=word.lower() if word.istitle() else word,  # not “KPI”
    )
    return result, found
