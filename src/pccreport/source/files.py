"""Reads files into sources: the one module that reads the disk.

Knows sizes, encodings and which files of a folder are updates. What is wrong in a file is
returned as findings; a file that cannot be read raises CommandError.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Source, Span
from pccreport.source.command_error import FINDINGS, UNREADABLE, USAGE, CommandError

LARGEST = 5_000_000
"""Bytes in a file; a report of four years has some hundred thousand."""
LARGEST_DOCUMENT = 60_000_000
"""Bytes in a Word file, a workbook or a message, which may have pictures."""

_DIGITS = 3
"""Digits in the number of one of several files of the same name."""
_MOST_LISTED = 8
"""Files named in one line."""
_SUFFIXES = (".yaml", ".yml")
_DOCUMENTS = (".doc", ".docx", ".odt", ".rtf", ".txt", ".json", ".md", ".xlsx")
_WINDOWS = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)
}
_STRAY = re.compile("[\udc80-\udcff]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UpdateFolder(NamedTuple):
    """The files in a folder of updates."""

    updates: tuple[Path, ...]
    """To be read, in the order of their names."""
    strays: tuple[Path, ...]
    """Not read, but named or kept as if they were meant to be."""


def read_file(path: Path, name: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Return the file's text under the name to show, or None, and the findings about it.

    A text that Windows saved in its own encoding is read as that, and is an error.
    """
    return decode(_bytes(path, name), name)


def decode(content: bytes, name: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Return a file's bytes as text, or None and why they cannot be."""
    if len(content) > LARGEST:
        return None, (_too_large(name, content),)
    if content.startswith(_UTF_16) and not content.startswith(codecs.BOM_UTF32_LE):
        return _utf_16(name, content)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return Source(name, content.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        return _undecodable(name, content, error.start)


def require_project(
    folder: Path, needed: tuple[str, ...], updates: str, reports: Iterable[str]
) -> None:
    """Refuse a path that is no project, or not one of the reports of the project around it."""
    way_out = "give the folder that holds plan.yaml and your updates"
    if file_exists(folder):
        raise CommandError(f"“{folder}” is a file, not a folder", USAGE, way_out)
    if not folder.is_dir():
        kind = "file" if is_yaml(folder.name) else "folder"
        way_out = f"there are: {listed(reports)}" if reports else way_out
        raise CommandError(f"the {kind} “{folder}” does not exist", UNREADABLE, way_out)
    for name in needed:
        if not (folder / name).exists():
            message = f"the folder “{folder}” has no {name}"
            raise CommandError(message, FINDINGS, _in_place_of(folder, name) or way_out)
    if not (folder / updates).is_dir():
        message = f"the folder “{folder}” has no “{updates}” folder"
        beside = [p.name for p in yaml_files(folder) if re.search(r"\d", p.name)]
        first = f"move {beside[0]} into it" if beside else "add one file a quarter"
        raise CommandError(message, FINDINGS, f"create it and {first}")


def _in_place_of(folder: Path, name: str) -> str:
    """Return what to do where a folder has something else than the file of a name, or ""."""
    stem = name.partition(".")[0]
    inside = sorted(folder.iterdir())
    alike = [p.name for p in inside if is_yaml(p.name) and p.name.startswith(stem)]
    for path in inside:
        # Windows hides an ending like .txt.
        if path.name.lower().startswith((f"{stem}.y", f"{stem}.txt")):
            return f"there is a file called {path.name}: rename it to {name}"
    if alike and stem == "report":
        return (
            f"put {listed(alike)} into a folder “reports”: each file in it is a report"
        )
    projects = [path for path in inside if file_exists(path / name)]
    return f"give one of the folders in it: {listed(projects)}" if projects else ""


def listed(names: Iterable[Path | str]) -> str:
    """Return the names of files one after the other, a few of many."""
    every = [*map(str, names)]
    more = f" and {len(every) - _MOST_LISTED} more" if len(every) > _MOST_LISTED else ""
    return f"{', '.join(every[:_MOST_LISTED])}{more}"


def quoted_path(path: Path) -> str:
    """Return a path as it is typed on a command line: in quotes if it has a space."""
    return f'"{path}"' if " " in str(path) else str(path)


def unread_yaml_files(folder: Path, read: Iterable[Path]) -> tuple[Path, ...]:
    """Return YAML files beside those that are read, which are not read."""
    known = {path.name for path in read}
    found = sorted(folder.iterdir(), key=name_order)
    return tuple(
        path
        for path in found
        if path.suffix.lower() in _SUFFIXES
        and path.name not in known
        and not path.name.startswith((".", "~$"))
    )


def is_yaml(name: str) -> bool:
    """Whether a file's name is that of a YAML file."""
    return name.lower().endswith(_SUFFIXES)


def has_extra_suffix(path: Path) -> bool:
    """Whether only what follows .yaml in its name keeps a file from being read."""
    return any(suffix.lower() in _SUFFIXES for suffix in path.suffixes[:-1])


def normalise_path(path: Path | str) -> str:
    """One name for a file, however it is written."""
    return os.path.normcase(os.path.realpath(path))


def file_exists(path: Path) -> bool:
    """Whether there is a file at a path."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # ValueError: a null in the path
        return False


def yaml_files(folder: Path) -> tuple[Path, ...]:
    """Return the YAML files of a folder, by name; none if there is no such folder."""
    return update_files(folder).updates if folder.is_dir() else ()


def stray_files(folder: Path) -> tuple[Path, ...]:
    """Return the files in a folder of YAML files that look like one but are not read."""
    return update_files(folder).strays if folder.is_dir() else ()


def update_files(folder: Path, inner: str = "") -> UpdateFolder:
    """Return the YAML files of a folder, and what there looks like a lost update.

    Those of a folder in it with the name `inner` are among them. Documents may be
    kept there as well.
    """
    try:
        found = sorted(folder.iterdir(), key=name_order)
    except OSError as error:
        raise _failure(str(folder), error) from error
    updates: list[Path] = []
    strays: list[Path] = []
    for path in found:
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir() and path.name.lower() == inner:
            of_inner = update_files(path)
            updates += of_inner.updates
            strays += (p for p in of_inner.strays if p.is_dir() or lost_updates(p))
        elif path.is_dir():
            if lost_updates(path):
                strays.append(path)
        elif path.suffix.lower() in _SUFFIXES:
            updates.append(path)
        elif _looks_like_update(path):
            strays.append(path)
    return UpdateFolder(tuple(updates), tuple(strays))


def name_order(path: Path) -> tuple[str, int, str]:
    """Return where a file comes among others of its folder: “a”, “a-2”, “a-10”, “a-b”."""
    # Macs take names apart (é as e and an accent); the order is the same everywhere.
    stem = path.stem if path.name.isascii() else normalize("NFC", path.stem)
    first, _, number = stem.rpartition("-")
    if first and number.isdecimal() and len(number) <= _DIGITS:
        return first, int(number), path.name
    return stem, 0, path.name


def lost_updates(stray: Path) -> tuple[Path, ...]:
    """Return what is a YAML file but for its place or the end of its name.

    A stray is a file, or a folder with such files at any depth. What cannot be opened
    there is left out: nothing in it is asked for.
    """
    below = (Path(at, name) for at, _, names in os.walk(stray) for name in names)
    return tuple(
        path
        for path in sorted((stray, *below), key=name_order)
        if not path.name.startswith((".", "~$"))
        and (has_extra_suffix(path) or _is_lost(path, stray))
    )


def _is_lost(path: Path, stray: Path) -> bool:
    return path.suffix.lower() == ".txt" if path == stray else is_yaml(path.name)


def _looks_like_update(path: Path) -> bool:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return bool(suffixes) and (
        suffixes[-1] in _DOCUMENTS or any(suffix in _SUFFIXES for suffix in suffixes)
    )


def is_picture(name: str) -> bool:
    """Whether a file's name is that of a picture that a report can have."""
    return name.lower().endswith((".png", ".jpg", ".jpeg"))


def is_in_folder(path: Path, folder: Path) -> bool:
    """Whether a file is in a folder itself, wherever links lead."""
    return Path(normalise_path(path)).parent == Path(normalise_path(folder))


def read_picture(path: Path) -> bytes:
    """Return the bytes of a project's picture; of one that is too large, a part."""
    return _bytes(path, str(path))[:LARGEST]


def read_document(path: Path) -> bytes:
    """Return the bytes of a file that is no project's; raise CommandError if it is too large."""
    content = _bytes(path, str(path), LARGEST_DOCUMENT)
    if len(content) > LARGEST_DOCUMENT:
        message = f"“{path}” is larger than {LARGEST_DOCUMENT // 1_000_000} MB"
        raise CommandError(message, UNREADABLE, "save it without its pictures")
    return content


def _bytes(path: Path, name: str, most: int = LARGEST) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise CommandError(
                f"“{name}” is a folder, not a file",
                UNREADABLE,
                "give a file that is in it",
            )
        if not stat.S_ISREG(mode):
            # A pipe would wait forever for input.
            raise CommandError(
                f"“{name}” is not a file that can be read",
                UNREADABLE,
                "give an ordinary file",
            )
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a null in the path
        raise _failure(name, error) from error


def _failure(name: str, error: OSError | ValueError) -> CommandError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return CommandError(
            f"“{name}” does not exist", UNREADABLE, "check the spelling"
        )
    if isinstance(error, PermissionError):
        way_out = "close it in other programs, or ask for permission to open it"
        return CommandError(f"“{name}” cannot be opened", UNREADABLE, way_out)
    reason = getattr(error, "strerror", None) or "its name cannot be used"
    return CommandError(
        f"“{name}” cannot be read: {reason}",
        UNREADABLE,
        "make a copy of it under another name, and use that",
    )


def _too_large(name: str, content: bytes) -> Diagnostic:
    text = content.decode("utf-8", "replace")
    return rule("too-large").finding(
        f"this file is larger than {LARGEST // 1_000_000} MB",
        Span(Source(name, text), 0, 0),
        "put each quarter in its own file, without pictures",
    )


def _utf_16(name: str, content: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    try:
        return Source(name, content.decode("utf-16")), ()
    except UnicodeDecodeError as error:
        readable = content[: error.start].decode("utf-16", "replace")
        text = content.decode("utf-16", "replace")
        at = min(len(readable), max(len(text) - 1, 0))
        return None, (_encoding(Source(name, text), at),)


def _undecodable(
    name: str, content: bytes, at: int
) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    # What is UTF-8 is shown as that, and a byte that is not as Windows means it.
    bare = content.decode("utf-8", "surrogateescape")
    text = bare.translate(_WINDOWS)
    source = Source(name, text)
    finding = _encoding(source, len(content[:at].decode("utf-8")))
    odd = [letter.translate(_WINDOWS) for letter in _STRAY.findall(bare)]
    if len(odd) > 1:
        more = f"; there are {len(odd) - 1:,} more such letters in the file"
        finding = finding._replace(help=finding.help + more)
    # Letters of another system, and not a picture or a program.
    is_text = "\x00" not in text and "\ufffd" not in odd and len(odd) < len(text) / 4
    return source if is_text else None, (finding,)


def _encoding(source: Source, at: int) -> Diagnostic:
    span = Span(source, at, min(at + 1, len(source.text)))
    character = span.text if span.text.isprintable() and span.text != "\ufffd" else ""
    return rule("encoding").finding(
        (f"“{character}” here" if character else "a letter here")
        + " was not saved as UTF-8, so it may be misread",
        span,
        "save the file as UTF-8: in Word, save as Plain Text and choose Other encoding; in Notepad, use Save As and Encoding; in VS Code, use Save with Encoding",
    )
