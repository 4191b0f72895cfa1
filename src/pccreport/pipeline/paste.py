"""A pasted text, read with the words of a project."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain, zip_longest
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import Edit
from pccreport.findings.text import Source, Span
from pccreport.house.house import HouseFormat
from pccreport.intake.headings import PlanWords
from pccreport.intake.items import PastedItem
from pccreport.intake.lines import TypedText
from pccreport.intake.measured import NO_MEASURES, Key, MeasureNames, fold
from pccreport.intake.pasted import PastedUpdates, read_pasted
from pccreport.language.close_matches import did_you_mean
from pccreport.language.dates import are_months_within
from pccreport.language.pasted_text import is_of_now, names_of_all
from pccreport.language.wordlists import any_word_pattern
from pccreport.model import fields
from pccreport.model.periods import (
    Basis,
    FinancialYear,
    Period,
    Quarter,
    names_period,
    quarter_of,
)
from pccreport.model.plan import Priority, ReportingBody
from pccreport.model.project import Project, walk_items, walk_public_items
from pccreport.model.settings import parse_year_or_quarter
from pccreport.model.update import (
    Entry,
    NothingToReport,
    Reference,
    UpdateItem,
    is_key,
)
from pccreport.pipeline.load import read_folder, read_report
from pccreport.pipeline.project_folder import choose_report
from pccreport.report.aim_names import aim_names
from pccreport.report.measure_words import MeasureWords
from pccreport.report.measures import MeasureRow
from pccreport.report.merge import merge
from pccreport.report.placeholder_values import headings
from pccreport.source import files, yaml
from pccreport.source.command_error import FINDINGS, USAGE, CommandError
from pccreport.source.edits import apply_edits
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode
from pccreport.writers.project_yaml import Cells, entry_lines, typed_figure


class PasteResult(NamedTuple):
    """What was read of a text, and the period of the report that it is for."""

    updates: PastedUpdates
    period: str
    streams: tuple[str, ...]
    """The keys of the streams that can be chosen; none if one is."""
    project: Project
    figures: Mapping[Key, str]
    """What is given for measures, as it is typed in an update file, in the plan's order."""
    of_figures: str
    """What the name of a new file with figures ends in, as that of a stream's file in the stream."""


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
    read, _ = read_folder(folder)
    read, _ = read_report(read, report)
    project, settings = read.project, read.settings
    if project is None or settings is None:
        way_out = f"see what is wrong with: pccreport check {files.quoted_path(path)}"
        raise CommandError(f"the project “{path}” cannot be read", FINDINGS, way_out)
    words = plan_words(project)
    aim = _chosen_aim(aim, words)
    stream = _chosen_stream(stream, words)
    chosen = period or settings.period
    measures = NO_MEASURES if chosen == "plan" else measure_names(project, chosen)
    updates = read_pasted(typed, words, aim, stream, measures)
    streams = () if stream else (*words.streams,)
    in_order = (
        (m.key, area) for m in project.plan.measures for area in m.areas or ("",)
    )
    given = {key: updates.figures[key] for key in in_order if key in updates.figures}
    figures = {
        key: typed_figure(each.said.figure, each.said.withheld, private=each.private)
        for key, each in given.items()
    }
    of_figures = "measures" if words.streams else ""
    return PasteResult(updates, str(chosen), streams, project, figures, of_figures)


def measure_names(project: Project, period: Period) -> MeasureNames:
    """Return what the measures of a plan are recognised by: their titles, also as printed."""
    house, measures = project.house, project.plan.measures
    if not (measures and house.measures):
        return NO_MEASURES
    said = MeasureWords(house, quarter_of(period.end))
    keys: dict[str, str] = {}
    for each in measures:
        names = {each.title, f"{each.title} ({each.unit})", said.title(each)}
        if each.areas:
            names.add(said.caption("", (MeasureRow(each, "", None),)))
        for name in names:
            folded = fold(name)
            keys[folded] = "" if keys.get(folded, each.key) != each.key else each.key
    printed = fold(said.period(period, Basis.ALONE))
    return MeasureNames(
        keys,
        {each.key: {fold(area): area for area in each.areas} for each in measures},
        {each.key: each.unit for each in measures},
        frozenset(fold(said.said(name)) for name in ("total", "part_total"))
        | names_of_all(),
        lambda text: fold(text) == printed or says_period(text, period),
    )


def says_period(text: str, period: Period) -> bool | None:
    """Return whether the head of some figures says that they are of a period, or None."""
    of_now = is_of_now(text)
    if of_now is False:
        return False
    of_months = are_months_within(text, period.start, period.end)
    answers = (names_period(text, period), of_months, of_now)
    return next((each for each in answers if each is not None), None)


def already_there(read: PasteResult) -> dict[int, str]:
    """Return the lines of updates that a project has for the period, each with the file of it.

    What is now marked as not for publication is not there if it is public in the project.
    """
    there: dict[tuple[str, ...], dict[str, str]] = {}
    for update, cell in reversed([*read.project.cells()]):
        for entry in cell.entries if str(update.period) == read.period else ():
            key = cell.aim, cell.stream, _spoken(_text_of(entry))
            public = _spoken(_text_of(entry, public=True))
            there.setdefault(key, {})[public] = update.name
    found: dict[int, str] = {}
    for at, items in read.updates.cells.items():
        for item in items:
            names = there.get((*at, _spoken(_pasted(item))), {})
            public = _spoken(_pasted(item, public=True))
            if name := names.get(public) or names.get(""):
                found[item.line] = name
    return found


def figures_already_there(read: PasteResult) -> dict[Key, str]:
    """Return the figures that a project has for the period, each with the file of it."""
    there = {
        given.about_key: (given, update.name)
        for update in read.project.updates
        if str(update.period) == read.period
        for given in update.measures
    }
    found: dict[Key, str] = {}
    for key, (figure, withheld), private in (
        (key, each.said, each.private) for key, each in read.updates.figures.items()
    ):
        given, name = there.get(key, (None, ""))
        if given is not None and not (given.public and private):
            reason = given.withheld.text if given.withheld else ""
            value = Decimal(figure) if figure else None
            if (value, withheld) == (given.figure, reason):
                found[key] = name
    return found


def _text_of(entry: Entry, *, public: bool = False) -> str:
    """Return all that an entry says, or what is public of it."""
    match entry:
        case UpdateItem():
            items = walk_public_items([entry]) if public else walk_items([entry])
            return " ".join(t.text.text for each in items for t in each.texts())
        case NothingToReport():
            return f"nothing: {entry.reason.text}"
        case Reference():
            return f"see: {entry.see}"
        case _:
            return ""


def _pasted(item: PastedItem, *, public: bool = False) -> str:
    if public and item.private:
        return ""
    if item.nothing or item.see:
        return f"nothing: {item.nothing}" if item.nothing else f"see: {item.see}"
    points = (_pasted(each, public=public) for each in item.points)
    return " ".join((item.text, *points))


def _spoken(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def plan_words(project: Project) -> PlanWords:
    """Return what headings are recognised by: key aims of the priority reported on come first."""
    plan, house, settings = project.plan, project.house, project.settings
    own = plan.priority(settings.priority, settings.only) if settings else None
    priorities = [*((own,) if own else ()), *plan.priorities]
    aims = {a.key: (_spaced(a.key), a.text) for p in priorities for a in p.aims}
    texts = [prose.text for prose in project.printed_texts()]
    texts += [a.text for p in priorities for a in p.aims]
    pieces = (re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", t.casefold()) for t in texts)
    streams: dict[str, tuple[str, ...]] = {
        s.key: (_spaced(s.key),) for s in house.streams
    }
    if settings and own:
        of_house = headings(merge(project, settings, own)[0].report, house)
        names = _offices(plan.body, of_house)
        for key, titles in streams.items():
            streams[key] = (*titles, of_house[key], *names[key])
    return PlanWords(
        house.levels.aim,
        {key: titles for key, titles in aims.items() if is_key(key)},
        _numbered_aims(own, house) if own else 0,
        streams,
        frozenset(chain.from_iterable(pieces)),
    )


def fill_cells(
    source: Source, period: str, cells: Cells, figures: Mapping[Key, str]
) -> str | None:
    """Return the text of an update file with updates and figures put where it has none.

    The file is otherwise as it was. None if it is for another period, if a cell is not there or
    has updates already, or if the file would not be sound.
    """
    root, _ = yaml.parse_yaml(source)
    typed = isinstance(root, MappingNode) and fields.text(root, "period")
    if not typed or str(parse_year_or_quarter(typed)) != period:
        return None
    edits = []
    for cell, entries in cells.items():
        key, value = _cell(root, "updates", *cell)
        is_empty = isinstance(value, ScalarNode) and value.value in (None, "")
        if key is None or not is_empty:
            return None
        edits.append(_below(key, entry_lines(entries, _column(key) + 2)))
    for (measure, area), figure in figures.items():
        key, value = _cell(root, "measures", measure, area)
        if key is None or not isinstance(value, ScalarNode) or value.value is not None:
            return None
        behind = source.text.index(":", key.end) + 1
        # “~” and “null” are nothing too, but typed.
        end = max(behind, value.end) if value.span.text.strip() else behind
        typed = f" {figure}" if figure else source.text[behind:end]
        edits.append(Edit(Span(source, behind, end), typed))
    text = apply_edits(source, edits)
    read, problems = yaml.parse_yaml(Source(source.name, text))
    filled = (_cell(read, "updates", *cell)[1] for cell in cells)
    kinds = (SequenceNode, MappingNode)  # a list of updates, or why there is none
    is_sound = not problems and all(isinstance(each, kinds) for each in filled)
    return text if is_sound else None


def _cell(root: Node | None, *path: str) -> tuple[ScalarNode | None, Node | None]:
    """Return the key at the end of a path in an update file, and what is behind it."""
    key: ScalarNode | None = None
    for name in filter(None, path):
        if not isinstance(root, MappingNode) or name not in root.keys:
            return None, None
        key, root = root.keys[name], root.values.get(name)
    return key, root


def _column(key: ScalarNode) -> int:
    return key.start - (key.source.text.rfind("\n", 0, key.start) + 1)


def _below(key: ScalarNode, lines: Sequence[str]) -> Edit:
    """Return the insertion of lines under the line of a key."""
    text = key.source.text
    end = text.find("\n", key.end)
    end = len(text) if end < 0 else end
    end -= text[end - 1] == "\r"
    newline = "\r\n" if "\r\n" in text else "\n"
    added = "".join(newline + line for line in lines)
    return Edit(Span(key.source, end, end), added)


def _numbered_aims(own: Priority, house: HouseFormat) -> int:
    """Return how many key aims of a report have the numbers from 1, and are all that have any."""
    numbers = [n.bare_number for n in aim_names(own, house).values()]
    return len(numbers) if numbers == [*range(1, len(numbers) + 1)] else 0


def _offices(
    body: ReportingBody, headings: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the force and of the office by the stream whose heading has one.

    A contributor writes “Northshire Police” where the heading says “NP activity”.
    """
    found: dict[str, tuple[str, ...]] = dict.fromkeys(headings, ())
    for names in ((body.force_name, body.force_short), (body.name, body.short)):
        pattern = any_word_pattern(names) if any(names) else r"\Z."
        own = [key for key, h in headings.items() if re.search(rf"\b{pattern}\b", h)]
        if len(own) == 1:
            found[own[0]] += tuple(filter(None, names))
    return found


def _spaced(key: str) -> str:
    return key.replace("_", " ")


def _chosen_aim(typed: str, words: PlanWords) -> str:
    keys = [*words.aims]
    if typed.isdecimal() and 0 < int(typed) <= words.numbered:
        return keys[int(typed) - 1]
    if not typed or typed in words.aims:
        return typed
    numbers = [f"{n} " for n in range(1, words.numbered + 1)]
    listed = ", ".join(map("".join, zip_longest(numbers, keys, fillvalue="")))
    way_out = did_you_mean(typed, keys, f"there are: {listed}")
    raise CommandError(f"the plan has no key aim “{typed}”", USAGE, way_out)


def _chosen_stream(typed: str, words: PlanWords) -> str:
    keys = [*words.streams]
    if typed in words.streams:
        return typed
    if not typed:
        return keys[0] if len(keys) == 1 else ""
    way_out = did_you_mean(typed, keys, f"there are: {', '.join(keys)}")
    raise CommandError(f"the house format has no stream “{typed}”", USAGE, way_out)
