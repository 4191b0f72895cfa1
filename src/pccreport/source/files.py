"""Files read into sources: sizes, encodings, and which files of a folder are updates.

The only module that reads files of authors. Faults of a file are returned as findings; a file that
cannot be read raises CommandError.
"""

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
from pccreport.language.texts.counted import join_words
from pccreport.source.command_error import FINDINGS, USAGE, CommandError, command_error

MAX_BYTES = 5_000_000
"""Largest file in bytes; a report of four years has some hundred thousand."""
MAX_DOCUMENT_BYTES = 60_000_000
"""Largest Word file, workbook or message in bytes; they may have pictures."""

_MAX_DIGITS = 3
"""Digits of a number at the end of a file name, as in “q1-2”."""
_MAX_LISTED = 8
"""Files named in one line."""
_YAML_SUFFIXES = (".yaml", ".yml")
_DOCUMENT_SUFFIXES = (".doc", ".docx", ".odt", ".rtf", ".txt", ".json", ".md", ".xlsx")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UpdateFolder(NamedTuple):
    """The files in a folder of updates."""

    updates: tuple[Path, ...]
    """Files to read, ordered by name."""
    strays: tuple[Path, ...]
    """Files and folders that are not read, but look as if they should be."""


def read_file(path: Path, name: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Return the file as a source called `name`, or None if it has no text, and the findings."""
    return decode(_read_bytes(path, name), name)


def decode(content: bytes, name: str) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Return the content of a file as a source, or None if it has no text, and the findings."""
    if len(content) > MAX_BYTES:
        whole = Source(name, content.decode("utf-8", "replace"))
        message = f"this file is larger than {MAX_BYTES // 1_000_000} MB"
        advice = "put each quarter in its own file, without pictures"
        return None, (rule("too-large").finding(message, Span(whole, 0, 0), advice),)
    encoding = "utf-16" if content.startswith(_UTF_16) else "utf-8"
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return Source(name, content.decode(encoding).lstrip("\ufeff")), ()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "replace")
        # Shown as Windows would have saved it.
        after = content[error.start :].decode("cp1252", "replace")
        return None, (_encoding_finding(Source(name, before + after), len(before)),)


def check_is_project(
    folder: Path, needed: tuple[str, ...], updates: str, reports: Iterable[str]
) -> None:
    """Raise CommandError if `folder` is not a project, with the `reports` there are as help."""
    advice = "give the folder that holds plan.yaml and your updates"
    if file_exists(folder):
        raise CommandError(f"“{folder}” is a file, not a folder", USAGE, advice)
    if not folder.is_dir():
        kind = "file" if is_yaml(folder.name) else "folder"
        advice = f"reports in the project: {list_names(reports)}" if reports else advice
        if '"' in folder.name:  # so Windows reads "my report\"
            advice = "leave out the \\ at the end of the folder’s name"
        raise CommandError(f"the {kind} “{folder}” does not exist", help=advice)
    called = "the current folder" if folder == Path() else f"the folder “{folder}”"
    for name in needed:
        if not (folder / name).exists():
            advice = f"give the folder that holds {name} and your updates; if you can see it in this folder, remove its hidden ending, such as .txt"
            if name != needed[0]:
                advice += "; if there are several reports, put their files in a folder named “reports”"
            raise CommandError(f"{called} has no {name}", FINDINGS, advice)
    if not (folder / updates).is_dir():
        advice = "create it, and put one file for each quarter into it"
        raise CommandError(f"{called} has no “{updates}” folder", FINDINGS, advice)


def list_names(names: Iterable[Path | str]) -> str:
    """Return the names as a list in a sentence: the first few, and the number of the others."""
    texts = [*map(str, names)]
    texts[_MAX_LISTED:] = [f"{n} more"] if (n := len(texts) - _MAX_LISTED) > 0 else []
    return join_words(*texts) if texts else ""


def quoted_path(path: Path) -> str:
    """Return a path as for a command line: in quotes if it has more than letters and digits."""
    return str(path) if re.fullmatch(r"[\w./\\:~-]+", str(path)) else f'"{path}"'


def is_yaml(name: str) -> bool:
    """Return whether a file name has the suffix of YAML."""
    return name.lower().endswith(_YAML_SUFFIXES)


def temporary_name() -> str:
    """Return the name of a file that is being written: short, and hidden on Unix."""
    return f".p{os.urandom(4).hex()}.tmp"


def left_behind_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that are being written, or that a run left that was killed."""
    return tuple(sorted(folder.glob(f".p{'[0-9a-f]' * 8}.tmp")))


def has_extra_suffix(path: Path) -> bool:
    """Return whether a file name has another suffix after .yaml."""
    return any(suffix.lower() in _YAML_SUFFIXES for suffix in path.suffixes[:-1])


def normalise_path(path: Path | str) -> str:
    """Return the one path of a file, without links and, on Windows, in lower case."""
    return os.path.normcase(os.path.realpath(path))


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether a file is in a folder at any depth, also where links lead."""
    return Path(normalise_path(path)).is_relative_to(normalise_path(folder))


def file_exists(path: Path) -> bool:
    """Return whether a path is a file."""
    return os.path.isfile(path)  # noqa: PTH113  # Path.is_file raises some errors


def update_files(folder: Path, inner: str = "") -> UpdateFolder:
    """Return the YAML files of a folder and of its subfolder `inner`, and the strays.

    There are none if there is no such folder. Documents in the subfolder are not strays.
    """
    updates: list[Path] = []
    strays: list[Path] = []
    for path in _visible_files(folder):
        if path.name.lower() == inner and path.is_dir():
            inner_files = update_files(path)
            updates += inner_files.updates
            strays += (p for p in inner_files.strays if p.is_dir() or stray_updates(p))
        elif path.is_dir():
            strays += [path] if stray_updates(path) else []
        elif is_yaml(path.name):
            updates.append(path)
        elif has_extra_suffix(path) or path.suffix.lower() in _DOCUMENT_SUFFIXES:
            strays.append(path)
    return UpdateFolder(tuple(updates), tuple(strays))


def _visible_files(folder: Path) -> list[Path]:
    """Return what is in a folder, but for hidden files and those of Word that lock others."""
    try:
        found = sorted(folder.iterdir() if folder.is_dir() else (), key=name_sort_key)
    except OSError as error:
        raise command_error(error, str(folder)) from error
    return [path for path in found if not path.name.startswith((".", "~$"))]


def name_sort_key(path: Path) -> tuple[str, int, str]:
    """Return the sort key of a file in its folder: “a”, “a-2”, “a-10”, “a-b”."""
    # macOS decomposes names (é as e and an accent); the order must not depend on it.
    stem = path.stem if path.name.isascii() else normalize("NFC", path.stem)
    first, _, number = stem.rpartition("-")
    if first and number.isdecimal() and len(number) <= _MAX_DIGITS:
        return first, int(number), path.name
    return stem, 0, path.name


def stray_updates(stray: Path) -> tuple[Path, ...]:
    """Return the files of a stray that are YAML files except for their folder or suffix.

    A stray is a file, or a folder with files at any depth; folders in it that cannot be opened
    are skipped.
    """
    files_below = (Path(at, name) for at, _, names in os.walk(stray) for name in names)
    return tuple(
        path
        for path in sorted((stray, *files_below), key=name_sort_key)
        if not path.name.startswith((".", "~$"))
        and (
            has_extra_suffix(path)
            or (path.suffix.lower() == ".txt" if path == stray else is_yaml(path.name))
        )
    )


def read_picture(path: Path) -> bytes:
    """Return the bytes of a picture, cut to `MAX_BYTES`."""
    return _read_bytes(path, str(path))[:MAX_BYTES]


def read_document(path: Path) -> bytes:
    """Return the bytes of a file from outside. Raise CommandError if it is too large."""
    content = _read_bytes(path, str(path), MAX_DOCUMENT_BYTES)
    if len(content) > MAX_DOCUMENT_BYTES:
        message = f"“{path}” is larger than {MAX_DOCUMENT_BYTES // 1_000_000} MB"
        raise CommandError(message, help="save it without its pictures")
    return content


def _read_bytes(path: Path, name: str, limit: int = MAX_BYTES) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            message = f"“{name}” is a folder, not a file"
            raise CommandError(message, help="give a file in it")
        if not stat.S_ISREG(mode):
            # A pipe would wait forever for input.
            message = f"“{name}” is not a file that can be read"
            raise CommandError(message, help="use an ordinary file instead")
        with path.open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a null in the path
        raise command_error(error, name) from error


def _encoding_finding(source: Source, at: int) -> Diagnostic:
    span = Span(source, at, min(at + 1, len(source.text)))
    character = span.text if span.text.isprintable() and span.text != "\ufffd" else ""
    return rule("encoding").finding(
        f"{f'the character {character}' if character else 'a letter'} here was not saved as UTF-8, so it may be misread",
        span,
        "save the file as UTF-8: in Word, Plain Text, Other encoding; in Notepad, Save As, Encoding; in VS Code, Reopen with Encoding (Western), then Save with Encoding",
    )
