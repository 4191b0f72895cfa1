"""The commands, put together."""

from __future__ import annotations

import typer

from pccreport.cli.build import build
from pccreport.cli.check import check
from pccreport.cli.compare import compare
from pccreport.cli.explain import explain
from pccreport.cli.options import EXIT_CODES

app = typer.Typer(
    name="pccreport",
    help="Make the progress reports that a panel reads from one quarter to the next.",
    epilog=f"{EXIT_CODES}\n\nExample: pccreport build examples/thames-valley -o report.docx",
    no_args_is_help=True,
    # Its installer for PowerShell loosens the machine's execution policy.
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def pccreport(
    version: bool = typer.Option(  # answered in __main__; here for --help
        False, "--version", "-V", help="Show the version and end."
    ),
) -> None:
    """Make the progress reports that a panel reads from one quarter to the next."""


app.command(epilog="Example: pccreport build examples/thames-valley -o report.docx")(
    build
)
app.command(epilog="Example: pccreport check examples/thames-valley")(check)
app.command(
    epilog='Example: pccreport compare examples/thames-valley "2019/20 Q3" "2019/20 Q4"'
)(compare)
app.command(epilog="Example: pccreport explain period-date")(explain)
