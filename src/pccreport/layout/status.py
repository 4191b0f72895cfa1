"""Who has sent what, as a document: who has not first, then a table, then the days left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import assert_never

from pccreport.compare import phrases
from pccreport.document.blocks import (
    Block,
    Document,
    ListItem,
    TextRun,
)
from pccreport.document.roles import Role
from pccreport.language.counted import counted
from pccreport.layout.lines import NO_DAY, heading, paragraph, table
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.visibility import plain_words
from pccreport.report.aim_names import aim_names
from pccreport.report.coverage import Answer, CoveredCell
from pccreport.report.status import DeadlineStatus, Status

_LONGEST = 60
"""Characters of a key aim in the table."""


def lay_out_status(
    found: Sequence[Status],
    counts: tuple[int, int],
    *,
    whole: bool,
    every: bool,
) -> Document:
    """Return the status of some reports, with the numbers of errors and warnings.

    With `every`, of all their quarters as well.
    """
    first = found[0]
    quarter = LabelFormatter(first.house).name(first.quarter)
    title = f"{quarter[:1].upper()}{quarter[1:]}: what has been sent"
    blocks: list[Block] = [heading(1, title)]
    if not whole:
        words = "Some files could not be read. What seems not to have been sent may be in one of them."
        blocks.append(paragraph(Role.REMARK, words))
    for each in found:
        blocks += _report(each, every=every)
    blocks.append(paragraph(Role.TEXT, _findings(counts)))
    language = first.house.locale.tag
    return Document(title, "", "", language, NO_DAY, tuple(blocks))


def _deadline(found: DeadlineStatus, labels: LabelFormatter) -> str:
    name = f"Deadline to {found.deadline.name}"
    if found.deadline.last is None:
        return f"{name}: not known, because the bank holidays of that year are not"
    day = _day(found.deadline.last, labels)
    match found.left:
        case None:
            return f"{name}: {day}, which has passed"
        case 0:
            return f"{name}: {day}, which is today"
        case left:
            return f"{name}: {day}, in {counted(left, 'working day')}"


def _day(day: date, labels: LabelFormatter) -> str:
    return labels.day("period_date", day)


def _report(status: Status, *, every: bool) -> Iterator[Block]:
    labels = LabelFormatter(status.house)
    priority = status.report.priority
    level = status.house.levels.priority
    whole = status.report.plan.title  # of a report on the whole plan
    named = f"{level} {priority.number}: {priority.title}" if priority.number else whole
    yield heading(2, named)
    yield from _streams(status, labels)
    yield from _open(status, labels)
    yield from _ungiven(status, labels)
    yield from _aims(status, labels)
    if every:
        yield from _quarters(status, labels)
    for deadline in status.deadlines:
        yield paragraph(Role.TEXT, f"{_deadline(deadline, labels)}.")


def _streams(status: Status, labels: LabelFormatter) -> Iterator[Block]:
    """Yield what is to be known of streams, those that have not sent first."""
    late, told = status.late(), status.coverage
    grouped: dict[str, list[str]] = {}
    for stream in (*late, *(s for s in status.streams if s not in late)):
        before = told.before(status.quarter, stream)
        match status.answer(stream):
            case Answer.EMPTY if stream in late and before:
                what = f"Nothing yet, although there was something for {labels.name(before)}"
            case Answer.EMPTY if before:
                what = f"Nothing since {labels.name(before)}"
            case Answer.EMPTY:
                what = "Nothing so far, in any quarter"
            case Answer.REFERENCE:
                what = "Only references"
            case Answer.UNPRINTED:
                what = "Only text that is not printed"
            case _:
                continue
        grouped.setdefault(what, []).append(f"“{status.streams[stream]}”")
    for what, streams in grouped.items():
        yield _item(what, ", ".join(streams))


def _aims(status: Status, labels: LabelFormatter) -> Iterator[Block]:
    told, quarter = status.coverage, status.quarter
    whole = not status.report.priority.number
    level = status.house.levels.of_depth(0, whole=whole)
    caption = f"What was sent for {labels.name(quarter)}, by {level} and stream"
    before = told.before(quarter)
    had = told.printed(before) if before else frozenset()
    names = aim_names(status.report.priority, status.house)
    rows = [
        (
            phrases.truncate(
                f"{names[section.aim.key].bare_number or ''} {section.aim.text}",
                _LONGEST,
            ),
            [
                _answer(told.cell(quarter, stream, section.aim.key))
                or ("nothing yet" if (stream, section.aim.key) in had else "")
                for stream in status.streams
            ],
        )
        for section in status.report.aims
    ]
    counts = [told.of_stream(quarter, stream).words for stream in status.streams]
    rows.append(("Words", [f"{count:,}" if count else "" for count in counts]))
    yield from table(caption, (level, *status.streams.values()), rows)


def _open(status: Status, labels: LabelFormatter) -> Iterator[Block]:
    """Yield the open promises and recommendations, what is overdue first."""
    report = status.report
    names = aim_names(report.priority, status.house)
    told: list[tuple[bool, date, str, str]] = []
    for promise in report.promises:
        is_due, due = promise.is_due(status.quarter), labels.name(promise.due)
        made = labels.name(promise.period)
        since = f", and not spoken of since {made}" if is_due else ""
        where = names[promise.aim].mention, status.streams.get(promise.stream)
        text = _quoted(plain_words(promise.item.text))
        text = f"{text} ({', '.join(filter(None, where))})"
        told.append((not is_due, promise.due.end, f"Due {due}{since}", text))
    for asked, answered in report.requests:
        is_late = asked.answer_by < status.day
        by = f"{_day(asked.answer_by, labels)}{', which has passed' if is_late else ''}"
        lead = f"Recommendation of the panel, to be answered by {by}"
        if not answered:
            told.append((not is_late, asked.answer_by, lead, _quoted(asked.text)))
    for _, _, lead, text in sorted(told):
        yield _item(lead, text)


def _ungiven(status: Status, labels: LabelFormatter) -> Iterator[Block]:
    quarter = labels.name(status.quarter)
    for what, found in (("figure", status.measures), ("status", status.statuses)):
        titles = [
            " ".join((_quoted(title), *([f"({', '.join(areas)})"] if areas else ())))
            for _, title, areas in found
        ]
        if titles:
            lead = f"No {what} yet for {quarter}, although there was one before"
            yield _item(lead, ", ".join(titles))


def _item(lead: str, text: str) -> ListItem:
    content = (TextRun(f"{lead}:", strong=True), TextRun(f" {text}"))
    return ListItem(Role.CHANGE, content)


def _quarters(status: Status, labels: LabelFormatter) -> Iterator[Block]:
    rows = [
        (
            labels.name(quarter),
            [_answer(status.coverage.of_stream(quarter, s)) for s in status.streams],
        )
        for quarter in status.quarters()
    ]
    heading = "Quarter", *status.streams.values()
    yield from table("What was sent for each quarter", heading, rows)


def _answer(told: CoveredCell) -> str:
    """Return what a cell has, in two or three words, or ""."""
    match told.answer:
        case Answer.UPDATE:
            return counted(told.updates, "update")
        case Answer.NOTHING:
            return "nothing to report"
        case Answer.REFERENCE:
            return "reference"
        case Answer.UNPRINTED:
            return "not printed"
        case Answer.EMPTY:
            return ""
        case _:
            assert_never(told.answer)


def _findings(counts: tuple[int, int]) -> str:
    named = zip(counts, ("error", "warning"), strict=True)
    found = [counted(number, name) for number, name in named if number]
    return f"pccreport check finds {' and '.join(found) or 'no problems'}."


def _quoted(text: str) -> str:
    return f"“{phrases.truncate(text, _LONGEST)}”"
