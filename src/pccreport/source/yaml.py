"""Parses YAML into nodes with spans, and findings.

Knows the parser and which YAML this program allows: text, lists and mappings; no anchors,
tags, directives, merges or second documents. What a file can contain is `schema`'s work; what
was meant where the parser stopped is `recovery`'s, which the caller passes in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source
from pccreport.source import characters, yaml_messages
from pccreport.source.composer import Composer
from pccreport.source.node import Node

if TYPE_CHECKING:
    from typing import Any

_DIRECTIVE = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?(?:\r\n|\r|\n))*+(%[^\r\n]*)")

_MERGE_MARK = re.compile(r"^(?:<{7}|>{7})(?: [^\r\n]*)?\r?$", re.MULTILINE)

_INDENT_RULES = frozenset({"tab-indent", "hard-space-indent"})


_Engine = Callable[[str], Callable[[], "Any"]]
"""A parser of YAML: makes, for a text, the function that gives its events."""


ParseResult = tuple[Node | None, tuple[Diagnostic, ...]]
"""The root of what was read, or None if it cannot be parsed, and the findings."""


ComposeFunction = Callable[[Source, str, Callable[[str], str] | None], Composer]
"""Reads a text of a source; the last argument restores what was patched in a value."""


class DoubtfulParse(NamedTuple):
    """A parse that stopped, or that looks like a mistake, with what parsing again needs."""

    source: Source
    text: str
    """The source's text with stand-ins for odd characters, which keep their offsets."""
    odd: tuple[Diagnostic, ...]
    """The findings about those characters."""
    compose: ComposeFunction
    """The same parser, to read a patched text."""


Recover = Callable[[DoubtfulParse], ParseResult]


def parse_yaml(source: Source, recover: Recover | None = None) -> ParseResult:
    """Return the source's node, or None if it cannot be parsed, and the findings.

    What cannot be read, and what looks like a mistake, is left to `recover`; without it
    a text is read to the first error.
    """
    return _parse(source, _engine(), recover)


def _parse(
    source: Source, engine: _Engine, recover: Recover | None = None
) -> ParseResult:
    from ruamel.yaml import events  # noqa: PLC0415  # as below

    text, odd = characters.scan_characters(source)
    base = 1 if text.startswith("\ufeff") else 0
    if mark := _MERGE_MARK.search(text):
        place = (mark.start(), mark.start() + len(mark[0].rstrip()))
        return None, (*odd, yaml_messages.UNFINISHED_MERGE.at(source, place))
    directive = _DIRECTIVE.match(text, base)
    if directive:
        words = yaml_messages.excerpt(directive[1])
        return None, (
            *odd,
            yaml_messages.DIRECTIVE.at(source, directive.span(1), words),
        )

    def compose(
        source: Source, text: str, restored: Callable[[str], str] | None
    ) -> Composer:
        composer = Composer(source, text, base, restored)
        composer.read(engine, events)
        return composer

    work = compose(source, text, None)
    is_doubtful = (
        work.trouble is not None or work.suspects.found or _is_out_of_step(odd)
    )
    if is_doubtful and recover is not None:
        return recover(DoubtfulParse(source, text, odd, compose))
    findings = (*odd, *work.findings)
    if work.trouble is not None:
        at = work.trouble.at
        findings = (*findings, yaml_messages.YAML_SYNTAX.at(source, (at, at + 1)))
    return work.root, findings


def _is_out_of_step(found: tuple[Diagnostic, ...]) -> bool:
    """Return whether lines are indented with characters other than spaces."""
    return any(finding.rule in _INDENT_RULES for finding in found)


def _engine() -> _Engine:
    """Return the parser in C, or the one in Python if there is none (Windows on ARM)."""
    try:
        from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # noqa: PLC0415  # 12 ms, only when there is YAML
    except ImportError:
        return _pure_engine()
    return lambda text: CParser(text).get_event


def _pure_engine() -> _Engine:
    from ruamel.yaml import YAML  # noqa: PLC0415  # as above

    def parse(text: str) -> Callable[[], Any]:
        _, parser = YAML(typ="safe", pure=True).get_constructor_parser(text)
        get_event: Callable[[], Any] = parser.get_event
        return get_event

    return parse
