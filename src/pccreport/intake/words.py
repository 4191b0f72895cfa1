"""What headings, cells and names in a text that was sent name: a key aim, a stream, a period."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from pccreport.intake.privacy import must_be_private
from pccreport.language.incoming import aim_headings, pasted_text
from pccreport.language.texts.sentences import has_verb
from pccreport.model.measure_names import MeasureNames, fold
from pccreport.model.periods import Period

_WORD = re.compile(r"[^\W_]+")
_LEAD_IN = re.compile(r"\s*:\s*|\s+[–—-]\s+")
"""What is between a heading and its text on one line: “roads: …”, “roads – …”."""
_NUMBER = re.compile(r"\A\s*[\w.]{1,5}[.)]\s+")
"""The number before a title: “2. ”, “2.1) ”."""
_DOTTED = re.compile(r"\A[^\w£]*(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)[^\w%]*\Z")
"""The number of a key aim that has that of the one around it: “1.2”, “(1.2)”."""
_MORE = re.compile(r"(?:[/&,+]|and\b)\s*(?:\w+\s*)?\d{1,2}\b")
"""What follows the number of one key aim if another is named too: “KA1 / KA2”, “1 and 3”."""
_FEW = 10
"""Words of a heading that says a title in short, or has the number of a key aim, at most."""
_MOST, _WHOLE = 0.5, 0.8
"""The share of a text's words that are of a title, and of the title's if it is all of it."""
_STEM = 5
"""Letters in which the forms of a word are the same."""


class PlanWords(NamedTuple):
    """The names in a project by which what was sent is placed."""

    aim_label: str
    """What the house format calls a key aim."""
    aims: Mapping[str, Sequence[str]]
    """What each key aim is called, by its key: its key and its titles."""
    numbers: Mapping[str, str]
    """The keys of key aims of the priority reported on, by the numbers that only they have."""
    streams: Mapping[str, Sequence[str]]
    """Headings and names by the key of each stream."""
    known: frozenset[str]
    """Words of the project, in small letters."""
    unfunded: frozenset[str] = frozenset()
    """The keys of the streams that are no funds."""
    is_only: bool = False
    """Whether no other part of the plan is numbered, so that “Priority 2” is a key aim."""
    is_period: Callable[[str], bool | None] = lambda _: None
    """Whether a text names the period of the updates, another one, or none."""
    periods: Callable[[str], Period | None] = lambda _: None
    """The period of which a label is, if it is one of the plan."""
    measures: MeasureNames = MappingProxyType({})
    reader_of: Callable[[str], str | None] = lambda _: None
    """Who has said of a remark that it keeps nothing back, if somebody has."""


@lru_cache(maxsize=10_000)
def stems(text: str) -> frozenset[str]:
    """Return the words of a text but small ones, in a form that others of theirs share."""
    words = _WORD.findall(re.sub(r"['’]", "", text))
    found = (w.casefold() for w in words if len(w) > 2 or w.isupper())
    telling = (w for w in found if not aim_headings.is_small_word(w))
    return frozenset(w.removesuffix("s")[:_STEM] for w in telling)


def _is_brief(words: str) -> bool:
    """Return whether some words may be a title, said in short."""
    is_few = len(words.split()) <= _FEW and not words.endswith((".", ";"))
    return is_few and not has_verb(words)


def _may_be_title(words: str) -> bool:
    """Return whether words behind a number are a title, and report nothing."""
    reports = re.search(r"\d|[?!]|: ", words) or must_be_private(words)
    return _is_brief(words) and not (reports or pasted_text.is_nothing_to_report(words))


OF_HEADINGS = stems("aim priority update progress quarter active action return report")
"""Words of headings that name nothing."""


class AimHeading(NamedTuple):
    """The key of a key aim that a text names, and the rest of the text."""

    key: str
    rest: str = ""
    doubt: str = ""
    """Why it may be another one."""


class NameFinder:
    """Finds what texts name; the stems of titles are made once."""

    def __init__(self, words: PlanWords) -> None:
        self.words = words
        self._titles = {k: [*map(stems, ts)] for k, ts in words.aims.items()}
        self._streams = {k: [*map(stems, ts)] for k, ts in words.streams.items()}
        named = (*self._titles.values(), *self._streams.values())
        self.all_stems = frozenset[str]().union(*chain(*named))
        """The words of all titles and names."""
        self._mention = aim_headings.aim_mention_pattern(words.aim_label)
        self.aim_of = lru_cache(maxsize=None)(self._aim_at_start)

    def aim_titled(self, words: str) -> tuple[str, bool]:
        """Return the key aim whose title some words are, and whether they are all of it."""
        words = aim_headings.strip_heading_start(words)
        own = stems(words)
        best = self._nearest_aim(own)
        titles = [t for t in self._titles.get(best, ()) if t]
        is_all = any(len(own & t) >= _WHOLE * len(t) for t in titles)
        if is_all and any(len(own & t) >= _WHOLE * len(own) for t in titles):
            return best, True
        is_title = any(own <= t or t <= own for t in titles) and _is_brief(words)
        return (best, False) if is_title else ("", False)

    def _nearest_aim(self, own: frozenset[str]) -> str:
        """Return the one key aim whose title has half of some words or more, and the most of them."""
        shared = {k: max(len(own & t) for t in ts) for k, ts in self._titles.items()}
        most = max(shared.values(), default=0)
        found = [k for k, n in shared.items() if n == most]
        return found[0] if len(found) == 1 and most >= _MOST * len(own) > 0 else ""

    def _aim_at_start(self, text: str) -> AimHeading | None:
        """Return the key aim that a text is or begins with. A title is believed before a number."""
        label = self.words.aim_label
        pattern = aim_headings.aim_heading_pattern(label, others=self.words.is_only)
        numbered = pattern.match(text)
        number, sign, rest = numbered.groups() if numbered else ("", "", text)
        key = self.words.numbers.get(aim_headings.aim_number(number), "")
        own = key or self.by_number(text.partition(" ")[0])
        first = self._mention.search(text) if len(text.split()) <= _FEW else None
        is_more = first and _MORE.match(text[first.end() :].lstrip())
        if is_more and not has_verb(text):
            return AimHeading("", "", "it names more than one key aim")
        head, *behind = _LEAD_IN.split(rest, maxsplit=1)
        for name, after in ((rest, ""), *((head, x) for x in behind if x)):
            found, is_whole = self.aim_titled(name)
            if found:
                differs = found != own if own else numbered and not is_whole
                doubt = "the title was used, not the number" if differs else ""
                return AimHeading(found, after, doubt)
        name = stems(aim_headings.strip_heading_start(head))
        telling = name.difference(OF_HEADINGS, *chain(*self._streams.values()))
        is_near = self._nearest_aim(telling) and _is_brief(head)
        if not key and (mentioned := self._mentioned_aim(text)):
            return mentioned
        is_bare = re.fullmatch(r"[ .:–—-]*|\([^()]*\)\W*", rest)
        is_title = _may_be_title(rest)
        is_apart = sign.strip() or not rest or (rest[:1].isupper() and is_title)
        is_own = not telling or is_bare or self.are_initials(rest, key)
        is_other = numbered and not (key and (is_own or not is_title))
        if is_near or (is_other and is_apart) or self._has_unknown_number(text):
            return AimHeading("", text, "no key aim has this name")
        is_text = not is_bare and (":" in rest or has_verb(rest) or sign.strip())
        if key and (is_bare or sign or not has_verb(rest)):
            return AimHeading(key, rest if is_text else "")
        return None

    def _has_unknown_number(self, text: str) -> bool:
        """Return whether a heading has a number like those of key aims: “4.1 Youth work”."""
        number, _, title = text.partition(" ")
        found, numbers = _DOTTED.match(number), self.words.numbers
        known = [n for n in numbers if "." in n] or [*numbers]
        is_part = found and any(f"{found[1]}.".startswith(f"{n}.") for n in known)
        is_title = title[:1].isupper() if title else "." in "".join(known)
        return bool(found and is_title and not is_part) and _may_be_title(title)

    def are_initials(self, word: str, key: str) -> bool:
        """Return whether a word behind a key aim’s number is its title in short: “VAWG”."""
        titles = map(_WORD.findall, self.words.aims.get(key, ()))
        initials = ("".join(x[0] for x in title).upper() for title in titles)
        return word.isalpha() and any(re.search(".*".join(word), x) for x in initials)

    def aims_titled_exactly(self, text: str) -> list[str]:
        """Return the key aims whose title a text is word by word, with or without a number."""
        typed = {fold(text), fold(_NUMBER.sub("", text))}
        return [k for k, x in self.words.aims.items() if typed & {*map(fold, x[1:])}]

    def has_aim_number(self, text: str) -> bool:
        """Return whether a text begins with the number of a key aim: “Key Aim 2: …”."""
        pattern = aim_headings.aim_heading_pattern(self.words.aim_label)
        return bool(pattern.match(text) or _DOTTED.match(text))

    def _mentioned_aim(self, text: str) -> AimHeading | None:
        """Return the key aim that a text names somewhere in it: “Roads (KA 2)”, “all are for KA2”."""
        titled = self.aim_titled(pasted_text.subject_of_all_below(text))[0]
        bare = text.strip(" .:;,()[]*–—-")
        named = self.words.numbers.get(bare) or self.by_number(text)
        is_of_all = titled or aim_headings.names_aim_of_all(text, self.words.aim_label)
        parts = re.split(r"\s*:\s*|(?<=^\d\.\d)\s+[–—-]\s+", text.strip(), maxsplit=1)
        head, behind = (*parts, "")[:2]
        if behind and len(head.split()) <= 4 and self.by_number(head) and not is_of_all:
            return AimHeading(self.by_number(head), behind)
        is_about = is_of_all or (_is_brief(text) and not text.endswith("?"))
        return AimHeading(titled or named) if (titled or named) and is_about else None

    def by_number(self, text: str) -> str:
        """Return the key aim whose number is in a text: “Roads (KA 2)”; "" for several."""
        typed = self._mention.findall(text) or _DOTTED.findall(text)
        found = {aim_headings.aim_number(x) for x in typed}
        return self.words.numbers.get(found.pop(), "") if len(found) == 1 else ""

    def aim_referred_to(self, text: str) -> str:
        """Return the key aim to which a text only refers: “See update under Key Aim 1 above.”"""
        refers = re.match(r"(?i)\W*(?:please )?see\b", text)
        return self.by_number(text) if refers and len(text.split()) <= 20 else ""

    def stream_named(self, text: str, aim: str = "") -> str:
        """Return the one stream that a text names, and nothing else but a key aim's title."""
        own, titles = stems(self._mention.sub(" ", text)), self._titles.get(aim, ())
        every = [(k, t) for k, ts in self._streams.items() for t in ts if t]
        exact = {k for k, t in every if own == t and own not in titles}
        others = ((k, t) for k, t in every if t.difference(*titles))
        near = {k for k, t in others if own >= t or (own < t and len(own) > 1)}
        found = [*(exact or near)]
        return found[0] if len(found) == 1 else ""

    def is_stream(self, text: str) -> bool:
        """Return whether a text is the whole of a heading or a name of a stream."""
        own = stems(text)
        return bool(own) and any(own in titles for titles in self._streams.values())

    def streams_named_in(self, text: str) -> set[str]:
        """Return the streams whose whole name is in some words around a text."""
        plain = re.sub("['’]", "", text)
        parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain).casefold()
        spoken = f" {' '.join(_WORD.findall(parted))} "
        streams = self.words.streams.items()
        titles = ((k, aim_headings.without_article(x)) for k, xs in streams for x in xs)
        bare = ((k, re.sub("['’]", "", x.casefold())) for k, x in titles)
        names = ((k, " ".join(_WORD.findall(x))) for k, x in bare)
        return {key for key, name in names if name and f" {name} " in spoken}
