"""The report is on a priority that is not in the plan, or has no key aims there."""

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.language.close_matches import did_you_mean
from pccreport.model.plan import Priority
from pccreport.model.settings import ReportSettings
from pccreport.rules.context import ProjectContext
from pccreport.source import fields
from pccreport.source.node import ScalarNode

RULE = rule("unknown-priority")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the number in report.yaml, and at each unknown key aim under `only:`."""
    project = context.project
    plan, settings = project.plan, project.settings
    if settings is None:
        return
    priority = plan.priority(settings.priority)
    at = settings.annotate("priority")
    if priority is None:
        known = ", ".join(str(p.number) for p in plan.priorities)
        message = f"the plan has no priority {settings.priority}"
        yield RULE.finding(message, at, f"priorities in the plan: {known}")
    elif not priority.aims:
        message = f"the plan has no key aims for priority {settings.priority}"
        title = Annotation(priority.origin.keys["number"].span, "this priority")
        way_out = "add them under aims: in plan.yaml, each with its own key"
        yield RULE.finding(message, at, way_out, (title,))
    else:
        if settings.priority == "all" and not project.house.levels.priorities:
            message = "the house format does not say what several priorities are called"
            way_out = "write its levels: as a list: - {one: Priority, many: Priorities}, and so on"
            yield RULE.finding(message, at, way_out)
        yield from _only(settings, priority)


def _only(settings: ReportSettings, priority: Priority) -> Findings:
    keys = [aim.key for aim in priority.aims]
    for key in fields.items(settings.origin, "only"):
        if isinstance(key, ScalarNode) and key.value not in keys:
            message = f"there is no key aim “{key.value}” to report on"
            otherwise = f"key aims of this report: {', '.join(keys)}"
            way_out = did_you_mean(str(key.value), keys, otherwise)
            yield RULE.finding(message, key.span, way_out)
