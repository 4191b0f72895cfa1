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


@pytest.mark.parametrize(("rule", "text"), TEXTS)
def test_a_slip_is_found_in_other_words_too(rule: str, text: str) -> None:
    """Other words, other numbers and other forms of the same, and nothing where it is right."""
    found = {told.rule for told in precision.check_texts([text])}

    assert rule in found or (rule == "none" and not found)
