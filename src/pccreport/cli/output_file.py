"""Output files: written completely, or not at all, and never over what somebody else has written.

The bytes go to a temporary file in the same folder, which is renamed when it is complete, so that
there is never half a document.

A Word file has the name of the program that saved it last. A PDF or a file of text ends in a line of
spaces and tabs, which readers do not see: a checksum of all above it. So a file in which somebody has
changed something is not pccreport's own any more.
"""

import codecs
import errno
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import crc32

from pccreport.findings.text import Source
from pccreport.language.texts.counted import join_words
from pccreport.source.answers import mask_sent_lines, unmask
from pccreport.source.command_error import UNREADABLE, USAGE, WINDOWS, CommandError
from pccreport.source.files import (
    decode,
    file_exists,
    normalise_path,
    read_file,
    temporary_name,
)
from pccreport.writers.forms import DocumentForm

# Seconds. Virus scanners, the indexer and OneDrive release a file within milliseconds; Word does
# not.
_PAUSES = (0.1, 0.2, 0.3, 0.4, 0.5)

# Windows allows 260 characters, some of its programs fewer.
_LONG_PATH = 240

_ANOTHER_NAME = "choose another name"
_ANOTHER_FOLDER = "choose another folder"
_AGAIN = "nothing was written to it: run the same command again"
_PROGRAM = b"<Application>pccreport</Application>"
_PDF = b"%PDF-"
_ENCODINGS = {
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    codecs.BOM_UTF8: "utf-8",
}
_NOT_ALLOWED = {*'":*?<>|'}
_BITS = {ord("0"): " ", ord("1"): "\t"}


def check_replaceable(target: Path, *, force: bool) -> None:
    """Raise CommandError if the target has what pccreport did not write, unless `force`."""
    if force or not file_exists(target) or is_own_file(target):
        return
    message = f"“{target}” was not written by pccreport, or has been changed since"
    advice = "give another name or folder, or add --force to replace it"
    raise CommandError(message, USAGE, advice)


def is_own_file(path: Path) -> bool:
    """Return whether pccreport wrote a file last, or it is empty."""
    try:
        with ZipFile(path) as archive:
            return _PROGRAM in archive.read("docProps/app.xml")
    except (BadZipFile, KeyError):
        content = path.read_bytes()
        is_text = not content.startswith(_PDF)
        text = content.replace(b"\r\n", b"\n") if is_text else content
        return not text or text == _with_checksum(text[: text[:-1].rfind(b"\n") + 1])


def _with_checksum(text: bytes) -> bytes:
    lines = text if text.endswith(b"\n") else text + b"\n"
    return lines + f"{crc32(lines):032b}\n".translate(_BITS).encode()


def create_folder(folder: Path) -> None:
    """Create a folder, and those above it. Raise CommandError on an error."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _write_error(error, folder, folder) from error


def write_own_file(target: Path, data: bytes) -> None:
    """Write a file so that it is known later as pccreport's own."""
    write_file(target, data if data.startswith(b"PK") else _with_checksum(data))


def write_file(target: Path, data: bytes) -> None:
    """Write the bytes to the target. Raise CommandError, with the target unchanged, on an error."""
    with _temporary_copy(target, data) as (temporary, path):
        _rename(temporary, path)


def create_file(target: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raise CommandError if it is there by now."""
    with _temporary_copy(target, data) as (temporary, path):
        try:  # neither way replaces what another program has written meanwhile
            (os.rename if WINDOWS else os.link)(temporary, path)
        except OSError as error:
            if path.exists():
                message = f"“{path}” has just been created by another program"
                raise CommandError(message, UNREADABLE, _AGAIN) from error
            _rename(temporary, path)  # a file system without links


def write_changed_files(files: Mapping[Source, str]) -> None:
    """Write files in their old encodings, with their byte order marks: all or none.

    Lines of what was sent keep their words, which are masked where a file is read. Raise
    CommandError if one cannot be written, or was changed meanwhile.
    """
    whole = {_on_disk(s): unmask(text, _on_disk(s).text) for s, text in files.items()}
    change_files([(s, encode_as_before(s, text)) for s, text in whole.items()])


def _on_disk(source: Source) -> Source:
    """Return a file as it is: some of its words may be masked where it was read."""
    whole, _ = read_file(Path(source.name), source.name)
    return whole if whole and mask_sent_lines(whole.text) == source.text else source


def change_files(changed: Sequence[tuple[Source, bytes]]) -> None:
    """Write files that were read, all or none.

    All temporary files are written before the first gets its name. Raise CommandError, with all
    files unchanged, on an error or if one was changed meanwhile.
    """
    with ExitStack() as stack:
        written = [
            stack.enter_context(_temporary_copy(Path(source.name), data))
            for source, data in changed
        ]
        before = [(p, p.read_bytes() if p.exists() else b"") for _, p in written]
        for (source, _), (_, content) in zip(changed, before, strict=True):
            now, _ = decode(content, source.name)
            if now is None or now.text != source.text:
                message = f"“{source.name}” has changed since it was read"
                raise CommandError(message, UNREADABLE, _AGAIN)
        try:
            for temporary, path in written:
                _rename(temporary, path)
        except BaseException:
            for path, content in before:
                if path.read_bytes() != content:
                    write_file(path, content)
            raise


def encode_as_before(source: Source, text: str) -> bytes:
    """Return the new text of a file in its old encoding, with its byte order mark."""
    mark = next(filter(Path(source.name).read_bytes().startswith, _ENCODINGS), b"")
    return mark + text.encode(_ENCODINGS.get(mark, "utf-8"))


def _rename(temporary: Path, path: Path) -> None:
    """Give a complete file its name; on Windows, wait while another program has it open."""
    for pause in _PAUSES if WINDOWS else ():
        with suppress(PermissionError):
            temporary.replace(path)
            return
        time.sleep(pause)
    temporary.replace(path)


@contextmanager
def _temporary_copy(target: Path, data: bytes) -> Iterator[tuple[Path, Path]]:
    """Write the bytes to a temporary file, and yield it and the path that it is to have.

    A link is followed, and the permissions of an old file are kept. An OSError is raised as a
    CommandError, and the temporary file is removed at the end.
    """
    path, temporary = target, None
    try:
        if target.is_symlink():  # or else not: on Windows, it can make a path longer
            path = Path(os.path.realpath(target))
        temporary = path.with_name(temporary_name())
        mode = _old_permissions(path, target)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(temporary, flags, 0o666 if mode is None else mode)
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None and sys.platform != "win32":
                os.fchmod(descriptor, mode)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        yield temporary, path
    except OSError as error:
        raise _write_error(error, target, path) from error
    finally:
        if temporary:
            with suppress(OSError):
                temporary.unlink()


def check_target(target: Path, inputs: Iterable[Path]) -> None:
    """Raise CommandError if the target is a folder or an input.

    Called before the work starts, so that a typing error costs no time.
    """
    with suppress(OSError):  # reported on writing
        _old_permissions(target, target)
    if any(_is_same_file(target, path) for path in inputs):
        message = f"“{target}” is needed for this command, so it cannot be replaced"
        raise CommandError(message, USAGE, _ANOTHER_NAME)


def document_form(target: Path, forms: Sequence[DocumentForm]) -> DocumentForm:
    """Return the format of a file name. Raise CommandError if it is not one of `forms`."""
    suffix = target.suffix.lower().removeprefix(".")
    form = next((form for form in forms if form == suffix), None)
    if form is None:
        suffixes = join_words(*(f".{each}" for each in forms), last="or")
        message = f"pccreport cannot write “{target}”"
        raise CommandError(message, USAGE, f"use a name that ends in {suffixes}")
    return form


def _old_permissions(path: Path, target: Path) -> int | None:
    """Return the permissions of a file, or None if there is none.

    Raise CommandError if it cannot be replaced.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        message = f"“{target}” is a folder, not a document"
        raise CommandError(message, USAGE, "give the name of a file in it")
    if not stat.S_ISREG(mode):
        message = f"“{target}” is not an ordinary file, so it cannot be replaced"
        raise CommandError(message, USAGE, _ANOTHER_NAME)
    if not mode & 0o222 or not os.access(path, os.W_OK):
        advice = "allow changes to it or, for a document, choose another name"
        raise CommandError(f"“{target}” is read-only", UNREADABLE, advice)
    return stat.S_IMODE(mode) & 0o777


def _write_error(error: OSError, target: Path, path: Path) -> CommandError:
    """Return the error for a file that could not be written."""
    number, length = error.errno, len(str(target.absolute()))
    names = target.parts[bool(target.anchor) :]
    # Windows reports a path that is too long as missing.
    is_long = WINDOWS and length > _LONG_PATH
    if number == errno.ENAMETOOLONG or (is_long and number != errno.EACCES):
        message = f"“{target}” is too long: the full path has {length} characters"
        advice = "use a shorter name, or a folder closer to the top level"
    elif WINDOWS and (bad := [x for x in names if not _NOT_ALLOWED.isdisjoint(x)]):
        message = f"Windows does not allow the name “{bad[0]}”"
        advice = 'use a name without : * ? " < > |'
    elif number in (errno.ENOENT, errno.ENOTDIR, errno.EEXIST):
        message = f"the folder “{path.parent}” does not exist"
        advice = "create the folder first, or choose another"
        if file := next(filter(file_exists, (path, *path.parents)), None):
            message = f"“{file}” is a file, not a folder, so nothing can be saved in it"
            advice = _ANOTHER_FOLDER
    elif WINDOWS and number == errno.EACCES and file_exists(path):
        message = f"“{target}” is open in Word or another program"
        advice = "close it or, for a document, choose another name"
    elif number in (errno.EACCES, errno.EPERM, errno.EROFS):
        folder = path.parent if path.parent.name else path.absolute().parent
        message = f"you do not have permission to save in the folder “{folder}”"
        advice = f"ask for permission, or {_ANOTHER_FOLDER}"
    elif number in (errno.ENOSPC, errno.EDQUOT):
        message = f"there is not enough disk space for “{target}”"
        advice = "free some space and try again"
    else:
        reason = error.strerror or type(error).__name__
        message = f"“{target}” could not be saved: {reason}"
        advice = f"try again, or {_ANOTHER_FOLDER}"
    return CommandError(message, UNREADABLE, advice)


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one does not exist yet, so compare names
        return normalise_path(one) == normalise_path(other)
