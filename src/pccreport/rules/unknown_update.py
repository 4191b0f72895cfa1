"""An update continues, or withdraws, one that does not exist before it."""

from __future__ import annotations

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.language.close_matches import did_you_mean
from pccreport.model.periods import Period, period_sort_key
from pccreport.model.project import walk_items, walk_withdrawals
from pccreport.rules.context import ProjectContext

RULE = rule("unknown-update")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each unknown id after `continues:`, and of a withdrawal."""
    project = written.project
    if not project.whole:
        return  # it may be in a file that was not read
    told: dict[str, Period] = {}  # the files are in order: the first is the earliest
    for update, _, item in project.items():
        told.setdefault(item.id, update.period)
    for update, cell in project.cells():
        for item in walk_items(cell.entries):
            if item.continues and item.continues == item.id:
                yield _itself(item.id, item.place("continues"))
            elif item.continues and not _before(told, item.continues, update.period):
                span = item.place("continues")
                yield _not_yet(told, item.continues, update.period, span)
        for withdrawal in walk_withdrawals(cell.entries):
            if not _before(told, withdrawal.id, update.period) and withdrawal.origin:
                span = withdrawal.origin.values["id"].span
                yield _not_yet(told, withdrawal.id, update.period, span)


def _before(told: dict[str, Period], name: str, period: Period) -> bool:
    return name in told and period_sort_key(told[name]) <= period_sort_key(period)


def _itself(name: str, span: Span) -> Diagnostic:
    message = f"“{name}” cannot continue itself"
    way_out = "to revise an update, repeat its id and leave out continues:"
    return RULE.finding(message, span, way_out)


def _not_yet(
    told: dict[str, Period], name: str, period: Period, span: Span
) -> Diagnostic:
    message = f"there is no update “{name}” up to {period}"
    if name in told:
        way_out = f"it first appears in {told[name]}"
    else:
        way_out = did_you_mean(name, told, "give the earlier update this id")
    return RULE.finding(message, span, way_out)
