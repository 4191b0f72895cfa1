"""Charts as parts of a Word file, which Word draws, and the drawings that show them.

A chart has its figures in it, and no workbook. The XML is beside this module.
"""

from collections.abc import Iterable, Mapping, Sequence

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm, Twips

from pccreport.document.chart import Chart, ChartFigure
from pccreport.house.stylesheet import Appearance
from pccreport.writers.chart_svg import head_lines
from pccreport.writers.docx import oxml
from pccreport.writers.docx.default_template import fragment

_HEIGHT = 50
"""Millimetres, at the usual size of letters."""
_SHARE = 0.9
"""The share of the width that the lines above a chart have."""
_TWIPS_PER_POINT = 20
_FIRST_ID = 1000
"""The ids of drawings must differ, and the logo has the first."""


def drawing(number: int, words: str, width: int, scale: float) -> str:
    """Return the run with a chart, by its number from 1; `width` is in twips."""
    drawn = fragment("chart_drawing.xml").substitute(
        id=_FIRST_ID + number,
        name=f"chart{number}",
        words=oxml.escape_attribute(words),
        width=Twips(width),
        height=Mm(_HEIGHT * scale),
    )
    return oxml.run(drawn)


def add_charts(
    part: Part, charts: Iterable[Chart], look: Appearance, language: str, width: int
) -> None:
    """Add the part of each chart to that of the document; `width` is in twips."""
    size = round(look.size * 100)  # hundredths of a point
    values = dict(look.colours._asdict(), size=size, font=look.font, language=language)
    room = width / _TWIPS_PER_POINT / look.size
    for number, chart in enumerate(charts, start=1):
        uri = PackURI(f"/word/charts/chart{number}.xml")
        content = _content(chart, values, room * _SHARE).encode()
        added = Part(uri, CONTENT_TYPE.DML_CHART, content, part.package)
        part.rels.add_relationship(RELATIONSHIP_TYPE.CHART, added, f"chart{number}")


def _content(chart: Chart, values: Mapping[str, object], room: float) -> str:
    names = _points(("", oxml.escape_attribute(each.name)) for each in chart.figures)
    head = (
        fragment("chart_head.xml").substitute(values, line=oxml.escape_attribute(line))
        for line in head_lines(chart, room)
    )
    target = "".join(
        fragment("chart_target.xml").substitute(
            values,
            title=oxml.escape_attribute(each.name),
            names=names,
            values=_points([_value(each)] * len(chart.figures)),
        )
        for each in chart.targets()
    )
    return fragment("chart.xml").substitute(
        values,
        title=oxml.escape_attribute(chart.title),
        head="".join(head),
        last=len(chart.figures) - 1,
        names=names,
        values=_points(map(_value, chart.figures)),
        # LibreOffice has one for all figures.
        format=max((_format(each) for each in chart.figures), key=len),
        limits=_limits(chart.values()),
        target=target,
        text=fragment("chart_text.xml").substitute(values),
    )


def _limits(values: Sequence[float]) -> str:
    """Return the limits of the axis: above bars is room for their figures, and they begin at 0."""
    high = f'<c:max val="{max(values) * 1.25}"/>' if max(values) > 0 else ""
    return high + ('<c:min val="0"/>' if min(values) >= 0 else "")


def _value(figure: ChartFigure) -> tuple[str, str] | None:
    """Return the format and the value of a figure; None for a gap."""
    if figure.value is None:
        return None
    return f' formatCode="{_format(figure)}"', str(figure.value)


def _format(figure: ChartFigure) -> str:
    """Return the number format of a figure, with as many places as are printed."""
    places = "" if figure.value is None else figure.shown.partition(".")[2]
    return f"#,##0.{'0' * len(places)}".rstrip(".")


def _points(points: Iterable[tuple[str, str] | None]) -> str:
    """Return the points of a row, each with its attributes and its text; a gap has none."""
    listed = [*points]
    shown = "".join(
        f'<c:pt idx="{index}"{point[0]}><c:v>{point[1]}</c:v></c:pt>'
        for index, point in enumerate(listed)
        if point
    )
    return f'<c:ptCount val="{len(listed)}"/>{shown}'
