"""Words that stand twice."""

from __future__ import annotations

from tests.cases import in_turn
from tests.language.texts import found_in_report, stays_quick

from pccreport.language.repeated_words import find_repeated_words


@in_turn(
    ("text", "place"),
    [
        ("in the the town", 7),
        ("The the town", 4),
        ("of the\nthe town", 7),
        ("in **the** *the* town", 12),
        ("a a town", 2),
    ],
)
def test_a_repeated_word_is_found(text: str, place: int) -> None:
    """Its second, across line ends and marks."""
    assert [place] == [r.start for r in find_repeated_words(text)]
    assert all(text[r.start : r.end] == r.words for r in find_repeated_words(text))


@in_turn(
    "text",
    [
        "they had had a plan",
        "so that that plan",
        "in Baden Baden",
        "it was very very good",
        "a long, long way",
        "we came in. In the town",
        "face-to-face face",
        "the the-word",
        "10 10",
        "this is is-not",
        "other there",
        "",
    ],
)
def test_what_is_meant_is_left_alone(text: str) -> None:
    """Had had, names, emphasis, and words with a mark between."""
    assert () == find_repeated_words(text)


def test_the_real_report_repeats_no_word() -> None:
    """Not in any of its lines."""
    assert {} == found_in_report(find_repeated_words)


def test_long_texts_take_no_time() -> None:
    """The work grows with the text, not with its square."""
    assert stays_quick(find_repeated_words)
