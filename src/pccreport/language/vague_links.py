"""Texts of links that do not describe their target: "click here"."""

import re
from typing import NamedTuple

from pccreport.language.wordlists import load_wordlists


class VagueLink(NamedTuple):
    """The text of a vague link, without markup and white space around it."""

    start: int
    end: int
    is_address: bool


def link_words(language: str = "en-GB") -> tuple[str, ...]:
    """Return the words for a link in lower case, which without a link show that it was lost."""
    return load_wordlists(language, "vague_links")["lost"]


def find_vague_link(text: str, language: str = "en-GB") -> VagueLink | None:
    """Return the text of a link if it is "here" or an address, or None."""
    typed = text.strip(" \t\n\r\u00a0.,:;!?()[]<>*_'\"‘’“”›»→")
    start = text.find(typed)
    table = load_wordlists(language, "vague_links")
    if " ".join(typed.casefold().split()) in table["bare"]:
        return VagueLink(start, start + len(typed), False)
    if _is_address(typed, table["address_endings"]):
        return VagueLink(start, start + len(typed), True)
    return None


def _is_address(typed: str, endings: tuple[str, ...]) -> bool:
    if re.search(r"[\s@]", typed):
        return False
    if re.match(r"https?://|www\.", typed, re.IGNORECASE):
        return True
    host = re.split(r"[/?#]", typed, maxsplit=1)[0].casefold()
    return "." in host.strip(".") and host.rsplit(".", 1)[1] in endings
