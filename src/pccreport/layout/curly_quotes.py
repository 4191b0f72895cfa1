"""Straight quotation marks and apostrophes as curly ones, where a house format prints them so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from pccreport.document.blocks import (
    CrossRef,
    Document,
    Inline,
    InlineContent,
    Link,
    TextRun,
    content_text,
    inline_text,
)

InlineT = TypeVar("InlineT", bound=Inline)


def with_curly_quotes(document: Document) -> Document:
    """Return the document with curly quotation marks; no text is longer or shorter."""
    blocks = (replace(each, content=_curled(each.content)) for each in document.blocks)
    return document._replace(
        title=curl(document.title),
        subject=curl(document.subject),
        blocks=tuple(blocks),
        header=_curled(document.header),
        footer=_curled(document.footer),
    )


def curl(text: str) -> str:
    """Return a text with curly quotation marks and apostrophes."""
    # Opening ones are at the start of a word, except in an elision ('90s).
    opening = r"""(?<![^\s([{/“‘–—-])(?:"|'(?!\d0s))(?=\S)"""
    opened = re.sub(opening, lambda sign: "“" if sign[0] == '"' else "‘", text)
    return opened.replace('"', "”").replace("'", "’")


def _curled(content: InlineContent) -> InlineContent:
    """Return inlines with curly quotation marks, which depend on the text before and after."""
    return _with_text(content, curl(content_text(content)))


def _with_text(content: Iterable[InlineT], text: str) -> tuple[InlineT, ...]:
    """Return the inlines with a new text of the same length."""
    inlines: list[InlineT] = []
    at = 0
    for inline in content:
        start, at = at, at + len(inline_text(inline))
        match inline:
            case TextRun():
                inlines.append(inline._replace(text=text[start:at]))
            case CrossRef():
                inlines.append(inline._replace(result=text[start:at]))
            case Link():
                linked = _with_text(inline.content, text[start:at])
                inlines.append(inline._replace(content=linked))
            case _:
                inlines.append(inline)
    return tuple(inlines)
