"""Findings that an author has accepted in the file, with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import NAMES, SETTABLE, Findings, rule
from pccreport.language.close_matches import closest_match
from pccreport.rules.former_names import GONE, WAS, unknown_name
from pccreport.source.suppressions import Suppression


class SuppressionResult(NamedTuple):
    """Findings after suppressions: those that count, and those that were accepted."""

    findings: tuple[Diagnostic, ...]
    accepted: tuple[tuple[Diagnostic, str], ...]
    """Each with the reason."""
    unused: tuple[Suppression, ...]
    """Marks that accept nothing that was found."""
    refused: tuple[Suppression, ...]
    """Marks of what cannot be accepted."""


def apply_suppressions(
    findings: Iterable[Diagnostic], suppressions: tuple[Suppression, ...]
) -> SuppressionResult:
    """Return the findings without those that a mark with a reason accepts.

    Errors can be accepted of settable rules alone: what else is an error leaves a
    report with a gap in it.
    """
    if not suppressions:
        return SuppressionResult(tuple(findings), (), (), ())
    stand, accepted = [], []
    by_rule: dict[str, list[Suppression]] = defaultdict(list)
    for each in suppressions:
        if each.reason:
            by_rule[each.rule].append(each)
    used: set[Suppression] = set()
    refused: dict[Suppression, None] = {}
    for finding in findings:
        hard = finding.severity is ERROR and finding.rule not in SETTABLE
        at = finding.at.span
        suppression = next((m for m in by_rule[finding.rule] if m.covers(at)), None)
        if suppression and not hard:
            used.add(suppression)
            accepted.append((finding, suppression.reason))
            continue
        stand.append(finding)
        if suppression:
            refused[suppression] = None
    unused = tuple(
        suppression
        for suppression in suppressions
        if suppression not in used and suppression not in refused
    )
    return SuppressionResult(tuple(stand), tuple(accepted), unused, tuple(refused))


def malformed_suppressions(suppressions: Iterable[Suppression]) -> Findings:
    """Yield findings for suppressions without a reason, or with an unknown rule."""
    for suppression in suppressions:
        name, line = suppression.rule, suppression.span
        if not closest_match(name, (*NAMES, *WAS, *GONE)):
            continue  # a note that begins with the word: it accepts nothing
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
            yield rule("unused-accept").finding(
                message, suppression.span, "delete this line"
            )
