"""Where the words of a text stand in its file."""

from __future__ import annotations

import pytest
from tests.cases import in_turn

from pccreport.findings.text import Source
from pccreport.model.prose import Prose, read
from pccreport.source import yaml
from pccreport.source.node import MappingNode, ScalarNode


def prose(text: str) -> Prose:
    """The text of the key `a` of a file."""
    node, _ = yaml.parse_yaml(Source("a.yaml", text))
    assert isinstance(node, MappingNode)
    scalar = node.values["a"]
    assert isinstance(scalar, ScalarNode)
    return read(scalar)[0]


@in_turn(
    ("text", "written"),
    [
        ("a: It was in May 2020, too.", "May 2020"),
        ("a: >-\n  It was in May\n  2020, too.\n", "May\n  2020"),
        ("a: |\n  It was in May\n  2020, too.\n", "May\n  2020"),
        ('a: "  It’s\\tin May \\u0032020,\\n too."', "May \\u0032020"),
        ("a: 'It''s in May\n\n  2020'", "May\n\n  2020"),
    ],
)
def test_a_span_is_a_range_of_characters(text: str, written: str) -> None:
    """Whatever the lines and quotes of the file; the same as by the words."""
    read_one = prose(text)
    start = read_one.text.index("May 2020")

    assert read_one.span(start, start + 8).text == written
    assert read_one.span(start, start + 8) == read_one.span_of("May 2020")


def test_a_word_s_second_place_is_not_its_first() -> None:
    """Which words are told apart by their offsets, not by what they say."""
    twice = prose("a: |\n  the farm and\n  the farm\n")
    second = twice.text.rindex("farm")

    assert twice.span(second, second + 4).line == 3
    assert twice.span_of("farm").line == 2


@pytest.mark.parametrize("text", ["a: ab cd", "a: |\n  ab\n  cd\n"])
def test_nothing_has_a_place_too(text: str) -> None:
    """An empty stretch, and one of white space alone, is in the text."""
    read_one = prose(text)
    for start, end in [(0, 0), (2, 2), (2, 3), (5, 5)]:
        span = read_one.span(start, end)
        assert read_one.origin.start <= span.start <= span.end <= read_one.origin.end
