"""Everyday mistakes at any place of the example: told at their line, all in one run."""

from __future__ import annotations

from random import Random

import pytest
from tests.draws import few_and_many
from tests.recovery.everyday import MISTAKES, Make, Mistake, cannot_be_read, example

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source
from pccreport.recovery.recover import recover
from pccreport.source import yaml

NAMES = ("2019-20-q2.yaml", "2019-20-q4.yaml", "2020-21-q1.yaml")


def text_of(lines: list[str]) -> str:
    """The lines as a file."""
    return "\n".join(lines) + "\n"


def made(make: Make, rng: Random) -> Mistake:
    """A mistake of one kind at a random place of a random example."""
    while True:
        lines = example(rng.choice(NAMES))
        if mistake := make(lines, rng.randrange(len(lines)), rng):
            return mistake


def read(mistake: Mistake) -> yaml.ParseResult:
    """A file with a mistake, as far as it can be read."""
    return yaml.parse_yaml(Source("q4.yaml", text_of(mistake.lines)), recover)


def is_told(mistake: Mistake, findings: tuple[Diagnostic, ...]) -> bool:
    """Whether the mistake is told at its line and under one of its names."""
    return any(
        f.at.span.line == mistake.line and f.rule in mistake.rules for f in findings
    )


@few_and_many(20, 200)
@pytest.mark.parametrize("kind", MISTAKES)
def test_one_mistake_is_one_finding_at_its_line(kind: str, draws: int) -> None:
    """Nineteen in twenty of each kind, wherever they are, and the file is read to its end."""
    rng = Random(f"a {kind}")
    mistakes = [made(MISTAKES[kind], rng) for _ in range(draws)]
    results = [read(mistake) for mistake in mistakes]
    told = [is_told(m, f) for m, (_, f) in zip(mistakes, results, strict=True)]

    assert sum(told) >= 0.95 * draws
    assert sum(len(findings) == 1 for _, findings in results) >= 0.9 * draws
    assert sum(root is not None for root, _ in results) >= 0.94 * draws


def several(rng: Random, count: int) -> tuple[list[str], list[Mistake]]:
    """A file with mistakes of different kinds that do not touch each other."""
    lines = example("2019-20-q4.yaml")
    mistakes: list[Mistake] = []
    bottom = len(lines) - 12
    while len(mistakes) < count and bottom > 30:
        kind = rng.choice([*MISTAKES])
        mistake = MISTAKES[kind](lines, bottom - rng.randrange(12), rng)
        if mistake is None or not 0 < mistake.line <= bottom + 1:
            continue
        if not mistakes or kind != "wrong indent" or cannot_be_read(mistake):
            lines = mistake.lines
            mistakes = [m._replace(line=m.line + mistake.grown) for m in mistakes]
            mistakes.append(mistake)
            bottom = mistake.line - 24
    return lines, mistakes


def all_told(rng: Random, count: int) -> tuple[int, int]:
    """How many mistakes of one file are told, of how many."""
    lines, mistakes = several(rng, count)
    _, findings = yaml.parse_yaml(Source("q4.yaml", text_of(lines)), recover)
    told = {(f.at.span.line, f.rule) for f in findings}
    found = [any((m.line, rule) in told for rule in m.rules) for m in mistakes]
    return sum(found), len(found)


@few_and_many(10, 300)
def test_all_errors_of_a_file_are_reported(draws: int) -> None:
    """Three or more in one file, each at its line."""
    rng = Random(1)
    results = [all_told(rng, 3 + n % 3) for n in range(draws)]

    assert sum(told for told, _ in results) >= 0.95 * sum(of for _, of in results)
