"""A date after the period is an error only where the text cannot be right."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects

from pccreport.findings.finding import ERROR, WARNING, Severity
from pccreport.pipeline.check import check


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("- Two arrests were made in June 2023.", WARNING),
        ("- Two arrests were made on 2 July 2023.", ERROR),
    ],
)
def test_what_is_after_the_sign_off_cannot_have_happened(
    tmp_path: Path, text: str, severity: Severity
) -> None:
    """The report is signed on 1 July 2023; what happened before that may be told."""
    folder = projects.write(tmp_path, updates=projects.one_update(text))
    found = [f for f in check(folder).findings if f.rule == "date-after-period"]

    assert [f.severity for f in found] == [severity]


def test_words_of_the_tool_are_never_found(tmp_path: Path) -> None:
    """A project in the shipped house format has no finding outside its own files."""
    folder = projects.write(tmp_path, updates=projects.one_update("- Two came."))

    names = {Path(f.at.span.source.name).parts[-1] for f in check(folder).findings}
    assert not any("built in" in name for name in names)
