"""A text that was sent, read with the words of a project."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePath
from typing import NamedTuple

from pccreport.findings.finding import ERROR
from pccreport.findings.registry import RunStage, rule
from pccreport.intake.fates import CellKey, Intake, SentUpdate, Unplaced
from pccreport.intake.grammar import read_sent
from pccreport.intake.words import NameFinder, stems
from pccreport.language.texts.close_matches import did_you_mean
from pccreport.language.texts.figures import find_figures
from pccreport.language.texts.sentences import split_sentences
from pccreport.model.measure_names import Key
from pccreport.model.periods import Period, parse_period
from pccreport.model.plan import Plan
from pccreport.model.project import Project
from pccreport.pipeline.load import read_folder, read_plan, read_report
from pccreport.pipeline.plan_names import recognised_words
from pccreport.pipeline.present_updates import PresentEntry, find_present, known_figures
from pccreport.pipeline.project_folder import UPDATES, choose_report
from pccreport.readers.form_id import checksum
from pccreport.readers.line import ReadFile
from pccreport.source import files
from pccreport.source.answers import SentLine, find_sent_lines
from pccreport.source.command_error import FINDINGS, USAGE, CommandError

NO_SUCH_STREAM = "the house format has no stream"
_UNREADABLE = (RunStage.FILE, RunStage.YAML)


class PasteResult(NamedTuple):
    """What was read of a text, and the period of the report that it is for."""

    name: str
    """What the text is called: the name of its file."""
    reading: Intake
    """What was read; each update is of a period, and figures are in the plan's order."""
    period: Period
    streams: tuple[str, ...]
    """The keys of the streams that can be chosen; none if one is."""
    of_figures: str
    """What the name of a new file with figures ends in, as that of a stream's file in the stream."""
    of_lines: str
    """What the name of a new file with nothing but open lines ends in."""
    there: Mapping[str, PresentEntry]
    """The updates that the project has already, by the place of each in the text."""
    figures_there: Mapping[Key, str]
    """The figures that the project has already, each with the name of its file."""
    answered: frozenset[tuple[str, ...]] = frozenset()
    """The words of what the project's files have as sent in the text and in no update."""
    damaged: tuple[str, ...] = ()
    """The project's files that could not be read whole."""

    @property
    def sender(self) -> str:
        """What the contribution is called."""
        return PurePath(self.name).name

    @property
    def has_updates(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.reading.updates or self.reading.figures)

    @property
    def cells(self) -> Mapping[Period, Mapping[CellKey, Sequence[SentUpdate]]]:
        """The updates by their periods, and by key aim and stream."""
        found = defaultdict[Period, dict[CellKey, list[SentUpdate]]](dict)
        for update in self.reading.updates:
            own = found[update.period or self.period]
            own.setdefault(update.cell, []).append(update)
        return found

    @property
    def open_texts(self) -> list[Unplaced]:
        """What is in no update, and not in the project's files yet."""
        lines = [(x, as_sent_line(self.name, x).key) for x in self.reading.unplaced]
        return [each for each, key in lines if key not in self.answered]

    def keep_back(self, places: Container[str] | None) -> "PasteResult":
        """Keep back the updates at some places, or all that was read, and return it."""
        for update in self.reading.updates:
            if places is None or update.place in places:
                update.keep_back("because you said so")
        figures = self.reading.figures
        if places is None:
            figures = {k: x._replace(private=True) for k, x in figures.items()}
        return self._replace(reading=self.reading._replace(figures=figures))

    def without_present(self) -> "PasteResult":
        """Return what was read without what the project has."""
        figures = self.reading.figures
        new = {k: x for k, x in figures.items() if k not in self.figures_there}
        left = (*(x for x in self.reading.updates if x.place not in self.there),)
        return self._replace(reading=self.reading._replace(updates=left, figures=new))


def paste(
    path: Path, file: ReadFile, period: Period | None, aim: str, stream: str
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
    typed = [each.period for each in (read.settings, *read.updates[-1:]) if each]
    periods = [x for x in (period, *typed) if x and x != "plan"]
    if project is None or not periods:
        way_out = f"run pccreport check {files.quoted_path(path)}"
        raise CommandError(f"the project “{path}” cannot be read", FINDINGS, way_out)
    chosen = periods[0]
    until = read.settings.until if read.settings and not period else None
    last = (until or chosen).end
    chosen = form_period(file, project.plan, chosen.start, last) or chosen
    words = recognised_words(project, chosen, all_labels=period is None)
    if aim:
        named = NameFinder(words).aim_of(aim)
        key = named.key if named else ""
        aim = key or choose_key(aim, words.aims, "the plan has no key aim")
    if stream:
        stream = choose_key(stream, words.streams, NO_SUCH_STREAM)
    elif len(words.streams) == 1:
        (stream,) = words.streams
    reading = _settle_reading(read_sent(file, words, aim, stream), project)
    there, doubts = find_present(reading.updates, project, chosen)
    if _has_other_name(file, project.plan):
        doubts.append(("", "the form gives the office another name"))
    own = tuple(x for x in project.updates if str(x.period) == str(chosen))
    errors = (x for x in (*of_folder, *of_report) if x.severity is ERROR)
    unread = (x for x in errors if rule(x.rule).stage in _UNREADABLE or not is_whole)
    return PasteResult(
        file.name,
        reading._replace(doubts=(*reading.doubts, *doubts)),
        chosen,
        () if stream else (*words.streams,),
        "measures" if words.streams else "",
        stream or reading.whose[0] or "sent",
        there,
        known_figures(reading, project._replace(updates=own)),
        frozenset(x.key for _, x in read_sent_lines(folder) if x.is_from(file.name)),
        (*dict.fromkeys(x.at.span.source.name for x in unread),),
    )


def form_period(file: ReadFile, plan: Plan, first: date, last: date) -> Period | None:
    """Return the period that a file is the form for, or None if it is no form.

    Raise CommandError if the form is of another project, or of no period between two days.
    """
    if file.form_id is None:
        return None
    period, typed = parse_period(file.form_id.period), file.form_id.period
    # The office may be renamed while a form is out, but its key aims keep their keys.
    rows = {x.form.row for x in file.lines if x.form}
    asked = {*filter(str.isidentifier, rows)}
    if _has_other_name(file, plan) and not asked <= plan.by_aim().keys():
        message = f"“{file.name}” is a form for another project"
        advice = "give the folder of the project that the form is for"
    elif period is None or period.start < first or last < period.end:
        message = f"“{file.name}” is the form for {typed}, not for the report’s period"
        advice = f'to read it anyway, add --period "{typed}"; or ask for a form for the report’s period'
    else:
        return period
    raise CommandError(message, USAGE, advice)


def _has_other_name(file: ReadFile, plan: Plan) -> bool:
    """Return whether a file is a form of a body with another name."""
    own, name = file.form_id, plan.names["body.name"]
    return own is not None and own.project != checksum(name)


def _settle_reading(reading: Intake, project: Project) -> Intake:
    """Return what was read with sums in the texts, and figures in order."""
    for update in reading.updates:
        _write_awards(update, project)
    keys = ((m.key, area) for m in project.plan.measures for area in m.areas or ("",))
    figures = {key: reading.figures[key] for key in keys if key in reading.figures}
    return reading._replace(figures=figures)


def read_sent_lines(folder: Path) -> list[tuple[Path, SentLine]]:
    """Return what the update files of a project have as sent and in no update."""
    found = []
    for path in files.update_files(folder / UPDATES, "private").updates:
        source, _ = files.read_file(path, str(path))
        found += [(path, x) for x in find_sent_lines(source.text if source else "")]
    return found


def as_sent_line(name: str, each: Unplaced, *, by: str | None = None) -> SentLine:
    """Return what is in no update as a line of an update file; open unless somebody has read it."""
    place = ", ".join(filter(None, (PurePath(name).name.strip("-"), each.place)))
    return SentLine(place, each.reason, each.text, by is None, by or "")


def _write_awards(item: SentUpdate, project: Project) -> None:
    """Write the award of an update, and those of its points, into its text: it is printed nowhere else.

    The sum is of the sentence that it is in: what has several has it after the last.
    """
    for point in item.points:
        _write_awards(point, project)
    text, award = item.text, item.award
    stated = {x.value for x in find_figures(text) if x.unit == "£"}
    if award and Decimal(award) not in {Decimal(0), *stated}:
        house, several = project.house, len(split_sentences(text)) > 1
        amount = house.locale.sum(Decimal(award))
        amount = house.phrases["money"].fill({"amount": amount})
        end = len(text) if several else len(text.rstrip(".:;!?"))
        item.text = f"{text[:end]} ({amount}){text[end:]}"


def choose_key(typed: str, titles: Mapping[str, Sequence[str]], no_such: str) -> str:
    """Return the key that was typed, or the one of whose titles its words are."""
    words = stems(typed.replace("_", " "))
    found = [k for k, x in titles.items() if any(words <= stems(n) for n in x)]
    if typed in titles or (words and len(found) == 1):
        return typed if typed in titles else found[0]
    keys = ", ".join(filter(None, titles))
    default = f"use one of: {keys}" if keys else "leave it out"
    way_out = did_you_mean(typed, titles, default)
    raise CommandError(f"{no_such} “{typed}”", USAGE, way_out)
