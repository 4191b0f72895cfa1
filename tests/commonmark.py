"""The marks of a text as markdown-it reads them, to which the tests hold the parser of pccreport.

With all other rules turned off, and with two of pccreport: `[[key]]` mentions a key aim, and an
asterisk inside a word is not markup ("5*3*2").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token

from pccreport.document.blocks import Link, TextRun
from pccreport.model.inline_markup import AimMention, ProsePart


def parse_markdown(source: str) -> tuple[ProsePart, ...]:
    """Return the parts of a text, in order: every character is in one of them."""

    reader = _reader()
    tokens: list[Token] = []
    reader.inline.parse(source, reader, {}, tokens)
    parts: list[ProsePart] = []
    link: Token | None = None
    linked: list[ProsePart] = []
    strong = emphasis = 0
    for token in tokens:
        strong += token.nesting * (token.tag == "strong")
        emphasis += token.nesting * (token.tag == "em")
        is_mention = token.type == "mention"
        # A mention inside a link is plain text: a link has one target.
        text = f"[[{token.content}]]" if is_mention else token.content
        if token.type == "link_open":
            link, linked = token, []
        elif token.type == "link_close" and link:
            parts.append(_link(link, linked))
            link = None
        elif is_mention and link is None:
            parts.append(AimMention(token.content))
        elif text:
            run = TextRun(text, strong > 0, emphasis > 0)
            _add(parts if link is None else linked, run)
    return tuple(parts)


def _link(opening: Token, linked: Sequence[ProsePart]) -> Link:
    runs = tuple(run for run in linked if isinstance(run, TextRun))
    href, title = opening.attrGet("href"), opening.attrGet("title")
    return Link(str(href or ""), runs, str(title or ""))


def _add(parts: list[ProsePart], run: TextRun) -> None:
    """Append a run, or join it to the last one if their formatting is the same."""
    last = parts[-1] if parts else None
    if isinstance(last, TextRun) and last[1:] == run[1:]:
        parts[-1] = last._replace(text=last.text + run.text)
    else:
        parts.append(run)


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"maxNesting": 20})
    rules = reader.inline.ruler
    rules.before("link", "mention", _mention)
    rules.at("emphasis", _stars)
    rules.enableOnly(["text", "mention", "emphasis", "link"])
    reader.inline.ruler2.enableOnly(["balance_pairs", "emphasis", "fragments_join"])
    reader.normalizeLink = lambda url: url  # type: ignore[method-assign]
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return reader


def _mention(state: StateInline, silent: bool) -> bool:
    """Parse `[[key]]`; a rule checks that the plan has the key."""
    if not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", state.pos + 2)
    key = state.src[state.pos + 2 : end]
    if end < 0 or "[" in key or "]" in key:
        return False
    if not silent:
        state.push("mention", "", 0).content = key
    state.pos = end + 2
    return True


def _stars(state: StateInline, silent: bool) -> bool:
    """Parse asterisks as emphasis at the edges of words only: "5*3*2" is printed as typed."""
    if silent or state.src[state.pos] != "*":
        return False
    scanned = state.scanDelims(state.pos, canSplitWord=False)
    for _ in range(scanned.length):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True
