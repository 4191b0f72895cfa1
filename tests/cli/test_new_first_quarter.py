"""A first report that begins in the middle of a year: it covers what was asked for."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.test_new import begin
from tests.conftest import Run


def test_a_first_report_starts_with_its_own_quarter(tmp_path: Path, run: Run) -> None:
    """No quarter before it is missing; the report of the next quarter covers both."""
    folder = tmp_path / "report"
    begin(run, folder, "2021/22 Q2")
    report = folder / "report.yaml"
    settings = report.read_text("utf-8").replace("# since: ", "since: ")
    report.write_text(re.sub("2021-0[89]", "2021-12", settings), "utf-8")

    def fill(quarter: str) -> str:
        path = folder / f"updates/2021-22-{quarter}-police.yaml"
        text = path.read_text("utf-8")
        text = text.replace("police:\n", f"police: [Two came in {quarter}.]\n", 1)
        path.write_text(text, "utf-8")
        return run("build", folder, "-o", tmp_path / "r.txt").stderr

    first = fill("q2")
    assert "no update file" not in first
    assert "2021/22 Q2" in first
    assert "2021/22 Q1" not in first
    run("new", folder, "2021/22 Q3")
    settings = report.read_text("utf-8")
    settings = re.sub("(?m)^period: .*", "period: 2021/22 Q3", settings)
    report.write_text(settings.replace("2021-12", "2022-03"), "utf-8")
    second = fill("q3")
    assert "2021/22 Q2 to 2021/22 Q3" in second
    assert "no update file" not in second


def test_in_a_new_year_nothing_of_the_first_report_is_left(
    tmp_path: Path, run: Run
) -> None:
    """With its first quarter, the start of the first report is to be deleted."""
    folder = tmp_path / "report"
    begin(run, folder, "2021/22 Q4")

    assert "delete since:" in run("new", folder, "2022/23 Q1").stderr
    assert "since:" not in run("new", folder, "2022/23 Q2").stderr
