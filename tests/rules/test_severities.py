"""How much each rule matters to an office, and what it has accepted."""

from __future__ import annotations

from pccreport.findings.registry import Rule, rule
from pccreport.findings.text import Source
from pccreport.model.plan import CheckSettings, read_checks
from pccreport.rules.severities import RuleSet, Severities
from pccreport.source import yaml
from pccreport.source.node import MappingNode

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
