"""The parts of an Office file, opened without trust.

A file from outside may be damaged, locked or made to fill the memory. Each refusal is one
sentence, and all parts are checked before another library reads any of them. A part is known by
the element that it is, because the names of parts are each program's own.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from lxml import etree

from pccreport.language.texts.counted import counted
from pccreport.source.command_error import UNREADABLE, CommandError

Element = Any
"""An element of lxml, which has no types."""
NOTHING = etree.Element("nothing")
"""What is there in place of a part or an element that is missing."""
_LARGEST_PART, _LARGEST_IN_ALL, MOST_CELLS = 20_000_000, 60_000_000, 200_000
"""Bytes of one part and of all that are read, unpacked, and cells that a file has or merges."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
DAMAGED = "is damaged or incomplete"
_ENDINGS = {"a Word": ".docx", "an Excel": ".xlsx"}
_LOCKED = "has a password, or is in the format of Office 97-2003"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CODE = re.compile(r'(?:Page )?&(?:P(?:[^&]*&N)?|"[^"]*"|K[\dA-F+-]{6}|\d+|[^&])')
"""The number of a page in the header of a sheet, or how something is shown there."""
UNREAD = "the file"
_UNREAD = {
    "picture": ("{*}blip", "{*}imagedata"),
    "inserted file": ("{*}altChunk", "{*}subDoc", "{*}OLEObject", "{*}oleObject"),
}
"""What is in a file and is not read, and what leads to it."""
_SHOWING = "document", "wsDr", "worksheet", "xml"
"""The parts that show it; a header shows the arms of an office."""
_FAULTS = (BadZipFile, ZlibError, EOFError, NotImplementedError, OSError, ValueError)


class OfficePackage:
    """An Office file, by its parts; raises CommandError if it cannot be read."""

    def __init__(self, content: bytes, name: str, program: str, main: str) -> None:
        self._name, self._left, self._program = name, _LARGEST_IN_ALL, program
        if not content.startswith(b"PK"):
            is_old = content.startswith(_OLE)
            raise self.refusal_error(_LOCKED if is_old else f"is not {program} file")
        try:
            archive = ZipFile(BytesIO(content))
        except _FAULTS as error:
            raise self.refusal_error(DAMAGED) from error
        names = {x.filename.casefold(): x for x in archive.infolist()}
        if len(names) < len(archive.infolist()):
            raise self.refusal_error(DAMAGED)
        xml = (x for x in names if x.endswith((".xml", ".rels", ".vml")))
        self.parts = {each: self._root(archive, names[each]) for each in xml}
        self._main = next((x for x in self.parts if self.parts[x].tag == main), "")
        if not self._main:
            raise self.refusal_error(f"is not {program} file")

    def part_roots(self, *tags: str) -> Iterator[Element]:
        """Yield the root of each part that is beside the main one, or is it, by its tag."""
        folder = posixpath.dirname(self._main)
        for name, root in self.parts.items():
            if root.tag in tags and posixpath.dirname(name) == folder:
                yield root

    def links(self) -> Mapping[str, str]:
        """Return the address of each link of the main part, by its id; nothing is opened."""
        folder, name = posixpath.split(self._main)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        related = self.parts.get(path, NOTHING).iterchildren("*")
        outside = (x for x in related if x.get("TargetMode") == "External")
        return {x.get("Id", ""): x.get("Target", "") for x in outside}

    def texts_beside(self) -> Iterator[tuple[str, str]]:
        """Yield the place and the text of each label, header and shape, and what is not read."""
        roots = [*self.parts.values()]
        for each in self.parts.get("docprops/custom.xml", NOTHING):
            if words := "".join(each.itertext()).strip():  # “Sensitivity: Official”
                yield "a label of the file", f"{each.get('name', '')}: {words}"
        for each in (x for root in roots for x in root.iter("{*}alias")):
            yield "a label of the file", "".join(each.values())
        for each in (x for root in roots for x in root.iter(f"{_DRAWING}p", "div")):
            pieces = each.iter("{*}t", "{*}br", "{*}font")
            words = "".join(x.text or " " for x in pieces)
            yield "a shape or a chart", " ".join(words.split())
        for each in (x for root in roots for x in root.iterfind("{*}headerFooter/*")):
            for part in re.split("&[LCR]", each.text or ""):
                yield "a header or footer", " ".join(_CODE.sub("", part).split())
        if any(x.tag.endswith("}chartSpace") for x in roots):
            yield "a shape or a chart", "the figures of a chart were not read"
        roots = [x for x in roots if x.tag.rpartition("}")[2] in _SHOWING]
        for what, tags in _UNREAD.items():
            if number := sum(1 for root in roots for _ in root.iter(*tags)):
                yield UNREAD, f"{counted(number, what)} not read"

    def _root(self, archive: ZipFile, part: ZipInfo) -> Element:
        """Return the root of a part."""
        size = part.file_size
        if part.flag_bits & 1:
            raise self.refusal_error(_LOCKED)
        is_bomb = size > 1_000_000 and size > 200 * part.compress_size
        if size > min(_LARGEST_PART, self._left) or is_bomb:
            raise self.refusal_error("is too large once unpacked", "delete some of it")
        self._left -= size
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            # Never more of a part is read than it says it has.
            root = etree.fromstring(archive.read(part), parser)
        except (*_FAULTS, etree.XMLSyntaxError) as error:
            raise self.refusal_error(DAMAGED) from error
        if root.getroottree().docinfo.doctype:
            what = "contains instructions that no Office program writes"
            raise self.refusal_error(what)
        for each in [*root.iter("{*}AlternateContent")]:
            del each[1:]  # for older programs
        return root

    def refusal_error(self, what: str, advice: str = "") -> CommandError:
        """Return what is said of a file that cannot be read."""
        usual = f"open it and save it as {_ENDINGS[self._program]}, without a password"
        return CommandError(f"“{self._name}” {what}", UNREADABLE, advice or usual)
