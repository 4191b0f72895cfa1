"""YAML parsed into nodes with spans, and findings.

Chooses the parser, and rejects directives and unfinished merges; `composer` rejects anchors, tags
and second documents. `schema` knows what a file can contain, and `recovery`, which the caller
passes, explains errors.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source
from pccreport.source import characters
from pccreport.source.composer import Composer
from pccreport.source.node import Node
from pccreport.source.yaml_messages import template

# Lines that can be read, but hardly as they were meant: `recovery` looks at them again.
# The first is from a set: found three times as fast. Classes of many ranges beyond Latin-1 compile slowly.
_MISTYPED = re.compile(
    r"[\r\n{](?:(?<!\{) *+(?:-(?![ \r\n-])|•|·|▪|▫|◦|‣|●|○|■|□|–|—|---[ \t]*(?:[\r\n]|\Z)"
    r"|(?:- +)*(?:[a-z][a-z0-9_]*+:(?![\s/])|(?:[A-Za-z0-9_-]+ *: +)?(?![’‚‛”])[‘-„]"
    r"|[a-z][a-z0-9_]*+ *: +#[^\s#!])"
    r"|- (?![a-z0-9_]+:|“)[^\s\"'\[{#&*!|>%@`][^:#\r\n]*:(?:[ \r\n]|\Z))"
    r"|(?<=\{)[^{}\r\n]*?\b[a-z][a-z0-9_]*:[^\s/:\"'])"
)

_MERGE_MARKER = r"(?m)^(?:<{7}|>{7})(?: [^\r\n]*)?\r?$"


_Engine = Callable[[str], Callable[[], "Any"]]
"""A YAML parser: returns the function that gives the next event of a text."""

ParseResult = tuple[Node | None, tuple[Diagnostic, ...]]
"""The root node, or None if a text cannot be parsed, and the findings."""


class DoubtfulParse(NamedTuple):
    """A parse that failed or is suspicious, with what is needed to parse again."""

    source: Source
    text: str
    """The text of the source, with its odd characters replaced at the same length."""
    odd: tuple[Diagnostic, ...]
    """The findings about odd characters."""
    compose: Callable[[Source, str], Composer]
    """Composes a text of the source again, such as a patched one, with the same parser."""


Recover = Callable[[DoubtfulParse], ParseResult]


def parse_yaml(
    source: Source, recover: Recover | None = None, engine: _Engine | None = None
) -> ParseResult:
    """Return the root node, or None if the source cannot be parsed, and the findings.

    A text that fails or is suspicious is left to `recover`; without it, a text is parsed to the
    first error.
    """
    from ruamel.yaml import events  # noqa: PLC0415  # as in _engine

    text, odd = characters.scan_characters(source)
    is_merged = "<<<<<<<" in text or ">>>>>>>" in text
    if is_merged and (merge := re.search(_MERGE_MARKER, text)):
        span = (merge.start(), merge.start() + len(merge[0].rstrip()))
        finding = template("UNFINISHED_MERGE").found_at(source, span)
        return None, (*odd, finding)

    def compose(source: Source, text: str) -> Composer:
        composer = Composer(source, text)
        composer.read(engine or _yaml_engine(), events)
        return composer

    composer = compose(source, text)
    is_doubtful = (
        composer.error is not None
        or composer.is_doubtful
        or (text != source.text and characters.has_odd_indent(source.text))
        or _MISTYPED.search(f"\n{text}") is not None
    )
    if is_doubtful and recover is not None:
        return recover(DoubtfulParse(source, text, odd, compose))
    findings = (*odd, *composer.findings)
    if composer.error is not None:
        at = composer.error.at
        findings = (*findings, template("YAML_SYNTAX").found_at(source, (at, at + 1)))
    return composer.root, findings


def _yaml_engine() -> _Engine:
    """Return the parser in C, or the one in Python if there is none (Windows on ARM)."""
    try:
        from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # noqa: PLC0415  # 12 ms
    except ImportError:
        return _pure_engine()
    return lambda text: CParser(text).get_event


def _pure_engine() -> _Engine:
    from ruamel.yaml import YAML  # noqa: PLC0415  # as in _engine

    safe = partial(YAML, typ="safe", pure=True)
    return lambda text: safe().get_constructor_parser(text)[1].get_event
