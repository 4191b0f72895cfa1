"""What holds of a few drawn values holds of many."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests import draws

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_many_draws_are_as_right_as_few() -> None:
    """Each test of drawn values, with as many as take a minute in all."""
    tests = ["-m", "hypothesis and not slow", "tests"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "auto", *tests],
        env=os.environ | {draws.MANY: "1"},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout
