"""The page of each finding: what it says, why, and how to mend it.

A check's page stands beside the check, `<fault>.md`, and says when it may be wrong. All
others are in `pages/`. The examples of all of them are run as tests.
"""

from __future__ import annotations

from pathlib import Path

from pccreport.findings.registry import CHECKED, Rule

_HOME = Path(__file__).parent


def page(kind: Rule) -> str:
    """Return the page of a kind of finding."""
    home = _HOME if kind.stage in CHECKED else _HOME / "pages"
    return (home / f"{kind.module}.md").read_text(encoding="utf-8")
