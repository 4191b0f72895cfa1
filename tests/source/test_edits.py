"""Edits made in a source: at their places, and nowhere else."""

from __future__ import annotations

from tests.cases import in_turn

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


FIXED = [
    ("a:\n\tb: 1\n\tc: 2\n", "a:\n  b: 1\n  c: 2\n"),
    ("a:\n\t- b: 1\n\t  c: 2\n", "a:\n  - b: 1\n    c: 2\n"),
    ("a:\n\xa0 b: 1\n", "a:\n  b: 1\n"),
    ("a: x\u2028y\x0bz\n", "a: x y z\n"),
    ("a: x\u200by\ufeff\n", "a: xy\n"),
    ("aim:\xa0dare\n", "aim:\xa0dare\n"),
    ("a: “Op Big: x”\n", 'a: "Op Big: x"\n'),
    ("- a: “dare”\n", '- a: "dare"\n'),
    ("- a\n-b\n- c\n", "- a\n- b\n- c\n"),
    ("x:\n  -see: y\n", "x:\n  - see: y\n"),
    ("x:\n  -One\n  -Two\n", "x:\n  - One\n  - Two\n"),
    ("a: 1\nb:2\n", "a: 1\nb: 2\n"),
    ("- see: x\n- see:y\n", "- see: x\n- see: y\n"),
    ("- see: x\n- see y\n", "- see: x\n- see y\n"),
    ("x:\n  - Social media:\n", 'x:\n  - "Social media:"\n'),
    ("a: Op Big: x # note\r\nb: 1\r\n", 'a: "Op Big: x" # note\r\nb: 1\r\n'),
    ("a: 'It's good'\n", 'a: "It\'s good"\n'),
    ("\ufeffa: @x\r\n# a\tnote\r\n", '\ufeffa: "@x"\r\n# a\tnote\r\n'),
    ('a: "x\nb: 1\n', 'a: "x\nb: 1\n'),
    ("a: x\u202ey\n", "a: x\u202ey\n"),
    ("a: Op Big: “x”, \"y\" and 'z'\n", "a: Op Big: “x”, \"y\" and 'z'\n"),
]


@in_turn(("text", "expected"), FIXED)
def test_layout_and_characters_are_fixed(text: str, expected: str) -> None:
    """What is certain is mended, all else is as it was, and a second run changes nothing."""
    assert fixed(text) == expected
    assert fixed(expected) == expected


def test_all_of_many_are_fixed() -> None:
    """Also those that are counted and not told."""
    text = "".join(f"a{n}: x\x0by\n" for n in range(40))

    assert fixed(text) == text.replace("\x0b", " ")
    tabs = "a:\n" + "".join(f"\tb{n}: x\n" for n in range(40))
    assert fixed(tabs) == tabs.replace("\t", "  ")
