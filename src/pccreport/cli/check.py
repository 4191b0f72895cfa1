"""`pccreport check`: every fault of a project at its place, and nothing written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from pccreport.cli import findings_out, terminal
from pccreport.cli.findings_out import Format
from pccreport.cli.fix import mend
from pccreport.cli.options import guarded, read_day
from pccreport.findings.finding import ERROR, WARNING
from pccreport.pipeline.check import Checked, check_alone
from pccreport.pipeline.check import check as check_project
from pccreport.pipeline.load import NOTHING_GIVEN, Given, project_of, report_of
from pccreport.source import files
from pccreport.source.failure import DONE, FINDINGS, USAGE, Failure

STANDARD_INPUT = "-"


@guarded
def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Project folders, reports, or other files of a project; - for standard input. Default: the project in the current folder.",
        ),
    ] = None,
    output_format: Annotated[
        Format, typer.Option("--output-format", help="How to show the findings.")
    ] = Format.TEXT,
    info: Annotated[
        bool, typer.Option("--info", help="Show suggestions as well.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with code 1 for warnings as well.")
    ] = False,
    today: Annotated[
        str,
        typer.Option(help="The date to treat as today (default: the sign-off date)."),
    ] = "",
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Fix layout and stray characters, never wording."),
    ] = False,
    diff: Annotated[
        bool,
        typer.Option(
            "--diff", help="Show what --fix would change, without changing anything."
        ),
    ] = False,
    stdin_filename: Annotated[
        str, typer.Option(help="The file name to use for standard input.")
    ] = "",
) -> int:
    """Check a project for problems. No file is changed."""
    day = read_day(today)
    asked = _asked(paths or ["."], stdin_filename)
    checked, failures = _all(asked, day)
    if fix or diff:
        if any(each.given for each in asked):
            raise Failure(
                "standard input cannot be fixed", USAGE, "give the file name instead"
            )
        mend([f for each in checked for f in each.findings], write=not diff)
        if diff:
            _refuse(failures)
            return DONE
        checked, failures = _all(asked, day)
    findings = tuple(dict.fromkeys(f for each in checked for f in each.findings))
    accepted = tuple(dict.fromkeys(a for each in checked for a in each.accepted))
    if checked:
        findings_out.show(findings, accepted, output_format, infos=info)
    _refuse(failures)
    stop = (ERROR, WARNING) if strict else (ERROR,)
    return FINDINGS if any(f.severity in stop for f in findings) else DONE


class Asked(NamedTuple):
    """A project, or one file that is in none, and what of it is asked for."""

    folder: Path | None
    only: tuple[Path, ...] = ()
    """The files that were named; () for all of the project's."""
    given: Given = NOTHING_GIVEN
    reports: tuple[Path, ...] = ()
    """The reports that were named; () for all of the project's."""


def _all(
    asked: Iterable[Asked], day: date | None
) -> tuple[list[Checked], list[Failure]]:
    """All that was checked, and why the rest was not: one stops none of the others."""
    checked, failures = [], []
    for each in asked:
        try:
            checked.append(_checked(each, day))
        except Failure as failure:
            failures.append(failure)
    return checked, failures


def _refuse(failures: list[Failure]) -> None:
    """Raise where something could not be checked, after the last but one is told."""
    for failure in failures[:-1]:
        terminal.say(failure.message)
    if failures:
        raise failures[-1]


def _checked(asked: Asked, day: date | None) -> Checked:
    if asked.folder is None:
        return check_alone(asked.only[0], asked.given)
    checked = check_project(asked.folder, day, asked.given, asked.reports)
    return checked.of(asked.only, asked.given) if asked.only else checked


def _asked(paths: Iterable[str], stdin_filename: str) -> list[Asked]:
    """What the paths name, each project once."""
    typed_in: list[Asked] = []
    whole: dict[str, Asked] = {}
    files_of: dict[Path | None, list[Path]] = {}
    for typed in paths:
        path = Path(typed)
        if typed == STANDARD_INPUT:  # it can be read but once
            typed_in = typed_in or [*_from_stdin(stdin_filename)]
        elif files.stands(path):
            files_of.setdefault(project_of(path), []).append(path)
        else:
            whole.setdefault(os.path.realpath(path), Asked(path))
    in_projects = (
        asked
        for folder, named in files_of.items()
        if folder is None or os.path.realpath(folder) not in whole
        for asked in _of_files(folder, named)
    )
    return [*typed_in, *whole.values(), *in_projects]


def _of_files(
    folder: Path | None, named: Iterable[Path], given: Given = NOTHING_GIVEN
) -> Iterator[Asked]:
    """Yield what files of a folder ask for: a report's file means the whole report."""
    if folder is None:
        yield from (Asked(None, (path,), given) for path in dict.fromkeys(named))
        return
    found = {path: report_of(folder, path, given) for path in named}
    if of_reports := tuple(dict.fromkeys(filter(None, found.values()))):
        yield Asked(folder, (), given, of_reports)
    if others := tuple(path for path, report in found.items() if not report):
        yield Asked(folder, others, given)


def _from_stdin(name: str) -> Iterator[Asked]:
    if sys.stdin is None:
        raise Failure("standard input is closed")
    path = Path(name or "standard input")
    folder = project_of(path) if name else None
    if folder is not None:
        path = folder / os.path.relpath(path, folder)
    given = {path: files.decoded(sys.stdin.buffer.read(), str(path))}
    return _of_files(folder, (path,), given)
