"""Sentences about changes that all forms of output share.

Each form lays them out itself. Text of an author is in them as typed.
"""

from collections import Counter
from collections.abc import Iterator

from pccreport.compare.changes import KINDS, Change, Comparison, DiffChunk, PartDiff
from pccreport.compare.kinds import Kind
from pccreport.compare.sides import AimRow, LineKind, Side
from pccreport.language.texts.counted import counted
from pccreport.language.texts.edit_facts import ChangedFact, Fact

_HEAVY = 5
"""The least weight of what is said besides what weighs most."""
QUOTED = 60
"""Maximum length of a text that is quoted, in characters."""
CAVEATS = "Caveats"
"""The heading of changes that are under no key aim."""
FIRST = "Look at these first"
"""The heading of the most important changes."""

_MATTERS = {
    Fact.FIGURES: "Figures",
    Fact.TARGET: "Target",
    Fact.STATUS: "Status",
    Fact.NAME: "Names",
    Fact.DATE: "Dates",
    Fact.FIGURE: "Figures",
}
_QUOTED = Fact.NEGATION, Fact.CONTRARY, Fact.LIMIT, Fact.LEFT_OUT, Fact.WORD
_ALONE = {
    Fact.PUBLIC: "Now public",
    Fact.PROMISE: "Dropped",
    Fact.RESTATED: "Restated",
    Fact.PRIVATE: "No longer public",
}


def comparison_title(comparison: Comparison) -> str:
    """Return the title with the names of both sides."""
    before, after = map(_side_name, (comparison.before, comparison.after))
    return f"What changed from {before} to {after}"


def count_phrases(numbers: Counter[Kind]) -> tuple[str, ...]:
    """Return the number of changes of each kind: "2 added", "1 revised"."""
    shown = (k for k in KINDS if numbers[k] and k is not Kind.NOT_DUE)
    return tuple(f"{numbers[kind]:,} {kind}" for kind in shown)


def counts_sentence(comparison: Comparison) -> str:
    """Return the sentence on the numbers of changes, and of uncertain ones."""
    counts = ", ".join(count_phrases(comparison.count_by_kind())) or "0 lines compared"
    unsure = sum(not change.sure for change in comparison.changes)
    return f"{counts}; {unsure:,} uncertain" if unsure else counts


def notes_for_reader(comparison: Comparison) -> Iterator[str]:
    """Yield sentences on what is not shown, and on how to read the rest."""
    if comparison.before.current > comparison.after.current:
        later = _side_name(comparison.before)
        yield f"{later} is the later of the two, so anything found only there is shown as withdrawn."
    if comparison.is_bounded:
        yield "Each line was compared only with those that share its rarest words, because so many lines are the same or nearly the same."
    if number := comparison.count_by_kind()[Kind.NOT_DUE]:
        lines = counted(number, "line")
        yield f"Not compared: {lines} outside the period that the other side covers."
    before, after = comparison.private
    if before or after:
        is_shown = any(map(is_private, comparison.changes))
        shown = "shown here" if is_shown else "not shown here"
        yield f"Lines not public ({shown}): {before:,} before, {after:,} now."
    if redacted := comparison.redacted:
        what = "1 line that was" if redacted == 1 else f"{redacted:,} lines that were"
        yield f"Also not shown: {what} public before but not now."
    if comparison.withheld:
        yield f"Left out: {withheld_sentence(comparison)} To see more, show the comparison on the screen."


def withheld_sentence(comparison: Comparison) -> str:
    """Return the sentence on what is omitted for sharing."""
    olds = "the old text" if comparison.withheld == 1 else "the old texts"
    texts = counted(comparison.withheld, "old text")
    reason = f"The new files have private text that the old ones lack, so {olds} may be private now."
    return f"{texts} with no definite match in the new report. {reason}"


def is_private(change: Change) -> bool:
    """Return whether a change has private text."""
    lines = (change.old, change.new, change.continues, change.perhaps)
    return any(line.private for line in lines if line)


def importance_words(change: Change) -> str:
    """Return the reasons why a change is important; "" if that is in the sentence of a setting."""
    doubt = "" if change.sure else ", perhaps"
    said = fact_words(change.facts[0], doubt)
    if not said and change.line.kind is not LineKind.SETTING:
        said = f"{capitalise(change.kind)}{doubt}"
    more = (fact_words(fact) for fact in change.facts[1:] if fact.kind.weight >= _HEAVY)
    also = next(filter(None, more), "")
    return "; ".join(filter(None, (said, f"{also[:1].lower()}{also[1:]}")))


def fact_words(fact: ChangedFact, doubt: str = "") -> str:
    """Return what is another in a text, in words; "" if only the kind of change says so."""
    kind = fact.kind
    between = "”, “" if kind in _QUOTED else ", "
    old, new = (
        between.join(dict.fromkeys(word.rstrip(".") for word in parts))
        for parts in (fact.old, fact.new)
    )
    if kind in _MATTERS and (old or new):
        return f"{_MATTERS[kind]}{doubt} {old or 'none'} → {new or 'none'}"
    if kind in _QUOTED and (old or new):
        are = "are" if between in (old or new) else "is"
        end = f"now “{new}”" if old and new else "gone" if old else "new"
        return f"“{old or new}” {are} {end}{doubt}"
    if kind is Fact.OVERDUE:
        last = f"it is still open after the report {quote(new)}" if new else ""
        return f"Due {old}, and {last or 'nothing has been reported about it'}"
    if kind is Fact.PRIVATE and old:
        return f"{_ALONE[kind]} ({old})"
    if kind is Fact.PROMISE and new:
        return f"Due{doubt} {old} → {new}"
    return f"{_ALONE[kind]}{doubt}" if kind in _ALONE else ""


def aim_title(row: AimRow, *, short: bool = False) -> str:
    """Return a key aim with its number and its text; if short, without the name of its level."""
    named = _aim_number(row, ":")
    if short and row.new_number:
        named = str(row.new_number)
    return f"{named} {row.text}" if named else row.text


def short_label(row: AimRow | None) -> str:
    """Return a key aim by its number, or by the start of its title if it has none."""
    return CAVEATS if row is None else _aim_number(row) or f"“{truncate(row.text, 48)}”"


def shown_parts(change: Change) -> tuple[PartDiff, ...]:
    """Return the parts of a change that are shown: those that changed, after the text itself."""
    line = change.line
    same = ((x.name, (DiffChunk(x.text, x.text),)) for x in line.texts)
    shown = {name: PartDiff(name, chunks) for name, chunks in same}
    if changed := {wording.part: wording for wording in change.part_diffs()}:
        # The text itself is shown even if unchanged, as the context of the others.
        shown = {part: shown[part] for part in ("",) if part in shown} | changed
    of_own = LineKind.UPDATE, LineKind.SETTING
    lead = "" if line.kind in of_own else str(line.kind)
    return tuple(part._replace(part=part.part or lead) for part in shown.values())


def mark_changes(wording: PartDiff) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text, each “deleted”, “inserted”, or "" as are the spaces around it."""
    for chunk in wording.chunks:
        if chunk.is_unchanged:
            yield chunk.new, ""
            continue
        for text, mark in ((chunk.old, "deleted"), (chunk.new, "inserted")):
            if inner := text.strip(" ") or text:
                start, _, end = text.partition(inner)
                pieces = (start, ""), (inner, mark), (end, "")
                yield from (piece for piece in pieces if piece[0])


def truncate(text: str, longest: int) -> str:
    """Return a text, or as many of its first words as fit with an ellipsis."""
    if len(text) <= longest:
        return text
    words, _, _ = text[:longest].rpartition(" ")
    return f"{words or text[: longest - 1]}…"


def quote(text: str, word: str = "") -> str:
    """Return the first words of a text in quotation marks, or those around a word that is later."""
    at = text.find(word)
    if at + len(word) > QUOTED:
        start = text.rfind(" ", 0, at - QUOTED // 2)
        text = f"…{text[start + 1 :]}"
    return f"“{truncate(text, QUOTED)}”"


def capitalise(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _side_name(side: Side) -> str:
    both = f"{side.name} ({side.on})" if side.name else side.on
    return side.name if not side.on or side.on in side.name else both


def _aim_number(row: AimRow, end: str = "") -> str:
    """Return a key aim by its number, or "" if it has none."""
    former = "Former " if row.new_number is None else ""
    return f"{former}{row.level} {row.number}{end}" if row.number else ""
