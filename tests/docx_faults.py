"""Checks of our Word files for what no validator of schemas finds.

A reference without a bookmark, what must not be in a copy for publication, a comment's range
that does not end, or a move's two ranges that have not each other: Word calls such a file corrupt,
or drops what is wrong. Any of it is a bug in this program, whatever the author wrote. `word.Word`
checks each file that it reads.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx.opc.constants import NAMESPACE
from lxml import etree
from openxml_audit import OpenXmlValidator

from pccreport.writers.docx.oxml import W

Element = Any  # lxml ships no types
Parts = Mapping[str, Element]

office_validator = cache(OpenXmlValidator)
"""Returns the validator of Office files, which reads their schemas once."""
_W = f"{{{W}}}"
_FIELD_MARK, _MARK_TYPE = f"{_W}fldChar", f"{_W}fldCharType"
_INSTRUCTIONS = (f"{_W}instrText", f"{_W}delInstrText")
_ID, _NAME = f"{_W}id", f"{_W}name"
_P, _R, _RPR = f"{_W}p", f"{_W}r", f"{_W}rPr"
_BODY = f"{_W}body"
_VAL = f"{_W}val"
_BOOKMARK, _BOOKMARK_END = f"{_W}bookmarkStart", f"{_W}bookmarkEnd"
# Letters, digits and _, at most 40: Word cuts a longer name without saying so.
_BOOKMARK_NAME = re.compile(r"(?!\d)\w{1,40}")

_COMMENTS = "word/comments.xml"
_UNWANTED = re.compile(r"customXml/|.*/comments|.*\.bin$|docProps/thumbnail", re.I)
_ROW_PROPERTIES = f"{_W}trPr"

_COMMENT, _COMMENT_MARK = f"{_W}comment", f"{_W}commentReference"
_START, _END = f"{_W}commentRangeStart", f"{_W}commentRangeEnd"

_INSERTED, _DELETED = f"{_W}ins", f"{_W}del"
_MOVED_FROM, _MOVED_TO = f"{_W}moveFrom", f"{_W}moveTo"
_MOVES = (_MOVED_FROM, _MOVED_TO)
_CHANGES = (_INSERTED, _DELETED, _MOVED_FROM, _MOVED_TO)
_PROPERTIES = (f"{_W}pPrChange", f"{_W}rPrChange")
_STARTS = {f"{tag}RangeStart": tag for tag in _MOVES}
_ENDS = {f"{tag}RangeEnd": tag for tag in _MOVES}
_OLD_WORDS = (f"{_W}delText", f"{_W}delInstrText")
_WORDS = (f"{_W}t", f"{_W}instrText")
_NUMBER = re.compile(r"[0-9]+")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")

_TAGS = (*_CHANGES, *_PROPERTIES, *_STARTS, *_ENDS, *_OLD_WORDS)


_STYLE_TYPES = {
    f"{_W}pStyle": "paragraph",
    f"{_W}rStyle": "character",
    f"{_W}tblStyle": "table",
}


_REFERENCE = re.compile(r'\s*(?:REF|PAGEREF|NOTEREF)\s+"?([^\s"]+)')
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_RELATIONSHIP = f"{{{NAMESPACE.OPC_RELATIONSHIPS}}}Relationship"
_SCHEMES = ("http://", "https://", "mailto:")
_HIDDEN = (f"{_W}vanish", f"{_W}specVanish")
_ONLY_IN_DRAFTS = (_COMMENT, _COMMENT_MARK, _START, _END)
_NUMBERED = (*_CHANGES, *_PROPERTIES, *_STARTS)
_ONLY_IN_REDLINES = (*_TAGS, *_ENDS)


def faults(path: Path, package: bytes, *, redline: bool = False) -> list[str]:
    """What the schemas of Office and our own checks find in a Word file."""
    path.write_bytes(package)
    found = office_validator().validate(path).errors
    draft = b"comments" in package
    own = document_faults(package, redline=redline, draft=draft and not redline)
    return [*map(str, found), *own]


def document_faults(
    package: bytes, *, draft: bool = False, redline: bool = False
) -> tuple[str, ...]:
    """Return all that is wrong with a .docx, each as a sentence, or () if nothing is.

    A draft may have comments, a redline changes as well; hidden text is never allowed.
    """
    found: list[str] = []
    parts: dict[str, Element] = {}
    with ZipFile(BytesIO(package)) as archive:
        names = Counter(archive.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                try:
                    parts[name] = etree.fromstring(archive.read(name), _PARSER)
                except etree.XMLSyntaxError as error:
                    return (f"{name} is not well-formed: {error}",)
    is_draft = draft or redline
    found += (f"{name} is in the package twice" for name in names - Counter([*names]))
    checks = (_links, _bookmarks, _references, _bookmark_faults, _list_faults)
    for check in (*checks, _style_faults):
        found += check(parts)
    unwanted = (*_HIDDEN, *(() if is_draft else _ONLY_IN_DRAFTS))
    found += _unwanted(parts, (*unwanted, *(() if redline else _ONLY_IN_REDLINES)))
    for name in names:
        if _UNWANTED.match(name) and not (name == _COMMENTS and is_draft):
            found.append(f"{name} has no place in a copy for publication")
    for name, root in parts.items():
        found += _field_faults(name, root)
    if is_draft:
        found += _comment_faults(parts)
    return (*found, *_revision_faults(parts)) if redline else tuple(found)


def _bookmark_faults(parts: Parts) -> Iterator[str]:
    """Yield a fault for each bookmark with a name of another form, or without its end."""
    ids: dict[str, Counter[tuple[str, str]]] = {}
    for tag in (_BOOKMARK, _BOOKMARK_END):
        ids[tag] = Counter(
            (name, mark.get(_ID))
            for name, root in parts.items()
            for mark in root.iter(tag)
        )
    for name, number in ids[_BOOKMARK] - ids[_BOOKMARK_END]:
        yield f"{name}: bookmark {number} does not end"
    for name, number in ids[_BOOKMARK_END] - ids[_BOOKMARK]:
        yield f"{name}: bookmark {number} ends and has not begun"
    for name, root in parts.items():
        for start in root.iter(_BOOKMARK):
            if not _BOOKMARK_NAME.fullmatch(start.get(_NAME, "")):
                yield f"{name}: a bookmark cannot be named {start.get(_NAME)!r}"


def _style_faults(parts: Parts) -> Iterator[str]:
    """Yield a fault for each style that is missing or of the wrong type."""
    styles = [style for root in parts.values() for style in root.iter(f"{_W}style")]
    kinds = {style.get(f"{_W}styleId"): style.get(f"{_W}type") for style in styles}
    if len(kinds) < len(styles):
        yield "two styles have one id"
    for name, root in parts.items():
        used = {(e.tag, e.get(_VAL)) for e in root.iter(*_STYLE_TYPES)}
        for tag, style in sorted(used):
            if kinds.get(style) != _STYLE_TYPES[tag]:
                yield f"{name}: there is no {_STYLE_TYPES[tag]} style {style!r}"
        for element in root.iter(
            *(f"{_W}{tag}" for tag in ("basedOn", "next", "link"))
        ):
            if element.get(_VAL) not in kinds:
                yield f"{name}: there is no style {element.get(_VAL)!r}"


def _list_faults(parts: Parts) -> Iterator[str]:
    """Each list that is used is there."""
    lists = {
        number.get(f"{_W}numId"): form.get(_VAL)
        for root in parts.values()
        for number in root.iter(f"{_W}num")
        for form in number.iter(f"{_W}abstractNumId")
    }
    forms = {
        form.get(f"{_W}abstractNumId")
        for root in parts.values()
        for form in root.iter(f"{_W}abstractNum")
    }
    for number, form in lists.items():
        if form not in forms:
            yield f"list {number} has no form {form}"
    for name, root in parts.items():
        for number in sorted({used.get(_VAL) for used in root.iter(f"{_W}numId")}):
            if number not in lists and number != "0":
                yield f"{name}: there is no list {number}"


def _field_faults(name: str, root: Element) -> Iterator[str]:
    """Yield a fault for each field that does not start, is not separated or does not end."""
    open_fields: list[tuple[str, list[str]]] = []  # innermost last: state, instruction
    for mark in root.iter(_FIELD_MARK, *_INSTRUCTIONS):
        kind = mark.get(_MARK_TYPE) or "instruction"
        state, words = open_fields[-1] if open_fields else ("", [])
        if kind == "begin":
            open_fields.append(("begun", []))
        elif not state:
            yield f"{name}: the {kind} of a field that has not begun"
        elif kind == "end":
            open_fields.pop()
            if state == "begun":
                yield f"{name}: a field without a result: {''.join(words).strip()!r}"
        elif state == "separated":
            yield f"{name}: a field with a second {kind}"
        elif kind == "separate":
            open_fields[-1] = ("separated", words)
        else:
            words.append(mark.text or "")
    for _, words in open_fields:
        yield f"{name}: a field does not end: {''.join(words).strip()!r}"


def _comment_faults(parts: Parts) -> Iterator[str]:
    """Yield the faults of comments: each has one range that ends before its one mark."""
    yield from _header(parts)
    known = Counter(c.get(_ID) for root in parts.values() for c in root.iter(_COMMENT))
    steps: dict[str, list[str]] = {number: [] for number in known}
    for root in parts.values():
        for element in root.iter(_START, _END, _COMMENT_MARK):
            steps.setdefault(element.get(_ID), []).append(element.tag)
    for number, tags in steps.items():
        if known[number] != 1:
            yield f"{known[number]} comments have the id {number}"
        if tags != [_START, _END, _COMMENT_MARK]:
            yield f"comment {number} has no range that ends before its mark"


def _header(parts: Parts) -> Iterator[str]:
    """Yield a fault if a page could be taken for a published one: each must be labelled."""
    used = any(list(root.iter(f"{_W}headerReference")) for root in parts.values())
    heads = [root for root in parts.values() if root.tag == f"{_W}hdr"]
    if not used or not any("".join(head.itertext()).strip() for head in heads):
        yield "no header says that this is not for publication"


def _revision_faults(parts: Parts) -> Iterator[str]:
    """Return what is wrong with the changes of a file."""
    for name, root in parts.items():
        if any(True for _ in root.iter(*_TAGS)):
            yield from (f"{name}: {fault}" for fault in _of_part(root))


def _of_part(root: Element) -> Iterator[str]:
    for element in root.iter(*_CHANGES, *_PROPERTIES, *_STARTS):
        number, date = element.get(_ID, ""), element.get(f"{_W}date", "")
        if not _NUMBER.fullmatch(number):
            yield f"a change cannot have the id {number!r}"
        if not (element.get(f"{_W}author") and _MOMENT.fullmatch(date)):
            yield f"change {number} says not who made it, or when"
    marks: dict[Element, list[Element]] = defaultdict(list)
    for change in root.iter(*_CHANGES):
        if change.getparent().tag == _ROW_PROPERTIES:
            yield from _row(change)
        elif change.getparent().tag == _RPR:
            marks[next(change.iterancestors(_P))].append(change)
        else:
            yield from _content(change)
    yield from _Ranges(marks).faults(root)
    for body in root.iter(_BODY):
        if any(paragraph in marks for paragraph in [*body.iterchildren(_P)][-1:]):
            yield "the last paragraph comes or goes"
    yield from _wrong_words(root)


def _row(change: Element) -> Iterator[str]:
    """Yield a fault for each run of a row that comes or goes which does not: the row would stay."""
    row = change.getparent().getparent()
    for run in row.iter(_R):
        if run.getparent().tag != change.tag:
            yield f"change {change.get(_ID)} is of a row, and not of all in it"


def _content(change: Element) -> Iterator[str]:
    """Yield the faults of changed content: it is runs, and each has one change at most."""
    if not any(True for _ in change.iter(_R)):
        yield f"change {change.get(_ID)} is empty"
    for inner in [*change.iter(*_CHANGES)][1:]:
        yield f"change {inner.get(_ID)} is in another"


def _wrong_words(root: Element) -> Iterator[str]:
    """Yield a fault if deleted words are not in a deletion, or others are."""
    deleted = {words for d in root.iter(_DELETED) for words in d.iter(*_OLD_WORDS)}
    for words in root.iter(*_OLD_WORDS):
        if words not in deleted:
            yield f"{_element_name(words.tag)} outside what is deleted"
    for part in root.iter(_DELETED):
        for words in part.iter(*_WORDS):
            yield f"{_element_name(words.tag)} in what is deleted"


class _Ranges:
    """The moves of one part, in the order of its text."""

    def __init__(self, marks: Mapping[Element, list[Element]]) -> None:
        self._marks = marks
        """The changes of each paragraph's own mark."""
        self._open: dict[tuple[str, str], str] = {}
        """The names of the ranges that have begun, by kind and number."""
        self._names: Counter[tuple[str, str]] = Counter()

    def faults(self, root: Element) -> Iterator[str]:
        """Return what is wrong with the moves of a part."""
        marks: list[Element] = []  # those of the paragraph before: they are at its end
        for element in root.iter(_P, *_STARTS, *_ENDS, *_MOVES):
            # A border between paragraphs follows the mark of the one before.
            if element.tag == _P or element.getparent().tag == _BODY:
                yield from self._inside(marks)
                marks = []
            if element.tag == _P:
                marks = self._marks.get(element, [])
            elif element.tag in _MOVES:
                if element.getparent().tag != _RPR:
                    yield from self._inside([element])
            else:
                yield from self._border(element)
        yield from self._inside(marks)
        for kind, number in self._open:
            yield f"the range {number} of a {_element_name(kind)} does not end"
        for (kind, name), count in self._names.items():
            other = _MOVED_TO if kind == _MOVED_FROM else _MOVED_FROM
            if count > 1:
                yield f"{count} ranges of a {_element_name(kind)} are named {name!r}"
            if not self._names[other, name]:
                yield f"the {_element_name(kind)} {name!r} has no partner"

    def _border(self, element: Element) -> Iterator[str]:
        """Start or end a range."""
        number = element.get(_ID)
        if kind := _STARTS.get(element.tag):
            self._open[kind, number] = element.get(_NAME)
            self._names[kind, element.get(_NAME)] += 1
        elif self._open.pop((_ENDS[element.tag], number), None) is None:
            yield f"the range {number} ends and has not begun"

    def _inside(self, changes: list[Element]) -> Iterator[str]:
        """Yield a fault if moved text is not in a range of its kind: else it is a mere deletion."""
        begun = {kind for kind, _ in self._open}
        for change in changes:
            if change.tag in _MOVES and change.tag not in begun:
                yield f"change {change.get(_ID)} is in no {_element_name(change.tag)}"


def _element_name(kind: str) -> str:
    return kind.removeprefix(_W)


def _duplicates(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _links(parts: Parts) -> Iterator[str]:
    """Yield a fault for each external link that is not to the web or an e-mail address."""
    for name, root in parts.items():
        for relationship in root.iter(_RELATIONSHIP):
            target = relationship.get("Target", "")
            is_external = relationship.get("TargetMode") == "External"
            if is_external and not target.lower().startswith(_SCHEMES):
                yield f"{name}: {target!r} is no address for a report"


def _bookmarks(parts: Parts) -> Iterator[str]:
    """Yield a fault for each duplicate name of bookmarks or id of bookmarks and changes."""
    bookmarks = [mark for root in parts.values() for mark in root.iter(_BOOKMARK)]
    for bookmark in _duplicates([m.get(_NAME, "").casefold() for m in bookmarks]):
        yield f"two bookmarks are named {bookmark!r}"
    numbered = (n for root in parts.values() for n in root.iter(_BOOKMARK, *_NUMBERED))
    for number in _duplicates([node.get(_ID) for node in numbered]):
        yield f"two bookmarks or changes have the id {number}"


def _references(parts: Parts) -> Iterator[str]:
    """Yield a fault for each link and each field without its bookmark."""
    # Case matters: LibreOffice, unlike Word, does not find a name in another case.
    names = {s.get(_NAME) for root in parts.values() for s in root.iter(_BOOKMARK)}
    for name, root in parts.items():
        links = root.iter(f"{_W}hyperlink")
        anchors = {link.get(f"{_W}anchor") for link in links}
        for anchor in sorted(anchors - {None}):
            if anchor not in names:
                yield f"{name}: a link to {anchor!r} has no bookmark"
        simple, complex = root.iter(f"{_W}fldSimple"), root.iter(f"{_W}instrText")
        instructions = [field.get(f"{_W}instr", "") for field in simple]
        instructions += [words.text or "" for words in complex]
        for instruction in instructions:
            target = _REFERENCE.match(instruction)
            if target and target[1] not in names:
                yield f"{name}: a reference to {target[1]!r} has no bookmark"


def _unwanted(parts: Parts, tags: tuple[str, ...]) -> Iterator[str]:
    """Yield a fault for each kind of element that is in a part and must not be."""
    for name, root in parts.items():
        for tag in sorted({element.tag for element in root.iter(*tags)}):
            yield f"{name}: {_element_name(tag)} has no place in a copy for publication"
