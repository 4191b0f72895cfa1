"""Text around the updates in an e-mail or a pasted page: greetings, replies, page numbers."""

import re
from collections.abc import Iterable
from functools import partial

from pccreport.language.calendar.dates import find_date_names
from pccreport.language.incoming.aim_headings import aim_mention_pattern
from pccreport.language.index.patterns import pattern_needs
from pccreport.language.index.text_index import TextIndex
from pccreport.language.texts.figures import find_counts
from pccreport.language.texts.sentences import has_verb, is_personal
from pccreport.language.wordlists import find_pattern, matcher

_MAX_GREETING = 60
"""Characters of a greeting; a longer line that begins with "Dear" is content."""
_MAX_REMARK = 160
"""Characters of a remark; a longer line is content, however it begins."""
_MAX_CLOSING_WORDS = 10
"""Words of a closing line with a wish, which ends in a comma."""
_MAX_NOTHING_WORDS = 12
"""Words of a sentence for nothing to report."""
_FEW_WORDS = 4
"""Words of a reason that nothing introduces, at least."""
_find = partial(find_pattern, "pasted_text")
_is = partial(matcher, "pasted_text")

is_privacy_label = _is("privacy_label")
"""Return whether a line is only a label that withholds the text around it: “Internal”."""
is_courtesy = _is("courtesy")
"""Return whether a line is thanks or a wish alone: “Hope you are well.”"""
answers_above = _is("answer")
"""Return whether a text answers yes or no about what is above it: “Yes, it did.”"""
is_forward = _is("forward")
"""Return whether a forwarded message starts after a line."""
is_disclaimer = _is("disclaimer")
"""Return whether a line is one that a mail system adds to messages."""
is_other_section = _is("other_section")
"""Return whether a heading says that no updates are below it: “Dates for your diary”."""
names_period = re.compile(r"(?i)\d{4}|\bq(?:tr\.? ?)?[1-4]\b|\bquarter\b").search
"""Return where a text names a year or a quarter, or None."""
is_page_number = _is("page_number")
"""Return whether a line is what each page has: “Page 3 of 7”, “Not protectively marked”."""


def _has(name: str, text: str) -> bool:
    """Return whether a text has a pattern, which is compiled only if the text has the words for it."""
    may_be = TextIndex.of(text).texts_having(pattern_needs("pasted_text", name))
    return bool(may_be) and _find(name).search(text) is not None


def begins_reply(line: str) -> bool:
    """Return whether a quoted message starts after a line: “On 3 July Sam Reed wrote:”."""
    return len(line) <= _MAX_REMARK and _is("reply")(line)


def greeting_names(line: str) -> tuple[str, ...] | None:
    """Return the names in a line that is only a greeting, “Hi Sam,” or “Sam”, or None."""
    found = _find("greeting").match(line) if len(line) <= _MAX_GREETING else None
    names = _find("name").findall(found[1]) if found else ()
    has_hello = _find("hello").match(line) is not None
    return tuple(names) if found and (has_hello or len(names) == 1) else None


def is_closing(line: str) -> bool:
    """Return whether a line begins the signature of a message: “Kind regards”."""
    line = re.sub(r"\s*\([^()]*\)\s*\Z", "", line)  # “Thanks, Jo (Insp. Bray)”
    last = re.split(r"(?<=[.!?])\s+", line)[-1]  # “It was cleared. Regards, Jo”
    is_short = len(line.split()) <= _MAX_CLOSING_WORDS
    # “Thanks, Sam”, not “Thanks to Sam”
    ends = _find("closing").match(last)
    return bool(ends or (is_short and _find("closing_wish").match(line)))


def is_announcement(line: str) -> bool:
    """Return whether a line only says that updates follow: “Two from us this quarter:”."""
    found = _find("announcement").match(line.replace("’", "'"))
    if not found or line.endswith("."):
        return False
    return not has_verb(line[found.end() :].partition(",")[0])


def subject_of_all_below(line: str) -> str:
    """Return what all that follows is under, as a line says at its end: “both under roads:”."""
    found = _find("all_is_for").search(line)
    leads = line.endswith(":") or is_announcement(line)
    return found[1] if found and (leads or not found.start()) else ""


def refers_elsewhere(line: str) -> bool:
    """Return whether a line only says where an update is: “See Dean’s e-mail”."""
    is_one = len(line.split()) <= _MAX_NOTHING_WORDS and not re.search(r"[.!?]\s", line)
    return is_one and not re.search(r"\d", line) and _is("elsewhere_only")(line)


def speaks_to_officer(text: str, label: str = "key aim") -> bool:
    """Return whether a text is about what is sent, whatever it is under: “Please bin my first version.”"""
    plain = _find("quoted").sub("", text.replace("’", "'"))
    is_task = _find("task").match(plain) and not has_verb(plain)
    is_own = aim_mention_pattern(label).search(plain) and is_personal(plain)
    return bool(is_task or is_own or _has("said_to_officer", plain))


def is_remark(line: str, names: Iterable[str]) -> bool:
    """Return whether a line is a remark to the officer, who has some names: “Sam – is this ok?”."""
    starts = any(re.match(rf"\s*{re.escape(n)}\s*[,–—-]", line) for n in names)
    plain = line.replace(",", "")
    is_short = len(plain) <= _MAX_REMARK
    asks = plain.rstrip().endswith("?") or _is("remark")(plain)
    heads_paper = _is("paper_head")(plain)
    return starts or (is_short and asks) or heads_paper or corrects_figure(line)


def reader_of_notes(line: str) -> str | None:
    """Return for whom all below a line is: “Priya” for “For Priya”, "" for the office, or None."""
    found = _find("notes_head").match(line)
    return (found["name"] or "") if found else None


def corrects_figure(line: str) -> bool:
    """Return whether a line asks for another figure: “It should be 2,460, not 2,406.”."""
    corrects = _is("correction", anywhere=True)
    return len(line) <= _MAX_REMARK and corrects(line.replace(",", ""))


def has_privacy_request(text: str) -> bool:
    """Return whether a text asks that it is not published.

    In doubt it does: a withheld text is reported, and can be made public.
    """
    # A long row of signs would be searched from each of them.
    plain = re.sub(r"(\W{9})\W+", r"\1", text.replace("’", "'"))
    return _has("privacy_request", plain)


def reason_for_nothing(text: str) -> str | None:
    """Return why there is nothing to report (“Nil: it is late.”), "" without a reason, or None for content."""
    # “No updates, but twelve arrests” is an update, and so is a text with another sentence.
    found = _find("nothing_because").match(text)
    if not found or found["reason"] or found["because"]:
        return (found["reason"] or found["because"]) if found else None
    # “Nothing this quarter, the board meets in May.”
    rest = text.partition(",")[2].strip()
    is_reason = len(rest.split()) >= _FEW_WORDS and not _find("no_reasons").match(rest)
    return rest if is_reason and is_nothing_to_report(text) else ""


def is_nothing_to_report(text: str) -> bool:
    """Return whether a text means only that there is nothing to report."""
    plain = text.strip(" .!*()[]")
    if _find("nothing_else").match(plain):
        return True
    return bool(
        len(plain.split()) <= _MAX_NOTHING_WORDS
        and _find("nothing_first").match(plain)
        and not (re.search(r"[.!?]\s", plain) or find_counts(plain))
        and not _find("nothing_goes_on").search(plain)
    )


def without_dates(text: str) -> str:
    """Return a text without what has digits, and without the names of months and days."""
    for name in reversed([*find_date_names(text)]):
        text = f"{text[: name.start()]} {text[name.end() :]}"
    return re.sub(r"\S*\d\S*", " ", text)


def header_field(line: str) -> str:
    """Return the name of the header field that a line is, in small letters, or ""."""
    found = _find("header").match(line)
    return found[1].casefold() if found else ""


def find_asides(text: str) -> list[str]:
    """Return the remarks to the officer in brackets in a text: “[please check]”."""
    return [found[0] for found in _find("aside").finditer(text)]
