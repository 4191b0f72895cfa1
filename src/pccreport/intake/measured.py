"""The figures of measures in a pasted text: lines and rows that name a measure of the plan.

A line counts only if it has a measure's whole name, and one figure that can be no other's; what is
less sure stays text, with a doubt. Who may read it is not decided here.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pccreport.intake.marks import is_mark, is_marked, without_mark
from pccreport.language import column_headings
from pccreport.model.private_intent import is_private_head
from pccreport.readers.line import Line, LineKind

_SEPARATOR = re.compile(r"\s*[:=]\s*|\s+[–—-]\s+|\t+|\s{2,}")
_NUMBER = re.compile(r"(£?)\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*(\D*)")
_PER_CENT = ("%", "per cent", "percent")
_SHORT = 12
"""Words of a line that says of which period the figures under it are, at most."""

Key = tuple[str, str]
"""A measure and an area of it, or ""."""


class FigureText(NamedTuple):
    """What a line gives for a measure: a figure, the reason why there is none, or neither."""

    figure: str = ""
    withheld: str = ""


class LineFigures(NamedTuple):
    """What a line of a text is among the figures."""

    given: Mapping[Key, FigureText]
    doubt: str = ""
    """Why it stays text, if nothing is given, or what else in it was not read."""
    private: bool = False
    """Whether it says of itself that it is not for publication."""


HEAD = LineFigures({})
"""A line that names what the figures under it are of."""


class MeasureNames(NamedTuple):
    """What measures are recognised by."""

    keys: Mapping[str, str]
    """Measures by each of their names, folded; a name that two have is "" ."""
    areas: Mapping[str, Mapping[str, str]]
    """The areas of each measure by their names, folded."""
    units: Mapping[str, str]
    totals: frozenset[str] = frozenset()
    """What a row is called that has the sum, folded."""
    is_period: Callable[[str], bool | None] = lambda _: None
    """Whether a text names the period of the updates, another one, or none."""


NO_MEASURES = MeasureNames({}, {}, {})


def fold(text: str) -> str:
    """Return a name in the form in which names are compared."""
    return " ".join(text.casefold().replace("’", "'").split()).strip(" .:;*_")


def find_figures(lines: Sequence[Line], names: MeasureNames) -> dict[int, LineFigures]:
    """Return what lines are among the figures, by their index; the others are none of them."""
    if not names.keys:
        return {}
    reader = _Reader(names)
    for at, (line, below) in enumerate(pairwise((*lines, Line("", "")))):
        if line.kind in (LineKind.TEXT, LineKind.ITEM, LineKind.HEADING, LineKind.ROW):
            reader.read(at, line, below)
    return reader.found


class _Reader:
    def __init__(self, names: MeasureNames) -> None:
        self.found: dict[int, LineFigures] = {}
        self._names = names
        self._measure = ""
        """The measure by area that the lines that follow are of."""
        self._kept: set[str] = set()
        """Measures whose head says that they are not for publication."""
        self._heads: tuple[str, ...] = ()
        self._kept_columns: frozenset[int] = frozenset()
        """Columns whose head says so: “Figure (internal)”."""
        self._dropped: set[str] = set()
        """The heads of columns of which it was said that they are not read."""
        self._of_other = False
        """Whether the figures that follow are of another period."""

    def read(self, at: int, line: Line, below: Line) -> None:
        """Read a line; `below` is the one under it."""
        if line.apart or not line.cells:
            self._heads, self._kept_columns = (), frozenset()
        private = is_marked(line.text) or any(map(is_marked, line.cells))
        if line.cells:
            found = self._row(line, below)
            private = private or any(
                line.cells[at] for at in self._kept_columns if at < len(line.cells)
            )
        else:
            words = without_mark(line.text) if private else line.text
            found = self._line(words)
            is_short = len(words.split()) <= _SHORT and not found
            if is_short and (wording := self._names.is_period(words)) is not None:
                self._of_other = not wording
        if found and found.given and self._of_other:
            found = LineFigures({}, "its figure may be of another period")
        is_head = found == HEAD and sum(map(bool, line.cells)) <= 1
        if is_head and private and self._measure:
            self._kept.add(self._measure)
        if found:
            private = private or any(key[0] in self._kept for key in found.given)
            self.found[at] = found._replace(private=private)

    def _line(self, text: str) -> LineFigures | None:
        for sign in reversed([*_SEPARATOR.finditer(text)]):
            key = self._named(text[: sign.start()])
            rest = text[sign.end() :]
            if key and rest:
                return self._given(*key, rest)
        measure = self._key(text)
        if self._names.areas.get(measure or ""):
            self._measure = measure or ""
            return HEAD
        if self._measure and (parts := self._by_area(self._measure, text)) is not None:
            return LineFigures(parts)
        self._measure = ""
        wording = fold(text)
        named = (n for n in self._names.keys if " " in n and n in wording)
        if re.search(r"\d", text) and (name := next(named, "")):
            return LineFigures({}, f"it may give the figure of “{name}”")
        return None

    def _given(self, measure: str, area: str, text: str) -> LineFigures:
        """Return what a text behind the name of a measure gives for it."""
        by_area = bool(self._names.areas.get(measure)) and not area
        given: Mapping[Key, FigureText] | None = None
        if by_area:
            given = self._by_area(measure, text)
        elif measure and (figure := self._figure(measure, text)):
            given = {(measure, area): figure}
        return LineFigures(given) if given else self._unsure(measure, text)

    def _unsure(self, measure: str, text: str) -> LineFigures:
        if not measure:
            return LineFigures({}, "two measures have this name")
        return LineFigures({}, f"“{text}” was not read as the figure of {measure}")

    def _by_area(self, measure: str, text: str) -> dict[Key, FigureText] | None:
        """Return the figures by area in a text, or None if it has anything else."""
        given: dict[Key, FigureText] = {}
        names = [*self._names.areas[measure], *self._names.totals]
        longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        for part in re.split(r"[,;]\s+|\s+and\s+", text.strip(" .")):
            named = re.match(rf"(?:{longest})\b", fold(part))
            wording = named[0] if named else ""
            rest = part.strip()[len(wording) :].strip(" :=–—-\t")
            figure = self._figure(measure, rest) if wording else None
            area = self._names.areas[measure].get(wording, "")
            if figure is None or (measure, area) in given:
                return None
            if area:
                given[measure, area] = figure
        return given

    def _row(self, line: Line, below: Line) -> LineFigures | None:
        cells = (*map(without_mark, line.cells),)
        named = [(at, k) for at, cell in enumerate(cells) if (k := self._named(cell))]
        if len(named) == 1:
            at, (measure, of_area) = named[0]
            if of_area:
                return self._cell(measure, of_area, cells, at)
            return self._row_of(measure, cells, at)
        areas = self._names.areas.get(self._measure, {})
        if area := areas.get(fold(cells[0])):
            return self._cell(self._measure, area, cells, 0)
        if areas and fold(cells[0]) in self._names.totals:
            return HEAD
        # Above a row with a name are the heads of its columns.
        first = fold(below.cells[0]) if below.cells else ""
        heads = first in areas or any(map(self._named, below.cells))
        if self._heads and any(map(_NUMBER.fullmatch, cells)):
            return None
        self._heads, self._dropped = cells, set()
        both = enumerate(zip(cells, line.cells, strict=True))
        self._kept_columns = frozenset(
            at for at, (head, typed) in both if head != typed and is_marked(typed)
        )
        return HEAD if heads else None

    def _row_of(self, measure: str, cells: Sequence[str], at: int) -> LineFigures:
        """Return what a row gives that has the name of a measure in a cell."""
        areas = self._names.areas.get(measure, {})
        if not areas:
            return self._cell(measure, "", cells, at)
        if not any(cells[at + 1 :]):
            self._measure = measure
            return HEAD
        if area := areas.get(fold(cells[at + 1])):
            return self._cell(measure, area, cells, at + 1)
        given: dict[Key, FigureText] = {}
        for head, cell in zip(self._heads, cells, strict=False):
            if area := areas.get(fold(head)):
                figure = self._figure(measure, cell)
                if figure is None or (measure, area) in given:
                    return self._unsure(measure, cell)
                given[measure, area] = figure
        return LineFigures(given) if given else self._unsure(measure, ", ".join(cells))

    def _cell(
        self, measure: str, area: str, cells: Sequence[str], name: int
    ) -> LineFigures:
        """Return what a row gives: in the one column that can only be that of the period."""
        heads = dict(enumerate(self._heads))
        others = {
            at: head
            for at, cell in enumerate(cells)
            if at > name and cell and not is_mark(cell)
            if not is_private_head(head := heads.get(at, ""))
        }
        own = [at for at, head in others.items() if self._names.is_period(head)]
        is_usual = column_headings.is_figure_heading
        usual = [at for at, head in others.items() if is_usual(head)]
        columns = own or usual if self._heads else [*others]
        figure = self._figure(measure, cells[columns[0]]) if len(columns) == 1 else None
        if not measure or figure is None:
            return self._unsure(measure, ", ".join(cells[at] for at in others))
        left = [at for at in others if at not in columns]
        figures = [at for at in left if self._figure(measure, cells[at])]
        for at in left:
            is_whole = not area and fold(cells[at]) in self._names.totals
            if at not in figures and not is_whole:
                beside = f"“{cells[at]}” is beside the figure of {measure}"
                return LineFigures({}, beside)
        new = dict.fromkeys(others[at] for at in figures)
        untold = [head for head in new if head and head not in self._dropped]
        listed = ", ".join(f"“{head}”" for head in untold)
        self._dropped.update(new)
        doubt = f"the figures under {listed} were not read" if listed else ""
        return LineFigures({(measure, area): figure}, doubt)

    def _key(self, text: str) -> str | None:
        """Return the measure that a text is the name of, "" if two are, or None."""
        typed = text.strip()
        return typed if typed in self._names.units else self._names.keys.get(fold(text))

    def _named(self, text: str) -> Key | None:
        """Return the measure that a text names, and the area of it, if any: “Fires, North”."""
        key = self._key(text)
        if key is not None:
            return key, ""
        for sign in re.finditer(r"\s*[,:(]\s*|\s+[–—-]\s+", text):
            measure = self._key(text[: sign.start()])
            area = fold(text[sign.end() :].rstrip(" )"))
            if measure and (found := self._names.areas.get(measure, {}).get(area)):
                return measure, found
        return None

    def _figure(self, measure: str, text: str) -> FigureText | None:
        """Return what a text is as the figure of a measure, or None."""
        wording = text.strip(" .")
        reason = column_headings.reason_withheld(wording)
        if reason is not None:
            return FigureText(withheld=reason) if reason else None
        if column_headings.is_missing_figure(wording):
            return FigureText()
        found = _NUMBER.fullmatch(wording)
        if not found or not measure:
            return None
        pounds, whole, part, unit = found.groups(default="")
        of_measure = fold(self._names.units[measure])
        shares = of_measure in _PER_CENT
        is_unit = fold(unit) == of_measure or (shares and fold(unit) in _PER_CENT)
        if (unit and not is_unit) or (pounds and of_measure not in ("£", "pounds")):
            return None
        if shares and not unit and whole == "0" and part.strip(".0"):
            return None  # a share of one, or less than one per cent
        return FigureText((whole.replace(",", "").lstrip("0") or "0") + part)


class PastedFigure(NamedTuple):
    """What a text gives for a measure, or for one area of it."""

    wording: FigureText
    line: Line
    private: bool


class GivenFigures:
    """The figures taken so far."""

    def __init__(self) -> None:
        self.above: tuple[Key, ...] = ()
        """Those of the lines right above."""
        self._taken: dict[Key, PastedFigure] = {}
        self._twice: set[Key] = set()
        """Those of which two were given."""

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self._taken)

    def take(
        self, line: Line, given: Mapping[Key, FigureText], *, private: bool
    ) -> bool:
        """Take the figures of a line, and return whether none differs from one above."""
        self.above += (*given,)
        differ = set[Key]()
        for key, figure in given.items():
            taken = self._taken.setdefault(key, PastedFigure(figure, line, private))
            if taken.wording != figure:
                differ.add(key)
            elif private:
                self._taken[key] = taken._replace(private=True)
        self._twice |= differ
        return not differ

    def keep_above(self) -> None:
        """Keep back the figures right above a mark."""
        for key in self.above:
            self._taken[key] = self._taken[key]._replace(private=True)

    def keep_all(self) -> None:
        """Keep back all figures."""
        self.above = (*self._taken,)
        self.keep_above()

    def settled(self) -> dict[Key, PastedFigure]:
        """Return the figures of which one was given."""
        return {k: x for k, x in self._taken.items() if k not in self._twice}

    def contradicted(self) -> set[Line]:
        """Return the lines of those of which two were given."""
        return {self._taken[key].line for key in self._twice}
