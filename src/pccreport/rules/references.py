"""References that lead nowhere: to a cell that is empty in this report, or round in a circle."""

from pccreport.findings.registry import Findings, Rule
from pccreport.language.texts.counted import join_words
from pccreport.model.project import all_of
from pccreport.model.update import Reference, UpdateItem
from pccreport.report.references import ReferenceResolver, ReferenceTarget
from pccreport.report.report import PeriodSection, YearCell
from pccreport.rules.context import ReportContext


def empty_reference(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at each `see:` without an update, with the places of its key aim that have one.

    A reference is to an update of the year that it is printed under, unless it names another.
    """
    resolver = context.references
    streams = {stream.key for stream in context.project.house.streams}
    for position in context.report.periods():
        for reference in all_of(position.entries, Reference):
            if resolver.find_target(reference, position):
                continue
            if reference.see not in resolver.numbers:
                message, way_out = _not_printed(reference, resolver)
            elif reference.stream in streams or not reference.stream:
                message, way_out = _empty_cell_message(reference, position, context)
            else:
                continue
            yield kind.finding(message, reference.span_of(), way_out)


def _empty_cell_message(
    reference: Reference, position: PeriodSection, context: ReportContext
) -> tuple[str, str]:
    """Return the message about an empty cell, and the help: what its key aim has updates under."""
    report, resolver = context.report, context.references
    wanted = resolver.requested_cell(reference, position)
    under = f" under “{wanted.stream}”" if wanted.stream else ""
    message = f"“{wanted.aim}” has no update{under} in {wanted.year}"
    in_plan = report.plan.years.number_of_year(wanted.year)
    if in_plan and wanted.year < report.scope.first.year:
        message = f"{message}: this report starts with {report.scope.first}"
        return message, f"to go further back, add since: {wanted.year} to report.yaml"
    aims = [aim.key for aim in resolver.with_parts(wanted.aim)]
    cells = [c for c in resolver.cells if c.aim in aims and c != position.cell]
    if not cells:
        return message, "add an update there"
    places = dict.fromkeys(f"“{c.stream or c.aim}” in {c.year}" for c in cells)
    printed = join_words(*places)
    return message, f"it has updates under {printed}: write stream: and year: to match"


def _not_printed(reference: Reference, resolver: ReferenceResolver) -> tuple[str, str]:
    when = f" in {reference.year}" if reference.year else ""
    message = f"the update “{reference.see}” is not printed in this report{when}"
    way_out = "refer to another: this one is withdrawn, not public, or outside the report’s quarters"
    if years := resolver.updates.get(reference.see):
        way_out = f"it is printed in {join_words(*map(str, years))}: remove year:, or correct it"
    return message, way_out


def circular_reference(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at each reference that is followed round to where it is, or to no update."""
    every = [*context.report.periods()]
    target_of = context.references.find_target
    found = [
        (reference, position.cell, target_of(reference, position))
        for position in every
        for reference in all_of(position.entries, Reference)
    ]
    updated = (p for p in every if any(isinstance(e, UpdateItem) for e in p.entries))
    closed = {p.cell for p in every}.difference(p.cell for p in updated)
    while out := {c for _, c, to in found if _leads_out(to, closed)} & closed:
        closed -= out
    for reference, cell, target in found:
        if not target:
            continue
        points = all_of(target.item.points, Reference) if target.item else []
        is_own = not target.item and target.cell == cell
        is_own = is_own or any(point is reference for point in points)
        if is_own or not _leads_out(target, closed):
            message = f"“{reference.see}” leads back here without reaching an update"
            way_out = "add an update here, or refer to a place that has one"
            yield kind.finding(message, reference.span_of(), way_out)


def _leads_out(target: ReferenceTarget | None, closed: set[YearCell]) -> bool:
    """Return whether a target is in no closed cell; without one, there is another finding."""
    return not target or bool(target.item) or target.cell not in closed
