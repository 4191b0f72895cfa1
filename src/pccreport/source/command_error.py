"""Errors of the system, such as a missing or locked file or a full disk.

Errors in a text are returned, as a `Diagnostic`; only these are raised, and `cli` prints each as
two lines, `error:` and `help:`.
"""

import errno
import sys
from pathlib import Path

DONE = 0
FINDINGS = 1
USAGE = 2
UNREADABLE = 3
"""A path is missing, or cannot be read or written."""
INTERRUPTED = 130

WINDOWS = sys.platform == "win32"
_MAX_PATH = 260  # for most programs of Windows, which report a longer path as missing


class CommandError(Exception):
    """An error that stops a command: one sentence, an exit code, and help or ""."""

    def __init__(self, message: str, code: int = UNREADABLE, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.help = help


def is_closed_pipe(error: OSError) -> bool:
    """Return whether a stream could not be written because its reader closed it."""
    # Windows reports a closed pipe as EINVAL, which no system reports for files.
    is_closed = error.errno == errno.EINVAL and error.filename is None
    return is_closed or isinstance(error, BrokenPipeError)


_MISSING = "does not exist", "check the spelling"
_CLOSED = "cannot be opened", "close it in other programs, or ask for permission"
_FAULTS = {
    # On Windows, a name with a * is EINVAL.
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.EINVAL), _MISSING),
    **dict.fromkeys((errno.EACCES, errno.EPERM), _CLOSED),
    errno.ENAMETOOLONG: ("cannot be the name of a file", "check it, or shorten it"),
}


def command_error(error: OSError | ValueError, name: str = "") -> CommandError:
    """Return an error of the system, or a name with a null in it, as a `CommandError`."""
    number = getattr(error, "errno", errno.ENAMETOOLONG)
    fault = f"cannot be read or written: {getattr(error, 'strerror', '')}"
    advice = "close it in other programs, check whether the disk is full, and try again"
    fault, advice = _FAULTS.get(number, (fault, advice))
    name = name or getattr(error, "filename", "")
    length = len(str(Path(name).absolute())) if name and WINDOWS else 0
    if number == errno.ENOENT and length >= _MAX_PATH:
        fault = f"does not exist, or its path of {length} characters is too long"
        advice = "check the spelling, or move its folder closer to the top level"
    called = f"“{name}”" if name else "a file or stream"
    return CommandError(f"{called} {fault}", UNREADABLE, advice)
