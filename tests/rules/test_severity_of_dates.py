"""An error is only what is certain."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.conftest import Run

from pccreport.findings.finding import ERROR, WARNING, Severity
from pccreport.pipeline.check import check


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("- {text: Two came., date: 2023-06-30}", WARNING),
        ("- {text: Two came., date: 2023-07-02}", ERROR),
        ("- Two arrests were made on 2 July 2023.", WARNING),
        ("- It was agreed to keep the desk open after March 2026.", WARNING),
    ],
)
def test_what_is_after_the_sign_off_cannot_have_happened(
    tmp_path: Path, text: str, severity: Severity
) -> None:
    """The report is signed on 1 July 2023; a text may speak of what is still to come."""
    folder = projects.write(tmp_path, updates=projects.one_update(text))
    found = [f for f in check(folder).findings if f.rule == "date-after-period"]

    assert [f.severity for f in found] == [severity]


@pytest.mark.parametrize(
    ("entry", "rule", "severity"),
    [
        (
            "{text: Grants averaged £450., award: {amount: 12150, awards: 27}}",
            "award-mismatch",
            WARNING,
        ),
        (
            "No name is given, as the victim had asked us not to.",
            "not-for-publication",
            WARNING,
        ),
        (
            "Two came, NB please don’t mention the farm.",
            "not-for-publication",
            ERROR,
        ),
    ],
)
def test_what_may_be_right_stops_no_build(
    run: Run, tmp_path: Path, entry: str, rule: str, severity: Severity
) -> None:
    """A build warns of it; what is asked of the officer stops the build."""
    folder = projects.write(tmp_path, updates=projects.one_update(f"- {entry}"))
    done = run("build", folder, "-o", tmp_path / "r.docx")

    found = done.stderr.partition(f"[{rule}]")[0].rpartition("\n")[2]
    assert found.startswith(f"{severity.value}: "), done.stderr
    assert done.returncode == (severity is ERROR)
