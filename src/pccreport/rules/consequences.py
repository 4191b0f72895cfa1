"""Findings that follow from another one, and go when that is put right: they are not shown beside it."""

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
    "wrong-kind": {"unknown-aim"},
}
_EVERY_CAUSE = frozenset().union(*_CAUSES.values())
_ANYWHERE = {"missing-entry", "missing-figure", "moved-update"}
_ANYWHERE |= {"empty-reference", "overdue-promise", "unanswered-recommendation"}
_NEAR = {**dict.fromkeys(_ANYWHERE, 0), "garbled-text": 2, "wrong-kind": 2}
"""How near the cause is, as an index of `_places`: in the same file, if nothing else is named."""


def without_consequences(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings without those that follow from an error among them."""
    findings = tuple(found)
    errors = [one for one in findings if one.severity is ERROR]
    names = {one.at.span: one for one in reversed(errors) if one.rule in _NAMES}
    # A file may have thousands of errors: they are looked up, not compared with each other.
    causes = {
        (error.rule, *place)
        for error in errors
        if error.rule in _EVERY_CAUSE
        for place in _places(error)
    }
    return tuple(
        one
        for one in findings
        if names.get(one.at.span, one) is one
        and not any(
            (rule, *_places(one)[_NEAR.get(one.rule, 1)]) in causes
            for rule in _CAUSES.get(one.rule, ())
        )
    )


def _places(one: Diagnostic) -> tuple[tuple[object, ...], ...]:
    """Return where a finding is: anywhere, in its file, and on its line."""
    at = one.at.span
    return (), (at.source,), (at.source, at.line)
