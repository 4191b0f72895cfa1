"""A text was written for another quarter, or before its own was over."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.plans import find_past_plans, find_wrong_seasons
from pccreport.rules.context import ProjectContext

RULE = rule("other-quarter")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each plan that is over and each season that is far."""
    language = written.project.language
    for update, text, public in written.project.texts():
        if not public:
            continue
        days = update.period.start, update.period.end
        spans = [
            *find_past_plans(text.text, *days, language),
            *find_wrong_seasons(text.text, *days, language),
        ]
        for start, end in spans:
            words = " ".join(text.text[start:end].split())
            message = f"“{words}” does not fit {update.period}, the period of this file"
            way_out = "say what has happened, or correct the time"
            yield RULE.finding(message, text.span(start, end), way_out)
