"""A report assembled from a loaded project, and the findings of the rules that are not accepted."""

from collections.abc import Iterable
from typing import NamedTuple

from pccreport import rules
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import CHECKED, RULES, RunStage
from pccreport.model import visibility
from pccreport.model.plan import CheckSettings
from pccreport.model.private_intent import is_private_file
from pccreport.pipeline.load import Files
from pccreport.report import scope
from pccreport.report.ledger import Omission
from pccreport.report.merge import merge
from pccreport.report.references import ReferenceResolver
from pccreport.report.report import Report
from pccreport.report.scope import NO_OVERRIDE, PeriodOverride
from pccreport.rules import suppressed
from pccreport.rules.context import ProjectContext, ReportContext
from pccreport.rules.severities import RuleSet, Severities
from pccreport.source.command_error import USAGE, CommandError
from pccreport.source.suppressions import Suppression, suppressions_in


class Assembled(NamedTuple):
    """A report, and the entries of the project files that are not in it."""

    report: Report
    absences: tuple[Omission, ...]


def assemble_report(
    files: Files, override: PeriodOverride, depth: RuleSet
) -> tuple[Assembled | None, tuple[Diagnostic, ...]]:
    """Return the report, or None if the project is not usable, and the findings of the rules.

    `depth` chooses the rules.
    """
    project = files.project
    if project is None:
        return None, ()
    severities = Severities(project.plan.checks, depth)
    findings = [] if depth is RuleSet.GAPS else [*severities.check_names()]
    settings = project.settings
    if settings:
        settings = override.apply_to(settings)
        problems = scope.scope_problems(settings, project.plan)
        for _, message, advice in problems if override != NO_OVERRIDE else ():
            raise CommandError(message, USAGE, advice)
        project = project._replace(settings=settings)
    context = ProjectContext.from_project(project)
    for check in rules.rule_checks(RunStage.PROJECT, severities.is_run):
        findings += severities.apply(check(context))
    priority = None
    if settings:
        priority = project.plan.priority(settings.priority, settings.only)
    if settings is None or priority is None or not priority.aims:
        return None, tuple(findings)
    report, absences, more = merge(project, settings, priority)
    findings += more
    # The missing text may be in an update that could not be read.
    if project.whole:
        report_context = ReportContext(project, report, ReferenceResolver(report))
        for check in rules.rule_checks(RunStage.REPORT, severities.is_run):
            findings += severities.apply(check(report_context))
    return Assembled(report, absences), tuple(findings)


def count_skipped_rules(files: Files, merged: Assembled | None, depth: RuleSet) -> int:
    """Return the number of rules that are not run because of errors."""
    if merged and files.is_complete:
        return 0
    checks = files.plan.checks if files.plan else CheckSettings()
    runs = Severities(checks, depth).is_run
    stages = (RunStage.REPORT,) if files.project else CHECKED
    return sum(kind.stage in stages and runs(kind) for kind in RULES)


def public_findings(
    files: Files, override: PeriodOverride, merged: Assembled
) -> frozenset[Diagnostic]:
    """Return the findings on a project with only the printed texts, so that they quote no other."""
    hidden = {visibility.span_start(omission.at) for omission in merged.absences}
    hidden |= visibility.private_starts(files.updates)
    public_files = (file for file in files.updates if not is_private_file(file.name))
    printed = files._replace(updates=visibility.remove_all_at(public_files, hidden))
    return frozenset(assemble_report(printed, override, RuleSet.ALL)[1])


def reported_findings(
    findings: Iterable[Diagnostic], files: Files
) -> tuple[Diagnostic, ...]:
    """Return the findings that are not accepted, and those on the suppressions themselves."""
    listed = _suppressions(files)
    malformed = suppressed.suppression_findings(listed)
    return (*suppressed.apply_suppressions(findings, listed).findings, *malformed)


def without_suppressed(
    findings: Iterable[Diagnostic], files: Files
) -> tuple[Diagnostic, ...]:
    """Return the findings that are not accepted."""
    return suppressed.apply_suppressions(findings, _suppressions(files)).findings


def _suppressions(files: Files) -> tuple[Suppression, ...]:
    return tuple(each for root in files.roots() for each in suppressions_in(root))
