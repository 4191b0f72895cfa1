"""The files of a quarter that is to come: one a stream, every key aim ready."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from pccreport.findings.finding import has_errors
from pccreport.model.periods import Quarter, file_stem, quarter_of
from pccreport.model.private_intent import is_private_file
from pccreport.model.project import Project
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import figures
from pccreport.pipeline.load import read_folder, read_report, read_updates
from pccreport.pipeline.project_folder import UPDATES, report_files
from pccreport.report.coverage import Answer, Coverage, cover
from pccreport.report.promises import open_promises
from pccreport.source.command_error import FINDINGS, USAGE, CommandError
from pccreport.writers.project_yaml import (
    due_note,
    entry_notes,
    figure_lines,
    figure_note,
    update_file,
)


def quarter_files(
    quarter: Quarter, streams: Iterable[str], aims: Iterable[str]
) -> dict[str, str]:
    """Return the update files of a first quarter, by their names in a project's folder."""
    return {
        f"{UPDATES}/{_name(quarter, stream)}": update_file(
            str(quarter), {(aim, stream): () for aim in aims}
        )
        for stream in streams
    }


def last_quarter(folder: Path) -> Quarter | None:
    """Return the quarter that the last update file of a folder ends in, or None."""
    read, _ = read_updates(folder)
    return max((quarter_of(each.period.end) for each in read), default=None)


def next_quarter(folder: Path, quarter: Quarter) -> dict[Path, str]:
    """Return the update files of a quarter of a project, with notes of what was sent last.

    Raise CommandError if the project has errors: what could not be read would be left out.
    """
    files, findings = read_folder(folder)
    files, of_report = read_report(files, report_files(folder)[0])
    project = files.project
    if project is None or has_errors((*findings, *of_report)):
        message = "the project has errors, so nothing was written"
        raise CommandError(message, FINDINGS, "correct what pccreport check shows")
    plan = project.plan
    if not plan.years.number_of(quarter.year):
        message = f"{quarter} is outside the plan’s years, {plan.years}"
        raise CommandError(message, USAGE, "correct it, or the years in plan.yaml")
    # A private file is private by its place, which a note does not have.
    updates = [each for each in project.updates if not is_private_file(each.name)]
    # Of a key aim with parts, updates are usually about the parts.
    told = {c.aim for each in updates for c in each.cells if c.entries}
    aims = [key for key in plan.aims() if key not in plan.divided() or key in told]
    covered = cover(updates, aims, plan.years.first.quarter(1), quarter)
    written: dict[Path, str] = {}
    streams = [stream.key for stream in project.house.streams] or [""]
    promised = _promised(updates, quarter, aims, streams)
    given = _figures(project, updates, quarter)
    of_figures = folder / UPDATES / _name(quarter, streams[0] and "measures")
    for stream in streams:
        name = folder / UPDATES / _name(quarter, stream)
        cells = {(aim, stream): () for aim in aims}
        earlier = (q for q in covered.told if q < quarter)
        sent = (q for q in earlier if covered.of_stream(q, stream).entries)
        last = max(sent, default=None)
        notes = {
            (a, s): [*promised[a, s], *(_notes(covered, last, s, a) if last else ())]
            for a, s in cells
        }
        own = given if name == of_figures else ()
        written[name] = update_file(str(quarter), cells, notes, own)
    if given and of_figures not in written:
        written[of_figures] = update_file(str(quarter), {}, figures=given)
    return written


def _promised(
    updates: Iterable[UpdateFile],
    quarter: Quarter,
    aims: Collection[str],
    streams: Sequence[str],
) -> Mapping[tuple[str, str], list[str]]:
    """Return notes of the promises that are due by a quarter, where they are to be spoken of."""
    notes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for promise in open_promises(updates, aims, quarter):
        if promise.is_due(quarter):
            stream = promise.stream if promise.stream in streams else streams[0]
            notes[promise.aim, stream].append(due_note(promise))
    return notes


def _figures(
    project: Project, updates: Iterable[UpdateFile], quarter: Quarter
) -> list[str]:
    """Return the lines of the measures and statuses, with what was given last."""
    last: dict[tuple[str, ...], str] = {}
    for update in updates:
        if update.period.end < quarter.start:
            last |= {
                each.about_key: f"{update.period}: {note}"
                for each in figures(update)
                if (note := figure_note(each))
            }
    measures = project.plan.measures
    abouts = [*project.plan.aims()] if project.house.statuses else []
    abouts += (each.key for each in measures if (each.key,) in last)
    return figure_lines(measures, abouts, last)


def _name(quarter: Quarter, stream: str) -> str:
    return f"{file_stem(quarter, stream)}.yaml"


def _notes(told: Coverage, last: Quarter, stream: str, aim: str) -> list[str]:
    cell = told.cell(last, stream, aim)
    if cell.answer is Answer.EMPTY:
        return [f"{last}: nothing was sent"]
    notes = entry_notes(cell)
    return [f"{last}:", *notes] if notes else []
