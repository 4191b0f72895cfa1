"""Which texts are made of the same words."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.cases import in_turn
from tests.language.texts import HOSTILE, LINES

from pccreport.language.texts.word_overlap import OverlapPair, WordOverlap

FEW = st.lists(
    st.sampled_from(("the", "a", "of", "1", "£5", "Forbury", "patrol", "’tis"))
).map(" ".join)
ROWS = st.lists(st.one_of(FEW, st.sampled_from(LINES), st.text()), max_size=8)


@given(ROWS, ROWS, st.floats(0.05, 1))
@example(["a", ""], ["a", "b", ""], 1.0)
@example(["a b c d"], ["a x y z", "d"], 0.4)
@example(
    [*[""] * 5, "Forbury", "the a 1 Forbury ’tis"],
    [*[""] * 3, "the Forbury ’tis a 1"],
    1.0,
)
def test_no_pair_is_lost(old: list[str], new: list[str], least: float) -> None:
    """Looking only where a rare word is shared finds what comparing all finds."""
    measure = WordOverlap(old, new)
    every = {
        OverlapPair(i, j, score)
        for i in range(len(old))
        for j in range(len(new))
        if (score := measure.score(i, j)) >= least
    }
    found = [*measure.pairs(range(len(old)), range(len(new)), least)]

    assert every == set(found)
    assert len(every) == len(found)


@given(ROWS, ROWS)
def test_scores_are_shares(old: list[str], new: list[str]) -> None:
    """A score lies between 0 and 1, and is the same whichever row comes first."""
    measure, turned = WordOverlap(old, new), WordOverlap(new, old)

    for i in range(len(old)):
        for j in range(len(new)):
            assert 0 <= measure.score(i, j) <= 1
            assert measure.score(i, j) == pytest.approx(turned.score(j, i))


@in_turn(
    ("old", "new", "score"),
    [
        ("", "", 0),
        ("...", "...", 0),
        ("one", "two", 0),
        ("£87,652", "£87,000", 0),
        ("The panel's report, at last!", "THE PANEL’S REPORT: AT LAST", 1),
    ],
)
def test_words_are_compared_without_capitals_and_marks(
    old: str, new: str, score: float
) -> None:
    """A figure is one word, and texts without a common word do not resemble each other."""
    assert WordOverlap([old, "other"], [new]).score(0, 0) == pytest.approx(score)


def test_long_texts_take_no_long_time() -> None:
    """Texts of twenty thousand characters are measured in a moment."""
    start = time.process_time()
    [*WordOverlap(HOSTILE, HOSTILE).pairs(range(9), range(9), 0.3)]

    assert time.process_time() - start < 3
