"""The YAML files of a project, in the style in which officers write them.

Any text is read back unchanged: in an update file each text is a block scalar, elsewhere it is
quoted if YAML requires it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from types import MappingProxyType
from typing import NamedTuple

from pccreport.model.measures import Fact, Given, GivenStatus, Measure
from pccreport.model.periods import due_text
from pccreport.model.private_intent import find_mark, is_private_note
from pccreport.model.update import Entry, NothingToReport, Reference, UpdateItem
from pccreport.model.visibility import plain_words
from pccreport.report.coverage import CoveredCell
from pccreport.report.promises import PrintedItem

_WIDTH = 92
"""Columns of a line, including its indentation."""
_BEFORE_MARK = re.compile(r" (?=#|[-–•*]|(?:\S+:|\d+[.)])(?: |\Z))")
"""The space before what would be read, on a new line, as a misplaced note, item or key."""
_UNBROKEN = "\0"
"""A space where no line is broken."""
_PLAIN = re.compile(r"[^\W_](?:[\w ,./()'’&£%–-]*[\w.)%])?")
"""Texts that need no quotes in YAML, unless they are a number or one of `_YAML_WORDS`."""
_YAML_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_ELSEWHERE = "not shown here; see that quarter’s file"
"""In a note, in place of what is not public."""
_NUMBER = re.compile(r"[\d.,_]+|0[xob][\da-f_]+|[\d.]+e[\d-]+|\.?(?:inf|nan)", re.I)


class EntryText(NamedTuple):
    """An update to write, or a point of one."""

    text: str
    points: "tuple[EntryText, ...]" = ()
    private: bool = False
    see: str = ""
    """The id of the update it refers to, in place of a text."""
    outcome: str = ""
    award: str = ""
    """The award in YAML, on one line."""
    nothing: str = ""
    """The reason why there is nothing to report, in place of all else."""


Cells = Mapping[tuple[str, str], Sequence[EntryText]]
"""Updates by key aim and stream."""
Notes = Mapping[tuple[str, str], Sequence[str]]
"""Lines of notes by key aim and stream: those with “# ” are updates without it, “##” says what they are."""
_NO_NOTES: Notes = MappingProxyType({})


def update_yaml(
    period: str,
    cells: Cells,
    notes: Notes = _NO_NOTES,
    figures: Sequence[str] = (),
    sender: str = "",
) -> str:
    """Return an update file with the updates of one period and the notes below them.

    `figures` are the lines of measures and statuses, `sender` says who or what it is from.
    """
    by_aim: dict[str, list[str]] = {}
    for (aim, stream), entries in cells.items():
        indent = 6 if stream else 4
        remarks = (f"{' ' * indent}{note}" for note in notes.get((aim, stream), ()))
        own = entry_lines(entries, indent)
        key = [f"    {stream}:"] if stream else []
        by_aim.setdefault(aim, []).extend((*key, *own, *remarks))
    head = [f"from: {yaml_scalar(sender)}"] if sender else []
    lines = [f"period: {period}", *head, "", *figures]
    lines.append(f"updates:{'' if by_aim else ' {}'}")
    for aim, below in by_aim.items():
        lines += [f"  {aim}:", *below]
    return "\n".join(lines) + "\n"


def entry_lines(entries: Iterable[EntryText], indent: int) -> list[str]:
    """Return the lines of a list of updates, or of the reason why there is none."""
    entries = [*entries]
    if len(entries) == 1 and (reason := entries[0].nothing):
        return [f"{' ' * indent}nothing: {yaml_scalar(reason)}"]
    return [line for entry in entries for line in _entry_lines(entry, indent)]


def _entry_lines(entry: EntryText, indent: int) -> Iterator[str]:
    margin = " " * indent
    if entry.see:
        yield f"{margin}- see: {entry.see}"
        return
    has_more = entry.points or entry.private or entry.outcome or entry.award
    if not has_more:
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
    if entry.outcome:
        yield f"{margin}  outcome: >-"
        yield from _wrapped(entry.outcome, indent + 4)
    if entry.award:
        yield f"{margin}  award: {entry.award}"


def _wrapped(text: str, indent: int) -> Iterator[str]:
    """Yield the wrapped lines of a text; none starts with what could be read as YAML.

    A text is not wrapped if one of its lines, such as “confidential)”, would read as a mark.
    """
    words = _BEFORE_MARK.sub(_UNBROKEN, " ".join(text.split()))
    rows = wrap(words, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    lines = [row.replace(_UNBROKEN, " ") for row in rows]
    lines = [" ".join(lines)] if any(map(find_mark, lines)) else lines
    yield from (" " * indent + line for line in lines)


def yaml_scalar(text: str) -> str:
    """Return a text on one line, quoted if YAML requires it."""
    line = " ".join(text.split())
    is_value = line.lower() in _YAML_WORDS or _NUMBER.fullmatch(line)
    if _PLAIN.fullmatch(line) and not is_value:
        return line
    quoted = line.replace("\\", "\\\\").replace('"', '\\"')
    escaped = (c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)
    return f'"{"".join(escaped)}"'


def empty_figure_lines(
    measures: Iterable[Measure],
    abouts: Iterable[str],
    last: Mapping[tuple[str, ...], str],
) -> list[str]:
    """Return the empty fields of measures and statuses for an update file.

    Each has its value in `last` as a note.
    """

    def note(*path: str) -> str:
        return f"  # {last[path]}" if last.get(path) else ""

    parts: dict[str, dict[tuple[str, ...], str]] = {
        "measures": {
            (m.key, x): note(m.key, x) for m in measures for x in ("", *m.areas)
        },
        "status": {(about, ""): note(about) for about in abouts},
        "facts": {x[:2]: note(*x) for x in sorted(last) if x[2:] == ("fact",)},
    }
    return [row for head, values in parts.items() for row in _fields(head, values)]


def pasted_figure_lines(figures: Mapping[tuple[str, str], str]) -> list[str]:
    """Return the figures of measures, by measure and area, as lines of an update file."""
    return _fields("measures", {key: f" {x}".rstrip() for key, x in figures.items()})


def _fields(head: str, values: Mapping[tuple[str, ...], str]) -> list[str]:
    """Return values as lines of fields; a path ends in "" if it has no field below it."""
    lines = []
    for about, group in groupby(values.items(), key=lambda item: item[0][0]):
        own = {name: value for (_, name), value in group}
        lines.append(f"  {yaml_scalar(about)}:{own.pop('', '')}")
        lines += [f"    {yaml_scalar(name)}:{value}" for name, value in own.items()]
    return [f"{head}:", *lines, ""] if lines else []


def figure_note(given: Given) -> str:
    """Return a figure, a status or a fact as a note; "" for no figure."""
    if isinstance(given, GivenStatus):
        note = given.status
    elif isinstance(given, Fact):
        note = plain_words(given.text)
    elif given.withheld:
        note = f"withheld: {given.withheld.text}"
    else:
        note = "" if given.figure is None else str(given.figure)
    is_kept = note and (not given.public or is_private_note(note))
    return _ELSEWHERE if is_kept else note


def due_note(promise: PrintedItem) -> str:
    """Return a promise as the line of a note."""
    name = f", continues: {promise.item.id}" if promise.item.id else ""
    head = f"## due {due_text(promise.due)} (from {promise.period}{name})"
    note = f"{head}: {plain_words(promise.item.text)}"
    return f"{head}: {_ELSEWHERE}" if is_private_note(note) else note


def entry_notes(cell: CoveredCell) -> list[str]:
    """Return the entries of a stream in a quarter as they are typed, as lines of notes.

    Each is an entry again without its “# ”. One that is not public is in its own file only, so that
    an officer cannot copy it without its mark.
    """
    return [note for entry in cell for note in _entry_notes(entry)]


def _entry_notes(entry: Entry) -> list[str]:
    match entry:
        case UpdateItem(withdrawn="", origin=at) | Reference(origin=at) if at:
            typed = re.sub(rf"\n {{0,{at.span.column - 1}}}", "\n  ", at.span.text)
        case NothingToReport():
            typed = f"nothing: {yaml_scalar(entry.text.text)}"
        case _:
            return []
    lines = f"- {typed}".rstrip().splitlines()
    is_kept = not _is_public(entry) or any(map(is_private_note, (typed, *lines)))
    return [f"## one more, {_ELSEWHERE}"] if is_kept else [f"# {x}" for x in lines]


def _is_public(entry: Entry) -> bool:
    inner = entry.points if isinstance(entry, UpdateItem) else ()
    return entry.public and all(map(_is_public, inner))


def quote_yaml(text: str) -> str:
    """Return a text in YAML in quotes, for a list or mapping in brackets."""
    value = yaml_scalar(text)
    return value if value.startswith('"') else f'"{value}"'
