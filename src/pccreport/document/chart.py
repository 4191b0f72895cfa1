"""A chart of the figures of a measure: a bar for each period, and one for the target."""

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
