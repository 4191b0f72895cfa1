"""Two compared reports as one Word file with tracked changes.

Both are laid out as a build would lay them out; what is the same in the two is what the
comparison says. Nothing leaves before it has been read back, accepted and rejected.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from pccreport.compare.changes import Change as LineChange
from pccreport.compare.changes import Comparison, Kind
from pccreport.compare.sides import Line, Sort
from pccreport.compare.wording import wordings
from pccreport.document import keys
from pccreport.document.blocks import Change, Document, Key, Note
from pccreport.document.layout import lay_out
from pccreport.document.redline import redline
from pccreport.document.rows import GONE, same_rows
from pccreport.findings.finding import Diagnostic, stops
from pccreport.pipeline.assemble import assemble, marks_of
from pccreport.pipeline.build import annotated, midnight, stands, style_problems
from pccreport.pipeline.compare import Compared, Laid
from pccreport.rules import accepted
from pccreport.rules.severities import Depth
from pccreport.writers import changes_words


class Wanted(NamedTuple):
    """How changes are to be tracked."""

    author: str = ""
    """Whose they are; "" for the office's."""
    day: date | None = None
    """Of when; None for the day of the sign-off."""
    moves: bool = True
    """Whether what stands elsewhere is told as moved."""
    draft: bool = False
    """Whether all that a check says of the new report stands beside it."""


class Redlined(NamedTuple):
    """What came of it; no package where an error is in the way."""

    package: bytes | None
    moves: bool = True
    """Whether moves are told as such."""
    numbers: bool = True
    """Whether numbers and bullets have one form in both."""
    notes: int = 0
    """How many comments of a check stand beside the text."""


def redlined(
    compared: Compared, wanted: Wanted, epoch: datetime | None = None
) -> tuple[Redlined, tuple[Diagnostic, ...]]:
    """The new report with its changes since the old one, and what is in the way.

    `epoch` is what the file says of when it was made, as in a build.
    """
    before, after, comparison = compared.before, compared.after, compared.comparison
    assert before is not None
    assert after is not None
    assert comparison is not None  # two reports were compared
    created = epoch or midnight(after.report.settings.sign_off.date)
    old, of_old = _laid_out(before, created)
    new, of_new = _laid_out(after, created)
    findings = (*of_old, *of_new)
    unset = [*style_problems(before.house), *style_problems(after.house)]
    if unset or (stops(findings) and not wanted.draft):
        return Redlined(None), (*findings, *unset)
    joined = _Joined(before, after, comparison, old, new)
    told = _of_check(after) if wanted.draft else ()
    for moves in (True, False) if wanted.moves else (False,):
        document = joined.document(moves=moves)
        notes = joined.notes(document)
        if wanted.draft:
            found = (*told, *of_new)
            document = annotated(document, after.project, after.house, found)
        beside = sorted((*notes, *document.notes), key=lambda note: note.block)
        document = document._replace(notes=tuple(beside))
        package, faults = _written(document, joined, wanted)
        if not faults:
            of_check = len(document.notes) - len(notes)
            alike = _forms(before) == _forms(after)
            return Redlined(package, moves, alike, of_check), findings
    message = "the tracked changes failed their final check, so they were not written"
    raise AssertionError(f"{message}: {'; '.join(faults)}")


def _forms(laid: Laid) -> tuple[object, ...]:
    look = laid.house.look
    return look.aim_number, look.aim_list_number, look.bullets


def _laid_out(laid: Laid, created: datetime) -> tuple[Document, tuple[Diagnostic, ...]]:
    document, findings = lay_out(laid.report, laid.house, created)
    return document, stands(findings, laid.loaded)


class _Joined:
    """Two documents, and which blocks of them are the same."""

    def __init__(
        self,
        before: Laid,
        after: Laid,
        comparison: Comparison,
        old: Document,
        new: Document,
    ) -> None:
        self.old, self.new = old, new
        self.signed = midnight(after.report.settings.sign_off.date)
        self.looks = before.house.look, after.house.look
        self._same = dict(_same(comparison, old, new))
        self._changes = comparison.changes
        was, new_one = comparison.before.on, comparison.after.on
        phrase = "redline_draft" if was == new_one else "redline"
        # Periods and no names: those of folders are nobody else's business.
        self._head = after.house.phrases[phrase].fill({"old": was, "new": new_one})

    def document(self, *, moves: bool) -> Document:
        """The new document with its changes."""
        return redline(self.old, self.new, self._same, head=self._head, moves=moves)

    def notes(self, document: Document) -> tuple[Note, ...]:
        """What is worded otherwise in what was moved.

        A move has its old words at the old place and its new ones at the new: without a
        word beside it, a figure that changed on the way is read over.
        """
        moved = {
            block.key: place
            for place, block in enumerate(document.blocks)
            if (tracked := document.tracked.get(place))
            and tracked.change is Change.MOVED_TO
        }
        lines = ((change, change.new) for change in self._changes if moved)
        return tuple(
            Note(moved[key], None, "", tuple(_reworded(change)), "")
            for change, line in lines
            if line
            and line.sort is not Sort.REFERENCE
            and (key := keys.entry_at(line.at)) in moved
            and wordings(change)
        )


def _reworded(change: LineChange) -> Iterator[str]:
    yield "Moved, and worded otherwise:"
    for wording in wordings(change):
        part = f"{wording.part}: " if wording.part else ""
        yield f"{part}{changes_words.bracketed(wording)}"


def _same(
    comparison: Comparison, old: Document, new: Document
) -> Iterator[tuple[Key, Key]]:
    """The keys of old blocks with the keys that the same blocks have now."""

    def of_now(key: Key) -> Key:
        return keys.renamed(key, comparison.lasting_aims, comparison.lasting_streams)

    for block in old.blocks:
        if (key := of_now(block.key)) != block.key:
            yield block.key, key
    yield from same_rows(old.blocks, new.blocks, of_now)
    for change in comparison.changes:
        if change.old is None:
            continue
        if change.new is None or change.kind is Kind.CONTINUED:
            yield _key(change.old), GONE  # whatever stands at its place by now
        else:
            yield from _of_lines(change.old, change.new)


def _of_lines(old: Line, new: Line) -> Iterator[tuple[Key, Key]]:
    yield _key(old), _key(new)
    if old.outcome_at and new.outcome_at:
        yield keys.outcome_at(old.outcome_at), keys.outcome_at(new.outcome_at)


def _key(line: Line) -> Key:
    closing = line.sort is Sort.CLOSING
    return keys.closing_at(line.at) if closing else keys.entry_at(line.at)


def _of_check(laid: Laid) -> tuple[Diagnostic, ...]:
    """All that a check says of a report."""
    _, problems = assemble(laid.loaded, laid.asked, None, Depth.ALL)
    findings = stands((*laid.found, *problems), laid.loaded)
    return (*findings, *accepted.faults(marks_of(laid.loaded)))


def _written(
    document: Document, joined: _Joined, wanted: Wanted
) -> tuple[bytes, tuple[str, ...]]:
    """The Word file, and what is wrong with it: nothing, unless there is a bug."""
    from pccreport.writers.docx import changes, package, verify, verify_redline  # noqa: PLC0415  # Word's libraries: 40 ms

    was, look = joined.looks
    revision = changes.Revision(
        author=wanted.author or document.author,
        date=midnight(wanted.day) if wanted.day else joined.signed,
        look=was if was != look else None,
    )
    written = package.write(document, look, revision)
    if faults := verify.faults(written, draft=wanted.draft, redline=True):
        return written, faults
    old = verify_redline.Expected(joined.old, was)
    new = verify_redline.Expected(joined.new, look)
    return written, verify_redline.faults(written, old, new)
