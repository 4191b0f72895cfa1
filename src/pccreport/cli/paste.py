"""`pccreport paste`: an e-mail or a copied list into updates, every line of it accounted for."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path

import typer

from pccreport.cli import terminal
from pccreport.cli.clipboard import clipboard_text
from pccreport.cli.common import handle_errors
from pccreport.cli.output_file import write_file
from pccreport.cli.periods import parse_period
from pccreport.intake.message import LeftOutLine, LeftOutReason
from pccreport.intake.pasted import PastedItem, PastedUpdates
from pccreport.language.counted import counted
from pccreport.pipeline.contributions import as_typed
from pccreport.pipeline.paste import fill_cells
from pccreport.pipeline.paste import paste as read_paste
from pccreport.pipeline.project_folder import UPDATES, choose_report
from pccreport.readers.forms import read_lines
from pccreport.source import files
from pccreport.source.command_error import DONE, FINDINGS, CommandError
from pccreport.writers.project_yaml import Cells, EntryText, update_file

STANDARD_INPUT = "-"
_BY_OPTION = (LeftOutReason.NO_AIM, LeftOutReason.NO_STREAM)
_MOST_FILES = 30
"""Files of one stream for one quarter."""
_MOST_WORDS = 60
"""Characters of a line that are shown."""


@handle_errors
def paste(
    file: str = typer.Argument(
        "",
        metavar="FILE",
        help="The text: a file, or - for standard input. Default: the clipboard.",
    ),
    project: Path = typer.Option(
        Path(),
        "--project",
        metavar="FOLDER",
        help="The project folder (default: the current folder).",
    ),
    period: str = typer.Option(
        "",
        metavar="PERIOD",
        help="The quarter or year of the updates (default: that of report.yaml).",
    ),
    stream: str = typer.Option(
        "",
        metavar="KEY",
        help="The stream of the updates, until a heading in the text names another.",
    ),
    aim: str = typer.Option(
        "",
        metavar="NUMBER",
        help="The key aim, by its number or key, until a heading names another.",
    ),
    write: bool = typer.Option(
        False,
        "--write",
        help="Write into a file in updates, one for each stream. No update that is there is changed.",
    ),
) -> int:
    """Turn an e-mail or a copied list into updates. Every line is placed, or named."""
    chosen = parse_period(period)
    read = read_paste(project, _text(file), aim.strip(), stream.strip())
    named = str(chosen or read.period)
    cells = {key: _entries(items) for key, items in read.updates.cells.items()}
    if cells and write:
        folder, _ = choose_report(project)
        for path, text in [*_written(folder / UPDATES, named, cells)]:
            write_file(path, text.encode("utf-8"))
            terminal.print_message(f"Wrote {path}")
    elif cells:
        terminal.write_text(update_file(named, cells), sys.stdout)
    for line in _account(read.updates):
        terminal.print_message(line)
    return DONE if cells else FINDINGS


def _text(file: str) -> str:
    """Return the text of a file (of Word, Excel or a mail program, too), standard input or the clipboard."""
    if not file:
        return clipboard_text()
    if file == STANDARD_INPUT:
        if sys.stdin is None:
            raise CommandError("standard input is closed", help="give a file")
        content = sys.stdin.buffer.read(files.LARGEST + 1)
        source, problems = files.decode(content, "standard input")
    elif Path(file).suffix.lower() not in ("", ".txt", ".md"):
        return as_typed(read_lines(files.read_document(Path(file)), file))
    else:
        source, problems = files.read_file(Path(file), file)
    if source is None:
        raise CommandError(problems[0].message, help=problems[0].help)
    return source.text


def _entries(items: Sequence[PastedItem]) -> tuple[EntryText, ...]:
    return tuple(
        EntryText(i.text, _entries(i.points), i.private, i.see, nothing=i.nothing)
        for i in items
    )


def _written(folder: Path, period: str, cells: Cells) -> Iterator[tuple[Path, str]]:
    """Yield each file to be written with its text: one for each stream.

    Where a file has updates in one of the cells already, the stream gets a second file.
    """
    in_order = sorted(cells, key=lambda key: key[1])  # the aims as they were
    for stream, keys in groupby(in_order, key=lambda key: key[1]):
        own = {key: cells[key] for key in [*keys]}
        name = re.sub(r"[^a-z0-9]+", "-", f"{period} {stream}".lower())
        ends = ("", *(f"-{number}" for number in range(2, _MOST_FILES)))
        paths = [folder / f"{name}{end}.yaml" for end in ends]
        for path in paths:
            text = (
                _filled(path, period, own)
                if path.exists()
                else update_file(period, own)
            )
            if text is not None:
                yield path, text
                break


def _filled(path: Path, period: str, cells: Cells) -> str | None:
    """Return the text of a file with its empty cells filled, or None if one is not empty."""
    source, problems = files.read_file(path, str(path))
    if source is None or problems:
        raise CommandError(problems[0].message, help=problems[0].help)
    return fill_cells(source, period, cells)


def _account(read: PastedUpdates) -> Iterator[str]:
    """Yield what became of every line, in sentences."""
    tops = sum(map(len, read.cells.values()))
    aims = len({aim for aim, _ in read.cells})
    if tops:
        yield f"{counted(tops, 'update')} under {counted(aims, 'key aim')}."
    else:
        yield "No update was found."
    unplaced = [line for line in read.left_out if line.may_be_update]
    if unplaced:
        yield "Not in any update:"
        yield from map(_told, unplaced)
        if any(line.reason in _BY_OPTION for line in unplaced):
            yield "  to place them, add a heading above them, or give --aim and --stream"
    for number, words in read.doubts:
        yield f"Please read line {number}: {words}."
    private = sum(map(_private, chain(*read.cells.values())))
    if private:
        yield f"Kept back with public: false: {counted(private, 'text')}."
    rest = [line for line in read.left_out if not line.may_be_update]
    parts = [
        f"{reason.value} ({_numbers([line.number for line in lines])})"
        for reason, lines in _by_reason(rest)
    ]
    if parts:
        yield f"Left out: {', '.join(parts)}."
    if mended := [counted(n, name) for name, n in read.repairs.items() if n]:
        yield f"Put right: {', '.join(mended)}."


def _private(item: PastedItem) -> int:
    """Return how many texts of an update are kept back: its own, or some of its points."""
    return 1 if item.private else sum(map(_private, item.points))


def _by_reason(
    lines: Sequence[LeftOutLine],
) -> Iterator[tuple[LeftOutReason, list[LeftOutLine]]]:
    in_order = sorted(lines, key=lambda line: (line.reason.value, line.number))
    for reason, of_reason in groupby(in_order, key=lambda line: line.reason):
        yield reason, [*of_reason]


def _told(line: LeftOutLine) -> str:
    words = (
        line.text if len(line.text) <= _MOST_WORDS else f"{line.text[:_MOST_WORDS]}…"
    )
    return f"  line {line.number}, {line.reason.value}: “{words}”"


def _numbers(lines: Sequence[int]) -> str:
    """Return the numbers of lines, those in turn as a range: “line 1-4, 9”."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and runs[-1][-1] == line - 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    shown = (str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)
    return f"line {', '.join(shown)}"
