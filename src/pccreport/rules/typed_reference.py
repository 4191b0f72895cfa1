"""A reference to a key aim is typed by hand, number and all."""

from __future__ import annotations

from pccreport.findings.registry import Findings, rule
from pccreport.language.typed_references import (
    find_references_elsewhere,
    find_typed_references,
    reference_words,
    short_names,
)
from pccreport.language.wordlists import Phrase
from pccreport.rules.context import ProjectContext, part_of

RULE = rule("typed-reference")


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each such reference, by the house format's name of a key aim."""
    levels = written.project.house.levels
    names = (levels.aim, levels.aims)
    signs = map(str.casefold, (levels.aim, *short_names(levels.aim)))
    cues = reference_words(written.project.language)
    elsewhere = written.candidates("references-elsewhere")
    elsewhere &= written.words.with_any(cues)

    def find(text: str, language: str) -> tuple[Phrase, ...]:
        return find_typed_references(text, names, language)

    for found in (
        written.found(RULE.name, find, written.words.with_substrings(signs)),
        written.found(RULE.name, find_references_elsewhere, elsewhere),
    ):
        for _, span, words in found:
            yield RULE.finding(
                f"“{words}” is typed by hand, so it may lead to the wrong place",
                span,
                "use see: with the key aim’s key on its own line, or [[its_key]] in the sentence",
            )
    lost = written.phrases("lost-reference", written.words.all_texts)
    for number, spans in lost.items():
        text = written.printed[number]
        others = find_references_elsewhere(text.text, written.project.language)
        for start, end in spans:
            if not any(e.start < end and start < e.end for e in others):
                span, words = part_of(text, start, end)
                message = f"“{words}” leads nowhere in this report"
                yield RULE.finding(
                    message, span, "say here what is meant, or leave it out"
                )
