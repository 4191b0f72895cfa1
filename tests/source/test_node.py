"""Nodes, and places of single characters inside a value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pccreport.findings.text import Source
from pccreport.source.node import MappingNode, Node, ScalarNode, to_python
from pccreport.source.yaml import parse_yaml


def value(text: str) -> ScalarNode:
    """The value of the first name in a text."""
    root, _ = parse_yaml(Source("q4.yaml", text))
    assert isinstance(root, MappingNode)
    scalar = next(iter(root.values.values()))
    assert isinstance(scalar, ScalarNode)
    return scalar


def root_of(text: str) -> Node:
    """What a text says."""
    root, _ = parse_yaml(Source("q4.yaml", text))
    assert root is not None
    return root


def test_plain_gives_bare_values() -> None:
    """Lists, mappings and values come out without their places."""
    root = root_of("a:\n  - 1\n  - x: ~\nb: true\n")

    assert to_python(root) == {"a": [1, {"x": None}], "b": True}


def test_a_word_of_a_folded_text_is_found_in_the_file() -> None:
    """A word on the second line of a folded text is placed on that line."""
    scalar = value("text: >-\n  The first line\n  and the second.\n")
    start = str(scalar.value).index("second")
    span = scalar.place(start, start + 6)

    assert (span.line, span.column, span.text) == (3, 11, "second")


def test_an_escape_is_one_place() -> None:
    """A character that was written as an escape stands where the escape does."""
    scalar = value('text: "caf\\u00e9 \\"x\\" y"\n')

    assert scalar.place(3, 4).text == "\\u00e9"
    assert scalar.place(5, 8).text == '\\"x\\"'
    assert scalar.place(9, 10).text == "y"


def test_a_doubled_quote_is_one_place() -> None:
    """An apostrophe inside single quotes stands where its pair does."""
    scalar = value("text: 'it''s'\n")

    assert scalar.value == "it's"
    assert scalar.place(2, 3).text == "''"
    assert scalar.place(3, 4).text == "s"


def test_white_space_is_between_its_neighbours() -> None:
    """Two spaces in a row are placed, and so is the end of the text."""
    scalar = value("text: one  two\n")

    assert scalar.place(3, 5).text == "  "
    assert scalar.place(8, 8).start == scalar.end


def test_a_number_is_one_place() -> None:
    """A place inside a number is all of the number."""
    assert value("count: 1200\n").place(1, 2).text == "1200"


WORD = st.text("abcXYZ019£é’“”😀.,;()", min_size=1, max_size=6)
# What is not part of the words of an unquoted value in the files made below.
LINES = st.lists(
    st.lists(WORD, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4
)


@given(
    LINES,
    st.sampled_from(["plain", "'", '"', "|", ">-"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_every_visible_character_maps_back(
    lines: list[str], style: str, end: str, bom: bool
) -> None:
    """Each character of a value is found in the file, in each style and line end."""
    body = f"{end}  ".join(lines)
    written = {
        "plain": f"x{body}",
        "'": f"'{body}'",
        '"': f'"{body}"',
    }.get(style, f"{style}{end}  {body}")
    scalar = value(f"{chr(0xFEFF) if bom else ''}text: {written}{end}b: 1{end}")
    text = str(scalar.value)
    visible = [i for i, character in enumerate(text) if not character.isspace()]

    assert [text[i] for i in visible] == [scalar.place(i, i + 1).text for i in visible]
