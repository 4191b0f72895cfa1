"""Plain text, and the text of a message, line by line.

What is wrapped or quoted in it is seen where any pasted text is read (`intake`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pccreport.intake.lines import find_list_sign
from pccreport.intake.marks import is_mark
from pccreport.readers.line import ReadFile, ReadLine, fold_spaces
from pccreport.source.command_error import UNREADABLE, CommandError


def read_plain_text(content: bytes, name: str) -> ReadFile:
    """Return the lines of a text file, whatever it is encoded in."""
    text = decode(content, name)
    return ReadFile(name, tuple(typed_lines(text)), text=text)


def decode(content: bytes, name: str) -> str:
    """Return bytes as text; raise CommandError if they are none."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        way_out = "save it as .docx, .xlsx, .csv, .html, .eml or plain text"
        raise CommandError(f"“{name}” is not a text", UNREADABLE, way_out)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def split_list_sign(text: str) -> tuple[str, str]:
    """Return the sign of a list that was typed before a text, with its space, and the text."""
    found = find_list_sign(text)
    return (found[0], text[found.end() :]) if found else ("", text)


def join_lines(lines: Sequence[str], *, is_item: bool = False) -> list[str]:
    """Return the lines of a paragraph or a cell, those that are broken within a sentence as one.

    Where one goes on in small letters, others of it may go on with a name. The lines of a list's
    item are one, up to the next sign.
    """

    def is_broken(above: str, below: str) -> bool:
        long = len(above.strip()) >= 25 and not is_mark(above)
        return long and not re.search(r"[.!?:;]\W*\Z", above) and bool(below.strip())

    wraps = any(
        is_broken(*both) and both[1].lstrip()[0].islower() for both in pairwise(lines)
    )
    found: list[str] = []
    for line in lines:
        above = found[-1] if found else ""
        is_more = is_item and bool(above and line.strip())
        is_more = is_more or (wraps and is_broken(above, line))
        if is_more and not split_list_sign(line)[0]:
            found[-1] = f"{above} {line}"
        else:
            found.append(line)
    return found


def typed_lines(text: str) -> Iterator[ReadLine]:
    """Yield the lines of a text that have words, as they were typed."""
    for number, line in enumerate(text.splitlines(), start=1):
        if wording := fold_spaces(line):
            yield ReadLine(wording, f"line {number}")
