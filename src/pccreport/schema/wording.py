"""What is said of each fault: the officer's words, a place, the way out.

A keyword has a function here that returns a finding. What can be said of names,
which takes more thought, stands in `names`; how a thing is shown, in `showing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.similarity import QUOTES, nearest
from pccreport.schema.fault import Fault
from pccreport.schema.kinds import wrong_kind
from pccreport.schema.names import wrong_names
from pccreport.schema.showing import (
    count,
    lowered,
    place,
    shown,
    typed,
    under,
)
from pccreport.source.node import Scalar

NEWER = rule("newer-format")


def worded(fault: Fault) -> tuple[Diagnostic, ...]:
    """The findings that a fault makes: one, or one for each name that is wrong."""
    if fault.keyword == "names":
        return wrong_names(fault)
    return (_SAYS[fault.keyword](fault),)


def _wrong_form(fault: Fault) -> Diagnostic:
    way_out = lowered(fault.words["patternErrorMessage"])
    as_typed = typed(fault.node)
    if not as_typed.strip():
        message = f"{under(fault)} is empty"
        return rule("nothing-here").finding(message, place(fault), way_out)
    bare = as_typed.strip()
    if bare != as_typed and re.search(fault.asked, bare):
        message = f"“{shown(bare)}” has a space or line break before or after it"
        way_out = f"write it without: {shown(bare)}"
        return rule("wrong-form").finding(message, place(fault), way_out)
    if simpler := _as_key(fault, as_typed) or _in_small_letters(fault, as_typed):
        way_out = f"did you mean “{simpler}”?"
    kind = lowered(fault.schema["title"])
    message = f"“{shown(as_typed)}” is not {kind}"
    return rule("wrong-form").finding(message, place(fault), way_out)


def _as_key(fault: Fault, as_typed: str) -> str:
    """The key that was meant by "Public awareness", where a key is asked for."""
    key = re.sub(r"[^a-z0-9]+", "_", as_typed.casefold()).strip("_")
    return key if "_" in fault.asked and re.search(fault.asked, key) else ""


def _in_small_letters(fault: Fault, as_typed: str) -> str:
    """The same in small letters, where that would do: "Plan", "2019/20 QTR 4"."""
    small = as_typed.casefold()
    return small if re.search(fault.asked, small) else ""


def _wrong_number_of_format(fault: Fault) -> Diagnostic:
    way_out = lowered(fault.words["errorMessage"])
    as_typed = shown(typed(fault.node))
    value = fault.node.value if isinstance(fault.node, Scalar) else ""
    if value is None:
        return wrong_kind(fault._replace(asked="integer"))
    if not isinstance(value, int) or value <= fault.asked:
        message = f"“{as_typed}” is not a known format number"
        return rule("wrong-form").finding(message, place(fault), way_out)
    message = f"this file needs a newer version of pccreport (format {as_typed})"
    way_out = f"update pccreport; this version reads format {fault.asked}"
    return NEWER.finding(message, place(fault), way_out)


def _no_choice(fault: Fault) -> Diagnostic:
    if not isinstance(fault.node, Scalar) or fault.node.value is None:
        return wrong_kind(fault._replace(asked="string"))
    as_typed = typed(fault.node)
    message = f"“{shown(as_typed)}” is not one of the choices here"
    choices: list[str] = fault.asked
    close = nearest(as_typed, choices)
    if close and as_typed.strip(QUOTES) == close:
        way_out = f"write it without the quotes: {close}"
    elif close:
        way_out = f"did you mean “{close}”?"
    else:
        way_out = f"choose from: {', '.join(choices)}"
    return rule("wrong-form").finding(message, place(fault), way_out)


def _out_of_range(fault: Fault) -> Diagnostic:
    lowest, highest = fault.schema.get("minimum"), fault.schema.get("maximum")
    as_typed = shown(typed(fault.node))
    if highest is None:
        message = f"“{as_typed}” is less than {lowest}"
    else:
        message = f"“{as_typed}” is not between {lowest} and {highest}"
    way_out = lowered(fault.words["errorMessage"])
    return rule("wrong-form").finding(message, place(fault), way_out)


def _nothing_under(fault: Fault) -> Diagnostic:
    way_out = lowered(fault.words["errorMessage"])
    message = f"{under(fault)} is empty"
    return rule("nothing-here").finding(message, place(fault), way_out)


def _too_many(fault: Fault) -> Diagnostic:
    way_out = lowered(fault.words["errorMessage"])
    message = (
        f"{under(fault)} has {count(fault.node)} entries, but at most {fault.asked}"
    )
    return rule("wrong-form").finding(f"{message} are allowed", place(fault), way_out)


_SAYS: dict[str, Callable[[Fault], Diagnostic]] = {
    "type": wrong_kind,
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
