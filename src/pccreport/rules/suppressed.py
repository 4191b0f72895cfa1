"""Findings that an author has accepted in the file, with a reason."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import NAMES, SETTABLE, Findings, rule
from pccreport.language.close_matches import closest_match
from pccreport.rules.former_names import NEW_NAMES, REMOVED, unknown_name
from pccreport.source.suppressions import Suppression


class SuppressionResult(NamedTuple):
    """The findings that count, those that are accepted, and the suppressions that accept nothing."""

    findings: tuple[Diagnostic, ...]
    accepted: tuple[tuple[Diagnostic, str], ...]
    """Each with the reason."""
    unused: tuple[Suppression, ...]
    """Suppressions without a finding."""
    refused: tuple[Suppression, ...]
    """Suppressions of findings that cannot be accepted."""


def apply_suppressions(
    findings: Iterable[Diagnostic], suppressions: tuple[Suppression, ...]
) -> SuppressionResult:
    """Return the findings without those that a suppression with a reason accepts.

    An error of a rule that is not settable is not accepted, because it leaves a gap in the report.
    """
    by_rule: dict[str, list[Suppression]] = defaultdict(list)
    for suppression in suppressions:
        if suppression.reason:
            by_rule[suppression.rule].append(suppression)
    remaining, accepted = list[Diagnostic](), list[tuple[Diagnostic, str]]()
    used, refused = dict[Suppression, None](), dict[Suppression, None]()
    for finding in findings:
        some = by_rule.get(finding.rule, ())
        covering = next((s for s in some if s.covers(finding.at.span)), None)
        if covering is None:
            remaining.append(finding)
        elif finding.severity is ERROR and finding.rule not in SETTABLE:
            remaining.append(finding)
            refused[covering] = None
        else:
            accepted.append((finding, covering.reason))
            used[covering] = None
    unused = (s for s in suppressions if s not in used and s not in refused)
    return SuppressionResult((*remaining,), (*accepted,), (*unused,), (*refused,))


def malformed_suppressions(suppressions: Iterable[Suppression]) -> Findings:
    """Yield findings for suppressions without a reason, or with an unknown rule."""
    for suppression in suppressions:
        name, line = suppression.rule, suppression.span
        if not closest_match(name, (*NAMES, *NEW_NAMES, *REMOVED)):
            continue  # a note that begins with “accept”
        if unknown := unknown_name(name, suppression.name, line, " to accept"):
            yield unknown
        elif not suppression.reason:
            message = "this accepts a finding without giving a reason"
            way_out = f"add the reason: # accept {name}: …"
            yield rule("accept-reason").finding(message, line, way_out)


def refused_suppressions(suppressions: Iterable[Suppression]) -> Findings:
    """Yield findings for suppressions of errors that leave a gap in the report."""
    for suppression in suppressions:
        message = f"“{suppression.rule}” cannot be accepted, because the report would be incomplete"
        way_out = "fix the problem, then delete this line"
        yield rule("accept-refused").finding(message, suppression.span, way_out)


def unused_suppressions(suppressions: Iterable[Suppression]) -> Findings:
    """Yield findings for suppressions that accept nothing: the problem has been fixed."""
    for suppression in suppressions:
        if suppression.rule in NAMES and suppression.reason:
            message = f"“{suppression.rule}” no longer finds anything here"
            at = suppression.span
            yield rule("unused-accept").finding(message, at, "delete this line")
