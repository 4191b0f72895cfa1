"""The dates of report.yaml against the quarter that is reported on."""

from __future__ import annotations

from pathlib import Path

from tests import projects
from tests.conftest import Run


def test_a_period_of_the_command_has_its_own_meeting(tmp_path: Path, run: Run) -> None:
    """The dates of report.yaml are held against the period that stands beside them."""
    report = projects.REPORT.replace("2023-07", "2023-06")
    folder = projects.write(tmp_path / "p", report=report)
    words = ("build", folder, "-o", tmp_path / "r.docx")

    own = run(*words)
    other = run(*words, "--period", "2022/23 Q4", "--until", "2022/23 Q4")

    assert own.returncode == 1
    assert "date-before-period" in own.stderr + own.stdout
    assert other.returncode == 0, other.stderr
