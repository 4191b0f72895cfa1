"""Charts as parts of a Word file, which Word draws, and the drawings that show them.

A chart has its figures in it, and no workbook. The XML is beside this module.
"""

from collections.abc import Iterable, Mapping

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm, Twips

from pccreport.document.blocks import BlockKey, Chart, Document, content_text
from pccreport.house.stylesheet import Appearance
from pccreport.writers.docx import oxml
from pccreport.writers.docx.default_template import fill_fragment
from pccreport.writers.docx.tables import TableRoom

_HEIGHT = 50
"""Millimetres, at the usual size of letters."""
_FIRST_ID = 1000
"""The ids of drawings must differ, and the logo has the first."""


def add_charts(
    part: Part, document: Document, look: Appearance, room: TableRoom
) -> Mapping[BlockKey, str]:
    """Add the charts to the part of a document; return the run of each by the key of its paragraph."""
    drawn = dict[BlockKey, str]()
    values = {**look.colours._asdict(), "font": look.font}
    values |= {"language": document.language, "size": f"{room.size * 50}"}
    for block in document.blocks:
        if block.chart is None:
            continue
        number = len(drawn) + 1
        name = f"chart{number}"
        uri = PackURI(f"/word/charts/{name}.xml")
        content = _chart_xml(block.chart, values).encode()
        added = Part(uri, CONTENT_TYPE.DML_CHART, content, part.package)
        part.rels.add_relationship(RELATIONSHIP_TYPE.CHART, added, name)
        drawing = fill_fragment(
            "chart_drawing.xml",
            id=_FIRST_ID + number,
            name=name,
            words=oxml.escape_attribute(content_text(block.content)),
            width=Twips(room.width),
            height=Mm(_HEIGHT * room.size / 24),
        )
        drawn[block.key] = oxml.run(drawing)
    return drawn


def _chart_xml(chart: Chart, values: Mapping[str, str]) -> str:
    labels = (f"{figure.name}\n{figure.shown}" for figure in chart.figures)
    names = _points_xml(map(oxml.escape_attribute, labels))
    given = [each.value for each in chart.figures if each.value is not None]
    return fill_fragment(
        "chart.xml",
        **values,
        title=oxml.escape_attribute(chart.title),
        names=names,
        values=_points_xml(figure.value for figure in chart.figures),
        # Bars begin at 0.
        low='<c:min val="0"/>' if min(given) >= 0 else "",
    )


def _points_xml(points: Iterable[object]) -> str:
    """Return the points of a row; a gap has none."""
    listed = [*points]
    shown = "".join(
        f'<c:pt idx="{index}"><c:v>{point}</c:v></c:pt>'
        for index, point in enumerate(listed)
        if point is not None
    )
    return f'<c:ptCount val="{len(listed)}"/>{shown}'
