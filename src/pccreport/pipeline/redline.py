"""Two compared reports as one file with tracked changes.

Both are laid out as a build would do it; the comparison decides what is the same in the two.
Nothing is written before it has been read back, accepted and rejected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from pccreport.compare import phrases
from pccreport.compare.changes import CARRIED, Comparison
from pccreport.compare.changes import Change as LineChange
from pccreport.compare.outline import ChangesOutline
from pccreport.compare.sides import AWARD, ComparedLine, LineKind
from pccreport.compare.word_changes import part_diffs
from pccreport.document.blocks import (
    Block,
    BlockChange,
    BlockKey,
    Comment,
    Document,
    content_text,
)
from pccreport.findings.finding import Diagnostic, has_errors
from pccreport.layout import block_keys, comments
from pccreport.layout.redline import merge_versions
from pccreport.layout.report import lay_out, midnight
from pccreport.model.visibility import share_words
from pccreport.pipeline.assemble import assemble, public_findings
from pccreport.pipeline.compare import ComparedReport, CompareResult
from pccreport.pipeline.missing_styles import find_missing_styles
from pccreport.pipeline.report_findings import ReportFindings, without_suppressed
from pccreport.report.aim_names import style_sheet
from pccreport.rules.severities import RuleSet
from pccreport.writers.forms import DocumentForm, text_of


class RedlineOptions(NamedTuple):
    """How changes are to be tracked."""

    author: str = ""
    """Whose they are; "" for the office's."""
    day: date | None = None
    """Of when; None for the day of the sign-off."""
    moves: bool = True
    """True if moved text is shown as moved."""
    form: DocumentForm = DocumentForm.WORD
    draft: bool = False
    """True if all findings of a check of the new report are added as comments."""


class RedlineResult(NamedTuple):
    """What came of it; no package where an error is in the way."""

    package: bytes | None
    moves: bool = True
    """True if moved text is shown as moved."""
    numbers: bool = True
    """Whether numbers and bullets have one form in both."""
    notes: int = 0
    """How many comments of a check are beside the text."""


def build_redline(
    compared: CompareResult, wanted: RedlineOptions, epoch: datetime | None = None
) -> tuple[RedlineResult, tuple[Diagnostic, ...]]:
    """Return the new report with its changes since the old one, and the findings against it.

    `epoch` is the time recorded in the file, as in a build.
    """
    before, after, comparison = compared.before, compared.after, compared.comparison
    assert before is not None
    assert after is not None
    assert comparison is not None  # two reports were compared
    created = epoch or midnight(after.report.settings.sign_off.date)
    old, of_old = _laid_out(before, created)
    new, of_new = _laid_out(after, created)
    old = _without_secrets(compared, old, new)
    findings = (*of_old, *of_new)
    unset = [
        *find_missing_styles(before.project.house),
        *find_missing_styles(after.project.house),
    ]
    if unset or (has_errors(findings) and not wanted.draft):
        return RedlineResult(None), (*findings, *unset)
    joined = _RedlineBuilder(before, after, comparison, old, new)
    told, public = _of_check(after) if wanted.draft else ((), frozenset())
    for moves in (True, False) if wanted.moves else (False,):
        document = joined.document(moves=moves)
        notes = (*joined.first(document), *joined.notes(document))
        if wanted.draft:
            found = (*told, *of_new)
            public = public.union(of_new)
            document = comments.add_comments(document, after.project, found, public)
        beside = sorted((*notes, *document.notes), key=lambda note: note.block)
        document = document._replace(notes=tuple(beside))
        package, faults = _written(document, joined, wanted)
        if not faults:
            of_check = len(document.notes) - len(notes)
            alike = _number_forms(before) == _number_forms(after)
            return RedlineResult(package, moves, alike, of_check), findings
    message = "the tracked changes failed their final check, so they were not written"
    raise AssertionError(f"{message}: {'; '.join(faults)}")


def _number_forms(laid: ComparedReport) -> tuple[object, ...]:
    look = style_sheet(laid.report, laid.project.house)
    return look.aim_number, look.aim_list_number, look.bullets, look.paragraphs


def _laid_out(
    laid: ComparedReport, created: datetime
) -> tuple[Document, tuple[Diagnostic, ...]]:
    document, findings = lay_out(laid.report, laid.project.house, created)
    return document, without_suppressed(findings, laid.files)


_OF_UPDATES = frozenset(
    (kind,)
    for kind in (
        *("entry", "closing", "caveat", "label", "aim", "sign-off"),
        *("aim-list", "measure", "status"),
    )
)
"""Keys of blocks with the texts of updates, with labels, and with names and dates."""


def _without_secrets(compared: CompareResult, old: Document, new: Document) -> Document:
    """Return an old document without what its plan and settings must not be quoted with.

    Where it is passed on, a text around the updates stays only if one of its kind has
    most of its words now. A key aim stays: the plan is public.
    """
    printed: dict[object, list[str]] = defaultdict(list)
    for block in new.blocks:
        printed[block.key[:1]].append(content_text(block.content))

    def stays(block: Block) -> bool:
        if block.key[:1] in _OF_UPDATES:
            return True
        words = content_text(block.content)
        others = printed[block.key[:1]]
        if words in others:
            return True
        if compared.secrets.are_in(words):
            return False
        has_partner = any(share_words(words, other) for other in others)
        return has_partner or not compared.is_passed_on

    footer = old.footer
    if compared.is_passed_on and not share_words(
        *map(content_text, (footer, new.footer))
    ):
        footer = new.footer
    return old._replace(blocks=tuple(filter(stays, old.blocks)), footer=footer)


class _RedlineBuilder:
    """Two documents, and which blocks of them are the same."""

    def __init__(
        self,
        before: ComparedReport,
        after: ComparedReport,
        comparison: Comparison,
        old: Document,
        new: Document,
    ) -> None:
        self.old, self.new = old, new
        self.signed = midnight(after.report.settings.sign_off.date)
        sheets = [style_sheet(x.report, x.project.house) for x in (before, after)]
        # What either has under a heading is in the one file.
        made = sheets[0].made_styles() | sheets[1].made_styles()
        self.looks = sheets[0].with_styles(made), sheets[1].with_styles(made)
        self._same = dict(_same(comparison, old, new))
        self._comparison = comparison.with_lines(_without_award)
        was, new_one = comparison.before.on, comparison.after.on
        phrase = "redline_draft" if was == new_one else "redline"
        # Periods and no names: those of folders are private.
        self._head = after.project.house.phrases[phrase].fill(
            {"old": was, "new": new_one}
        )

    def document(self, *, moves: bool) -> Document:
        """Return the new document with its changes."""
        return merge_versions(
            self.old, self.new, self._same, head=self._head, moves=moves
        )

    def first(self, document: Document) -> Iterator[Comment]:
        """Yield one comment on the title, with what is to be looked at first."""
        if lines := tuple(ChangesOutline(self._comparison).first_lines()):
            yield Comment(comments.title_index(document), None, "", lines, "")

    def notes(self, document: Document) -> tuple[Comment, ...]:
        """Return comments for moved text that was reworded.

        A move has its old words at the old position and its new ones at the new: without a comment,
        a reader would miss a figure that changed on the way.
        """
        moved = {
            block.key: place
            for place, block in enumerate(document.blocks)
            if (tracked := document.tracked.get(place))
            and tracked.change is BlockChange.MOVED_TO
        }
        lines = ((change, change.new) for change in self._comparison.changes if moved)
        return tuple(
            Comment(moved[key], None, "", tuple(_reworded(change)), "")
            for change, line in lines
            if line
            and line.kind is not LineKind.REFERENCE
            and (key := block_keys.entry_at(line.at)) in moved
            and part_diffs(change)
        )


def _without_award(line: ComparedLine) -> ComparedLine:
    """Return a line without its award, which no report prints."""
    texts = tuple(text for text in line.texts if text.name != AWARD)
    return line._replace(texts=texts, award=None)


def _reworded(change: LineChange) -> Iterator[str]:
    yield "Moved, and worded otherwise:"
    for wording in part_diffs(change):
        part = f"{wording.part}: " if wording.part else ""
        yield f"{part}{phrases.bracket_changes(wording)}"


def _same(
    comparison: Comparison, old: Document, new: Document
) -> Iterator[tuple[BlockKey, BlockKey]]:
    """Return the keys of old blocks with the present keys of the same blocks."""

    def of_now(key: BlockKey) -> BlockKey:
        return block_keys.rename_key(
            key, comparison.lasting_aims, comparison.lasting_streams
        )

    for block in old.blocks:
        if (key := of_now(block.key)) != block.key:
            yield block.key, key
    yield from block_keys.align_lists(old.blocks, new.blocks, of_now)
    for change in comparison.changes:
        if change.old is None:
            continue
        if change.new is None or change.kind in CARRIED:
            yield (
                _key(change.old),
                block_keys.REMOVED,
            )  # whatever is at its position now
        else:
            yield from _of_lines(change.old, change.new)


def _of_lines(
    old: ComparedLine, new: ComparedLine
) -> Iterator[tuple[BlockKey, BlockKey]]:
    yield _key(old), _key(new)
    present = {text.name: text.at for text in new.texts}
    for text in old.texts:
        if text.name and text.at and (at := present.get(text.name)):
            was = block_keys.text_at(text.name, text.at)
            yield was, block_keys.text_at(text.name, at)


def _key(line: ComparedLine) -> BlockKey:
    closing = line.kind is LineKind.CLOSING
    return block_keys.closing_at(line.at) if closing else block_keys.entry_at(line.at)


def _of_check(
    laid: ComparedReport,
) -> tuple[tuple[Diagnostic, ...], frozenset[Diagnostic]]:
    """Return all findings of a check of a report, and those that the public may see."""
    found = ReportFindings(laid.files)
    found.add(laid.found)
    merged = found.take(assemble(laid.files, laid.asked, None, RuleSet.ALL))
    found.add_malformed_suppressions()
    assert merged is not None  # it has been compared
    return found.all, public_findings(laid.files, laid.asked, merged)


def _written(
    document: Document, joined: _RedlineBuilder, wanted: RedlineOptions
) -> tuple[bytes, tuple[str, ...]]:
    """Return the file, and what is wrong with it: nothing, unless there is a bug."""
    was, look = joined.looks
    if wanted.form is not DocumentForm.WORD:
        return text_of(document, wanted.form, look=look.appearance).encode(), ()
    from pccreport.writers.docx import package, revisions, verify, verify_redline  # noqa: PLC0415  # Word's libraries: 40 ms

    revision = revisions.RevisionInfo(
        author=wanted.author or document.author,
        date=midnight(wanted.day) if wanted.day else joined.signed,
        look=was if was != look else None,
    )
    written = package.write(document, look, revision)
    if faults := verify.document_faults(written, draft=wanted.draft, redline=True):
        return written, faults
    old = verify_redline.ExpectedVersion(joined.old, was)
    new = verify_redline.ExpectedVersion(joined.new, look)
    return written, verify_redline.redline_faults(written, old, new)
