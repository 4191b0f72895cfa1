"""A forked run of the command is what a process from the beginning is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests import projects, started
from tests.conftest import RunBytes

pytestmark = pytest.mark.skipif(not started.CAN_FORK, reason="there are no forks here")

WRONG = projects.one_update("- see: fields\n- Two arests of of a man.")


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("--version",),
        ("build", "--help"),
        ("build", "--ouput", "x"),
        ("explain", "date-after-period"),
        ("build", ".", "-o", "-"),
        ("build", "wrong", "--trace"),
        ("check", "wrong", "--info", "--output-format", "json"),
        ("check", "-", "--stdin-filename", "wrong/updates/x.yaml"),
        ("check", "nowhere"),
    ],
    ids=" ".join,
)
def test_a_fork_does_what_a_process_does(
    tmp_path: Path, run_bytes: RunBytes, args: tuple[str, ...]
) -> None:
    """The same streams and exit code, byte for byte, and the same files."""
    results = []
    for seed in ({}, {"PYTHONHASHSEED": "3"}):
        folder = projects.write(tmp_path / "p")
        projects.write(folder / "wrong", updates=WRONG)
        done = run_bytes(*args, cwd=folder, given=b"preiod: x\n", **seed)
        files = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        results.append((done.returncode, done.stdout, done.stderr, files))
        shutil.rmtree(folder)
    forked, begun = results

    assert begun == forked
    assert done.stdout + done.stderr != b""


def test_nothing_of_a_run_is_left_for_the_next(tmp_path: Path) -> None:
    """Each run is a process of its own: one that crashes ends nothing."""
    project = projects.write(tmp_path / "p")
    with started.Server() as server:
        first = server.run(("check", "."), project, b"")
        crashed = server.run(("check", "."), tmp_path / "no such folder", b"")
        again = server.run(("check", "."), project, b"")

    assert (first.returncode, first.stdout) == (again.returncode, again.stdout)
    assert crashed.returncode == 1
    assert b"no such folder" in crashed.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_fork_writes_as_its_environment_says(
    tmp_path: Path, run_bytes: RunBytes, encoding: str
) -> None:
    """What it says on both streams is in the letters that a process would use."""
    folder = projects.write(tmp_path, updates=WRONG)
    words = ("check", folder, folder / "nö")
    fork, process = (
        run_bytes(*words, PYTHONIOENCODING=encoding, **settled)
        for settled in ({}, {"PYTHONHASHSEED": "3"})
    )

    assert (fork.returncode, fork.stdout) == (process.returncode, process.stdout)
    assert fork.stderr == process.stderr
