"""Makes a report from a loaded project, and collects the findings of the rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from pccreport import rules
from pccreport.document.blocks import Document
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import CHECKED, RULES, Stage
from pccreport.layout.report import lay_out
from pccreport.model import visibility
from pccreport.model.check_settings import CheckSettings
from pccreport.model.plan import Plan
from pccreport.model.private_intent import is_private_file
from pccreport.model.settings import ReportSettings
from pccreport.pipeline.load import Files
from pccreport.report import scope
from pccreport.report.merge import merge
from pccreport.report.omissions import Omission
from pccreport.report.references import ReferenceResolver
from pccreport.report.report import Report
from pccreport.report.scope import NO_OVERRIDE, PeriodOverride
from pccreport.rules.context import ProjectContext, ReportContext
from pccreport.rules.severities import RuleSet, Severities
from pccreport.source.command_error import USAGE, CommandError


class Assembled(NamedTuple):
    """A report, and every entry of the project's files that is not in it."""

    report: Report
    absences: tuple[Omission, ...]
    laid_out: Callable[[], tuple[Document, tuple[Diagnostic, ...]]]
    """Returns the report as it is laid out, which is done once."""


def assemble(
    read: Files, asked: PeriodOverride, day: date | None, depth: RuleSet
) -> tuple[Assembled | None, tuple[Diagnostic, ...]]:
    """Return the report, as far as the project is usable, and the findings of the rules.

    `day` is the date treated as today; without it, the sign-off date. `depth` chooses the
    rules that are run.
    """
    project = read.project
    if project is None:
        return None, ()
    severities = Severities(project.plan.checks, depth)
    findings = [] if depth is RuleSet.GAPS else [*severities.findings()]
    settings = project.settings
    if settings:
        settings = asked.applied(settings)
        _check_override(asked, settings, project.plan)
        project = project._replace(settings=settings)
        if settings.sign_off.name:
            day = day or settings.sign_off.date
    written = ProjectContext.of(project, day)
    for check in rules.checks(
        Stage.PROJECT,
        lambda kind: severities.is_run(kind) and written.may_break(kind),
    ):
        findings += severities.apply(check(written))
    priority = None
    if settings:
        priority = project.plan.priority(settings.priority, settings.only)
    if settings is None or priority is None or not priority.aims:
        return None, tuple(findings)
    merged, problems = merge(project, settings, priority)
    findings += problems
    report, house = merged.report, project.house

    @cache
    def laid_out() -> tuple[Document, tuple[Diagnostic, ...]]:
        return lay_out(report, house)

    # The missing text may be in an update that could not be read.
    if project.whole:
        assembled = ReportContext(
            project,
            report,
            ReferenceResolver(report),
            lambda: laid_out()[0].blocks,
            day,
        )
        told = {finding.at.span for finding in findings if finding.rule in _NAMES}
        for check in rules.checks(Stage.REPORT, severities.is_run):
            of_report = severities.apply(check(assembled))
            # One error is reported once: a name without a target is not an empty cell.
            findings += (f for f in of_report if f.at.span not in told)
    return Assembled(*merged, laid_out), tuple(findings)


def waiting_rules(read: Files, merged: Assembled | None, depth: RuleSet) -> int:
    """Return how many rules are not run, because errors keep what they look at from being read."""
    if merged and read.whole:
        return 0
    checks = read.plan.checks if read.plan else CheckSettings()
    runs = Severities(checks, depth).is_run
    stages = (Stage.REPORT,) if read.project else CHECKED
    return sum(kind.stage in stages and runs(kind) for kind in RULES)


def public_findings(
    read: Files, asked: PeriodOverride, merged: Assembled
) -> frozenset[Diagnostic]:
    """Return the findings of the rules on a project that has only what is printed.

    What never saw a text cannot quote it.
    """
    hidden = {visibility.span_start(omission.at) for omission in merged.absences}
    hidden |= visibility.private_starts(read.updates)
    shown = (each for each in read.updates if not is_private_file(each.name))
    printed = read._replace(updates=visibility.without(shown, hidden))
    return frozenset(assemble(printed, asked, None, RuleSet.ALL)[1])


_NAMES = frozenset({"dangling-reference", "unknown-aim", "unknown-stream"})


def _check_override(
    asked: PeriodOverride, settings: ReportSettings, plan: Plan
) -> None:
    """Raise CommandError if the period on the command line is not possible: it is in no file."""
    if asked != NO_OVERRIDE:
        for _, message, way_out in scope.scope_problems(settings, plan):
            raise CommandError(message, USAGE, way_out)
