"""A comparison with one change on each line: for screen readers, grep and e-mail.

Nothing is drawn and nothing is truncated.
"""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.compare import phrases
from pccreport.compare.changes import Change, Comparison
from pccreport.compare.outline import ChangesOutline
from pccreport.compare.word_changes import PartDiff
from pccreport.writers.characters import escape_invisible


def write(comparison: Comparison) -> str:
    """Return a line for each change in reading order, then the counts."""
    return "".join(f"{escape_invisible(line)}\n" for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    outline = ChangesOutline(comparison)
    yield phrases.title(comparison)
    yield from outline.first_lines()
    for text, wording in map(phrases.plan_change_text, comparison.plan):
        changed = f": {phrases.bracket_changes(wording)}" if wording else ""
        yield f"{phrases.PLAN}: {text}{changed}"
    for change in comparison.visible_changes():
        yield _line(outline, change)
    for name, numbers in outline.cells():
        yield f"{name}: {numbers}"
    yield from phrases.notes(comparison)
    if not comparison.has_changes:
        yield phrases.no_changes_sentence(comparison)
    yield phrases.counts_sentence(comparison)


def _line(outline: ChangesOutline, change: Change) -> str:
    line = change.line
    aim = phrases.aim_name(outline.row(change))
    under = ", ".join(filter(None, (aim, line.position.stream, line.label)))
    # A line without a text yet still gets a line here.
    text, *parts = map(_part, phrases.shown_parts(change) or (PartDiff("", ()),))
    before = []
    if change.old and change.new:
        before = [f"{phrases.BEFORE}: {phrases.file_and_line(change.old.at)}"]
    more = "; ".join([*parts, *outline.remarks(change), *before])
    head = f"{phrases.file_and_line(line.at)}: {change.kind}: {under}: {text}"
    return f"{head} ({more})" if more else head


def _part(wording: PartDiff) -> str:
    text = phrases.bracket_changes(wording)
    return f"{wording.part}: {text}" if wording.part else text
