"""Projects that can be edited like a document, with a record of what was done to them.

Each entry has a number of its own that stays with it wherever it goes and whatever it
says, so that afterwards it is known what became of it. A book is written as files in
several editions: its entries with ids, without, or some of each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

Said = dict[str, Any]
"""An entry as it is typed, without its points."""
Where = tuple[str, str, str]
"""An update file, a key aim and a stream."""
At = tuple[str, int]
"""A file of updates and a line in it."""

Truth = dict[tuple[int | None, int | None], str]
"""The kind of each pair of entries that changed, by their numbers before and now."""

CONTINUES = "continues"


class Edition(StrEnum):
    """Which entries have an id."""

    IDS = "ids on all"
    NONE = "ids on none"
    HALF = "ids on half"
    COME = "ids on all, after the change only"
    AS_WRITTEN = "the ids that were typed"


@dataclass
class Entry:
    """One entry of an update file, or a point."""

    number: int
    said: Said
    points: list[Entry] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What it is known by in messages."""
        return str(next(iter(self.said.get(k) for k in _TEXTS if k in self.said), ""))

    def all(self) -> Iterator[Entry]:
        """It, and its points."""
        yield self
        for point in self.points:
            yield from point.all()


_TEXTS = ("text", "nothing", "closing", "see", "withdrawn", "caveat")


@dataclass
class File:
    """An update file."""

    head: Said
    caveat: Entry | None
    cells: dict[str, dict[str, list[Entry]]]


@dataclass
class Book:
    """A project."""

    plan: Said
    report: Said
    files: dict[str, File]
    house: str = ""

    def lists(self) -> Iterator[tuple[Where, list[Entry]]]:
        """Every list of entries, and where it stands."""
        for name, file in self.files.items():
            for aim, streams in file.cells.items():
                for stream, entries in streams.items():
                    yield (name, aim, stream), entries

    def find(self, words: str) -> Entry:
        """The one entry that has these words in it."""
        found = [
            entry
            for _, entries in self.lists()
            for each in entries
            for entry in each.all()
            if words in entry.words
        ]
        assert len(found) == 1, (words, [entry.words for entry in found])
        return found[0]

    def list_of(self, wanted: Entry) -> list[Entry]:
        """The list that an entry stands in."""
        for _, entries in self.lists():
            if found := _list_in(entries, wanted):
                return found
        raise AssertionError(wanted.words)

    def cell(self, where: Where) -> list[Entry]:
        """A list of entries; a new one where there is none yet."""
        name, aim, stream = where
        return self.files[name].cells.setdefault(aim, {}).setdefault(stream, [])

    @property
    def aims(self) -> dict[str, str]:
        """The key aims of the priority that is reported on."""
        number = self.report["priority"]
        for priority in self.plan["priorities"]:
            if priority["number"] == number:
                aims: dict[str, str] = priority["aims"]
                return aims
        raise AssertionError(number)


def _list_in(entries: list[Entry], wanted: Entry) -> list[Entry] | None:
    for entry in entries:
        if entry is wanted:
            return entries
        if found := _list_in(entry.points, wanted):
            return found
    return None


class Pair:
    """A project before and after some edits, and what is true of each line it tells."""

    def __init__(self, name: str, before: Book) -> None:
        self.name = name
        self.before = before
        self.after = deepcopy(before)
        self.truth: Truth = {}
        """The kind of each pair of entries that changed."""
        self.reasons: dict[int, str] = {}
        """Why an entry was withdrawn, where somebody wrote it."""
        self.restated: dict[int, tuple[list[str], list[str]]] = {}
        """The figures of a past period that are others now."""
        self.plan: list[tuple[str, str]] = []
        """What changed around the updates, and how."""
        self.carried: dict[int, int] = {}
        """What an added entry carries on."""
        self.secrets: list[str] = []
        """Words that nobody may be shown."""
        self.hidden: list[Entry] = []
        """What was public before, and is not now."""

    # What an officer does

    def reword(self, words: str, old: str, new: str) -> Entry:
        """Other words in one place."""
        entry = self.after.find(words)
        key = next(key for key in _TEXTS if old in str(entry.said.get(key, "")))
        entry.said[key] = entry.said[key].replace(old, new)
        return self._revised(entry)

    def rewrite(self, words: str, text: str) -> Entry:
        """The whole text anew."""
        return self.retell(self.after.find(words), text)

    def retell(self, entry: Entry, text: str) -> Entry:
        """The whole text of an entry anew, whose words others may have too."""
        entry.said["text"] = text
        return self._revised(entry)

    def change(self, words: str, **said: Any) -> Entry:
        """Other facts about an update: its outcome, its award, where it leads."""
        entry = self.after.find(words)
        entry.said |= said
        return self._revised(entry)

    def lead_to(self, where: Where, see: str) -> Entry:
        """The one reference of a place leads elsewhere."""
        (entry,) = (each for each in self.after.cell(where) if "see" in each.said)
        entry.said["see"] = see
        return self._revised(entry)

    def caveat(self, name: str, text: str) -> None:
        """Another remark on a period."""
        entry = self.after.files[name].caveat
        assert entry is not None
        entry.said["caveat"] = text
        self._revised(entry)

    def add(
        self, where: Where, said: str | Said, at: int | None = None, points: Any = ()
    ) -> Entry:
        """A new entry, with its points."""
        entry = entry_of(said, [entry_of(point) for point in points])
        entries = self.after.cell(where)
        entries.insert(len(entries) if at is None else at, entry)
        self._added(entry)
        return entry

    def add_point(self, under: str, text: str) -> Entry:
        """A new point."""
        entry = entry_of(text)
        self.after.find(under).points.append(entry)
        self._added(entry)
        return entry

    def add_file(self, name: str, file: File) -> None:
        """A new file: all that it says is new."""
        self.after.files[name] = file
        if file.caveat:
            self._added(file.caveat)
        for streams in file.cells.values():
            for entries in streams.values():
                for entry in entries:
                    self._added(entry)

    def carry_on(self, words: str, earlier: str) -> None:
        """A new update carries on another one, and says so where that has an id."""
        entry = self.after.find(words)
        self.carried[entry.number] = self.after.find(earlier).number

    def take_out(self, words: str) -> None:
        """It is not there any more, and nobody says why."""
        entry = self.after.find(words)
        self.after.list_of(entry).remove(entry)
        self._gone(entry, "missing")

    def withdraw(self, words: str, reason: str) -> None:
        """It is kept, and said no longer."""
        entry = self.after.find(words)
        entry.said["withdrawn"] = reason
        self._gone(entry)
        self.reasons[entry.number] = reason

    def hide(self, words: str) -> None:
        """It is not public any more: then nobody is told that it was."""
        entry = self.after.find(words)
        entry.said["public"] = False
        self.hidden.append(entry)
        self.secrets.append(words)

    def move(self, words: str, where: Where, at: int | None = None) -> Entry:
        """To another place."""
        entry = self.after.find(words)
        self.after.list_of(entry).remove(entry)
        entries = self.after.cell(where)
        entries.insert(len(entries) if at is None else at, entry)
        return self._moved(entry)

    def move_under(self, words: str, parent: str) -> Entry:
        """A point to another update."""
        entry = self.after.find(words)
        self.after.list_of(entry).remove(entry)
        self.after.find(parent).points.append(entry)
        return self._moved(entry)

    def move_to(self, words: str, at: int) -> Entry:
        """To another place of its list."""
        entry = self.after.find(words)
        entries = self.after.list_of(entry)
        entries.remove(entry)
        entries.insert(at, entry)
        return self._moved(entry)

    def aim_first(self, key: str) -> None:
        """A key aim goes to the top, and all others get another number."""
        aims = self.after.aims
        others = {k: text for k, text in aims.items() if k != key}
        text = aims[key]
        aims.clear()
        aims |= {key: text, **others}
        self.plan += [("key aim", "moved"), ("numbers", "revised")]

    def aim_reworded(self, key: str, old: str, new: str) -> None:
        """Other words for a key aim."""
        assert old in self.after.aims[key]
        self.after.aims[key] = self.after.aims[key].replace(old, new)
        self.plan.append(("key aim", "revised"))

    def say(self, what: str, key: str, value: Any) -> None:
        """Another thing that the report says of itself."""
        self.after.report[key] = value
        self.plan.append((what, "revised"))

    def keep_back(self, where: Where, text: str, *, both: bool) -> None:
        """Something that is not public, on the new side or on both."""
        entry = entry_of({"text": text, "public": False})
        sides = (self.before, self.after) if both else (self.after,)
        for side in sides:
            side.cell(where).append(deepcopy(entry))
        self.secrets += text.split()[:1]

    def refigure(self, entry: Entry, old: list[str], new: list[str]) -> None:
        """These figures are told as restated."""
        self.restated[entry.number] = (old, new)

    # What is true of it

    def told(self, edition: Edition) -> Truth:
        """The kind of each pair of entries that changed, by what an edition says."""
        carried = {
            (None, new): "continued"
            for new, earlier in self.carried.items()
            if has_id(Entry(earlier, {}), edition, after=True)
        }
        return self.truth | carried

    def back(self) -> Truth:
        """The same from the new side to the old one."""
        turned = {"added": "withdrawn", "withdrawn": "added", "missing": "added"}
        told = {(n, o): turned.get(kind, kind) for (o, n), kind in self.truth.items()}
        shown = {(None, e.number): "added" for each in self.hidden for e in each.all()}
        return told | shown

    def _revised(self, entry: Entry) -> Entry:
        pair = entry.number, entry.number
        moved = self.truth.get(pair, "").startswith("moved")
        self.truth[pair] = "moved and revised" if moved else "revised"
        return entry

    def _moved(self, entry: Entry) -> Entry:
        pair = entry.number, entry.number
        revised = self.truth.get(pair, "").endswith("revised")
        self.truth[pair] = "moved and revised" if revised else "moved"
        return entry

    def _added(self, entry: Entry) -> None:
        for each in entry.all():
            if each.said.get("public", True):
                self.truth[None, each.number] = "added"

    def _gone(self, entry: Entry, kind: str = "withdrawn") -> None:
        # Only an update can be withdrawn with a word, so only one can lack it.
        for each in entry.all():
            is_update = "text" in each.said
            self.truth[each.number, None] = kind if is_update else "withdrawn"


_NUMBERS = count(1)


def entry_of(said: str | Said, points: list[Entry] | None = None) -> Entry:
    """An entry as it is typed."""
    if isinstance(said, str):
        return Entry(next(_NUMBERS), {"text": said}, points or [])
    kept = {key: value for key, value in said.items() if key != "points"}
    below = [entry_of(point) for point in said.get("points", ())]
    return Entry(next(_NUMBERS), kept, [*below, *(points or ())])


@cache
def _read(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def _loaded(text: str) -> Any:
    """What a file says, to be edited: the same few are read for each pair."""
    return deepcopy(_read(text))


def file_of(text: str) -> File:
    """An update file as it is typed."""
    told = _loaded(text)
    head = {k: str(v) for k, v in told.items() if k not in {"updates", "caveat"}}
    caveat = entry_of({"caveat": told["caveat"]}) if "caveat" in told else None
    cells = {
        aim: {
            stream: [entry_of(said) for said in _listed(entries)]
            for stream, entries in streams.items()
        }
        for aim, streams in told["updates"].items()
    }
    return File(head, caveat, cells)


def _listed(entries: Any) -> list[Any]:
    return entries if isinstance(entries, list) else [entries]


def book_of(files: Mapping[str, str]) -> Book:
    """A project from the texts of its files."""
    updates = {
        Path(name).stem: file_of(text)
        for name, text in files.items()
        if name.startswith("updates/")
    }
    plan, report = _loaded(files["plan.yaml"]), _loaded(files["report.yaml"])
    return Book(plan, report, updates, files.get("house.yaml", ""))


def book_in(folder: Path) -> Book:
    """A project from its folder."""
    names = [*folder.glob("*.yaml"), *folder.glob("updates/*.yaml")]
    return book_of(
        {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(names)}
    )


class Written(NamedTuple):
    """A book as files, and which entry stands where."""

    folder: Path
    entries: dict[At, Entry]


def write(
    folder: Path,
    book: Book,
    edition: Edition,
    *,
    carried: Mapping[int, int] | None = None,
    after: bool = False,
) -> Written:
    """A book's folder; `carried` says which entry carries on which."""
    writing = _Writing(edition, after, carried or {})
    (folder / "updates").mkdir(parents=True)
    (folder / "plan.yaml").write_text(_typed(book.plan), "utf-8")
    (folder / "report.yaml").write_text(_typed(book.report), "utf-8")
    if book.house:
        (folder / "house.yaml").write_text(book.house, "utf-8")
    for name, file in book.files.items():
        lines = writing.file(f"{name}.yaml", file)
        text = "".join(f"{line}\n" for line in lines)
        (folder / "updates" / f"{name}.yaml").write_text(text, "utf-8")
    return Written(folder, writing.entries)


def _typed(value: Any) -> str:
    """JSON is YAML."""
    return json.dumps(value, ensure_ascii=False, default=str)


def has_id(entry: Entry, edition: Edition, *, after: bool) -> bool:
    """Whether an entry is written with an id."""
    match edition:
        case Edition.IDS:
            return True
        case Edition.NONE:
            return False
        case Edition.HALF:
            return entry.number % 2 == 0
        case Edition.COME:
            return after
        case Edition.AS_WRITTEN:
            return "id" in entry.said


class _Writing:
    """Writes entries, and notes where each of them stands."""

    def __init__(
        self, edition: Edition, after: bool, carried: Mapping[int, int]
    ) -> None:
        self.entries: dict[At, Entry] = {}
        self._edition, self._after, self._carried = edition, after, carried

    def file(self, name: str, file: File) -> list[str]:
        """The lines of a file."""
        lines = [f"{key}: {_typed(value)}" for key, value in file.head.items()]
        if file.caveat:
            lines.append(f"caveat: {_typed(file.caveat.said['caveat'])}")
            self.entries[name, len(lines)] = file.caveat
        told = any(entries for cell in file.cells.values() for entries in cell.values())
        lines.append("updates:" if told else "updates: {}")
        for aim, streams in file.cells.items():
            if any(streams.values()):
                lines.append(f"  {aim}:")
            for stream, entries in streams.items():
                if entries:
                    lines.append(f"    {stream}:")
                self._entries(name, lines, entries, 6)
        return lines

    def _entries(
        self, name: str, lines: list[str], entries: list[Entry], indent: int
    ) -> None:
        for entry in entries:
            said = {k: entry.said[k] for k in _TEXTS if k in entry.said}
            said |= {k: v for k, v in entry.said.items() if k not in {"id", *said}}
            if "text" in said and has_id(entry, self._edition, after=self._after):
                said["id"] = entry.said.get("id") or f"u{entry.number}"
            elif "id" in entry.said and self._edition is Edition.AS_WRITTEN:
                said["id"] = entry.said["id"]
            # An office that has no ids has nothing to say what it carries on by.
            if (earlier := self._carried.get(entry.number)) and self._named(earlier):
                said[CONTINUES] = f"u{earlier}"
            lead = "- "
            self.entries[name, len(lines) + 1] = entry
            for key, value in said.items():
                lines.append(f"{' ' * indent}{lead}{key}: {_typed(value)}")
                lead = "  "
            if entry.points:
                lines.append(f"{' ' * indent}  points:")
                self._entries(name, lines, entry.points, indent + 4)

    def _named(self, number: int) -> bool:
        return has_id(Entry(number, {}), self._edition, after=self._after)
