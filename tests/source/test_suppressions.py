"""Marks that accept findings: where they reach, however they are written."""

from __future__ import annotations

import time

from tests.cases import in_turn

from pccreport.findings.text import Source, Span
from pccreport.source.suppressions import Suppression, find_suppressions


def read(text: str) -> tuple[Suppression, ...]:
    """The marks of a text."""
    return tuple(find_suppressions(Source("q4.yaml", text)))


def covered(text: str) -> str:
    """The words, each alone in the text, that the text's one mark is about."""
    source = Source("q4.yaml", text)
    [mark] = find_suppressions(source)
    words = ("above", "one", "two", "three", "four", "five", "six", "next")
    places = {word: text.find(word) for word in words}
    return " ".join(
        word
        for word, at in places.items()
        if at >= 0 and mark.covers(Span(source, at, at + len(word)))
    )


REACHES = [
    # A text, and the words in it that its mark is about.
    ("- above\n# accept x: r\n- one\n- next\n", "one"),
    ("# accept x: r\n- >-\n  one\n\n  two\n- next\n", "one two"),
    ("# accept x: r\n- text: one\n  points: [two]\n- next\n", "one two"),
    (
        "- text: above\n  points:\n    # accept x: r\n    - text: one\n      points:\n"
        "        - two\n    - next\n",
        "one two",
    ),
    ("- text: above\n  points:\n    # accept x: r\n    - one\n- next\n", "one"),
    ("above: 1\n# accept x: r\none: two\nnext: 1\n", "one two"),
    ("# accept x: r\none:\n  - two\n  - three\nnext: 1\n", "one two three"),
    ("# accept x: r\none:\n- two\n- three\nnext: 1\n", "one two three"),
    ("above:\n# accept x: r\n- one\n- next\n", "one"),
    ("# accept x: r\n-\n  text: one\n- next\n", "one"),
    ("# accept x: r\none:\n-\n  two\nnext: 1\n", "one two"),
    ("# accept x: r\n-one: two\nnext: 1\n", "one two"),
    ("- text: above\n  # accept x: r\n  outcome: one\n  id: next\n", "one"),
    ("# accept x: r\n# a note\n\n  # another\n- one\n- next\n", "one"),
    ("# accept x: r\n- one\n# a note\n\n  two\n- next\n", "one two"),
    ("- above\n      # accept x: r\n- one\n- next\n", "one"),
    ("a:\n  - above\n# accept x: r\n  - one\n  - next\n", "one"),
    ("\t# accept x: r\n- one\n- next\n", "one"),
    ("a:\n  - above\n  # accept x: r\nb: one\nc: next\n", "one"),
    ("- above\n# accept x: r\n", ""),
    ("- above\n# accept x: r", ""),
    ("# accept x: r\n- one", "one"),
]


@in_turn("end", ["\n", "\r\n"])
@in_turn(("text", "words"), REACHES)
def test_a_suppression_is_about_what_is_below(text: str, words: str, end: str) -> None:
    """The item or the key, all that stands further in, and nothing behind it."""
    assert covered(text.replace("\n", end)) == words


WRITTEN = [
    ("#accept date-after-period:so", "date-after-period", "so"),
    ("#   accept   date-after-period  :   so   ", "date-after-period", "so"),
    ("# ACCEPT Date-After-Period: So it IS", "date-after-period", "So it IS"),
    ("# accept date-after-period: a: b # c", "date-after-period", "a: b # c"),
    ("# accept date-after-period:", "date-after-period", ""),
    ("# accept date-after-period", "date-after-period", ""),
    ("# accept: so", "", "so"),
    ("# accept", "", ""),
    ("# accept \t x\t:\tr\t", "x", "r"),
]


@in_turn(("line", "rule", "reason"), WRITTEN)
def test_ways_of_writing_a_suppression(line: str, rule: str, reason: str) -> None:
    """Spaces and capitals do not matter; what is missing is empty."""
    for end in ("\n", "\r\n"):
        [mark] = read(f"a: 1{end}  {line}{end}b: 2{end}")
        assert (mark.rule, mark.reason) == (rule, reason)
        assert mark.span.text == line.rstrip()
        assert mark.span.line == 2


NONE = [
    "# acceptance: x\n- one",
    "# we accept date-after-period: x\n- one",
    "# accept the panel's wish\n- one",
    "# accept two words: x\n- one",
    "- one # accept date-after-period: x",
    "- '# accept date-after-period: x'",
    "accept date-after-period: x",
    "",
]


@in_turn("text", NONE)
def test_what_is_no_suppression(text: str) -> None:
    """Other notes, notes behind a text, and the words themselves."""
    assert read(text) == ()


def test_a_suppression_within_the_range_of_another() -> None:
    """A mark above a key and one above an item under it have each their own reach."""
    source = Source(
        "x", "# accept a: r\nk:\n  - one\n  # accept b: s\n  - two\n  - three\nl: 1\n"
    )
    outer, inner = find_suppressions(source)

    assert source.text[outer.start : outer.end].startswith("k:\n  - one")
    assert source.text[outer.start : outer.end].endswith("- three\n")
    assert source.text[inner.start : inner.end] == "  - two\n"


def test_a_suppression_is_about_its_own_file() -> None:
    """The same place of another file is another place."""
    source = Source("x", "# accept a: r\n- one\n")
    [mark] = find_suppressions(source)

    assert mark.covers(Span(source, 16, 19))
    assert not mark.covers(Span(Source("x", source.text), 16, 19))


@in_turn(
    "text",
    [
        "# accept a: " + " " * 100_000 + "x\n- one\n",
        "# accept" + " " * 100_000 + "!\n- one\n",
        "# accept " + "a" * 100_000 + " !\n- one\n",
        "# accept a: r\n" * 20_000 + "- one\n",
    ],
)
def test_no_text_takes_long(text: str) -> None:
    """What is read again and again would hang on such a file."""
    begin = time.process_time()
    read(text)

    assert time.process_time() - begin < 3
