"""The page of each finding: what it is about, why it matters, and what would be right.

A check's page is beside the check, `<fault>.md`, and says when it may be wrong. All
others are in `pages/`. The examples of all of them are run as tests.
"""

from __future__ import annotations

from pathlib import Path

from pccreport.findings.registry import CHECKED, Rule

_HOME = Path(__file__).parent


def load_page(kind: Rule) -> str:
    """Return the page of a kind of finding."""
    home = _HOME if kind.stage in CHECKED else _HOME / "pages"
    return (home / f"{kind.module}.md").read_text(encoding="utf-8")


def summary(kind: Rule) -> str:
    """Return the sentence at the start of a finding's page."""
    _, line, _ = load_page(kind).split("\n", 2)
    return line.partition(".* ")[2]
