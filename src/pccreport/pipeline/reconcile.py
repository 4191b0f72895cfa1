"""What contributors sent, and a project's entries of a period: is every sentence there?

Everything of the period's files is on one side, what is private as well: a sentence that is
kept is not lost. The words of what is private on either side are marked as such.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePath
from typing import NamedTuple

from pccreport.compare.changes import Change, TextComparison, TextGroup
from pccreport.compare.kinds import RECONCILED, Kind, Mark
from pccreport.compare.reconciliation import Part, ProjectWords, Reconciler, SentText
from pccreport.compare.redaction import TextSecrecy
from pccreport.compare.sides import ComparedText, LinePosition, text_of_file
from pccreport.document.blocks import Link, TextRun
from pccreport.findings.finding import Diagnostic
from pccreport.house.stylesheet import StyleSheet
from pccreport.intake.grammar import read_sent
from pccreport.intake.privacy import is_name_private, split_off_mark
from pccreport.intake.words import PlanWords
from pccreport.language.incoming import aim_headings
from pccreport.language.texts.sentences import sentences
from pccreport.language.texts.words import holder_titles
from pccreport.model import visibility
from pccreport.model.periods import DateRange, Period
from pccreport.model.project import Project
from pccreport.model.prose import AimMention, Prose, parse_prose
from pccreport.model.update import (
    UpdateFile,
    UpdateItem,
    entry_rows,
    entry_span,
    own_texts,
)
from pccreport.model.visibility import SpanStart, span_start
from pccreport.pipeline.compare import ComparedReport, Operand, read_operand
from pccreport.pipeline.contributions import ANY, KnownTexts, sent_texts
from pccreport.pipeline.load import updates_ending_in
from pccreport.pipeline.paste import form_period, read_sent_lines
from pccreport.pipeline.plan_names import recognised_words
from pccreport.pipeline.printed_page import PrintedPage, Words, words_as_typed
from pccreport.pipeline.project_folder import choose_report
from pccreport.readers.forms import read_lines
from pccreport.report.aim_names import AimName, aim_names, style_sheet
from pccreport.report.ledger import OmissionReason as Omitted
from pccreport.source import files
from pccreport.source.answers import SentLine, plain_words

_PUBLIC, _KEPT, _ANSWERED, _OPEN = range(4)
"""The columns of the account."""
_COLUMNS = {
    **dict.fromkeys((Kind.CHANGED, Kind.ELSEWHERE, Kind.NOT_PRIVATE), _PUBLIC),
    Kind.KEPT_BACK: _KEPT,
    Kind.LEFT_OUT: _ANSWERED,
    **dict.fromkeys((Kind.NOT_IN_REPORT, Kind.OPEN), _OPEN),
}
_UNPRINTED = Omitted.ELSEWHERE, Omitted.WITHDRAWN, Omitted.ALONE, Omitted.CONTRADICTED
"""Why an entry of the period is not in the report, in these or other words."""
_MOST_SPELLINGS = 12
"""Words that are listed as spelt differently; more are counted."""


class Reconciliation(NamedTuple):
    """What became of what was sent."""

    comparison: TextComparison | None
    """None if the project is not usable."""
    inputs: tuple[Path, ...]
    """All files read."""
    errors: tuple[Diagnostic, ...]
    """Those of the project."""
    is_finding: bool = False
    """True if something is lost, open, elsewhere or changed, or is private and public."""
    look: StyleSheet | None = None
    """The styles of the report."""


def reconcile_files(
    contributions: Iterable[Path],
    path: Path,
    period: Period | None,
    *,
    private: bool = False,
) -> Reconciliation:
    """Return what became of the sentences in some files.

    Without a period, it is all that the report covers. With `private`, it does not matter whether a file
    with private text can be read. Raise CommandError if a contribution cannot be read: without it
    nothing would be proved.
    """
    paths = tuple(contributions)
    read = [read_lines(files.read_document(each), str(each)) for each in paths]
    laid, read_files, errors = read_operand(Operand(path), private=private)
    inputs = (*paths, *read_files)
    if laid is None:
        return Reconciliation(None, inputs, errors)
    project, settings = laid.project, laid.report.settings
    chosen = period or settings.period
    covered, title = project.plan.years if chosen == "plan" else chosen, str(chosen)
    if settings.until and not period:
        covered = DateRange(covered.start, settings.until.end)
        title = f"{chosen} to {settings.until}"
    for each in read:
        form_period(each, project.plan, covered.start, covered.end)
    # An update of the period that the report has in no words is not there.
    gone = {span_start(x.at) for x in laid.absences if x.reason in _UNPRINTED}
    all_files = visibility.remove_all_at(project.updates, gone)
    updates = updates_ending_in(covered, all_files)
    lines = read_sent_lines(choose_report(path)[0])
    entries = [*_sentences_and_awards(updates, laid)]
    words = recognised_words(project, chosen, all_labels=period is None)
    there = {plain_words(x.text) for x in entries}

    @cache
    def find_elsewhere(when: Period | None) -> Mapping[Words, ComparedText]:
        return {
            words_as_typed(x.text): x
            for file in all_files
            if file not in updates and when in (file.period.year, file.period)
            for x in _sentences_and_awards([file], laid)
        }

    page, sent, copied = PrintedPage(laid), list[SentText](), list[ComparedText]()
    for each in read:
        own = (x for _, x in lines if not x.is_open and x.is_from(each.name))
        known = KnownTexts(updates, {x.key: x.by for x in own}, there, find_elsewhere)
        is_marked = is_name_private(PurePath(each.name).stem)
        rest, printed = (each.lines, []) if is_marked else page.split_copy(each.lines)
        texts = (visibility.plain_parts(parse_prose(x.text)) for x in printed)
        copied += (text_of_file(each.name, "", text) for text in texts)
        naming = words._replace(reader_of=known.reader_note)
        reading = read_sent(each._replace(lines=rest), naming, ANY, ANY)
        heads = page.words.headings if printed else ()
        left = (x for x in reading.unplaced if words_as_typed(x.text) not in heads)
        sent += sent_texts(each.name, reading._replace(unplaced=(*left,)), known)
    result = Reconciler(sent, entries, _project_words(laid, entries, words), copied)
    sources = tuple(f"{PurePath(x.name).name}, " for x in read)
    others = _open_lines([x for x in lines if not x[1].place.startswith(sources)])
    comparison = TextComparison(
        f"What happened to the contributions for {title}",
        groups=(*result.groups, *others),
        unchanged=sum(result.carried.values()) + sum(result.kept.values()),
        counted=tuple(_spelling_notes(result)),
        account=_account_by_file(result, (x.name for x in read)),
    )
    look = style_sheet(laid.report, project.house)
    is_finding = result.is_finding or bool(others)
    return Reconciliation(comparison, inputs, errors, is_finding, look)


def _account_by_file(
    result: Reconciler, names: Iterable[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return how much of each contribution is in the report, kept back, answered for and open."""
    numbers = {PurePath(name).name: [0, 0, 0, 0] for name in names}
    for column, of_files in ((_PUBLIC, result.carried), (_KEPT, result.kept)):
        for name, number in of_files.items():
            numbers[PurePath(name).name][column] += number
    for change in (x for group in result.groups for x in group.changes):
        if change.olds and change.kind in _COLUMNS:
            file, column = PurePath(change.olds[0].file).name, _COLUMNS[change.kind]
            if change.news and all(x.private for x in change.news):
                column = _KEPT
            numbers[file][column] += 1 if column == _ANSWERED else len(change.olds)
    return tuple((file, (*map(str, of_file),)) for file, of_file in numbers.items())


def _open_lines(lines: Iterable[tuple[Path, SentLine]]) -> tuple[TextGroup, ...]:
    """Return the open lines of update files, whose words are never shown."""
    texts = [text_of_file(str(path), x.place, "") for path, x in lines if x.is_open]
    change = Change((), marks=frozenset({Mark.OPEN}), view=RECONCILED, hidden=True)
    changes = tuple(change._replace(olds=(text,)) for text in texts)
    return (TextGroup("Open in the update files", changes),) if changes else ()


def _project_words(
    laid: ComparedReport, entries: Sequence[ComparedText], words: PlanWords
) -> ProjectWords:
    """Return what words of a project are beside those of its entries."""
    project = laid.project
    names = aim_names(laid.report.priority, project.house)
    # What another quarter keeps private is private as well, whole and by the sentence.
    hidden = _sentences_and_awards(project.updates, laid, kept=True)
    kept = (each.text for each in hidden if each.private)
    secrecy = TextSecrecy(
        (*visibility.private_plain_texts(project.updates), *kept),
        (each.text for each in entries if not each.private),
        doubts=any(each.private for each in entries),
    )
    same = *_office_synonyms(project.plan.names), *_aim_synonyms(names)
    titles = {("", key): own[1] for key, own in words.streams.items() if own[1:]}
    titles |= {(key, ""): f"“{own[-1]}”" for key, own in words.aims.items()}
    titles |= {(key, ""): name.mention for key, name in names.items()}
    return ProjectWords(secrecy, same, titles)


def _sentences_and_awards(
    updates: Sequence[UpdateFile], laid: ComparedReport, *, kept: bool = False
) -> Iterator[ComparedText]:
    """Yield the sentences in some files, private ones marked so, and awards beside them.

    With `kept`, public texts are left out. A key aim or paper that one mentions has its printed name.
    An award in brackets is no part of its text.
    """
    caveats = (each.private_caveat for each in updates)
    project, names = laid.project, aim_names(laid.report.priority, laid.project.house)
    own, money = project._replace(updates=tuple(updates)), project.house.locale.sum
    texts = ((x.text, x.public) for x in own.update_texts() if not (kept and x.public))
    sums = {
        span_start(entry_span(x)): f" (£{money(n)})" for x, n, _ in _awards(updates)
    }
    parts: dict[SpanStart, Part] = {
        span_start(text.origin.span): (row.cell.aim, row.cell.stream)
        for row in entry_rows(own.updates)
        for text in own_texts(row.entry)
    }
    for text, public in (*((each, False) for each in caveats if each), *texts):
        words, at = printed_words(text, names, project), span_start(text.origin.span)
        words = "".join(words.split(sums.get(at, "\0"), 1))
        part = parts.get(at, ("", ""))
        links = (*(x.href for x in text.parts if isinstance(x, Link)),)
        for said in sentences(words):
            wording = said if public else split_off_mark(said)[1]
            entry = ComparedText(wording, text.origin.span, private=not public)
            yield entry._replace(position=LinePosition(*part, None), links=links)
    for item, sum_of_award, shown in _awards(updates):
        amount, words = f"£{money(sum_of_award)}", visibility.plain_words(item.text)
        if amount not in words.replace(f" ({amount})", "", 1):
            span = item.text.origin.span
            position = LinePosition(*parts.get(span_start(span), ("", "")), None)
            yield ComparedText(amount, span, position=position, private=not shown)


def printed_words(text: Prose, names: Mapping[str, AimName], project: Project) -> str:
    """Return a text without markup, with the printed names of key aims and papers in it."""
    papers = project.settings.papers if project.settings else ()
    titles = {key: visibility.plain_words(title) for key, title in papers}
    titles |= {key: name.mention for key, name in names.items()}
    return visibility.plain_parts(
        TextRun(part.aim.replace(key, titles[key], 1))
        if isinstance(part, AimMention) and (key := part.target_name) in titles
        else part
        for part in text.parts
    )


def _awards(
    updates: Sequence[UpdateFile],
) -> Iterator[tuple[UpdateItem, Decimal, bool]]:
    """Yield the updates that have an award, with its amount and whether they are public."""
    for _, _, entry, shown, _ in entry_rows(updates):
        award = entry.award if isinstance(entry, UpdateItem) else None
        if isinstance(entry, UpdateItem) and award and award.amount is not None:
            yield entry, award.amount, shown


def _office_synonyms(own: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the names of who holds the office, and those of the force."""
    holder = [*filter(None, (own["holder.short"], own["holder.office"]))]
    usual = holder_titles()
    yield [*holder, *usual] if {*holder} & {*usual} else holder
    yield [*filter(None, (own["force.short"], own["force.name"], "force"))]


def _aim_synonyms(names: Mapping[str, AimName]) -> Iterator[Sequence[str]]:
    """Yield the names of each key aim that has a number: “Key Aim (4)”, “KA4”."""
    for name in names.values():
        if number := name.bare_number:
            typed = aim_headings.aim_names(name.label)
            forms = (f"{x}{gap}{number}" for x in typed for gap in (" ", ""))
            yield (name.mention, *forms)


def _spelling_notes(result: Reconciler) -> Iterator[str]:
    if spelt := [*result.spellings]:
        listed = ", ".join(f"“{old}” → “{new}”" for old, new in spelt[:_MOST_SPELLINGS])
        more = len(spelt) - _MOST_SPELLINGS
        yield f"Only spelt differently: {listed}{f' and {more:,} more' if more > 0 else ''}."
