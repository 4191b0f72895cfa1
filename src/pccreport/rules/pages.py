"""The page of each rule: what it says, why, and when it is wrong.

A page stands beside its rule, `<fault>.md`. Its examples are run as tests.
"""

from __future__ import annotations

from pathlib import Path

_HOME = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The names of the rules that have a page, as they stand behind a finding."""
    return tuple(sorted(path.stem.replace("_", "-") for path in _HOME.glob("*.md")))


def page(rule: str) -> str:
    """The page of a rule that `names()` lists."""
    path = _HOME / f"{rule.replace('-', '_')}.md"
    return path.read_text(encoding="utf-8")
