"""Which two are to be compared: periods, projects, files, or the last commit and now."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pccreport.cli import git, terminal
from pccreport.cli.git import Commit, NoCommit
from pccreport.model.periods import FinancialYear, Quarter, quarter_of
from pccreport.model.settings import parse_year_or_quarter
from pccreport.pipeline.compare import CompareResult, Operand
from pccreport.pipeline.load import read_folder
from pccreport.pipeline.project_folder import (
    PLAN,
    REPORT,
    REPORTS,
    choose_report,
    find_project,
)
from pccreport.source import files
from pccreport.source.command_error import UNREADABLE, USAGE, CommandError

_NOW = "the files as they are"
_WORD = (".docx", ".docm", ".doc", ".odt", ".rtf")
_MOST = 3
"""Words on the command line: a project, and two periods of it."""


def join_quarters(named: Sequence[str]) -> Iterator[str]:
    """Return the words of the command line; a quarter without quotation marks is two of them."""
    words = [*named]
    while words:
        word = words.pop(0)
        if (
            words
            and re.match(r"\d{4}", word)
            and re.fullmatch("[Qq][1-4]", words[0])
            and not Path(words[0]).exists()
        ):
            word = f"{word} {words.pop(0)}"
        yield word


def split_project(named: Sequence[str], given: Path) -> tuple[list[str], Path]:
    """Return the files among the words of a command line, and the project or report among them.

    Without one it is the one that was `given`. Raise CommandError if there are two.
    """
    projects = [x for x in named if Path(x).is_dir() or files.is_yaml(x)]
    if len(projects) > 1:
        listed = " and ".join(f"“{each}”" for each in projects)
        way_out = "name one of them"
        raise CommandError(f"{listed} are two projects", USAGE, way_out)
    rest = [each for each in named if each not in projects]
    return rest, Path(projects[0]) if projects else given


@contextmanager
def resolve_operands(words: Sequence[str]) -> Iterator[tuple[Operand, Operand]]:
    """Yield the two sides that the words of a command line name, for as long as they are read."""
    named = [*join_quarters(words)]
    if len(named) > _MOST:
        message = f"{len(named)} items were given, but compare needs two"
        raise CommandError(
            message, USAGE, "give two projects, two files or two quarters"
        )
    periods = [_period(word) for word in named]
    if len(named) > 1 and all(periods[-2:]):
        yield _two_periods(Path(named[0] if len(named) > 2 else "."), named[-2:])
    elif any(periods) or len(named) == _MOST:
        raise _no_two_periods(named, periods)
    elif len(named) == 2:
        yield _two_paths(*map(_path, named))
    else:
        with _as_it_was(_path(named[0] if named else ".")) as pair:
            yield pair


def _path(word: str) -> Path:
    path = Path(word)
    if files.file_exists(path) and not files.is_yaml(path.name):
        message = f"“{path}” is neither a project nor an update file"
        raise CommandError(
            message, USAGE, "give two project folders or two .yaml files"
        )
    if path.name == PLAN and files.file_exists(path):
        message = f"“{path}” is a plan, not an update file"
        raise CommandError(message, USAGE, "give the folder that it is in")
    return path


def _period(word: str) -> Quarter | FinancialYear | None:
    return None if Path(word).exists() else parse_year_or_quarter(word)


def _no_two_periods(
    named: Sequence[str], periods: Sequence[Quarter | FinancialYear | None]
) -> CommandError:
    """Return what is wrong if periods were given that are not two of one project."""
    way_out = 'for example pccreport compare my-report "2019/20 Q3" "2019/20 Q4"'
    for word, period in zip(named[-2:], periods[-2:], strict=True):
        if period is None and re.match(r"\d{4}[/-]", word):
            message = f"“{word}” is not a quarter or a year"
            return CommandError(message, USAGE, "write it like 2019/20 Q4")
    count = sum(period is not None for period in periods)
    if count == 1:
        message = "only one quarter was given, but compare needs two"
        return CommandError(message, USAGE, f"give both, {way_out}")
    message = "these are not two quarters of the same project"
    return CommandError(message, USAGE, way_out)


def _two_periods(project: Path, words: Sequence[str]) -> tuple[Operand, Operand]:
    one, other = map(_period, words)
    assert one is not None
    assert other is not None  # they are two periods
    return Operand(str(one), project, one), Operand(str(other), project, other)


def _two_paths(old: Path, new: Path) -> tuple[Operand, Operand]:
    if is_update_file(old) != is_update_file(new):
        file, other = (old, new) if is_update_file(old) else (new, old)
        if not other.exists():
            message = f"“{other}” does not exist"
            raise CommandError(message, UNREADABLE, "check the spelling")
        message = f"“{file}” is an update file, but “{other}” is a project"
        raise CommandError(message, USAGE, "give two projects or two update files")
    called = _called(old), _called(new)
    return Operand(str(old), old, called=called[0]), Operand(
        str(new), new, called=called[1]
    )


def _called(path: Path) -> str:
    return path.absolute().resolve().name or str(path)


def is_word_file(word: str) -> bool:
    """Return whether a word of the command line names a Word file, or what may be taken for one."""
    return Path(word).suffix.lower() in _WORD and not Path(word).is_dir()


def is_update_file(path: Path) -> bool:
    """Whether a path is that of an update file."""
    if not files.file_exists(path) or path.name == REPORT:
        return False
    return path.absolute().parent.name != REPORTS


@contextmanager
def _as_it_was(path: Path) -> Iterator[tuple[Operand, Operand]]:
    """Return the last commit and now or, without Git, the newest period and the one before."""
    single = is_update_file(path)
    # With all files of its project: any of them may keep something private.
    project = (find_project(path) or path.parent, path)
    folder, file = project if single else choose_report(path)
    commit = git.last_commit(folder)
    name = Path(os.path.relpath(file, folder)).as_posix()
    if isinstance(commit, Commit) and name not in commit.files:
        commit = NoCommit(f"the last commit does not contain {name}")
    if isinstance(commit, Commit):
        with git.checkout(commit) as then:
            called = f"the last commit ({commit.name})"
            old = Operand(called, then.folder / name, given=then.given)
            yield old, Operand(_NOW, file)
    elif single:
        message = f"there is nothing to compare “{path}” with: {commit.reason}"
        raise CommandError(message, USAGE, "give two files")
    else:
        pair = _newest(path, folder)
        terminal.print_message(
            f"Comparing the two newest quarters, because {commit.reason}."
        )
        yield pair


def _newest(path: Path, folder: Path) -> tuple[Operand, Operand]:
    read, _ = read_folder(folder)
    quarters = sorted({quarter_of(update.period.end) for update in read.updates})
    if len(quarters) < 2:
        message = f"“{path}” has updates for only one quarter, and no commit to compare them with"
        raise CommandError(message, USAGE, "say which two to compare")
    old, new = quarters[-2:]
    return Operand(str(old), path, old), Operand(str(new), path, new)


def check_periods_exist(compared: CompareResult, *sought: Operand) -> None:
    """Raise where a quarter was named that no update file is of."""
    after = compared.after
    for each in sought:
        if each.period is None or after is None:
            continue
        period = each.period
        ends = [file.period.end for file in after.report.files]
        if not any(period.start <= end <= period.end for end in ends):
            there = dict.fromkeys(str(quarter_of(end)) for end in sorted(ends))
            way_out = f"there are updates for {', '.join(there)}" if there else ""
            raise CommandError(f"there is no update file for {period}", USAGE, way_out)
