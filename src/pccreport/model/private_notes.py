"""Finds notes that were meant to keep an entry private: `- Two boys. # private`."""

import re
from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Span
from pccreport.model.misread import mark_in_note
from pccreport.model.private_intent import is_private_note
from pccreport.model.update import UpdateFile, UpdateItem, entry_span, rows
from pccreport.model.visibility import figures
from pccreport.source.node import scalars, text_start

# The # comes first, which makes the search fast.
_NOTE = re.compile(r"#(?![?|])(?<![^ \t\r\n]#)[^\r\n#]*")
_NOTHING = r"(?:[\s{-]|#[^\r\n]*)*"


def find_private_notes(update: UpdateFile) -> Iterator[Diagnostic]:
    """Yield a finding for each such note about an entry that is public."""
    source = update.origin.source
    notes = [m for m in _NOTE.finditer(source.text) if is_private_note(m[0])]
    if not notes:
        return
    texts = [m for m in scalars(update.origin) if m.style]
    marked = [(given.at, given.public) for given in figures(update)]
    for _, _, entry, shown, _ in rows([update]):
        origin = entry.origin if isinstance(entry, UpdateItem) else None
        marked.append((origin.span if origin else entry_span(entry), shown))
    marked.sort(key=lambda m: m[0].start)
    for note in (Span(source, *m.span()) for m in notes):
        inside = any(text_start(text) <= note.start < text.end for text in texts)
        if not inside and _is_about_public(note, marked):
            way_out = (
                "write public: false on its own line, lined up with text:, for each text"
                " that is private, or move the file into updates/private; then delete the note"
            )
            yield mark_in_note(note, way_out)


def _is_about_public(note: Span, marked: list[tuple[Span, bool]]) -> bool:
    """Return whether the entry beside, above, around or below a note is public."""
    text, line = note.source.text, note.start - note.column + 1
    before = [entry for entry in marked if entry[0].start < note.start]
    after = marked[len(before) : len(before) + 1]
    if text[line : note.start].strip():
        near = [e for e in before if "\n" not in text[e[0].end : note.start]]
        about = [*before[-1:], *after, *near]
    else:
        near = [e for e in before if e[0].column <= note.column]
        about = [*after, *before[-1:], *near]
        between = text[note.end : after[0][0].start] if after else ""
        is_outside = after and note.column < after[0][0].column
        if is_outside and re.fullmatch(_NOTHING, between):
            about = after
    return bool(about) and about[-1][1]
