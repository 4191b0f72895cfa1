"""A loaded project into a report, with what the rules say on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pccreport import rules
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import Stage
from pccreport.model.plan import Plan
from pccreport.model.settings import ReportSettings
from pccreport.pipeline.load import LoadedReport
from pccreport.report import scope
from pccreport.report.merge import MergeResult, merge
from pccreport.report.references import ReferenceResolver
from pccreport.report.scope import AS_SAID, PeriodOverride
from pccreport.rules.context import ProjectContext, ReportContext
from pccreport.rules.severities import RuleSet, Severities
from pccreport.source import suppressions
from pccreport.source.command_error import USAGE, CommandError
from pccreport.source.node import MappingNode
from pccreport.source.suppressions import Suppression


def assemble(
    loaded: LoadedReport, asked: PeriodOverride, day: date | None, depth: RuleSet
) -> tuple[MergeResult | None, tuple[Diagnostic, ...]]:
    """The report, as far as the project stands, and what the rules say of it.

    `day` is the day that dates are judged from; without it, the sign-off's.
    `depth` says which rules are run.
    """
    project, house = loaded.project, loaded.house
    if project is None or house is None:
        return None, ()
    severities = Severities(project.plan.checks, depth)
    findings = [] if depth is RuleSet.GAPS else [*severities.faults()]
    settings = project.settings
    if settings:
        settings = asked.applied(settings)
        _check_override(asked, settings, project.plan)
        project = project._replace(settings=settings)
        day = day or settings.sign_off.date
    written = ProjectContext(project, house, day)
    for check in rules.checks(Stage.PROJECT, severities.runs):
        findings += severities.applied(check(written))
    priority = project.plan.priority(settings.priority) if settings else None
    if settings is None or priority is None or not priority.aims:
        return None, tuple(findings)
    merged, problems = merge(project, settings, priority, house)
    findings += problems
    # What an unread update would say may be all that is missing.
    if project.whole:
        report = merged.report
        assembled = ReportContext(
            project, report, ReferenceResolver(report), house, day
        )
        told = {finding.at.span for finding in findings if finding.rule in _NAMES}
        for check in rules.checks(Stage.REPORT, severities.runs):
            of_report = severities.applied(check(assembled))
            # One mistake is told once: a name that leads nowhere is no empty place.
            findings += (f for f in of_report if f.at.span not in told)
    return merged, tuple(findings)


_NAMES = frozenset({"dangling-reference", "unknown-aim", "unknown-stream"})


def suppressions_of(loaded: LoadedReport) -> tuple[Suppression, ...]:
    """The accepted findings that the files of a report mark."""
    return tuple(
        mark
        for root in root_nodes(loaded)
        for mark in suppressions.suppressions_in(root)
    )


def root_nodes(loaded: LoadedReport) -> Iterator[MappingNode]:
    """The files of a report that were read."""
    project, house = loaded.project, loaded.house
    if project is not None:
        yield project.plan.origin
        if project.settings:
            yield project.settings.origin
        for update in project.updates:
            yield update.origin
    if house is not None:
        yield house.origin


def _check_override(
    asked: PeriodOverride, settings: ReportSettings, plan: Plan
) -> None:
    """Raise where what the command asks for cannot be: it stands in no file."""
    if asked != AS_SAID:
        for _, message, way_out in scope.scope_problems(settings, plan):
            raise CommandError(message, USAGE, way_out)
