"""A PDF, read back: what a screen reader is given, and what two checkers say."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import page
import pdfua
import pikepdf
import pytest

needs_poppler = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="poppler is not here"
)


class Pdf:
    """A file as `pdfinfo` and `pdftotext` of poppler show it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        shown = self.shown_by("pdfinfo", "-struct", path)
        self.tags = Counter(
            re.findall(r"^ *([A-Z]\w*)(?=[ <:]|$)", shown, re.MULTILINE)
        )
        """How often each tag is there; headers and footers have none."""
        with pikepdf.open(path) as read:
            self.texts = [text for page in read.pages for text in _tagged(page)]
            """The texts that have tags, in order."""
            parts = [o for o in read.objects if isinstance(o, pikepdf.Dictionary)]
            self.described = [str(part.Alt) for part in parts if "/Alt" in part]
        """What is said of pictures."""

    @property
    def text(self) -> str:
        """All text that has a tag."""
        return "".join(self.texts)

    @property
    def facts(self) -> str:
        """Its title, author, subject, and whether it is tagged."""
        return self.shown_by("pdfinfo", self.path)

    def page(self, number: int) -> str:
        """The text of a page, with its header and its footer."""
        return self._pages[number - 1]

    @cached_property
    def _pages(self) -> list[str]:
        return self.shown_by("pdftotext", "-raw", self.path, "-").split("\f")

    def places(self, side: str, word: str = ".*") -> list[float]:
        """Where a side of each word is on its page, in points: "xMax" is the right one."""
        boxes = self.shown_by("pdftotext", "-bbox", self.path, "-")
        found = re.findall(rf'{side}="([\d.]+)".*>{word}</word>', boxes)
        return [*map(float, found)]

    def faults(self) -> list[str]:
        """What two checkers of PDF/UA find wrong."""
        whole, errors = page.validate_pdf(self.path), pdfua.validate(str(self.path))
        assert whole.is_compliant is not bool(whole.failures)
        severe = (f for f in errors.findings if f.severity is pdfua.Severity.ERROR)
        return [
            *(f"{f.rule_id} {f.message}" for f in whole.failures),
            *map(str, severe),
        ]

    @staticmethod
    def shown_by(*command: str | Path) -> str:
        """What a program prints."""
        done = subprocess.run(
            command, check=True, capture_output=True, encoding="utf-8", errors="replace"
        )
        return done.stdout


def _tagged(of_page: pikepdf.Page) -> Iterator[str]:
    """Yield each text of a page that is in a tag, as it would be copied."""
    fonts = {
        name: dict(_letters(font.ToUnicode.read_bytes().decode("ascii")))
        for name, font in of_page.Resources.get("/Font", {}).items()
    }
    tagged, letters, text = [False], dict[int, str](), ""
    for part in pikepdf.parse_content_stream(of_page):
        operands, operator = [*part.operands], str(part.operator)
        if operator in ("BDC", "BMC"):
            tagged.append("/MCID" in operands[-1] if operator == "BDC" else tagged[-1])
        elif operator == "EMC":
            if tagged.pop() and text:
                yield text.replace("\xa0", " ")
            text = ""
        elif operator == "Tf":
            letters = fonts[str(operands[0])]
        elif operator in ("Tj", "TJ") and tagged[-1]:
            parts = operands if operator == "Tj" else operands[0]
            codes = b"".join(bytes(p) for p in parts if isinstance(p, pikepdf.String))
            pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
            text += "".join(letters[int.from_bytes(pair)] for pair in pairs)


def _letters(table: str) -> Iterator[tuple[int, str]]:
    """Yield the text of each code of a font."""
    for kind, rows in re.findall(r"beginbf(\w+)(.*?)endbf", table, re.DOTALL):
        numbers = re.findall(r"<(\w+)>", rows)
        step = 2 if kind == "char" else 3
        for first, *last, shown in zip(*[iter(numbers)] * step, strict=True):
            text = bytes.fromhex(shown).decode("utf-16-be")
            for code in range(int(first, 16), int(last[0] if last else first, 16) + 1):
                yield code, text[:-1] + chr(ord(text[-1]) + code - int(first, 16))
