"""The command `pccreport`, also as `python -m pccreport`."""

from __future__ import annotations

import sys

from pccreport import __version__


def main() -> None:
    """Run the command line; `--version` answers without loading the rest."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"pccreport {__version__}\n")
        return
    try:
        from pccreport.cli.app import app  # noqa: PLC0415  # the fast path above must not pay for it

        app()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
