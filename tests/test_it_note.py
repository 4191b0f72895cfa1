"""What `docs/it.md` promises: no network, no other program, nothing written but what was asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.draws import some_slow

EXAMPLE = Path(__file__).parents[1] / "examples" / "thames-valley"
WATCH = """\
import os, sys
def watch(event, args):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")):
        os.write(2, f"WATCHED {event} {args}\\n".encode())
    if event == "open" and isinstance(args[0], str) and ".pyc" not in args[0] and (args[2] or 0) & (os.O_WRONLY | os.O_RDWR):
        os.write(2, f"WRITTEN {os.path.abspath(args[0])}\\n".encode())
sys.addaudithook(watch)
"""
QUARTERS = ("2019/20 Q4", "2020/21 Q1")
COMMANDS = {
    "build": ("build", EXAMPLE, "-o", "made.docx"),
    "page": ("build", EXAMPLE, "-o", "made.html"),
    "pdf": ("build", EXAMPLE, "-o", "made.pdf"),
    "check": ("check", EXAMPLE, "--info"),
    "redline": ("compare", EXAMPLE, *QUARTERS, "--redline", "made.docx"),
    "status": ("status", EXAMPLE, "-o", "made.html"),
    "explain": ("explain", "sum-mismatch"),
}


def watched(here: Path, hooks: Path, *words: str | Path) -> str:
    """Return what is told of a program of Python that runs in a folder."""
    (hooks / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=here,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(hooks)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return done.stderr


@pytest.mark.parametrize("name", some_slow(COMMANDS, lambda name: name != "build"))
def test_nothing_is_reached_started_or_written_elsewhere(
    name: str, tmp_path: Path
) -> None:
    """Python itself tells of each socket, program and file that is opened for writing."""
    hooks, here = tmp_path / "hooks", tmp_path / "here"
    for folder in (hooks, here):
        folder.mkdir()
    stderr = watched(here, hooks, "-m", "pccreport", *COMMANDS[name])
    told = [line.partition(" ") for line in stderr.splitlines()]
    written = {Path(path) for word, _, path in told if word == "WRITTEN"}
    made = {path.name for path in here.iterdir()}

    assert "WATCHED" not in stderr
    assert {word for word in COMMANDS[name] if str(word).startswith("made.")} == made
    assert bool(made) == bool(written)
    assert {here} >= {path.parent for path in written}


def test_the_watch_sees(tmp_path: Path) -> None:
    """A program that does reach out is told of: the test above can fail."""
    reach = "import socket; socket.socket().bind(('127.0.0.1', 0)); open('x', 'w')"
    stderr = watched(tmp_path, tmp_path, "-c", reach)

    assert "WATCHED socket." in stderr
    assert "WRITTEN " in stderr
