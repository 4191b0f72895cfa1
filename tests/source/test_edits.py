"""Edits made in a source: at their places, and nowhere else."""

from __future__ import annotations

from pccreport.findings.text import Source
from pccreport.recovery.recover import recover
from pccreport.source import yaml
from pccreport.source.edits import apply_edits


def fixed(text: str) -> str:
    """The text with all fixes of its findings."""
    source = Source("q4.yaml", text)
    _, findings = yaml.parse_yaml(source, recover)
    return apply_edits(source, [edit for finding in findings for edit in finding.fix])


def test_all_of_many_are_fixed() -> None:
    """Also those that are counted and not told; what is not seen is deleted."""
    assert fixed("a: x\u200by\ufeff\n") == "a: xy\n"
    text = "".join(f"a{n}: x\x0by\n" for n in range(40))

    assert fixed(text) == text.replace("\x0b", " ")
    tabs = "a:\n" + "".join(f"\tb{n}: x\n" for n in range(40))
    assert fixed(tabs) == tabs.replace("\t", "  ")
