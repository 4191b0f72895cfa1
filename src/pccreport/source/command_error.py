"""The machine's refusals: a file that is missing or locked, a full disk.

What is wrong in an officer's text is a `Diagnostic` and is returned; only these
are raised, and `cli` shows each as two lines, `error:` and `help:`.
"""

from __future__ import annotations

import errno

DONE = 0
FINDINGS = 1
USAGE = 2
UNREADABLE = 3
"""A path is missing, or cannot be read or written."""
INTERRUPTED = 130


class CommandError(Exception):
    """The machine will not do what was asked: one sentence, and an exit code."""

    def __init__(self, message: str, code: int = UNREADABLE, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.help = help


def reader_has_left(error: OSError) -> bool:
    """Return whether a stream cannot be written to because nobody reads it any more."""
    # Windows says so of a pipe; of what else is written to, no system does.
    closed = error.errno == errno.EINVAL and error.filename is None
    return closed or isinstance(error, BrokenPipeError)


def refusal(error: OSError) -> CommandError:
    """Return what to say of a file or stream that the machine refuses."""
    where = f"“{error.filename}”" if error.filename else "a file or stream"
    message = f"{where} cannot be read or written: {error.strerror}"
    way_out = "close it in other programs, look whether the disk is full, and try again"
    return CommandError(message, UNREADABLE, way_out)
