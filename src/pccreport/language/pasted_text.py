"""What surrounds the updates in an e-mail or a pasted page: greetings, replies, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pccreport.language.wordlists import any_word_pattern, load_wordlists

_MOST_OF_GREETING = 60
"""Characters: a longer line that begins with "Dear" tells something."""
_MOST_OF_REMARK = 160
"""Characters: a longer line tells something, however it begins."""
_MOST_OF_HEAD = 6
"""Words: a longer line is a sentence, unless it ends in a colon."""
_NAME = r"(?:[A-Z]|i[A-Z])[\w'’-]*"


def greeted(line: str, language: str = "en-GB") -> tuple[str, ...] | None:
    """Return the names in a line that is nothing but a greeting, or None: “Hi Sam,”, “Sam”."""
    words = _any("greetings", language)
    called = (
        rf"\s*(?:(?i:{words})\b\W*)?((?:{_NAME}[\s,/&]*)*)(?:(?i:{words}))?[\s,!–-]*\Z"
    )
    found = re.match(called, line) if len(line) <= _MOST_OF_GREETING else None
    if found and (found[1].split() or re.match(rf"\s*{words}\b", line, re.IGNORECASE)):
        names = re.findall(_NAME, found[1])
        is_name = len(names) <= 1 or re.match(rf"\s*(?i:{words})\b", line)
        return tuple(names) if is_name else None
    return None


def is_closing(line: str, language: str = "en-GB") -> bool:
    """Return whether a line begins the signature of a message: “Kind regards”."""
    if re.fullmatch(r"\s*--\s*", line):
        return True
    words = _any("closings", language)
    # “Thanks, Sam”, not “Thanks to Sam”
    name = rf"[\s,!.–-]+{_NAME}"
    return bool(re.match(rf"\s*(?i:{words})(?:{name}){{0,3}}\W*\Z", line))


def is_remark(line: str, names: Iterable[str], language: str = "en-GB") -> bool:
    """Return whether a line speaks to the officer, by some names: “Sam – is this ok?”."""
    starts = any(re.match(rf"\s*{re.escape(n)}\s*[,–—-]", line) for n in names)
    words = _any("remarks", language)
    told = line.replace("’", "'").replace(",", "")
    is_short = len(told) <= _MOST_OF_REMARK
    asks = is_short and told.rstrip().endswith("?")
    return starts or asks or (bool(re.match(rf"\s*{words}\b", told, re.I)) and is_short)


def is_kept_back(text: str, language: str = "en-GB") -> bool:
    """Return whether a contributor asks that a text is not published, in whatever words.

    It is better to keep back too much: what is kept back is counted, and can be opened.
    """
    said, aside = _any("kept_back", language), _any("kept_back_aside", language)
    told = text.replace("’", "'")
    if told.endswith(":") and re.match(rf"\W*{aside}\b", told, re.IGNORECASE):
        return True  # “Confidential points:”
    before = _any("kept_back_aside_before", language)
    forms = (
        rf"\b{said}\b",
        rf"[(\[]\s*(?:{before}\s+)?{aside}\b[^()\[\]]*[)\]]",
        rf"\A\W*{aside}\s*[:–—-]",
        rf"\s[–—-]+\s+{aside}(?:\s+only)?\W*\Z",  # “Stops: 12 - internal”
        rf",\s+{aside}\s+only\W*\Z",
        rf"\b{_any('asked_to_keep', language)}(?:\s+\w+){{0,5}}\s+{aside}\b",
    )
    return re.search("|".join(forms), told, re.IGNORECASE) is not None


def is_aside(text: str, language: str = "en-GB") -> bool:
    """Return whether a line is one word that keeps back what is around it: “Internal”."""
    pattern = rf"\W*{_any('kept_back_aside', language)}(?:\s+only)?\W*"
    return re.fullmatch(pattern, text, re.IGNORECASE) is not None


def speaks_of_the_rest(text: str, language: str = "en-GB") -> bool:
    """Return whether a text has a word for what follows it."""
    follows = rf"\b{_any('what_follows', language)}\b"
    return re.search(follows, text, re.IGNORECASE) is not None


def reason_for_nothing(text: str, language: str = "en-GB") -> str | None:
    """Return why there is nothing to report, "" for no reason, or None: “Nil: it is late.”"""
    nothing, when = _any("nothing", language), _any("nothing_when", language)
    reasons, others = _any("reasons", language), _any("no_reasons", language)
    # “No updates, but twelve arrests” is an update, and so is what has a sentence more.
    because = rf"[\s,]+{reasons}\s+(?!{others}\b)(?P<because>[^.!?]*[.!?]?\s*\Z)"
    pattern = rf"\W*{nothing}(?!\w)(?:\s+{when}(?!\w))?(?:\s*[:;–—-]\s*(?P<reason>.*)|{because})?"
    found = re.match(pattern, text, re.IGNORECASE)
    return (found["reason"] or found["because"] or "") if found else None


def is_no_figure(words: str, language: str = "en-GB") -> bool:
    """Return whether a text in place of a figure says that there is none yet: “n/a”."""
    return (
        words.casefold().strip() in load_wordlists(language, "pasted_text")["no_figure"]
    )


def reason_withheld(words: str, language: str = "en-GB") -> str | None:
    """Return why a figure is withheld, "" for no reason, or None: “Withheld: it is checked.”"""
    pattern = rf"{_any('withheld', language)}(?!\w)(?:\s*[:;,–—-]\s*(?P<reason>.*))?"
    found = re.fullmatch(pattern, words, re.IGNORECASE)
    return (found["reason"] or "") if found else None


def heads_figures(words: str, language: str = "en-GB") -> bool:
    """Return whether the head of a column says no more than that figures are in it."""
    heads = load_wordlists(language, "pasted_text")["figure_heads"]
    return words.casefold().strip(" :.") in heads


def is_of_now(words: str, language: str = "en-GB") -> bool | None:
    """Return whether the head of some figures says that they are those of now.

    False if they are of another time or no figures yet (“Last year:”), None if it says neither.
    """
    if len(words.split()) > _MOST_OF_HEAD and not words.endswith(":"):
        return None
    for name, answer in (("figures_of_others", False), ("figures_of_now", True)):
        if re.search(rf"\b{_any(name, language)}\b", words, re.IGNORECASE):
            return answer
    return None


def names_of_all(language: str = "en-GB") -> frozenset[str]:
    """Return what a cell says in place of an area if a figure is of all of them, in small letters."""
    return frozenset(load_wordlists(language, "pasted_text")["all_areas"])


def is_no(words: str, language: str = "en-GB") -> bool:
    """Return whether a cell says no."""
    return (
        words.casefold().strip(" .") in load_wordlists(language, "pasted_text")["noes"]
    )


def is_header(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is one of a message's header: “Subject: Quarter 2”."""
    return bool(re.match(rf"\s*\*?{_any('header_fields', language)}\*?:", line, re.I))


def begins_reply(line: str, language: str = "en-GB") -> bool:
    """Return whether an earlier message is quoted from here on: “On 3 July Sam Reed wrote:”."""
    quoted, verbs = _any("quoted_replies", language), _any("reply_verbs", language)
    pattern = rf"[\s>-]*{quoted}[\s:-]*\Z|.*\d.*\b{verbs}:\s*\Z"
    return bool(re.match(pattern, line, re.IGNORECASE))


def is_forward(line: str, language: str = "en-GB") -> bool:
    """Return whether a line says that a message is passed on below it."""
    return bool(re.match(rf"[\s>-]*{_any('forwards', language)}[\s:-]*\Z", line, re.I))


def is_disclaimer(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is one that a mail program puts under messages."""
    return bool(re.match(rf"\W*{_any('disclaimers', language)}", line, re.IGNORECASE))


def is_page_number(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is the number of a page: “Page 3 of 7”, or “3” alone."""
    page, total = _any("pages", language), _any("page_totals", language)
    pattern = rf"\s*(?:{page}\s+\d+(?:\s+{total}\s+\d+)?|[-–]?\s*\d{{1,3}}\s*[-–]?)\s*"
    return bool(re.fullmatch(pattern, line, re.IGNORECASE))


def aim_names(label: str, language: str = "en-GB") -> tuple[str, ...]:
    """Return what a key aim is called in a message, beside what the house format calls it."""
    return (label, *load_wordlists(language, "pasted_text")["aim_abbreviations"])


def is_aim_name(words: str, label: str, language: str = "en-GB") -> bool:
    """Return whether words are what a key aim is called: the head of a column."""
    names = aim_names(label, language)
    return _plain_head(words) in {name.casefold() for name in names}


def may_head_aims(words: str, language: str = "en-GB") -> bool:
    """Return whether the head of a column may be what others call key aims: “Priority”."""
    return _plain_head(words) in load_wordlists(language, "pasted_text")["aim_heads"]


def _plain_head(words: str) -> str:
    return re.sub(r"\W*(?:no|number|\(s\)|#)?\W*\Z", "", words.casefold())


@cache
def aim_mention_pattern(label: str, language: str = "en-GB") -> re.Pattern[str]:
    """Return a pattern of a key aim named by its number anywhere in a line: “Roads (KA 2)”."""
    names = "|".join(map(re.escape, aim_names(label, language)))
    between = _any("number_words", language)
    return re.compile(
        rf"\b(?:{names})s?\s*(?:{between})?\s*\(?(\d{{1,2}})(?!\d)\)?", re.IGNORECASE
    )


def without_aim_numbers(line: str, label: str, language: str = "en-GB") -> str:
    """Return a line without the numbers of key aims, and those that go on: “Key Aims 2 and 3”."""
    more = rf"(?:(?:\s*[,&/]|\s+{_any('small_words', language)})\s*\d{{1,2}}\b)*"
    mention = aim_mention_pattern(label, language).pattern
    return re.sub(mention + more, "", line, flags=re.IGNORECASE)


@cache
def aim_heading_pattern(label: str, language: str = "en-GB") -> re.Pattern[str]:
    """Return a pattern of a line that begins with the number of a key aim: “For KA1: …”.

    Its groups are the number, what is between it and the rest, and the rest.
    """
    before = _any("before_aims", language)
    names = any_word_pattern(aim_names(label, language))
    return re.compile(
        rf"\W*(?:{before}\s+)?{names}\s*\(?(\d{{1,2}})\)?\**\s*([:.)–—-]*)\**\s*(.*)\Z",
        re.IGNORECASE,
    )


def without_number(line: str, language: str = "en-GB") -> str:
    """Return a heading without its number: “3. Roads”, “Priority 3: Roads”."""
    heads = _any("aim_heads", language)
    pattern = rf"\A\W*(?:\d{{1,2}}[.)]|{heads}\s+\d{{1,2}}\s*[.):–—-]+)\s*"
    return re.sub(pattern, "", line, flags=re.IGNORECASE)


def without_for(line: str, language: str = "en-GB") -> str:
    """Return a line without the small word before a heading: “Re: Roads”."""
    before = _any("before_aims", language)
    return re.sub(rf"\A\W*{before}\b:?\s+", "", line, flags=re.IGNORECASE)


class JoinedWords(NamedTuple):
    """Two pieces of a text put together, of which the first ended in a hyphen."""

    text: str
    word: str
    """The word from which a hyphen was taken out, or ""."""
    known: bool
    """Whether the project has the word elsewhere."""


@cache
def _any(name: str, language: str) -> str:
    return any_word_pattern(load_wordlists(language, "pasted_text")[name])


def is_small_word(word: str, language: str = "en-GB") -> bool:
    """Return whether a word of a title says nothing by itself: “of”."""
    return word in load_wordlists(language, "pasted_text")["small_words"]


def join_broken(
    before: str, after: str, known: frozenset[str], language: str = "en-GB"
) -> JoinedWords:
    """Return two pieces as one, without the hyphen if a line's end has put it there.

    “com-” and “munity” are one word, “follow-” and “up” are not, nor what the project has with its hyphen.
    """
    first = re.search(r"([^\W\d_]+)-\Z", before)
    second = re.match(r"[^\W\d_]+", after)
    if not first or not second or not second[0].islower():
        return JoinedWords(before + after, "", known=True)
    lists = load_wordlists(language, "pasted_text")
    start, end = first[1], second[0]
    word = (start + end).casefold()
    keeps = word not in known and (
        f"{start}-{end}".casefold() in known
        or {start.casefold(), end} <= known
        or start.casefold() in lists["hyphened_beginnings"]
        or end in lists["hyphened_ends"]
    )
    if keeps:
        return JoinedWords(before + after, "", known=True)
    return JoinedWords(before[:-1] + after, start + end, word in known)


def is_broken_in_line(word_after: str, language: str = "en-GB") -> bool:
    """Return whether “com- munity” is a broken word, and not “pre- and post-war”."""
    words = load_wordlists(language, "pasted_text")["after_hanging_hyphen"]
    return word_after.casefold() not in words
