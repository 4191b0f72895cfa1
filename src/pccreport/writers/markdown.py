"""A document in the Markdown of GitHub, for e-mail or minutes; all text of the author is escaped.

Deletions are struck through, insertions are **bold**.
"""

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
    contents_target,
    flat_runs,
    with_tables,
)
from pccreport.document.roles import CONTENTS_LEVELS, NUMBERED, Role
from pccreport.writers.characters import escape_invisible

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~]|&(?=#?\w+;)")
_LINE_START = re.compile(r"^\d+(?=[.)])|^(?=[-+=])")
"""What makes a line a list item or a heading at its start."""
_ORDERED = re.compile(r"[0-9]{1,9}[.)]")
"""Numbers that start a list item in Markdown as well."""
_DELETED, _INSERTED = "~~", "**"
_MARKERS = {"deleted": _DELETED, "inserted": _INSERTED, "": ""}
_INDENT = "  "


class _Run(NamedTuple):
    """Text of one formatting."""

    text: str
    change: str = ""
    """The marker of a deletion or insertion, or ""."""
    emphasis: str = ""
    """The marker of strong or emphasised text, or ""."""
    href: str = ""


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
    links = _heading_links(document)
    for number, part in enumerate(with_tables(document.blocks)):
        if number:
            yield ""
        if isinstance(part, Table):
            yield from _table(part)
            indices = [index for row in part.rows for index, _ in row]
        else:
            index, block = part
            yield _block(block, _content(block, document.side(index), links))
            indices = [index]
        for note in (note for index in indices for note in comments.get(index, ())):
            yield from _comment(note)


def _heading_links(document: Document) -> dict[str, str]:
    """Return the link to each heading by its anchor; empty without a list of contents.

    GitHub makes the link from the text of the heading, and numbers repeated ones.
    """
    if not any(block.role in CONTENTS_LEVELS for block in document.blocks):
        return {}
    found, seen = dict[str, str](), Counter[str]()
    for block in document.blocks:
        if isinstance(block, Heading):
            title = _block(block, _content(block)).lstrip("# ").replace("<br>", "")
            name = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
            suffix = f"-{seen[name]}" if seen[name] else ""
            seen[name] += 1
            if block.anchor:
                found[block.anchor] = f"#{name}{suffix}"
    return found


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


def _comment(note: Comment) -> Iterator[str]:
    yield ""
    for line in note.paragraphs():
        yield f"> {escape_markdown(line)}"


def _content(
    block: Block, side: str = "", links: Mapping[str, str] = MappingProxyType({})
) -> str:
    content, href = block.content, links.get(contents_target(block), "")
    if href:
        content = (TextRun(content_text(content)),)
    text = _join_runs(_runs(content, side, href)).strip()
    return _LINE_START.sub(r"\g<0>\\", text)


def _runs(content: Iterable[Inline], side: str, href: str) -> Iterator[_Run]:
    """Yield the runs of `content` in order."""
    for run, change, link, is_break in flat_runs(content, side):
        emphasis = "**" if run.strong else "*" if run.emphasis else ""
        text = run.text if is_break else escape_invisible(run.text)
        yield _Run(text, _MARKERS[change], emphasis, link.href if link else href)


def _join_runs(runs: Iterable[_Run]) -> str:
    """Return the runs as text; a change is extended to whole words."""
    text = ""
    word: list[_Run] = []
    for part in (part for run in runs for part in _split_at_spaces(run)):
        if part.text.isspace():
            text += _word(word) + ("<br>" if part.text == "\n" else " ")
            word = []
        else:
            word.append(part)
    return text + _word(word)


def _split_at_spaces(run: _Run) -> Iterator[_Run]:
    """Yield a run split from the spaces at its ends; a plain run word by word."""
    if run.text == "\n":
        yield run
        return
    is_marked = run.change or run.emphasis or run.href
    pattern = r"^\s+|\s+$|\S(?:.*\S)?" if is_marked else r"\s+|\S+"
    for text in re.findall(pattern, run.text, re.DOTALL):
        yield run._replace(text=text)


def _word(runs: list[_Run]) -> str:
    """Return the runs of one word: a marker inside a word would not be markup."""
    if not any(run.change for run in runs):
        return "".join(map(_run, runs))
    sides = (_DELETED, _INSERTED), (_INSERTED, _DELETED)
    texts = (
        (marker, "".join(run.text for run in runs if run.change != other))
        for marker, other in sides
    )
    return " ".join(
        f"{marker}{_escape_markup(text)}{marker}" for marker, text in texts if text
    )


def _run(run: _Run) -> str:
    if run.href and run.href == run.text:
        return f"{run.emphasis}<{run.href}>{run.emphasis}"
    text = f"{run.emphasis}{_escape_markup(run.text)}{run.emphasis}"
    return f"[{text}]({run.href})" if run.href else text
