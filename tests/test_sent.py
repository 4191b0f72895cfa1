"""`pccreport paste`: texts that were sent before become what they became then."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest
from tests.sent_judge import Fate, Verdict, judge, read_sent


@pytest.mark.parametrize("share", [16, pytest.param(1, marks=pytest.mark.slow)])
def test_a_line_becomes_what_it_became_when_it_was_recorded(share: int) -> None:
    """Nothing private is public, nothing is lost; one text in sixteen each time, all when slow tests run."""
    judged = [*judge(islice(read_sent(), None, None, share))]
    found = Counter(each.verdict for each in judged)
    public = [each for each in judged if each.line.then.fate is Fate.PLACED]
    kept = [each for each in judged if each.line.then.fate is Fate.PRIVATE]
    same = sum(each.verdict is Verdict.SAME for each in (*public, *kept))
    needless = sum(each.verdict is Verdict.KEPT for each in public)

    assert len(public) > 100
    assert found[Verdict.LET_OUT] == found[Verdict.LOST] == 0
    assert same >= 0.85 * (len(public) + len(kept))
    assert needless <= 0.09 * len(public)
