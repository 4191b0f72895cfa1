"""A report and a house format made into a document: what stands where.

Numbers, "above" and "below", labels and the plan's years are computed here and
nowhere else; words come from the house format.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pccreport.document.blocks import (
    Block,
    Break,
    Document,
    Heading,
    Inline,
    ListItem,
    PageNumber,
    Paragraph,
    Text,
)
from pccreport.document.facts import OF_REPORT, facts
from pccreport.document.inlines import Setter
from pccreport.house import numbering
from pccreport.house.parts import House, Opening
from pccreport.house.roles import POINTS, Role
from pccreport.model import prose
from pccreport.model.periods import quarters_label, year_label
from pccreport.model.update import Item, Reference
from pccreport.report.tree import AimSection, PeriodBlock, Report, StreamSection
from pccreport.source.diagnostic import ERROR, Diagnostic, Label


def lay_out(
    report: Report, house: House, created: datetime
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document of a report, and what its house format's words lack."""
    setter = Setter(house, facts(report, house), report.numbers())
    blocks = (
        *_title_block(house, setter),
        *_opening(report, house, setter),
        _section(house, setter),
        *(block for section in report.aims for block in _aim(section, house, setter)),
        *_sign_off(house, setter),
    )
    heads = {line.role: setter.plain(line.text) for line in house.title_block}
    document = Document(
        title=heads.get(Role.REPORT_TITLE, report.plan.title),
        author=report.plan.body.name,
        subject=heads.get(Role.PLAN_TITLE, report.priority.title),
        language=house.words.tag,
        created=created,
        blocks=blocks,
        footer=_footer(house, setter),
    )
    return document, (*setter.findings, *_missing_facts(report, setter))


def _title_block(house: House, setter: Setter) -> Iterator[Block]:
    for line in house.title_block:
        content = setter.phrase(line.text)
        if line.as_typed:
            words = setter.plain(line.as_typed)
            content = (*content, Text(" "), Text(words, role=Role.AS_TYPED))
        block = Heading if line.role is Role.REPORT_TITLE else Paragraph
        yield block(line.role, content, origin=line.text.origin.span)


def _opening(report: Report, house: House, setter: Setter) -> Iterator[Block]:
    for opening in house.opening:
        listed = tuple(_listed(opening, report, house, setter))
        said = opening.text if listed or not opening.without else opening.without
        role = Role.LEAD_IN if listed else Role.TEXT
        yield Paragraph(role, setter.phrase(said), said.origin.span)
        yield from listed


def _listed(
    opening: Opening, report: Report, house: House, setter: Setter
) -> Iterator[ListItem]:
    if opening.list == "focus":
        for text in report.settings.focus:
            yield ListItem(Role.FOCUS, setter.text(text), origin=text.origin.span)
    elif opening.list == "aims":
        form = house.look.aim_list_number
        for section in report.aims:
            number = numbering.shown(form, section.number)
            content = (Text(section.aim.text),)
            yield ListItem(Role.AIM_LIST, content, number, section.aim.origin.span)


def _section(house: House, setter: Setter) -> Heading:
    content = setter.phrase(house.section)
    if second := house.section_second_line:
        words = Text(setter.plain(second), role=Role.AS_TYPED)
        content = (*content, Break(), words)
    return Heading(Role.SECTION, content, origin=house.section.origin.span)


def _aim(section: AimSection, house: House, setter: Setter) -> Iterator[Block]:
    number = section.number
    yield Heading(
        Role.AIM,
        (Text(section.aim.text),),
        setter.anchor(number),
        setter.number(number),
        section.aim.origin.span,
    )
    for stream in section.streams:
        yield from _stream(stream, number, house, setter)


def _stream(
    section: StreamSection, aim: int, house: House, setter: Setter
) -> Iterator[Block]:
    stream = section.stream
    origin = stream.heading.origin.span
    yield Heading(Role.STREAM, setter.phrase(stream.heading), origin=origin)
    if stream.note:
        yield Paragraph(Role.NOTE, setter.phrase(stream.note), stream.note.origin.span)
    for block in section.periods:
        yield from _period(block, aim, house, setter)
    for closing in section.closings:
        content = setter.text(closing.text)
        yield Paragraph(Role.CLOSING, content, closing.text.origin.span)


def _period(
    block: PeriodBlock, aim: int, house: House, setter: Setter
) -> Iterator[Block]:
    label = _label(block, house)
    match block.entries:
        case (Reference(aim=target, origin=origin),):
            words = Text(label, role=Role.LABEL_WORDS)
            content = (words, Text(" "), *setter.reference(target, aim))
            yield Paragraph(Role.LABEL_LINE, content, origin.span if origin else None)
        case entries:
            first = entries[0]
            origin = first.origin if isinstance(first, Reference) else first.text.origin
            span = origin.span if origin else None
            yield Paragraph(Role.LABEL, (Text(label),), span)
            yield from _points(entries, 0, aim, house, setter)


def _label(block: PeriodBlock, house: House) -> str:
    phrases = house.phrases
    year = year_label(block.year, phrases)
    if block.finished:
        return phrases["label"].fill({"year": year})
    quarters = quarters_label(block.quarters, phrases)
    return phrases["running_label"].fill({"year": year, "quarters": quarters})


def _points(
    entries: tuple[Item | Reference, ...],
    level: int,
    aim: int,
    house: House,
    setter: Setter,
) -> Iterator[ListItem]:
    role = POINTS[level]
    for entry in entries:
        match entry:
            case Reference(aim=target, origin=origin):
                span = origin.span if origin else None
                yield ListItem(role, setter.reference(target, aim), origin=span)
            case Item():
                yield ListItem(
                    role, setter.text(entry.text), origin=entry.text.origin.span
                )
                if entry.points:
                    yield from _points(entry.points, level + 1, aim, house, setter)
                if entry.outcome:
                    yield _outcome(
                        entry.outcome, min(level + 1, len(POINTS) - 1), house, setter
                    )


def _outcome(
    outcome: prose.Prose, level: int, house: House, setter: Setter
) -> ListItem:
    content = setter.filled(house.phrases["outcome"], outcome=setter.text(outcome))
    return ListItem(POINTS[level], content, origin=outcome.origin.span)


def _sign_off(house: House, setter: Setter) -> Iterator[Paragraph]:
    for line in house.sign_off:
        last = line is house.sign_off[-1]
        role = Role.SIGN_OFF_LAST if last else Role.SIGN_OFF
        yield Paragraph(role, setter.phrase(line), line.origin.span)


def _footer(house: House, setter: Setter) -> tuple[Inline, ...]:
    if not house.footer:
        return ()
    pages = {"page": (PageNumber(),), "pages": (PageNumber(total=True),)}
    return setter.filled(house.footer, **pages)


def _missing_facts(report: Report, setter: Setter) -> Iterator[Diagnostic]:
    for fact, phrase in setter.missing():
        of_report = fact in OF_REPORT
        file = report.settings.origin if of_report else report.plan.origin
        name = "report.yaml" if of_report else "plan.yaml"
        at = phrase.text.index(f"{{{fact}}}")
        asked = phrase.origin.place(at, at + len(fact) + 2)
        path = fact.replace(".", ": ")
        yield Diagnostic(
            "missing-fact",
            ERROR,
            f"the report prints “{path}”, and {name} does not say it",
            Label(next(iter(file.keys.values())).span),
            (Label(asked, "printed here"),),
            f"add it to {name}, or write other words in a house format of your own",
        )
