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

# An opening mark is at the start of a word; years and elisions ('90s) have an apostrophe there.
_OPENING = re.compile(r"""(?<![^\s([{/“‘–—-])(?:"|'(?!\d0s))(?=\S)""")
_OPEN, _CLOSED = {'"': "“", "'": "‘"}, str.maketrans({'"': "”", "'": "’"})


def with_curly_quotes(document: Document) -> Document:
    """Return the document with curly quotation marks; no text is longer or shorter."""
    blocks = tuple(
        replace(block, content=_curled(block.content)) for block in document.blocks
    )
    return document._replace(
        title=curl(document.title),
        subject=curl(document.subject),
        blocks=blocks,
        header=_curled(document.header),
        footer=_curled(document.footer),
    )


def curl(text: str) -> str:
    """Return a text with curly quotation marks and apostrophes."""
    opened = _OPENING.sub(lambda mark: _OPEN[mark[0]], text)
    return opened.translate(_CLOSED)


def _curled(content: InlineContent) -> InlineContent:
    """Return the inlines of a text, whose marks are judged by what is before and after them."""
    return _with_text(content, curl(content_text(content)))


def _with_text(content: Iterable[InlineT], text: str) -> tuple[InlineT, ...]:
    """Return inlines with the words of a text that is as long as theirs."""
    made: list[InlineT] = []
    at = 0
    for inline in content:
        start, at = at, at + len(inline_text(inline))
        match inline:
            case TextRun():
                made.append(replace(inline, text=text[start:at]))
            case CrossRef():
                made.append(replace(inline, result=text[start:at]))
            case Link():
                words = _with_text(inline.content, text[start:at])
                made.append(replace(inline, content=words))
            case _:
                made.append(inline)
    return tuple(made)
