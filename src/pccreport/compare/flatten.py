"""A report, or a single update file, as a list of lines.

What is not public is left out unless it was asked for; then each such line is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize

from pccreport.compare import measures
from pccreport.compare.sides import (
    AWARD,
    DUE,
    ComparedLine,
    LineKind,
    LinePart,
    LinePosition,
    LineText,
    NamedAim,
    NumberedAim,
    Side,
    WithdrawnLine,
    award_words,
    plain_text,
)
from pccreport.document.roles import Role
from pccreport.findings.text import Span
from pccreport.house.house import HouseFormat
from pccreport.model import visibility
from pccreport.model.inline_markup import AimMention, ProseLink, ProsePart, ProseRun
from pccreport.model.period_labels import LabelFormatter, PeriodLabel, label_of
from pccreport.model.periods import due_text
from pccreport.model.plan import Plan, Priority
from pccreport.model.prose import Prose
from pccreport.model.update import (
    Cell,
    ClosingLine,
    Entry,
    NothingToReport,
    Reference,
    UpdateFile,
    UpdateItem,
    Withdrawal,
    entry_span,
)
from pccreport.report.aim_names import aim_names
from pccreport.report.placeholder_values import PlaceholderValues
from pccreport.report.references import (
    ReferenceResolver,
    ReportPosition,
    positions_by_stream,
)
from pccreport.report.report import AimSection, PeriodNote, Report

_GAP = "…"
"""The words of a reference without a target, as in a draft."""


class SharedNames(NamedTuple):
    """What key aims and streams are called where words are compared: on both sides alike.

    A key aim that has got another number is not another text wherever it is named.
    """

    mentions: Mapping[str, str]
    headings: Mapping[str, str]
    lasting: Mapping[str, str] = MappingProxyType({})
    """The key of now of each old key aim that still is one."""
    private_starts: frozenset[visibility.SpanStart] = frozenset()
    """The start of each span that is not public."""

    def spelt_out(self, text: Prose) -> tuple[LinePart, ...]:
        """Return the words of a text, with each mention of a key aim spelt out."""
        if len(text.parts) == 1 and text.text.isascii():
            [part] = text.parts
            if isinstance(part, ProseRun):
                return (part,)
        return tuple(map(self._spoken, text.parts))

    def _spoken(self, part: ProsePart) -> LinePart:
        # Editors take letters apart (e and an accent); what is read is the same.
        match part:
            case ProseRun(text=text):
                return replace(part, text=normalize("NFC", text))
            case ProseLink(words=words):
                same = (replace(w, text=normalize("NFC", w.text)) for w in words)
                return replace(part, words=tuple(same))
            case AimMention(aim=aim):
                key = self.lasting.get(aim, aim)
                return NamedAim(
                    key, self.mentions.get(key, self.mentions.get(aim, aim))
                )


def aim_mentions(priority: Priority, house: HouseFormat) -> Mapping[str, str]:
    """Return the words for a mention of each key aim of a priority, by key."""
    return {key: name.mention for key, name in aim_names(priority, house).items()}


def numbered_aims(priority: Priority, house: HouseFormat) -> tuple[NumberedAim, ...]:
    """Return the key aims of a priority with their numbers."""
    names = aim_names(priority, house)
    return tuple(
        NumberedAim(a.key, names[a.key].bare_number, a.text, names[a.key].label)
        for a in priority.aims
    )


def flatten_report(
    report: Report,
    updates: Iterable[UpdateFile],
    house: HouseFormat,
    naming: SharedNames,
    streams: Mapping[str, str],
) -> Side:
    """Return a report as one side; `streams` are its own headings, by key."""
    scope = report.scope
    covered = tuple(u for u in updates if scope.covers(u.period))
    walk = _ReportWalk(report, house, naming, covered)
    for section in report.aims:
        walk.aim(section)
    return Side(
        name="",
        on=str(scope.period if scope.end <= scope.period.end else scope.until),
        first=scope.start,
        current=scope.period.start,
        aims=numbered_aims(report.priority, house),
        streams=tuple(streams.items()),
        lines=tuple(walk.lines),
        withdrawn=tuple(w for u in covered for w in _withdrawn(u, naming)),
        report=report,
        levels=(house.levels.aim, house.levels.aims),
        last=scope.end,
        words=dict(house.printed_texts()),
        language=house.locale.tag,
        named=dict(_named(covered, naming)),
        titles=tuple(_titles(report, house)),
    )


def _named(
    updates: Iterable[UpdateFile], naming: SharedNames
) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield the public updates that have an id, revised ones too."""
    for update in updates:
        for cell in update.cells:
            for entry, shown in visibility.with_visibility(cell.entries):
                if shown and isinstance(entry, UpdateItem) and entry.id:
                    text = plain_text(naming.spelt_out(entry.text))
                    yield (cell.aim, cell.stream, text), entry.id


def _titles(report: Report, house: HouseFormat) -> Iterator[str]:
    facts = PlaceholderValues(report, house)
    for line in house.title_block:
        if line.role in (Role.REPORT_TITLE, Role.PLAN_TITLE):
            words = (line.text, line.as_typed)
            yield " ".join(phrase.fill(facts) for phrase in words if phrase)


def flatten_file(
    update: UpdateFile,
    plan: Plan | None,
    house: HouseFormat,
    private_starts: frozenset[visibility.SpanStart],
) -> Side:
    """Return an update file as one side; key aims and streams that the plan lacks are last."""
    priorities = plan.priorities if plan else ()
    aims = [aim for each in priorities for aim in numbered_aims(each, house)]
    mentions = {
        k: v for each in priorities for k, v in aim_mentions(each, house).items()
    }
    naming = SharedNames(mentions, {}, private_starts=private_starts)
    numbers = {aim.key: i for i, aim in enumerate(aims)}
    order = {stream.key: i for i, stream in enumerate(house.all_streams())}
    last = len(numbers) + len(order)
    cells = sorted(
        update.cells,
        key=lambda c: (numbers.get(c.aim, last), order.get(c.stream, last)),
    )
    walk = _FileWalk(update, naming)
    measured = {m.key: m.aim for m in plan.measures} if plan else {}
    for line in measures.file_lines(update, measured, naming.spelt_out):
        walk.add(line)
    for cell in cells:
        walk.cell(cell)
    more = dict.fromkeys(c.aim for c in cells if c.aim not in numbers)
    keys = dict.fromkeys([*order, *(c.stream for c in cells)])
    return Side(
        name="",
        on=str(update.period),
        first=update.period.start,
        current=update.period.start,
        aims=(*aims, *(NumberedAim(key, 0, key) for key in more)),
        streams=tuple((key, key) for key in keys),
        lines=tuple(walk.lines),
        withdrawn=tuple(_withdrawn(update, naming)),
        levels=(house.levels.aim, house.levels.aims),
        last=update.period.end,
    )


class _Walk:
    """Collects lines; their position is the same for several of them."""

    def __init__(self, naming: SharedNames, updates: Iterable[UpdateFile]) -> None:
        self.lines: list[ComparedLine] = []
        self._naming = naming
        self._periods = {update.name: update.period for update in updates}
        self._place = LinePosition("", "", None)
        self._label = ""

    def _entries(
        self, entries: Iterable[Entry | PeriodNote], level: int = 1, parent: int = -1
    ) -> None:
        """Add entries and their points: those that are public and not withdrawn."""
        for entry in entries:
            match entry:
                case UpdateItem(public=True, withdrawn=""):
                    number = self._item(entry, level, parent)
                    self._entries(entry.points, level + 1, number)
                case Reference(public=True):
                    line = self._line(LineKind.REFERENCE, entry_span(entry), ())
                    line = line._replace(level=level, parent=parent)
                    self.add(self._resolved(entry, line))
                case PeriodNote(text=text) | NothingToReport(reason=text, public=True):
                    self._remark(LineKind.NOTHING, text)
                case ClosingLine(text=text, public=True):
                    self._remark(LineKind.CLOSING, text)
                case _:
                    pass

    def _resolved(self, reference: Reference, line: ComparedLine) -> ComparedLine:
        """Return the line of a reference with its words and what it leads to."""
        raise NotImplementedError

    def _item(self, item: UpdateItem, level: int, parent: int) -> int:
        """Add an update and return its index."""
        texts = [self._text(*each) for each in item.texts()]
        if item.due:
            parts = (ProseRun(due_text(item.due)),)
            texts.append(LineText(DUE, parts, item.span_of("due")))
        if item.award and (words := award_words(item.award)):
            at = item.span_of("award")
            texts.append(LineText(AWARD, (ProseRun(words),), at))
        line = self._line(LineKind.UPDATE, item.text.origin.span, (*texts,))
        return self.add(
            line._replace(
                level=level,
                parent=parent,
                id=item.id,
                award=item.award,
                continues=item.continues,
            )
        )

    def _remark(self, sort: LineKind, text: Prose) -> None:
        self.add(self._line(sort, text.origin.span, (self._text("", text),)))

    def _line(
        self, sort: LineKind, at: Span, texts: tuple[LineText, ...]
    ) -> ComparedLine:
        period = self._periods[at.source.name]
        return ComparedLine(sort, self._place, self._label, period, at, texts)

    def _text(self, name: str, text: Prose) -> LineText:
        return LineText(name, self._naming.spelt_out(text), text.origin.span)

    def add(self, line: ComparedLine) -> int:
        """Add a line and return its index."""
        start = visibility.span_start(line.at)
        private = start in self._naming.private_starts
        self.lines.append(line._replace(private=private))
        return len(self.lines) - 1


class _ReportWalk(_Walk):
    """The lines of a report, in the order printed."""

    def __init__(
        self,
        report: Report,
        house: HouseFormat,
        naming: SharedNames,
        updates: Iterable[UpdateFile],
    ) -> None:
        super().__init__(naming, updates)
        self._report, self._house = report, house
        self._labels = LabelFormatter(house)
        self._references = ReferenceResolver(report)
        self._caveats: set[tuple[PeriodLabel, str]] = set()
        self._position: ReportPosition | None = None

    def aim(self, section: AimSection) -> None:
        """Everything under one key aim."""
        key, spoken = section.aim.key, self._naming.spelt_out
        for line in measures.report_lines(self._report, self._house, key, spoken):
            self.add(line)
        for in_stream in positions_by_stream(section):
            for position in in_stream:
                self._period(position)
            self._place = LinePosition(*in_stream[0].cell, None)
            self._label = ""
            self._entries(in_stream[0].stream.closings)

    def _period(self, position: ReportPosition) -> None:
        self._position = position
        head, block = position.block.head, position.block
        label = self._labels.label(head, block.quarters, block.finished)
        self._label = label.rstrip(": ")
        for caveat in block.caveats:
            # It is under each label of its period, but is one line.
            if (head, caveat.text.text) not in self._caveats:
                self._caveats.add((head, caveat.text.text))
                self._place = LinePosition("", "", head)
                self._remark(LineKind.CAVEAT, caveat.text)
        self._place = LinePosition(*position.cell, head)
        self._entries(block.entries)

    def _resolved(self, reference: Reference, line: ComparedLine) -> ComparedLine:
        position = self._position
        assert position is not None  # only a period has references
        target = self._references.target(reference, position)
        stream, year = (
            reference.stream or position.cell[1],
            reference.year or position.year,
        )
        leads: tuple[object, ...] = (reference.see, stream, year, "")
        # A missing target may be private, and so may its id be.
        words = self._naming.mentions.get(reference.see, _GAP)
        if target:
            there, item = target.position, target.item
            leads = (*there.cell, there.block.head.year, item.id if item else "")
            words = self._naming.mentions[there.aim.aim.key]
            heading = self._naming.headings[there.stream.stream.key]
            if heading and (target.other_stream or item):
                words = f"{words}, {heading}"
            if target.other_year or item:
                words = f"{words}, {self._labels.year(there.year)}"
        return line._replace(texts=(LineText("", (ProseRun(words),)),), target=leads)


class _FileWalk(_Walk):
    """The lines of one file, cell by cell."""

    def __init__(self, update: UpdateFile, naming: SharedNames) -> None:
        super().__init__(naming, (update,))
        self._head = label_of(update.period, update.basis)
        self._label = str(update.period)
        if update.caveat:
            self._place = LinePosition("", "", self._head)
            self._remark(LineKind.CAVEAT, update.caveat)

    def cell(self, cell: Cell) -> None:
        """Everything of one stream under one key aim."""
        self._place = LinePosition(cell.aim, cell.stream, self._head)
        self._entries(cell.entries)

    def _resolved(self, reference: Reference, line: ComparedLine) -> ComparedLine:
        known = {each.id: each.text for each in self.lines if each.id}
        words = self._naming.mentions.get(reference.see, "")
        words = words or known.get(reference.see, _GAP)
        stream = reference.stream or self._place.stream
        if reference.stream:
            words = f"{words}, {stream}"
        if reference.year:
            words = f"{words}, {reference.year}"
        leads = (reference.see, stream, reference.year or self._head.year)
        return line._replace(texts=(LineText("", (ProseRun(words),)),), target=leads)


def _withdrawn(update: UpdateFile, naming: SharedNames) -> Iterator[WithdrawnLine]:
    """Return what a file withdraws. The reason is left out if it is not public."""
    for cell in update.cells:
        place = naming.lasting.get(cell.aim, cell.aim), cell.stream
        for entry, shown in visibility.with_visibility(cell.entries):
            at, text = entry_span(entry), ""
            match entry:
                case Withdrawal(id=name, reason=reason):
                    pass
                case UpdateItem(id=name, withdrawn=reason) if reason:
                    text = plain_text(naming.spelt_out(entry.text))
                case _:
                    continue
            yield WithdrawnLine(name, text, place, reason if shown else "", at)
