"""A chart as SVG: bars, the last one darker, each with its figure; a dashed line for the target."""

from collections.abc import Iterator
from html import escape
from textwrap import wrap
from typing import NamedTuple

from pccreport.document.chart import Chart, ChartFigure
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

    last: str
    others: str
    text: str
    page: str


def write(chart: Chart, paint: Paint, size: float, attributes: str) -> str:
    """Return the picture.

    `size` is that of letters in a picture of this width, `attributes` are those of its element.
    """
    head = head_lines(chart, WIDTH / size)
    step, count = WIDTH / len(chart.figures), len(chart.figures)
    longest = max(len(word) for each in chart.figures for word in each.name.split())
    small = min(size, step / (_LETTER * (longest + 0.5)))
    names = [_lines(figure.name, step / small) for figure in chart.figures]
    top = _LINE * size * (len(head) + 1.5)
    foot = top + _BARS + _LINE * small
    values = (*chart.values(), 0)
    scale = _BARS / ((max(values) - min(values)) or 1)

    def y(value: float) -> float:
        return top + (max(values) - value) * scale

    def bar(figure: ChartFigure, middle: float, fill: str, look: str) -> Iterator[str]:
        if figure.value is None:
            return
        above, below = sorted((y(figure.value), y(0)))
        left, width, height = middle - step * _SHARE / 2, step * _SHARE, below - above
        extent = f'width="{width:.1f}" height="{max(height, 1):.1f}"'
        yield f'<rect x="{left:.1f}" y="{above:.1f}" {extent} style="fill:{fill}"/>'
        # At the foot of the bar, so that the line of the target is not behind it.
        fits = len(figure.shown) * _LETTER * small < width
        inside = fits and height > _LINE * small
        colour, at = (paint.page, below - 6) if inside else (paint.text, above - 4)
        yield _text(figure.shown, middle, at, colour, look)

    def line(value: float, colour: str, more: str = "") -> str:
        ends = f'x1="0" y1="{y(value):.1f}" x2="{WIDTH}" y2="{y(value):.1f}"'
        return f'<line {ends} style="stroke:{colour}" stroke-width="1.5"{more}/>'

    rows = enumerate(head, 1)
    parts = [_text(text, 0, _LINE * size * row, paint.text) for row, text in rows]
    for index, figure in enumerate(chart.figures, 1):
        is_last, middle = index == count, step * (index - 0.5)
        look = f' font-size="{small:.1f}" text-anchor="middle"'
        look += ' font-weight="bold"' * is_last
        parts += bar(figure, middle, paint.last if is_last else paint.others, look)
        for row, name in enumerate(names[index - 1]):
            at = foot + _LINE * small * row
            parts.append(_text(name, middle, at, paint.text, look))
    parts.append(line(0, paint.others))
    dashed = ' stroke-dasharray="7 4"'
    parts += (line(each.value or 0, paint.last, dashed) for each in chart.lines)
    height = foot + _LINE * small * max(map(len, names))
    shown = f'viewBox="0 0 {WIDTH} {height:.0f}" font-size="{size:.1f}"{attributes}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {shown}>{"".join(parts)}</svg>'


def head_lines(chart: Chart, room: float) -> list[str]:
    """Return the lines above a chart; `room` is their width in sizes of letters."""
    lines = (f"– – –  {each.name}: {each.shown}" for each in chart.lines)
    return [line for text in (chart.title, *lines) for line in _lines(text, room)]


def _lines(text: str, room: float) -> list[str]:
    width = max(int(room / _LETTER), 1)
    return wrap(escape_invisible(text), width, break_long_words=False)


def _text(text: str, x: float, y: float, colour: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" style="fill:{colour}"{more}>{escape(text)}</text>'
