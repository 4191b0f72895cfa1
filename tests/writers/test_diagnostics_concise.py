"""Findings as they are listened to."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from pccreport.cli import terminal
from pccreport.findings.finding import ERROR, INFO, WARNING, Annotation, Diagnostic
from pccreport.findings.text import Source, Span
from pccreport.writers.diagnostics_concise import write
from pccreport.writers.diagnostics_text import RunSummary


def label(text: str, marked: str, words: str = "", name: str = "q1.yaml") -> Annotation:
    """A label on the first place of some characters in a text."""
    start = text.index(marked)
    return Annotation(Span(Source(name, text), start, start + len(marked)), words)


STEAM = Diagnostic(
    "unknown-key",
    ERROR,
    "“steam” is not allowed here",
    label("period: Q1\nentries:\n  - steam: tvp\n", "steam"),
    help="did you mean “stream”?",
)
TWICE = Diagnostic(
    "twice",
    WARNING,
    "said twice",
    label("a: 1\nb: 2\n", "b"),
    (label("x: 1\n", "x", "first said here", "plan.yaml"), label("a: 1\n", "1")),
)
HINT = Diagnostic("hint", INFO, "so it goes", label("a: 1\n", "a", name="p.yaml"))


def test_a_finding_is_a_line() -> None:
    """Place, severity, message, help, rule and the other places; then how many."""
    expected = """\
q1.yaml:2:1: warning: said twice [twice]; first said here: plan.yaml:1:1; see also: q1.yaml:1:4
q1.yaml:3:5: error: “steam” is not allowed here (did you mean “stream”?) [unknown-key]
1 error, 1 warning
"""

    assert expected == write([STEAM, TWICE])


def test_infos_and_accepted_findings_are_counted() -> None:
    """What only suggests is a line of its own, unless it is asked for."""
    expected = """\
q1.yaml:2:1: warning: said twice [twice]; first said here: plan.yaml:1:1; see also: q1.yaml:1:4
1 warning, 2 accepted
1 suggestion hidden; show it with --info
"""
    asked = """\
p.yaml:1:1: suggestion: so it goes [hint]
1 suggestion
"""

    assert expected == write([TWICE, HINT], run=RunSummary(2))
    assert asked == write([HINT], infos=True)


def test_nothing_is_left_out() -> None:
    """However many there are, each has its line."""
    source = Source("q1.yaml", "a" * 70)
    findings = [
        Diagnostic("x", ERROR, "m", Annotation(Span(source, i, i + 1)))
        for i in range(70)
    ]

    assert len(write(findings).splitlines()) == 71


def test_a_file_that_is_not_read_has_no_place() -> None:
    """There is no line to go to in what is empty."""
    at = Annotation(Span(Source("q1.yaml", ""), 0, 0))

    expected = "q1.yaml: error: m [x]\n1 error\n"

    assert expected == write([Diagnostic("x", ERROR, "m", at)])


def test_nothing_found_is_nothing_written() -> None:
    """Without findings there is no text."""
    assert write([]) == ""


def test_a_plain_console_can_show_it() -> None:
    """The words stay where a console knows no curly quotes."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="")
    terminal.write_text(write([STEAM]), stream)

    expected = b"""\
q1.yaml:3:5: error: "steam" is not allowed here (did you mean "stream"?) [unknown-key]
1 error
"""

    assert expected == raw.getvalue()


@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_stays_on_its_line(a: str, b: str, c: str, d: str) -> None:
    """Two findings and their number are three lines of letters."""
    findings = [
        Diagnostic(rule, ERROR, a, label("x", "x", b, c), (label("x", "x", b, c),), d)
        for rule in ("x", "y")
    ]
    lines = write(findings).split("\n")

    assert len(lines) == 4
    assert all(line.isprintable() for line in lines)
