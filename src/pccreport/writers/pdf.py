"""A document as a tagged PDF (PDF/UA-1), which Typst sets.

Typst may read files of a folder, and packages from the network, but only if markup says so: no text
of the author is markup. For the folder, it is given that of this module.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pccreport.document.blocks import Document
from pccreport.house.stylesheet import Appearance
from pccreport.source.command_error import UNREADABLE, CommandError
from pccreport.writers.typst_markup import (
    MarkupWriter,
    appearance_definitions,
    picture_as_svg,
)

_TWINS = {"Arial": "Liberation Sans"}
"""Fonts whose letters are as wide as those of another, which Linux has."""
_UNSHOWN = re.compile(r"the text `\"(.+)\"` could not be displayed")


def write(document: Document, look: Appearance, bullets: Sequence[str]) -> bytes:
    """Return the PDF. Raise CommandError if Typst or the font is not on this computer."""
    try:
        import typst  # noqa: PLC0415  # an extra of 80 MB
    except ImportError:
        message = "a PDF needs the package typst, which is not installed"
        advice = 'where pccreport is installed, type: pip install "typst==0.15.*"'
        raise CommandError(message, UNREADABLE, advice) from None

    font = _find_font(look.font, typst.Fonts().families())
    writer = MarkupWriter(document, look, bullets)
    page = Path(__file__).with_name("page.typ")
    files = {
        "main": writer.main_file().encode(),
        page.name: page.read_bytes(),
        "look.typ": appearance_definitions(look, font).encode(),
    }
    if look.logo:
        files["logo.svg"] = picture_as_svg(look.logo).encode()
    compiled: Any = typst.compile  # its types do not know that it takes several files
    try:
        made: bytes = compiled(
            files,
            root=page.parent,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=int(document.created.timestamp()),
        )
    except typst.TypstError as error:
        if found := _UNSHOWN.search(error.message):
            message = f"no font on this computer has the character “{found[1]}”"
            advice = "write it in words, or install a font that has it"
            raise CommandError(message, UNREADABLE, advice) from None
        if "process image" in error.message:
            message = "a picture in the house format cannot be drawn in a PDF"
            advice = "open it in a picture program and save it as PNG"
            raise CommandError(message, UNREADABLE, advice) from None
        raise
    return made


def _find_font(name: str, families: Sequence[str]) -> str:
    """Return the name of a font, or of its twin. Raise CommandError if neither is here."""
    # Typst would only warn, and set the text in any other font, or leave it out.
    known = {family.casefold() for family in families}
    for font in (name, _TWINS.get(name, name)):
        if font.casefold() in known:
            return font
    message = f"the font “{name}” is not on this computer, so a PDF cannot be made"
    advice = "install the font, or name another in the house format under look:"
    raise CommandError(message, UNREADABLE, advice)
