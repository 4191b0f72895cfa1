"""Near-equal texts."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st
from tests.cases import in_turn
from tests.language.texts import HOSTILE, LINES

from pccreport.language.near_duplicates import find_near_duplicates

NEAR = 0.9  # as in the rule
_UPDATE = "The team delivered training on stalking to schools across the whole county"


def every(_earlier: int, _later: int) -> bool:
    """Want each pair."""
    return True


def are_near(one: str, other: str) -> bool:
    """Whether the second of two texts is like the first."""
    return bool([*find_near_duplicates([one, other], every)])


@in_turn(
    "other",
    [
        _UPDATE,
        _UPDATE + ".",
        _UPDATE.upper(),
        _UPDATE.replace(" ", "\n"),
        _UPDATE.replace("whole ", ""),
        "Q2: " + _UPDATE,
    ],
)
def test_repeated_news_is_similar(other: str) -> None:
    """Marks, capitals, line breaks and a word more or less do not count."""
    assert are_near(_UPDATE, other)


@in_turn(
    ("one", "other"),
    [
        (_UPDATE, "The team delivered support to victims across the whole county"),
        (_UPDATE + " in May 2019", _UPDATE + " in June 2019"),
        (
            _UPDATE + " to 79 people in all of its parts",
            _UPDATE + " to 81 people in all of its parts",
        ),
        (_UPDATE, ""),
    ],
)
def test_different_news_is_not_similar(one: str, other: str) -> None:
    """Other words, other months and other figures tell something else."""
    assert not are_near(one, other)


def test_the_real_reports_one_pair() -> None:
    """Of all items, only lines 60 and 95; the references are written by the house."""
    items = [
        "" if "See update under" in line or line.endswith("awards):") else line
        for line in LINES
    ]

    assert [(60, 95)] == [(a + 1, b + 1) for a, b in find_near_duplicates(items, every)]


def test_a_pair_that_is_not_wanted_is_passed_over() -> None:
    """The first wanted one is told, and short texts never."""
    texts = [_UPDATE, "See above", _UPDATE, "See above", _UPDATE]

    wanted = list(find_near_duplicates(texts, lambda earlier, _: earlier != 0))
    assert [(2, 4)] == wanted
    assert [(0, 2), (0, 4)] == [*find_near_duplicates(texts, every)]


_SENTENCE = st.sets(st.sampled_from("abcdefghijklmnopqrstuvw"), min_size=8)


@given(_SENTENCE, st.sets(st.sampled_from("xyz")))
def test_every_near_pair_is_found(words: set[str], more: set[str]) -> None:
    """Of nine words in ten they have in common, in whatever order."""
    near = are_near(" ".join(words), " ".join(words | more))

    assert near == (2 * len(words) >= NEAR * (2 * len(words) + len(more)))


def test_many_and_long_texts_take_no_time() -> None:
    """Hundreds of items, all alike or all of one phrase, and texts made to be slow."""
    start = time.process_time()
    list(find_near_duplicates([f"{_UPDATE} and place {n}" for n in range(600)], every))
    list(
        find_near_duplicates(
            [f"{_UPDATE} and {'x' * n}" for n in range(600)], lambda *_: False
        )
    )
    list(find_near_duplicates([*LINES] * 6, every))
    list(
        find_near_duplicates(HOSTILE + tuple(text + " end" for text in HOSTILE), every)
    )
    assert time.process_time() - start < 10
