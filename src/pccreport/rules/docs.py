"""The page of each finding: what it finds, why it matters, and what would be right.

A check's page is beside the check, `<fault>.md`, and says when it may be wrong. All
others are in `pages/`. The examples of all of them are run as tests; the first one that is
found and the first one that is not are what `explain` shows.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.registry import CHECKED, Rule

_HOME = Path(__file__).parent
_EXAMPLE = re.compile(r"^```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)


class Page(NamedTuple):
    """The parts of a page, as Markdown."""

    finds: str
    """One sentence."""
    why: str
    example: str
    instead: str
    doubt: str
    """When it may be wrong and how often it was right; "" for what is never in doubt."""


def load_page(kind: Rule) -> str:
    """Return the page of a kind of finding."""
    home = _HOME if kind.stage in CHECKED else _HOME / "pages"
    return (home / f"{kind.module}.md").read_text(encoding="utf-8")


def read_page(kind: Rule) -> Page:
    """Return the page of a kind of finding, taken apart."""
    head, wrong, right = load_page(kind).split("\n## ", 2)
    paragraphs = head.split("\n\n")[1:]
    doubts = [each for each in paragraphs if each.startswith("**")]
    why = [each for each in paragraphs if not each.startswith("**")]
    examples = (_EXAMPLE.search(part) for part in (wrong, right))
    example, instead = (found[1] if found else "" for found in examples)
    return Page(summary(kind), "\n\n".join(why), example, instead, "\n\n".join(doubts))


def summary(kind: Rule) -> str:
    """Return the sentence at the start of a finding's page."""
    _, line, _ = load_page(kind).split("\n", 2)
    return line.partition(".* ")[2]
