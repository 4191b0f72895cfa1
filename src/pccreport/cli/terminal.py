"""How text is printed on a terminal: colour, width, and characters it can show."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TextIO

from pccreport.findings.finding import Diagnostic
from pccreport.source.command_error import CommandError, is_closed_pipe
from pccreport.writers import diagnostics_text
from pccreport.writers.characters import escape_invisible
from pccreport.writers.diagnostics_text import NO_SUMMARY, RunSummary
from pccreport.writers.wrapping import StyledLine, StyledText, wrap

_WIDEST = 100  # a longer line of prose is hard to read

# For consoles that know fewer letters: the words stay, the typography goes.
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "…": "...",
        "–": "-",
        "—": "-",
        "•": "*",
        "→": "->",
    }
)

_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "suggestion": "bold blue",
    "rule": "dim",
    "place": "cyan",
    "gutter": "blue",
    "label": "bold",
    "help": "bold green",
    "count": "bold",
    "counts": "bold",
    "heading": "bold",
    "strong": "bold",
    "remark": "bold blue",
    "field": "dim",
    "added": "bold green",
    "revised": "bold yellow",
    "withdrawn": "bold red",
    "moved": "bold magenta",
    "continued": "bold cyan",
    "deleted": "red strike",
    "inserted": "green underline",
}


def print_message(sentence: str) -> None:
    """Print one line to the person who runs the command, on standard error, if it is open."""
    if (
        not sentence.isprintable()
    ):  # the name of a file, or the output of another program
        sentence = escape_invisible(sentence)
    with suppress(OSError):
        write_text(f"{sentence}\n", sys.stderr)


def print_error(failure: CommandError) -> None:
    """Print what stops a command, and what to do, on standard error, if it is open."""
    stream = sys.stderr
    if stream is None:
        return
    lines: list[StyledLine] = []
    for word, said in (("error", failure.message), ("help", failure.help)):
        if said:
            lead = [StyledText(f"{word}:", word), StyledText(" ")]
            words = StyledText(escape_invisible(said))
            # Elsewhere a sentence is one line, which can be searched for.
            wrapped = wrap(lead, [words], width(), len(word) + 2, whole_words=True)
            lines += wrapped if is_screen(stream) else [[*lead, words]]
    with suppress(OSError):
        print_styled(lines, stream)


def write_text(text: str, stream: TextIO | None) -> None:
    """Text, in characters that the stream can carry; raise BrokenPipeError if nobody reads it."""
    if stream is None:  # closed before we began
        return
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        # One emoji in an e-mail changes no quotation mark.
        lacking = {ord(c) for c in {*text} if not c.encode(encoding, "ignore")}
        text = text.translate({number: _PLAIN.get(number, "?") for number in lacking})
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        if is_closed_pipe(error):
            raise BrokenPipeError from error
        raise


def render_findings(
    findings: Sequence[Diagnostic],
    stream: TextIO | None,
    *,
    infos: bool = True,
    run: RunSummary = NO_SUMMARY,
) -> None:
    """Print findings as text, in colour if the stream is a terminal that supports it."""
    if stream is not None and (findings or run.checked):
        print_styled(diagnostics_text.write(findings, width(), infos, run), stream)


def width() -> int:
    """How many characters a line may have."""
    return min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)


def supports_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that wants colours."""
    # What has no name for colours has none, and our words must not rely on them.
    plain = os.environ.get("TERM", "") in ("dumb", "unknown")
    return stream.isatty() and "NO_COLOR" not in os.environ and not plain


def is_screen(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal, and so is not passed on."""
    return stream is not None and stream.isatty()


def print_styled(lines: Sequence[Sequence[StyledText]], stream: TextIO) -> None:
    """Lines of styled words, in colour where the stream is a terminal that wants it."""
    # Whoever read our words may have left: what is to be done is done all the same.
    with suppress(BrokenPipeError):
        if supports_colour(stream):
            _paint(lines, stream)
        else:
            text = "".join("".join(p.text for p in line) + "\n" for line in lines)
            write_text(text, stream)


class Progress:
    """A line on a terminal that shows what is being worked on."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        stream = sys.stderr
        # Where a line cannot be taken back, none is written.
        dumb = os.environ.get("TERM") == "dumb" or os.name == "nt"
        self._stream = stream if stream and stream.isatty() and not dumb else None

    def step(self, name: str) -> None:
        """Go on to the next."""
        self._done += 1
        line = f"{self._done} of {self._total}: {name}"
        width = shutil.get_terminal_size((_WIDEST, 24)).columns
        self._write(line[: width - 1])

    def clear(self) -> None:
        """Remove the line before anything else is printed."""
        self._write("")

    def _write(self, line: str) -> None:
        if self._stream:
            with suppress(OSError):
                write_text(f"\r\x1b[K{line}", self._stream)


def _paint(lines: Iterable[Iterable[StyledText]], stream: TextIO) -> None:
    from rich import console, text  # noqa: PLC0415  # 20 ms, only to colour

    painter = console.Console(file=stream, highlight=False, soft_wrap=True)
    for line in lines:
        pieces = ((piece.text, _STYLES.get(piece.style, "")) for piece in line)
        painter.print(text.Text.assemble(*pieces))
