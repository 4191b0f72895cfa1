"""How the parts of a finished .docx hang together.

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
    for name in names:
        if _UNWANTED.match(name) and name not in allowed:
            yield f"{name} has no place in a copy for publication"
    yield from _relationships(parts, names)


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
