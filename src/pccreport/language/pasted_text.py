"""Text around the updates in an e-mail or a pasted page: greetings, replies, page numbers."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, partial
from typing import NamedTuple

from pccreport.language.figures import find_counts
from pccreport.language.sentences import addresses, has_verb
from pccreport.language.wordlists import any_word_pattern, find_pattern, load_wordlists

_MAX_GREETING = 60
"""Characters of a greeting; a longer line that begins with "Dear" is content."""
_MAX_REMARK = 160
"""Characters of a remark; a longer line is content, however it begins."""
_MAX_HEADING_WORDS = 6
"""Words of a heading; a longer line is a sentence, unless it ends in a colon."""
_MAX_CLOSING_WORDS = 10
"""Words of a closing line with a wish, which ends in a comma."""
_MAX_NOTHING_WORDS = 12
"""Words of a sentence for nothing to report."""
_FEW_WORDS = 4
"""Words of a reason that nothing introduces, at least."""
_NAME = r"(?:[A-Z]|i[A-Z])[\w'’-]*"


class Column(StrEnum):
    """The content of a column other than key aims and streams; each value is a list of headings."""

    TEXT = "text_heads"
    MORE_TEXT = "more_text_heads"
    """Text only if another column has the rest of it: “Outcome”."""
    OUTCOME = "outcome_heads"
    NOTES = "note_heads"
    PERIOD = "period_heads"


def _list(name: str, language: str) -> tuple[str, ...]:
    return load_wordlists(language, "pasted_text")[name]


@cache
def _any(name: str, language: str) -> str:
    return any_word_pattern(_list(name, language))


def _starts(pattern: str, text: str) -> bool:
    return re.match(pattern, text, re.IGNORECASE) is not None


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def before_sender(language: str = "en-GB") -> str:
    """Return a pattern for what is before a sender's name in a text: “ from us at”."""
    return rf" {_any('before_senders', language)}"


@cache
def not_before_reader(language: str = "en-GB") -> str:
    """Return a pattern that is not behind what is before a reader's name: “ for the”."""
    return "".join(rf"(?<! {words})" for words in _list("before_readers", language))


def greeting_names(line: str, language: str = "en-GB") -> tuple[str, ...] | None:
    """Return the names in a line that is only a greeting, “Hi Sam,” or “Sam”, or None."""
    words = _any("greetings", language)
    called = (
        rf"\s*(?:(?i:{words})\b\W*)?((?:{_NAME}[\s,/&]*)*)(?:(?i:{words}))?[\s,!–-]*\Z"
    )
    found = re.match(called, line) if len(line) <= _MAX_GREETING else None
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
    wish = r"\b[^.!?]*,\s*" if len(line.split()) <= _MAX_CLOSING_WORDS else ""
    line = re.sub(r"\s*\([^()]*\)\s*\Z", "", line)  # “Thanks, Jo (Insp. Bray)”
    last = re.split(r"(?<=[.!?])\s+", line)[-1]  # “It was cleared. Regards, Jo”
    parts = (rf"\s*(?i:{words})(?:{name}){{0,3}}\W*\Z", rf"\s*(?i:{words}){wish}\Z")
    return bool(re.match(parts[0], last) or (wish and re.match(parts[1], line)))


def is_postscript(line: str, language: str = "en-GB") -> bool:
    """Return whether a line continues a message below its signature: “PS One more:”."""
    return _starts(rf"\W*{_any('postscripts', language)}(?!\w)", line)


def speaks_of_all(line: str, label: str, language: str = "en-GB") -> bool:
    """Return whether a line names the key aim of all that is sent: “All are for Aim 2”."""
    aim = aim_mention_pattern(label, language).pattern
    before, after = _any("of_all", language), _any("after_all", language)
    line = line.replace("’", "'")
    if _has(rf"{aim}[\s)]*(?:\w+\s+){{0,2}}?{_any('not_of_all', language)}\b", line):
        return False  # “Everything for Aim 2 is in our sheet.”
    return _has(
        rf"\b{before}(?:\W+\w+){{0,5}}?\W+{aim}|{aim}\W*(?:\s+\w+){{0,3}}?\s+{after}\b",
        line,
    )


def is_announcement(line: str, language: str = "en-GB") -> bool:
    """Return whether a line only says that updates follow: “Two from us this quarter:”."""
    some = rf"(?:\d+|{_number(language)}|{_any('some_of', language)})"
    begins = rf"\W*(?:{_any('announcing', language)}\s+)*(?:{some}\s+)?(?:[a-z-]+\s+)?"
    goes_on = rf"(?:\s+[\w'’]+){{0,4}}?\s+{_any('announced_goes_on', language)}\b"
    announced = rf"{_any('announced', language)}(?:\W*\Z|\W*[,;:–—-]|{goes_on})"
    found = re.match(rf"{begins}{announced}", line.replace("’", "'"), re.IGNORECASE)
    if not found or line.endswith("."):
        return False
    return not has_verb(line[found.end() :].partition(",")[0], language)


def what_all_is_for(line: str, language: str = "en-GB") -> str:
    """Return what all that follows is under, as a line says at its end: “both under roads:”."""
    aim = rf"{_any('before_aims', language)}\s+([^,;:.]+)\W*\Z"
    says = rf"(?:\A|[,;:.–—-]\s*){_any('all_that_follows', language)}\s+{aim}"
    found = re.search(says, line, re.IGNORECASE)
    leads = line.endswith(":") or is_announcement(line, language)
    return found[1] if found and (leads or not found.start()) else ""


def is_of_chat(line: str, language: str = "en-GB") -> bool:
    """Return whether a chat program has added a line: “Edited”, “Jo Bray left the chat”."""
    whole, ends = _any("of_chat", language), _any("of_chat_ends", language)
    plain = line.replace("’", "'").strip(" .<>()[]")
    return _has(rf"\A\W*(?:\d+\s+)?{whole}(?:\s+\d+)?\Z|\A.{{0,60}}\b{ends}\Z", plain)


def gives_source(note: str, language: str = "en-GB") -> bool:
    """Return whether a note only says where a figure is from: “Source: ONS”."""
    return _starts(rf"\W*{_any('sources', language)}\b", note)


def refers_elsewhere(line: str, language: str = "en-GB") -> bool:
    """Return whether a line only says where an update is: “See Dean’s e-mail”."""
    see, papers = _any("elsewhere", language), _any("other_papers", language)
    sends, ends = _any("sends_apart", language), _any("apart_ends", language)
    is_one = len(line.split()) <= _MAX_NOTHING_WORDS and not re.search(r"[.!?]\s", line)
    paper = rf"\W*{see}\s+(?:[\w’'.-]+\s+){{1,5}}?{papers}\W*\Z"
    written = rf"\W*[A-Z].{{0,40}}\b{sends}(?:\s+\w+){{0,3}}?\s+{ends}\W*\Z"
    is_named = _starts(paper, line) or re.match(written, line) is not None
    return is_one and is_named and not re.search(r"\d", line)


def speaks_to_officer(
    text: str, label: str = "key aim", language: str = "en-GB"
) -> bool:
    """Return whether a text is about what is sent, whatever it is under: “Please bin my first version.”"""
    find = partial(find_pattern, "pasted_text", language=language)
    plain = find(name="quoted").sub("", text.replace("’", "'"))
    is_task = find(name="task").match(plain) and not has_verb(plain, language)
    of_aim = aim_mention_pattern(label, language).search(plain)
    is_own = of_aim and addresses(plain, language)
    return bool(find(name="said_to_officer").search(plain) or is_task or is_own)


def is_remark(line: str, names: Iterable[str], language: str = "en-GB") -> bool:
    """Return whether a line is a remark to the officer, who has some names: “Sam – is this ok?”."""
    starts = any(re.match(rf"\s*{re.escape(n)}\s*[,–—-]", line) for n in names)
    words = _any("remarks", language)
    plain = line.replace("’", "'").replace(",", "")
    is_short = len(plain) <= _MAX_REMARK
    asks = is_short and plain.rstrip().endswith("?")
    is_heading = _starts(rf"\s*{_any('paper_heads', language)}\s*:", plain)
    hello = rf"(?:{_any('greetings', language)}\s+\w+\s+)?"
    has_start = is_short and _starts(rf"\s*{hello}{words}\b", plain)
    return starts or asks or is_heading or has_start or corrects_figure(line, language)


def has_remark(text: str, language: str = "en-GB") -> bool:
    """Return whether a part of a sentence is a remark: “Ours are below, sorry for the delay”."""
    return any(is_remark(x, (), language) for x in re.split(r"(?<=[,;.])\s+", text))


def corrects_figure(line: str, language: str = "en-GB") -> bool:
    """Return whether a line asks for another figure: “It should be 2,460, not 2,406.”."""
    figure = r"[^\d\s]?\d[\d.,]*%?"
    corrected = (
        rf"\b{_any('corrections', language)}\s+{figure}\s+(?:and\s+)?not\s+{figure}"
    )
    return len(line) <= _MAX_REMARK and _has(corrected, line.replace(",", ""))


def has_privacy_request(text: str, language: str = "en-GB") -> bool:
    """Return whether a text asks that it is not published.

    In doubt it does: a withheld text is reported, and can be made public.
    """
    label, plain = _any("kept_back_aside", language), text.replace("’", "'")
    if plain.endswith(":") and _starts(rf"\W*{label}\b", plain):
        return True  # “Confidential points:”
    before = _any("kept_back_aside_before", language)
    forms = (
        rf"\b{_any('kept_back', language)}\b",
        rf"(?:[(\[{{<]|\*\*)\s*(?:{before}\s+)?{label}\b[^()\[\]{{}}<>*]*(?:[)\]}}>]|\*\*)",
        rf"(?:\A|[.!?]\s)\W*{label}\s*[:–—-]",  # “Six came. NFP: one is ill.”
        rf"\s[–—-]+\s+{label}(?:\s+only)?\W*\Z",  # “Stops: 12 - internal”
        rf",\s+{label}\s+only\W*\Z",
        rf"\b{_any('asked_to_keep', language)}(?:\s+\w+){{0,5}}\s+{label}\b",
    )
    return _has("|".join(forms), plain)


def is_privacy_label(text: str, language: str = "en-GB") -> bool:
    """Return whether a line is only a label that withholds the text around it: “Internal”."""
    pattern = rf"\W*{_any('kept_back_aside', language)}(?:\s+only)?\W*"
    return re.fullmatch(pattern, text, re.IGNORECASE) is not None


def is_open_marking(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is only a marking of what may be published: “OFFICIAL”."""
    names, labels = _any("open_markings", language), _any("marking_labels", language)
    return _has(rf"\A\W*(?:{labels}\W+)?{names}\W*\Z", line)


def may_keep_back(text: str, language: str = "en-GB") -> bool:
    """Return whether a text has a word of privacy requests, whatever it says of it."""
    return _has(rf"\b{_any('kept_back_aside', language)}\b", text)


def reason_for_nothing(text: str, language: str = "en-GB") -> str | None:
    """Return why there is nothing to report (“Nil: it is late.”), "" without a reason, or None for content."""
    nothing, when = _any("nothing", language), _any("nothing_when", language)
    reasons, others = _any("reasons", language), _any("no_reasons", language)
    # “No updates, but twelve arrests” is an update, and so is a text with another sentence.
    because = rf"[\s,]+{reasons}\s+(?!{others}\b)(?P<because>[^.!?]*[.!?]?\s*\Z)"
    pattern = rf"\W*{nothing}(?!\w)(?:\s+{when}(?!\w))?(?:\s*[:;–—-]\s*(?P<reason>.*)|{because})?"
    found = re.match(pattern, text, re.IGNORECASE)
    if not found or found["reason"] or found["because"]:
        return (found["reason"] or found["because"]) if found else None
    # “Nothing this quarter, the board meets in May.”
    rest = text.partition(",")[2].strip()
    is_reason = len(rest.split()) >= _FEW_WORDS and not _starts(rf"{others}\b", rest)
    return rest if is_reason and is_nothing_to_report(text, language) else ""


def is_caveat(text: str, language: str = "en-GB") -> bool:
    """Return whether a text says how far figures can be relied on: “Figures are provisional”."""
    subjects, caveats = _any("caveat_subjects", language), _any("caveats", language)
    return _has(rf"\b{subjects}\b[^.!?]*\b{caveats}\b", text)


def is_missing_figure(words: str, language: str = "en-GB") -> bool:
    """Return whether a text is used instead of a figure that is missing: “n/a”."""
    return words.casefold().strip() in _list("no_figure", language)


def reason_withheld(words: str, language: str = "en-GB") -> str | None:
    """Return why a figure is withheld (“Withheld: it is checked.”), "" without a reason, or None."""
    pattern = rf"{_any('withheld', language)}(?!\w)(?:\s*[:;,–—-]\s*(?P<reason>.*))?"
    found = re.fullmatch(pattern, words, re.IGNORECASE)
    return (found["reason"] or "") if found else None


def is_figure_heading(words: str, language: str = "en-GB") -> bool:
    """Return whether the heading of a column means only that it has figures."""
    return words.casefold().strip(" :.") in _list("figure_heads", language)


def is_current_heading(words: str, language: str = "en-GB") -> bool | None:
    """Return whether a heading is that of the current figures.

    False for those of another time or of none yet (“Last year:”), None for any other heading.
    """
    if len(words.split()) > _MAX_HEADING_WORDS and not words.endswith(":"):
        return None
    for name, answer in (("figures_of_others", False), ("figures_of_now", True)):
        if re.search(rf"\b{_any(name, language)}\b", words, re.IGNORECASE):
            return answer
    return None


def names_for_all_areas(language: str = "en-GB") -> frozenset[str]:
    """Return the names for all areas together in a cell, in lower case."""
    return frozenset(_list("all_areas", language))


def is_negative(words: str, language: str = "en-GB") -> bool:
    """Return whether a cell means no."""
    return words.casefold().strip(" .") in _list("noes", language)


def is_answer(words: str, language: str = "en-GB") -> bool:
    """Return whether a cell is an answer, not the heading of a column: “Yes”, “No – not yet”."""
    first = re.split(r"[\s,;:–—-]", words.strip(), maxsplit=1)[0]
    is_yes = first.casefold().strip(".") in _list("yeses", language)
    return is_yes or is_negative(first, language)


def answers_above(text: str, language: str = "en-GB") -> bool:
    """Return whether a text answers yes or no about what is above it: “Yes, it did.”"""
    return bool(find_pattern("pasted_text", "answer", language).match(text))


def is_header(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is a header field of a message: “Subject: Quarter 2”."""
    return bool(header_field(line, language))


def header_field(line: str, language: str = "en-GB") -> str:
    """Return the name of the header field that a line is, in small letters, or ""."""
    fields = _any("header_fields", language)
    found = re.match(rf"\s*\*?({fields})\*?:", line, re.IGNORECASE)
    return found[1].casefold() if found else ""


def begins_reply(line: str, language: str = "en-GB") -> bool:
    """Return whether a quoted message starts after a line: “On 3 July Sam Reed wrote:”."""
    quoted, verbs = _any("quoted_replies", language), _any("reply_verbs", language)
    pattern = rf"[\s>-]*{quoted}[\s:-]*\Z|.*\d.*\b{verbs}:\s*\Z"
    return _starts(pattern, line)


def is_forward(line: str, language: str = "en-GB") -> bool:
    """Return whether a forwarded message starts after a line."""
    return _starts(rf"[\s>-]*{_any('forwards', language)}[\s:-]*\Z", line)


def is_disclaimer(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is one that a mail system adds to messages."""
    return _starts(rf"\W*{_any('disclaimers', language)}", line)


def is_other_section(line: str, language: str = "en-GB") -> bool:
    """Return whether a heading says that no updates are below it: “Dates for your diary”."""
    words = line.casefold().replace("’", "'").strip(" :*_–—-")
    ends = rf"(?:[\w,&/-]+\s+){{0,6}}{_any('other_section_ends', language)}"
    return words in _list("other_sections", language) or bool(re.fullmatch(ends, words))


def is_page_number(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is the number of a page: “Page 3 of 7”, or “3” alone."""
    page, total = _any("pages", language), _any("page_totals", language)
    of_page = rf"{page}\s+\d+(?:\s+{total}\s+\d+)?"
    pattern = rf"\s*(?:(?:.*(?:\s{{2}}|\|)\s*)?{of_page}|[-–]?\s*\d{{1,3}}\s*[-–]?)\s*"
    return re.fullmatch(pattern, line, re.IGNORECASE) is not None


def is_ornament(line: str, language: str = "en-GB") -> bool:
    """Return whether a line is a rule, or marks the end of a text: “END”."""
    ends = rf"\W*{_any('ends_of_text', language)}\W*|[\W_]{{3,}}"
    return re.fullmatch(ends, line, re.IGNORECASE) is not None


def aim_names(label: str, language: str = "en-GB") -> tuple[str, ...]:
    """Return the names for a key aim in a message: that of the house format, and abbreviations."""
    return (label, *_list("aim_abbreviations", language))


def is_aim_name(words: str, label: str, language: str = "en-GB") -> bool:
    """Return whether the heading of a column is a name for a key aim."""
    names = aim_names(label, language)
    return _plain_heading(words) in {name.casefold() for name in names}


def may_head_aims(words: str, language: str = "en-GB") -> bool:
    """Return whether the heading of a column may be another name for key aims: “Priority”."""
    return _plain_heading(words) in _list("aim_heads", language)


def _plain_heading(words: str) -> str:
    return re.sub(r"\W*(?:no|number|\(s\)|#)?\W*\Z", "", words.casefold())


def continues_with_aim(rest: str, label: str, language: str = "en-GB") -> bool:
    """Return whether the text after the number of a key aim starts with another: “KA1 / KA2”, “1 and 3”."""
    names = any_word_pattern(aim_names(label, language))
    return _starts(rf"(?:[/&,+]|and\b)\s*(?:{names}\s*)?\d{{1,2}}\b", rest)


def office_names(titles: Iterable[str], language: str = "en-GB") -> list[str]:
    """Return the names of the office of who has one of some titles: “Mayor's office”."""
    return [x.format(title) for title in titles for x in _list("offices_of", language)]


def is_of_office(name: str, language: str = "en-GB") -> bool:
    """Return whether a name is that of the office that writes the report: “OPCC activity”."""
    return _has(rf"\b{_any('offices', language)}\b", name)


def without_article(name: str, language: str = "en-GB") -> str:
    """Return a name without its article: “The Constabulary”."""
    return re.sub(rf"(?i)\A{_any('articles', language)}\s+", "", name)


def is_of_police(name: str, language: str = "en-GB") -> bool:
    """Return whether a name is that of a police force: “Northshire Police”."""
    return _has(rf"\b{_any('police', language)}\W*\Z", name)


def whose_update(line: str, language: str = "en-GB") -> str:
    """Return whose update a heading says that it is (“Police update”, “Update from us”), or ""."""
    update, before = _any("own_updates", language), _any("before_senders", language)
    pattern = rf"\W*(?:{update}\s+{before}\s+(.+)|(?:the\s+)?(.+?)\s+{update})\W*"
    found = re.fullmatch(pattern, line, re.IGNORECASE)
    return (found[1] or found[2]) if found else ""


def is_column_heading(words: str, kind: Column, language: str = "en-GB") -> bool:
    """Return whether the heading of a column has a word of a kind: “Date received”, “Notes for editor”."""
    pattern = rf"(?<!\w){_any(kind, language)}(?!\w)"
    plain = words.replace("’", "'")
    if kind in (Column.TEXT, Column.MORE_TEXT):
        question = r"\W*what\s+\w+\s+\w+"
        return _starts(rf"\W*(?:\w+\W+){{0,2}}?{pattern}|{question}", plain)
    return _has(pattern, plain)


def heads_awards(words: str, language: str = "en-GB") -> bool:
    """Return whether the head of a column says that awards are in it: “Amount (£)”."""
    heads = load_wordlists(language, "pasted_text")["award_heads"]
    return re.sub(r"\(?£\)?|[\s:.]+\Z", "", words.casefold()).strip() in heads


def pounds(cell: str) -> str:
    """Return the pounds of a cell that has a sum and no more, as YAML has them, or ""."""
    found = re.fullmatch(r"£?\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d\d?))?", cell.strip())
    if not found:
        return ""
    pence = f".{found[2]}" if (found[2] or "").strip("0") else ""
    return found[1].replace(",", "") + pence


def is_total(words: str, language: str = "en-GB") -> bool:
    """Return whether a cell begins the row of totals of a table: “Total”."""
    return (
        words.casefold().strip(" :.")
        in load_wordlists(language, "pasted_text")["totals"]
    )


def is_subject_heading(words: str, language: str = "en-GB") -> bool:
    """Return whether the heading of a column is for who or what a row is about: “Name of project”.

    “Project lead” and “Area code” are not.
    """
    subject = rf"{_any('subject_heads', language)}(?:\(?s\)?)?"
    named = rf"(?:{_any('before_subjects', language)}\s+)?{subject}"
    pattern = rf"{named}(?:\s*(?:/|&|\w+)\s*{subject})?(?:\s+{_any('after_subjects', language)})?"
    return re.fullmatch(rf"\W*{pattern}\W*", words, re.IGNORECASE) is not None


def has_name(text: str, name: str) -> bool:
    """Return whether a text has a name, however its apostrophes and spaces are typed."""
    wording, named = (
        " ".join(x.casefold().replace("’", "'").split()) for x in (text, name)
    )
    return re.search(rf"(?<!\w){re.escape(named)}(?!\w)", wording) is not None


def withholds_row(text: str, language: str = "en-GB") -> bool:
    """Return whether a note asks to withhold the rest of its row: “Hold back”."""
    return _has(rf"\b{_any('kept_back_notes', language)}\b", text)


def is_about_row(text: str, language: str = "en-GB") -> bool:
    """Return whether a note is about its row: “It names a victim”."""
    begins, words = _any("about_row_begins", language), _any("about_row", language)
    pattern = rf"\W*{begins}\b|.*\b{words}\b"
    return bool(re.match(pattern, text, re.IGNORECASE | re.DOTALL))


def begins_about_above(text: str, language: str = "en-GB") -> bool:
    """Return whether a text begins with a word for what is above it: “he has asked us not to”."""
    return _starts(rf"\W*{_any('about_row_begins', language)}\b", text)


def is_nothing_to_report(text: str, language: str = "en-GB") -> bool:
    """Return whether a text means only that there is nothing to report."""
    plain = text.strip(" .!*()[]")
    if plain.casefold() in _list("nothing_alone", language):
        return True
    nothing, more = _any("nothing", language), _any("nothing_goes_on", language)
    is_one = len(plain.split()) <= _MAX_NOTHING_WORDS
    return (
        is_one
        and not (re.search(r"[.!?]\s", plain) or find_counts(plain, language))
        and _starts(rf"\W*{nothing}(?!\w)", plain)
        and not re.search(rf"\b{more}\b", plain, re.IGNORECASE)
    )


def nothing_under(text: str, language: str = "en-GB") -> tuple[str, str]:
    """Return under what there is nothing, and the text without it: “Nothing on roads, …”."""
    nothing, when = _any("nothing", language), _any("nothing_when", language)
    name = rf"\s+{_any('before_aims', language)}\s+([^,;:.–—]+?)"
    ends = rf"((?:\s+{when})?\s*(?:(?:[,;:.–—]|\s-).*)?)"
    pattern = rf"(\W*{nothing}(?:\s+{when})?){name}{ends}"
    found = re.fullmatch(pattern, text, re.IGNORECASE)
    return (found[2], found[1] + found[3]) if found else ("", "")


def find_asides(text: str, language: str = "en-GB") -> list[str]:
    """Return the remarks to the officer in brackets in a text: “[please check]”."""
    words, of_round = _any("asides", language), _any("round_asides", language)
    says = rf"{_NAME}\s*[,–—-]|(?i:(?:\w+\s+){{0,2}}{words})(?!\w)|[^\[\]]*\?"
    square = rf"\[\s*(?:{says})[^\[\]]*\](?!\()"
    round_ = rf"\(\s*(?i:{of_round})(?!\w)[^()]*\)"
    return [found[0] for found in re.finditer(f"{square}|{round_}", text)]


@cache
def aim_mention_pattern(label: str, language: str = "en-GB") -> re.Pattern[str]:
    """Return a pattern for the number of a key aim anywhere in a line: “Roads (KA 2)”."""
    names = "|".join(map(re.escape, aim_names(label, language)))
    between = _any("number_words", language)
    return re.compile(
        rf"\b(?:{names})s?\s*(?:{between})?\s*\(?({_number(language)})\b\)?",
        re.IGNORECASE,
    )


def aim_number(words: str, language: str = "en-GB") -> int:
    """Return the number of a key aim in figures or words: “Two”."""
    names = _list("number_names", language)
    word = words.casefold()
    return names.index(word) + 1 if word in names else int(words)


def _number(language: str) -> str:
    return rf"\d{{1,2}}|{_any('number_names', language)}"


def without_aim_numbers(line: str, label: str, language: str = "en-GB") -> str:
    """Return a line without the numbers of key aims: “Key Aims 2 and 3”."""
    more = rf"(?:(?:\s*[,&/]|\s+{_any('small_words', language)})\s*\d{{1,2}}\b)*"
    mention = aim_mention_pattern(label, language).pattern
    return re.sub(mention + more, "", line, flags=re.IGNORECASE)


@cache
def aim_heading_pattern(
    label: str, language: str = "en-GB", *, others: bool = False
) -> re.Pattern[str]:
    """Return a pattern for a line that begins with the number of a key aim: “For KA1: …”, “Aim Two”.

    Its groups are the number, the punctuation after it, and the rest. With `others`, the line can
    begin with other names for a key aim: “Priority 2”.
    """
    before = _any("before_aims", language)
    heads = _list("aim_heads", language) if others else ()
    names = any_word_pattern((*aim_names(label, language), *heads))
    return re.compile(
        rf"\W*(?:{before}\s+)?{names}\s*\(?({_number(language)})\b\)?\**\s*([:.)–—-]*)\**\s*(.*)\Z",
        re.IGNORECASE,
    )


def without_number(line: str, language: str = "en-GB") -> str:
    """Return a heading without its number: “3. Roads”, “Priority 3: Roads”."""
    names = (*_list("aim_heads", language), *_list("numbered_heads", language))
    heads = any_word_pattern(names)
    number = r"(?:\d{1,2}|[a-z]|[ivx]{1,4})"
    of_two = rf"(?:{heads}|{_any('aim_abbreviations', language)})\s+(?=\d{{1,2}}\.\d)"
    sign = rf"\d{{1,2}}[.)](?!\d)|{of_two}|{number}\s*(?:[.):\]|]+|[–—-])\s|{heads}\s+\d{{1,2}}(?:\s*[.):–—-]+(?!\d)|(?-i:(?=\s+[A-Z])))"
    pattern = rf"\A\W*(?:{sign})\s*"
    return re.sub(pattern, "", line, flags=re.IGNORECASE)


def without_preposition(line: str, language: str = "en-GB") -> str:
    """Return a line without the preposition before a heading: “Re: Roads”."""
    before = _any("before_aims", language)
    return re.sub(rf"\A\W*{before}\b:?\s+", "", line, flags=re.IGNORECASE)


class JoinedWords(NamedTuple):
    """Two pieces of a text joined, of which the first ended in a hyphen."""

    text: str
    word: str
    """The word from which the hyphen was removed, or ""."""
    known: bool
    """True if the project has the word elsewhere, or if no hyphen was removed."""


def is_small_word(word: str, language: str = "en-GB") -> bool:
    """Return whether a word of a title has no meaning by itself: “of”."""
    return word in _list("small_words", language)


def without_light_words(text: str, language: str = "en-GB") -> str:
    """Return a text without the words that it means the same without: “the”, “of”."""
    light = _list("light_words", language)
    return " ".join(word for word in text.split() if word not in light)


def is_filler(word: str, language: str = "en-GB") -> bool:
    """Return whether a word is of no use in the name of something: “what”, “of”, “did”."""
    return is_small_word(word, language) or word in _list("fillers", language)


def join_broken(
    before: str, after: str, known: frozenset[str], language: str = "en-GB"
) -> JoinedWords:
    """Return two pieces joined, without the hyphen if it was added at the end of a line.

    “com-” and “munity” are one word; “follow-” and “up”, and words with a hyphen in the project, are not.
    """
    first = re.search(r"([^\W\d_]+)-\Z", before)
    second = re.match(r"[^\W\d_]+", after)
    if not first or not second or not second[0].islower():
        return JoinedWords(before + after, "", known=True)
    start, end = first[1], second[0]
    word = (start + end).casefold()
    keeps = word not in known and (
        f"{start}-{end}".casefold() in known
        or {start.casefold(), end} <= known
        or start.casefold() in _list("hyphened_beginnings", language)
        or end in _list("hyphened_ends", language)
    )
    if keeps:
        return JoinedWords(before + after, "", known=True)
    return JoinedWords(before[:-1] + after, start + end, word in known)


def is_broken_in_line(word_after: str, language: str = "en-GB") -> bool:
    """Return whether a word after a hyphen and a space is the rest of one, unlike in “pre- and post-war”."""
    return word_after.casefold() not in _list("after_hanging_hyphen", language)
