"""A word has a gap, a soft hyphen or joined letters in it."""

from pccreport.findings.finding import Edit
from pccreport.findings.registry import Findings, rule
from pccreport.language.stray_signs import find_broken_words
from pccreport.rules.context import ProjectContext

RULE = rule("broken-word")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each broken word, soft hyphen and ligature."""
    for found, span, typed in context.matches(RULE.name, find_broken_words):
        if found.right is None:
            joined, hyphened = typed.replace("- ", ""), typed.replace("- ", "-")
            message = (
                f"“{typed}” looks like a word that was broken at the end of a line"
            )
            yield RULE.finding(message, span, f"write “{joined}” or “{hyphened}”")
        elif not found.right:
            message = "there is a hyphen of another line in this word"
            yield RULE.finding(message, span, "delete it", fix=(Edit(span, ""),))
        else:
            message = f"“{typed}” is one character, so a search does not find the word"
            fix = (Edit(span, found.right),)
            yield RULE.finding(message, span, f"write “{found.right}”", fix=fix)
