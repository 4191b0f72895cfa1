"""Periods: of the report, of the plan, of an update file and of its name, and dates of the meeting."""

import re
from pathlib import PurePath

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.periods import (
    FinancialYear,
    Quarter,
    parse_quarter,
    parse_year,
    quarter_of,
)
from pccreport.model.update import top_entry_rows
from pccreport.report import scope
from pccreport.rules.context import ProjectContext, ReportContext
from pccreport.source import fields

# A name that begins with a period: 2020-21-q1-force.yaml.
_NAME = re.compile(r"(?i)(\d{4}-(?:\d{4}|\d{2}))(?:[-_ ]?(q[1-4]))?(?![\d-]\d)")


def report_period(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each impossible period of report.yaml."""
    project = context.project
    if settings := project.settings:
        for key, message, way_out in scope.scope_problems(settings, project.plan):
            yield kind.finding(message, settings.annotate(key), way_out)


def period_mismatch(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the period of each file whose name has another one."""
    for update in context.project.updates:
        named, about = period_in_name(update.name), update.period
        # A year agrees with each period in it.
        agrees = about.year if isinstance(named, FinancialYear) else about
        if named and named != agrees:
            message = f"the file name says {named} but the period is {about}"
            at = update.origin.values["period"].span
            yield kind.finding(message, at, "correct the period, or rename the file")


def period_in_name(name: str) -> Quarter | FinancialYear | str | None:
    """Return the period at the start of a file's name, as text if it is not valid, or None."""
    found = _NAME.match(PurePath(name).name)
    if found and found[2]:
        return parse_quarter(f"{found[1]} {found[2]}") or found[0]
    # Four digits and two more may be a month, or anything: 2020-04-01.yaml.
    return parse_year(found[1]) if found else None


def outside_plan(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the period of each file outside the plan’s years; figures can be earlier."""
    plan = context.project.plan
    years = Annotation(plan.origin.values["years"].span, "the plan’s years")
    for update in context.project.updates:
        has_more = update.cells or update.status or update.facts or not update.measures
        is_history = update.period.end < plan.years.start and not has_more
        if plan.years.number_of_year(update.period.year) is None and not is_history:
            message = f"{update.period} is outside the plan’s years"
            way_out = "correct the period here, or the years in plan.yaml"
            at = update.origin.values["period"].span
            yield kind.finding(message, at, way_out, (years,))


def date_before_period(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the meeting or sign-off before the end of the quarter reported on.

    For a period from the command line, the dates of report.yaml are those of another meeting.
    """
    settings, label = context.project.settings, LabelFormatter(context.project.house)
    if settings is None:
        return
    last = settings.until or settings.period
    if not isinstance(last, Quarter) or not settings.is_typed:
        return
    signed = fields.scalar(fields.submapping(settings.origin, "sign_off"), "date")
    dates = [("the meeting", settings.meeting, settings.annotate("meeting").span)]
    if signed:
        dates.append(("the sign-off", settings.sign_off.date, signed.span))
    for name, day, span in dates:
        if day < last.end:
            on, ends = (label.day("period_date", each) for each in (day, last.end))
            message = f"{name} on {on} is before the end of the period, {ends}"
            yield kind.finding(message, span, "correct this date or the period")


def file_after_report(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at the period of each file with updates that is later than the report.

    If a project keeps several reports, in a folder `reports`, a later one is for later files.
    """
    report = context.report
    settings, end = report.settings, report.scope.end
    if PurePath(settings.origin.source.name).parent.name == "reports":
        return
    aims = {aim.key for aim in report.priority.aims}
    ends = settings.annotate("until" if settings.until else "period")
    related = (ends._replace(text="the report ends here"),) * settings.is_typed
    for update in context.project.updates:
        rows = (row for row in top_entry_rows([update]) if row.cell.aim in aims)
        if update.period.end > end and any(row.is_printable for row in rows):
            last = quarter_of(update.period.end)
            instead = " and delete until:" if settings.until else ""
            message = f"{update.period} ends after this report, so nothing in this file is printed"
            way_out = f"in report.yaml, to report on that period, write period: {last}{instead}; to print it in the report on {settings.period} too, write until: {last}"
            if not related:
                way_out = f'the report’s last period is from the command: to print this too, add --until "{last}"'
            at = update.origin.values["period"].span
            yield kind.finding(message, at, way_out, related)
