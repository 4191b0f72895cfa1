"""Which files of a folder are those of a project, and which only look like them.

Knows names and places; what is in a file is read in `read_file`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from collections.abc import Mapping as Table
from pathlib import Path

from pccreport.findings.finding import ERROR, WARNING, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Source, Span
from pccreport.model import private_intent
from pccreport.source import files
from pccreport.source.command_error import USAGE, CommandError

PLAN, REPORT, REPORTS, UPDATES = "plan.yaml", "report.yaml", "reports", "updates"
HOUSE = "house.yaml"
"""What an office's own house format is called, unless report.yaml names another."""
_PRIVATE = private_intent.FOLDER
_UPDATES = re.compile(r"^updates[ \t]*:", re.MULTILINE)

FileOverrides = Table[Path, "tuple[Source | None, tuple[Diagnostic, ...]]"]
"""Files that are not read from the disk: what an editor has not saved yet."""
NOTHING_GIVEN: FileOverrides = {}


def report_files(
    folder: Path, given: FileOverrides = NOTHING_GIVEN
) -> tuple[Path, ...]:
    """Return the reports of a project: report.yaml, and the files in its folder of reports."""
    one = folder / REPORT
    new = (p for p in given if p.parent == folder / REPORTS and files.is_yaml(p.name))
    listed = dict.fromkeys((*files.yaml_files(folder / REPORTS), *new))
    return (*((one,) if one in given or files.file_exists(one) else ()), *listed)


def report_of(
    folder: Path, path: Path, given: FileOverrides = NOTHING_GIVEN
) -> Path | None:
    """Return the report of a project that a path is the file of, or None."""
    name = files.normalise_path(path)
    found = report_files(folder, given)
    return next((r for r in found if files.normalise_path(r) == name), None)


def find_project(path: Path) -> Path | None:
    """Return the nearest folder above a file that has a plan, as it would be typed."""
    for folder in path.absolute().parents:
        if files.file_exists(folder / PLAN):
            return folder if path.is_absolute() else Path(os.path.relpath(folder))
    return None


def choose_report(path: Path, otherwise: str = "") -> tuple[Path, Path]:
    """Return the project's folder and the report that a path names.

    A path is a folder with one report, or the file of one. With several, `otherwise` also helps.
    """
    if files.file_exists(path):
        folder = path.parent
        if (
            not files.file_exists(folder / PLAN)
            and path.absolute().parent.name == REPORTS
        ):
            folder = folder.parent if folder.name == REPORTS else folder / ".."
        report = report_of(folder, path)
        if report is None or not files.file_exists(folder / PLAN):
            way_out = "give the folder that holds plan.yaml and your updates"
            raise CommandError(f"“{path}” is not a report file", USAGE, way_out)
        return folder, report
    found = report_files(path)
    if len(found) > 1 and found[0] != path / REPORT:
        message = f"“{path}” has {len(found)} reports: {files.listed(found)}"
        raise CommandError(message, USAGE, f"give one, such as {found[0]}{otherwise}")
    return path, found[0] if found else path / REPORT


def is_private(path: Path) -> bool:
    """Return whether a file, or what it is a link to, is in a folder of private files."""
    ways = (str(path.absolute()), files.normalise_path(path))
    return any(map(private_intent.is_private_file, ways))


def lost_sources(stray: Path) -> Iterator[Source]:
    """Yield the update files that a stray is, or has in it, as far as they can be read."""
    for path in files.lost_updates(stray):
        source, _ = files.read_file(path, str(path))
        is_yaml = path.suffix.lower() != ".txt" or files.has_extra_suffix(path)
        kept = is_yaml and is_private(path)
        if source and (kept or _UPDATES.search(source.text)):
            yield source


def stray_findings(path: Path) -> tuple[Diagnostic, ...]:
    """Return the finding for a file that is not read, although an officer may expect it."""
    home, severity = path.parent, WARNING
    lost = tuple(lost_sources(path))
    kept, is_text = is_private(path), path.suffix.lower() == ".txt"
    if kept and is_text and not lost:
        return ()  # a note to oneself
    place = REPORTS if home.name == REPORTS else UPDATES
    way_out = f"{place[:-1]} files must be in “{place}” itself and end in .yaml"
    if _PRIVATE in {path.name.lower(), home.name.lower()} and not kept:
        way_out = f"files are private only in “{UPDATES}/{_PRIVATE}”: move them there"
    elif path.stem.lower().startswith("report") and files.file_exists(home / PLAN):
        way_out = f"if it is another report, move it into a folder “{REPORTS}”"
    elif path.stem == "house" and files.file_exists(home / PLAN):
        way_out = f"if it is your house format, write house: {path.name} in {REPORT}, or in the report’s file in “{REPORTS}”"
    if files.has_extra_suffix(path):  # Windows hides the .txt that Notepad adds
        severity = ERROR
        way_out = f"rename it to {path.name[: path.name.lower().rindex('.y')]}.yaml"
    elif is_text and lost:
        severity = ERROR
        way_out = f"rename it to {path.stem}.yaml"
    elif kept:
        severity = ERROR
        way_out = f"put its files directly into “{UPDATES}/{_PRIVATE}”"
    elif any(private_intent.intends_private(source.text) for source in lost):
        severity = ERROR  # what it keeps private, or withdraws, would be printed
    message, at = f"“{path.name}” will not be read", Span(Source(str(path), ""), 0, 0)
    return (rule("stray-file").finding(message, at, way_out, severity=severity),)
