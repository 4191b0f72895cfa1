"""An update is under a key aim that is not in the plan."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.close_matches import closest_match, did_you_mean
from pccreport.model.update import is_key
from pccreport.rules.context import ProjectContext
from pccreport.source import fields

RULE = rule("unknown-aim")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each such key, one for each file."""
    project = context.project
    known = project.plan.aims()
    settings = project.settings
    number = settings.priority if settings else "all"
    priority = project.plan.priority(number)
    for _, cell in project.cells():
        if priority and priority.number and cell.aim == priority.key:
            yield RULE.finding(
                f"“{cell.aim}” is a priority, so this is printed only in a report on the whole plan",
                cell.origin.aim.span,
                "put it under one of the priority’s key aims, or write priority: all in report.yaml",
            )
    titles = {aim.key: aim.text for p in project.plan.priorities for aim in p.aims}
    titles = dict.fromkeys(known, "") | titles
    streams = {stream.key for stream in project.house.streams}
    for update in project.updates:
        updates = fields.submapping(update.origin, "updates")
        for aim, key in updates.keys.items() if updates else ():
            if aim in known or not (is_key(aim) or closest_match(aim, titles)):
                continue
            otherwise = f"key aims in the plan: {', '.join(known)}"
            message = f"the plan has no key aim “{aim}”"
            way_out = did_you_mean(aim, titles, otherwise)
            if aim in streams:
                message = f"“{aim}” is a stream, but it is where a key aim should be"
                way_out = "move it, and what is below it and indented further, 2 spaces to the right"
            yield RULE.finding(message, key.span, way_out)
