"""Everyday mistakes at any place of the example: told at their line, all in one run."""

from __future__ import annotations

from random import Random

import pytest
from tests.cases import in_turn
from tests.recovery.everyday import MISTAKES, Make, Mistake, cannot_be_read, example

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source
from pccreport.recovery.recover import recover
from pccreport.source import yaml
from pccreport.source.edits import apply_edits
from pccreport.source.node import Node, to_python

NAMES = ("2019-20-q2.yaml", "2019-20-q4.yaml", "2020-21-q1.yaml")
ENGINES = (yaml._engine(), yaml._pure_engine())
BITS = (
    *"\n\t\r:-#'\"|>[]{},&*!%@`?~<\\. \ufeff\u2028\xa0\x00\u200b\x85“”‘’–",
    *("\r\n", "a: ", "- ", "  ", "    ", "\n- ", ": ", " #", ">-\n", "---\n"),
    *("...\n", "&a ", "*a", "!t ", "<<: ", '"x"', "{a: b}", "[a, b]"),
)


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


@pytest.mark.parametrize("make", MISTAKES, ids=lambda make: str(make.__name__))
def test_one_mistake_is_one_finding_at_its_line(make: Make) -> None:
    """Nineteen in twenty of each kind, wherever they are.

    What follows from a mistake is not told, and the file is read to its end.
    """
    rng = Random(f"a {make.__name__}")
    mistakes = [made(make, rng) for _ in range(20)]
    results = [read(mistake) for mistake in mistakes]
    told = [is_told(m, f) for m, (_, f) in zip(mistakes, results, strict=True)]

    assert sum(told) >= 19
    assert sum(len(findings) == 1 for _, findings in results) >= 18
    assert sum(root is not None for root, _ in results) >= 19


@pytest.mark.slow
@pytest.mark.parametrize("make", MISTAKES, ids=lambda make: str(make.__name__))
def test_an_error_is_reported_at_its_line_at_length(make: Make) -> None:
    """Ninety-five in a hundred of each kind, and a file that can be read on."""
    rng = Random(f"b {make.__name__}")
    mistakes = (made(make, rng) for _ in range(200))
    told = [is_told(mistake, read(mistake)[1]) for mistake in mistakes]

    assert sum(told) >= 190


def several(rng: Random, count: int) -> tuple[list[str], list[Mistake]]:
    """A file with mistakes of different kinds that do not touch each other."""
    lines = example("2019-20-q4.yaml")
    mistakes: list[Mistake] = []
    bottom = len(lines) - 12
    while len(mistakes) < count and bottom > 30:
        make = rng.choice(MISTAKES)
        mistake = make(lines, bottom - rng.randrange(12), rng)
        if mistake is None or not 0 < mistake.line <= bottom + 1:
            continue
        if not mistakes or make.__name__ != "wrong_indent" or cannot_be_read(mistake):
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


def test_all_errors_of_a_file_are_reported() -> None:
    """Three or more in one file, each at its line."""
    rng = Random(1)
    results = [all_told(rng, 3 + n % 3) for n in range(20)]

    assert sum(told for told, _ in results) >= 0.95 * sum(of for _, of in results)


@pytest.mark.slow
def test_all_errors_of_a_file_are_reported_at_length() -> None:
    """The same of three hundred files."""
    rng = Random(2)
    results = [all_told(rng, 3 + n % 3) for n in range(300)]

    assert sum(told for told, _ in results) >= 0.95 * sum(of for _, of in results)


def mutated(text: str, rng: Random) -> str:
    """A draft as a cat on the keyboard leaves it."""
    for _ in range(rng.choice([1, 1, 2, 3, 5])):
        at = rng.randrange(len(text) + 1)
        match rng.randrange(5):
            case 0 | 1:
                text = text[:at] + rng.choice(BITS) + text[at:]
            case 2:
                text = text[:at] + text[at + rng.choice([1, 1, 2, 5, 40]) :]
            case 3:
                line = text.rfind("\n", 0, at) + 1
                text = text[:line] + " " * rng.randrange(4) + text[line:]
            case _:
                line = text.rfind("\n", 0, at) + 1
                text = text[:line] + text[line + rng.randrange(1, 5) :]
    return text


def said(root: Node | None) -> object:
    """The bare values."""
    return None if root is None else to_python(root)


def agree(rng: Random) -> bool:
    """Whether both parsers say the same of a mutated draft, and none of it is odd."""
    lines = example(rng.choice(NAMES))
    text = mutated(text_of(lines[: rng.choice([12, 30, 60])]), rng)
    results = []
    for engine in ENGINES:
        source = Source("q4.yaml", text)
        root, findings = yaml.parse_yaml(source, recover, engine)
        for finding in findings:
            labels = (finding.at, *finding.related)
            spans = [x.span for x in labels] + [x.span for x in finding.fix]
            assert all(0 <= s.start <= s.end <= len(text) for s in spans)
        shown = str(said(root)) + "".join(f.message + f.help for f in findings)
        assert not any("\ue000" <= sign <= "\uf8ff" for sign in shown)
        told = [(f.rule, f.at.span.line, f.at.span.column) for f in findings]
        results.append((told, said(root)))
    return results[0] == results[1]


def test_both_parsers_report_the_same() -> None:
    """Findings and values do not depend on the parser that is installed."""
    rng = Random(3)

    assert sum(agree(rng) for _ in range(60)) >= 59


@pytest.mark.slow
def test_both_parsers_report_the_same_at_length() -> None:
    """Of 2,000 mutated drafts, at least 98.5 in a hundred."""
    rng = Random(4)

    assert sum(agree(rng) for _ in range(2000)) >= 1970


@in_turn("make", MISTAKES)
def test_a_fix_keeps_the_values_that_were_read(make: Make) -> None:
    """A fix leaves the values as they were read, takes its finding away, and is final."""
    rng = Random(f"d {make.__name__}")
    for _ in range(10):
        source = Source("q4.yaml", text_of(made(make, rng).lines))
        root, findings = yaml.parse_yaml(source, recover)
        edits = [edit for finding in findings for edit in finding.fix]
        fixed = Source("q4.yaml", apply_edits(source, edits))
        again, left = yaml.parse_yaml(fixed, recover)

        assert {f.rule for f in left} <= {f.rule for f in findings if not f.fix}
        if root is not None and not left:
            assert said(again) == said(root)
        rest = [edit for finding in left for edit in finding.fix]
        assert apply_edits(fixed, rest) == fixed.text
