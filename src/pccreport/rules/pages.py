"""The page of each finding: what it says, why, and how to mend it.

A rule's page stands beside the rule, `<fault>.md`, and says when it may be wrong.
What is found in reading and merging the files has its pages in `pages/`. The
examples of all of them are run as tests.
"""

from __future__ import annotations

from pathlib import Path

_HOME = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The names that have a page, as they stand behind a finding."""
    return tuple(sorted(_pages()))


def page(name: str) -> str:
    """The page of a name that `names()` lists."""
    return _pages()[name].read_text(encoding="utf-8")


def _pages() -> dict[str, Path]:
    paths = (*_HOME.glob("*.md"), *(_HOME / "pages").glob("*.md"))
    return {path.stem.replace("_", "-"): path for path in paths}
