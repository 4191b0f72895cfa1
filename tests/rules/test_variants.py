"""The slips of the pages in other words, and texts that are much like them and right."""

from __future__ import annotations

import sys
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
TOGETHER = 40
"""How many texts are updates of one project: each finding is of one of them."""


@pytest.mark.parametrize("begin", range(0, len(TEXTS), TOGETHER))
def test_a_slip_is_found_in_other_words_too(begin: int) -> None:
    """Other words, other numbers and other forms of the same, and nothing where it is right."""
    rows = TEXTS[begin : begin + TOGETHER]
    found: list[set[str]] = [set() for _ in rows]
    for told in precision.check_texts(tuple(text for _, text in rows)):
        found[told.text].add(told.rule)

    wrong = [
        (rule, text, rules)
        for (rule, text), rules in zip(rows, found, strict=True)
        if (rules if rule == "none" else rule not in rules)
    ]
    assert wrong == []
