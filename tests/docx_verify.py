"""Checks of a .docx for what differs from report to report.

Finds faults that schema validators miss (a reference without a bookmark), those that make Word call
a file corrupt, and what must not be in a copy for publication.
Any of them is a bug in this program, whatever the author wrote. `docx_faults` checks how parts fit
together and how fields, lists, comments and changes are written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx.opc.constants import NAMESPACE
from docx.oxml.ns import qn
from lxml import etree

Element = Any  # lxml ships no types
Parts = Mapping[str, Element]

_NAME, _START = qn("w:name"), qn("w:bookmarkStart")
_REFERENCE = re.compile(r'\s*(?:REF|PAGEREF|NOTEREF)\s+"?([^\s"]+)')

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)

RELATIONSHIP = f"{{{NAMESPACE.OPC_RELATIONSHIPS}}}Relationship"
_SCHEMES = ("http://", "https://", "mailto:")

# Hidden text is never allowed; the others only in drafts or in redlines.
_HIDDEN = ("vanish", "specVanish")
_ONLY_IN_DRAFTS = (
    *("comment", "commentReference", "commentRangeStart", "commentRangeEnd"),
)
_CHANGES = (
    *("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange"),
    *("moveFromRangeStart", "moveToRangeStart"),
)
_ONLY_IN_REDLINES = (
    *_CHANGES,
    *("moveFromRangeEnd", "moveToRangeEnd", "delText", "delInstrText"),
)
_NUMBERED = (_START, *(qn(f"w:{name}") for name in _CHANGES))
"""Elements whose id must be unique."""


def document_faults(
    package: bytes, *, draft: bool = False, redline: bool = False
) -> tuple[str, ...]:
    """Return the faults of a .docx, each as a sentence, or () if there are none.

    A draft may have comments, a redline changes as well.
    """
    with ZipFile(BytesIO(package)) as archive:
        blobs = {name: archive.read(name) for name in archive.namelist()}
    found: list[str] = []
    parts: dict[str, Element] = {}
    for name, blob in blobs.items():
        if name.endswith((".xml", ".rels")):
            try:
                parts[name] = etree.fromstring(blob, _PARSER)
            except etree.XMLSyntaxError as error:
                found.append(f"{name} is not well-formed: {error}")
    is_draft = draft or redline
    for check in (_links, _bookmarks, _references):
        found.extend(check(parts))
    unwanted = (
        *_HIDDEN,
        *(() if is_draft else _ONLY_IN_DRAFTS),
        *(() if redline else _ONLY_IN_REDLINES),
    )
    return (*found, *_unwanted(parts, unwanted))


def _duplicates(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _links(parts: Parts) -> Iterator[str]:
    """Yield a fault for each external link that is not to the web or an e-mail address."""
    for name, root in parts.items():
        for relationship in root.iter(RELATIONSHIP):
            target = relationship.get("Target", "")
            is_external = relationship.get("TargetMode") == "External"
            if is_external and not target.lower().startswith(_SCHEMES):
                yield f"{name}: {target!r} is no address for a report"


def _bookmarks(parts: Parts) -> Iterator[str]:
    """Yield a fault for each duplicate name of bookmarks or id of bookmarks and changes."""
    bookmarks = (mark for root in parts.values() for mark in root.iter(_START))
    for bookmark in _duplicates([m.get(_NAME, "").casefold() for m in bookmarks]):
        yield f"two bookmarks are named {bookmark!r}"
    numbered = (node for root in parts.values() for node in root.iter(*_NUMBERED))
    for number in _duplicates([node.get(qn("w:id")) for node in numbered]):
        yield f"two bookmarks or changes have the id {number}"


def _references(parts: Parts) -> Iterator[str]:
    """Yield a fault for each link and each field without its bookmark."""
    # Case matters: LibreOffice, unlike Word, does not find a name in another case.
    names = {start.get(_NAME) for root in parts.values() for start in root.iter(_START)}
    for name, root in parts.items():
        links = root.iter(qn("w:hyperlink"))
        anchors = {link.get(qn("w:anchor")) for link in links}
        for anchor in sorted(anchors - {None}):
            if anchor not in names:
                yield f"{name}: a link to {anchor!r} has no bookmark"
        simple, complex = root.iter(qn("w:fldSimple")), root.iter(qn("w:instrText"))
        instructions = [field.get(qn("w:instr"), "") for field in simple]
        instructions += [words.text or "" for words in complex]
        for instruction in instructions:
            target = _REFERENCE.match(instruction)
            if target and target[1] not in names:
                yield f"{name}: a reference to {target[1]!r} has no bookmark"


def _unwanted(parts: Parts, names: tuple[str, ...]) -> Iterator[str]:
    """Yield a fault for each of the elements `names` that is in a part."""
    tags = {qn(f"w:{name}"): name for name in names}
    for name, root in parts.items():
        for tag in sorted({element.tag for element in root.iter(*tags)}):
            yield f"{name}: {tags[tag]} has no place in a copy for publication"
