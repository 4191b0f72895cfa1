"""The figures of measures in a pasted text: lines and rows that name a measure of the plan.

A line counts only if it has a measure's whole name, and one figure that can be no other's; what is
less sure stays text, with a doubt. Who may read it is not decided here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pccreport.intake.privacy import is_mark, is_marked, without_mark
from pccreport.language import column_headings
from pccreport.model.private_intent import is_private_head
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
    left: str = ""
    """The heads of the columns beside it that are not read."""


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
    line: Line, heads: Sequence[str], names: MeasureNames
) -> LineFigure | None:
    """Return what a line gives for the measure that it names, below the heads of its table."""
    if not names.keys:
        return None
    found = [*(_in_cells if line.cells else _in_text)(line, names)]
    is_one = len(found) == 1 or (found and not line.cells)
    return _given(*found[0], heads, names) if is_one else None


def _in_cells(line: Line, names: MeasureNames) -> Iterator[tuple[Key, dict[int, str]]]:
    """Yield each measure that a cell names, perhaps with an area in the next, and the cells behind."""
    bare = [*map(without_mark, line.cells)]
    for at in (at for at, cell in enumerate(bare) if cell):
        ends = (x for x in (at + 2, at + 1) if fold(" ".join(bare[at:x])) in names.keys)
        if end := next(ends, 0):
            key = names.keys[fold(" ".join(bare[at:end]))]
            yield key, {n: x for n, x in enumerate(bare) if n >= end and x}


def _in_text(line: Line, names: MeasureNames) -> Iterator[tuple[Key, dict[int, str]]]:
    """Yield the measure that a text begins with, or has somewhere beside a number."""
    text = without_mark(line.text) if is_marked(line.text) else line.text
    reach = 4 * max(map(len, names.keys))
    for sign in reversed([*_SEPARATOR.finditer(text, 0, reach)]):
        key, rest = names.keys.get(fold(text[: sign.start()])), text[sign.end() :]
        if rest and key:
            yield key, {0: rest}
            return
    wording = fold(text) if re.search(r"\d", text) else ""
    yield from ((names.keys[x], {}) for x in names.keys if " " in x and x in wording)


def _given(
    key: Key, cells: Mapping[int, str], heads: Sequence[str], names: MeasureNames
) -> LineFigure:
    """Return the figure in the only cell that can have it."""
    others = {at: heads[at] if at < len(heads) else "" for at in cells}
    others = {
        at: head
        for at, head in others.items()
        if not (is_mark(cells[at]) or is_private_head(head))
    }
    own = [at for at, head in others.items() if names.is_period(head)]
    usual = [at for at, x in others.items() if column_headings.is_figure_heading(x)]
    columns = own or usual if heads else [*others]
    figures = {at: _figure(names.units.get(key, ""), cells[at]) for at in others}
    if key not in names.units or len(columns) != 1 or None in figures.values():
        return LineFigure(key, None)
    left = (head for at, head in others.items() if head and at not in columns)
    return LineFigure(key, figures[columns[0]], ", ".join(map("“{}”".format, left)))


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
