"""Lays out who has sent what: streams without updates, a table, and the days left."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from pccreport.compare import phrases
from pccreport.document.blocks import Block, Document, ListItem, TextRun
from pccreport.document.roles import Role
from pccreport.language.texts.counted import counted
from pccreport.layout.lines import NO_DAY, heading, paragraph, simple_table
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.visibility import plain_words
from pccreport.report.aim_names import aim_names
from pccreport.report.coverage import CellState, CoveredCell, count_words, state_of
from pccreport.report.status import Readiness


def lay_out_status(
    statuses: Sequence[Readiness], problem_counts: tuple[int, int], *, is_complete: bool
) -> Document:
    """Return the status of some reports; `problem_counts` are the numbers of errors and warnings."""
    first = statuses[0]
    period = LabelFormatter(first.house).name(first.period)
    title = f"{phrases.capitalise(period)}: what has been sent"
    blocks: list[Block] = [heading(1, title)]
    if not is_complete:
        text = "Some files could not be read. Text that seems not to have been sent may be in one of them."
        blocks.append(paragraph(Role.REMARK, text))
    for status in statuses:
        blocks += _StatusBuilder(status).blocks()
    kinds = zip(problem_counts, ("error", "warning"), strict=True)
    found = " and ".join(counted(n, name) for n, name in kinds if n) or "no problems"
    blocks.append(paragraph(Role.TEXT, f"pccreport check finds {found}."))
    return Document(title, "", "", first.house.locale.tag, NO_DAY, tuple(blocks))


class _StatusBuilder:
    """Lays out the status of one report."""

    def __init__(self, status: Readiness) -> None:
        self._status, self._report = status, status.report
        self._coverage = status.coverage
        self._labels = LabelFormatter(status.house)
        self._period = self._labels.name(status.period)
        self._names = aim_names(self._report.priority, status.house)

    def blocks(self) -> Iterator[Block]:
        """Yield all blocks, in order."""
        priority, level = self._report.priority, self._status.house.level(0, whole=True)
        plan_title = self._report.plan.title  # of a report on the whole plan
        own_title = f"{level.one} {priority.number}: {priority.title}"
        yield heading(2, own_title if priority.number else plan_title)
        leads = (*self._missing_streams(), *self._open_items(), *self._missing_values())
        for lead, text in leads:
            content = (TextRun(f"{lead}:", strong=True), TextRun(f" {text}"))
            yield ListItem(Role.CHANGE, content, 1)
        yield from self._aim_table()
        for deadline in self._status.deadlines:
            when = "not known, because that year’s bank holidays are not known"
            if deadline.last:
                when = self._labels.day("period_date", deadline.last)
                days = deadline.left and f"in {counted(deadline.left, 'working day')}"
                ahead = "which has passed" if days is None else days
                when += f", {ahead or 'which is today'}"
            yield paragraph(Role.TEXT, f"Deadline to {deadline.name}: {when}.")

    def _missing_streams(self) -> Iterator[tuple[str, str]]:
        """Yield what the streams without updates have sent; the late ones are first."""
        status, grouped = self._status, defaultdict[str, list[str]](list)
        late = self._coverage.silent_streams(status.period)
        for stream in sorted(status.streams, key=lambda x: x not in late):
            before = self._coverage.last_before(status.period, stream)
            last = self._labels.name(before) if before else ""
            match state_of(self._coverage.stream_cell(status.period, stream)):
                case CellState.EMPTY if stream in late and before:
                    lead = f"Nothing yet, although there was something for {last}"
                case CellState.EMPTY if before:
                    lead = f"Nothing since {last}"
                case CellState.EMPTY:
                    lead = "Nothing so far, in any quarter"
                case CellState.REFERENCE:
                    lead = "Only references"
                case CellState.UNPRINTED:
                    lead = "Only text that is not printed"
                case _:
                    continue
            grouped[lead].append(f"“{status.streams[stream]}”")
        return ((lead, ", ".join(streams)) for lead, streams in grouped.items())

    def _open_items(self) -> Iterator[tuple[str, str]]:
        """Yield the open promises and recommendations, the overdue ones first."""
        status, labels = self._status, self._labels
        lines: list[tuple[bool, date, str, str]] = []
        for promise in self._report.promises:
            is_due, due = promise.is_due(status.period), labels.name(promise.due)
            made = f", promised in {labels.name(promise.period)}" if is_due else ""
            where = self._names[promise.aim].mention, status.streams.get(promise.stream)
            place = ", ".join(filter(None, where))
            text = f"{phrases.quote(plain_words(promise.item.text))} ({place})"
            lines.append((not is_due, promise.due.end, f"Due {due}{made}", text))
        for request in (r for r, answered in self._report.requests if not answered):
            is_late = request.answer_by < status.day
            by = labels.day("period_date", request.answer_by)
            by += ", which has passed" if is_late else ""
            lead = f"Recommendation of the panel, to be answered by {by}"
            text = phrases.quote(request.text)
            lines.append((not is_late, request.answer_by, lead, text))
        return ((lead, text) for _, _, lead, text in sorted(lines))

    def _missing_values(self) -> Iterator[tuple[str, str]]:
        for what, missing in groupby(self._status.ungiven, lambda each: each[0]):
            titles = (
                phrases.quote(title) + (f" ({', '.join(parts)})" if parts else "")
                for _, title, parts in missing
            )
            none = f"No {what} yet for {self._period}"
            yield f"{none}, although there was one before", ", ".join(titles)

    def _aim_table(self) -> Iterator[Block]:
        status, coverage, period = self._status, self._coverage, self._status.period
        level = status.house.level(0, whole=not self._report.priority.number).one
        caption = f"What was sent for {self._period}, by {level} and stream"
        before = coverage.last_before(period)
        had = coverage.printed_keys(before) if before else frozenset()
        rows = []
        for aim in (section.aim for section in self._report.aims):
            title = f"{self._names[aim.key].bare_number or ''} {aim.text}"
            states = [
                _state_in_words(coverage.cell(period, stream, aim.key))
                or ("nothing yet" if (stream, aim.key) in had else "")
                for stream in status.streams
            ]
            rows.append((phrases.truncate(title, phrases.QUOTED), states))
        words = (count_words(coverage.stream_cell(period, s)) for s in status.streams)
        rows.append(("Words", [f"{count:,}" if count else "" for count in words]))
        yield from simple_table(caption, (level, *status.streams.values()), rows)


def _state_in_words(cell: CoveredCell) -> str:
    """Return the content of a cell in two or three words, or ""."""
    names = {
        CellState.NOTHING: "nothing to report",
        CellState.REFERENCE: "reference",
        CellState.UNPRINTED: "not printed",
    }
    updates = sum(state_of((entry,)) is CellState.UPDATE for entry in cell)
    return names.get(state_of(cell)) or (counted(updates, "update") if updates else "")
