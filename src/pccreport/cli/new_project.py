"""The files of a new project, made of the answers about it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize

from pccreport.cli.output_file import WINDOWS, is_own, write_own_file
from pccreport.language.aim_headings import aim_heading_pattern, is_filler
from pccreport.model.periods import Quarter
from pccreport.model.update import is_key
from pccreport.pipeline.next_quarter import quarter_files
from pccreport.pipeline.project_folder import HOUSE, PLAN, REPORT
from pccreport.readers.line import find_list_sign
from pccreport.schema.builtin_schemas import NAMES, schema_path
from pccreport.source.files import is_yaml
from pccreport.writers.project_yaml import write_mapping

_SCRIPT = """@echo off
chcp 65001 >nul
cd /d "%~dp0"
where /q pccreport
if not errorlevel 1 (pccreport {0}) else ({1} {0})
pause
"""
"""A script for a double click on Windows."""
_EMPTY_PLAN = "title:\nyears:\nbody:\n  name:\npriorities:\n  - number:\n    title:\n"
"""A plan of which nothing was answered, to be filled in."""
LEVEL_SEPARATOR = " > "
"""Between a level of the plan and the one below."""
WHOLE = "all"
_ONE_LEVEL = "Key Aim/Key Aims, Key Aim/Key Aims"
"""The levels of a plan that has one."""
_MAX_KEY_LENGTH = 32
_WORDS_OF_KEY = 3
_SCHEMAS = "schemas"
"""The folder of a project with the copies of our schemas that editors read."""
_AIM_LABEL = "Key Aim"
"""As the house formats that a new project has call it."""


def project_files(
    answers: Mapping[str, Any], quarter: Quarter | None
) -> dict[str, str]:
    """Return the files of a project by name, without what was not answered."""
    has_levels = answers["priority"] or LEVEL_SEPARATOR in "".join(answers["aim"])
    is_bare = bool(answers["aim"] and not has_levels)
    aims = texts_by_key(answers["aim"], numbered=is_whole_plan(answers))
    is_whole = is_bare or is_whole_plan(answers)
    counted = enumerate(aims.items(), 1)
    bare = [{"number": n, "title": text, "key": key} for n, (key, text) in counted]
    streams = texts_by_key(answers["stream"])
    number, title = (WHOLE, "") if is_whole else split_number(answers["priority"])
    return {
        PLAN: write_mapping(
            {
                "title": answers["plan"],
                "years": answers["years"],
                "body": {**_split_short_form(answers["body"]), "area": answers["area"]},
                "holder": {"short": answers["holder"]},
                "force": _split_short_form(answers["force"]),
                "priorities": bare
                if is_bare
                else _priorities(aims)
                if is_whole
                else [{"number": number, "title": title, "aims": _tree(aims)}],
            }
        )
        or _EMPTY_PLAN,
        REPORT: write_mapping(
            {
                "format": 1,
                "house": HOUSE,
                "priority": number,
                "period": answers["period"],
                # The first report covers no quarter before it.
                "since": answers["period"] if quarter and quarter.number > 1 else "",
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
                "levels": parse_levels(answers["levels"] or is_bare * _ONE_LEVEL),
                "streams": {
                    key: {"heading": heading} for key, heading in streams.items()
                },
            }
        ),
        **(quarter_files(quarter, streams, aims) if quarter and aims else {}),
        **{f"{name}.cmd": _script(name) for name in ("check", "build")},
    }


def renew_schemas(folder: Path) -> list[str]:
    """Write the schemas that a project has not as they are now, and return their names.

    A copy that somebody has changed is left as it is.
    """
    (folder / _SCHEMAS).mkdir(exist_ok=True)
    renewed = []
    for source in map(schema_path, NAMES):
        path, schema = folder / _SCHEMAS / source.name, source.read_bytes()
        old = path.read_bytes() if path.exists() else b""
        if not old or (is_own(path) and not old.startswith(schema)):
            write_own_file(path, schema)
            renewed.append(f"{_SCHEMAS}/{source.name}")
    return renewed


def with_modeline(name: str, text: str) -> bytes:
    """Return a file of a project, which has a name in it, with the line that editors find its schema by."""
    *above, file = name.split("/")
    kind = "update" if above else file.partition(".")[0]
    place = f"{'../' * len(above)}{_SCHEMAS}/{schema_path(kind).name}"
    line = f"# yaml-language-server: $schema={place}\n" if is_yaml(file) else ""
    return f"{line}{text}".encode()


def is_whole_plan(answers: Mapping[str, Any]) -> bool:
    """Return whether the report is on the whole plan, not on one priority."""
    return str(answers["priority"]).strip().casefold() == WHOLE


def parse_levels(typed: str) -> list[dict[str, str]]:
    """Return the names of levels, “Outcome/Outcomes, Aim/Aims”, or [] for any other text."""
    names = [[*map(str.strip, each.split("/"))] for each in typed.split(",")]
    if any(len(each) != 2 or not all(each) for each in names):
        return []
    return [{"one": one, "many": many} for one, many in names]


def split_number(typed: str) -> tuple[int | str, str]:
    """Return the number at the start of a text, or "", and the rest."""
    found = re.match(r"\s*(\d{1,3})\b[\s:.)–-]*", typed)
    return (int(found[1]), typed[found.end() :]) if found else ("", typed)


def _split_short_form(typed: str) -> dict[str, str]:
    """Return a name and the short form in brackets after it: "Northshire Police (NP)"."""
    found = re.fullmatch(r"(.*\S)\s*\(([^()]+)\)\s*", typed)
    return {"name": found[1], "short": found[2]} if found else {"name": typed}


def texts_by_key(texts: Iterable[str], *, numbered: bool = False) -> dict[str, str]:
    """Return texts by their keys: "key=The text", or else keys made of the text.

    Numbers before texts are removed unless `numbered`, because the report numbers them.
    """
    keyed: dict[str, str] = {}
    for each in texts:
        sign = find_list_sign(each)
        typed = each[sign.end() :] if sign and not re.search(r"\d", sign[0]) else each
        key, separator, text = typed.partition("=")
        if not (separator and is_key(key)):
            text = typed if numbered else without_number(typed, len(keyed) + 1)
            last = text.rpartition(LEVEL_SEPARATOR)[2]
            key = next(k for k in _keys(last) if k not in keyed)
        keyed[key] = text
    return keyed


def without_number(typed: str, place: int = 0) -> str:
    """Return a text without what numbers it: “1. Fewer thefts”, “Key Aim 1: …”, “1 …” as the first."""
    named = aim_heading_pattern(_AIM_LABEL, others=True).match(typed)
    if named and named[2]:
        return named[3]
    number = r"\(?\d{1,2}[.):]" + (rf"|{place}(?!\w)" if place else "")
    return re.sub(rf"\A\s*(?:{number})\s+(?=\S)", "", typed)


def _priorities(aims: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the priorities that are named before key aims, each once, in order."""
    found: dict[int | str, tuple[str, dict[str, str]]] = {}
    for key, text in aims.items():
        first, _, rest = text.partition(LEVEL_SEPARATOR)
        number, title = split_number(first)
        own = found.setdefault(number, (title, {}))[1]
        own[key] = without_number(rest, len(own) + 1)
    return [
        {"number": number, "title": title, "aims": _tree(own)}
        for number, (title, own) in found.items()
    ]


def _tree(aims: Mapping[str, str]) -> dict[str, Any]:
    """Return key aims nested in the levels before them: “Homes > Locks”."""
    tree: dict[str, Any] = {}
    parts: dict[tuple[str, ...], dict[str, Any]] = {(): tree}
    taken = {*aims}
    for key, text in aims.items():
        *above, title = map(str.strip, text.split(LEVEL_SEPARATOR))
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
    """Yield possible keys of a text: its first words that name it, more of them, then numbers."""
    letters = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters.replace("'", ""))
    naming = [word for word in words if not is_filler(word)] or words
    key = ""
    for count, word in enumerate(naming, 1):
        if len(f"{key}_{word}") > _MAX_KEY_LENGTH - 4:
            break
        key = f"{key}_{word}" if key else word
        if count >= _WORDS_OF_KEY and is_key(key):
            yield key
    key = key if is_key(key) else f"key_{key}".rstrip("_")[: _MAX_KEY_LENGTH - 4]
    yield key
    yield from (f"{key}_{number}" for number in range(2, 1000))


def _script(command: str) -> str:
    program = "py -m pccreport"  # on another computer
    if WINDOWS:
        # This Python has pccreport, or runs it as one file.
        file = Path(sys.argv[0]).absolute()
        target = f'"{file}"' if file.suffix == ".pyz" else "-m pccreport"
        program = f'"{sys.executable}" {target}'.replace("%", "%%")
    return _SCRIPT.format(command, program).replace("\n", "\r\n")
