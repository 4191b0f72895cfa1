"""A call of the command is what a process is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests import projects, started
from tests.conftest import ROOT, RunBytes

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
def test_a_call_does_what_a_process_does(
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
    called, begun = results

    assert begun == called
    assert done.stdout + done.stderr != b""


def test_nothing_of_a_call_is_left(tmp_path: Path, run_bytes: RunBytes) -> None:
    """What a run has for itself is as it was for who called it."""

    def ours() -> tuple[object, ...]:
        streams = (sys.stdin, sys.stdout, sys.stderr)
        return Path.cwd(), dict(os.environ), sys.argv, streams, os._exit

    before = ours()
    project = projects.write(tmp_path, updates=WRONG)
    first, again = (
        run_bytes("check", ".", cwd=project, SOURCE_DATE_EPOCH="0") for _ in range(2)
    )

    assert ours() == before
    assert (first.stdout, first.stderr) == (again.stdout, again.stderr)


@pytest.mark.slow
def test_each_run_of_the_suite_may_be_a_process() -> None:
    """Each test that calls the command shows the same of a process."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "auto", "tests"],
        env=os.environ | {started.PROCESSES: "1"},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_call_writes_as_its_environment_says(
    tmp_path: Path, run_bytes: RunBytes, encoding: str
) -> None:
    """What it says on both streams is in the letters that a process would use."""
    folder = projects.write(tmp_path, updates=WRONG)
    words = ("check", folder, folder / "nö")
    call, process = (
        run_bytes(*words, PYTHONIOENCODING=encoding, **settled)
        for settled in ({}, {"PYTHONHASHSEED": "3"})
    )

    assert (call.returncode, call.stdout) == (process.returncode, process.stdout)
    assert call.stderr == process.stderr
