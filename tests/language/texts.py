"""The real report's lines, and texts that are long and made to be slow."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

LINES = tuple(
    line.split("\t", 1)[1]
    for line in (Path(__file__).parents[1] / "real_report.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
)
"""The lines of the real report, from 0."""

LONG = 20_000
HOSTILE = tuple(
    (part * LONG)[:LONG]
    for part in (
        *(
            " ",
            "\u00a0",
            "\n",
            "1",
            "0",
            "A",
            "a",
            "(",
            "@",
            "-",
            "1 ",
            "A ",
            "a ",
            "AB ",
        ),
        *(
            "01 ",
            "a@",
            "a.",
            ". ",
            "1,",
            "1/",
            "A-",
            "A/1",
            "CAD A/1",
            "£1,",
            "word",
            "Mr. A ",
        ),
        *(
            "May ",
            "4 May ",
            "12% ",
            "the the ",
            "(AB) ",
            "AB (a ",
            "Qtr. ",
            "crime no ",
        ),
        *("a victim who ", "a victim who was ", "a 14-year-old ", "a case involving "),
    )
)
_SECONDS = 1.5
"""Ten times what the slowest takes; what grows with the square takes far longer."""


def found_in_report(measure: Callable[[str], object]) -> dict[int, object]:
    """What a measure finds in the real report, by the line, counted from 1."""
    found = {number: measure(line) for number, line in enumerate(LINES, 1)}
    return {number: what for number, what in found.items() if what}


def stays_quick(measure: Callable[[str], object]) -> bool:
    """Whether a measure gets through every hostile text."""
    slow = []
    for text in HOSTILE:
        start = time.process_time()
        measure(text)
        if time.process_time() - start > _SECONDS:
            slow.append(text[:20])
    return not slow
