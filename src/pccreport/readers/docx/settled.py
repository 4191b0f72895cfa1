"""The tracked changes of a part of a Word file, taken as accepted in its tree."""

from pccreport.readers.docx.styles import W
from pccreport.readers.package import Element

_GONE = f"{W}del", f"{W}moveFrom", f"{W}cellDel"
_NEW = f"{W}ins", f"{W}moveTo", f"{W}cellIns"
_ALTERNATIVES = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
)
_P, _PPR, _RPR = f"{W}p", f"{W}pPr", f"{W}rPr"
_OF_CELLS = f"{W}trPr", f"{W}tcPr"
JOINED = "joined"
"""The attribute of a paragraph to which the words of a deleted one were added."""


def accept_changes(root: Element) -> int:
    """Accept the changes of a part, take out what no reader sees, and return how many there were."""
    for each in [*root.iter(_ALTERNATIVES)]:
        del each[1:]
    number = sum(1 for _ in root.iter(*_GONE, *_NEW))
    joined: list[Element] = []
    for each in [*root.iter(*_GONE, f"{W}rt")]:  # also the sound of a word
        around = each.getparent()
        if around.tag == _RPR and around.getparent().tag == _PPR:
            joined.append(around.getparent().getparent())
        elif around.tag in _OF_CELLS:
            _remove(around.getparent())
        elif around.tag not in (_RPR, f"{W}numPr"):
            _remove(each)
    for paragraph in reversed(joined):
        _join(paragraph)
    return number


def _join(paragraph: Element) -> None:
    """Join a paragraph whose end is gone to the next one; before a table an empty one is gone."""
    after = next(paragraph.itersiblings(_P, f"{W}tbl"), None)
    if after is None or after.tag != _P:
        if after is not None and next(paragraph.iter(f"{W}r"), None) is None:
            _remove(paragraph)
        return
    start = int(len(after) > 0 and after[0].tag == _PPR)
    after.set(JOINED, "1")
    after[start:start] = [each for each in paragraph if each.tag != _PPR]
    _remove(paragraph)


def _remove(element: Element) -> None:
    """Take an element out of its tree, if it is still there."""
    if element.getparent() is not None:
        element.getparent().remove(element)
