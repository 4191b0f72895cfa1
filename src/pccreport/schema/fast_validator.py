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

_NAMES = {
    **{dict: "object", list: "array", str: "string", bool: "boolean"},
    **{type(None): "null", int: "integer", float: "number"},
}


def conforms(value: Any, schema: Schema, root: Schema) -> bool:
    """Return whether a value conforms to a part of the schema `root`."""
    checks = _CHECKS[type(value)]
    for keyword, expected in schema.items():
        check = checks.get(keyword)
        if check is not None and not check(value, expected, root):
            return False
    if type(value) is dict:
        return _properties_conform(value, schema, root)
    return True


def _properties_conform(value: Any, schema: Schema, root: Schema) -> bool:
    named = schema.get("properties", {})
    rest = schema.get("additionalProperties", True)
    for key, each in value.items():
        expected = named.get(key, rest)
        if expected is False or (
            expected is not True and not conforms(each, expected, root)
        ):
            return False
    return True


def _has_type(value: Any, expected: str | list[str], _: Schema) -> bool:
    kinds = (expected,) if isinstance(expected, str) else expected
    name = _NAMES[type(value)]
    if name in kinds:
        return True
    # 1.0 is a whole number to JSON Schema.
    is_whole = name == "number" and "integer" in kinds and value.is_integer()
    return is_whole or (name == "integer" and "number" in kinds)


def _is_one_of(value: Any, choices: list[Any], _: Schema) -> bool:
    # true is not 1, although they are equal in Python.
    is_bool = type(value) is bool
    return any(value == each and is_bool == (type(each) is bool) for each in choices)


_Checks = dict[str, Callable[[Any, Any, Schema], bool]]
_ANY: _Checks = {
    "$ref": lambda value, ref, root: conforms(value, find_definition(root, ref), root),
    "anyOf": lambda value, all, root: any(conforms(value, each, root) for each in all),
    "type": _has_type,
    "enum": _is_one_of,
    "const": lambda value, expected, root: _is_one_of(value, [expected], root),
}
_OF_NUMBER: _Checks = {
    **_ANY,
    "minimum": lambda value, least, _: not value < least,
    "maximum": lambda value, most, _: not value > most,
}
_CHECKS: dict[type, _Checks] = {
    **dict.fromkeys((bool, type(None)), _ANY),
    **dict.fromkeys((int, float), _OF_NUMBER),
    str: {
        **_ANY,
        "pattern": lambda value, form, _: bool(_compiled(form).search(value)),
    },
    list: {
        **_ANY,
        "items": lambda value, of, root: all(
            conforms(each, of, root) for each in value
        ),
        "minItems": lambda value, least, _: len(value) >= least,
        "maxItems": lambda value, most, _: len(value) <= most,
    },
    dict: {
        **_ANY,
        "required": lambda value, keys, _: all(key in value for key in keys),
        "minProperties": lambda value, least, _: len(value) >= least,
        "propertyNames": lambda value, of, root: all(
            conforms(key, of, root) for key in value
        ),
    },
}
"""The check of each keyword for a value of each type."""
