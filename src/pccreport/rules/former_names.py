"""Former and mistyped names of rules."""

from pccreport.findings.finding import WARNING, Diagnostic, Edit
from pccreport.findings.registry import NAMES, RULES, rule
from pccreport.findings.text import Span
from pccreport.language.texts.close_matches import did_you_mean

NEW_NAMES = {each.old_name: each.name for each in RULES if each.old_name}
"""The present name of each former name."""
REMOVED = (
    *("anchor", "date-no-year", "deadline", "directive", "fund-name", "fund-variant"),
    *("half-setting", "joined-paragraphs", "link-placeholder", "other-priority"),
    *("percentage-no-base", "quarter-style", "quarter-unclear", "repeated-period"),
    *("mixed-units", "status-without-reason", "table-in-text", "tag"),
)
"""Names of rules that were removed."""


def check_rule_name(
    name: str, at: Span, line: Span, purpose: str = ""
) -> Diagnostic | None:
    """Return the finding for a name that is not a rule's, or None; `check --fix` replaces a former name.

    The finding is at the name if that is replaced, else at the line.
    """
    if name in NAMES:
        return None
    if present := NEW_NAMES.get(name):
        message, way_out = f"“{name}” is now called “{present}”", f"write {present}"
        fix = (Edit(at, present),)
        return rule("renamed-rule").finding(message, at, way_out, fix=fix)
    if name in REMOVED:
        message, way_out = f"“{name}” is no longer a rule", "delete this line"
        return rule("unknown-rule").finding(message, line, way_out, severity=WARNING)
    otherwise = "use the name in square brackets after the finding"
    way_out = did_you_mean(name, NAMES, otherwise)
    message = f"there is no rule “{name}”{purpose}"
    return rule("unknown-rule").finding(message, line, way_out)
