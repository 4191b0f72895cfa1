"""A pasted text, read with the words of a project."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import ERROR
from pccreport.findings.registry import Stage, rule
from pccreport.intake.account import LeftOutLine, LeftOutReason
from pccreport.intake.headings import PlanWords
from pccreport.intake.items import CellKey, PastedItem
from pccreport.intake.lines import WRAPPED, TypedText
from pccreport.intake.measured import Key
from pccreport.intake.mentions import aim_of_cell
from pccreport.intake.pasted import PastedUpdates, read_pasted
from pccreport.language.close_matches import did_you_mean
from pccreport.language.figures import find_figures
from pccreport.language.sentences import split_sentences
from pccreport.model.periods import FinancialYear, Quarter
from pccreport.model.project import Project
from pccreport.pipeline.load import read_folder, read_plan, read_report
from pccreport.pipeline.plan_names import names_in
from pccreport.pipeline.present_updates import (
    Present,
    find_figures_there,
    find_present,
    spoken_words,
)
from pccreport.pipeline.project_folder import choose_report
from pccreport.source import files
from pccreport.source.command_error import FINDINGS, USAGE, CommandError
from pccreport.writers.project_yaml import Cells, EntryText, typed_figure

_UNREADABLE = (Stage.FILE, Stage.YAML)


class PasteResult(NamedTuple):
    """What was read of a text, and the period of the report that it is for."""

    updates: PastedUpdates
    period: str
    streams: tuple[str, ...]
    """The keys of the streams that can be chosen; none if one is."""
    cells: Cells
    """The updates as they are written in an update file."""
    figures: Mapping[Key, str]
    """What is given for measures, as it is typed in an update file, in the plan's order."""
    of_figures: str
    """What the name of a new file with figures ends in, as that of a stream's file in the stream."""
    there: Mapping[int, Present]
    """The updates that the project has already, by the line on which each begins."""
    figures_there: Mapping[Key, str]
    """The figures that the project has already, each with the name of its file."""
    damaged: tuple[str, ...] = ()
    """The project's files that could not be read whole."""


def paste(
    path: Path,
    typed: TypedText,
    period: Quarter | FinancialYear | None,
    aim: str,
    stream: str,
) -> PasteResult:
    """Return the updates and figures in a text, with the words of a project.

    They are of a period, or of that of the report. `aim` (a number or a key) and `stream` are those
    of the text until a heading in it names others. Raises CommandError if the project cannot be read, or does not have them.
    """
    folder, report = choose_report(path)
    read, of_folder = read_folder(folder)
    read, of_report = read_report(read, report, date.max)  # none of them is needed
    # What can be read of files with errors is enough for most of a text.
    is_whole = read.project is not None and read.settings is not None
    project = read._replace(plan=read.plan or read_plan(folder)[0]).project
    periods = [each.period for each in (read.settings, *read.updates[-1:]) if each]
    if project is None or not (period or periods):
        way_out = f"see what is wrong with: pccreport check {files.quoted_path(path)}"
        raise CommandError(f"the project “{path}” cannot be read", FINDINGS, way_out)
    chosen = period or periods[0]
    words, measures = names_in(project, chosen)
    aim = _chosen_aim(aim, words)
    stream = _chosen_stream(stream, words)
    updates = read_pasted(typed, words, aim, stream, measures)
    in_order = (
        (m.key, area) for m in project.plan.measures for area in m.areas or ("",)
    )
    given = {key: updates.figures[key] for key in in_order if key in updates.figures}
    own = tuple(each for each in project.updates if str(each.period) == str(chosen))
    of_period = project._replace(updates=own)
    there, doubts = find_present(updates, of_period)
    updates = updates._replace(doubts=(*sorted((*updates.doubts, *doubts)),))
    damaged = (
        found.at.span.source.name
        for found in (*of_folder, *of_report)
        if found.severity is ERROR
        and (rule(found.rule).stage in _UNREADABLE or not is_whole)
    )
    return PasteResult(
        *(updates, str(chosen), () if stream else (*words.streams,)),
        {cell: _written(items, project) for cell, items in updates.cells.items()},
        {
            key: typed_figure(*each.wording, private=each.private)
            for key, each in given.items()
        },
        "measures" if words.streams else "",
        *(there, find_figures_there(updates, of_period)),
        (*dict.fromkeys(damaged),),
    )


def only_new(read: PasteResult) -> PasteResult:
    """Return what was read without what the project has."""
    cells: dict[CellKey, tuple[EntryText, ...]] = {}
    for cell, entries in read.cells.items():
        both = zip(read.updates.cells[cell], entries, strict=True)
        new = tuple(text for item, text in both if item.line not in read.there)
        cells |= {cell: new} if new else {}
    figures = {
        k: each for k, each in read.figures.items() if k not in read.figures_there
    }
    # Measures of which nothing is given are there to be filled in, beside others.
    figures = {} if read.figures_there and not any(figures.values()) else figures
    return read._replace(cells=cells, figures=figures)


def join_wrapped(
    lines: Iterable[LeftOutLine], apart: LeftOutReason | None = None
) -> list[LeftOutLine]:
    """Return lines that were left out, those of one sentence as one, but each for one reason."""
    found: list[LeftOutLine] = []
    above = LeftOutLine(0, "", LeftOutReason.NOTHING)
    for line in lines:
        is_next = line.number == above.number + 1 and line.reason is above.reason
        is_next = is_next and not line.is_item and line.reason is not apart
        is_long = len(above.text) >= WRAPPED or line.text[:1].islower()
        if is_next and is_long and not re.search(r"[.!?:;]\W*\Z", above.text):
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {line.text}")
        else:
            found.append(line)
        above = line
    return found


def _written(items: Sequence[PastedItem], project: Project) -> tuple[EntryText, ...]:
    return tuple(
        EntryText(
            _with_sum(i.text, i.award, project),
            *(_written(i.points, project), i.private, i.see),
            (("outcome", i.outcome),) if i.outcome else (),
            *(i.award and f"{{amount: {i.award}}}", "", i.nothing),
        )
        for i in items
    )


def _with_sum(text: str, award: str, project: Project) -> str:
    """Return a text that states its award in pounds, which is printed nowhere else.

    The sum is of the sentence that it is in: what has several has it after the last.
    """
    stated = {x.value for x in find_figures(text, project.language) if x.unit == "£"}
    if not award or Decimal(award) in {Decimal(0), *stated}:
        return text
    house, several = project.house, len(split_sentences(text, project.language)) > 1
    amount = house.phrases["money"].fill({"amount": house.locale.sum(Decimal(award))})
    end = len(text) if several else len(text.rstrip(".:;!?"))
    return f"{text[:end]} ({amount}){text[end:]}"


def _chosen_aim(typed: str, words: PlanWords) -> str:
    keys = [*words.aims]
    named = aim_of_cell(typed, words)
    if not typed or (key := _meant(typed, words.aims) or (named.key if named else "")):
        return typed and key
    numbers = [f"{n} " for n in range(1, words.numbered + 1)]
    listed = ", ".join(map("".join, zip_longest(numbers, keys, fillvalue="")))
    way_out = did_you_mean(typed, keys, f"there are: {listed}")
    raise CommandError(f"the plan has no key aim “{typed}”", USAGE, way_out)


def _chosen_stream(typed: str, words: PlanWords) -> str:
    keys = [*words.streams]
    if not typed:
        return keys[0] if len(keys) == 1 else ""
    if key := _meant(typed, words.streams):
        return key
    way_out = did_you_mean(typed, keys, f"there are: {', '.join(keys)}")
    raise CommandError(f"the house format has no stream “{typed}”", USAGE, way_out)


def _meant(typed: str, titles: Mapping[str, Sequence[str]]) -> str:
    """Return the key that was typed, or the one of whose titles its words are, or ""."""
    if typed in titles:
        return typed
    words = {*spoken_words(typed.replace("_", " ")).split()}
    found = [
        key
        for key, names in titles.items()
        if any(words <= {*spoken_words(name).split()} for name in names)
    ]
    return found[0] if words and len(found) == 1 else ""
