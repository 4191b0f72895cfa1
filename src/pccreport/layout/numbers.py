"""Numbers, the list of contents, and what references say: known when everything has its place.

Counted as Word counts them, so that a number here is the one that Word shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from typing import TypeGuard

from pccreport.document.blocks import (
    Block,
    BlockKey,
    CrossRef,
    CrossRefKind,
    Heading,
    Inline,
    LineBreak,
    ListItem,
    PageNumber,
    Paragraph,
    TextRun,
    content_text,
)
from pccreport.document.roles import (
    AIMS,
    CONTENTS_LEVELS,
    HEADING_LEVELS,
    STREAMS,
    Role,
)
from pccreport.findings.text import Span
from pccreport.house.house import HouseFormat, UpdateForm
from pccreport.house.numbering import (
    ABOVE,
    ParagraphForms,
    format_number,
    number_in_reference,
)
from pccreport.language.locale_data import LocaleData
from pccreport.layout import block_keys
from pccreport.model.update import UpdateItem
from pccreport.report.report import PeriodSection, PrintedEntry

_TOP = HEADING_LEVELS[Role.SECTION]
"""The level of the headings that are listed first."""
_IN_CONTENTS = (Role.SECTION, *AIMS, *STREAMS)
"""Not labels: each period has the same under every key aim."""


def is_paragraph(entry: PrintedEntry, house: HouseFormat) -> bool:
    """Return whether an entry under a label is printed as a paragraph, not as a bullet."""
    asked = isinstance(entry, UpdateItem) and entry.paragraph
    return asked or house.updates is UpdateForm.PARAGRAPHS


def paragraph(
    content: tuple[Inline, ...],
    house: HouseFormat,
    anchor: str = "",
    origin: Span | None = None,
    key: BlockKey = (),
) -> Paragraph | ListItem:
    """Return a paragraph of text, in the place for a number if the house format numbers them."""
    if not house.look.paragraphs.paragraph:
        return Paragraph(Role.TEXT, content, anchor, origin, key)
    return ListItem(Role.NUMBERED, content, "", anchor, origin, key)


def has_number(
    item: UpdateItem | None, block: PeriodSection, house: HouseFormat
) -> bool:
    """Return whether an update under a label is a numbered paragraph, or a point with a letter."""
    forms = house.look.paragraphs
    tops = [each for each in block.entries if is_paragraph(each, house)]
    points = [
        point
        for top in tops
        if isinstance(top, UpdateItem) and forms.point
        for point in top.points
    ]
    return bool(forms.paragraph) and any(item is each for each in (*tops, *points))


def number_blocks(blocks: Iterable[Block], forms: ParagraphForms) -> Iterator[Block]:
    """Yield the blocks, sections and paragraphs with their numbers."""
    sections = paragraphs = points = 0
    heading = above = ""
    for block in blocks:
        if not isinstance(block, Heading | ListItem):
            yield block
            continue
        number = block.number
        if block.role is Role.SECTION and forms.section:
            sections += 1
            number = format_number(forms.section, sections)
        elif block.role is Role.NUMBERED:
            paragraphs, points = paragraphs + 1, 0
            number = above = format_number(forms.paragraph, paragraphs, heading)
        elif block.role is Role.NUMBERED_POINT and forms.point:
            points += 1
            number = format_number(forms.point, points, above)
        if block.role is forms.under:
            heading, paragraphs = number, 0
        yield replace(block, number=number) if number != block.number else block


def placeholder(depth: int) -> ListItem:
    """Return a block that stands for the lines of so many levels until all headings are known."""
    return ListItem(CONTENTS_LEVELS[0], (), depth=depth)


def with_contents(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with the lines of the contents in the place of the placeholder."""
    made = [*blocks]
    depth = next((b.depth for b in made if _is_placeholder(b)), 0)
    lines = list[ListItem]()
    for place, block in enumerate(made):
        if not isinstance(block, Heading) or block.role not in _IN_CONTENTS:
            continue
        if _TOP <= block.level < _TOP + depth:
            name = block.anchor or f"Contents_{len(lines) + 1}"
            made[place] = named = replace(block, anchor=name)
            lines.append(_line(named))
    placed = ((*lines,) if _is_placeholder(b) else (b,) for b in made)
    return tuple(block for some in placed for block in some)


def _is_placeholder(block: Block) -> TypeGuard[ListItem]:
    return block.role is CONTENTS_LEVELS[0]


def _line(heading: Heading) -> ListItem:
    """Return a line with the number of a heading, its first line, and its page."""
    at, level = heading.anchor, heading.level - _TOP
    first = takewhile(lambda i: not isinstance(i, LineBreak), heading.content)
    words = content_text(first)
    number = number_in_reference(heading.number)
    before = (CrossRef(at, CrossRefKind.NUMBER, number), TextRun(" "))
    title = CrossRef(at, CrossRefKind.TITLE, words)
    content = (*(before if number else ()), title, PageNumber(target=at))
    role, key = CONTENTS_LEVELS[min(level, len(CONTENTS_LEVELS) - 1)], heading.key
    return ListItem(role, content, key=block_keys.of_contents(key), depth=level + 1)


def resolve_references(
    blocks: Iterable[Block], forms: ParagraphForms, words: LocaleData
) -> tuple[Block, ...]:
    """Return the blocks with the number, and with "above" or "below", in every reference."""
    in_order = tuple(blocks)
    places = {block.anchor: i for i, block in enumerate(in_order) if block.anchor}

    def shown(inline: Inline, here: int) -> Inline:
        if not isinstance(inline, CrossRef) or inline.result:
            return inline
        there = places[inline.target]
        if inline.kind is CrossRefKind.DIRECTION:
            return replace(inline, result=words.above if there < here else words.below)
        number = number_in_reference(_number(in_order[there]))
        if in_order[there].role is not Role.NUMBERED_POINT or ABOVE in forms.point:
            return replace(inline, result=number)
        # A letter says nothing without its paragraph.
        before = (b for b in in_order[there::-1] if b.role is Role.NUMBERED)
        number = number_in_reference(_number(next(before))) + number
        return replace(inline, kind=CrossRefKind.FULL_NUMBER, result=number)

    return tuple(
        replace(block, content=tuple(shown(inline, i) for inline in block.content))
        if any(isinstance(inline, CrossRef) for inline in block.content)
        else block
        for i, block in enumerate(in_order)
    )


def _number(block: Block) -> str:
    return block.number if isinstance(block, Heading | ListItem) else ""
