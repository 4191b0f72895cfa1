"""A fast check of whether a file conforms to its schema, yes or no.

It knows only the keywords that our schemas use, and must agree with jsonschema: the tests compare
the two, and look for keywords that only jsonschema knows. `validate` finds what is wrong.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from pccreport.schema.builtin_schemas import Schema, find_definition

_compiled = cache(re.compile)


def conforms(value: Any, schema: Schema, root: Schema) -> bool:
    """Return whether a value conforms to a part of the schema `root`."""
    for keyword, expected in schema.items():
        if keyword in _NESTED:
            if not _NESTED[keyword](value, schema, root):
                return False
        elif keyword in _PLAIN and not _PLAIN[keyword](value, expected):
            return False
    return True


def _properties_conform(value: Any, schema: Schema, root: Schema) -> bool:
    """Return whether `properties` and `additionalProperties` allow a value: the second needs the first."""
    if type(value) is not dict:
        return True
    named = schema.get("properties", {})
    rest = schema.get("additionalProperties", True)
    for key, each in value.items():
        expected = named.get(key, rest)
        if expected is False or (
            expected is not True and not conforms(each, expected, root)
        ):
            return False
    return True


_NESTED: dict[str, Callable[[Any, Schema, Schema], bool]] = {
    "$ref": lambda value, schema, root: conforms(
        value, find_definition(root, schema["$ref"]), root
    ),
    "anyOf": lambda value, schema, root: any(
        conforms(value, branch, root) for branch in schema["anyOf"]
    ),
    "items": lambda value, schema, root: (
        type(value) is not list
        or all(conforms(each, schema["items"], root) for each in value)
    ),
    "propertyNames": lambda value, schema, root: (
        type(value) is not dict
        or all(conforms(key, schema["propertyNames"], root) for key in value)
    ),
    "properties": _properties_conform,
    "additionalProperties": lambda value, schema, root: (
        "properties" in schema
        or _properties_conform(value, schema, root)  # or checked by that
    ),
}
"""The check of each keyword that contains schemas."""


def _has_type(value: Any, expected: str | list[str]) -> bool:
    if isinstance(expected, str):
        return _HAS_TYPE[expected](value)
    return any(_HAS_TYPE[kind](value) for kind in expected)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_HAS_TYPE: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: type(value) is dict,
    "array": lambda value: type(value) is list,
    "string": lambda value: type(value) is str,
    "boolean": lambda value: type(value) is bool,
    "null": lambda value: value is None,
    "number": _is_number,
    # 1.0 is a whole number to JSON Schema.
    "integer": lambda value: (
        value.is_integer() if type(value) is float else _is_number(value)
    ),
}


def _is_one_of(value: Any, choices: list[Any]) -> bool:
    # true is not 1, although they are equal in Python.
    is_bool = type(value) is bool
    return any(value == each and is_bool == (type(each) is bool) for each in choices)


_PLAIN: dict[str, Callable[[Any, Any], bool]] = {
    "type": _has_type,
    "enum": _is_one_of,
    "const": lambda value, expected: _is_one_of(value, [expected]),
    "pattern": lambda value, expected: (
        type(value) is not str or bool(_compiled(expected).search(value))
    ),
    "minimum": lambda value, expected: not _is_number(value) or not value < expected,
    "maximum": lambda value, expected: not _is_number(value) or not value > expected,
    "minItems": lambda value, expected: (
        type(value) is not list or len(value) >= expected
    ),
    "maxItems": lambda value, expected: (
        type(value) is not list or len(value) <= expected
    ),
    "minProperties": lambda value, expected: (
        type(value) is not dict or len(value) >= expected
    ),
    "required": lambda value, expected: (
        type(value) is not dict or all(key in value for key in expected)
    ),
}
"""The check of each of the other keywords."""
