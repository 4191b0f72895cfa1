"""The schemas that are part of the program, by name."""

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
    """Return the schema of a kind of file. Do not change it: it is cached."""
    return dict(json.loads(schema_path(name).read_text(encoding="utf-8")))


def schema_path(name: str) -> Path:
    """Return the file of the schema of a kind of file."""
    folder = next(folder for folder in _FOLDERS if folder.is_dir())
    return folder / f"{name}.schema.json"


def resolve_ref(root: Schema, part: Schema) -> Schema:
    """Return a part of a schema, or the shared definition that it refers to."""
    while "$ref" in part:
        part = root["$defs"][part["$ref"].removeprefix("#/$defs/")]
    return part


def kind_of(schema: Schema) -> str:
    """Return the type that a schema asks for; of several, the first, as the others are for empty values."""
    kind: str | list[str] = schema["type"]
    return kind if isinstance(kind, str) else kind[0]
