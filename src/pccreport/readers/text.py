"""Plain text, and the text of a message: lines that a program has wrapped are put together."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pccreport.intake.lines import find_list_sign
from pccreport.intake.marks import is_mark
from pccreport.language.pasted_text import begins_reply, is_forward, is_header
from pccreport.readers.line import LinePurpose, ReadFile, ReadLine, fold_spaces
from pccreport.source.command_error import UNREADABLE, CommandError

_WRAPPED = range(45, 101)
"""Characters of a line that a program may have broken; a longer one is a whole paragraph."""
_BROKEN = 25
"""Characters: a line that somebody has broken within a sentence is at least so long."""
_NARROWEST = 60
"""Characters: a line that was wrapped by a program is at least so long, if a capital follows."""
_FIGURE = re.compile(r":\s*£?[\d,.]+\s*(?:%|per cent)?\W*\Z")
"""The end of a line that gives a figure, and of no sentence."""
_QUOTED = re.compile(r"\A\s*>[>\s]*")


def read_plain_text(content: bytes, name: str) -> ReadFile:
    """Return the lines of a text file, whatever it is encoded in."""
    text = decode(content, name)
    return ReadFile(name, tuple(message_lines(text)), text=text)


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
        long = len(above.strip()) >= _BROKEN and not is_mark(above)
        return long and not re.search(r"[.!?:;]\W*\Z", above) and bool(below.strip())

    wraps = any(
        is_broken(*both) and both[1].lstrip()[0].islower() for both in pairwise(lines)
    )
    found: list[str] = []
    for line in lines:
        above = found[-1] if found else ""
        is_more = is_item and bool(above and line.strip())
        if (is_more or (wraps and is_broken(above, line))) and not split_list_sign(
            line
        )[0]:
            found[-1] = f"{above} {line}"
        else:
            found.append(line)
    return found


def message_lines(text: str) -> Iterator[ReadLine]:
    """Yield the paragraphs of a message, each with its first line, and what is quoted in it.

    After “… wrote:”, or a header such as “From: …”, everything is an earlier message.
    """
    pending, first, pending_sign, is_reply = "", 0, "", False
    lines = [*text.splitlines(), ""]
    for at, line in enumerate(lines):
        is_reply = is_reply or _begins_reply(lines, at)
        purpose = LinePurpose.TEXT
        if is_reply or _QUOTED.match(line):
            purpose = LinePurpose.QUOTED
        elif _is_of_header(lines, at):
            purpose = LinePurpose.APART
        sign, wording = split_list_sign(_QUOTED.sub("", line, count=1))
        wording = fold_spaces(wording)
        is_text = purpose is LinePurpose.TEXT
        joins = pending and wording and is_text and not sign
        if joins and _is_wrapped(lines, at):
            gap = "" if re.search(r"\w-\Z", pending) else " "
            pending = f"{pending}{gap}{wording}"
            continue
        if pending:
            yield ReadLine(pending, f"line {first}", sign=pending_sign)
        pending, first, pending_sign = (
            (wording, at + 1, sign) if is_text else ("", 0, "")
        )
        if not wording:
            yield ReadLine("", f"line {at + 1}", LinePurpose.BLANK)
        elif not is_text:
            yield ReadLine(wording, f"line {at + 1}", purpose)


def _is_wrapped(lines: list[str], at: int) -> bool:
    """Return whether a program may have broken a line above another, which had no room there."""
    above, line = lines[at - 1].rstrip(), lines[at].strip()
    if len(above) not in _WRAPPED or _FIGURE.search(above):
        return False
    longest = max(len(above), len(lines[at]), _NARROWEST)
    had_room = len(above) + 1 + len(line.split()[0]) <= longest
    return line[0].islower() or not had_room


def _begins_reply(lines: list[str], at: int) -> bool:
    """Return whether an earlier message begins: with a line for it, or with a header below text."""
    if begins_reply(lines[at]) or is_forward(lines[at]):
        return True
    is_below = any(line.strip() and not is_header(line) for line in lines[:at])
    return is_below and _is_of_header(lines, at)


def _is_of_header(lines: list[str], at: int) -> bool:
    """Return whether a line is one of a message's header, as the one beside it is."""
    beside = (lines[max(at - 1, 0)], *lines[at + 1 : at + 2])
    return is_header(lines[at]) and any(map(is_header, beside if at else beside[1:]))
