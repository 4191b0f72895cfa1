"""jsonschema's errors for a file, up to a limit.

For a value with alternatives, jsonschema collects every error of each before it reports the
first; a hostile list would keep it busy for long. Here that has a limit, with the same verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from pccreport.schema.builtin_schemas import Schema

MOST_ERRORS = 1000
"""Errors gathered of one alternative."""


def iter_errors(root: Schema, document: Any) -> Iterator[ValidationError]:
    """Yield what jsonschema finds wrong with a document."""
    found: Iterator[ValidationError] = _Validator(root).iter_errors(document)
    return found


def _any_of(
    validator: Any, branches: list[Schema], instance: Any, _: Schema
) -> Iterator[ValidationError]:
    gathered: list[ValidationError] = []
    for index, branch in enumerate(branches):
        told = validator.descend(instance, branch, schema_path=index)
        found = list(islice(told, MOST_ERRORS))
        if not found:
            return
        gathered += found
    yield ValidationError("no alternative fits", context=gathered)


_Validator = extend(Draft202012Validator, {"anyOf": _any_of})
