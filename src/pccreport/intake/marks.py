"""What contributors keep back: lines that say so of themselves, and lines that are nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

from pccreport.language import pasted_text
from pccreport.language.protective_markings import find_markings
from pccreport.language.stray_signs import plain_letters
from pccreport.model.private_intent import (
    find_mark,
    is_private_cell,
    is_private_note,
    is_private_phrase,
)

_WORDS_OF_MARK = 4
"""Words of a line that is nothing but a mark."""
_WHOLE = 0.6
"""The share of a line's characters from which on a marking in it is all that it says."""


@lru_cache(maxsize=10_000)
def is_marked(text: str) -> bool:
    """Return whether a text says of itself that it is private."""
    text, _ = plain_letters(text)
    asked = pasted_text.has_privacy_request(text) or bool(find_markings(text))
    return asked or is_private_note(text) or find_mark(text) is not None


@lru_cache(maxsize=10_000)
def is_mark(text: str) -> bool:
    """Return whether a line says that something is private, and no more but a reason in brackets."""
    text, _ = plain_letters(text)
    without_reason = re.sub(r"(?<=\w)\s*[(\[][^()\[\]]*[)\]]", "", text)
    wording = without_reason.strip("*_ :.–—-[]()")
    marked = sum(found.end - found.start for found in find_markings(wording))
    is_brief = len(wording.split()) <= _WORDS_OF_MARK
    is_brief = is_brief and not text.rstrip().endswith(".")
    head, _, cell = text.partition(": ")
    asked = pasted_text.has_privacy_request(text)
    kept = is_brief and (asked or bool(cell and is_private_cell(head, cell)))
    return kept or is_private_phrase(wording) or marked > _WHOLE * max(len(wording), 1)


def left_open(text: str) -> int:
    """Return how many brackets a text leaves open."""
    return sum(map(text.count, "[(")) - sum(map(text.count, "])"))


@lru_cache(maxsize=10_000)
def split_mark(text: str) -> tuple[str, str]:
    """Return the mark that a private text begins or ends with, and the text without it.

    It may have other words: “[RESTRICTED – remove before it is published] …”, “Private, Jo: …”.
    """
    wording = text.strip()
    while wording[:1] + wording[-1:] in ("()", "[]") and not re.search(
        r"[)\]]", wording[1:-1]
    ):
        wording = wording[1:-1].strip()
    wording = re.sub(r"\A\(\((.*)\)\)\Z", r"\1", wording, flags=re.DOTALL)
    bracket = r"[(\[{<]{1,2}[^()\[\]{}<>]*[)\]}>]{1,2}"
    word = r"[^\s:–—()\[\]]+"
    label = (
        rf"\W*(?:{word}(?<![.!?])\s+){{0,8}}?(?:{bracket}|{word})\s*(?::|\s[–—-])\s+"
    )
    stars = r"\W*(?P<sign>[*_#=~!])(?P=sign)+[^*_#=~!]{2,60}(?P=sign){2,}\s*[:–—-]?\s+"
    for pattern in (rf"\W*{bracket}\s*[:–—-]?\s+", label, stars):
        found = re.match(rf"({pattern})(?=\S)", wording)
        mark = found[1].strip(" :–—-*_#=~!") if found else ""
        if found and any(map(is_marked, (mark, re.sub(bracket, "", mark)))):
            return found[0], wording[found.end() :]
        bare = re.sub(bracket, "", mark) or mark
        if found and (is_mark(bare) or pasted_text.is_privacy_label(bare)):
            return found[0], wording[found.end() :]
    last = re.search(
        rf"\s*{bracket}(?=\W*\Z)|(?:,|,?\s+[–—-]+)\s+[^,:()–—-]{{2,40}}\Z", wording
    )
    if last and is_mark(last[0].lstrip(",")):
        return last[0], wording[: last.start()] + wording[last.end() :]
    return "", wording


def without_mark(text: str) -> str:
    """Return a text without its mark."""
    return split_mark(text)[1]
