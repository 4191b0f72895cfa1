"""A measure has another status than its figure and its target give it."""

from collections.abc import Sequence
from decimal import Decimal

from pccreport.findings.registry import Findings, rule
from pccreport.house.house import StatusStep
from pccreport.report.measures import MeasureRow
from pccreport.rules.context import ReportContext

RULE = rule("status-against-target")


def check(context: ReportContext) -> Findings:
    """Yield a finding at each such status of a measure as a whole."""
    scale = context.project.house.statuses
    for row in (r for each in context.report.measures.values() for r in each.rows()):
        gap, status = _gap(row), row.status
        wrong = {} if gap is None else _wrong_steps(scale, gap)
        if status and (word := wrong.get(status.status)):
            reached = "misses" if gap else "reaches"
            message = f"“{row.measure.title}” {reached} its target, {row.measure.target:,f}, but its status is “{word}”"
            way_out = "correct the status or the figure, or within: in the scale"
            yield RULE.finding(message, status.at, way_out)


def _gap(row: MeasureRow) -> Decimal | None:
    """Return how far a figure misses its target, in per cent of it; 0 if it does not."""
    figure, target = row.current and row.current.figure, row.measure.target
    is_part = bool(row.area) or (row.current is not None and row.current.is_part)
    if figure is None or target is None or not row.measure.better or is_part:
        return None
    missed = target - figure if row.measure.better == "up" else figure - target
    return max(Decimal(0), 100 * missed / (abs(target) or 1))


def _wrong_steps(scale: Sequence[StatusStep], gap: Decimal) -> dict[str, str]:
    """Return the steps, with their words, that a measure so far from its target cannot have.

    Without `within:`, that is the best step if the target is missed, the last if it is reached.
    """
    limits = [(at, s.within) for at, s in enumerate(scale) if s.within is not None]
    if not limits:
        return {step.key: step.word for step in (scale[:1] if gap else scale[-1:])}
    rated = [*(at for at, _ in limits), limits[-1][0] + 1]
    right = next((at for at, within in limits if gap <= within), rated[-1])
    return {s.key: s.word for at, s in enumerate(scale) if at in rated and at != right}
