"""A document in the Markdown of GitHub, for e-mail or minutes; all text of the author is escaped.

Deletions are struck through, insertions are **bold**.
"""

import re
from collections.abc import Iterator
from typing import assert_never

from pccreport.document.blocks import (
    Block,
    Document,
    FlatRun,
    Heading,
    ListItem,
    Paragraph,
    Table,
    flat_runs,
    group_tables,
)
from pccreport.document.roles import NUMBERED, Role
from pccreport.writers.characters import escape_invisible

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~]|&(?=#?\w+;)")
_LINE_START = re.compile(r"^\d+(?=[.)])|^(?=[-+=])")
"""What makes a line a list item or a heading at its start."""
_ORDERED = re.compile(r"[0-9]{1,9}[.)]")
"""Numbers that start a list item in Markdown as well."""
_MARKERS = {"deleted": "~~", "inserted": "**", "": ""}
_INDENT = "  "


def write(document: Document) -> str:
    """Return the document as Markdown. Comments are quoted paragraphs."""
    return "".join(f"{line}\n" for line in _lines(document))


def escape_markdown(text: str) -> str:
    """Return the text on one line, with everything escaped that could be markup."""
    return _LINE_START.sub(r"\g<0>\\", _escape_markup(escape_invisible(text).strip()))


def _escape_markup(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _lines(document: Document) -> Iterator[str]:
    if document.head:
        yield from (f"> {escape_markdown(document.head)}", "")
    comments = document.comments_by_block()
    for number, part in enumerate(group_tables(document.blocks)):
        if number:
            yield ""
        if isinstance(part, Table):
            yield from _table(part)
            indices = [part.caption[0]] if part.caption else []
            indices += [index for row in part.rows for index, _ in row]
        else:
            index, block = part
            yield _block(block, _content(block, document.change_of(index)))
            indices = [index]
        for note in (note for index in indices for note in comments.get(index, ())):
            yield ""
            yield from (f"> {escape_markdown(line)}" for line in note.paragraphs())


def _block(block: Heading | Paragraph | ListItem, content: str) -> str:
    match block:
        case Heading(level=level, number=number):
            lead = f"{_escape_markup(number)} " if number else ""
            return f"{'#' * min(level, 6)} {lead}{content}"
        case Paragraph(role=role, depth=depth):
            text = f"({content})" if role is Role.REMARK and depth else content
            return f"{_INDENT * depth}{text}"
        case ListItem(role=role, depth=depth, number=number, start=start):
            marker = (
                number if _ORDERED.fullmatch(number) else f"- {_escape_markup(number)}"
            )
            if marker == number and (start or role in NUMBERED):
                # Markdown would number its own list differently.
                marker = f"- {escape_markdown(number)}"
            return f"{_INDENT * (depth - 1)}{marker.rstrip()} {content}"
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield from (_content(table.caption[1]), "")
    for number, row in enumerate(table.rows):
        yield f"| {' | '.join(_content(cell) for _, cell in row)} |"
        if not number:
            yield f"| {' | '.join(['---'] * len(row))} |"


def _content(block: Block, side: str = "") -> str:
    text = "".join(map(_run, flat_runs(block.content, side)))
    return _LINE_START.sub(r"\g<0>\\", re.sub(" +", " ", text).strip())


def _run(run: FlatRun) -> str:
    """Return a run as Markdown. Spaces are around a change, or else no marker in a word is markup."""
    if run.is_break:
        return "<br>"
    text = escape_invisible(run.run.text)
    if not (words := text.strip()):
        return text
    before, _, after = text.partition(words)
    emphasis = "**" if run.run.strong else "*" if run.run.emphasis else ""
    marker = _MARKERS[run.side] or emphasis
    shown = f"{marker}{_escape_markup(words)}{marker}"
    if run.link:
        href = run.link.href
        is_bare = href == words
        shown = f"{marker}<{href}>{marker}" if is_bare else f"[{shown}]({href})"
    return f" {shown} " if run.side else f"{before}{shown}{after}"
