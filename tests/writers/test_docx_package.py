"""The whole .docx: read back, twice the same, and nothing in it that should not be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator
from tests.docx_faults import document_faults

from pccreport.document.blocks import (
    Block,
    Changed,
    CrossRef,
    Document,
    Heading,
    Inline,
    LineBreak,
    Link,
    PageNumber,
    Paragraph,
    TextRun,
)
from pccreport.document.roles import Role
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import package

LINES = (Path(__file__).parents[1] / "real_report.tsv").read_text(encoding="utf-8")

LEFT_BY_OTHERS = (
    *("python-docx", "2013-12-23", "thumbnail", "customXml", "stylesWithEffects"),
    *("latentStyles", "w:rsid", "updateFields", "w:dirty", "<!--", "en-US", "Calibri"),
)

WRITE_AGAIN = """
import sys
from conftest import house_look, real_document
from pccreport.writers.docx import package
sys.stdout.buffer.write(package.write(real_document(), house_look()))
"""


@pytest.fixture(scope="module")
def written(document: Document, look: StyleSheet) -> bytes:
    """The real report as a Word file."""
    return package.write(document, look)


def parts(written: bytes) -> dict[str, str]:
    """The text of each part."""
    with ZipFile(BytesIO(written)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def shown(inline: Inline) -> str:
    """What python-docx reads of an inline."""
    match inline:
        case TextRun():
            return inline.text
        case CrossRef():
            return inline.result
        case Link():
            return "".join(map(shown, inline.content))
        case LineBreak():
            return "\n"
        case PageNumber():
            return "1"
        case Changed():
            raise AssertionError("a change in a copy for publication")


def said(block: Block) -> str:
    """What python-docx reads of a block."""
    return "".join(shown(inline) for inline in block.content)


def test_every_paragraph_is_read_back(written: bytes, document: Document) -> None:
    """python-docx reads the text of every block, references and links included."""
    word = docx.Document(BytesIO(written))

    assert [said(block) for block in document.blocks] == [
        paragraph.text for paragraph in word.paragraphs
    ]


def test_the_report_has_the_lines_of_the_real_one(written: bytes) -> None:
    """Without numbers and case, the file says the real report's lines, in order."""
    word = docx.Document(BytesIO(written))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    real = [line.split("\t")[1] for line in LINES.splitlines()]

    assert [re.sub(r"^\d\) ", "", line).lower() for line in real] == text.lower().split(
        "\n"
    )


def test_every_paragraph_is_in_the_style_of_its_role(
    written: bytes, document: Document, look: StyleSheet
) -> None:
    """Each block is set in the style that the house format names for its role."""
    word = docx.Document(BytesIO(written))

    assert [look.styles[block.role] for block in document.blocks] == [
        paragraph.style and paragraph.style.name for paragraph in word.paragraphs
    ]


def test_paragraphs_have_a_style_and_nothing_else(written: bytes) -> None:
    """There is no direct formatting but where a style of words cannot say it."""
    text = parts(written)["word/document.xml"]
    properties = set(re.findall(r"<w:[pr]Pr>(.*?)</w:[pr]Pr>", text))
    direct = {
        re.sub(r'^<w:[pr]Style w:val="\w+"/>', "", inside) for inside in properties
    }

    assert direct == {""}


def test_no_paragraph_is_empty(written: bytes) -> None:
    """Space comes from styles, never from an empty paragraph."""
    word = docx.Document(BytesIO(written))

    assert all(paragraph.text.strip() for paragraph in word.paragraphs)


def test_references_are_live(written: bytes, document: Document) -> None:
    """Each reference is a field that links to a bookmark round its aim's heading."""
    word = docx.Document(BytesIO(written))
    asked = [field.text.split() for field in word.element.iter(qn("w:instrText"))]
    marked = {
        start.get(qn("w:name")): "".join(
            text.text for text in start.getparent().iter(qn("w:t"))
        )
        for start in word.element.iter(qn("w:bookmarkStart"))
    }
    aims = {
        block.anchor: said(block)
        for block in document.blocks
        if isinstance(block, Heading) and block.anchor
    }

    assert aims == marked
    assert asked == 8 * [
        ["REF", "Key_Aim_1", switch, r"\h"] for switch in (r"\n", r"\p")
    ]


def test_links_have_their_targets(written: bytes, document: Document) -> None:
    """Each link has its address, its words and its tooltip."""
    word = docx.Document(BytesIO(written))
    link = next(
        inline
        for block in document.blocks
        for inline in block.content
        if isinstance(inline, Link)
    )

    read = [link for paragraph in word.paragraphs for link in paragraph.hyperlinks]
    tooltips = [each._hyperlink.get(qn("w:tooltip")) for each in read]

    assert [(link.href, said_by(link))] == [(each.address, each.text) for each in read]
    assert [link.tooltip] == tooltips


def said_by(link: Link) -> str:
    """A link's words."""
    return shown(link)


def test_one_address_is_one_relationship(document: Document, look: StyleSheet) -> None:
    """A hundred links to one address need one relationship."""
    link = Link("https://example.org/", (TextRun("site"),), "Site")
    many = document._replace(blocks=(Paragraph(Role.TEXT, (link,) * 100),))

    word = docx.Document(BytesIO(package.write(many, look)))

    assert [link.href] == [
        each.target_ref
        for each in word.part.rels.values()
        if each.reltype == RELATIONSHIP_TYPE.HYPERLINK
    ]


def test_properties_are_the_document_s(written: bytes, document: Document) -> None:
    """The core properties say what the document says, and nothing of their own."""
    properties = docx.Document(BytesIO(written)).core_properties
    author = document.author

    assert (document.title, author, author, document.subject, document.language) == (
        properties.title,
        properties.author,
        properties.last_modified_by,
        properties.subject,
        properties.language,
    )
    assert document.created == properties.created == properties.modified
    assert set(re.findall(r"<(\w+:\w+)[ >/]", parts(written)["docProps/core.xml"])) == {
        *("cp:coreProperties", "cp:lastModifiedBy", "dc:creator", "dc:language"),
        *("dc:subject", "dc:title", "dcterms:created", "dcterms:modified"),
    }


def test_time_is_written_in_utc(document: Document, look: StyleSheet) -> None:
    """A moment given in another zone is the same moment in the file."""
    east = datetime(2020, 8, 26, 1, tzinfo=timezone(timedelta(hours=1)))

    word = docx.Document(BytesIO(package.write(document._replace(created=east), look)))

    assert word.core_properties.created == datetime(2020, 8, 26, tzinfo=UTC)


def test_a_long_title_is_shortened(document: Document, look: StyleSheet) -> None:
    """A property too long for Word's is cut, and ends in an ellipsis."""
    long = document._replace(title="Progress " * 100)

    title = docx.Document(BytesIO(package.write(long, look))).core_properties.title

    assert len(title) <= 255
    assert title.endswith("Progress…")


def test_language_is_the_document_s(document: Document, look: StyleSheet) -> None:
    """The language of the document is that of its text and settings."""
    welsh = parts(package.write(document._replace(language="cy-GB"), look))

    assert '<w:lang w:val="cy-GB"/>' in welsh["word/styles.xml"]
    assert '<w:themeFontLang w:val="cy-GB"/>' in welsh["word/settings.xml"]
    assert not [name for name, text in welsh.items() if "en-GB" in text]


def test_footer_numbers_the_pages(written: bytes) -> None:
    """The footer says the document's words, with fields for the page numbers."""
    footer = docx.Document(BytesIO(written)).sections[0].footer
    asked = [field.text.strip() for field in footer._element.iter(qn("w:instrText"))]

    assert [paragraph.text for paragraph in footer.paragraphs] == ["Page 1 of 1"]
    assert [paragraph.style.name for paragraph in footer.paragraphs] == ["Footer"]
    assert asked == ["PAGE", "NUMPAGES"]


def test_a_footer_may_have_links(document: Document, look: StyleSheet) -> None:
    """A link in the footer has its relationship with the footer, not the document."""
    link = Link("https://example.org/", (TextRun("site"),), "Site")

    written = package.write(document._replace(footer=(link,)), look)

    assert document_faults(written) == ()
    assert link.href in parts(written)["word/_rels/footer.xml.rels"]


def test_a_document_without_footer_has_none(
    document: Document, look: StyleSheet
) -> None:
    """No footer in the document, no footer part in the file."""
    written = package.write(document._replace(footer=()), look)

    assert document_faults(written) == ()
    assert not [name for name in parts(written) if "footer" in name]


def test_an_empty_document_is_still_a_file(
    document: Document, look: StyleSheet
) -> None:
    """A document without blocks gives a file that opens."""
    written = package.write(document._replace(blocks=()), look)

    assert document_faults(written) == ()
    assert docx.Document(BytesIO(written)).paragraphs == []


@pytest.mark.parametrize("left", LEFT_BY_OTHERS)
def test_nothing_is_left_of_others_defaults(left: str, written: bytes) -> None:
    """No part has a name, date or leftover of a library's own template."""
    found = [
        name for name, text in parts(written).items() if left in text or left in name
    ]

    assert not found


def test_every_part_is_known(written: bytes) -> None:
    """The package has these parts in this order and no others."""
    assert list(parts(written)) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]


def test_zip_holds_no_date_and_no_folder(written: bytes) -> None:
    """Each entry has the same time, system and rights, wherever it was made."""
    with ZipFile(BytesIO(written)) as archive:
        about = {
            (
                entry.date_time,
                entry.create_system,
                entry.external_attr,
                entry.compress_type,
            )
            for entry in archive.infolist()
        }

    assert about == {((1980, 1, 1, 0, 0, 0), 3, 0o600 << 16, ZIP_DEFLATED)}


@pytest.mark.parametrize(
    ("seed", "zone"),
    [
        pytest.param("0", "UTC", marks=pytest.mark.slow),
        ("4021", "Pacific/Auckland"),
    ],
)
def test_another_run_gives_the_same_bytes(seed: str, zone: str, written: bytes) -> None:
    """Later, elsewhere and with another hash seed, the file is the same."""
    here = str(Path(__file__).parent)
    source = str(Path(package.__file__).parents[3])
    changed = {
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "PYTHONPATH": os.pathsep.join([here, source]),
    }

    again = subprocess.run(
        [sys.executable, "-c", WRITE_AGAIN],
        env={**os.environ, **changed},
        capture_output=True,
        check=True,
    )

    assert written == again.stdout


def test_missing_styles_are_found_all_at_once(look: StyleSheet) -> None:
    """Each role whose style the template lacks is named, and no other."""
    styles = {**look.styles, Role.TEXT: "Brödtext", Role.LINK: "Body Text"}

    assert package.missing_styles(look) == ()
    assert package.missing_styles(look._replace(styles=styles)) == (
        Role.TEXT,
        Role.LINK,
    )


def test_audit_finds_nothing(written: bytes, tmp_path: Path) -> None:
    """The schemas, values and relationships of Office are met."""
    path = tmp_path / "report.docx"
    path.write_bytes(written)

    result = OpenXmlValidator().validate(path)

    assert [str(error) for error in result.errors] == []


def test_verify_finds_nothing(written: bytes) -> None:
    """What is written passes our own second look."""
    assert document_faults(written) == ()
