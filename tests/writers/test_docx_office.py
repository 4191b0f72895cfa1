"""What LibreOffice makes of the file: its own numbers, its PDF, its tags."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from pccreport.document.blocks import CrossRef, Document
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import package

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here"),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not here"),
]

# Tagged, with PDF/UA's own mark; what is wrong with it LibreOffice does not say.
PDF_UA = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)


@pytest.fixture(scope="module")
def pdf(
    document: Document, look: StyleSheet, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The real report as LibreOffice prints it, with its references' results gone."""
    folder = tmp_path_factory.mktemp("office")
    report = folder / "report.docx"
    report.write_bytes(package.write(forgetful(document), look))
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            *("--headless", "--convert-to", PDF_UA, "--outdir", folder, report),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return report.with_suffix(".pdf")


def forgetful(document: Document) -> Document:
    """The document with nothing true cached for its references to fall back on."""
    blocks = [
        replace(
            block,
            content=tuple(
                inline._replace(result="?") if isinstance(inline, CrossRef) else inline
                for inline in block.content
            ),
        )
        for block in document.blocks
    ]
    return document._replace(blocks=tuple(blocks))


def words(pdf: Path, *options: str) -> str:
    """The text of a PDF, its lines run together."""
    read = subprocess.run(
        ["pdftotext", *options, pdf, "-"], check=True, capture_output=True, timeout=60
    )
    return re.sub(r"\s+", " ", read.stdout.decode())


def test_references_are_worked_out_by_libreoffice(pdf: Path) -> None:
    """LibreOffice works each reference out itself, and says what we had said."""
    text = words(pdf)

    assert text.count("See update under Key Aim (1) above, detail of which runs") == 8
    assert "Error: Reference source not found" not in text


def test_numbers_and_bullets_are_shown(pdf: Path) -> None:
    """The list of aims, the aims' headings and the points have their marks."""
    text = words(pdf, "-layout")

    assert re.search(r"4\. Better engagement", text)
    assert re.search(r"1\) Coordinated .*2\) A 'dare to share'.*4\) Better", text)
    assert re.search(r"– Website: ▪ An alert", text)


def test_words_are_shown_as_they_are_typed(pdf: Path) -> None:
    """Neither the titles nor the date and the stamp beside them are in capitals."""
    text = words(pdf)

    assert "Office of the Police & Crime Commissioner for Thames Valley" in text
    assert "Police and Crime Panel 4th September 2020" in text
    assert "'Key Aims' (Year 3, 2019/20, Qtr. 4)" in text


def test_pages_are_numbered(pdf: Path) -> None:
    """The footer has each page's number and how many there are."""
    text = words(pdf)
    pages = max(int(page) for page in re.findall(r"Page (\d+) of", text))

    assert [f"Page {page} of {pages}" in text for page in range(1, pages + 1)] == [
        True
    ] * pages


def test_pdf_is_accessible(pdf: Path) -> None:
    """The PDF/UA checker finds nothing wrong."""
    pdfua = pytest.importorskip("pdfua")

    report = pdfua.validate(pdf)

    assert [
        finding for finding in report.findings if finding.severity.name == "ERROR"
    ] == []
