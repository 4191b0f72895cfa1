"""The formats that a document can be written in, one writer for each."""

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


def render_as(
    document: Document,
    form: DocumentForm,
    look: Appearance = USUAL,
    bullets: Sequence[str] = USUAL_BULLETS,
) -> bytes:
    """Return the content of a file in one of the formats; `writers.docx` writes Word files.

    `look` and `bullets` are the house format's. Raise CommandError if a PDF cannot be made.
    """
    from pccreport.writers import csv, html, markdown, text  # noqa: PLC0415  # rarely used

    match form:
        case DocumentForm.PDF:
            from pccreport.writers import pdf  # noqa: PLC0415  # rarely used

            return pdf.write(document, look, bullets)
        case DocumentForm.HTML:
            return html.write(document, look).encode()
        case DocumentForm.MARKDOWN:
            return markdown.write(document).encode()
        case DocumentForm.TEXT:
            return plain_lines(text.write(document)).encode()
        case DocumentForm.CSV:
            return csv.write(document).encode()
        case DocumentForm.WORD:
            raise AssertionError("a Word file has styles, and is written elsewhere")
