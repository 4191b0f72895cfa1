"""What a sentence states with figures and dates, and does not hold: one engine, one table (`stated.txt`).

Each figure, date and month of a sentence is replaced by one character, its slot, and so is each word for a
rise or a fall. A row of the table is a pattern of slots and words, and an equation over them. The
statement is wrong if its equation does not hold within the rounding of its figures; where the figures
are far apart, they are about different things.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from pccreport.language.calendar.dates import DateMention, find_dates
from pccreport.language.checks.equations import (
    COUNT,
    DAY,
    DOWN,
    FIGURES,
    MONEY,
    REST,
    SHARE,
    TIME,
    UP,
    Claim,
    SlotValue,
    claim_lists,
    judge_equation,
    slot_vocabulary,
)
from pccreport.language.index.patterns import Need, read_row_lines, words_of
from pccreport.language.index.text_index import FIGURE
from pccreport.language.locale_data import load_locale
from pccreport.language.texts.figures import Figure, find_counts, unit_of_time
from pccreport.language.texts.sentences import split_sentences

_KINDS = {
    "": COUNT + MONEY,
    "n": COUNT,
    "£": MONEY,
    "%": SHARE,
    "T": TIME,
    "m": FIGURES,
    "D": DAY,
    "M": DAY,
}
"""The slots of each kind in the table; “m” is anything that is measured."""
_SIGN_OF = {SHARE: Need({"%", "cent", "percent"}), MONEY: Need("£$€")}
"""What a text must have for a slot of some kinds."""
_SIGNS = frozenset(FIGURES + DAY + UP + DOWN)
_MOST_SLOTS = 24
"""Slots of a sentence; one with more is a table in words."""
_GAPS = {
    "~": rf"[^.;{UP}{DOWN}]{{0,110}}?",
    "__": r"[^.;]{0,120}?",
    "_": rf"[^{FIGURES}.;:]{{0,65}}?",
}
_STOP = r"\b(?:and|but|while|plus|with)\b"
_SHORT = {"xs": rf" {_STOP} ", **dict.fromkeys(_GAPS, ".?")}
"""What is read for a list and for each gap, to find the words of a pattern."""
_GAP = r"(\w\)?)? ?(?<!\w)(~|__|_)(?!\w) ?(?=(\w|\(\?:\w)?)"
"""A gap, and the letters beside it."""
_AFTER = r"\{(?:n:)?\w\} (<(?:of|did|all)>|of)(?!\w)"
"""A count with a word that is directly after it."""
_NEXT = rf"[^{FIGURES}.:]{{0,30}}?[{COUNT}{MONEY}]{REST}*+"
_LIST = (
    rf"[{COUNT}{MONEY}]{REST}*+(?:[^{FIGURES}.:]{{0,50}}?(?:[,;]|{_STOP}){_NEXT})*"
    rf"[^{FIGURES}.:]{{0,50}}?{_STOP}{_NEXT}"
)
_SLOT = re.compile(r"(?<!\S)<(?:up|down)>(?!\S)|(?<=\{)[A-Za-z£%:]+(?=\})")
_MOVES = {"<up>": UP, "<down>": DOWN}
_LETTERS = r"\b[A-Za-z]+\b"


class ClaimRow(NamedTuple):
    """An equation and its wording, with what is said if it does not hold."""

    rule: str
    message: str
    help: str
    equation: str
    wording: str

    @property
    def pattern(self) -> str:
        """The pattern of its wording; most are never needed."""
        return _slot_pattern(self.wording)

    @property
    def needs(self) -> Iterator[Need]:
        """What a text must have."""
        return claim_lists().needs(self.wording, read_needs)

    @property
    def is_dated(self) -> bool:
        """True if a text must have a date or the name of a month."""
        return DAY in _kinds_in(self.wording)


class FalseStatement(NamedTuple):
    """A statement that does not hold."""

    start: int
    end: int
    right: Decimal | None
    row: ClaimRow


class FoldedSentence(NamedTuple):
    """One sentence, or two, with a sign for each figure and date, which is as long as it was."""

    text: str
    slots: Mapping[int, SlotValue]
    """Its slots by where each begins in the text."""
    kinds: str
    """The kinds of its slots."""
    near: Sequence[SlotValue]
    """Its slots, and the last ones before them."""
    whole: str
    """The whole text."""
    is_pair: bool


@cache
def all_rows() -> tuple[ClaimRow, ...]:
    """Return the rows of the table."""
    return tuple(_read_rows())


def find_untrue(
    text: str, rows: Iterable[ClaimRow], period: tuple[date, date]
) -> list[FalseStatement]:
    """Return what does not hold in a text by some rows, in order, once at each place."""
    figures = find_counts(text, lengths=True)
    rows = [row for row in rows if figures_of(row.wording) <= len(figures)]
    wrong: dict[int, FalseStatement] = {}
    sound = set[int]()
    for statement, row in product(fold_sentences(text) if rows else (), rows):
        if not _has_slots(row.wording, statement.kinds, is_pair=statement.is_pair):
            continue  # as for most
        for claim in _find_claims(row, statement, period):
            verdict = judge_equation(row.equation, claim)
            if verdict:  # a part of one sum is the total of no other
                sound.update(slot.start for slot in claim.parts)
            if verdict is True:
                sound.update(slot.start for slot in claim.slots.values())
            elif verdict:
                slot, right = verdict
                found = FalseStatement(slot.start, slot.end, right, row)
                wrong.setdefault(slot.start, found)
    return [wrong[start] for start in sorted(wrong.keys() - sound)]


def _read_rows() -> Iterator[ClaimRow]:
    rule = message = way_out = ""
    for line in read_row_lines("stated"):
        key, _, rest = line.partition(" ")
        if key == "#":
            rule = rest
        elif key == "says":
            message = rest
        elif key == "help":
            way_out = rest
        elif line and not key.startswith("<"):
            equation, _, wording = line.partition(" | ")
            yield ClaimRow(rule, message, way_out, equation, wording)


@cache
def _kinds_in(wording: str) -> list[str]:
    """Return the kinds of the slots of a wording, and of its words for a move, in order."""
    typed = _SLOT.findall(wording.replace("{xs}", "{x}{x}"))
    return [_MOVES.get(each) or _KINDS[_slot_kind(each)] for each in typed]


@cache
def figures_of(wording: str) -> int:
    """Return the number of figures that a text must have for a wording; a date may be a month alone."""
    return sum(kinds not in (DAY, UP, DOWN) for kinds in _kinds_in(wording))


@cache
def _has_slots(wording: str, kinds: str, *, is_pair: bool) -> bool:
    """Return whether one sentence, or two, with some kinds of slots has those of a wording, in order."""
    rest = iter(kinds)
    is_in_order = all(any(kind in some for kind in rest) for some in _kinds_in(wording))
    return is_in_order and is_pair is (r"\." in wording)


@cache
def read_needs(wording: str) -> list[Need]:
    """Return what a text must have for a wording."""
    needs = [_SIGN_OF[kind] for kind in {*_kinds_in(wording)} if kind in _SIGN_OF]
    short = _fill_wording(wording, lambda found: _SHORT.get(found[1], r"\d"), _SHORT)
    needs += claim_lists().read_needs(re.sub("(<up>|<down>)", r"\\b\1\\b", short))
    if after := re.search(_AFTER, wording):
        (words,) = claim_lists().read_needs(rf"\b{after[1]}\b")
        needs.append(Need(f"{FIGURE} {phrase.split()[0]}" for phrase in words))
    return needs


@cache
def _slot_pattern(wording: str) -> str:
    """Return a pattern with the slots and gaps of a wording."""

    def slot_pattern(found: re.Match[str]) -> str:
        name = found[1].strip("£%").rpartition(":")[2]
        if name == "xs":
            return f"(?P<xs>{_LIST})"
        return f"(?P<{name}>[{_KINDS[_slot_kind(found[1])]}]){REST}*+"

    flag = "(?i)" if "<will>" in wording else ""  # for which “Will” is another word
    return f"{flag}{_fill_wording(wording, slot_pattern, _GAPS)}"


def _fill_wording(
    wording: str, slot: Callable[[re.Match[str]], str], gaps: Mapping[str, str]
) -> str:
    """Return a wording with its slots and gaps filled in; a word beside a gap is whole."""

    def gap_pattern(found: re.Match[str]) -> str:
        before, sign, after = found.groups("")
        edges = (r"\b" if beside else "" for beside in (before, after))
        return before + gaps[sign].join(edges)

    pattern = re.sub(r"(<(?!up|down|moved|about)[a-z_]+>)", r"\\b\1\\b", wording)
    pattern = re.sub(r"\{([A-Za-z£%:]+)\}", slot, pattern)
    return re.sub(_GAP, gap_pattern, re.sub(r"^(?=\w|\(\?:\w)", r"\\b", pattern))


def _slot_kind(slot: str) -> str:
    """Return the kind of a slot of the table: “n” of {n:a}, “%” of {a%}."""
    kind, _, name = slot.rpartition(":")
    return kind or "".join(sign for sign in "£%" if sign in name)


# Several rules ask for the statements of the same texts.
@lru_cache(maxsize=10_000)
def fold_sentences(text: str) -> tuple[FoldedSentence, ...]:
    """Return the sentences of a text that have slots, each alone and with the one before."""
    slots = _find_slots(text)
    is_own = not (text.isprintable() or _SIGNS.isdisjoint(text))
    if is_own or all(slot.kind in UP + DOWN for slot in slots):
        return ()
    slotted, at = "", 0
    for slot in slots:
        slotted += text[at : slot.start] + slot.kind.ljust(slot.end - slot.start, REST)
        at = slot.end
    slotted += text[at:]
    found, before = list[FoldedSentence](), None
    for start, end in split_sentences(text):
        first, last = (bisect_left(slots, (at,)) for at in (start, end))
        froms = [start] if before is None else [start, before]
        for place in froms if first < last else ():
            inside = slots[bisect_left(slots, (place,)) : last]
            near = slots[max(0, first - _MOST_SLOTS) : last]
            if len(inside) <= _MOST_SLOTS:
                own = {slot.start - place: slot for slot in inside}
                kinds = "".join(slot.kind for slot in inside)
                of = slotted[place:end], own, kinds, near, text
                found.append(FoldedSentence(*of, is_pair=place < start))
        before = start if first < last else None
    return tuple(found)


def _find_slots(text: str) -> list[SlotValue]:
    """Return the figures, dates and months of a text, and the words for a move, in order."""
    days = [*find_dates(text)]
    taken = {at for day in days for at in range(day.start, day.end)}
    months = load_locale().months
    for found in re.finditer(r"[A-Z](?<!\w.)[a-z]{2,8}\b", text):
        if found[0] in months and found.start() not in taken:
            month = months.index(found[0]) + 1
            days.append(DateMention(*found.span(), None, None, month, None))
            taken |= {*range(*found.span())}
    dated = [SlotValue(day.start, day.end, DAY, day=day) for day in days]
    figures = (
        _figure_slot(figure, unit_of_time(text, figure))
        for figure in find_counts(text, lengths=True)
        if taken.isdisjoint(range(figure.start, figure.end))
    )
    moves = _rise_or_fall_signs()
    has_moves = not moves.keys().isdisjoint(words_of(text.lower()))
    moved = (
        SlotValue(*found.span(), moves[found[0].lower()])
        for found in re.finditer(_LETTERS, text if has_moves else "")
        if found[0].lower() in moves
    )
    return sorted((*dated, *figures, *moved))


@cache
def _rise_or_fall_signs() -> dict[str, str]:
    """Return the sign of each word for a rise or a fall."""
    signs = (("up", UP), ("down", DOWN))
    return {word: sign for name, sign in signs for word in claim_lists().words(name)}


@cache
def _seconds_by_unit() -> dict[str, int]:
    """Return the seconds of each unit of time."""
    pairs = (word.split("/") for word in claim_lists().words("seconds"))
    return {unit: int(number) for unit, number in pairs}


def _figure_slot(figure: Figure, unit_of_length: str) -> SlotValue:
    """Return the slot of a figure; a length of time is in seconds."""
    if factor := _seconds_by_unit().get(unit_of_length):
        return SlotValue(figure.start, figure.end, TIME, figure.value * factor)
    kind = {"": COUNT, "%": SHARE}.get(figure.unit, MONEY)
    slack = figure.step / 2 if figure.scale or kind == SHARE else Decimal(0)
    return SlotValue(figure.start, figure.end, kind, figure.value, slack)


def lower_for_pattern(pattern: re.Pattern[str], text: str) -> str:
    """Return a text as a pattern finds its words: most are in lower case, so that they are soon compiled."""
    plain = text.replace("İ", "i").replace("ı", "i").replace("ſ", "s")
    return text if pattern.flags & re.IGNORECASE else plain.lower()


def _find_claims(
    row: ClaimRow, sentence: FoldedSentence, period: tuple[date, date]
) -> Iterator[Claim]:
    """Yield the slots of a row at each place of a statement that has its wording."""
    at = sentence.slots
    pattern = slot_vocabulary().compile(row.pattern)
    for found in pattern.finditer(lower_for_pattern(pattern, sentence.text)):
        places = {name: found.span(name) for name in pattern.groupindex}
        listed = range(*places.pop("xs", (0, 0)))
        parts = tuple(at[place] for place in listed if place in at)
        slots = {name: at[start] for name, (start, _) in places.items()}
        words = sentence.text[slice(*found.span())]
        yield Claim(slots, parts, words, sentence.near, sentence.whole, period)
