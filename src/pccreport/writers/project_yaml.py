"""The files of a project as an officer would write them.

What is written is read again as the same words, whatever is in them: in an update file each
text is in a block of its own, elsewhere in quotation marks if YAML needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple

from pccreport.model.measures import Measure, MeasureValue, StatusGiven
from pccreport.model.periods import due_text
from pccreport.model.private_intent import find_mark, is_private_note
from pccreport.model.update import Award, Entry, NothingToReport, Reference, UpdateItem
from pccreport.model.visibility import plain_words
from pccreport.report.coverage import CoveredCell
from pccreport.report.promises import Statement

_WIDTH = 92
"""Columns of a line, with its indentation."""
# In a block these would be taken for a note, an item or a key that was meant.
_NO_BEGINNING = re.compile(r"#|[-–•*]|\S+:\Z|\d+[.)]\Z")
_PLAIN = re.compile(r"[^\W_](?:[\w ,./()'’&£%–-]*[\w.)%])?")
"""Texts that are themselves in YAML, unless they are a number or a word of its own."""
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_NUMBER = re.compile(r"[\d.,_]+|0[xob][\da-f_]+|[\d.]+e[\d-]+|\.?(?:inf|nan)", re.I)


class EntryText(NamedTuple):
    """An update to be written, or a point of one."""

    text: str
    points: tuple[EntryText, ...] = ()
    private: bool = False
    see: str = ""
    """The key of what it refers to, in place of a text."""
    outcome: str = ""
    award: str = ""
    """Its award, as it is typed on one line."""
    id: str = ""
    nothing: str = ""
    """The reason why there is nothing to report, if nothing else is in its place."""


Cells = Mapping[tuple[str, str], Sequence[EntryText]]
"""Updates by the keys of their key aim and stream."""
Notes = Mapping[tuple[str, str], Sequence[str]]
"""Lines of notes by the keys of the key aim and stream that they are under."""
_NONE: Notes = MappingProxyType({})


def update_file(
    period: str, cells: Cells, notes: Notes = _NONE, figures: Sequence[str] = ()
) -> str:
    """Return an update file with the updates of one period, and notes below them.

    `figures` are its lines of measures and statuses.
    """
    by_aim: dict[str, list[str]] = {}
    for (aim, stream), entries in cells.items():
        remarks = (f"      # {note}" for note in notes.get((aim, stream), ()))
        # Without a stream the updates are right under their key aim.
        own = entry_lines(entries, 6 if stream else 4)
        key = [f"    {stream}:"] if stream else []
        by_aim.setdefault(aim, []).extend((*key, *own, *remarks))
    lines = [f"period: {period}", "", *figures, f"updates:{'' if by_aim else ' {}'}"]
    for aim, below in by_aim.items():
        lines += [f"  {aim}:", *below]
    return "\n".join(lines) + "\n"


def entry_lines(entries: Iterable[EntryText], indent: int) -> list[str]:
    """Return the lines of a list of updates, that many spaces in, or why there is none."""
    entries = [*entries]
    if len(entries) == 1 and (reason := entries[0].nothing):
        return [f"{' ' * indent}nothing: {scalar(reason)}"]
    return [line for entry in entries for line in _entry(entry, indent)]


def _entry(entry: EntryText, indent: int) -> Iterator[str]:
    margin = " " * indent
    if entry.see:
        yield f"{margin}- see: {entry.see}"
        return
    has_more = entry.points or entry.private or entry.outcome or entry.award
    if not (entry.id or has_more):
        yield f"{margin}- >-"
        yield from _wrapped(entry.text, indent + 2)
        return
    if entry.id:
        yield f"{margin}- id: {entry.id}"
    yield f"{margin}{'  ' if entry.id else '- '}text: >-"
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
    """Yield a text in lines that are read as text whatever they begin with.

    A line such as “confidential)” would be read as a mark: a text with one is not wrapped.
    """
    rows: list[list[str]] = [[]]
    length = indent
    for word in text.split():
        if rows[-1] and length + len(word) > _WIDTH and not _NO_BEGINNING.match(word):
            rows.append([])
            length = indent
        rows[-1].append(word)
        length += len(word) + 1
    lines = [" ".join(row) for row in rows]
    lines = [" ".join(lines)] if any(map(find_mark, lines)) else lines
    yield from (" " * indent + line for line in lines)


def write_mapping(values: Mapping[str, Any]) -> str:
    """Return fields with their values, texts, numbers, lists and fields; empty ones are left out."""
    return "".join(f"{line}\n" for line in _mapping(values))


def scalar(text: str) -> str:
    """Return a text on one line, in quotation marks if YAML needs them."""
    words = " ".join(text.split())
    own = words.lower() in _WORDS or _NUMBER.fullmatch(words)
    if _PLAIN.fullmatch(words) and not own:
        return words
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(map(_escaped, quoted))}"'


def figure_lines(
    measures: Iterable[Measure],
    abouts: Iterable[str],
    last: Mapping[tuple[str, ...], str],
) -> list[str]:
    """Return the lines of an update file for measures and statuses that are to be given.

    Each is empty, with what `last` has for it in a note beside it.
    """

    def line(indent: int, key: str, *where: str) -> str:
        said = f"  # {note}" if (note := last.get(where)) else ""
        return f"{' ' * indent}{scalar(key)}:{said}"

    given = []
    for each in measures:
        given.append(line(2, each.key, each.key, ""))
        given += (line(4, area, each.key, area) for area in each.areas)
    statuses = [line(2, about, about) for about in abouts]
    parts = ("measures:", given), ("status:", statuses)
    return [row for head, rows in parts if rows for row in (head, *rows, "")]


def given_lines(figures: Mapping[tuple[str, str], str]) -> list[str]:
    """Return the lines of an update file for the figures of measures and areas."""
    lines = ["measures:"] if figures else []
    for measure, of_measure in groupby(figures.items(), key=lambda each: each[0][0]):
        for n, ((_, area), figure) in enumerate(of_measure):
            if area and not n:
                lines.append(f"  {measure}:")
            name = f"    {scalar(area)}" if area else f"  {measure}"
            lines.append(f"{name}: {figure}".rstrip())
    return [*lines, ""] if lines else []


def typed_figure(figure: str, withheld: str, *, private: bool) -> str:
    """Return a figure, or why there is none, as it is typed behind the key of a measure."""
    parts = [f"withheld: {_quoted(withheld)}"] if withheld else []
    if figure and private:
        parts.append(f"value: {figure}")
    if private and (figure or withheld):
        parts.append("public: false")
    return f"{{{', '.join(parts)}}}" if parts else figure


def figure_note(given: MeasureValue | StatusGiven) -> str:
    """Return what was given as a note, with its mark if it is not public; "" for no figure."""
    if isinstance(given, StatusGiven):
        return given.status
    told = f"withheld: {given.withheld.text}" if given.withheld else ""
    if not told and given.figure is not None:
        told = str(given.figure) if given.public else f"value: {given.figure}"
    note = told if given.public else f"{{{told}, public: false}}"
    return "in its own file" if is_private_note(note) else note


def due_note(promise: Statement) -> str:
    """Return a promise as a line of a note."""
    name = f", continues: {promise.item.id}" if promise.item.id else ""
    head = f"due {due_text(promise.due)} (from {promise.period}{name})"
    note = f"{head}: {plain_words(promise.item.text)}"
    return f"{head}: in its own file" if is_private_note(note) else note


def told_notes(told: CoveredCell) -> list[str]:
    """Return what a stream had for a quarter as lines of notes.

    Without its #, each is an update again. What is not public is on one line with its mark: then
    neither is taken up without the other, and the mark is none of what is above or below.
    """
    return [note for entry in told.entries for note in _harmless(entry)]


def _harmless(entry: Entry) -> list[str]:
    """Return the lines of an entry, none of which is itself taken for a mark of privacy."""
    notes = [*_notes(entry)]
    if any(map(is_private_note, notes)) and isinstance(entry, UpdateItem):
        line = _in_one_line(entry)
        if is_private_note(f"- {line}"):
            # “"text": "Not for publication: …” reads as a mark too, unless a word stands before it.
            line = f"{{lead: {str(entry.lead).lower()}, {line.removeprefix('{')}"
        notes = [f"- {line}"]
    return ["one more, in its own file"] if any(map(is_private_note, notes)) else notes


def _notes(entry: Entry) -> Iterator[str]:
    match entry:
        case UpdateItem(withdrawn=""):
            if _is_public(entry):
                yield from entry_lines([_entry_text(entry)], 0)
            else:
                yield f"- {_in_one_line(entry)}"
        case Reference(public=True, see=see, stream=""):
            yield f"- see: {see}"
        case NothingToReport(public=True):
            yield f"nothing: {scalar(entry.reason.text)}"
        case NothingToReport():
            yield f"{{nothing: {_quoted(entry.reason.text)}, public: false}}"
        case _:
            pass


def _is_public(entry: Entry) -> bool:
    inner = entry.points if isinstance(entry, UpdateItem) else ()
    return entry.public and all(map(_is_public, inner))


def _entry_text(item: UpdateItem) -> EntryText:
    points = (point for point in item.points if isinstance(point, UpdateItem))
    outcome = item.outcome.text if item.outcome else ""
    return EntryText(
        item.text.text,
        tuple(map(_entry_text, points)),
        outcome=outcome,
        award=_award(item.award) if item.award else "",
        id=item.id,
    )


def _award(award: Award) -> str:
    """Return an award on one line, as it is typed."""
    fields = ((name, value) for name, value in award._asdict().items() if value)
    parts = (
        f"{name}: {_quoted(value) if isinstance(value, str) else value}"
        for name, value in fields
    )
    return f"{{{', '.join(parts)}}}"


def _in_one_line(item: UpdateItem) -> str:
    # Without the quotes, “text: Private hire cars …” in a note reads as a mark of privacy.
    parts = [f"id: {item.id}"] if item.id else []
    parts.append(f'"text": {_quoted(item.text.text)}')
    if points := [p for p in item.points if isinstance(p, UpdateItem)]:
        parts.append(f"points: [{', '.join(map(_in_one_line, points))}]")
    if item.outcome:
        parts.append(f"outcome: {_quoted(item.outcome.text)}")
    if item.award:
        parts.append(f"award: {_award(item.award)}")
    if not item.public:
        parts.append("public: false")
    return f"{{{', '.join(parts)}}}"


def _quoted(text: str) -> str:
    said = scalar(text)
    return said if said.startswith('"') else f'"{said}"'


def _mapping(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        match value:
            case Mapping():
                inner = [*_mapping(value)]
                yield from (
                    (f"{key}:", *(f"  {line}" for line in inner)) if inner else ()
                )
            case str():
                if value.strip():
                    yield f"{key}: {scalar(value)}"
            case Sequence():
                items = [[*_mapping(item)] for item in value]
                lines = [
                    f"{'  ' if number else '- '}{line}"
                    for item in items
                    for number, line in enumerate(item)
                ]
                yield from (
                    (f"{key}:", *(f"  {line}" for line in lines)) if lines else ()
                )
            case _:
                if value is not None:
                    yield f"{key}: {value}"


def _escaped(character: str) -> str:
    return character if character.isprintable() else f"\\U{ord(character):08x}"
