"""The update files of a new quarter: one for each stream, with every key aim."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pccreport.findings.finding import has_errors
from pccreport.model.periods import Quarter, file_stem, quarters_of
from pccreport.model.private_intent import is_private_file
from pccreport.model.project import Project
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import all_figures
from pccreport.pipeline.load import read_folder, read_report
from pccreport.pipeline.project_folder import UPDATES, report_files
from pccreport.report.coverage import CellState, CoveredCell, find_coverage, state_of
from pccreport.report.promises import open_promises
from pccreport.source.command_error import FINDINGS, USAGE, CommandError
from pccreport.writers.project_yaml import (
    due_note,
    empty_figure_lines,
    entry_notes,
    figure_note,
    update_yaml,
)


def next_quarter(folder: Path, quarter: Quarter) -> dict[Path, str]:
    """Return the update files of a quarter by path, with the last updates as notes.

    Raise CommandError if the project has errors, because text could be missing.
    """
    files, findings = read_folder(folder)
    files, more = read_report(files, report_files(folder)[0])
    project = files.project
    if project is None or has_errors((*findings, *more)):
        message = "the project has errors, so nothing was written"
        raise CommandError(message, FINDINGS, "correct what pccreport check shows")
    plan = project.plan
    if not plan.years.number_of_year(quarter.year):
        message = f"{quarter} is outside the plan’s years, {plan.years}"
        raise CommandError(message, USAGE, "correct the period, or years: in plan.yaml")
    # A file is private by its folder; a note of it in another file would not be.
    updates = [file for file in project.updates if not is_private_file(file.name)]
    # Updates are usually about the parts of a key aim, if it has any.
    reported = {c.aim for file in updates for c in file.cells if c.entries}
    every = (aim for priority in plan.priorities for aim in priority.aims)
    divided = {aim.key for aim in every if aim.has_parts}
    aims = [key for key in plan.by_aim() if key not in divided or key in reported]
    coverage = find_coverage(updates, aims, quarters_of(plan.years.start, quarter.end))
    written: dict[Path, str] = {}
    streams = [stream.key for stream in project.house.streams] or [""]
    promises = _promise_notes(updates, quarter, streams)
    figure_fields = _figure_fields(project, updates, quarter)
    figures_path = folder / UPDATES / _file_name(quarter, streams[0] and "measures")
    for stream in streams:
        name = folder / UPDATES / _file_name(quarter, stream)
        cells = {(aim, stream): () for aim in aims}
        earlier = (q for q in coverage.cells if q.end < quarter.start)
        sent = (q for q in earlier if coverage.stream_cell(q, stream))
        last = max(sent, default=None, key=lambda q: q.end)
        notes = {
            (aim, stream): promises[aim, stream]
            + (_last_notes(str(last), coverage.cell(last, stream, aim)) if last else [])
            for aim in aims
        }
        own = figure_fields if name == figures_path else ()
        written[name] = update_yaml(str(quarter), cells, notes, own)
    if figure_fields and figures_path not in written:
        written[figures_path] = update_yaml(str(quarter), {}, figures=figure_fields)
    return written


def _promise_notes(
    updates: Iterable[UpdateFile], quarter: Quarter, streams: Sequence[str]
) -> Mapping[tuple[str, str], list[str]]:
    """Return notes of the promises due by a quarter, by key aim and stream."""
    notes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for promise in open_promises(updates, quarter):
        if promise.is_due(quarter):
            stream = promise.stream if promise.stream in streams else streams[0]
            notes[promise.aim, stream].append(due_note(promise))
    return notes


def _figure_fields(
    project: Project, updates: Iterable[UpdateFile], quarter: Quarter
) -> list[str]:
    """Return the fields of measures and statuses, with the last values as notes."""
    last: dict[tuple[str, ...], str] = {}
    for update in updates:
        if update.period.end < quarter.start:
            last |= {
                figure.about_key: f"{update.period}: {note}"
                for figure in all_figures(update)
                if (note := figure_note(figure))
            }
    measures = project.plan.measures
    abouts = [*project.plan.by_aim()] if project.house.statuses else []
    abouts += (measure.key for measure in measures if (measure.key,) in last)
    return empty_figure_lines(measures, abouts, last)


def _file_name(quarter: Quarter, stream: str) -> str:
    return f"{file_stem(quarter, stream)}.yaml"


def _last_notes(last: str, cell: CoveredCell) -> list[str]:
    if state_of(cell) is CellState.EMPTY:
        return [f"## {last}: nothing was sent"]
    notes = entry_notes(cell)
    return [f"## {last}:", *notes] if notes else []
