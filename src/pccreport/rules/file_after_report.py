"""An update file is later than what the report covers."""

from pathlib import PurePath

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.periods import quarter_of
from pccreport.model.update import Cell, UpdateItem
from pccreport.rules.context import ReportContext

RULE = rule("file-after-report")

_SEVERAL = "reports"
"""The folder where a project with several reports keeps them."""


def check(context: ReportContext) -> Findings:
    """Yield a finding at the period of each such file that has updates for this report.

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
            yield RULE.finding(
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
