"""Where a result is put: in its place whole, or not at all.

Knows disks, links, and the locks of Word and Windows, but not what is written. The bytes
go to a temporary file in the same folder, which takes the target's name once all of it is on
the disk, so that a reader never finds half a document and the old one is kept until then.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from typing import BinaryIO

from pccreport.source.command_error import UNREADABLE, USAGE, CommandError
from pccreport.writers.forms import DocumentForm, form_of

WINDOWS = sys.platform == "win32"

# Virus scanners, the indexer and OneDrive let go of a file within milliseconds;
# Word does not.
_PAUSES = (0.1, 0.2, 0.3, 0.4, 0.5)

# Windows takes 260 characters, some of its programs fewer.
_LONG_PATH = 240

_ANOTHER_NAME = "save it under another name with -o"


def write_file(
    target: Path,
    data: bytes,
    *,
    sleep: Callable[[float], object] = time.sleep,
    windows: bool = WINDOWS,
) -> None:
    """Put the bytes at the target; on any error it stays as it was.

    A link keeps pointing where it did, and an old file's permissions go over to
    the new one. `sleep` waits between tries while another program holds the file.
    """
    place = _behind_link(target)
    # Short, because the path to a OneDrive folder is long; with a dot, because it
    # then is hidden where dots hide.
    temporary = place.with_name(f".p{os.urandom(4).hex()}.tmp")
    created = False
    try:
        mode = _old_mode(place, target)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        number = os.open(temporary, flags, 0o666 if mode is None else mode)
        created = True
        with os.fdopen(number, "wb") as file:
            if mode is not None and sys.platform != "win32":
                os.fchmod(number, mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # down to the disk itself
        _rename(temporary, place, sleep, windows=windows)
    except OSError as error:
        failure = _failure if created else _early_failure
        raise failure(error, target, place, windows=windows) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def check_target(
    target: Path, inputs: Iterable[Path], *, windows: bool = WINDOWS
) -> None:
    """Raise CommandError if no document can be put there: a folder, an input, a name not allowed.

    Called before the work starts, so that a typing error costs no time.
    """
    if windows:
        _refuse_name(target)
    with suppress(OSError):  # what cannot be checked is reported when it is written
        _old_mode(target, target)
    if any(_same(target, path) for path in inputs):
        message = (
            f"the report is made from “{target}”, so that file cannot be overwritten"
        )
        raise CommandError(message, USAGE, _ANOTHER_NAME)


def document_form(target: Path, forms: Sequence[DocumentForm]) -> DocumentForm:
    """Return the form of a document by the name of its file; raise if it is none of some."""
    form = form_of(target.suffix)
    if form is None or form not in forms:
        *others, last = (f".{each}" for each in forms)
        endings = f"{', '.join(others)} or {last}"
        message = f"“{target}” is not the name of a document"
        raise CommandError(message, USAGE, f"use a name that ends in {endings}")
    return form


def write_stream(stream: BinaryIO, data: bytes) -> None:
    """Give the bytes to a stream, all of them."""
    try:
        stream.write(data)
        stream.flush()
    except OSError as error:
        message = f"standard output cannot be written to: {error.strerror}"
        raise CommandError(message, UNREADABLE, _ANOTHER_NAME) from error


def _behind_link(target: Path) -> Path:
    # Only a link is resolved: on Windows that could make a path longer than it was.
    with suppress(OSError):
        if target.is_symlink():
            return Path(os.path.realpath(target))
    return target


def _old_mode(place: Path, target: Path) -> int | None:
    """Return the permissions of the file there, or None if there is none to replace."""
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        way_out = f"add a file name: -o {target / 'report.docx'}"
        raise CommandError(f"“{target}” is a folder, not a document", USAGE, way_out)
    if not stat.S_ISREG(mode):
        message = f"“{target}” is not an ordinary file, so it cannot be replaced"
        raise CommandError(message, USAGE, _ANOTHER_NAME)
    if not mode & 0o222 or not os.access(place, os.W_OK):
        way_out = f"turn off read-only for the file, or {_ANOTHER_NAME}"
        raise CommandError(f"“{target}” is read-only", UNREADABLE, way_out)
    return stat.S_IMODE(mode) & 0o777


def _rename(
    temporary: Path,
    place: Path,
    sleep: Callable[[float], object],
    *,
    windows: bool,
) -> None:
    for pause in _PAUSES if windows else ():
        try:
            temporary.replace(place)
        except PermissionError:
            sleep(pause)
        else:
            return
    temporary.replace(place)


def _early_failure(
    error: OSError, target: Path, place: Path, *, windows: bool
) -> CommandError:
    """Return the error that explains why nothing could be created beside the target."""
    folder = place.parent if place.parent.name else place.absolute().parent
    way_out = "choose another folder with -o"
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR if blocking := _file_above(place):
            message = (
                f"“{blocking}” is a file, not a folder, so nothing can be saved in it"
            )
        case errno.ENOENT if not _too_long(error, target, windows=windows):
            message = f"the folder “{folder}” does not exist"
            way_out = "create the folder first, or choose another with -o"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            message = f"you do not have permission to save in the folder “{folder}”"
        case _:
            return _failure(error, target, place, windows=windows)
    return CommandError(message, UNREADABLE, way_out)


def _failure(
    error: OSError, target: Path, place: Path, *, windows: bool
) -> CommandError:
    """Return the error that explains why the bytes, or the new name, were refused."""
    reason = error.strerror or type(error).__name__
    message, way_out = f"“{target}” could not be saved: {reason}", ""
    if _too_long(error, target, windows=windows):
        length = len(str(target.absolute()))
        message = (
            f"the name “{target}” is too long: the full path has {length} characters"
        )
        way_out = "use a shorter name, or a folder closer to the top level, with -o"
    elif windows and isinstance(error, PermissionError) and place.exists():
        opener = _opened_by(place)
        by = f"Word (by {opener})" if opener else "Word or another program"
        message = f"“{target}” is open in {by}"
        way_out = f"close it, or {_ANOTHER_NAME}"
    elif error.errno in {errno.ENOSPC, errno.EDQUOT}:
        message = f"there is not enough disk space for “{target}”"
        way_out = "free some space and try again"
    elif error.errno == errno.EFBIG:
        message = f"“{target}” is too large to save there"
        way_out = "choose another folder with -o"
    return CommandError(message, UNREADABLE, way_out)


def _too_long(error: OSError, target: Path, *, windows: bool) -> bool:
    # Windows reports a path that is too long as missing.
    return error.errno == errno.ENAMETOOLONG or (
        windows
        and error.errno in {errno.ENOENT, errno.EINVAL}
        and len(str(target.absolute())) > _LONG_PATH
    )


def _file_above(target: Path) -> Path | None:
    for folder in target.parents:
        with suppress(OSError):
            return None if stat.S_ISDIR(folder.stat().st_mode) else folder
    return None


def _opened_by(place: Path) -> str:
    """Return the name that Word wrote into the owner file beside an open document."""
    # “~$” goes before a short name and over the first characters of a longer one,
    # so that eight are kept, as names once had.
    dropped = min(max(len(place.stem) - 6, 0), 2)
    try:
        with place.with_name(f"~${place.name[dropped:]}").open("rb") as file:
            owner = file.read(162)
    except OSError:
        return ""
    # A length and 53 bytes for the name as Windows' own code page has it, then a
    # length and the name in UTF-16 (seen in files; not published).
    narrow, wide = owner[:1], owner[54:56]
    for length, name in (
        (int.from_bytes(wide, "little"), owner[56:].decode("utf-16-le", "ignore")),
        (int.from_bytes(narrow), owner[1:54].decode("cp1252", "ignore")),
    ):
        found = name[:length].strip()
        if 0 < length <= 53 and found and found.isprintable():
            return found
    return ""


# What Windows keeps for devices, whatever ending follows. Patterns as text: only
# Windows compiles them.
_DEVICE = r"(?i)(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[1-9¹²³]) *(\..*)?"
_NOT_IN_NAMES = r'[<>:"|?*\x00-\x1f]'


def _refuse_name(target: Path) -> None:
    path = PureWindowsPath(target)
    for part in path.parts[1:] if path.anchor else path.parts:
        if found := re.search(_NOT_IN_NAMES, part):
            why = f"“{found[0]}” is not allowed"
            better = " ".join(re.sub(_NOT_IN_NAMES, " ", part).split())
        elif device := re.fullmatch(_DEVICE, part):
            why = f"“{device[1]}” is reserved"
            better = f"Report {part}"
        elif part.endswith((".", " ")) and part != "..":
            why = f"it ends with a {('dot' if part.endswith('.') else 'space')}"
            better = part.rstrip(". ")
        else:
            continue
        raise CommandError(
            f"“{part}” cannot be a file name on Windows: {why}",
            USAGE,
            f"use “{better}” instead" if better else _ANOTHER_NAME,
        )


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there yet, so their names decide
        here, there = (os.path.normcase(os.path.realpath(p)) for p in (one, other))
        return here == there
