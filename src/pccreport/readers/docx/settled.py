"""The tracked changes of a part of a Word file: taken as accepted, or as rejected, in its tree."""

from pccreport.readers.docx.styles import W, value
from pccreport.readers.line import TrackedChanges
from pccreport.readers.package import Element

_OLD = f"{W}del", f"{W}moveFrom", f"{W}cellDel"
_NEW = f"{W}ins", f"{W}moveTo", f"{W}cellIns"
_ALTERNATIVES = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
)
_P, _PPR, _RPR = f"{W}p", f"{W}pPr", f"{W}rPr"
_MARKS = _RPR, f"{W}numPr", f"{W}trPr", f"{W}tcPr"
"""What has the mark of a change of what is around it."""
STYLE_OF_DELETED = "deleted"
"""The attribute of a paragraph to which one was joined: the style of that one."""


def settle(root: Element, changes: TrackedChanges) -> int:
    """Settle the changes of a part, take out what no reader sees, and return how many there were."""
    is_reject = changes is TrackedChanges.REJECT
    gone, kept = (_NEW, _OLD) if is_reject else (_OLD, _NEW)

    def marked(tag: str, marks: str) -> list[Element]:
        return [
            each
            for each in root.iter(tag)
            if any(mark.tag in gone for mark in each.iterfind(f"{marks}/*"))
        ]

    number = sum(1 for _ in root.iter(*gone, *kept))
    joined = marked(_P, f"{_PPR}/{_RPR}")
    pieces = (x for x in root.iterdescendants(*gone) if x.getparent().tag not in _MARKS)
    rows, cells = (marked(f"{W}{x}", f"{W}{x}Pr") for x in ("tr", "tc"))
    for each in (*pieces, *rows, *cells, *root.iter(f"{W}rt")):
        _remove(each)  # also the sound of a word
    for paragraph in reversed(joined):
        _join(paragraph)
    for was in [*root.iter(f"{_PPR}Change", f"{_RPR}Change")] if is_reject else []:
        own, old = was.getparent(), was.find(was.getparent().tag)
        if own.getparent() is not None and old is not None:
            own.getparent().replace(own, old)
    for each in [*root.iter(_ALTERNATIVES)]:
        del each[1:]
    return number


def _join(paragraph: Element) -> None:
    """Join a paragraph whose end is gone to the next one; before a table an empty one is gone."""
    after = next(paragraph.itersiblings(_P, f"{W}tbl"), None)
    if after is None or after.tag != _P:
        if after is not None and next(paragraph.iter(f"{W}r"), None) is None:
            _remove(paragraph)
        return
    start = int(len(after) > 0 and after[0].tag == _PPR)
    properties = paragraph.find(_PPR)
    if after.get(STYLE_OF_DELETED) is None:
        after.set(STYLE_OF_DELETED, value(properties, "pStyle"))
    after[start:start] = [each for each in paragraph if each is not properties]
    _remove(paragraph)


def _remove(element: Element) -> None:
    """Take an element out of its tree, if it is still there."""
    if element.getparent() is not None:
        element.getparent().remove(element)
