"""The commands in `docs/` are run as they stand, and print what stands below them.

In a block `console`, a line that begins with `$ ` is typed, and the lines up to the next are what
comes out. A comment `<!-- file: updates/x.yaml -->` before a block says that the block is what stands
in that file then; `<!-- file: updates/x.yaml, + -->` that it is added at its end. All of a document
happens in one folder, from its top to its end.

With UPDATE_EXPECT=1, what comes out is written into the documents.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from tests.conftest import RunBytes

ROOT = Path(__file__).parents[1]
GUIDES = [
    path
    for path in sorted((ROOT / "docs").glob("*.md"))
    if "```console" in path.read_text(encoding="utf-8")
]
BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>[^\s,]+)(?P<more>, \+)? -->\n)?"
    r"^```(?P<sort>\w*)\n(?P<text>.*?)^```$",
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
    if block["file"]:
        path = folder / block["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if block["more"] else "w", encoding="utf-8") as file:
            file.write(block["text"])
    if block["sort"] != "console":
        return block[0]
    lines = []
    for typed in re.findall(r"^\$ ((?:.*\\\n)*.*)$", block["text"], re.M):
        lines += [f"$ {typed}", *_printed(typed, folder, run).splitlines()]
    return block[0].replace(block["text"], "".join(f"{line}\n" for line in lines))


def _printed(typed: str, folder: Path, run: RunBytes) -> str:
    """Return what a command prints, in the order that it does."""
    program, *words = shlex.split(typed.replace("\\\n", " "))
    assert program == "pccreport", typed
    done = run(*words, cwd=folder, together=True, COLUMNS=COLUMNS)
    return done.stdout.decode("utf-8").rstrip("\n")
