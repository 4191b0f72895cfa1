"""`pccreport compare sent.docx`: what was edited in Word after the build."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests import word_edits
from tests.conftest import EXAMPLE, ROOT, Run
from tests.word_edits import Edited

from pccreport.document.blocks import Document
from pccreport.pipeline.build import build

needs_libreoffice = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed"
)
SCHEMA = json.loads(
    (ROOT / "schemas" / "text-changes.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def document() -> Document:
    """The example, laid out."""
    document = build(EXAMPLE)[0].document
    assert document
    return document


def told(run: Run, package: bytes, folder: Path, *options: str) -> dict[str, Any]:
    """What compare says of a Word file, as JSON."""
    sent = folder / "sent.docx"
    sent.write_bytes(package)
    done = run("compare", sent, EXAMPLE, "--output-format", "json", *options)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(answer, SCHEMA)
    return answer


def found(answer: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """Each change with the places of its old texts."""
    return sorted(
        (change["kind"], tuple(f"{t['file']} {t['where']}" for t in change["old"]))
        for group in answer["groups"]
        for change in group["changes"]
    )


def expected(
    done: list[Edited], document: Document
) -> list[tuple[str, tuple[str, ...]]]:
    """What compare must say of some edits."""

    def place(paragraph: int) -> str:
        origin = document.blocks[paragraph].origin
        assert origin
        return f"{origin.source.name} line {origin.line}"

    return sorted(
        (each.kind, () if each.kind == "added" else tuple(map(place, each.paragraphs)))
        for each in done
    )


@pytest.mark.parametrize("tracked", [False, True], ids=["plain", "tracked"])
@pytest.mark.parametrize("seed", range(25))
def test_drawn_edits_are_told_at_their_lines_and_nothing_else(
    run: Run,
    built_example: Path,
    document: Document,
    tmp_path: Path,
    seed: int,
    tracked: bool,
) -> None:
    """Words, bullets in and out, split, joined and moved: each at its line in the files."""
    package, done = word_edits.drawn_edits(
        built_example.read_bytes(), seed, tracked=tracked
    )

    assert expected(done, document) == found(told(run, package, tmp_path))
    if tracked:
        assert [] == found(told(run, package, tmp_path, "--changes", "reject"))


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("tracked", [False, True], ids=["plain", "tracked"])
@pytest.mark.parametrize("seed", range(100, 104))
def test_drawn_edits_are_told_in_a_file_that_libreoffice_saved(
    run: Run,
    built_example: Path,
    document: Document,
    tmp_path: Path,
    seed: int,
    tracked: bool,
) -> None:
    """The same, whatever program saved the file last."""
    package, done = word_edits.drawn_edits(
        built_example.read_bytes(), seed, tracked=tracked
    )
    package = word_edits.resaved(package, tmp_path)

    assert expected(done, document) == found(told(run, package, tmp_path))
