"""Nodes, and places of single characters inside a value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.cases import in_turn

from pccreport.findings.text import Source
from pccreport.source.node import MappingNode, ScalarNode
from pccreport.source.yaml import parse_yaml


def value(text: str) -> ScalarNode:
    """The value of the first name in a text."""
    root, _ = parse_yaml(Source("q4.yaml", text))
    assert isinstance(root, MappingNode)
    scalar = next(iter(root.values.values()))
    assert isinstance(scalar, ScalarNode)
    return scalar


@in_turn(
    ("written", "start", "end", "typed"),
    [
        (">-\n  The first line\n  and the second.", 23, 29, "second"),
        ('"caf\\u00e9 \\"x\\" y"', 3, 4, "\\u00e9"),
        ('"caf\\u00e9 \\"x\\" y"', 5, 8, '\\"x\\"'),
        ("'it''s'", 2, 3, "''"),
        ("'it''s'", 3, 4, "s"),
        ("one  two", 3, 5, "  "),
        ("one  two", 8, 8, ""),
        ("1200", 1, 2, "1200"),
    ],
)
def test_a_place_in_a_value_is_found_in_the_file(
    written: str, start: int, end: int, typed: str
) -> None:
    """On its line, whatever it was typed as; a number is one place."""
    assert value(f"text: {written}\n").span_in(start, end).text == typed


WORD = st.text("abcXYZ019£é’“”😀.,;()", min_size=1, max_size=6)
# What is not part of the words of an unquoted value in the files made below.
LINES = st.lists(
    st.lists(WORD, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4
)


@given(
    LINES,
    st.sampled_from(["plain", "'", '"', "|", ">-"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_visible_character_maps_back(
    lines: list[str], style: str, end: str
) -> None:
    """Each character of a value is found in the file, in each style and line end."""
    body = f"{end}  ".join(lines)
    written = {"plain": f"x{body}", "'": f"'{body}'", '"': f'"{body}"'}.get(
        style, f"{style}{end}  {body}"
    )
    scalar = value(f"text: {written}{end}b: 1{end}")
    text = str(scalar.value)
    visible = [i for i, character in enumerate(text) if not character.isspace()]

    assert [text[i] for i in visible] == [
        scalar.span_in(i, i + 1).text for i in visible
    ]
