"""Damaged files: read as far as they can be, or refused, and never with a traceback."""

from __future__ import annotations

import random
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests import contributions
from tests.cases import in_turn
from tests.draws import seeds, some_slow
from tests.readers.office import zipped
from tests.readers.office_xlsx import S, row, workbook

from pccreport.readers.forms import read_lines
from pccreport.source.command_error import UNREADABLE, CommandError

VALUES = (b"", b"-1", b"999999999999", b"x", b"../..", b"0", b"A1:")
MERGED = '</sheetData><mergeCells><mergeCell ref="A1:XFD16"/></mergeCells><sheetData>'


def large_workbook() -> bytes:
    """A workbook that is small, and whose cells all have the same long text."""
    words = "Some words of a text. " * 1_000
    texts = f'<sst xmlns="{S}"><si><t>{words}</t></si></sst>'
    rows = "".join(row(n, '<c t="s"><v>0</v></c>') for n in range(1, 2_000))
    return workbook(("A", rows), sharedStrings=texts)


def merged_page() -> bytes:
    """A page with a long cell that goes over very many rows."""
    words = "<p>We saw six." * 20_000
    rows = "<tr><td>y" * 999
    return f"<table><tr><td rowspan=1000>{words}<td>x{rows}</table>".encode()


def damaged(package: bytes, draw: random.Random) -> bytes:
    """A package in which an attribute, an element, or a byte of a part is another."""
    with ZipFile(BytesIO(package)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    name = draw.choice([n for n in parts if n.endswith((".xml", ".rels"))])
    part = parts[name]
    assert isinstance(part, bytes)
    found = draw.choice([*re.finditer(rb"[\"']([^\"']{0,40})[\"']|\A()", part)])
    start, end = max(found.span(1), found.span(2))
    tags = [*re.finditer(rb"<(/?)([\w:]+)", part)]
    tag, other = draw.choice(tags), draw.choice(tags)
    at = draw.randrange(len(part))
    changes = (
        part[:start] + draw.choice(VALUES) + part[end:],
        part.replace(tag[2], other[2]),
        part[:at] + bytes([draw.randrange(256)]) + part[at + 1 :],
    )
    return zipped({**parts, name: draw.choice(changes)})


@seeds(1, 2)
def test_a_damaged_file_is_read_or_refused(built_example: Path, seed: int) -> None:
    """Whatever was damaged in it: 100 files a seed."""
    draw = random.Random(seed)
    bullets = ["Two arrests were made.", "It cost £1,200."]
    made = [(name, make(bullets, draw)) for name, make in contributions.FORMATS.items()]
    whole = [*made, ("report.docx", built_example.read_bytes())]
    refused = 0
    for _ in range(100):
        name, content = draw.choice(whole)
        if content.startswith(b"PK"):
            content = damaged(content, draw)
        else:
            at = draw.randrange(len(content))
            content = content[:at] + bytes([draw.randrange(256)]) + content[at + 1 :]
        try:
            read_lines(content, name)
        except CommandError:
            refused += 1

    assert 0 < refused < 100


ENDLESS = {
    "words of a header": b"Subject: " + b"=?utf-8?q?a?= " * 2_000 + b"\n\nTwo.\n",
    "a field of a header": b"Content-Type: text/plain; " + b'a="' * 4_000 + b"\n\nTwo.",
    "lines of a header": b"content-type: text/plain;" + b'\n\t"' * 1_000 + b"\n\nTwo.",
    "messages": b"Content-Type: message/rfc822\n\n" * 3_000 + b"Two arrests.",
    "parts of a page": b"<div>" * 1_600 + b"Two arrests were made.",
    "cells of a page": merged_page(),
    "cells of a sheet": large_workbook(),
    "a merged sheet": workbook(("A", MERGED)),
}


@pytest.mark.parametrize("case", some_slow(ENDLESS, re.compile("cells|messages").match))
def test_what_would_fill_the_memory_is_refused(case: str) -> None:
    """A header without an end, a text in very many cells, a page without a floor."""
    ending = {"page": "html", "sheet": "xlsx"}.get(case.rsplit(maxsplit=1)[-1], "eml")
    with pytest.raises(CommandError) as caught:
        read_lines(ENDLESS[case], f"sent.{ending}")

    assert caught.value.code == UNREADABLE


@in_turn(
    "page",
    [
        "<![foo]><p>Two arrests were made.</p>",
        "<![if !vml]><p>Two arrests were made.<![endif]></p>",
        "<head><title>Return</title><p>Two arrests were made.",
        "<head><title>Return</title>Two arrests were made.",
        "<head><meta><body>Two arrests were made.</body>",
        "<div>" * 1_000 + "Two arrests were made." + "</div>" * 1_000,
        "<span>" * 1_000 + "</b>" * 50_000 + "Two arrests were made.",
        "<body></body></html>Two arrests were made.",
        "<p><svg><p>Two arrests were made.",
    ],
)
def test_a_page_that_no_program_wrote_is_read_as_browsers_do(page: str) -> None:
    """What is shown is read, in a moment, and what is in the head is not."""
    texts = [line.text for line in read_lines(page.encode(), "sent.html").lines]

    assert texts == ["Two arrests were made."]
