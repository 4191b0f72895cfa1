"""Markup in a text: bold, italic, links and mentions of key aims.

The marks are those of Markdown, but an asterisk inside a word is none: "5*3*2" is printed as typed.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple
from unicodedata import category

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
_MARK = r"""(?xs)
    (?P<stars>\*+)
    | \[\[(?P<mention>[^\[\]]*)\]\]
    | \[(?P<words>(?:[^\[\]]|\[(?!\[)(?:[^\[\]]|\[[^\[\]]*+\])*+\](?!\())*+)\]
      \(\s*+(?P<href><[^<>\n]*+>|(?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*+\))*+\))*+)
      (?:\s++(?:"(?P<title>(?:[^"\\]|\\.)*+)"|'(?P<title_2>(?:[^'\\]|\\.)*+)'))?\s*+\)
    """

# An address in a text ends before the mark of its sentence, and before a bracket that it has not opened.
_IN_ADDRESS = r"""[^\s()<>\[\]"“”‘’«»…–—]"""
_ADDRESS = (
    r"(?i)(?<![\w@./-])(?:https?://|www\.(?=[\w-]+\.\w))"
    rf"(?:{_IN_ADDRESS}|\({_IN_ADDRESS}*\))+(?<![.,;:!?'*])"
)


def link_addresses(part: ProsePart) -> Iterator[ProsePart]:
    """Yield a part, with the addresses that the public can follow as links."""
    if not isinstance(part, TextRun) or not (
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
                yield part._replace(text=part.text[end:start])
            yield Link(href, (part._replace(text=typed),))
            end = found.end()
    if end < len(part.text):
        yield part._replace(text=part.text[end:])


class _Stars:
    """Asterisks in a row, which can begin or end an emphasis."""

    def __init__(self, found: re.Match[str], index: int) -> None:
        self.index, self.length = index, len(found[0])
        self.left = self.length
        before = _kind(found.string[: found.start()][-1:])
        after = _kind(found.string[found.end() :][:1])
        is_first = after != "space" and (after == "letter" or before != "letter")
        is_last = before != "space" and (before == "letter" or after != "letter")
        self.opens = is_first and (not is_last or before == "sign")
        self.closes = is_last and (not is_first or after == "sign")

    def may_close(self, opening: "_Stars") -> bool:
        """Return whether they can end what others begin: CommonMark's rule of three."""
        either = self.opens or opening.closes
        lengths = (self.length, opening.length)
        return not (either and sum(lengths) % 3 == 0 and any(n % 3 for n in lengths))


def _kind(character: str) -> str:
    if not character.strip():
        return "space"
    return "sign" if category(character)[0] in "PS" else "letter"


def parse_markup(text: str) -> tuple[ProsePart, ...]:
    """Return the parts of a text, in order: every character is in one of them."""
    parts: list[ProsePart] = []
    stars: list[_Stars] = []
    end = 0
    for mark in re.finditer(_MARK, text):
        parts.append(TextRun(text[end : mark.start()]))
        if mark["stars"]:
            stars.append(_Stars(mark, len(parts)))
            parts.append(TextRun(mark[0]))
        elif mark["href"] is None:
            parts.append(AimMention(mark["mention"]))
        else:
            words = (w for w in parse_markup(mark["words"]) if isinstance(w, TextRun))
            title = _unescaped(mark["title"] or mark["title_2"] or "")
            href = _unescaped(re.sub("^<|>$", "", mark["href"]))
            parts.append(Link(href, tuple(words), title))
        end = mark.end()
    return tuple(joined_runs(_emphasised([*parts, TextRun(text[end:])], stars)))


def _unescaped(text: str) -> str:
    """Return an address or a title without the backslashes and the entities of Markdown."""
    if "&" in text:
        from html import unescape  # noqa: PLC0415  # seldom needed

        text = re.sub(r"&#?\w+;", lambda entity: unescape(entity[0]), text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def _emphasised(parts: list[ProsePart], stars: list[_Stars]) -> Iterator[ProsePart]:
    """Yield the parts, those between two that match in bold or italic."""
    # By how many pairs each part is inside more than the one before it.
    strong, emphasis = [0] * len(parts), [0] * len(parts)
    openings: list[_Stars] = []
    for closing in stars:
        while closing.closes and closing.left:
            at = len(openings) - 1
            while at >= 0 and not closing.may_close(openings[at]):
                at -= 1
            if at < 0:
                break
            opening = openings[at]
            number = 2 if min(opening.left, closing.left) > 1 else 1
            depths = strong if number == 2 else emphasis
            depths[opening.index + 1] += 1
            depths[closing.index] -= 1
            opening.left -= number
            closing.left -= number
            del openings[at + bool(opening.left) :]
        if closing.opens and closing.left:
            openings.append(closing)
    for mark in stars:
        parts[mark.index] = TextRun("*" * mark.left)
    for part, *inside in zip(
        parts, accumulate(strong), accumulate(emphasis), strict=True
    ):
        yield _styled(part, *map(bool, inside))


def _styled(part: ProsePart, strong: bool, emphasis: bool) -> ProsePart:
    match part:
        case TextRun() as run:
            return _run(run, strong, emphasis)
        case Link(content=content):
            texts = (run for run in content if isinstance(run, TextRun))
            runs = (_run(run, strong, emphasis) for run in texts)
            return part._replace(content=tuple(joined_runs(runs)))
        case _:
            return part


def _run(run: TextRun, strong: bool, emphasis: bool) -> TextRun:
    strong, emphasis = strong or run.strong, emphasis or run.emphasis
    return run._replace(strong=strong, emphasis=emphasis)


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
