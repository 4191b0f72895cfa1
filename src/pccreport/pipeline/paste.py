"""A text that was sent, read with the words of a project."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, zip_longest
from pathlib import Path, PurePath
from typing import NamedTuple

from pccreport.findings.finding import ERROR
from pccreport.findings.registry import Stage, rule
from pccreport.intake.fates import CellKey, Reading, SentUpdate, Unplaced
from pccreport.intake.grammar import read_sent
from pccreport.intake.measured import Key
from pccreport.intake.words import Naming, PlanWords, stems
from pccreport.language.close_matches import did_you_mean
from pccreport.language.figures import find_figures
from pccreport.language.sentences import split_sentences
from pccreport.model.periods import FinancialYear, Period, Quarter
from pccreport.model.project import Project
from pccreport.pipeline.load import read_folder, read_plan, read_report
from pccreport.pipeline.plan_names import names_in
from pccreport.pipeline.present_updates import (
    Present,
    find_figures_there,
    find_present,
)
from pccreport.pipeline.project_folder import UPDATES, choose_report
from pccreport.readers.line import ReadFile
from pccreport.source import files
from pccreport.source.answers import SentLine, find_sent_lines
from pccreport.source.command_error import FINDINGS, USAGE, CommandError
from pccreport.writers.project_yaml import Cells, EntryText, scalar, typed_figure

_UNREADABLE = (Stage.FILE, Stage.YAML)


class PasteResult(NamedTuple):
    """What was read of a text, and the period of the report that it is for."""

    name: str
    """What the text is called: the name of its file."""
    reading: Reading
    period: str
    streams: tuple[str, ...]
    """The keys of the streams that can be chosen; none if one is."""
    cells: Mapping[str, Cells]
    """The updates as they are written in an update file, by period."""
    figures: Mapping[Key, str]
    """What is given for measures, as it is typed in an update file, in the plan's order."""
    of_figures: str
    """What the name of a new file with figures ends in, as that of a stream's file in the stream."""
    there: Mapping[str, Present]
    """The updates that the project has already, by the place of each in the text."""
    doubts: tuple[tuple[str, str], ...]
    """What may be wrong, by place."""
    figures_there: Mapping[Key, str]
    """The figures that the project has already, each with the name of its file."""
    answered: frozenset[tuple[str, ...]] = frozenset()
    """The words of what the project's files have as sent and in no update."""
    damaged: tuple[str, ...] = ()
    """The project's files that could not be read whole."""

    notes: tuple[str, ...] = ()
    """What a reader must know of how the file was read."""

    @property
    def sender(self) -> str:
        """What the contribution is called."""
        return PurePath(self.name).name

    @property
    def has_any(self) -> bool:
        """Whether there is anything to write."""
        return any(self.cells.values()) or bool(self.figures)

    @property
    def open(self) -> list[Unplaced]:
        """What is in no update, and not in the project's files yet."""
        lines = [(x, sent_line(self.name, x).key) for x in self.reading.unplaced]
        return [each for each, key in lines if key not in self.answered]

    def kept_back(self, places: Container[str] | None) -> "PasteResult":
        """Return what was read with the updates at some places kept back, or with all."""
        found = dict[str, Cells]()
        for (period, sent), of in self._both():
            found[str(period or self.period)] = {
                cell: tuple(
                    x._replace(private=True)
                    if places is None or item.place in places
                    else x
                    for item, x in zip(sent[cell], texts, strict=True)
                )
                for cell, texts in of.items()
            }
        figures = self.figures
        if places is None:
            given = self.reading.figures
            figures = {
                k: typed_figure(*given[k].wording, private=True) for k in figures
            }
        return self._replace(cells=found, figures=figures)

    def _both(
        self,
    ) -> Iterator[
        tuple[
            tuple[Period | None, Mapping[CellKey, Sequence[SentUpdate]]],
            Cells,
        ]
    ]:
        return zip(self.reading.cells.items(), self.cells.values(), strict=True)

    def only_new(self) -> "PasteResult":
        """Return what was read without what the project has."""
        cells: dict[str, Cells] = {}
        for (period, sent), of in self._both():
            name = str(period or self.period)
            both = (
                (cell, zip(sent[cell], texts, strict=True))
                for cell, texts in of.items()
            )
            new = {
                cell: tuple(
                    text for item, text in pairs if item.place not in self.there
                )
                for cell, pairs in both
            }
            cells[name] = {cell: texts for cell, texts in new.items() if texts}
        figures = {k: x for k, x in self.figures.items() if k not in self.figures_there}
        # Measures of which nothing is given are there to be filled in, beside others.
        is_empty = self.figures_there and not any(figures.values())
        return self._replace(cells=cells, figures={} if is_empty else figures)


def paste(
    path: Path,
    file: ReadFile,
    period: Quarter | FinancialYear | None,
    aim: str,
    stream: str,
) -> PasteResult:
    """Return the updates and figures in a file, with the words of a project.

    They are of a period, or of that of the report. `aim` (a number or a key) and `stream` are those
    of the text until a heading in it names others. Raise CommandError if the project cannot be read,
    or does not have them.
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
    words, measures = names_in(project, chosen, labels=period is None)
    aim, stream = _chosen_aim(aim, words), _chosen_stream(stream, words)
    reading = read_sent(file, words, aim, stream, measures)
    in_order = (
        (m.key, area) for m in project.plan.measures for area in m.areas or ("",)
    )
    given = {key: reading.figures[key] for key in in_order if key in reading.figures}
    there, doubts = find_present(reading, project, str(chosen))
    own = [each for each in project.updates if str(each.period) == str(chosen)]
    damaged = (
        found.at.span.source.name
        for found in (*of_folder, *of_report)
        if found.severity is ERROR
        and (rule(found.rule).stage in _UNREADABLE or not is_whole)
    )
    return PasteResult(
        *(file.name, reading, str(chosen), () if stream else (*words.streams,)),
        {
            str(of or chosen): {k: _written(x, project) for k, x in cells.items()}
            for of, cells in reading.cells.items()
        },
        {k: typed_figure(*x.wording, private=x.private) for k, x in given.items()},
        "measures" if words.streams else "",
        there,
        (*reading.doubts, *doubts),
        find_figures_there(reading, project._replace(updates=tuple(own))),
        frozenset(x.key for _, x in sent_lines(folder)),
        (*dict.fromkeys(damaged),),
        file.notes,
    )


def sent_lines(folder: Path) -> list[tuple[Path, SentLine]]:
    """Return what the update files of a project have as sent and in no update."""
    found = []
    inner = folder / UPDATES
    for path in (*files.yaml_files(inner), *files.yaml_files(inner / "private")):
        source, _ = files.read_file(path, str(path))
        found += [(path, x) for x in find_sent_lines(source.text if source else "")]
    return found


def sent_line(name: str, each: Unplaced, *, by: str | None = None) -> SentLine:
    """Return what is in no update as a line of an update file; open unless somebody has read it."""
    place = ", ".join(filter(None, (PurePath(name).name.strip("-"), each.place)))
    return SentLine(place, each.reason, each.text, by is None, by or "")


def _written(items: Sequence[SentUpdate], project: Project) -> tuple[EntryText, ...]:
    return tuple(
        EntryText(
            _with_sum(i.text, i.award, project),
            *(_written(i.points, project), bool(i.kept), i.see),
            (("outcome", i.outcome),) if i.outcome else (),
            *(_award(i), "", i.nothing),
        )
        for i in items
    )


def _award(item: SentUpdate) -> str:
    parts = (("amount", item.award), ("fund", scalar(item.fund) if item.fund else ""))
    shown = ", ".join(f"{name}: {value}" for name, value in parts if value)
    return f"{{{shown}}}" if item.award else ""


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
    named = Naming(words).aim_of(typed) if typed else None
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


def _meant(typed: str, titles: Mapping[str, Iterable[str]]) -> str:
    """Return the key that was typed, or the one of whose titles its words are, or ""."""
    if typed in titles:
        return typed
    words = stems(typed.replace("_", " "))
    found = [
        key for key, names in titles.items() if any(words <= stems(x) for x in names)
    ]
    return found[0] if words and len(found) == 1 else ""


def all_updates(reading: Reading) -> list[SentUpdate]:
    """Return the updates of all parts, without their points."""
    cells = chain.from_iterable(cells.values() for cells in reading.cells.values())
    return [*chain.from_iterable(cells)]
