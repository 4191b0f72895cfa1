"""A Word file: its text, its headers and notes, and what was seen on the way."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from pccreport.language.counted import counted
from pccreport.readers.docx.comments import WordComment
from pccreport.readers.docx.properties import W_NAMESPACE, Styles, W
from pccreport.readers.docx.story import StoryReader, WordParagraph
from pccreport.readers.line import (
    Line,
    LineKind,
    ReadFile,
    TrackedChanges,
    fold_spaces,
    item,
    row,
    typed_lines,
)
from pccreport.readers.package import Element, Package

_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)


class WordText(NamedTuple):
    """What a Word file says."""

    paragraphs: tuple[WordParagraph, ...]
    apart: tuple[tuple[str, str], ...]
    """The texts of headers, footers and notes, each with what it is of: "footer"."""
    changes: int
    """How many tracked changes it has."""
    hidden: int
    """How many pieces of hidden text were left out."""
    struck: tuple[int, ...]
    """The paragraphs in which struck-through text was left out, one for each piece."""
    comments: tuple[WordComment, ...]
    pictures: int = 0
    """How many pictures are among its paragraphs."""
    unseen: tuple[tuple[int, str, bool], ...] = ()
    """The words that are hidden or struck through, with their paragraph and which they are."""
    labels: tuple[str, ...] = ()
    """The labels of the file, such as that of its sensitivity, and the names of its fields."""


def read_word(
    content: bytes, name: str, changes: TrackedChanges = TrackedChanges.ACCEPT
) -> WordText:
    """Return what a Word file says; raise CommandError if it cannot be read."""
    package = Package(content, name, "a Word")
    root = package.root(W_NAMESPACE)
    styles = Styles(package.first("styles"))
    walk = StoryReader(styles, changes, package.links(package.main))
    body = root.find(f"{W}body")
    if body is None:
        raise package.damaged()
    walk.blocks(body, None)
    walk.end()
    apart = []
    notes: dict[tuple[str, str], str] = {}
    for kind in ("header", "footer", "footnotes", "endnotes"):
        for part in package.related(package.main, kind):
            of_part = StoryReader(styles, changes)
            of_part.story(package.xml(part))
            notes.update(of_part.notes)
            apart += [(kind.removesuffix("s"), each.text) for each in of_part.found]
            walk.hidden += of_part.hidden
            walk.struck += of_part.struck
    pages = any(each.page > 1 for each in walk.found)
    return WordText(
        tuple(
            each._replace(
                page=each.page if pages else 0,
                notes=tuple(notes[at] for at in each.refers_to if at in notes),
            )
            for each in walk.found
        ),
        tuple(dict.fromkeys(apart)),
        walk.changes,
        walk.hidden,
        (*walk.struck,),
        (*map(walk.comments.read, package.first("comments")),),
        sum(1 for _ in body.iter(*_PICTURES)),
        (*walk.unseen,),
        (*dict.fromkeys((*package.labels(), *_field_names(body))),),
    )


def _field_names(body: Element) -> Iterator[str]:
    """Yield the titles of the content controls."""
    yield from filter(None, (x.get(f"{W}val", "") for x in body.iter(f"{W}alias")))


def read_docx(content: bytes, name: str) -> ReadFile:
    """Return the lines of a Word file, with the changes in it accepted."""
    word = read_word(content, name)
    lines: list[Line] = []
    unseen = [*word.unseen]
    for group in _groups(word.paragraphs):
        while unseen and unseen[0][0] < group[0].number:
            lines.append(_unseen(*unseen.pop(0)))
        lines += (_row(group),) if group[0].cell else _lines(group[0])
        lines += _notes(group, word.comments)
        while unseen and unseen[0][0] <= group[-1].number:
            lines.append(_unseen(*unseen.pop(0)))
    lines += (_unseen(*each) for each in unseen)
    lines += [Line(text, kind, LineKind.BESIDE) for kind, text in word.apart]
    lines += [
        Line(text, "a label of the file", LineKind.BESIDE) for text in word.labels
    ]
    seen = word._replace(comments=(), hidden=0, struck=())
    return ReadFile(name, (*lines,), (*notes_on(seen),))


def _groups(paragraphs: Iterable[WordParagraph]) -> Iterator[list[WordParagraph]]:
    """Yield the paragraphs of each row of a table, and each that is in none."""
    for _, group in groupby(paragraphs, lambda x: x.cell[:2] if x.cell else x.number):
        yield [*group]


def _lines(each: WordParagraph) -> Iterator[Line]:
    """Yield the lines of a paragraph: of a list's item only those with a sign are their own."""
    for at, (whole, links) in enumerate(each.lines):
        text, where = fold_spaces(whole), each.where
        if not text:
            continue
        if each.heading:
            kind = LineKind.HEADING
            yield Line(text, where, kind, links=links, style=str(each.heading))
        elif each.level:
            yield item(text, where, each.level, links)
        else:
            for line in typed_lines(whole.strip("\n"), where):
                yield line._replace(links=links, apart=not at, style=each.style)


def _row(paragraphs: Sequence[WordParagraph]) -> Line:
    """Return a row of a table."""
    cells: dict[int, str] = {}
    for each in paragraphs:
        column = each.cell.column if each.cell else 1
        sign = "• " if each.level else ""
        lines = (f"{sign}{fold_spaces(x)}" for x, _ in each.lines if x.strip())
        before = (cells[column],) if column in cells else ()
        cells[column] = "\v".join((*before, *lines))
    links = chain.from_iterable(each.links for each in paragraphs)
    whole = [cells.get(at, "") for at in range(1, max(cells) + 1)]
    return row(whole, paragraphs[0].where, links=(*links,))


def _notes(
    own: Sequence[WordParagraph], comments: Iterable[WordComment]
) -> Iterator[Line]:
    """Yield the notes and comments on some paragraphs."""
    for each in own:
        for note in each.notes:
            yield Line(note, f"note on {each.where}", LineKind.NOTE)
    for comment in comments:
        if comment.first <= own[-1].number and own[0].number <= comment.last:
            place = f"comment on paragraph {comment.first}"
            yield Line(comment.text, place, LineKind.NOTE)


def _unseen(number: int, words: str, hidden: bool) -> Line:
    kind = LineKind.HIDDEN if hidden else LineKind.STRUCK
    return Line(words, f"paragraph {number}", kind)


def notes_on(
    word: WordText, changes: TrackedChanges = TrackedChanges.ACCEPT
) -> Iterator[str]:
    """Yield what a reader must know of how a Word file was read."""
    if number := word.changes:
        verb = "was" if number == 1 else "were"
        yield f"{counted(number, 'tracked change')} {verb} read as {changes}ed"
    if word.hidden:
        yield f"{counted(word.hidden, 'piece')} of hidden text left out"
    if word.struck:
        places = ", ".join(map(str, dict.fromkeys(word.struck)))
        pieces = counted(len(word.struck), "piece")
        yield f"{pieces} of struck-through text left out: paragraph {places}"
    if word.comments:
        yield f"{counted(len(word.comments), 'comment')} not read"
