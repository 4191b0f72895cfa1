"""A bullet or a list number was pasted with a text."""

import re

from pccreport.findings.finding import Edit
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.language.stray_signs import find_list_signs
from pccreport.rules.context import ProjectContext

RULE = rule("list-sign")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the sign at the start of a text, and at the first one within it."""
    for found, span, typed in context.matches(RULE.name, find_list_signs):
        if found.start:
            message = f"“{typed}” looks like the start of a point that was pasted into this text"
            way_out = "write each point on its own line, under points:"
            yield RULE.finding(message, span, way_out)
            continue
        message = f"“{typed}” would be printed after the bullet of the report"
        fix = () if found.right is None else (Edit(_with_space(span), ""),)
        yield RULE.finding(message, span, "delete it", fix=fix)


def _with_space(span: Span) -> Span:
    """Return a span with the spaces after it, on the same line."""
    space = re.compile(r"[ \t\u00a0]*").match(span.source.text, span.end)
    return span._replace(end=space.end()) if space else span
