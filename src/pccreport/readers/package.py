"""The parts of an Office file, opened without trust.

A file from outside may be damaged, locked or made to fill the memory. Each refusal is one
sentence. Only the parts that are asked for are unpacked, and never more of one than is allowed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from lxml import etree

from pccreport.source.command_error import UNREADABLE, CommandError

Element = Any
"""An element of lxml, which has no types."""

NOTHING = etree.Element("nothing")
"""What is there in place of a part or an element that is missing."""

LARGEST_PART, LARGEST_IN_ALL = 20_000_000, 60_000_000
"""Bytes of one part and of all that are read, unpacked."""
MOST_TIMES, FROM = 200, 1_000_000
"""So many times its packed size a part may grow, if it is larger than this many bytes."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")


class Package:
    """An Office file, by its parts; raises CommandError where it cannot be read."""

    def __init__(self, content: bytes, name: str, program: str) -> None:
        self.name, self._program, self._left = name, program, LARGEST_IN_ALL
        if content.startswith(_OLE):
            raise self._ole(content)
        if not content.startswith(b"PK"):
            raise self._refused(f"is not {program} file")
        try:
            self._archive = ZipFile(BytesIO(content))
            parts = self._archive.infolist()
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise self.damaged() from error
        self._parts = {part.filename.casefold(): part for part in parts}
        if len(self._parts) < len(parts):
            raise self.damaged()
        self.main = self._main()

    def xml(self, part: str) -> Element:
        """Return the root of a part, with nothing in it if there is no such part."""
        found = self._parts.get(part.casefold())
        if found is None:
            return NOTHING
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(self._unpacked(found), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged() from error
        if root.getroottree().docinfo.doctype:
            what = "has a document type in it, which no Office program writes"
            raise self._refused(what)
        return root

    def relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Return the kind and the part of each relation of a part, by its id."""
        folder = posixpath.join("/", posixpath.dirname(part))
        return {
            name: (kind, posixpath.normpath(posixpath.join(folder, target)).lstrip("/"))
            for name, kind, target in self._relations(part, outside=False)
        }

    def links(self, part: str) -> dict[str, str]:
        """Return the address of each link of a part, by its id; nothing is opened."""
        found = self._relations(part, outside=True)
        return {name: target for name, kind, target in found if kind == "hyperlink"}

    def _relations(self, part: str, *, outside: bool) -> Iterator[tuple[str, str, str]]:
        """Yield the id, the kind and the target of each relation, in the file or outside it."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        for each in root.iter(etree.Element):
            target, is_outside = (
                each.get("Target"),
                each.get("TargetMode") == "External",
            )
            if target and is_outside is outside:
                yield (
                    each.get("Id", ""),
                    posixpath.basename(each.get("Type", "")),
                    target,
                )

    def first(self, kind: str) -> Element:
        """Return the root of the first part of one kind that the main part has."""
        return next(map(self.xml, self.related(self.main, kind)), NOTHING)

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """Return the parts of one kind that a part has."""
        return tuple(
            path for sort, path in self.relations(part).values() if sort == kind
        )

    def damaged(self) -> CommandError:
        """Return what is said of a file that is not whole."""
        return self._refused("is damaged or not complete")

    def _main(self) -> str:
        if "mimetype" in self._parts and "content.xml" in self._parts:
            raise self._refused("is an OpenDocument file")
        found = self.related("", "officeDocument")
        if not found or found[0].casefold() not in self._parts:
            raise self._refused(f"is not {self._program} file")
        return found[0]

    def root(self, namespace: str) -> Element:
        """Return the root of the main part, if it is in a namespace."""
        root = self.xml(self.main)
        if not root.tag.startswith(f"{{{namespace}}}"):
            what = f"is not {self._program} file"
            if "purl.oclc.org" in root.tag:
                what = "was saved as “Strict Open XML”"
            raise self._refused(what)
        return root

    def _unpacked(self, part: ZipInfo) -> bytes:
        size, packed = part.file_size, max(part.compress_size, 1)
        too_dense = size > FROM and size / packed > MOST_TIMES
        allowed = min(LARGEST_PART, self._left)
        if part.flag_bits & 1:
            raise self._locked()
        if size > allowed or too_dense:
            raise self._too_large()
        try:
            content = self._archive.read(part)  # never more than it says it has
        except (BadZipFile, ZlibError, EOFError, NotImplementedError, OSError) as error:
            raise self.damaged() from error
        self._left -= len(content)
        return content

    def _ole(self, content: bytes) -> CommandError:
        if _LOCKED in content:
            return self._locked()
        return self._refused("is in the format of Office 97-2003")

    def _locked(self) -> CommandError:
        way_out = "save it without the password and try again"
        return self._refused("is protected with a password", way_out)

    def _too_large(self) -> CommandError:
        return self._refused(
            "is too large when it is unpacked", "remove what is not needed"
        )

    def _refused(self, what: str, way_out: str = "") -> CommandError:
        advice = way_out or self._save_again()
        return CommandError(f"“{self.name}” {what}", UNREADABLE, advice)

    def _save_again(self) -> str:
        kind = re.sub(r"^an? ", "", self._program)
        ending = ".docx" if kind == "Word" else ".xlsx"
        return f"open it in {kind} and save it again as {ending}"
