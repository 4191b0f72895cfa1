"""The schemas that are part of the program, by name."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

Schema = dict[str, Any]

NAMES = ("plan", "report", "update", "house")
"""The kinds of files that have a schema."""

_HERE = Path(__file__).resolve()
# An installed wheel, then a checkout. Not importlib.resources: it takes 20 ms.
_FOLDERS = (_HERE.parents[1] / "schemas", _HERE.parents[3] / "schemas")


@cache
def load_schema(name: str) -> Schema:
    """Return the schema of a kind of file, or raise FileNotFoundError. Do not change it: it is cached."""
    file_name = f"{name}.schema.json"
    for folder in _FOLDERS:
        if (path := folder / file_name).is_file():
            found: Schema = json.loads(path.read_text(encoding="utf-8"))
            return found
    raise FileNotFoundError(f"{file_name} in none of {', '.join(map(str, _FOLDERS))}")


def resolve_ref(root: Schema, part: Schema) -> Schema:
    """Return a part of a schema, or the shared definition that it refers to."""
    while "$ref" in part:
        part = find_definition(root, part["$ref"])
    return part


def find_definition(root: Schema, reference: str) -> Schema:
    """Return the definition of a reference, "#/$defs/quarter"; raise ValueError for any other form."""
    head, _, name = reference.rpartition("/")
    if head != "#/$defs":
        raise ValueError(f"{reference} is not a shared definition of the same file")
    found: Schema = root["$defs"][name]
    return found
