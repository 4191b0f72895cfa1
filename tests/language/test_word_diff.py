"""What differs between two texts, in whole words."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from tests.cases import in_turn
from tests.language.texts import HOSTILE, LINES

from pccreport.language.texts.word_diff import (
    DiffOp,
    changed_share,
    diff_tokens,
    heaviest_increasing,
    is_word,
    tokenise,
)

TEXTS = st.one_of(
    st.sampled_from(LINES),
    st.text(),
    st.lists(st.sampled_from(("the", "a", "1", "£5", ",", ".", "-", "we", "it's"))).map(
        " ".join
    ),
)
"""Any text, and texts of few words, which have much in common."""


def told(old: str, new: str) -> list[tuple[str, str]]:
    """The edits between two texts, each in words; what stays is alike on both sides."""
    was, now = tokenise(old), tokenise(new)
    return [
        ("".join(was[slice(*edit.old)]), "".join(now[slice(*edit.new)]))
        for edit in diff_tokens(was, now, is_word)
    ]


def share(old: str, new: str) -> float:
    """How much of two texts does not stay."""
    was, now = tokenise(old), tokenise(new)
    return changed_share(diff_tokens(was, now, is_word), was, now, is_word)


@in_turn(
    "figure",
    [
        *("£87,652", "£1.5", "87,652", "38%", "2019/20", "2019-20", "1,000.50", "€9"),
        *("4th", "PCC's", "PCC’s", "anti-social", "10.30", "and/or"),
    ],
)
def test_a_figure_is_one_word(figure: str) -> None:
    """A sum has its sign, a share its mark, a year its stroke, a word its apostrophe."""
    assert ["(", figure, ")", ".", " ", figure, ",", " ", figure] == tokenise(
        f"({figure}). {figure}, {figure}"
    )


def _is_swap(edit: DiffOp) -> bool:
    return all(end - start == 1 for start, end in (edit.old, edit.new))


@given(TEXTS, TEXTS)
@example("", "")
@example("a b c", "")
@example("the old mill was shut", "a new mill will open")
@example("it was in Slough on Friday last", "it was in Luton on Sunday last")
def test_edits_rebuild_both_sides(old: str, new: str) -> None:
    """What stays is alike, what changes is not; one of two words between changes is no island."""
    was, now = tokenise(old), tokenise(new)
    found = diff_tokens(was, now, is_word)
    parts = told(old, new)

    assert (old, new) == tuple("".join(part[side] for part in parts) for side in (0, 1))
    assert all(
        one == other
        for edit, (one, other) in zip(found, parts, strict=True)
        if edit.is_kept
    )
    assert all(edit.old != edit.new or edit.old[0] < edit.old[1] for edit in found)
    assert all(one.is_kept != other.is_kept for one, other in pairwise(found))
    for before, kept, after in zip(found, found[1:], found[2:], strict=False):
        if kept.is_kept and not (_is_swap(before) and _is_swap(after)):
            assert sum(map(is_word, was[slice(*kept.old)])) >= 2, (before, kept, after)
    assert 0 <= share(old, new) <= 1
    assert [(old, old)] * bool(old) == told(old, old)
    assert share(old, old) == 0


@given(st.lists(st.integers(0, 30), max_size=40, unique=True))
def test_the_longest_run_grows(values: list[int]) -> None:
    """The places that are found go on, their values grow, and no longer run is there."""
    run = heaviest_increasing(values)

    assert sorted(run) == run
    assert all(values[one] < values[other] for one, other in pairwise(run))
    longest: list[int] = []
    for place, value in enumerate(values):
        lengths = [longest[i] for i in range(place) if values[i] < value]
        longest.append(1 + max(lengths, default=0))
    assert max(longest, default=0) == len(run)


@in_turn(
    ("old", "new"),
    [
        *pairwise(HOSTILE),
        ("word " * 4_000, "other " * 3_400),
        ("a b " * 5_000, "b a " * 5_000),
        (" ".join(map(str, range(3_500))), " ".join(map(str, range(3_500, 0, -1)))),
        ("1," * 10_000, "1." * 10_000),
    ],
)
def test_long_texts_take_no_long_time(old: str, new: str) -> None:
    """Twenty thousand characters are compared in a moment, whatever they are."""
    start = time.process_time()
    parts = told(old, new)

    assert time.process_time() - start < 2
    assert new == "".join(now for _, now in parts)
