"""The two sides of a comparison: periods, projects, or the two newest quarters."""

import os
import re
from collections.abc import Sequence
from glob import glob
from pathlib import Path

from pccreport.model.periods import FinancialYear, Period, parse_period, quarter_of
from pccreport.model.update import UpdateFile
from pccreport.pipeline.compare import CompareResult, Operand
from pccreport.pipeline.load import read_folder
from pccreport.pipeline.project_folder import PLAN, choose_report
from pccreport.source import files
from pccreport.source.command_error import USAGE, CommandError

_WORD_SUFFIXES = (".docx", ".docm", ".doc", ".odt", ".rtf")
_MAX_OPERANDS = 3
"""A project, and two periods of it."""


def join_quarter_words(named: Sequence[str]) -> list[str]:
    """Return the arguments, with the two of a quarter without quotation marks joined."""
    joined = list[str]()
    for word in named:
        is_quarter = re.fullmatch("[Qq][1-4]", word) and not Path(word).exists()
        if is_quarter and joined and re.fullmatch(r"\d{4}\S*", joined[-1]):
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def split_word_file(
    named: Sequence[str], command: str = "compare"
) -> tuple[Path, Operand]:
    """Return the Word file, and its project with the quarter of the report."""
    sent = [word for word in named if is_word_file(word)]
    folders, period = split_period([word for word in named if not is_word_file(word)])
    if len(sent) != 1 or len(folders) > 1:
        message = f"{command} needs one Word file and the project it was built from"
        advice = f"for example: pccreport {command} back.docx my-report"
        advice += "; to compare two Word files, use Compare in Word" * (len(sent) > 1)
        raise CommandError(message, USAGE, advice)
    path = Path(folders[0]) if folders else Path()
    return Path(sent[0]), Operand(path, period, path.resolve().name)


def split_project(named: Sequence[str], given: Path) -> tuple[list[str], Path]:
    """Return the other files among arguments, and the project or report, or else `given`.

    A name like *.eml is for all such files. Raise CommandError if there are two projects.
    """
    named = [path for name in named for path in _expand_wildcard(name)]
    projects = [path for path in named if Path(path).is_dir() or files.is_yaml(path)]
    if len(projects) > 1:
        for path in map(Path, projects):
            if path.is_dir() and not (path / PLAN).exists():
                message = f"“{path}” is a folder without {PLAN}"
                raise CommandError(message, USAGE, "give the files in it")
        names = " and ".join(f"“{path}”" for path in projects)
        raise CommandError(f"expected one project, not {names}", USAGE, "give only one")
    rest = [path for path in named if path not in projects]
    return rest, Path(projects[0]) if projects else given


def _expand_wildcard(name: str) -> list[str]:
    """Return the files that a name like *.eml is for: on Windows, no shell does it."""
    found = [x for x in glob(name) if "*" in name and "~$" not in x]  # noqa: PTH207
    return sorted(found) or [name]


def resolve_operands(arguments: Sequence[str]) -> tuple[Operand, Operand]:
    """Return the two sides of the arguments."""
    named = join_quarter_words(arguments) or ["."]
    periods = [*map(parse_period_operand, named)]
    *_, old, new = (None, None, *periods)
    if old and new and len(named) <= _MAX_OPERANDS:
        project = Path(named[0] if len(named) > 2 else ".")
        return Operand(project, old), Operand(project, new)
    unknown = [x for x in named if not (Path(x).exists() or parse_period(x))]
    if any(periods) or len(named) > 2 or (unknown == named and Path(PLAN).exists()):
        if unknown:
            folder = Path(named[0]) if Path(named[0]).is_dir() else Path()
            updates = read_folder(folder)[0].updates if (folder / PLAN).exists() else ()
            message = f"“{unknown[0]}” is neither a period nor a project"
            raise CommandError(message, USAGE, _period_advice(updates, "a project or "))
        message = "compare needs two quarters of one project, or two projects"
        advice = 'for example: pccreport compare my-report "2019/20 Q3" "2019/20 Q4"'
        raise CommandError(message, USAGE, advice)
    if len(named) < 2:
        return _two_newest_quarters(Path(named[0]))
    names = [Path(os.path.normpath(Path(path).absolute())).name for path in named]
    if names[0] == names[1]:
        names = [f"{names[0]} (old)", f"{names[1]} (new)"]
    first, second = map(Path, named)
    return Operand(first, name=names[0]), Operand(second, name=names[1])


def parse_period_operand(argument: str) -> Period | None:
    """Return the period that an argument is, or None if it is none, or a file."""
    return None if Path(argument).exists() else parse_period(argument)


def split_period(named: Sequence[str]) -> tuple[list[str], Period | None]:
    """Return the arguments without the period at their end, and that."""
    arguments = join_quarter_words(named)
    period = parse_period_operand(arguments[-1]) if arguments else None
    return (arguments[:-1] if period else arguments), period


def split_quarter(named: Sequence[str]) -> tuple[Path, Period | None]:
    """Return the project among arguments, and the quarter or month after it, or None.

    Raise CommandError if there is anything else.
    """
    folders, period = split_period(named)
    if len(folders) > 1 or isinstance(period, FinancialYear):
        message = f"“{[*folders[1:], period][0]}” is neither a quarter nor a month"
        advice = 'give a quarter like "2020/21 Q2" or a month like "May 2020"'
        raise CommandError(message, USAGE, advice)
    return Path(folders[0] if folders else "."), period


def is_word_file(argument: str) -> bool:
    """Return whether an argument is a Word file, or one of a similar format."""
    path = Path(argument)
    return path.suffix.lower() in _WORD_SUFFIXES and not path.is_dir()


def _two_newest_quarters(path: Path) -> tuple[Operand, Operand]:
    """Return the two newest quarters of a project. Raise CommandError if there is one only."""
    folder, _ = choose_report(path)
    read, _ = read_folder(folder)
    quarters = sorted({quarter_of(update.period.end) for update in read.updates})
    if len(quarters) < 2:
        message = f"“{path}” has updates for fewer than two quarters"
        advice = "give an earlier copy of the folder, then the folder; for monthly reports, give the folder and two months"
        raise CommandError(message, USAGE, advice)
    old, new = quarters[-2:]
    return Operand(path, old), Operand(path, new)


def check_periods_exist(compared: CompareResult, *operands: Operand) -> None:
    """Raise CommandError if a period has no update file."""
    updates = compared.after.project.updates if compared.after else ()
    for period in [operand.period for operand in operands if operand.period]:
        first, last = period.start, period.end
        own = (x for x in updates if first <= x.period.start and x.period.end <= last)
        if updates and not any(own):
            message = f"there is no update file for {period}"
            raise CommandError(message, USAGE, _period_advice(updates))


def _period_advice(updates: Sequence[UpdateFile], first: str = "") -> str:
    """Return the help that names the newest period that has an update file, if there is one."""
    newest = max(updates, key=lambda x: x.period.end, default=None)
    example = f", such as {newest.period}" if newest else ""
    return f"give {first}a period that has an update file{example}"
