"""A text with its markup: bold, italic, links and mentions of key aims; all else is printed as typed.

The marks are those of Markdown, but an asterisk inside a word is none: "5*3*2" is printed as typed.
A public document must not have `file:`, hosts of an internal network or passwords in its links. Only
http, https and mailto are allowed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from pccreport.document.blocks import Link, TextRun, join_runs
from pccreport.findings.finding import ERROR, WARNING, Diagnostic, Severity
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.findings.values import compared_by_content
from pccreport.model.lost_words import find_swallowed_keys
from pccreport.source.node import ScalarNode

MAX_ADDRESS = 2_000
"""Maximum length of an address, in characters: browsers and Word truncate longer ones."""

# These patterns are compiled when a link is found.
_PLACEHOLDER = r"(?i)https?://(www\.)?example\.(com|org|net)/?"
_HOST = r"(?!-)[^\s.@/\\]+(\.[^\s.@/\\]+)+"
_MAILBOX = r"[^\s@/\\<>]+@[^\s@/\\<>.]+(\.[^\s@/\\<>.]+)+(\?[^\s]*)?"
_LOCAL = ["local", "localhost", "lan", "internal", "intranet", "home", "corp", "test"]
_UNSEEN = r"[\s\x00-\x20\x7f-\xa0\xad\\\u200b-\u200f\u2028-\u202e\u2060-\u2069{}]"
_EXAMPLE = "write it like https://www.example.gov.uk/page or mailto:name@example.gov.uk"
_COPY = "copy the address from the browser again"
_URI = "/?#[]:@!$&'()*+,;=~-._%"

UrlProblem = tuple[str, str, Severity]
"""The reason why an address cannot be in the report, the help, and how serious it is."""


@cache
def url_problem(href: str) -> UrlProblem | None:
    """Return the problem of an address, or None."""
    return next(_url_problems(href), None)


def _url_problems(href: str) -> Iterator[UrlProblem]:
    """Yield the problems of an address, the first of which is the one to name."""
    shown = f"“{href[:60]}{'…' if len(href) > 60 else ''}”"
    if re.fullmatch(_PLACEHOLDER, href) or not href:
        yield "this link leads nowhere yet", "add the address of the page", ERROR
    if len(href) > MAX_ADDRESS:
        message = f"this link’s address is too long: {len(href):,} characters"
        yield message, _COPY, ERROR
    is_plain = href.isascii() and href.isprintable()
    if re.search(r"[ \\{}]" if is_plain else _UNSEEN, href):
        message = f"the address {shown} contains a space, a backslash, a brace or an invisible character"
        yield message, _COPY, ERROR
    try:
        parts = urlsplit(href)
        port = parts.port
    except ValueError:
        yield f"{shown} cannot be read as an address", _EXAMPLE, ERROR
        return
    scheme, host = parts.scheme.lower(), (port != 0 and parts.hostname) or ""
    if scheme == "mailto" and re.fullmatch(_MAILBOX, href[len("mailto:") :]):
        return
    if scheme not in {"http", "https"}:
        yield f"{shown} is not a web page or email address", _EXAMPLE, ERROR
    if parts.username is not None:
        way_out = "delete what is between // and @, and the @"
        yield f"{shown} contains a user name or password", way_out, ERROR
    last = host.rpartition(".")[2]
    if not re.fullmatch(_HOST, host) or last in _LOCAL or last.isdecimal():
        yield f"{shown} is not a website that the public can reach", _EXAMPLE, ERROR
    if not host.isascii() or "xn--" in host:  # a name in Punycode
        message = f"{shown} has letters in its name that can be mistaken for others, so it will not be a link"
        yield message, "use an address whose only letters are a to z", WARNING


def encode_url(href: str) -> str:
    """Return an address without problems in ASCII, with other letters percent-encoded."""
    scheme, colon, rest = href.partition(":")
    return f"{scheme.lower()}{colon}{quote(rest, safe=_URI)}"


@compared_by_content
class AimMention(NamedTuple):
    """A mention of a key aim: `[[its_key]]`."""

    aim: str
    text: str = ""
    """What is printed for it, once it is known."""

    @property
    def target_name(self) -> str:
        """What it names, without a place in that: "report" of "report, page 9"."""
        return re.sub(r",\s*\S.*", "", self.aim)


ProsePart = TextRun | Link | AimMention

# Not compiled here: most texts have no marks.
_MOST_OPEN = 20
"""Signs of emphasis that may be open at one time, but one."""
# It begins with a class of characters, so that it is searched fast.
_MARK = r"""(?xs)[*\[](?:
    (?<=\*)\**
    | (?<=\[)\[(?P<mention>[^\[\]]*)\]\]
    | (?<=\[)(?P<words>(?:[^\[\]]|\[(?!\[)(?:[^\[\]]|\[[^\[\]]*+\])*+\](?!\())*+)\]
      \(\s*+(?P<href><[^<>\n]*+>|(?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*+\))*+\))*+)
      \s*+\)
    )"""

# An address in a text ends before the mark of its sentence, and before a bracket that it has not opened.
_IN_ADDRESS = r"""(?![“”‘’])(?![–—…])[^\s()<>\[\]"«»]"""
_ADDRESS = (
    r"(?i)(?<![\w@./-])(?:https?://|www\.(?=[\w-]+\.\w))"
    rf"(?:{_IN_ADDRESS}|\((?:{_IN_ADDRESS})*\))+(?<![.,;:!?'*])"
)


def with_links(part: ProsePart) -> Iterator[ProsePart]:
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
        if (stars := mark[0])[0] == "*":
            start, stop = mark.span()
            before, after = text[max(start - 1, 0) : start], text[stop : stop + 1]
            if before.strip() and not after.isalnum():
                while fits := [at for at in openings if parts[at].text in stars]:
                    # The last of the same length; “**a *b***” closes both.
                    same = [at for at in fits if parts[at].text == stars]
                    opening = (same or fits)[-1]
                    length = len(parts[opening].text)
                    styled = (_styled(p, length) for p in parts[opening + 1 :])
                    parts[opening:] = join_runs(styled)
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
    return tuple(join_runs((*parts, TextRun(text[end:]))))


def _styled(part: ProsePart, stars: int) -> ProsePart:
    """Return a part between two marks of some asterisks in bold or italic, or both."""
    match part:
        case TextRun(strong=strong, emphasis=emphasis):
            strong, emphasis = strong or stars > 1, emphasis or stars % 2 > 0
            return part._replace(strong=strong, emphasis=emphasis)
        case Link(content=content):
            runs = (_styled(run, stars) for run in content if isinstance(run, TextRun))
            styled = (run for run in runs if isinstance(run, TextRun))
            return part._replace(content=tuple(join_runs(styled)))
        case _:
            return part


def formatting_of(parts: Iterable[ProsePart]) -> list[object]:
    """Return the addresses in a text, and the formatting of its words, in order."""
    return [
        part.href if isinstance(part, Link) else part[1:]
        for part in parts
        if (isinstance(part, Link) and not part.is_bare)
        or (isinstance(part, TextRun) and any(part[1:]))
    ]


def typed_markup(parts: Iterable[object]) -> str:
    """Return a text with its markup."""
    typed = ""
    for part in parts:
        match part:
            case TextRun(text=text, strong=strong, emphasis=emphasis):
                stars = "*" * (2 * strong + emphasis)
                typed += f"{stars}{text}{stars}"
            case Link(href=href, content=words):
                linked = typed_markup(words)
                typed += linked if part.is_bare else f"[{linked}]({href})"
            case AimMention(aim=aim):
                typed += f"[[{aim}]]"
    return typed


MAX_CHARACTERS = 20_000
"""The maximum length of a text, which is one paragraph."""

_LOST_LINK = r"\[[^\[\]]*\](?:\([^()]*\)?|\s+\((?:https?:|www\.|mailto:)[^()]*\)?)"


@compared_by_content
class Prose(NamedTuple):
    """A text of the report, as typed, and its parts."""

    text: str
    parts: tuple[ProsePart, ...]
    origin: ScalarNode

    def span_of(self, text: str) -> Span:
        """Return the span in the file of the first occurrence of a text in it."""
        start = self.text.find(text)
        return self.origin.span if start < 0 else self.span(start, start + len(text))

    def span(self, start: int, end: int) -> Span:
        """Return the span in the file of the characters from `start` to `end` of the text."""
        value = str(self.origin.value)
        if value == self.text:
            return self.origin.span_in(start, end)
        # Line breaks became spaces: count visible characters.
        seen, shown = _visible_offsets(value), _visible_offsets(self.text)
        before, after = bisect_left(shown, start), bisect_left(shown, end)
        if before == after:
            at = seen[before] if before < len(seen) else len(value)
            return self.origin.span_in(at, at)
        return self.origin.span_in(seen[before], seen[after - 1] + 1)


# A rule asks for many spans in one text.
@lru_cache(maxsize=4)
def _visible_offsets(text: str) -> list[int]:
    """Return the offset of each visible character of a text."""
    return [i for i, character in enumerate(text) if not character.isspace()]


def read(scalar: ScalarNode) -> tuple[Prose, tuple[Diagnostic, ...]]:
    """Return the text of a scalar, with line breaks as spaces, and the findings about it."""
    text = str(scalar.value).strip()
    if "\n" in text:
        text = " ".join(line.strip() for line in text.split("\n") if line.strip())
    findings = (*_find_faults(text, scalar), *find_swallowed_keys(scalar, text))
    may_be_markup = "*" in text or "[" in text or "://" in text or "www." in text
    if not may_be_markup or len(text) > MAX_CHARACTERS:
        return Prose(text, (TextRun(text),), scalar), findings
    prose = Prose(text, parse_prose(text), scalar)
    return prose, (*findings, *_find_mark_faults(prose))


def parse_prose(text: str) -> tuple[ProsePart, ...]:
    """Return the parts of a text, in order: every character is in one of them."""
    parts = parse_markup(text)
    if "://" in text or "www." in text:
        return tuple(linked for part in parts for linked in with_links(part))
    return parts


def _find_faults(text: str, scalar: ScalarNode) -> Iterator[Diagnostic]:
    if not text:
        message = "this text is empty"
        way_out = "write the sentence, or delete the line"
        yield rule("empty-value").finding(message, scalar.span, way_out)
    if len(text) > MAX_CHARACTERS:
        message = f"this text is too long: {len(text):,} characters, and the limit is {MAX_CHARACTERS:,}"
        way_out = "shorten it, or split it"
        yield rule("too-long").finding(message, scalar.span, way_out)


def _find_mark_faults(prose: Prose) -> Iterator[Diagnostic]:
    """Yield findings for links, and for marks that would be printed."""
    unparsed = ""  # the text without its links and mentions
    for part in prose.parts:
        if isinstance(part, Link):
            yield from _find_link_faults(prose, part)
        # A rule checks that the plan has a mentioned key aim.
        match part:
            case TextRun(text=text) | Link(text=text, is_bare=True):
                unparsed += text
            case _:
                unparsed += "\ufffc"
    way_out = "write it like this: [plain words](https://www.example.gov.uk/page), with no space before the ( or in the address"
    found = re.finditer(_LOST_LINK, unparsed)
    lost = [match[0].replace("\ufffc", "…") for match in found]
    if not lost and "[[" in unparsed:
        lost, way_out = ["[["], "to name a key aim, write [[its_key]]"
    for link in lost:
        message = f"“{link[:60]}” looks like a link but is not one"
        yield rule("link-form").finding(message, prose.span_of(link), way_out)
    if "**" in unparsed:
        message = "these two asterisks have no match, so they would be printed"
        way_out = "for bold, put two asterisks directly before and after the words: **like this**"
        yield rule("unmatched-asterisks").finding(message, prose.span_of("**"), way_out)


def _find_link_faults(prose: Prose, link: Link) -> Iterator[Diagnostic]:
    if problem := url_problem(link.href):
        message, way_out, severity = problem
        at = prose.span_of(link.href or "](")
        yield rule("link-target").finding(message, at, way_out, severity=severity)
    if not link.text.strip():
        at, message = prose.span_of(f"[]({link.href}"), "this link has no text"
        way_out = "put the text in the square brackets: [the grants awarded](https://…)"
        yield rule("link-form").finding(message, at, way_out)
