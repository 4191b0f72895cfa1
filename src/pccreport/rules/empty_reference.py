"""A reference leads to a cell that is empty in this report."""

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.model.update import Reference
from pccreport.report.references import (
    ReferenceResolver,
    ReportPosition,
    RequestedCell,
    positions,
    printed_references,
)
from pccreport.report.report import Report
from pccreport.rules.context import ReportContext

RULE = rule("empty-reference")


def check(context: ReportContext) -> Findings:
    """Yield a finding at each such `see:`, with the nearest cell that has an update.

    A reference is to an update of the year that it is printed under, unless it names another.
    """
    report, house = context.report, context.project.house
    resolver = context.references
    streams = {stream.key for stream in house.streams}
    for position in positions(report):
        for reference in printed_references(position.block):
            if resolver.target(reference, position):
                continue
            if not resolver.names_aim(reference):
                yield _no_update(reference, resolver)
            elif reference.stream in streams or not reference.stream:
                yield _empty_cell(reference, position, resolver, report)


def _empty_cell(
    reference: Reference,
    position: ReportPosition,
    resolver: ReferenceResolver,
    report: Report,
) -> Diagnostic:
    wanted = resolver.requested_cell(reference, position)
    under = f" under “{wanted.stream}”" if wanted.stream else ""
    message = f"“{wanted.aim}” has no update{under} in {wanted.year}"
    in_plan = report.plan.years.number_of(wanted.year)
    if in_plan and wanted.year < report.scope.first.year:
        message = f"{message}: this report starts at {report.scope.first}"
        way_out = f"to go further back, add since: {wanted.year} to report.yaml, or use --since"
        return RULE.finding(message, reference.span_of(), way_out)
    nearest = resolver.nearest(wanted, position)
    way_out = _nearest(wanted, nearest) if nearest else "add an update there"
    return RULE.finding(message, reference.span_of(), way_out)


def _nearest(wanted: RequestedCell, nearest: RequestedCell) -> str:
    """Return the help with the nearest cell that has an update, and how to refer to it."""
    added = [f"see: {nearest.aim}"] if nearest.aim != wanted.aim else []
    if nearest.stream and nearest.stream != wanted.stream:
        added.append(f"stream: {nearest.stream}")
    if nearest.year != wanted.year:
        added.append(f"year: {nearest.year}")
    under = f" under “{nearest.stream}”" if nearest.stream else ""
    return f"“{nearest.aim}” has one{under} in {nearest.year}: if you mean that, write {', '.join(added)}"


def _no_update(reference: Reference, resolver: ReferenceResolver) -> Diagnostic:
    when = f" in {reference.year}" if reference.year else ""
    message = f"the update “{reference.see}” is not printed in this report{when}"
    way_out = "it is withdrawn, not public, or outside the quarters of this report"
    if years := resolver.years(reference.see):
        years_printed = ", ".join(map(str, years))
        way_out = f"it is printed in {years_printed}: remove year:, or use that year"
    return RULE.finding(message, reference.span_of(), way_out)
