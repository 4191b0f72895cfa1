"""What of some updates is public, and copies of them in which more or less is.

For comparing, where what is private on one side must not be quoted from the other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from pccreport.findings.text import Span
from pccreport.model.measures import Fact, Given, GivenStatus, MeasureValue
from pccreport.model.periods import Period, period_sort_key
from pccreport.model.prose import AimMention, Prose, ProsePart
from pccreport.model.update import (
    Entry,
    EntryRow,
    UpdateFile,
    UpdateItem,
    Withdrawal,
    entry_rows,
    entry_span,
    own_text,
    own_texts,
)

SpanStart = tuple[str, int]
"""A file, and the offset in it at which something starts."""

ComparableWords = tuple[str, ...]
"""The words of a text, however it is punctuated and capitalised."""

FigureKey = tuple[tuple[str, ...], Period]
"""What a figure, a status or a fact is about, and a period."""

FigureT = TypeVar("FigureT", MeasureValue, GivenStatus, Fact)

_NOTES = ("changed", "note", "because")
_THOUSANDS = r"(?<=\d)(?<!\d{4}),(?=\d{3}(?!\d))"
_FIGURE = r"(?<!\d)(?=(\d{1,3}(?:\W+\d{3})+)(?!\d))"
"""What may be one figure: “4,500” or “4 500”."""


def span_start(span: Span) -> SpanStart:
    """Return the file and the offset where a span starts."""
    return span.source.name, span.start


def private_starts(updates: Iterable[UpdateFile]) -> frozenset[SpanStart]:
    """Return the start of everything that is not public, points included."""
    updates = (*updates,)
    spans = [entry_span(row.entry) for row in entry_rows(updates) if not row.public]
    spans += (f.at for update in updates for f in all_figures(update) if not f.public)
    return frozenset(map(span_start, spans))


def private_spans(updates: Iterable[UpdateFile]) -> list[Span]:
    """Return the places of everything that is not public and would be printed if it were."""
    spans: list[Span] = []
    for update in updates:
        hidden = (row.entry for row in entry_rows([update]) if not row.public)
        spans += (entry_span(e) for e in hidden if not isinstance(e, Withdrawal))
        spans += [item.origin.span for item in [update.private_caveat] if item]
        given = (item for item in all_figures(update) if not item.public)
        spans += [Span(g.at.source, g.origin.key.start, g.at.end) for g in given]
    return spans


def all_figures(update: UpdateFile) -> tuple[Given, ...]:
    """Return the figures, the statuses and the facts of a file."""
    return (*update.measures, *update.status, *update.facts)


def private_figures(updates: Iterable[UpdateFile]) -> "dict[FigureKey, MadePrivate]":
    """Return each figure that is private, or restated so, with where: the last, if in order."""
    return {
        key: MadePrivate(update.period, figure.at)
        for update in updates
        for figure in all_figures(update)
        if not figure.public
        for key in _figure_keys(figure, update.period)
    }


def _figure_keys(figure: Given, period: Period) -> Iterator[FigureKey]:
    """Yield the key of a figure, and those of the periods that it restates."""
    restated = figure.restated if isinstance(figure, MeasureValue) else ()
    return ((figure.about_key, each) for each in (period, *(p for p, _ in restated)))


class MadePrivate(NamedTuple):
    """Where, and in the file of which period, something is private that was public before."""

    period: Period
    at: Span


def find_made_private(updates: Iterable[UpdateFile]) -> dict[SpanStart, MadePrivate]:
    """Return where public updates are whose latest version is not public, each with that.

    Figures too, whose measure and period a later file has as private.
    """
    ordered = sorted(updates, key=lambda update: period_sort_key(update.period))
    versions: dict[str, list[EntryRow]] = defaultdict(list)
    for row in entry_rows(ordered):
        if row.id:
            versions[row.id].append(row)
    starts = dict(figures_made_private(ordered))
    for group in versions.values():
        for old in group:
            if old.public and isinstance(old.entry, UpdateItem):
                newest = next((v for v in reversed(group) if _is_later(v, old)), None)
                if newest and not newest.public:
                    at = entry_span(newest.entry)
                    if isinstance(newest.entry, UpdateItem):
                        at = newest.entry.span_of("private", "public")
                    start = span_start(entry_span(old.entry))
                    starts[start] = MadePrivate(newest.file.period, at)
    return starts


def _is_later(row: EntryRow, other: EntryRow) -> bool:
    """Return whether a row is a later version of another: in another year the words decide."""
    texts = (own_text(each.entry) for each in (row, other))
    words = (plain_words(text) if text else "" for text in texts)
    is_of_year = row.file.period.year == other.file.period.year
    return other.period_key < row.period_key and (is_of_year or are_half_alike(*words))


def figures_made_private(
    updates: Sequence[UpdateFile],
) -> Iterator[tuple[SpanStart, MadePrivate]]:
    """Yield where public figures are that a later one of some files keeps private, each with that."""
    private: dict[FigureKey, MadePrivate] = {}
    for update in reversed(updates):
        for figure in all_figures(update):
            keys = [*_figure_keys(figure, update.period)]
            if not figure.public:
                here = MadePrivate(update.period, figure.at)
                private.update(dict.fromkeys(keys, here))
            elif later := next((private[key] for key in keys if key in private), None):
                yield span_start(figure.at), later


def mark_all(updates: Iterable[UpdateFile], *, public: bool) -> tuple[UpdateFile, ...]:
    """Return the updates with everything in them marked as public, or as private."""
    return _map_entries(updates, lambda e: e._replace(public=public), lambda _: public)


def mark_private(
    updates: Iterable[UpdateFile],
    starts: Container[SpanStart] = (),
    secret: Callable[[str], bool] = lambda _: False,
) -> tuple[UpdateFile, ...]:
    """Return the updates with the texts at `starts`, and the `secret` ones, not public.

    An outcome, an award, a date due or a caveat is one such text: only that is left out.
    """

    def may_show(text: Prose | None) -> bool:
        return text is None or not (
            span_start(text.origin.span) in starts or secret(plain_words(text))
        )

    def redact_entry(entry: Entry) -> Entry:
        is_here = span_start(entry_span(entry)) not in starts
        if entry.public and not (is_here and may_show(own_text(entry))):
            entry = entry._replace(public=False)
        if isinstance(entry, UpdateItem):
            if award := entry.award:
                is_shown = all(may_show(fact.text) for fact in award.facts)
                if not is_shown or span_start(entry.span_of("award")) in starts:
                    entry = entry._replace(award=None)
            if entry.due and span_start(entry.span_of("due")) in starts:
                entry = entry._replace(due=None)
            hidden = [n for n, text in entry.texts() if n and not may_show(text)]
            if hidden:
                entry = entry._replace(**dict.fromkeys(hidden))  # type: ignore[arg-type]
        return entry

    def without_notes(given: FigureT) -> FigureT:
        hidden = [x for x in _NOTES if not may_show(getattr(given, x, None))]
        return given._replace(**dict.fromkeys(hidden))  # type: ignore[arg-type]

    def stays_public(given: Given) -> bool:
        # Without its note, a figure is still the one that was printed.
        notes = [getattr(given, name, None) for name in _NOTES]
        own = (text for text in given.texts() if text not in notes)
        is_here = span_start(given.at) not in starts
        return given.public and is_here and all(map(may_show, own))

    return tuple(
        update._replace(
            caveat=update.caveat if may_show(update.caveat) else None,
            measures=tuple(map(without_notes, update.measures)),
            status=tuple(map(without_notes, update.status)),
        )
        for update in _map_entries(updates, redact_entry, stays_public)
    )


def remove_all_at(
    updates: Iterable[UpdateFile], starts: Container[SpanStart]
) -> tuple[UpdateFile, ...]:
    """Return the updates without the entries, figures and statuses that start at `starts`."""
    return _map_entries(
        updates,
        lambda entry: None if span_start(entry_span(entry)) in starts else entry,
        lambda given: None if span_start(given.at) in starts else given.public,
    )


def private_texts(updates: Iterable[UpdateFile]) -> set[ComparableWords]:
    """Return the words of each text and each reason that is not public."""
    return {*map(comparable_words, private_plain_texts(updates))} - {()}


def private_plain_texts(updates: Iterable[UpdateFile]) -> Iterator[str]:
    """Yield each text and each reason that is not public, without marks."""
    for entry in (row.entry for row in entry_rows(updates) if not row.public):
        yield from map(plain_words, own_texts(entry))
        match entry:
            case UpdateItem(withdrawn=reason) | Withdrawal(reason=reason):
                yield reason
    for update in updates:
        texts = [t for x in all_figures(update) if not x.public for t in x.texts()]
        yield from map(plain_words, filter(None, [update.private_caveat, *texts]))


def private_entries(
    updates: Iterable[UpdateFile], keys: Callable[[str, str], object] = lambda *own: own
) -> Counter[Hashable]:
    """Return everything that is not public, with the `keys` of its place, and how often it is there.

    Without words too: a reference may stand for what was a sentence.
    """
    counts: Counter[Hashable] = Counter()
    for row in (row for row in entry_rows(updates) if not row.public):
        counts[(row.file.period, keys(row.cell.aim, row.cell.stream)), row.entry] += 1
    for update in updates:
        counts.update((update.period, x) for x in all_figures(update) if not x.public)
        counts.update(filter(None, [update.private_caveat]))
    return counts


def plain_words(text: Prose) -> str:
    """Return a text without its marks; a key aim that it mentions by its key."""
    return plain_parts(text.parts)


def plain_parts(parts: Iterable[ProsePart]) -> str:
    """Return the words of some parts of a text, as `plain_words` does."""
    return "".join(p.aim if isinstance(p, AimMention) else p.text for p in parts)


def comparable_words(text: str) -> ComparableWords:
    """Return the words of a text, as they are compared."""
    return tuple(re.findall(r"\w+", normalize("NFC", text).casefold()))


def words_and_figures(text: str) -> list[str]:
    """Return the words of a text, in which “4,500” is one, and “4500” is the same one."""
    figures = (re.sub(r"\W", "", figure) for figure in re.findall(_FIGURE, text))
    return [*comparable_words(re.sub(_THOUSANDS, "", text)), *figures]


def are_half_alike(old: str, new: str) -> bool:
    """Return whether at least half of the words of two texts are in both (Dice)."""
    one, other = (Counter(comparable_words(text)) for text in (old, new))
    return 4 * (one & other).total() >= one.total() + other.total()


def _map_entries(
    updates: Iterable[UpdateFile],
    change: Callable[[Entry], Entry | None],
    is_public: Callable[[Given], bool | None],
) -> tuple[UpdateFile, ...]:
    """Return the updates with each entry changed, points too, and each figure public or not.

    None leaves one out.
    """

    def map_all(entries: Iterable[Entry]) -> Iterator[Entry]:
        for entry in entries:
            changed_entry = change(entry)
            if isinstance(changed_entry, UpdateItem) and changed_entry.points:
                changed_entry = changed_entry.with_points(map_all(changed_entry.points))
            if changed_entry is not None:
                yield changed_entry

    def mark_given(given: Iterable[FigureT]) -> tuple[FigureT, ...]:
        shown = ((figure, is_public(figure)) for figure in given)
        return tuple(f._replace(public=p) for f, p in shown if p is not None)

    return tuple(
        update._replace(
            cells=tuple(
                cell._replace(entries=tuple(map_all(cell.entries)))
                for cell in update.cells
            ),
            measures=mark_given(update.measures),
            status=mark_given(update.status),
            facts=mark_given(update.facts),
        )
        for update in updates
    )
