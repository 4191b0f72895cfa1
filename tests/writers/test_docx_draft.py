"""A draft as a Word file: its header, and its notes as comments."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from openxml_audit import OpenXmlValidator
from tests.docx_faults import document_faults

from pccreport.document.blocks import Comment, Document, content_text
from pccreport.findings.finding import ERROR, INFO, WARNING
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import package

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"

NOTES = (
    Comment(
        1, WARNING, "missing-entry", ("“force” tells nothing", "write it"), "q1.yaml:4"
    ),
    Comment(1, INFO, "mixed-units", ("five <clear> days & no more",), "report.yaml:9"),
    Comment(
        13, ERROR, "odd-words", ("a bell \x07, a half \ud800 of one",), "q4.yaml:7"
    ),
    Comment(
        40,
        ERROR,
        "date-after-period",
        ("May 2020 is after it", "say when"),
        "q4.yaml:31",
    ),
)
SAID = [
    "Warning: “force” tells nothing.\nIn the files: write it.\nq1.yaml:4 [missing-entry]",
    "Suggestion: five <clear> days & no more.\nreport.yaml:9 [mixed-units]",
    "Error: a bell <U+0007>, a half <U+D800> of one.\nq4.yaml:7 [odd-words]",
    "Error: May 2020 is after it.\nIn the files: say when.\nq4.yaml:31 [date-after-period]",
]


@pytest.fixture(scope="module")
def draft(document: Document) -> Document:
    """The real report as a draft."""
    return document._replace(head="DRAFT", notes=NOTES)


@pytest.fixture(scope="module")
def written(draft: Document, look: StyleSheet) -> bytes:
    """The draft as a Word file."""
    return package.write(draft, look)


def test_each_note_is_a_comment(written: bytes, document: Document) -> None:
    """It says the finding, the way out and the place, by nobody; no word is changed by it."""
    word = docx.Document(BytesIO(written))
    comments = [*word.comments]

    assert [comment.text for comment in comments] == SAID
    assert {p.style and p.style.name for c in comments for p in c.paragraphs} == {
        "annotation text"
    }
    about = {(c.author, c.initials, c.timestamp) for c in comments}
    assert about == {("Report check", "chk", datetime(2020, 8, 26, tzinfo=UTC))}
    marked = {
        int(mark.get(qn("w:id"))): place
        for place, paragraph in enumerate(word.paragraphs)
        for mark in paragraph._p.iter(qn("w:commentReference"))
    }
    assert marked == {number: note.block for number, note in enumerate(NOTES)}
    said = [content_text(block.content) for block in document.blocks]
    assert [paragraph.text for paragraph in word.paragraphs] == said


def test_each_page_is_labelled_as_a_draft(
    written: bytes, document: Document, look: StyleSheet
) -> None:
    """In the header, and in the file's properties; where there is no finding, too."""
    bare = package.write(document._replace(head="DRAFT"), look)
    for file in (written, bare):
        word = docx.Document(BytesIO(file))
        [label] = word.sections[0].header.paragraphs

        assert (label.text, label.style.name) == ("DRAFT", "Header")
        assert word.sections[0].different_first_page_header_footer is False
        assert word.core_properties.content_status == "DRAFT"
    assert document_faults(bare, draft=True) == ()
    assert "word/comments.xml" not in ZipFile(BytesIO(bare)).namelist()


def test_audit_and_verify_find_nothing(written: bytes, tmp_path: Path) -> None:
    """The draft is valid, and passes our own second look."""
    path = tmp_path / "draft.docx"
    path.write_bytes(written)

    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert document_faults(written, draft=True) == ()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not here")
def test_libreoffice_shows_them(written: bytes, tmp_path: Path) -> None:
    """It prints the header on each page, and has read every comment."""
    path = tmp_path / "draft.docx"
    path.write_bytes(written)
    # Not printed with the comments in the margin: 25.2 cannot, without a screen.
    for kind in ("pdf", "odt"):
        subprocess.run(
            [
                *(
                    "soffice",
                    f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
                ),
                *("--headless", "--convert-to", kind, "--outdir", tmp_path, path),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    read = subprocess.run(
        ["pdftotext", path.with_suffix(".pdf"), "-"],
        check=True,
        capture_output=True,
        timeout=60,
    )
    pages = read.stdout.decode().strip("\f").split("\f")
    with ZipFile(path.with_suffix(".odt")) as archive:
        text = etree.fromstring(archive.read("content.xml"))
    comments = [
        "\n".join("".join(line.itertext()) for line in comment.iter(f"{{{TEXT}}}p"))
        for comment in text.iter(f"{{{OFFICE}}}annotation")
    ]

    assert all("DRAFT" in page for page in pages)
    assert sorted(comments) == sorted(SAID)
