"""A file against its schema: silence, order, and what a clean run is spared."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cases import in_turn
from tests.schema.conftest import noded

from pccreport.schema.builtin_schemas import NAMES
from pccreport.schema.validate import validate
from pccreport.schema.violations import find_violations

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
HOUSES = sorted((ROOT / "src" / "pccreport" / "house").glob("*.yaml"))


def kind(path: Path) -> str:
    """The kind of file, by its name or its folder."""
    if path.parent.name == "updates":
        return "update"
    return path.stem if path.stem in NAMES else "house"


@in_turn("path", [*EXAMPLES, *HOUSES])
def test_shipped_files_are_right(path: Path) -> None:
    """Nothing is wrong with the files that come with the program."""
    assert validate(kind(path), noded(path.read_text(encoding="utf-8"))) == ()


@in_turn("path", [*EXAMPLES, *HOUSES])
def test_shipped_files_name_their_schema(path: Path) -> None:
    """The first line of a file tells an editor which schema it has."""
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    said = first.removeprefix("# yaml-language-server: $schema=")

    assert Path(said).name == f"{kind(path)}.schema.json"
    assert (path.parent / said).resolve().is_file()


def test_findings_are_in_the_order_of_the_file() -> None:
    """What is wrong first in the file is told first."""
    text = (
        "meeting: soon\nformat: 1\npanel: 5\npriority: four\nperiod: x\nsign_off: y\n"
    )

    found = validate("report", noded(text))

    assert [d.at.span.line for d in found] == [1, 3, 4, 5, 6]


def test_a_newer_format_is_the_only_finding() -> None:
    """What else a newer file holds is not judged."""
    found = validate("report", noded("format: 2\nnews: true\n"))

    assert [d.rule for d in found] == ["newer-format"]


@pytest.mark.parametrize("entry", ["5", "{nothing: 5}", "{text: a, points: [1, 2]}"])
def test_a_hostile_file_has_an_end(entry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file that is all wrong, so many faults are told, and no more."""
    monkeypatch.setattr("pccreport.schema.validate.MAX_VIOLATIONS", 50)
    listed = f"      - {entry}\n" * 60
    text = f"period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n{listed}"

    assert len(validate("update", noded(text))) == 50


def test_errors_of_a_branch_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a list with many mistakes in a branch, some are gathered and the rest passed over."""
    monkeypatch.setattr("pccreport.schema.violations.MAX_ERRORS", 5)
    root = {"anyOf": [{"type": "array", "items": {"type": "string"}}]}

    assert len([*find_violations(root, noded("- 5\n" * 20))]) == 5
