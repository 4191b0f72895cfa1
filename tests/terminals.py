"""The command on a terminal of its own, as an officer sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def on_terminal(
    *words: str | Path, output: bool = False, **environment: str
) -> tuple[int, str]:
    """Run the command with a terminal for what it remarks; return its code and the text.

    With `output`, what it prints goes to the terminal too. Skip where there is none.
    """
    pty = pytest.importorskip("pty", reason="Windows has no such terminal")
    command = [sys.executable, "-m", "pccreport", *map(str, words)]
    main, side = pty.openpty()
    settings = {**os.environ, "TERM": "dumb", "COLUMNS": "100", **environment}
    stdout = side if output else None
    with subprocess.Popen(command, stdout=stdout, stderr=side, env=settings) as process:
        os.close(side)
        shown = b""
        while True:
            try:
                read = os.read(main, 65536)
            except OSError:  # the terminal was closed at the other end
                break
            if not read:
                break
            shown += read
    os.close(main)
    return process.returncode, shown.decode("utf-8")
