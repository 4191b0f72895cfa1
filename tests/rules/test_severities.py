"""How much each rule matters to an office, and what it has accepted."""

from __future__ import annotations

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import Rule, rule
from pccreport.findings.text import Source, Span
from pccreport.model.plan import CheckSettings, read_checks
from pccreport.rules import suppressed
from pccreport.rules.severities import RuleSet, Severities
from pccreport.source import yaml
from pccreport.source.node import MappingNode
from pccreport.source.suppressions import find_suppressions

LOUD = rule("plan-mismatch")
SOFT = rule("link-text")
FIXED = rule("individual-case")
BUILT = rule("missing-entry")
GAP = rule("unknown-aim")
FIVE = (LOUD, SOFT, FIXED, BUILT, GAP)


def checks(text: str) -> CheckSettings:
    """An office's settings, as plan.yaml has them."""
    node, findings = yaml.parse_yaml(Source("plan.yaml", text))
    assert isinstance(node, MappingNode)
    assert findings == ()
    return read_checks(node)


def severities(*lines: str, depth: RuleSet = RuleSet.ALL) -> Severities:
    """The severities of the rules with these settings."""
    settings = "".join(f"    {line}\n" for line in lines)
    text = f"checks:\n  severity:\n{settings}" if lines else "title: A\n"
    return Severities(checks(text), depth)


def test_faults_are_at_the_name() -> None:
    """A name that is no rule's, with the nearest, and a rule that cannot be set."""
    lines = (
        "link-txt: off",
        "individual-case: off",
        "link-text: off",
        "second-document: off",
    )
    unknown, fixed, of_yaml = severities(*lines).findings()

    assert (unknown.rule, unknown.at.span.text) == ("unknown-rule", "link-txt")
    assert "“link-text”" in unknown.help
    assert (fixed.rule, fixed.at.span.text) == ("fixed-severity", "individual-case")
    assert "# accept individual-case:" in fixed.help
    assert (of_yaml.rule, of_yaml.at.span.text) == ("fixed-severity", "second-document")
    assert {f.severity for f in (unknown, fixed, of_yaml)} == {ERROR}


def run(*lines: str, depth: RuleSet) -> list[Rule]:
    """Which of the five are run with these settings."""
    settled = severities(*lines, depth=depth)
    return [each for each in FIVE if settled.is_run(each)]


def test_a_build_runs_what_may_stop_it() -> None:
    """A check runs all that is not off; a build the errors, and a few more."""
    settled = "plan-mismatch: warning", "link-text: error"
    off = "plan-mismatch: off", "link-text: off", "missing-entry: off"

    assert run(depth=RuleSet.STOPPING) == [LOUD, BUILT, GAP]
    assert run(*settled, depth=RuleSet.STOPPING) == [SOFT, BUILT, GAP]
    assert run(*settled, depth=RuleSet.ALL) == [*FIVE]
    assert run(*off, depth=RuleSet.ALL) == [FIXED, GAP]


def test_a_comparison_runs_what_would_leave_a_gap() -> None:
    """Of the errors only those that nobody can set otherwise keep something out."""
    assert run("link-text: error", depth=RuleSet.GAPS) == [GAP]


# Accepted findings

TEXT = """\
# accept link-text: outer
k:
  # accept link-text: inner
  # accept plan-mismatch: loud
  - one
  # accept individual-case
  - two
  # accept later: so
  - three
# accept missing-entry: unused
last: one
"""


def finding(source: Source, kind: Rule, word: str) -> Diagnostic:
    """A finding of a rule at a word."""
    at = source.text.index(word)
    return kind.finding("it is so", Span(source, at, at + len(word)))


def test_a_suppression_accepts_what_its_rule_finds_there() -> None:
    """With a reason, of its rule, in its reach; an accepted finding keeps the reason."""
    source = Source("x.yaml", TEXT)
    soft = [finding(source, SOFT, word) for word in ("one", "two", "last:")]
    loud = [finding(source, LOUD, word) for word in ("one", "two")]
    fixed = finding(source, FIXED, "two")
    result = suppressed.apply_suppressions(
        [*soft, *loud, fixed], find_suppressions(source)
    )

    assert result.findings == (soft[2], loud[1], fixed)
    assert {f for f, _ in result.accepted} == {soft[0], soft[1], loud[0]}
    assert dict(result.accepted)[loud[0]] == "loud"
    assert "later" in {mark.rule for mark in result.unused}
    assert "missing-entry" in {mark.rule for mark in result.unused}


def test_an_error_of_another_kind_is_not_accepted() -> None:
    """What leaves a gap in a report stands, whatever is written above it."""
    source = Source("x.yaml", "# accept unknown-aim: so\nk: one\n")
    gap = finding(source, GAP, "one")
    result = suppressed.apply_suppressions([gap], find_suppressions(source))

    assert (result.findings, result.accepted) == ((gap,), ())
    assert result.refused == find_suppressions(source)
