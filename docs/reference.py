"""Write the lists of `docs/` that are made of what the tool has: commands, files and rules.

    .venv/bin/python -m cogapp -r docs/*.md

puts them where the documents ask for them, and `--check` in place of `-r` says whether they are old.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from pccreport.cli import app
from pccreport.findings.finding import ERROR
from pccreport.findings.registry import RULES, Rule, RunStage
from pccreport.rules import docs
from pccreport.schema.builtin_schemas import load_schema

ROOT = Path(__file__).parents[1]
WRITTEN = (
    RunStage.FILE,
    RunStage.YAML,
    RunStage.FORM,
    RunStage.TEXT,
    RunStage.HOUSE,
    RunStage.ACCEPT,
)
"""Stages that find errors in how files are written."""


def options(command: str) -> str:
    """Return the arguments and options of a command, with what each does.

    Those of several commands are left to `shared_options`.
    """
    return _list(row for row in _options(command) if len(_commands_with(row)) == 1)


def shared_options() -> str:
    """Return the options that several commands have, with what each does."""
    rows = dict.fromkeys(row for name in app.COMMANDS for row in _options(name))
    shared = {row: _commands_with(row) for row in rows}
    return _list(
        (f"{typed} of {', '.join(names)}", does)
        for (typed, does), names in shared.items()
        if len(names) > 1
    )


def _options(command: str) -> Iterator[tuple[str, str]]:
    """Yield how each argument and option of a command is typed, and what it does."""
    for each in app.load_command(command).params:
        if not getattr(each, "hidden", False) and "--help" not in each.opts:
            yield _typed(each), _does(each)


def _commands_with(row: tuple[str, str]) -> list[str]:
    """Return the commands that have an option."""
    return [f"`{name}`" for name in app.COMMANDS if row in _options(name)]


def _does(each: Any) -> str:
    """Return what an option does, with the values that it can have."""
    choices = getattr(each.type, "choices", ())
    listed = ", ".join(f"`{getattr(value, 'value', value)}`" for value in choices)
    return f"{each.help} One of {listed}." if listed else str(each.help)


def _typed(each: Any) -> str:
    """Return how an argument or option is typed."""
    if each.param_type_name == "argument":
        return f"`{each.human_readable_name}`"
    return ", ".join(f"`{name}`" for name in sorted(each.opts, reverse=True, key=len))


def phrases(table: Mapping[str, Collection[str]]) -> str:
    """Return the phrases of a table, those with the same placeholders in one row."""
    by_placeholders = defaultdict[str, list[str]](list)
    for name, known in table.items():
        by_placeholders[" ".join(f"{{{each}}}" for each in sorted(known))].append(name)
    return _list(
        (", ".join(f"`{name}`" for name in names), known)
        for known, names in by_placeholders.items()
        if known
    )


def fields(schema: str, part: str = "", *, inside: bool = True) -> str:
    """Return the fields of a file, or of one part of it by its name in the schema.

    With `inside`, the fields that they have are listed after each.
    """
    known = load_schema(schema)
    rows = _fields(known, known["$defs"][part] if part else known, "", inside=inside)
    return _list(rows)


def _fields(
    known: dict[str, Any], part: Any, before: str, *, inside: bool
) -> Iterator[tuple[str, str]]:
    for name, each in part.get("properties", {}).items():
        inner = _followed(known, each)
        yield f"`{before}{name}`", str({**inner, **each}.get("description", ""))
        if inside and inner.get("type") == "object":
            yield from _fields(known, inner, f"{name}.", inside=False)


def _followed(known: dict[str, Any], part: Any) -> dict[str, Any]:
    """Return what a part of a schema refers to, or the part."""
    path = part.get("$ref", "")
    found: Any = known
    for step in path.removeprefix("#/").split("/") if path else ():
        found = found[step]
    return dict(found) if path else dict(part)


def rules(severity: str) -> str:
    """Return a list of the rules of a severity, each with the first sentence of its page.

    The errors in how files are written are left to `file_errors`.
    """
    known = (each for each in RULES if each.severity.value == severity)
    listed = (each for each in known if not _is_file_error(each))
    ordered = sorted(listed, key=lambda each: each.name)
    return _list((f"`{each.name}`", docs.page_summary(each)) for each in ordered)


def file_errors() -> str:
    """Return the names of the errors in how files are written, by where they are found."""
    known = filter(_is_file_error, RULES)
    stages = groupby(known, key=lambda each: each.stage)
    return _list(
        (stage.value, ", ".join(f"`{each.name}`" for each in found))
        for stage, found in stages
    )


def _is_file_error(kind: Rule) -> bool:
    """Return whether a rule is an error in how files are written, not in what they say."""
    return kind.severity is ERROR and kind.stage in WRITTEN


def _list(rows: Iterable[tuple[str, str]]) -> str:
    """Return a list in Markdown, of names and what each means."""
    return "".join(f"- {name}: {' '.join(means.split())}\n" for name, means in rows)
