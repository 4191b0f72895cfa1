"""Turns a report, or a single update file, into a list of lines.

What is not public is omitted, unless it was requested; then its lines are marked.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import normalize

from pccreport.compare.sides import (
    AimRow,
    ComparedText,
    LineKind,
    LinePosition,
    Side,
    TextName,
    award_words,
    plain_text,
    prose_text,
)
from pccreport.document.blocks import Link, TextRun
from pccreport.document.roles import Role
from pccreport.house.house import HouseFormat
from pccreport.model import visibility
from pccreport.model.period_labels import LabelFormatter, PeriodLabel
from pccreport.model.periods import Basis, DateRange, Quarter, due_text, quarters_of
from pccreport.model.plan import Priority
from pccreport.model.prose import AimMention, Prose, ProsePart
from pccreport.model.update import (
    ClosingLine,
    Entry,
    NothingToReport,
    Reference,
    UpdateFile,
    UpdateItem,
    Withdrawal,
    entry_rows,
    entry_span,
)
from pccreport.report.aim_names import aim_names
from pccreport.report.measure_words import MeasureFormatter
from pccreport.report.measures import MeasureRow, PrintedFigure
from pccreport.report.placeholder_values import PlaceholderValues
from pccreport.report.references import ReferenceResolver
from pccreport.report.report import AimSection, PeriodSection, ReasonOrCaveat, Report

_GAP = "…"
"""The words of a reference without a target, as in a draft."""
_MEASURES = "Measures and status"
"""The stream of these lines; it is not a valid key of a stream."""
_SpellOut = Callable[[Prose], tuple[ProsePart, ...]]
"""Returns the parts of a text as they are compared."""


class SharedNames(NamedTuple):
    """The names of key aims and streams in compared texts, the same on both sides.

    So a new number of a key aim does not change the texts that mention it.
    """

    mentions: Mapping[str, str]
    headings: Mapping[str, str]
    lasting_aims: Mapping[str, str] = MappingProxyType({})
    """The new key of each old key aim that still exists."""
    lasting_streams: Mapping[str, str] = MappingProxyType({})
    """The new key of each old stream that still exists."""
    private_starts: frozenset[visibility.SpanStart] = frozenset()
    """The start of each span that is not public."""

    def keys(self, aim: str, stream: str) -> tuple[str, str]:
        """Return the keys of a key aim and a stream, the new ones if they are others."""
        return self.lasting_aims.get(aim, aim), self.lasting_streams.get(stream, stream)

    def spell_out(self, text: Prose) -> tuple[ProsePart, ...]:
        """Return the parts of a text, with each mention of a key aim as a name."""
        return tuple(map(self._spell_out_part, text.parts))

    def _spell_out_part(self, part: ProsePart) -> ProsePart:
        # Some editors write a letter and its accent as two characters.
        match part:
            case TextRun(text=text):
                return part._replace(text=normalize("NFC", text))
            case Link(content=content):
                runs = (w for w in content if isinstance(w, TextRun))
                normalised = (w._replace(text=normalize("NFC", w.text)) for w in runs)
                return part._replace(content=tuple(normalised))
            case AimMention(aim=aim):
                (key, _), mentions = self.keys(aim, ""), self.mentions
                paper, comma, place = aim.partition(",")
                named = mentions.get(paper, paper) + comma + place
                return AimMention(key, mentions.get(key, named))


def numbered_aims(priority: Priority, house: HouseFormat) -> tuple[AimRow, ...]:
    """Return the key aims of a priority with their numbers and their mentions."""
    names = aim_names(priority, house)
    return tuple(
        AimRow(aim.key, aim.text, None, name.bare_number, name.label, name.mention)
        for aim in priority.aims
        if (name := names[aim.key])
    )


def flatten_report(
    report: Report,
    updates: Iterable[UpdateFile],
    house: HouseFormat,
    naming: SharedNames,
    streams: Mapping[str, str],
) -> Side:
    """Return the lines of a report; `streams` are its headings, by key."""
    scope, values = report.scope, PlaceholderValues(report, house)
    labels = LabelFormatter(house)
    on = scope.period if scope.end <= scope.period.end else scope.until
    covered = tuple(u for u in updates if scope.covers(u.period))
    given = ((u, (*entry_rows((u,)), *visibility.all_figures(u))) for u in covered)
    # Of a file in which everything is private, no reader may know.
    shown = (u.period for u, x in given if not x or any(each.public for each in x))
    dated = (quarters_of(period.start, period.end) for period in shown)
    of_year = {q.number for each in dated for q in each if q.year == on.year}
    in_part = not isinstance(on, Quarter | DateRange) and 0 < len(of_year) < 4
    quarters = f" {labels.quarters(tuple(sorted(of_year)))}" if in_part else ""
    walk = _LineCollector(report, house, naming, covered)
    for section in report.aims:
        walk.add_aim(section)
    return Side(
        name="",
        on=labels.name(on) if isinstance(on, DateRange) else f"{on}{quarters}",
        first=scope.start,
        current=scope.period.start,
        aims=tuple(
            aim._replace(key=naming.keys(aim.key, "")[0])
            for aim in numbered_aims(report.priority, house)
        ),
        streams=tuple((naming.keys("", key)[1], text) for key, text in streams.items()),
        lines=tuple(walk.lines),
        withdrawn=dict(_find_withdrawn(covered, naming)),
        report=report,
        levels=house.level(0, whole=False)[:2],
        last=scope.end,
        words=dict(house.printed_settings()),
        named={
            (*naming.keys(c.aim, c.stream), plain_text(naming.spell_out(x.text))): x.id
            for _, c, x, shown, _ in entry_rows(covered)
            if shown and isinstance(x, UpdateItem) and x.id
        },
        titles=tuple(
            " ".join(text.fill(values) for text in (line.text, line.as_typed) if text)
            for line in house.title_block
            if line.role in (Role.REPORT_TITLE, Role.PLAN_TITLE)
        ),
    )


class _LineCollector:
    """Collects the lines of a report, in the order printed."""

    def __init__(
        self,
        report: Report,
        house: HouseFormat,
        naming: SharedNames,
        updates: Iterable[UpdateFile],
    ) -> None:
        self.lines: list[ComparedText] = []
        self._naming, self._report, self._house = naming, report, house
        self._periods = {update.name: update.period for update in updates}
        self._line_position = LinePosition("", "", None)
        self._label = ""
        self._labels = LabelFormatter(house)
        self._references = ReferenceResolver(report)
        self._caveats: set[tuple[PeriodLabel, str]] = set()
        self._report_period: PeriodSection | None = None

    def add_aim(self, section: AimSection) -> None:
        """Add all lines under a key aim."""
        key, spoken = section.aim.key, self._naming.spell_out
        here = LinePosition(self._naming.keys(key, "")[0], _MEASURES, None)
        for line in _measure_lines(self._report, self._house, key, spoken):
            self._append(line._replace(position=here))
        for stream in section.streams:
            for period in stream.periods:
                self._add_period(period)
            cell = self._naming.keys(key, stream.stream.key)
            self._line_position = LinePosition(*cell, None)
            self._label = ""
            self._add_entries(stream.closings)

    def _add_period(self, block: PeriodSection) -> None:
        self._report_period, head = block, block.head
        label = self._labels.label(head, block.quarters, block.finished)
        self._label = label.rstrip(": ")
        for caveat in block.caveats:
            # It is printed under each label of its period, but is one line.
            if (head, caveat.text.text) not in self._caveats:
                self._caveats.add((head, caveat.text.text))
                self._line_position = LinePosition("", "", head)
                self._add_remark(LineKind.CAVEAT, caveat.text)
        self._line_position = LinePosition(*self._naming.keys(*block.keys), head)
        self._add_entries(block.entries)

    def _add_entries(
        self,
        entries: Iterable[Entry | ReasonOrCaveat],
        level: int = 1,
        parent: int = -1,
    ) -> None:
        """Add the entries and points that are public and not withdrawn."""
        for entry in entries:
            match entry:
                case UpdateItem(public=True, withdrawn=""):
                    number = self._add_update(entry, level, parent)
                    self._add_entries(entry.points, level + 1, number)
                case Reference(public=True):
                    text, target = self._reference_text(entry)
                    line = ComparedText(text, entry_span(entry), target=target)
                    self._add_line(LineKind.REFERENCE, line, level, parent)
                case ReasonOrCaveat(text=x) | NothingToReport(text=x, public=True):
                    self._add_remark(LineKind.NOTHING, x)
                case ClosingLine(text=text, public=True):
                    self._add_remark(LineKind.CLOSING, text)

    def _reference_text(self, reference: Reference) -> tuple[str, tuple[object, ...]]:
        """Return the text of a reference and its target."""
        assert self._report_period is not None  # only a period has references
        naming = self._naming
        target = self._references.find_target(reference, self._report_period)
        aim, key, of_year = reference.see, reference.stream, str(reference.year or "")
        if target and target.item:  # a missing target may be private, and so may its id
            there = target.position
            aim, key = there.aim.key, there.stream.key
            of_year = self._labels.year(there.head.year)
        heading = naming.headings.get(key, key)
        aim = naming.mentions.get(aim, _GAP)
        text = ", ".join(filter(None, (aim, heading, of_year)))
        if target is None:
            _, stream, head = self._line_position
            year = reference.year or (head and head.year)
            return text, (*naming.keys(reference.see, reference.stream or stream), year)
        there, item = target.position, target.item
        year, name = there.head.year, item.id if item else ""
        return text, (*naming.keys(*there.keys), year, name)

    def _add_update(self, item: UpdateItem, level: int, parent: int) -> int:
        """Add an update and return its index."""
        line, *others = (self._spelt_text(*named_text) for named_text in item.texts())
        due = item.due and due_text(item.due)
        award = item.award and award_words(item.award)
        for name, text in ((TextName.DUE, due), (TextName.AWARD, award)):
            if text:
                others.append(ComparedText(text, item.span_of(name), name=name))
        line = line._replace(others=(*others,), id=item.id, continues=item.continues)
        line = line._replace(award=item.award, due=item.due)
        return self._add_line(LineKind.UPDATE, line, level, parent)

    def _add_remark(self, sort: LineKind, text: Prose) -> None:
        self._add_line(sort, self._spelt_text("", text))

    def _add_line(
        self, sort: LineKind, line: ComparedText, level: int = 1, parent: int = -1
    ) -> int:
        """Add a line at the present position and return its index."""
        period = self._periods[line.at.source.name]
        own = line._replace(kind=sort, position=self._line_position, period=period)
        return self._append(own._replace(label=self._label, level=level, parent=parent))

    def _spelt_text(self, name: str, text: Prose) -> ComparedText:
        return prose_text(self._naming.spell_out(text), text.origin.span, name)

    def _append(self, line: ComparedText) -> int:
        if visibility.span_start(line.at) in self._naming.private_starts:
            line = line._replace(private=True)
        self.lines.append(line)
        return len(self.lines) - 1


def _measure_lines(
    report: Report, house: HouseFormat, aim: str, spell_out: _SpellOut
) -> Iterator[ComparedText]:
    """Yield the lines of the measures and statuses of a report under a key aim, without their position.

    A line is identified by its measure and area, or by the subject of the status, not by its text.
    """
    measures = report.measures.get(aim)
    if measures is None:
        return

    def prose_texts(**fields: Prose | None) -> list[ComparedText]:
        given = [(name, x) for name, x in fields.items() if x]
        return [prose_text(spell_out(x), x.origin.span, name) for name, x in given]

    until, own = report.scope.newest, report.scope.own
    words = MeasureFormatter(house, own)
    label = words.period(own, Basis.ALONE)
    whole = {row.measure.key: row for row in measures.rows()}
    statuses = [(aim, "", measures.status)] if measures.status else []
    # Of a measure without areas, it is in the row.
    statuses += [
        (key, f"{row.measure.title}: ", row.status)
        for key, row in whole.items()
        if row.status and row.measure.areas
    ]
    for about, title, status in statuses:
        yield ComparedText(
            f"{title}{words.step_word(status.status)}",
            status.at,
            others=(*prose_texts(because=status.because),),
            kind=LineKind.STATUS,
            label=label,
            period=until,
            id=f"status {about}",
        )
    for fact in chain(measures.facts, *(row.facts for row in whole.values())):
        own_title = f"{whole[fact.about].measure.title}: " if fact.about != aim else ""
        yield prose_text(spell_out(fact.text), fact.at)._replace(
            kind=LineKind.FACT,
            label=f"{own_title}{fact.name}",
            period=until,
            id=f"fact {fact.about} {fact.name}",
        )
    for row in measures.rows():
        measure, current = row.measure, row.current
        value = current and current.value
        figures = (each.value.at for each in row.columns.values() if each.value)
        texts = _row_texts(row, words, spell_out)
        line, *others = (ComparedText(text, name=field) for field, text in texts)
        more = prose_texts(changed=row.changed, note=value and value.note)
        yield line._replace(
            at=next(figures, measure.origin.key.span),
            others=(*others, *more),
            kind=LineKind.MEASURE,
            label=words.period(current.period, current.basis) if current else label,
            period=current.period if current else until,
            id=f"measure {measure.key} {row.area}",
        )


def _row_texts(
    row: MeasureRow, words: MeasureFormatter, spell_out: _SpellOut
) -> Iterator[tuple[str, str]]:
    """Yield the texts of a measure, or of one of its areas, each with its name."""
    measure = row.measure

    def figure_text(figure: PrintedFigure | None) -> str:
        if figure and figure.withheld:
            return words.fill("withheld", reason=plain_text(spell_out(figure.withheld)))
        number = figure and figure.figure
        return words.no_figure(measure) if number is None else words.number(number)

    area = f", {words.row_title(row)}" if measure.areas else ""
    yield "", f"{words.title(measure)}{area}: {figure_text(row.current)}"
    for name, figure in (
        (TextName.LAST_TIME, row.columns.get("before")),
        ("a year before", row.columns.get("year_before")),
    ):
        if figure:
            period = words.period(figure.period, figure.basis)
            yield name, f"{figure_text(figure)} ({period})"
    if row.status and not measure.areas:
        yield TextName.STEP, words.step_word(row.status.status)
    if measure.baseline is not None and not row.area:
        yield "baseline", f"{measure.baseline:,f}"
    if row.target and not (row.area and measure.summed):
        yield TextName.TARGET, words.target(row)
        # Of one for all time, that is all.
        if (every := words.targets(measure)) != words.number(row.target.figure):
            yield TextName.TARGETS, every
    for restated in row.restated:
        yield TextName.RESTATED, words.restated_sentence(row, restated)


def _find_withdrawn(
    updates: Iterable[UpdateFile], naming: SharedNames
) -> Iterator[tuple[Hashable, str]]:
    """Yield what is withdrawn by its id, or its place and text; the reason is "" if not public."""
    for _, cell, entry, shown, _ in entry_rows(updates):
        match entry:
            case Withdrawal(id=name, reason=reason):
                pass
            case UpdateItem(id=name, withdrawn=reason) if reason:
                text = plain_text(naming.spell_out(entry.text))
                key = *naming.keys(cell.aim, cell.stream), text
                yield key, reason if shown else ""
            case _:
                continue
        if name:
            yield name, reason if shown else ""
