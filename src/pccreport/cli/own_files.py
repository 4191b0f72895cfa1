"""The files that pccreport has written, and may replace without being asked to.

A Word file has the name of the program that saved it last. A file of text ends in a line of spaces
and tabs, which readers do not see: a checksum of all above it. So a file in which somebody has
changed something is not pccreport's own any more.
"""

from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import crc32

from pccreport.cli.output_file import write_file
from pccreport.source.command_error import USAGE, CommandError
from pccreport.source.files import file_exists

_PROGRAM = b"<Application>pccreport</Application>"
_BITS = {ord("0"): " ", ord("1"): "\t"}


def check_replaceable(target: Path, *, force: bool) -> None:
    """Raise CommandError if the target has what pccreport did not write, unless `force`."""
    if force or not file_exists(target) or is_own(target):
        return
    message = f"“{target}” was not written by pccreport, or was changed since"
    advice = "give another name, or add --force to replace it"
    raise CommandError(message, USAGE, advice)


def write_own_file(target: Path, data: bytes) -> None:
    """Write a file so that it is known later as pccreport's own."""
    write_file(target, data if data.startswith(b"PK") else _signed(data))


def is_own(path: Path) -> bool:
    """Return whether pccreport wrote a file last, or it is empty."""
    try:
        with ZipFile(path) as archive:
            return _PROGRAM in archive.read("docProps/app.xml")
    except (BadZipFile, KeyError):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        return not text or text == _signed(text[: text[:-1].rfind(b"\n") + 1])


def _signed(text: bytes) -> bytes:
    lines = text if text.endswith(b"\n") else text + b"\n"
    return lines + f"{crc32(lines):032b}\n".translate(_BITS).encode()
