"""The table of findings: each row is made somewhere, and each finding has a row."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from pccreport.findings.finding import ERROR
from pccreport.findings.registry import CHECKED, NAMES, RULES

SRC = Path(__file__).parents[2] / "src" / "pccreport"


def asked_for() -> set[str]:
    """Each name that is written out in a call of `rule` in the source."""
    found: set[str] = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("rule"), args=[ast.Constant(str(name))]):
                    found.add(name)
    return found


def test_each_row_is_made_and_each_finding_has_a_row() -> None:
    """A name without a row would end a run; one that nothing asks for is no finding."""
    assert set(NAMES) == asked_for()


def test_a_name_is_of_one_rule() -> None:
    """Neither two rules have one name, nor is an earlier name used again."""
    names = Counter([*NAMES, *(each.old_name for each in RULES if each.old_name)])

    assert {1} == set(names.values())


def test_only_checks_are_settled_or_run_in_a_build_as_advice() -> None:
    """Of the checks that are no errors, the one that may name a person is fixed."""
    checks = [each for each in RULES if each.stage in CHECKED]
    fixed = [c.name for c in checks if not c.settable and c.severity is not ERROR]

    assert fixed == ["individual-case"]
    assert {*checks} >= {each for each in RULES if each.settable or each.in_build}
    assert ERROR not in {each.severity for each in RULES if each.in_build}
