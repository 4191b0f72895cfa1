"""Markup in a text: bold, italic, links and mentions of key aims.

Unambiguous markup is parsed here. `markdown` parses the rest; importing it takes 20 ms, so it is
done only when needed. A test checks that both agree.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pccreport.findings.value import Value
from pccreport.model.urls import url_problem


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ProseRun(Value):
    """Text of one formatting."""

    text: str
    strong: bool = False
    emphasis: bool = False

    @property
    def looks(self) -> tuple[bool, bool]:
        """Whether it is strong, and whether it has emphasis."""
        return self.strong, self.emphasis


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ProseLink(Value):
    """Text with a link to a web page or a mailbox."""

    href: str
    words: tuple[ProseRun, ...]
    title: str = ""

    @property
    def text(self) -> str:
        """Its words, without markup."""
        return "".join(run.text for run in self.words)

    @property
    def is_bare(self) -> bool:
        """Whether its words are its address, as one is typed: without "https://", or with it."""
        return self.href in (self.text, f"https://{self.text}")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AimMention(Value):
    """A mention of a key aim: `[[its_key]]`."""

    aim: str
    text: str = ""
    """What is printed for it, once it is known."""


ProsePart = ProseRun | ProseLink | AimMention


# Markup around plain text, with plain text or punctuation around it. Texts with backslashes,
# entities, or other asterisks and brackets are left to `markdown`.
_EDGE = r"[\s.,;:!?()'\"“”‘’–-]"
_MARKED = r"[A-Za-z0-9](?:[^*\[\]\\]*[A-Za-z0-9])?"
_SIMPLE = rf"""(?xa)
    (?P<words>[^*\[\]\\]+)
    | (?:^|(?<={_EDGE}))\*(?:\*(?P<strong>{_MARKED})\*|(?P<emphasis>{_MARKED}))\*(?=$|{_EDGE})
    | \[\[(?P<mention>[^*\[\]\\]+)\]\]
    | \[(?P<linked>[^*\[\]\\]+)\]\((?P<href>(?:https?://|mailto:)[\w./?=\#%+:~,@-]+)\)
    """

# An address in a text ends before the mark of its sentence, and before a bracket that it has not opened.
_IN_ADDRESS = r"""[^\s()<>\[\]"“”‘’«»…–—]"""
_ADDRESS = (
    r"(?i)(?<![\w@./-])(?:https?://|www\.(?=[\w-]+\.\w))"
    rf"(?:{_IN_ADDRESS}|\({_IN_ADDRESS}*\))+(?<![.,;:!?'*])"
)


def link_addresses(part: ProsePart) -> Iterator[ProsePart]:
    """Yield a part, with the addresses that the public can follow as links."""
    if not isinstance(part, ProseRun) or not (
        "://" in part.text or "www." in part.text.casefold()
    ):
        yield part
        return
    end = 0
    for found in re.finditer(_ADDRESS, part.text):
        start, typed = found.start(), found[0]
        href = typed if "://" in typed[:8] else f"https://{typed}"
        if not url_problem(href):
            if start > end:
                yield replace(part, text=part.text[end:start])
            yield ProseLink(href, (replace(part, text=typed),))
            end = found.end()
    if end < len(part.text):
        yield replace(part, text=part.text[end:])


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


def markup_of(parts: Iterable[ProsePart]) -> list[object]:
    """Return the addresses in a text, and the formatting of its words, in order."""
    return [
        part.href if isinstance(part, ProseLink) else part.looks
        for part in parts
        if (isinstance(part, ProseLink) and not part.is_bare)
        or (isinstance(part, ProseRun) and any(part.looks))
    ]


def as_typed(parts: Iterable[ProsePart]) -> str:
    """Return a text with its markup."""
    typed = ""
    for part in parts:
        match part:
            case ProseRun(text=text):
                stars = "*" * (2 * part.strong + part.emphasis)
                typed += f"{stars}{text}{stars}"
            case ProseLink(href=href, words=words):
                linked = as_typed(words)
                typed += linked if part.is_bare else f"[{linked}]({href})"
            case AimMention(aim=aim):
                typed += f"[[{aim}]]"
    return typed
