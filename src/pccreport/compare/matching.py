"""The lines of two sides that are the same, and those that carry an earlier one forward."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from pccreport.compare.pairing import MIN_WORDS, Text, TextMatcher
from pccreport.compare.sides import GIVEN, ComparedText, LineKind, Side


def match_lines(before: Side, after: Side) -> TextMatcher:
    """Return the pairs of the lines of two sides."""
    ids = {line.id for line in before.lines}
    # An id that was added in a revision is that of both versions.
    named = {key: name for key, name in after.named.items() if name not in ids}
    pairing = TextMatcher(
        [_make_text(x, named, x.period.end >= after.first) for x in before.lines],
        [_make_text(x, named, x.period.end >= before.first) for x in after.lines],
    )
    equal = pairing.match_equal
    equal(lambda x: x.id and (x.id, x.year), "id")
    equal(lambda x: x.id, "id")
    equal(lambda x: (x.kind, x.place, x.text), under=True)
    equal(_key_without_place, under=True)
    pairing.match_similar()
    equal(_key_without_place)
    # The only short point under an update, such as its status, is the same in any words.
    equal(
        lambda x: x.is_short and x.parent >= 0 and x.kind,
        "place",
        once=True,
        under=True,
    )
    pairing.match_leftovers()
    # A period has one caveat, and a cell one note of nothing to report, in any words.
    equal(lambda x: x.is_single and (x.kind, x.place), "place", once=True)
    return pairing


def has_enough_words(line: ComparedText) -> bool:
    """Return whether an update has enough words to be identified at another position."""
    return line.kind is LineKind.UPDATE and len(line.text.split()) >= MIN_WORDS


def _key_without_place(line: Text) -> Hashable:
    return not line.is_short and (line.kind, line.text)


def _make_text(
    line: ComparedText, named: Mapping[tuple[str, str, str], str], is_due: bool
) -> Text:
    """Return a line as it is matched; one that the other side cannot have only by its id."""
    is_long = has_enough_words(line)
    return Text(
        line.text,
        kind=line.kind if is_due else (line.kind, line.at),
        place=(line.position, line.period),
        id=line.id
        or (named.get((*line.position[:2], line.text), "") if is_long else ""),
        year=line.position.head and line.position.head.year,
        parent=line.parent,
        free=is_due and line.kind not in (LineKind.REFERENCE, *GIVEN),
        is_short=not is_long,
        is_single=line.kind not in (LineKind.UPDATE, LineKind.SETTING),
    )


class CarriedMatcher:
    """Updates carried forward from an earlier period: by id, by `continues:`, or word for word.

    Figures may be others: they are what a reader of two quarters asks for.
    """

    def __init__(self, before: Side, after: Side, matching: TextMatcher) -> None:
        self.pairs: set[tuple[int, int]] = set()
        self.earlier: dict[int, ComparedText] = {}
        """The lines that new lines continue, if those have a match of their own."""
        self._old, self._new, self._matching = before.lines, after.lines, matching
        olds, news = (_index(side, _match_keys) for side in (self._old, self._new))
        points = [_index(x, lambda line: [line.parent]) for x in (self._old, self._new)]
        for new in [*self._matching.new_left]:
            line = self._new[new]
            if new in self.earlier or new not in self._matching.new_left:
                continue  # a point that went with its update
            for name in (line.continues, *_match_keys(line)):
                was = [i for i in olds[name] if _may_continue(line, self._old[i], name)]
                own = [j for j in news[name] if _may_continue(line, self._new[j], name)]
                if was:
                    self._carry(was[-1], new, "id" if isinstance(name, str) else "text")
                    # Its only point, such as its status, goes with it.
                    of_old, of_new = points[0][was[-1]], points[1][new]
                    is_left = {*of_new} <= self._matching.new_left.keys()
                    if len(of_old) == len(of_new) == 1 and is_left:
                        self._carry(of_old[0], of_new[0], "place")
                elif own:
                    self.earlier[new] = self._new[own[-1]]
                if was or own:
                    break

    def _carry(self, old: int, new: int, by: str) -> None:
        """Record that a new line continues an old one, which may have a match of its own."""
        if old in self._matching.old_left and new in self._matching.new_left:
            self._matching.pair_texts([old], [new], by=by)
            self.pairs.add((old, new))
        else:
            self.earlier[new] = self._old[old]


def _may_continue(line: ComparedText, earlier: ComparedText, key: Hashable) -> bool:
    """Return whether a line continues one with the same name; by words, if no ids say otherwise."""
    is_other = line.id and earlier.id and not isinstance(key, str)
    return earlier.period.end < line.period.end and not is_other


def _match_keys(line: ComparedText) -> Iterator[Hashable]:
    """Yield what a line can be known by later: its id, and its words but for figures."""
    if line.id:
        yield line.id
    is_short_point = line.parent >= 0 and not has_enough_words(line)
    if line.kind is LineKind.UPDATE and not is_short_point:
        yield line.position[:2], re.sub(r"\d[\d.,]*", "0", line.text)


def _index(
    lines: Iterable[ComparedText], keys_of: Callable[[ComparedText], Iterable[Hashable]]
) -> dict[Hashable, list[int]]:
    """Return the indexes of the lines with each name, in order."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        for name in keys_of(line):
            found[name].append(i)
    return found
