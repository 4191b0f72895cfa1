"""Styles that an office's template lacks: like ours, in the letters and colours of the office's own."""

from typing import Any

from docx.oxml.ns import qn

Element = Any
"""An element of lxml, which has no types."""

_VAL, _SIZE, _OUTLINE = qn("w:val"), "w:rPr/w:sz", "w:pPr/w:outlineLvl"
_OF_OURS = tuple(qn(f"w:{x}") for x in ("color", "rFonts", "shd", "pBdr", "next"))
_LEFT = qn("w:left")
_OUR_SIZE, _OUR_INDENT = 24, "680"
"""Half points of our running text, and its indentation."""
_TEXT_LEVEL = "9"


def add_style(styles: Element, style: Element, size: int, base: str = "") -> Element:
    """Add a style like one of ours, based on another if that is given, and return it.

    `size` is that of the office's running text, in half points. A heading is smaller than the one
    above that it is based on, and larger than a lower one.
    """
    while styles.get_by_id(style.styleId) is not None:
        style.styleId += "Made"
    styles.append(style)
    if base:
        style.basedOn_val = base
    if (above := style.base_style) is None:
        style._remove_basedOn()
    levels = [effective_value(x, _OUTLINE, _TEXT_LEVEL) for x in (above, style)]
    is_heading = _TEXT_LEVEL not in levels
    base_size = int(effective_value(above, _SIZE, "20"))
    for each in [*style.iter()]:
        is_bold = is_heading and each.tag in (qn("w:b"), qn("w:bCs"))
        if is_bold or each.tag in _OF_OURS or each.get(_LEFT) == _OUR_INDENT:
            each.getparent().remove(each)
        elif each.tag in (qn("w:sz"), qn("w:szCs")):
            scaled = round(int(each.get(_VAL)) * size / _OUR_SIZE)
            if is_heading:
                is_lower = levels == sorted(levels)
                scaled = min(scaled, base_size - 2) if is_lower else base_size + 2
            each.set(_VAL, str(max(scaled, size)))
        if qn("w:color") in each.attrib:  # of a border
            each.set(qn("w:color"), "auto")
    return style


def effective_value(style: Element, path: str, default: str) -> str:
    """Return what a style has at a path, from its base or the defaults if it is not its own."""
    seen: list[Element] = []
    while style is not None and style not in seen:
        seen.append(style)
        style = style.base_style
    for each in seen[:1]:
        seen.extend(each.getparent().iterfind(f"{qn('w:docDefaults')}/*"))
    found = (each.find("/".join(map(qn, path.split("/")))) for each in seen)
    values = (each.get(_VAL) for each in found if each is not None)
    return str(next(filter(None, values), default))
