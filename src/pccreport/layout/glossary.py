"""The terms that a report uses, with what they mean: a list after the last key aim.

No table: LibreOffice leaves the heading of a table when a whole new one is rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pccreport.document.blocks import Block, Heading, Paragraph, TextRun, content_text
from pccreport.document.roles import HEADING_LEVELS, Role
from pccreport.house.house import HouseFormat
from pccreport.layout.inline_builder import InlineBuilder
from pccreport.model.plan import Term


def glossary(
    blocks: Iterable[Block],
    known: Iterable[Term],
    house: HouseFormat,
    setter: InlineBuilder,
) -> Iterator[Block]:
    """Yield the heading and the terms that some blocks use, if the house format explains them."""
    text = "\n".join(content_text(block.content) for block in blocks)
    terms = _used(text, known) if house.glossary else []
    if terms:
        head, level = house.phrases["glossary"], HEADING_LEVELS[Role.SECTION]
        content, at = setter.phrase(head), head.origin.span
        yield Heading(Role.SECTION, content, level, origin=at, key=("glossary",))
    for term in terms:
        assert term.means is not None  # or it would not be explained
        content = setter.fill_with(
            house.phrases["glossary_line"],
            term=(TextRun(term.term, strong=True),),
            meaning=setter.text(term.means),
        )
        at = term.means.origin.span
        yield Paragraph(Role.GLOSSARY, content, origin=at, key=("term", term.term))


def _used(text: str, terms: Iterable[Term]) -> list[Term]:
    """Return the explained terms that a text uses, or the meaning of one of them, sorted."""
    left = [term for term in terms if term.means]
    found: list[Term] = []
    while used := [term for term in left if _uses(text, term.term)]:
        found += used
        left = [term for term in left if term not in used]
        text = "\n".join(term.means.text for term in used if term.means)
    return sorted(found, key=lambda term: (term.term.casefold(), term.term))


def _uses(text: str, term: str) -> bool:
    """Return whether a text has a term as words of its own; one in small letters also with a capital."""
    flags = re.IGNORECASE if term.islower() else 0
    words = r"\s+".join(map(re.escape, term.split()))
    return bool(re.search(rf"(?<!\w){words}s?(?!\w)", text, flags))
