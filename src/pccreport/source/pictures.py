"""PNG and JPEG pictures: their size, and their bytes without what cameras and programs add.

A picture of an office can name its maker or a place; a report passes on what is shown only.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_SHOWN = frozenset(
    (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"IDAT", b"IEND")
)
"""Chunks that decide how a PNG looks (W3C, PNG, 11)."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG before its size (ITU T.81, B.1.1.3)."""
_SCAN, _END = 0xDA, 0xD9
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the data of a scan (ITU T.81, B.1.1.5)."""
_APPLICATION, _COMMENT = range(0xE0, 0xF0), 0xFE
_APPLIED = (b"ICC_PROFILE\0", b"Adobe")
"""How those segments of programs begin that decide how a JPEG looks: its colours."""
_JFIF = re.compile(rb"JFIF\0.{9}", re.DOTALL)
"""The segment of a JFIF without a small picture in it, which may be of what was cut off."""


class Picture(NamedTuple):
    """A picture, and its width and height in pixels."""

    content: bytes
    kind: str
    """ "png" or "jpeg"."""
    width: int
    height: int


def read_picture(content: bytes) -> Picture | None:
    """Return the picture that a file is, or None if it is no whole PNG or JPEG."""
    if content.startswith(_PNG):
        found = _png(content)
    elif content.startswith(_JPEG):
        found = _jpeg(content)
    else:
        return None
    return found if found and found.width and found.height else None


def _png(content: bytes) -> Picture | None:
    kept, at, width, height = [_PNG], len(_PNG), 0, 0
    while (end := at + 12 + _number(content, at, 4)) <= len(content):
        kind = content[at + 4 : at + 8]
        if kind == b"IHDR":
            width, height = _number(content, at + 8, 4), _number(content, at + 12, 4)
        if kind in _SHOWN:
            kept.append(content[at:end])
        if kind == b"IEND":
            return Picture(b"".join(kept), "png", width, height)
        at = end
    return None


def _jpeg(content: bytes) -> Picture | None:
    kept, at, width, height = [_JPEG], len(_JPEG), 0, 0
    while content[at : at + 1] == b"\xff" and at + 2 <= len(content):
        marker, end = content[at + 1], at + 2 + _number(content, at + 2, 2)
        if marker == _END:  # what follows is another picture, or none
            return Picture(b"".join((*kept, b"\xff\xd9")), "jpeg", width, height)
        if marker == _SCAN:
            following = _MARKER.search(content, end)
            end = following.start() if following else len(content)
        if marker in _FRAMES:
            height, width = _number(content, at + 5, 2), _number(content, at + 7, 2)
        if _is_shown(marker, content[at + 4 : end]):
            kept.append(content[at:end])
        at = end
    return None


def _is_shown(marker: int, segment: bytes) -> bool:
    if marker in _APPLICATION:
        return bool(segment.startswith(_APPLIED) or _JFIF.fullmatch(segment))
    return marker != _COMMENT


def _number(content: bytes, at: int, length: int) -> int:
    return int.from_bytes(content[at : at + length], "big")
