"""What a reader of two quarters asks beside the changes: overdue promises, who is silent, the news."""

from collections import Counter
from collections.abc import Iterator

from pccreport.compare.changes import Change, Comparison
from pccreport.compare.kinds import Kind
from pccreport.compare.sides import ComparedLine, LineKind, Side
from pccreport.model.periods import due_text
from pccreport.model.visibility import span_start


def are_two_quarters(comparison: Comparison) -> bool:
    """Return whether the new side is on a later quarter than the old one."""
    return comparison.before.current < comparison.after.current


def is_news(change: Change, comparison: Comparison) -> bool:
    """Return whether a change is simply what a later quarter has to say."""
    is_new = change.kind is Kind.ADDED and change.line.kind is LineKind.UPDATE
    is_later = change.line.period.start >= comparison.after.current
    return is_new and is_later and are_two_quarters(comparison)


def overdue(comparison: Comparison) -> Iterator[tuple[Change, str]]:
    """Yield the promises that were due by the new quarter and are open, each with its date."""
    report = comparison.after.report
    if report is None or not are_two_quarters(comparison):
        return
    open_at = {span_start(p.item.text.origin.span) for p in report.promises}
    for change in comparison.changes:
        new = change.new
        if change.kind is Kind.UNCHANGED and new and new.due:
            is_due = new.due.end <= comparison.after.last
            if is_due and span_start(new.at) in open_at:
                yield change, due_text(new.due)


def silent_streams(comparison: Comparison) -> Iterator[tuple[str, int]]:
    """Yield each stream that had updates in the old quarter and has none in the new, and how many."""
    if not are_two_quarters(comparison):
        return
    old, new = map(_updates_by_stream, (comparison.before, comparison.after))
    for stream, number in old.items():
        if stream and not new[stream]:
            yield stream, number


def _updates_by_stream(side: Side) -> Counter[str]:
    """Return the numbers of the updates of the last quarter of a side."""

    def is_own(line: ComparedLine) -> bool:
        is_update = line.kind is LineKind.UPDATE and line.parent < 0
        return is_update and line.period.start >= side.current

    return Counter(line.position.stream for line in side.lines if is_own(line))
