"""Findings as other programs read them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.expect import Expect
from tests.writers.test_diagnostics_text import label

from pccreport.findings.finding import ERROR, INFO, WARNING, Diagnostic, Edit, Severity
from pccreport.findings.text import Span
from pccreport.schema.builtin_schemas import load_schema
from pccreport.writers.diagnostics_json import VERSION, write


def checked(text: str) -> Any:
    """What another program reads, after a look whether it is as the schema says."""
    answer = json.loads(text)
    Draft202012Validator(load_schema("findings")).validate(answer)
    return answer


TEXT = "period: Q1\nentries:\n  - steam: tvp\n"
STEAM = Diagnostic(
    "unknown-key",
    ERROR,
    "“steam” is not allowed here",
    label(TEXT, "steam"),
    help="did you mean “stream”?",
)


def test_a_finding_has_all_its_parts(expect: Expect) -> None:
    """Rule, severity, words, place, other places, what --fix would do, and the reason."""
    at = label(TEXT, "Q1", name="café.yaml")
    first = label("x: 1", "x", "first said here", "plan.yaml")
    edit = Edit(Span(at.span.source, 10, 11), "\r\n")
    twice = Diagnostic("twice", WARNING, "said twice", at, (first,), fix=(edit,))

    text = write([twice], [(STEAM, "agreed in May")])

    expect(text)
    assert checked(text)["version"] == VERSION


def test_the_order_is_that_of_the_places() -> None:
    """By file, place and rule, accepted or not, however they come."""
    findings = [
        Diagnostic("b", INFO, "m", label(TEXT, "Q1")),
        Diagnostic("a", ERROR, "m", label(TEXT, "Q1")),
        Diagnostic("a", WARNING, "m", label(TEXT, "period")),
    ]
    accepted = [(Diagnostic("a", ERROR, "m", label(TEXT, "entries")), "why")]
    text = write(findings, accepted)
    order = [(f["rule"], f["place"]["line"]) for f in checked(text)["findings"]]

    assert order == [("a", 1), ("a", 1), ("b", 1), ("a", 2)]
    assert text == write(reversed(findings), accepted)


@given(st.text(), st.text(min_size=1), st.sampled_from(Severity))
def test_any_text_is_kept(typed: str, name: str, severity: Severity) -> None:
    """Every letter is told, none attacks a terminal, and all of it can be written."""
    at = label("x" + typed, "x", typed, name)
    finding = Diagnostic(
        "x", severity, "m" + typed, at, (at,), typed, (Edit(at.span, typed),)
    )
    text = write([finding])
    [told] = checked(text)["findings"]

    assert text.isascii()
    assert all(line.isprintable() for line in text.split("\n"))
    assert [told["message"][1:], told["help"], told["fix"][0]["text"]] == [typed] * 3
    assert told["place"]["file"] == name
