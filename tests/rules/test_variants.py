"""The slips of the pages in other words, and texts that are much like them and right."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))
precision = import_module("precision")
TEXTS = [
    line.split("\t")
    for line in (Path(__file__).parent / "variants.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
]
"""Each the rule that finds something in a text, or "none", and the text."""
TOGETHER = 20
"""How many texts are updates of one project: each finding is of one of them."""


def cases() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts of each rule, some at a time."""
    for rule in sorted({rule for rule, _ in TEXTS}):
        texts = [text for named, text in TEXTS if named == rule]
        for begin in range(0, len(texts), TOGETHER):
            yield rule, tuple(texts[begin : begin + TOGETHER])


@pytest.mark.parametrize(("rule", "texts"), [*cases()])
def test_a_slip_is_found_in_other_words_too(rule: str, texts: tuple[str, ...]) -> None:
    """Other words, other numbers and other forms of the same, and nothing where it is right."""
    found: dict[str, set[str]] = {text: set() for text in texts}
    for told in precision.check_texts(texts):
        found[texts[told.text]].add(told.rule)

    wrong = [
        (text, rules)
        for text, rules in found.items()
        if (rules if rule == "none" else rule not in rules)
    ]
    assert wrong == []
