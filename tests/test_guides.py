"""The commands in `docs/` are run as they are, and print what is below them.

In a block `console`, a line that begins with `$ ` is typed, and the lines up to the next are what
comes out. A comment `<!-- file: updates/x.yaml -->` before a block says that the block is what is
in that file then; a .docx is made with its lines as paragraphs and bullets. A comment
`<!-- edit: old.docx, new.docx: this → that -->` is an edit that a reader of the document makes by hand,
and saves under the second name. All of a document happens in one folder, from its top to its end.

With UPDATE_EXPECT=1, what comes out is written into the documents.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from docx import Document
from tests.conftest import RunBytes
from tests.word_edits import with_part

ROOT = Path(__file__).parents[1]
GUIDES = [
    path
    for path in sorted((ROOT / "docs").glob("*.md"))
    if "```console" in path.read_text(encoding="utf-8")
]
BLOCK = re.compile(
    r"^<!-- edit: (?P<old>\S+), (?P<new>\S+): (?P<this>.+?) → (?P<that>.+?) -->$"
    r"|(?:<!-- file: (?P<file>\S+) -->\n)?^```(?P<sort>\w*)\n(?P<text>.*?)^```$",
    re.M | re.S,
)
COLUMNS = "84"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_guide_can_be_followed(
    guide: Path, tmp_path: Path, run_bytes: RunBytes
) -> None:
    """Its files are written, its commands typed, and what comes out is what it says."""
    typed = guide.read_text(encoding="utf-8")
    followed = BLOCK.sub(lambda block: _follow(block, tmp_path, run_bytes), typed)

    if os.environ.get("UPDATE_EXPECT"):
        guide.write_text(followed, encoding="utf-8")
    else:
        assert followed == typed


def _follow(block: re.Match[str], folder: Path, run: RunBytes) -> str:
    """Do what a block says; return it with what came out."""
    if block["old"]:
        _edit(
            folder / block["old"], folder / block["new"], block["this"], block["that"]
        )
    if block["file"]:
        _write(folder / block["file"], block["text"])
    if block["sort"] != "console":
        return block[0]
    lines = []
    for typed in re.findall(r"^\$ ((?:.*\\\n)*.*)$", block["text"], re.M):
        lines += [f"$ {typed}", *_printed(typed, folder, run).splitlines()]
    return block[0].replace(block["text"], "".join(f"{line}\n" for line in lines))


def _write(path: Path, text: str) -> None:
    """Write a file, in Word's form if its name says so."""
    if path.suffix != ".docx":
        path.write_text(text, encoding="utf-8")
        return
    document = Document()
    for line in filter(None, text.splitlines()):
        is_bullet = line.startswith("• ")
        style = "List Bullet" if is_bullet else None
        document.add_paragraph(line.removeprefix("• "), style)
    document.save(str(path))


def _edit(old: Path, new: Path, this: str, that: str) -> None:
    """Write a text or Word file with other words in one place."""

    def edited(content: bytes) -> bytes:
        assert content.count(this.encode()) == 1, this
        return content.replace(this.encode(), that.encode())

    content = old.read_bytes()
    is_word = old.suffix == ".docx"
    new.write_bytes(
        with_part(content, "word/document.xml", edited) if is_word else edited(content)
    )


def _printed(typed: str, folder: Path, run: RunBytes) -> str:
    """Return what a command prints, in the order that it does."""
    program, *words = shlex.split(typed.replace("\\\n", " "))
    assert program == "pccreport", typed
    done = run(*words, cwd=folder, together=True, COLUMNS=COLUMNS)
    return done.stdout.decode("utf-8").rstrip("\n")
