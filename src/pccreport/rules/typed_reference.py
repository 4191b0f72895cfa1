"""A reference to a key aim is typed by hand, number and all."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.typed_references import find_typed_references
from pccreport.rules.context import ProjectContext

RULE = rule("typed-reference")


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at each such reference, by the house format's name of a key aim."""
    house = written.project.house
    names = (house.levels.aim, house.levels.aims)
    first = names[0].casefold()
    for text in written.project.printed_texts():
        if first in text.text.casefold():
            for found in find_typed_references(text.text, names, house.words.tag):
                words = " ".join(found.words.split())
                yield RULE.finding(
                    f"“{words}” is typed by hand, so its number may become wrong",
                    text.span(found.start, found.end),
                    "use see: with the key aim’s key on its own line, or [[its_key]] in the sentence",
                )
