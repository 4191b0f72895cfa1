"""Findings that follow from another one, and go when that is put right: they are not shown beside it."""

from collections.abc import Iterable

from pccreport.findings.finding import ERROR, Diagnostic

_ANYWHERE, _FILE, _LINE = range(3)
_PERIODS = {"period-mismatch", "outside-plan"}
_PLACES = {"unknown-aim", "unknown-stream"}
_CELLS = _PERIODS | _PLACES
_NAMES = _PLACES | {"dangling-reference", "unknown-recommendation", "unknown-measure"}
"""A name that nothing has is one finding: not an empty cell too, nor a name of the wrong form."""
_CAUSES: dict[str, tuple[int, set[str]]] = {
    "date-after-period": (_FILE, _PERIODS),
    "empty-reference": (_ANYWHERE, _PLACES),
    "file-after-report": (_FILE, _PERIODS),
    "garbled-text": (_LINE, {"hash-in-text"}),
    "missing-entry": (_ANYWHERE, _CELLS),
    "missing-figure": (_ANYWHERE, _PERIODS | {"unknown-measure"}),
    "moved-update": (_ANYWHERE, _PLACES | {"wrong-form"}),
    "outside-plan": (_FILE, {"period-mismatch"}),
    "overdue-promise": (_ANYWHERE, _PERIODS),
    "unanswered-recommendation": (_ANYWHERE, _CELLS | {"unknown-recommendation"}),
    "unknown-style": (_FILE, {"unusable-template"}),
    "wrong-indent": (_FILE, {"unfinished-merge"}),
    "wrong-kind": (_LINE, {"unknown-aim"}),
}
"""How near the cause of a finding is, and the rules of its causes."""


def without_consequences(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings without those that follow from an error among them."""
    findings = tuple(found)
    errors = [one for one in findings if one.severity is ERROR]
    names = {one.at.span: one for one in reversed(errors) if one.rule in _NAMES}
    # A file may have thousands of errors: they are looked up, not compared with each other.
    causes = {(error.rule, *place) for error in errors for place in _places_of(error)}

    def is_consequence(one: Diagnostic) -> bool:
        near, rules = _CAUSES.get(one.rule, (_FILE, set[str]()))
        is_other_name = names.get(one.at.span, one) is not one
        place = _places_of(one)[near]
        return is_other_name or any((rule, *place) in causes for rule in rules)

    return tuple(one for one in findings if not is_consequence(one))


def _places_of(one: Diagnostic) -> tuple[tuple[object, ...], ...]:
    """Return where a finding is: anywhere, in its file, and on its line."""
    at = one.at.span
    return (), (at.source,), (at.source, at.line)
