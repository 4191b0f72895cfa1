"""The edits in a Word file that was built from a project.

The report is laid out as for a build, and the paragraphs of the Word file are matched with it. The
Word file may be older, and contain text that is private now: it is not quoted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pccreport.compare import phrases
from pccreport.compare.changes import Change, Secrecy, TextComparison, TextGroup
from pccreport.compare.kinds import SENT, Kind
from pccreport.compare.redaction import TextSecrecy
from pccreport.compare.sent_document import Alignment, align_texts
from pccreport.compare.sides import NOWHERE, ComparedText, text_of_file
from pccreport.document.blocks import Document, Heading, content_text, flat_runs
from pccreport.document.roles import AIMS, STREAMS, Role
from pccreport.edits.places import MatchedTexts
from pccreport.findings.finding import Diagnostic
from pccreport.house.stylesheet import StyleSheet
from pccreport.language.texts.counted import counted
from pccreport.layout.report import lay_out_report
from pccreport.model import visibility
from pccreport.model.periods import DateRange, Period, Quarter, month_of, quarter_of
from pccreport.model.update import entry_rows, own_texts
from pccreport.pipeline.compare import ComparedReport, Operand, read_operand
from pccreport.readers.docx.document import WordText, notes_on, read_word
from pccreport.readers.line import fold_spaces
from pccreport.report.aim_names import style_sheet
from pccreport.report.merge import merge
from pccreport.report.scope import NO_OVERRIDE, PeriodOverride, Scope, scope_of
from pccreport.source import files
from pccreport.source.command_error import USAGE, CommandError
from pccreport.writers.docx import oxml
from pccreport.writers.docx.numbering import list_levels

_BEFORE_AIMS, _SIGNED = "Before the key aims", "Sign-off"
_HEADERS = "Headers, footers and notes"
_IS_PRIVATE = "Private in the project, but in the Word file"
_OTHER_CHANGES_NOTE = (
    "Changes made in the files since the build are shown too, in reverse."
)
_MAX_AIM_LENGTH = 60
"""Characters of a heading in a heading of changes."""
_MIN_SHARE = 0.2
"""The smallest share of the characters of a report in a Word file built from it."""
_LEAST_UNCHANGED = 0.4
"""The smallest share of the texts of a report that an edited file of it has unchanged."""
_SIGN_OFF = (Role.SIGN_OFF, Role.SIGN_OFF_LAST)


class MatchedWordFile(NamedTuple):
    """A Word file, the report of its project, and what became of each text."""

    word: WordText
    compared: ComparedReport
    document: Document
    texts: MatchedTexts
    """Its texts, and the files of the project that they are from."""
    found: Alignment
    findings: tuple[Diagnostic, ...]
    """The findings of the layout."""


def read_matched(
    sent: Path, project: Operand, *, private: bool = False
) -> tuple[MatchedWordFile | None, tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Return a Word file matched with its project, all files read, and the errors of the project.

    The match is None if the project is not usable. Raise CommandError if the Word file cannot be
    read, or is no report of the project, or one on another quarter.
    """
    word = read_word(files.read_document(sent), str(sent), oxml.COMMENT_AUTHOR)
    compared, inputs, findings = read_operand(project, private=private)
    found = match_word(word, compared) if compared else None
    if found:
        _check_report(found, sent, project)
    return found, (sent, *inputs), findings


def match_word(word: WordText, compared: ComparedReport) -> MatchedWordFile:
    """Return a Word file matched with a report."""
    document, findings = _lay_out_words(compared)
    look = style_sheet(compared.report, compared.project.house, document.blocks)
    old, new = tuple(_printed_texts(document, look)), tuple(_sent_texts(word))
    found = align_texts(old, new)
    printed = (b for b in document.blocks if fold_spaces(content_text(b.content)))
    inputs = {str(path) for path in compared.files.inputs}
    roots = ((r.source.name, r) for r in compared.files.roots())
    own = {name: root for name, root in roots if name in inputs}
    updates = compared.project.updates
    of_files = own, updates, visibility.private_spans(updates)
    texts = MatchedTexts(old, new, found.pairs, (*printed,), *of_files)
    return MatchedWordFile(word, compared, document, texts, found, findings)


def _lay_out_words(compared: ComparedReport) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return the document of a report without charts and pictures, and the findings of the layout."""
    document, findings = lay_out_report(compared.report, compared.project.house)
    shown = (x for x in document.blocks if not x.chart and x.role is not Role.PICTURE)
    return document._replace(blocks=(*shown,)), findings


def check_overlap(matched: MatchedWordFile, sent: Path, project: Operand) -> None:
    """Raise CommandError if a Word file has too little of the report as it is."""
    if matched.found.unchanged < _LEAST_UNCHANGED * len(matched.texts.old):
        message = f"“{sent}” has too little in common with the current report of “{project.name}”"
        advice = "build the report again, and edit the new file"
        raise CommandError(message, USAGE, advice)


def compare_word(
    sent: Path, project: Operand, *, private: bool = False
) -> tuple[TextComparison | None, tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Return the edits in a Word file, all files read, and the errors of the project.

    The comparison is None if the project is not usable.
    """
    matched, inputs, findings = read_matched(sent, project, private=private)
    if matched is None:
        return None, inputs, findings
    word, found, updates = matched.word, matched.found, matched.texts.updates
    secrecy = TextSecrecy(
        visibility.private_plain_texts(updates),
        (text.text for text in matched.texts.old),
        doubts=bool(visibility.private_entries(updates)),
        figures=_texts_of_figures(matched),
    )
    changed = (*found.changes, *header_changes(matched))
    texts = ([" ".join(t.text for t in x) for x in (c.news, c.olds)] for c in changed)
    found_in = (secrecy.secrecy_of(*each) for each in texts)
    edited = (c._replace(secrecy=x) for c, x in zip(changed, found_in, strict=True))
    # What is private is read first; the sort is stable.
    in_order = sorted(edited, key=lambda change: _heading(change) != _IS_PRIVATE)
    groups = (TextGroup(each, (*own,)) for each, own in groupby(in_order, key=_heading))
    notes = [f"{note}." for note in notes_on(word)]
    if found.quotes:
        same = counted(found.quotes, "text")
        notes.append(f"Not shown: {same} with only quotation marks changed.")
    if found.changes:
        notes.append(_OTHER_CHANGES_NOTE)
    comparison = TextComparison(
        f"What was edited in {sent.name} after the report was built",
        *(tuple(groups), found.unchanged, tuple(notes)),
    )
    return comparison, inputs, findings


def _texts_of_figures(matched: MatchedWordFile) -> Set[str]:
    """Return the texts that the report would only have with its private figures."""
    updates = matched.texts.updates
    opened = zip(updates, visibility.mark_all(updates, public=True), strict=True)
    shown = tuple(x._replace(cells=update.cells) for update, x in opened)
    if shown == updates:
        return frozenset()
    document, _ = _lay_out_words(matched.compared.with_updates(shown))
    texts = Counter(fold_spaces(content_text(b.content)) for b in document.blocks)
    return (texts - Counter(x.text for x in matched.texts.old)).keys() - {""}


def _check_scope(matched: MatchedWordFile, sent: Path, project: Operand) -> None:
    """Raise CommandError if a Word file is the report on another period, or on more or less of it."""
    scope, updates = matched.compared.report.scope, matched.compared.project.updates
    period_at: Callable[[date], Period]
    period_at = month_of if isinstance(scope.newest, DateRange) else quarter_of
    ends = sorted({update.period.end for update in updates} or {scope.newest.end})
    ends += [ends[-1] + timedelta(days=15 + 30 * n) for n in range(12)]
    other = _other_scope(matched, map(period_at, ends))
    if other and other.period == scope.period:
        message = f"“{sent}” seems to have been built with updates from {other.first} to {other.newest}, but the report of “{project.name}” has those from {scope.first} to {scope.newest}"
        advice = "set “since:” and “until:” in report.yaml as they were then, and leave the quarter out of the command"
        raise CommandError(message, USAGE, advice)
    if other:
        message = f"“{sent}” seems to be the report for {other.period}, but was compared with that for {scope.period}"
        advice = f'end the command with "{other.period}", or leave the quarter out if report.yaml has that period; or give the newest copy of the project'
        raise CommandError(message, USAGE, advice)


def _possible_overrides(
    compared: ComparedReport, periods: Iterable[Period]
) -> Iterator[PeriodOverride]:
    """Yield reports on other periods, and those on the same one with another start or end."""
    yield NO_OVERRIDE
    years, settings = compared.project.plan.years, compared.report.settings
    since, on = settings.since, compared.report.scope.period
    for each in dict.fromkeys(periods):
        if years.number_of_year(each.year):
            has_begun = since and since.start <= each.start
            yield PeriodOverride(each, since if has_begun else None)
    earliest = on.end if isinstance(on, Quarter | DateRange) else on.start
    quarters = sorted({quarter_of(x.period.end) for x in compared.project.updates})
    for until in (None, *(x for x in quarters if x.end >= earliest)):
        yield PeriodOverride(settings.period, since, until)
    in_year = (x for x in quarters if x.year == on.year and x.start <= on.start)
    for start in (None, quarter_of(years.start), *in_year):
        yield PeriodOverride(settings.period, start, settings.until)


def _other_scope(matched: MatchedWordFile, periods: Iterable[Period]) -> Scope | None:
    """Return the scope of which a Word file says more than of that of the report, or None."""
    texts, sent = ({x.text for x in y} for y in (matched.texts.old, matched.texts.new))
    compared, gains = matched.compared, dict[Scope, tuple[int, int]]()
    project, report = compared.project, compared.report
    typed = project.settings or report.settings
    possible = (x.apply_to(typed) for x in _possible_overrides(compared, periods))
    scopes = {scope_of(x, project.plan, project.updates): x for x in possible}
    scopes.pop(report.scope, None)
    rows = [(x.file.period, own_texts(x.entry)) for x in entry_rows(project.updates)]
    found_in = [(p, fold_spaces(visibility.plain_words(x))) for p, y in rows for x in y]
    kept = texts & sent & {text for _, text in found_in}
    for scope, settings in scopes.items():
        covered = {text for period, text in found_in if scope.covers(period)}
        if len(kept - covered) > len(sent - texts):
            continue  # more than it could explain
        other, *_ = merge(project, settings, report.priority)
        document, _ = _lay_out_words(compared._replace(report=other))
        others = {fold_spaces(content_text(x.content)) for x in document.blocks}
        # What only one of the two would print.
        its, own = others - texts, texts - others
        if 2 * len(others & sent) > len(others):
            found = 2 * len(its & sent) - len(its) - len(own & sent)
            gains[scope] = found, len(own - sent)
    best = max(gains, default=None, key=lambda scope: gains[scope])
    # The only update of a quarter can have been deleted.
    return best if best and gains[best] > (0, 1) else None


def _printed_texts(document: Document, look: StyleSheet) -> Iterator[ComparedText]:
    """Yield the printed texts of a report with their lines in the files."""
    aim, section = "", _BEFORE_AIMS
    levels = {name: level.level + 1 for name, level in list_levels(look).items()}
    for block in document.blocks:
        text = fold_spaces(content_text(block.content))
        heading = phrases.truncate(text, _MAX_AIM_LENGTH).rstrip(":.")
        if isinstance(block, Heading) and block.role in (*AIMS, *STREAMS):
            if block.role in AIMS:
                aim = f"{block.number} {heading}".strip()
            section = aim if block.role in AIMS else f"{aim} – {heading}"
        elif block.role in _SIGN_OFF:
            section = _SIGNED
        elif block.role is Role.SECTION or (aim and block.key[:1] == ("ending",)):
            aim, section = "", heading
        style = look.styles[block.role]
        if text:
            hrefs = (run.link.href for run in flat_runs(block.content) if run.link)
            level = 0 if isinstance(block, Heading) else levels.get(style, 0)
            placed = ComparedText(text, block.origin or NOWHERE, label=section)
            links = tuple(dict.fromkeys(hrefs))
            yield placed._replace(style=style, level=level, links=links)


def _sent_texts(word: WordText) -> Iterator[ComparedText]:
    for each in word.paragraphs:
        if text := fold_spaces(each.text):
            links = (*dict.fromkeys(x.address for x in each.seen_pieces if x.address),)
            placed = text_of_file("", each.place, text)._replace(style=each.style)
            yield placed._replace(level=each.level, links=links)


def header_changes(matched: MatchedWordFile) -> Iterator[Change]:
    """Yield additions and deletions in headers, footers and notes, except page numbers.

    What an office's template prints there is no change.
    """
    document, word = matched.document, matched.word
    said = sorted((document.title, document.subject, document.author), key=len)
    own = re.compile("|".join(map(re.escape, reversed(said))))
    shown = set[str]()
    if office := matched.compared.project.house.look.template:
        of_office = read_word(office.package, "").apart
        printed = (text.text for text in matched.texts.old)
        shown = {"", *printed, *(_without_page_numbers(x.text) for _, x in of_office)}
    parts = {"header": document.header, "footer": document.footer}
    texts = {kind: fold_spaces(content_text(part)) for kind, part in parts.items()}
    # A page number may be between any words.
    typed = {
        kind: ["", *map(re.escape, x.split()), ""] for kind, x in texts.items() if x
    }
    patterns = {k: re.compile(r"\s*\d{0,3}\s*".join(x)) for k, x in typed.items()}
    # What a draft has before its header is no edit.
    head = {"header": matched.compared.project.house.phrases["draft"].text}
    bare = ((k, x.text.removeprefix(head.get(k, ""))) for k, x in word.apart)
    apart = ((kind, fold_spaces(text)) for kind, text in bare)
    sent = [(kind, text) for kind, text in dict.fromkeys(apart) if text]
    added = [
        text_of_file("", kind, text)._replace(label=_HEADERS)
        for kind, text in sent
        if not any(pattern.fullmatch(text) for pattern in patterns.values())
        and not {text, _without_page_numbers(own.sub("", text))} & shown
    ]
    for kind, pattern in patterns.items():
        if not any(pattern.fullmatch(text) for _, text in sent):
            deleted = (text_of_file("", kind, texts[kind])._replace(label=_HEADERS),)
            new = [text for text in added if text.where == kind]
            changed = (*new,) if len(new) == 1 else ()
            added = [text for text in added if text not in changed]
            yield Change(deleted, changed, view=SENT)
    yield from (Change((), (text,), view=SENT) for text in added)


def _without_page_numbers(text: str) -> str:
    """Return a text of a header or footer as it is on any page."""
    return fold_spaces(re.sub(r"\d+", " ", text))


def _heading(change: Change) -> str:
    section = change.line.label
    is_private = change.secrecy is Secrecy.PRIVATE
    return _IS_PRIVATE if is_private and section != _HEADERS else section


def _check_report(matched: MatchedWordFile, sent: Path, project: Operand) -> None:
    """Raise CommandError if a Word file has hardly any text of the report, or has other periods."""
    gone = (c.olds for c in matched.found.changes if c.kind is Kind.DELETED)
    deleted = sum(len(text.text) for texts in gone for text in texts)
    if deleted > (1 - _MIN_SHARE) * sum(len(text.text) for text in matched.texts.old):
        message = f"“{sent}” is not a report of “{project.name}”"
        advice = "give the project that it was built from, and the quarter if report.yaml has another"
        raise CommandError(message, USAGE, advice)
    _check_scope(matched, sent, project)
