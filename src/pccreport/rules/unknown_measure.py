"""A measure, an area of one, or its key aim is not in the plan."""

from collections.abc import Iterable

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.language.close_matches import did_you_mean
from pccreport.model.measures import Measure, MeasureValue
from pccreport.rules.context import ProjectContext

RULE = rule("unknown-measure")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each such name."""
    plan = context.project.plan
    aims, measures = plan.aims(), {m.key: m for m in plan.measures}
    for measure in plan.measures:
        if measure.aim and measure.aim not in aims:
            yield _unknown("key aim", measure.aim, measure.span_of("aim"), aims)
        if measure.key in aims:
            message = f"“{measure.key}” is the key of a key aim too"
            yield RULE.finding(
                message, measure.origin.key.span, "give each its own key"
            )
    for update in context.project.updates:
        for value in update.measures:
            if value.measure not in measures:
                yield _unknown(
                    "measure", value.measure, value.origin.key.span, measures
                )
            else:
                yield from _areas(value, measures[value.measure])
        for status in update.status:
            if status.about not in {**aims, **measures}:
                names = [*aims, *measures]
                yield _unknown(
                    "key aim or measure", status.about, status.origin.key.span, names
                )


def _areas(value: MeasureValue, measure: Measure) -> Findings:
    if value.area in measure.areas or not (value.area or measure.areas):
        return
    if not value.area:
        message = f"“{measure.key}” is given by area, and this is one figure"
        example = f"{{{measure.areas[0]}: 310}}"
        way_out = f"write each area with its figure: {measure.key}: {example}"
        yield RULE.finding(message, value.at, way_out)
    elif measure.areas:
        message = f"“{measure.key}” has no area “{value.area}” in the plan"
        otherwise = f"its areas: {', '.join(measure.areas)}"
        way_out = did_you_mean(value.area, measure.areas, otherwise)
        yield RULE.finding(message, value.origin.key.span, way_out)
    else:
        message = f"“{measure.key}” is not given by area in the plan"
        way_out = "write one figure, or list the areas under by: in plan.yaml"
        yield RULE.finding(message, value.origin.key.span, way_out)


def _unknown(kind: str, name: str, at: Span, known: Iterable[str]) -> Diagnostic:
    names = [*known]
    otherwise = f"in the plan: {', '.join(names) or 'none'}"
    message = f"the plan has no {kind} “{name}”"
    return RULE.finding(message, at, did_you_mean(name, names, otherwise))
