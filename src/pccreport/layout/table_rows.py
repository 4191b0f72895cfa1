"""The rows of the tables of a report: all that is known of each entry of a list, by column."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from pccreport.document.blocks import InlineContent, LineBreak, TextRun, content_text
from pccreport.document.roles import Role
from pccreport.findings.text import Span
from pccreport.house.house import OpeningParagraph
from pccreport.layout.inline_builder import InlineBuilder, Words
from pccreport.model.measures import Fact, GivenStatus
from pccreport.model.periods import Basis, period_sort_key
from pccreport.model.prose import Prose
from pccreport.report.measure_words import MeasureFormatter
from pccreport.report.measures import (
    FIGURES,
    AimMeasures,
    DatedStatus,
    MeasureRow,
    PrintedFigure,
    column_figure,
)
from pccreport.report.report import AimSection


class Cell(NamedTuple):
    """The content of a cell, and its span in the files."""

    content: Words
    at: Span | None = None
    role: Role = Role.CELL
    day: date | None = None
    """The day that it names in words of the house format."""


class TableRow(NamedTuple):
    """A row: its key aim and other keys, and all that is known of it, by column.

    Each period of which it has a status or a figure is a column too.
    """

    key: tuple[str, ...]
    cells: Mapping[str, Cell]
    step: str = ""
    """The key of its status."""
    marks: Collection[str] = ()
    """What it is chosen by, besides its status: "missed", "past", "yearly", "changed", "completed"."""
    anchor: str = ""
    """The name by which references lead to it, or ""."""


USUAL: Mapping[str, tuple[str, ...]] = {
    "aims": ("title", "lead", "due", "status"),
    "actions": ("title", "lead", "due", "status", "before"),
    "statuses": ("title", "lead", "due", "status", "before"),
    "measures": ("measure", *FIGURES, "target", "status"),
    "awards": ("text", "title", "fund", "round", "amount", "outcome"),
    "counts": ("status", "count", "share"),
    "promises": ("text", "title", "due"),
    "recommendations": ("text", "made", "answer_by", "answered"),
}
"""The usual columns of each list; those that no row has are left out."""


class TableRowBuilder:
    """Makes the rows of the lists of one report."""

    def __init__(self, inlines: InlineBuilder) -> None:
        self._inlines, self._report = inlines, inlines.report
        self._house, self._labels = inlines.house, inlines.labels
        self.words = MeasureFormatter(self._house, self._report.scope.own)
        found = self._report.measures.values()
        self.measured = [row for each in found for row in each.rows()]
        periods = [each.before[0] for each in found if each.before]
        latest = max(periods, key=period_sort_key, default=None)
        before = self.words.period(latest, Basis.ALONE) if latest else ""
        end = self._report.scope.end
        self._has_last = any(p.end < end for x in found for p, _ in x.history)
        self.periods = {"before": before}
        """The periods that the headings of a table of key aims name."""
        self.complete = {s.key for s in self._house.statuses if s.sign == "■"}
        """The steps of the scale that say that nothing more is to be done."""
        self._paths = self._report.priority.aim_paths()
        self._lists: Mapping[str, Callable[[], Iterator[TableRow]]] = {
            "focus": lambda: (
                TableRow(("", text.text), {"text": Cell(text, text.origin.span)})
                for text in self._report.settings.focus
            ),
            "aims": lambda: map(self.aim_row, self._report.aims),
            "actions": lambda: map(self.aim_row, self._report.undivided_aims()),
            "statuses": lambda: (
                row
                for row in map(self.aim_row, self._report.aims)
                if not row.cells.keys().isdisjoint(("lead", "due", "status"))
            ),
            "measures": self._all_measure_rows,
            "awards": self._award_rows,
            "promises": self._promise_rows,
            "recommendations": self._recommendation_rows,
        }

    def list_rows(self, name: str, depth: int = 0) -> Iterator[TableRow]:
        """Return the rows of a list, of the highest levels only if there is a `depth`.

        The key of a row of one of the office's own lists is its first words.
        """
        if name in self._lists:
            rows, paths = self._lists[name](), self._paths
            highest = (r for r in rows if len(paths.get(r.key[0], ())) <= depth)
            return highest if depth else rows
        own = self._report.settings.lists.get(name, ())
        return (self._own_row(name, x) for x in own)

    def _own_row(self, name: str, facts: Sequence[Fact]) -> TableRow:
        """Return a row of one of the office's own lists; its status is a step by key or by word."""
        cells = {fact.name: Cell(fact.text, fact.at) for fact in facts}
        typed = next((f.text.text for f in facts if f.name == "status"), "")
        if step := self._house.step_key(typed):
            cells["status"] = Cell(self.words.step_word(step), cells["status"].at)
        return TableRow(("", name, *(f.text.text for f in facts[:1])), cells, step)

    def row_without_heading(
        self, section: AimSection, texts: Sequence[tuple[InlineContent, Span]]
    ) -> TableRow:
        """Return the row of a key aim that has no heading, with the texts under it."""
        row, aim = self.aim_row(section), section.aim
        number, at = self._inlines.names[aim.key].number, aim.origin.span
        cells = {**row.cells, "title": Cell(f"{number} {aim.text}".strip(), at)}
        lines = ((*content, LineBreak()) for content, _ in texts)
        if content := tuple(inline for line in lines for inline in line)[:-1]:
            cells["text"] = Cell(content, texts[0][1])
        elif section.streams:
            cells["text"] = Cell(self.words.fill("below"), at)
        anchor = self._inlines.anchors.make_anchor(section.number)
        return row._replace(cells=cells, anchor=anchor)

    def aim_row(self, section: AimSection) -> TableRow:
        """Return the row of a key aim."""
        aim, at = section.aim, section.aim.origin.span
        title: InlineContent = self._inlines.mention(aim.key)
        if self._inlines.names[aim.key].number:
            title = (*title, TextRun(f" {aim.text}"))
        else:  # without the quotation marks that it has in a sentence
            title = tuple(i for i in title if not isinstance(i, TextRun))
        cells = {"title": Cell(title, at)}
        of_plan = {"lead": aim.lead, "due": aim.due}
        cells |= {name: Cell(words, at) for name, words in of_plan.items() if words}
        cells |= self._level_cells(aim.key)
        found = self._report.measures.get(aim.key, AimMeasures(None, None, ()))
        cells |= {fact.name: Cell(fact.text, fact.at) for fact in found.facts}
        cells |= {
            str(p): Cell(self.words.step_word(s.status), s.at) for p, s in found.history
        }
        step, marks = "", ("", "")
        if status := found.status:
            cells |= self._status_cells(status, found.before)
            step = status.status
            same = takewhile(lambda s: s[1].status == step, reversed(found.history))
            run = str(len([*same]))
            cells["run"] = Cell(run, status.at, Role.FIGURE)
            done = "completed" if step in self.complete else ""
            if run == "1" and self._has_last:
                marks = "changed" if found.before else "", done
        return TableRow((aim.key, "action"), cells, step, marks)

    def _level_cells(self, aim: str) -> Iterator[tuple[str, Cell]]:
        """Yield the part of the plan that a key aim is in, by the column of its level; and its own."""
        levels, priority = self._house.level_columns(), self._report.priority
        path = [Cell(each.text, each.origin.span) for each in self._paths[aim]]
        yield from (("above", cell) for cell in path[-2:-1])
        whole = () if not priority.number else (Cell(priority.title),)
        yield from zip((n for n, _ in levels), (*whole, *path), strict=False)

    def _status_cells(
        self, status: GivenStatus, dated: DatedStatus | None
    ) -> Iterator[tuple[str, Cell]]:
        """Yield what a status and the one before it have, by column."""
        words, at = self.words, status.at
        yield "status", Cell(words.step_word(status.status), at)
        if dated:
            before = words.step_word(dated[1].status)
            period = words.period(dated[0], Basis.ALONE)
            if period != self.periods["before"]:
                before = words.fill("of_period", value=before, period=period)
            yield "before", Cell(before, at)
        if because := status.because:
            yield "because", Cell(because, because.origin.span)

    def _all_measure_rows(self) -> Iterator[TableRow]:
        for key, each in self._report.measures.items():
            yield from self.measure_rows(key, [*each.rows()], self.measured)
            missed = [x for row in each.rows() for x in row.missed() if x is not row]
            earlier = dict.fromkeys(FIGURES[1:], Cell("–"))
            for row in self.measure_rows(key, missed, self.measured):
                cells, own = {**row.cells, **earlier}, (*row.key, "past")
                yield row._replace(key=own, cells=cells, marks=("missed", "past"))

    def measure_rows(
        self, aim: str, rows: Sequence[MeasureRow], named: Sequence[MeasureRow]
    ) -> Iterator[TableRow]:
        """Yield the rows of some measures of a key aim; columns have the periods of those in `named`."""
        words = self.words
        heads = {n: column_figure(named, n, self._report.scope.own) for n in FIGURES}
        levels = dict(self._level_cells(aim))
        for row in rows:
            measure, at = row.measure, row.measure.origin.key.span
            title = words.row_name(row) if measure.areas else words.title(measure)
            cells = {
                **{fact.name: Cell(fact.text, fact.at) for fact in row.facts},
                **levels,
                "measure": Cell(title, at),
                "area": Cell(words.row_title(row), at),
                "title": Cell(self._inlines.mention(aim), at),
            }
            missing = Cell(words.no_figure(measure), at)
            cells |= {n: missing for n in FIGURES if heads[n] or n == "value"}
            for name, figure in row.columns.items():
                cells[name] = self._figure_cell(row, figure, heads[name])
            # Of what is not added up, a target is that of each area.
            step, is_whole = "", not (row.area and measure.summed)
            figures = {}
            if measure.baseline is not None and not row.area:
                figures["baseline"] = words.number(measure.baseline)
            if row.target and is_whole:
                figures["target"] = words.target(row)
                figures["targets"] = words.targets(measure)
            cells |= {n: Cell(text, at, Role.FIGURE) for n, text in figures.items()}
            if trend := words.trend_word(row):
                cells["trend"] = Cell(trend, at)
            if is_whole and row.status:
                step = row.status.status
                cells |= self._status_cells(row.status, None)
            cells |= {str(f.period): self._figure_cell(row, f, f) for f in row.history}
            marks = "missed" if row.gap else "", "yearly" if measure.yearly else ""
            yield TableRow((aim, measure.key, row.area), cells, step, marks)

    def _figure_cell(
        self, row: MeasureRow, figure: PrintedFigure, head: PrintedFigure | None
    ) -> Cell:
        """Return a figure; `head` is of the period that its column is named after."""
        phrases, words = self._house.measures, self.words
        at = figure.value.at if figure.value else row.measure.origin.key.span
        role, content = Role.CELL, self._inlines.content(words.no_figure(row.measure))
        if figure.figure is not None:
            role, content = Role.FIGURE, (TextRun(words.number(figure.figure)),)
        elif reason := figure.withheld:
            content = self._inlines.fill_with(phrases["withheld"], reason=reason)
            at = reason.origin.span
        note = figure.value.note if figure.value else None
        notes: list[str | Prose] = [note] if note else []
        if head and head[:2] != figure[:2]:
            notes.append(words.period(figure.period, figure.basis))
        for each in notes:
            phrase = phrases["of_period"]
            content = self._inlines.fill_with(phrase, value=content, period=each)
        return Cell(content, at, role)

    def _award_rows(self) -> Iterator[TableRow]:
        values = self._inlines.values
        for each in values.awards:
            item, names = each.item, each.names
            cells = {
                **dict(self._level_cells(names["aim"])),
                "text": Cell(item.text, item.text.origin.span),
                "title": Cell(self._inlines.mention(names["aim"])),
            }
            at = item.span_of("award")
            cells |= {n: Cell(names[n], at) for n in ("fund", "round") if names[n]}
            if each.award.amount is not None:
                cells["amount"] = Cell(values.sum_of_awards([each]), at, Role.FIGURE)
            cells |= {f.name: Cell(f.text, f.at) for f in each.award.facts}
            if outcome := item.outcome:
                cells["outcome"] = Cell(outcome, outcome.origin.span)
            yield TableRow((names["aim"], item.id or item.text.text), cells)

    def count_rows(self, item: OpeningParagraph) -> Iterator[TableRow]:
        """Yield how many rows of a list have each step: a row for each step, or for each group."""
        every = self.list_rows(item.of or "statuses", item.depth)
        rows = [row for row in every if row.step]
        # Only the lowest of the key aims that have a status, one in another.
        of_aims = {row.key[0] for row in rows if row.key[1:] == ("action",)}
        inner = of_aims - self._report.priority.lowest_aims(of_aims)
        rows = [r for r in rows if r.key[0] not in inner or r.key[1:] != ("action",)]
        steps, words = [step.key for step in self._house.statuses], self.words
        of_step = Counter(row.step for row in rows)
        for step in steps if rows and not item.by else ():
            cells = {
                "status": Cell(words.step_word(step)),
                "count": Cell(str(of_step[step]), None, Role.FIGURE),
                "share": Cell(words.share(of_step[step], len(rows)), None, Role.FIGURE),
            }
            yield TableRow(("", step), cells, step)
        groups = defaultdict[str, list[str]](list)
        for row in rows if item.by else ():
            cell = row.cells.get(item.by) or Cell(words.fill("none"))
            groups[content_text(self._inlines.content(cell.content))].append(row.step)
        for group, found in groups.items():
            counted = {f"={s.key}": found.count(s.key) for s in self._house.statuses}
            counted["count"] = len(found)
            cells = {n: Cell(str(c), None, Role.FIGURE) for n, c in counted.items()}
            yield TableRow(("", group), {**cells, item.by: Cell(group)})

    def _promise_rows(self) -> Iterator[TableRow]:
        for each in self._report.promises:
            text, at = each.item.text, each.item.text.origin.span
            cells = dict(self._level_cells(each.aim))
            cells |= {n: Cell(w, at) for n, w in self._labels.due(each.due).items()}
            cells["due"] = cells["due"]._replace(day=each.due.end)
            cells["title"] = Cell(self._inlines.mention(each.aim), at)
            cells["promise"] = cells["text"] = Cell(text, at)
            yield TableRow((each.aim, each.item.id or text.text), cells)

    def _recommendation_rows(self) -> Iterator[TableRow]:
        for request, answered in self._report.requests:
            at = request.origin.span
            days = {"made": request.made, "answer_by": request.answer_by}
            words = {n: self._labels.day("period_date", day) for n, day in days.items()}
            words["recommendation"] = words["text"] = request.text
            if answered:
                words["period"] = words["answered"] = self._labels.name(answered)
            cells = {name: Cell(text, at) for name, text in words.items()}
            yield TableRow(("", request.key), cells)
