"""A chart as SVG: bars, each with its period and figure below it."""

from collections.abc import Iterable, Sequence
from html import escape
from textwrap import wrap

from pccreport.document.blocks import Chart
from pccreport.writers.characters import escape_invisible

WIDTH = 600
_BARS = 130
"""The height of the bars."""
_LETTER, _LINE = 0.56, 1.3
"""The width of a digit, and the height of a line, as shares of the size of letters."""
_SHARE = 0.65
"""The share of a bar in the room for it."""


def write(chart: Chart, colours: Sequence[str], size: float, attributes: str) -> str:
    """Return the picture.

    `colours` are those of bars and text, in a form that SVG takes; `size` is that of letters in a
    picture of this width; `attributes` are those of its element.
    """
    bars, text = colours
    step = WIDTH / len(chart.figures)
    below = [(each.name, each.shown) for each in chart.figures]
    longest = max(len(word) for texts in below for word in " ".join(texts).split())
    small = min(size, step / (_LETTER * (longest + 0.5)))
    head = _wrap_texts([chart.title], WIDTH / size)
    labels = [_wrap_texts(texts, step / small) for texts in below]
    top = _LINE * size * (len(head) + 0.5)
    height = top + _BARS + _LINE * small * (max(map(len, labels)) + 0.5)
    values = [0, *(x.value for x in chart.figures if x.value is not None)]
    scale = _BARS / ((max(values) - min(values)) or 1)
    zero = top + max(values) * scale
    parts = [_text(head, 0, 0, size)]
    for index, figure in enumerate(chart.figures):
        if figure.value is not None:
            high, low = sorted((zero - figure.value * scale, zero))
            left, width = step * (index + (1 - _SHARE) / 2), step * _SHARE
            extent = f'width="{width:.1f}" height="{max(low - high, 1):.1f}"'
            look = f'style="fill:{bars}"'
            parts.append(f'<rect x="{left:.1f}" y="{high:.1f}" {extent} {look}/>')
        middle, centred = step * (index + 0.5), ' text-anchor="middle"'
        parts.append(_text(labels[index], middle, top + _BARS, small, centred))
    ends = f'y1="{zero:.1f}" x2="{WIDTH}" y2="{zero:.1f}" style="stroke:{bars}"'
    parts.append(f'<line x1="0" {ends} stroke-width="1.5"/>')
    shown = f'viewBox="0 0 {WIDTH} {height:.0f}" style="fill:{text}"{attributes}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {shown}>{"".join(parts)}</svg>'


def _wrap_texts(texts: Iterable[str], room: float) -> list[str]:
    """Return the lines of some texts; `room` is their width in sizes of letters."""
    width = max(int(room / _LETTER), 1)
    wrapped = (wrap(escape_invisible(x), width, break_long_words=False) for x in texts)
    return [line for lines in wrapped for line in lines]


def _text(lines: Sequence[str], x: float, y: float, size: float, more: str = "") -> str:
    """Return lines below a place."""
    step, each = _LINE * size, f'<text x="{x:.1f}" font-size="{size:.1f}"{more}'
    rows = enumerate(lines, start=1)
    return "".join(f'{each} y="{y + step * n:.1f}">{escape(t)}</text>' for n, t in rows)
