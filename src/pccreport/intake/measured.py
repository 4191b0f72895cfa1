"""The figures of measures in a pasted text: lines that begin with the title of one of the plan.

A line counts only if it has a measure's whole name, and one figure that can be no other's; what is
less sure stays text, with a doubt, and so is a row without a column of the period. Who may read it is not decided here.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pccreport.intake.privacy import is_mark, is_marked, without_mark
from pccreport.language import column_headings
from pccreport.readers.line import Line

_SEPARATOR = re.compile(r"\s*[:=]\s*|\s+[–—-]\s+|\t+|\s{2,}")
_NUMBER = re.compile(r"(£?)\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*(\D*)")
_PER_CENT = ("%", "per cent", "percent")

Key = tuple[str, str]
"""A measure and an area of it, or ""."""


class FigureText(NamedTuple):
    """What a line gives for a measure: a figure, the reason why there is none, or neither."""

    figure: str = ""
    withheld: str = ""


class LineFigure(NamedTuple):
    """What a line that names a measure gives for it."""

    key: Key
    figure: FigureText | None
    """None if it is not certain: then the line stays text."""


class MeasureNames(NamedTuple):
    """What measures are recognised by."""

    keys: Mapping[str, Key]
    """Measures, and areas with their measures, by each of their names, folded."""
    units: Mapping[Key, str]
    """The units of what can have a figure: no name that two have, no whole of several areas."""
    is_period: Callable[[str], bool | None] = lambda _: None
    """Whether a text names the period of the updates, another one, or none."""


NO_MEASURES = MeasureNames({}, {})


class PastedFigure(NamedTuple):
    """What a text gives for a measure, or for one area of it."""

    wording: FigureText
    line: Line
    private: bool


def fold(text: str) -> str:
    """Return a name in the form in which names are compared: “fires north” for “Fires (North)”."""
    words = re.split(r"[\s,:;()–—-]+", text.casefold().replace("’", "'"))
    return " ".join(words).strip(" .*_")


def find_figure(
    line: Line, names: MeasureNames, column: int | None = None
) -> LineFigure | None:
    """Return what a line gives for the measure that it names; a row, only in a known column."""
    if not names.keys:
        return None
    if line.cells:
        bare = [*map(without_mark, line.cells)]
        parts = (bare[at : at + n] for at in range(len(bare)) for n in (2, 1))
        keys = [x for part in parts if (x := names.keys.get(fold(" ".join(part))))]
        if not keys:
            return None
        is_one = column is not None and keys[0] in names.units and column < len(bare)
        figure = _figure(names.units[keys[0]], bare[column or 0]) if is_one else None
        return LineFigure(keys[0], figure)
    text = without_mark(line.text) if is_marked(line.text) else line.text
    reach = 4 * max(map(len, names.keys))
    for sign in reversed([*_SEPARATOR.finditer(text, 0, reach)]):
        key, rest = names.keys.get(fold(text[: sign.start()])), text[sign.end() :]
        if rest and key:
            is_one = key in names.units and not is_mark(rest)
            return LineFigure(key, _figure(names.units[key], rest) if is_one else None)
    wording = fold(text) if re.search(r"\d", text) else ""
    within = (names.keys[x] for x in names.keys if " " in x and x in wording)
    return next((LineFigure(key, None) for key in within), None)


def _figure(unit: str, text: str) -> FigureText | None:
    """Return what a text is as the figure of a measure with a unit, or None."""
    wording = text.strip(" .")
    reason = column_headings.reason_withheld(wording)
    if reason is not None:
        return FigureText(withheld=reason) if reason else None
    if column_headings.is_missing_figure(wording):
        return FigureText()
    found = _NUMBER.fullmatch(wording)
    if not found:
        return None
    pounds, whole, part, typed = found.groups(default="")
    of_measure = fold(unit)
    shares = of_measure in _PER_CENT
    is_unit = fold(typed) == of_measure or (shares and fold(typed) in _PER_CENT)
    if (typed and not is_unit) or (pounds and of_measure not in ("£", "pounds")):
        return None
    if shares and not typed and whole == "0" and part.strip(".0"):
        return None  # a share of one, or less than one per cent
    return FigureText((whole.replace(",", "").lstrip("0") or "0") + part)
