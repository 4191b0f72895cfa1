"""The lists of an office's template and ours in one part, with numbers that differ."""

from collections.abc import Mapping
from copy import deepcopy

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from pccreport.document.roles import HEADING_LEVELS, POINTS, Role, style_kind
from pccreport.writers.docx.made_styles import Element, chain, effective

_COUNTED = (*HEADING_LEVELS, *POINTS, Role.FOCUS, Role.AIM_LIST)
"""Roles whose numbers and bullets are those of the house format."""
_NUMBERS = f"{qn('w:pPr')}/{qn('w:numPr')}"
_LINK, _ABSTRACT, _VAL = qn("w:pStyle"), qn("w:abstractNum"), qn("w:val")


def join_lists(
    theirs: Element, ours: str, styles: Element, style_ids: Mapping[Role, str]
) -> None:
    """Add our lists to those of a template, with the office's own bullets.

    Its styles lose the numbers that the house format gives them, or that they only inherit.
    """
    added = parse_xml(ours.encode())
    bullets = set[str]()
    for level in [*added.iter(qn("w:lvl"))]:
        link = level.find(_LINK)
        own = (
            None if link is None else _bullet(theirs, styles.get_by_id(link.get(_VAL)))
        )
        if own is not None and level.find(qn("w:numFmt")).get(_VAL) == "bullet":
            own.set(qn("w:ilvl"), level.get(qn("w:ilvl")))
            for old in own.iterchildren(_LINK):
                own.remove(old)
            level.getparent().replace(level, own)
            own.find(qn("w:numFmt")).addnext(link)
            bullets.add(link.get(_VAL))
    unlinked = set[str]()
    for role, style_id in style_ids.items():
        style = styles.get_by_id(style_id)
        own, *inherited = (each.find(_NUMBERS) for each in chain(style))
        has_others = own is None and any(each is not None for each in inherited)
        if role in _COUNTED or (has_others and style_kind(role) == "paragraph"):
            properties = style.get_or_add_pPr()
            if own is not None and style_id not in bullets:
                properties._remove_ind()
            numbers = properties.get_or_add_numPr()
            numbers[:] = []
            numbers.get_or_add_numId().val = 0
            unlinked.add(style_id)
    for link in [*theirs.iter(_LINK)]:
        if link.get(_VAL) in unlinked:
            link.getparent().remove(link)
    theirs[:] = sorted((*added, *theirs), key=lambda each: each.tag != _ABSTRACT)


def _bullet(lists: Element, style: Element) -> Element | None:
    """Return a copy of the level of a style, if it has bullets."""
    number = effective(style, "w:pPr/w:numPr/w:numId", "0")
    depth = effective(style, "w:pPr/w:numPr/w:ilvl", "0")
    for use in lists.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val"):
        level = f"w:abstractNum[@w:abstractNumId='{use}']/w:lvl[@w:ilvl='{depth}']"
        for found in lists.xpath(f"{level}[w:numFmt/@w:val='bullet']"):
            return deepcopy(found)
    return None
