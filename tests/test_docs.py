"""The documents cannot drift from the tool."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests import expect, projects
from tests.conftest import Run
from tests.word import Word

from pccreport.cli import app
from pccreport.cli.check import FindingsFormat
from pccreport.cli.common import EXIT_CODES
from pccreport.pipeline.build import build
from pccreport.schema.builtin_schemas import load_schema, resolve_ref
from pccreport.writers.forms import DocumentForm

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = {p.stem: p.read_text(encoding="utf-8") for p in ROOT.glob("docs/*.md")}


def first_block(heading: str) -> list[str]:
    """The lines of the first fenced block under a heading of the README."""
    found = re.search(rf"^## {heading}$.*?^```\w*\n(.*?)^```", README, re.M | re.S)
    assert found, heading
    return found[1].splitlines()


@pytest.mark.parametrize("heading", ["Quick start", "Test"])
def test_the_two_commands_are_one_line_and_name_what_is_there(heading: str) -> None:
    """Each block sets everything up by itself; its files exist."""
    [line] = first_block(heading)

    assert line.startswith("python3 -m venv .venv && ")
    for name in re.findall(r"(?:constraints\.txt|examples/[\w/-]+)", line):
        assert (ROOT / name).exists()


def test_every_command_and_option_is_in_the_manual(run: Run) -> None:
    """What --help lists, `docs/commands.md` explains."""
    for name in app.COMMANDS:
        assert f"## pccreport {name}" in MANUAL["commands"]
        params = app.load_command(name).params
        told = [p for p in params if not getattr(p, "hidden", False)]
        options = {o for p in told for o in p.opts if o.startswith("--")}
        page = MANUAL["commands"]
        assert [] == [option for option in options - {"--help"} if option not in page]
        assert run(name, "--help").returncode == 0


def test_every_format_and_field_of_an_update_is_in_the_manual() -> None:
    """Whoever adds one explains it."""
    item = resolve_ref(load_schema("update"), {"$ref": "#/$defs/item"})["properties"]
    listed = *(f"`{each}`" for each in FindingsFormat), *(f"`{name}`" for name in item)
    endings = (f" .{form}" for form in DocumentForm)
    told = MANUAL["commands"] + MANUAL["files"]
    assert [] == [each for each in (*listed, *endings) if each not in told]


def test_help_lists_each_command_by_its_first_line(run: Run) -> None:
    """What a command says of itself is what --help says, which loads no command."""
    listed = re.sub(r"[\s│]+", " ", run("--help").stdout)

    for name, command in app.COMMANDS.items():
        assert (app.load_command(name).help or "").splitlines()[0] == command["help"]
        assert f" {name} {command['help']} " in listed


def test_exit_codes_are_in_help_and_manual(run: Run) -> None:
    """The same codes in both places."""
    codes = set(re.findall(r"\b(\d+) ", EXIT_CODES))
    table = set(re.findall(r"^\| (\d+) \|", MANUAL["commands"], re.M))

    assert codes == table
    assert "Exit codes" in run("--help").stdout


def test_links_in_the_documents_lead_somewhere() -> None:
    """Each file that a document links to is there."""
    for document in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_manual_s_house_format_builds(tmp_path: Path) -> None:
    """The example of an own house format is one that works."""
    [house] = re.findall(r"```yaml\n(extends:.*?)```", MANUAL["house-formats"], re.S)
    updates = {
        "x.yaml": "period: 2022/23 Q4\nupdates: {farms: {mayor: [A.], police: [B.]}}"
    }
    folder = projects.write(tmp_path, house=house, updates=updates)
    built, findings = build(folder)

    assert built.package is not None, findings
    said = [line.text for line in Word(built.package).lines()]
    assert "What Northshire Police did" in said
    assert "The Mayor's promises are:" in said


def test_every_kept_text_is_a_test_s() -> None:
    """No golden text is left of a test that is gone."""
    assert list(expect.unknown_texts()) == []
