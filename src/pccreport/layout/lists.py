"""Lists around the key aims: the glossary, open promises and recommendations.

The glossary is no table: LibreOffice leaves the heading of a table when a whole new one is
rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pccreport.document.blocks import (
    Block,
    Heading,
    InlineContent,
    ListItem,
    Paragraph,
    TextRun,
    content_text,
)
from pccreport.document.roles import HEADING_LEVELS, Role
from pccreport.house.house import HouseFormat
from pccreport.layout.inline_builder import InlineBuilder
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.plan import Term
from pccreport.report.report import Report


def listed_promises(
    name: str, report: Report, house: HouseFormat, inlines: InlineBuilder
) -> Iterator[ListItem]:
    """Yield the lines of a list by its name: "promises" or "recommendations"."""
    phrases, labels = house.phrases, LabelFormatter(house)

    def format_day(day: date) -> InlineContent:
        return (TextRun(labels.day("period_date", day)),)

    if name == "promises":
        for n, promise in enumerate(report.promises):
            text = promise.item.text
            due = {k: (TextRun(w),) for k, w in labels.due(promise.due).items()}
            content = inlines.fill_with(
                phrases["promise"], promise=inlines.text(text), **due
            )
            origin, key = text.origin.span, (name, n)
            yield ListItem(Role.FOCUS, content, origin=origin, key=key)
    else:
        for n, (request, answered) in enumerate(report.requests):
            phrase = "recommendation_answered" if answered else "recommendation"
            period = labels.name(answered) if answered else ""
            content = inlines.fill_with(
                phrases[phrase],
                recommendation=(TextRun(request.text),),
                made=format_day(request.made),
                answer_by=format_day(request.answer_by),
                period=(TextRun(period),),
            )
            origin, key = request.origin.span, (name, n)
            yield ListItem(Role.FOCUS, content, origin=origin, key=key)


def glossary(
    blocks: Iterable[Block],
    known: Iterable[Term],
    house: HouseFormat,
    inlines: InlineBuilder,
) -> Iterator[Block]:
    """Yield the heading and the terms that `blocks` use, if the house format has a glossary."""
    text = "\n".join(content_text(block.content) for block in blocks)
    terms = _used(text, known) if house.glossary else []
    if terms:
        head, level = house.phrases["glossary"], HEADING_LEVELS[Role.SECTION]
        content, at = inlines.phrase(head), head.origin.span
        yield Heading(Role.SECTION, content, level, origin=at, key=("glossary",))
    for term in terms:
        assert term.means is not None  # _used returns no others
        content = inlines.fill_with(
            house.phrases["glossary_line"],
            term=(TextRun(term.term, strong=True),),
            meaning=inlines.text(term.means),
        )
        at = term.means.origin.span
        yield Paragraph(Role.GLOSSARY, content, origin=at, key=("term", term.term))


def _used(text: str, terms: Iterable[Term]) -> list[Term]:
    """Return the terms with a meaning that are in a text, or in such a meaning, sorted."""
    unused = [term for term in terms if term.means]
    used_terms: list[Term] = []
    while in_text := [term for term in unused if _uses(text, term.term)]:
        used_terms += in_text
        unused = [term for term in unused if term not in in_text]
        text = "\n".join(term.means.text for term in in_text if term.means)
    return sorted(used_terms, key=lambda term: (term.term.casefold(), term.term))


def _uses(text: str, term: str) -> bool:
    """Return whether a text has a term as whole words; a lower-case term in any case."""
    flags = re.IGNORECASE if term.islower() else 0
    pattern = r"\s+".join(map(re.escape, term.split()))
    return bool(re.search(rf"(?<!\w){pattern}s?(?!\w)", text, flags))
