"""Makes a document from a report and a house format.

Numbers, "above" and "below", labels and the plan's years are computed here and nowhere else;
words come from the house format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time

from pccreport.document.blocks import (
    Block,
    BlockKey,
    Document,
    Heading,
    Inline,
    InlineContent,
    LineBreak,
    ListItem,
    PageNumber,
    Paragraph,
    TextRun,
)
from pccreport.document.roles import HEADING_LEVELS, Role
from pccreport.findings.finding import WARNING, Annotation, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.house import numbering
from pccreport.house.builtin import is_builtin
from pccreport.house.house import HouseFormat, OpeningParagraph, QuoteMarks
from pccreport.house.phrases import REPORT_FAMILIES, REPORT_PLACEHOLDERS, Phrase
from pccreport.layout.anchors import Anchors
from pccreport.layout.curly_quotes import with_curly_quotes
from pccreport.layout.glossary import glossary
from pccreport.layout.inline_builder import InlineBuilder
from pccreport.layout.measures import MeasureBuilder
from pccreport.layout.numbers import (
    number_blocks,
    paragraph,
    placeholder,
    resolve_references,
    with_contents,
)
from pccreport.layout.promises import listed_promises
from pccreport.layout.sections import SectionBuilder
from pccreport.report.aim_names import style_sheet
from pccreport.report.placeholder_values import OF_PERIOD, PlaceholderValues
from pccreport.report.report import Report


def lay_out(
    report: Report, house: HouseFormat, created: datetime | None = None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return the document of a report, and findings for values that its phrases lack.

    Without the time when it was `created`, that is the start of the day of the sign-off.
    """
    anchors = Anchors(report, house)
    facts = PlaceholderValues(report, house)
    setter = InlineBuilder(house, facts, report, anchors)
    measures = MeasureBuilder(report, house, setter)
    forms = style_sheet(report, house).paragraphs
    before = (
        *_title_block(report, house, setter),
        *_cover(report, house, setter),
        *_paragraphs("opening", report, house, setter),
        _section(house, setter),
        *measures.key(),
        *SectionBuilder(house, setter, anchors, measures, report.promises).blocks(
            report
        ),
    )
    ending = (*_paragraphs("ending", report, house, setter),)
    glossed = glossary((*before, *ending), report.plan.terms, house, setter)
    blocks = (*before, *glossed, *ending, *_sign_off(report, house, setter))
    numbered = with_contents(number_blocks(blocks, forms))
    heads = {line.role: setter.plain(line.text) for line in house.title_block}
    document = Document(
        title=_title(report, heads, facts.get("meeting")),
        author=report.plan.body.name,
        subject=heads.get(Role.PLAN_TITLE, report.priority.title),
        language=house.locale.tag,
        created=created or midnight(report.settings.sign_off.date),
        blocks=resolve_references(numbered, forms, house.locale),
        footer=_joined_lines(_marking(house, setter), _footer(house, setter)),
        # What is bold there already would not be any more if it were set in bold.
        header=_joined_lines(
            *(setter.phrase(line) for line in (house.marking, house.header) if line)
        ),
    )
    if house.quotes is QuoteMarks.CURLY:
        document = with_curly_quotes(document)
    unsaid = _no_words_of_measures(report, house)
    return document, (*setter.findings, *unsaid, *_missing_facts(report, setter))


def _title(report: Report, heads: Mapping[Role, str], meeting: str) -> str:
    """Return what tells a report from all others, first what it is on: a screen reader begins with it."""
    about = report.priority.title
    lines = [heads[r] for r in (Role.REPORT_TITLE, Role.PLAN_TITLE) if r in heads]
    lines.sort(key=lambda words: about not in words)
    if not any(about in words for words in lines):
        lines.insert(0, about)
    if not any(meeting in words for words in lines):
        lines.append(meeting)
    return " – ".join(lines)


def midnight(day: date) -> datetime:
    """Return the time at which a day starts, in UTC."""
    return datetime.combine(day, time(), UTC)


def _title_block(
    report: Report, house: HouseFormat, setter: InlineBuilder
) -> Iterator[Block]:
    roles: Counter[Role] = Counter()
    if house.marking:
        # The head of a page is read out by nobody.
        content = _marking(house, setter)
        yield _block(Role.FRONT_MATTER, house.marking, content, ("marking",))
    for line in house.title_block:
        content = setter.phrase(line.text)
        if line.as_typed:
            words = setter.plain(line.as_typed)
            content = (*content, TextRun(" "), TextRun(words, role=Role.AS_TYPED))
        key = ("title", line.role, roles[line.role])
        roles[line.role] += 1
        block = _block(line.role, line.text, content, key)
        yield _at_its_answer(block, line.as_typed or line.text, report)


def _cover(
    report: Report, house: HouseFormat, setter: InlineBuilder
) -> Iterator[Paragraph]:
    for number, (label, value) in enumerate(report.settings.cover):
        content = setter.fill_with(
            house.phrases["cover_line"],
            label=(TextRun(label, strong=True),),
            value=setter.text(value),
        )
        key, origin = ("cover", number), value.origin.span
        yield Paragraph(Role.FRONT_MATTER, content, origin=origin, key=key)


def _paragraphs(
    part: str, report: Report, house: HouseFormat, setter: InlineBuilder
) -> Iterator[Block]:
    """Yield the paragraphs of the opening or of the ending, with their headings and lists."""
    told, forms = house.opening, house.look.paragraphs
    if part == "ending":
        told = house.ending
    # A number has the one of the heading above in it, if that has any.
    counts = not forms.under or (forms.under is Role.SECTION and part == "ending")
    for number, opening, words in _printed_paragraphs(told, report):
        of_contents = opening.list == "contents"
        # A list of contents needs no words but its heading.
        head = opening.heading or (words if of_contents else None)
        if head:
            role = Role.CONTENTS_HEADING if of_contents else Role.SECTION
            counts = counts or forms.under is role
            key = (f"{part} heading", number)
            yield _block(role, head, setter.phrase(head), key)
        listed = tuple(_listed(opening, report, house, setter))
        if head is not words:
            content, key = setter.phrase(words), (part, number)
            if forms.paragraph and counts and not of_contents:
                yield paragraph(content, house, "", words.origin.span, key)
            else:
                role = Role.LEAD_IN if listed else Role.TEXT
                yield _block(role, words, content, key)
        yield from listed


def _printed_paragraphs(
    told: tuple[OpeningParagraph, ...], report: Report
) -> Iterator[tuple[int, OpeningParagraph, Phrase]]:
    """Yield each printed paragraph: its index in the house format, itself, and its words."""
    settings = report.settings
    has = {
        "objective": settings.objective,
        "focus": settings.focus,
        "aims": report.aims,
        "promises": report.promises,
        "recommendations": report.requests,
    }
    for index, opening in enumerate(told):
        if has.get(opening.only_with, True):
            unlisted = None if has.get(opening.list) else opening.without
            yield index, opening, unlisted or opening.text


def _listed(
    opening: OpeningParagraph, report: Report, house: HouseFormat, setter: InlineBuilder
) -> Iterator[ListItem]:
    if opening.list == "contents":
        yield placeholder(opening.depth)
    elif opening.list == "focus":
        for place, text in enumerate(report.settings.focus):
            words, origin = setter.text(text), text.origin.span
            yield ListItem(Role.FOCUS, words, origin=origin, key=("focus", place))
    elif opening.list == "aims":
        form, last = house.look.aim_list_number, 0
        for section in report.aims:
            if section.aim.depth:
                continue
            count = section.aim.counted
            number = form and numbering.format_number(form, count)
            start, last = 0 if not form or count == last + 1 else count, count
            words = (TextRun(section.aim.text),)
            origin = section.aim.origin.span
            role = Role.AIM_LIST if number else Role.FOCUS
            key = ("aim-list", section.aim.key)
            yield ListItem(role, words, number, origin=origin, key=key, start=start)
    elif opening.list:
        yield from listed_promises(opening.list, report, house, setter)


def _section(house: HouseFormat, setter: InlineBuilder) -> Block:
    content = setter.phrase(house.section)
    if second := house.section_second_line:
        words = TextRun(setter.plain(second), role=Role.AS_TYPED)
        content = (*content, LineBreak(), words)
    return _block(Role.SECTION, house.section, content, ("section",))


def _sign_off(
    report: Report, house: HouseFormat, setter: InlineBuilder
) -> Iterator[Block]:
    if not house.sign_off:
        # A document with tracked changes needs a last line that is in both versions.
        name = report.plan.body.name
        words, key = (TextRun(name),), ("sign-off", 0)
        origin = report.plan.origin.span
        yield Paragraph(Role.SIGN_OFF_LAST, words, origin=origin, key=key)
    for number, line in enumerate(house.sign_off, start=1):
        left = len(house.sign_off) - number
        role = Role.SIGN_OFF if left else Role.SIGN_OFF_LAST
        block = _block(role, line, setter.phrase(line), ("sign-off", left))
        yield _at_its_answer(block, line, report)


def _block(role: Role, phrase: Phrase, content: InlineContent, key: BlockKey) -> Block:
    """Return a phrase of the house format as a heading or a paragraph, by its role."""
    origin = phrase.origin.span
    of_contents = Role.SECTION if role is Role.CONTENTS_HEADING else role
    if level := HEADING_LEVELS.get(of_contents):
        return Heading(role, content, level, origin=origin, key=key)
    return Paragraph(role, content, origin=origin, key=key)


def _at_its_answer(block: Block, phrase: Phrase, report: Report) -> Block:
    """Return a line of a built-in format that prints a date at the line of report.yaml for it."""
    for key in ("meeting", "sign_off"):
        if f"{{{key}" in phrase.text and is_builtin(phrase.origin.source):
            return replace(block, origin=report.settings.annotate(key).span)
    return block


def _marking(house: HouseFormat, setter: InlineBuilder) -> tuple[Inline, ...]:
    if not house.marking:
        return ()
    return tuple(
        replace(i, strong=True) if isinstance(i, TextRun) else i
        for i in setter.phrase(house.marking)
    )


def _joined_lines(*lines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    first, *others = filter(None, lines) if any(lines) else ((),)
    return (*first, *(i for line in others for i in (LineBreak(), *line)))


def _footer(house: HouseFormat, setter: InlineBuilder) -> tuple[Inline, ...]:
    if not house.footer:
        return ()
    pages = {"page": (PageNumber(),), "pages": (PageNumber(total=True),)}
    return setter.fill_with(house.footer, **pages)


def _missing_facts(report: Report, setter: InlineBuilder) -> Iterator[Diagnostic]:
    for fact, phrase in setter.missing_values():
        if fact == "aims.label":
            continue  # a report on the whole plan: unknown-priority says what is missing
        at = phrase.text.index(f"{{{fact}}}")
        asked = phrase.origin.place(at, at + len(fact) + 2)
        told = f"the house format uses “{fact}”, which a report on"
        missing = rule("missing-fact")
        if fact.startswith("awards."):
            message = f"no award in this report counts towards “{fact}”"
            way_out = "check how its name is spelt in the updates; until then it prints as nothing"
            yield missing.finding(message, asked, way_out, severity=WARNING)
        elif fact.startswith("priority.") and not report.priority.number:
            message = f"{told} the whole plan does not have"
            way_out = "write this text without it in your own house format"
            yield missing.finding(message, asked, way_out)
        elif fact in OF_PERIOD:
            message = f"{told} {report.scope.period} does not have"
            way_out = "use {stamp} instead, which suits every period"
            yield missing.finding(message, asked, way_out)
        else:
            yield _not_said(fact, asked, report)


def _no_words_of_measures(report: Report, house: HouseFormat) -> Iterator[Diagnostic]:
    if report.measures and not house.measures:
        first = next(iter(house.origin.keys.values()), house.origin)
        message = "the house format has no “measures”, which the report prints"
        way_out = "add measures: with its words, or extend a built-in format"
        yield rule("missing-key").finding(message, first.span, way_out)


def _not_said(fact: str, asked: Span, report: Report) -> Diagnostic:
    of_report = fact in REPORT_PLACEHOLDERS or fact.startswith(REPORT_FAMILIES)
    file = report.settings.origin if of_report else report.plan.origin
    name = "report.yaml" if of_report else "plan.yaml"
    path = fact.replace(".", ": ")
    return rule("missing-fact").finding(
        f"“{path}” is missing from {name}, but the report prints it",
        next(iter(file.keys.values())).span,
        f"add it to {name}, or change the wording in your own house format",
        related=(Annotation(asked, "printed here"),),
    )
