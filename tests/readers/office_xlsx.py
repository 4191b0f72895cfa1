"""Small workbooks, as a test needs them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from html import escape
from io import BytesIO

from tests.readers.office import OFFICE, relations, zipped

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_AUTHOR = "<authors><author>Sam</author></authors><commentList>"
_OF_AUTHOR = '<comment authorId="0" ref'


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
    return with_types(
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


def with_types(parts: dict[str, str]) -> bytes:
    """A workbook of some parts, with the list of what each is, which openpyxl reads first."""
    whole = {name: xml.replace("<commentList>", _AUTHOR) for name, xml in parts.items()}
    whole = {n: xml.replace("<comment ref", _OF_AUTHOR) for n, xml in whole.items()}
    return zipped({"[Content_Types].xml": _types(parts), **whole})


def whole(content: bytes) -> bytes:
    """A workbook with that list, if it has none."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" not in names or "[Content_Types].xml" in names:
            return content
        parts = {name: archive.read(name).decode() for name in names}
    return with_types(parts)


def _types(names: Iterable[str]) -> str:
    kinds = {"workbook": "sheet.main"}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-'
        f'officedocument.spreadsheetml.{kinds.get(kind, kind)}+xml"/>'
        for name in names
        if not name.endswith(".rels")
        for kind in [re.sub(r"\d*\.xml", "", name.rpartition("/")[2])]
        if "." not in kind
    ).replace(".sheet+xml", ".worksheet+xml")
    xml = "application/xml"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="{xml}"/>{overrides}</Types>'
    )
