"""The command `pccreport`, also as `python -m pccreport`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

from pccreport import __version__


def main() -> NoReturn:
    """Run the command line; `--version` answers without loading the rest."""
    code: object = 0
    try:
        _run_app()
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:
        code = 130
    except OSError as error:  # --help and --version; commands catch their own
        from pccreport.cli import terminal  # noqa: PLC0415  # few runs need it
        from pccreport.source import command_error  # noqa: PLC0415

        if not command_error.is_closed_pipe(error):
            terminal.print_error(command_error.command_error(error))
            code = command_error.UNREADABLE
    _end_process(code if isinstance(code, int) else int(code is not None))


def _run_app() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):
        if sys.stdout is not None:
            sys.stdout.write(f"pccreport {__version__}\n")
            sys.stdout.flush()
        return
    # A run makes tens of thousands of values that have no cycles: to look for them took
    # a tenth of a check of 600 updates, and two fifths of one of 6,000.
    gc.disable()
    from pccreport.cli.app import app  # noqa: PLC0415  # --version must not pay for it

    app()


def _end_process(code: int) -> NoReturn:
    """End the process at once: taking a finished program apart is a sixth of a run."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # the reader may have left
            if stream is not None:  # or never been
                stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
