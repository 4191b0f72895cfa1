"""`pccreport explain`: what a rule says, why, and when it may be wrong."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from typing import Annotated

import typer

from pccreport.cli import terminal
from pccreport.cli.options import guarded
from pccreport.findings import registry
from pccreport.findings.registry import NAMES
from pccreport.language.similarity import did_you_mean
from pccreport.rules import pages
from pccreport.source.failure import DONE, USAGE, Failure

WIDEST = 90
"""Columns: longer lines of prose are hard to read."""


@guarded
def explain(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE", help="The name that stands in [ ] behind a finding."
        ),
    ],
) -> int:
    """Tell what a rule says, why it matters, and how to mend what it finds."""
    name = rule.strip().strip("[]").lower()
    if name not in NAMES:
        otherwise = "write the name that stands in square brackets behind a finding"
        way_out = did_you_mean(name, NAMES, otherwise)
        raise Failure(f"there is no rule “{rule}”", USAGE, way_out)
    width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    terminal.write(_plain(pages.page(registry.rule(name)), width), sys.stdout)
    return DONE


def _plain(page: str, width: int) -> str:
    """A page without its marks: examples stand further in."""
    lines = []
    inside = False
    for line in page.splitlines():
        if line.startswith("```"):
            inside = not inside
        elif inside:
            lines.append(f"    {line}")
        else:
            words = re.sub(r"^#+ |(?<!\w)\*+|\*+(?!\w)", "", line)
            lines += textwrap.wrap(words, width) or [""]
    return "\n".join(lines).strip() + "\n"
