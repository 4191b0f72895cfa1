"""A pasted text, read with the words of a project."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, product, zip_longest
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import ERROR
from pccreport.findings.registry import Stage, rule
from pccreport.intake.account import LeftOutReason
from pccreport.intake.headings import PlanWords
from pccreport.intake.items import CellKey, PastedItem
from pccreport.intake.lines import TypedText
from pccreport.intake.measured import NO_MEASURES, Key, MeasureNames, fold
from pccreport.intake.mentions import aim_of_cell
from pccreport.intake.pasted import PastedUpdates, read_pasted
from pccreport.language.aim_headings import (
    is_of_office,
    office_names,
    without_article,
    without_light_words,
)
from pccreport.language.close_matches import did_you_mean
from pccreport.language.column_headings import is_current_heading, names_for_all_areas
from pccreport.language.dates import are_months_within
from pccreport.language.fair_edits import judge_edit
from pccreport.language.figures import find_figures
from pccreport.language.sentences import split_sentences
from pccreport.language.wordlists import any_word_pattern
from pccreport.model.measures import MeasureValue
from pccreport.model.periods import (
    Basis,
    FinancialYear,
    Period,
    Quarter,
    names_period,
    quarter_of,
)
from pccreport.model.plan import KeyAim, ReportingBody
from pccreport.model.project import Project, walk_items, walk_public_items
from pccreport.model.prose import parse_prose
from pccreport.model.update import (
    Entry,
    NothingToReport,
    Reference,
    UpdateItem,
    is_key,
    own_text,
)
from pccreport.model.visibility import plain_parts, plain_words
from pccreport.pipeline.load import read_folder, read_plan, read_report
from pccreport.pipeline.project_folder import choose_report
from pccreport.report.aim_names import aim_names
from pccreport.report.measure_words import MeasureWords
from pccreport.report.measures import MeasureRow
from pccreport.report.merge import merge
from pccreport.report.placeholder_values import headings
from pccreport.source import files
from pccreport.source.command_error import FINDINGS, USAGE, CommandError
from pccreport.writers.project_yaml import Cells, EntryText, typed_figure

_UNPLACED = {LeftOutReason.NO_AIM, LeftOutReason.NO_STREAM}
_UNREADABLE = (Stage.FILE, Stage.YAML)
_ALIKE = 0.75
"""The share of their words that two wordings of one update have in common."""
ANY = "*"
"""In place of the key of a key aim or a stream: it may be any."""


class Present(NamedTuple):
    """An entry that a project has, and the name of its file."""

    file: str
    entry: Entry
    reworded: bool = False
    """Whether it has other words there."""


class PresentFigure(NamedTuple):
    """What a project has for a measure, and the name of its file."""

    file: str
    value: MeasureValue


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
    figures_there: Mapping[Key, PresentFigure]
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
    read, of_report = read_report(read, report)
    # What can be read of files with errors is enough for most of a text.
    is_whole = read.project is not None and read.settings is not None
    project = read._replace(plan=read.plan or read_plan(folder)[0]).project
    periods = [each.period for each in (read.settings, *read.updates[-1:]) if each]
    if project is None or not (period or periods):
        way_out = f"see what is wrong with: pccreport check {files.quoted_path(path)}"
        raise CommandError(f"the project “{path}” cannot be read", FINDINGS, way_out)
    chosen = period or periods[0]
    words = plan_words(project, None if chosen == "plan" else chosen)
    aim = _chosen_aim(aim, words)
    stream = _chosen_stream(stream, words)
    measures = NO_MEASURES if chosen == "plan" else measure_names(project, chosen)
    updates = read_pasted(typed, words, aim, stream, measures)
    streams = () if stream else (*words.streams,)
    in_order = (
        (m.key, area) for m in project.plan.measures for area in m.areas or ("",)
    )
    given = {key: updates.figures[key] for key in in_order if key in updates.figures}
    figures = {
        key: typed_figure(
            each.wording.figure, each.wording.withheld, private=each.private
        )
        for key, each in given.items()
    }
    of_figures = "measures" if words.streams else ""
    own = tuple(each for each in project.updates if str(each.period) == str(chosen))
    of_period = project._replace(updates=own)
    there = find_there(updates, of_period)
    likely = sorted(_find_alike(updates, of_period), key=lambda each: each[1].reworded)
    alike = {line: each for line, each in likely if line not in there}
    doubts = (
        (
            line,
            f"it may be {_place(present)} already, in other words; both would be printed: delete one",
        )
        for line, present in alike.items()
        if not present.reworded
    )
    updates = updates._replace(doubts=(*sorted((*updates.doubts, *doubts)),))
    there |= {line: each for line, each in alike.items() if each.reworded}
    return PasteResult(
        *(updates, str(chosen), streams),
        {cell: _written(items, project) for cell, items in updates.cells.items()},
        *(figures, of_figures),
        *(there, find_figures_there(updates, of_period)),
        tuple(
            dict.fromkeys(
                found.at.span.source.name
                for found in (*of_folder, *of_report)
                if found.severity is ERROR
                and (rule(found.rule).stage in _UNREADABLE or not is_whole)
            )
        ),
    )


def measure_names(project: Project, period: Period) -> MeasureNames:
    """Return what the measures of a plan are recognised by: their titles, also as printed."""
    house, measures = project.house, project.plan.measures
    if not (measures and house.measures):
        return NO_MEASURES
    wording = MeasureWords(house, quarter_of(period.end))
    keys: dict[str, str] = {}
    for each in measures:
        names = {each.title, f"{each.title} ({each.unit})", wording.title(each)}
        if each.areas:
            names.add(wording.caption("", (MeasureRow(each, "", None),)))
        for name in names:
            folded = fold(name)
            keys[folded] = "" if keys.get(folded, each.key) != each.key else each.key
    printed = fold(wording.period(period, Basis.ALONE))
    return MeasureNames(
        keys,
        {each.key: {fold(area): area for area in each.areas} for each in measures},
        {each.key: each.unit for each in measures},
        frozenset(fold(wording.fill(name)) for name in ("total", "part_total"))
        | names_for_all_areas(),
        lambda text: fold(text) == printed or says_period(text, period),
    )


def says_period(text: str, period: Period) -> bool | None:
    """Return whether the head of some figures says that they are of a period, or None."""
    of_now = is_current_heading(text)
    if of_now is False:
        return False
    of_months = are_months_within(text, period.start, period.end)
    answers = (names_period(text, period), of_months, of_now)
    return next((each for each in answers if each is not None), None)


def only_new(read: PasteResult) -> PasteResult:
    """Return what was read without what the project has."""
    new = {
        cell: tuple(
            written
            for item, written in zip(read.updates.cells[cell], entries, strict=True)
            if item.line not in read.there
        )
        for cell, entries in read.cells.items()
    }
    figures = {
        k: each for k, each in read.figures.items() if k not in read.figures_there
    }
    # Measures of which nothing is given are there to be filled in, beside others.
    figures = {} if read.figures_there and not any(figures.values()) else figures
    return read._replace(
        cells={cell: each for cell, each in new.items() if each}, figures=figures
    )


def find_there(updates: PastedUpdates, project: Project) -> dict[int, Present]:
    """Return the lines of updates that a project has, each with what it is there.

    There it may have an outcome as well, which is often added, and its award anywhere in its text.
    What is now marked as not for publication is not there if it is public in the project.
    """
    there: dict[str, list[tuple[CellKey, str, Present]]] = defaultdict(list)
    for update, cell in reversed([*project.cells()]):
        for entry, outcomes in product(cell.entries, (False, True)):
            public = _spoken(_text_of(entry, public=True, outcomes=outcomes))
            present = Present(update.name, entry)
            there[_spoken(_text_of(entry, outcomes=outcomes))].append(
                ((cell.aim, cell.stream), public, present)
            )
    found: dict[int, Present] = {}
    for where, items in updates.cells.items():
        for item in items:
            allowed = ("", _spoken(_pasted(item, public=True)))
            for own, public, present in there[_spoken(_pasted(item))]:
                if where == own and public in allowed:
                    found[item.line] = present
    return found


def _find_alike(
    updates: PastedUpdates, project: Project
) -> Iterator[tuple[int, Present]]:
    """Yield the lines of updates that are much as what is in their place and not sent again."""
    for update, cell in project.cells():
        items = updates.cells.get((cell.aim, cell.stream), ())
        public = (x for x in items if _pasted(x, public=True) == _pasted(x))
        sent = {x.line: _spoken(_pasted(x)) for x in public}
        lines_with = defaultdict[str, list[int]](list)
        words_of = {line: frozenset(wording.split()) for line, wording in sent.items()}
        for line, words in words_of.items():
            for word in words:
                lines_with[word].append(line)
        texts = {_spoken(_text_of(x)): x for x in cell.entries}
        for text in texts.keys() - {*sent.values()}:
            own = {*text.split()}
            rarest = sorted(own, key=lambda word: len(lines_with.get(word, ())))
            # Texts that share three quarters of their words share one of so many.
            some = rarest[: len(own) * 2 // 5 + 1]
            for line in {line for word in some for line in lines_with.get(word, ())}:
                words = words_of[line]
                if 2 * len(own & words) >= _ALIKE * (len(own) + len(words)):
                    is_same = _is_mended(text, sent[line])
                    yield line, Present(update.name, texts[text], is_same)


def _place(present: Present) -> str:
    """Return where an entry is: “on line 10 of updates/…”."""
    text = own_text(present.entry)
    line = text.origin.span.without_block_header.line if text else 0
    return f"{f'on line {line} of' if line else 'in'} {present.file}"


def _is_mended(text: str, other: str) -> bool:
    """Return whether two texts differ in nothing but spelling, articles and the like."""
    bare, of_other = without_light_words(text), without_light_words(other)
    figures, others = (re.findall(r"\d+", each) for each in (text, other))
    return figures == others and judge_edit(bare, of_other, frozenset()).weight is None


def find_figures_there(
    updates: PastedUpdates, project: Project
) -> dict[Key, PresentFigure]:
    """Return the figures that a project has, each with the file of it."""
    there = {
        given.about_key: (given, update.name)
        for update in project.updates
        for given in update.measures
    }
    found: dict[Key, PresentFigure] = {}
    for key, (figure, withheld), private in (
        (key, each.wording, each.private) for key, each in updates.figures.items()
    ):
        given, name = there.get(key, (None, ""))
        if given is not None and not (given.public and private):
            reason = given.withheld.text if given.withheld else ""
            value = Decimal(figure) if figure else None
            if (value, withheld) == (given.figure, reason):
                found[key] = PresentFigure(name, given)
    return found


def _text_of(entry: Entry, *, public: bool = False, outcomes: bool = True) -> str:
    """Return all that an entry says, or what is public of it."""
    match entry:
        case UpdateItem():
            items = walk_public_items([entry]) if public else walk_items([entry])
            return " ".join(
                _summed(
                    (
                        plain_words(x)
                        for name, x in each.texts()
                        if outcomes or not name
                    ),
                    each.award.amount if each.award else None,
                )
                for each in items
            )
        case NothingToReport():
            return f"nothing: {plain_words(entry.reason)}"
        case Reference():
            return f"see: {entry.see}"
        case _:
            return ""


def _pasted(item: PastedItem, *, public: bool = False) -> str:
    if public and item.private:
        return ""
    if item.nothing or item.see:
        return (
            f"nothing: {_plain(item.nothing)}" if item.nothing else f"see: {item.see}"
        )
    points = (_pasted(each, public=public) for each in item.points)
    own = _summed(map(_plain, (item.text, item.outcome)), Decimal(item.award or 0))
    return " ".join((own, *filter(None, points)))


def _summed(texts: Iterable[str], award: Decimal | None) -> str:
    """Return some texts as one, with the sum of an award behind them if it is not within."""
    amount = f"£{award:,.2f}".removesuffix(".00") if award else ""
    words = re.sub(rf"{re.escape(amount)}(?![,\d])", "", " ".join(texts), count=1)
    return f"{words}\n\n{amount}"


def _plain(text: str) -> str:
    return plain_parts(parse_prose(text))


def _spoken(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def read_sent(
    typed: TypedText,
    words: PlanWords,
    measures: MeasureNames,
    there: Iterable[str] = (),
) -> PastedUpdates:
    """Return the updates in a text, also those of which it does not say where they belong.

    With --aim, `paste` may read more of it: so is it read if more of that is `there`, in a project.
    """
    found = read_pasted(typed, words, "", "", measures)
    for aim, stream in (("", ANY), (ANY, ""), (ANY, ANY)):
        is_all = found.cells and not any(
            line.reason is LeftOutReason.NO_STREAM for line in found.left_out
        )
        if is_all or (
            found.figures and not {x.reason for x in found.left_out} & _UNPLACED
        ):
            break
        found = read_pasted(typed, words, aim, stream, measures)
    if any(line.may_be_update for line in found.left_out):
        spoken = {*map(_spoken, there)}

        def carried(read: PastedUpdates) -> int:
            texts = map(_pasted, chain.from_iterable(read.cells.values()))
            sentences = (x[a:b] for x in texts for a, b in split_sentences(x))
            return sum(_spoken(each) in spoken for each in sentences)

        other = read_pasted(typed, words, ANY, ANY, measures)
        found = max(found, other, key=carried)
    return found


def _written(items: Sequence[PastedItem], project: Project) -> tuple[EntryText, ...]:
    return tuple(
        EntryText(
            _with_sum(i.text, i.award, project),
            *(_written(i.points, project), i.private, i.see, i.outcome),
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


def plan_words(project: Project, period: Period | None = None) -> PlanWords:
    """Return what headings are recognised by: key aims of the priority reported on come first.

    What is of another `period` than that, if there is one, is known too.
    """
    plan, house, settings = project.plan, project.house, project.settings
    own = plan.priority(settings.priority, settings.only) if settings else None
    priorities = [*((own,) if own else ()), *plan.priorities]
    named = aim_names(own, house) if own else {}
    numbers = {key: name.bare_number for key, name in named.items()}

    def titles_of(aim: KeyAim) -> tuple[str, ...]:
        dotted = [str(n)] if "." in str(n := numbers.get(aim.key)) else []
        with_number = (f"{n} {aim.text}" for n in dotted)
        return _spaced(aim.key), *dotted, *with_number, aim.text

    aims = {a.key: titles_of(a) for p in priorities for a in p.aims}
    texts = [prose.text for prose in project.printed_texts()]
    texts += [a.text for p in priorities for a in p.aims]
    pieces = (re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", t.casefold()) for t in texts)
    streams: dict[str, tuple[str, ...]] = {
        s.key: (_spaced(s.key),) for s in house.streams
    }
    office = ""
    of_house = {s.key: s.heading.text if s.heading else "" for s in house.streams}
    if settings and own:
        of_house = headings(merge(project, settings, own)[0].report, house)
    names = _offices(plan.body, of_house)
    for key, titles in streams.items():
        streams[key] = (*titles, of_house[key], *names[key])
        if plan.body.name in names[key] or is_of_office(of_house[key]):
            office = office or key
    return PlanWords(
        house.levels.aim,
        {key: titles for key, titles in aims.items() if is_key(key)},
        # Only those that have the numbers from 1, and are all that have any.
        len(numbers) if [*numbers.values()] == [*range(1, len(numbers) + 1)] else 0,
        streams,
        frozenset(chain.from_iterable(pieces)),
        office,
        len(plan.priorities) == 1,
        lambda text: says_period(text, period) if period else None,
    )


def _offices(
    body: ReportingBody, headings: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the force and of the office by the stream whose heading has one.

    A contributor writes “Northshire Police” where the heading says “NP activity”.
    """
    found: dict[str, tuple[str, ...]] = dict.fromkeys(headings, ())
    of_holder = office_names(filter(None, (body.holder_short, body.holder_office)))
    force, office = (body.force_name, body.force_short), (body.name, body.short)
    for names in (force, (*office, *of_holder)):
        pattern = any_word_pattern(names) if any(names) else r"\Z."
        own = [
            key
            for key, h in headings.items()
            if re.search(rf"\b{pattern}\b", h)
            or any(
                n.startswith(h) or n.endswith(f" {without_article(h)}") for n in names
            )
        ]
        if len(own) == 1:
            found[own[0]] += tuple(filter(None, names))
    return found


def _spaced(key: str) -> str:
    return key.replace("_", " ")


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
    words = {*_spoken(_spaced(typed)).split()}
    found = [
        key
        for key, names in titles.items()
        if any(words <= {*_spoken(name).split()} for name in names)
    ]
    return found[0] if words and len(found) == 1 else ""
