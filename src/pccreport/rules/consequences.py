"""Findings that follow from another one, and go when that is put right: they are not shown beside it."""

from __future__ import annotations

from collections.abc import Iterable

from pccreport.findings.finding import ERROR, Diagnostic

_PERIODS = {"period-mismatch", "outside-plan"}
_PLACES = {"unknown-aim", "unknown-stream"}
_NAMES = _PLACES | {"dangling-reference", "unknown-recommendation", "unknown-measure"}
"""A name that nothing has is one finding: not an empty cell too, nor a name of the wrong form."""
_CAUSES = {
    "date-after-period": _PERIODS,
    "empty-reference": _PLACES,
    "file-after-report": _PERIODS,
    "garbled-text": {"hash-in-text"},
    "missing-entry": _PERIODS | _PLACES,
    "missing-figure": _PERIODS | {"unknown-measure"},
    "moved-update": _PLACES | {"wrong-form"},
    "outside-plan": {"period-mismatch"},
    "overdue-promise": _PERIODS,
    "unanswered-recommendation": _PERIODS | _PLACES | {"unknown-recommendation"},
    "wrong-indent": {"unfinished-merge"},
}
_ANYWHERE = {"missing-entry", "missing-figure", "moved-update"}
_ANYWHERE |= {"empty-reference", "overdue-promise", "unanswered-recommendation"}


def without_consequences(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings without those that follow from an error among them."""
    findings = tuple(found)
    errors = [one for one in findings if one.severity is ERROR]
    names = {one.at.span: one for one in reversed(errors) if one.rule in _NAMES}
    return tuple(
        one
        for one in findings
        if names.get(one.at.span, one) is one
        and not any(_follows(one, error) for error in errors)
    )


def _follows(one: Diagnostic, cause: Diagnostic) -> bool:
    at, by = one.at.span, cause.at.span
    is_line = one.rule == "garbled-text"
    near = (at.source, at.line * is_line) == (by.source, by.line * is_line)
    return cause.rule in _CAUSES.get(one.rule, ()) and (near or one.rule in _ANYWHERE)
