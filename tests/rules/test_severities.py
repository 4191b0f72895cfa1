"""How much each rule matters to an office, and what it has accepted."""

from __future__ import annotations

import pytest

from pccreport.findings.finding import ERROR, INFO, WARNING, Diagnostic, Severity
from pccreport.findings.text import Source, Span
from pccreport.model.checks import Checks, read
from pccreport.rules import accepted, named
from pccreport.rules.rule import Rule
from pccreport.rules.severities import Depth, Severities
from pccreport.source import yaml
from pccreport.source.accept import marks
from pccreport.source.node import Mapping

LOUD = Rule("loud", ERROR)
SOFT = Rule("soft", WARNING)
FIXED = Rule("fixed", WARNING, settable=False)
BUILT = Rule("built", WARNING, in_build=True)
RULES = (LOUD, SOFT, FIXED, BUILT)


def checks(text: str) -> Checks:
    """An office's settings, as plan.yaml has them."""
    node, findings = yaml.parse(Source("plan.yaml", text))
    assert isinstance(node, Mapping)
    assert findings == ()
    return read(node)


def severities(*lines: str) -> Severities:
    """The severities of the four rules with these settings."""
    settings = "".join(f"    {line}\n" for line in lines)
    text = f"checks:\n  severity:\n{settings}" if lines else "title: A\n"
    return Severities(RULES, checks(text))


SETTINGS: list[tuple[str, dict[str, Severity | None]]] = [
    ("loud: warning", {"loud": WARNING}),
    ("loud: info", {"loud": INFO}),
    ("soft: error", {"soft": ERROR}),
    ("soft: off", {"soft": None}),
    ("'soft': 'off'", {"soft": None}),
    ("fixed: off", {}),
    ("fixed: error", {}),
    ("unheard: off", {}),
    ("Soft: off", {}),
    ("soft: loud", {}),
    ("soft: [off]", {}),
    ("soft:", {}),
]


@pytest.mark.parametrize(("line", "changed"), SETTINGS, ids=[s[0] for s in SETTINGS])
def test_a_setting_changes_its_rule_alone(
    line: str, changed: dict[str, Severity | None]
) -> None:
    """What is no severity, no rule or one that is fixed changes nothing."""
    settled = severities(line)

    assert {rule.name: settled.of(rule) for rule in RULES} == {
        **{rule.name: rule.severity for rule in RULES},
        **changed,
    }


def test_no_settings_are_the_rules_own() -> None:
    """A plan that settles nothing, and one whose settings cannot be read."""
    for text in ("title: A", "checks: []", "checks: {severity: []}", "checks:"):
        settled = Severities(RULES, checks(text))
        assert [settled.of(rule) for rule in RULES] == [r.severity for r in RULES]
        assert [*settled.faults()] == []


def test_faults_are_at_the_name() -> None:
    """A name that is no rule's, with the nearest, and a rule that cannot be set."""
    unknown, fixed = severities("lodu: off", "fixed: off", "soft: off").faults()

    assert (unknown.rule, unknown.at.span.text) == ("unknown-rule", "lodu")
    assert "“loud”" in unknown.help
    assert (fixed.rule, fixed.at.span.text) == ("fixed-severity", "fixed")
    assert "# accept fixed:" in fixed.help
    assert (unknown.severity, fixed.severity) == (ERROR, ERROR)


def test_findings_get_the_severity_that_was_settled() -> None:
    """Those of a rule that is off go, all others stay as they are."""
    at = Span(Source("x", "a"), 0, 1)
    found = [rule.finding("a", at) for rule in RULES]
    settled = severities("loud: info", "soft: off", "fixed: off")

    applied = [(f.rule, f.severity) for f in settled.applied(found)]
    assert applied == [("loud", INFO), ("fixed", WARNING), ("built", WARNING)]
    assert [*severities().applied(found)] == found


def test_a_build_runs_what_may_stop_it() -> None:
    """A check runs all that is not off; a build the errors, and a few more."""
    settled = severities("loud: warning", "soft: error")
    off = severities("loud: off", "soft: off", "built: off")

    def run(which: Severities, depth: Depth) -> list[str]:
        return [r.name for r in RULES if which.runs(r, depth)]

    assert run(severities(), Depth.STOPPING) == ["loud", "built"]
    assert run(settled, Depth.STOPPING) == ["soft", "built"]
    assert run(settled, Depth.ALL) == [rule.name for rule in RULES]
    assert run(off, Depth.ALL) == ["fixed"]


def test_a_comparison_runs_what_would_leave_a_gap() -> None:
    """Of the errors only those that nobody can set otherwise keep something out."""
    gap = Rule("gap", settable=False)
    settled = severities("soft: error")

    assert [r for r in (*RULES, gap) if settled.runs(r, Depth.GAPS)] == [gap]


def test_what_may_tell_of_a_person_cannot_be_set() -> None:
    """Of the rules that are no errors, individual-case alone is fixed."""
    fixed = [r.name for r in named() if not r.settable and r.severity is not ERROR]

    assert fixed == ["individual-case"]


# Accepted findings

TEXT = """\
# accept soft: outer
k:
  # accept soft: inner
  # accept loud: loud
  - one
  # accept fixed
  - two
  # accept nothing: so
  - three
# accept built: unused
l: one
"""


def finding(source: Source, rule: Rule, word: str) -> Diagnostic:
    """A finding of a rule at a word."""
    at = source.text.index(word)
    return rule.finding("it is so", Span(source, at, at + len(word)))


def test_a_mark_accepts_what_its_rule_finds_there() -> None:
    """With a reason, of its rule, in its reach; an accepted finding keeps the reason."""
    source = Source("x.yaml", TEXT)
    soft = [finding(source, SOFT, word) for word in ("one", "two", "l:")]
    loud = [finding(source, LOUD, word) for word in ("one", "two")]
    fixed = finding(source, FIXED, "two")
    result = accepted.judged([*soft, *loud, fixed], marks(source), {"soft", "loud"})

    assert result.findings == (soft[2], loud[1], fixed)
    assert {f for f, _ in result.accepted} == {soft[0], soft[1], loud[0]}
    assert dict(result.accepted)[loud[0]] == "loud"
    assert "nothing" in {mark.rule for mark in result.unused}
    assert "built" in {mark.rule for mark in result.unused}


def test_an_error_of_another_kind_is_not_accepted() -> None:
    """What leaves a gap in a report stands, whatever is written above it."""
    source = Source("x.yaml", TEXT)
    loud = finding(source, LOUD, "one")
    result = accepted.judged([loud], marks(source), {"soft"})

    assert (result.findings, result.accepted) == ((loud,), ())


def test_faults_of_marks() -> None:
    """A mark of no rule is an error, one without a reason, and an unused one a warning."""
    source = Source("x.yaml", TEXT)
    known = {rule.name for rule in RULES}
    every = marks(source)
    faults = [*accepted.faults(every, known)]
    unused = [*accepted.unused(every, known)]

    # A note that begins with the word, and names nothing like a rule, is a note.
    assert [(f.rule, f.at.span.text) for f in faults] == [
        ("accept-reason", "# accept fixed"),
    ]
    assert {f.severity for f in faults} == {ERROR}
    assert {f.severity for f in unused} == {WARNING}
    assert [f.at.span.line for f in unused] == [1, 3, 4, 10]


def test_without_marks_all_stands() -> None:
    """Nothing is accepted, and nothing unused."""
    source = Source("x.yaml", "a: one\n")
    found = (finding(source, SOFT, "one"),)

    assert accepted.judged(found, (), ()) == accepted.Judged(found, (), (), ())
