"""Output files: written completely, or not at all.

Handles disks, links, and files that are open on Windows. The bytes go to a temporary file in the
same folder, which is renamed when it is complete, so that there is never half a document. What a
run that was killed has left is removed by the next that writes there.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import BinaryIO

from pccreport.cli import terminal
from pccreport.findings.text import Source
from pccreport.source.command_error import UNREADABLE, USAGE, CommandError
from pccreport.source.files import decode, left_behind, temporary_name
from pccreport.writers.forms import DocumentForm

if sys.platform != "win32":
    import fcntl

WINDOWS = sys.platform == "win32"

# Seconds. Virus scanners, the indexer and OneDrive release a file within milliseconds; Word does
# not.
_PAUSES = (0.1, 0.2, 0.3, 0.4, 0.5)

# Windows allows 260 characters, some of its programs fewer.
_LONG_PATH = 240

_ANOTHER_NAME = "save it under another name with -o"
_AGAIN = "nothing was written to it: run the same command again"


def write_file(
    target: Path,
    data: bytes,
    *,
    unless: Callable[[Path], AbstractContextManager[None]] | None = None,
    sleep: Callable[[float], object] = time.sleep,
    windows: bool = WINDOWS,
) -> None:
    """Write the bytes to the target. Raise CommandError, with the target unchanged, on an error.

    A link is followed, and the permissions of an old file are kept. The file is renamed in
    `unless`, which raises CommandError if it must not be. `sleep` waits between attempts while
    another program has the file open.
    """
    path = _resolve_link(target)
    temporary = path.with_name(temporary_name())
    created = False
    try:
        mode = _old_mode(path, target)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(temporary, flags, 0o666 if mode is None else mode)
        created = True
        with os.fdopen(descriptor, "wb") as file:
            _lock(descriptor)  # until it has its name, so that no other run removes it
            if mode is not None and sys.platform != "win32":
                os.fchmod(descriptor, mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if WINDOWS:  # an open file cannot be renamed
                file.close()
            with unless(path) if unless else nullcontext():
                _rename(temporary, path, sleep, windows=windows)
    except OSError as error:
        failure = _failure if created else _early_failure
        raise failure(error, target, path, windows=windows) from error
    finally:
        with suppress(OSError):
            temporary.unlink()
    _remove_left_behind(path.parent)


def create_file(target: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raise CommandError if it is there by now."""
    write_file(target, data, unless=_created)


def change_file(old: Source, data: bytes) -> None:
    """Write a file that was read as `old`. Raise CommandError if it was changed meanwhile."""
    change_files([(old, data)])


def change_files(changed: Sequence[tuple[Source, bytes]]) -> None:
    """Write files that were read, all or none.

    All temporary files are written before the first gets its name. Raise CommandError, with all
    files unchanged, on an error or if one was changed meanwhile.
    """
    if not changed:
        return
    (old, data), *others = changed

    @contextmanager
    def unchanged(path: Path) -> Iterator[None]:
        with path.open("rb") as file:
            _lock(file.fileno())
            now, _ = decode(path.read_bytes(), old.name)
            if WINDOWS:  # an open file cannot be replaced
                file.close()
            if now is None or now.text != old.text:
                message = f"“{old.name}” was changed meanwhile"
                raise CommandError(message, UNREADABLE, _AGAIN)
            had = [(Path(s.name), Path(s.name).read_bytes()) for s, _ in others]
            change_files(others)
            try:
                yield
            except BaseException:
                for each, content in had:
                    write_file(each, content)
                raise

    write_file(Path(old.name), data, unless=unchanged)


@contextmanager
def _created(path: Path) -> Iterator[None]:
    """Take the name of a new file, and free it on an error."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        message = f"“{path}” was written by another program meanwhile"
        raise CommandError(message, UNREADABLE, _AGAIN) from None
    try:
        yield
    except BaseException:
        path.unlink()
        raise


def _lock(descriptor: int, *, wait: bool = True) -> None:
    if sys.platform != "win32":
        with suppress(OSError) if wait else nullcontext():  # a disk without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def _remove_left_behind(folder: Path) -> None:
    """Remove the temporary files of runs that were killed, and name them."""
    for path in left_behind(folder):
        with suppress(OSError):  # of a run that goes on
            with path.open("rb") as file:
                _lock(file.fileno(), wait=False)
            path.unlink()
            terminal.print_message(f"Removed {path}, left by a run that was stopped.")


def check_target(target: Path, inputs: Iterable[Path]) -> None:
    """Raise CommandError if the target is a folder or an input.

    Called before the work starts, so that a typing error costs no time.
    """
    with suppress(OSError):  # reported on writing
        _old_mode(target, target)
    if any(_is_same_file(target, path) for path in inputs):
        message = (
            f"the report is made from “{target}”, so that file cannot be overwritten"
        )
        raise CommandError(message, USAGE, _ANOTHER_NAME)


def document_form(target: Path, forms: Sequence[DocumentForm]) -> DocumentForm:
    """Return the format of a file name. Raise CommandError if it is not one of `forms`."""
    suffix = target.suffix.lower().removeprefix(".")
    form = next((form for form in forms if form == suffix), None)
    if form is None:
        *others, last = (f".{each}" for each in forms)
        suffixes = f"{', '.join(others)} or {last}"
        message = f"“{target}” is not the name of a document"
        raise CommandError(message, USAGE, f"use a name that ends in {suffixes}")
    return form


def write_stream(stream: BinaryIO, data: bytes) -> None:
    """Write all bytes to a stream. Raise CommandError on an error."""
    try:
        stream.write(data)
        stream.flush()
    except OSError as error:
        message = f"standard output cannot be written to: {error.strerror}"
        raise CommandError(message, UNREADABLE, _ANOTHER_NAME) from error


def _resolve_link(target: Path) -> Path:
    # Only links: on Windows, resolving can make a path longer.
    with suppress(OSError):
        if target.is_symlink():
            return Path(os.path.realpath(target))
    return target


def _old_mode(path: Path, target: Path) -> int | None:
    """Return the permissions of a file, or None if there is none.

    Raise CommandError if it cannot be replaced.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        advice = f"add a file name: -o {target / 'report.docx'}"
        raise CommandError(f"“{target}” is a folder, not a document", USAGE, advice)
    if not stat.S_ISREG(mode):
        message = f"“{target}” is not an ordinary file, so it cannot be replaced"
        raise CommandError(message, USAGE, _ANOTHER_NAME)
    if not mode & 0o222 or not os.access(path, os.W_OK):
        advice = f"turn off read-only for the file, or {_ANOTHER_NAME}"
        raise CommandError(f"“{target}” is read-only", UNREADABLE, advice)
    return stat.S_IMODE(mode) & 0o777


def _rename(
    temporary: Path, path: Path, sleep: Callable[[float], object], *, windows: bool
) -> None:
    for pause in _PAUSES if windows else ():
        try:
            temporary.replace(path)
        except PermissionError:
            sleep(pause)
        else:
            return
    temporary.replace(path)


def _early_failure(
    error: OSError, target: Path, path: Path, *, windows: bool
) -> CommandError:
    """Return the error for a temporary file that could not be created."""
    folder = path.parent if path.parent.name else path.absolute().parent
    advice = "choose another folder with -o"
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR if blocking := _file_above(path):
            message = (
                f"“{blocking}” is a file, not a folder, so nothing can be saved in it"
            )
        case errno.ENOENT if not _is_too_long(error, target, windows=windows):
            message = f"the folder “{folder}” does not exist"
            advice = "create the folder first, or choose another with -o"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            message = f"you do not have permission to save in the folder “{folder}”"
        case _:
            return _failure(error, target, path, windows=windows)
    return CommandError(message, UNREADABLE, advice)


def _failure(
    error: OSError, target: Path, path: Path, *, windows: bool
) -> CommandError:
    """Return the error for a file that could not be written or renamed."""
    reason = error.strerror or type(error).__name__
    message, advice = f"“{target}” could not be saved: {reason}", ""
    if _is_too_long(error, target, windows=windows):
        length = len(str(target.absolute()))
        message = (
            f"the name “{target}” is too long: the full path has {length} characters"
        )
        advice = "use a shorter name, or a folder closer to the top level, with -o"
    elif windows and isinstance(error, PermissionError) and path.exists():
        message = f"“{target}” is open in Word or another program"
        advice = f"close it, or {_ANOTHER_NAME}"
    elif error.errno in {errno.ENOSPC, errno.EDQUOT}:
        message = f"there is not enough disk space for “{target}”"
        advice = "free some space and try again"
    elif error.errno == errno.EFBIG:
        message = f"“{target}” is too large to save there"
        advice = "choose another folder with -o"
    return CommandError(message, UNREADABLE, advice)


def _is_too_long(error: OSError, target: Path, *, windows: bool) -> bool:
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


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one does not exist yet, so compare names
        here, there = (os.path.normcase(os.path.realpath(p)) for p in (one, other))
        return here == there
