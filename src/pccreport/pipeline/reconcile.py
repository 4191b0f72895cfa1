"""What contributors sent, and a project's entries of a period: is every sentence there?

Everything of the period's files is on one side, what is private as well: a sentence that is
kept is not lost. The words of what is private on either side are marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pccreport.compare.reconciliation import (
    HEADING,
    ProjectWords,
    Reconciled,
    SentText,
    reconcile,
)
from pccreport.compare.text_changes import PlacedText, Secrecy, TextComparison
from pccreport.compare.text_secrecy import TextSecrecy
from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Span
from pccreport.intake.headings import PlanWords
from pccreport.intake.marks import without_mark
from pccreport.intake.measured import NO_MEASURES, Key
from pccreport.language.sentences import split_sentences
from pccreport.model import visibility
from pccreport.model.measures import MeasureValue
from pccreport.model.periods import FinancialYear, Period, Quarter, quarter_of
from pccreport.model.project import Project, walk_items
from pccreport.model.prose import Prose
from pccreport.model.update import UpdateFile, UpdateItem
from pccreport.model.visibility import comparable_words
from pccreport.pipeline.compare import Operand, read_operand
from pccreport.pipeline.contributions import (
    file_name,
    places_of,
    sent_figures,
    sent_texts,
    typed_text,
)
from pccreport.pipeline.paste import find_pasted, measure_names, plan_words
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
    laid, read_files, errors = read_operand(Operand(str(path), path), private=private)
    inputs = (*paths, *read_files)
    if laid is None:
        return ReconcileResult(None, inputs), errors
    project, settings = laid.project, laid.report.settings
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
    kept = (each.text for each in _entries(project.updates, project) if each.secrecy)
    secrecy = TextSecrecy(
        visibility.private_texts(project.updates).union(map(comparable_words, kept)),
        (each.text for each in entries if not each.secrecy),
        doubts=any(each.secrecy for each in entries),
    )
    words = plan_words(project, None if chosen == "plan" else chosen)
    amounts = {amount for _, amount, _ in _awards(updates)}
    names = NO_MEASURES if chosen == "plan" else measure_names(project, chosen)
    own = project._replace(updates=tuple(updates))
    sent: list[SentText] = []
    for contribution in read:
        figures = _figures(contribution, project, updates)
        texts = sent_texts(contribution, words, project.language, figures, amounts)
        typed = typed_text(contribution)
        pasted = find_pasted(typed, own, words, names)
        became = _became(pasted, places_of(contribution, typed), project)
        sent += (each._replace(became=_of_text(each, became)) for each in texts)
    beside = frozenset(_names(project, words))
    of_project = ProjectWords(beside, secrecy, project.language)
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


def _of_text(
    sent: SentText, became: Mapping[str, tuple[PlacedText, ...]]
) -> tuple[PlacedText, ...] | None:
    """Return what a text became, or None if it is a cell beside the column that was read."""
    found = became.get(sent.text.where)
    figure = sent.text.text.strip("£% ")
    is_figure = sent.is_cell and re.fullmatch(r"[\d,.]+", figure)
    is_in = any(figure in each.text for each in found or ())
    is_beside = sent.is_cell and (sent.around or (is_figure and not is_in))
    return None if is_beside else found


def _became(
    pasted: Mapping[int, Iterable[tuple[Prose, bool]] | None],
    places: Iterable[tuple[int, str]],
    project: Project,
) -> dict[str, tuple[PlacedText, ...]]:
    """Return what each place of a contribution became, if all lines there are in the project."""
    found: dict[str, list[PlacedText]] = {}
    lost = set[str]()
    for number, where in places:
        texts = pasted.get(number, ())
        if texts is None:
            lost.add(where)
        elif number in pasted:
            own = (_sentences(t, project, public=public) for t, public in texts)
            found.setdefault(where, []).extend(chain.from_iterable(own))
    return {where: (*each,) for where, each in found.items() if where not in lost}


def _entries(updates: Sequence[UpdateFile], project: Project) -> Iterator[PlacedText]:
    """Yield the sentences in some files, private ones marked so, and awards beside them."""
    for update in updates:
        if update.private_caveat:
            yield from _sentences(update.private_caveat, project, public=False)
    for each in project._replace(updates=tuple(updates)).texts():
        yield from _sentences(each.text, project, public=each.public)
    for entry, sum_of_award, shown in _awards(updates):
        amount = f"£{sum_of_award:,}"
        if amount not in visibility.plain_words(entry.text):
            yield _placed(amount, entry.span_of("award"), public=shown)


def _awards(
    updates: Sequence[UpdateFile],
) -> Iterator[tuple[UpdateItem, Decimal, bool]]:
    """Yield the updates that have an award, with its amount and whether they are public."""
    for entry, shown in visibility.entries(updates):
        award = entry.award if isinstance(entry, UpdateItem) else None
        if isinstance(entry, UpdateItem) and award and award.amount is not None:
            yield entry, award.amount, shown


def _figures(
    read: ReadFile, project: Project, updates: Sequence[UpdateFile]
) -> dict[str, PlacedText | str]:
    """Return what the figures of measures in a contribution are in a project, by their place.

    Those of the periods of `updates` must be there; others may be.
    """
    told: dict[str, PlacedText | str] = {}
    own = dict.fromkeys(each.period for each in updates)
    for period in dict.fromkeys((*own, *(each.period for each in project.updates))):
        values = [*_values(project.updates, period)]
        for where, given in sent_figures(read, measure_names(project, period)):
            same = [
                next(
                    (at for at in values if at[:2] == (key, Decimal(said.figure))), None
                )
                for key, said in given.items()
            ]
            found = [value for _, _, value in filter(None, same)]
            if not given:
                told.setdefault(where, HEADING)
            elif len(found) < len(given):
                if period in own:
                    told.setdefault(where, "")
            elif period in own or where not in told:
                public = all(each.public for each in found)
                told[where] = _placed("", found[0].at, public=public)
    return told


def _values(
    updates: Sequence[UpdateFile], period: Period
) -> Iterator[tuple[Key, Decimal, MeasureValue]]:
    """Yield the figures of a period, also as a later file has them."""
    for update in updates:
        for value in update.measures:
            if value.figure is not None and update.period == period:
                yield (value.measure, value.area), value.figure, value
            for of, figure in value.restated:
                if of == period:
                    yield (value.measure, value.area), figure, value


def _sentences(text: Prose, project: Project, *, public: bool) -> Iterator[PlacedText]:
    words = visibility.plain_words(text)
    words = words if public else without_mark(words, project.language)
    for start, end in split_sentences(words, project.language):
        yield _placed(words[start:end], text.origin.span, public=public)


def _placed(text: str, at: Span, *, public: bool) -> PlacedText:
    secrecy = Secrecy.NONE if public else Secrecy.PRIVATE
    return PlacedText(text, f"line {at.line}", at.source.name, secrecy)


def _names(project: Project, words: PlanWords) -> Iterator[str]:
    """Yield what key aims, streams, funds and the like are called: no updates, but headings."""
    plan, body = project.plan, project.plan.body
    yield from (plan.title, *(priority.title for priority in plan.priorities))
    yield from (body.name, body.short, body.force_name, body.force_short)
    yield from chain(*words.aims.values(), *words.streams.values())
    for _, cell in project.cells():
        for item in walk_items(cell.entries):
            yield from (item.award.fund, item.award.round) if item.award else ()


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
