"""The pictures of README.md show what the tool writes and prints today."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from PIL import Image
from rich.text import Text

pytest.importorskip("pty", reason="Windows has no such terminal")

from docs import pictures

pytestmark = pytest.mark.slow

AGAIN = "run docs/pictures.py again, and look at what it made"


def test_the_terminals_show_what_is_printed(tmp_path: Path) -> None:
    """Each line of a picture is a line of the command, and none is left out."""
    for name, printed in pictures.outputs(tmp_path / "strip").items():
        assert Text.from_ansi(printed).plain.rstrip() == drawn(name), AGAIN


def test_the_update_file_is_shown_whole() -> None:
    """All of its lines, twelve of them."""
    typed = (pictures.STRIP / pictures.UPDATES).read_text(encoding="utf-8").rstrip()

    assert typed == drawn("updates"), AGAIN
    assert 12 == len(typed.splitlines())


def test_the_pages_are_those_of_today_s_documents(tmp_path: Path) -> None:
    """A page is drawn by LibreOffice, so what is held is the Word file that it was drawn of."""
    for name, document in pictures.documents(tmp_path).items():
        with Image.open(pictures.DOCS / f"{name}.png") as page:
            assert pictures.checksum(document) == page.info[pictures.MADE_OF], AGAIN


def drawn(name: str) -> str:
    """Return the text of a drawing."""
    svg = (pictures.DOCS / f"{name}.svg").read_text(encoding="utf-8")
    rows = re.findall(r"<text [^>]*>(.*?)</text>", svg)
    lines = [html.unescape(re.sub(r"<[^>]+>", "", row)) for row in rows]
    return "\n".join(lines).rstrip()
