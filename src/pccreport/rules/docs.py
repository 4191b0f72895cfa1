"""The pages of findings: what is found, why it matters, and what would be right.

The page of a check is beside it, `<fault>.md`, and has when it may be wrong. The others are in
`pages/`. Their examples are run as tests; `explain` shows the first that is found and the first
that is not.
"""

import re
from pathlib import Path

from pccreport.findings.registry import CHECKED, Rule

_HOME = Path(__file__).parent
_EXAMPLE = re.compile(r"^```\w+\n(.*?^```)", re.MULTILINE | re.DOTALL)


def load_page(kind: Rule) -> str:
    """Return the page of a kind of finding."""
    home = _HOME if kind.stage in CHECKED else _HOME / "pages"
    return (home / f"{kind.function}.md").read_text(encoding="utf-8")


def page_parts(kind: Rule) -> dict[str, str]:
    """Return the parts of the page of a kind of finding as Markdown, by their headings."""
    head, wrong, right = load_page(kind).split("\n## ", 2)
    why, _, doubt = head.split("\n\n", 1)[1].partition("**")
    examples = (_EXAMPLE.search(part) for part in (wrong, right))
    example, instead = (f"```\n{found[1]}" if found else "" for found in examples)
    return {
        "What it finds": page_summary(kind),
        "Why it matters": why.strip(),
        "Example": example,
        "Instead": instead,
        "When it may be wrong": f"**{doubt}" if doubt else "",
    }


def page_summary(kind: Rule) -> str:
    """Return the sentence at the start of a finding's page."""
    _, line, _ = load_page(kind).split("\n", 2)
    return line.partition(".* ")[2]
