"""The command on a terminal of its own, as an officer sees it."""

from __future__ import annotations

import io
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from tests import started


def on_terminal(
    *words: str | Path, output: bool = False, **environment: str
) -> tuple[int, str]:
    """Run the command with a terminal for what it remarks; return its code and the text.

    With `output`, what it prints goes to the terminal too. Skip where there is none.
    """
    pty = pytest.importorskip("pty", reason="Windows has no such terminal")
    main, side = pty.openpty()
    settings = {"TERM": "dumb", "COLUMNS": "100", **environment}
    args = tuple(map(str, words))
    with ThreadPoolExecutor() as reader:
        shown = reader.submit(whole, main)
        with io.FileIO(side, "w") as screen:
            streams = b"", screen if output else io.BytesIO(), screen
            code = started.call(args, Path.cwd(), streams, settings)
        text = shown.result().decode("utf-8")
    os.close(main)
    return code, text


def at_terminal(typed: str, *words: str | Path) -> tuple[int, str]:
    """Run the command on a terminal on which something is typed; return its code and the text."""
    pty = pytest.importorskip("pty", reason="Windows has no such terminal")
    main, side = pty.openpty()
    os.write(main, typed.encode())
    with ThreadPoolExecutor() as reader:
        shown = reader.submit(whole, main)
        with io.FileIO(side, "r+") as screen:
            code = subprocess.run(
                [*started.COMMAND, *map(str, words)],
                stdin=screen,
                stdout=screen,
                stderr=screen,
                env=os.environ | {"TERM": "dumb", "USER": "sam", "USERNAME": "sam"},
                check=False,
            ).returncode
        said = shown.result().decode("utf-8")
    os.close(main)
    return code, said


def whole(terminal: int) -> bytes:
    """All that is shown, until the other end is closed."""
    shown = b""
    with suppress(OSError):
        while read := os.read(terminal, 65536):
            shown += read
    return shown
