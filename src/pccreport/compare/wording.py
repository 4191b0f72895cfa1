"""How the words of a line changed: what stayed, what went, what came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pccreport.compare.changes import Change
from pccreport.compare.sides import Named, Spoken, plain
from pccreport.language import differences
from pccreport.model.marks import Address, Words
from pccreport.model.update import Award


class Stretch(NamedTuple):
    """Words that became others; "" on a side that has none. What stayed is alike on both."""

    old: str
    new: str

    @property
    def kept(self) -> bool:
        """Whether the words stayed."""
        return self.old == self.new


class Wording(NamedTuple):
    """One part of a line, before and now."""

    part: str
    """ "" for the text itself; "outcome" or "award"."""
    stretches: tuple[Stretch, ...]
    """In order; joined, each side is the whole of it."""

    @property
    def rewritten(self) -> bool:
        """Whether so much changed that it is told in two whole texts."""
        return len(self.stretches) == 1 and not self.stretches[0].kept

    @property
    def old(self) -> str:
        """The whole of it, before."""
        return "".join(stretch.old for stretch in self.stretches)

    @property
    def new(self) -> str:
        """The whole of it, now."""
        return "".join(stretch.new for stretch in self.stretches)


def wordings(change: Change) -> tuple[Wording, ...]:
    """The parts of a line whose words are others now; () where it has one side only."""
    old, new = change.old, change.new
    if old is None or new is None:
        return ()
    pairs = [
        ("", *_texts(old.said, new.said)),
        ("outcome", *_texts(old.outcome, new.outcome)),
        ("award", _award(old.award), _award(new.award)),
    ]
    return tuple(
        Wording(part, stretches(was, then)) for part, was, then in pairs if was != then
    )


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """Two texts word by word; both whole where most of their words changed."""
    was, then = differences.tokens(old), differences.tokens(new)
    found = differences.edits(was, then, differences.is_word)
    share = differences.changed(found, was, then, differences.is_word)
    if share > differences.REWRITTEN:
        return (Stretch(old, new),)
    return tuple(
        Stretch("".join(was[slice(*e.old)]), "".join(then[slice(*e.new)]))
        for e in found
    )


def _texts(old: tuple[Spoken, ...], new: tuple[Spoken, ...]) -> tuple[str, str]:
    """Two texts as words; with their marks where those are others."""
    if old != new and (_marks(old) != _marks(new) or plain(old) == plain(new)):
        return _typed(old), _typed(new)
    return plain(old), plain(new)


def _marks(parts: Iterable[Spoken]) -> list[object]:
    """The addresses of a text, and how its words are set, in order."""
    return [
        part.href if isinstance(part, Address) else part[1:]
        for part in parts
        if not isinstance(part, Named) and any(part[1:])
    ]


def _typed(parts: Iterable[Spoken]) -> str:
    return "".join(map(_marked, parts))


def _marked(part: Spoken) -> str:
    match part:
        case Words(text=text, strong=strong, emphasis=emphasis):
            stars = "*" * (2 * strong + emphasis)
            return f"{stars}{text}{stars}"
        case Address(href=href, words=words):
            return f"[{_typed(words)}]({href})"
        case Named(aim=aim):
            return f"[[{aim}]]"


def _award(award: Award | None) -> str:
    if award is None:
        return ""
    amount = "" if award.amount is None else f"£{award.amount:,}"
    awards = (
        ""
        if award.awards is None
        else f"{award.awards} award{'' if award.awards == 1 else 's'}"
    )
    return ", ".join(filter(None, (amount, awards, award.fund, award.round)))
