"""Which key aim or stream a heading of a message names, by the words of the project."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from pccreport.language import pasted_text
from pccreport.language.figures import find_counts

_FIRST_WORDS = 3
"""So many of the first words of a title are enough for a heading."""
_LONGEST_FORM = 4
"""Words of a heading that says a title in short: “ASB”, “Burglary and victims”."""
_LEAD_IN = re.compile(r"\s*:\s*|\s+[–—-]\s+")
"""What is between a heading and its text on one line: “roads: …”, “roads – …”."""
_LONG = 12
"""Words of a line that names a key aim by its number somewhere in it, at most."""
_INTRODUCTION = 8
"""Words of a line that only introduces a list, at most."""
_SYLLABLE = 2
"""Letters of a word that says nothing by itself, at most: “re-offending”."""
_LIKE = 4
"""Letters that two forms of a word have in common, at least: “road”, “roads”."""


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


class Heading(NamedTuple):
    """What a line names: the key of a key aim or a stream, and the rest of the line."""

    key: str
    rest: str = ""
    in_short: bool = False
    """Whether it says a title in other or fewer words, so that it may mean another."""
    stream: str = ""
    """The stream that it names, too."""


def aim_heading(line: str, words: PlanWords, *, alone: bool) -> Heading | None:
    """Return the key aim that a line names at its beginning, or None.

    A line that stands `alone` may name it in short.
    """
    if pasted_text.nothing_under(line)[0]:
        return None
    return _read(line, lambda wording: _aim_heading(wording, words, alone=alone))


def _read(line: str, read: Callable[[str], Heading | None]) -> Heading | None:
    """Read a line without a period in brackets at its end, or whole if it is no heading then."""
    period = r"\s*\((?=[^()]*(?:\b\d{4}\b|\b[Qq][1-4]\b))[^()]{,40}\)(?=\W*\Z)"
    bare = re.sub(period, "", line)
    found = read(bare) if bare != line else None
    return found if found and not found.rest else read(line)


def _aim_heading(line: str, words: PlanWords, *, alone: bool) -> Heading | None:
    keys = [*words.aims]
    pattern = pasted_text.aim_heading_pattern(words.aim_label, others=words.is_only)
    found = pattern.match(line)
    number = pasted_text.aim_number(found[1]) if found else 0
    if found and 0 < number <= words.numbered:
        named = _with_number(keys[number - 1], found[2], found[3], words)
        label = pasted_text.aim_heading_pattern(words.aim_label)
        is_clear = found[3] or label.match(line)  # “Priority 2” may be one of the plan
        return named if is_clear or not named else named._replace(in_short=True)
    unnumbered = pasted_text.without_number(line)
    for wording in dict.fromkeys(
        (unnumbered, pasted_text.without_preposition(unnumbered))
    ):
        if titled := _by_title(wording, words):
            return titled
    head, _, behind = line.partition(":")
    if behind.strip() and (mention := _mention(head, words)):
        return mention._replace(rest=behind.strip())
    if mention := _mention(line, words) or (_by_number(line, words) if alone else None):
        return mention
    short = alone and (
        _short(line, words) or aim_of_all(line, words) or _near(line, words)
    )
    return Heading(short, in_short=True) if short else None


def _by_title(line: str, words: PlanWords) -> Heading | None:
    """Return the key aim whose title a line is or begins with, also without its first words."""
    head, *rest = _LEAD_IN.split(line, maxsplit=1)
    for name, behind in ((line, ""), *((head, text) for text in rest if text)):
        titled = (key for key, titles in words.aims.items() if _is_title(name, titles))
        whole = next(titled, "")
        if key := whole or _without_verb(name, words):
            named = _with_stream(key, behind, words)
            return named._replace(in_short=bool(behind and not whole))
    return None


def _with_number(key: str, sign: str, rest: str, words: PlanWords) -> Heading | None:
    """Return what a line names that begins with the number of a key aim, and goes on."""
    head, *tail = _LEAD_IN.split(rest, maxsplit=1)
    own = rest if not tail or not _is_title(head, words.aims[key], least=1) else tail[0]
    if (named := _with_stream(key, own, words)).stream:
        return named
    aside = re.fullmatch(r"\([^()]*\)\W*|", rest)
    if aside or _is_title(rest, words.aims[key], least=1) or _short(rest, words) == key:
        return Heading(key)
    if pasted_text.continues_with_aim(rest, words.aim_label):  # “KA1 / KA2”
        return Heading("", in_short=True)
    nearly = _is_nearly_title(rest, words.aims[key])
    named = Heading(key, "" if nearly else rest, in_short=nearly)
    return named if nearly or sign else None


def _with_stream(key: str, rest: str, words: PlanWords) -> Heading:
    """Return the heading of a key aim, whose line goes on with a stream's or with a text."""
    found = _stream_heading(rest, words)
    return (
        Heading(key, stream=found.key)
        if found and not found.rest
        else Heading(key, rest)
    )


def next_heading(line: str, number: int, words: PlanWords) -> Heading | None:
    """Return the key aim that a line names in short, with the next number of numbered headings.

    Its title begins as the line does, or has all of its words, and no other one does. If key aims
    have numbers, it has that of the line. None if it is not clear which is meant.
    """
    head, _, rest = line.partition(":")
    keys, wording = [*words.aims], plain(head)
    if not (wording and is_short(head)) or _ends(head):
        return None
    if 0 < number <= words.numbered:
        keys = [keys[number - 1]]
    found = [
        key
        for key in keys
        if any(
            t[:2] == wording[:2] or {*wording} <= {*t}
            for t in map(plain, words.aims[key])
        )
    ]
    return Heading(found[0], rest.strip(), in_short=True) if len(found) == 1 else None


def _mention(line: str, words: PlanWords) -> Heading | None:
    """Return the key aim that a short line names by its number, somewhere in it.

    Of several, “Key Aims 2 and 3”, none is meant: what follows is under no key aim.
    """
    if len(line.split()) > _LONG or _ends(line):
        return None
    found = pasted_text.aim_mention_pattern(words.aim_label).search(line)
    if not found:
        return None
    if re.search(r"\d", line[found.end() :]):
        return Heading("", in_short=True)
    number = pasted_text.aim_number(found[1])
    key = [*words.aims][number - 1] if 0 < number <= words.numbered else ""
    others = (
        stream
        for stream, titles in words.streams.items()
        if any(
            f" {' '.join(plain(t))} " in f" {' '.join(plain(line))} " for t in titles
        )
    )
    return Heading(key, in_short=True, stream=next(others, ""))


def clear_heading(line: str, words: PlanWords) -> Heading | None:
    """Return the key aim of a short line that has its number, nearly its title or words of it alone."""
    if _ends(line) or not is_short(line):
        return None
    if found := _by_number(line, words):
        return found._replace(in_short=True)
    key = _short(line, words)
    titles = words.aims.get(key, ())
    is_all = all(any(_has(t, word) for t in titles) for word in _telling(line))
    key = key if key and is_all else _near(line, words)
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
    number, rest = int(found["n"]), behind and behind["rest"]
    keys = [*words.aims][: words.numbered]
    wording = pasted_text.without_preposition(found["name"])
    is_named = 0 < number <= len(keys) and _short(wording, words) == keys[number - 1]
    return Heading(keys[number - 1], rest or "") if is_named else None


def aim_of_cell(cell: str, words: PlanWords) -> Heading | None:
    """Return the key aim that a cell of a table names, or None; the first one of several.

    Of several, it has the others as its rest.
    """
    wording = " ".join(cell.split())
    numbers = re.fullmatch(r"(\d{1,2})(?:\s*(?:[,;/&+]|and)\s*(\d{1,2}))*", wording)
    if numbers and 0 < int(numbers[1]) <= words.numbered:
        return Heading(
            [*words.aims][int(numbers[1]) - 1], wording if numbers[2] else ""
        )
    asks = wording.endswith("?")
    found = (question_heading if asks else _alone)(wording, words)
    several = re.split(r"\s*[,;/&+]\s*|\s+and\s+", wording)
    if found and not found.key and len(several) > 1:
        first = aim_of_cell(several[0], words)
        return first and first._replace(rest=wording)
    return found if found and found.key and not found.rest else None


def marked_aim(text: str, words: PlanWords) -> Heading | None:
    """Return the key aim of one text: “(KA2) Six came.”, “Nothing on roads”, “Roads: nil”."""
    name, nothing = pasted_text.nothing_under(text)
    head, *tail = _LEAD_IN.split(text, maxsplit=1)
    says = pasted_text.reason_for_nothing, pasted_text.is_nothing_to_report
    if not name and tail and any(says_so(tail[0]) for says_so in says):
        name, nothing = head, tail[0]
    named = aim_of_cell(name, words) if name else None
    if named and named.key and not named.rest:
        return Heading(named.key, nothing)
    bracket = r"[(\[]([^()\[\]]{1,60})[)\]]"
    before = re.match(rf"\W*{bracket}\s*[:–—-]?\s*(\S.*)", text)
    behind = re.fullmatch(rf"(.*\S)\s*{bracket}\W*", text)
    both = (before and before.groups(), behind and behind.groups()[::-1])
    for mark, rest in filter(None, both):
        is_figure = mark.replace(".", "").isdecimal()
        found = None if is_figure else aim_of_cell(mark, words)
        if found and not found.in_short:
            return Heading(found.key, rest)
    return None


def mentioned_aims(line: str, words: PlanWords) -> set[str]:
    """Return the key aims that a line names by number or by the whole of a title."""
    mentions = pasted_text.aim_mention_pattern(words.aim_label).finditer(line)
    numbers = (pasted_text.aim_number(each[1]) for each in mentions)
    keys = [*words.aims][: words.numbered]
    wording = f" {' '.join(plain(line))} "
    titled = (
        key
        for key, titles in words.aims.items()
        if any(f" {' '.join(plain(title))} " in wording for title in titles[1:])
    )
    return {*titled, *(keys[n - 1] for n in numbers if 0 < n <= len(keys))}


def _alone(line: str, words: PlanWords) -> Heading | None:
    return aim_heading(line, words, alone=True)


def question_heading(line: str, words: PlanWords) -> Heading | None:
    """Return the key aim about which a line asks: “3. Reducing ASB – cases, orders?”."""
    numbered = re.match(r"\s*(\d{1,2})[.):]?\s+", line)
    head = re.split(
        r"[.:?]\s|\s[–—-]\s|[.:?]\Z", line[numbered.end() if numbered else 0 :]
    )[0]
    found = aim_heading(
        f"{numbered[1]}. {head}" if numbered else head, words, alone=True
    )
    return found if found and found.key and not found.rest else None


def stream_heading(line: str, words: PlanWords) -> Heading | None:
    """Return the stream that a line names, or None."""
    return _read(line, lambda wording: _stream_heading(wording, words))


def _stream_heading(line: str, words: PlanWords) -> Heading | None:
    head, colon, rest = line.partition(":")
    for key, titles in words.streams.items():
        if _is_title(line, titles, least=_LONGEST_FORM):
            return Heading(key)
        if colon and _is_title(head, titles, least=_LONGEST_FORM):
            return Heading(key, rest.strip())
    name = pasted_text.whose_update(head)
    is_force = len(plain(name)) == 1 and pasted_text.is_of_police(name)
    named = [
        key
        for key, titles in words.streams.items()
        if (name and _is_title(name, titles, least=_LONGEST_FORM))
        or (is_force and any(map(pasted_text.is_of_police, titles)))
    ]
    return Heading(named[0], rest.strip()) if len(named) == 1 else None


def tells_figure(line: str, words: PlanWords) -> bool:
    """Return whether a line has a sum or a count, beside the number of a key aim: no heading has."""
    unnumbered = pasted_text.without_number(line)
    wording = pasted_text.without_aim_numbers(unnumbered, words.aim_label)
    return bool(find_counts(wording.rstrip(" :")))  # “400:” might be a time


def is_introduction(line: str, words: PlanWords) -> bool:
    """Return whether a line only introduces a list: “Roads, July to September:”."""
    return line.endswith(":") and is_short(line) and not tells_figure(line, words)


def is_short(line: str) -> bool:
    """Return whether a line has no more words than one that introduces a list."""
    return len(line.split()) <= _INTRODUCTION


def _ends(line: str) -> bool:
    """Return whether a line ends as a sentence or a part of one does, and no heading."""
    return line.rstrip().endswith((".", "?", "!", ";", ","))


def _is_title(line: str, titles: Iterable[str], least: int = _FIRST_WORDS) -> bool:
    """Return whether a line says a title, or at least its first words, and no more."""
    wording = plain(line)
    return bool(wording) and any(
        wording == title
        or (
            len(wording) >= least
            and title[: len(wording)] == wording
            and line.lstrip()[0].isupper()
        )
        for title in map(plain, titles)
    )


def _near(line: str, words: PlanWords) -> str:
    """Return the one key aim that a line nearly names: “Keeping the young safe from harm”, or ""."""
    wording = pasted_text.without_preposition(pasted_text.without_number(line))
    found = [k for k, titles in words.aims.items() if _is_nearly_title(wording, titles)]
    return found[0] if len(found) == 1 else ""


def _without_verb(line: str, words: PlanWords) -> str:
    """Return the one key aim whose title a line is but for first words and hyphens, or ""."""
    found = []
    for key, titles in words.aims.items():
        title = plain(titles[-1])
        ends = ("".join(title[n:]) for n in range(len(title) // 2 + 1))
        found += [key] * ("".join(plain(line)) in ends)
    is_name = len(plain(line)) > 1 and line.lstrip("-–—•* ")[:1].isupper()
    return found[0] if is_name and len(found) == 1 else ""


def _is_nearly_title(line: str, titles: Iterable[str]) -> bool:
    """Return whether a line says a title with a word in five left out, added or in another form."""
    if len(plain(line)) < _FIRST_WORDS or _ends(line):
        return False

    def is_near(said: Sequence[str], whole: Sequence[str], title: str) -> bool:
        most = max(len(said), len(whole), 1)
        return 5 * sum(_has(title, word) for word in said) >= 4 * most

    both = ((form, title) for form in (plain, _telling) for title in titles)
    return any(is_near(form(line), form(title), title) for form, title in both)


def _short(line: str, words: PlanWords) -> str:
    """Return the one key aim of whose title at least half of a line's words are, or ""."""
    wording = [word for word in _telling(line) if len(word) > _SYLLABLE]
    if not 0 < len(wording) <= _LONGEST_FORM or line.rstrip().endswith((".", "?", "!")):
        return ""
    matches = {
        key: sum(any(_has(title, word) for title in titles) for word in wording)
        for key, titles in words.aims.items()
    }
    most = max(matches.values(), default=0)
    found = [key for key, count in matches.items() if count == most]
    return found[0] if most * 2 >= len(wording) and len(found) == 1 else ""


def aim_of_all(line: str, words: PlanWords) -> str:
    """Return the key aim of all that follows a line: “Two from us, both under roads:”, or ""."""
    return _short(pasted_text.what_all_is_for(line), words)


def _has(title: str, word: str) -> bool:
    """Return whether a title has a word, or the words of an abbreviation: “ASB”."""
    parts = plain(title)
    initials = "".join(part[0] for part in parts)
    return (len(word) > 2 and word in initials) or any(
        word == part or _is_form(word, part) for part in parts
    )


def _is_form(word: str, part: str) -> bool:
    """Return whether two words are forms of one: “road”, “roads”; “visible”, “visibility”."""
    least = max(_LIKE, min(len(word), len(part)) - 2)
    return len(word) >= least and word[:least] == part[:least]


def plain(words: str) -> list[str]:
    """Return the words of a text in the form in which they are compared."""
    wording = re.sub("['’]", "", words.casefold()).replace("&", " and ")
    return re.findall(r"[^\W_]+", wording)


def _telling(words: str) -> list[str]:
    """Return the words of a text in that form, without “of” and the like."""
    return [word for word in plain(words) if not pasted_text.is_small_word(word)]
