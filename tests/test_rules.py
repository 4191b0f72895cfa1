"""Every rule is its row, its module and its page, and what the page says of it is true."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from tests import projects
from tests.cases import in_turn

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import CHECKED, RULES, RunStage, rule
from pccreport.pipeline.load import read_folder, read_report
from pccreport.report.merge import merge
from pccreport.report.references import ReferenceResolver
from pccreport.rules import check_of, docs
from pccreport.rules.context import ProjectContext, ReportContext

HOME = Path(docs.__file__).parent
CHECKS = tuple(each for each in RULES if each.stage in CHECKED)

LEAST = 3
"""Texts on which a rule must stay silent."""


SMALL = {
    "plan.yaml": projects.PLAN,
    "report.yaml": projects.REPORT,
    "house.yaml": projects.HOUSE,
}


class Block(NamedTuple):
    """An example of a page: a project with one update file of some entries, or with these files."""

    text: str
    files: dict[str, str]
    found: tuple[str, ...]
    """The words of each finding in it."""


class Page(NamedTuple):
    """What a page says of its rule."""

    title: str
    severity: str
    speaks_of: tuple[Block, ...]
    silent_on: tuple[Block, ...]
    prose: str


@cache
def read(name: str) -> Page:
    """A rule's page, taken apart."""
    text = docs.load_page(rule(name))
    head, speaks, silent = re.split(
        r"^## (?:Reported|Not reported)\n", text, flags=re.M
    )
    title = re.match(r"# (\S+)\n\*(\w+)(?: or \w+)?\.\* \S", head)
    assert title, f"{name}: a page begins with its name, and its severity in stars"
    files = SMALL
    parts: list[list[Block]] = []
    for part in (speaks, silent):
        parts.append([])
        for text, told in re.findall(FENCED, part):
            own = text.startswith("# file: ")
            files = changed(files, text) if own else files
            found = re.findall(r"`([^`]+)`", told)
            words = tuple(" ".join(each.split()) for each in found)
            parts[-1].append(Block(text, files if own else {}, words))
    return Page(title[1], title[2], tuple(parts[0]), tuple(parts[1]), head)


FENCED = re.compile(
    r"^```yaml\n(.*?)^```\n(?:\n*Found: ((?:(?!\n```|\n\n).)*))?", re.M | re.S
)
"""An example, and what is after “Found:”."""


def changed(files: dict[str, str], text: str) -> dict[str, str]:
    """The files of an example.

    Its plan, report and house format are those before, with other values for some keys.
    """
    kept = {name: content for name, content in files.items() if name in SMALL}
    for name, content in re.findall(
        r"^# file: (\S+)\n((?:(?!# file).*\n)*)", text, re.M
    ):
        kept[name] = as_text(keys(kept.get(name, "")) | keys(content))
    return kept


def keys(text: str) -> dict[str, str]:
    """The lines of each key of a file."""
    return dict(re.findall(r"^(\S[^:\n]*:)(.*\n(?:(?:[ #].*)?\n)*)", text, re.M))


def as_text(of: dict[str, str]) -> str:
    """A file of some keys."""
    return "".join(key + lines for key, lines in of.items())


def project(folder: Path, block: Block) -> Path:
    """The project of an example."""
    updates = None if block.files else projects.one_update(block.text.rstrip("\n"))
    own = any(name.startswith("updates/") for name in block.files)
    projects.write(folder, updates={} if own else updates)
    for name, content in block.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def findings(name: str, folder: Path) -> list[Diagnostic]:
    """What one rule says of a project."""
    files, _ = read_folder(folder)
    report = next(iter(folder.glob("report*/*.yaml")), folder / "report.yaml")
    loaded, of_report = read_report(files, report)
    check = check_of(rule(name))
    assert loaded.project is not None, of_report
    settings = loaded.project.settings
    if rule(name).stage is RunStage.PROJECT:
        written = ProjectContext.from_project(loaded.project)
        return list(check(written))
    assert settings is not None
    priority = loaded.project.plan.priority(settings.priority)
    assert priority is not None
    made, *_ = merge(loaded.project, settings, priority)
    context = ReportContext(loaded.project, made, ReferenceResolver(made))
    return list(check(context))


def spans(found: list[Diagnostic]) -> tuple[str, ...]:
    """The words that findings stand at, in order."""
    return tuple(" ".join(f.at.span.text.split()) for f in found)


ALL = sorted(each.name for each in CHECKS)


@pytest.mark.parametrize("name", ALL)
def test_a_rule_finds_the_wrong_examples_of_its_page(tmp_path: Path, name: str) -> None:
    """Each finding stands at the words that are listed, in order, and there is no other.

    It is a line in the officer's words: no full stop, no type names, no “invalid”; and it has
    something that would be right.
    """
    for number, block in enumerate(read(name).speaks_of):
        found = findings(name, project(tmp_path / str(number), block))

        assert block.found
        assert block.found == spans(found), block.text
        for said in (words for each in found for words in (each.message, each.help)):
            assert said, found
            assert "\n" not in said
            assert not said.endswith((".", "!"))
            assert not re.search(r"invalid|\b(?:str|None|dict|list of)\b", said)


@pytest.mark.parametrize("name", ALL)
def test_a_rule_accepts_its_page_s_right_examples(tmp_path: Path, name: str) -> None:
    """What looks alike and is right is let be."""
    for number, block in enumerate(read(name).silent_on):
        found = findings(name, project(tmp_path / str(number), block))

        assert block.found == spans(found) == (), block.text


@in_turn("name", ALL)
def test_a_page_has_all_its_parts(name: str) -> None:
    """Its name, how much it matters, when it may be wrong, and enough silent texts."""
    page = read(name)

    assert page.title == name
    assert page.severity == rule(name).severity.value
    doubt = r"^\*\*(?:May be wrong when|It is never wrong:)\*\* (?!never)\S"
    assert len(re.findall(doubt, page.prose, re.M)) == 1
    assert page.speaks_of
    assert len(page.silent_on) >= LEAST


def test_the_table_and_the_pages_are_of_the_same_rules() -> None:
    """A check has a row and a page beside its module; another finding a row and a page apart."""
    beside, apart = (
        {path.stem for path in folder.glob("*.md")} for folder in (HOME, HOME / "pages")
    )

    assert beside == {each.function for each in CHECKS}
    assert apart == {each.function for each in RULES} - beside


def test_an_acronym_is_at_its_words_in_the_file(tmp_path: Path) -> None:
    """Also behind marks, once; what is not printed spells nothing out."""
    entries = """\
- text: "See **the [ABC](https://a.gov.uk/XYZ)**."
  points: [The old body (TOB) met the TOB.]
  outcome: The DEF helped; the ABC did.
- {text: The Ground Help Initiative (GHI) is hidden., public: false}
- The GHI and the deaf everyone fund (DEF) met the JKLs.
- closing: We wrote to the MoJ."""
    folder = projects.write(tmp_path, updates=projects.one_update(entries))

    found = findings("acronym-undefined", folder)

    places = [(f.at.span.text, f.at.span.line) for f in found]
    assert places == [("ABC", 5), ("GHI", 9), ("JKLs", 9), ("MoJ", 10)]
