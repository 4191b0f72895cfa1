"""`pccreport new`: a new project, or the files of the next quarter.

Asks and checks the answers; `new_project` makes files of them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from pccreport.cli import terminal
from pccreport.cli.common import handle_errors
from pccreport.cli.new_project import (
    project_files,
    renew_schemas,
    split_number,
    with_modeline,
)
from pccreport.cli.operands import join_quarters
from pccreport.cli.options import argument, helps, option
from pccreport.cli.output_file import create_file
from pccreport.model.periods import (
    Quarter,
    parse_day,
    parse_quarter,
    parse_years,
)
from pccreport.pipeline.next_quarter import next_quarter
from pccreport.pipeline.project_folder import REPORT, UPDATES
from pccreport.source.command_error import DONE, USAGE, CommandError
from pccreport.source.files import quoted_path

QUESTIONS: Mapping[str, tuple[str, str]] = {
    name: (question, example)
    for name, typed in helps("new").items()
    for question, such_as, example in [typed.partition("; ")[0].partition(", such as ")]
    if such_as
}
"""The questions on a terminal, each with an example: the help of the options."""
_REPEATED = ("aim", "stream")
"""What can be given more than once."""


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
    arguments = [*join_quarters(named or [])]
    quarter = parse_quarter(arguments[-1]) if 1 <= len(arguments) <= 2 else None
    if quarter:
        return _begin_quarter(Path(*arguments[:-1]), quarter)
    if len(arguments) != 1:
        advice = (
            'for example: pccreport new my-report, or in it: pccreport new "2020/21 Q2"'
        )
        raise CommandError("new needs a folder or a quarter", USAGE, advice)
    if re.match(r"(?i)\d{4}[/-]\d|q(?:tr|uarter)?\.? ?\d(?: |\Z)", arguments[0]):
        advice = "write it like 2020/21 Q2"
        raise CommandError(f"“{arguments[0]}” is not a quarter", USAGE, advice)
    folder = Path(arguments[0])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        advice = "give a new name, or the quarter to begin in a project"
        raise CommandError(f"“{folder}” is there already", USAGE, advice)
    options = (
        *(body, area, holder, force, plan, years, priority, aim or [], stream or []),
        *(panel, period, meeting, signed_by, signed_as, signed_on),
    )
    answers: dict[str, Any] = dict(zip(QUESTIONS, options, strict=True))
    if not yes and terminal.is_screen(sys.stdin) and terminal.is_screen(sys.stderr):
        _ask(answers)
    return _begin_project(folder, answers)


def _ask(answers: dict[str, Any]) -> None:
    """Ask for all answers that are missing, and change `answers`; an empty answer omits it."""
    terminal.print_message("Press Enter to leave something out, or for later.")
    terminal.print_message("Without a priority, the plan has key aims only.")
    for name, (question, example) in QUESTIONS.items():
        if answers[name]:
            continue
        is_list = name in _REPEATED
        ends = " (a line each, then Enter)" if is_list else ""
        terminal.print_sentence(f"{question}, such as {example}{ends}:")
        while typed := _typed_line():
            if problem := _problem(name, typed):
                terminal.print_sentence(f"{problem}; write it like {example}.")
            elif not is_list:
                answers[name] = typed
                break
            else:
                answers[name] = [*answers[name], typed]


def _typed_line() -> str:
    terminal.write_text("> ", sys.stderr)
    return sys.stdin.readline().strip()


def _day(typed: str) -> date | None:
    with suppress(ValueError):  # no such day
        return parse_day(typed)
    return None


_FORMATS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "priority": (lambda typed: split_number(typed)[0], "a number and a title"),
    "aim": (
        lambda typed: " > " not in typed,
        "one key aim: plan.yaml has notes on levels",
    ),
    "period": (parse_quarter, "a quarter"),
    "years": (parse_years, "a row of financial years"),
    "meeting": (_day, "a date"),
    "signed_on": (_day, "a date"),
}
"""The parser of an answer, and its name in messages."""


def _problem(name: str, answer: str) -> str:
    """Return the error in an answer, or ""."""
    parse, kind = _FORMATS.get(name, (str, ""))
    return f"“{answer}” is not {kind}" if answer and not parse(answer) else ""


def _begin_project(folder: Path, answers: Mapping[str, Any]) -> int:
    for name, (_, example) in QUESTIONS.items():
        given = answers[name] if name in _REPEATED else [answers[name]]
        for problem in filter(None, (_problem(name, typed) for typed in given)):
            raise CommandError(problem, USAGE, f"write it like {example}")
    quarter = parse_quarter(answers["period"])
    texts = project_files(answers, quarter)
    for path in (folder, folder / UPDATES):
        path.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        create_file(folder / name, with_modeline(name, text))
    renew_schemas(folder)
    terminal.print_sentence(f"Wrote {folder}: {', '.join(texts)}, schemas.")
    if missing := [
        f"--{name.replace('_', '-')}" for name, answer in answers.items() if not answer
    ]:
        terminal.print_sentence(f"Not given, and so left out: {', '.join(missing)}.")
    terminal.print_message(f"Next: pccreport check {quoted_path(folder)}")
    return DONE


def _begin_quarter(folder: Path, quarter: Quarter) -> int:
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
