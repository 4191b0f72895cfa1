"""`pccreport request`: a workbook for each contributor, with rows to write updates in."""

from datetime import date
from pathlib import Path

from pccreport.cli import output_file, terminal
from pccreport.cli.common import FORCE, handle_errors
from pccreport.cli.operands import split_quarter
from pccreport.cli.options import argument, option
from pccreport.cli.periods import parse_day
from pccreport.model.periods import file_stem
from pccreport.pipeline.paste import NO_SUCH_STREAM, choose_key
from pccreport.pipeline.request import request_forms
from pccreport.source.command_error import DONE, USAGE, CommandError
from pccreport.writers.request_form import write


@handle_errors
def request(
    named: list[str] | None = argument("request", "named"),
    stream: str = option("request", "stream", ""),
    every: bool = option("request", "every", False),
    by: str = option("request", "by", ""),
    output: Path | None = option("request", "output"),
    force: bool = FORCE,
) -> int:
    """Write an Excel form that asks a contributor for updates."""
    day = parse_day(by)
    if day and day < date.today():  # noqa: DTZ011 - the local day of the officer
        raise CommandError(f"“{by}” has passed", USAGE, "give a future date with --by")
    forms, inputs = request_forms(*split_quarter(named or []), day)
    if stream:
        titles = {key: (key, form.values["stream"]) for key, form in forms.items()}
        key = choose_key(stream, titles, NO_SUCH_STREAM)
        forms = {key: forms[key]}
    elif len(forms) > 1 and not every:
        advice = f"give --all, or --for with one of: {', '.join(forms)}"
        raise CommandError("a form is for one stream", USAGE, advice)
    folder = (every and output) or Path()
    names = {k: folder / f"{file_stem(x.id.period, k)}.xlsx" for k, x in forms.items()}
    targets = names if every or not output else dict.fromkeys(forms, output)
    for target in targets.values():
        if target.suffix.lower() != ".xlsx":
            message = f"“{target}” is not the name of a workbook"
            raise CommandError(message, USAGE, "use a name that ends in .xlsx")
        output_file.check_target(target, inputs)
        output_file.check_replaceable(target, force=force)
    output_file.create_folder(folder)
    for key, target in targets.items():
        output_file.write_own_file(target, write(forms[key]))
        terminal.print_message(f"Wrote {target}.")
    return DONE
