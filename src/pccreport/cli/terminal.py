"""What is said on a terminal, and how: colour, width, and characters it can show."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from pccreport.source.diagnostic import Diagnostic

if TYPE_CHECKING:
    from pccreport.writers.diagnostics_text import Piece

_WIDEST = 100  # a longer line of prose is hard to read

# For consoles that know fewer letters: the words stay, the typography goes.
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "•": "*"}
)

_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold blue",
    "rule": "dim",
    "place": "cyan",
    "gutter": "blue",
    "caret": "bold red",
    "label": "bold",
    "help": "bold green",
    "count": "bold",
}


def say(sentence: str) -> None:
    """One line to whoever runs the command, on standard error, if anybody listens."""
    with suppress(OSError):
        write(f"{sentence}\n", sys.stderr)


def write(text: str, stream: TextIO | None) -> None:
    """Text, in characters that the stream can carry."""
    if stream is None:  # closed before we began
        return
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    stream.write(text)
    stream.flush()


def show(findings: Sequence[Diagnostic], stream: TextIO | None) -> None:
    """Findings, in colour where the stream is a terminal that wants it."""
    if not findings or stream is None:
        return
    from pccreport.writers import diagnostics_text  # noqa: PLC0415  # most runs find nothing

    width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
    lines = diagnostics_text.write(findings, width=width)
    if stream.isatty() and "NO_COLOR" not in os.environ:
        _paint(lines, stream)
    else:
        write(diagnostics_text.as_text(lines), stream)


Step = Callable[[str], None]
"""Says what is being worked on."""


@contextmanager
def progress(total: int) -> Iterator[Step]:
    """A bar on a terminal that goes on with each step, and leaves nothing behind."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415  # only where somebody looks
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (MofNCompleteColumn(), BarColumn(20), TextColumn("{task.description}"))
    console = Console(file=sys.stderr, highlight=False)
    # Refreshed by hand: a thread of its own would slow down what it shows.
    bar = Progress(*columns, console=console, transient=True, auto_refresh=False)
    with bar:
        task = bar.add_task("", total=total, completed=-1)

        def step(name: str) -> None:
            bar.update(task, advance=1, description=escape(name))
            bar.refresh()

        yield step


def _paint(lines: Iterable[Iterable[Piece]], stream: TextIO) -> None:
    from rich.console import Console  # noqa: PLC0415  # only where there is something to colour
    from rich.text import Text  # noqa: PLC0415

    console = Console(file=stream, highlight=False, soft_wrap=True)
    for line in lines:
        pieces = ((piece.text, _STYLES.get(piece.style, "")) for piece in line)
        console.print(Text.assemble(*pieces))
