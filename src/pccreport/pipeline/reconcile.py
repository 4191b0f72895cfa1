"""What contributors sent, and a project's entries of a period: is every sentence there?

Everything of the period's files is on one side, what is private as well: a sentence that is
kept is not lost. The words of what is private on either side are marked as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pccreport.compare.reconciliation import (
    ProjectWords,
    Reconciled,
    SentText,
    reconcile,
)
from pccreport.compare.redaction import Secrets
from pccreport.compare.text_changes import (
    PlacedText,
    Secrecy,
    TextComparison,
)
from pccreport.compare.text_secrecy import PrivateWords
from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import SETTABLE
from pccreport.findings.text import Span
from pccreport.language import pasted_text
from pccreport.language.sentences import split_sentences
from pccreport.model import visibility
from pccreport.model.periods import FinancialYear, Quarter, quarter_of
from pccreport.model.project import Project, walk_items
from pccreport.model.prose import Prose
from pccreport.model.update import (
    ClosingLine,
    Entry,
    NothingToReport,
    Reference,
    UpdateFile,
    UpdateItem,
    Withdrawal,
)
from pccreport.pipeline.contributions import file_name, sent_texts, without_mark
from pccreport.pipeline.load import read_folder, read_report
from pccreport.pipeline.paste import plan_words
from pccreport.pipeline.possible_leaks import unread
from pccreport.pipeline.project_folder import choose_report
from pccreport.pipeline.report_findings import without_suppressed
from pccreport.readers.forms import read_lines
from pccreport.readers.line import ReadFile
from pccreport.source import files
from pccreport.source.command_error import USAGE, CommandError

_MOST_SPELLINGS = 12
"""Words that are listed as spelt differently; more are counted."""


class ReconcileResult(NamedTuple):
    """What became of what was sent; no comparison if the project is not usable."""

    comparison: TextComparison | None
    inputs: tuple[Path, ...]
    is_finding: bool = False
    """True if something is lost, a figure is another, or something private is public."""


def reconcile_files(
    contributions: Iterable[Path],
    path: Path,
    period: Quarter | FinancialYear | None,
    *,
    private: bool = False,
) -> tuple[ReconcileResult, tuple[Diagnostic, ...]]:
    """Return what became of the sentences in some files, and the errors of the project.

    Without a period, it is that of the report. With `private`, it does not matter whether a file
    with private text can be read. Raise CommandError if a contribution cannot be read: without
    it nothing would be proved.
    """
    paths = tuple(contributions)
    read = [read_lines(files.read_document(each), str(each)) for each in paths]
    folder, report = choose_report(path)
    found, of_folder = read_folder(folder)
    found, of_report = read_report(found, report)
    errors = tuple(
        finding
        for finding in without_suppressed((*of_folder, *of_report), found)
        if finding.severity is ERROR and finding.rule not in SETTABLE
    )
    unsafe = () if private else unread(found)
    errors += unsafe
    inputs = (*paths, *found.inputs)
    project, settings = found.project, found.settings
    if project is None or settings is None or unsafe:
        return ReconcileResult(None, inputs), errors
    chosen = period or settings.period
    covered = project.plan.years if chosen == "plan" else chosen
    first, last = covered.start, covered.end
    updates = [each for each in project.updates if first <= each.period.end <= last]
    if not updates:
        quarters = dict.fromkeys(str(quarter_of(f.period.end)) for f in project.updates)
        way_out = f"there are updates for {', '.join(quarters)}" if quarters else ""
        raise CommandError(f"there is no update file for {chosen}", USAGE, way_out)
    entries = [*_entries(updates, project)]
    # What another quarter keeps private is private as well, whole and by the sentence.
    kept = [*_private_sentences(project)]
    printed = [each.text for each in entries if not each.secrecy]
    texts = Secrets(visibility.private_texts(project.updates)).with_texts(kept)
    secrets = texts.unless_printed(printed)
    words = plan_words(found)
    sent = [
        _with_secrecy(each, secrets)
        for contribution in read
        for each in sent_texts(contribution, words, project.language)
    ]
    names = frozenset(_names(project))
    of_project = ProjectWords(names, PrivateWords(kept, printed), project.language)
    result = reconcile(sent, entries, of_project)
    comparison = TextComparison(
        f"What became of what was sent for {chosen}",
        old=", ".join(map(file_name, read)),
        new=str(path),
        groups=result.groups,
        unchanged=sum(result.carried.values()),
        notes=tuple(_notes(result, read)),
    )
    return ReconcileResult(comparison, inputs, result.is_finding), errors


def _entries(updates: Iterable[UpdateFile], project: Project) -> Iterator[PlacedText]:
    """Yield the sentences of the entries of some files, private ones marked so."""
    for update in updates:
        caveats = ((update.caveat, True), (update.private_caveat, False))
        for caveat, public in caveats:
            if caveat:
                yield from _sentences(caveat, project, public=public)
        for entry, shown in visibility.entries((update,)):
            for text in _texts(entry):
                is_printed = shown and not (
                    isinstance(entry, UpdateItem) and entry.withdrawn
                )
                yield from _sentences(text, project, public=is_printed)
            if (
                isinstance(entry, UpdateItem)
                and entry.award
                and entry.award.amount is not None
            ):
                amount = f"£{entry.award.amount:,}"
                if amount not in visibility.plain_words(entry.text):
                    yield _placed(amount, entry.place("award"), public=shown)


def _private_sentences(project: Project) -> Iterator[str]:
    every = _entries(project.updates, project)
    return (each.text for each in every if each.secrecy)


def _texts(entry: Entry) -> Iterator[Prose]:
    match entry:
        case UpdateItem():
            yield from (each.text for each in entry.texts())
        case ClosingLine(text=text) | NothingToReport(reason=text):
            yield text
        case Reference() | Withdrawal():
            return


def _sentences(text: Prose, project: Project, *, public: bool) -> Iterator[PlacedText]:
    words = visibility.plain_words(text)
    words = words if public else without_mark(words, project.language)
    for start, end in split_sentences(words, project.language):
        yield _placed(words[start:end], text.origin.span, public=public)


def _placed(text: str, at: Span, *, public: bool) -> PlacedText:
    secrecy = Secrecy.NONE if public else Secrecy.PRIVATE
    return PlacedText(text, f"line {at.line}", at.source.name, secrecy)


def _names(project: Project) -> Iterator[str]:
    """Yield what key aims, streams, funds and the like are called: no updates, but headings."""
    for priority in project.plan.priorities:
        yield priority.title
        for number, aim in enumerate(priority.aims, start=1):
            yield from (aim.text, aim.key.replace("_", " "))
            for name in pasted_text.aim_names(
                project.house.levels.aim, project.language
            ):
                numbered = (f"{name} {number}", f"{name}{number}")
                yield from (*numbered, *(f"{each} {aim.text}" for each in numbered))
    body = project.plan.body
    facts = {
        "{force.name}": body.force_name,
        "{force.short}": body.force_short,
        "{body.name}": body.name,
        "{body.short}": body.short,
    }
    for stream in project.house.streams:
        heading = stream.heading.text if stream.heading else ""
        for fact, value in facts.items():
            heading = heading.replace(fact, value)
        yield from (heading, stream.key.replace("_", " "))
    yield from (project.plan.title, *facts.values())
    for _, cell in project.cells():
        for item in walk_items(cell.entries):
            yield from (item.award.fund, item.award.round) if item.award else ()


def _with_secrecy(sent: SentText, secrets: Secrets) -> SentText:
    if not secrets.are_in(sent.text.text):
        return sent
    return sent._replace(text=sent.text._replace(secrecy=Secrecy.PRIVATE))


def _notes(result: Reconciled, read: Iterable[ReadFile]) -> Iterator[str]:
    for each in read:
        number = result.carried.get(each.name, 0)
        texts = "1 text is" if number == 1 else f"{number:,} texts are"
        yield f"{file_name(each)}: {texts} carried unchanged."
        yield from (f"{file_name(each)}: {note}." for note in each.notes)
    if spelt := result.spellings:
        listed = ", ".join(f"“{old}” → “{new}”" for old, new in spelt[:_MOST_SPELLINGS])
        more = len(spelt) - _MOST_SPELLINGS
        yield f"Only spelt differently: {listed}{f' and {more:,} more' if more > 0 else ''}."
