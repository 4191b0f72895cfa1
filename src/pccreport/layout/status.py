"""Lays out who has sent what: streams without updates, a table, and the days left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import assert_never

from pccreport.compare import phrases
from pccreport.document.blocks import Block, Document, ListItem, TextRun
from pccreport.document.roles import Role
from pccreport.language.counted import counted
from pccreport.layout.lines import NO_DAY, heading, paragraph, table
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.visibility import plain_words
from pccreport.report.aim_names import aim_names
from pccreport.report.coverage import Answer, CoveredCell
from pccreport.report.status import DeadlineStatus, Status


def lay_out_status(
    statuses: Sequence[Status],
    counts: tuple[int, int],
    *,
    is_complete: bool,
    all_quarters: bool,
) -> Document:
    """Return the status of some reports; `counts` are the numbers of errors and warnings.

    With `all_quarters`, all their quarters are listed as well.
    """
    first = statuses[0]
    quarter = LabelFormatter(first.house).name(first.quarter)
    title = f"{quarter[:1].upper()}{quarter[1:]}: what has been sent"
    blocks: list[Block] = [heading(1, title)]
    if not is_complete:
        text = "Some files could not be read. What seems not to have been sent may be in one of them."
        blocks.append(paragraph(Role.REMARK, text))
    for status in statuses:
        blocks += _report(status, all_quarters=all_quarters)
    blocks.append(paragraph(Role.TEXT, _findings(counts)))
    language = first.house.locale.tag
    return Document(title, "", "", language, NO_DAY, tuple(blocks))


def _deadline(status: DeadlineStatus, labels: LabelFormatter) -> str:
    name = f"Deadline to {status.deadline.name}"
    if status.deadline.last is None:
        return f"{name}: not known, because the bank holidays of that year are not"
    day = labels.day("period_date", status.deadline.last)
    match status.left:
        case None:
            return f"{name}: {day}, which has passed"
        case 0:
            return f"{name}: {day}, which is today"
        case left:
            return f"{name}: {day}, in {counted(left, 'working day')}"


def _report(status: Status, *, all_quarters: bool) -> Iterator[Block]:
    labels = LabelFormatter(status.house)
    priority = status.report.priority
    level = status.house.levels.priority
    plan_title = status.report.plan.title  # of a report on the whole plan
    own_title = f"{level} {priority.number}: {priority.title}"
    yield heading(2, own_title if priority.number else plan_title)
    yield from _streams(status, labels)
    yield from _open(status, labels)
    yield from _ungiven(status, labels)
    yield from _aims(status, labels)
    if all_quarters:
        yield from _quarters(status, labels)
    for deadline in status.deadlines:
        yield paragraph(Role.TEXT, f"{_deadline(deadline, labels)}.")


def _streams(status: Status, labels: LabelFormatter) -> Iterator[Block]:
    """Yield the streams without updates; the late ones are first."""
    late, coverage = status.late(), status.coverage
    grouped: dict[str, list[str]] = {}
    for stream in (*late, *(s for s in status.streams if s not in late)):
        before = coverage.before(status.quarter, stream)
        match status.answer(stream):
            case Answer.EMPTY if stream in late and before:
                lead = f"Nothing yet, although there was something for {labels.name(before)}"
            case Answer.EMPTY if before:
                lead = f"Nothing since {labels.name(before)}"
            case Answer.EMPTY:
                lead = "Nothing so far, in any quarter"
            case Answer.REFERENCE:
                lead = "Only references"
            case Answer.UNPRINTED:
                lead = "Only text that is not printed"
            case _:
                continue
        grouped.setdefault(lead, []).append(f"“{status.streams[stream]}”")
    for lead, streams in grouped.items():
        yield _item(lead, ", ".join(streams))


def _aims(status: Status, labels: LabelFormatter) -> Iterator[Block]:
    coverage, quarter = status.coverage, status.quarter
    is_whole_plan = not status.report.priority.number
    level = status.house.levels.of_depth(0, whole=is_whole_plan)
    caption = f"What was sent for {labels.name(quarter)}, by {level} and stream"
    before = coverage.before(quarter)
    had = coverage.printed(before) if before else frozenset()
    names = aim_names(status.report.priority, status.house)
    rows = []
    for aim in (section.aim for section in status.report.aims):
        title = f"{names[aim.key].bare_number or ''} {aim.text}"
        answers = [
            _answer(coverage.cell(quarter, stream, aim.key))
            or ("nothing yet" if (stream, aim.key) in had else "")
            for stream in status.streams
        ]
        rows.append((phrases.truncate(title, phrases.QUOTED), answers))
    counts = [coverage.of_stream(quarter, stream).words for stream in status.streams]
    rows.append(("Words", [f"{count:,}" if count else "" for count in counts]))
    yield from table(caption, (level, *status.streams.values()), rows)


def _open(status: Status, labels: LabelFormatter) -> Iterator[Block]:
    """Yield the open promises and recommendations, the overdue ones first."""
    report = status.report
    names = aim_names(report.priority, status.house)
    lines: list[tuple[bool, date, str, str]] = []
    for promise in report.promises:
        is_due, due = promise.is_due(status.quarter), labels.name(promise.due)
        made = f", promised in {labels.name(promise.period)}" if is_due else ""
        where = names[promise.aim].mention, status.streams.get(promise.stream)
        place = ", ".join(filter(None, where))
        text = f"{phrases.quote(plain_words(promise.item.text))} ({place})"
        lines.append((not is_due, promise.due.end, f"Due {due}{made}", text))
    for request, answered in report.requests:
        is_late = request.answer_by < status.day
        by = labels.day("period_date", request.answer_by)
        by += ", which has passed" if is_late else ""
        lead = f"Recommendation of the panel, to be answered by {by}"
        if not answered:
            lines.append(
                (not is_late, request.answer_by, lead, phrases.quote(request.text))
            )
    for _, _, lead, text in sorted(lines):
        yield _item(lead, text)


def _ungiven(status: Status, labels: LabelFormatter) -> Iterator[Block]:
    quarter = labels.name(status.quarter)
    for what, missing in (("figure", status.measures), ("status", status.statuses)):
        titles = [
            f"{phrases.quote(title)} ({', '.join(areas)})"
            if areas
            else phrases.quote(title)
            for _, title, areas in missing
        ]
        if titles:
            lead = f"No {what} yet for {quarter}, although there was one before"
            yield _item(lead, ", ".join(titles))


def _item(lead: str, text: str) -> ListItem:
    content = (TextRun(f"{lead}:", strong=True), TextRun(f" {text}"))
    return ListItem(Role.CHANGE, content)


def _quarters(status: Status, labels: LabelFormatter) -> Iterator[Block]:
    of_stream, streams = status.coverage.of_stream, status.streams
    rows = (
        (labels.name(quarter), [_answer(of_stream(quarter, s)) for s in streams])
        for quarter in status.quarters()
    )
    heads = "Quarter", *streams.values()
    yield from table("What was sent for each quarter", heads, rows)


def _answer(cell: CoveredCell) -> str:
    """Return the content of a cell in two or three words, or ""."""
    match cell.answer:
        case Answer.UPDATE:
            return counted(cell.updates, "update")
        case Answer.NOTHING:
            return "nothing to report"
        case Answer.REFERENCE:
            return "reference"
        case Answer.UNPRINTED:
            return "not printed"
        case Answer.EMPTY:
            return ""
        case _:
            assert_never(cell.answer)


def _findings(counts: tuple[int, int]) -> str:
    kinds = zip(counts, ("error", "warning"), strict=True)
    numbers = [counted(number, name) for number, name in kinds if number]
    return f"pccreport check finds {' and '.join(numbers) or 'no problems'}."
