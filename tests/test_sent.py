"""`pccreport paste`: texts that were sent before become what they became then."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest
from tests.sent_judge import (
    Became,
    Fate,
    SentLine,
    Verdict,
    became,
    judge,
    read_printed,
    read_sent,
    verdict,
)

PRINTED = """\
period: 2022/23 Q4

updates:
  farms:
    force:
      - text: >-
          Forty gates were painted in
          the spring.
        points:
          - text: Ten of them were new.
            public: false
#? line 4 (no key aim): Six men were seen near the mill.
#| line 5: Jo is on leave until Monday.
"""


@pytest.mark.parametrize("share", [8, pytest.param(1, marks=pytest.mark.slow)])
def test_a_line_becomes_what_it_became_when_it_was_recorded(share: int) -> None:
    """Nothing private is public, nothing is lost; one text in eight each time, all when slow tests run."""
    judged = [*judge(islice(read_sent(), None, None, share))]
    found = Counter(each.verdict for each in judged)
    public = [each for each in judged if each.line.then.fate is Fate.PLACED]
    kept = [each for each in judged if each.line.then.fate is Fate.PRIVATE]
    same = sum(each.verdict is Verdict.SAME for each in (*public, *kept))
    needless = sum(each.verdict is Verdict.KEPT for each in public)

    assert len(public) > 200
    assert found[Verdict.LET_OUT] == found[Verdict.LOST] == 0
    assert same >= 0.85 * (len(public) + len(kept))
    assert needless <= 0.09 * len(public)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ("placed a/1", "placed b/1", Verdict.ELSEWHERE),
        ("placed a/1", "kept back a/1", Verdict.KEPT),
        ("placed a/1", "named", Verdict.NAMED),
        ("placed a/1", "left out", Verdict.LOST),
        ("kept back a/1", "placed a/1", Verdict.LET_OUT),
        ("kept back a/1", "kept back b/1", Verdict.SAME),
        ("kept back a/1", "left out", Verdict.LOST),
        ("left out", "placed a/1", Verdict.PLACED),
        ("left out", "named", Verdict.SAME),
        ("named", "left out", Verdict.UNNAMED),
    ],
)
def test_a_line_is_judged_by_what_it_was_and_is(
    then: str, now: str, told: Verdict
) -> None:
    """The judge tells what is let out and what is lost from what is only placed otherwise."""

    def fate(words: str) -> Became:
        name, _, place = words.rpartition(" ")
        return Became(Fate(name), place) if "/" in words else Became(Fate(words))

    assert verdict(SentLine("line 1", "Words.", fate(then)), fate(now)) is told


@pytest.mark.parametrize(
    ("line", "fate", "place"),
    [
        ("* Forty gates were painted", "placed", "farms/force/1"),
        ("Ten of them were new.", "kept back", "farms/force/1/2"),
        ("Six men were seen near the mill.", "named", ""),
        ("Jo is on leave until Monday.", "named", ""),
        ("A kite was released by the two wardens.", "named", ""),
        ("Nine boats were inspected in March.", "left out", ""),
    ],
)
def test_a_line_is_found_in_what_is_printed(line: str, fate: str, place: str) -> None:
    """In an update, in a comment that names it, or in the account."""
    remarks = "Not in any update:\n  line 6, remark to you: “A kite was released by…”\n"
    pasted = read_printed(PRINTED, remarks)

    assert became(line, pasted) == Became(Fate(fate), place)
