"""Lays out a report as a document, in the words of the house format.

The glossary is no table: LibreOffice leaves the heading of a table when a whole new one is
rejected.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import chain

from pccreport.document.blocks import (
    Block,
    BlockKey,
    Document,
    LineBreak,
    ListItem,
    PageNumber,
    TextRun,
    content_text,
)
from pccreport.document.roles import POINTS, Role
from pccreport.findings.finding import WARNING, Annotation, Diagnostic
from pccreport.findings.registry import rule
from pccreport.house.builtin import is_builtin
from pccreport.house.house import HouseFormat, OpeningParagraph
from pccreport.house.phrases import (
    LISTS,
    NONE,
    REPORT_FAMILIES,
    REPORT_PLACEHOLDERS,
    Phrase,
)
from pccreport.house.stylesheet import format_number
from pccreport.layout.inline_builder import InlineBuilder, Words
from pccreport.layout.numbers import number_blocks, resolve_references, with_contents
from pccreport.layout.sections import SectionBuilder
from pccreport.layout.table_rows import TableRow
from pccreport.layout.tables import LINES, TableBuilder
from pccreport.model.plan import GlossaryTerm
from pccreport.report.aim_names import style_sheet
from pccreport.report.placeholder_values import OF_PERIOD
from pccreport.report.report import Report
from pccreport.rules.severities import RuleSet, Severities


def lay_out_report(
    report: Report, house: HouseFormat, created: datetime | None = None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return the document of a report, and findings for missing values.

    `created` is by default the start of the day of the sign-off.
    """
    inlines = InlineBuilder(report, house)
    tables = TableBuilder(inlines)
    forms = style_sheet(report, house).paragraphs
    before = (
        *_title_block(inlines),
        *_opening_blocks("opening", house.opening, tables),
        _section_heading(inlines),
        *SectionBuilder(tables).blocks(),
    )
    ending = (*_opening_blocks("ending", house.ending, tables),)
    glossed = _glossary((*before, *ending), inlines)
    blocks = (*before, *glossed, *ending, *_sign_off(inlines))
    numbered = with_contents(number_blocks(_with_page_breaks(blocks), forms))
    heads = {line.role: inlines.plain_text(line.text) for line in house.title_block}
    pages = {"page": (PageNumber(),), "pages": (PageNumber(total=True),)}
    footer = inlines.fill_with(house.footer, **pages) if house.footer else ()
    # Not in bold: bold in a header that is bold already would turn it off.
    heading = [inlines.phrase(line) for line in (house.marking, house.header) if line]
    lines = ((LineBreak(), *line) for line in filter(None, heading))
    document = Document(
        title=_document_title(report, heads, inlines.values.get("meeting")),
        author=report.plan.names["body.name"],
        subject=heads.get(Role.PLAN_TITLE, report.priority.title),
        language=house.locale.tag,
        created=created or midnight(report.settings.sign_off.date),
        blocks=resolve_references(numbered, forms, house.locale),
        footer=footer,
        header=tuple(chain.from_iterable(lines))[1:],
    )
    found = (*dict.fromkeys(inlines.findings), *_missing_values(inlines))
    return document, (*Severities(report.plan.checks, RuleSet.ALL).apply(found),)


def _document_title(report: Report, heads: Mapping[Role, str], meeting: str) -> str:
    """Return a title that no other report has; it starts with the subject, for screen readers."""
    about = report.priority.title
    lines = [heads[r] for r in (Role.REPORT_TITLE, Role.PLAN_TITLE) if r in heads]
    lines.sort(key=lambda line: about not in line)
    named = any(about in line for line in lines)
    dated = any(meeting in line for line in lines)
    return " – ".join([*[about][named:], *lines, *[meeting][dated:]])


def midnight(day: date) -> datetime:
    """Return the time at which a day starts, in UTC."""
    return datetime.combine(day, time(), UTC)


def _title_block(inlines: InlineBuilder) -> Iterator[Block]:
    """Yield the marking, the lines at the head of the report, and those of its cover form."""
    house, report, roles = inlines.house, inlines.report, Counter[Role]()
    if marking := house.marking:
        # Screen readers do not read out the header of a page.
        marks = inlines.phrase(marking)
        bold = (i._replace(strong=True) if isinstance(i, TextRun) else i for i in marks)
        at = marking.origin.span
        yield inlines.block(Role.FRONT_MATTER, tuple(bold), ("marking",), at)
    for line in house.title_block:
        content = inlines.phrase(line.text)
        if line.as_typed:
            text = inlines.plain_text(line.as_typed)
            content = (*content, TextRun(" "), TextRun(text, role=Role.AS_TYPED))
        key = ("title", line.role, roles[line.role])
        roles[line.role] += 1
        block = inlines.block(line.role, content, key, line.text.origin.span)
        yield _with_date_origin(block, line.as_typed or line.text, report)
    for number, (label, value) in enumerate(report.settings.cover):
        name, phrase = (TextRun(label, strong=True),), house.phrases["cover_line"]
        content = inlines.fill_with(phrase, label=name, value=value)
        at = value.origin.span
        yield inlines.block(Role.FRONT_MATTER, content, ("cover", number), at)


def _opening_blocks(
    part: str, paragraphs: tuple[OpeningParagraph, ...], tables: TableBuilder
) -> Iterator[Block]:
    """Yield the paragraphs of the opening or of the ending, with their headings and lists."""
    inlines = tables.inlines
    forms = inlines.house.look.paragraphs
    # The number of a paragraph can include that of the heading above it.
    counts = not forms.reset_by or (forms.reset_by is Role.SECTION and part == "ending")
    for number, item, phrase, rows in _printed_paragraphs(paragraphs, tables):
        of_contents = item.list == "contents"
        is_plain = of_contents or item.number == NONE
        # A list of contents needs no text except its heading.
        head = item.heading or (phrase if of_contents else None)
        if head:
            role = Role.CONTENTS_HEADING if is_plain else Role.SECTION
            counts = counts or forms.reset_by is role
            key = (f"{part} heading", number)
            yield inlines.block(role, head, key)._replace(page=item.page)
        below = (*_list_or_table(item, rows, tables, (part, number)),)
        if shown := item.description:
            picture = inlines.block(Role.PICTURE, shown, ("picture", part, number))
            below = (picture, *below)
        if head is not phrase:
            role, depth = Role.LEAD_IN if below else Role.TEXT, 0
            words: Words = phrase
            if item.said_by:
                name = (LineBreak(), TextRun("– "), *inlines.phrase(item.said_by))
                role, words = Role.QUOTE, (*inlines.phrase(phrase), *name)
            elif forms.paragraph and counts and not is_plain:
                role, depth = Role.NUMBERED, 1
                if forms.point and item.list not in LISTS:
                    below = tuple(
                        b._replace(role=Role.NUMBERED_POINT, depth=2) if b.depth else b
                        for b in below
                    )
            key, page = (part, number), "" if head else item.page
            block = inlines.block(role, words, key, phrase.origin.span, depth)
            yield block._replace(page=page)
        yield from below


def _list_or_table(
    item: OpeningParagraph,
    rows: Sequence[TableRow],
    tables: TableBuilder,
    key: BlockKey,
) -> Iterator[Block]:
    """Yield the lines of the list that follows a paragraph, or its table."""
    inlines = tables.inlines
    is_text = item.list in LINES or all(row.cells.keys() == {"text"} for row in rows)
    if item.list == "contents":
        yield ListItem(Role.CONTENTS, (), item.depth or 2)  # numbers.with_contents
    elif not is_text or item.columns or item.only:
        yield from tables.list_table(item, rows, key)
    elif item.list == "aims":
        yield from _aim_list(inlines, item.depth or 1)
    else:
        for index, row in enumerate(rows):
            words, at, _, _ = row.cells["text"]
            if item.list in LINES:
                answered = "_answered" if "answered" in row.cells else ""
                name = f"{item.list.removesuffix('s')}{answered}"
                values = {name: cell.content for name, cell in row.cells.items()}
                words = inlines.fill_with(inlines.house.phrases[name], **values)
            yield inlines.block(Role.FOCUS, words, (item.list, index), at, 1)


def _aim_list(inlines: InlineBuilder, depth: int) -> Iterator[Block]:
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


def _glossary(blocks: Iterable[Block], inlines: InlineBuilder) -> Iterator[Block]:
    """Yield the heading and the terms that `blocks` use, if the house format has a glossary."""
    house, known = inlines.house, inlines.report.plan.terms
    text = "\n".join(content_text(block.content) for block in blocks)
    terms = _terms_used(text, known) if house.glossary else []
    if terms:
        yield inlines.block(Role.SECTION, house.phrases["glossary"], ("glossary",))
    for term in terms:
        assert term.means is not None  # _terms_used returns no others
        line, name = house.phrases["glossary_line"], (TextRun(term.term, strong=True),)
        content = inlines.fill_with(line, term=name, meaning=term.means)
        key, at = ("term", term.term), term.means.origin.span
        yield inlines.block(Role.GLOSSARY, content, key, at)


def _terms_used(text: str, terms: Iterable[GlossaryTerm]) -> list[GlossaryTerm]:
    """Return the terms with a meaning that are in a text, or in such a meaning, sorted.

    They are whole words; a lower-case term is found in any case.
    """
    unused = [term for term in terms if term.means]
    used: list[GlossaryTerm] = []

    def is_used(term: GlossaryTerm) -> bool:
        flags = re.IGNORECASE if term.term.islower() else 0
        pattern = r"\s+".join(map(re.escape, term.term.split()))
        return bool(re.search(rf"(?<!\w){pattern}s?(?!\w)", text, flags))

    while in_text := [*filter(is_used, unused)]:
        used += in_text
        unused = [term for term in unused if term not in in_text]
        text = "\n".join(term.means.text for term in in_text if term.means)
    return sorted(used, key=lambda term: (term.term.casefold(), term.term))


def _with_page_breaks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, with those that begin a page, as the end of a page of its own is one too."""
    is_own = False
    for block in blocks:
        is_head = block.role in (Role.SECTION, Role.CONTENTS_HEADING)
        page = block.page or ("new" if is_own and is_head else "")
        is_own = page == "own" or (is_own and not page)
        yield block._replace(page=page) if page else block


def _printed_paragraphs(
    paragraphs: tuple[OpeningParagraph, ...], tables: TableBuilder
) -> Iterator[tuple[int, OpeningParagraph, Phrase, Sequence[TableRow]]]:
    """Yield the index of each printed paragraph in the house format, it, its text, and its rows."""
    report, of_list = tables.inlines.report, tables.rows.list_rows
    has = {"": True, "objective": bool(report.settings.objective)}
    for index, item in enumerate(paragraphs):
        if not has.get(item.only_with, any(of_list(item.only_with))):
            continue
        rows = tables.chosen_rows(item)
        # “Behind plan:” with nothing below it would say nothing.
        is_optional = item.only or item.list not in ("", "contents", "statuses")
        text = item.text if rows or not (item.without or is_optional) else item.without
        # That no promise is open would be untrue.
        is_untrue = item.list == "promises" and report.open_elsewhere
        if text and (rows or not is_untrue):
            yield index, item, text, rows


def _section_heading(inlines: InlineBuilder) -> Block:
    head, second = inlines.house.section, inlines.house.section_second_line
    content = inlines.phrase(head)
    if second:
        second_line = TextRun(inlines.plain_text(second), role=Role.AS_TYPED)
        content = (*content, LineBreak(), second_line)
    return inlines.block(Role.SECTION, content, ("section",), head.origin.span)


def _sign_off(inlines: InlineBuilder) -> Iterator[Block]:
    lines = inlines.house.sign_off
    for number, line in enumerate(lines, start=1):
        left = len(lines) - number
        role = Role.SIGN_OFF if left else Role.SIGN_OFF_LAST
        block = inlines.block(role, line, ("sign-off", left))
        yield _with_date_origin(block, line, inlines.report)


def _with_date_origin(block: Block, phrase: Phrase, report: Report) -> Block:
    """Return a block; if a built-in format prints a date in it, its origin is in report.yaml."""
    for key in ("meeting", "sign_off"):
        if f"{{{key}" in phrase.text and is_builtin(phrase.origin.source):
            return block._replace(origin=report.settings.annotate(key).span)
    return block


def _missing_values(inlines: InlineBuilder) -> Iterator[Diagnostic]:
    report, is_whole = inlines.report, not inlines.report.priority.number
    for name, phrase in inlines.missing.items():
        if name == "aims.label":
            continue  # a report on the whole plan: unknown-priority says what is missing
        span = phrase.span_of(name)
        message = f"this report has no “{name}”, which the house format uses"
        way_out = "write this text without it in your own house format; {stamp} suits every period"
        severity, related = None, tuple[Annotation, ...]()
        if name.startswith("statuses."):
            way_out = "after “statuses.”, write aims, total, list, missed or a step of the scale"
        elif name.startswith("awards."):
            message = f"no award in this report counts towards “{name}”"
            shown = f"“{x}”" if (x := inlines.values.get(name)) else "nothing"
            way_out = f"check the spelling of this name here and in the updates; until an award counts, {shown} is printed"
            severity = WARNING
        elif not (name in OF_PERIOD or (name.startswith("priority.") and is_whole)):
            of_report = name in REPORT_PLACEHOLDERS or name.startswith(REPORT_FAMILIES)
            file = report.settings.origin if of_report else report.plan.origin
            path = f"{'report' if of_report else 'plan'}.yaml"
            field = " under ".join(f"“{each}:”" for each in name.split(".")[::-1])
            message = f"{field} is missing from {path}, but the house format uses it"
            way_out = f"add it to {path}, or change the words in your house format"
            related = (Annotation(span, "printed here"),)
            span = next(iter(file.keys.values())).span
        missing = rule("missing-fact")
        yield missing.finding(message, span, way_out, related, severity=severity)
