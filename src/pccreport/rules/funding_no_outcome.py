"""An award has no outcome in the report."""

from collections.abc import Iterable

from pccreport.findings.registry import Findings, rule
from pccreport.model.project import walk_items
from pccreport.model.update import Entry, UpdateItem
from pccreport.report.references import positions
from pccreport.rules.context import ReportContext

RULE = rule("funding-no-outcome")


def check(context: ReportContext) -> Findings:
    """Yield a finding at each update with an award and no outcome.

    An outcome can be its own, one of its points', or that of a later update that continues it. An
    outcome for all the points together counts for each.
    """
    items = [
        entry
        for spot in positions(context.report)
        for entry in spot.block.entries
        if isinstance(entry, UpdateItem)
    ]
    later = {
        item.continues
        for item in walk_items(items)
        if item.continues and _has_outcome(item)
    }
    yield from _without_outcome(items, later)


def _without_outcome(entries: Iterable[Entry], later: set[str]) -> Findings:
    for entry in entries:
        if not isinstance(entry, UpdateItem) or entry.outcome or entry.id in later:
            continue
        if entry.award and not _has_outcome(entry):
            message = "this award has no outcome"
            way_out = "add outcome: with what it achieved, or what is expected and when"
            yield RULE.finding(message, entry.text.origin.span, way_out)
        else:
            yield from _without_outcome(entry.points, later)


def _has_outcome(item: UpdateItem) -> bool:
    return any(point.outcome for point in walk_items((item,)))
