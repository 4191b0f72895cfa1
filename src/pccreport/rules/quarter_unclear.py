"""Two texts under one label give two figures for one thing, each of another quarter."""

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.language.figures import changed_figures, number_words
from pccreport.model.prose import Prose
from pccreport.report.references import positions, printed_items
from pccreport.rules.context import ReportContext

RULE = rule("quarter-unclear")

_NO_DIGITS = str.maketrans("0123456789.,;:%", " " * 15)


def check(context: ReportContext) -> Findings:
    """Yield a finding at each text with the words of one of another quarter, and other figures."""
    language = context.project.language
    periods = {update.name: update.period for update in context.project.updates}
    for block in (spot.block for spot in positions(context.report)):
        earlier: dict[frozenset[str], Prose] = {}
        for text in (item.text for item in printed_items(block) if block.quarters[1:]):
            words = {*text.text.translate(_NO_DIGITS).casefold().split()}
            first = earlier.setdefault(frozenset(words - number_words(language)), text)
            when, period = (periods[t.origin.source.name] for t in (first, text))
            if when != period and all(changed_figures(first.text, text.text, language)):
                message = (
                    f"this is of {period}, and what is of {when} has the same label"
                )
                way_out = "say the quarter in each text, or set labels: each-quarter"
                at = Annotation(first.origin.span, f"of {when}")
                yield RULE.finding(message, text.origin.span, way_out, (at,))
