"""The forms that a document can be written in, one writer each."""

from __future__ import annotations

from codecs import lookup
from enum import StrEnum

from pccreport.document.blocks import Document
from pccreport.house.appearance import USUAL, Appearance
from pccreport.writers.wrapping import plain_lines


class DocumentForm(StrEnum):
    """What a document is written as, by the ending of its file's name."""

    WORD = "docx"
    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"


def form_of(suffix: str) -> DocumentForm | None:
    """Return the form of files whose names end so: ".html"; None if there is none."""
    ending = suffix.lower().removeprefix(".")
    return next((form for form in DocumentForm if form == ending), None)


def text_of(
    document: Document,
    form: DocumentForm,
    encoding: str = "utf-8",
    look: Appearance = USUAL,
) -> str:
    """Return a document in one of the forms that are text. Word's has a package of its own.

    `encoding` is what the text will be written in, `look` what a house format chooses of the
    look of a page.
    """
    from pccreport.writers import html, markdown, text  # noqa: PLC0415  # few ask for them

    match form:
        case DocumentForm.HTML:
            page = html.write(document, look)
            if lookup(encoding).name == "utf-8":
                return page
            # The page is declared as UTF-8: what a console encodes differently is escaped.
            return page.encode("ascii", "xmlcharrefreplace").decode()
        case DocumentForm.MARKDOWN:
            return markdown.write(document)
        case DocumentForm.TEXT:
            return plain_lines(text.write(document))
        case DocumentForm.WORD:
            raise AssertionError("a Word file is no text")
