"""Reads a finished .docx back and finds what is wrong with it before it is saved.

Knows the faults that schema validators miss (a reference without its bookmark, a field without
its end, a style that does not exist) and those that make Word call a file corrupt. Any that is
found is a bug in this program: none is caused by what was typed. Checks the text;
`verify_package` checks how the parts fit together, and `verify_comments` and
`verify_revisions` what only a draft and a redline have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from pccreport.writers.docx import verify_comments, verify_revisions
from pccreport.writers.docx.oxml import W
from pccreport.writers.docx.verify_package import Element, Parts, package_faults

_W = f"{{{W}}}"
_LINK, _ANCHOR = f"{_W}hyperlink", f"{_W}anchor"
_VAL, _ID, _NAME = f"{_W}val", f"{_W}id", f"{_W}name"
_START, _END = f"{_W}bookmarkStart", f"{_W}bookmarkEnd"
_MARK, _INSTRUCTIONS = f"{_W}fldChar", (f"{_W}instrText", f"{_W}delInstrText")
_SIMPLE, _MARK_TYPE = f"{_W}fldSimple", f"{_W}fldCharType"

# Letters, digits and _, at most 40: Word cuts a longer name without saying so.
_BOOKMARK_NAME = re.compile(r"(?!\d)\w{1,40}")
_REFERENCE = re.compile(r'\s*(?:REF|PAGEREF|NOTEREF)\s+"?([^\s"]+)')

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)

_USES = {
    f"{_W}pStyle": "paragraph",
    f"{_W}rStyle": "character",
    f"{_W}tblStyle": "table",
}
_STYLE_LINKS = (f"{_W}basedOn", f"{_W}next", f"{_W}link")

_COMMENTS = "word/comments.xml"

# What no copy has: text that is there and not shown. What only a draft has, and what
# only a file with changes.
_HIDDEN = {f"{_W}{name}": name for name in ("vanish", "specVanish")}
_OF_DRAFTS = {
    tag: tag.removeprefix(_W)
    for tag in (
        *(verify_comments.COMMENT, verify_comments.MARK),
        *(verify_comments.START, verify_comments.END),
    )
}
_OF_REDLINES = {tag: tag.removeprefix(_W) for tag in verify_revisions.TAGS}


def document_faults(
    package: bytes, *, draft: bool = False, redline: bool = False
) -> tuple[str, ...]:
    """Return what is wrong with a .docx, each in a sentence; nothing if all is well.

    A draft can have comments, and a redline changes too: each must be labelled as one.
    """
    try:
        with ZipFile(BytesIO(package)) as archive:
            names = archive.namelist()
            blobs = {name: archive.read(name) for name in names}
    except BadZipFile as error:
        return (f"the package is no zip: {error}",)
    found = [f"{name} is in the package twice" for name in _twice(names)]
    parts: dict[str, Element] = {}
    for name, blob in blobs.items():
        if name.endswith((".xml", ".rels")):
            try:
                parts[name] = etree.fromstring(blob, _PARSER)
            except etree.XMLSyntaxError as error:
                found.append(f"{name} is not well-formed: {error}")
    for_work = draft or redline
    found.extend(package_faults(parts, names, (_COMMENTS,) if for_work else ()))
    of_kind = verify_comments.comment_faults if for_work else _published
    of_changes = verify_revisions.revision_faults if redline else _unresolved_changes
    for check in (_bookmarks, _fields, _styles, _lists, _hidden, of_kind, of_changes):
        found.extend(check(parts))
    return tuple(found)


def _twice(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _bookmarks(parts: Parts) -> Iterator[str]:
    """Yield the faults of bookmarks: each has its own start, end, id and name."""
    starts = [
        (name, start) for name, root in parts.items() for start in root.iter(_START)
    ]
    ends = [
        (name, end.get(_ID)) for name, root in parts.items() for end in root.iter(_END)
    ]
    for name, start in starts:
        if not _BOOKMARK_NAME.fullmatch(start.get(_NAME, "")):
            yield f"{name}: a bookmark cannot be named {start.get(_NAME)!r}"
    for bookmark in _twice([start.get(_NAME, "").casefold() for _, start in starts]):
        yield f"two bookmarks are named {bookmark!r}"
    for number in _twice([start.get(_ID) for _, start in starts]):
        yield f"two bookmarks have the id {number}"
    started = Counter((name, start.get(_ID)) for name, start in starts)
    for name, number in started - Counter(ends):
        yield f"{name}: bookmark {number} does not end"
    for name, number in Counter(ends) - started:
        yield f"{name}: bookmark {number} ends and has not begun"


def _fields(parts: Parts) -> Iterator[str]:
    """Yield the faults of fields: each starts, is separated and ends; each reference has its bookmark."""
    # With case: Word finds a bookmark without it, LibreOffice does not.
    names = {start.get(_NAME) for root in parts.values() for start in root.iter(_START)}
    for name, root in parts.items():
        for anchor in sorted({link.get(_ANCHOR) for link in root.iter(_LINK)} - {None}):
            if anchor not in names:
                yield f"{name}: a link to {anchor!r} has no bookmark"
        instructions = [field.get(f"{_W}instr", "") for field in root.iter(_SIMPLE)]
        yield from _balance(name, root, instructions)
        for instruction in instructions:
            target = _REFERENCE.match(instruction)
            if target and target[1] not in names:
                yield f"{name}: a reference to {target[1]!r} has no bookmark"


def _balance(name: str, root: Element, instructions: list[str]) -> Iterator[str]:
    """Yield the faults of a part's complex fields; their instructions are added to the list."""
    open_fields: list[tuple[str, list[str]]] = []  # innermost last: state, instruction
    for mark in root.iter(_MARK, *_INSTRUCTIONS):
        kind = mark.get(_MARK_TYPE) or "instruction"
        state, words = open_fields[-1] if open_fields else ("", [])
        if kind == "begin":
            open_fields.append(("begun", []))
        elif not state:
            yield f"{name}: the {kind} of a field that has not begun"
        elif kind == "end":
            open_fields.pop()
            instructions.append("".join(words))
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


def _lists(parts: Parts) -> Iterator[str]:
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


def _hidden(parts: Parts) -> Iterator[str]:
    """Nothing is hidden in the text."""
    return _unwanted(parts, _HIDDEN)


def _published(parts: Parts) -> Iterator[str]:
    """Nothing of a draft is left in a copy for publication."""
    return _unwanted(parts, _OF_DRAFTS)


def _unresolved_changes(parts: Parts) -> Iterator[str]:
    """Yield a fault for each change that is not accepted."""
    return _unwanted(parts, _OF_REDLINES)


def _unwanted(parts: Parts, tags: Mapping[str, str]) -> Iterator[str]:
    for name, root in parts.items():
        for tag in sorted({element.tag for element in root.iter(*tags)}):
            yield f"{name}: {tags[tag]} has no place in a copy for publication"
