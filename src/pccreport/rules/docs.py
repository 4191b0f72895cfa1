"""The pages of findings: what is found, why it matters, and what would be right.

The page of a check is beside it, `<fault>.md`, and has when it may be wrong. The others are in
`pages/`. Their examples are run as tests; `explain` shows the first that is found and the first
that is not.
"""

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
    """When it may be wrong and how often it was right; "" for a finding that is never in doubt."""


def load_page(kind: Rule) -> str:
    """Return the page of a kind of finding."""
    home = _HOME if kind.stage in CHECKED else _HOME / "pages"
    return (home / f"{kind.module}.md").read_text(encoding="utf-8")


def read_page(kind: Rule) -> Page:
    """Return the parts of the page of a kind of finding."""
    head, wrong, right = load_page(kind).split("\n## ", 2)
    paragraphs = head.split("\n\n")[1:]
    doubts = [paragraph for paragraph in paragraphs if paragraph.startswith("**")]
    why = [paragraph for paragraph in paragraphs if not paragraph.startswith("**")]
    examples = (_EXAMPLE.search(part) for part in (wrong, right))
    example, instead = (found[1] if found else "" for found in examples)
    return Page(summary(kind), "\n\n".join(why), example, instead, "\n\n".join(doubts))


def summary(kind: Rule) -> str:
    """Return the sentence at the start of a finding's page."""
    _, line, _ = load_page(kind).split("\n", 2)
    return line.partition(".* ")[2]
