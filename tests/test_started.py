"""A call of the command is what a process is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import projects
from tests.conftest import RunBytes

WRONG = projects.one_update("- see: fields\n- Two arests of of a man.")


@pytest.mark.parametrize(
    "args",
    [
        pytest.param((), marks=pytest.mark.slow),
        ("build", "--ouput", "x"),
        ("check", "wrong", "--info", "--output-format", "json"),
        pytest.param(("build", ".", "-o", "r.docx"), marks=pytest.mark.slow),
        pytest.param(("paste", "-", "--project", "."), marks=pytest.mark.slow),
    ],
    ids=" ".join,
)
def test_a_call_does_what_a_process_does(
    tmp_path: Path, run_bytes: RunBytes, args: tuple[str, ...]
) -> None:
    """The same streams and exit code, byte for byte, and the same files."""
    called, begun = both(tmp_path, run_bytes, *args)

    assert begun == called
    assert called[1] + called[2] != b""


def both(
    tmp_path: Path, run_bytes: RunBytes, *args: str
) -> Iterator[tuple[int, bytes, bytes, dict[Path, bytes]]]:
    """Yield the code, the streams and the files of a call, and of a process."""
    for seed in ({}, {"PYTHONHASHSEED": "3"}):
        folder = projects.write(tmp_path / "p")
        projects.write(folder / "wrong", updates=WRONG)
        done = run_bytes(*args, cwd=folder, given=b"preiod: x\n", **seed)
        files = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        yield done.returncode, done.stdout, done.stderr, files
        shutil.rmtree(folder)


def test_nothing_of_a_call_is_left(tmp_path: Path, run_bytes: RunBytes) -> None:
    """What a run has for itself is as it was for who called it."""

    def ours() -> tuple[object, ...]:
        streams = (sys.stdin, sys.stdout, sys.stderr)
        return Path.cwd(), dict(os.environ), sys.argv, streams, os._exit

    before = ours()
    project = projects.write(tmp_path, updates=WRONG)
    first, again = (
        run_bytes("check", ".", cwd=project, NO_COLOR="0") for _ in range(2)
    )

    assert ours() == before
    assert (first.stdout, first.stderr) == (again.stdout, again.stderr)
