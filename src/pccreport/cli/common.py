"""Shared by all commands: exit codes, options, the environment, and the one `except`."""

import functools
import os
import platform
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import ParamSpec

import typer

from pccreport import __version__
from pccreport.cli import terminal
from pccreport.cli.options import option
from pccreport.source.command_error import (
    DONE,
    INTERRUPTED,
    UNREADABLE,
    CommandError,
    command_error,
)

EXIT_CODES = "Exit codes: 0 finished; 1 the project has errors or, with --exit-code, something changed; 2 the command was not understood; 3 a file or folder is missing, or cannot be read or written; 70 a bug in pccreport; 130 stopped with Ctrl-C."

CRASHED = 70  # EX_SOFTWARE of sysexits.h
DEBUG = "--debug"
"""The option that is allowed anywhere, and shows the details of a bug."""

OUTPUT_FILE: Path | None = option(
    *("shared", "output"), callback=lambda path: None if str(path) == "-" else path
)
"""The option of commands that print a result or write it to a file."""
PROJECT: Path = option("shared", "project", Path())
"""The option of commands that read other files besides a project."""
INCLUDE_PRIVATE: bool = option("shared", "include_private", False)
"""The option of commands that compare."""
FORCE: bool = option("shared", "force", False)
"""The option of commands that write a file."""

Params = ParamSpec("Params")


def handle_errors(command: Callable[Params, int]) -> Callable[Params, None]:
    """Return a command that ends with an exit code, and never with a traceback."""

    @functools.wraps(command)
    def run(*args: Params.args, **kwargs: Params.kwargs) -> None:
        raise typer.Exit(run_for_exit_code(command, *args, **kwargs))

    return run


def run_for_exit_code(
    command: Callable[Params, int], *args: Params.args, **kwargs: Params.kwargs
) -> int:
    """Run a command, print its error if it has one, and return the exit code."""
    try:
        return command(*args, **kwargs)
    except CommandError as error:
        terminal.print_error(error)
        return error.code
    except KeyboardInterrupt:
        terminal.print_message("Stopped. Nothing was written.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has closed the pipe: nothing more is printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        terminal.print_error(command_error(error))
        return UNREADABLE
    except Exception as error:  # officers must not see a traceback
        terminal.print_error(log_crash(error))
        terminal.print_message("Nothing was written.")
        return CRASHED


def raise_last_error(errors: list[CommandError]) -> None:
    """Print all errors but the last, and raise that one."""
    for error in errors[:-1]:
        terminal.print_error(error)
    if errors:
        raise errors[-1]


def log_crash(error: Exception) -> CommandError:
    """Write what is known of a bug to a file, and return the error that names it.

    With --debug, the traceback is shown as well.
    """
    import tempfile  # noqa: PLC0415  # 2 ms

    handle, name = tempfile.mkstemp(prefix="pccreport-", suffix=".log", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.writelines(f"{line}\n" for line in _crash_log_lines(error))
    if DEBUG in sys.argv:
        terminal.write_text("".join(traceback.format_exception(error)), sys.stderr)
    advice = f"send {name} to the person who looks after pccreport"
    return CommandError("this is a bug in pccreport", CRASHED, advice)


def _crash_log_lines(error: Exception) -> Iterator[str]:
    """Yield the lines of a log, without paths, values and texts, which may be private."""
    yield f"pccreport {__version__}, Python {platform.python_version()}, {platform.platform()}"
    typed = sys.argv[1:]
    command = next((word for word in typed if not word.startswith("-")), "")
    options = (re.findall(r"\A(?:--[a-z-]+|-[a-z])", word) for word in typed)
    yield " ".join(("command:", command, *chain(*options)))
    found: BaseException | None = error
    while found:
        frames = traceback.extract_tb(found.__traceback__)
        lines = "".join(frame.line or "" for frame in frames[-1:])
        # A message that the code itself has is no text of a project.
        message = f": {found}" if str(found) and str(found) in lines else ""
        yield f"{type(found).__name__}{message}"
        for frame in frames:
            place = "/".join(Path(frame.filename).parts[-3:])
            yield f"  {place}:{frame.lineno}, {frame.name}: {frame.line}"
        found = found.__cause__ or found.__context__
