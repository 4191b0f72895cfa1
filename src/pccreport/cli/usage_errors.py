"""Usage errors of Typer in our wording; an unknown one is shown unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

import typer

from pccreport.source.command_error import USAGE, CommandError

UsageError = cast("type[Exception]", typer.BadParameter.__base__)
"""The exception of Typer, which is in its copy of click."""

_MESSAGES = (
    (r"No such option: (\S+)", "there is no option {0}"),
    (r"No such command '(.+?)'\.", "there is no command “{0}”"),
    (r"Option '(.+)' requires an? ", "{0} needs a value"),
    (r"Option '(.+)' does not take a value", "{0} does not take a value"),
    (r"Got unexpected extra argument\S* \((.+)\)", "“{0}” is more than can be given"),
    (r"Invalid value for '(.+?)': '(.*)' is not ", "“{1}” is not a value of {0}"),
)
"""Patterns of the sentences of Typer, and our wording."""
_ADVICE = (
    (r".* \(Possible options: (.+)\)", "did you mean {0}?"),
    (r".* Did you mean '(.+)'\?", "did you mean {0}?"),
    (r".* is not one of (.+)\.", "allowed here: {0}"),
)


def reword_usage_error(error: Any, command: str) -> CommandError:
    """Return a usage error in our wording, with advice."""
    sentence = str(error.format_message())
    message = _reword(sentence, _MESSAGES) or sentence[:1].lower() + sentence[
        1:
    ].rstrip(".")
    advice = _reword(sentence, _ADVICE).replace("'", "").replace(", --", " or --")
    name = f"pccreport {command}".rstrip()
    return CommandError(message, USAGE, advice or f"see {name} --help")


def _reword(sentence: str, wordings: Iterable[tuple[str, str]]) -> str:
    """Return the wording for a known sentence, or ""."""
    found = (
        (re.match(form, sentence, re.DOTALL), wording) for form, wording in wordings
    )
    return next(
        (wording.format(*match.groups()) for match, wording in found if match), ""
    )
