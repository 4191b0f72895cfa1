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
from pccreport.model.update import Cell, UpdateItem
from pccreport.report import scope
from pccreport.rules.context import ProjectContext, ReportContext
from pccreport.source import fields

# A name that begins with a period: 2020-21-q1-force.yaml.
_NAME = re.compile(
    r"(\d{4}-(?:\d{4}|\d{2}))(?:[-_ ]?(q[1-4]))?(?![\d-]\d)", re.IGNORECASE
)
_SEVERAL = "reports"
"""The folder where a project with several reports keeps them."""


def report_period(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each impossible period of report.yaml."""
    project = context.project
    if settings := project.settings:
        for key, message, way_out in scope.scope_problems(settings, project.plan):
            yield kind.finding(message, settings.annotate(key), way_out)


def period_mismatch(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the period of each file whose name has another one."""
    for update in context.project.updates:
        named = period_in_name(update.name)
        # A year agrees with each period in it.
        about = (
            update.period.year if isinstance(named, FinancialYear) else update.period
        )
        if named and named != about:
            message = f"the file name says {named} but the period is {update.period}"
            at = update.origin.values["period"].span
            yield kind.finding(message, at, "correct the period, or rename the file")


def period_in_name(name: str) -> Quarter | FinancialYear | str | None:
    """Return the period at the start of a file's name, as text if it is not valid, or None."""
    found = _NAME.match(PurePath(name).name)
    if not found:
        return None
    if found[2]:
        return parse_quarter(f"{found[1]} {found[2]}") or found[0]
    # Four digits and two more may be a month, or anything: 2020-04-01.yaml.
    return parse_year(found[1])


def outside_plan(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the period of each file outside the plan’s years."""
    plan = context.project.plan
    years = Annotation(plan.origin.values["years"].span, "the plan’s years")
    for update in context.project.updates:
        if plan.years.number_of(update.period.year) is None:
            message = f"{update.period} is outside the plan’s years"
            way_out = "correct the period here, or the years in plan.yaml"
            at = update.origin.values["period"].span
            yield kind.finding(message, at, way_out, (years,))


def date_before_period(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at the meeting or sign-off before the end of the quarter reported on.

    For a period from the command line, the dates of report.yaml are those of another meeting.
    """
    settings, label = context.project.settings, LabelFormatter(context.project.house)
    last = settings and (settings.until or settings.period)
    if settings is None or not isinstance(last, Quarter):
        return
    typed = (fields.text(settings.origin, key) for key in ("until", "period"))
    if last not in map(parse_quarter, typed):
        return
    signed = fields.scalar(fields.submapping(settings.origin, "sign_off"), "date")
    dates = [("the meeting", settings.meeting, settings.annotate("meeting").span)]
    if signed:
        dates.append(("the sign-off", settings.sign_off.date, signed.span))
    for name, day, span in dates:
        if day < last.end:
            on, ends = (label.day("period_date", each) for each in (day, last.end))
            message = (
                f"{name} on {on} is before the end of the quarter reported on, {ends}"
            )
            yield kind.finding(message, span, "correct this date or the period")


def file_after_report(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at the period of each file with updates that is later than the report.

    If a project keeps several reports, a later one is for later files.
    """
    report = context.report
    settings, until = report.settings, report.scope.until
    if PurePath(settings.origin.source.name).parent.name == _SEVERAL:
        return
    aims = {aim.key for aim in report.priority.aims}
    end = settings.annotate("until" if settings.until else "period")
    for update in context.project.updates:
        cells = (cell for cell in update.cells if cell.aim in aims)
        if update.period.end > report.scope.end and any(map(_prints, cells)):
            after = f"is after {until}, where this report ends"
            if report.scope.end < until.end:
                after = f"ends after {report.scope.end}, where this report ends"
            last = quarter_of(update.period.end)
            instead = " and take out until:" if settings.until else ""
            yield kind.finding(
                f"{update.period} {after}, so nothing in this file is printed",
                update.origin.values["period"].span,
                f"to report on it, write period: {last} in report.yaml{instead}; to print it in the report on {settings.period} too, write until: {last} there",
                (Annotation(end.span, "the report ends here"),),
            )


def _prints(cell: Cell) -> bool:
    return any(
        entry.public and not (isinstance(entry, UpdateItem) and entry.withdrawn)
        for entry in cell.entries
    )
