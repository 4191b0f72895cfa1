"""A quick yes for values of a usual form: a run that has no others is spared jsonschema."""

import re
from typing import Any

from pccreport.schema.builtin_schemas import Schema, resolve_ref

_KINDS = {dict: "object", list: "array", str: "string", int: "integer", bool: "boolean"}


def conforms(value: Any, schema: Schema, root: Schema) -> bool:
    """Return whether a value certainly conforms to a part of the schema `root`."""
    schema = resolve_ref(root, schema)
    if "anyOf" in schema:
        return any(conforms(value, branch, root) for branch in schema["anyOf"])
    kind = _KINDS.get(type(value), "null" if value is None else "number")
    allowed = schema.get("type", ("string", "integer"))
    is_number = kind == "integer" and "number" in allowed
    choices = schema.get("enum", [schema.get("const", value)])
    if value not in choices or not (is_number or kind in allowed):
        return False
    if kind == "object":
        parts, rest = schema.get("properties", {}), schema.get("additionalProperties")
        names, least = schema.get("propertyNames", {}), schema.get("minProperties", 0)
        return (
            least <= len(value)
            and value.keys() >= {*schema.get("required", ())}
            and all(
                (part := parts.get(name, rest))
                and (not names or conforms(name, names, root))
                and conforms(each, part, root)
                for name, each in value.items()
            )
        )
    if kind == "array":
        least, most = schema.get("minItems", 0), schema.get("maxItems", len(value))
        is_size = least <= len(value) <= most
        return is_size and all(conforms(v, schema["items"], root) for v in value)
    if kind == "string":
        return _has_pattern(value, schema.get("pattern", ""))
    least, most = schema.get("minimum", value), schema.get("maximum", value)
    return value is None or bool(least <= value <= most)


def _has_pattern(value: str, pattern: str) -> bool:
    """Return whether a text has a pattern, of which as little is compiled as can be."""
    if value.isascii():  # a class without – is soon compiled
        pattern = pattern.replace("–", "")
    inside, end, rest = pattern[2:].rpartition(")$")
    if not end or not pattern.startswith("^(") or inside[0] == "?":
        return re.search(pattern, value) is not None
    choices = re.split(r"\|(?![^(]*\))", inside)
    return any(re.search(f"^(?:{each})${rest}", value) for each in choices)
