"""The real report's lines, and texts that are long and made to be slow."""

from __future__ import annotations

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
    for part in (" ", "\n", "1", "A", "(", "1 ", "A ", "AB ", "£1,", "word", "the the ")
)
