"""What changed, one change on each line: for screen readers, for grep, and for mail.

Nothing is drawn and nothing is truncated: everything on a line is in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.compare import phrases
from pccreport.compare.changes import Change, Comparison
from pccreport.compare.outline import ChangesOutline, NestedChange
from pccreport.compare.word_changes import PartDiff
from pccreport.writers.characters import escape_invisible


def write(comparison: Comparison) -> str:
    """Return a line for each change in reading order, and how many there are."""
    return "".join(f"{escape_invisible(line)}\n" for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    telling = ChangesOutline(comparison)
    yield phrases.title(comparison)
    yield from telling.first_lines()
    for text, wording in map(phrases.plan_change_text, comparison.plan):
        said = f": {phrases.bracket_changes(wording)}" if wording else ""
        yield f"{phrases.PLAN}: {text}{said}"
    for change in comparison.visible_changes():
        yield _line(telling, change)
    for name, numbers in telling.cells():
        yield f"{name}: {numbers}"
    yield from phrases.notes(comparison)
    if not comparison.has_changes:
        yield phrases.no_changes_sentence(comparison)
    yield phrases.counts_sentence(comparison)


def _line(telling: ChangesOutline, change: Change) -> str:
    line = change.line
    aim = phrases.aim_name(telling.row(change))
    under = ", ".join(filter(None, (aim, line.position.stream, line.label)))
    # A text that is not written yet has no words, but is a line.
    text, *parts = map(_part, phrases.shown_parts(change) or (PartDiff("", ()),))
    was = change.old.at if change.old and change.new else None
    before = [f"{phrases.BEFORE}: {phrases.file_and_line(was)}"] if was else []
    more = "; ".join([*parts, *telling.remarks(NestedChange(change)), *before])
    head = f"{phrases.file_and_line(line.at)}: {change.kind}: {under}: {text}"
    return f"{head} ({more})" if more else head


def _part(wording: PartDiff) -> str:
    said = phrases.bracket_changes(wording)
    return f"{wording.part}: {said}" if wording.part else said
