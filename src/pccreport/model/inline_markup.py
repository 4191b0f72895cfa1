"""The marks of a sentence: bold, italic, links and mentions of key aims.

Marks that can be read in one way only are read here; `markdown` reads them all, and
takes 20 ms to load that few texts need. A test holds the two to the same answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProseRun:
    """Words set alike."""

    text: str
    strong: bool = False
    emphasis: bool = False

    @property
    def looks(self) -> tuple[bool, bool]:
        """How it is set: strong, and with emphasis."""
        return self.strong, self.emphasis


@dataclass(frozen=True, slots=True)
class ProseLink:
    """Words that lead to a web page or a mailbox."""

    href: str
    words: tuple[ProseRun, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class AimMention:
    """A key aim named in passing: `[[its_key]]`."""

    aim: str


ProsePart = ProseRun | ProseLink | AimMention


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


def parse_simple_markup(text: str) -> tuple[ProsePart, ...] | None:
    """Return the parts of a text whose markup is unambiguous, else None."""
    parts: list[ProsePart] = []
    at = 0
    while at < len(text):
        found = _SIMPLE.match(text, at)
        if not found:
            return None
        match found.lastgroup:
            case "words":
                parts.append(ProseRun(found["words"]))
            case "strong":
                parts.append(ProseRun(found["strong"], strong=True))
            case "emphasis":
                parts.append(ProseRun(found["emphasis"], emphasis=True))
            case "mention":
                parts.append(AimMention(found["mention"]))
            case _:
                parts.append(ProseLink(found["href"], (ProseRun(found["linked"]),)))
        at = found.end()
    return tuple(parts)
