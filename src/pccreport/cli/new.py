"""`pccreport new`: a new project to be filled in, or the files of the next quarter."""

import re
import sys
from pathlib import Path

from pccreport.cli import output_file, terminal
from pccreport.cli.common import handle_errors
from pccreport.cli.operands import join_quarter_words
from pccreport.cli.options import argument
from pccreport.model.periods import Quarter, parse_quarter
from pccreport.pipeline.next_quarter import next_quarter
from pccreport.pipeline.project_folder import HOUSE, PLAN, REPORT, UPDATES
from pccreport.schema.builtin_schemas import NAMES, schema_path
from pccreport.source.command_error import DONE, USAGE, WINDOWS, CommandError
from pccreport.source.files import file_exists, quoted_path, read_file

_START = Path(__file__).with_name("start")
"""The folder of the files that a project begins with."""
_README = "README.txt"
"""What the files of a project are, for people only."""
_SCHEMAS = "schemas"
"""The folder of a project with the copies of our schemas that editors read."""


@handle_errors
def new(named: list[str] | None = argument("new", "named")) -> int:
    """Begin a project, or a new quarter in one. No file is overwritten."""
    arguments = [*join_quarter_words(named or [])]
    last = arguments[-1] if 1 <= len(arguments) <= 2 else ""
    if quarter := parse_quarter(last):
        return _begin_quarter(Path(*arguments[:-1]), quarter)
    if re.match(r"(?i)\d{4}[/-]\d|q(?:tr|uarter)?\.? ?\d(?: |\Z)", last):
        advice = "write a quarter like 2020/21 Q2"
        raise CommandError(f"“{last}” is not a quarter", USAGE, advice)
    if len(arguments) != 1:
        advice = 'for example: pccreport new my-report; then, inside it: pccreport new "2020/21 Q2"'
        raise CommandError("new needs a folder or a quarter", USAGE, advice)
    folder = Path(arguments[0])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        advice = "give another name or, inside a project, the quarter to start"
        raise CommandError(f"“{folder}” already exists", USAGE, advice)
    return _begin_project(folder)


def _begin_project(folder: Path) -> int:
    output_file.create_folder(folder / UPDATES)
    names = PLAN, REPORT, HOUSE
    for name in names:
        _create_file(folder, name, (_START / name).read_text("utf-8"))
    texts = {f"{x}.cmd": _windows_script(x) for x in ("check", "build")}
    texts[_README] = (_START / _README).read_text("utf-8")
    for name, text in texts.items():
        output_file.create_file(folder / name, text.replace("\n", "\r\n").encode())
    _update_schemas(folder)
    terminal.print_sentence(
        f"Wrote {folder}: {', '.join(names)}, {_README}, check.cmd, build.cmd and schemas."
    )
    check = f"pccreport check {quoted_path(folder)}"
    terminal.print_sentence(
        f"Next: fill in the .yaml files, then type this to see what is missing: {check}"
    )
    return DONE


def _begin_quarter(folder: Path, quarter: Quarter) -> int:
    texts = next_quarter(folder, quarter)
    kept = [path for path in texts if path.exists()]
    for path, text in texts.items():
        if path not in kept:
            _create_file(folder, path.relative_to(folder).as_posix(), text)
            terminal.print_message(f"Wrote {path}.")
    if renewed := _update_schemas(folder):
        terminal.print_message(f"Updated help for text editors: {', '.join(renewed)}.")
    for path in kept:
        terminal.print_message(f"Left as it is: {path}.")
    report = folder / REPORT
    settings, _ = read_file(report, str(report)) if file_exists(report) else (None, ())
    is_set = rf"(?m)^period: +[\"']?{quarter}\b"
    if settings and not re.search(is_set, settings.text):
        since = ", and delete since: if it is there" if quarter.number == 1 else ""
        terminal.print_sentence(
            f"Next: in {report}, write period: {quarter}, and the new dates for meeting: and sign_off:{since}"
        )
    return DONE


def _create_file(folder: Path, name: str, text: str) -> None:
    """Write a file of a project, after the line that editors find its schema by."""
    *above, file = name.split("/")
    kind = "update" if above else file.partition(".")[0]
    place = f"{'../' * len(above)}{_SCHEMAS}/{schema_path(kind).name}"
    line = f"# yaml-language-server: $schema={place}\n"
    output_file.create_file(folder / name, f"{line}{text}".encode())


def _update_schemas(folder: Path) -> list[str]:
    """Write the schemas that a project has not as they are now, and return their names.

    A copy that somebody has changed is left as it is.
    """
    output_file.create_folder(folder / _SCHEMAS)
    renewed = []
    for source in map(schema_path, NAMES):
        path, schema = folder / _SCHEMAS / source.name, source.read_bytes()
        old = path.read_bytes() if path.exists() else b""
        if not old or (output_file.is_own_file(path) and not old.startswith(schema)):
            output_file.write_own_file(path, schema)
            renewed.append(f"{_SCHEMAS}/{source.name}")
    return renewed


def _windows_script(command: str) -> str:
    """Return a script for a double click on Windows."""
    python, target = "py", "-m pccreport"  # on another computer
    if WINDOWS:
        # This Python has pccreport, or runs it as one file.
        file, python = Path(sys.argv[0]).absolute(), sys.executable.replace("%", "%%")
        target = f'"{file}"'.replace("%", "%%") if file.suffix == ".pyz" else target
    return (_START / "run.cmd").read_text("utf-8").format(command, python, target)
