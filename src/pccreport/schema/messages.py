"""The wording of each violation: the officer's words, a span, the way out.

Each keyword has a function here that returns a finding; `type` and the keys of a mapping, which
can be wrong in many ways, have several.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.close_matches import QUOTES, closest_match
from pccreport.schema.builtin_schemas import Schema, resolve_ref
from pccreport.schema.shown_values import (
    advice,
    content_words,
    example_value,
    finding,
    first_line_span,
    head_span,
    kind_words,
    lower_first,
    place_name,
    shorten,
    typed_text,
)
from pccreport.schema.violations import Violation, is_flow_collection
from pccreport.source.node import MappingNode, ScalarNode, SequenceNode

NEWER = rule("newer-format")
_EMPTY_VALUE = rule("empty-value")
_WRONG_FORM = rule("wrong-form")
_WRONG_KIND = rule("wrong-kind")
_COLON_IN_TEXT = rule("colon-in-text")
_UNKNOWN_KEY = rule("unknown-key")
_MISSING_KEY = rule("missing-key")

_MOST_LISTED = 14
"""Keys that are offered instead of a wrong one: all of an update, a plan or a house format, but
not the 36 phrases."""
_IN_WORDS = {
    "integer": "a whole number in figures",
    "number": "a number in figures",
    "boolean": "true or false",
}


def violation_findings(violation: Violation) -> tuple[Diagnostic, ...]:
    """Return the findings of a violation: one, or one for each key that is wrong."""
    if violation.keyword == "names":
        return _key_findings(violation)
    return (_SAYS[violation.keyword](violation),)


# Values in the wrong form


def _wrong_form(violation: Violation) -> Diagnostic:
    way_out = advice(violation, "patternErrorMessage")
    as_typed = typed_text(violation.node)
    if not as_typed.strip():
        message = f"{place_name(violation)} is empty"
        return finding(violation, _EMPTY_VALUE, message, way_out)
    bare = as_typed.strip()
    if bare != as_typed and re.search(violation.asked, bare):
        message = f"“{shorten(bare)}” has a space or line break before or after it"
        way_out = f"write it without: {shorten(bare)}"
        return finding(violation, _WRONG_FORM, message, way_out)
    # Where a name stands for something elsewhere, one of this form may stand for nothing.
    refers = way_out != lower_first(violation.schema["patternErrorMessage"])
    simpler = _as_key(violation, as_typed) or _in_small_letters(violation, as_typed)
    if simpler and not refers:
        way_out = f"did you mean “{simpler}”?"
    kind = lower_first(violation.schema["title"])
    message = f"“{shorten(as_typed)}” is not {kind}"
    return finding(violation, _WRONG_FORM, message, way_out)


def _as_key(violation: Violation, as_typed: str) -> str:
    """Return the key that was meant by "Public awareness", if a key is expected."""
    key = re.sub(r"[^a-z0-9]+", "_", as_typed.casefold()).strip("_")
    return key if "_" in violation.asked and re.search(violation.asked, key) else ""


def _in_small_letters(violation: Violation, as_typed: str) -> str:
    """Return the same in lower case, if that would be right: "Plan", "2019/20 QTR 4"."""
    small = as_typed.casefold()
    return small if re.search(violation.asked, small) else ""


def _wrong_number_of_format(violation: Violation) -> Diagnostic:
    as_typed = shorten(typed_text(violation.node))
    value = violation.node.value if isinstance(violation.node, ScalarNode) else ""
    if value is None:
        return _wrong_type(violation._replace(asked="integer"))
    if not isinstance(value, int) or value <= violation.asked:
        message = f"“{as_typed}” is not a known format number"
        return finding(violation, _WRONG_FORM, message)
    message = f"this file needs a newer version of pccreport (format {as_typed})"
    way_out = f"update pccreport; this version reads format {violation.asked}"
    return finding(violation, NEWER, message, way_out)


def _no_choice(violation: Violation) -> Diagnostic:
    if not isinstance(violation.node, ScalarNode) or violation.node.value is None:
        return _wrong_type(violation._replace(asked="string"))
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
    return finding(violation, _WRONG_FORM, message, way_out)


def _out_of_range(violation: Violation) -> Diagnostic:
    lowest, highest = violation.schema.get("minimum"), violation.schema.get("maximum")
    as_typed = shorten(typed_text(violation.node))
    if highest is None:
        message = f"“{as_typed}” is less than {lowest}"
    else:
        message = f"“{as_typed}” is not between {lowest} and {highest}"
    return finding(violation, _WRONG_FORM, message)


def _nothing_under(violation: Violation) -> Diagnostic:
    return finding(violation, _EMPTY_VALUE, f"{place_name(violation)} is empty")


def _too_many(violation: Violation) -> Diagnostic:
    assert isinstance(violation.node, SequenceNode)
    count = f"{len(violation.node.items)} entries, but at most {violation.asked}"
    message = f"{place_name(violation)} has {count} are allowed"
    return finding(violation, _WRONG_FORM, message)


# Values of another kind


def _wrong_type(violation: Violation) -> Diagnostic:
    """Return the finding for a value of another kind than expected."""
    node = violation.node
    if isinstance(node, ScalarNode) and node.value is None:
        return _nothing(violation, node)
    match violation.asked:
        case "string":
            return _no_text(violation)
        case "object" | "array":
            return _not_built(violation)
    return _no_value(violation)


def _nothing(violation: Violation, node: ScalarNode) -> Diagnostic:
    at = node.span
    if at.text:
        message = f"“{at.text}” is read as empty here"
    elif violation.key is None:
        where = "in" if violation.schema is violation.root else "after"
        message = f"{place_name(violation)} has nothing {where} it"
    else:
        message, at = f"{place_name(violation)} is empty", violation.key.span
    return finding(violation, _EMPTY_VALUE, message, _fill(violation), at)


def _fill(violation: Violation) -> str:
    """Return how to fill an empty place."""
    if violation.asked in {"object", "array"}:
        return advice(violation)
    sample = example_value(violation.words)
    if violation.key is None:
        return f"write something after the dash, such as: - {sample}"
    way_out = f"write it after the colon, such as: {violation.key.value}: {sample}"
    return f"{way_out}; or delete the line" if violation.optional else way_out


def _no_text(violation: Violation) -> Diagnostic:
    node = violation.node
    if not isinstance(node, ScalarNode) and is_flow_collection(node):
        return _in_brackets(violation)
    if isinstance(node, MappingNode) and node.keys:
        return _cut_by_colon(violation, node)
    if not isinstance(node, ScalarNode):
        message = f"{content_words(violation)}, but text is expected"
        way_out = "remove the dash, so that the text is on its own"
        return finding(violation, _WRONG_KIND, message, way_out)
    as_typed = shorten(typed_text(node))
    pattern = violation.schema.get("pattern", "")
    if not re.search(pattern, as_typed) and "title" in violation.schema:
        # No quotes would make a period of 2019.
        message = f"“{as_typed}” is not {lower_first(violation.schema['title'])}"
        way_out = advice(violation, "patternErrorMessage")
        return finding(violation, _WRONG_FORM, message, way_out)
    kind = "true or false" if isinstance(node.value, bool) else "a number"
    message = f"“{as_typed}” is read as {kind}, not as text"
    way_out = f'put it in quotes: "{as_typed}"'
    return finding(violation, _WRONG_KIND, message, way_out)


def _in_brackets(violation: Violation) -> Diagnostic:
    as_typed = shorten(violation.node.span.text)
    kind = kind_words(violation.node)
    message = f"“{as_typed}” is read as {kind}, because it starts with {as_typed[0]}"
    way_out = "put the whole text in quotes, or on the next line after >-"
    at = first_line_span(violation.node)
    return finding(violation, _WRONG_KIND, message, way_out, at)


def _cut_by_colon(violation: Violation, node: MappingNode) -> Diagnostic:
    name, key = next(iter(node.keys.items()))
    sentence = shorten(name)
    message = f"the words before the colon are read as a field name: “{sentence}:”"
    if isinstance(node.values[name], ScalarNode):
        way_out = (
            "write >- and put the whole text on the next line, or put it in quotes"
        )
    elif "points" in violation.elsewhere:
        way_out = f'write text: "{sentence}:" and put points: above the lines under it'
    else:
        way_out = "write a single text here, in quotes or on the next line after >-"
    return finding(violation, _COLON_IN_TEXT, message, way_out, key.span)


def _not_built(violation: Violation) -> Diagnostic:
    """Return the finding where a list, or names with values, are expected."""
    key, node = violation.key, violation.node
    if violation.or_list and key and key.value in violation.elsewhere:
        message = f"“{key.value}:” is where a key should be"
        way_out = f"write the key on its own line, with {key.value}: under it"
        return finding(violation, _WRONG_KIND, message, way_out, key.span)
    is_list = violation.asked == "array"
    wanted = "a list" if is_list else "fields with a colon"
    if not isinstance(node, ScalarNode):
        message = f"{content_words(violation)}; expected {wanted}"
        return finding(violation, _WRONG_KIND, message)
    as_typed = shorten(typed_text(node))
    message = f"expected {wanted} here, not “{as_typed}”"
    start_each = is_list and not violation.elsewhere
    way_out = f"start each line with a dash: - {as_typed}" if start_each else ""
    return finding(violation, _WRONG_KIND, message, way_out)


def _no_value(violation: Violation) -> Diagnostic:
    """Return the finding if a number, or true or false, is expected."""
    node = violation.node
    if not isinstance(node, ScalarNode):
        message = f"{content_words(violation)}, but a single value is expected"
        return finding(violation, _WRONG_KIND, message)
    as_typed = shorten(typed_text(node))
    if node.style in {"'", '"'} and _would_do(violation.asked, as_typed):
        message = f"“{as_typed}” is in quotes, so it is read as text"
        way_out = f"remove the quotes: {as_typed}"
        return finding(violation, _WRONG_KIND, message, way_out)
    message = f"expected {_IN_WORDS[violation.asked]} here, not “{as_typed}”"
    return finding(violation, _WRONG_KIND, message)


def _would_do(asked: str, as_typed: str) -> bool:
    """Return whether a text in quotes would be of the kind asked for without them."""
    if asked == "boolean":
        return as_typed in {"true", "false"}
    fraction = "" if asked == "integer" else r"(\.[0-9]+)?"
    return re.fullmatch(r"-?[0-9]+" + fraction, as_typed) is not None


# Keys


def _key_findings(violation: Violation) -> tuple[Diagnostic, ...]:
    """Return a finding for every key that is not allowed here, or is missing.

    A key that is similar to a missing one is a misspelling of it: one error, reported once.
    """
    assert isinstance(violation.node, MappingNode)
    properties: dict[str, Schema] = violation.schema["properties"]
    named = violation.node.keys
    missing = {n for n in violation.schema.get("required", ()) if n not in named}
    astray = not any(name in properties for name in named)
    could = violation.elsewhere if astray and violation.elsewhere else properties
    absent = [name for name in could if name not in named]
    findings = []
    for name, key in named.items():
        if name not in properties:
            first, before = _before_comma(violation.node, name)
            is_figure = re.fullmatch(r"£?\d{1,3},\d{3}", f"{before},{name}") is not None
            in_figures = (
                is_figure and properties.get(first, {}).get("type") in _IN_WORDS
            )
            if in_figures and before[:1] == "£":
                continue  # “£6,200”: what is before the comma has a finding
            close = closest_match(name, absent)
            missing -= set(absent) if astray and violation.elsewhere else {close}
            message, way_out = _unknown(violation, name, close, absent)
            if is_figure or (before and not close and name not in violation.elsewhere):
                whole = shorten(f"{before},{'' if is_figure else ' '}{name}")
                message = f"“{whole}” is read as two values, because of the comma"
                way_out = f'put it in quotes: "{whole}"'
                if in_figures:
                    way_out = f"write it without the comma: {before}{name}"
            found = finding(violation, _UNKNOWN_KEY, message, way_out, key.span)
            findings.append(found)
    return (*findings, *(_missing(violation, n) for n in properties if n in missing))


def _before_comma(node: MappingNode, name: str) -> tuple[str, str]:
    """Return the key and the value before a name that is the rest of it: {amount: 6,200}.

    Two empty texts if it is none.
    """
    names = [*node.keys]
    at = names.index(name)
    if not at or not is_flow_collection(node) or node.values[name].span.text:
        return "", ""
    first = node.values[names[at - 1]]
    is_plain = isinstance(first, ScalarNode) and not first.style
    return (names[at - 1], first.span.text) if is_plain else ("", "")


def _unknown(
    violation: Violation, name: str, close: str, absent: list[str]
) -> tuple[str, str]:
    """Return what is wrong with a key, and the way out."""
    other = _known_here(violation)
    if other and name in violation.elsewhere:
        return f"“{name}:” cannot be used with “{other}:”", "keep only one of them"
    if other and violation.or_list and not close:
        message = f"“{shorten(name)}:” cannot be used with “{other}:”"
        return message, f"keep only “{other}:” here, or replace it with a list"
    if close:
        way_out = f"did you mean “{close}”?"
    elif absent:
        more = " …" if len(absent) > _MOST_LISTED else ""
        way_out = f"allowed here: {', '.join(absent[:_MOST_LISTED])}{more}"
    else:
        way_out = "delete the line"
    return f"“{shorten(name)}” is not allowed here", way_out


def _known_here(violation: Violation) -> str:
    """Return the key that shows which alternative a mapping is, or ""."""
    assert isinstance(violation.node, MappingNode)
    known = (*violation.schema.get("required", ()), *violation.schema["properties"])
    return next((name for name in known if name in violation.node.keys), "")


def _missing(violation: Violation, name: str) -> Diagnostic:
    asked = violation.schema["properties"][name]
    owner = f"“{shorten(str(violation.key.value))}:”" if violation.key else "this"
    if violation.schema is violation.root:
        owner = "this file"
    message = f"{owner} has no “{name}:”"
    way_out = f"add {_sample(violation.root, name, asked)}"
    at = head_span(violation.node, violation.key)
    return finding(violation, _MISSING_KEY, message, way_out, at)


def _sample(root: Schema, name: str, asked: Schema) -> str:
    """Return a line to add, or the fields to put under it."""
    if found := example_value(asked):
        return f"{name}: {found}"
    needed = resolve_ref(root, asked).get("required", ())
    if needed:
        return f"{name}: with {', '.join(f'{n}:' for n in needed)} under it"
    return f"{name}: with a list under it, each line starting with a dash"


_SAYS: dict[str, Callable[[Violation], Diagnostic]] = {
    "type": _wrong_type,
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
