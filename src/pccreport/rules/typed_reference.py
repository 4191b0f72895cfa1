"""A reference to a key aim is typed by hand, with its number."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.typed_references import (
    find_references_elsewhere,
    find_typed_references,
    short_names,
)
from pccreport.language.wordlists import Phrase
from pccreport.rules.context import ProjectContext, part_of

RULE = rule("typed-reference")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each such reference, and at each to a part of another document."""
    levels = context.project.house.levels
    names = (levels.aim, levels.aims)
    signs = map(str.casefold, (levels.aim, *short_names(levels.aim)))
    elsewhere = context.candidates("references-elsewhere")
    elsewhere &= context.having("typed_references", "leads", "ref", "under")

    def find(text: str, language: str) -> tuple[Phrase, ...]:
        return find_typed_references(text, names, language)

    for found in (
        context.matches(RULE.name, find, context.word_index.with_substrings(signs)),
        context.matches(RULE.name, find_references_elsewhere, elsewhere),
    ):
        for _, span, words in found:
            yield RULE.finding(
                f"“{words}” is typed by hand, so it may lead to the wrong place",
                span,
                "use see: with the key aim’s key on its own line, or [[its_key]] in the sentence",
            )
    lost = context.phrases("lost-reference", context.word_index.all_texts)
    for number, spans in lost.items():
        text = context.printed[number]
        references = find_references_elsewhere(text.text, context.project.language)
        for start, end in spans:
            if not any(e.start < end and start < e.end for e in references):
                span, words = part_of(text, start, end)
                message = f"“{words}” leads nowhere in this report"
                way_out = "say here what is meant, or leave it out"
                yield RULE.finding(message, span, way_out)
