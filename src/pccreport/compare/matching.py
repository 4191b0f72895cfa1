"""The lines of two sides that are the same."""

from collections.abc import Hashable, Mapping

from pccreport.compare.pairing import Pairing, Placed
from pccreport.compare.sides import GIVEN, ComparedLine, LineKind, Side

_MIN_WORDS = 3
"""A text with fewer words may occur in many positions, and is matched only in its own."""


def match_lines(before: Side, after: Side) -> Pairing:
    """Return the pairs of the lines of two sides."""
    pairing = Pairing(
        [_placed(x, after.named, x.period.end >= after.first) for x in before.lines],
        [_placed(x, after.named, x.period.end >= before.first) for x in after.lines],
    )
    equal = pairing.equal
    equal(lambda x: x.id and (x.id, x.year), "id")
    equal(lambda x: x.id, "id")
    equal(lambda x: x.alias, "id")
    equal(_here, under=True)
    equal(_here)
    pairing.reworded()
    equal(_anywhere, under=True)
    equal(_anywhere, once=True)
    # A period has one caveat, and a cell one note of nothing to report, in any words.
    equal(lambda x: x.is_single and x.free and (x.kind, x.place), "place", once=True)
    pairing.similar()
    equal(_anywhere)
    # The only short point under an update, such as its status, is the same in any words.
    equal(_short_point, "place", once=True, under=True)
    pairing.between()
    equal(lambda x: x.is_single and (x.kind, x.place), "place", once=True)
    return pairing


def has_enough_words(line: ComparedLine) -> bool:
    """Return whether an update has enough words to be identified at another position."""
    return line.kind is LineKind.UPDATE and len(line.text.split()) >= _MIN_WORDS


def _here(line: Placed) -> Hashable:
    return line.kind, line.place, line.text


def _anywhere(line: Placed) -> Hashable:
    return not line.is_short and (line.kind, line.text)


def _short_point(line: Placed) -> Hashable:
    return line.is_short and line.parent >= 0 and line.kind


def _placed(
    line: ComparedLine, named: Mapping[tuple[str, str, str], str], is_due: bool
) -> Placed:
    """Return a line as it is matched; one that the other side cannot have only by its id."""
    is_long = has_enough_words(line)
    # An id that was added in a revision is that of both versions.
    given = named.get((*line.position[:2], line.text), "") if is_long else ""
    return Placed(
        line.text,
        kind=line.kind if is_due else (line.kind, line.at),
        place=(line.position, line.period),
        id=line.id,
        alias=line.id or given if named else "",
        year=line.position.head and line.position.head.year,
        parent=line.parent,
        free=is_due and line.kind not in (LineKind.REFERENCE, *GIVEN),
        is_short=not is_long,
        is_single=line.kind not in (LineKind.UPDATE, LineKind.SETTING),
    )
