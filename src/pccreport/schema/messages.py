"""What is said of each fault: the officer's words, a place, the way out.

A keyword has a function here that returns a finding. What can be said of names,
which takes more thought, stands in `names`; how a thing is shown, in `showing`.
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


def violation_findings(fault: Violation) -> tuple[Diagnostic, ...]:
    """The findings that a fault makes: one, or one for each name that is wrong."""
    if fault.keyword == "names":
        return key_findings(fault)
    return (_SAYS[fault.keyword](fault),)


def _wrong_form(fault: Violation) -> Diagnostic:
    way_out = lower_first(fault.words["patternErrorMessage"])
    as_typed = typed_text(fault.node)
    if not as_typed.strip():
        message = f"{place_name(fault)} is empty"
        return rule("empty-value").finding(message, smallest_span(fault), way_out)
    bare = as_typed.strip()
    if bare != as_typed and re.search(fault.asked, bare):
        message = f"“{shorten(bare)}” has a space or line break before or after it"
        way_out = f"write it without: {shorten(bare)}"
        return rule("wrong-form").finding(message, smallest_span(fault), way_out)
    if simpler := _as_key(fault, as_typed) or _in_small_letters(fault, as_typed):
        way_out = f"did you mean “{simpler}”?"
    kind = lower_first(fault.schema["title"])
    message = f"“{shorten(as_typed)}” is not {kind}"
    return rule("wrong-form").finding(message, smallest_span(fault), way_out)


def _as_key(fault: Violation, as_typed: str) -> str:
    """The key that was meant by "Public awareness", where a key is asked for."""
    key = re.sub(r"[^a-z0-9]+", "_", as_typed.casefold()).strip("_")
    return key if "_" in fault.asked and re.search(fault.asked, key) else ""


def _in_small_letters(fault: Violation, as_typed: str) -> str:
    """The same in small letters, where that would do: "Plan", "2019/20 QTR 4"."""
    small = as_typed.casefold()
    return small if re.search(fault.asked, small) else ""


def _wrong_number_of_format(fault: Violation) -> Diagnostic:
    way_out = lower_first(fault.words["errorMessage"])
    as_typed = shorten(typed_text(fault.node))
    value = fault.node.value if isinstance(fault.node, ScalarNode) else ""
    if value is None:
        return type_finding(fault._replace(asked="integer"))
    if not isinstance(value, int) or value <= fault.asked:
        message = f"“{as_typed}” is not a known format number"
        return rule("wrong-form").finding(message, smallest_span(fault), way_out)
    message = f"this file needs a newer version of pccreport (format {as_typed})"
    way_out = f"update pccreport; this version reads format {fault.asked}"
    return NEWER.finding(message, smallest_span(fault), way_out)


def _no_choice(fault: Violation) -> Diagnostic:
    if not isinstance(fault.node, ScalarNode) or fault.node.value is None:
        return type_finding(fault._replace(asked="string"))
    as_typed = typed_text(fault.node)
    message = f"“{shorten(as_typed)}” is not one of the choices here"
    choices: list[str] = fault.asked
    close = closest_match(as_typed, choices)
    if close and as_typed.strip(QUOTES) == close:
        way_out = f"write it without the quotes: {close}"
    elif close:
        way_out = f"did you mean “{close}”?"
    else:
        way_out = f"choose from: {', '.join(choices)}"
    return rule("wrong-form").finding(message, smallest_span(fault), way_out)


def _out_of_range(fault: Violation) -> Diagnostic:
    lowest, highest = fault.schema.get("minimum"), fault.schema.get("maximum")
    as_typed = shorten(typed_text(fault.node))
    if highest is None:
        message = f"“{as_typed}” is less than {lowest}"
    else:
        message = f"“{as_typed}” is not between {lowest} and {highest}"
    way_out = lower_first(fault.words["errorMessage"])
    return rule("wrong-form").finding(message, smallest_span(fault), way_out)


def _nothing_under(fault: Violation) -> Diagnostic:
    way_out = lower_first(fault.words["errorMessage"])
    message = f"{place_name(fault)} is empty"
    return rule("empty-value").finding(message, smallest_span(fault), way_out)


def _too_many(fault: Violation) -> Diagnostic:
    way_out = lower_first(fault.words["errorMessage"])
    message = f"{place_name(fault)} has {child_count(fault.node)} entries, but at most {fault.asked}"
    return rule("wrong-form").finding(
        f"{message} are allowed", smallest_span(fault), way_out
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
"""What is said for each keyword that can fail alone."""
