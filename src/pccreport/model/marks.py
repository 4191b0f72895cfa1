"""The marks of a sentence: bold, italic, links and mentions of key aims.

Marks that can be read in one way only are read here; `markdown` reads them all, and
takes 20 ms to load that few texts need. A test holds the two to the same answer.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Words(NamedTuple):
    """Words set alike."""

    text: str
    strong: bool = False
    emphasis: bool = False


class Address(NamedTuple):
    """Words that lead to a web page or a mailbox."""

    href: str
    words: tuple[Words, ...]
    title: str = ""


class Mention(NamedTuple):
    """A key aim named in passing: `[[its_key]]`."""

    aim: str


Part = Words | Address | Mention


# Marks with plain words inside and plain words or a sentence's own marks around.
# Backslashes, entities and stars or brackets that are left over go to `markdown`.
_EDGE = r"[\s.,;:!?()'\"“”‘’–-]"
_SIMPLE = re.compile(
    rf"""
    (?P<words>[^*\[\]\\]+)
    | (?:^|(?<={_EDGE}))\*\*(?P<strong>[A-Za-z0-9](?:[^*\[\]\\]*[A-Za-z0-9])?)\*\*(?=$|{_EDGE})
    | (?:^|(?<={_EDGE}))\*(?P<emphasis>[A-Za-z0-9](?:[^*\[\]\\]*[A-Za-z0-9])?)\*(?=$|{_EDGE})
    | \[\[(?P<mention>[^*\[\]\\]+)\]\]
    | \[(?P<linked>[^*\[\]\\]+)\]\((?P<href>(?:https?://|mailto:)[\w./?=\#%+:~,@-]+)\)
    """,
    re.VERBOSE | re.ASCII,
)


def simple(text: str) -> tuple[Part, ...] | None:
    """The parts of a text whose marks can be read in one way only, else None."""
    parts: list[Part] = []
    at = 0
    while at < len(text):
        found = _SIMPLE.match(text, at)
        if not found:
            return None
        match found.lastgroup:
            case "words":
                parts.append(Words(found["words"]))
            case "strong":
                parts.append(Words(found["strong"], strong=True))
            case "emphasis":
                parts.append(Words(found["emphasis"], emphasis=True))
            case "mention":
                parts.append(Mention(found["mention"]))
            case _:
                parts.append(Address(found["href"], (Words(found["linked"]),)))
        at = found.end()
    return tuple(parts)
