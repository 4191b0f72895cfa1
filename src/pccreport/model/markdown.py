"""The marks of a sentence, read by markdown-it with all other rules off.

Two rules are our own: `[[key]]` names a key aim, and a star inside a word is a
star ("5*3*2"). markdown-it's check of addresses is off: `addresses` judges them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token

from pccreport.model.inline_markup import AimMention, ProseLink, ProsePart, ProseRun


def parse_markdown(text: str) -> tuple[ProsePart, ...]:
    """Return the parts of a text, in order: every character is in one of them."""

    reader = _reader()
    tokens: list[Token] = []
    reader.inline.parse(text, reader, {}, tokens)
    parts: list[ProsePart] = []
    strong = emphasis = 0
    at = 0
    while at < len(tokens):
        token = tokens[at]
        strong += token.nesting * (token.tag == "strong")
        emphasis += token.nesting * (token.tag == "em")
        if token.type == "link_open":
            end = _closing(tokens, at)
            parts.append(_address(tokens[at:end], strong > 0, emphasis > 0))
            at = end
        elif token.type == "mention":
            parts.append(AimMention(token.content))
        elif token.content:
            _add(parts, ProseRun(token.content, strong > 0, emphasis > 0))
        at += 1
    return tuple(parts)


def _closing(tokens: Sequence[Token], start: int) -> int:
    return next(i for i in range(start, len(tokens)) if tokens[i].type == "link_close")


def _address(tokens: Sequence[Token], strong: bool, emphasis: bool) -> ProseLink:
    opening, *inner = tokens
    words: list[ProsePart] = []
    bold, italic = int(strong), int(emphasis)
    for token in inner:
        bold += token.nesting * (token.tag == "strong")
        italic += token.nesting * (token.tag == "em")
        if token.type == "mention":  # a link cannot lead to two places
            _add(words, ProseRun(f"[[{token.content}]]", bold > 0, italic > 0))
        elif token.content:
            _add(words, ProseRun(token.content, bold > 0, italic > 0))
    shown = tuple(word for word in words if isinstance(word, ProseRun))
    href, title = opening.attrGet("href"), opening.attrGet("title")
    return ProseLink(str(href or ""), shown, str(title or ""))


def _add(parts: list[ProsePart], words: ProseRun) -> None:
    """Join words to the ones before where they are set alike."""
    last = parts[-1] if parts else None
    if isinstance(last, ProseRun) and last.looks == words.looks:
        parts[-1] = replace(last, text=last.text + words.text)
    else:
        parts.append(words)


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
    """Parse `[[key]]`; whether the plan has the key is checked elsewhere."""
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
    """Emphasis by stars, at the edges of words only: "5*3*2" prints as typed."""
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
