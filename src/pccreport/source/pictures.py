"""PNG and JPEG pictures: their size, and their bytes without metadata.

Metadata can name an author or a location; a report contains only what is visible.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_DISPLAY_CHUNKS = frozenset(
    (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"IDAT", b"IEND")
)
"""Chunks that determine how a PNG looks (W3C, PNG, 11)."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the frame of a JPEG, which has its size (ITU T.81, B.1.1.3)."""
_SCAN, _END = 0xDA, 0xD9
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The marker after the data of a scan (ITU T.81, B.1.1.5)."""
_APPLICATION_MARKERS, _COMMENT = range(0xE0, 0xF0), 0xFE
_COLOUR_SEGMENTS = (b"ICC_PROFILE\0", b"Adobe")
"""Prefixes of the application segments that determine the colours of a JPEG."""
_JFIF = re.compile(rb"JFIF\0.{9}", re.DOTALL)
"""A JFIF segment without a thumbnail, which may show what was cropped."""


class Picture(NamedTuple):
    """A picture, and its width and height in pixels."""

    content: bytes
    kind: str
    """ "png" or "jpeg"."""
    width: int
    height: int


def read_picture(content: bytes) -> Picture | None:
    """Return the picture without metadata, or None if it is not a complete PNG or JPEG."""
    if content.startswith(_PNG):
        found = _png(content)
    elif content.startswith(_JPEG):
        found = _jpeg(content)
    else:
        return None
    return found if found and found.width and found.height else None


def _png(content: bytes) -> Picture | None:
    kept, offset, width, height = [_PNG], len(_PNG), 0, 0
    while (end := offset + 12 + _read_number(content, offset, 4)) <= len(content):
        kind = content[offset + 4 : offset + 8]
        if kind == b"IHDR":
            width, height = (
                _read_number(content, offset + 8, 4),
                _read_number(content, offset + 12, 4),
            )
        if kind in _DISPLAY_CHUNKS:
            kept.append(content[offset:end])
        if kind == b"IEND":
            return Picture(b"".join(kept), "png", width, height)
        offset = end
    return None


def _jpeg(content: bytes) -> Picture | None:
    kept, offset, width, height = [_JPEG], len(_JPEG), 0, 0
    while content[offset : offset + 1] == b"\xff" and offset + 2 <= len(content):
        marker, end = (
            content[offset + 1],
            offset + 2 + _read_number(content, offset + 2, 2),
        )
        if marker == _END:  # anything after it is not part of the picture
            return Picture(b"".join((*kept, b"\xff\xd9")), "jpeg", width, height)
        if marker == _SCAN:
            following = _MARKER.search(content, end)
            end = following.start() if following else len(content)
        if marker in _FRAMES:
            height, width = (
                _read_number(content, offset + 5, 2),
                _read_number(content, offset + 7, 2),
            )
        if _is_kept(marker, content[offset + 4 : end]):
            kept.append(content[offset:end])
        offset = end
    return None


def _is_kept(marker: int, segment: bytes) -> bool:
    if marker in _APPLICATION_MARKERS:
        return bool(segment.startswith(_COLOUR_SEGMENTS) or _JFIF.fullmatch(segment))
    return marker != _COMMENT


def _read_number(content: bytes, offset: int, length: int) -> int:
    return int.from_bytes(content[offset : offset + length], "big")
