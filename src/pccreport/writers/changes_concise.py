"""What changed, a line each: for who listens to it, for grep, and for mail.

Nothing is drawn and nothing is cut off: what a line says, it says in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.compare.changes import Change, Comparison
from pccreport.compare.wording import Wording
from pccreport.writers import changes_words
from pccreport.writers.changes_telling import Nested, Telling
from pccreport.writers.diagnostics_text import visible


def write(comparison: Comparison) -> str:
    """A line for each change in reading order, and how many there are.

    Nothing that is private is written: to ask for it is a mistake of the caller.
    """
    assert not changes_words.holds_private(comparison)
    return "".join(f"{visible(line)}\n" for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    telling = Telling(comparison)
    yield changes_words.title(comparison)
    for text, wording in map(changes_words.sentence, comparison.plan):
        said = f": {changes_words.bracketed(wording)}" if wording else ""
        yield f"{changes_words.PLAN}: {text}{said}"
    for change in comparison.told():
        yield _line(telling, change)
    for name, numbers in telling.cells():
        yield f"{name}: {numbers}"
    yield from changes_words.notes(comparison)
    if not comparison.differs:
        yield changes_words.unchanged(comparison)
    yield changes_words.counts(comparison)


def _line(telling: Telling, change: Change) -> str:
    line = change.line
    aim = changes_words.aim_name(telling.row(change))
    under = ", ".join(filter(None, (aim, line.place.stream, line.label)))
    # A text that nobody has written yet has no words, and is a line all the same.
    text, *parts = map(_part, changes_words.texts(change) or (Wording("", ()),))
    was = change.old.at if change.old and change.new else None
    before = [f"{changes_words.BEFORE}: {changes_words.place(was)}"] if was else []
    more = "; ".join([*parts, *telling.remarks(Nested(change)), *before])
    head = f"{changes_words.place(line.at)}: {change.kind}: {under}: {text}"
    return f"{head} ({more})" if more else head


def _part(wording: Wording) -> str:
    said = changes_words.bracketed(wording)
    return f"{wording.part}: {said}" if wording.part else said
