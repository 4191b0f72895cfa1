"""The figures of measures in a pasted text: lines and rows that name a measure of the plan.

A line counts only if it has a measure's whole name, and one figure that can be no other's; what is
less sure stays text, with a doubt. Who may read it is not decided here.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pccreport.intake.marks import is_mark, is_marked, without_mark
from pccreport.language import column_headings
from pccreport.model.private_intent import is_private_head
from pccreport.readers.line import Line, LineKind

_SEPARATOR = re.compile(r"\s*[:=]\s*|\s+[–—-]\s+|\t+|\s{2,}")
_BEFORE_AREA = re.compile(r"\s*[,:(]\s*|\s+[–—-]\s+")
_NUMBER = re.compile(r"(£?)\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*(\D*)")
_PER_CENT = ("%", "per cent", "percent")
_SHORT = 12
"""Words of a line that says of which period the figures under it are, at most."""
_KINDS = (LineKind.TEXT, LineKind.ITEM, LineKind.HEADING, LineKind.ROW)

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
    pairs = enumerate(pairwise((*lines, Line("", ""))))
    read = {at: reader.read(*pair) for at, pair in pairs if pair[0].kind in _KINDS}
    return {at: found for at, found in read.items() if found}


class _Reader:
    """Goes through the lines of a text in order."""

    def __init__(self, names: MeasureNames) -> None:
        self._names = names
        areas = (area for own in names.areas.values() for area in own)
        longest = max(map(len, (*names.keys, *names.units, *areas)))
        self._reach = 4 * longest
        """How many characters of a text can be the name of a measure and its area."""
        self._measure = ""
        """The measure by area that the lines that follow are of."""
        self._kept: set[str] = set()
        """Measures whose head says that they are not for publication."""
        self._heads: tuple[str, ...] = ()
        """The heads of the columns of the table."""
        self._kept_columns: set[int] = set()
        """Columns whose head says so: “Figure (internal)”."""
        self._dropped: set[str] = set()
        """The heads of columns of which it was said that they are not read."""
        self._of_other = False
        """Whether the figures that follow are of another period."""

    def read(self, line: Line, below: Line) -> LineFigures | None:
        """Return what a line is among the figures; `below` is the one under it."""
        if line.apart or not line.cells:
            self._heads, self._kept_columns = (), set()
        private = is_marked(line.text) or any(map(is_marked, line.cells))
        if line.cells:
            found = self._row((*map(without_mark, line.cells),), line, below)
            kept = (x for at, x in enumerate(line.cells) if at in self._kept_columns)
            private = private or any(kept)
        else:
            words = without_mark(line.text) if private else line.text
            found = self._line(words)
            is_short = not found and len(words.split()) <= _SHORT
            if is_short and (is_own := self._names.is_period(words)) is not None:
                self._of_other = not is_own
        if found and found.given and self._of_other:
            found = LineFigures({}, "its figure may be of another period")
        if found == HEAD and private and sum(map(bool, line.cells)) <= 1:
            self._kept |= {self._measure} - {""}
        if not found:
            return None
        private = private or any(key[0] in self._kept for key in found.given)
        return found._replace(private=private)

    def _line(self, text: str) -> LineFigures | None:
        for sign in reversed([*_SEPARATOR.finditer(text, 0, self._reach)]):
            rest = text[sign.end() :]
            if rest and (key := self._named(text[: sign.start()])):
                return self._given(*key, {0: rest})
        measure = self._key(text) or ""
        if self._names.areas.get(measure):
            self._measure = measure
            return HEAD
        given = self._by_area(self._measure, text)
        if given is not None:
            return LineFigures(given)
        self._measure = ""
        wording = fold(text) if re.search(r"\d", text) else ""
        named = (x for x in self._names.keys if " " in x and x in wording)
        return next(map(_unread, named), None)

    def _row(self, cells: Sequence[str], line: Line, below: Line) -> LineFigures | None:
        named = [(at, k) for at, cell in enumerate(cells) if (k := self._named(cell))]
        of_head = self._names.areas.get(self._measure, {})
        area = of_head.get(fold(cells[0]), "")
        at, (measure, own) = named[0] if named else (0, (self._measure, area))
        if len(named) == 1 or (area and not named):
            rest = {n: cell for n, cell in enumerate(cells) if n > at and cell}
            areas = self._names.areas.get(measure, {})
            if areas and not rest:
                self._measure = measure
                return HEAD
            beside = "" if own else areas.get(fold(rest.get(at + 1, "")), "")
            if beside:
                del rest[at + 1]
            return self._given(measure, own or beside, rest)
        if of_head and fold(cells[0]) in self._names.totals:
            return HEAD
        if self._heads and any(map(_NUMBER.fullmatch, cells)):
            return None
        # Above a row with a name are the heads of its columns.
        self._heads, self._dropped = (*cells,), set()
        heads = enumerate(zip(cells, line.cells, strict=True))
        self._kept_columns = {n for n, (x, y) in heads if x != y and is_marked(y)}
        first = fold(below.cells[0]) if below.cells else ""
        return HEAD if first in of_head or any(map(self._named, below.cells)) else None

    def _given(self, measure: str, area: str, cells: Mapping[int, str]) -> LineFigures:
        """Return what the cells behind a name give: of all areas, or in the only one that can be it."""
        heads, areas = dict(enumerate(self._heads)), self._names.areas.get(measure)
        if areas and not area:
            below = {at: x for at, x in heads.items() if fold(x) in areas}
            pairs = [f"{below[at]} {x}" for at, x in cells.items() if at in below]
            given = self._by_area(measure, ", ".join(pairs or cells.values()))
            return LineFigures(given) if given else _unread(measure)
        others = {
            at: heads.get(at, "")
            for at, cell in cells.items()
            if not is_mark(cell) and not is_private_head(heads.get(at, ""))
        }
        own = [at for at, head in others.items() if self._names.is_period(head)]
        usual = [at for at in others if column_headings.is_figure_heading(others[at])]
        columns = own or usual if heads else [*others]
        figure = self._figure(measure, cells[columns[0]]) if len(columns) == 1 else None
        totals = () if area else self._names.totals
        left = [
            at for at in others if at not in columns and fold(cells[at]) not in totals
        ]
        is_sure = all(self._figure(measure, cells[at]) for at in left)
        if not (measure and figure and is_sure):
            return _unread(measure)
        new = {others[at]: at for at in left if others[at] not in {*self._dropped, ""}}
        self._dropped |= {*new}
        listed = ", ".join(f"“{head}”" for head in new)
        doubt = f"the figures under {listed} were not read" if listed else ""
        return LineFigures({(measure, area): figure}, doubt)

    def _by_area(self, measure: str, text: str) -> dict[Key, FigureText] | None:
        """Return the figures by area in a text, or None if it has anything else."""
        given: dict[Key, FigureText] = {}
        areas = self._names.areas.get(measure, {})
        names = sorted((*areas, *self._names.totals), key=len, reverse=True)
        named = re.compile(rf"(?:{'|'.join(map(re.escape, names))})\b")
        for part in re.split(r"[,;]\s+|\s+and\s+", text.strip(" .")):
            found = named.match(fold(part)) if areas else None
            rest = part.strip()[found.end() :].strip(" :=–—-\t") if found else ""
            figure = self._figure(measure, rest) if found else None
            area = areas.get(found[0], "") if found else ""
            if figure is None or (measure, area) in given:
                return None
            given |= {(measure, area): figure} if area else {}
        return given

    def _key(self, text: str) -> str | None:
        """Return the measure that a text is the name of, "" if two are, or None."""
        typed = text.strip()
        return typed if typed in self._names.units else self._names.keys.get(fold(text))

    def _named(self, text: str) -> Key | None:
        """Return the measure that a text names, and the area of it, if any: “Fires, North”."""
        key = self._key(text)
        if key is not None:
            return key, ""
        for sign in _BEFORE_AREA.finditer(text, 0, self._reach):
            measure = self._key(text[: sign.start()]) or ""
            areas = self._names.areas.get(measure, {})
            if area := areas.get(fold(text[sign.end() :].rstrip(" )"))):
                return measure, area
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


def _unread(measure: str) -> LineFigures:
    named = f"it may give the figure of “{measure}”, and none was read"
    return LineFigures({}, named if measure else "two measures have this name")


class PastedFigure(NamedTuple):
    """What a text gives for a measure, or for one area of it."""

    wording: FigureText
    line: Line
    private: bool


class GivenFigures:
    """The figures taken so far."""

    def __init__(self) -> None:
        self._taken = defaultdict[Key, list[PastedFigure]](list)

    def take(
        self, line: Line, given: Mapping[Key, FigureText], *, private: bool
    ) -> bool:
        """Take the figures of a line, and return whether none differs from one above."""
        for key, figure in given.items():
            self._taken[key].append(PastedFigure(figure, line, private))
        return all(self._taken[key][0].wording == given[key] for key in given)

    def keep_all(self) -> None:
        """Keep back all figures."""
        for key, found in self._taken.items():
            self._taken[key] = [each._replace(private=True) for each in found]

    def settled(self) -> dict[Key, PastedFigure]:
        """Return the figures of which one was given."""
        return {
            key: own[0]._replace(private=any(each.private for each in own))
            for key, own in self._taken.items()
            if not _differ(own)
        }

    def contradicted(self) -> set[Line]:
        """Return the lines of those of which two were given."""
        return {own[0].line for own in self._taken.values() if _differ(own)}


def _differ(given: Sequence[PastedFigure]) -> bool:
    return len({each.wording for each in given}) > 1
