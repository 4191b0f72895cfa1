"""Numbers, the list of contents, and the text of references, once the order of blocks is known.

Counts as Word does, so that each number is the one that Word shows.
"""

from collections.abc import Iterable, Iterator
from itertools import takewhile

from pccreport.document.blocks import (
    Block,
    CrossRef,
    CrossRefKind,
    Heading,
    Inline,
    LineBreak,
    ListItem,
    PageNumber,
    TextRun,
    content_text,
)
from pccreport.document.roles import AIMS, CONTENTS_ROLES, HEADING_LEVELS, STREAMS, Role
from pccreport.house.house import HouseFormat
from pccreport.house.stylesheet import (
    NumberForms,
    format_number,
    number_in_reference,
    restarts_under_heading,
)
from pccreport.language.locale_data import LocaleData
from pccreport.model.update import UpdateItem
from pccreport.report.report import PeriodSection, PrintedEntry

_TOP = HEADING_LEVELS[Role.SECTION]
"""The highest level of headings in the list of contents."""


def is_paragraph(entry: PrintedEntry, house: HouseFormat) -> bool:
    """Return whether an entry is printed as a paragraph, not as a bullet."""
    is_marked = isinstance(entry, UpdateItem) and entry.paragraph
    return is_marked or house.updates_as_paragraphs


def has_number(
    item: UpdateItem | None, block: PeriodSection, house: HouseFormat
) -> bool:
    """Return whether an update is a numbered paragraph, or a point with a letter."""
    forms = house.look.paragraphs
    for top in (e for e in block.entries if forms.paragraph and is_paragraph(e, house)):
        points = top.points if isinstance(top, UpdateItem) and forms.point else ()
        if any(item is entry for entry in (top, *points)):
            return True
    return False


def number_blocks(blocks: Iterable[Block], forms: NumberForms) -> Iterator[Block]:
    """Yield the blocks, sections and paragraphs with their numbers."""
    sections = paragraphs = points = 0
    heading = above = ""
    for block in blocks:
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
        if block.role is forms.reset_by:
            heading, paragraphs = number, 0
        yield block._replace(number=number) if number != block.number else block


def with_contents(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with the list of contents in place of its first, empty line, of its depth."""
    numbered = [*blocks]
    at = next((i for i, b in enumerate(numbered) if b.role is CONTENTS_ROLES[0]), None)
    if at is None:
        return tuple(numbered)
    depth, lines = numbered[at].depth, list[Block]()
    for index, block in enumerate(numbered):
        # Labels, the same under every key aim, are not in it, nor is its own heading.
        is_listed = block.role in (Role.SECTION, *AIMS, *STREAMS) or (
            block.role is Role.CONTENTS_HEADING and index != at - 1
        )
        if isinstance(block, Heading) and is_listed and block.level < _TOP + depth:
            anchor = block.anchor or f"Contents_{len(lines) + 1}"
            numbered[index] = block._replace(anchor=anchor)
            lines.append(_contents_line(block, anchor))
    return (*numbered[:at], *lines, *numbered[at + 1 :])


def _contents_line(heading: Heading, anchor: str) -> ListItem:
    """Return the line of contents for a heading: its number, first line and page."""
    first = takewhile(lambda i: not isinstance(i, LineBreak), heading.content)
    reference = CrossRef(anchor, CrossRefKind.TITLE, content_text(first))
    number = number_in_reference(heading.number)
    before = (CrossRef(anchor, CrossRefKind.NUMBER, number), TextRun(" "))
    content = (*(before if number else ()), reference, PageNumber(target=anchor))
    level, key = heading.level - _TOP, ("contents", *heading.key)
    role = CONTENTS_ROLES[min(level, len(CONTENTS_ROLES) - 1)]
    return ListItem(role, content, key=key, depth=level + 1)


def resolve_references(
    blocks: Iterable[Block], forms: NumberForms, words: LocaleData
) -> tuple[Block, ...]:
    """Return the blocks with the text of every reference: a number, "above" or "below"."""
    in_order = tuple(blocks)
    indexes = {block.anchor: i for i, block in enumerate(in_order) if block.anchor}

    def resolve(inline: Inline, index: int) -> Inline:
        if not isinstance(inline, CrossRef) or inline.result:
            return inline
        target = indexes[inline.target]
        if inline.kind is CrossRefKind.DIRECTION:
            direction = words.above if target < index else words.below
            return inline._replace(result=direction)
        number = number_in_reference(in_order[target].number)
        is_point = in_order[target].role is Role.NUMBERED_POINT
        if not is_point or restarts_under_heading(forms.point):
            return inline._replace(result=number)
        # The letter of a point needs the number of its paragraph before it.
        before = (b for b in in_order[target::-1] if b.role is Role.NUMBERED)
        number = number_in_reference(next(before).number) + number
        return inline._replace(kind=CrossRefKind.FULL_NUMBER, result=number)

    return tuple(
        block._replace(content=tuple(resolve(inline, i) for inline in block.content))
        if any(isinstance(inline, CrossRef) for inline in block.content)
        else block
        for i, block in enumerate(in_order)
    )
