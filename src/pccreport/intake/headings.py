"""Which key aim or stream a heading of a message names, by the words of the project."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pccreport.intake.marks import is_only_mark
from pccreport.intake.titles import (
    LONGEST_FORM,
    ends,
    has_word,
    in_short,
    is_nearly_title,
    is_short,
    is_title,
    nearly_titled,
    plain,
    spoken,
    telling,
    titled_in,
    titled_without_verb,
)
from pccreport.language import aim_headings, pasted_text
from pccreport.language.figures import find_counts

LEAD_IN = re.compile(r"\s*:\s*|\s+[–—-]\s+")
"""What is between a heading and its text on one line: “roads: …”, “roads – …”."""
_PERIOD = re.compile(r"\s*\((?=[^()]*(?:\b\d{4}\b|\b[Qq][1-4]\b))[^()]{,40}\)(?=\W*\Z)")
"""A period in brackets at the end of a heading."""
_LONG = 12
"""Words of a line that names a key aim by its number somewhere in it, at most."""


class PlanWords(NamedTuple):
    """What a heading is recognised by."""

    aim_label: str
    """What the house format calls a key aim."""
    aims: Mapping[str, Sequence[str]]
    """Titles by the key of each key aim; those with a number first, in its order."""
    numbered: int
    """How many key aims have a number: those of the priority reported on."""
    streams: Mapping[str, Sequence[str]]
    """Headings by the key of each stream."""
    known: frozenset[str]
    """Words of the project, in small letters."""
    office: str = ""
    """The key of the stream of the office to which all is sent."""
    is_only: bool = False
    """Whether no other part of the plan is numbered, so that “Priority 2” is a key aim."""
    is_period: Callable[[str], bool | None] = lambda _: None
    """Whether a text names the period of the updates, another one, or none."""

    def aim(self, number: int) -> str:
        """Return the key aim that has a number, or ""."""
        return [*self.aims][number - 1] if 0 < number <= self.numbered else ""

    def __hash__(self) -> int:
        """Return a hash of the keys, so that what a line names can be kept for when it is asked again."""
        return hash((self.aim_label, *self.aims, *self.streams))


class Heading(NamedTuple):
    """What a line names: the key of a key aim or a stream, and the rest of the line."""

    key: str
    rest: str = ""
    in_short: bool = False
    """Whether it says a title in other or fewer words, so that it may mean another."""
    stream: str = ""
    """The stream that it names, too."""


@lru_cache(maxsize=10_000)
def aim_heading(line: str, words: PlanWords, *, alone: bool) -> Heading | None:
    """Return the key aim that a line names at its beginning, or None.

    A line that stands `alone` may name it in short.
    """
    if pasted_text.nothing_under(line)[0]:
        return None
    return _read(line, lambda wording: _aim_heading(wording, words, alone=alone))


def _read(line: str, read: Callable[[str], Heading | None]) -> Heading | None:
    """Read a line without a period in brackets at its end, or whole if it is no heading then."""
    bare = _PERIOD.sub("", line)
    found = read(bare) if bare != line else None
    return found if found and not found.rest else read(line)


def _aim_heading(line: str, words: PlanWords, *, alone: bool) -> Heading | None:
    pattern = aim_headings.aim_heading_pattern(words.aim_label, others=words.is_only)
    found = pattern.match(line)
    if found and (key := words.aim(aim_headings.aim_number(found[1]))):
        named = _with_number(key, found[2], found[3], words)
        label = aim_headings.aim_heading_pattern(words.aim_label)
        is_clear = found[3] or label.match(line)  # “Priority 2” may be one of the plan
        return named if is_clear or not named else named._replace(in_short=True)
    name = aim_headings.without_number(line)
    for wording in dict.fromkeys((name, aim_headings.without_preposition(name))):
        if titled := _by_title(wording, words):
            return titled
    head, _, behind = line.partition(":")
    if behind.strip() and (mention := _mention(head, words)):
        return mention._replace(rest=behind.strip())
    if mention := _mention(line, words) or (_by_number(line, words) if alone else None):
        return mention
    short = (alone and not is_only_mark(line)) and (
        in_short(line, words.aims)
        or aim_of_all(line, words)
        or nearly_titled(line, words.aims)
    )
    return Heading(short, in_short=True) if short else None


def _by_title(line: str, words: PlanWords) -> Heading | None:
    """Return the key aim whose title a line is or begins with, also without its first words."""
    head, *rest = LEAD_IN.split(line, maxsplit=1)
    for name, behind in ((line, ""), *((head, text) for text in rest if text)):
        titled = (key for key, titles in words.aims.items() if is_title(name, titles))
        whole = next(titled, "")
        if key := whole or titled_without_verb(name, words.aims):
            named = _with_stream(key, behind, words)
            return named._replace(in_short=bool(behind and not whole))
    return None


def _with_number(key: str, sign: str, rest: str, words: PlanWords) -> Heading | None:
    """Return what a line names that begins with the number of a key aim, and goes on."""
    head, *tail = LEAD_IN.split(rest, maxsplit=1)
    own = rest if not tail or not is_title(head, words.aims[key], least=1) else tail[0]
    if (named := _with_stream(key, own, words)).stream:
        return named
    aside = re.fullmatch(r"\([^()]*\)\W*|", rest)
    is_own = aside or is_title(rest, words.aims[key], least=1)
    if is_own or in_short(rest, words.aims) == key:
        return Heading(key)
    if aim_headings.continues_with_aim(rest, words.aim_label):  # “KA1 / KA2”
        return Heading("", in_short=True)
    nearly = is_nearly_title(rest, words.aims[key])
    named = Heading(key, "" if nearly else rest, in_short=nearly)
    return named if nearly or sign else None


def _with_stream(key: str, rest: str, words: PlanWords) -> Heading:
    """Return the heading of a key aim, whose line goes on with a stream's or with a text."""
    found = _stream_heading(rest, words)
    is_stream = found is not None and not found.rest
    return Heading(key, stream=found.key) if found and is_stream else Heading(key, rest)


def next_heading(line: str, number: int, words: PlanWords) -> Heading | None:
    """Return the key aim that a line names in short, with the next number of numbered headings.

    Its title begins as the line does, or has all of its words, and no other one does. If key aims
    have numbers, it has that of the line. None if it is not clear which is meant.
    """
    head, _, rest = line.partition(":")
    wording, own = plain(head), words.aim(number)
    if not (wording and is_short(head)) or ends(head):
        return None

    def is_named(title: Sequence[str]) -> bool:
        return title[:2] == wording[:2] or {*wording} <= {*title}

    aims = {own: words.aims[own]} if own else words.aims
    found = [
        key for key, titles in aims.items() if any(map(is_named, map(plain, titles)))
    ]
    return Heading(found[0], rest.strip(), in_short=True) if len(found) == 1 else None


def _mention(line: str, words: PlanWords) -> Heading | None:
    """Return the key aim that a short line names by its number, somewhere in it.

    Of several, “Key Aims 2 and 3”, none is meant: what follows is under no key aim.
    """
    if len(line.split()) > _LONG or ends(line):
        return None
    found = aim_headings.aim_mention_pattern(words.aim_label).search(line)
    if not found:
        return None
    if re.search(r"\d", line[found.end() :]):
        return Heading("", in_short=True)
    key = words.aim(aim_headings.aim_number(found[1]))
    return Heading(key, in_short=True, stream=next(titled_in(line, words.streams), ""))


def clear_heading(line: str, words: PlanWords) -> Heading | None:
    """Return the key aim of a short line that has its number, nearly its title or words of it alone."""
    if ends(line) or not is_short(line) or is_only_mark(line):
        return None
    if found := _by_number(line, words):
        return found._replace(in_short=True)
    key = in_short(line, words.aims)
    titles = words.aims.get(key, ())
    is_all = all(any(has_word(t, word) for t in titles) for word in telling(line))
    key = key if key and is_all else nearly_titled(line, words.aims)
    return Heading(key, in_short=True) if key else None


def _by_number(line: str, words: PlanWords) -> Heading | None:
    """Return the key aim whose number and words a line begins with: “Roads (4): …”, “2 – Rural”."""
    before = re.fullmatch(r"\W*(?P<n>\d{1,2})\b[\s.):–—-]*(?P<name>\D+)", line)
    behind = re.fullmatch(
        r"(?P<name>\D+)\((?P<n>\d{1,2})\)\s*(?:[:–—-]\s*(?P<rest>.*)|\W*)", line
    )
    found = before or behind
    if not found or not is_short(found["name"]):
        return None
    key, rest = words.aim(int(found["n"])), behind and behind["rest"]
    wording = aim_headings.without_preposition(found["name"])
    is_named = key and in_short(wording, words.aims) == key
    return Heading(key, rest or "") if is_named else None


@lru_cache(maxsize=10_000)
def stream_heading(line: str, words: PlanWords) -> Heading | None:
    """Return the stream that a line names, or None."""
    return _read(line, lambda wording: _stream_heading(wording, words))


def _stream_heading(line: str, words: PlanWords) -> Heading | None:
    head, colon, rest = line.partition(":")
    for key, titles in words.streams.items():
        if is_title(line, titles, least=LONGEST_FORM):
            return Heading(key)
        if colon and is_title(head, titles, least=LONGEST_FORM):
            return Heading(key, rest.strip())
    name = aim_headings.whose_update(head)
    is_force = len(plain(name)) == 1 and aim_headings.is_of_police(name)
    named = [
        key
        for key, titles in words.streams.items()
        if (name and is_title(name, titles, least=LONGEST_FORM))
        or any(_is_name_in(head, title) for title in titles)
        or (is_force and any(map(aim_headings.is_of_police, titles)))
    ]
    return Heading(named[0], rest.strip()) if len(named) == 1 else None


def _is_name_in(line: str, title: str) -> bool:
    """Return whether a line is the name in a heading: “Fire Service”, “What the Fire Service did”."""
    names = plain(" ".join(re.findall(r"(?<=\s)[A-Z]\S*", title)))
    is_whole = {*names} <= {*plain(line)} and len(telling(line)) > 1
    return bool(names) and is_whole and spoken(line) in spoken(title)


def aim_of_all(line: str, words: PlanWords) -> str:
    """Return the key aim of all that follows a line: “Two from us, both under roads:”, or ""."""
    return in_short(pasted_text.what_all_is_for(line), words.aims)


def is_introduction(line: str, words: PlanWords) -> bool:
    """Return whether a line only introduces a list: “Roads, July to September:”.

    Such a line has no sum or count, beside the number of a key aim.
    """
    if not (line.endswith(":") and is_short(line)):
        return False
    unnumbered = aim_headings.without_number(line)
    wording = aim_headings.without_aim_numbers(unnumbered, words.aim_label)
    return not find_counts(wording.rstrip(" :"))  # “400:” might be a time
