"""`pccreport new`: a new project, or the files of a project's next quarter."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unicodedata import normalize

import typer

from pccreport.cli import terminal
from pccreport.cli.common import handle_errors
from pccreport.cli.operands import join_quarters
from pccreport.cli.output_file import WINDOWS, check_target, write_file
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
from pccreport.model.update import is_key
from pccreport.pipeline.next_quarter import last_quarter, next_quarter, quarter_files
from pccreport.pipeline.project_folder import HOUSE, PLAN, REPORT, UPDATES
from pccreport.source.command_error import DONE, USAGE, CommandError
from pccreport.source.files import file_exists, quoted_path
from pccreport.writers.project_yaml import write_mapping

ASK: Mapping[str, str] = {
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
"""What is asked on a terminal, and the help of each option."""
_SEVERAL = ("aim", "stream")
_LIST_NUMBER = re.compile(r"\s*\(?\d{1,2}[.):]\s+(?=\S)")
_SCRIPT = """@echo off
chcp 65001 >nul
cd /d "%~dp0"
where /q pccreport
if not errorlevel 1 (pccreport {0}) else ({1} {0})
pause
"""
"""What a double click runs on Windows."""
_UNDER = " > "
"""Between a part of the plan and what is part of it."""
_WHOLE = "all"
_EXAMPLES = {
    _WHOLE: "4 Rural crime > Fewer thefts",
    "": "Safer homes > Locks that hold",
}
_MOST_LEVELS = 4
_LONGEST_KEY = 32
_QUARTER = "write it like 2020/21 Q2"


@handle_errors
def new(
    named: list[str] | None = typer.Argument(
        None,
        metavar="[FOLDER] [QUARTER]",
        help='A folder for a new project or, in a project, the quarter to begin ("2020/21 Q2", or Q2 after Q1).',
    ),
    body: str = typer.Option("", help=ASK["body"]),
    area: str = typer.Option("", help=ASK["area"]),
    holder: str = typer.Option("", help=ASK["holder"]),
    force: str = typer.Option("", help=ASK["force"]),
    plan: str = typer.Option("", help=ASK["plan"]),
    years: str = typer.Option("", help=ASK["years"]),
    priority: str = typer.Option("", help=ASK["priority"]),
    aim: list[str] | None = typer.Option(None, help=f"{ASK['aim']} (repeat)"),
    levels: str = typer.Option("", help=ASK["levels"]),
    stream: list[str] | None = typer.Option(None, help=f"{ASK['stream']} (repeat)"),
    panel: str = typer.Option("", help=ASK["panel"]),
    period: str = typer.Option("", help=ASK["period"]),
    meeting: str = typer.Option("", help=ASK["meeting"]),
    signed_by: str = typer.Option("", help=ASK["signed_by"]),
    signed_as: str = typer.Option("", help=ASK["signed_as"]),
    signed_on: str = typer.Option("", help=ASK["signed_on"]),
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
            return _begin_quarter(folder, _with_its_year(folder, given[-1]))
    words = [*join_quarters(given)]
    quarter = parse_quarter(words[-1]) if 1 <= len(words) <= 2 else None
    if quarter:
        folder = Path(*words[:-1])
        _require_plan(folder)
        return _begin_quarter(folder, quarter)
    if len(words) != 1:
        way_out = (
            'for example: pccreport new my-report, or in it: pccreport new "2020/21 Q2"'
        )
        raise CommandError("new needs a folder or a quarter", USAGE, way_out)
    if re.match(r"(?i)\d{4}[/-]\d|q(?:tr|uarter)?\.? ?\d(?: |\Z)", words[0]):
        raise CommandError(f"“{words[0]}” is not a quarter", USAGE, _QUARTER)
    folder = Path(words[0])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        way_out = "give a new name, or the quarter to begin in a project"
        raise CommandError(f"“{folder}” is there already", USAGE, way_out)
    options = (
        *(body, area, holder, force, plan, years, priority, aim or [], levels),
        *(stream or [], panel, period, meeting, signed_by, signed_as, signed_on),
    )
    answers: dict[str, Any] = dict(zip(ASK, options, strict=True))
    if not yes and terminal.is_screen(sys.stdin) and terminal.is_screen(sys.stderr):
        _ask(answers)
    return _begin_project(folder, answers)


def _ask(answers: dict[str, Any]) -> None:
    """Ask for everything that was not given; an empty answer leaves it out."""
    terminal.print_message("Press Enter to leave something out.")
    for name, question in ASK.items():
        if name == "levels" and not _depth(answers):
            continue
        if name in _SEVERAL:
            is_given = bool(answers[name])
            while not is_given and (answer := _answer(f"{question} (or Enter)")):
                answers[name].append(answer)
                if problem := _problem(name, answers):
                    terminal.print_message(f"{problem}.")
                    answers[name].pop()
            continue
        if not answers[name]:
            answers[name] = _answer(question)
        while problem := _problem(name, answers):
            answers[name] = _answer(f"{problem}. {question}")


def _day(typed: str) -> date | None:
    with suppress(ValueError):
        return parse_day(typed)
    return None


def _levels(typed: str) -> list[dict[str, str]]:
    """Return the names of levels: “Outcome/Outcomes, Aim/Aims”; [] for any other text."""
    names = [[*map(str.strip, each.split("/"))] for each in typed.split(",")]
    if any(len(each) != 2 or not all(each) for each in names):
        return []
    return [{"one": one, "many": many} for one, many in names]


def _depth(answers: Mapping[str, Any]) -> int:
    """Return how many levels of the plan are typed, or 0 if it has no more than two."""
    deepest = max((typed.count(_UNDER) for typed in answers["aim"]), default=0)
    typed = deepest + 2 - _is_whole(answers)  # the priority, and the key aim itself
    return typed if typed > 2 else 0


def _is_whole(answers: Mapping[str, Any]) -> bool:
    return str(answers["priority"]).strip().casefold() == _WHOLE


def _years(typed: str) -> YearRange | None:
    return parse_years(typed) or parse_span(typed)


_FORMS: Mapping[str, tuple[Callable[[str], object], str, str]] = {
    "priority": (
        lambda typed: _numbered(typed)[0] or typed.strip().casefold() == _WHOLE,
        "a number and a title, or all",
        "4 Rural crime",
    ),
    "levels": (
        _levels,
        "a row of levels",
        "Outcome/Outcomes, Priority/Priorities, Key Aim/Key Aims",
    ),
    "period": (parse_quarter, "a quarter", "2020/21 Q2"),
    "years": (_years, "a row of financial years", "2021/22 to 2024/25"),
    "meeting": (_day, "a date", "2021-09-04"),
    "signed_on": (_day, "a date", "2021-08-26"),
}
"""How an answer is read, what it is called, and an example."""


def _problem(name: str, answers: Mapping[str, Any]) -> str:
    """Return what is wrong with the form of an answer, or ""."""
    answer = answers[name]
    if name == "aim" and _depth(answers) > _MOST_LEVELS:
        return f"a plan has {_MOST_LEVELS} levels at most, its priorities included"
    if name == "aim" and _is_whole(answers):
        for typed in _keyed(answer, numbered=True).values():
            if not (_UNDER in typed and _numbered(typed)[0]):
                return f"“{typed}” has no priority before it, with its number"
    if name not in _FORMS or not answer:
        return ""
    parse, kind, _ = _FORMS[name]
    parsed = parse(answer)
    if (
        name == "levels"
        and parsed
        and len(_levels(answer)) != (depth := _depth(answers) or 2)
    ):
        return f"the plan that is typed has {depth} levels, and “{answer}” names {len(_levels(answer))}"
    return "" if parsed else f"“{answer}” is not {kind}"


def _answer(question: str) -> str:
    terminal.write_text(f"{question}: ", sys.stderr)
    return sys.stdin.readline().strip()


def _begin_project(folder: Path, answers: Mapping[str, Any]) -> int:
    for name in ASK:
        if problem := _problem(name, answers):
            example = _EXAMPLES[_WHOLE if _is_whole(answers) else ""]
            example = _FORMS[name][2] if name in _FORMS else example
            raise CommandError(problem, USAGE, f"write it like {example}")
    quarter = parse_quarter(answers["period"])
    if (years := parse_span(answers["years"])) and not parse_years(answers["years"]):
        terminal.print_message(
            f"Read “{answers['years']}” as {years}; if that is wrong, change years in {PLAN}."
        )
        answers = {**answers, "years": str(years)}
    texts = _files(answers, quarter)
    for path in (folder, folder / UPDATES):
        path.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        write_file(folder / name, text.encode())
    terminal.print_message(f"Wrote {folder}: {', '.join(texts)}.")
    if missing := [
        f"--{n.replace('_', '-')}"
        for n, said in answers.items()
        if not said and (n != "levels" or _depth(answers))
    ]:
        terminal.print_message(f"Not given, and so left out: {', '.join(missing)}.")
    terminal.print_message(f"Next: pccreport check {quoted_path(folder)}")
    return DONE


def _files(answers: Mapping[str, Any], quarter: Quarter | None) -> dict[str, str]:
    """Return the files of a project by their names: what was not answered is in none."""
    is_whole = _is_whole(answers)
    aims = _keyed(answers["aim"], numbered=is_whole)
    streams = _keyed(answers["stream"])
    number, title = (_WHOLE, "") if is_whole else _numbered(answers["priority"])
    return {
        PLAN: write_mapping(
            {
                "title": answers["plan"],
                "years": answers["years"],
                "body": {**_named(answers["body"]), "area": answers["area"]},
                "holder": {"short": answers["holder"]},
                "force": _named(answers["force"]),
                "priorities": _priorities(aims)
                if is_whole
                else [{"number": number, "title": title, "aims": _tree(aims)}],
            }
        )
        or "priorities:\n",  # of an empty file check could not say what is missing
        REPORT: write_mapping(
            {
                "format": 1,
                "house": HOUSE,
                "priority": number,
                "period": answers["period"],
                "panel": answers["panel"],
                "meeting": answers["meeting"],
                "sign_off": {
                    "name": answers["signed_by"],
                    "office": answers["signed_as"],
                    "date": answers["signed_on"],
                },
            }
        ),
        HOUSE: write_mapping(
            {
                "extends": "whole-plan" if is_whole else "progress-report",
                "levels": _levels(answers["levels"]),
                "streams": {key: {"heading": words} for key, words in streams.items()},
            }
        ),
        **(quarter_files(quarter, streams, aims) if quarter and aims else {}),
        **{f"{name}.cmd": _script(name) for name in ("check", "build")},
    }


def _require_plan(folder: Path) -> None:
    if not file_exists(folder / PLAN):
        message = f"the folder “{folder}” has no {PLAN}"
        raise CommandError(
            message, USAGE, "run it in a project, or name its folder first"
        )


def _with_its_year(folder: Path, named: str) -> Quarter:
    """Return the quarter that "Q2" is: that of the last update file, or the one after it."""
    last = last_quarter(folder)
    after = last and quarter_of(last.end + timedelta(days=1))
    for quarter in filter(None, (last, after)):
        if quarter.number == int(named[1]):
            return quarter
    where = f"the last update file is for {last}" if last else "no update file is there"
    message = f"it is not clear which year “{named}” is in: {where}"
    way_out = f"write it with its year, like {last.year if last else '2020/21'} {named.upper()}"
    raise CommandError(message, USAGE, way_out)


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


def _script(command: str) -> str:
    own = "py -m pccreport"  # on another computer
    if WINDOWS:
        # The Python that runs this has pccreport, or was given it as one file.
        file = Path(sys.argv[0]).absolute()
        program = f'"{file}"' if file.suffix == ".pyz" else "-m pccreport"
        own = f'"{sys.executable}" {program}'.replace("%", "%%")
    return _SCRIPT.format(command, own).replace("\n", "\r\n")


def _named(typed: str) -> dict[str, str]:
    """Return a name and its short form in brackets: "Northshire Police (NP)"."""
    found = re.fullmatch(r"(.*\S)\s*\(([^()]+)\)\s*", typed)
    return {"name": found[1], "short": found[2]} if found else {"name": typed}


def _numbered(typed: str) -> tuple[int | str, str]:
    """Return a number and the words after it; "" for the one that is not there."""
    found = re.match(r"\s*(\d{1,3})\b[\s:.)–-]*", typed)
    return (int(found[1]), typed[found.end() :]) if found else ("", typed)


def _keyed(texts: Iterable[str], *, numbered: bool = False) -> dict[str, str]:
    """Return texts by the keys that updates use: "key=The text", or made of its words.

    A number before them is left out unless they are `numbered`: the report numbers them itself.
    """
    keyed: dict[str, str] = {}
    for typed in texts:
        key, sign, words = typed.partition("=")
        if not (sign and is_key(key)):
            words = typed if numbered else _LIST_NUMBER.sub("", typed)
            own = words.rpartition(_UNDER)[2]
            key = next(k for k in _keys(own) if k not in keyed)
        keyed[key] = words
    return keyed


def _priorities(aims: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the priorities that are typed before key aims, by their numbers, in order."""
    found: dict[int | str, tuple[str, dict[str, str]]] = {}
    for key, words in aims.items():
        first, _, rest = words.partition(_UNDER)
        number, title = _numbered(first)
        found.setdefault(number, (title, {}))[1][key] = _LIST_NUMBER.sub("", rest)
    return [
        {"number": number, "title": title, "aims": _tree(own)}
        for number, (title, own) in found.items()
    ]


def _tree(aims: Mapping[str, str]) -> dict[str, Any]:
    """Return key aims in the parts of the plan that are typed before them: “Homes > Locks”."""
    tree: dict[str, Any] = {}
    parts: dict[tuple[str, ...], dict[str, Any]] = {(): tree}
    taken = {*aims}
    for key, words in aims.items():
        *above, title = map(str.strip, words.split(_UNDER))
        for depth in range(1, len(above) + 1):
            path = (*above[:depth],)
            if path not in parts:
                name = next(k for k in _keys(path[-1]) if k not in taken)
                taken.add(name)
                parts[path] = {}
                parts[path[:-1]][name] = {"title": path[-1], "aims": parts[path]}
        parts[(*above,)][key] = title
    return tree


def _keys(text: str) -> Iterator[str]:
    """Yield keys for a text: its first words, then with a number."""
    letters = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    key = ""
    for word in re.findall(r"[a-z0-9]+", letters.replace("'", "")):
        if len(f"{key}_{word}") > _LONGEST_KEY - 8:
            break
        key = f"{key}_{word}" if key else word
    key = key if is_key(key) else f"key_{key}".rstrip("_")[: _LONGEST_KEY - 4]
    yield key
    yield from (f"{key}_{number}" for number in range(2, 1000))
