"""What many tests need: the example, built; projects from strings; the command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "thames-valley"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def run() -> Run:
    """The command, run as a process with a plain terminal: `run("build", ...)`."""

    def run_command(*args: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pccreport", *map(str, args)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", **env},
            check=False,
            timeout=120,
        )

    return run_command


@pytest.fixture(scope="session")
def built_example(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The Word file that `pccreport build` makes of the example."""
    target = tmp_path_factory.mktemp("built") / "report.docx"
    done = run("build", EXAMPLE, "-o", target)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example to change."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "project"))
