"""Every rule has a page, and what the page says of the rule is true."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests import projects

from pccreport import rules
from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import Rule
from pccreport.pipeline.load import load, read_records
from pccreport.report.merge import merge
from pccreport.report.references import References
from pccreport.rules import pages
from pccreport.rules.context import Assembled, Written

PENDING: set[str] = set()
"""Rules that have no page yet: it can only become smaller."""

LEAST = 3
"""Texts on which a rule must stay silent."""


class Block(NamedTuple):
    """A text of a page, and the words of each finding in it."""

    text: str
    found: tuple[str, ...]


class Page(NamedTuple):
    """What a page says of its rule."""

    title: str
    severity: str
    speaks_of: tuple[Block, ...]
    silent_on: tuple[Block, ...]
    prose: str


def read(name: str) -> Page:
    """A rule's page, taken apart."""
    text = pages.page(name)
    head, speaks, silent = re.split(r"^## (?:Speaks of|Silent on)\n", text, flags=re.M)
    title = re.match(r"# (\S+)\n\*(\w+)\.\* \S", head)
    assert title, f"{name}: a page begins with its name, and its severity in stars"
    return Page(title[1], title[2], tuple(blocks(speaks)), tuple(blocks(silent)), head)


def blocks(part: str) -> Iterator[Block]:
    """The fenced texts of a part, each with what stands behind “Found:”."""
    for fenced in re.finditer(
        r"^```yaml\n(.*?)^```\n(?:\n*Found: ((?:(?!\n```|\n\n).)*))?", part, re.M | re.S
    ):
        found = re.findall(r"`([^`]+)`", fenced[2] or "")
        yield Block(fenced[1], tuple(" ".join(words.split()) for words in found))


def project(folder: Path, text: str) -> Path:
    """The project that a block describes: whole files, or entries of a small one."""
    if not text.startswith("# file: "):
        return projects.write(folder, updates=projects.one_update(text.rstrip("\n")))
    parts = re.split(r"^# file: (\S+)\n", text, flags=re.M)[1:]
    files = dict(zip(parts[::2], parts[1::2], strict=True))
    updates = {name: files[name] for name in files if name.startswith("updates/")}
    projects.write(folder, updates={} if updates else None)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def findings(rule: str, folder: Path) -> list[Diagnostic]:
    """What one rule says of a project."""
    records, _ = read_records(folder)
    report = next(iter(folder.glob("report*/*.yaml")), folder / "report.yaml")
    loaded, of_report = load(records, report)
    name = rule.replace("-", "_")
    written = {
        each.__name__.rpartition(".")[2]: each for each in rules.of_project(advice=True)
    }
    assembled = {
        each.__name__.rpartition(".")[2]: each for each in rules.of_report(advice=True)
    }
    assert loaded.project is not None, of_report
    assert loaded.house is not None, of_report
    settings = loaded.project.settings
    day = settings.sign_off.date if settings else None
    if name in written:
        return list(written[name].check(Written(loaded.project, loaded.house, day)))
    assert settings is not None
    priority = loaded.project.plan.priority(settings.priority)
    assert priority is not None
    merged, _ = merge(loaded.project, settings, priority, loaded.house)
    made = merged.report
    context = Assembled(loaded.project, made, References(made), loaded.house, day)
    return list(assembled[name].check(context))


def spans(rule: str, folder: Path) -> tuple[str, ...]:
    """The words that one rule's findings stand at, in order."""
    return tuple(" ".join(f.at.span.text.split()) for f in findings(rule, folder))


ALL = sorted({rule.name for rule in rules.named()} & set(pages.names()))
SPEAKS = [
    pytest.param(name, block, id=f"{name}-{number}")
    for name in ALL
    for number, block in enumerate(read(name).speaks_of, 1)
]
SILENT = [
    pytest.param(name, block, id=f"{name}-{number}")
    for name in ALL
    for number, block in enumerate(read(name).silent_on, 1)
]


@pytest.mark.parametrize(("name", "block"), SPEAKS)
def test_a_rule_finds_what_its_page_says(
    tmp_path: Path, name: str, block: Block
) -> None:
    """Each finding stands at the words that are listed, in order, and there is no other."""
    assert block.found
    assert block.found == spans(name, project(tmp_path, block.text))


@pytest.mark.parametrize(("name", "block"), SILENT)
def test_a_rule_is_silent_where_its_page_says(
    tmp_path: Path, name: str, block: Block
) -> None:
    """What looks alike and is right is let be."""
    assert block.found == ()
    assert spans(name, project(tmp_path, block.text)) == ()


@pytest.mark.parametrize("name", ALL)
def test_a_page_says_all_that_it_should(name: str) -> None:
    """Its name, how much it matters, when it may be wrong, and enough silent texts."""
    page = read(name)
    severities = {rule.name: rule.severity.value for rule in rules.named()}

    assert page.title == name
    assert page.severity == severities[name]
    assert page.prose.count("**May be wrong when** ") == 1
    assert page.speaks_of
    assert len(page.silent_on) >= LEAST


def test_every_rule_has_a_page() -> None:
    """A finding's name leads an officer somewhere."""
    missing = {rule.name for rule in rules.named()} - set(ALL)
    sys.stdout.write(f"\nwithout a page: {', '.join(sorted(missing)) or 'none'}\n")

    assert missing == PENDING


@pytest.mark.parametrize("rule", rules.named(), ids=lambda rule: rule.name)
def test_a_rule_is_named_as_its_file(rule: Rule) -> None:
    """So that its page can be found by its name."""
    modules = (*rules.of_project(advice=True), *rules.of_report(advice=True))
    [module] = [each for each in modules if each.RULE is rule]

    assert module.__name__.rpartition(".")[2].replace("_", "-") == rule.name


def test_a_message_is_a_line_in_the_officer_s_words(tmp_path: Path) -> None:
    """No full stop, no type names, no “invalid”; and something that would be right."""
    texts = [(name, block.text) for name in ALL for block in read(name).speaks_of]
    for number, (name, text) in enumerate(texts):
        for finding in findings(name, project(tmp_path / str(number), text)):
            for said in (finding.message, finding.help):
                assert said, finding
                assert "\n" not in said
                assert not said.endswith((".", "!"))
                assert not re.search(r"invalid|\b(?:str|None|dict|list of)\b", said)


def test_precision_and_recall(tmp_path: Path) -> None:
    """Over all texts of the pages, each rule by itself; -s shows the table."""
    table = []
    for name in ALL:
        page = read(name)
        right = wrong = missed = 0
        for number, block in enumerate((*page.speaks_of, *page.silent_on)):
            folder = project(tmp_path / f"{name}-{number}", block.text)
            wanted, found = list(block.found), spans(name, folder)
            for words in found:
                if words in wanted:
                    wanted.remove(words)
                    right += 1
                else:
                    wrong += 1
            missed += len(wanted)
        texts = len(page.speaks_of) + len(page.silent_on)
        table.append(
            (name, texts, _share(right, right + wrong), _share(right, right + missed))
        )
    lines = [f"\n{'rule':24}{'texts':>6}{'precision':>11}{'recall':>8}"]
    for name, texts, precision, recall in table:
        lines.append(f"{name:24}{texts:6}{precision:11.2f}{recall:8.2f}")
    sys.stdout.write("\n".join([*lines, ""]))

    assert {(precision, recall) for *_, precision, recall in table} == {(1.0, 1.0)}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
