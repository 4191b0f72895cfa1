"""The findings of violations: message, span and help.

Each keyword has a function that returns a finding; `type` and the keys of a mapping, which can be
wrong in many ways, have several.
"""

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
"""The rule of a file that needs a newer version."""
_MAX_LISTED = 14
"""Keys that a finding lists: all of an update, a plan or a house format, but not the 36 phrases."""
_IN_WORDS = {
    "integer": "a whole number in figures",
    "number": "a number in figures",
    "boolean": "true or false",
}


def violation_findings(violation: Violation) -> tuple[Diagnostic, ...]:
    """Return the finding of a violation, or a finding for each key that is wrong."""
    if violation.keyword == "names":
        return _key_findings(violation)
    return (_FINDINGS[violation.keyword](violation),)


# Values in the wrong form


def _wrong_form(violation: Violation) -> Diagnostic:
    way_out = advice(violation, "patternErrorMessage")
    as_typed = typed_text(violation.node)
    if not as_typed.strip():
        message = f"{place_name(violation)} is empty"
        return finding(violation, rule("empty-value"), message, way_out)
    bare = as_typed.strip()
    if bare != as_typed and re.search(violation.expected, bare):
        message = f"“{shorten(bare)}” has a space or line break before or after it"
        way_out = f"write it without: {shorten(bare)}"
        return finding(violation, rule("wrong-form"), message, way_out)
    # A name that refers to something can be of the right form and still refer to nothing.
    refers = way_out != lower_first(violation.schema["patternErrorMessage"])
    simpler = _corrected(violation, as_typed)
    if simpler and not refers:
        way_out = f"did you mean “{simpler}”?"
    kind = lower_first(violation.schema["title"])
    message = f"“{shorten(as_typed)}” is not {kind}"
    return finding(violation, rule("wrong-form"), message, way_out)


def _corrected(violation: Violation, as_typed: str) -> str:
    """Return a text as a key ("Public awareness") or in lower case ("Plan"), if that is valid, or ""."""
    small = as_typed.casefold()
    key = re.sub(r"[^a-z0-9]+", "_", small).strip("_")
    forms = (key, small) if "_" in violation.expected else (small,)
    return next((form for form in forms if re.search(violation.expected, form)), "")


def _wrong_format_number(violation: Violation) -> Diagnostic:
    as_typed = shorten(typed_text(violation.node))
    value = violation.node.value if isinstance(violation.node, ScalarNode) else ""
    if value is None:
        return _wrong_type(violation._replace(expected="integer"))
    if not isinstance(value, int) or value <= violation.expected:
        message = f"“{as_typed}” is not a known format number"
        return finding(violation, rule("wrong-form"), message)
    message = f"this file needs a newer version of pccreport (format {as_typed})"
    way_out = f"update pccreport; this version reads format {violation.expected}"
    return finding(violation, NEWER, message, way_out)


def _unknown_choice(violation: Violation) -> Diagnostic:
    if not isinstance(violation.node, ScalarNode) or violation.node.value is None:
        return _wrong_type(violation._replace(expected="string"))
    as_typed = typed_text(violation.node)
    message = f"“{shorten(as_typed)}” is not one of the choices here"
    choices: list[str] = violation.expected
    close = closest_match(as_typed, choices)
    if close and as_typed.strip(QUOTES) == close:
        way_out = f"write it without the quotes: {close}"
    elif close:
        way_out = f"did you mean “{close}”?"
    else:
        way_out = f"choose from: {', '.join(choices)}"
    return finding(violation, rule("wrong-form"), message, way_out)


def _out_of_range(violation: Violation) -> Diagnostic:
    lowest, highest = violation.schema.get("minimum"), violation.schema.get("maximum")
    as_typed = shorten(typed_text(violation.node))
    if highest is None:
        message = f"“{as_typed}” is less than {lowest}"
    else:
        message = f"“{as_typed}” is not between {lowest} and {highest}"
    return finding(violation, rule("wrong-form"), message)


def _empty_collection(violation: Violation) -> Diagnostic:
    return finding(violation, rule("empty-value"), f"{place_name(violation)} is empty")


def _too_many(violation: Violation) -> Diagnostic:
    assert isinstance(violation.node, SequenceNode)
    count = f"{len(violation.node.items)} entries, but at most {violation.expected}"
    message = f"{place_name(violation)} has {count} are allowed"
    return finding(violation, rule("wrong-form"), message)


# Values of another kind


def _wrong_type(violation: Violation) -> Diagnostic:
    """Return the finding for a value of the wrong type."""
    node = violation.node
    if isinstance(node, ScalarNode) and node.value is None:
        return _empty_scalar(violation, node)
    match violation.expected:
        case "string":
            return _not_text(violation)
        case "object" | "array":
            return _not_collection(violation)
    return _not_scalar(violation)


def _empty_scalar(violation: Violation, node: ScalarNode) -> Diagnostic:
    at = node.span
    if at.text:
        message = f"“{at.text}” is read as empty here"
    elif violation.key is None:
        where = "in" if violation.schema is violation.root else "after"
        message = f"{place_name(violation)} has nothing {where} it"
    else:
        message, at = f"{place_name(violation)} is empty", violation.key.span
    return finding(violation, rule("empty-value"), message, _how_to_fill(violation), at)


def _how_to_fill(violation: Violation) -> str:
    """Return the help for an empty value."""
    if violation.expected in {"object", "array"}:
        return advice(violation)
    sample = example_value(violation.wording)
    if violation.key is None:
        return f"write something after the dash, such as: - {sample}"
    way_out = f"write it after the colon, such as: {violation.key.value}: {sample}"
    return f"{way_out}; or delete the line" if violation.optional else way_out


def _not_text(violation: Violation) -> Diagnostic:
    node = violation.node
    if not isinstance(node, ScalarNode) and is_flow_collection(node):
        return _in_brackets(violation)
    if isinstance(node, MappingNode) and node.keys:
        return _cut_by_colon(violation, node)
    if not isinstance(node, ScalarNode):
        message = f"{content_words(violation)}, but text is expected"
        way_out = "remove the dash, so that the text is on its own"
        return finding(violation, rule("wrong-kind"), message, way_out)
    as_typed = shorten(typed_text(node))
    pattern = violation.schema.get("pattern", "")
    if not re.search(pattern, as_typed) and "title" in violation.schema:
        # No quotes would make a period of 2019.
        message = f"“{as_typed}” is not {lower_first(violation.schema['title'])}"
        way_out = advice(violation, "patternErrorMessage")
        return finding(violation, rule("wrong-form"), message, way_out)
    kind = "true or false" if isinstance(node.value, bool) else "a number"
    message = f"“{as_typed}” is read as {kind}, not as text"
    way_out = f'put it in quotes: "{as_typed}"'
    return finding(violation, rule("wrong-kind"), message, way_out)


def _in_brackets(violation: Violation) -> Diagnostic:
    as_typed = shorten(violation.node.span.text)
    kind = kind_words(violation.node)
    message = f"“{as_typed}” is read as {kind}, because it starts with {as_typed[0]}"
    way_out = "put the whole text in quotes, or on the next line after >-"
    at = first_line_span(violation.node)
    return finding(violation, rule("wrong-kind"), message, way_out, at)


def _cut_by_colon(violation: Violation, node: MappingNode) -> Diagnostic:
    name, key = next(iter(node.keys.items()))
    sentence = shorten(name)
    message = f"the words before the colon are read as a field name: “{sentence}:”"
    if isinstance(node.values[name], ScalarNode):
        way_out = (
            "write >- and put the whole text on the next line, or put it in quotes"
        )
    elif "points" in violation.all_keys:
        way_out = f'write text: "{sentence}:" and put points: above the lines under it'
    else:
        way_out = "write a single text here, in quotes or on the next line after >-"
    return finding(violation, rule("colon-in-text"), message, way_out, key.span)


def _not_collection(violation: Violation) -> Diagnostic:
    """Return the finding for a value that should be a list or a mapping."""
    key, node = violation.key, violation.node
    if violation.allows_list and key and key.value in violation.all_keys:
        message = f"“{key.value}:” is where a key should be"
        way_out = f"write the key on its own line, with {key.value}: under it"
        return finding(violation, rule("wrong-kind"), message, way_out, key.span)
    is_list = violation.expected == "array"
    wanted = "a list" if is_list else "fields with a colon"
    if not isinstance(node, ScalarNode):
        message = f"{content_words(violation)}; expected {wanted}"
        return finding(violation, rule("wrong-kind"), message)
    as_typed = shorten(typed_text(node))
    message = f"expected {wanted} here, not “{as_typed}”"
    start_each = is_list and not violation.all_keys
    way_out = f"start each line with a dash: - {as_typed}" if start_each else ""
    return finding(violation, rule("wrong-kind"), message, way_out)


def _not_scalar(violation: Violation) -> Diagnostic:
    """Return the finding for a value that should be a number, or true or false."""
    node = violation.node
    if not isinstance(node, ScalarNode):
        message = f"{content_words(violation)}, but a single value is expected"
        return finding(violation, rule("wrong-kind"), message)
    as_typed = shorten(typed_text(node))
    if node.style in {"'", '"'} and _is_of_type(violation.expected, as_typed):
        message = f"“{as_typed}” is in quotes, so it is read as text"
        way_out = f"remove the quotes: {as_typed}"
        return finding(violation, rule("wrong-kind"), message, way_out)
    message = f"expected {_IN_WORDS[violation.expected]} here, not “{as_typed}”"
    return finding(violation, rule("wrong-kind"), message)


def _is_of_type(expected: str, as_typed: str) -> bool:
    """Return whether a quoted text would be of the expected type without the quotes."""
    if expected == "boolean":
        return as_typed in {"true", "false"}
    fraction = "" if expected == "integer" else r"(\.[0-9]+)?"
    return re.fullmatch(r"-?[0-9]+" + fraction, as_typed) is not None


# Keys


def _key_findings(violation: Violation) -> tuple[Diagnostic, ...]:
    """Return a finding for every key that is not allowed here, or is missing.

    A key that is similar to a missing one is a misspelling of it: one error, reported once.
    """
    assert isinstance(violation.node, MappingNode)
    properties: dict[str, Schema] = violation.schema["properties"]
    keys = violation.node.keys
    missing = {n for n in violation.schema.get("required", ()) if n not in keys}
    all_unknown = bool(violation.all_keys) and properties.keys().isdisjoint(keys)
    allowed = violation.all_keys if all_unknown else properties
    absent = [name for name in allowed if name not in keys]
    findings = []
    for name, key in keys.items():
        if name in properties:
            continue
        first, before = _before_comma(violation.node, name)
        is_figure = re.fullmatch(r"£?\d{1,3},\d{3}", f"{before},{name}") is not None
        in_figures = is_figure and properties.get(first, {}).get("type") in _IN_WORDS
        if in_figures and before[:1] == "£":
            continue  # “£6,200”: what is before the comma has a finding
        close = closest_match(name, absent)
        missing -= set(absent) if all_unknown else {close}
        message, way_out = _unknown(violation, name, close, absent)
        value = violation.node.values[name]
        if is_figure or (before and not close and name not in violation.all_keys):
            start = violation.node.values[first].span.start
            whole = shorten(key.source.text[start : max(key.end, value.end)])
            message = f"“{whole}” is read as two values, because of the comma"
            way_out = f'put it in quotes: "{whole}"'
            if in_figures:
                way_out = f"write it without the comma: {before}{name}"
        findings.append(
            finding(violation, rule("unknown-key"), message, way_out, key.span)
        )
    return (*findings, *(_missing(violation, n) for n in properties if n in missing))


def _before_comma(node: MappingNode, name: str) -> tuple[str, str]:
    """Return the key and value that a comma separated from the rest: of {amount: 6,200}, "amount" and "6".

    Two empty texts if the name is not the rest of a value.
    """
    names = [*node.keys]
    at = names.index(name)
    is_apart = node.values[name].span.text and names[at - 1] != "nothing"
    if not at or not is_flow_collection(node) or is_apart:
        return "", ""
    first = node.values[names[at - 1]]
    is_plain = isinstance(first, ScalarNode) and not first.style
    return (names[at - 1], first.span.text) if is_plain else ("", "")


def _unknown(
    violation: Violation, name: str, close: str, absent: list[str]
) -> tuple[str, str]:
    """Return the message and the help for an unknown key."""
    assert isinstance(violation.node, MappingNode)
    known = (*violation.schema.get("required", ()), *violation.schema["properties"])
    other = next((key for key in known if key in violation.node.keys), "")
    if other and name in violation.all_keys:
        return f"“{name}:” cannot be used with “{other}:”", "keep only one of them"
    if other and violation.allows_list and not close:
        message = f"“{shorten(name)}:” cannot be used with “{other}:”"
        return message, f"keep only “{other}:” here, or replace it with a list"
    if close:
        way_out = f"did you mean “{close}”?"
    elif absent:
        more = " …" if len(absent) > _MAX_LISTED else ""
        way_out = f"allowed here: {', '.join(absent[:_MAX_LISTED])}{more}"
    else:
        way_out = "delete the line"
    return f"“{shorten(name)}” is not allowed here", way_out


def _missing(violation: Violation, name: str) -> Diagnostic:
    message = f"{place_name(violation).removesuffix(' dash')} has no “{name}:”"
    schema = violation.schema["properties"][name]
    way_out = f"add {_sample(violation.root, name, schema)}"
    at = head_span(violation.node, violation.key)
    is_id = re.compile(r"id: [\w-]+\s+- ").match(at.source.text, at.start)
    if name == "text" and is_id:
        way_out += f"; or, if the next line is its text, begin that after {at.column - 1} spaces, with text: in place of the dash"
    return finding(violation, rule("missing-key"), message, way_out, at)


def _sample(root: Schema, name: str, schema: Schema) -> str:
    """Return a line to add, or the fields to put under it."""
    if found := example_value(schema):
        such_as = "" if "const" in schema else f"{name}:, such as "
        return f"{such_as}{name}: {found}"
    needed = resolve_ref(root, schema).get("required", ())
    if needed:
        return f"{name}: with {', '.join(f'{n}:' for n in needed)} under it"
    return f"{name}: with a list under it, each line starting with a dash"


_FINDINGS: dict[str, Callable[[Violation], Diagnostic]] = {
    "type": _wrong_type,
    "pattern": _wrong_form,
    "const": _wrong_format_number,
    "enum": _unknown_choice,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "minItems": _empty_collection,
    "minProperties": _empty_collection,
    "maxItems": _too_many,
}
"""The function that returns the finding of each keyword but "names"."""
