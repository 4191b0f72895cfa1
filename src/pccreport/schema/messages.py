"""The wording of each violation: the officer's words, a span, the way out.

Each keyword has a function here that returns a finding. Findings about keys, which need more
work, are in `key_errors`; how a value is shown is in `excerpts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.close_matches import QUOTES, closest_match
from pccreport.schema.excerpts import (
    child_count,
    lower_first,
    place_name,
    shorten,
    smallest_span,
    typed_text,
)
from pccreport.schema.key_errors import key_findings
from pccreport.schema.type_errors import type_finding
from pccreport.schema.violations import Violation
from pccreport.source.node import ScalarNode

NEWER = rule("newer-format")


def violation_findings(violation: Violation) -> tuple[Diagnostic, ...]:
    """Return the findings of a violation: one, or one for each key that is wrong."""
    if violation.keyword == "names":
        return key_findings(violation)
    return (_SAYS[violation.keyword](violation),)


def _wrong_form(violation: Violation) -> Diagnostic:
    way_out = lower_first(violation.words["patternErrorMessage"])
    as_typed = typed_text(violation.node)
    if not as_typed.strip():
        message = f"{place_name(violation)} is empty"
        return rule("empty-value").finding(message, smallest_span(violation), way_out)
    bare = as_typed.strip()
    if bare != as_typed and re.search(violation.asked, bare):
        message = f"“{shorten(bare)}” has a space or line break before or after it"
        way_out = f"write it without: {shorten(bare)}"
        return rule("wrong-form").finding(message, smallest_span(violation), way_out)
    if simpler := _as_key(violation, as_typed) or _in_small_letters(
        violation, as_typed
    ):
        way_out = f"did you mean “{simpler}”?"
    kind = lower_first(violation.schema["title"])
    message = f"“{shorten(as_typed)}” is not {kind}"
    return rule("wrong-form").finding(message, smallest_span(violation), way_out)


def _as_key(violation: Violation, as_typed: str) -> str:
    """Return the key that was meant by "Public awareness", if a key is expected."""
    key = re.sub(r"[^a-z0-9]+", "_", as_typed.casefold()).strip("_")
    return key if "_" in violation.asked and re.search(violation.asked, key) else ""


def _in_small_letters(violation: Violation, as_typed: str) -> str:
    """Return the same in lower case, if that would be right: "Plan", "2019/20 QTR 4"."""
    small = as_typed.casefold()
    return small if re.search(violation.asked, small) else ""


def _wrong_number_of_format(violation: Violation) -> Diagnostic:
    way_out = lower_first(violation.words["errorMessage"])
    as_typed = shorten(typed_text(violation.node))
    value = violation.node.value if isinstance(violation.node, ScalarNode) else ""
    if value is None:
        return type_finding(violation._replace(asked="integer"))
    if not isinstance(value, int) or value <= violation.asked:
        message = f"“{as_typed}” is not a known format number"
        return rule("wrong-form").finding(message, smallest_span(violation), way_out)
    message = f"this file needs a newer version of pccreport (format {as_typed})"
    way_out = f"update pccreport; this version reads format {violation.asked}"
    return NEWER.finding(message, smallest_span(violation), way_out)


def _no_choice(violation: Violation) -> Diagnostic:
    if not isinstance(violation.node, ScalarNode) or violation.node.value is None:
        return type_finding(violation._replace(asked="string"))
    as_typed = typed_text(violation.node)
    message = f"“{shorten(as_typed)}” is not one of the choices here"
    choices: list[str] = violation.asked
    close = closest_match(as_typed, choices)
    if close and as_typed.strip(QUOTES) == close:
        way_out = f"write it without the quotes: {close}"
    elif close:
        way_out = f"did you mean “{close}”?"
    else:
        way_out = f"choose from: {', '.join(choices)}"
    return rule("wrong-form").finding(message, smallest_span(violation), way_out)


def _out_of_range(violation: Violation) -> Diagnostic:
    lowest, highest = violation.schema.get("minimum"), violation.schema.get("maximum")
    as_typed = shorten(typed_text(violation.node))
    if highest is None:
        message = f"“{as_typed}” is less than {lowest}"
    else:
        message = f"“{as_typed}” is not between {lowest} and {highest}"
    way_out = lower_first(violation.words["errorMessage"])
    return rule("wrong-form").finding(message, smallest_span(violation), way_out)


def _nothing_under(violation: Violation) -> Diagnostic:
    way_out = lower_first(violation.words["errorMessage"])
    message = f"{place_name(violation)} is empty"
    return rule("empty-value").finding(message, smallest_span(violation), way_out)


def _too_many(violation: Violation) -> Diagnostic:
    way_out = lower_first(violation.words["errorMessage"])
    message = f"{place_name(violation)} has {child_count(violation.node)} entries, but at most {violation.asked}"
    return rule("wrong-form").finding(
        f"{message} are allowed", smallest_span(violation), way_out
    )


_SAYS: dict[str, Callable[[Violation], Diagnostic]] = {
    "type": type_finding,
    "pattern": _wrong_form,
    "const": _wrong_number_of_format,
    "enum": _no_choice,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "minItems": _nothing_under,
    "minProperties": _nothing_under,
    "maxItems": _too_many,
}
"""The function for each keyword that can fail alone."""
