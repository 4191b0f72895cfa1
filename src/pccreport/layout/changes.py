"""Lays out a comparison, of reports or of texts: the changes in reading order, with the changed words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, groupby

from pccreport.compare import phrases
from pccreport.compare.changes import Change, Comparison, TextComparison, TextGroup
from pccreport.compare.kinds import Kind
from pccreport.compare.outline import ChangesOutline
from pccreport.compare.settings import NUMBERS
from pccreport.document.blocks import Block, Document, ListItem, TextRun
from pccreport.document.roles import Role
from pccreport.layout.lines import (
    NO_DAY,
    changed_text,
    heading,
    named_text,
    paragraph,
    simple_table,
)
from pccreport.model.prose import AimMention

_ACCOUNT = (
    "Sentences and figures in each contribution",
    ("Contribution", "In the report", "Kept back", "Set aside", "Open"),
)


def lay_out_changes(comparison: Comparison, language: str = "en-GB") -> Document:
    """Return the document of a comparison; `language` is a BCP 47 tag."""
    outline = ChangesOutline(comparison)
    title = phrases.comparison_title(comparison)
    head, *more = (*comparison.after.titles, title)
    blocks = (
        heading(1, head),
        *(paragraph(Role.COUNTS, line) for line in more),
        *_most_important_blocks(outline),
        *_summary_blocks(outline),
        *_counts_table(outline),
        *_plan_change_blocks(outline),
        *_line_change_blocks(outline),
    )
    return Document(title, "", "", language, NO_DAY, blocks)


def _most_important_blocks(outline: ChangesOutline) -> Iterator[Block]:
    """Yield the most important changes."""
    if outline.first or outline.of_quarter:
        yield heading(2, phrases.FIRST)
    for n, change in enumerate(outline.first, start=1):
        where = TextRun(f" – {change.under}" if change.under else "")
        place = change.line.location
        at = (TextRun(f" {place}", role=Role.PLACE),) if place else ()
        content = (TextRun(change.what), where, *at)
        yield ListItem(Role.CHANGE, content, 1, number=f"{n}.")
    for sentence in filter(None, (outline.first_rest, *outline.of_quarter)):
        yield paragraph(Role.REMARK, sentence)


def _summary_blocks(outline: ChangesOutline) -> Iterator[Block]:
    comparison = outline.comparison
    if outline.first or outline.of_quarter:
        yield heading(2, "Number of changes")
    if not comparison.has_changes:
        is_other = comparison.before.on != comparison.after.on
        what = "Only the period" if is_other else "Nothing in the printed report"
        yield paragraph(Role.TEXT, f"{what} has changed.")
    yield paragraph(Role.COUNTS, phrases.counts_sentence(comparison))
    for note in phrases.notes_for_reader(comparison):
        yield paragraph(Role.REMARK, note)


def _counts_table(outline: ChangesOutline) -> Iterator[Block]:
    """Yield the table of the numbers of changes, by key aim and stream."""
    streams = outline.stream_headings()
    if outline.grid and streams:
        level, _ = outline.comparison.after.levels
        titles = level, *(h or key or "Without a stream" for key, h in streams)
        rows = (
            (
                phrases.truncate(phrases.aim_title(aim, short=True), phrases.QUOTED),
                [
                    "\n".join(phrases.count_phrases(counts)) if counts else ""
                    for counts in (outline.grid.get((aim.key, k)) for k, _ in streams)
                ],
            )
            for aim in outline.comparison.aims
        )
        yield from simple_table(f"Changes by {level} and stream", titles, rows)
    if caveats := outline.grid.get(("", "")):
        numbers_of = ", ".join(phrases.count_phrases(caveats))
        yield paragraph(Role.TEXT, f"{phrases.CAVEATS}: {numbers_of}")


def _plan_change_blocks(outline: ChangesOutline) -> Iterator[Block]:
    plan = outline.comparison.plan
    if plan:
        yield heading(2, "Changes to the plan and the report")
    for change in plan:
        text = outline.setting_sentence(change)
        parts = phrases.shown_parts(change) if change.line.label != NUMBERS else ()
        yield ListItem(Role.CHANGE, (TextRun(f"{text}:" if parts else text),), 1)
        for part in parts:
            yield from changed_text(part, 1)


def _line_change_blocks(outline: ChangesOutline) -> Iterator[Block]:
    """Yield the changes in reading order, under their key aims, streams and labels."""
    for row, of_aim in groupby(outline.comparison.visible_changes(), outline.row):
        yield heading(2, phrases.aim_title(row) if row else phrases.CAVEATS)
        for key, of_stream in groupby(of_aim, lambda c: c.line.position.stream):
            if title := outline.heading(key):
                yield heading(3, title)
            for _, of_label in groupby(of_stream, lambda c: c.line.position.head):
                changes = [*of_label]
                # The new label, if any of them has a new line.
                news = (c.new.label for c in changes if c.new)
                label = next(news, changes[0].line.label) or "After the last period"
                yield heading(4 if title else 3, label)
                for change, depth in outline.with_depths(changes):
                    yield from _one_change(outline, change, depth)


def _one_change(outline: ChangesOutline, change: Change, depth: int) -> Iterator[Block]:
    remarks = outline.remarks(change, depth)
    yield from _heading(change.kind, change.places, remarks, depth)
    texts = {text.text: text.parts for text in change.line.texts}
    for part in phrases.shown_parts(change):
        if part.old == part.new and part.new in texts:
            parts = (
                TextRun(p.text) if isinstance(p, AimMention) else p
                for p in texts[part.new]
            )
            yield named_text(part.part, parts, depth + 1)
        else:
            yield from changed_text(part, depth + 1)


def _heading(
    kind: Kind, where: str, remarks: Iterable[str], depth: int, above: str = ""
) -> Iterator[Block]:
    """Yield the kind of a change, unless it is the heading above, its place, and the remarks."""
    name = TextRun(phrases.capitalise(kind), role=Role.KIND)
    lead = (name, TextRun(" ")) if name.text != above else ()
    place = TextRun(where, role=Role.PLACE)
    yield ListItem(Role.CHANGE, (*lead, place), depth=depth + 1)
    for remark in remarks:
        yield paragraph(Role.REMARK, phrases.capitalise(remark), depth + 1)


def lay_out_text_changes(comparison: TextComparison) -> Document:
    """Return the document of a comparison of texts."""
    blocks = (
        heading(1, comparison.title),
        paragraph(Role.COUNTS, counts_sentence(comparison)),
        *(paragraph(Role.REMARK, note) for note in comparison.notes),
        *(simple_table(*_ACCOUNT, comparison.account) if comparison.account else ()),
        *chain.from_iterable(map(_group_blocks, comparison.groups)),
        *([heading(2, "Unchanged")] if comparison.counted else ()),
        *(paragraph(Role.REMARK, wording) for wording in comparison.counted),
    )
    return Document(comparison.title, "", "", "en-GB", NO_DAY, blocks)


def counts_sentence(comparison: TextComparison) -> str:
    """Return how many texts there are of each kind, in the order of reading: “2 changed, 1 added, 60 unchanged”."""
    names = {Kind.NOT_PRIVATE: "marked private but printed"}
    counts = Counter(change.kind for change in comparison.changes).items()
    numbers = [f"{number:,} {names.get(kind, kind)}" for kind, number in counts]
    return ", ".join([*numbers, f"{comparison.unchanged:,} unchanged"])


def _group_blocks(group: TextGroup) -> Iterator[Block]:
    yield heading(2, group.title)
    for change in group.changes:
        yield from _heading(change.kind, change.places, change.remarks, 0, group.title)
        if change.hidden:
            yield paragraph(Role.REMARK, "The words are not shown.", 1)
        else:
            yield from changed_text(change.text_diff(), 1)
