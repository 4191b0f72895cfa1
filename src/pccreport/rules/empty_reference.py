"""A reference leads to a place that has nothing in this report."""

from __future__ import annotations

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


def check(assembled: ReportContext) -> Findings:
    """Yield a finding at each such `see:`, with the nearest cell that has an update.

    A reader expects the updates of a label's year under that label, so a reference asks for an
    update of the same year unless it names another.
    """
    report, house = assembled.report, assembled.project.house
    known = assembled.references
    streams = {stream.key for stream in house.streams}
    for here in positions(report):
        for reference in printed_references(here.block):
            if known.target(reference, here):
                continue
            if not known.names_aim(reference):
                yield _no_update(reference, known)
            elif reference.stream in streams or not reference.stream:
                yield _empty_cell(reference, here, known, report)


def _empty_cell(
    reference: Reference, here: ReportPosition, known: ReferenceResolver, report: Report
) -> Diagnostic:
    wanted = known.requested_cell(reference, here)
    under = f" under “{wanted.stream}”" if wanted.stream else ""
    message = f"“{wanted.aim}” has no update{under} in {wanted.year}"
    in_plan = report.plan.years.number_of(wanted.year)
    if in_plan and wanted.year < report.scope.first.year:
        message = f"{message}: this report starts at {report.scope.first}"
        way_out = f"to go further back, add since: {wanted.year} to report.yaml, or use --since"
        return RULE.finding(message, reference.place(), way_out)
    nearest = known.nearest(wanted, here)
    way_out = _nearest(wanted, nearest) if nearest else "add an update there"
    return RULE.finding(message, reference.place(), way_out)


def _nearest(wanted: RequestedCell, nearest: RequestedCell) -> str:
    """Where there is something, and how to refer to it."""
    added = [f"see: {nearest.aim}"] if nearest.aim != wanted.aim else []
    if nearest.stream and nearest.stream != wanted.stream:
        added.append(f"stream: {nearest.stream}")
    if nearest.year != wanted.year:
        added.append(f"year: {nearest.year}")
    under = f" under “{nearest.stream}”" if nearest.stream else ""
    return f"“{nearest.aim}” has one{under} in {nearest.year}: if you mean that, write {', '.join(added)}"


def _no_update(reference: Reference, known: ReferenceResolver) -> Diagnostic:
    when = f" in {reference.year}" if reference.year else ""
    message = f"the update “{reference.see}” is not printed in this report{when}"
    way_out = "it is withdrawn, not public, or outside the quarters of this report"
    if years := known.years(reference.see):
        told = ", ".join(map(str, years))
        way_out = f"it is printed in {told}: remove year:, or use that year"
    return RULE.finding(message, reference.place(), way_out)
