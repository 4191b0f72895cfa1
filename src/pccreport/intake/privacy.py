"""What a text that was sent keeps back: itself, what is below it, all, or nothing. Doubt keeps back."""

import re
from functools import lru_cache

from pccreport.language.checks.protective_markings import find_markings
from pccreport.language.incoming import column_headings, pasted_text
from pccreport.language.incoming.aim_headings import is_small_word
from pccreport.language.incoming.sent import has, is_listed, sent_pattern
from pccreport.language.texts.sentences import sentences
from pccreport.language.texts.stray_signs import plain_letters
from pccreport.model.private_intent import (
    find_mark,
    is_private_cell,
    is_private_name,
    is_private_note,
    is_private_phrase,
)

OWN, BELOW, ALL = "own", "below", "all"
"""What a text keeps back: itself, what is under it, or all; "" for nothing."""
_ASIDE = re.compile(r"[(\[<{]([^()\[\]<>{}]+)[)\]>}]")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
THIS = re.compile(r"(?i)\bthis (?:bullet|point|item|line|one|update|entry)\b")
_BRACKET = r"[(\[{<]{1,2}[^()\[\]{}<>]*[)\]}>]{1,2}"
_WORD = r"[^\s:–—()\[\]]+"
_BEFORE = (
    rf"\W*{_BRACKET}\s*[:–—-]?\s+",
    rf"\W*(?:{_WORD}(?<![.!?])\s+){{0,8}}?(?:{_BRACKET}|{_WORD})\s*(?::|\s[–—-])\s+",
    r"\W*(?P<sign>[*_#=~!])(?P=sign)+[^*_#=~!]{2,60}(?P=sign){2,}\s*[:–—-]?\s+",
)
"""What a mark before a text is: in brackets, before a colon or a dash, or between stars."""
_BEHIND = re.compile(
    rf"\s*{_BRACKET}(?=\W*\Z)|(?:,|,?\s+[–—-]+)\s+[^,:()–—-]{{2,40}}\Z"
)
_CONTENT = 4
"""Words of its own from which on a private text is an update, and no mark of another."""
_FEW = 4
"""Words of a label, at most."""
HEAD = 8
"""Words of a heading, of a mark that is one, and of a line that only says where something is."""


@lru_cache(maxsize=10_000)
def says_private(text: str) -> bool:
    """Return whether a text says of itself that it is private."""
    text, _ = plain_letters(text)
    asked = pasted_text.has_privacy_request(text) or bool(find_markings(text))
    return asked or is_private_note(text) or find_mark(text) is not None


@lru_cache(maxsize=10_000)
def must_be_private(text: str) -> bool:
    """Return whether a text says of itself, or of something, that it is not to be published."""
    head, _, value = text.partition(": ")
    asides = _ASIDE.findall(text)
    # “one for Jo, not the panel”
    barred = (x for x in asides if has("nots", x) and has("weak", x))
    before = re.findall(r"\A[^:“\s][^:“]*?(?=:\s|\s[–—-]\s)", text)
    behind = (x for x in re.split(r"\s[–—-]\s", text)[1:][-1:] if ":" not in x)
    labels = (x for x in (*asides, *before, *behind) if 0 < len(x.split()) <= _FEW)
    is_brief = len(head.split()) <= _FEW and 0 < len(value.split()) <= _FEW
    return (
        says_private(text)
        or is_private_phrase(text.strip("*_ :.–—-[]()"))
        or pasted_text.is_privacy_label(text)
        or has("certain", text)
        or (is_brief and is_private_cell(head, value.strip()))
        or any(content(x) < _CONTENT for x in barred)
        or any(has("wary", x) and not content(x) for x in labels)
    )


def split_off_mark(text: str) -> tuple[str, str]:
    """Return the mark that a private text begins or ends with, and the text without it.

    It may have other words: “[RESTRICTED – remove before it is published] …”, “Private, Jo: …”.
    """
    wording = re.sub(r"\A(?:\(([^()]*)\)|\[([^\[\]]*)\])\Z", r"\1\2", text.strip())
    wording = re.sub(r"\A\(\((.*)\)\)\Z", r"\1", wording, flags=re.DOTALL).strip()
    for pattern in _BEFORE:
        if found := re.match(rf"({pattern})(?=\S)", wording):
            mark = found[1].strip(" :–—-*_#=~!")
            bare = re.sub(_BRACKET, "", mark) or mark
            if says_private(mark) or says_private(bare) or is_only_mark(bare):
                return found[0], wording[found.end() :]
    if (last := _BEHIND.search(wording)) and is_only_mark(last[0].strip(" ,–—-")):
        return last[0], wording[: last.start()] + wording[last.end() :]
    return "", wording


def is_only_mark(text: str) -> bool:
    """Return whether a text says that something is private, and no more."""
    return must_be_private(text) and not content(_ASIDE.sub("", text))


def may_forbid(text: str) -> bool:
    """Return whether a text that is no update may say that something is not to be published."""
    if pasted_text.is_disclaimer(text):
        return has("certain", text)
    is_wary = has("wary", text) or has("weak", text)
    points = has("points", text) or has("light", text)
    forbids = has("forbids", text) or column_headings.withholds_row(text)
    return must_be_private(text) or forbids or (is_wary and points)


@lru_cache(maxsize=10_000)
def forbids_other_texts(text: str) -> bool:
    """Return whether a sentence has so few words of its own that what it forbids is others."""
    forbids = has("wary", text) or has("forbids", text)
    points = has("points", text)
    begins = sent_pattern("imperatives").match(text.replace("’", "'").lstrip(" (*["))
    is_wary = begins or points or forbids or has("particular", text)  # as few are
    own = content(text) if is_wary else _CONTENT
    return own < _CONTENT and bool(
        begins
        or has("particular", text)
        or (points and has("weak", text) and not own)
        or (points and has("nots", text) and own < 2)
        or (forbids and (points or has("light", text)))
    )


def only_points(text: str) -> bool:
    """Return whether a text has no words but those that point at another: “bullet one 1”."""
    return not re.search(r"[^\W\d_]", sent_pattern("points").sub("", text))


def points_to_others(text: str) -> bool:
    """Return whether what a text says of privacy is about other texts: “The last two are NFP.”"""
    said = [THIS.sub("", x) for x in sentences(text) if must_be_private(x)] or [text]
    return any(has("points", x) and content(x) < _CONTENT + 2 for x in said)


def content(text: str) -> int:
    """Return how many words of a text are about neither privacy nor other texts."""
    text = text.replace("’", "'")
    for name in ("wary", "weak", "certain", "points"):
        text = sent_pattern(name).sub(" ", text)
    words = re.findall(r"[^\W_]+(?:'[a-z]+)?", text.casefold())
    own = (w for w in words if len(w) > 1 and not is_small_word(w))
    return sum(not is_listed("light", word) for word in own)


@lru_cache(maxsize=10_000)
def privacy_scope(text: str) -> str:
    """Return what a text keeps back: "" for nothing."""
    if text.endswith(":") and has("wary", text) and content(text) < _CONTENT:
        return BELOW
    if not must_be_private(text):
        if re.search(r"(?i)\bplease\b", _QUOTED.sub("", text)):
            return OWN  # it asks something of the officer
        return ALL if any(map(forbids_other_texts, sentences(text))) else ""
    mark, rest = split_off_mark(text)
    if mark and len(rest.split()) > 2 and not must_be_private(rest):
        alone = mark.strip(" ([{<>}]):–—-")
        is_long = len(alone.split()) > 2 and not content(rest)
        points = has("points", alone) and (is_long or re.search(r"\d", alone))
        # “For Ruth only: the second bullet is not agreed yet.”
        several = len(sent_pattern("points").findall(rest)) > 1
        return ALL if points or (several and content(rest) < _CONTENT) else OWN
    is_own = content(text) >= _CONTENT
    is_head = len(text.split()) <= HEAD and not text.endswith((".", "?"))
    if points_to_others(text) or not (is_own or is_head):
        return ALL
    return OWN if is_own else BELOW


def is_name_private(name: str) -> bool:
    """Return whether the name of a file, a sheet or a field keeps back what is in it."""
    words = name.replace("_", " ")
    parts = name, words, words.partition(":")[2]
    return is_private_name(name) or any(must_be_private(x) for x in parts if x.strip())
