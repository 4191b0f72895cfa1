"""Update files as an officer would write them: YAML with each text in a block of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

_WIDTH = 92
"""Columns of a line, with its indentation."""
# In a block these would be taken for a note, an item or a key that was meant.
_NO_BEGINNING = re.compile(r"#|[-–•*]|\S+:\Z|\d+[.)]\Z")


class EntryText(NamedTuple):
    """An update to be written, or a point of one."""

    text: str
    points: tuple[EntryText, ...] = ()
    private: bool = False
    see: str = ""
    """The key of what it refers to, in place of a text."""


Cells = Mapping[tuple[str, str], Sequence[EntryText]]
"""Updates by the keys of their key aim and stream."""


def update_file(period: str, cells: Cells) -> str:
    """Return an update file with the updates of one period."""
    by_aim: dict[str, list[str]] = {}
    for (aim, stream), entries in cells.items():
        by_aim.setdefault(aim, []).extend(stream_lines(stream, entries))
    lines = [f"period: {period}", "", "updates:"]
    for aim, below in by_aim.items():
        lines += [f"  {aim}:", *below]
    return "\n".join(lines) + "\n"


def stream_lines(
    stream: str, entries: Iterable[EntryText], indent: int = 4
) -> list[str]:
    """Return the lines of one stream's key, that many spaces in, and of its updates."""
    return [f"{' ' * indent}{stream}:", *entry_lines(entries, indent + 2)]


def entry_lines(entries: Iterable[EntryText], indent: int) -> list[str]:
    """Return the lines of a list of updates, that many spaces in."""
    return [line for entry in entries for line in _entry(entry, indent)]


def _entry(entry: EntryText, indent: int) -> Iterator[str]:
    margin = " " * indent
    if entry.see:
        yield f"{margin}- see: {entry.see}"
        return
    if not (entry.points or entry.private):
        yield f"{margin}- >-"
        yield from _wrapped(entry.text, indent + 2)
        return
    yield f"{margin}- text: >-"
    yield from _wrapped(entry.text, indent + 4)
    if entry.private:
        yield f"{margin}  public: false"
    if entry.points:
        yield f"{margin}  points:"
        yield from entry_lines(entry.points, indent + 4)


def _wrapped(text: str, indent: int) -> Iterator[str]:
    """Yield a text in lines that are read as text whatever they begin with."""
    line: list[str] = []
    length = indent
    for word in text.split():
        if line and length + len(word) > _WIDTH and not _NO_BEGINNING.match(word):
            yield " " * indent + " ".join(line)
            line, length = [], indent
        line.append(word)
        length += len(word) + 1
    yield " " * indent + " ".join(line)
