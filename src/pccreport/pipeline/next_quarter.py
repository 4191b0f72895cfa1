"""The files of a quarter that is to come: one a stream, every key aim ready."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pccreport.findings.finding import has_errors
from pccreport.model.periods import Quarter, file_stem
from pccreport.model.private_intent import is_private_file
from pccreport.pipeline.load import UPDATES, read_folder, read_report, report_files
from pccreport.report.coverage import Answer, Coverage, cover
from pccreport.source.command_error import FINDINGS, USAGE, CommandError
from pccreport.writers.project_yaml import told_notes, update_file


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
    aims = [*plan.aims()]
    # A private file is private by its place, which a note does not have.
    updates = (each for each in project.updates if not is_private_file(each.name))
    told = cover(updates, aims, plan.years.first.quarter(1), quarter)
    written: dict[Path, str] = {}
    for stream in [stream.key for stream in project.house.streams] or [""]:
        name = folder / UPDATES / _name(quarter, stream)
        cells = {(aim, stream): () for aim in aims}
        earlier = (q for q in told.told if q < quarter)
        sent = (q for q in earlier if told.of_stream(q, stream).entries)
        last = max(sent, default=None)
        notes = {(a, s): _notes(told, last, s, a) for a, s in cells} if last else {}
        written[name] = update_file(str(quarter), cells, notes)
    return written


def _name(quarter: Quarter, stream: str) -> str:
    of_stream = f"-{stream.replace('_', '-')}" if stream else ""
    return f"{file_stem(quarter)}{of_stream}.yaml"


def _notes(told: Coverage, last: Quarter, stream: str, aim: str) -> list[str]:
    cell = told.cell(last, stream, aim)
    if cell.answer is Answer.EMPTY:
        return [f"{last}: nothing was sent"]
    notes = told_notes(cell)
    return [f"{last}:", *notes] if notes else []
