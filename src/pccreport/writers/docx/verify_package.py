"""How the parts of a finished .docx hang together: content types, relationships.

The half of `verify` that would be the same for any Office file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from posixpath import dirname, join, normpath, split
from typing import Any

from pccreport.writers.docx.oxml import R

Element = Any  # lxml ships no types
Parts = Mapping[str, Element]

_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIP = (
    "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
)
_SCHEMES = ("http://", "https://", "mailto:")
_UNWANTED = re.compile(r"customXml/|.*/comments|.*\.bin$|docProps/thumbnail", re.I)


def package_faults(
    parts: Parts, names: Collection[str], allowed: Collection[str] = ()
) -> Iterator[str]:
    """Return what is wrong with a package of these names, of which these parts are XML.

    `allowed` are parts that a copy for publication does not have.
    """
    names = dict.fromkeys(names)  # looked into often, and in order
    for name, root in parts.items():
        if root.getroottree().docinfo.doctype:
            yield f"{name} has a document type: Word refuses it"
    for name in names:
        if _UNWANTED.match(name) and name not in allowed:
            yield f"{name} has no place in a copy for publication"
    yield from _content_types(parts, names)
    yield from _relationships(parts, names)


def _content_types(parts: Parts, names: Collection[str]) -> Iterator[str]:
    """Each part has a content type, and none is named for a part that is not there."""
    if _CONTENT_TYPES not in parts:
        yield f"{_CONTENT_TYPES} is missing"
        return
    types = parts[_CONTENT_TYPES]
    extensions = {kind.get("Extension") for kind in types.iter(f"{_TYPES}Default")}
    # Word needs a more exact type than "application/xml".
    extensions.discard("xml")
    named = {kind.get("PartName", "")[1:] for kind in types.iter(f"{_TYPES}Override")}
    for name in names:
        known = name in named or name.rpartition(".")[2] in extensions
        if not known and name != _CONTENT_TYPES:
            yield f"{name} has no content type"
    for name in sorted(named.difference(names)):
        yield f"{_CONTENT_TYPES} names {name}, which is not there"


def _relationships(parts: Parts, names: Collection[str]) -> Iterator[str]:
    """Each relationship leads somewhere allowed; each that is used is there."""
    if "_rels/.rels" not in parts:
        yield "_rels/.rels is missing"
    for name, root in parts.items():
        if name.endswith(".rels"):
            folder = dirname(dirname(name))
            for relationship in root.iter(_RELATIONSHIP):
                yield from _leads(name, folder, relationship, names)
        # Whatever element they are on, attributes of this namespace name relationships.
        used = set(root.xpath("//@r:*", namespaces={"r": R}, smart_strings=False))
        folder, file = split(name)
        known = _ids(parts, join(folder, "_rels", f"{file}.rels")) if used else []
        for missing in sorted(used.difference(known)):
            yield f"{name}: there is no relationship {missing}"
        for relationship, count in Counter(known).items():
            if count > 1:
                yield f"{name}: {count} relationships are {relationship}"


def _ids(parts: Parts, rels: str) -> list[str]:
    if rels not in parts:
        return []
    return [relationship.get("Id") for relationship in parts[rels].iter(_RELATIONSHIP)]


def _leads(
    rels: str, folder: str, relationship: Element, names: Collection[str]
) -> Iterator[str]:
    target = relationship.get("Target", "")
    if relationship.get("TargetMode") == "External":
        if not target.lower().startswith(_SCHEMES):
            yield f"{rels}: {target!r} is no address for a report"
    else:
        part = normpath(join("/", folder, target))[1:]
        if part not in names:
            yield f"{rels}: {target!r} is not there"
