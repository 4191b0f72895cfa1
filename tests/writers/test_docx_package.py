"""The whole .docx: read back, twice the same, and nothing in it that should not be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from tests.docx_faults import document_faults

from pccreport.document.blocks import Document, Link, Paragraph, TextRun
from pccreport.document.roles import Role
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import package


@pytest.fixture(scope="module")
def written(document: Document, look: StyleSheet) -> bytes:
    """The real report as a Word file."""
    return package.write(document, look)


def parts(written: bytes) -> dict[str, str]:
    """The text of each part."""
    with ZipFile(BytesIO(written)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def changed(document: Document, look: StyleSheet, **values: Any) -> bytes:
    """The report with other values, in which nothing is wrong."""
    written = package.write(document._replace(**values), look)
    assert document_faults(written) == ()
    return written


def test_what_a_document_may_have_or_not(document: Document, look: StyleSheet) -> None:
    """Many links to one address, a link in the footer, no footer, no block at all."""
    link = Link("https://example.org/", (TextRun("site"),), "Site")
    many = changed(
        document, look, blocks=(Paragraph(Role.TEXT, (link,) * 100),), footer=(link,)
    )
    bare = changed(document, look, blocks=(), footer=())

    for part in ("document", "footer"):
        assert parts(many)[f"word/_rels/{part}.xml.rels"].count(link.href) == 1
    assert docx.Document(BytesIO(bare)).paragraphs == []
    assert not [name for name in parts(bare) if "footer" in name]


def test_properties_are_the_document_s(document: Document, look: StyleSheet) -> None:
    """Its time in UTC, its language, and a title that Word can hold, cut at a word."""
    east = datetime(2020, 8, 26, 1, tzinfo=timezone(timedelta(hours=1)))
    long = "Progress " * 100
    made = changed(document, look, created=east, language="cy-GB", title=long)
    properties, texts = docx.Document(BytesIO(made)).core_properties, parts(made)

    assert properties.created == datetime(2020, 8, 26, tzinfo=UTC)
    assert len(properties.title) <= 255
    assert properties.title.endswith("Progress…")
    assert '<w:lang w:val="cy-GB"/>' in texts["word/styles.xml"]
    assert '<w:themeFontLang w:val="cy-GB"/>' in texts["word/settings.xml"]
    assert not [name for name, text in texts.items() if "en-GB" in text]


def test_other_styles_can_be_lists(document: Document, look: StyleSheet) -> None:
    """A house format may set aims and points in other styles; one of two levels is linked once."""
    styles = {Role.AIM: "Heading 4", Role.POINT_1: "Body Text"}
    styles |= {Role.POINT_3: look.styles[Role.POINT_2]}
    written = changed(document, look._replace(styles={**look.styles, **styles}))
    word = docx.Document(BytesIO(written))

    assert word.styles["Body Text"].element.pPr.numPr.numId.val == 1
    assert word.styles["Heading 4"].element.pPr.numPr.numId.val == 3
    assert word.styles["Heading 3"].element.pPr.numPr is None
    assert parts(written)["word/numbering.xml"].count('"ListBullet2"') == 1
