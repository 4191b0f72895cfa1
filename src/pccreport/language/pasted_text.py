"""What surrounds the updates in an e-mail or a pasted page: greetings, replies, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from pccreport.language.wordlists import any_word_pattern, load_wordlists

_MOST_OF_GREETING = 60
"""Characters: a longer line that begins with "Dear" tells something."""
_MOST_OF_REMARK = 160
"""Characters: a longer line tells something, however it begins."""
_MOST_OF_HEAD = 6
"""Words: a longer line is a sentence, unless it ends in a colon."""
_MOST_OF_CLOSING = 10
"""Words of a line that takes its leave and ends in a comma."""
_MOST_OF_NOTHING = 12
"""Words of a sentence that says that there is nothing to report."""
_NAME = r"(?:[A-Z]|i[A-Z])[\w'’-]*"


class Column(StrEnum):
    """What a column of a table has beside key aims and streams, by the list of its heads."""

    TEXT = "text_heads"
    MORE_TEXT = "more_text_heads"
    """Text only if another column has the rest of it: “Outcome”."""
    OUTCOME = "outcome_heads"
    NOTES = "note_heads"
    PERIOD = "period_heads"


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
    name = rf"[\s,!.–-]+(?:{_NAME}|\d+\b)"
    wish = r"\b[^.!?]*,\s*" if len(line.split()) <= _MOST_OF_CLOSING else ""
    last = re.split(r"(?<=[.!?])\s+", line)[-1]  # “It was cleared. Regards, Jo”
    parts = (rf"\s*(?i:{words})(?:{name}){{0,3}}\W*\Z", rf"\s*(?i:{words}){wish}\Z")
    return bool(re.match(parts[0], last) or (wish and re.match(parts[1], line)))


def is_remark(line: str, names: Iterable[str], language: str = "en-GB") -> bool:
    """Return whether a line speaks to the officer, by some names: “Sam – is this ok?”."""
    starts = any(re.match(rf"\s*{re.escape(n)}\s*[,–—-]", line) for n in names)
    words = _any("remarks", language)
    told = line.replace("’", "'").replace(",", "")
    is_short = len(told) <= _MOST_OF_REMARK
    asks = is_short and told.rstrip().endswith("?")
    heads = re.match(rf"\s*{_any('paper_heads', language)}\s*:", told, re.IGNORECASE)
    return (
        starts
        or asks
        or bool(heads)
        or (bool(re.match(rf"\s*{words}\b", told, re.I)) and is_short)
    )


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


def is_answer(words: str, language: str = "en-GB") -> bool:
    """Return whether a cell answers a question, and heads no column: “Yes”, “No – not yet”."""
    first = re.split(r"[\s,;:–—-]", words.strip(), maxsplit=1)[0]
    lists = load_wordlists(language, "pasted_text")
    return is_no(first, language) or first.casefold().strip(".") in lists["yeses"]


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
    of_page = rf"{page}\s+\d+(?:\s+{total}\s+\d+)?"
    pattern = rf"\s*(?:(?:.*(?:\s{{2}}|\|)\s*)?{of_page}|[-–]?\s*\d{{1,3}}\s*[-–]?)\s*"
    return bool(re.fullmatch(pattern, line, re.IGNORECASE))


def is_ornament(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is a rule, or says that the text ends: “END”."""
    ends = rf"\W*{_any('ends_of_text', language)}\W*|[\W_]{{3,}}"
    return bool(re.fullmatch(ends, line, re.IGNORECASE))


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
def _label_pattern(label: str, language: str, *, others: bool) -> re.Pattern[str]:
    lists = load_wordlists(language, "pasted_text")
    names = aim_names(label, language) + (lists["aim_heads"] if others else ())
    number = rf"(\d{{1,2}}|{any_word_pattern(lists['number_names'])})"
    pattern = rf"\A(\W*){any_word_pattern(names)}\s*{number}\b"
    return re.compile(pattern, re.IGNORECASE)


def with_aim_label(
    line: str, label: str, *, others: bool, language: str = "en-GB"
) -> str:
    """Return a line that begins with a key aim with its name and figure: “Aim Two”.

    With `others`, it may begin with what others call one: “Priority 2”.
    """
    numbers = load_wordlists(language, "pasted_text")["number_names"]
    found = _label_pattern(label, language, others=others).match(line)
    if not found:
        return line
    said = found[2].casefold()
    said = str(numbers.index(said) + 1) if said in numbers else said
    return f"{found[1]}{label} {said}{line[found.end() :]}"


def goes_on_with_aim(rest: str, label: str, language: str = "en-GB") -> bool:
    """Return whether what follows the number of a key aim is another: “KA1 / KA2”, “1 and 3”."""
    names = any_word_pattern(aim_names(label, language))
    return bool(
        re.match(rf"(?:[/&,+]|and\b)\s*(?:{names}\s*)?\d{{1,2}}\b", rest, re.IGNORECASE)
    )


def is_of_office(name: str, language: str = "en-GB") -> bool:
    """Return whether a name is one of the office that makes the report: “OPCC activity”."""
    return bool(re.search(rf"\b{_any('offices', language)}\b", name, re.IGNORECASE))


def is_of_police(name: str, language: str = "en-GB") -> bool:
    """Return whether a name is one of a police force: “Northshire Police”."""
    return bool(re.search(rf"\b{_any('police', language)}\W*\Z", name, re.IGNORECASE))


def heads_column(words: str, kind: Column, language: str = "en-GB") -> bool:
    """Return whether the head of a column has one of the words of a kind.

    One of few words may have others around: “Date received”, “Notes for editor”.
    """
    pattern = rf"(?<!\w){_any(kind, language)}(?!\w)"
    said = words.replace("’", "'")
    if kind in (Column.TEXT, Column.MORE_TEXT):
        return bool(
            re.match(rf"\W*(?:\w+\W+){{0,2}}?{pattern}", said, re.IGNORECASE)
            or re.match(r"\W*what\s+\w+\s+\w+", said, re.IGNORECASE) is not None
        )
    return bool(re.search(pattern, said, re.IGNORECASE))


def heads_awards(words: str, language: str = "en-GB") -> bool:
    """Return whether the head of a column says that awards are in it: “Amount (£)”."""
    heads = load_wordlists(language, "pasted_text")["award_heads"]
    return re.sub(r"\(?£\)?|[\s:.]+\Z", "", words.casefold()).strip() in heads


def pounds(cell: str) -> str:
    """Return the pounds of a cell that has a sum and no more, as YAML has them, or ""."""
    found = re.fullmatch(r"£?\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d\d))?", cell.strip())
    if not found:
        return ""
    pence = f".{found[2]}" if found[2] and found[2] != "00" else ""
    return found[1].replace(",", "") + pence


def is_total(words: str, language: str = "en-GB") -> bool:
    """Return whether a cell begins the row of totals of a table: “Total”."""
    return (
        words.casefold().strip(" :.")
        in load_wordlists(language, "pasted_text")["totals"]
    )


def keeps_row(text: str, language: str = "en-GB") -> bool:
    """Return whether a note asks to keep back what it is beside: “Hold back”."""
    words = _any("kept_back_notes", language)
    return re.search(rf"\b{words}\b", text, re.IGNORECASE) is not None


def is_about_row(text: str, language: str = "en-GB") -> bool:
    """Return whether a note is about the row that it is in: “It names a victim”."""
    begins, words = _any("about_row_begins", language), _any("about_row", language)
    pattern = rf"\W*{begins}\b|.*\b{words}\b"
    return bool(re.match(pattern, text, re.IGNORECASE | re.DOTALL))


def says_nothing(text: str, language: str = "en-GB") -> bool:
    """Return whether a text says that there is nothing to report, and no more than that."""
    said = text.strip(" .!*()[]")
    if said.casefold() in load_wordlists(language, "pasted_text")["nothing_alone"]:
        return True
    nothing, more = _any("nothing", language), _any("nothing_goes_on", language)
    is_one = len(said.split()) <= _MOST_OF_NOTHING and not re.search(
        r"[.!?]\s|\d", said
    )
    return (
        is_one
        and bool(re.match(rf"\W*{nothing}(?!\w)", said, re.IGNORECASE))
        and not re.search(rf"\b{more}\b", said, re.IGNORECASE)
    )


def find_asides(text: str, language: str = "en-GB") -> list[str]:
    """Return what is in brackets in a text and speaks to the officer: “[please check]”."""
    words, of_round = _any("asides", language), _any("round_asides", language)
    square = (
        rf"\[\s*(?:{_NAME}\s*[,–—-]|(?i:{words})(?!\w)|[^\[\]]*\?|\?)[^\[\]]*\](?!\()"
    )
    round_ = rf"\(\s*(?i:{of_round})(?!\w)[^()]*\)"
    return [found[0] for found in re.finditer(f"{square}|{round_}", text)]


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
