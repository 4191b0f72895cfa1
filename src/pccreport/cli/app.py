"""The commands in the table `commands.json`; each is imported only when it is run."""

import json
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, cast

import typer
from typer.core import TyperCommand, TyperGroup

from pccreport.cli import terminal
from pccreport.cli.common import DEBUG, EXIT_CODES
from pccreport.source.command_error import USAGE, CommandError

UsageError = cast("type[Exception]", typer.BadParameter.__base__)
"""The exception of Typer, which is in its copy of click."""

_FILE = Path(__file__).with_name("commands.json")
COMMANDS: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
"""The "help" of each command, the first line of its docstring, and an "example".

A command is a function in a module of its name.
"""


def _usage_message(error: Any) -> str:
    """Return the sentence of Typer, in the form of our messages."""
    extra = r"Got unexpected extra argument\S* \((.*)\)"
    sentence = re.sub(extra, r"'\1' cannot be used here", error.format_message())
    sentence = re.sub("'(.*?)'", r"“\1”", sentence)
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


class CommandGroup(TyperGroup):
    """The commands by name and help; imports one when it is run."""

    def __init__(self, **kwargs: Any) -> None:
        named = {n: TyperCommand(n, help=row["help"]) for n, row in COMMANDS.items()}
        super().__init__(**{**kwargs, "commands": named})

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run a command and exit; print usage errors like other errors."""
        terminal.write_utf8_to_files()
        typed = [word for word in sys.argv[1:] if word != DEBUG]
        kwargs = {**kwargs, "args": typed, "standalone_mode": False}
        try:
            code = super().main(*args, **kwargs)
        except UsageError as error:
            code = USAGE
            if message := _usage_message(error):  # or else help has been printed
                words = ["pccreport", *(word for word in typed if word in COMMANDS)]
                advice = f"see {' '.join(words[:2])} --help"
                terminal.print_error(CommandError(message, USAGE, advice))
        sys.exit(code)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the name and the command in the arguments, and the rest of them."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, load_command(name) if name else None, rest


def load_command(name: str) -> TyperCommand:
    """Import a command and return it with its options."""
    function = getattr(import_module(f"pccreport.cli.{name}"), name)
    command_app = typer.Typer(add_completion=False)
    command_app.command(name, epilog=f"Example: {COMMANDS[name]['example']}")(function)
    command = typer.main.get_command(command_app)
    assert isinstance(command, TyperCommand)
    return command


app = typer.Typer(
    name="pccreport",
    cls=CommandGroup,
    help="Make the progress report that a panel reads each quarter.",
    epilog=f"{EXIT_CODES}\n\nExample: {COMMANDS['build']['example']}",
    no_args_is_help=True,
    # The installer for PowerShell would loosen the execution policy of the computer.
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def pccreport(
    version: bool = typer.Option(  # answered in __main__; here for --help
        False, "--version", "-V", help="Show the version and exit."
    ),
    debug: bool = typer.Option(  # taken out by `main`; here for --help
        False, DEBUG, help="With any command, show all details of a bug."
    ),
) -> None:
    """Make the progress reports that a panel reads from one quarter to the next."""
