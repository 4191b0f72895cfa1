"""Checks quickly whether a file conforms to its schema, yes or no.

Knows the keywords that our schemas use and no others, and must agree with jsonschema: the tests
compare the two. What is wrong, and how to report it, is left to `validate`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pccreport.schema.builtin_schemas import Schema, find_definition

_SAYS_NOTHING = frozenset(
    {
        "$schema",
        "$defs",
        "title",
        "description",
        "markdownDescription",
        "markdownEnumDescriptions",
        "examples",
        "default",
        "defaultSnippets",
        "errorMessage",
        "patternErrorMessage",
    }
)
"""Keywords for editors and for our wording."""


def conforms(value: Any, schema: Schema, root: Schema) -> bool:
    """Return whether a value is what a part of the schema `root` asks for.

    Raise KeyError for a keyword that is not known here.
    """
    for keyword, asked in schema.items():
        if keyword in _SAYS_NOTHING:
            continue
        if keyword in _NESTED:
            if not _NESTED[keyword](value, schema, root):
                return False
        elif not _PLAIN[keyword](value, asked):
            return False
    return True


def _values(value: Any, schema: Schema, root: Schema) -> bool:
    """Judge `properties` and `additionalProperties`, which need each other."""
    if type(value) is not dict:
        return True
    named = schema.get("properties", {})
    rest = schema.get("additionalProperties", True)
    for key, each in value.items():
        asked = named.get(key, rest)
        if asked is False or (asked is not True and not conforms(each, asked, root)):
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
    "properties": _values,
    "additionalProperties": lambda value, schema, root: (
        "properties" in schema or _values(value, schema, root)  # seen to there
    ),
}
"""How each keyword is judged that has schemas under it."""


def _has_type(value: Any, asked: str | list[str]) -> bool:
    kinds = [asked] if isinstance(asked, str) else asked
    return any(_KINDS[kind](value) for kind in kinds)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_KINDS: dict[str, Callable[[Any], bool]] = {
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
    "const": lambda value, asked: _is_one_of(value, [asked]),
    "pattern": lambda value, asked: (
        type(value) is not str or bool(re.search(asked, value))
    ),
    "minimum": lambda value, asked: not _is_number(value) or not value < asked,
    "maximum": lambda value, asked: not _is_number(value) or not value > asked,
    "minItems": lambda value, asked: type(value) is not list or len(value) >= asked,
    "maxItems": lambda value, asked: type(value) is not list or len(value) <= asked,
    "minProperties": lambda value, asked: (
        type(value) is not dict or len(value) >= asked
    ),
    "required": lambda value, asked: (
        type(value) is not dict or all(key in value for key in asked)
    ),
}
"""How each of the others is judged."""
