"""The parts of an Office file, opened without trust.

A file from outside may be damaged, locked or made to fill the memory. Each refusal is one
sentence. Only the parts that are asked for are unpacked, and never more of one than is allowed.
"""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from lxml import etree

from pccreport.source.command_error import UNREADABLE, CommandError

Element = Any
"""An element of lxml, which has no types."""

NOTHING = etree.Element("nothing")
"""What is there in place of a part or an element that is missing."""

_LARGEST_PART, _LARGEST_IN_ALL = 20_000_000, 60_000_000
"""Bytes of one part and of all that are read, unpacked."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")


class _Relation(NamedTuple):
    """A relation of a part: its id, what it is, and the part or the address that it leads to."""

    key: str
    kind: str
    target: str
    is_outside: bool


class Package:
    """An Office file, by its parts; raises CommandError where it cannot be read."""

    def __init__(self, content: bytes, name: str, program: str) -> None:
        self._name, self._program, self._left = name, program, _LARGEST_IN_ALL
        if content.startswith(_OLE):
            old = self._refused("is in the format of Office 97-2003")
            raise self._locked() if _LOCKED in content else old
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
        if "mimetype" in self._parts and "content.xml" in self._parts:
            raise self._refused("is an OpenDocument file")
        mains = (x for x in self._relations("") if x.kind == "officeDocument")
        self._main = next((each.target for each in mains), "")
        if self._main.casefold() not in self._parts:
            raise self._refused(f"is not {program} file")
        self._related = (*self._relations(self._main),)

    def root(self, namespace: str) -> Element:
        """Return the root of the main part, if it is in a namespace."""
        root = self._xml(self._main)
        if not root.tag.startswith(f"{{{namespace}}}"):
            is_strict = "purl.oclc.org" in root.tag
            other = f"is not {self._program} file"
            raise self._refused(
                "was saved as “Strict Open XML”" if is_strict else other
            )
        return root

    def roots(self, kind: str) -> Iterator[Element]:
        """Yield the root of each part of one kind that the main part has."""
        inside = (x for x in self._related if not x.is_outside)
        return (self._xml(x.target) for x in inside if x.kind == kind)

    def links(self) -> dict[str, str]:
        """Return the address of each link of the main part, by its id; nothing is opened."""
        outside = (x for x in self._related if x.is_outside)
        return {x.key: x.target for x in outside if x.kind == "hyperlink"}

    def labels(self) -> Iterator[str]:
        """Yield the labels of the file that an office has of its own: “Sensitivity: Official”."""
        for each in self._xml("docProps/custom.xml"):
            if words := "".join(each.itertext()).strip():
                yield f"{each.get('name', '')}: {words}"

    def check(self) -> None:
        """Raise CommandError if a part is made to do harm, before another library reads them."""
        for name in self._parts:
            if name.endswith((".xml", ".rels", ".vml")):
                self._xml(name)

    def damaged(self) -> CommandError:
        """Return what is said of a file that is not whole."""
        return self._refused("is damaged or not complete")

    def _xml(self, part: str) -> Element:
        """Return the root of a part, with nothing in it if there is no such part."""
        found = self._parts.get(part.casefold())
        if found is None:
            return NOTHING
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            root = etree.fromstring(self._unpacked(found), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged() from error
        if root.getroottree().docinfo.doctype:
            what = "has a document type in it, which no Office program writes"
            raise self._refused(what)
        return root

    def _relations(self, part: str) -> Iterator[_Relation]:
        folder, name = posixpath.split(part)
        for each in self._xml(
            posixpath.join(folder, "_rels", f"{name}.rels")
        ).iterchildren("*"):
            target, is_outside = (
                each.get("Target"),
                each.get("TargetMode") == "External",
            )
            if target and not is_outside:
                path = posixpath.join("/", folder, target)
                target = posixpath.normpath(path).lstrip("/")
            kind = posixpath.basename(each.get("Type", ""))
            if target:
                yield _Relation(each.get("Id", ""), kind, target, is_outside)

    def _unpacked(self, part: ZipInfo) -> bytes:
        size = part.file_size
        if part.flag_bits & 1:
            raise self._locked()
        is_bomb = size > 1_000_000 and size > 200 * part.compress_size
        if size > min(_LARGEST_PART, self._left) or is_bomb:
            what = "is too large when it is unpacked"
            raise self._refused(what, "remove what is not needed")
        try:
            content = self._archive.read(part)  # never more than it says it has
        except (BadZipFile, ZlibError, EOFError, NotImplementedError, OSError) as error:
            raise self.damaged() from error
        self._left -= len(content)
        return content

    def _locked(self) -> CommandError:
        way_out = "save it without the password and try again"
        return self._refused("is protected with a password", way_out)

    def _refused(self, what: str, way_out: str = "") -> CommandError:
        kind = self._program.partition(" ")[2]
        ending = ".docx" if kind == "Word" else ".xlsx"
        again = f"open it in {kind} and save it again as {ending}"
        return CommandError(f"“{self._name}” {what}", UNREADABLE, way_out or again)
