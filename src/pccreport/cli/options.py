"""The options and arguments of the commands in the table `options.json`, by their parameters.

An argument that is not `readable` is read by us, with our error and exit code.
"""

import json
from pathlib import Path
from typing import Any

import typer

_TABLE = json.loads(Path(__file__).with_name("options.json").read_text("utf-8"))


def option(command: str, name: str, default: Any = None, **more: Any) -> Any:
    """Return the option of a command that fills a parameter of its function."""
    row = {"names": (), **_TABLE[command][name], **more}
    return typer.Option(default, *row.pop("names"), **row)


def argument(command: str, name: str, default: Any = None) -> Any:
    """Return the argument of a command that fills a parameter of its function."""
    return typer.Argument(default, **_TABLE[command][name])
