"""An error is only what is certain: what may be right is a warning, and stops no build."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects

from pccreport.findings.finding import ERROR, WARNING, Severity
from pccreport.pipeline.check import check

# The report is signed on 1 July 2023.
CASES = [
    ("{text: Two came., date: 2023-06-30}", "date-after-period", WARNING),
    ("{text: Two came., date: 2023-07-02}", "date-after-period", ERROR),
    ("Two arrests were made on 2 July 2023.", "date-after-period", WARNING),
    ("It was agreed to open it after March 2026.", "date-after-period", WARNING),
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
    ("Two came, NB please don’t mention the farm.", "not-for-publication", ERROR),
]


@pytest.mark.parametrize(("entry", "rule", "severity"), CASES)
def test_what_may_be_right_is_a_warning(
    tmp_path: Path, entry: str, rule: str, severity: Severity
) -> None:
    """A text may speak of what is still to come; what is asked of the officer is an error."""
    folder = projects.write(tmp_path, updates=projects.one_update(f"- {entry}"))

    found = [f.severity for f in check(folder).findings if f.rule == rule]
    assert found == [severity]
