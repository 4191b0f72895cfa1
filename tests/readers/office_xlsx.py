"""Small workbooks, as a test needs them."""

from __future__ import annotations

from html import escape

from tests.readers.office import OFFICE, relations, zipped

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(
    *sheets: tuple[str, str],
    properties: str = "",
    states: tuple[str, ...] = (),
    **more: str,
) -> bytes:
    """A workbook of sheets, each a name and the XML of its rows; `more` are parts by their kind."""
    rows = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"{state}/>'
        for n, ((name, _), state) in enumerate(
            zip(sheets, (*states, *[""] * len(sheets)), strict=False), start=1
        )
    )
    related = [
        ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)
    ]
    related += [(kind, f"{kind}.xml") for kind in more]
    return zipped(
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{OFFICE}">{properties}<sheets>{rows}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(*related),
            **{
                f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{S}"><sheetData>{xml}</sheetData></worksheet>'
                for n, (_, xml) in enumerate(sheets, start=1)
            },
            **{f"xl/{kind}.xml": xml for kind, xml in more.items()},
        }
    )


def row(number: int, *cells: str, attributes: str = "") -> str:
    """A row of cells with texts in them, or of cells in XML."""
    made = (
        cell
        if cell.startswith("<c")
        else f'<c r="{chr(64 + i)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for i, cell in enumerate(cells, start=1)
    )
    return f'<row r="{number}"{attributes}>{"".join(made)}</row>'
