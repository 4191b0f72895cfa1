"""The machine's refusals: a file that is missing or locked, a full disk.

What is wrong in an officer's text is a `Diagnostic` and is returned; only these
are raised, and `cli` shows them as one plain sentence.
"""

from __future__ import annotations

DONE = 0
FINDINGS = 1
USAGE = 2
UNREADABLE = 3
"""A path is missing, or cannot be read or written."""
INTERRUPTED = 130


def refusal(error: OSError) -> str:
    """Return the sentence on a file or stream that the machine refuses."""
    where = f"“{error.filename}”" if error.filename else "a file or stream"
    return f"{where} cannot be read or written: {error.strerror}"


class CommandError(Exception):
    """The machine will not do what was asked: one sentence, and an exit code."""

    def __init__(self, message: str, code: int = UNREADABLE, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.help = help
