"""A report as it is read: every text in the order printed, and where it is from.

References are left out, since their words are the headings' again, and so is the
sign-off. How a passage looks is for the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pccreport.findings.text import Span
from pccreport.house.house import HouseFormat, OpeningParagraph
from pccreport.house.phrases import OF_REPORT, Phrase, value_after
from pccreport.model.prose import Prose
from pccreport.model.update import ClosingLine, Reference, UpdateItem, Withdrawal
from pccreport.report.report import PeriodNote, Report, StreamSection
from pccreport.source.node import MappingNode, Node, ScalarNode

# What is typed and not printed: stars, brackets and the addresses of links.
_MARKS = re.compile(r"\]\([^()]*\)|[*\[\]\\]")

SpanLookup = Callable[[int, int], tuple[Span, ...]]


class Passage(NamedTuple):
    """A stretch of the report that is read in one go."""

    text: str
    """As it is read: without marks, and with what it is filled in with."""
    place: SpanLookup
    """Where some of its characters are written, and then where they are filled in."""
    heading: bool = False
    """Whether it is a heading, or a line of the title block."""


def passages(report: Report, house: HouseFormat) -> Iterator[Passage]:
    """All passages of a report."""
    facts = _facts(report, house)
    for line in house.title_block:
        yield _filled(line.text, facts)._replace(heading=True)
    yield from _opening(report, house, facts)
    yield _filled(house.section, facts)._replace(heading=True)
    for section in report.aims:
        yield _plain(section.aim.text, section.aim.origin)._replace(heading=True)
        for stream in section.streams:
            yield from _stream(stream, facts)


FieldTexts = dict[str, tuple[str, Node | None]]
"""What fills in placeholders: the words, and where the project has them."""


def _facts(report: Report, house: HouseFormat) -> FieldTexts:
    """Return the words of a project that can be in the house format's phrases; no dates, no figures."""
    plan, settings = report.plan.origin, report.settings.origin
    paths: dict[str, tuple[Node, tuple[str, ...]]] = {
        **{name: (plan, tuple(name.split("."))) for name in _OF_PLAN},
        **{name: (settings, tuple(name.split("."))) for name in OF_REPORT},
        "plan.title": (plan, ("title",)),
        "priority.title": (report.priority.origin, ("title",)),
    }
    found = {name: _at(root, *keys) for name, (root, keys) in paths.items()}
    levels = house.levels
    return {
        **{name: (_field_on_one_line(node), node) for name, node in found.items()},
        "priority.label": (levels.priority, None),
        "aim.label": (levels.aim, None),
        "aims.label": (levels.aims, None),
    }


_OF_PLAN = (
    *("body.name", "body.short", "body.area", "law"),
    *("holder.short", "holder.office", "force.name", "force.short"),
)


def _at(root: Node, *keys: str) -> Node | None:
    node: Node | None = root
    for key in keys:
        node = node.values.get(key) if isinstance(node, MappingNode) else None
    return node


def _field_on_one_line(node: Node | None) -> str:
    """Return a field's text on one line, or ""."""
    return " ".join(str(node.value).split()) if isinstance(node, ScalarNode) else ""


def opening_paragraphs(
    report: Report, house: HouseFormat
) -> Iterator[tuple[int, OpeningParagraph, Phrase]]:
    """Yield each printed paragraph of the opening: its index in the house format,
    itself, and its words.
    """
    settings = report.settings
    has = {
        "objective": settings.objective,
        "focus": settings.focus,
        "aims": report.aims,
    }
    for index, opening in enumerate(house.opening):
        if has.get(opening.only_with, True):
            unlisted = None if has.get(opening.list) else opening.without
            yield index, opening, unlisted or opening.text


def _opening(
    report: Report, house: HouseFormat, facts: FieldTexts
) -> Iterator[Passage]:
    for _, opening, words in opening_paragraphs(report, house):
        yield _filled(words, facts)
        if opening.list == "focus":
            yield from map(_read, report.settings.focus)
        elif opening.list == "aims":
            for section in report.aims:
                text = _at(report.priority.origin, "aims", section.aim.key)
                yield _plain(section.aim.text, text or section.aim.origin)


def _stream(section: StreamSection, facts: FieldTexts) -> Iterator[Passage]:
    for words in (section.stream.heading, section.stream.note):
        if words:
            yield _filled(words, facts)._replace(heading=True)
    for block in section.periods:
        yield from map(_read, _entry_prose((*block.caveats, *block.entries)))
    yield from map(_read, _entry_prose(section.closings))


def _entry_prose(
    entries: Iterable[UpdateItem | Reference | PeriodNote | ClosingLine | Withdrawal],
) -> Iterator[Prose]:
    """Return the texts of some entries; an outcome is printed after the points."""
    for entry in entries:
        match entry:
            case UpdateItem():
                own, *others = (each.text for each in entry.texts())
                yield own
                yield from _entry_prose(entry.points)
                yield from others
            case PeriodNote() | ClosingLine():
                yield entry.text
            case Reference() | Withdrawal():
                pass


def _read(prose: Prose) -> Passage:
    """Return a text as it is read, without markup."""
    text = prose.text
    if not _MARKS.search(text):
        return Passage(text, lambda start, end: (prose.span(start, end),))
    kept: list[int] = []
    at = 0
    for mark in _MARKS.finditer(text):
        kept += range(at, mark.start())
        at = mark.end()
    kept += range(at, len(text))

    def place(start: int, end: int) -> tuple[Span, ...]:
        return (prose.span(kept[start], kept[end - 1] + 1),)

    return Passage("".join(text[i] for i in kept), place)


def _plain(text: str, node: Node) -> Passage:
    """Return a field's text; if it was put on one line, its span is all of it."""
    if isinstance(node, ScalarNode) and node.value == text:
        return Passage(text, lambda start, end: (node.place(start, end),))
    return Passage(text, lambda _start, _end: (node.span,))


def _filled(phrase: Phrase, facts: FieldTexts) -> Passage:
    """Return a phrase of the house format, filled in."""
    text, at = "", 0
    parts: list[tuple[int, Passage]] = []  # each with where it begins
    for words, slot in phrase.pieces():
        parts.append((len(text), _own(phrase, at, words)))
        text, at = text + words, at + len(words)
        if slot:
            said, node = facts.get(slot, ("", None))
            said = value_after(words, said)
            end = at + len(slot) + 2
            parts.append((len(text), _slot(phrase, (at, end), said, node)))
            text, at = text + said, end

    def place(start: int, end: int) -> tuple[Span, ...]:
        begins, part = next(p for p in reversed(parts) if p[0] <= start)
        return part.place(start - begins, min(end - begins, len(part.text)))

    return Passage(text, place)


def _own(phrase: Phrase, at: int, words: str) -> Passage:
    origin = phrase.origin
    return Passage(words, lambda start, end: (origin.place(at + start, at + end),))


def _slot(
    phrase: Phrase, asked: tuple[int, int], said: str, node: Node | None
) -> Passage:
    """Return the value of a placeholder: where it is written, and where it is used."""
    here = phrase.origin.place(*asked)
    if node is None:
        return Passage(said, lambda _start, _end: (here,))
    inner = _plain(said, node)
    return Passage(said, lambda start, end: (*inner.place(start, end), here))
