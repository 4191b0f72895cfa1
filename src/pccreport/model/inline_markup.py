"""Markup in a text: bold, italic, links and mentions of key aims.

The marks are those of Markdown, but an asterisk inside a word is none: "5*3*2" is printed as typed.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pccreport.document.blocks import Link, TextRun, joined_runs
from pccreport.findings.values import compared_by_content
from pccreport.model.urls import url_problem


@compared_by_content
class AimMention(NamedTuple):
    """A mention of a key aim: `[[its_key]]`."""

    aim: str
    text: str = ""
    """What is printed for it, once it is known."""


ProsePart = TextRun | Link | AimMention

# Not compiled here: most texts have no marks.
_MOST_OPEN = 20
"""Signs of emphasis that may be open at one time, but one."""
_MARK = r"""(?xs)
    (?P<stars>\*+)
    | \[\[(?P<mention>[^\[\]]*)\]\]
    | \[(?P<words>(?:[^\[\]]|\[(?!\[)(?:[^\[\]]|\[[^\[\]]*+\])*+\](?!\())*+)\]
      \(\s*+(?P<href><[^<>\n]*+>|(?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*+\))*+\))*+)
      \s*+\)
    """

# An address in a text ends before the mark of its sentence, and before a bracket that it has not opened.
_IN_ADDRESS = r"""[^\s()<>\[\]"“”‘’«»…–—]"""
_ADDRESS = (
    r"(?i)(?<![\w@./-])(?:https?://|www\.(?=[\w-]+\.\w))"
    rf"(?:{_IN_ADDRESS}|\({_IN_ADDRESS}*\))+(?<![.,;:!?'*])"
)


def link_addresses(part: ProsePart) -> Iterator[ProsePart]:
    """Yield a part, with the addresses that the public can follow as links."""
    if not isinstance(part, TextRun):
        yield part
        return
    end = 0
    for found in re.finditer(_ADDRESS, part.text):
        start, typed = found.start(), found[0]
        href = typed if "://" in typed[:8] else f"https://{typed}"
        if not url_problem(href):
            if start > end:
                yield part._replace(text=part.text[end:start])
            yield Link(href, (part._replace(text=typed),))
            end = found.end()
    if end < len(part.text):
        yield part._replace(text=part.text[end:])


def parse_markup(text: str) -> tuple[ProsePart, ...]:
    """Return the parts of a text, in order: every character is in one of them."""
    parts: list[ProsePart] = []
    openings: list[int] = []
    end = 0
    for mark in re.finditer(_MARK, text):
        parts.append(TextRun(text[end : mark.start()]))
        if stars := mark["stars"]:
            start, stop = mark.span()
            before, after = text[max(start - 1, 0) : start], text[stop : stop + 1]
            if before.strip() and not after.isalnum():
                while fits := [at for at in openings if parts[at].text in stars]:
                    # The last of the same length; “**a *b***” closes both.
                    same = [at for at in fits if parts[at].text == stars]
                    opening = (same or fits)[-1]
                    length = len(parts[opening].text)
                    emphasised = parts[opening + 1 :]
                    parts[opening:] = joined_runs(
                        _styled(p, length) for p in emphasised
                    )
                    openings = [at for at in openings if at < opening]
                    stars = stars[length:]
            if stars and after.strip() and not before.isalnum():
                openings = [*openings[-_MOST_OPEN:], len(parts)]
            parts.append(TextRun(stars))
        elif mark["href"] is None:
            parts.append(AimMention(mark["mention"]))
        else:
            words = (w for w in parse_markup(mark["words"]) if isinstance(w, TextRun))
            href = re.sub("^<|>$", "", mark["href"]).replace("&amp;", "&")
            parts.append(Link(href, tuple(words)))
        end = mark.end()
    return tuple(joined_runs((*parts, TextRun(text[end:]))))


def _styled(part: ProsePart, stars: int) -> ProsePart:
    """Return a part between two marks of some asterisks in bold or italic, or both."""
    match part:
        case TextRun(strong=strong, emphasis=emphasis):
            strong, emphasis = strong or stars > 1, emphasis or stars % 2 > 0
            return part._replace(strong=strong, emphasis=emphasis)
        case Link(content=content):
            runs = (_styled(run, stars) for run in content if isinstance(run, TextRun))
            styled = (run for run in runs if isinstance(run, TextRun))
            return part._replace(content=tuple(joined_runs(styled)))
        case _:
            return part


def markup_of(parts: Iterable[ProsePart]) -> list[object]:
    """Return the addresses in a text, and the formatting of its words, in order."""
    return [
        part.href if isinstance(part, Link) else part[1:]
        for part in parts
        if (isinstance(part, Link) and not part.is_bare)
        or (isinstance(part, TextRun) and any(part[1:]))
    ]


def as_typed(parts: Iterable[object]) -> str:
    """Return a text with its markup."""
    typed = ""
    for part in parts:
        match part:
            case TextRun(text=text, strong=strong, emphasis=emphasis):
                stars = "*" * (2 * strong + emphasis)
                typed += f"{stars}{text}{stars}"
            case Link(href=href, content=words):
                linked = as_typed(words)
                typed += linked if part.is_bare else f"[{linked}]({href})"
            case AimMention(aim=aim):
                typed += f"[[{aim}]]"
    return typed
