"""The files of a new project, made of the answers about it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize

from pccreport.cli.output_file import WINDOWS, is_own, write_own_file
from pccreport.language.aim_headings import is_filler
from pccreport.model.periods import Quarter
from pccreport.model.update import is_key
from pccreport.pipeline.next_quarter import quarter_files
from pccreport.pipeline.project_folder import HOUSE, PLAN, REPORT
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
_PLAN_NOTES = """
# More priorities are written like the first one. For a report on all of them, write
# priority: all in report.yaml, and extends: whole-plan in house.yaml.
# A level between: its key, with title: and the key aims under aims:, such as
#   safe_homes:
#     title: Safe homes
#     aims:
#       locks: Locks that hold
# levels: in house.yaml says what the levels are called, the outermost first, such as
# levels: [{one: Outcome, many: Outcomes}, {one: Theme, many: Themes}, {one: Aim, many: Aims}]
"""
_LIST_SIGN = re.compile(r"\s*(?:[-–•*]|\(?\d{1,2}[.):])\s+(?=\S)")
_KEY_AIM = {"one": "Key Aim", "many": "Key Aims"}
_MAX_KEY_LENGTH = 28
_WORDS_OF_KEY = 3
_SCHEMAS = "schemas"
"""The folder of a project with the copies of our schemas that editors read."""


def project_files(
    answers: Mapping[str, Any], quarter: Quarter | None
) -> dict[str, str]:
    """Return the files of a project by name, without what was not answered.

    Without a priority, the plan has key aims only, and the report is on all of them.
    """
    aims, streams = texts_by_key(answers["aim"]), texts_by_key(answers["stream"])
    number, title = split_number(answers["priority"])
    priorities = [{"number": number, "title": title, "aims": aims}]
    is_whole = bool(aims and not number)
    if is_whole:
        number = "all"
        priorities = [
            {"number": place, "title": text, "key": key}
            for place, (key, text) in enumerate(aims.items(), 1)
        ]
    plan = {
        "title": answers["plan"],
        "years": answers["years"],
        "body": {**_split_short_form(answers["body"]), "area": answers["area"]},
        "holder": {"short": answers["holder"]},
        "force": _split_short_form(answers["force"]),
        "priorities": priorities,
    }
    report = {
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
    house = {
        "extends": "whole-plan" if is_whole else "progress-report",
        "levels": [_KEY_AIM, _KEY_AIM] if is_whole else [],
        "streams": {key: {"heading": text} for key, text in streams.items()},
    }
    updates = quarter_files(quarter, streams, aims) if quarter and aims else {}
    return {
        PLAN: (write_mapping(plan) or _EMPTY_PLAN) + _PLAN_NOTES,
        REPORT: write_mapping(report),
        HOUSE: write_mapping(house),
        **updates,
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


def split_number(typed: str) -> tuple[int | str, str]:
    """Return the number at the start of a text, or "", and the rest."""
    found = re.match(r"\s*(\d{1,3})\b[\s:.)–-]*", typed)
    return (int(found[1]), typed[found.end() :]) if found else ("", typed)


def _split_short_form(typed: str) -> dict[str, str]:
    """Return a name and the short form in brackets after it: "Northshire Police (NP)"."""
    found = re.fullmatch(r"(.*\S)\s*\(([^()]+)\)\s*", typed)
    return {"name": found[1], "short": found[2]} if found else {"name": typed}


def texts_by_key(texts: Iterable[str]) -> dict[str, str]:
    """Return texts by their keys: "key=The text", or else keys made of the text.

    Bullets and numbers before them are removed, because the report has its own.
    """
    keyed: dict[str, str] = {}
    for each in texts:
        own, _, text = each.partition("=")
        if not (text and is_key(own)):
            own, text = "", _LIST_SIGN.sub("", each, count=1)
        possible = (own, *_keys(text)) if own else _keys(text)
        keyed[next(key for key in possible if key not in keyed)] = text
    return keyed


def _keys(text: str) -> Iterator[str]:
    """Yield possible keys of a text: its first words that name it, more of them, then numbers."""
    letters = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters.replace("'", ""))
    naming = [word for word in words if not is_filler(word)] or words
    for count in range(_WORDS_OF_KEY, max(len(naming), _WORDS_OF_KEY) + 1):
        key = "_".join(naming[:count])
        key = key if is_key(key) else f"key_{key}"
        key = key[:_MAX_KEY_LENGTH].rstrip("_")
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
