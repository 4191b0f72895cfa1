"""Every name that can stand behind a finding has a page, and no page is without one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import projects

from pccreport import rules
from pccreport.findings.finding import Severity
from pccreport.pipeline.check import check
from pccreport.rules import pages

SRC = Path(__file__).parents[1] / "src" / "pccreport"
MAKERS = {"Diagnostic", "Fault", "Rule", "Refusal", "finding", "_twice", "_add"}
"""What makes a finding: its first argument is the finding's name."""

BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^# file: (\S+)\n", re.MULTILINE)
OTHERS = tuple(
    name for name in pages.names() if name not in {rule.name for rule in rules.named()}
)


def found_names() -> set[str]:
    """Every name that a finding can have: what the source says makes one."""
    return {name for path in SRC.rglob("*.py") for name in _names(path)}


def _names(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else ""
        name = called.id if isinstance(called, ast.Name) else name
        first = node.args[0]
        if isinstance(first, ast.Name):
            first = constants.get(first.id, first)
        if name in MAKERS and isinstance(first, ast.Constant):
            said = str(first.value)
            if re.fullmatch(r"[a-z]+(-[a-z]+)*", said):
                yield said


def test_every_name_has_a_page() -> None:
    """Whoever meets a finding can ask for its page, and no page is about nothing."""
    assert found_names() == set(pages.names())


@pytest.mark.parametrize("name", pages.names())
def test_a_page_says_what_it_is_about(name: str) -> None:
    """A page begins with its name, its severity and one sentence, and is short."""
    page = pages.page(name)
    severities = "|".join(severity.value for severity in Severity)
    head = rf"# {name}\n\*(?:{severities})(?: or (?:{severities}))*\.\* [^\n]+\.\n\n"

    assert re.match(head, page)
    assert len(page.splitlines()) < 130


@pytest.mark.parametrize("name", OTHERS)
def test_a_page_s_examples_are_true(name: str, tmp_path: Path) -> None:
    """What it calls wrong is found under its name, and what it calls right is not."""
    parts = dict(part for part in sections(pages.page(name)))

    for heading, expected in (("Wrong", True), ("Right", False)):
        blocks = BLOCK.findall(parts[heading])
        # What no page can show (a file too large, bytes) it says in a block of text.
        assert blocks or "```text" in parts[heading]
        for number, block in enumerate(blocks):
            folder = write(tmp_path / f"{heading}{number}", block)
            found = {finding.rule for finding in check(folder).findings}
            assert (name in found) is expected, (heading, found)


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
    house = files.get("house.yaml")
    own = "house: house.yaml\n" if house is not None else ""
    projects.write(
        folder,
        plan=files.get("plan.yaml", projects.PLAN),
        report=files.get("report.yaml", projects.REPORT + own),
        updates=updates or None,
        house=house,
    )
    for path, text in files.items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder
