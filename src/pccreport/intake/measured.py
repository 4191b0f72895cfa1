"""The figures of measures in a pasted text: lines and rows with the title of one of the plan.

A line counts only if it has a measure's whole name, and one figure that can be no other's: a row,
in the column of the period. What is less sure is not placed. Who may read it is not decided here.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pccreport.intake.privacy import says_private, split_off_mark
from pccreport.model.measure_names import Key, MeasureNames, fold
from pccreport.readers.line import Line

_SEPARATOR = re.compile(r"\s*[:=]\s*|\s+[–—-]\s+|\t+|\s{2,}")
_NUMBER = re.compile(r"(£?)\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*(\D*)")
_PER_CENT = ("%", "per cent", "percent")


class PastedFigure(NamedTuple):
    """What a text gives for a measure, or for one area of it."""

    figure: str
    line: Line
    private: bool


def find_figure(line: Line, names: MeasureNames, cell: str) -> tuple[Key, str] | None:
    """Return the measure that a line names, and its figure or ""; that of a row is in a cell."""
    if line.cells:
        bare = [split_off_mark(x)[1] for x in line.cells]
        parts = (bare[at : at + n] for at in range(len(bare)) for n in (2, 1))
        found = (names[x] for part in parts if (x := fold(" ".join(part))) in names)
        return next(((x.key, _parse_figure(x.unit, cell)) for x in found), None)
    text = split_off_mark(line.text)[1] if says_private(line.text) else line.text
    reach = 4 * max(map(len, names), default=0)
    for sign in reversed([*_SEPARATOR.finditer(text, 0, reach)]):
        named, rest = names.get(fold(text[: sign.start()])), text[sign.end() :]
        if named and rest:
            return named.key, _parse_figure(named.unit, rest)
    return None


def words_beside_names(row: Mapping[str, str], names: MeasureNames) -> dict[str, str]:
    """Return the cells of a row, by their roles, that say more than what its figure is of."""
    cells = {k: x for k, x in row.items() if re.search(r"[^\W\d_]{2}", x)}
    own = (k for k in cells if not k.startswith(("aim", "stream", "figure", "private")))
    return {k: cells[k] for k in own if not any(fold(cells[k]) in x for x in names)}


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
