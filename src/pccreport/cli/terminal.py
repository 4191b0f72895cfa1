"""Text printed on a terminal: colour, width, and available characters."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

from pccreport.findings.finding import Diagnostic
from pccreport.source.command_error import CommandError, is_closed_pipe
from pccreport.writers import diagnostics_text
from pccreport.writers.characters import escape_invisible
from pccreport.writers.diagnostics_text import NO_SUMMARY, RunSummary
from pccreport.writers.wrapping import StyledLine, StyledText, plain_lines, wrap

_MAX_WIDTH = 100  # a longer line of prose is hard to read
_NARROW_WIDTH = 80  # the console of Windows

# For consoles without these characters.
_ASCII = str.maketrans("“”‘’–—•", "\"\"''--*") | {ord("…"): "...", ord("→"): "->"}

_STYLES = {
    name: style
    for style, names in (
        ("bold", ("label", "count", "counts", "heading", "strong")),
        ("bold red", ("error", "withdrawn")),
        ("bold yellow", ("warning", "revised")),
        ("bold blue", ("suggestion", "remark")),
        ("bold green", ("help", "added")),
        ("bold magenta", ("moved",)),
        ("bold cyan", ("continued",)),
        ("dim", ("rule", "field")),
        ("cyan", ("place",)),
        ("blue", ("gutter",)),
        ("red strike", ("deleted",)),
        ("green underline", ("inserted",)),
    )
    for name in names
}


def write_utf8_to_files() -> None:
    """Write UTF-8 into files and pipes: Windows would choose an encoding with few letters."""
    is_chosen = bool(os.environ.get("PYTHONIOENCODING"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not (is_chosen or stream.isatty()):
            stream.reconfigure(encoding="utf-8", errors=stream.errors)


def print_message(sentence: str) -> None:
    """Print a line on standard error, if it is open."""
    with suppress(OSError):
        write_text(f"{escape_invisible(sentence)}\n", sys.stderr)


def print_sentence(sentence: str) -> None:
    """Print a sentence as `print_message` does, on a screen in lines of 80 characters."""
    lines = [sentence]
    if is_screen(sys.stderr):
        indent = " " * (len(sentence) - len(sentence.lstrip()) + 2)
        lines = textwrap.wrap(sentence, _NARROW_WIDTH, subsequent_indent=indent)
    for line in lines:
        print_message(line)


def print_error(error: CommandError) -> None:
    """Print an error and its help on standard error, if it is open."""
    stream = sys.stderr
    if stream is None:
        return
    lines: list[StyledLine] = []
    for label, sentence in (("error", error.message), ("help", error.help)):
        if sentence:
            lead = [StyledText(f"{label}:", label), StyledText(" ")]
            text = StyledText(escape_invisible(sentence))
            # Wrapped only on a terminal: in a log, a line can be searched.
            wrapped = wrap(lead, [text], line_width(), len(label) + 2, whole_words=True)
            lines += wrapped if is_screen(stream) else [[*lead, text]]
    with suppress(OSError):
        print_styled(lines, stream)


def ask_user(prompt: str) -> str | None:
    """Return what is typed after a prompt on a terminal, or None at the end of the input."""
    write_text(prompt, sys.stderr)
    line = sys.stdin.readline()
    return " ".join(line.split()) if line else None


def write_text(text: str, stream: TextIO | None) -> None:
    """Write text in the encoding of a stream. Raise BrokenPipeError if the reader has closed it."""
    if stream is None:  # it was closed from the start
        return
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        # Only characters that the encoding lacks are replaced.
        missing = {ord(c) for c in {*text} if not c.encode(encoding, "ignore")}
        text = text.translate({number: _ASCII.get(number, "?") for number in missing})
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
        print_styled(diagnostics_text.write(findings, line_width(), infos, run), stream)


def line_width() -> int:
    """Return the columns of a line."""
    return min(shutil.get_terminal_size((_MAX_WIDTH, 24)).columns, _MAX_WIDTH)


def is_screen(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal, and so is read only here."""
    return stream is not None and stream.isatty()


def print_styled(lines: Sequence[StyledLine], stream: TextIO) -> None:
    """Print styled lines, in colour if the stream supports it."""
    is_dumb = os.environ.get("TERM") in ("dumb", "unknown")
    # The reader may have closed the pipe; the command must still finish.
    with suppress(BrokenPipeError):
        if stream.isatty() and "NO_COLOR" not in os.environ and not is_dumb:
            _print_in_colour(lines, stream)
        else:
            write_text(plain_lines(lines), stream)


def _print_in_colour(lines: Iterable[Iterable[StyledText]], stream: TextIO) -> None:
    from rich import console, text  # noqa: PLC0415  # 20 ms

    terminal = console.Console(file=stream, highlight=False, soft_wrap=True)
    for line in lines:
        pieces = ((piece.text, _STYLES.get(piece.style, "")) for piece in line)
        terminal.print(text.Text.assemble(*pieces))
