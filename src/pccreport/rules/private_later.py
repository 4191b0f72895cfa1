"""An update or a figure is printed that a file after the report keeps private."""

from collections.abc import Iterator

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.model import visibility
from pccreport.model.project import walk_items
from pccreport.model.update import UpdateItem
from pccreport.rules.context import ReportContext

RULE = rule("private-later")


_Printed = tuple[Span, visibility.MadePrivate, str]
"""Where something is printed, where it is private, and where the mark is missing."""


def check(context: ReportContext) -> Findings:
    """Yield a finding at each: a report that is built again would pass it on."""
    found = {each[0]: each for each in (*_texts(context), *_figures(context))}
    for at, later, of in found.values():
        yield RULE.finding(
            f"this is not public from {later.period} on ({later.at.source.name}:{later.at.line})",
            at,
            f"add public: false {of} too; if it may be printed all the same, put # accept private-later: and the reason on a line of its own above the dash or the field",
            related=(Annotation(later.at, "not public here"),),
        )


def _texts(context: ReportContext) -> Iterator[_Printed]:
    """Yield updates and statuses: each is one with a later one that is private."""
    if not (private := visibility.made_private(context.project.updates)):
        return
    report = context.report
    streams = (stream for aim in report.aims for stream in aim.streams)
    entries = (each for stream in streams for each in stream.entries())
    printed = walk_items(each for each in entries if isinstance(each, UpdateItem))
    house = context.project.house
    if any(each.list == "promises" for each in (*house.opening, *house.ending)):
        printed += [promise.item for promise in report.promises]
    texts = (item.text.origin.span for item in printed)
    statuses = (s.at for each in report.measures.values() for s in each.statuses())
    for at in (*texts, *statuses):
        if later := private.get(visibility.span_start(at)):
            yield at, later, "here"


def _figures(context: ReportContext) -> Iterator[_Printed]:
    """Yield figures that a file after the report has: what one in it has, is not printed."""
    private = visibility.private_figures(context.project.updates)
    for row in (r for each in context.report.measures.values() for r in each.rows()):
        for period, value in row.read_from():
            if later := private.get((row.measure.key, row.area, period)):
                is_own = period not in dict(value.restated)
                of = "here" if is_own else f"to the figure of {period}"
                yield value.at, later, of
