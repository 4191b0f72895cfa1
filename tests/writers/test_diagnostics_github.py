"""Findings as GitHub shows them beside the lines."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pccreport.findings.finding import ERROR, INFO, WARNING, Annotation, Diagnostic
from pccreport.findings.text import Source, Span
from pccreport.writers.diagnostics_github import write


def label(text: str, marked: str, words: str = "", name: str = "q1.yaml") -> Annotation:
    """A label on the first place of some characters in a text."""
    start = text.index(marked)
    return Annotation(Span(Source(name, text), start, start + len(marked)), words)


def test_a_finding_is_a_command() -> None:
    """The place and the rule are properties; message, help and other places the text."""
    text = "period: Q1\nentries:\n  - steam: tvp\n"
    findings = [
        Diagnostic(
            "unknown-key",
            ERROR,
            "“steam” is not allowed here",
            label(text, "steam", name="updates/q1.yaml"),
            help="did you mean “stream”?",
        ),
        Diagnostic(
            "twice",
            WARNING,
            "said twice",
            label(text, "tvp", name="updates/q1.yaml"),
            (label("x: 1", "x", "first said here", "plan.yaml"), label("x", "x")),
        ),
        Diagnostic("hint", INFO, "so it goes", label(text, "Q1", name="z.yaml")),
    ]

    expected = """\
::error file=updates/q1.yaml,line=3,col=5,endLine=3,endColumn=10,title=unknown-key::“steam” is not allowed here%0Adid you mean “stream”?
::warning file=updates/q1.yaml,line=3,col=12,endLine=3,endColumn=15,title=twice::said twice%0Afirst said here: plan.yaml:1:1%0Asee also: q1.yaml:1:1
::notice file=z.yaml,line=1,col=9,endLine=1,endColumn=11,title=hint::so it goes
"""

    assert expected == write(findings)


def test_what_means_something_to_the_runner_is_escaped() -> None:
    """Percent signs everywhere; colons and commas in the properties only."""
    at = label("a: 1\n", "a", name="C:/50%, new/q1.yaml")
    finding = Diagnostic("x", ERROR, "50%, that is: half", at, help="100% :: all")

    expected = """\
::error file=C%3A/50%25%2C new/q1.yaml,line=1,col=1,endLine=1,endColumn=2,title=x::50%25, that is: half%0A100%25 :: all
"""

    assert expected == write([finding])


def test_a_place_of_many_lines_has_no_columns() -> None:
    """The runner would throw them away, and say so."""
    at = label("a: >-\n  one\n  two\n", ">-\n  one\n  two")

    expected = "::error file=q1.yaml,line=2,endLine=3,title=x::m\n"

    assert expected == write([Diagnostic("x", ERROR, "m", at)])


def test_a_file_that_is_not_read_has_no_place() -> None:
    """There is no line to show it beside."""
    at = Annotation(Span(Source("q1.yaml", ""), 0, 0))

    expected = "::error file=q1.yaml,title=x::m\n"

    assert expected == write([Diagnostic("x", ERROR, "m", at)])


def test_nothing_found_is_nothing_written() -> None:
    """Without findings there are no commands."""
    assert write([]) == ""


@given(st.text(), st.text(), st.text(), st.text())
def test_no_author_can_write_a_command(a: str, b: str, c: str, d: str) -> None:
    """Whatever is typed, a finding is one line, and its properties are its own."""
    at = label("x", "x", b, c)
    text = write([Diagnostic("rule", ERROR, a, at, (at,), d)])
    form = r"::error file=[^:,]*,line=1,col=1,endLine=1,endColumn=2,title=rule::.*\n"

    assert re.fullmatch(form, text)
    assert text[:-1].isprintable()
