"""Findings that an author has accepted in the file, with a reason."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import NAMES, SETTABLE, Findings, rule
from pccreport.language.texts.close_matches import closest_match
from pccreport.rules.former_names import NEW_NAMES, REMOVED, check_rule_name
from pccreport.source.suppressions import Suppression


class SuppressionResult(NamedTuple):
    """The findings that count, and those that are accepted."""

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
    remaining, accepted = list[Diagnostic](), list[tuple[Diagnostic, str]]()
    used, refused = set[Suppression](), dict[Suppression, None]()
    given = defaultdict[str, list[Suppression]](list)
    for each in suppressions:
        given[each.rule if each.reason else ""].append(each)
    for finding in findings:
        some, at = given.get(finding.rule, ()), finding.at.span
        covering = next((s for s in some if s.covers(at)), None)
        if covering is None:
            remaining.append(finding)
        elif finding.severity is ERROR and finding.rule not in SETTABLE:
            remaining.append(finding)
            refused[covering] = None
        else:
            accepted.append((finding, covering.reason))
            used.add(covering)
    unused = (s for s in suppressions if s not in used and s not in refused)
    return SuppressionResult((*remaining,), (*accepted,), (*unused,), (*refused,))


def suppression_findings(
    suppressions: Iterable[Suppression],
    refused: Collection[Suppression] = (),
    unused: Collection[Suppression] = (),
) -> Findings:
    """Yield a finding for each suppression of no rule, without a reason, refused or unused."""
    for each in suppressions:
        name, at = each.rule, each.span
        if not closest_match(name, (*NAMES, *NEW_NAMES, *REMOVED)):
            continue  # a note that begins with “accept”
        if unknown := check_rule_name(name, each.name, at, ", so nothing is accepted"):
            yield unknown
        elif not each.reason:
            message = "this accepts a finding without giving a reason"
            way_out = f"add the reason: # accept {name}: …"
            yield rule("accept-reason").finding(message, at, way_out)
        elif each in refused:
            message = f"“{name}” cannot be accepted: the report would be incomplete"
            way_out = "fix the problem, then delete this line"
            yield rule("accept-refused").finding(message, at, way_out)
        elif each in unused:
            message = f"“{name}” finds nothing here"
            yield rule("unused-accept").finding(message, at, "delete this line")
