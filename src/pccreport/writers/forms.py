"""The formats that a document can be written in, one writer for each."""

from __future__ import annotations

from codecs import lookup
from collections.abc import Sequence
from enum import StrEnum

from pccreport.document.blocks import Document
from pccreport.house.stylesheet import USUAL, Appearance
from pccreport.writers.wrapping import plain_lines

USUAL_BULLETS = ("•", "–", "▪")


class DocumentForm(StrEnum):
    """A document format, by the suffix of its file name."""

    WORD = "docx"
    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"
    CSV = "csv"
    """Its tables only."""


def file_of(
    document: Document,
    form: DocumentForm,
    look: Appearance = USUAL,
    bullets: Sequence[str] = USUAL_BULLETS,
) -> bytes:
    """Return the content of a file in one of the formats; `writers.docx` writes Word files.

    `look` and `bullets` are the house format's. Raise CommandError if a PDF cannot be made.
    """
    if form is not DocumentForm.PDF:
        return text_of(document, form, look=look).encode()
    from pccreport.writers import pdf  # noqa: PLC0415  # rarely used

    return pdf.write(document, look, bullets)


def text_of(
    document: Document,
    form: DocumentForm,
    encoding: str = "utf-8",
    look: Appearance = USUAL,
) -> str:
    """Return a document in one of the text formats; `writers.docx` writes Word files.

    `encoding` is that of the output, `look` the house format's choices for a page.
    """
    from pccreport.writers import csv, html, markdown, text  # noqa: PLC0415  # rarely used

    match form:
        case DocumentForm.HTML:
            page = html.write(document, look)
            if lookup(encoding).name == "utf-8":
                return page
            # The page declares UTF-8: characters that the output encodes differently are escaped.
            return page.encode("ascii", "xmlcharrefreplace").decode()
        case DocumentForm.MARKDOWN:
            return markdown.write(document)
        case DocumentForm.TEXT:
            return plain_lines(text.write(document))
        case DocumentForm.CSV:
            return csv.write(document)
        case DocumentForm.WORD | DocumentForm.PDF:
            raise AssertionError("a Word file or a PDF is no text")
