"""The files of a project by name and folder, and strays; `read_file` reads them."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pccreport.findings.finding import ERROR, WARNING, Diagnostic, Severity
from pccreport.findings.registry import rule
from pccreport.findings.text import Source, Span
from pccreport.language.texts.close_matches import closest_match
from pccreport.model import private_intent
from pccreport.source import files
from pccreport.source.command_error import USAGE, CommandError

PLAN, REPORT, REPORTS, UPDATES = "plan.yaml", "report.yaml", "reports", "updates"
HOUSE = "house.yaml"
"""The usual name of an own house format."""
_PRIVATE = private_intent.FOLDER
_UPDATES = r"(?m)^updates[ \t]*:"

FileOverrides = Mapping[Path, "tuple[Source | None, tuple[Diagnostic, ...]]"]
"""Content of files in place of that on disk, such as edits that are tried."""
NOTHING_GIVEN: FileOverrides = {}
STRAY = rule("stray-file")


def report_files(folder: Path) -> tuple[Path, ...]:
    """Return the reports of a project: report.yaml, and the files in “reports”."""
    one = folder / REPORT
    first = (one,) if files.file_exists(one) else ()
    return (*first, *files.update_files(folder / REPORTS).updates)


def report_at(folder: Path, path: Path) -> Path | None:
    """Return the report of a project whose file is `path`, or None."""
    name = files.normalise_path(path)
    return next(
        (r for r in report_files(folder) if files.normalise_path(r) == name), None
    )


def find_project(path: Path) -> Path | None:
    """Return the nearest folder above a file with a plan, or None; relative if `path` is, on this drive."""
    for folder in path.absolute().parents:
        if files.file_exists(folder / PLAN):
            return folder if path.anchor else Path(os.path.relpath(folder))
    return None


def choose_report(path: Path, more_advice: str = "") -> tuple[Path, Path]:
    """Return the project folder and the report of a path: a folder, or the file of a report.

    Raise CommandError if it is neither, or if the folder has several; then `more_advice` is
    added to the help.
    """
    if files.file_exists(path):
        folder = find_project(path)
        report = report_at(folder, path) if folder else None
        if folder is None or report is None:
            advice = "give the folder that holds plan.yaml and your updates"
            raise CommandError(f"“{path}” is not a report file", USAGE, advice)
        return folder, report
    found = report_files(path)
    if len(found) > 1 and found[0] != path / REPORT:
        message = f"“{path}” has {len(found)} reports: {files.list_names(found)}"
        raise CommandError(message, USAGE, f"give one, such as {found[0]}{more_advice}")
    return path, found[0] if found else path / REPORT


def is_in_private_folder(path: Path) -> bool:
    """Return whether a file, or the target of a link, is in a folder of private files."""
    paths = (str(path.absolute()), files.normalise_path(path))
    return any(map(private_intent.is_private_file, paths))


def stray_update_sources(stray: Path) -> Iterator[Source]:
    """Yield the sources of a stray that are update files: itself, or the files in it."""
    for path in files.stray_updates(stray):
        if not files.is_inside(path, find_project(stray) or stray.parent):
            continue
        source, _ = files.read_file(path, str(path))
        is_yaml = path.suffix.lower() != ".txt" or files.has_extra_suffix(path)
        is_private_file = is_yaml and is_in_private_folder(path)
        if source and (is_private_file or re.search(_UPDATES, source.text)):
            yield source


def stray_findings(path: Path) -> tuple[Diagnostic, ...]:
    """Return the finding for a stray, or () for a note."""
    folder, severity = path.parent, ERROR
    lost = tuple(stray_update_sources(path))
    is_private_file, is_text = is_in_private_folder(path), path.suffix.lower() == ".txt"
    if is_private_file and is_text and not lost:
        return ()  # a private note
    folder_name = REPORTS if folder.name == REPORTS else UPDATES
    advice = f"{folder_name[:-1]} files must be directly in “{folder_name}”, with names ending in .yaml"
    if _PRIVATE in {path.name.lower(), folder.name.lower()} and not is_private_file:
        advice = f"files are private only in “{UPDATES}/{_PRIVATE}”: move private files there"
    elif folder.name == UPDATES and closest_match(path.name, (_PRIVATE,)):
        advice = f"if its files are private, rename it to “{_PRIVATE}”"
    elif path.stem.lower().startswith("report") and files.file_exists(folder / PLAN):
        advice = f"if it is another report, move it into a folder “{REPORTS}”"
    elif files.file_exists(folder / PLAN):
        advice = f"if it has updates, move it into “{UPDATES}”; if it is a house format, name it in {REPORT}: house: {path.name}"
    original = f"{path.name[: path.name.lower().rfind('.y')]}.yaml"
    if files.has_extra_suffix(path) and files.file_exists(folder / original):
        severity = WARNING
        advice = f"if it is a copy of {original}, delete it, or keep it elsewhere"
    elif files.has_extra_suffix(path):  # Windows hides the .txt that Notepad adds
        advice = f"rename it to {original}"
    elif is_text and lost:
        advice = f"rename it to {path.stem}.yaml"
    elif is_private_file:
        advice = f"put its files directly into “{UPDATES}/{_PRIVATE}”"
    # An error if private or withdrawn text would be printed.
    elif not any(private_intent.intends_private(source.text) for source in lost):
        severity = WARNING
    return (_stray(path, advice, severity),)


def left_behind_findings(folder: Path) -> Iterator[Diagnostic]:
    """Yield the finding for each file that a run which was killed left in a project."""
    updates = folder / UPDATES
    for each in (folder, updates, updates / _PRIVATE, folder / REPORTS):
        for path in files.left_behind_files(each):
            advice = "unless pccreport is running elsewhere, delete this file: an interrupted run left it"
            yield _stray(path, advice, WARNING)


def outside_finding(path: Path) -> Diagnostic:
    """Return the finding for a file that is not in the folder of its project."""
    advice = "put the file itself there, not a link to another place"
    return _stray(path, advice, ERROR, ": it is not in the project’s folder")


def _stray(path: Path, advice: str, severity: Severity, reason: str = "") -> Diagnostic:
    message = f"“{path.name}” will not be read{reason}"
    at = Span(Source(str(path), ""), 0, 0)
    return STRAY.finding(message, at, advice, severity=severity)
