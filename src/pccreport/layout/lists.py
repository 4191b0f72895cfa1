"""Lists around the key aims: those of the opening and the ending, and the glossary.

The glossary is no table: LibreOffice leaves the heading of a table when a whole new one is
rejected.
"""

import re
from collections.abc import Iterable, Iterator

from pccreport.document.blocks import (
    Block,
    InlineContent,
    ListItem,
    TextRun,
    content_text,
)
from pccreport.document.roles import POINTS, Role
from pccreport.findings.text import Span
from pccreport.house.house import OpeningParagraph
from pccreport.house.stylesheet import format_number
from pccreport.layout.inline_builder import InlineBuilder
from pccreport.layout.tables import LINES, Tables
from pccreport.model.plan import Term


def listed(
    paragraph: OpeningParagraph, inlines: InlineBuilder, tables: Tables
) -> Iterator[Block]:
    """Yield the lines of the list that follows a paragraph."""
    if paragraph.list == "contents":
        yield ListItem(Role.CONTENTS, (), paragraph.depth or 2)  # numbers.with_contents
    if paragraph.list == "aims" and not paragraph.columns:
        yield from _aims(inlines, paragraph.depth or 1)
    for index, (content, origin) in enumerate(_lines(paragraph, inlines, tables)):
        yield inlines.block(Role.FOCUS, content, (paragraph.list, index), origin, 1)


def _aims(inlines: InlineBuilder, depth: int) -> Iterator[Block]:
    """Yield the key aims, and their parts as bullets down to a depth."""
    form, last = inlines.house.look.aim_list_number, 0
    for aim in (s.aim for s in inlines.report.aims if s.aim.depth < depth):
        number, start, role = "", 0, POINTS[min(aim.depth, len(POINTS) - 1)]
        if not aim.depth:
            number = form and format_number(form, aim.counted)
            start = 0 if not form or aim.counted == last + 1 else aim.counted
            last, role = aim.counted, Role.AIM_LIST if number else Role.FOCUS
        key, at = ("aim-list", aim.key), aim.origin.span
        item = inlines.block(role, aim.text, key, at, aim.depth + 1)
        yield item._replace(number=number, start=start)


def _lines(
    item: OpeningParagraph, inlines: InlineBuilder, tables: Tables
) -> Iterator[tuple[InlineContent, Span | None]]:
    """Yield each line of a list, with the span of its text."""
    is_lines = item.list != "aims" and tables.is_lines(item)
    for row in tables.chosen(item) if is_lines else ():
        if item.list not in LINES:
            yield inlines.content(row.cells["text"].content), row.cells["text"].at
            continue
        answered = "_answered" if "answered" in row.cells else ""
        phrase = inlines.house.phrases[f"{item.list.removesuffix('s')}{answered}"]
        values = {name: cell.content for name, cell in row.cells.items()}
        yield inlines.fill_with(phrase, **values), row.cells["text"].at


def glossary(blocks: Iterable[Block], inlines: InlineBuilder) -> Iterator[Block]:
    """Yield the heading and the terms that `blocks` use, if the house format has a glossary."""
    house, known = inlines.house, inlines.report.plan.terms
    text = "\n".join(content_text(block.content) for block in blocks)
    terms = _used(text, known) if house.glossary else []
    if terms:
        yield inlines.block(Role.SECTION, house.phrases["glossary"], ("glossary",))
    for term in terms:
        assert term.means is not None  # _used returns no others
        line, name = house.phrases["glossary_line"], (TextRun(term.term, strong=True),)
        content = inlines.fill_with(line, term=name, meaning=term.means)
        key, at = ("term", term.term), term.means.origin.span
        yield inlines.block(Role.GLOSSARY, content, key, at)


def _used(text: str, terms: Iterable[Term]) -> list[Term]:
    """Return the terms with a meaning that are in a text, or in such a meaning, sorted.

    They are whole words; a lower-case term is found in any case.
    """
    unused = [term for term in terms if term.means]
    used: list[Term] = []

    def is_used(term: Term) -> bool:
        flags = re.IGNORECASE if term.term.islower() else 0
        pattern = r"\s+".join(map(re.escape, term.term.split()))
        return bool(re.search(rf"(?<!\w){pattern}s?(?!\w)", text, flags))

    while in_text := [*filter(is_used, unused)]:
        used += in_text
        unused = [term for term in unused if term not in in_text]
        text = "\n".join(term.means.text for term in in_text if term.means)
    return sorted(used, key=lambda term: (term.term.casefold(), term.term))
