"""The one matcher: which texts of two lists are the same, the most certain first.

A matched text is not in later passes. Two texts with different ids never match; a text of few words
is known only by its place: under the same parent, or between the same neighbours.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from pccreport.language.texts.word_diff import diff_tokens
from pccreport.language.texts.word_overlap import ANYWHERE, WordOverlap

HERE, SURELY_HERE, SURELY_ANYWHERE = 0.28, 0.75, 0.80
"""Least scores of two texts that may be, and certainly are, the same: at one place, or anywhere."""
_BETWEEN = 0.2
_IN_PLACE, _RIVAL = 0.1, 1.25
"""What one place adds to a score; a rival's distance is at most so many times as large."""
_OF_PIECE, _OF_PIECES, _PIECES = 0.6, 0.7, 4
_FEW = 40
MIN_WORDS = 3
"""A text with fewer words can be anywhere, and is matched only at its own place."""
_NAME = r"(?<=[\w,;] )[A-Z][\w'’-]+"


class Text(NamedTuple):
    """A text of a list, and what is known of it."""

    text: str
    words: tuple[str, ...] = ()
    """Its words as they are compared, for texts that may be in pieces."""
    kind: Hashable = ""
    """Only texts of a kind can be the same."""
    place: Hashable = ""
    """Its list: the key aim, the stream, the label and the period."""
    style: str = ""
    id: str = ""
    year: Hashable = None
    parent: int = -1
    free: bool = True
    """True if it can be known by its words, and not only by its place."""
    is_short: bool = False
    """True if it has too few words to be known at another place."""
    is_single: bool = False
    """True if it is the only one of its kind at its place."""


class Pair(NamedTuple):
    """Texts that are the same, by index: of the two tuples, one can have several."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    by: str = "text"
    sure: bool = True
    near: bool = True
    """True if they are at one place."""


TextKey = Callable[[Text], Hashable]


class TextMatcher:
    """Two lists, and the pairs among them."""

    def __init__(self, old: Sequence[Text], new: Sequence[Text]) -> None:
        self.old, self.new = old, new
        self.pairs: list[Pair] = []
        self.old_left = dict.fromkeys(range(len(old)))
        self.new_left = dict.fromkeys(range(len(new)))
        self.new_of, self.old_of = dict[int, int](), dict[int, int]()
        self.maybe_new, self.maybe_old = dict[int, int](), dict[int, int]()
        """What an unmatched text of the one side may be on the other."""
        self.is_bounded = False
        self._rows: dict[int, dict[int, float]] = defaultdict(dict)
        self._columns: dict[int, dict[int, float]] = defaultdict(dict)
        self._overlap: WordOverlap | None = None

    def pair_texts(self, old: Sequence[int], new: Sequence[int], **how: object) -> None:
        """Record texts as the same."""
        self.pairs.append(Pair((*old,), (*new,), **how))  # type: ignore[arg-type]
        for i in old:
            del self.old_left[i]
        for j in new:
            del self.new_left[j]
        if old and new:
            self.new_of |= dict.fromkeys(old, new[-1])
            self.old_of |= dict.fromkeys(new, old[-1])

    def may_pair(self, i: int, j: int) -> bool:
        """Return whether two texts are unmatched and may be the same."""
        if i not in self.old_left or j not in self.new_left:
            return False
        old, new = self.old[i], self.new[j]
        if old.kind != new.kind or (old.id and new.id and old.id != new.id):
            return False
        is_short_point = any(x.is_short and x.parent >= 0 for x in (old, new))
        return not is_short_point or self.new_of.get(old.parent) == new.parent

    def same_spot(self, old: int, new: int) -> bool:
        """Return whether two texts are at one place."""
        return self.old[old].place == self.new[new].place

    def match_equal(
        self, key: TextKey, by: str = "text", *, once: bool = False, under: bool = False
    ) -> None:
        """Match what has the same true key, in order; with `once`, only what is alone with it.

        With `under`, their parents must be matched, or both have none; then also their points.
        """
        number = -1
        while number < len(self.pairs) and (number < 0 or under):
            number = len(self.pairs)
            self._match_one_key(key, by, once, under)

    def _match_one_key(self, key: TextKey, by: str, once: bool, under: bool) -> None:
        def key_at(side: Sequence[Text], n: int, parent: int) -> Hashable:
            is_point = side[n].is_short and side[n].parent >= 0
            if is_point and not under and by != "id":
                return None  # known only under its parent
            found = (parent > -2 or not under) and key(side[n])
            return found and (found, under and parent)

        parents = [*map(self._new_parent, self.old)]
        old = {i: key_at(self.old, i, parents[i]) for i in self.old_left}
        having: dict[Hashable, list[int]] = defaultdict(list)
        for j in reversed(self.new_left):
            parent = self.new[j].parent
            parent = parent if parent < 0 or parent in self.old_of else -2
            having[key_at(self.new, j, parent)].append(j)
        counts = Counter(old.values())
        for i, found in old.items():
            there = having.get(found, []) if found else []
            if once and (len(there) > 1 or counts[found] > 1):
                continue
            # Two texts with an id match only by id.
            named = by != "id" and bool(self.old[i].id)
            fit = (j for j in reversed(there) if not (named and self.new[j].id))
            if (j := next(fit, -1)) >= 0:
                del there[-1 if there[-1] == j else there.index(j)]
                self.pair_texts([i], [j], by=by, near=self.same_spot(i, j))

    def _new_parent(self, old: Text) -> int:
        """Return the new index of the parent of an old text, -1 if it has none, or -2."""
        return -1 if old.parent < 0 else self.new_of.get(old.parent, -2)

    def match_in_order(self) -> None:
        """Match equal texts in order; then a place is what is between two of them."""
        old, new = ([x.text for x in side] for side in (self.old, self.new))
        for edit in diff_tokens(old, new, bool):
            if edit.is_kept:
                for i, j in zip(range(*edit.old), range(*edit.new), strict=True):
                    self.pair_texts([i], [j])
        self.old = _place_by_neighbours(self.old, self.old_left)
        self.new = _place_by_neighbours(self.new, self.new_left)

    def match_pieces(self, may_be: Callable[[int, int], bool] | None = None) -> None:
        """Match texts with the pieces at their place that they were split into, or joined from."""
        may_be = may_be or self.same_spot
        old, new = ([Counter(x.words) for x in side] for side in (self.old, self.new))
        both = self.old_left, self.new_left
        split = _find_joined_texts((old, new), both, may_be)
        joined = _find_joined_texts((new, old), both[::-1], lambda j, i: may_be(i, j))
        found = [
            *((-score, (whole,), parts) for score, whole, parts in split),
            *((-score, parts, (whole,)) for score, whole, parts in joined),
        ]
        for _, olds, news in sorted(found):
            if self.old_left.keys() >= {*olds} and self.new_left.keys() >= {*news}:
                self.pair_texts(olds, news)

    def match_similar(self, *, rivals: bool = True) -> None:
        """Match similar texts, the best first; the two must not be as near to another that is matched.

        It is sure if the score is high and no other text, matched or not, is nearly as near.
        """
        for score, i, j in self._similar_pairs(rivals):
            if not self.may_pair(i, j):
                continue
            if rivals and self._has_matched_rival(i, j, score):
                self.record_doubt(i, j)
                continue
            olds, news = self._find_rivals(i, j, score, _RIVAL) if rivals else ((), ())
            sure = not (olds or news) and (not rivals or self._is_near(i, j, score))
            for n in olds:
                self.maybe_new.setdefault(n, j)
            for n in news:
                self.maybe_old.setdefault(n, i)
            self.pair_texts([i], [j], sure=sure, near=self.same_spot(i, j))

    def match_leftovers(self) -> None:
        """Match what is left between the same neighbours, if it shares a few words or its label."""
        if self._overlap is None:
            return
        near = {i: j for i, j in self.new_of.items() if self.same_spot(i, j)}
        own = {j: j for j in near.values()}
        olds = _unmatched_by_previous(self.old, self.old_left, near, self._new_parent)
        news = _unmatched_by_previous(self.new, self.new_left, own, lambda x: x.parent)
        for gap, left in olds.items():
            right = news.get(gap, ())
            if not right or len(left) * len(right) > _FEW * _FEW:
                continue
            pairs = [(self._overlap.score(i, j), i, j) for i in left for j in right]
            for score, i, j in sorted(pairs, key=lambda p: (-p[0], p[2], p[1])):
                label, colon, _ = self.old[i].text.partition(": ")
                has_label = colon and self.new[j].text.startswith(label + colon)
                texts = self.old[i].text, self.new[j].text
                a, b = ({*re.findall(_NAME, text)} for text in texts)
                other = a - b and b - a and self._has_matched_rival(i, j, score)
                is_same = (score >= _BETWEEN or has_label) and not other
                if is_same and self.may_pair(i, j):
                    self.pair_texts([i], [j], sure=False)
                    if self._is_near(i, j, score):  # no other text is one of the two
                        may_be = self.maybe_new.items()
                        self.maybe_new = {n: m for n, m in may_be if m != j}
            if len(left) == len(right) == 1:
                self.record_doubt(left[0], right[0])

    def record_doubt(self, old: int, new: int) -> None:
        """Record that two texts may be the same."""
        if not (self.old[old].id and self.new[new].id):
            self.maybe_new.setdefault(old, new)
            self.maybe_old.setdefault(new, old)

    def _similar_pairs(self, rivals: bool) -> list[tuple[float, int, int]]:
        """Return the pairs that may be the same, the best first."""
        every = [[n for n, x in enumerate(s) if x.free] for s in (self.old, self.new)]
        unmatched = zip(every, (self.old_left, self.new_left), strict=True)
        left = [[n for n in texts if n in rest] for texts, rest in unmatched]
        ids = (*(self.old[i].id for i in left[0]), *(self.new[j].id for j in left[1]))
        if not all(left) or all(ids):
            return []
        old, new = ([x.text for x in side] for side in (self.old, self.new))
        self._overlap = overlap = WordOverlap(old, new)

        def wanted(i: int, j: int) -> bool:
            return self.old[i].kind == self.new[j].kind

        every = every if rivals else left
        near = {(i, j): s for i, j, s in overlap.pairs(left[0], every[1], HERE, wanted)}
        news = {j for _, j in near if j in self.new_left} if rivals else ()
        near |= {(i, j): s for i, j, s in overlap.pairs(every[0], news, HERE, wanted)}
        fits = []
        for (i, j), score in near.items():
            self._rows[i][j] = self._columns[j][i] = score
            is_short = self.old[i].is_short or self.new[j].is_short
            is_near = self.same_spot(i, j) or (score >= ANYWHERE and not is_short)
            if is_near and (is_short or self.may_pair(i, j)):
                fits.append((score, i, j))
        self.is_bounded = overlap.is_bounded
        return sorted(
            fits, key=lambda f: (-f[0] - _IN_PLACE * self.same_spot(*f[1:]), f[2], f[1])
        )

    def _find_rivals(
        self, old: int, new: int, score: float, margin: float
    ) -> tuple[set[int], set[int]]:
        """Return the other texts of both sides that are about as near to one of a pair."""
        least = 1 - (1 - score) * margin
        olds = {n for n, s in self._columns[new].items() if s >= least and n != old}
        return olds, {n for n, s in self._rows[old].items() if s >= least and n != new}

    def _has_matched_rival(self, old: int, new: int, score: float) -> bool:
        """Return whether a matched text is as near to one of a pair as the other is."""
        olds, news = self._find_rivals(old, new, score, 1.0)
        return not (olds <= self.old_left.keys() and news <= self.new_left.keys())

    def _is_near(self, i: int, j: int, score: float) -> bool:
        if not self.same_spot(i, j):
            return score >= SURELY_ANYWHERE
        texts = {re.sub(r"\d[\d.,]*", "0", x.text) for x in (self.old[i], self.new[j])}
        return len(texts) == 1 or score >= SURELY_HERE  # the same but for figures


def _unmatched_by_previous(
    side: Sequence[Text],
    unmatched: Container[int],
    near: Mapping[int, int],
    parent_of: Callable[[Text], int],
) -> dict[Hashable, list[int]]:
    """Return the unmatched texts of a list, by the text before them that is matched here."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    last: dict[Hashable, int] = {}
    for n, line in enumerate(side):
        row = line.kind, line.place, parent_of(line)
        if n in near:
            last[row] = near[n]
        elif n in unmatched and line.free and not line.is_single:
            found[row, last.get(row, -1)].append(n)
    return found


def _place_by_neighbours(side: Sequence[Text], rest: dict[int, None]) -> list[Text]:
    """Return texts with the number of matched ones before them as their place."""
    places = accumulate((n not in rest for n in range(len(side))), initial=0)
    return [x._replace(place=place) for x, place in zip(side, places, strict=False)]


def _find_joined_texts(
    words: tuple[Sequence[Counter[str]], Sequence[Counter[str]]],
    unmatched: tuple[dict[int, None], ...],
    may_be: Callable[[int, int], bool],
) -> Iterator[tuple[float, int, tuple[int, ...]]]:
    """Yield texts that have the words of several others, which are most of theirs."""
    wholes, parts = words
    having: dict[str, list[int]] = defaultdict(list)
    for m in unmatched[1]:
        for word in parts[m]:
            having[word].append(m)
    rare = {word: having[word] for word in having if len(having[word]) <= _FEW}
    for n in unmatched[0]:
        whole = rest = wholes[n]
        shared = Counter(m for word in whole for m in rare.get(word, ()))
        near = [m for m, _ in shared.most_common(_FEW // 2) if may_be(n, m)]
        both = {m: _count_shared(parts[m], whole) for m in near}
        chosen: list[int] = []
        for m in sorted(near, key=lambda m: (-both[m], m)):
            least = _OF_PIECE * max(parts[m].total(), 1)
            if both[m] >= least and _count_shared(parts[m], rest) >= least:
                chosen.append(m)
                rest = rest - parts[m]
            if len(chosen) == _PIECES:
                break
        if len(chosen) > 1:
            score = _word_share(whole, sum((parts[m] for m in chosen), Counter[str]()))
            singles = (_word_share(whole, parts[m]) for m in near)
            if score >= _OF_PIECES and score > max(singles):
                yield score, n, tuple(sorted(chosen))


def _word_share(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two texts have in common."""
    return 2 * _count_shared(one, other) / ((one.total() + other.total()) or 1)


def _count_shared(one: Counter[str], other: Counter[str]) -> int:
    """Return how many words two texts have in common."""
    return sum([min(one[word], other[word]) for word in one.keys() & other.keys()])
