"""Small pictures with something in them that is not shown."""

from __future__ import annotations

import struct
import zlib

SECRET = b"Photographed by Jo Bloggs at 51.5 N"


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    check_sum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check_sum


def png(width: int, height: int) -> bytes:
    """A grey PNG with a note in it."""
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            chunk(b"tEXt", b"Author\0" + SECRET),
            chunk(b"IDAT", rows),
            chunk(b"IEND", b""),
        )
    )


def jpeg(width: int, height: int) -> bytes:
    """What a reader of headers takes for a JPEG, with Exif in it."""

    def segment(marker: int, content: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content

    return b"".join(
        (
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE0, b"JFXX\0\x10" + SECRET),
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x0c\x01" + SECRET),
            segment(0xE1, b"Exif\0\0" + SECRET),
            segment(0xE2, b"MPF\0" + SECRET),
            segment(0xEE, SECRET),
            segment(0xFE, SECRET),
            segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"),
            segment(0xDA, b"\x01\x01\0\0\x3f\0")
            + b"\x12\x34\xff\x00\x56\xff\xd9"
            + SECRET
            + b"\xff\xd9",
        )
    )
