"""Two compared reports as one Word file with tracked changes.

Both are laid out as a build would lay them out; what is the same in the two is what the
comparison says. Nothing leaves before it has been read back, accepted and rejected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from pccreport.compare import plans
from pccreport.compare.changes import Comparison, Kind
from pccreport.compare.sides import Line, Sort
from pccreport.document.blocks import Document, Key
from pccreport.document.layout import lay_out
from pccreport.document.redline import redline
from pccreport.pipeline.assemble import assemble, mark_faults, marks_of
from pccreport.pipeline.build import midnight, stands, style_problems
from pccreport.pipeline.compare import Compared, Laid
from pccreport.rules.severities import Depth
from pccreport.source.diagnostic import Diagnostic, stops


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
    notes: int = 0
    """How many comments stand beside the text."""


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
        if wanted.draft:
            document = _annotated(document, after, (*told, *of_new))
        package, faults = _written(document, joined, wanted)
        if not faults:
            return Redlined(package, moves, len(document.notes)), findings
    message = "the changes do not hold together, so they were not written"
    raise AssertionError(f"{message}: {'; '.join(faults)}")


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
        self._same = dict(_same(comparison, old))
        was, new_one = comparison.before.on, comparison.after.on
        phrase = "redline_draft" if was == new_one else "redline"
        # Periods and no names: those of folders are nobody else's business.
        self._head = after.house.phrases[phrase].fill({"old": was, "new": new_one})

    def document(self, *, moves: bool) -> Document:
        """The new document with its changes."""
        return redline(self.old, self.new, self._same, head=self._head, moves=moves)


def _same(comparison: Comparison, old: Document) -> Iterator[tuple[Key, Key]]:
    """The keys of old blocks with the keys that the same blocks have now."""
    lasting = plans.lasting(comparison.before.aims, comparison.after.aims)
    renamed = {was: key for was, key in lasting.items() if was != key}
    if renamed:
        for block in old.blocks:
            if (key := _under(renamed, block.key)) != block.key:
                yield block.key, key
    for change in comparison.changes:
        if change.old and change.new and change.kind is not Kind.CONTINUED:
            yield from _of_lines(change.old, change.new)


def _under(renamed: Mapping[str, str], key: Key) -> Key:
    """The key of a block of a key aim, by the key aim's key of now."""
    if key[:1] in _OF_AIMS and key[1] in renamed:
        return (key[0], renamed[str(key[1])], *key[2:])
    return key


_OF_AIMS = {
    (part,) for part in ("aim", "aim-list", "stream", "note", "label", "caveat")
}


def _of_lines(old: Line, new: Line) -> Iterator[tuple[Key, Key]]:
    kind = "closing" if new.sort is Sort.CLOSING else "entry"
    yield (kind, *_at(old)), (kind, *_at(new))
    if old.outcome_at and new.outcome_at:
        was, then = old.outcome_at, new.outcome_at
        key = ("outcome", was.source.name, was.start)
        yield key, ("outcome", then.source.name, then.start)


def _at(line: Line) -> Key:
    return line.at.source.name, line.at.start


def _of_check(laid: Laid) -> tuple[Diagnostic, ...]:
    """All that a check says of a report."""
    _, problems = assemble(laid.loaded, laid.asked, None, Depth.ALL)
    findings = stands((*laid.found, *problems), laid.loaded)
    return (*findings, *mark_faults(marks_of(laid.loaded)))


def _annotated(
    document: Document, laid: Laid, findings: tuple[Diagnostic, ...]
) -> Document:
    from pccreport.document.draft import annotated  # noqa: PLC0415  # only for drafts

    return annotated(document, laid.project, laid.house, findings)


def _written(
    document: Document, joined: _Joined, wanted: Wanted
) -> tuple[bytes, tuple[str, ...]]:
    """The Word file, and what is wrong with it: nothing, unless there is a bug."""
    from pccreport.writers.docx import package, verify, verify_redline  # noqa: PLC0415  # Word's libraries, only to write
    from pccreport.writers.docx.changes import Revision  # noqa: PLC0415

    was, look = joined.looks
    revision = Revision(
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
