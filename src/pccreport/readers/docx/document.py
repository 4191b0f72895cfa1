"""A Word file: its text, its headers and notes, and what was seen on the way."""

from collections.abc import Iterator
from typing import NamedTuple

from pccreport.language.texts.counted import counted
from pccreport.readers.docx.story import W, read_story, read_styles
from pccreport.readers.line import Line, LineKind, fold_spaces
from pccreport.readers.paragraph import Paragraph, WordNote, paragraph_lines
from pccreport.source.office_package import DAMAGED, NOTHING, UNREAD, OfficePackage

_APART = {f"{W}hdr": "header", f"{W}ftr": "footer"}
_NOTES = {f"{W}{kind}": kind for kind in ("footnote", "endnote", "comment")}


class WordText(NamedTuple):
    """What a Word file says."""

    paragraphs: tuple[Paragraph, ...]
    """All of them, also those without words."""
    apart: tuple[tuple[str, Paragraph], ...]
    """Those of headers, footers and notes, each with what it is of: "footer"."""
    notes: tuple[WordNote, ...]
    changes: int
    """How many tracked changes it has."""
    beside: tuple[tuple[str, str], ...]
    """The place and the text of its labels, shapes and charts, and what of it was not read."""


def read_word(content: bytes, name: str, author: str = "") -> WordText:
    """Return what a Word file says, with changes accepted, without comments by `author`; raise CommandError if it cannot be read."""
    package = OfficePackage(content, name, "a Word", f"{W}document")
    body = next(package.part_roots(f"{W}document")).find(f"{W}body")
    if body is None:
        raise package.refusal_error(DAMAGED)
    styles = read_styles(next(package.part_roots(f"{W}styles"), NOTHING))
    paragraphs, spans, changes = read_story(body, styles, package.links())
    apart: list[tuple[str, Paragraph]] = []
    notes: list[WordNote] = []
    for root in package.part_roots(*_APART, *(f"{tag}s" for tag in _NOTES)):
        for part in root.iter(*_APART, *_NOTES):
            kind = _APART.get(part.tag) or _NOTES[part.tag]
            read, *_ = read_story(part, styles, {})
            if kind != "comment":
                apart += ((kind, x._replace(number=0, cell=None)) for x in read)
            if part.tag in _NOTES and not (author and part.get(f"{W}author") == author):
                texts = ("".join(piece.words for piece in x.pieces) for x in read)
                key, last = (kind, part.get(f"{W}id", "")), len(paragraphs)
                words = fold_spaces(" ".join(texts))
                notes.append(WordNote(kind, words, *spans.get(key, (last, last))))
    return WordText(
        paragraphs,
        (*dict.fromkeys(apart),),
        (*(note for note in notes if note.text),),
        changes,
        (*dict.fromkeys(package.texts_beside()),),
    )


def read_docx(content: bytes, name: str) -> Iterator[Line]:
    """Yield the lines of a Word file."""
    word = read_word(content, name)
    yield from paragraph_lines(word.paragraphs, word.notes)
    for kind, each in word.apart:
        if kind in _APART.values():
            yield Line(fold_spaces(each.text), kind, LineKind.BESIDE)
            yield from each.unseen_lines(kind)
    for place, text in word.beside:
        yield Line(text, place, LineKind.BESIDE)
    for note in notes_on(word._replace(paragraphs=(), apart=(), notes=(), beside=())):
        yield Line(note, UNREAD, LineKind.BESIDE)


def notes_on(word: WordText) -> Iterator[str]:
    """Yield what a reader must know of how a Word file was read."""
    every = (*((each.place, each) for each in word.paragraphs), *word.apart)
    unseen = [line for place, each in every for line in each.unseen_lines(place)]
    for kind in (LineKind.HIDDEN, LineKind.STRUCK):
        if places := [line.place for line in unseen if line.kind is kind]:
            named = ", ".join(dict.fromkeys(places))
            yield f"{counted(len(places), 'piece')} of {kind} text left out: {named}"
    if word.changes:
        yield f"{counted(word.changes, 'tracked change')} read as accepted"
    if comments := sum(x.kind == "comment" for x in word.notes):
        yield f"{counted(comments, 'comment')} not read"
    yield from (text for place, text in word.beside if place == UNREAD)
