"""A key aim or a measure has the last step of the scale, and no text of the period says why."""

from pccreport.findings.registry import Findings, rule
from pccreport.report.references import positions
from pccreport.report.report import PeriodNote
from pccreport.rules.context import ReportContext

RULE = rule("status-without-reason")


def check(context: ReportContext) -> Findings:
    """Yield a finding at each such status; that of a key aim with parts is explained by those."""
    report, scale = context.report, context.project.house.statuses
    updates = [u for u in context.project.updates if u.period.end == report.scope.end]
    files = {update.name for update in updates}
    explained = {
        spot.aim.aim.key
        for spot in positions(report)
        for entry in spot.block.entries
        if not isinstance(entry, PeriodNote) and entry.span_of().source.name in files
    }
    unexplained = {s.aim.key for s in report.undivided()} - explained
    owners = {measure.key: measure.aim for measure in report.plan.measures}
    for status in (given for update in updates for given in update.status):
        aim = owners.get(status.about, status.about)
        is_last = status.public and scale[-1:] and status.status == scale[-1].key
        if is_last and aim in unexplained:
            message = f"no update of the period says why this is “{scale[-1].word}”"
            way_out = f"add the reason under {aim}: in a file of that period"
            yield RULE.finding(message, status.at, way_out)
