"""Findings that somebody has accepted, with a reason, where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import NAMES, SETTABLE, rule
from pccreport.language.close_matches import closest_match, did_you_mean
from pccreport.rules.former_names import WAS, renamed_rule
from pccreport.source.suppressions import Suppression


class SuppressionResult(NamedTuple):
    """Findings as they count: those that stand, and those that were accepted."""

    findings: tuple[Diagnostic, ...]
    accepted: tuple[tuple[Diagnostic, str], ...]
    """Each with the reason."""
    unused: tuple[Suppression, ...]
    """Marks that accept nothing that was found."""
    refused: tuple[Suppression, ...]
    """Marks of what cannot be accepted."""


def apply_suppressions(
    findings: Iterable[Diagnostic], marks: tuple[Suppression, ...]
) -> SuppressionResult:
    """The findings, without those that a mark with a reason accepts.

    Errors can be accepted of settable rules alone: what else is an error leaves a
    report with a gap in it.
    """
    if not marks:
        return SuppressionResult(tuple(findings), (), (), ())
    stand, accepted = [], []
    by_rule: dict[str, list[Suppression]] = defaultdict(list)
    for each in marks:
        if each.reason:
            by_rule[each.rule].append(each)
    used: set[Suppression] = set()
    refused: dict[Suppression, None] = {}
    for finding in findings:
        hard = finding.severity is ERROR and finding.rule not in SETTABLE
        at = finding.at.span
        mark = next((m for m in by_rule[finding.rule] if m.covers(at)), None)
        if mark and not hard:
            used.add(mark)
            accepted.append((finding, mark.reason))
            continue
        stand.append(finding)
        if mark:
            refused[mark] = None
    unused = tuple(mark for mark in marks if mark not in used and mark not in refused)
    return SuppressionResult(tuple(stand), tuple(accepted), unused, tuple(refused))


def malformed_suppressions(marks: Iterable[Suppression]) -> Iterator[Diagnostic]:
    """Findings for marks that say no reason, or no rule that there is."""
    for mark in marks:
        if mark.rule in WAS:
            yield renamed_rule(mark.rule, mark.name)
            continue
        if mark.rule not in NAMES and not closest_match(mark.rule, NAMES):
            continue  # a note that begins with the word: it accepts nothing
        if mark.rule not in NAMES:
            message = f"there is no rule “{mark.rule}” to accept"
            others = "use the name in square brackets after the finding"
            way_out = did_you_mean(mark.rule, NAMES, others)
            yield rule("unknown-rule").finding(message, mark.span, way_out)
        elif not mark.reason:
            message = "this accepts a finding without giving a reason"
            way_out = f"add the reason: # accept {mark.rule}: …"
            yield rule("accept-reason").finding(message, mark.span, way_out)


def refused_suppressions(marks: Iterable[Suppression]) -> Iterator[Diagnostic]:
    """Findings for marks of what would leave a gap in the report."""
    for mark in marks:
        message = (
            f"“{mark.rule}” cannot be accepted, because the report would be incomplete"
        )
        way_out = "fix the problem, then delete this line"
        yield rule("accept-refused").finding(message, mark.span, way_out)


def unused_suppressions(marks: Iterable[Suppression]) -> Iterator[Diagnostic]:
    """Findings for marks that accept nothing: what they were for has been mended."""
    for mark in marks:
        if mark.rule in NAMES and mark.reason:
            message = f"“{mark.rule}” no longer finds anything here"
            yield rule("unused-accept").finding(message, mark.span, "delete this line")
