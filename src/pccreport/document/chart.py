"""A chart of the figures of a measure: a bar for each period, and a line for the target."""

from typing import NamedTuple


class ChartFigure(NamedTuple):
    """The figure of a period, or the target."""

    name: str
    value: float | None
    """None for a missing one, which is a gap."""
    shown: str
    """The figure as it is printed, or the words for a missing one."""


class Chart(NamedTuple):
    """What a chart shows."""

    title: str
    figures: tuple[ChartFigure, ...]
    lines: tuple[ChartFigure, ...]
    """The target, if there is one."""

    def head(self) -> list[str]:
        """Return the lines above the chart."""
        return [
            self.title,
            *(f"– – –  {each.name}: {each.shown}" for each in self.lines),
        ]

    def values(self) -> list[float]:
        """Return the figures that there are, the target, and 0, where bars begin."""
        both = (*self.figures, *self.lines)
        return [0, *(each.value for each in both if each.value is not None)]
