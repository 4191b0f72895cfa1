"""The command, as a call in the process of the tests, or as a process from the beginning.

Most of a small run is to start an interpreter, import the program, and make what is kept
for the whole run: word lists, patterns, schemas. A call does all of it once. It has its own
arguments, folder, streams and environment, and ends with the code that a process would.
What an environment settles when an interpreter starts, the seed of hashes among it, it
cannot change: such a run is a process.
"""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest
import typer.main

Done = subprocess.CompletedProcess[bytes]
Stream = io.FileIO | io.BytesIO

TIMEOUT = 120
COMMAND = (sys.executable, "-m", "pccreport")
ENCODING = "PYTHONIOENCODING"
MAY_DIFFER = {"COLUMNS", "GIT_DIR", "NO_COLOR", "PATH", "TERM", ENCODING}
"""Variables that the program reads, or that a call does as an interpreter does."""
# pytest says there which test is running.
NO_MATTER = "PYTEST_CURRENT_TEST"
READ = Counter[tuple[str, str, str]]()
"""How often each file was read in a run: what reads it again has another node, as in a process."""


class Left(BaseException):
    """The end of a run."""

    def __init__(self, code: int) -> None:
        """Keep the code that its process would have."""
        self.code = code


def run(
    args: tuple[str, ...],
    folder: Path,
    given: bytes = b"",
    *,
    together: bool = False,
    **changed: str,
) -> Done:
    """Run the command in a folder, on a plain terminal, with something to read there.

    With `together`, what it remarks is where it stands in what it prints.
    """
    changed = {ENCODING: "utf-8", "NO_COLOR": "1"} | changed
    if changed.keys() <= MAY_DIFFER:
        out = io.BytesIO()
        err = out if together else io.BytesIO()
        code = call(args, folder, (given, out, err), changed)
        return subprocess.CompletedProcess(
            [*COMMAND, *args], code, out.getvalue(), err.getvalue()
        )
    return subprocess.run(
        [*COMMAND, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if together else subprocess.PIPE,
        input=given,
        cwd=folder,
        env={k: v for k, v in os.environ.items() if k != NO_MATTER} | changed,
        check=False,
        timeout=TIMEOUT,
    )


def call(
    args: tuple[str, ...],
    folder: Path,
    streams: tuple[bytes, Stream, Stream],
    changed: dict[str, str],
) -> int:
    """Be the command, as `python -m pccreport` is; return its code.

    The streams are what it reads, and where it writes what it prints and what it remarks.
    """
    # Few tests need them.
    from pccreport import __main__ as command  # noqa: PLC0415
    from pccreport.cli import app  # noqa: PLC0415

    READ.clear()
    given, out, err = streams
    encoding = changed.get(ENCODING, "utf-8")
    buffers = [io.BufferedWriter(stream) for stream in (out, err)]
    # As an interpreter opens them: remarks, and what is on a terminal, are seen by line.
    says, remarks = (
        io.TextIOWrapper(buffer, encoding, errors, line_buffering=at_once)
        for buffer, errors, at_once in zip(
            buffers, ("strict", "backslashreplace"), (out.isatty(), True), strict=True
        )
    )
    with pytest.MonkeyPatch.context() as patch:
        for name, value in changed.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        # From these it knows its name.
        patch.setitem(sys.modules, "__main__", command)
        patch.setattr(sys, "argv", [command.__file__, *args])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding))
        patch.setattr(sys, "stdout", says)
        patch.setattr(sys, "stderr", remarks)
        patch.setattr(os, "_exit", leave)
        # Between two reports it looks for garbage: half a second among all that tests have.
        patch.setattr(gc, "collect", lambda: 0)
        # To make the commands of their functions is a tenth of a small run.
        patch.setattr(typer.main, "get_command", kept(typer.main.get_command))
        patch.setattr(app, "load_command", kept(app.load_command))
        try:
            command.main()
        except Left as left:
            return left.code
        finally:
            gc.enable()
            says.detach(), remarks.detach()
            for buffer in buffers:
                buffer.detach()  # what is under it stays open


@cache
def kept(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return the function that makes each thing once for all runs."""
    return cache(make)


def leave(code: int) -> NoReturn:
    """End the run where it would end its process."""
    raise Left(code)


def printed(path: Path) -> str:
    """The text of a file without its last line, by which pccreport knows it again."""
    *lines, last = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert last.isspace()
    return "".join(lines)
