"""Why a text cannot be read, told from the shape of its lines."""

from __future__ import annotations

import pytest
from tests.cases import in_turn
from tests.expect import Expect

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source
from pccreport.recovery.recover import recover
from pccreport.source.yaml import parse_yaml

CASES = [
    ("- The view is that\nit is better now.\n", "wrong-indent", 2, 1),
    ('a: "x\nb: c\n', "unclosed-quote", 1, 4),
    ("a: 'x\nb: c\n", "unclosed-quote", 1, 4),
    ('a: "x\nb: "y"\n', "unclosed-quote", 1, 4),
    ('a: "x\\', "unclosed-quote", 1, 4),
    ('a: "C:\\Users"\n', "backslash", 1, 7),
    ('a: "50\\% more"\n', "backslash", 1, 7),
    ('a: "x" y\n', "text-after-quote", 1, 8),
    ("a: 'It's good'\n", "text-after-quote", 1, 8),
    ("a: @x\n", "special-start", 1, 4),
    ("- `x`\n", "special-start", 1, 3),
    ("- % of calls\n", "special-start", 1, 3),
    ("- > 50 people\n", "special-start", 1, 3),
    ("- | x\n", "special-start", 1, 3),
    ("- & x\n", "special-start", 1, 3),
    ("- *bold* x\n", "special-start", 1, 3),
    ("- [draft] Report\n", "special-start", 1, 3),
    ("a: [x\nb: 1\n", "unclosed-bracket", 1, 4),
    ("a: 1\nb: {", "unclosed-bracket", 2, 4),
    ("a: {x: 1\n", "unclosed-bracket", 1, 4),
    ("a: Op Stronghold: TVP led\n", "colon-in-text", 1, 17),
    ("- x\n  y\n  and more: z\n- b\n", "colon-in-text", 3, 11),
    ("k" * 1100 + ": 1\n", "colon-in-text", 1, 1101),
    ("a:1\nb: 2\n", "colon-without-space", 1, 2),
    ("a: 1\nb:2\nc: 3\n", "colon-without-space", 2, 2),
    (": x\n", "missing-name", 1, 1),
    ("- : x\n", "missing-name", 1, 3),
    ("a: 1\nfoo bar\nb: 2\n", "missing-colon", 2, 1),
    ("a: 1\nfoo #: {}\n", "missing-colon", 2, 1),
    ("a:\n  foo\n    # accept x: y\n    - id: z\n", "missing-colon", 2, 3),
    ("a:\n  - >-\n    b\nfoo\n  # accept x: y\n  - c: z\n", "missing-colon", 4, 1),
    ("foo 2\n\n# accept x: y\nb:\n  c: 3\n", "missing-colon", 1, 1),
    ("a: 1\nfoo", "missing-colon", 2, 1),
    ("- a\n-b\n- c\n", "dash-without-space", 2, 1),
    ("- a\n-b\n", "dash-without-space", 2, 1),
    ("a: - x\n", "list-beside-name", 1, 4),
    ("a: 1\n b: 2\n", "wrong-indent", 2, 2),
    ("a:\n    b: 1\n  c: 2\n", "wrong-indent", 2, 5),
    ("a: 1\n- b\n", "wrong-indent", 2, 1),
    ("- foo #4 and\n  bar\n- c\n", "hash-in-text", 1, 7),
    ('"a"\n"b"\n', "wrong-indent", 2, 1),
    ("a: [1, 2}\n", "unclosed-bracket", 1, 4),
]


def fault(text: str) -> Diagnostic:
    """The only finding in a text that cannot be read."""
    _, (finding,) = parse_yaml(Source("q4.yaml", text), recover)
    return finding


@in_turn("case", CASES)
def test_a_shape_is_recognised(case: tuple[str, str, int, int]) -> None:
    """Each mistake has one finding, of its own rule, at its own place."""
    text, rule, line, column = case
    finding = fault(text)

    assert (rule, line, column) == (
        finding.rule,
        finding.at.span.line,
        finding.at.span.column,
    )
    assert finding.help


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_change_nothing(end: str) -> None:
    """A file from Windows gets the same finding at the same line."""
    finding = fault("a: 1\nfoo bar\nb: 2\n".replace("\n", end))

    assert (finding.rule, finding.at.span.line) == ("missing-colon", 2)


def test_the_words_of_the_author_are_quoted(expect: Expect) -> None:
    """The message repeats what stands before the colon."""
    finding = fault("a: Op Stronghold: TVP led\n")

    expect(finding.message)


def test_a_wrong_tab_is_not_followed_by_a_second_finding() -> None:
    """Lines that only look wrong because of a Tab are not mentioned."""
    _, findings = parse_yaml(
        Source("q4.yaml", "a:\n  b: 1\n\tc: 2\n      d: 3\n"), recover
    )

    assert [finding.rule for finding in findings] == ["tab-indent"]
