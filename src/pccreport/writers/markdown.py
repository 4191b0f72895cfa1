"""A document as Markdown, for an e-mail or for minutes: struck and **bold** words.

Everything that an author typed is escaped, and stays text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, assert_never

from pccreport.document.blocks import (
    Block,
    Comment,
    Document,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Table,
    TextRun,
    content_text,
    flat_runs,
    listed_target,
    with_tables,
)
from pccreport.document.roles import CONTENTS_LEVELS, NUMBERED, Role
from pccreport.writers.characters import escape_invisible

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~]|&(?=#?\w+;)")
_AT_A_START = re.compile(r"^\d+(?=[.)])|^(?=[-+=])")
"""What makes a list or a heading of the line that it starts."""
_ORDERED = re.compile(r"[0-9]{1,9}[.)]")
"""Numbers that begin the item of a list in Markdown too."""
_DELETED, _INSERTED = "~~", "**"
_WHOLE = {"deleted": _DELETED, "inserted": _INSERTED, "": ""}
_STEP = "  "


class _Run(NamedTuple):
    """Characters that are set alike."""

    text: str
    change: str = ""
    """The sign of what is deleted or inserted, or ""."""
    look: str = ""
    """What is on both sides of it otherwise."""
    href: str = ""


def write(document: Document) -> str:
    """Return the document in the Markdown of GitHub. Comments are quoted paragraphs."""
    return "".join(f"{line}\n" for line in _lines(document))


def escape_markdown(text: str) -> str:
    """Return the text on one line, so that no character of it is markup anywhere."""
    return _AT_A_START.sub(r"\g<0>\\", _letters(escape_invisible(text).strip()))


def _letters(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _lines(document: Document) -> Iterator[str]:
    if document.head:
        yield from (f"> {escape_markdown(document.head)}", "")
    comments = document.comments_by_block()
    places = _places(document)
    for number, part in enumerate(with_tables(document.blocks)):
        if number:
            yield ""
        if isinstance(part, Table):
            yield from _table(part)
            for place in (place for row in part.rows for place, _ in row):
                for note in comments.get(place, ()):
                    yield from _comment(note)
            continue
        place, block = part
        yield _block(block, _content(block, document.side(place), places))
        for note in comments.get(place, ()):
            yield from _comment(note)


def _places(document: Document) -> dict[str, str]:
    """Return the address in the page of each heading that a list of contents leads to.

    GitHub makes it of the heading's words, with a number for one that is there already.
    """
    if not any(block.role in CONTENTS_LEVELS for block in document.blocks):
        return {}
    found, seen = dict[str, str](), Counter[str]()
    for block in document.blocks:
        if isinstance(block, Heading):
            words = _block(block, _content(block)).lstrip("# ").replace("<br>", "")
            name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            again = f"-{seen[name]}" if seen[name] else ""
            seen[name] += 1
            if block.anchor:
                found[block.anchor] = f"#{name}{again}"
    return found


def _block(block: Heading | Paragraph | ListItem, content: str) -> str:
    match block:
        case Heading(level=level, number=number):
            lead = f"{_letters(number)} " if number else ""
            return f"{'#' * min(level, 6)} {lead}{content}"
        case Paragraph(role=role, depth=depth):
            words = f"({content})" if role is Role.REMARK and depth else content
            return f"{_STEP * depth}{words}"
        case ListItem(role=role, depth=depth, number=number, start=start):
            sign = number if _ORDERED.fullmatch(number) else f"- {_letters(number)}"
            if sign == number and (start or role in NUMBERED):
                # A list of Markdown would count for itself.
                sign = f"- {escape_markdown(number)}"
            return f"{_STEP * (depth - 1)}{sign.rstrip()} {content}"
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield from (_content(table.caption[1]), "")
    for number, row in enumerate(table.rows):
        yield f"| {' | '.join(_content(cell) for _, cell in row)} |"
        if not number:
            yield f"| {' | '.join(['---'] * len(row))} |"


def _comment(note: Comment) -> Iterator[str]:
    yield ""
    for line in note.paragraphs():
        yield f"> {escape_markdown(line)}"


def _content(
    block: Block, side: str = "", places: Mapping[str, str] = MappingProxyType({})
) -> str:
    content, href = block.content, places.get(listed_target(block), "")
    if href:
        content = (TextRun(content_text(content)),)
    text = _joined(_runs(content, side, href)).strip()
    return _AT_A_START.sub(r"\g<0>\\", text)


def _runs(content: Iterable[Inline], side: str, href: str) -> Iterator[_Run]:
    """Yield the runs of a content, in order."""
    for run, change, link, is_break in flat_runs(content, side):
        look = "**" if run.strong else "*" if run.emphasis else ""
        text = run.text if is_break else escape_invisible(run.text)
        yield _Run(text, _WHOLE[change], look, link.href if link else href)


def _joined(runs: Iterable[_Run]) -> str:
    """Return the runs; a change takes the whole of the words that it begins or ends in."""
    made = ""
    word: list[_Run] = []
    for run in (piece for each in runs for piece in _pieces(each)):
        if run.text.isspace():
            made += _word(word) + ("<br>" if run.text == "\n" else " ")
            word = []
        else:
            word.append(run)
    return made + _word(word)


def _pieces(run: _Run) -> Iterator[_Run]:
    """Yield a run with the spaces at its ends apart; an unmarked one word by word."""
    if run.text == "\n":
        yield run
        return
    whole = run.change or run.look or run.href
    pattern = r"^\s+|\s+$|\S(?:.*\S)?" if whole else r"\s+|\S+"
    for piece in re.findall(pattern, run.text, re.DOTALL):
        yield run._replace(text=piece)


def _word(runs: list[_Run]) -> str:
    """Return runs without a space between them: inside a word, a mark would be letters."""
    if not any(run.change for run in runs):
        return "".join(map(_run, runs))
    sides = (_DELETED, _INSERTED), (_INSERTED, _DELETED)
    texts = (
        (mark, "".join(run.text for run in runs if run.change != other))
        for mark, other in sides
    )
    return " ".join(f"{mark}{_letters(text)}{mark}" for mark, text in texts if text)


def _run(run: _Run) -> str:
    words = f"{run.look}{_letters(run.text)}{run.look}"
    return f"[{words}]({run.href})" if run.href else words
