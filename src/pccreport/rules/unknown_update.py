"""An update continues or withdraws one that does not exist before it."""

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.language.close_matches import did_you_mean
from pccreport.model.periods import Period, period_sort_key
from pccreport.model.project import walk_items, walk_withdrawals
from pccreport.model.update import UpdateItem
from pccreport.rules.context import ProjectContext

RULE = rule("unknown-update")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each unknown id after `continues:`, and at each of a withdrawal."""
    project = context.project
    if not project.whole:
        return  # it may be in a file that was not read
    firsts: dict[str, Period] = {}  # of each id: the files are in order
    for update, _, item in project.items():
        firsts.setdefault(item.id, update.period)
    for update, cell in project.cells():
        for item in walk_items(cell.entries):
            if item.continues and item.continues == item.id:
                message = f"“{item.id}” cannot continue itself"
                way_out = "to revise an update, repeat its id and leave out continues:"
                yield RULE.finding(message, item.span_of("continues"), way_out)
            elif item.continues:
                at = item.span_of("continues")
                yield from _missing_update(firsts, item.continues, update.period, at)
        for withdrawal in walk_withdrawals(cell.entries):
            if withdrawal.origin:
                at = withdrawal.origin.values["id"].span
                yield from _missing_update(firsts, withdrawal.id, update.period, at)
    yield from _still_printed(context)


def _still_printed(context: ProjectContext) -> Findings:
    """Yield a finding at each withdrawal without an id of a text that an earlier file has."""
    printed: dict[tuple[str, str, str], tuple[Period, UpdateItem]] = {}
    for update, cell, item in context.project.items():
        key = cell.aim, cell.stream, " ".join(item.text.text.casefold().split())
        if item.public and not item.withdrawn:
            printed[key] = update.period, item
        elif item.withdrawn and not item.id and key in printed:
            period, earlier = printed[key]
            message = f"this withdraws nothing: the update of {period} is still printed"
            way_out = "give both the same id:, or withdraw it where it was written"
            related = (Annotation(earlier.span_of(), "printed"),)
            yield RULE.finding(message, item.span_of("withdrawn"), way_out, related)


def _missing_update(
    firsts: dict[str, Period], name: str, period: Period, at: Span
) -> Findings:
    """Yield a finding if there is no update with an id up to a period."""
    first = firsts.get(name)
    if first is None:
        way_out = did_you_mean(name, firsts, "give the earlier update this id")
    elif period_sort_key(first) <= period_sort_key(period):
        return
    else:
        way_out = f"it first appears in {first}"
    yield RULE.finding(f"there is no update “{name}” up to {period}", at, way_out)
