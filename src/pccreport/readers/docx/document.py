"""A Word file: its text, its headers and notes, and what was seen on the way."""

from collections.abc import Iterator
from typing import NamedTuple

from pccreport.intake.links import count_letters, links_within
from pccreport.intake.marks import keeps_back
from pccreport.language.counted import counted
from pccreport.readers.cells import table_lines
from pccreport.readers.docx.comments import WordComment, comment_notes
from pccreport.readers.docx.properties import W_NAMESPACE, Styles, W
from pccreport.readers.docx.story import StoryReader, WordParagraph
from pccreport.readers.line import (
    LinePurpose,
    ReadFile,
    ReadLine,
    TrackedChanges,
    fold_spaces,
    sign_of_level,
)
from pccreport.readers.package import Package
from pccreport.readers.text import split_list_sign

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
    )


def read_docx(content: bytes, name: str) -> ReadFile:
    """Return the lines of a Word file, with the changes in it accepted."""
    word = read_word(content, name)
    keeping = [each for each in word.comments if keeps_back(each.text)]
    lines = [
        ReadLine(
            text,
            each.where,
            LinePurpose.HEADING if each.heading else LinePurpose.TEXT,
            cell=each.cell,
            sign="" if each.heading else sign_of_level(each.level) or typed_sign,
            level=each.heading,
            links=links_within(links, count_letters(typed_sign), line),
            notes=each.notes if at == len(own) else (),
            private=any(x.first <= each.number <= x.last for x in keeping),
        )
        for each in word.paragraphs
        for own in [(*each.lines,)]
        for at, (whole, links) in enumerate(own, start=1)
        for typed_sign, line in [split_list_sign(whole)]
        if (text := fold_spaces(line))
    ]
    apart = (ReadLine(text, kind, LinePurpose.APART) for kind, text in word.apart)
    notes = (*notes_on(word._replace(comments=())), *comment_notes(word.comments))
    return ReadFile(name, (*table_lines(lines), *apart), notes)


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
