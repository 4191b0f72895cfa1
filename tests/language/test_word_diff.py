"""What differs between two texts, in whole words."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from tests.cases import in_turn
from tests.language.texts import HOSTILE, LINES

from pccreport.language.word_diff import (
    REWRITTEN,
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


@given(TEXTS)
@example("\r\n\u2028\x00\ud7ff £ €5.50 ’tis 50% 50 %")
def test_tokens_are_the_text(text: str) -> None:
    """Joined, the tokens are the text again, and none is empty."""
    parts = tokenise(text)

    assert text == "".join(parts)
    assert "" not in parts


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


def test_figures_change_as_a_whole() -> None:
    """£87,652 becomes £91,204, and no digit of one stands in the other."""
    assert [
        ("seized ", "seized "),
        ("£87,652", "£91,204"),
        (" in cash.", " in cash."),
    ] == told("seized £87,652 in cash.", "seized £91,204 in cash.")


def test_the_full_stop_stays() -> None:
    """Words that are added before a full stop do not take it with them."""
    assert [
        ("They were seen", "They were seen"),
        ("", " at once"),
        (".", "."),
    ] == told("They were seen.", "They were seen at once.")


@given(TEXTS, TEXTS)
@example("", "")
@example("a b c", "")
def test_edits_rebuild_both_sides(old: str, new: str) -> None:
    """Put together, each side of the edits is the whole of its text, in order."""
    parts = told(old, new)

    assert old == "".join(was for was, _ in parts)
    assert new == "".join(now for _, now in parts)


@given(TEXTS, TEXTS)
def test_edits_are_of_two_kinds_in_turn(old: str, new: str) -> None:
    """What stays is alike, what changes is not, and no two neighbours are of one kind."""
    was, now = tokenise(old), tokenise(new)
    found = diff_tokens(was, now, is_word)

    for edit in found:
        alike = was[slice(*edit.old)] == now[slice(*edit.new)]
        assert not edit.kept or alike
        assert edit.old != edit.new or edit.old[0] < edit.old[1]
    assert all(one.kept != other.kept for one, other in pairwise(found))
    covered = [(0, 0), *((edit.old[1], edit.new[1]) for edit in found)]
    assert [(edit.old[0], edit.new[0]) for edit in found] == covered[:-1]
    assert (len(was), len(now)) == covered[-1]


def _is_swap(edit: DiffOp) -> bool:
    return all(end - start == 1 for start, end in (edit.old, edit.new))


@given(TEXTS, TEXTS)
@example("the old mill was shut", "a new mill will open")
@example("it was in Slough on Friday last", "it was in Luton on Sunday last")
def test_no_word_is_an_island(old: str, new: str) -> None:
    """Between two changes two words stay or more, unless each is one word for another."""
    was, now = tokenise(old), tokenise(new)
    found = diff_tokens(was, now, is_word)

    for before, kept, after in zip(found, found[1:], found[2:], strict=False):
        if kept.kept and not (_is_swap(before) and _is_swap(after)):
            words = sum(map(is_word, was[slice(*kept.old)]))
            assert words >= 2, (before, kept, after)


def test_a_word_between_two_swaps_stays() -> None:
    """One word for another on each side of a third: all can be read by themselves."""
    assert [
        ("In ", "In "),
        ("Slough", "Luton"),
        (" on ", " on "),
        ("Friday", "Sunday"),
        (" nine came.", " nine came."),
    ] == told("In Slough on Friday nine came.", "In Luton on Sunday nine came.")


@given(TEXTS)
def test_a_text_and_itself(text: str) -> None:
    """Nothing changed, and no share of it."""
    assert [(text, text)] * bool(text) == told(text, text)
    assert share(text, text) == 0


@given(TEXTS, TEXTS)
def test_a_share_is_a_share(old: str, new: str) -> None:
    """How much changed lies between none and all, whichever way one looks."""
    assert 0 <= share(old, new) <= 1


@in_turn(
    ("old", "new", "rewritten"),
    [
        ("TVP seized £87,652 in cash and two cars.",) * 2 + (False,),
        (
            "TVP seized £87,652 in cash and two cars.",
            "TVP seized £91,204 in cash and two cars.",
            False,
        ),
        ("Nobody was hurt.", "Six cadets learned to throw a line.", True),
        ("", "All of it is new.", True),
    ],
)
def test_what_is_rewritten(old: str, new: str, rewritten: bool) -> None:
    """Little changes are told in words, a text that is another in two texts."""
    assert rewritten is (share(old, new) > REWRITTEN)


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
        (
            " ".join(f"w{n}" for n in range(3_500)),
            " ".join(f"w{n}" for n in range(3_499, -1, -1)),
        ),
        ("." * 20_000, "," * 20_000),
        ("x" * 20_000, "y" * 20_000),
        ("1," * 10_000, "1." * 10_000),
        (
            " ".join(str(n % 7) for n in range(10_000)),
            " ".join(str(n % 11) for n in range(10_000)),
        ),
    ],
)
def test_long_texts_take_no_long_time(old: str, new: str) -> None:
    """Twenty thousand characters are compared in a moment, whatever they are."""
    start = time.process_time()
    parts = told(old, new)
    took = time.process_time() - start

    assert new == "".join(now for _, now in parts)
    assert took < 2


def test_a_word_in_a_long_text() -> None:
    """One word changed among four thousand is one change."""
    words = [f"{word}{n % 50}" for n in range(1_400) for word in ("we", "met", "them")]
    old = " ".join(words)
    new = " ".join([*words[:2_000], "elsewhere", *words[2_001:]])

    assert [(words[2_000], "elsewhere")] == [
        (was, now) for was, now in told(old, new) if was != now
    ]
