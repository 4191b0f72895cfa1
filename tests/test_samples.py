"""The samples in the reference documents are what the schemas allow, and the commands have those options."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from tests.cases import in_turn

from pccreport.cli import app
from pccreport.schema.builtin_schemas import load_schema

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
KINDS = ("plan", "report", "house", "update")


def blocks(sort: str) -> Iterator[str]:
    """The fenced blocks of a sort."""
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        yield from re.findall(rf"^```{sort}\n(.*?)^```$", text, re.M | re.S)


def typed_commands() -> Iterator[str]:
    """What the documents say to type, in blocks and within sentences."""
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        inside = "".join(
            re.findall(r"^```(?:sh|console)\n(.*?)^```$", text, re.M | re.S)
        )
        typed = re.findall(r"^(?:\$ )?(pccreport [^\n#]+)", inside, re.M)
        typed += re.findall(r"`(pccreport [a-z][^`\n]*)`", text)
        for line in dict.fromkeys(typed):
            yield line.rstrip(" \\")


def as_file(sample: Any) -> Any:
    """A sample as it stands in a file: entries and the cells of a key aim in their place."""
    if isinstance(sample, list):
        sample = {"some_aim": {"some_stream": sample}}
    known = {key for kind in KINDS for key in load_schema(kind)["properties"]}
    return sample if known & sample.keys() else {"updates": sample}


@in_turn("block", blocks("yaml"))
def test_a_sample_is_one_that_a_schema_allows(block: str) -> None:
    """Some kind of file can have it; only what stands elsewhere in that file is missing."""
    read = YAML(typ="safe").load(dedent(block))
    sample = json.loads(json.dumps(as_file(read), default=str))  # dates are texts
    kinds = [k for k in KINDS if sample.keys() <= load_schema(k)["properties"].keys()]
    faults = {
        kind: [
            error.message
            for error in Draft202012Validator(load_schema(kind)).iter_errors(sample)
            if error.validator != "required" or error.path
        ]
        for kind in kinds
    }

    assert [] in faults.values(), faults or f"no file has {sorted(sample)}"


@in_turn("line", typed_commands())
def test_a_command_has_the_options_that_are_typed(line: str) -> None:
    """Its name is one of the tool's, and its options are its own."""
    _, name, *rest = shlex.split(line)
    if name.startswith("-"):
        return
    assert name in app.COMMANDS
    options = {opt for param in app.load_command(name).params for opt in param.opts}
    typed = {word.split("=")[0] for word in rest if re.match(r"--?[a-zA-Z]", word)}
    assert typed - {"--help"} <= options
