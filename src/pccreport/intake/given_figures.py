"""The figures of measures that a text gives, as its lines are read."""

from collections.abc import Mapping
from typing import NamedTuple

from pccreport.intake.lines import Line
from pccreport.intake.measured import FigureText, Key


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
