"""Edits made in a source: at their places, and nowhere else."""

from __future__ import annotations

from pccreport.findings.finding import Edit
from pccreport.findings.text import Source, Span
from pccreport.recovery.recover import recover
from pccreport.source import yaml
from pccreport.source.edits import apply_edits


def fixed(text: str) -> str:
    """The text with all fixes of its findings."""
    source = Source("q4.yaml", text)
    _, findings = yaml.parse_yaml(source, recover)
    return apply_edits(source, [edit for finding in findings for edit in finding.fix])


def test_edits_are_made_in_any_order() -> None:
    """In any order, and of two that overlap the first in the text."""
    source = Source("q4.yaml", "abcdef")
    edits = [
        Edit(Span(source, 4, 5), "E"),
        Edit(Span(source, 0, 1), ""),
        Edit(Span(source, 2, 4), "-"),
        Edit(Span(source, 3, 5), "lost"),
        Edit(Span(Source("other.yaml", "x"), 0, 1), "lost"),
    ]

    assert apply_edits(source, edits) == "b-Ef"


def test_an_insertion_found_twice_is_made_once() -> None:
    """Two findings may ask for the same space."""
    source = Source("q4.yaml", "-a")
    edit = Edit(Span(source, 1, 1), " ")

    assert apply_edits(source, [edit, edit]) == "- a"


def test_all_of_many_are_fixed() -> None:
    """Also those that are counted and not told; what is not seen is deleted."""
    assert fixed("a: x\u200by\ufeff\n") == "a: xy\n"
    text = "".join(f"a{n}: x\x0by\n" for n in range(40))

    assert fixed(text) == text.replace("\x0b", " ")
    tabs = "a:\n" + "".join(f"\tb{n}: x\n" for n in range(40))
    assert fixed(tabs) == tabs.replace("\t", "  ")
