"""The zip of an Office file, which does not depend on the time or the computer."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_ENTRIES = ("[Content_Types].xml", "_rels/.rels")
_EARLIEST_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can have
_UNIX = 3  # ZipInfo would take it from the system


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts of an Office file as a zip."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        # Readers may expect these two first (Part 2, annex B); the rest is sorted by name.
        for name in sorted(parts, key=lambda name: (name not in _FIRST_ENTRIES, name)):
            entry = ZipInfo(name, _EARLIEST_TIME)
            entry.create_system = _UNIX
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name], ZIP_DEFLATED, compresslevel=6)
    return packed.getvalue()
