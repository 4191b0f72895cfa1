"""A Word file: its text, its headers and notes, and what was seen on the way."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from pccreport.language.counted import counted
from pccreport.readers.docx.story import NoteKey, StoryReader, WordParagraph
from pccreport.readers.docx.styles import W_NAMESPACE, Styles, W
from pccreport.readers.line import (
    Line,
    LineKind,
    ReadFile,
    fold_spaces,
    item,
    row,
    typed_lines,
)
from pccreport.readers.package import NOTHING, Package

_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)


class WordComment(NamedTuple):
    """A comment, and the numbers of the first and the last paragraph that it is on."""

    text: str
    first: int
    last: int


class WordText(NamedTuple):
    """What a Word file says."""

    paragraphs: tuple[WordParagraph, ...]
    unseen: tuple[WordParagraph, ...]
    """The words that are hidden or struck through, also those beside the paragraphs."""
    apart: tuple[tuple[str, str], ...]
    """The texts of headers, footers and notes, each with what it is of: "footer"."""
    changes: int
    """How many tracked changes it has."""
    comments: tuple[WordComment, ...]
    pictures: int = 0
    """How many pictures are among its paragraphs."""
    labels: tuple[str, ...] = ()
    """The labels of the file, such as that of its sensitivity, and the names of its fields."""


def read_word(content: bytes, name: str) -> WordText:
    """Return what a Word file says, with the changes in it accepted; raise CommandError if it cannot be read."""
    package = Package(content, name, "a Word")
    body = package.root(W_NAMESPACE).find(f"{W}body")
    if body is None:
        raise package.damaged()
    styles = Styles(next(package.roots("styles"), NOTHING))
    unseen: list[WordParagraph] = []
    notes: dict[NoteKey, str] = {}
    apart: list[tuple[str, str]] = []
    for kind in ("header", "footer", "footnote", "endnote"):
        roots = (*package.roots(kind), *package.roots(f"{kind}s"))
        for part in (x for root in roots for x in [*root.iter(f"{W}{kind}")] or [root]):
            story = StoryReader(part, styles)
            texts = [fold_spaces(x.text) for x in story.paragraphs]
            notes[kind, part.get(f"{W}id", "")] = " ".join(texts)
            apart += [(kind, x.text) for x in story.paragraphs]
            unseen += [x._replace(number=0) for x in story.unseen]
    story = StoryReader(body, styles, package.links(), notes)
    has_pages = any(each.page > 1 for each in story.paragraphs)
    aliases = (x.get(f"{W}val", "") for x in body.iter(f"{W}alias"))
    labels = (*package.labels(), *filter(None, aliases))
    comments = []
    for each in next(package.roots("comments"), ()):
        words = "".join(text.text or "" for text in each.iter(f"{W}t"))
        span = story.comments.get(each.get(f"{W}id", ""), (0, 0))
        comments.append(WordComment(" ".join(words.split()), *span))
    return WordText(
        tuple(x if has_pages else x._replace(page=0) for x in story.paragraphs),
        (*story.unseen, *unseen),
        (*dict.fromkeys(apart),),
        story.changes,
        (*comments,),
        sum(1 for _ in body.iter(*_PICTURES)),
        (*dict.fromkeys(labels),),
    )


def read_docx(content: bytes, name: str) -> ReadFile:
    """Return the lines of a Word file."""
    word = read_word(content, name)
    numbers = {each.number for each in word.paragraphs}
    on_nothing = (
        WordParagraph(each.text, each.first, kind=LineKind.NOTE)
        for each in word.comments
        if each.text and numbers.isdisjoint(range(each.first, each.last + 1))
    )
    every = (*word.paragraphs, *word.unseen, *on_nothing)
    in_order = sorted(every, key=lambda each: each.number or 1e9)
    lines: list[Line] = []
    for _, group in groupby(in_order, lambda x: x.cell[:2] if x.cell else x.number):
        own = [*group]
        seen = [x for x in own if x.kind is LineKind.TEXT]
        if seen:
            links = chain.from_iterable(x.links for x in seen)
            of_row = row(_cells(seen), seen[0].where, links=(*links,))
            lines += [of_row] if seen[0].cell else _lines(seen[0])
            lines += _notes(seen, word.comments)
        unseen = (x for x in own if x.kind is not LineKind.TEXT)
        for (number, kind), words in groupby(unseen, lambda x: (x.number, x.kind)):
            place = f"paragraph {number}" if number else "header, footer or note"
            lines.append(Line(" ".join(x.text for x in words), place, kind))
    beside = (*word.apart, *(("a label of the file", x) for x in word.labels))
    lines += (Line(text, place, LineKind.BESIDE) for place, text in beside)
    notes = notes_on(word._replace(comments=(), unseen=()))
    return ReadFile(name, (*lines,), (*notes,))


def _lines(each: WordParagraph) -> Iterator[Line]:
    """Yield the lines of a paragraph: of a list's item only those with a sign are their own."""
    for at, (whole, links) in enumerate(each.lines):
        text, where = fold_spaces(whole), each.where
        if text and each.heading:
            yield Line(text, where, LineKind.HEADING, links=links)
        elif text and each.level:
            yield item(text, where, each.level, links)
        elif text:
            for line in typed_lines(whole, where):
                yield line._replace(links=links, apart=not at)


def _cells(paragraphs: Iterable[WordParagraph]) -> Iterator[tuple[int, str]]:
    """Yield the lines of the cells of a row, each with its column."""
    for each in paragraphs:
        sign = "• " if each.level else ""
        for line, _ in each.lines:
            if each.cell and line.strip():
                yield each.cell.column, f"{sign}{fold_spaces(line)}"


def _notes(
    own: Sequence[WordParagraph], comments: Sequence[WordComment]
) -> Iterator[Line]:
    """Yield the notes and comments on some paragraphs."""
    for each in own:
        for note in each.notes:
            yield Line(note, f"note on {each.where}", LineKind.NOTE)
    for comment in comments:
        if comment.first <= own[-1].number and own[0].number <= comment.last:
            place = f"comment on paragraph {comment.first}"
            yield Line(comment.text, place, LineKind.NOTE)


def notes_on(word: WordText) -> Iterator[str]:
    """Yield what a reader must know of how a Word file was read."""
    if number := word.changes:
        verb = "was" if number == 1 else "were"
        yield f"{counted(number, 'tracked change')} {verb} read as accepted"
    hidden = [x for x in word.unseen if x.kind is LineKind.HIDDEN]
    if hidden:
        yield f"{counted(len(hidden), 'piece')} of hidden text left out"
    struck = [x.number for x in word.unseen if x.kind is LineKind.STRUCK]
    if struck:
        numbers = ", ".join(map(str, dict.fromkeys(filter(None, struck))))
        places = f": paragraph {numbers}" if numbers else ""
        yield f"{counted(len(struck), 'piece')} of struck-through text left out{places}"
    if word.comments:
        yield f"{counted(len(word.comments), 'comment')} not read"
