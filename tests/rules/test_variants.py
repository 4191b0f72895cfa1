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
LEAST = 0.85
"""The share of the slips that is found."""
TOGETHER = 40
"""How many texts are updates of one project: each finding is of one of them."""


def found_rules(texts: list[list[str]]) -> list[set[str]]:
    """The rules that find something in each text."""
    found: list[set[str]] = [set() for _ in texts]
    for begin in range(0, len(texts), TOGETHER):
        rows = texts[begin : begin + TOGETHER]
        for told in precision.check_texts(tuple(text for _, text in rows)):
            found[begin + told.text].add(told.rule)
    return found


@pytest.mark.parametrize("share", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_a_slip_is_found_in_other_words_too(share: int) -> None:
    """Other words, other numbers and other forms of the same, and nothing where it is right."""
    texts = TEXTS[share // 3 :: share]
    pairs = [*zip(texts, found_rules(texts), strict=True)]
    slips = [rule in rules for (rule, _), rules in pairs if rule != "none"]
    alarms = [(text, told) for (rule, text), told in pairs if rule == "none" and told]

    assert alarms == []
    assert sum(slips) >= LEAST * len(slips)
