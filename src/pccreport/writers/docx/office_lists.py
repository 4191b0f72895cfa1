"""The lists of an office's template and ours in one part."""

from collections.abc import Mapping
from copy import deepcopy

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from pccreport.document.roles import MAIN_HEADINGS, POINTS, Role, style_kind
from pccreport.writers.docx.made_styles import Element, chain, effective

_COUNTED = (*MAIN_HEADINGS, *POINTS, Role.FOCUS, Role.AIM_LIST)
"""Roles whose numbers and bullets are those of the house format."""
_LINK, _LIST = qn("w:pStyle"), qn("w:abstractNum")
_SIGN, _LETTERS, _VAL = qn("w:lvlText"), qn("w:rPr"), qn("w:val")


def join_lists(
    theirs: Element, ours: str, styles: Element, style_ids: Mapping[Role, str]
) -> None:
    """Add our lists to those of a template, with the signs of the office's own bullets.

    Its styles lose the numbers that the house format gives them, or that they only inherit.
    """
    added = parse_xml(ours.encode())
    for level in added.xpath("//w:lvl[w:pStyle][w:numFmt/@w:val='bullet']"):
        style = styles.get_by_id(level.find(_LINK).get(_VAL))
        for own in _bullets(theirs, style):
            level.find(_SIGN).set(_VAL, own.find(_SIGN).get(_VAL))
            kept = [each for each in level if each.tag != _LETTERS]
            level[:] = [*kept, *deepcopy(own.findall(_LETTERS))]
    unlinked = set[str]()
    for role, style_id in style_ids.items():
        style = styles.get_by_id(style_id)
        own, *inherited = ([*each.iter(qn("w:numPr"))] for each in chain(style))
        inherits = not own and any(inherited) and style_kind(role) == "paragraph"
        if role in _COUNTED or inherits:
            properties = style.get_or_add_pPr()
            if own:
                properties._remove_ind()
            properties._remove_numPr()
            properties.get_or_add_numPr().get_or_add_numId().val = 0
            unlinked.add(style_id)
    for link in [*theirs.iter(_LINK)]:
        if link.get(_VAL) in unlinked:
            link.getparent().remove(link)
    theirs[:] = sorted((*added, *theirs), key=lambda each: each.tag != _LIST)


def _bullets(lists: Element, style: Element) -> list[Element]:
    """Return the level of a style, if it has bullets."""
    number = effective(style, "w:pPr/w:numPr/w:numId", "0")
    depth = effective(style, "w:pPr/w:numPr/w:ilvl", "0")
    use = f"../w:num[@w:numId='{number}']/w:abstractNumId/@w:val"
    level = f"w:lvl[@w:ilvl='{depth}'][w:lvlText][w:numFmt/@w:val='bullet']"
    return list(lists.xpath(f"w:abstractNum[@w:abstractNumId={use}]/{level}"))
