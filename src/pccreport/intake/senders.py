"""What a text is about: the key aim and the stream that its file's name, its sender or its first
lines name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pccreport.intake.headings import PlanWords, aim_of_all
from pccreport.intake.mentions import mentioned_aims
from pccreport.intake.titles import is_short, plain, spoken
from pccreport.language import aim_headings
from pccreport.language.sentences import is_statement

_PREFIX = 4
"""Words of a name that are enough, if it has more."""
_INITIALS = 3
"""Letters of an abbreviation, at least."""
_KEY = 4
"""Letters of a key that may be the end of a word in an address: “wendlefire”."""
_COMPACT = 8
"""Letters of a name, at least, that an address has without spaces."""

SUBJECT = "the subject"
Place = tuple[str, str]
"""What says whose a text is, such as “the sender”, and its words."""


def find_stream(
    outside: Sequence[Place], lines: Sequence[str], words: PlanWords, passed_on_by: str
) -> Place:
    """Return the stream of a text, and what says so; two empty texts if nothing says it clearly.

    The office gets everything and is named everywhere: it is taken if nobody else is named outside,
    and not if it has passed the text on.
    """
    # No address says it more clearly than “from the Constabulary”.
    before_sender = aim_headings.before_sender()
    for line in lines:
        streams = words.streams.items()
        found = {k for k, titles in streams if _has_name(line, titles, before_sender)}
        if len(found) == 1:
            return found.pop(), quoted(line)
    for others in (True, False):
        passed = [("who passed it on", passed_on_by)] if others else []
        for place, text in (*outside, *passed):
            # A reply has the subject that the office wrote.
            but = {words.office} if others or place == SUBJECT else set()
            if len(found := {*streams_in(text, words)} - but) == 1:
                return found.pop(), place
    # “OPCC return” may be what the text is for, above or below whose it is.
    titles = [line for line in lines if is_short(line) and not line.endswith(".")]
    for line, others in (*((x, True) for x in titles), *((x, False) for x in lines)):
        named = {*streams_in(line, words)}
        is_only_named = len(named) > 1 or line.endswith(".") or is_statement(line)
        found = named - ({words.office} if others or is_only_named else set())
        if len(found) == 1:
            return found.pop(), quoted(line)
    return "", ""


def find_aim(places: Sequence[Place], words: PlanWords) -> Place:
    """Return the one key aim of a text without headings, and what says so; or two empty texts.

    A sentence says so only if it speaks of all: “These are for Key Aim 2 unless I say otherwise”.
    """
    for place, text in places:
        found = mentioned_aims(text, words)
        is_title = is_short(text) and not text.rstrip().endswith((".", "]", ")"))
        if len(found) == 1 and (
            is_title or aim_headings.speaks_of_all(text, words.aim_label)
        ):
            return found.pop(), place
        if key := aim_of_all(text, words):
            return key, place
    return "", ""


def quoted(line: str) -> str:
    """Return the beginning of a line in quotation marks."""
    return f"“{' '.join(line.split())[:50]}”"


@lru_cache(maxsize=10_000)
def streams_in(text: str, words: PlanWords) -> tuple[str, ...]:
    """Return the streams that a text names, or the address in it; not whom it is for."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", re.sub(r"\S+@\S+", "", text))
    addresses = re.findall(r"@([\w.-]+)", text.casefold())
    labels = [label for each in addresses for label in each.split(".")]
    # For the office, or to it, the text is only sent.
    before = {words.office: aim_headings.not_before_reader()}
    return tuple(
        key
        for key, titles in words.streams.items()
        if _has_name(parted, titles, before.get(key, ""))
        or any(_is_of(label, key, titles) for label in labels)
    )


def _has_name(text: str, titles: Sequence[str], before: str) -> bool:
    """Return whether a text has a form of a name, with what a pattern wants before it."""
    return _name_pattern((*titles,), before).search(spoken(text)) is not None


@cache
def _name_pattern(titles: tuple[str, ...], before: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for title in titles for name in _names(title))
    return re.compile(rf"{before} (?:{names}) ")


def _names(title: str) -> Iterator[str]:
    """Yield the forms of a name in a text: whole, its first words, its parts, its initials."""
    wording = plain(title)
    yield " ".join(wording)
    yield " ".join(plain(aim_headings.without_article(title)))
    if len(wording) > _PREFIX:
        yield " ".join(wording[:_PREFIX])
    if len(wording) >= _PREFIX:  # “Youth Justice Service” of a county
        yield " ".join(wording[1:])
    parts = [plain(part) for part in title.split(" and ")]
    if all(len(part) > 1 for part in parts):  # two who report together
        yield from map(" ".join, parts)
    letters = "".join(re.findall(r"\b[A-Z]", title)).casefold()
    yield from (x for x in (letters, letters[1:]) if len(x) >= _INITIALS)


def _is_of(label: str, key: str, titles: Sequence[str]) -> bool:
    """Return whether a part of an address is of a stream: “saferashby”, “ashby-opcc”, “police”."""
    parts = label.split("-")
    return (
        any(name in parts for title in titles for name in _names(title))
        or (len(key) >= _KEY and label.endswith(key.replace("_", "")))
        or (label == "police" and any(map(aim_headings.is_of_police, titles)))
        or any(
            label == wording[0] + key
            or (
                len(label) >= _COMPACT
                and len(label) > len(wording[0])
                and "".join(wording).startswith(label)
            )
            for wording in filter(None, map(plain, titles))
        )
    )
