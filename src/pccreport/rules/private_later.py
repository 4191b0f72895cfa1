"""A printed update or figure is private in a file after the report."""

from __future__ import annotations

from itertools import chain

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.project import walk_items
from pccreport.model.update import UpdateItem
from pccreport.model.visibility import made_private, span_start
from pccreport.rules.context import ReportContext

RULE = rule("private-later")


def check(context: ReportContext) -> Findings:
    """Yield a finding at each, because a report that is built again would publish it."""
    if not (private := made_private(context.project.updates)):
        return
    report = context.report
    streams = (stream for aim in report.aims for stream in aim.streams)
    entries = (item for stream in streams for item in stream.entries())
    printed = walk_items(item for item in entries if isinstance(item, UpdateItem))
    house = context.project.house
    if any(item.list == "promises" for item in (*house.opening, *house.ending)):
        printed += [promise.item for promise in report.promises]
    texts = (item.text.origin.span for item in printed)
    figures = chain.from_iterable(item.spans() for item in report.measures.values())
    for at in dict.fromkeys((*texts, *figures)):
        if later := private.get(span_start(at)):
            yield RULE.finding(
                f"this is not public from {later.period} on ({later.at.source.name}:{later.at.line})",
                at,
                "add public: false here too; if it may be printed all the same, put # accept private-later: and the reason on the line above",
                related=(Annotation(later.at, "not public here"),),
            )
