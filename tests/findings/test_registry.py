"""The table of findings: each row is made somewhere, and each finding has a row."""

from __future__ import annotations

import re
from collections import Counter

from tests.test_architecture import modules

from pccreport.findings.finding import ERROR
from pccreport.findings.registry import CHECKED, NAMES, RULES
from pccreport.recovery import table
from pccreport.schema import messages
from pccreport.source import yaml_messages


def asked_for() -> tuple[set[str], set[str]]:
    """Each name in a call of `rule` in the source, and each of a template of `yaml_messages`."""
    rules = {kind for kind, *_ in messages._message_table().values()}
    templates = {row.message for row in table.mistakes()}
    for path in modules():
        text = path.read_text(encoding="utf-8")
        rules |= {*re.findall(r'\brule\(\s*"([\w-]+)"', text)}
        asked = r'\b(?:template|_report|_hit_limit)\("([A-Z_]+)"'
        templates |= {*re.findall(asked, text)}
        if path.name in {"characters.py", "columns.py"}:
            words = {*re.findall(r'"(\w+)"', text)}
            templates |= words & {*yaml_messages.message_table()["messages"]}
    return rules, templates


def test_each_row_is_made_and_each_finding_has_a_row() -> None:
    """A name without a row would end a run; one that nothing asks for is no finding."""
    rules, templates = asked_for()

    assert templates == {*yaml_messages.message_table()["messages"]}
    rules |= {each.name for each in RULES if each.stage in CHECKED}
    assert {*NAMES} == rules | {yaml_messages.template(t).rule.name for t in templates}


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
