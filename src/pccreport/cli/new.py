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

import typer

from pccreport.cli import terminal
from pccreport.cli.common import handle_errors
from pccreport.cli.new_project import (
    LEVEL_SEPARATOR,
    WHOLE,
    is_whole_plan,
    parse_levels,
    project_files,
    split_number,
    texts_by_key,
)
from pccreport.cli.operands import join_quarters
from pccreport.cli.output_file import check_target, write_file
from pccreport.model.periods import (
    Quarter,
    YearRange,
    parse_day,
    parse_quarter,
    parse_span,
    parse_year,
    parse_years,
    quarter_of,
)
from pccreport.pipeline.next_quarter import last_quarter, next_quarter
from pccreport.pipeline.project_folder import PLAN, REPORT, UPDATES
from pccreport.source.command_error import DONE, USAGE, CommandError
from pccreport.source.files import file_exists, quoted_path

QUESTIONS: Mapping[str, str] = {
    "body": "The office that reports, in full, with its short form in brackets",
    "area": "The area",
    "holder": "Who holds the office, in short, such as PCC or Mayor",
    "force": "The police force, in full, with its short form in brackets",
    "plan": "The title of the plan",
    "years": "The plan’s years, such as 2021/22 to 2024/25",
    "priority": "The priority to report on, its number first, such as 4 Rural crime; or all, to report on the whole plan",
    "aim": "A key aim of that priority, without its number; in a report on the whole plan with its priority before it, as in 4 Rural crime > Fewer thefts; if the plan has more levels, with each that it is part of before it, as in Safer homes > Locks that hold; with a short key before all of it if you like, as in locks=Locks that hold",
    "levels": "The names of the plan’s levels, the outermost first, one and several, such as Outcome/Outcomes, Priority/Priorities, Key Aim/Key Aims",
    "stream": "The heading of a stream: whose work updates are about; with a short key before it if you like, as in force=What the force did",
    "panel": "The panel",
    "period": "The quarter of the first report, such as 2021/22 Q1",
    "meeting": "The day of the panel’s meeting, such as 2021-09-04",
    "signed_by": "Who signs the report",
    "signed_as": "In which role that person signs",
    "signed_on": "The day on which it is signed, such as 2021-08-26",
}
"""The questions on a terminal, which are also the help of the options."""
_REPEATED = ("aim", "stream")
_EXAMPLES = {
    WHOLE: "4 Rural crime > Fewer thefts",
    "aim": "Safer homes > Locks that hold",
    "stream": "force=What the force did",
}
_MAX_LEVELS = 4
_QUARTER = "write it like 2020/21 Q2"


@handle_errors
def new(
    named: list[str] | None = typer.Argument(
        None,
        metavar="[FOLDER] [QUARTER]",
        help='A folder for a new project or, in a project, the quarter to begin ("2020/21 Q2", or Q2 after Q1).',
    ),
    body: str = typer.Option("", help=QUESTIONS["body"]),
    area: str = typer.Option("", help=QUESTIONS["area"]),
    holder: str = typer.Option("", help=QUESTIONS["holder"]),
    force: str = typer.Option("", help=QUESTIONS["force"]),
    plan: str = typer.Option("", help=QUESTIONS["plan"]),
    years: str = typer.Option("", help=QUESTIONS["years"]),
    priority: str = typer.Option("", help=QUESTIONS["priority"]),
    aim: list[str] | None = typer.Option(None, help=f"{QUESTIONS['aim']} (repeat)"),
    levels: str = typer.Option("", help=QUESTIONS["levels"]),
    stream: list[str] | None = typer.Option(
        None, help=f"{QUESTIONS['stream']} (repeat)"
    ),
    panel: str = typer.Option("", help=QUESTIONS["panel"]),
    period: str = typer.Option("", help=QUESTIONS["period"]),
    meeting: str = typer.Option("", help=QUESTIONS["meeting"]),
    signed_by: str = typer.Option("", help=QUESTIONS["signed_by"]),
    signed_as: str = typer.Option("", help=QUESTIONS["signed_as"]),
    signed_on: str = typer.Option("", help=QUESTIONS["signed_on"]),
    yes: bool = typer.Option(
        False, "--yes", "-y", help="Ask nothing: leave out what is not given."
    ),
) -> int:
    """Begin a project, or the next quarter of one. No file is overwritten."""
    given = named or []
    if len(given) in (1, 2) and re.fullmatch("[Qq][1-4]", given[-1]):
        folder = Path(*given[:-1])
        if len(given) == 1 or not parse_year(given[0]):
            _require_plan(folder)
            return _begin_quarter(folder, _find_quarter(folder, given[-1]))
    arguments = [*join_quarters(given)]
    quarter = parse_quarter(arguments[-1]) if 1 <= len(arguments) <= 2 else None
    if quarter:
        folder = Path(*arguments[:-1])
        _require_plan(folder)
        return _begin_quarter(folder, quarter)
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
    terminal.print_message("Press Enter to leave something out.")
    for name, question in QUESTIONS.items():
        if name == "levels" and not _depth(answers):
            continue
        if name in _REPEATED:
            is_given = bool(answers[name])
            while not is_given and (answer := _read_answer(f"{question} (or Enter)")):
                answers[name].append(answer)
                if problem := _problem(name, answers):
                    terminal.print_message(f"{problem}.")
                    answers[name].pop()
            continue
        if not answers[name]:
            answers[name] = _read_answer(question)
        while problem := _problem(name, answers):
            answers[name] = _read_answer(f"{problem}. {question}")


def _day(typed: str) -> date | None:
    with suppress(ValueError):
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


def _years(typed: str) -> YearRange | None:
    return parse_years(typed) or parse_span(typed)


_FORMATS: Mapping[str, tuple[Callable[[str], object], str, str]] = {
    "priority": (
        lambda typed: split_number(typed)[0] or typed.strip().casefold() == WHOLE,
        "a number and a title, or all",
        "4 Rural crime",
    ),
    "levels": (
        parse_levels,
        "a row of levels",
        "Outcome/Outcomes, Priority/Priorities, Key Aim/Key Aims",
    ),
    "period": (parse_quarter, "a quarter", "2020/21 Q2"),
    "years": (_years, "a row of financial years", "2021/22 to 2024/25"),
    "meeting": (_day, "a date", "2021-09-04"),
    "signed_on": (_day, "a date", "2021-08-26"),
}
"""The parser of an answer, its name in messages, and an example."""


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
    parse, kind, _ = _FORMATS[name]
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


def _read_answer(question: str) -> str:
    terminal.write_text(f"{question}: ", sys.stderr)
    return sys.stdin.readline().strip()


def _begin_project(folder: Path, answers: Mapping[str, Any]) -> int:
    for name in QUESTIONS:
        if problem := _problem(name, answers):
            kind = WHOLE if name == "aim" and is_whole_plan(answers) else name
            example = _FORMATS[name][2] if name in _FORMATS else _EXAMPLES[kind]
            raise CommandError(problem, USAGE, f"write it like {example}")
    quarter = parse_quarter(answers["period"])
    if (years := parse_span(answers["years"])) and not parse_years(answers["years"]):
        terminal.print_message(
            f"Read “{answers['years']}” as {years}; if that is wrong, change years in {PLAN}."
        )
        answers = {**answers, "years": str(years)}
    texts = project_files(answers, quarter)
    for path in (folder, folder / UPDATES):
        path.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        write_file(folder / name, text.encode())
    terminal.print_message(f"Wrote {folder}: {', '.join(texts)}.")
    if missing := [
        f"--{n.replace('_', '-')}"
        for n, answer in answers.items()
        if not answer and (n != "levels" or _depth(answers))
    ]:
        terminal.print_message(f"Not given, and so left out: {', '.join(missing)}.")
    terminal.print_message(f"Next: pccreport check {quoted_path(folder)}")
    return DONE


def _require_plan(folder: Path) -> None:
    if not file_exists(folder / PLAN):
        message = f"the folder “{folder}” has no {PLAN}"
        raise CommandError(
            message, USAGE, "run it in a project, or name its folder first"
        )


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


def _begin_quarter(folder: Path, quarter: Quarter) -> int:
    texts = next_quarter(folder, quarter)
    kept = [path for path in texts if path.exists()]
    written = {path: text for path, text in texts.items() if path not in kept}
    for path, text in written.items():
        check_target(path, ())
        write_file(path, text.encode())
    for path in written:
        terminal.print_message(f"Wrote {path}.")
    for path in kept:
        terminal.print_message(f"Left as it is: {path}.")
    if (folder / REPORT).exists():
        terminal.print_message(
            f"Next: in {folder / REPORT}, write period: {quarter}, the new meeting: and the date of sign_off:"
        )
    return DONE


def _keyed_again(texts: list[str]) -> str:
    """Return the first text that would take the place of one before it, or ""."""
    before = ((texts[:n], typed) for n, typed in enumerate(texts))
    return next(
        (t for b, t in before if len(texts_by_key([*b, t])) == len(texts_by_key(b))), ""
    )
