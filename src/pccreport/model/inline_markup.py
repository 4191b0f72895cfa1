"""Markup in a text: bold, italic, links and mentions of key aims.

Unambiguous markup is parsed here. `markdown` parses the rest; importing it takes 20 ms, so it is
done only when needed. A test checks that both agree.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProseRun:
    """Text of one formatting."""

    text: str
    strong: bool = False
    emphasis: bool = False

    @property
    def looks(self) -> tuple[bool, bool]:
        """Whether it is strong, and whether it has emphasis."""
        return self.strong, self.emphasis


@dataclass(frozen=True, slots=True)
class ProseLink:
    """Text with a link to a web page or a mailbox."""

    href: str
    words: tuple[ProseRun, ...]
    title: str = ""

    @property
    def text(self) -> str:
        """Its words, without markup."""
        return "".join(run.text for run in self.words)


@dataclass(frozen=True, slots=True)
class AimMention:
    """A mention of a key aim: `[[its_key]]`."""

    aim: str


ProsePart = ProseRun | ProseLink | AimMention


# Markup around plain text, with plain text or punctuation around it. Texts with backslashes,
# entities, or other asterisks and brackets are left to `markdown`.
_EDGE = r"[\s.,;:!?()'\"“”‘’–-]"
_SIMPLE = rf"""(?xa)
    (?P<words>[^*\[\]\\]+)
    | (?:^|(?<={_EDGE}))\*\*(?P<strong>[A-Za-z0-9](?:[^*\[\]\\]*[A-Za-z0-9])?)\*\*(?=$|{_EDGE})
    | (?:^|(?<={_EDGE}))\*(?P<emphasis>[A-Za-z0-9](?:[^*\[\]\\]*[A-Za-z0-9])?)\*(?=$|{_EDGE})
    | \[\[(?P<mention>[^*\[\]\\]+)\]\]
    | \[(?P<linked>[^*\[\]\\]+)\]\((?P<href>(?:https?://|mailto:)[\w./?=\#%+:~,@-]+)\)
    """


def parse_simple_markup(text: str) -> tuple[ProsePart, ...] | None:
    """Return the parts of a text whose markup is unambiguous, else None."""
    parts: list[ProsePart] = []
    at, simple = 0, re.compile(_SIMPLE)
    while at < len(text):
        found = simple.match(text, at)
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
