"""Near-equal texts."""

from __future__ import annotations

import time
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.language.texts import HOSTILE, LINES

from pccreport.language.likeness import NEAR, alike, likeness

_UPDATE = "The team delivered training on stalking to schools across the whole county"


@pytest.mark.parametrize(
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
def test_the_same_said_again_is_alike(other: str) -> None:
    """Marks, capitals, line breaks and a word more or less do not count."""
    assert likeness(_UPDATE, other) >= NEAR


@pytest.mark.parametrize(
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
def test_other_news_is_not_alike(one: str, other: str) -> None:
    """Other words, other months and other figures tell something else."""
    assert likeness(one, other) == 0.0


def test_the_real_reports_one_pair() -> None:
    """Of all items, only lines 60 and 95; the references are written by the house."""
    items = [
        "" if "See update under" in line or line.endswith("awards):") else line
        for line in LINES
    ]

    assert [(60, 95)] == [(p.earlier + 1, p.later + 1) for p in alike(items)]


def test_a_pair_that_is_not_wanted_is_passed_over() -> None:
    """The first wanted one is told, and short texts never."""
    texts = [_UPDATE, "See above", _UPDATE, "See above", _UPDATE]

    wanted = list(alike(texts, lambda earlier, _: earlier != 0))
    assert [(2, 4)] == [(p.earlier, p.later) for p in wanted]
    assert [(0, 2), (0, 4)] == [(p.earlier, p.later) for p in alike(texts)]


_SENTENCE = st.lists(st.sampled_from("abcdefghijkl"), min_size=8, max_size=30)


@given(_SENTENCE, st.lists(st.tuples(st.integers(0, 29), st.sampled_from("xyz"))))
def test_every_near_pair_is_found(
    words: list[str], changes: list[tuple[int, str]]
) -> None:
    """The index loses none, and no measure is above difflib's best."""
    other = list(words)
    for place, word in changes[:3]:
        other.insert(place, word)
    one, two = " ".join(words), " ".join(other)

    measured = likeness(one, two)
    expected = 2 * len(words) / (len(words) + len(other))
    assert (measured >= NEAR) == (expected >= NEAR - 1e-9)
    assert measured == 0.0 or measured >= expected - 1e-9
    matched = SequenceMatcher(None, words, other, autojunk=False).ratio()
    assert measured == 0.0 or measured >= matched - 1e-9
    if (
        measured
        and len(set(zip(words, words[1:], words[2:], strict=False))) == len(words) - 2
    ):
        assert [(0, 1)] == [(p.earlier, p.later) for p in alike([one, two])]


def test_many_and_long_texts_take_no_time() -> None:
    """Hundreds of items, all alike or all of one phrase, and texts made to be slow."""
    start = time.process_time()
    list(alike([f"{_UPDATE} and place {n}" for n in range(600)]))
    list(alike([f"{_UPDATE} and {'x' * n}" for n in range(600)], lambda *_: False))
    list(alike([*LINES] * 6))
    list(alike(HOSTILE + tuple(text + " end" for text in HOSTILE)))
    assert time.process_time() - start < 10
