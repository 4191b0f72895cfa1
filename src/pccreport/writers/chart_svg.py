"""A chart as SVG: bars, each with its period and figure below it; a dashed line for the target."""

from collections.abc import Iterable, Sequence
from html import escape
from textwrap import wrap
from typing import NamedTuple

from pccreport.document.chart import Chart
from pccreport.writers.characters import escape_invisible

WIDTH = 600
_BARS = 130
"""The height of the bars."""
_LETTER, _LINE = 0.56, 1.3
"""The width of a digit, and the height of a line, as shares of the size of letters."""
_SHARE = 0.65
"""The share of a bar in the room for it."""


class Paint(NamedTuple):
    """The colours of a chart, in a form that SVG takes."""

    target: str
    bars: str
    text: str


def write(chart: Chart, paint: Paint, size: float, attributes: str) -> str:
    """Return the picture.

    `size` is that of letters in a picture of this width, `attributes` are those of its element.
    """
    step, values = WIDTH / len(chart.figures), chart.values()
    below = [(each.name, each.shown) for each in chart.figures]
    longest = max(len(word) for texts in below for word in " ".join(texts).split())
    small = min(size, step / (_LETTER * (longest + 0.5)))
    head = _lines(chart.head(), WIDTH / size)
    labels = [_lines(texts, step / small) for texts in below]
    top = _LINE * size * (len(head) + 0.5)
    height = top + _BARS + _LINE * small * (max(map(len, labels)) + 0.5)
    scale = _BARS / ((max(values) - min(values)) or 1)

    def y(value: float) -> float:
        return top + (max(values) - value) * scale

    def line(value: float, look: str) -> str:
        ends = f'x1="0" y1="{y(value):.1f}" x2="{WIDTH}" y2="{y(value):.1f}"'
        return f'<line {ends} stroke-width="1.5" style="stroke:{look}"/>'

    parts = [_text(head, 0, 0, size)]
    for index, figure in enumerate(chart.figures):
        if figure.value is not None:
            high, low = sorted((y(figure.value), y(0)))
            left, width = step * (index + (1 - _SHARE) / 2), step * _SHARE
            extent = f'width="{width:.1f}" height="{max(low - high, 1):.1f}"'
            look = f'style="fill:{paint.bars}"'
            parts.append(f'<rect x="{left:.1f}" y="{high:.1f}" {extent} {look}/>')
        middle, centred = step * (index + 0.5), ' text-anchor="middle"'
        parts.append(_text(labels[index], middle, top + _BARS, small, centred))
    parts.append(line(0, paint.bars))
    dashed = f"{paint.target};stroke-dasharray:7 4"
    parts += (line(each.value or 0, dashed) for each in chart.lines)
    shown = f'viewBox="0 0 {WIDTH} {height:.0f}" style="fill:{paint.text}"{attributes}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {shown}>{"".join(parts)}</svg>'


def _lines(texts: Iterable[str], room: float) -> list[str]:
    """Return the lines of some texts; `room` is their width in sizes of letters."""
    width = max(int(room / _LETTER), 1)
    wrapped = (wrap(escape_invisible(x), width, break_long_words=False) for x in texts)
    return [line for lines in wrapped for line in lines]


def _text(lines: Sequence[str], x: float, y: float, size: float, more: str = "") -> str:
    """Return lines below a place."""
    step, each = _LINE * size, f'<text x="{x:.1f}" font-size="{size:.1f}"{more}'
    rows = enumerate(lines, start=1)
    return "".join(f'{each} y="{y + step * n:.1f}">{escape(t)}</text>' for n, t in rows)
