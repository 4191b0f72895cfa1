"""A command line that is not understood: in our words, and in the one shape of an error.

Typer's sentences are recognised by their form; one that is not known is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

import typer

from pccreport.source.command_error import USAGE, CommandError

UsageError = cast("type[Exception]", typer.BadParameter.__base__)
"""What Typer raises: in its own copy of click, which nothing imports by name."""

_MESSAGES = (
    (r"No such option: (\S+)", "there is no option {0}"),
    (r"No such command '(.+?)'\.", "there is no command “{0}”"),
    (r"Option '(.+)' requires an? ", "{0} needs a value"),
    (r"Option '(.+)' does not take a value", "{0} does not take a value"),
    (r"Got unexpected extra argument\S* \((.+)\)", "“{0}” is more than can be given"),
    (r"Invalid value for '(.+?)': '(.*)' is not ", "“{1}” is not a value of {0}"),
)
"""How Typer's sentences start, and what is said instead."""
_WAYS_OUT = (
    (r".* \(Possible options: (.+)\)", "did you mean {0}?"),
    (r".* Did you mean '(.+)'\?", "did you mean {0}?"),
    (r".* is not one of (.+)\.", "allowed here: {0}"),
)


def reword_usage_error(error: Any, command: str) -> CommandError:
    """Return what is wrong with a command line, and what would be right."""
    said = str(error.format_message())
    message = _reworded(said, _MESSAGES) or said[:1].lower() + said[1:].rstrip(".")
    way_out = _reworded(said, _WAYS_OUT).replace("'", "").replace(", --", " or --")
    name = f"pccreport {command}".rstrip()
    return CommandError(message, USAGE, way_out or f"see {name} --help")


def _reworded(said: str, wordings: Iterable[tuple[str, str]]) -> str:
    """Return the words for a sentence of a known form, or ""."""
    found = ((re.match(form, said, re.DOTALL), words) for form, words in wordings)
    return next((words.format(*match.groups()) for match, words in found if match), "")
