"""The table of commands; each is imported only when it is run."""

import sys
from importlib import import_module
from typing import Any, NamedTuple, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from pccreport.cli import terminal
from pccreport.cli.common import EXIT_CODES
from pccreport.cli.usage_errors import UsageError, reword_usage_error
from pccreport.source.command_error import USAGE


class Command(NamedTuple):
    """The row of a command, which is a function and a module of its name."""

    help: str
    """The first line of the function's docstring."""
    example: str


COMMANDS = {
    "build": Command(
        "Build a report as a Word document.",
        "pccreport build examples/thames-valley -o report.docx",
    ),
    "check": Command(
        "Check a project for problems. No file is changed without --fix.",
        "pccreport check examples/thames-valley",
    ),
    "compare": Command(
        "Show what changed, update by update. No project file is changed.",
        'pccreport compare examples/thames-valley "2019/20 Q3" "2019/20 Q4"',
    ),
    "explain": Command(
        "Explain a rule: what it finds, why it matters and how to put it right.",
        "pccreport explain date-after-period",
    ),
    "house": Command(
        "Show a house format that comes with pccreport, or start your own.",
        "pccreport house plain -o house.yaml",
    ),
    "new": Command(
        "Begin a project, or the next quarter of one. No file is overwritten.",
        "pccreport new my-report",
    ),
    "paste": Command(
        "Turn an e-mail or a copied list into updates. Every line is placed, or named.",
        "pccreport paste e-mail.txt --stream force --write",
    ),
    "reconcile": Command(
        "Check that everything contributors sent is in the project, word by word.",
        'pccreport reconcile force.docx grants.xlsx my-report --period "2022/23 Q4"',
    ),
    "status": Command(
        "Show who has sent what for a quarter, and who has not.",
        "pccreport status examples/thames-valley",
    ),
}


class Commands(TyperGroup):
    """The commands by name and help; imports one when it is run."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run a command and exit; print usage errors like other errors."""
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except UsageError as error:
            code = USAGE
            if str(error):  # or else help has been printed
                command = next((name for name in sys.argv if name in COMMANDS), "")
                terminal.print_error(reword_usage_error(error, command))
        sys.exit(code)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the name and the command in the arguments, and the rest of them."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, load(name) if name else None, rest


def load(name: str) -> TyperCommand:
    """Import a command and return it with its options."""
    function = getattr(import_module(f"pccreport.cli.{name}"), name)
    command_app = typer.Typer(add_completion=False)
    command_app.command(name, epilog=f"Example: {COMMANDS[name].example}")(function)
    command = typer.main.get_command(command_app)
    assert isinstance(command, TyperCommand)
    return command


app = typer.Typer(
    name="pccreport",
    cls=Commands,
    help="Make the progress reports that a panel reads each quarter.",
    epilog=f"{EXIT_CODES}\n\nExample: {COMMANDS['build'].example}",
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
) -> None:
    """Make the progress reports that a panel reads from one quarter to the next."""


for name, row in COMMANDS.items():
    app.command(name, help=row.help)(lambda: None)
