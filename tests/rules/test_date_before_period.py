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
    other = run(*words, "--period", "2022/23 Q4", "--until", "2023/24 Q3")

    assert own.returncode == 1
    assert "date-before-period" in own.stderr + own.stdout
    assert other.returncode == 0, other.stderr


def test_what_is_found_with_a_period_of_the_command_is_not_in_report_yaml(
    tmp_path: Path, run: Run
) -> None:
    """It points at no line there; what a later file withdraws is found in the report too."""
    entries = {
        "2022/23 Q4": "{id: a, text: One.}, {id: b, text: Two.}",
        "2023/24 Q1": "{id: a, text: One., public: false}, {id: b, withdrawn: No.}, Six.",
    }
    updates = {
        f"q{period[-1]}.yaml": f"period: {period}\nupdates: {{farms: {{force: [{of}]}}}}"
        for period, of in entries.items()
    }
    words = "build", projects.write(tmp_path / "p", updates=updates), "--period"
    after = run(*words, "2022/23 Q4", "--draft", "-o", tmp_path / "r.md").stderr
    empty = run(*words, "2021/22 Q1", "-o", tmp_path / "r.docx").stderr

    assert 'add --until "2023/24 Q1"' in " ".join(after.split())
    assert after.count("[withdrawn-later]") == 1
    assert "[empty-report]" in empty
    assert "report.yaml:" not in after + empty
