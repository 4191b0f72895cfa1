"""Settles all tracked changes of one part of a Word file, in place.

ECMA-376 Part 1, 17.13.5. The part is in the transitional namespace.
"""

from __future__ import annotations

from lxml import etree
from tests.transform_blocks import (
    BORDERS,
    CHANGES,
    CONTROLS,
    NEW,
    OLD,
    UNSEEN,
    Element,
    M,
    W,
    drop,
    drop_rows_and_cells,
    join_paragraphs,
    replace,
    settle_merges,
    w,
)

_OLD_TAGS = ("customXmlDel", "customXmlMoveFrom")
_NEW_TAGS = ("customXmlIns", "customXmlMoveTo")
"""Ranges in which only the tags of a control are new or gone, not what is in it."""
_MARK_HOLDERS = w("rPr", "numPr")
_PROPERTY_CHANGES = w(
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange"),
    *("trPrChange", "tcPrChange", "tblGridChange"),
)
# What a change of properties does not tell, because it is no property: it stays.
_STAYS = {
    W + "pPr": w("rPr", "sectPr"),
    W + "tcPr": w("cellMerge"),
    W + "sectPr": w("headerReference", "footerReference"),
}
_HOLLOW = w("hyperlink", "smartTag", "customXml", "fldSimple", "bdo", "dir") | {
    M + "oMath",
    M + "oMathPara",
}
"""What is nothing without anything in it."""


def settle(root: Element, *, accept: bool) -> None:
    """Accept all changes of a part, or reject them."""
    gone = OLD if accept else NEW
    _unwrap_controls(root, _OLD_TAGS if accept else _NEW_TAGS)
    drop_rows_and_cells(root, accept=accept)
    _settle_math(root, gone)
    _settle_runs(root, gone)
    join_paragraphs(root, gone)
    _settle_properties(root, accept=accept)
    settle_merges(root, accept=accept)
    _settle_numbers(root, accept=accept)
    _clean(root)


# Content controls -------------------------------------------------------------


def _unwrap_controls(root: Element, kinds: tuple[str, ...]) -> None:
    """Take away the controls whose own tags are new (or gone); their content stays."""
    starts = w(*(f"{kind}RangeStart" for kind in kinds))
    ends = w(*(f"{kind}RangeEnd" for kind in kinds))
    open_ranges: set[tuple[str, str]] = set()
    unwrapped = []
    for element in root.iter(*starts, *ends, *CONTROLS):
        if element.tag in starts:
            open_ranges.add((element.tag, element.get(W + "id")))
        elif element.tag in ends:
            start = element.tag.replace("RangeEnd", "RangeStart")
            open_ranges.discard((start, element.get(W + "id")))
        elif open_ranges:
            unwrapped.append(element)
    for control in unwrapped:
        content = (
            control.find(W + "sdtContent") if control.tag == W + "sdt" else control
        )
        properties = w("customXmlPr", "smartTagPr")
        kept = (
            [] if content is None else [c for c in content if c.tag not in properties]
        )
        replace(control, kept)


# Runs -------------------------------------------------------------------------


def _settle_math(root: Element, gone: frozenset[str]) -> None:
    """Settle the marks of formulas: each is round the properties of what it marks.

    17.13.5.13 and 17.13.5.17 for an object's control character; a run has its own so too.
    """
    for marked in [*root.iter(M + "ctrlPr", M + "r")]:
        own = [child for child in marked if child.tag in CHANGES]
        marks = [mark for child in own for mark in child.iter(*CHANGES)]
        if not any(mark.tag in gone for mark in marks):
            continue
        if marked.tag == M + "r":
            _take_away(marked, [])
        elif etree.QName(marked.getparent()).localname.endswith("Pr"):
            # That of an argument stands in the argument, and says nothing more.
            formula = marked.getparent().getparent()
            _take_away(formula, _arguments(formula))


def _take_away(element: Element, left: list[Element]) -> None:
    holder = element.getparent()
    replace(element, left)
    _drop_hollow(holder)


def _arguments(formula: Element) -> list[Element]:
    """What stands in the places of an object of a formula, without the object."""
    places = (e for e in formula if not etree.QName(e).localname.endswith("Pr"))
    kept = []
    for place in places:
        if place.tag == M + "mr":
            kept += _arguments(place)
        else:
            kept += [e for e in place if e.tag not in (M + "argPr", M + "ctrlPr")]
    return kept


def _settle_runs(root: Element, gone: frozenset[str]) -> None:
    """Take away what is gone, and the changes round what is there."""
    for change in [*root.iter(*CHANGES)]:
        parent = change.getparent()
        if parent.tag in _MARK_HOLDERS:
            continue
        if change.tag in gone:
            drop(change)
            _drop_hollow(parent)
        else:
            replace(change, list(change))


def _drop_hollow(element: Element) -> None:
    while element.tag in _HOLLOW and all(c.tag in UNSEEN for c in element):
        parent = element.getparent()
        drop(element)
        element = parent


# Properties -------------------------------------------------------------------


def _settle_properties(root: Element, *, accept: bool) -> None:
    for change in [*root.iter(*_PROPERTY_CHANGES)]:
        properties = change.getparent()
        if accept:
            properties.remove(change)
            continue
        old = next(iter(change), None)
        stays = _STAYS.get(properties.tag, frozenset())
        told = () if old is None else [c for c in old if c.tag not in stays]
        kept = [child for child in properties if child.tag in stays]
        before = [child for child in kept if child.tag not in w("rPr", "sectPr")]
        # Marks and references are first in their sequences, a paragraph's rPr last.
        properties[:] = [*before, *told, *(c for c in kept if c not in before)]


def _settle_numbers(root: Element, *, accept: bool) -> None:
    """Take a paragraph out of the list that it was put in (17.13.5.19).

    Where only a change is named, and no list, the paragraph has its style's.
    """
    for numbered in [*root.iter(W + "numPr")]:
        changes = [c for c in numbered if c.tag in w("ins", "numberingChange")]
        put_in = numbered.find(W + "ins") is not None
        if changes and (len(changes) == len(numbered) or (put_in and not accept)):
            numbered.getparent().remove(numbered)


def _clean(root: Element) -> None:
    """Take away what only speaks of changes, and say deleted words that stay plainly."""
    marks = w("cellIns", "cellDel", "cellMerge", "numberingChange")
    for element in [*root.iter(*BORDERS, *marks, *CHANGES)]:
        parent = element.getparent()
        parent.remove(element)
        if parent.tag == W + "rPr" and not len(parent):
            parent.getparent().remove(parent)
    for old, new in (("delText", "t"), ("delInstrText", "instrText")):
        for element in root.iter(W + old):
            element.tag = W + new
