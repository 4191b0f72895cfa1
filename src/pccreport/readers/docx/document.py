"""A Word file: its text, its headers and notes, and what was seen on the way."""

from collections.abc import Iterator
from typing import NamedTuple

from pccreport.language.counted import counted
from pccreport.readers.docx.story import read_story
from pccreport.readers.docx.styles import Styles, W
from pccreport.readers.line import Line, LineKind, ReadFile, fold_spaces
from pccreport.readers.package import NOTHING, Package
from pccreport.readers.paragraph import Note, Paragraph, paragraph_lines

_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_APART = {f"{W}hdr": "header", f"{W}ftr": "footer"}
_NOTES = {f"{W}{kind}": kind for kind in ("footnote", "endnote", "comment")}
_PARTS = (*_APART, *(f"{tag}s" for tag in _NOTES))


class WordText(NamedTuple):
    """What a Word file says."""

    paragraphs: tuple[Paragraph, ...]
    """All of them, also those without words."""
    apart: tuple[tuple[str, Paragraph], ...]
    """Those of headers, footers and notes, each with what it is of: "footer"."""
    notes: tuple[Note, ...]
    changes: int
    """How many tracked changes it has."""
    pictures: int
    """How many pictures are among its paragraphs."""
    labels: tuple[str, ...]
    """The labels of the file, such as that of its sensitivity, and the names of its fields."""

    @property
    def comments(self) -> list[Note]:
        """The comments on its paragraphs."""
        return [note for note in self.notes if note.kind == "comment"]


def read_word(content: bytes, name: str) -> WordText:
    """Return what a Word file says, with the changes in it accepted; raise CommandError if it cannot be read."""
    package = Package(content, name, "a Word", f"{W}document")
    body = next(package.roots(f"{W}document")).find(f"{W}body")
    if body is None:
        raise package.damaged()
    styles = Styles(next(package.roots(f"{W}styles"), NOTHING))
    story = read_story(body, styles, package.links())
    last = len(story.paragraphs)
    apart: dict[tuple[str, Paragraph], None] = {}
    notes: list[Note] = []
    for part in (
        x for root in package.roots(*_PARTS) for x in root.iter(*_APART, *_NOTES)
    ):
        kind = _APART.get(part.tag) or _NOTES[part.tag]
        own = [
            x._replace(number=0, cell=None) for x in read_story(part, styles).paragraphs
        ]
        if part.tag in _NOTES:
            texts = ("".join(piece.words for piece in x.pieces) for x in own)
            words = fold_spaces(" ".join(texts))
            span = story.notes.get((kind, part.get(f"{W}id", "")), (last, last))
            notes.append(Note(kind, words, *span))
        if kind != "comment":
            apart |= {(kind, each): None for each in own}
    aliases = (x.get(f"{W}val", "") for x in body.iter(f"{W}alias"))
    labels = (*package.labels(), *filter(None, aliases))
    return WordText(
        story.paragraphs,
        (*apart,),
        (*(note for note in notes if note.text),),
        story.changes,
        sum(1 for _ in body.iter(*_PICTURES)),
        (*dict.fromkeys(labels),),
    )


def read_docx(content: bytes, name: str) -> ReadFile:
    """Return the lines of a Word file."""
    word = read_word(content, name)
    lines = [*paragraph_lines(word.paragraphs, word.notes)]
    for kind, each in word.apart:
        if kind in _APART.values():
            if text := fold_spaces(each.text):
                lines.append(Line(text, kind, LineKind.BESIDE))
            lines += each.unseen_lines(kind)
    lines += (Line(x, "a label of the file", LineKind.BESIDE) for x in word.labels)
    changes = notes_on(word._replace(paragraphs=(), apart=(), notes=()))
    return ReadFile(name, (*lines,), (*changes,))


def notes_on(word: WordText) -> Iterator[str]:
    """Yield what a reader must know of how a Word file was read."""
    if number := word.changes:
        verb = "was" if number == 1 else "were"
        yield f"{counted(number, 'tracked change')} {verb} read as accepted"
    every = (*((each.where, each) for each in word.paragraphs), *word.apart)
    unseen = [line for place, each in every for line in each.unseen_lines(place)]
    for kind, what in (
        (LineKind.HIDDEN, "hidden"),
        (LineKind.STRUCK, "struck-through"),
    ):
        places = [line.place for line in unseen if line.kind is kind]
        if places:
            named = ", ".join(dict.fromkeys(places))
            yield f"{counted(len(places), 'piece')} of {what} text left out: {named}"
    if word.comments:
        yield f"{counted(len(word.comments), 'comment')} not read"
