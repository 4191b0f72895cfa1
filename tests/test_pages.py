"""What the page of each finding says is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import draws, projects
from tests.cases import in_turn

from pccreport.findings.finding import Severity
from pccreport.findings.registry import CHECKED, RULES, Rule
from pccreport.pipeline.check import check
from pccreport.rules import docs

BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
OTHERS = tuple(each for each in RULES if each.stage not in CHECKED)


@in_turn("kind", RULES)
def test_a_page_starts_with_its_rule(kind: Rule) -> None:
    """A page begins with its name, its severities and one sentence, and is short."""
    page = docs.load_page(kind)
    severities = "|".join(severity.value for severity in Severity)
    head = rf"# {kind.name}\n\*((?:{severities})(?: or (?:{severities}))*)\.\* [^\n]+\.\n\n"
    found = re.match(head, page)

    assert found
    assert kind.severity.value in found[1].split(" or ")
    assert len(page.splitlines()) < 130


@pytest.mark.parametrize("kind", draws.one_in(2, OTHERS), ids=lambda kind: kind.name)
def test_a_page_s_examples_are_true(kind: Rule, tmp_path: Path) -> None:
    """What it calls wrong is found under its name, and what it calls right is not."""
    parts = dict(part for part in sections(docs.load_page(kind)))

    for heading, expected in (("Wrong", True), ("Right", False)):
        blocks = BLOCK.findall(parts[heading])
        # What no page can show (a file too large, bytes) it says in a block of text.
        assert blocks or "```text" in parts[heading]
        for number, block in enumerate(blocks):
            folder = write(tmp_path / f"{heading}{number}", block)
            found = {finding.rule for finding in check(folder).findings}
            assert (kind.name in found) is expected, (heading, found)


def sections(page: str) -> Iterator[tuple[str, str]]:
    """The parts of a page under headings of the second level."""
    for part in page.split("\n## ")[1:]:
        heading, _, text = part.partition("\n")
        yield heading, text


def write(folder: Path, block: str) -> Path:
    """A project with a page's example in it: whole files, or updates of one quarter."""
    parts = FILE.split(block)
    files = dict(zip(parts[1::2], parts[2::2], strict=True))
    updates = {
        path.removeprefix("updates/"): text
        for path, text in files.items()
        if path.startswith("updates/")
    }
    if not files:
        updates = projects.one_update(block.removesuffix("\n"))
    projects.write(
        folder,
        plan=files.get("plan.yaml", projects.PLAN),
        report=files.get("report.yaml", projects.REPORT),
        updates=updates or None,
        house=files.get("house.yaml", projects.HOUSE),
    )
    for path, text in files.items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder
