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
    rows = (r for each in context.report.measures.values() for r in each.rows())
    for row in rows:
        gap, status = _gap(row), row.status
        if gap is None or status is None or not row.current or row.current.is_part:
            continue
        wrong = _wrong_steps(scale, gap)
        if step := next((s for s in wrong if s.key == status.status), None):
            reached = "misses" if gap else "reaches"
            yield RULE.finding(
                f"“{row.measure.title}” {reached} its target: {row.current.figure:,f},"
                f" target {row.measure.target:,f}; its status is “{step.word}”",
                status.at,
                "correct the status or the figure, or within: in the scale of the house format",
            )


def _gap(row: MeasureRow) -> Decimal | None:
    """Return how far a figure misses its target, in per cent of it; 0 if it does not."""
    figure, target = row.current and row.current.figure, row.measure.target
    if row.area or figure is None or target is None or not row.measure.better:
        return None
    missed = target - figure if row.measure.better == "up" else figure - target
    return max(Decimal(0), 100 * missed / (abs(target) or 1))


def _wrong_steps(scale: Sequence[StatusStep], gap: Decimal) -> list[StatusStep]:
    """Return the steps that a measure at a distance from its target cannot have.

    Without `within:`, that is the best step if the target is missed, the last if it is reached.
    """
    limits = [(at, s.within) for at, s in enumerate(scale) if s.within is not None]
    if not limits:
        return [*scale[:1]] if gap else [*scale[1:][-1:]]
    rated = [*(at for at, _ in limits), limits[-1][0] + 1]
    right = next((at for at, within in limits if gap <= within), rated[-1])
    return [step for at, step in enumerate(scale) if at in rated and at != right]
