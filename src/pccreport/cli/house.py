"""`pccreport house`: the built-in formats, and what can be changed in one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

from pccreport.cli import terminal
from pccreport.cli.common import handle_errors
from pccreport.cli.options import argument, option
from pccreport.house import builtin
from pccreport.house.phrases import (
    FAMILIES,
    MEASURE_PHRASES,
    PHRASES,
    PLACEHOLDERS,
    REPORT_FAMILIES,
)
from pccreport.house.stylesheet import NUMBERS
from pccreport.language.close_matches import did_you_mean
from pccreport.model.settings import DEFAULT_HOUSE
from pccreport.pipeline.house_format import shipped_house
from pccreport.source.command_error import DONE, USAGE, CommandError


@handle_errors
def house(
    name: str = argument("house", "name", ""),
    listed: bool = option("house", "listed", False),
) -> int:
    """Show a house format that comes with pccreport."""
    names = builtin.builtin_names()
    if name and name not in names:
        advice = did_you_mean(name, names, f"there are: {', '.join(names)}")
        raise CommandError(f"there is no house format “{name}”", USAGE, advice)
    chosen = name or DEFAULT_HOUSE
    if listed:
        lines = (f"{line}\n" for line in _list_lines(chosen))
        terminal.write_text("".join(lines), sys.stdout)
    elif name:
        terminal.write_text(builtin.builtin_source(name).text, sys.stdout)
    else:
        lines = (f"{each}: {builtin.summary(each)}\n" for each in names)
        terminal.write_text("".join(lines), sys.stdout)
        terminal.print_message("See one with: pccreport house NAME")
    return DONE


def _list_lines(name: str) -> Iterator[str]:
    """Yield the phrases of a format with their placeholders, then the rest."""
    house_format = shipped_house(name)
    tables = (
        ("phrases", house_format.phrases, PHRASES),
        ("measures", house_format.measures, MEASURE_PHRASES),
    )
    for title, phrases, values in tables:
        yield f"{title}:"
        for key, phrase in phrases.items():
            text = json.dumps(phrase.text, ensure_ascii=False)
            placeholders = _in_braces(values[key])
            yield f"  {key}: {text}  # {placeholders}".removesuffix("  # ")
    yield ""
    yield "placeholders, in all other texts:"
    yield from (f"  {{{placeholder}}}" for placeholder in sorted(PLACEHOLDERS))
    yield from (f"  {{{family}…}}" for family in sorted((*FAMILIES, *REPORT_FAMILIES)))
    yield ""
    yield "numbers:"
    for key, parts in NUMBERS.items():
        yield f"  {key}: {_in_braces(parts)}"
    yield ""
    yield "styles:"
    for role, style in house_format.look.styles.items():
        yield f"  {role}: {style}"


def _in_braces(names: Iterable[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names))
