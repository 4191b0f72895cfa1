"""The command, as a call in the process of the tests, or as a process from the beginning.

Most of a small run is to start an interpreter, import the program, and make what is kept
for the whole run: word lists, patterns, schemas. A call does all of it once. It has its own
arguments, folder, streams and environment, and ends with the code that a process would.
What an environment settles when an interpreter starts, the seed of hashes among it, it
cannot change: such a run is a process, as is each where PROCESSES is set, for the slow tests.
"""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

Done = subprocess.CompletedProcess[bytes]

TIMEOUT = 120
COMMAND = (sys.executable, "-m", "pccreport")
PROCESSES = "PROCESSES"
"""The variable with which each run is a process; `tests/test_started.py` sets it."""
ENCODING = "PYTHONIOENCODING"
MAY_DIFFER = {"COLUMNS", "GIT_DIR", "NO_COLOR", "PATH", "SOURCE_DATE_EPOCH", ENCODING}
"""Variables that the program reads, or that a call does as an interpreter does."""
# pytest says there which test is running.
NO_MATTER = "PYTEST_CURRENT_TEST"


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
    if changed.keys() <= MAY_DIFFER and PROCESSES not in os.environ:
        return called(args, folder, given, together=together, changed=changed)
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


def called(
    args: tuple[str, ...],
    folder: Path,
    given: bytes,
    *,
    together: bool,
    changed: dict[str, str],
) -> Done:
    """Be the command, as `python -m pccreport` is."""
    from pccreport import __main__ as command  # noqa: PLC0415  # few tests need it

    out = io.BytesIO()
    err = out if together else io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in changed.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        # From these it knows its name.
        patch.setitem(sys.modules, "__main__", command)
        patch.setattr(sys, "argv", [command.__file__, *args])
        typed = io.TextIOWrapper(io.BytesIO(given), changed[ENCODING])
        patch.setattr(sys, "stdin", typed)
        says = opened(out, changed[ENCODING])
        remarks = opened(err, changed[ENCODING], remarks=True)
        patch.setattr(sys, "stdout", says)
        patch.setattr(sys, "stderr", remarks)
        patch.setattr(os, "_exit", leave)
        try:
            command.main()
        except Left as left:
            code = left.code
        finally:
            gc.enable()
    return subprocess.CompletedProcess(
        [*COMMAND, *args], code, out.getvalue(), err.getvalue()
    )


def opened(
    written: io.BytesIO, encoding: str, *, remarks: bool = False
) -> io.TextIOWrapper:
    """A standard stream, as an interpreter opens it: remarks are seen line by line."""
    return io.TextIOWrapper(
        io.BufferedWriter(written),
        encoding,
        "backslashreplace" if remarks else "strict",
        line_buffering=remarks,
    )


def leave(code: int) -> NoReturn:
    """End the run where it would end its process."""
    raise Left(code)
