"""A text that was sent is in no update, and nobody has said what becomes of it."""

from pccreport.findings.registry import Findings, Rule
from pccreport.findings.text import Span
from pccreport.language.texts.counted import counted, join_words
from pccreport.rules.context import ProjectContext
from pccreport.source.answers import OPEN, READ, find_sent_line_signs
from pccreport.source.node import scalars


def unplaced_text(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding for each file with open lines, and for each line that is within a text."""
    for update in context.project.updates:
        source = update.origin.source
        found = [*find_sent_line_signs(source.text)]
        if not found:
            continue
        texts = [x for x in scalars(update.origin) if x.style]
        within = [at for at, *_ in found if any(x.start <= at < x.end for x in texts)]
        for at in within:
            message = f"this line starts with {source.text[at : at + 2]}, so it is not read as a part of the text"
            way_out = "start the line with another character"
            yield kind.finding(message, Span(source, at, at + len(OPEN)), way_out)
        names = {at: name for at, is_open, name in found if is_open}
        if starts := [at for at in names if at not in within]:
            number, at = counted(len(starts), "text"), starts[0]
            files = dict.fromkeys(filter(None, map(names.get, starts)))
            message = f"{number}{f' from {join_words(*files)}' if files else ''} {'are' if starts[1:] else 'is'} not in any update"
            way_out = f"move {'each' if starts[1:] else 'the'} text to where it belongs, or start its line with {READ} once you have read it"
            yield kind.finding(message, Span(source, at, at + len(OPEN)), way_out)
