"""A Word file and the project that it was made from: what was edited after the build.

The project's report is laid out as a build would do it, and the paragraphs of the Word file
are found in it again. What the project keeps private cannot be in that report, but it may be
in the Word file, which may be older: its words are not quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, filterfalse, groupby
from pathlib import Path
from urllib.parse import unquote

from pccreport.compare import phrases
from pccreport.compare.sent_document import Alignment, align
from pccreport.compare.text_changes import (
    PlacedText,
    Secrecy,
    TextChange,
    TextChangeKind,
    TextComparison,
    TextGroup,
)
from pccreport.compare.text_secrecy import TextSecrecy
from pccreport.document.blocks import Document, Heading, Link, content_text
from pccreport.document.roles import AIMS, STREAMS, Role
from pccreport.findings.finding import Diagnostic
from pccreport.house.stylesheet import StyleSheet
from pccreport.layout.report import lay_out
from pccreport.model import visibility
from pccreport.model.periods import Quarter, quarter_of
from pccreport.pipeline.compare import (
    ComparedReport,
    Operand,
    read_operand,
    report_on,
)
from pccreport.readers.docx.document import WordText, notes_on, read_word
from pccreport.readers.line import TrackedChanges, fold_spaces
from pccreport.report.aim_names import style_sheet
from pccreport.source import files
from pccreport.source.command_error import USAGE, CommandError
from pccreport.writers.docx.numbering import list_levels

_BEFORE_AIMS, _SIGNED = "Before the key aims", "Sign-off"
_BESIDE, _LINKS = "Headers, footers and notes", "Addresses of links"
_IS_PRIVATE = "Private in the project, but in the Word file"
_SINCE = (
    "What was changed in the files since the build is shown too, the other way round."
)
_AIM = 60
"""Characters of a key aim in a heading."""
_LEAST = 0.2
"""The share of the report's words that a file has if it is one of that report."""
_SIGN_OFF = (Role.SIGN_OFF, Role.SIGN_OFF_LAST)


def compare_word(
    sent: Path, project: Operand, changes: TrackedChanges, *, private: bool = False
) -> tuple[TextComparison | None, tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Return what was edited in a Word file, all files that were read, and errors in the project.

    Without a usable project, there is no comparison. Raise CommandError if the file cannot be
    read, or is no report of the project.
    """
    word = read_word(files.read_document(sent), str(sent), changes)
    laid, inputs, findings = read_operand(project, private=private)
    inputs = (sent, *inputs)
    if laid is None:
        return None, inputs, findings
    document, _ = lay_out(laid.report, laid.project.house)
    old = tuple(_printed(document, style_sheet(laid.report, laid.project.house)))
    new = tuple(_of_word(word))
    found = align(old, new, laid.project.language)
    _check_related(old, found, sent, project)
    updates = laid.project.updates
    secrecy = TextSecrecy(
        visibility.private_texts(updates),
        (each.text for each in old),
        doubts=bool(visibility.private_entries(updates)),
    )
    marked = partial(_marked, secrecy=secrecy)
    edited = [*map(marked, found.changes)]
    groups = [
        *_group(_IS_PRIVATE, filter(_is_private, edited)),
        *(
            TextGroup(section, tuple(of_section))
            for section, of_section in groupby(
                filterfalse(_is_private, edited), key=_section
            )
        ),
        *_group(_BESIDE, map(marked, _beside(document, word))),
        *_group(_LINKS, map(marked, _links(document, word))),
    ]
    notes = [f"{note}." for note in notes_on(word, changes)]
    if edited:
        notes.append(_SINCE)
    if other := _other_period(document, laid, {each.text for each in new}):
        notes.append(
            f'The periods in {sent.name} are those of the report on {other}. To see only what was edited, put "{other}" at the end of the command.'
        )
    comparison = TextComparison(
        f"What was edited in {sent.name} after the report was built",
        *(project.name, str(sent), tuple(groups), found.unchanged, tuple(notes)),
    )
    return comparison, inputs, findings


def _other_period(
    document: Document, laid: ComparedReport, sent: set[str]
) -> Quarter | None:
    """Return the nearest quarter of the project whose labels a Word file has, if it lacks ours."""
    if _labels(document) <= sent:
        return None
    own = laid.report.scope.until
    ends = {quarter_of(update.period.end) for update in laid.project.updates} - {own}
    for quarter in sorted(ends, key=lambda each: abs(each.end - own.end)):
        if other := report_on(laid, quarter):
            laid_out, _ = lay_out(other.report, other.project.house)
            labels = _labels(laid_out)
            if labels and labels <= sent:
                return quarter
    return None


def _labels(document: Document) -> set[str]:
    """Return the labels of periods, as they are printed."""
    blocks = (each for each in document.blocks if each.role is Role.LABEL)
    return {fold_spaces(content_text(each.content)) for each in blocks}


def _printed(document: Document, look: StyleSheet) -> Iterator[PlacedText]:
    """Yield the texts of a report as they are printed, each with its line in the files."""
    aim, section = "", _BEFORE_AIMS
    levels = {name: place.level + 1 for name, place in list_levels(look).items()}
    for block in document.blocks:
        text = fold_spaces(content_text(block.content))
        if isinstance(block, Heading) and block.role in (*AIMS, *STREAMS):
            here = phrases.truncate(text, _AIM).rstrip(":.")
            if block.role in AIMS:
                aim = f"{block.number} {here}".strip()
            section = aim if block.role in AIMS else f"{aim} – {here}"
        elif block.role in _SIGN_OFF:
            section = _SIGNED
        at = block.origin
        where = f"line {at.line}" if at and at.source.text else ""
        file = at.source.name if at else ""
        style = look.styles[block.role]
        level = 0 if isinstance(block, Heading) else levels.get(style, 0)
        if text:
            yield PlacedText(
                text, where, file, style=style, level=level, section=section
            )


def _of_word(word: WordText) -> Iterator[PlacedText]:
    for each in word.paragraphs:
        level = 0 if each.heading else each.level
        if text := fold_spaces(each.text):
            yield PlacedText(text, each.where, style=each.style, level=level)


def _beside(document: Document, word: WordText) -> Iterator[TextChange]:
    """Yield what is new in the headers and footers, and what is gone; a page's number is neither."""
    apart = {"header": document.header, "footer": document.footer}
    ours = {kind: fold_spaces(content_text(content)) for kind, content in apart.items()}
    there = [(kind, fold_spaces(text)) for kind, text in word.apart]
    printed = {kind: _numbered(text) for kind, text in ours.items() if text}
    for kind, text in there:
        if not any(each.fullmatch(text) for each in printed.values()):
            yield TextChange(TextChangeKind.ADDED, new=(PlacedText(text, kind),))
    for kind, pattern in printed.items():
        if not any(pattern.fullmatch(text) for _, text in there):
            gone = (PlacedText(ours[kind], kind),)
            yield TextChange(TextChangeKind.DELETED, gone)


def _links(document: Document, word: WordText) -> Iterator[TextChange]:
    """Yield the addresses of links that are new, and those that are gone."""
    content = chain.from_iterable(block.content for block in document.blocks)
    printed = [each.href for each in content if isinstance(each, Link)]
    sent, known = ({_address(a) for a in side} for side in (word.links, printed))
    for href in word.links:
        if _address(href) not in known:
            yield TextChange(TextChangeKind.ADDED, new=(PlacedText(href, "link"),))
    for href in dict.fromkeys(printed):
        if _address(href) not in sent:
            yield TextChange(TextChangeKind.DELETED, (PlacedText(href, "link"),))


def _address(href: str) -> str:
    """Return an address as programs may write it: “%20” is a gap."""
    return unquote(href).rstrip("/").casefold()


def _numbered(text: str) -> re.Pattern[str]:
    """Return a pattern of a line at the foot of pages, with a page's number in any gap."""
    return re.compile(r"\s*\d{0,3}\s*".join(["", *map(re.escape, text.split()), ""]))


def _group(title: str, changes: Iterable[TextChange]) -> Iterator[TextGroup]:
    if found := tuple(changes):
        yield TextGroup(title, found)


def _is_private(change: TextChange) -> bool:
    return any(each.secrecy is Secrecy.PRIVATE for each in change.new)


def _section(change: TextChange) -> str:
    return next(each.section for each in (*change.new, *change.old))


def _marked(change: TextChange, secrecy: TextSecrecy) -> TextChange:
    """Return a change with the secrecy of its new texts."""
    old, new = (" ".join(t.text for t in side) for side in (change.old, change.new))
    found = secrecy.of(new, old)
    return change._replace(new=tuple(t._replace(secrecy=found) for t in change.new))


def _check_related(
    old: tuple[PlacedText, ...], found: Alignment, sent: Path, project: Operand
) -> None:
    """Raise CommandError if hardly anything of the report is in the file."""
    gone = sum(
        len(text.text)
        for change in found.changes
        if change.kind is TextChangeKind.DELETED
        for text in change.old
    )
    every = sum(len(text.text) for text in old)
    if gone > (1 - _LEAST) * every:
        message = f"“{sent}” is not a report of “{project.name}”"
        way_out = "give the project that it was built from, and its quarter if that is another"
        raise CommandError(message, USAGE, way_out)
