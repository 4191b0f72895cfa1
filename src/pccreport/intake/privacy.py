"""What a text that was sent keeps back: itself, what is below it, all, or nothing. Doubt keeps back."""

import re
from functools import lru_cache

from pccreport.intake.marks import is_marked, split_mark
from pccreport.language import column_headings, pasted_text
from pccreport.language.aim_headings import is_small_word
from pccreport.language.sent import has, is_listed, sent_pattern
from pccreport.language.sentences import split_sentences
from pccreport.model.private_intent import (
    is_private_cell,
    is_private_name,
    is_private_phrase,
)

OWN, BELOW, ALL = "own", "below", "all"
"""What a text keeps back: itself, what is under it, or all; "" for nothing."""
_ASIDE = re.compile(r"[(\[<{]([^()\[\]<>{}]+)[)\]>}]")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_OWN = re.compile(r"(?i)\bthis (?:bullet|point|item|line|one|update|entry)\b")
_CONTENT = 4
"""Words of its own from which on a private text is an update, and no mark of another."""
_FEW = 4
"""Words of a label, at most."""
_HEAD = 8
"""Words of a mark that is the head of what is below it, at most."""


@lru_cache(maxsize=10_000)
def is_certain(text: str) -> bool:
    """Return whether a text says of itself, or of something, that it is not to be published."""
    asides = _ASIDE.findall(text)
    return (
        is_marked(text)
        or is_private_phrase(text.strip("*_ :.–—-[]()"))
        or pasted_text.is_privacy_label(text)
        or has("certain", text)
        or _is_answered(text)
        or any(_is_label(x) or _is_aside(x) for x in asides)
        or any(map(_is_label, _labels(text)))
    )


def _labels(text: str) -> tuple[str, ...]:
    """Return the words before the first colon or dash, and those behind the last."""
    before = re.match(r"[^:“\s][^:“]*?(?=:\s|\s[–—-]\s)", text)
    behind = re.split(r"\s[–—-]\s", text)[1:][-1:]
    return (*((before[0],) if before else ()), *(x for x in behind if ":" not in x))


def _is_answered(text: str) -> bool:
    """Return whether a line is a label that asks who may see a text, and its answer."""
    head, _, value = text.partition(": ")
    is_brief = len(head.split()) <= _FEW and 0 < len(value.split()) <= _FEW
    return is_brief and is_private_cell(head, value.strip())


def _is_label(words: str) -> bool:
    """Return whether a few words in a bracket or before a colon speak of privacy."""
    return 0 < len(words.split()) <= _FEW and has("wary", words) and not content(words)


def _is_aside(words: str) -> bool:
    """Return whether an aside says who is not to see a text: “one for Jo, not the panel”."""
    return has("nots", words) and has("weak", words) and content(words) < _CONTENT


def may_forbid(text: str) -> bool:
    """Return whether a text that is no update may say that something is not to be published."""
    if pasted_text.is_disclaimer(text):
        return has("certain", text)
    if is_certain(text) or column_headings.withholds_row(text):
        return True
    is_wary = has("wary", text) or has("weak", text)
    return has("forbids", text) or (
        is_wary and (has("points", text) or has("light", text))
    )


def is_mark_of_others(text: str) -> bool:
    """Return whether a sentence has so few words of its own that what it forbids is others."""
    forbids = has("wary", text) or has("forbids", text)
    points, own = has("points", text), content(text)
    start = text.replace("’", "'").lstrip(" (*[")
    if own < _CONTENT and (
        sent_pattern("imperatives").match(start) or speaks_of_one(text)
    ):
        return True
    if points and ((has("weak", text) and not own) or (has("nots", text) and own < 2)):
        return True
    return forbids and (points or has("light", text)) and own < _CONTENT


def names_nothing(text: str) -> bool:
    """Return whether a text that may forbid does not say what: then it is all."""
    return any(is_certain(x) or is_mark_of_others(x) for x in _sentences(text))


def speaks_of_one(text: str) -> bool:
    """Return whether a sentence speaks of one of the updates: “Strike the middle bullet.”"""
    return has("particular", text)


def points_on(sentence: str) -> bool:
    """Return whether a sentence of privacy speaks of other texts: “The last two are NFP.”"""
    other = _OWN.sub("", sentence)
    return content(other) < _CONTENT + 2 and has("points", other)


def speaks_of_others(text: str) -> bool:
    """Return whether what a text says of privacy is about other texts."""
    said = [x for x in _sentences(text) if is_certain(x)] or [text]
    return any(map(points_on, said))


def speaks_of_this(text: str) -> bool:
    """Return whether a sentence speaks of the update that it is at: “This one is not public.”"""
    return _OWN.search(text) is not None


@lru_cache(maxsize=10_000)
def content(text: str) -> int:
    """Return how many words of a text are about neither privacy nor other texts."""
    text = text.replace("’", "'")
    for name in ("wary", "weak", "certain", "points"):
        text = sent_pattern(name).sub(" ", text)
    words = re.findall(r"[^\W_]+(?:'[a-z]+)?", text.casefold())
    return sum(
        not (is_listed("light", w) or is_small_word(w) or len(w) == 1) for w in words
    )


@lru_cache(maxsize=10_000)
def scope(text: str) -> str:
    """Return what a text keeps back: "" for nothing."""
    if text.endswith(":") and has("wary", text) and content(text) < _CONTENT:
        return BELOW
    if not is_certain(text):
        if re.search(r"(?i)\bplease\b", _QUOTED.sub("", text)):
            return OWN  # it asks something of the officer
        return ALL if any(map(is_mark_of_others, _sentences(text))) else ""
    return _scope_of_mark(text)


def _scope_of_mark(text: str) -> str:
    mark, rest = split_mark(text)
    if mark and len(rest.split()) > 2 and not is_certain(rest):
        alone = mark.strip(" ([{<>}]):–—-")
        is_long = len(alone.split()) > 2 and not content(rest)
        is_long |= re.search(r"\d", alone) is not None
        points = has("points", alone) and is_long
        # “For Ruth only: the second bullet is not agreed yet.”
        points |= (
            content(rest) < _CONTENT and len(sent_pattern("points").findall(rest)) > 1
        )
        return ALL if points else OWN
    if speaks_of_others(text):
        return ALL
    if content(text) >= _CONTENT:
        return OWN
    is_head = len(text.split()) <= _HEAD and not text.endswith((".", "?"))
    return BELOW if is_head else ALL


def is_name_private(name: str) -> bool:
    """Return whether the name of a file, a sheet or a field keeps back what is in it."""
    words = name.replace("_", " ")
    parts = name, words, words.partition(":")[2]
    return is_private_name(name) or any(is_certain(x) for x in parts if x.strip())


def _sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)] or [text]
