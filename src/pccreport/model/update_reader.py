"""Reads an update file, and marks what is not public; finds notes that were meant to: “# private”."""

import re
from collections.abc import Iterator

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.model import field_values
from pccreport.model.lost_words import mark_in_note_finding
from pccreport.model.measures import file_facts, read_facts, read_statuses, read_values
from pccreport.model.periods import Basis, DateRange, Period, parse_period, parse_year
from pccreport.model.private_intent import is_private_note
from pccreport.model.update import (
    MAX_LEVELS,
    Award,
    ClosingLine,
    Entry,
    NothingToReport,
    Point,
    Reference,
    UpdateCell,
    UpdateFile,
    UpdateItem,
    Withdrawal,
    entry_rows,
    entry_span,
)
from pccreport.model.visibility import all_figures, mark_all
from pccreport.source import fields
from pccreport.source.node import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    scalars,
    text_start,
)

# The # comes first, which makes the search fast.
_NOTE = re.compile(r"#(?![?|])(?<![^ \t\r\n]#)[^\r\n#]*")
_NOTHING = r"(?:[\s{-]|#[^\r\n]*)*"


def read(
    node: MappingNode, *, public: bool = True
) -> tuple[UpdateFile | None, tuple[Diagnostic, ...]]:
    """Return the updates of a file, or None if its period is not usable, and the findings.

    If the file is not `public`, everything in it is marked as private.
    """
    findings: list[Diagnostic] = []
    period = parse_period(field_values.typed_period(node, "period", findings))
    cells = [
        UpdateCell(aim, stream, entries, (at, key))
        for aim, at, streams in fields.keyed_values(node, "updates")
        for stream, key, entries_node in _walk_cells(at, streams)
        if (entries := _read_entries(entries_node, findings)) is not None
    ]
    caveat = field_values.prose(node.values.get("caveat"), findings)
    if period is None:
        return None, tuple(findings)
    update = UpdateFile(
        period=period,
        basis=_read_basis(node, period, findings),
        caveat=caveat if public else None,
        private_caveat=None if public else caveat,
        cells=tuple(cells),
        measures=read_values(node, period, findings),
        status=(*read_statuses(node, findings),),
        facts=file_facts(node, findings),
        origin=node,
    )
    if public:
        findings += _find_private_notes(update)
    else:
        (update,) = mark_all([update], public=False)
    return update, tuple(findings)


def _walk_cells(aim: ScalarNode, node: Node) -> Iterator[tuple[str, ScalarNode, Node]]:
    """Yield the name of each stream under a key aim, "" for none, with its key and entries."""
    if isinstance(node, SequenceNode):
        yield "", aim, node
    elif isinstance(node, MappingNode):
        yield from ((name, key, node.values[name]) for name, key in node.keys.items())


def _read_basis(node: MappingNode, period: Period, findings: list[Diagnostic]) -> Basis:
    typed = fields.scalar(node, "basis")
    if typed is None or typed.value not in set(Basis):
        return Basis.ALONE
    basis = Basis(typed.value)
    if isinstance(period, DateRange) and basis in (Basis.TO_DATE, Basis.ROLLING):
        message = f"a period given as dates cannot have the basis “{basis}”"
        way_out = "remove basis:, or give the quarter that the figures go up to"
        findings.append(rule("basis-with-dates").finding(message, typed.span, way_out))
        return Basis.ALONE
    return basis


def _read_entries(
    node: Node | None, findings: list[Diagnostic]
) -> tuple[Entry, ...] | None:
    """Return the entries of a cell, () if it is empty, or None if it cannot be read."""
    if isinstance(node, ScalarNode) and node.value is None:
        return ()
    if isinstance(node, MappingNode):
        reason = field_values.prose(node.values.get("nothing"), findings)
        return (NothingToReport(reason, _public(node, findings)),) if reason else None
    if not isinstance(node, SequenceNode):
        return None
    found = (_read_entry(entry_node, findings, level=1) for entry_node in node.items)
    return tuple(entry for entry in found if entry is not None)


def _read_entry(node: Node, findings: list[Diagnostic], level: int) -> Entry | None:
    if not isinstance(node, MappingNode):
        text = field_values.prose(node, findings)
        return UpdateItem(text, origin=node) if text else None
    if item := _read_item(node, findings, level):
        return item
    for kind, key in ((ClosingLine, "closing"), (NothingToReport, "nothing")):
        if line := field_values.prose(node.values.get(key), findings):
            return kind(line, _public(node, findings)) if level == 1 else None
    if name := fields.scalar(node, "see"):
        return Reference(
            see=str(name.value),
            stream=fields.text(node, "stream"),
            year=parse_year(field_values.typed_period(node, "year", findings)),
            public=_public(node, findings),
            origin=node,
        )
    withdrawn, reason = fields.text(node, "id"), fields.text(node, "withdrawn")
    if not (withdrawn and reason) or "text" in node.values:
        return None
    return Withdrawal(withdrawn, reason, _public(node, findings), node)


def _read_item(
    node: MappingNode, findings: list[Diagnostic], level: int
) -> UpdateItem | None:
    text = field_values.prose(node.values.get("text"), findings)
    if text is None:
        return None
    if node.values.keys() <= {"text", "points"}:  # as most are
        return UpdateItem(text, _read_points(node, findings, level + 1), origin=node)
    return UpdateItem(
        text=text,
        points=_read_points(node, findings, level + 1),
        id=fields.text(node, "id"),
        lead=fields.boolean(node, "lead", default=False),
        paragraph=fields.text(node, "as") == "paragraph" and level == 1,
        public=_public(node, findings),
        outcome=field_values.prose(node.values.get("outcome"), findings),
        award=_read_award(fields.submapping(node, "award"), findings),
        date=field_values.day(node, "date", findings),
        continues=fields.text(node, "continues"),
        withdrawn=fields.text(node, "withdrawn"),
        due=field_values.due(fields.scalar(node, "due"), findings),
        answers=fields.text(node, "answers"),
        origin=node,
    )


def _read_points(
    node: MappingNode, findings: list[Diagnostic], level: int
) -> tuple[Point, ...]:
    listed = fields.items(node, "points")
    if listed and level > MAX_LEVELS:
        message = f"only {MAX_LEVELS} levels of bullets are allowed, counting the update itself"
        way_out = "move these points up a level"
        span = node.keys["points"].span
        findings.append(rule("deep-points").finding(message, span, way_out))
        return ()
    points = (_read_entry(point, findings, level) for point in listed)
    return tuple(point for point in points if isinstance(point, Point))


def _read_award(node: MappingNode | None, findings: list[Diagnostic]) -> Award | None:
    named = fields.submapping(node, "facts")
    facts = (*read_facts("", named, (), findings),) if named else ()
    # It cannot be kept back by itself: a mark in it is an error.
    if node is None or not all(fact.public for fact in facts):
        return None
    return Award(
        field_values.decimal(node.values.get("amount")),
        fields.integer(node, "awards"),
        " ".join(fields.text(node, "fund").split()),
        " ".join(fields.text(node, "round").split()),
        facts,
    )


def _public(node: MappingNode, findings: list[Diagnostic]) -> bool:
    """Return whether an entry may be printed; append a finding if its two fields disagree."""
    public = fields.boolean(node, "public", default=True)
    private = fields.boolean(node, "private", default=False)
    if public is private and {"public", "private"} <= node.values.keys():
        message = "public: and private: contradict each other here"
        at, other = (Annotation(node.keys[key].span) for key in ("private", "public"))
        way_out = "remove one of them; private: true means the same as public: false"
        conflict = rule("privacy-conflict")
        findings.append(conflict.finding(message, at, way_out, (other,)))
    return field_values.is_public(node)


def _find_private_notes(update: UpdateFile) -> Iterator[Diagnostic]:
    """Yield a finding for each note “# private” about an entry that is public."""
    source = update.origin.source
    notes = [m for m in _NOTE.finditer(source.text) if is_private_note(m[0])]
    if not notes:
        return
    texts = [m for m in scalars(update.origin) if m.style]
    marked = [(given.at, given.public) for given in all_figures(update)]
    for _, _, entry, shown, _ in entry_rows([update]):
        origin = entry.origin if isinstance(entry, UpdateItem) else None
        marked.append((origin.span if origin else entry_span(entry), shown))
    marked.sort(key=lambda m: m[0].start)
    for note in (Span(source, *m.span()) for m in notes):
        inside = any(text_start(text) <= note.start < text.end for text in texts)
        if not inside and _is_about_public(note, marked):
            way_out = (
                "write each private text as - text:, with public: false lined up under text:,"
                " or move what is private to a file in updates/private; then delete the note"
            )
            yield mark_in_note_finding(note, way_out)


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
