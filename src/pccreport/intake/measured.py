"""The figures of measures in a pasted text: lines and rows with the title of one of the plan.

A line counts only if it has a measure's whole name, and one figure that can be no other's: a row,
in the column of the period. What is less sure is not placed. Who may read it is not decided here.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pccreport.intake.privacy import says_private, split_off_mark
from pccreport.readers.line import Line

_SEPARATOR = re.compile(r"\s*[:=]\s*|\s+[–—-]\s+|\t+|\s{2,}")
_NUMBER = re.compile(r"(£?)\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*(\D*)")
_PER_CENT = ("%", "per cent", "percent")

Key = tuple[str, str]
"""A measure and an area of it, or ""."""


class NamedMeasure(NamedTuple):
    """A measure, or an area of one, that a name in a text is of."""

    key: Key
    unit: str | None
    """None if it has no figure of its own: several have the name, or it is the whole of areas."""


MeasureNames = Mapping[str, NamedMeasure]
"""What measures and areas with their measures are recognised by: their names, folded."""


class PastedFigure(NamedTuple):
    """What a text gives for a measure, or for one area of it."""

    figure: str
    line: Line
    private: bool


def fold(text: str) -> str:
    """Return a name in the form in which names are compared: “fires north” for “Fires (North)”."""
    words = re.split(r"[\s,:;()–—-]+", text.casefold().replace("’", "'"))
    return " ".join(words).strip(" .*_")


def find_figure(line: Line, names: MeasureNames, cell: str) -> tuple[Key, str] | None:
    """Return the measure that a line names, and its figure or ""; that of a row is in a cell."""
    if not names:
        return None
    if line.cells:
        bare = [split_off_mark(x)[1] for x in line.cells]
        parts = (bare[at : at + n] for at in range(len(bare)) for n in (2, 1))
        found = (names[x] for part in parts if (x := fold(" ".join(part))) in names)
        return next(((x.key, _parse_figure(x.unit, cell)) for x in found), None)
    text = split_off_mark(line.text)[1] if says_private(line.text) else line.text
    reach = 4 * max(map(len, names))
    for sign in reversed([*_SEPARATOR.finditer(text, 0, reach)]):
        named, rest = names.get(fold(text[: sign.start()])), text[sign.end() :]
        if named and rest:
            return named.key, _parse_figure(named.unit, rest)
    return None


def _parse_figure(unit: str | None, text: str) -> str:
    """Return what a text is as the figure of a measure with a unit, or ""."""
    found = _NUMBER.fullmatch(split_off_mark(text)[1].strip(" ."))
    if not found or unit is None:
        return ""
    pounds, whole, part, typed = found.groups(default="")
    of_measure = fold(unit)
    shares = of_measure in _PER_CENT
    is_unit = fold(typed) == of_measure or (shares and fold(typed) in _PER_CENT)
    if (typed and not is_unit) or (pounds and of_measure not in ("£", "pounds")):
        return ""
    if shares and not typed and whole == "0" and part.strip(".0"):
        return ""  # a share of one, or less than one per cent
    return (whole.replace(",", "").lstrip("0") or "0") + part
