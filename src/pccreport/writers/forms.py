"""The formats that a document can be written in, one writer for each."""

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from pccreport.document.blocks import Document
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.wrapping import plain_lines

if TYPE_CHECKING:
    from pccreport.writers.docx.revisions import RevisionInfo

_NO_HOUSE = StyleSheet({}, (), "", ("•", "–", "▪"))
"""The look of a document about reports; it names no styles, so it is for all but Word files."""


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
    look: StyleSheet = _NO_HOUSE,
    revision: "RevisionInfo | None" = None,
) -> bytes:
    """Return the content of a file in one of the formats.

    `revision` is for a Word file with tracked changes. Raise CommandError if a PDF cannot be made.
    """
    if form is DocumentForm.WORD:
        from pccreport.writers.docx import package  # noqa: PLC0415  # python-docx and lxml: 40 ms

        return package.write(document, look, revision)
    from pccreport.writers import csv, html, markdown, text  # noqa: PLC0415  # rarely used

    match form:
        case DocumentForm.PDF:
            from pccreport.writers import pdf  # noqa: PLC0415  # rarely used

            return pdf.write(document, look.appearance, look.bullets)
        case DocumentForm.HTML:
            written = html.write(document, look.appearance)
        case DocumentForm.MARKDOWN:
            written = markdown.write(document)
        case DocumentForm.TEXT:
            written = plain_lines(text.write(document))
        case DocumentForm.CSV:
            written = csv.write(document)
        case _:
            assert_never(form)
    return written.encode()
