"""An update or a figure is printed that a file after the report keeps private."""

from __future__ import annotations

from itertools import chain

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.project import walk_items
from pccreport.model.update import UpdateItem
from pccreport.model.visibility import made_private, span_start
from pccreport.rules.context import ReportContext

RULE = rule("private-later")


def check(assembled: ReportContext) -> Findings:
    """Yield a finding at each: a report that is built again would pass it on."""
    if not (private := made_private(assembled.project.updates)):
        return
    report = assembled.report
    streams = (stream for aim in report.aims for stream in aim.streams)
    entries = (each for stream in streams for each in stream.entries())
    printed = walk_items(each for each in entries if isinstance(each, UpdateItem))
    house = assembled.project.house
    if any(each.list == "promises" for each in (*house.opening, *house.ending)):
        printed += [promise.item for promise in report.promises]
    texts = (item.text.origin.span for item in printed)
    figures = chain.from_iterable(each.places() for each in report.measures.values())
    for at in dict.fromkeys((*texts, *figures)):
        if later := private.get(span_start(at)):
            yield RULE.finding(
                f"this is not public from {later.period} on ({later.at.source.name}:{later.at.line})",
                at,
                "add public: false here too; if it may be printed all the same, put # accept private-later: and the reason on the line above",
                related=(Annotation(later.at, "not public here"),),
            )
