"""A key aim or a measure has the last step of the scale, and no text of the period says why."""

from pccreport.findings.registry import Findings, rule
from pccreport.model.update import Reference, UpdateItem
from pccreport.report.report import Report
from pccreport.rules.context import ReportContext

RULE = rule("status-without-reason")


def check(context: ReportContext) -> Findings:
    """Yield a finding at each such status."""
    report, end = context.report, context.report.scope.end
    last = next(reversed(context.project.house.statuses), None)
    files = {u.name for u in context.project.updates if u.period.end == end}
    explained = _explained(report, files)
    for aim, measures in report.measures.items():
        given = [measures.status.current] if measures.status else []
        given += [row.status for row in measures.rows() if row.status]
        for status in {each.about: each for each in given}.values():
            if last and status.status == last.key and aim not in explained:
                yield RULE.finding(
                    f"the status is “{last.word}”, and no update of the period gives the reason",
                    status.at,
                    f"add an update under {aim}: in a file of that period, with the reason",
                )


def _explained(report: Report, files: set[str]) -> set[str]:
    """Return the key aims that print a text from some files, or have a part that does."""
    explained, above = set[str](), list[str]()
    for section in report.aims:
        above = [*above[: section.aim.depth], section.aim.key]
        for entry in (e for stream in section.streams for e in stream.entries()):
            match entry:
                case UpdateItem(text=text):
                    name = text.origin.source.name
                case Reference():
                    name = entry.span_of().source.name
                case _:
                    continue
            explained.update(above if name in files else ())
    return explained
