"""`pccreport new`: a new project, or the files of the next quarter.

Asks and checks the answers; `new_project` makes files of them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pccreport.cli import terminal
from pccreport.cli.common import handle_errors
from pccreport.cli.new_project import (
    LEVEL_SEPARATOR,
    WHOLE,
    is_whole_plan,
    parse_levels,
    project_files,
    renew_schemas,
    split_number,
    texts_by_key,
    with_modeline,
)
from pccreport.cli.operands import join_quarters
from pccreport.cli.options import argument, helps, option
from pccreport.cli.output_file import create_file
from pccreport.model.periods import (
    Quarter,
    parse_day,
    parse_quarter,
    parse_year,
    parse_years,
    quarter_of,
)
from pccreport.pipeline.next_quarter import last_quarter, next_quarter
from pccreport.pipeline.project_folder import PLAN, REPORT, UPDATES
from pccreport.source.command_error import DONE, USAGE, CommandError
from pccreport.source.files import file_exists, quoted_path

_OF_WHOLE_PLAN = "4 Rural crime > Locks that hold"
QUESTIONS: Mapping[str, tuple[str, str]] = {
    name: (question, example)
    for name, typed in helps("new").items()
    for question, such_as, example in [typed.partition("; ")[0].partition(", such as ")]
    if such_as
}
"""The questions on a terminal, each with an example: the help of the options."""
_REPEATED = ("aim", "stream")
"""What can be given more than once."""
_MAX_LEVELS = 4
_QUARTER = "write it like 2020/21 Q2"


@handle_errors
def new(
    named: list[str] | None = argument("new", "named"),
    body: str = option("new", "body", ""),
    area: str = option("new", "area", ""),
    holder: str = option("new", "holder", ""),
    force: str = option("new", "force", ""),
    plan: str = option("new", "plan", ""),
    years: str = option("new", "years", ""),
    priority: str = option("new", "priority", ""),
    aim: list[str] | None = option("new", "aim"),
    levels: str = option("new", "levels", ""),
    stream: list[str] | None = option("new", "stream"),
    panel: str = option("new", "panel", ""),
    period: str = option("new", "period", ""),
    meeting: str = option("new", "meeting", ""),
    signed_by: str = option("new", "signed_by", ""),
    signed_as: str = option("new", "signed_as", ""),
    signed_on: str = option("new", "signed_on", ""),
    yes: bool = option("new", "yes", False),
) -> int:
    """Begin a project, or the next quarter of one. No file is overwritten."""
    given = named or []
    if len(given) in (1, 2) and re.fullmatch("[Qq][1-4]", given[-1]):
        folder = Path(*given[:-1])
        if len(given) == 1 or not parse_year(given[0]):
            return _begin_quarter(folder, given[-1])
    arguments = [*join_quarters(given)]
    quarter = parse_quarter(arguments[-1]) if 1 <= len(arguments) <= 2 else None
    if quarter:
        return _begin_quarter(Path(*arguments[:-1]), quarter)
    if len(arguments) != 1:
        advice = (
            'for example: pccreport new my-report, or in it: pccreport new "2020/21 Q2"'
        )
        raise CommandError("new needs a folder or a quarter", USAGE, advice)
    if re.match(r"(?i)\d{4}[/-]\d|q(?:tr|uarter)?\.? ?\d(?: |\Z)", arguments[0]):
        raise CommandError(f"“{arguments[0]}” is not a quarter", USAGE, _QUARTER)
    folder = Path(arguments[0])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        advice = "give a new name, or the quarter to begin in a project"
        raise CommandError(f"“{folder}” is there already", USAGE, advice)
    options = (
        *(body, area, holder, force, plan, years, priority, aim or [], levels),
        *(stream or [], panel, period, meeting, signed_by, signed_as, signed_on),
    )
    answers: dict[str, Any] = dict(zip(QUESTIONS, options, strict=True))
    if not yes and terminal.is_screen(sys.stdin) and terminal.is_screen(sys.stderr):
        _ask(answers)
    return _begin_project(folder, answers)


def _ask(answers: dict[str, Any]) -> None:
    """Ask for all answers that are missing, and change `answers`; an empty answer omits it."""
    terminal.print_message("Press Enter to leave something out, or for later.")
    terminal.print_message("Without a priority, the plan has key aims only.")
    for name, (question, _) in QUESTIONS.items():
        if answers[name] or (name == "levels" and not _depth(answers)):
            continue
        example, is_list = _example(name, answers), name in _REPEATED
        ends = " (a line each, then Enter)" if is_list else ""
        terminal.print_sentence(f"{question}, such as {example}{ends}:")
        before = answers[name]
        while typed := _typed_line():
            answers[name] = [*before, typed] if is_list else typed
            if problem := _problem(name, answers):
                terminal.print_sentence(f"{problem}; write it like {example}.")
                answers[name] = before
            elif not is_list:
                break
            before = answers[name]


def _typed_line() -> str:
    terminal.write_text("> ", sys.stderr)
    return sys.stdin.readline().strip()


def _example(name: str, answers: Mapping[str, Any]) -> str:
    is_whole = name == "aim" and is_whole_plan(answers)
    return _OF_WHOLE_PLAN if is_whole else QUESTIONS[name][1]


def _day(typed: str) -> date | None:
    with suppress(ValueError):  # no such day
        return parse_day(typed)
    return None


def _depth(answers: Mapping[str, Any]) -> int:
    """Return the number of levels of the plan, or 0 if it has no more than two."""
    separators = max(
        (typed.count(LEVEL_SEPARATOR) for typed in answers["aim"]), default=0
    )
    # With the key aim itself and, unless it is typed too, the priority.
    typed = separators + 2 - is_whole_plan(answers)
    return typed if typed > 2 else 0


_FORMATS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "priority": (
        lambda typed: split_number(typed)[0] or typed.strip().casefold() == WHOLE,
        "a number and a title, or all",
    ),
    "levels": (parse_levels, "a row of levels"),
    "period": (parse_quarter, "a quarter"),
    "years": (parse_years, "a row of financial years"),
    "meeting": (_day, "a date"),
    "signed_on": (_day, "a date"),
}
"""The parser of an answer, and its name in messages."""


def _problem(name: str, answers: Mapping[str, Any]) -> str:
    """Return the error in an answer, or ""."""
    answer = answers[name]
    if name in _REPEATED and (again := _keyed_again(answer)):
        return f"“{again}” has the key of another one"
    if name == "aim" and _depth(answers) > _MAX_LEVELS:
        return f"a plan has {_MAX_LEVELS} levels at most, its priorities included"
    if name == "aim" and is_whole_plan(answers) and (problem := _unplaced(answer)):
        return problem
    if name not in _FORMATS or not answer:
        return ""
    parse, kind = _FORMATS[name]
    parsed = parse(answer)
    if (
        name == "levels"
        and parsed
        and len(parse_levels(answer)) != (depth := _depth(answers) or 2)
    ):
        return f"the plan that is typed has {depth} levels, and “{answer}” names {len(parse_levels(answer))}"
    return "" if parsed else f"“{answer}” is not {kind}"


def _unplaced(aims: list[str]) -> str:
    """Return what is wrong with the priorities that are typed before key aims, or ""."""
    titles: dict[int | str, str] = {}
    for typed in texts_by_key(aims, numbered=True).values():
        number, title = split_number(typed.partition(LEVEL_SEPARATOR)[0])
        if not (LEVEL_SEPARATOR in typed and number):
            return f"“{typed}” has no priority before it, with its number"
        if titles.setdefault(number, title) != title:
            return f"priority {number} is “{titles[number]}” and “{title}”"
    return ""


def _begin_project(folder: Path, answers: Mapping[str, Any]) -> int:
    for name in QUESTIONS:
        if problem := _problem(name, answers):
            way_out = f"write it like {_example(name, answers)}"
            raise CommandError(problem, USAGE, way_out)
    quarter = parse_quarter(answers["period"])
    texts = project_files(answers, quarter)
    for path in (folder, folder / UPDATES):
        path.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        create_file(folder / name, with_modeline(name, text))
    renew_schemas(folder)
    terminal.print_sentence(f"Wrote {folder}: {', '.join(texts)}, schemas.")
    if missing := [
        f"--{n.replace('_', '-')}"
        for n, answer in answers.items()
        if not answer and (n != "levels" or _depth(answers))
    ]:
        terminal.print_sentence(f"Not given, and so left out: {', '.join(missing)}.")
    terminal.print_message(f"Next: pccreport check {quoted_path(folder)}")
    return DONE


def _find_quarter(folder: Path, named: str) -> Quarter:
    """Return the quarter of "Q2": the last update file’s or the next. Raise CommandError if neither."""
    last = last_quarter(folder)
    after = last and quarter_of(last.end + timedelta(days=1))
    for quarter in filter(None, (last, after)):
        if quarter.number == int(named[1]):
            return quarter
    reason = (
        f"the last update file is for {last}" if last else "no update file is there"
    )
    message = f"it is not clear which year “{named}” is in: {reason}"
    advice = f"write it with its year, like {last.year if last else '2020/21'} {named.upper()}"
    raise CommandError(message, USAGE, advice)


def _begin_quarter(folder: Path, named: Quarter | str) -> int:
    """Write the files of a quarter, or of one that is named without its year: “Q2”."""
    if not file_exists(folder / PLAN):
        message = f"the folder “{folder}” has no {PLAN}"
        way_out = "run it in a project, or name its folder first"
        raise CommandError(message, USAGE, way_out)
    quarter = _find_quarter(folder, named) if isinstance(named, str) else named
    texts = next_quarter(folder, quarter)
    kept = [path for path in texts if path.exists()]
    written = {path: text for path, text in texts.items() if path not in kept}
    for path, text in written.items():
        name = path.relative_to(folder).as_posix()
        create_file(path, with_modeline(name, text))
    for path in written:
        terminal.print_message(f"Wrote {path}.")
    if renewed := renew_schemas(folder):
        terminal.print_message(f"Renewed for editors: {', '.join(renewed)}.")
    for path in kept:
        terminal.print_message(f"Left as it is: {path}.")
    if (folder / REPORT).exists():
        since = ", and delete since: if it is there" if quarter.number == 1 else ""
        terminal.print_sentence(
            f"Next: in {folder / REPORT}, write period: {quarter}, the new meeting: and the date of sign_off:{since}"
        )
    return DONE


def _keyed_again(texts: list[str]) -> str:
    """Return the first text that would take the place of one before it, or ""."""
    before = ((texts[:n], typed) for n, typed in enumerate(texts))
    return next(
        (t for b, t in before if len(texts_by_key([*b, t])) == len(texts_by_key(b))), ""
    )
