"""PNG and JPEG pictures: their size, and their bytes without metadata.

Metadata can name an author or a location; a report contains only what is visible.
"""

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
_MARKER = rb"\xff[^\x00\xd0-\xd7\xff]"
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
        found = _png_without_metadata(content)
    elif content.startswith(_JPEG):
        found = _jpeg_without_metadata(content)
    else:
        return None
    return found if found and found.width and found.height else None


def _png_without_metadata(content: bytes) -> Picture | None:
    kept, start, width, height = [_PNG], len(_PNG), 0, 0
    while (end := start + 12 + _to_int(content, start, 4)) <= len(content):
        kind = content[start + 4 : start + 8]
        if kind == b"IHDR":
            width = _to_int(content, start + 8, 4)
            height = _to_int(content, start + 12, 4)
        if kind in _DISPLAY_CHUNKS:
            kept.append(content[start:end])
        if kind == b"IEND":
            return Picture(b"".join(kept), "png", width, height)
        start = end
    return None


def _jpeg_without_metadata(content: bytes) -> Picture | None:
    kept, start, width, height = [_JPEG], len(_JPEG), 0, 0
    while content[start : start + 1] == b"\xff" and start + 2 <= len(content):
        marker, end = (content[start + 1], start + 2 + _to_int(content, start + 2, 2))
        if marker == _END:  # anything after it is not part of the picture
            return Picture(b"".join((*kept, b"\xff\xd9")), "jpeg", width, height)
        if marker == _SCAN:
            following = re.compile(_MARKER).search(content, end)
            end = following.start() if following else len(content)
        if marker in _FRAMES:
            height = _to_int(content, start + 5, 2)
            width = _to_int(content, start + 7, 2)
        if _is_kept_segment(marker, content[start + 4 : end]):
            kept.append(content[start:end])
        start = end
    return None


def _is_kept_segment(marker: int, segment: bytes) -> bool:
    if marker in _APPLICATION_MARKERS:
        return bool(segment.startswith(_COLOUR_SEGMENTS) or _JFIF.fullmatch(segment))
    return marker != _COMMENT


def _to_int(content: bytes, start: int, length: int) -> int:
    return int.from_bytes(content[start : start + length], "big")
