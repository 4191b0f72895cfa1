"""Checks that a draft is labelled as one, and that its comments are where they should be.

The part of `verify` that is only for drafts: no validator looks at where a comment's range
starts and ends, and Word drops a comment that has no mark in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pccreport.writers.docx.oxml import W
from pccreport.writers.docx.verify_package import Element, Parts

_W = f"{{{W}}}"
_ID = f"{_W}id"

COMMENT, MARK = f"{_W}comment", f"{_W}commentReference"
START, END = f"{_W}commentRangeStart", f"{_W}commentRangeEnd"


def comment_faults(parts: Parts) -> Iterator[str]:
    """Return what is wrong with a draft, besides all that can be wrong with any file."""
    yield from _header(parts)
    known = [c.get(_ID) for root in parts.values() for c in root.iter(COMMENT)]
    marks = [mark.get(_ID) for root in parts.values() for mark in root.iter(MARK)]
    for number, count in Counter(known).items():
        if count > 1:
            yield f"{count} comments have the id {number}"
    for number, count in Counter(marks).items():
        if count > 1:
            yield f"comment {number} has {count} marks in the text"
    for number in sorted(set(marks).difference(known)):
        yield f"there is no comment {number}"
    for number in sorted(set(known).difference(marks)):
        yield f"comment {number} has no mark in the text"
    for name, root in parts.items():
        yield from _ranges(name, root)


def _header(parts: Parts) -> Iterator[str]:
    """Yield a fault if a page could be taken for a published one: each must be labelled."""
    used = any(list(root.iter(f"{_W}headerReference")) for root in parts.values())
    heads = [root for root in parts.values() if root.tag == f"{_W}hdr"]
    if not used or not any("".join(head.itertext()).strip() for head in heads):
        yield "no header says that this is not for publication"


def _ranges(name: str, root: Element) -> Iterator[str]:
    """Yield the faults of ranges: each starts once and ends once, and its comment's mark follows."""
    steps: dict[str, list[str]] = {}
    for element in root.iter(START, END, MARK):
        steps.setdefault(element.get(_ID), []).append(element.tag)
    for number, tags in steps.items():
        if tags != [START, END, MARK]:
            yield f"{name}: comment {number} has no range that ends before its mark"
