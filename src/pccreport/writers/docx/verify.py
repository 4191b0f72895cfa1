"""Reads a finished .docx back and finds what is wrong with it before it is saved.

Knows the faults that schema validators miss (a reference without its bookmark, a style that
does not exist), those that make Word call a file corrupt, and what no copy for publication may
have. Any that is found is a bug in this program: none is caused by what was typed. Checks what
differs from report to report; `verify_redline` checks that a redline has both versions. How the
parts fit together, and how we write fields, lists, comments and changes, is checked by the tests.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from pccreport.writers.docx.oxml import W

Element = Any  # lxml ships no types
Parts = Mapping[str, Element]

_W = f"{{{W}}}"
_LINK, _ANCHOR = f"{_W}hyperlink", f"{_W}anchor"
_VAL, _ID, _NAME = f"{_W}val", f"{_W}id", f"{_W}name"
_START = f"{_W}bookmarkStart"
_SIMPLE, _INSTRUCTION = f"{_W}fldSimple", f"{_W}instrText"

_REFERENCE = re.compile(r'\s*(?:REF|PAGEREF|NOTEREF)\s+"?([^\s"]+)')

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)

_USES = {
    f"{_W}pStyle": "paragraph",
    f"{_W}rStyle": "character",
    f"{_W}tblStyle": "table",
}
_STYLE_LINKS = (f"{_W}basedOn", f"{_W}next", f"{_W}link")

RELATIONSHIP = (
    "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
)
_SCHEMES = ("http://", "https://", "mailto:")

# What no copy has: text that is there and not shown. What only a draft has, and what only a
# file with changes.
_HIDDEN = ("vanish", "specVanish")
_OF_DRAFTS = ("comment", "commentReference", "commentRangeStart", "commentRangeEnd")
_CHANGES = (
    *("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange"),
    *("moveFromRangeStart", "moveToRangeStart"),
)
_OF_REDLINES = (
    *_CHANGES,
    *("moveFromRangeEnd", "moveToRangeEnd", "delText", "delInstrText"),
)
_NUMBERED = (_START, *(f"{_W}{name}" for name in _CHANGES))
"""What has an id that nothing else has."""


def document_faults(
    package: bytes, *, draft: bool = False, redline: bool = False
) -> tuple[str, ...]:
    """Return what is wrong with a .docx, each in a sentence; nothing if all is well.

    A draft can have comments, and a redline changes too: each must be labelled as one.
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
    for_work = draft or redline
    for check in (_addresses, _bookmarks, _references, _styles):
        found.extend(check(parts))
    unwanted = (
        *_HIDDEN,
        *(() if for_work else _OF_DRAFTS),
        *(() if redline else _OF_REDLINES),
    )
    return (*found, *_unwanted(parts, unwanted))


def _twice(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _addresses(parts: Parts) -> Iterator[str]:
    """Yield a fault for each link out of the document that no report may have."""
    for name, root in parts.items():
        for relationship in root.iter(RELATIONSHIP):
            target = relationship.get("Target", "")
            is_external = relationship.get("TargetMode") == "External"
            if is_external and not target.lower().startswith(_SCHEMES):
                yield f"{name}: {target!r} is no address for a report"


def _bookmarks(parts: Parts) -> Iterator[str]:
    """Yield a fault for each name or id that two bookmarks have."""
    names = [
        start.get(_NAME, "") for root in parts.values() for start in root.iter(_START)
    ]
    for bookmark in _twice([name.casefold() for name in names]):
        yield f"two bookmarks are named {bookmark!r}"
    numbered = [each for root in parts.values() for each in root.iter(*_NUMBERED)]
    for number in _twice([each.get(_ID) for each in numbered]):
        yield f"two bookmarks or changes have the id {number}"


def _references(parts: Parts) -> Iterator[str]:
    """Yield a fault for each link and each field whose bookmark is not there."""
    # With case: Word finds a bookmark without it, LibreOffice does not.
    names = {start.get(_NAME) for root in parts.values() for start in root.iter(_START)}
    for name, root in parts.items():
        for anchor in sorted({link.get(_ANCHOR) for link in root.iter(_LINK)} - {None}):
            if anchor not in names:
                yield f"{name}: a link to {anchor!r} has no bookmark"
        instructions = [field.get(f"{_W}instr", "") for field in root.iter(_SIMPLE)]
        instructions += [words.text or "" for words in root.iter(_INSTRUCTION)]
        for instruction in instructions:
            target = _REFERENCE.match(instruction)
            if target and target[1] not in names:
                yield f"{name}: a reference to {target[1]!r} has no bookmark"


def _styles(parts: Parts) -> Iterator[str]:
    """Each style that is used is there, and of the right kind."""
    styles = [style for root in parts.values() for style in root.iter(f"{_W}style")]
    kinds = {style.get(f"{_W}styleId"): style.get(f"{_W}type") for style in styles}
    if len(kinds) < len(styles):
        yield "two styles have one id"
    for name, root in parts.items():
        used = {(element.tag, element.get(_VAL)) for element in root.iter(*_USES)}
        for tag, style in sorted(used):
            if kinds.get(style) != _USES[tag]:
                yield f"{name}: there is no {_USES[tag]} style {style!r}"
        for element in root.iter(*_STYLE_LINKS):
            if element.get(_VAL) not in kinds:
                yield f"{name}: there is no style {element.get(_VAL)!r}"


def _unwanted(parts: Parts, names: tuple[str, ...]) -> Iterator[str]:
    """Yield a fault for each of some elements that a part has."""
    tags = {f"{_W}{name}": name for name in names}
    for name, root in parts.items():
        for tag in sorted({element.tag for element in root.iter(*tags)}):
            yield f"{name}: {tags[tag]} has no place in a copy for publication"
