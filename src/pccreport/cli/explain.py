"""`pccreport explain`: all findings in a line each, or the page of one."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from itertools import groupby

import typer

from pccreport.cli import terminal
from pccreport.cli.common import handle_errors
from pccreport.findings.finding import ERROR
from pccreport.findings.registry import NAMES, RULES, Rule, rule
from pccreport.language.close_matches import did_you_mean
from pccreport.rules import docs
from pccreport.rules.former_names import NEW_NAMES, REMOVED
from pccreport.source.command_error import DONE, USAGE, CommandError

WIDEST = 90
"""Columns: longer lines of prose are hard to read."""
_NEVER = "It cannot be accepted, because the report would be incomplete."
_EMPHASIS = re.compile(r"^#+ |(?<![\w*])(\*+)(?=\S)(.*?\S)\1(?![\w*])")
_UNCUT = 200
"""Columns of what is no terminal: no line of the list is longer."""
_COLUMN = 2 + max(map(len, NAMES)) + 2
"""The column in which the sentences of the list start."""


@handle_errors
def explain(
    typed: str = typer.Argument(
        "",
        metavar="RULE",
        help="The rule name shown in [ ] after a finding. Default: list all rules.",
    ),
    tests: bool = typer.Option(
        False, "--tests", help="Show all the examples that the rule is tested with."
    ),
) -> int:
    """Explain a rule: what it finds, why it matters and how to put it right."""
    if not typed:
        columns = shutil.get_terminal_size((_UNCUT, 24)).columns
        terminal.write_text(_listed(columns), sys.stdout)
        return DONE
    name = typed.strip().strip("[]").lower()
    name = NEW_NAMES.get(name, name)
    if name in REMOVED:
        raise CommandError(f"“{name}” is no longer checked", USAGE)
    if name not in NAMES:
        otherwise = "use the name in square brackets after a finding"
        way_out = did_you_mean(name, NAMES, otherwise)
        raise CommandError(f"there is no rule “{typed}”", USAGE, way_out)
    width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    kind = rule(name)
    page = docs.load_page(kind) if tests else _page(kind)
    terminal.write_text(_plain(page, width), sys.stdout)
    return DONE


def _page(kind: Rule) -> str:
    """Return what an officer needs of a page, each part under its heading."""
    page = docs.read_page(kind)
    can_accept = kind.settable or kind.severity is not ERROR
    accept = f"On the line above it: # accept {kind.name}: the reason"
    parts = {
        "What it finds": page.finds,
        "Why it matters": page.why,
        "Example": f"```\n{page.example}```",
        "Instead": f"```\n{page.instead}```",
        "How to accept it": accept if can_accept else _NEVER,
        "How often it is right": page.doubt,
    }
    shown = (f"{heading}\n{text.strip()}" for heading, text in parts.items() if text)
    return "\n\n".join([f"{kind.name}: {kind.severity.value}", *shown])


def _listed(width: int) -> str:
    """Return every rule with its sentence, in the order of a run."""
    lines = []
    for stage, kinds in groupby(RULES, key=lambda kind: kind.stage):
        lines += ["", stage.value, *(_line(kind, width) for kind in kinds)]
    return "\n".join(lines[1:]) + "\n"


def _line(kind: Rule, width: int) -> str:
    room = max(width - _COLUMN, 20)
    about = _EMPHASIS.sub(r"\2", docs.summary(kind))
    head = f"  {kind.name}".ljust(_COLUMN)
    return head + textwrap.shorten(about, room, placeholder="…")


def _plain(page: str, width: int) -> str:
    """Return a page without its markup; examples are indented."""
    lines = []
    inside = False
    for line in page.splitlines():
        if line.startswith("```"):
            inside = not inside
        elif inside:
            lines.append(f"    {line}")
        else:
            words = _EMPHASIS.sub(r"\2", line)
            lines += textwrap.wrap(words, width) or [""]
    return "\n".join(lines).strip() + "\n"
