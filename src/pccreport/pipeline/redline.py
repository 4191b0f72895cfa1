"""Two compared reports as one file with tracked changes.

Both are laid out as for a build; the comparison decides which blocks are the same.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from pccreport.compare import phrases
from pccreport.compare.changes import Comparison
from pccreport.compare.flatten import SharedNames
from pccreport.compare.kinds import Mark
from pccreport.compare.outline import ChangesOutline
from pccreport.compare.redaction import Secrets
from pccreport.compare.sides import ComparedText, LineKind, TextName
from pccreport.document.blocks import (
    Block,
    BlockKey,
    Comment,
    Document,
    TableCell,
    TextRun,
    content_text,
    text_key,
)
from pccreport.document.roles import Role
from pccreport.findings.finding import Diagnostic, has_errors
from pccreport.house.stylesheet import StyleSheet
from pccreport.layout import comments
from pccreport.layout.redline import REMOVED, align_lists, merge_versions, rename_key
from pccreport.layout.report import lay_out_report, midnight
from pccreport.model.project import Project
from pccreport.model.visibility import are_half_alike
from pccreport.pipeline.assemble import (
    assemble_report,
    public_findings,
    reported_findings,
    without_suppressed,
)
from pccreport.pipeline.compare import ComparedReport, CompareResult
from pccreport.pipeline.house_format import find_missing_styles
from pccreport.report.aim_names import style_sheet
from pccreport.rules.severities import RuleSet
from pccreport.writers.docx.revisions import RevisionInfo
from pccreport.writers.forms import DocumentForm, render_as


def build_redline(
    compared: CompareResult,
    form: DocumentForm = DocumentForm.WORD,
    author: str = "",
    *,
    moves: bool = True,
    draft: bool = False,
) -> tuple[bytes | None, tuple[Diagnostic, ...], int]:
    """Return the file of the new report with its changes since the old one, and the findings.

    The author is the office, if none is given. With `moves`, moved text is tracked as moved; a
    `draft` has all findings about the new report as comments. The file is None if there are errors.
    The number is of old texts around the updates that are left out for sharing.
    """
    before, after, comparison = compared.before, compared.after, compared.comparison
    assert before is not None
    assert after is not None
    assert comparison is not None  # two reports were compared
    created = midnight(after.report.settings.sign_off.date)
    old, old_findings = _lay_out(before, created)
    new, new_findings = _lay_out(after, created)
    old = _as_it_was_printed(before, old, created)
    old, left_out = _without_secrets(compared, before.project, old, new)
    findings = (*old_findings, *new_findings)
    houses = before.project.house, after.project.house
    missing = [finding for house in houses for finding in find_missing_styles(house)]
    if missing or (has_errors(findings) and not draft):
        return None, (*findings, *missing), 0
    same = dict(_same_blocks(comparison, compared.names, old, new))
    periods = {"old": comparison.before.on, "new": comparison.after.on}
    phrase = "redline" if len({*periods.values()}) > 1 else "redline_draft"
    head = after.project.house.phrases[phrase].fill(periods)  # no private folder's name
    old_look, look = _style_sheets((before, old), (after, new))
    document = merge_versions(old, new, same, page_header=head, moves=moves)
    notes = [*_importance_note(comparison, document)]
    if draft:
        files, override = after.files, after.override
        merged, more = assemble_report(files, override, RuleSet.ALL)
        assert merged is not None  # it has been compared
        found = (*reported_findings((*after.findings, *more), files), *new_findings)
        # Those that quote only public text.
        quotable = public_findings(files, override, merged).union(new_findings)
        document = comments.add_comments(document, after.project, found, quotable)
    notes = sorted((*notes, *document.notes), key=lambda note: note.block)
    document = document._replace(notes=(*notes,))
    revision = RevisionInfo(author or document.author, created, old_look)
    return render_as(document, form, look, revision), findings, left_out


def _lay_out(
    side: ComparedReport, created: datetime
) -> tuple[Document, tuple[Diagnostic, ...]]:
    document, findings = lay_out_report(side.report, side.project.house, created)
    return document, without_suppressed(findings, side.files)


_OF_UPDATES = {
    *("entry", "closing", "caveat", "label", "aim", "sign-off"),
    *("aim-list", "measure", "status"),
}
"""Starts of the keys of blocks from update files, and of labels, names and dates."""

_OF_TABLES = (Role.LEAD_IN, Role.COLUMN_HEADING, Role.FIGURE_HEADING)
"""The roles of what a house format says above a list."""


def _as_it_was_printed(
    before: ComparedReport, old: Document, created: datetime
) -> Document:
    """Return an old document with “…” for what is of figures, and was in no old report.

    Without a figure that is private now, a total is another one.
    """
    whole = before.with_updates(before.files.updates)
    if whole is before:
        return old

    def words_at(block: Block) -> tuple[object, str]:
        place = block.key if isinstance(block, TableCell) else block.key[0]
        return place, content_text(block.content)

    printed = {*map(words_at, _lay_out(whole, created)[0].blocks)}
    others = _OF_UPDATES - {"measure", "status"}
    blocks = (
        x
        if x.key[0] in others or words_at(x) in printed
        else x._replace(content=(TextRun("…"),))
        for x in old.blocks
    )
    return old._replace(blocks=tuple(blocks))


def _without_secrets(
    compared: CompareResult, project: Project, old: Document, new: Document
) -> tuple[Document, int]:
    """Return an old document without secrets in the texts of its plan and settings.

    For sharing, such a text is kept only if a new one of its kind has most of its words; the number
    of others is returned too. Key aims are kept, and what is typed above a list: they are public.
    """
    secrets = Secrets(compared.comparison.secrets if compared.comparison else set())
    printed: dict[object, list[str]] = defaultdict(list)
    for block in new.blocks:
        printed[block.key[0]].append(content_text(block.content))
    files = {project.plan.origin.source.name, *(u.name for u in project.updates)}

    def is_kept(block: Block) -> bool:
        kind, words = block.key[0], content_text(block.content)
        if words in printed[kind]:
            return True
        # A cell can have words of the house format, or of a list in report.yaml.
        is_own = isinstance(block, TableCell) and block.origin
        if kind in _OF_UPDATES and (not is_own or is_own.source.name in files):
            return kind not in ("measure", "status") or not secrets.are_in(words)
        if secrets.are_in(words):
            return False
        at = block.origin if block.role in _OF_TABLES else None
        is_typed = at is not None and words in at.text  # no value is filled in
        has_partner = any(are_half_alike(words, other) for other in printed[kind])
        return has_partner or is_typed or not compared.is_passed_on

    is_shared = are_half_alike(content_text(old.footer), content_text(new.footer))
    footer = old.footer if is_shared or not compared.is_passed_on else new.footer
    gone = (content_text(x.content) for x in old.blocks if not is_kept(x))
    left_out = sum(not secrets.are_in(words) for words in gone) + (footer != old.footer)
    blocks = (
        block if is_kept(block) else block._replace(content=(TextRun("…"),))
        for block in old.blocks
        if isinstance(block, TableCell) or is_kept(block)
    )
    return old._replace(blocks=tuple(blocks), footer=footer), left_out


def _style_sheets(*sides: tuple[ComparedReport, Document]) -> list[StyleSheet]:
    """Return the styles of both versions; the file has those that either makes."""
    sheets = [
        style_sheet(each.report, each.project.house, document.blocks)
        for each, document in sides
    ]
    made = {k: x for sheet in sheets for k, x in sheet.made_styles().items()}
    return [sheet._replace(styles={**sheet.styles, **made}) for sheet in sheets]


def _importance_note(comparison: Comparison, document: Document) -> Iterator[Comment]:
    """Yield one comment on the title with the most important changes, if any."""
    found = ChangesOutline(comparison.map_lines(_without_award))
    first = (" – ".join(filter(None, (x.what, x.under))) for x in found.first)
    head = f"{phrases.FIRST}:" if found.first else ""
    lines = head, *(f"{n}. {x}" for n, x in enumerate(first, start=1))
    rest = found.first_rest, *found.of_quarter
    if shown := tuple(filter(None, (*lines, *rest))):
        yield Comment(comments.title_index(document), None, "", shown, "")


def _without_award(line: ComparedText) -> ComparedText:
    """Return a line without its award, which no report prints."""
    others = tuple(text for text in line.others if text.name != TextName.AWARD)
    return line._replace(others=others, award=None)


def _same_blocks(
    comparison: Comparison, names: SharedNames, old: Document, new: Document
) -> Iterator[tuple[BlockKey, BlockKey]]:
    """Yield the keys of old blocks with those of the same blocks in the new document."""

    def current_key(key: BlockKey) -> BlockKey:
        return rename_key(key, names.lasting_aims, names.lasting_streams)

    for block in old.blocks:
        if (key := current_key(block.key)) != block.key:
            yield block.key, key
    yield from align_lists(old.blocks, new.blocks, current_key)
    for change in comparison.changes:
        line, other = change.old, change.new
        if line is None:
            continue
        if other is None or Mark.CARRIED in change.marks:
            # Even if there is a block at its position.
            yield _block_key(line), REMOVED
            continue
        yield _block_key(line), _block_key(other)
        present = {text.name: text.at for text in other.texts}
        for text in line.texts:
            if text.name and text.at and (at := present.get(text.name)):
                old_key = text_key(text.at, "text", text.name)
                yield old_key, text_key(at, "text", text.name)


def _block_key(line: ComparedText) -> BlockKey:
    kind = "closing" if line.kind is LineKind.CLOSING else "entry"
    return text_key(line.at, kind)
