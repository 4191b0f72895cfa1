"""The document in another program: LibreOffice opens it and prints the same words."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pdfua
import pytest
from tests.test_real_report import real_lines

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not shutil.which("soffice") or not shutil.which("pdftotext"),
        reason="LibreOffice and poppler are not installed",
    ),
]

# PDF/UA, tagged, with bookmarks: what an office's own export dialogue offers.
PDF_UA = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)


@pytest.fixture(scope="module")
def pdf(built_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("pdf")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", PDF_UA, "--outdir"]
    command += [str(folder), str(built_example)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "report.pdf"


def bare(text: str) -> str:
    """A text without what a page adds: spaces, line ends, bullets, case."""
    return re.sub(r"[\s•–▪-]+", "", text).casefold()


def test_the_pdf_has_the_real_report(pdf: Path) -> None:
    """Every line in order, with the references that LibreOffice computed itself."""
    command = ["pdftotext", "-layout", str(pdf), "-"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    pages = re.sub(r"^\s*Page \d+ of \d+\s*$", "", done.stdout, flags=re.MULTILINE)
    number = 0
    expected = ""
    for role, line in real_lines():
        number += role == "A"
        expected += bare(f"{number}. {line}" if role == "A" else line)

    assert expected == bare(pages)


def test_the_pdf_is_accessible(pdf: Path) -> None:
    """A checker of PDF/UA finds no error: headings, lists, links, language, title."""
    report = pdfua.validate(str(pdf))

    assert [] == [f for f in report.findings if f.severity is pdfua.Severity.ERROR]
