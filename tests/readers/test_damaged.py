"""Damaged files: read as far as they can be, or refused, and never with a traceback."""

from __future__ import annotations

import random
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests import contributions
from tests.readers.office import zipped

from pccreport.readers.docx.document import read_word
from pccreport.readers.forms import read_lines
from pccreport.readers.line import TrackedChanges
from pccreport.source.command_error import CommandError

VALUES = (b"", b"-1", b"999999999999", b"x", b"../..", b"0", b"A1:")


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


@pytest.mark.parametrize("seed", range(2))
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
            if name.endswith("docx"):
                read_word(content, name, TrackedChanges.REJECT)
        except CommandError:
            refused += 1

    assert 0 < refused < 100


def test_a_file_without_a_body_is_damaged(built_example: Path) -> None:
    """The part is there, and nothing in it."""
    with ZipFile(built_example) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    body = parts["word/document.xml"]
    assert isinstance(body, bytes)
    parts["word/document.xml"] = body.replace(b"w:body", b"w:bodies")

    with pytest.raises(CommandError, match="is damaged"):
        read_word(zipped(parts), "sent.docx")
